"""A person, a household, a door over time, and as of any day: who lived behind this door on 1 March 2025.

door = door_on(store, house_id, date(2025, 3, 1))
lines = person_over_time(store, resident_id)     # the newest first
"""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve, frozen

from db.fields import Field
from db.records.base import Lasting, Record, as_of, fields_of
from db.records.bodies.body import Body
from db.records.registry.booklet import Booklet, BookletMember
from db.records.registry.door_parts import Letting, Owner
from db.records.registry.household import Household, Member
from db.records.registry.place import House
from db.records.registry.residence import Residence
from db.records.registry.resident import ENDED, Resident
from db.records.registry.resident_parts import Carer, CareTag, PartyMembership
from db.records.spells import AFTER_ALL, BEFORE_ALL
from db.services.registry.events import told_events
from db.store import Store


@frozen
class Turn:
    """Something that held from one day to another.

    Attributes:
        since: the first day; None where nobody knows it.
        until: the last day; None while it is so.
        what: what it is called: 居住记录, 户内成员.
        title: of whom or what it is about besides.
        more: what else is known of it.
        table: of the record to open; "" for none.
        id: of that record.
        gone: it is over, and nobody knows since when.
    """

    since: date | None
    until: date | None
    what: str
    title: str
    more: tuple[str, ...] = ()
    table: str = ""
    id: int = 0
    gone: bool = False

    def holds(self, day: date) -> bool:
        """Whether it was so on a day, as far as anybody knows."""
        return not self.gone and (self.since or BEFORE_ALL) <= day <= (self.until or AFTER_ALL)


@frozen
class DoorThen:
    """Who was behind a door on a day.

    Attributes:
        living: who lived or stayed there, each with the row that tells so.
        households: those that live there now and had members then, each with them.
        booklets: those that are registered there, each with who stood in them then.
        owners: whose it was.
        lettings: to whom it was let.
    """

    day: date
    living: Sequence[tuple[Resident, Residence]]
    households: Sequence[tuple[Household, Sequence[Member]]]
    booklets: Sequence[tuple[Booklet, Sequence[BookletMember]]]
    owners: Sequence[Owner]
    lettings: Sequence[Letting]


def door_on(store: Store, house_id: int, day: date) -> DoorThen:
    """Who was behind a door on a day, of those whom whoever asks may see.

    Raises:
        RecordGone: the house is no longer there.
        NotAllowed: it is not seen.
    """
    house = store.get(House, house_id)
    people = store.owners(Resident, "residences", "house", [house_id])
    living = [
        (one, row)
        for one in people
        for row in as_of(one.residences, day)
        if row.house == house_id and not (row.until is None and one.state in ENDED and _left_before(one, day))
    ]
    asked = {one.id for one, _ in living}
    homes = [h for h in store.owners(Household, "members", "resident", asked) if h.house == house_id]
    booklets = [b for b in store.owners(Booklet, "members", "resident", asked) if b.house == house_id]
    return DoorThen(
        day=day,
        living=sorted(living, key=lambda pair: (pair[1].kind, pair[0].birth or AFTER_ALL, pair[0].id)),
        households=[(h, there) for h in homes if (there := as_of(h.members, day))],
        booklets=[(b, there) for b in booklets if (there := as_of(b.members, day))],
        owners=as_of(house.owners, day),
        lettings=as_of(house.lettings, day),
    )


def over_time(store: Store, record: Record) -> list[Turn]:
    """What is told of a record over time, the newest first; nothing of any that is none of a home. Raises as those of each type do."""
    if isinstance(record, Resident):
        return person_over_time(store, record.id)
    if isinstance(record, House):
        return door_over_time(store, record.id)
    return household_over_time(store, record) if isinstance(record, Household | Booklet) else []


def _left_before(one: Resident, day: date) -> bool:
    """Whether somebody had left the register by a day, or nobody knows when they did."""
    return one.state_day is None or one.state_day < day


def person_over_time(store: Store, resident_id: int) -> list[Turn]:
    """Where somebody lived, with whom, in which booklet, why they were looked after and by whom, and where their membership of the party lay.

    Raises:
        RecordGone: the resident is no longer there.
        NotAllowed: they are not seen.
    """
    one = store.get(Resident, resident_id)
    doors = store.titles(House.TABLE, {row.house for row in one.residences})
    turns = [
        evolve(_lived(one, row), title=doors.get(row.house, ""), table=House.TABLE, id=row.house)
        for row in one.residences
    ]
    for kind in (Household, Booklet):
        for home in store.owners(kind, "members", "resident", [resident_id]):
            turns += [_seat(store, home, m) for m in home.members if m.resident == resident_id]
    kinds = fields_of(CareTag)["kind"]
    turns += [
        _turn(tag, CareTag.LABEL, kinds.show(tag.kind), tuple(filter(None, (tag.basis, tag.source))))
        for tag in one.care
    ]
    turns += [_led(store, row, row.name, "".join(_words(row, "kind"))) for row in one.carers]
    bodies = store.titles(Body.TABLE, {row.body for row in one.party if row.body})
    turns += [
        _turn(
            row,
            PartyMembership.LABEL,
            bodies.get(row.body, ""),
            _words(row, "status", "came", "went"),
            (Body.TABLE, row.body),
        )
        for row in one.party
    ]
    return _newest_first([*turns, *_happened(store, one)])


def household_over_time(store: Store, household: Household | Booklet) -> list[Turn]:
    """Who came and went, the newest first."""
    names = store.titles(Resident.TABLE, {m.resident for m in household.members})
    turns = [
        _turn(m, type(m).LABEL, names.get(m.resident, ""), _words(m, "relation"), (Resident.TABLE, m.resident))
        for m in household.members
    ]
    return _newest_first([*turns, *_happened(store, household)])


def _happened(store: Store, record: Record) -> list[Turn]:
    """What happened to people, each as one line of its day."""
    steps = told_events(store, record)
    return [Turn(day, day, one.said, one.note) for one in steps if one.at and (day := one.at.date())]


def door_over_time(store: Store, house_id: int) -> list[Turn]:
    """Who lived behind a door, whose it was and to whom it was let, the newest first.

    Raises:
        RecordGone: the house is no longer there.
        NotAllowed: it is not seen.
    """
    house = store.get(House, house_id)
    people = store.owners(Resident, "residences", "house", [house_id])
    turns = [_lived(one, row) for one in people for row in one.residences if row.house == house_id]
    turns += [_led(store, row, row.name, row.share) for row in house.owners]
    turns += [_led(store, row, row.tenant, row.source) for row in house.lettings]
    return _newest_first([*turns, *_happened(store, house)])


def _lived(one: Resident, row: Residence) -> Turn:
    """That somebody lived behind a door; whoever left the register lives nowhere any more."""
    words = _words(row, "kind", "reason", "whence", "whither")
    turn = _turn(row, Residence.LABEL, one.name, words, (Resident.TABLE, one.id))
    if one.state not in ENDED or row.until is not None:
        return turn
    return evolve(turn, until=one.state_day, gone=one.state_day is None, more=(*words, one.mark()))


def _led(store: Store, row: Owner | Letting | Carer, name: str, more: str) -> Turn:
    """A row that names somebody, or leads to them."""
    table, i = store.kinds.leads_to(row.who) if row.who else ("", 0)
    title = name or (store.titles(table, [i]).get(i, "") if i else "")
    return _turn(row, row.LABEL, title, tuple(filter(None, (more,))), (table, i))


def _seat(store: Store, home: Household | Booklet, member: Member | BookletMember) -> Turn:
    return _turn(member, home.LABEL, store.title(home), _words(member, "relation"), (home.TABLE, home.id))


def _turn(row: Lasting, what: str, title: str, more: tuple[str, ...], leads: tuple[str, int] = ("", 0)) -> Turn:
    return Turn(row.since, row.until, what, title, more, *leads)


def _words(row: Lasting, *names: str) -> tuple[str, ...]:
    """What fields of a row say, where they say anything."""
    fields: dict[str, Field[object]] = dict(fields_of(type(row)))
    return tuple(filter(None, (fields[name].show(getattr(row, name)) for name in names)))


def _newest_first(turns: Iterable[Turn]) -> list[Turn]:
    return sorted(turns, key=lambda one: (one.until or AFTER_ALL, one.since or BEFORE_ALL), reverse=True)
