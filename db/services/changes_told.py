"""What a correction changed, in words: old and new value of each field as its list shows them, masked."""

from collections.abc import Iterable, Sequence
from typing import Any

from db.fields import Field, Leading, Rows
from db.records.base import Record, fields_of
from db.services.told_cells import cell
from db.store import Store
from db.store.titles import Titles
from db.values.legible import brief

EMPTY = "（空）"


def changes_told(store: Store, before: Record, after: Record, names: Iterable[str]) -> str:
    """地点：（空） → 3号楼东侧；主办单位：幸福物业 → 业委会; what leads to a record is told by its title.

    Args:
        store: where both records were.
        before: as it was.
        after: as it is now.
        names: of the fields that are told.
    """
    kinds, titles = fields_of(type(before)), store.all_titles([before, after])
    return "；".join(_told(kinds[name], getattr(before, name), getattr(after, name), titles) for name in names)


def _told(kind: Field[Any], was: Any, now: Any, titles: Titles) -> str:
    """One field; where the mask hides the difference, that there is one."""
    if isinstance(kind, Rows):
        old, new = ([_shown(kind, (part,), titles) for part in parts] for parts in (was, now))
        before, after = _without(old, new), _without(new, old)
    else:
        before, after = _shown(kind, was, titles), _shown(kind, now, titles)
    before, after = brief(before) or EMPTY, brief(after) or EMPTY
    return f"{kind.label}：{before} → {after}" if before != after else f"{kind.label}有改动"


def _shown(kind: Field[Any], value: Any, titles: Titles) -> str:
    return str(cell(kind, value, titles, plain=False)) if isinstance(kind, Leading | Rows) else kind.mask(value)


def _without(told: Sequence[str], those: Sequence[str]) -> str:
    return "、".join(one for one in told if one not in those)
