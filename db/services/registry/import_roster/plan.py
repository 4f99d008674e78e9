"""The plan of an import: what would come into the store, told before anything is written."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import attrs
from attrs import define, field, frozen

from db.errors import Cancelled
from db.records.base import changed
from db.records.estates.estate import Estate
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.services.registry.import_roster import headings
from db.services.registry.import_roster.assumed import of_layout
from db.services.registry.import_roster.booklets import BookletBook, BookletDraft, numbers_of
from db.services.registry.import_roster.complete import complete, fills
from db.services.registry.import_roster.fit import fitted
from db.services.registry.import_roster.following import Follow, followers
from db.services.registry.import_roster.households import Family, Group, Households, Seat, group
from db.services.registry.import_roster.match import Match, Person, PersonBook, Verdict, fault_of, is_hidden_twin
from db.services.registry.import_roster.own_parts import unfilled
from db.services.registry.import_roster.places import HouseDraft, PlaceBook
from db.services.registry.import_roster.read_rows import Entry, SheetRows
from db.services.registry.import_roster.recognise import SheetLayout
from db.services.registry.import_roster.row_problems import MASKED, NUMBER_DOUBTS, Remark, RowProblem
from db.services.registry.import_roster.unplaced import Unplaced, unplaced
from db.store.reading import Reader

Tick = Callable[[int, int], bool]
_TICK_ROWS = 1000
_TOLD_ROWS = 12
_SAME_NUMBER = "证件号码与另一人相同"
_PERHAPS_SAME = "可能与另一位同名的人是同一人"


def never_stop(_done: int, _total: int) -> bool:
    """A tick for callers that show no progress."""
    return True


@frozen
class Counts:
    """What an import brings. Rows are rows that name a person: each is new or matched.

    Attributes:
        rows: rows that name a person.
        people_new: rows whose person is new.
        people_matched: rows whose person is in the store or higher up in the file.
        people_completed: persons in the store in whose record something that was empty is filled.
        people_changed: others whose record becomes another one, such as by one more telephone number.
        people_doubtful: rows whose person is doubtful: number missing or wrong, or perhaps the same as another.
        households: new households.
        households_assumed: how many of them are made only because people share an address.
        booklets: new household booklets.
        houses: new houses.
        estates: new estates.
        buildings: new buildings.
        grids: new grids.
        problems: how often each code occurs.
    """

    rows: int = 0
    people_new: int = 0
    people_matched: int = 0
    people_completed: int = 0
    people_changed: int = 0
    people_doubtful: int = 0
    households: int = 0
    households_assumed: int = 0
    booklets: int = 0
    houses: int = 0
    estates: int = 0
    buildings: int = 0
    grids: int = 0
    problems: Mapping[str, int] = {}


@frozen
class Known:
    """What the store holds, read once, so that no row asks for anything."""

    people: tuple[Resident, ...] = ()
    households: tuple[Household, ...] = ()
    booklets: tuple[Booklet, ...] = ()
    houses: tuple[House, ...] = ()
    estates: tuple[Estate, ...] = ()
    buildings: tuple[Building, ...] = ()
    grids: tuple[Grid, ...] = ()
    seen: tuple[int, str, str] = (0, "", "")
    covered: frozenset[str] = frozenset()

    @classmethod
    def load(cls, store: Reader) -> "Known":
        """All that a roster can touch, and the head of the audit chain at that moment."""
        return cls(
            people=tuple(store.select(Resident)),
            households=tuple(store.select(Household)),
            booklets=tuple(store.select(Booklet)),
            houses=tuple(store.select(House)),
            estates=tuple(store.select(Estate, order=("closed", "id"))),
            buildings=tuple(store.select(Building)),
            grids=tuple(store.select(Grid)),
            seen=store.last_entry(),
            covered=frozenset(code for veil in store.rights.veils(Resident) for code in veil.codes),
        )


@define(eq=False)
class ImportPlan:
    """What an import would do.

    Attributes:
        layouts: how each sheet was understood.
        rows_of: how many rows of each sheet name a person.
        passed: the rows of each sheet that are nobody and need no word each, such as subtotals.
        counts: what comes of it.
        problems: what the clerk should know about single rows, in the order of the file.
        assumptions: what the file does not say and was assumed, a sentence each.
        unplaced: the sheets of which the clerk must say first in which estate they are.
        estates: what they may be in.
        places, people, families, booklets: what `commit` saves.
        follow: whom the homes follow.
        seen: the head of the audit chain when the store was read.
    """

    layouts: tuple[SheetLayout, ...] = ()
    rows_of: Mapping[str, int] = {}
    passed: Mapping[str, tuple[int, ...]] = {}
    counts: Counts = Counts()
    problems: list[RowProblem] = field(factory=list[RowProblem])
    assumptions: list[str] = field(factory=list[str])
    unplaced: tuple[Unplaced, ...] = ()
    estates: tuple[str, ...] = ()
    places: PlaceBook = field(factory=PlaceBook)
    people: list[Person] = field(factory=list[Person])
    families: list[Family] = field(factory=list[Family])
    booklets: list[BookletDraft] = field(factory=list[BookletDraft])
    follow: Follow = field(factory=Follow)
    seen: tuple[int, str, str] = (0, "", "")


def make_plan(
    sheets: Iterable[SheetRows],
    known: Known,
    today: date,
    *,
    same: frozenset[tuple[str, int]] = frozenset(),
    first_is_head: bool = False,
    tick: Tick = never_stop,
) -> ImportPlan:
    """What importing the sheets would do to a store.

    Args:
        sheets: the rows that were read; their own problems are taken over.
        known: what the store holds.
        today: the day, for what cannot be in the future.
        same: sheet and row where the clerk decided that a doubtful match is the same person.
        first_is_head: where no relation is told, the first of an address is the head.
        tick: told the rows done and all rows; False stops.

    Raises:
        Cancelled: the clerk stopped it.
    """
    return Planner(list(sheets), known, today, same, first_is_head).run(tick)


class Planner:
    """Takes the rows one after another; holds all keys in memory, and afterwards the ``seats`` of all rows."""

    def __init__(
        self,
        sheets: list[SheetRows],
        known: Known,
        today: date,
        same: frozenset[tuple[str, int]],
        first_is_head: bool,
    ) -> None:
        self._sheets = sheets
        self._same = same
        self._first_is_head = first_is_head
        self._places = PlaceBook.load(known.grids, known.estates, known.buildings, known.houses)
        self._book = PersonBook()
        self._people: list[Person] = []
        by_id: dict[int, Person] = {}
        for resident in known.people:
            person = Person(resident, self._places.by_id.get(resident.house), fault_of(resident, today))
            by_id[resident.id] = person
            self._know(person)
        homes = self._places.by_id
        self._booklets = BookletBook(known.booklets, homes)
        self._households = Households(_families(known, homes), by_id)
        self._seen, self._estates, self._covered = known.seen, known.estates, known.covered
        self._tally: Counter[str] = Counter()
        self._problems: list[RowProblem] = []
        self._of_nobody: list[RowProblem] = []
        self._settled: set[tuple[str, int]] = set()
        self._is_masked = False
        self.seats: list[Seat] = []

    def run(self, tick: Tick) -> ImportPlan:
        """The plan."""
        total = sum(len(s.entries) for s in self._sheets)
        done = 0
        for sheet in self._sheets:
            seats: list[Seat] = []
            self._is_masked = sheet.layout.own and any(e.number_fault == MASKED for e in sheet.entries)
            for entry in sheet.entries:
                if done % _TICK_ROWS == 0 and not tick(done, total):
                    raise Cancelled
                if seat := self._seat(entry):
                    seats.append(seat)
                done += 1
            for one in group(seats, sheet.layout, first_is_head=self._first_is_head):
                self._households.place(one)
            if sheet.layout.has(headings.BOOKLET):
                for seat in seats:
                    self._booklets.enter(seat.entry, seat.person, seat.home)
            self._collect(sheet, seats)
            self.seats += seats
        tick(total, total)
        follow = followers(self._people, self._households.family_of)
        self._places.drop_unused([*self._people, *self._households.families, *self._booklets.drafts])
        return ImportPlan(
            layouts=tuple(s.layout for s in self._sheets),
            passed={s.layout.sheet: tuple(s.passed) for s in self._sheets},
            rows_of={s.layout.sheet: len(s.entries) for s in self._sheets},
            counts=self._counts(total - self._tally["nobody"]),
            problems=self._problems,
            assumptions=[*self._assumptions(), *filter(None, (follow.words(),))],
            unplaced=tuple(unplaced(self._sheets, self._places, self._estates)),
            estates=tuple(estate.title({}) for estate in self._estates if estate.closed is None),
            places=self._places,
            people=self._people,
            families=self._households.families,
            booklets=self._booklets.drafts,
            follow=follow,
            seen=self._seen,
        )

    def _know(self, person: Person) -> None:
        self._people.append(person)
        self._book.add(person)

    def _seat(self, entry: Entry) -> Seat | None:
        """The row with its person; None for a row of which nobody can be made."""
        home = self._places.house_of(entry.place) if entry.place else None
        remarks: list[Remark] = []
        if home and entry.house:
            remarks += self._places.complete(home, entry.house)
        if home and entry.grid:
            remarks += self._places.join_grid(home, entry.grid)
        fit, refused = fitted(entry.resident)
        remarks += refused
        if fit is None:
            self._tell(entry, remarks)
            return None
        if care := [tag for tag in fit.care if tag.kind in self._covered]:
            remarks.append(Remark("care", "care_covered"))
            fit = attrs.evolve(fit, care=tuple(tag for tag in fit.care if tag not in care))
        if refused or care:
            entry = attrs.evolve(entry, resident=fit)
        match = self._book.find(entry, home)
        decided = match.verdict is Verdict.PERHAPS and (entry.sheet, entry.row) in self._same
        if match.person and (match.verdict is Verdict.SAME or decided):
            if match.renamed:
                remarks.append(Remark("name", "differs", entry.resident.name, match.person.resident.name))
            seat = Seat(entry, match.person, home, remarks)
            self._complete(seat)
            return seat
        if self._may_be_hidden(entry, home, match):
            self._tell(entry, [*remarks, Remark("name", "maybe_same_masked")])
            return None
        return self._new(entry, home, match, remarks)

    def _may_be_hidden(self, entry: Entry, home: HouseDraft | None, match: Match) -> bool:
        """Whether a mask may hide that somebody of the store is meant, so that nobody new is made of a row."""
        if match.verdict is Verdict.PERHAPS and match.person:
            return self._is_masked or is_hidden_twin(match.person, entry)
        if match.verdict is Verdict.NOBODY and self._is_masked and not entry.resident.id_number:
            return any(person.resident.id for person in self._book.possible(entry, home))
        return False

    def _tell(self, entry: Entry, remarks: Iterable[Remark]) -> None:
        """Tells of a row that brings nobody."""
        self._tally["nobody"] += 1
        self._of_nobody += [r.at(entry.sheet, entry.row, _label(r.field)) for r in remarks]

    def _new(self, entry: Entry, home: HouseDraft | None, match: Match, remarks: list[Remark]) -> Seat:
        person = Person(entry.resident, home, entry.number_fault, told=entry.told)
        if match.verdict is Verdict.NUMBER_TAKEN and match.person:
            remarks.append(Remark("id_number", "number_taken"))
            for one in (person, match.person):
                one.resident = _doubted(one.resident, _SAME_NUMBER)
            match.person.changed = True
        if match.verdict is Verdict.PERHAPS:
            remarks.append(Remark("name", "maybe_same"))
            person.resident = _doubted(person.resident, _PERHAPS_SAME)
        self._know(person)
        self._tally["people_new"] += 1
        self._tally["people_doubtful"] += bool(person.resident.doubt)
        return Seat(entry, person, home, remarks)

    def _complete(self, seat: Seat) -> None:
        """Completes the person of a seat by its row."""
        person, entry = seat.person, seat.entry
        done = complete(person.resident, person.number_fault, entry.resident, entry.number_fault)
        seat.remarks += done.remarks
        if seat.home and person.home is None:
            person.home, person.changed, person.filled = seat.home, True, True
        elif seat.home and seat.home is not person.home:
            seat.remarks.append(Remark(headings.ADDRESS, "differs"))
        if done.resident is not person.resident and done.resident != person.resident:
            fit, refused = fitted(done.resident)
            seat.remarks += refused
            if fit is not None and fit == done.resident:
                person.filled = person.filled or fills(person.resident, fit)
                person.resident, person.number_fault, person.changed = fit, done.number_fault, True
        if told := unfilled(person.resident, entry.told):
            person.told, person.changed, person.filled = told, True, True
        if person.changed:
            self._book.learn(person)
        if entry.number_fault and not person.number_fault:
            self._settled.add((entry.sheet, entry.row))
        self._tally["people_matched"] += 1
        self._tally["people_doubtful"] += bool(person.resident.doubt)

    def _collect(self, sheet: SheetRows, seats: list[Seat]) -> None:
        """The problems of a sheet in the order of its rows; a number that the store knows better is none."""
        found = [p for p in sheet.problems if p.code not in NUMBER_DOUBTS or (p.sheet, p.row) not in self._settled]
        found += self._of_nobody
        self._of_nobody = []
        for seat in seats:
            found += [r.at(seat.entry.sheet, seat.entry.row, _label(r.field)) for r in seat.remarks]
        self._problems += sorted(found, key=lambda p: p.row)

    def _counts(self, rows: int) -> Counts:
        new = [f for f in self._households.families if not f.household.id]
        return Counts(
            rows=rows,
            people_new=self._tally["people_new"],
            people_matched=self._tally["people_matched"],
            people_completed=sum(p.changed and p.filled for p in self._people if p.resident.id),
            people_changed=sum(p.changed and not p.filled for p in self._people if p.resident.id),
            people_doubtful=self._tally["people_doubtful"],
            households=len(new),
            households_assumed=sum(f.assumed for f in new),
            booklets=sum(not b.record.id for b in self._booklets.drafts),
            houses=sum(not h.record.id for h in self._places.houses.values()),
            estates=len(self._places.new_estates()),
            buildings=sum(not b.record.id for b in self._places.each_building()),
            grids=sum(not g.record.id for g in self._places.grids.values()),
            problems=dict(Counter(p.code for p in self._problems).most_common()),
        )

    def _assumptions(self) -> Iterable[str]:
        for sheet in self._sheets:
            if sheet.entries:
                yield from of_layout(sheet.layout, first_is_head=self._first_is_head)
            if sheet.passed:
                rows = "、".join(map(str, sheet.passed[:_TOLD_ROWS]))
                more = f"等{len(sheet.passed)}" if len(sheet.passed) > _TOLD_ROWS else ""
                yield f"“{sheet.layout.sheet}”：第{rows}{more}行是小计、标题、落款或没有姓名的住址，没有登记人"
        if bare := [b for b in self._places.each_building() if not b.record.id and not b.estate]:
            yield f"{len(bare)} 栋楼没有写小区，按楼号另建"
        for ways in self._places.spellings.values():
            if len(ways) > 1:
                yield f"{'、'.join(f'“{w}”' for w in ways)}算作同一个小区"


def _families(known: Known, homes: Mapping[int, HouseDraft]) -> Iterable[Family]:
    """The households that are there, with the number of the booklet in which the head stands, else another of the members."""
    numbers = numbers_of(known.booklets)
    for one in known.households:
        told = (numbers.get(resident, "") for resident in (one.head, *(m.resident for m in one.present())))
        yield Family(one, homes.get(one.house), next(filter(None, told), "") if numbers else "")


def _label(key: str) -> str:
    known = headings.meanings().get(key)
    return known.label if known else ""


def _doubted(resident: Resident, doubt: str) -> Resident:
    if doubt in resident.doubt:
        return resident
    return changed(resident, doubt=f"{resident.doubt}；{doubt}" if resident.doubt else doubt)


__all__ = ["Counts", "Group", "ImportPlan", "Known", "Planner", "Tick", "make_plan", "never_stop"]
