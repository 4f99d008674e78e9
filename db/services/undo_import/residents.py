"""A roster that is taken back: what becomes of each of its records, and how it is done: it goes, it is as before, or it stays."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import attrs
from attrs import define, field

from db.records.base import Record, changed
from db.records.estates.estate import Estate
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.services.estates.naming import estate_for
from db.services.sheets.process import Tick
from db.services.undo_import.steps import Steps, deleted, restore
from db.services.undo_import.undone import BEGUN, CHANGED, TYPING, Kept, Undone
from db.services.unfinished import begun_for
from db.store import Store, Writer, among
from db.store.audit import Entry
from db.store.drafts import Drafts
from db.store.reading import Reader

R = TypeVar("R", bound=Record)
PLACES: tuple[type[Record], ...] = (House, Building, Estate, Grid)
_FAMILY = "所在的户之后改过或用到过"


@define
class Verdict:
    """What stays and what goes, as ids: the records of a large import would fill the memory.

    Attributes:
        residents: those whom the import registered and who go.
        households: those that it made and that go.
        emptied: households that it made or added to, where somebody stays: only who goes is taken out.
        touched: residents and households as somebody left them since, by table.
        kept: the residents who stay.
        restored: how many residents are as before.
    """

    residents: set[int] = field(factory=set[int])
    households: set[int] = field(factory=set[int])
    emptied: set[int] = field(factory=set[int])
    touched: dict[str, set[int]] = field(factory=lambda: {Household.TABLE: set[int](), Resident.TABLE: set[int]()})
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
        self._typed = {k.TABLE: set(drafts.keys(k.TABLE)) for k in (Resident, Household, *PLACES)}
        self._begun = begun_for(drafts, store.kinds)
        # Who is in a household that somebody changed since; households that will be as they were before the import.
        self._family: set[int] = set()
        self._restored: set[int] = set()

    def decide(self) -> Verdict:
        """The verdict on residents and households; that on places needs these to be gone."""
        for piece in self.steps.pieces(Household):
            self._judge_households(piece)
        why: dict[int, str] = {}
        for piece in self.steps.pieces(Resident):
            why |= self._judge_residents(piece)
        named = self._store.get_many(Resident, why)
        self.verdict.kept = [Kept(i, named[i].name, why[i]) for i in sorted(why)]
        for links in self._store.links_to(Resident.TABLE, why).values():
            homes = {i for table, i in links if table == Household.TABLE}
            self.verdict.emptied |= homes & (self.verdict.households | self._restored)
        self.verdict.households -= self.verdict.emptied
        return self.verdict

    def touched(self, kind: type[Record], ids: Iterable[int]) -> set[int]:
        """The records that somebody changed since, has an unsaved form of, or has begun another one from."""
        wanted = set(ids)
        typed = (self._typed[kind.TABLE] | self._begun.get(kind.TABLE, set())) & wanted
        return typed if self._is_newest else typed | self._store.changed_since(self.steps.deed.seq, kind.TABLE, wanted)

    def _judge_households(self, piece: Sequence[Entry]) -> None:
        made, there = self._sorted(Household, piece)
        # A household that came to a meeting, or the like, is needed as it is.
        touched = self.touched(Household, there) | (made & self._store.links_to(Household.TABLE, made).keys())
        self.verdict.touched[Household.TABLE] |= touched
        for household in self._store.get_many(Household, touched).values():
            self._family |= {household.head, *(m.resident for m in household.members)}
        self.verdict.households |= made - touched
        self._restored |= there - made - touched

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
            if table != Household.TABLE or (i not in self.verdict.households and i not in self._restored):
                return f"{self._store.kinds[table].label}里有这个人"
        return ""


class _Undoing:
    """Carries out a verdict: households first, because they link to residents, and both to places."""

    def __init__(self, writer: Writer, judge: Judge) -> None:
        self._writer, self._judge = writer, judge

    def run(self) -> Undone:
        """Everything."""
        verdict = self._judge.decide()
        for piece in self._judge.steps.pieces(Household):
            self._empty(verdict, piece)
            self._carry_out(Household, piece, verdict.households, verdict.touched[Household.TABLE] | verdict.emptied)
        for piece in self._judge.steps.pieces(Resident):
            self._carry_out(Resident, piece, verdict.residents, verdict.touched[Resident.TABLE])
        places = sum(self._take_places(kind, piece) for kind in PLACES for piece in self._judge.steps.pieces(kind))
        return _told(verdict, places)

    def _empty(self, verdict: Verdict, piece: Sequence[Entry]) -> None:
        """Takes those who go out of households where somebody stays."""
        found = self._writer.read.get_many(Household, (e.row_id for e in piece if e.row_id in verdict.emptied))
        left: list[Household] = []
        for household in found.values():
            members = tuple(m for m in household.members if m.resident not in verdict.residents)
            head = 0 if household.head in verdict.residents else household.head
            left.append(changed(household, members=members, head=head))
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
    for kind in (Grid, Estate, Building, House, Resident, Household):
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
    return Undone(len(verdict.residents), verdict.restored, len(verdict.households), places, tuple(verdict.kept))
