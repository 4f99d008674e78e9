"""Who acts in records: each name that a record writes in a field marked ``acts`` is tied to a person when it is saved.

A name that one living person bears is that person's; one that nobody bears makes a person. What was tied on the record stays tied,
whatever the person is called since. Of several nobody is guessed: the tie stays open until a clerk says who it is, also when only
one of them is left to be meant.
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
HIS_OWN = "name"
"""The role of an account: its name is that of its person."""
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
        self._left_open: set[int] = set()

    def forget(self) -> None:
        """Persons or residents are otherwise than before."""
        self._people = None

    def settled(self, records: Sequence[R], before: Mapping[int, R]) -> Sequence[R]:
        """Records of one type with what follows from what was changed, and who acts in them, as their names tell."""
        if type(records[0]).settled is not Record.settled:
            today = date.today()
            records = [record.settled(before.get(record.id), today) for record in records]
        if isinstance(records[0], Account):
            return [self._of_account(record, before.get(record.id)) for record in records]
        if not acting(type(records[0])):
            return records
        self._make_missing(records, before)
        return [self._settled(record, before.get(record.id)) for record in records]

    def tied(self, record: R, people: Mapping[tuple[str, str], int]) -> R:
        """A record with these persons behind its names, by role and `person_name.key`; 0 leaves it open whose one is."""
        if isinstance(record, Account):
            person = people.get((HIS_OWN, person_name.key(record.name)), record.person)
            if not person:
                self._left_open.add(record.id)
            return changed(record, person=person)
        actors = (changed(a, who=people.get((a.role, person_name.key(a.name)), a.who)) for a in actors_of(record))
        return changed(record, **{ACTORS: tuple(actors)})

    def _of_account(self, account: R, before: R | None) -> R:
        """An account with its person: its name is theirs; under another name it is another's, unless that says who it is."""
        if not isinstance(account, Account):
            return account
        key = person_name.key(account.name)
        if isinstance(before, Account):
            if person_name.key(before.name) == key:
                if not account.person and not before.person:
                    return account
            elif account.person == before.person and not self._bears(account.person, key):
                account = changed(account, person=0)
        named = name_list.names(account.name) if not account.person and account.id not in self._left_open else ()
        return changed(account, person=self.person_of(named[0])) if named else account

    def person_of(self, name: str) -> int:
        """The one living person who bears a name; one is made where nobody bears it, and 0 where nobody knows which."""
        key = person_name.key(name)
        if key not in self._persons():
            self._make([Person(name=name)])
            self.forget()
        return self._only(key)

    def _bears(self, person: int, key: str) -> bool:
        return any(one.id == person for one in self._persons().get(key, ()))

    def _settled(self, record: R, before: R | None) -> R:
        part = participant_of(type(record))
        assert part is not None
        tied, left_open = self._tied(record, before), _left_open(record, before)
        kept = {(one.role, person_name.key(one.name)): one for one in actors_of(record)}
        actors: list[Participant] = []
        for role, name in _named(record):
            key = person_name.key(name)
            who = tied.get((role, key), 0)
            if not who and (role, key) not in left_open:
                who = tied.get(("", key), 0) or (0 if ("", key) in left_open else self._only(key))
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
            settled = {*self._tied(record, before.get(record.id)), *_left_open(record, before.get(record.id))}
            for _role, name in _named(record):
                key = person_name.key(name)
                if key not in persons and ("", key) not in settled:
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


def ties(record: Record) -> Mapping[tuple[str, str], int]:
    """Who is behind the names of a record, by role and `person_name.key`; 0 where nobody has said."""
    if isinstance(record, Account):
        return {(HIS_OWN, person_name.key(record.name)): record.person}
    return {(one.role, person_name.key(one.name)): one.who for one in actors_of(record)}


def _left_open(record: Record, before: Record | None) -> set[tuple[str, str]]:
    """The names of a record, by role and key, of which nobody has said whose they are; under no role those open in any role."""
    there = (*actors_of(record), *(actors_of(before) if before else ()))
    keys = {(one.role, person_name.key(one.name)) for one in there if not one.who}
    return keys | {("", key) for _role, key in keys}


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
