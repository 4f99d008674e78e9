"""Carries out the plan of an import: one transaction, or nothing."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

import attrs
from attrs import define

from db.errors import Cancelled
from db.records.base import Record, changed
from db.records.power import Power
from db.records.registry.household import Household
from db.records.registry.place import Building
from db.records.registry.resident import Resident
from db.services.importing.book import Book
from db.services.importing.bulk import no_collection
from db.services.importing.commit import IMPORT, PlanOutdated
from db.services.registry.import_roster.booklets import saved_booklet
from db.services.registry.import_roster.following import follow
from db.services.registry.import_roster.households import saved_form
from db.services.registry.import_roster.match import Person
from db.services.registry.import_roster.own_parts import OwnParts
from db.services.registry.import_roster.places import BuildingDraft, HouseDraft
from db.services.registry.import_roster.plan import Counts, ImportPlan, Tick, never_stop
from db.services.registry.import_roster.remembered import remember
from db.services.registry.import_roster.unplaced import EstateUnsure
from db.store import Store, Warrant, Writer

R = TypeVar("R", bound=Record)
_PIECE = 500


def commit(store: Store, plan: ImportPlan, source: str, tick: Tick = never_stop) -> Counts:
    """What was imported: the counts of the plan, now in the store.

    Args:
        store: where to.
        plan: made from the store as it is now.
        source: name of the file, for the audit.
        tick: told the records saved and all records; False stops.

    Raises:
        EstateUnsure: the clerk must say first in which estate buildings are.
        PlanOutdated: the store was written to after the plan was made.
        Cancelled: the clerk stopped it; nothing of it was kept.
        NotAllowed: the clerk may not.
        CannotHappen: somebody came to their household after the day on which they are said to have left.
    """
    store.require_power(Power.IMPORT)
    if plan.unplaced:
        raise EstateUnsure(plan.unplaced)
    with no_collection(), store.writing("导入花名册", Warrant.IMPORT) as w:
        if w.read.last_entry() != plan.seen:
            raise PlanOutdated
        remember(w, plan.layouts)
        saver = _Saver(w, plan, tick)
        saver.save()
        follow(store, w, plan.follow, saver.ids, date.today())
        w.end_deed(IMPORT, Resident.TABLE, {"file": [None, source], "counts": [None, attrs.asdict(plan.counts)]})
    return plan.counts


@define
class _Progress:
    """Counts what is saved and asks whether to go on."""

    tick: Tick
    total: int
    done: int = 0

    def add(self, count: int) -> None:
        """Some more are saved."""
        self.done += count
        self.ask()

    def ask(self) -> None:
        """Stops when the clerk wants it."""
        if not self.tick(self.done, self.total):
            raise Cancelled


class _Saver:
    """Saves what links to nothing first; knows the ids of what it saved by the draft's identity."""

    def __init__(self, writer: Writer, plan: ImportPlan, tick: Tick) -> None:
        self._writer = writer
        self._grids = [g for g in plan.places.grids.values() if not g.record.id]
        self._estates = plan.places.new_estates()
        self._buildings = [b for b in plan.places.each_building() if b.changed or not b.record.id]
        self._houses = [h for h in plan.places.houses.values() if h.changed or not h.record.id]
        self._people = [p for p in plan.people if p.changed or not p.resident.id]
        self._families = [f for f in plan.families if f.changed or not f.household.id]
        self.ids: dict[int, int] = {id(p): p.resident.id for p in plan.people if p.resident.id}
        self._booklets = [b for b in plan.booklets if b.changed or not b.record.id]
        homes = (*self._families, *self._booklets)
        drafts = (self._grids, self._estates, self._buildings, self._houses, self._people, homes)
        self._own = OwnParts(Book(writer.read, date.today()))
        self._progress = _Progress(tick, sum(len(d) for d in drafts))

    def save(self) -> None:
        """Everything, in order."""
        self._progress.ask()
        self._save(self._grids, [g.record for g in self._grids])
        self._save(self._estates, [e.record for e in self._estates])
        self._save(self._buildings, [self._placed(b) for b in self._buildings])
        self._save(
            self._houses,
            [changed(h.record, building=self._id(h.building, h.building.record.id)) for h in self._houses],
        )
        self._save(
            self._people,
            [self._resident(p) for p in self._people],
        )
        self._save(self._families, list(self._households()))
        self._save(self._booklets, [saved_booklet(b, self.ids, self._home(b.home)) for b in self._booklets])

    def _resident(self, person: Person) -> Resident:
        home = changed(person.resident, house=person.resident.house or self._home(person.home))
        return self._own.with_parts(person, home) if person.told else home

    def _placed(self, building: BuildingDraft) -> Building:
        grid = self._id(building.grid, building.grid.record.id) if building.grid else building.record.grid
        estate = self._id(building.estate, building.estate.record.id) if building.estate else 0
        return changed(building.record, grid=grid, estate=estate)

    def _households(self) -> Iterator[Household]:
        for family in self._families:
            yield saved_form(family, self.ids, self._home(family.home))

    def _home(self, home: HouseDraft | None) -> int:
        return self._id(home, home.record.id) if home else 0

    def _id(self, draft: object, known: int) -> int:
        """The id of a draft: the one it had in the store, or the one it has now."""
        return known or self.ids[id(draft)]

    def _save(self, drafts: Sequence[object], records: Sequence[R]) -> None:
        for start in range(0, len(records), _PIECE):
            saved = self._writer.save_all(records[start : start + _PIECE])
            for draft, record in zip(drafts[start : start + _PIECE], saved, strict=True):
                self.ids[id(draft)] = record.id
            self._progress.add(len(saved))
