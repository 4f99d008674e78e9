"""The board on which an event is laid out before anything is written: records as they would be, beside those that are.

What ends keeps its row with a last day; a row is taken off only where it would have ended before it began, on that very day.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar, cast

from attrs import frozen

from db.errors import AppError
from db.records.base import Record, changed
from db.records.registry.booklet import COLLECTIVE, Booklet, BookletMember
from db.records.registry.heads import HEAD
from db.records.registry.household import Household, Member
from db.records.registry.residence import MAIN, Residence
from db.records.registry.resident import IN_REGISTER, Resident
from db.records.spells import ONE_DAY
from db.services.registry.events.held import Held
from db.services.registry.events.kin import RANK, to_new_head
from db.store import Store

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=Residence | Member | BookletMember)
Home = Household | Booklet
Seat = Member | BookletMember
FULL_AGE = 18
"""民法典 第十七条: whoever is younger is a minor; somebody has to answer for them."""
HOMES: tuple[type[Home], ...] = (Household, Booklet)


class CannotHappen(AppError):
    """An event cannot be as it was said, or not any more; nothing was changed."""

    code = "cannot_happen"

    def __init__(self, message: str, remedy: str = "请核对以后再办") -> None:
        super().__init__(message, remedy)


@frozen
class Change:
    """A record as it is and as it would be; of a new one nothing was, and its id is below 0."""

    was: Record | None
    now: Record


class Board:
    """Records of one event.

    Attributes:
        day: the day of the event.
        doubts: what is to be looked at, in words.
    """

    def __init__(self, store: Store, day: date, head: int, held: Held | None = None) -> None:
        """``held`` has what was read at once for many; without it each record is asked for when it is met."""
        self._store, self.day, self._head, self._held = store, day, head, held
        self._was: dict[tuple[str, int], Record] = {}
        self._now: dict[tuple[str, int], Record] = {}
        self.doubts: list[str] = []

    # Records.

    def get(self, kind: type[R], record_id: int) -> R:
        """A record as it would be.

        Raises:
            RecordGone: it is no longer there.
            NotAllowed: it is not seen.
        """
        key = (kind.TABLE, record_id)
        if key not in self._now:
            held = self._held.get(kind, record_id) if self._held else None
            self._was[key] = self._now[key] = held or self._store.get(kind, record_id)
        return cast("R", self._now[key])

    def put(self, record: R) -> R:
        """Lays a record down as it would be; a new one gets an id below 0."""
        if not record.id:
            record = changed(record, id=-1 - sum(i < 0 for _, i in self._now))
        self._now[record.TABLE, record.id] = record
        return record

    def changes(self, kind: type[Record]) -> list[Change]:
        """What would be otherwise of one type, in the order in which it was laid down."""
        found = [(self._was.get(key), now) for key, now in self._now.items() if key[0] == kind.TABLE]
        return [Change(was, now) for was, now in found if was != now]

    def homes(self, kind: type[Home], resident: int) -> list[Home]:
        """Where somebody has an open seat."""
        if self._held:
            there = self._held.homes(kind, resident)
        else:
            owners = self._store.owners(kind, "members", "resident", [resident]) if resident > 0 else []
            there = [one.id for one in owners]
        for i in there:
            self.get(kind, i)
        laid = [cast("Home", one) for (table, _), one in self._now.items() if table == kind.TABLE]
        return [one for one in laid if any(m.resident == resident for m in one.present())]

    def household(self, resident: int) -> Household | None:
        """The household that somebody belongs to."""
        return cast("Household | None", next(iter(self.homes(Household, resident)), None))

    def relation(self, home: Home, resident: int) -> str:
        """What somebody is to the head now."""
        return next((m.relation for m in home.present() if m.resident == resident), "")

    def people(self, home: Home) -> list[Resident]:
        """Whoever has an open seat."""
        return [self.get(Resident, m.resident) for m in home.present()]

    # Where somebody lives.

    def leave_house(self, resident: Resident, until: date, whither: str = "") -> Resident:
        """Nobody's rows of living somewhere go on after a day."""
        rows = tuple(
            _closed(row, until, self.day, lambda: f"{resident.name}的居住记录", whither=whither)
            if row.until is None
            else row
            for row in resident.residences
        )
        return changed(resident, residences=tuple(row for row in rows if row is not None))

    def settle(self, resident: Resident, house: int, reason: str = "", whence: str = "") -> Resident:
        """Lives in another house from the day on; what began on that very day is put right and keeps why it began."""
        mains = [row for row in resident.residences if row.until is None and row.kind == MAIN]
        dropped = next((row for row in mains if row.since and row.since >= self.day), None)
        rows = [
            _closed(row, self.day - ONE_DAY, self.day, lambda: f"{resident.name}的居住记录") if row in mains else row
            for row in resident.residences
        ]
        left = tuple(row for row in rows if row is not None)
        if late := [row for row in left if row.kind == MAIN and (row.until or date.min) >= self.day]:
            raise CannotHappen(f"{resident.name}住到 {late[0].until} 才止，日期不能早于那一天")
        fresh = Residence(
            house=house,
            since=self.day,
            reason=reason or (dropped.reason if dropped else ""),
            whence=whence or (dropped.whence if dropped else ""),
        )
        return changed(resident, house=house, residences=(*left, fresh))

    # Seats.

    def leave(self, kind: type[Home], resident: int, until: date, went: str = "") -> list[Home]:
        """Closes the open seats of somebody; the homes that are left."""
        return [self._left(home, resident, until, went) for home in self.homes(kind, resident)]

    def _left(self, home: Home, resident: int, until: date, went: str) -> Home:
        more = {"went": went} if isinstance(home, Booklet) else {}

        def where() -> str:
            called = self._store.title(home) if home.id > 0 else home.LABEL
            return f"{self.get(Resident, resident).name}在“{called}”里"

        seats = [
            _closed(m, until, self.day, where, **more) if m.resident == resident and m.until is None else m
            for m in _rejoined(home.members, resident, self.day)
        ]
        head = 0 if home.head == resident else home.head
        return self.put(changed(home, members=tuple(m for m in seats if m is not None), head=head))

    def take_out(self, who: Sequence[int], kind: type[Home], until: date | None = None, went: str = "") -> None:
        """Closes the seats of all of them, on the day before where no other is said, and gives those who stay behind a head."""
        until = until or self.day - ONE_DAY
        headless: dict[int, Resident] = {}
        for i in who:
            for home in self.homes(kind, i):
                if self.relation(home, i) == HEAD:
                    headless[home.id] = self.get(Resident, i)
            self.leave(kind, i, until, went)
        for home_id, gone in headless.items():
            self.elect(self.get(kind, home_id), gone, until + ONE_DAY)

    def sit(self, home: Home, resident: int, relation: str, since: date, came: str = "") -> Home:
        """Gives somebody a seat; a second head is none."""
        heads = any(m.relation == HEAD for m in home.present())
        if relation == HEAD and heads:
            relation = ""
        if not relation:
            self.doubts.append(f"{self.get(Resident, resident).name}与户主的关系没有写，办了以后请补上")
        seat: Seat = (
            Member(resident=resident, relation=relation, since=since)
            if isinstance(home, Household)
            else BookletMember(resident=resident, relation=relation, since=since, came=came)
        )
        head = resident if relation == HEAD else home.head
        return self.put(changed(home, members=(*home.members, seat), head=head))

    def found(self, house: int, head: int, since: date) -> Household:
        """A household of somebody's own."""
        seat = Member(resident=head, relation=HEAD, since=since)
        return self.put(Household(house=house, head=head, members=(seat,)))

    # Heads.

    def candidates(self, home: Home) -> list[Resident]:
        """Who may be the head of those who stay, the likeliest first, minors last; nobody where there is one, or where none is asked."""
        present = home.present()
        if any(m.relation == HEAD for m in present) or (isinstance(home, Booklet) and home.kind == COLLECTIVE):
            return []
        relation = {m.resident: m.relation for m in present}
        living = [one for one in self.people(home) if one.state == IN_REGISTER]
        ranked = {r.id: (self._is_minor(r), RANK.get(relation[r.id], 2), r.birth or date.max, r.id) for r in living}
        return sorted(living, key=lambda r: ranked[r.id])

    def _is_minor(self, one: Resident) -> bool:
        age = one.age(self.day)
        return age is not None and age < FULL_AGE

    def elect(self, home: Home, gone: Resident, since: date) -> Home:
        """Gives those who stay a head from a day on, and their relations to the new one as far as these follow.

        Args:
            home: with those who stay.
            gone: who was the head.
            since: the first day of the new head.
        """
        candidates = self.candidates(home)
        if not candidates:
            return home
        new = next((one for one in candidates if one.id == self._head), candidates[0])
        if self._is_minor(new):
            self.doubts.append(f"新户主{new.name}不满 {FULL_AGE} 周岁，请核对由谁监护、谁当户主")
        old = {m.resident: m.relation for m in home.present()}
        told = {r: to_new_head(code, self.get(Resident, r), new, old[new.id], gone) for r, code in old.items()}
        if unclear := [self.get(Resident, r).name for r, code in told.items() if not code]:
            self.doubts.append(f"{'、'.join(unclear)}与新户主{new.name}的关系推不出来，办了以后请补上")
        seats: list[Seat] = []
        for m in home.members:
            if m.until is None and told[m.resident] != m.relation:
                seats += _changing(m, told[m.resident], since)
            else:
                seats.append(m)
        return self.put(changed(home, members=tuple(seats), head=new.id))


def _changing(seat: Seat, relation: str, since: date) -> Sequence[Seat]:
    """A seat that goes on with another relation from a day on: what was so is closed."""
    if seat.since and seat.since >= since:
        return [changed(seat, relation=relation)]
    return [changed(seat, until=since - ONE_DAY), changed(seat, id=0, version=0, since=since, relation=relation)]


def _closed(row: S, until: date, day: date, whose: Callable[[], str], **more: str) -> S | None:
    """A row with its last day; None where it began on the day itself and would end before: it never held. ``whose`` calls it by name.

    Raises:
        CannotHappen: it began later: the day cannot be right.
    """
    if row.since and row.since > until:
        if row.since == day:
            return None
        raise CannotHappen(f"{whose()}从 {row.since} 起，这一天不能更早")
    return changed(row, until=until, **{name: text for name, text in more.items() if text})


def _rejoined(seats: Sequence[Seat], resident: int, day: date) -> list[Seat]:
    """Seats of which those of somebody that were parted on a day, as the head changed then, are one again: another one leaves on that day."""
    late = next((m for m in seats if m.resident == resident and m.until is None and m.since == day + ONE_DAY), None)
    before = next((m for m in seats if m.resident == resident and m.until == day), None)
    if late is None or before is None:
        return list(seats)
    return [changed(m, until=None) if m is before else m for m in seats if m is not late]


def resolved(home: Home, ids: Mapping[int, int]) -> Home:
    """A home of which whoever is new has the id under which they were saved."""
    seats = tuple(changed(m, resident=ids.get(m.resident, m.resident)) for m in home.members)
    return changed(home, id=max(home.id, 0), head=ids.get(home.head, home.head), members=seats)


def named(people: Iterable[Resident]) -> str:
    """王五、李四."""
    return "、".join(one.name for one in people)
