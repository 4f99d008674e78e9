"""A roster that is taken back: what becomes of each of its records, and how it is done: it goes, it is as before, or it stays."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import attrs
from attrs import define, field

from db.records.base import Record, changed
from db.records.bodies.person import PERSONS, Person
from db.records.bodies.tenure import Tenure
from db.records.estates.estate import Estate
from db.records.hall.meeting import Meeting
from db.records.registry.booklet import TAKEN_OVER, Booklet
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident, reference_to
from db.services.estates.naming import estate_for
from db.services.ticks import Tick
from db.services.undo_import.steps import Steps, before, deleted, restore
from db.services.undo_import.undone import BEGUN, CHANGED, TYPING, Kept, Undone
from db.services.unfinished import begun_for
from db.store import Store, Writer, among
from db.store.audit import Entry
from db.store.drafts import Drafts
from db.store.reading import Reader
from db.values.reference import reference

R = TypeVar("R", bound=Record)
H = TypeVar("H", bound=Booklet | Household)
HOMES: tuple[type[Booklet] | type[Household], ...] = (Booklet, Household)
PLACES: tuple[type[Record], ...] = (House, Building, Estate, Grid)
FOLLOWED: tuple[type[Record], ...] = (Tenure, Meeting)
"""What ended with somebody's leaving, that a compared list told."""
_FAMILY = "所在的户之后改过或用到过"


@define
class Verdict:
    """What stays and what goes, as ids: the records of a large import would fill the memory.

    Attributes:
        residents: those whom the import registered and who go.
        homes: households and booklets that it made and that go, by table.
        taken_over: booklets that an upgrade made out of the number of a household that goes.
        emptied: households and booklets that it made or added to, where somebody stays: only who goes is taken out; by table.
        touched: residents, households and booklets as somebody left them since, by table.
        kept: the residents who stay.
        restored: how many residents are as before.
    """

    residents: set[int] = field(factory=set[int])
    homes: dict[str, set[int]] = field(factory=lambda: {one.TABLE: set[int]() for one in HOMES})
    taken_over: set[int] = field(factory=set[int])
    emptied: dict[str, set[int]] = field(factory=lambda: {one.TABLE: set[int]() for one in HOMES})
    touched: dict[str, set[int]] = field(factory=lambda: {one.TABLE: set[int]() for one in (*HOMES, Resident)})
    kept: list[Kept] = field(factory=list[Kept])
    restored: int = 0


class Judge:
    """Decides; a record that was changed since, or that others need, stays.

    Attributes:
        steps: the entries of the deed that is to be undone.
        verdict: what is decided so far.
    """

    def __init__(self, store: Reader, drafts: Drafts, steps: Steps) -> None:
        self.steps, self.verdict = steps, Verdict()
        self._store = store
        self._is_newest = store.last_entry()[0] == steps.deed.seq
        self._typed = {k.TABLE: set(drafts.keys(k.TABLE)) for k in (Resident, *HOMES, *PLACES, *FOLLOWED)}
        self._begun = begun_for(drafts, store.kinds)
        # Who is in a household that somebody changed since; households that will be as they were before the import.
        self._family: set[int] = set()
        self._restored: dict[str, set[int]] = {one.TABLE: set[int]() for one in HOMES}

    def decide(self) -> Verdict:
        """The verdict on residents, households and booklets; that on places needs these to be gone."""
        for kind in HOMES:
            for piece in self.steps.pieces(kind):
                self._judge_homes(kind, piece)
        why: dict[int, str] = {}
        for piece in self.steps.pieces(Resident):
            why |= self._judge_residents(piece)
        named = self._store.get_many(Resident, why)
        self.verdict.kept = [Kept(i, named[i].name, why[i]) for i in sorted(why)]
        for links in self._store.links_to(Resident.TABLE, why).values():
            for table, emptied in self.verdict.emptied.items():
                homes = {i for linking, i in links if linking == table}
                emptied |= homes & (self.verdict.homes[table] | self._restored[table])
        for table, going in self.verdict.homes.items():
            going -= self.verdict.emptied[table]
        self.verdict.taken_over &= self.verdict.homes[Household.TABLE]
        return self.verdict

    def touched(self, kind: type[Record], ids: Iterable[int]) -> set[int]:
        """The records that somebody changed since, has an unsaved form of, or has begun another one from."""
        wanted = set(ids)
        typed = (self._typed[kind.TABLE] | self._begun.get(kind.TABLE, set())) & wanted
        return typed if self._is_newest else typed | self._store.changed_since(self.steps.deed.seq, kind.TABLE, wanted)

    def _judge_homes(self, kind: type[Booklet] | type[Household], piece: Sequence[Entry]) -> None:
        made, there = self._sorted(kind, piece)
        # A household that came to a meeting, or the like, is needed as it is.
        touched = self.touched(kind, there) | (made & self._store.links_to(kind.TABLE, made).keys())
        self.verdict.touched[kind.TABLE] |= touched
        found: Iterable[Booklet | Household] = self._store.get_many(kind, touched).values()
        for home in found:
            self._family |= {home.head, *(m.resident for m in home.members)}
        self.verdict.homes[kind.TABLE] |= made - touched
        self._restored[kind.TABLE] |= there - made - touched
        if kind is Household:
            self.verdict.taken_over |= self._taken_over(made - touched)

    def _taken_over(self, households: Iterable[int]) -> set[int]:
        """The booklets that an upgrade made of the numbers of households, under their ids, and that nobody has changed (m050)."""
        found = self._store.get_many(Booklet, households)
        told = {i for i, one in found.items() if one.version == 1 and one.doubt == TAKEN_OVER and not one.members}
        return told - self._store.first_entries(Booklet.TABLE, told).keys()

    def _judge_residents(self, piece: Sequence[Entry]) -> Mapping[int, str]:
        """Why residents stay, by id."""
        made, there = self._sorted(Resident, piece)
        touched = self.touched(Resident, there)
        why = {i: self._why_touched(i) for i in touched}
        # Who was only completed keeps, like who is new, what the import told: the household stands on it.
        family = there & self._family - touched
        why |= dict.fromkeys(family, _FAMILY)
        touched |= family
        self.verdict.touched[Resident.TABLE] |= touched
        for i, links in self._store.links_to(Resident.TABLE, made - why.keys()).items():
            if needed := self._need_of(links):
                why[i] = needed
        self.verdict.residents |= made - why.keys()
        self.verdict.restored += len(there - made - touched)
        return why

    def _why_touched(self, resident: int) -> str:
        if resident in self._typed[Resident.TABLE]:
            return TYPING
        return BEGUN if resident in self._begun.get(Resident.TABLE, set()) else CHANGED

    def _sorted(self, kind: type[Record], piece: Sequence[Entry]) -> tuple[set[int], set[int]]:
        """The records that the deed made, and all that it wrote, as far as they are still there."""
        there = set(self._store.ids(kind, among("id", [e.row_id for e in piece])))
        return there & {e.row_id for e in piece if e.action == "create"}, there

    def _need_of(self, links: Iterable[tuple[str, int]]) -> str:
        """Who else needs a resident, beside households that go or will be as before; "" for nobody."""
        for table, i in links:
            if table == Booklet.TABLE and i in self.verdict.taken_over:
                continue
            if table not in self._restored or (i not in self.verdict.homes[table] and i not in self._restored[table]):
                return f"{self._store.kinds[table].label}里有这个人"
        return ""


class _Undoing:
    """Carries out a verdict: households first, because they link to residents, and both to places."""

    def __init__(self, writer: Writer, judge: Judge) -> None:
        self._writer, self._judge = writer, judge

    def run(self) -> Undone:
        """Everything."""
        verdict = self._judge.decide()
        self._writer.delete_all(Booklet, verdict.taken_over)
        for kind in HOMES:
            for piece in self._judge.steps.pieces(kind):
                self._empty(kind, verdict, piece)
                staying = verdict.touched[kind.TABLE] | verdict.emptied[kind.TABLE]
                self._carry_out(kind, piece, verdict.homes[kind.TABLE], staying)
        for piece in self._judge.steps.pieces(Resident):
            self._carry_out(Resident, piece, verdict.residents, verdict.touched[Resident.TABLE])
        for kind in FOLLOWED:
            for piece in self._judge.steps.pieces(kind):
                self._go_on(kind, piece, {one.id for one in verdict.kept})
        places = sum(self._take_places(kind, piece) for kind in PLACES for piece in self._judge.steps.pieces(kind))
        return _told(verdict, places)

    def _go_on(self, kind: type[Record], piece: Sequence[Entry], kept: set[int]) -> None:
        """What ended goes on, but for those who stay as the import left them."""
        read = self._writer.read
        updates = [e for e in piece if e.action == "update"]
        persons = set(read.ids(Person, among("resident", kept))) if kept else set[int]()
        refs = {*map(reference_to, kept), *(reference(PERSONS.code, i) for i in persons)}
        staying = self._judge.touched(kind, {e.row_id for e in updates})
        for i, one in before(read, kind, updates).items():
            if isinstance(one, Meeting) and any(a.who in refs for a in one.attendees):
                staying.add(i)
            if isinstance(one, Tenure) and one.person in persons:
                staying.add(i)
        with self._writer.posts.still():
            restore(self._writer, kind, (e for e in updates if e.row_id not in staying))

    def _empty(self, kind: type[H], verdict: Verdict, piece: Sequence[Entry]) -> None:
        """Takes those who go out of households and booklets where somebody stays."""
        emptied = verdict.emptied[kind.TABLE]
        found = self._writer.read.get_many(kind, (e.row_id for e in piece if e.row_id in emptied))
        left: list[H] = []
        for home in found.values():
            members = tuple(m for m in home.members if m.resident not in verdict.residents)
            head = 0 if home.head in verdict.residents else home.head
            left.append(changed(home, members=members, head=head))
        self._writer.save_all(left)

    def _take_places(self, kind: type[Record], piece: Sequence[Entry]) -> int:
        """Undoes what the import did to places, but for those that are needed or were changed; how many go."""
        ids = {e.row_id for e in piece}
        made = {e.row_id for e in piece if e.action == "create"}
        touched = self._judge.touched(kind, ids)
        going = made - touched - self._writer.read.links_to(kind.TABLE, made).keys()
        self._carry_out(kind, piece, going, touched)
        return len(going)

    def _carry_out(self, kind: type[Record], piece: Sequence[Entry], going: set[int], staying: set[int]) -> None:
        self._writer.delete_all(kind, [e.row_id for e in piece if e.row_id in going])
        restore(self._writer, kind, (e for e in piece if e.action == "update" and e.row_id not in staying))


def weigh(store: Store, deed: Entry, tick: Tick) -> Undone:
    """What taking a roster back would do; changes nothing."""
    return _told(Judge(store, store.drafts, Steps(store, deed, tick, passes=1)).decide())


def take_back(w: Writer, drafts: Drafts, deed: Entry, tick: Tick) -> Undone:
    """What was taken back of a roster."""
    steps = Steps(w.read, deed, tick, passes=2)
    done = _Undoing(w, Judge(w.read, drafts, steps)).run()
    steps.end()
    return done


def bring_back(w: Writer, deed: Entry, tick: Tick) -> None:
    """Undoes the undoing of a roster, which is the deed."""
    steps = Steps(w.read, deed, tick, passes=1)
    for kind in (Grid, Estate, Building, House, Resident, Household, Booklet, *FOLLOWED):
        for piece in steps.pieces(kind):
            w.put_back([_deleted(w, kind, e) for e in piece if e.action == "delete"])
            restore(w, kind, (e for e in piece if e.action == "update"))
    steps.end()


def _deleted(writer: Writer, kind: type[R], entry: Entry) -> R:
    """A deleted record; buildings told their estates by name until m019."""
    if kind is Building and isinstance(name := entry.change.get("estate", [None])[0], str):
        told = {**entry.change, "estate": [estate_for(writer, name), None]}
        entry = attrs.evolve(entry, change=told)
    return deleted(kind, entry)


def _told(verdict: Verdict, places: int = 0) -> Undone:
    return Undone(
        len(verdict.residents), verdict.restored, len(verdict.homes[Household.TABLE]), places, tuple(verdict.kept)
    )
