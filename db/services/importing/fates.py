"""What becomes of the rows of a table, and of records: the words that preview, button, message and command have for it.

Of a row: whether it is imported, and as what. What a clerk must look at (`Verdict.DOUBTFUL`, `Verdict.WRONG`) is said beside that: such
a row may come in all the same.
"""

from collections.abc import Iterator, Mapping
from enum import Enum

from db.services.importing.book import Outcome
from db.services.importing.drafts import Place
from db.services.importing.plan import Count, TablePlan


class Fate(Enum):
    """What becomes of a row, or of a record; in the order in which it is told.

    Attributes:
        NEW: it is not in the store, and will be.
        UPDATED: it is in the store, and will be saved again with what the table says.
        DIFFERS: it is in the store; what the table says otherwise is not taken.
        SAME: it is in the store just so.
        DOUBLE: it stands higher up in the file.
        HELD: it is not taken over.
    """

    NEW = "new"
    UPDATED = "updated"
    DIFFERS = "differs"
    SAME = "same"
    DOUBLE = "double"
    HELD = "held"


WORDS: Mapping[Fate, str] = {
    Fate.NEW: "新增",
    Fate.UPDATED: "修改",
    Fate.DIFFERS: "不同，没有改",
    Fate.SAME: "已有",
    Fate.DOUBLE: "重复",
    Fate.HELD: "不导入",
}
DOUBTFUL, WRONG = "存疑", "有问题"


def fate_of(place: Place, row: Outcome) -> Fate:
    """What becomes of the row of a place."""
    draft = row.draft
    if row.held or draft is None:
        return Fate.HELD
    if draft.is_new:
        return Fate.NEW if draft.place == place else Fate.DOUBLE
    if said := draft.changes_by(place):
        return Fate.UPDATED if any(change.taken for change in said.values()) else Fate.DIFFERS
    if draft.place != place:
        return Fate.DOUBLE
    return Fate.UPDATED if draft.is_changed and not draft.changes else Fate.SAME


def fates_of(count: Count) -> Iterator[tuple[str, int]]:
    """What becomes of the records of a type, in words, of those of which there are any."""
    told = (
        (Fate.NEW, count.new),
        (Fate.UPDATED, count.updated),
        (Fate.DIFFERS, count.changed - count.updated),
        (Fate.SAME, count.matched - count.changed - count.double),
        (Fate.DOUBLE, count.double),
    )
    return ((WORDS[fate], number) for fate, number in told if number > 0)


def written(plan: TablePlan) -> tuple[int, int]:
    """How many records come in, and how many of those that are there are saved again."""
    new = sum(draft.is_new for draft in plan.drafts)
    return new, plan.brings - new


def held(plan: TablePlan) -> int:
    """How many rows are not taken over."""
    return sum(fate_of(place, row) is Fate.HELD for place, row in plan.rows.items())
