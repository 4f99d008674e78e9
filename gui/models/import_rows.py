"""The rows of a table that is to be imported: what becomes of each, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from attrs import frozen
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from db.fields import Privacy
from db.records.base import fields_of
from db.records.kinds import Kinds
from db.services.importing.drafts import Change, Place
from db.services.importing.fates import DOUBTFUL, WORDS, WRONG, Fate, fate_of
from db.services.importing.plan import TablePlan
from db.services.importing.problems import RowProblem, Verdict
from db.values import masks
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

COL_PLACE, COL_VERDICT, COL_TITLE, COL_WORDS = range(4)
LOOK_AT = {Verdict.DOUBTFUL: DOUBTFUL, Verdict.WRONG: WRONG}
"""What a clerk should look at, whatever becomes of the row."""


class Look(Enum):
    """What a clerk may want to see together, whatever becomes of the rows.

    Attributes:
        ALIKE: they seem to be about one matter with others.
    """

    ALIKE = "repeat"


SHOWN = (*Fate, *LOOK_AT, *Look)
"""By what rows are told apart: what becomes of them, and which are to be looked at; a row may be among both."""
Part = Fate | Verdict | Look
_TONES = {Fate.NEW: "good", Fate.SAME: "quiet", Fate.HELD: "quiet"}
_LOOK_TONES = {Verdict.DOUBTFUL: "warn", Verdict.WRONG: "accent"}


def word_for(part: Part) -> str:
    """What the clerk calls what becomes of a row, or why it is to be looked at."""
    if isinstance(part, Look):
        return tr("像是同一件事")
    return WORDS[part] if isinstance(part, Fate) else LOOK_AT[part]


def sentence_of(problem: RowProblem) -> str:
    """What is the matter with a row: of which column, unless the words begin with that."""
    led = problem.label and not problem.message.startswith(problem.label)
    return f"{problem.label}：{problem.message}" if led else problem.message


def written_of(problem: RowProblem, kinds: Kinds, most: int = 28) -> str:
    """What the row says there, as everybody may see it; "" of what is sensitive."""
    kind = kinds.find(problem.table)
    field = fields_of(kind.record).get(problem.field) if kind else None
    if field is not None and field.privacy >= Privacy.SENSITIVE:
        return ""
    line = " ".join(masks.in_text(field.mask_shown(problem.written) if field else problem.written).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def refused_in(problems: Iterable[RowProblem], kinds: Kinds) -> list[str]:
    """What was not taken as it is written, a line each: the row, the column, why, what stands there, and what to do."""
    wrong, told = list(problems), list[str]()
    sheets = {problem.sheet for problem in wrong}
    for problem in wrong:
        shown = written_of(problem, kinds)
        beside = tr("（写的是“{0}”）").format(shown) if shown.strip("*") and shown not in problem.message else ""
        place = (tr("第{1}行") if len(sheets) == 1 else tr("{0} 第{1}行")).format(problem.sheet, problem.row)
        told.append(tr("{0} {1}{2}：{3}").format(place, masks.in_text(sentence_of(problem)), beside, problem.remedy))
    return told


@frozen
class ImportRow:
    """One row of the file.

    Attributes:
        place: sheet and row.
        fate: what becomes of it.
        verdict: the gravest of what there is to say.
        title: what it is about.
        problems: what there is to say of it.
        changes: what it says otherwise than the store, by field.
        table: the type that it is about; "" where it brings nothing.
    """

    place: Place
    fate: Fate
    verdict: Verdict
    title: str
    problems: tuple[RowProblem, ...] = ()
    changes: Mapping[str, Change] = {}
    table: str = ""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Among which rows it is shown."""
        alike = any(problem.code == Look.ALIKE.value for problem in self.problems)
        return (self.fate, self.verdict, *([Look.ALIKE] if alike else []))

    @property
    def words(self) -> str:
        """The gravest of what there is to say, in one line."""
        order = list(Verdict)
        told = max(self.problems, key=lambda p: order.index(p.verdict), default=None)
        if told is not None and told.code != "differs":
            return sentence_of(told)
        return "、".join(f"{c.field.label}{'' if c.fills else tr('不同')}" for c in self.changes.values())


def rows_of(plan: TablePlan) -> Iterator[ImportRow]:
    """The rows of a plan, in the order of the file."""
    problems: dict[Place, list[RowProblem]] = {}
    for problem in plan.problems:
        problems.setdefault((problem.sheet, problem.row), []).append(problem)
    order = {one.sheet.name: number for number, one in enumerate(plan.sheets)}
    for place in sorted(plan.rows, key=lambda p: (order.get(p[0], 0), p[1])):
        row = plan.rows[place]
        yield ImportRow(
            place,
            fate_of(place, row),
            row.verdict,
            plan.titles.get(row.draft.id, "") if row.draft else row.said,
            tuple(problems.get(place, ())),
            row.draft.changes_by(place) if row.draft else {},
            row.draft.kind.table if row.draft else "",
        )


class ImportRowsModel(PlainTableModel[ImportRow]):
    """The rows of an import, all of them or one part."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("工作表和行"), tr("结果"), tr("内容"), tr("说明")), parent)
        self._all: Sequence[ImportRow] = ()
        self._is_alone = False

    def set_plan(self, plan: TablePlan, part: Part | None) -> None:
        """Shows the rows of a plan."""
        self._all = list(rows_of(plan))
        self._is_alone = len({row.place[0] for row in self._all}) == 1
        self.show_only(part)

    def show_only(self, part: Part | None) -> None:
        """Shows only the rows of one part; all for None."""
        self.show_rows(self._all if part is None else [row for row in self._all if part in row.parts])

    def counts(self) -> Mapping[Part, int]:
        """How many rows there are of each part."""
        return Counter(part for row in self._all for part in row.parts if part in SHOWN)

    def total(self) -> int:
        """How many rows there are."""
        return len(self._all)

    def find(self, place: Place) -> int:
        """Where a row of the file is shown; -1 where it is not."""
        return next((number for number, row in enumerate(self.rows) if row.place == place), -1)

    def cell(self, index: Index, role: int) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._shown(row)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = "quiet" if index.column() == COL_PLACE or row.fate is Fate.HELD else ""
            if index.column() == COL_VERDICT:
                tone = _LOOK_TONES.get(row.verdict, _TONES.get(row.fate, ""))
            return QColor(getattr(TOKENS, tone)) if tone else None
        return None

    def _shown(self, row: ImportRow) -> tuple[str, ...]:
        place = (tr("第{1}行") if self._is_alone else tr("{0} 第{1}行")).format(*row.place)
        verdict = "，".join(filter(None, (word_for(row.fate), LOOK_AT.get(row.verdict))))
        return place, verdict, masks.in_text(row.title), row.words
