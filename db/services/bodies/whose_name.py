"""同名待认、像是居民: whose name it is that a record writes, and whether a person is a resident of the same name; a clerk says.

Nothing here is guessed: two who bear one name are told apart by nobody else.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from attrs import frozen

from db.records.base import changed, fields_of
from db.records.bodies.person import PERSONS, Person, SomebodyElse
from db.records.centre.account import Account
from db.records.may import Right
from db.records.participant import acting
from db.records.registry.resident import RESIDENTS, Resident
from db.services.earlier import Told, told
from db.store import Store, Writer, eq
from db.store.acting import HIS_OWN, ties
from db.values import person_name
from db.values.name_list import names


@frozen
class Place:
    """A record that writes a name of which nobody knows whose it is.

    Attributes:
        field: the name of the field that names them.
        role: the same in the clerk's words.
        told: the record in one line, masked.
    """

    field: str
    role: str
    told: Told


@frozen
class OpenName:
    """A name that several persons bear.

    Attributes:
        name: as it is written.
        places: where, the records in the order in which they were made.
        persons: who bears it, each in one line, masked.
    """

    name: str
    places: tuple[Place, ...]
    persons: tuple[Told, ...]


@frozen
class Likeness:
    """A person and a resident of one name, of whom nobody has said whether they are the same; each in one line, masked."""

    person: Told
    resident: Told


def open_names(store: Store) -> list[OpenName]:
    """The names of which nobody knows whose they are, by name."""
    persons = _by_key(store)
    written = [(o.table, o.id, o.role, o.name) for o in store.open_names()]
    for account in store.select(Account, eq("person", None), order=("id",)):
        if names(account.name):
            written.append((Account.TABLE, account.id, HIS_OWN, account.name))
    by_key: dict[str, list[tuple[str, int, str, str]]] = defaultdict(list)
    for one in written:
        by_key[person_name.key(one[3])].append(one)
    lines = _lines(store, [(table, i) for table, i, _role, _name in written])
    return [
        OpenName(
            name=places[0][3],
            places=tuple(
                Place(role, _role(store, t, role), lines[t, i]) for t, i, role, _name in places if (t, i) in lines
            ),
            persons=tuple(told(store, PERSONS, persons.get(key, ()))),
        )
        for key, places in sorted(by_key.items(), key=lambda pair: pair[1][0][3])
    ]


def say_whose(store: Store, name: str, person: int, places: Collection[Place]) -> list[Place]:
    """Ties a name in these places to a person; where it was tied: what was saved or said otherwise meanwhile is left alone.

    Raises:
        RecordGone: the person is no longer there; nothing was tied.
    """
    store.require(PERSONS, Right.CHANGE)
    with store.writing("认人") as w:
        w.read.get(Person, person)
        return _say(store, w, name, places, (0, person))


def take_back_whose(store: Store, name: str, person: int, places: Collection[Place]) -> list[Place]:
    """Nobody knows whose the name in these places is, as before; where that is: who is somebody else by now stays."""
    store.require(PERSONS, Right.CHANGE)
    with store.writing("认人") as w:
        return _say(store, w, name, places, (person, 0))


def say_another(store: Store, name: str, places: Collection[Place]) -> tuple[Person, list[Place]]:
    """A new person of a name, to whom the name in these places is tied, and where it was tied."""
    with store.writing("认人") as w:
        person = w.save(Person(name=name))
        return person, _say(store, w, name, places, (0, person.id))


def take_back_another(store: Store, person: Person, places: Collection[Place]) -> None:
    """Nobody knows whose the name in these places is, as before; the person who was made for it goes.

    Raises:
        RecordInUse: something else names that person by now.
        RecordChanged: somebody wrote something down of them.
    """
    with store.writing("认人") as w:
        _say(store, w, person.name, places, (person.id, 0))
        w.delete(person)


def likely_pairs(store: Store) -> list[tuple[int, int]]:
    """Persons and residents of one name, by their ids, but for those of whom a clerk has said that they are two."""
    pairs = store.namesakes()
    persons = store.get_many(Person, {person for person, _ in pairs})
    said = {(p.id, other.resident) for p in persons.values() for other in p.others}
    return [pair for pair in pairs if pair not in said]


def likenesses(store: Store, pairs: Collection[tuple[int, int]]) -> list[Likeness]:
    """These pairs in words."""
    persons = {line.id: line for line in told(store, PERSONS, sorted({person for person, _ in pairs}))}
    residents = {line.id: line for line in told(store, RESIDENTS, sorted({resident for _, resident in pairs}))}
    return [Likeness(persons[p], residents[r]) for p, r in pairs if p in persons and r in residents]


def say_same(store: Store, person: int, resident: int) -> Person:
    """The person, who is this resident.

    Raises:
        RecordGone: one of both is no longer there.
        RecordTwice: somebody else is that resident.
    """
    with store.writing("认人") as w:
        found = w.read.get(Resident, resident)
        return w.save(changed(w.read.get(Person, person), resident=found.id))


def say_other(store: Store, person: int, resident: int) -> Person:
    """The person, who is not this resident; nobody asks again.

    Raises:
        RecordGone: the person is no longer there.
    """
    with store.writing("认人") as w:
        found = w.read.get(Person, person)
        return w.save(changed(found, others=(*found.others, SomebodyElse(resident=resident))))


def take_back(store: Store, person: int, resident: int) -> Person:
    """The person as before it was said whether they are this resident."""
    with store.writing("认人") as w:
        found = w.read.get(Person, person)
        others = tuple(one for one in found.others if one.resident != resident)
        return w.save(changed(found, others=others, resident=0 if found.resident == resident else found.resident))


def _say(store: Store, w: Writer, name: str, places: Collection[Place], persons: tuple[int, int]) -> list[Place]:
    """Ties a name where it is tied to the first of two persons to the second; where that was. What the clerk does not see stays as it is."""
    was, now = persons
    done: list[Place] = []
    for place in places:
        is_seen = bool(store.seen(place.told.table, [place.told.id]))
        record = w.read.find(w.read.kinds[place.told.table].record, place.told.id) if is_seen else None
        written = place.field, person_name.key(name)
        if record and ties(record).get(written) == was:
            w.tie(record, {written: now})
            done.append(place)
    return done


def _by_key(store: Store) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for person in store.select(Person, order=("id",)):
        found[person_name.key(person.name)].append(person.id)
    return found


def _lines(store: Store, places: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], Told]:
    by_table: dict[str, list[int]] = defaultdict(list)
    for table, record_id in dict.fromkeys(places):
        by_table[table].append(record_id)
    return {(t, line.id): line for t, ids in by_table.items() for line in told(store, store.kinds[t], ids)}


def _role(store: Store, table: str, role: str) -> str:
    record = store.kinds[table].record
    return acting(record)[role].label if role in acting(record) else fields_of(record)[role].label
