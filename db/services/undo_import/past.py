"""The imports that a store has seen: what each brought, and whether it was taken back."""

from collections.abc import Mapping
from datetime import datetime

import attrs
from attrs import field, frozen

from db.errors import AppError
from db.services.importing.commit import IMPORT
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
        people_new: how many residents it registered; how many records, where it was no roster.
        people_completed: how many it completed, or changed.
        households: how many households it made.
        kinds: what it brought of each type, where it was no roster: new and changed, by table.
        undone: whether it is taken back.
        kept: how much stayed when it was taken back.
        is_latest: whether no later roster is in force: only then a roster can be taken back; any other import always can.
        can_redo: whether it is taken back and nothing was written since, so that it can be brought back.
        deed: the entry of what was done last: the import, its undoing, or that undone again.
        brought: the entry of the deed that brought it: the import, or its undoing undone.
    """

    seq: int
    when: datetime
    clerk: str
    file: str
    people_new: int
    people_completed: int
    households: int
    kinds: Mapping[str, Mapping[str, int]] = {}
    undone: bool = False
    kept: int = 0
    is_latest: bool = False
    can_redo: bool = False
    deed: Entry = field(kw_only=True, repr=False)
    brought: Entry = field(kw_only=True, repr=False)

    @property
    def table(self) -> str:
        """The type that it was about."""
        return self.deed.table

    @property
    def is_roster(self) -> bool:
        """Whether it brought residents."""
        return not self.kinds


def past_imports(store: Reader) -> list[PastImport]:
    """The imports of a store, the newest first."""
    found = [entry for kind in store.kinds for entry in store.deeds(kind.table, (IMPORT, UNDO, REDO))]
    found.sort(key=lambda entry: -entry.seq)
    last: dict[int, Entry] = {}
    brought: dict[int, Entry] = {}
    for entry in reversed(found):
        seq = entry.seq if entry.action == IMPORT else int(entry.told("import"))
        last[seq] = entry
        if entry.action != UNDO:
            brought[seq] = entry
    imports: list[PastImport] = []
    later, newest = False, store.last_entry()[0]
    for entry in found:
        if entry.action == IMPORT:
            deed = last[entry.seq]
            undone = deed.action == UNDO
            one = _past(entry, deed, brought[entry.seq])
            latest = not later or not one.is_roster
            can_redo, kept = undone and deed.seq == newest, int(deed.told("kept", 0)) if undone else 0
            imports.append(attrs.evolve(one, undone=undone, kept=kept, is_latest=latest, can_redo=can_redo))
            later = later or (one.is_roster and not undone)
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


def _past(entry: Entry, deed: Entry, brought: Entry) -> PastImport:
    kinds: Mapping[str, Mapping[str, int]] = entry.told("kinds", {})
    summed = {
        f"people_{name}": sum(k[told] for k in kinds.values())
        for name, told in (("new", "new"), ("completed", "changed"))
    }
    counts: Mapping[str, int] = entry.told("counts", {**summed, "households": 0})
    return PastImport(
        seq=entry.seq,
        when=entry.at,
        clerk=entry.actor,
        file=str(entry.told("file")),
        people_new=counts["people_new"],
        people_completed=counts["people_completed"],
        households=counts["households"],
        kinds=kinds,
        deed=deed,
        brought=brought,
    )
