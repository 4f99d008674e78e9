"""Carries out the plan of an import: one transaction, or nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import attrs
from attrs import define, field

from db.errors import AppError, Cancelled
from db.fields import Code
from db.records.base import Record, changed, columns_of
from db.records.power import Power
from db.services.centre.own_options import add
from db.services.importing.bulk import no_collection
from db.services.importing.drafts import NOT_YET, Draft, led_to, must_lead, with_links
from db.services.importing.plan import TablePlan
from db.services.importing.remembered import is_kept, remember
from db.services.ticks import Tick, never_stop
from db.store import Store, Warrant, Writer
from db.store.lift import Lift
from db.values.day import this_minute

_PIECE = 500
IMPORT = "import"
"""The action under which the audit tells of an import as a whole."""
REASON = "导入表格"
Save = Callable[[Store, Any], Any]
"""Saves a record of the store that an import changes, as its type declares."""


class PlanOutdated(AppError):
    """Somebody wrote to the store after the plan was made; nothing was imported."""

    code = "plan_outdated"

    def __init__(self) -> None:
        super().__init__("预览以后资料有了改动，还没有导入", "请重新预览一次再导入")


def commit_tables(
    store: Store, plan: TablePlan, source: str, saves: Mapping[str, Save], tick: Tick = never_stop
) -> Mapping[int, int]:
    """Takes over what a plan says; the ids of what is new, by the numbers of its drafts.

    Args:
        store: where to.
        plan: made from the store as it is now.
        source: name of the file, for the audit.
        saves: what saves changed records of a type, by table, where more follows from a change than the record says.
        tick: told the records saved and all records; False stops.

    Raises:
        PlanOutdated: the store was written to after the plan was made.
        Cancelled: the clerk stopped it; nothing of it was kept.
    """
    store.require_power(Power.IMPORT)
    with no_collection(), store.writing(REASON, Warrant.IMPORT) as w:
        if w.read.last_entry() != plan.seen:
            raise PlanOutdated
        kept = [one for one in plan.sheets if one.form and one.form.is_kept and is_kept(one.layout)]
        remember(w, ((one.form, one.layout, one.is_said) for one in kept if one.form))
        saver = _Saver(store, w, plan, saves, tick)
        saver.save()
        counts = {table: attrs.asdict(count) for table, count in plan.counts.items()}
        for table in list(counts)[:1]:
            w.end_deed(IMPORT, table, {"file": [None, source], "kinds": [None, counts]})
    return saver.ids


@define
class _Saver:
    """Saves what leads to nothing first; of records that lead to each other one is saved again."""

    store: Store
    writer: Writer
    plan: TablePlan
    saves: Mapping[str, Save]
    tick: Tick
    ids: dict[int, int] = field(factory=dict[int, int])
    _again: list[tuple[Draft, Record]] = field(factory=list[tuple[Draft, Record]])
    _done: int = 0
    _total: int = 0

    def save(self) -> None:
        """Everything, in order."""
        self._total = self.plan.brings
        self._add_options()
        waiting = [draft for draft in self.plan.drafts if draft.is_new]
        links = {draft.id: led_to(draft.record) for draft in waiting}
        self._ask()
        while waiting:
            ready = [draft for draft in waiting if not self._missing(links[draft.id])]
            if not ready:
                ready = self._breaking(waiting)
            for table in dict.fromkeys(draft.kind.table for draft in ready):
                self._save([draft for draft in ready if draft.kind.table == table])
            waiting = [draft for draft in waiting if draft.id not in self.ids]
        for _, drafts in groupby((one for one in self.plan.drafts if one.is_changed), lambda one: one.kind.table):
            self._save_changed(list(drafts))
        for draft, saved in self._again:
            self.writer.save(changed(with_links(draft.record, self._id), id=saved.id, version=saved.version))

    def _add_options(self) -> None:
        """Has every new record bear the options that its row names, those added first that are not there."""
        for draft in (one for one in self.plan.drafts if one.is_new and one.options):
            codes = {name: self._option(draft, name, label) for name, label in draft.options.items()}
            draft.record = changed(draft.record, **codes)

    def _option(self, draft: Draft, name: str, label: str) -> str:
        field = columns_of(draft.kind.record)[name]
        assert isinstance(field, Code)
        if field.codes().code(label) is None:
            with self.store.lifted(Lift.FOLLOWING):  # the preview said so, and whoever may import went on
                add(self.store, field.table, label)
        return field.codes().code(label) or ""

    def _missing(self, led: Iterable[int]) -> set[int]:
        return {i for i in led if i not in self.ids}

    def _breaking(self, waiting: Sequence[Draft]) -> list[Draft]:
        """Those of one type that can be saved before what they lead to is."""
        free = [draft for draft in waiting if not self._missing(must_lead(draft.record))]
        return [draft for draft in free if draft.kind is free[0].kind]

    def _save(self, drafts: Sequence[Draft]) -> None:
        now = this_minute()
        for start in range(0, len(drafts), _PIECE):
            piece = drafts[start : start + _PIECE]
            open_ = [bool(self._missing(led_to(draft.record))) for draft in piece]
            saved = self.writer.save_all([changed(with_links(d.record, self._id), id=0, version=0) for d in piece])
            for draft, record, is_open in zip(piece, saved, open_, strict=True):
                self.ids[draft.id] = record.id
                for step in draft.steps:
                    told = changed(step, keyed=now, account=self.store.account)
                    self.writer.write_step(record, told)
                if is_open:
                    self._again.append((draft, record))
            self._done += len(saved)
            self._ask()

    def _save_changed(self, drafts: Sequence[Draft]) -> None:
        """Records of one type, all of a piece at once where nothing follows from each of them."""
        save = self.saves.get(drafts[0].kind.table)
        size = 1 if save else _PIECE
        for start in range(0, len(drafts), size):
            records = [with_links(draft.record, self._id) for draft in drafts[start : start + size]]
            if save:
                save(self.store, records[0])
            else:
                self.writer.save_all(records)
            self._done += len(records)
            self._ask()

    def _id(self, draft: int) -> int:
        """The id of a record that was saved; 0 while it is not."""
        return self.ids.get(draft, 0) if draft >= NOT_YET else draft

    def _ask(self) -> None:
        """Stops when the clerk wants it."""
        if not self.tick(self._done, self._total):
            raise Cancelled
