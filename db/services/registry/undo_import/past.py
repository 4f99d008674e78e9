"""The imports that a store has seen: what each brought, and whether it was taken back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

import attrs
from attrs import field, frozen

from db.errors import AppError
from db.records.registry.resident import Resident
from db.services.registry.import_roster.commit import IMPORT
from db.store.audit import Entry
from db.store.reading import Reader

UNDO, REDO = "undo_import", "redo_import"


class UndoRefused(AppError):
    """The import cannot be taken back, or not be brought back, as things are; nothing was changed."""

    code = "undo_refused"


@frozen
class PastImport:
    """One import.

    Attributes:
        seq: the number of its audit entry.
        when: when it was carried out.
        clerk: who did it.
        file: the name of the file, without its folder.
        people_new: how many residents it registered.
        people_completed: how many it completed.
        households: how many households it made.
        undone: whether it is taken back.
        is_latest: whether no later import is in force: only then it can be taken back.
        can_redo: whether it is taken back and nothing was written since, so that it can be brought back.
        deed: the entry of what was done last: the import, its undoing, or that undone again.
    """

    seq: int
    when: datetime
    clerk: str
    file: str
    people_new: int
    people_completed: int
    households: int
    undone: bool = False
    is_latest: bool = False
    can_redo: bool = False
    deed: Entry = field(kw_only=True, repr=False)


def past_imports(store: Reader) -> list[PastImport]:
    """The imports of a store, the newest first."""
    found = store.deeds(Resident.TABLE, (IMPORT, UNDO, REDO))
    last: dict[int, Entry] = {}
    for entry in reversed(found):
        last[entry.seq if entry.action == IMPORT else cast("int", _told(entry, "import"))] = entry
    imports: list[PastImport] = []
    later, newest = False, store.last_entry()[0]
    for entry in found:
        if entry.action == IMPORT:
            undone = last[entry.seq].action == UNDO
            one = _past(entry, last[entry.seq])
            can_redo = undone and one.deed.seq == newest
            imports.append(attrs.evolve(one, undone=undone, is_latest=not later, can_redo=can_redo))
            later = later or not undone
    return imports


def in_force(store: Reader, seq: int) -> PastImport:
    """An import that can be taken back, by its number.

    Raises:
        UndoRefused: it is taken back already, or a later one is in force.
    """
    past = next((p for p in past_imports(store) if p.seq == seq), None)
    if past is None or past.undone:
        raise UndoRefused("这次导入已经撤销过了", "不用再做什么")
    if not past.is_latest:
        raise UndoRefused("这次导入之后还导入过别的花名册", "请先撤销后面的那一次，再撤销这一次")
    return past


def _past(entry: Entry, deed: Entry) -> PastImport:
    counts = cast("Mapping[str, int]", _told(entry, "counts"))
    return PastImport(
        seq=entry.seq,
        when=entry.at,
        clerk=entry.actor,
        file=str(_told(entry, "file")),
        people_new=counts["people_new"],
        people_completed=counts["people_completed"],
        households=counts["households"],
        deed=deed,
    )


def _told(entry: Entry, name: str) -> Any:
    values: Sequence[object] = entry.change[name]
    return values[1]
