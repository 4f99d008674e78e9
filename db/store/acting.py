"""Who acts in records: each name that a record writes in a field marked ``acts`` is tied to a person when it is saved.

A name that one living person bears is that person's; one that nobody bears makes a person. What was tied on the record stays tied,
whatever the person is called since. Of several nobody is guessed: the tie stays open until a clerk says who it is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from db.records.base import Record, changed
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.kinds import Kinds
from db.records.participant import ACTORS, Participant, acting, actors_of, participant_of
from db.records.registry.resident import DIED, Resident
from db.store.driver import Connection, whole
from db.values import name_list, person_name

R = TypeVar("R", bound=Record)
_KEY = "lower(replace(replace({}, '·', ''), ' ', ''))"
"""Of `person_name.key` what the engine can tell of a name that was tidied when it was saved."""
READ = (Person.TABLE, Resident.TABLE)
"""The tables of which the ties are told."""


class _Known(NamedTuple):
    """A person by whose name somebody may be tied."""

    id: int
    is_dead: bool


class Open(NamedTuple):
    """A name of which nobody has said whose it is."""

    table: str
    id: int
    role: str
    name: str


class Settling:
    """Ties the names of records in one transaction; made by `db.store.writing.Writer`."""

    def __init__(self, connection: Connection, make: Callable[[Sequence[Person]], Sequence[Person]]) -> None:
        """``make`` saves the persons that are made."""
        self._connection = connection
        self._make = make
        self._people: Mapping[str, Sequence[_Known]] | None = None

    def forget(self) -> None:
        """Persons or residents are otherwise than before."""
        self._people = None

    def settled(self, records: Sequence[R], before: Mapping[int, R]) -> Sequence[R]:
        """Records of one type with what follows from what was changed, and who acts in them, as their names tell."""
        if type(records[0]).settled is not Record.settled:
            records = [record.settled(before.get(record.id), date.today()) for record in records]
        if isinstance(records[0], Account):
            return [self._of_account(record) for record in records]
        if not acting(type(records[0])):
            return records
        self._make_missing(records, before)
        return [self._settled(record, before.get(record.id)) for record in records]

    def _of_account(self, account: R) -> R:
        """An account with its person: its name is theirs."""
        named = name_list.names(account.name) if isinstance(account, Account) and not account.person else ()
        for name in named[:1]:
            if person_name.key(name) not in self._persons():
                self._make([Person(name=name)])
                self.forget()
            return changed(account, person=self._only(person_name.key(name)))
        return account

    def _settled(self, record: R, before: R | None) -> R:
        part = participant_of(type(record))
        assert part is not None
        tied = self._tied(record, before)
        kept = {(one.role, person_name.key(one.name)): one for one in actors_of(record)}
        actors: list[Participant] = []
        for role, name in _named(record):
            key = person_name.key(name)
            who = tied.get((role, key)) or tied.get(("", key)) or self._only(key)
            actors.append(changed(kept.get((role, key), part()), role=role, name=name, who=who))
        told = tuple(actors)
        return record if told == getattr(record, ACTORS) else changed(record, **{ACTORS: told})

    def _tied(self, record: R, before: R | None) -> dict[tuple[str, str], int]:
        """The persons that names of a record are tied to, by role and key; under no role that of the name in any role."""
        there = {one.id for known in self._persons().values() for one in known}
        given = actors_of(record)
        told = {(one.role, person_name.key(one.name)) for one in given}  # also that nobody has said who it is
        left = (one for one in actors_of(before) if (one.role, person_name.key(one.name)) not in told) if before else ()
        found: dict[tuple[str, str], int] = {}
        for actor in (*left, *given):
            if actor.who in there:
                key = person_name.key(actor.name)
                found[actor.role, key] = found["", key] = actor.who
        return found

    def _only(self, key: str) -> int:
        living = [one for one in self._persons().get(key, ()) if not one.is_dead]
        return living[0].id if len(living) == 1 else 0

    def _make_missing(self, records: Sequence[R], before: Mapping[int, R]) -> None:
        persons = self._persons()
        missing: dict[str, str] = {}
        for record in records:
            tied = self._tied(record, before.get(record.id))
            for _role, name in _named(record):
                key = person_name.key(name)
                if key not in persons and ("", key) not in tied:
                    missing.setdefault(key, name)
        if missing:
            self._make([Person(name=name) for name in missing.values()])
            self._people = None

    def _persons(self) -> Mapping[str, Sequence[_Known]]:
        if self._people is None:
            found: dict[str, list[_Known]] = defaultdict(list)
            sql = "SELECT p.id, p.name, r.state FROM person p LEFT JOIN resident r ON r.id = p.resident"
            for record_id, name, state in self._connection.execute(sql):
                found[person_name.key(str(name))].append(_Known(whole(record_id), state == DIED))
            self._people = found
        return self._people


def _named(record: Record) -> Iterable[tuple[str, str]]:
    """Each name that a record writes down, with the field that names it."""
    return ((role, name) for role in acting(type(record)) for name in name_list.names(str(getattr(record, role))))


def still_open(connection: Connection, kinds: Kinds) -> list[Open]:
    """The names of records of which nobody knows whose they are."""
    found: list[Open] = []
    for kind in kinds:
        if part := participant_of(kind.record):
            sql = f'SELECT owner, role, name FROM {part.TABLE} WHERE "who" IS NULL ORDER BY owner, position'  # noqa: S608
            rows = connection.execute(sql)
            found += [Open(kind.table, whole(owner), str(role), str(name)) for owner, role, name in rows]
    return found


def namesakes(connection: Connection) -> list[tuple[int, int]]:
    """Persons without a resident, each with a resident of the same name behind whom there is no person yet: their ids.

    Names are compared by their keys; the engine looks at each resident once, and narrows by what of a key it can tell.
    """
    persons: dict[str, list[int]] = defaultdict(list)
    for person, name in connection.execute("SELECT id, name FROM person WHERE resident IS NULL ORDER BY id"):
        persons[person_name.key(str(name))].append(whole(person))
    sql = (
        f"SELECT r.id, r.name FROM resident r WHERE {_KEY.format('r.name')} IN"  # noqa: S608
        f" (SELECT {_KEY.format('name')} FROM person WHERE resident IS NULL)"
        " AND NOT EXISTS (SELECT 1 FROM person WHERE resident = r.id) ORDER BY r.id"
    )
    residents = [(whole(resident), str(name)) for resident, name in connection.execute(sql)]
    return sorted(
        (person, resident) for resident, name in residents for person in persons.get(person_name.key(name), ())
    )
