"""The preview of tables: what each sheet is and what its columns mean, and what becomes of every row."""

from attrs import evolve
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records.kinds import Kinds
from db.services.importing.choices import Choices, Take
from db.services.importing.fates import fates_of
from db.services.importing.plan import TablePlan
from gui.pages.importing.change_policy import ALL, ChangePolicy
from gui.pages.importing.row_card import RowCard
from gui.pages.importing.sheet_card import SheetCard
from gui.theme import px
from gui.widgets.parts import label
from gui.words import tr


class TablePreview(QWidget):
    """What an import would do, and what the clerk may change about it.

    Signals:
        choices_changed: the clerk's choices, after one of them changed.
        roster_requested: the clerk says that the file is a roster of residents.

    Attributes:
        plan: the plan that is shown.
    """

    choices_changed = Signal(object)
    roster_requested = Signal()

    def __init__(self, kinds: Kinds) -> None:
        super().__init__()
        self.plan: TablePlan | None = None
        self._kinds = kinds
        self._choices = Choices()
        self.policy = ChangePolicy()
        self.policy.chosen.connect(self._on_policy_chosen)
        self.sheets = SheetCard(kinds, self.policy)
        self.sheets.choices_changed.connect(self.choices_changed)
        self.sheets.roster_requested.connect(self.roster_requested)
        self.rows = RowCard(kinds)
        self.rows.detail.answered.connect(self._on_answered)
        self.rows.detail.change_taken.connect(self._on_change_taken)
        self.rows.detail.row_taken.connect(self._on_row_taken)
        self._brings = label(wrap=True)
        self._first = label(tone="warn", wrap=True)
        below = QHBoxLayout()
        below.setSpacing(px(14))
        below.addWidget(self.sheets, 4)
        below.addWidget(self.rows, 9)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(self._first)
        layout.addWidget(self._brings)
        layout.addLayout(below, 1)
        self.begin(self._choices)

    def begin(self, choices: Choices) -> None:
        """Forgets what was shown of another file."""
        self.plan, self._choices = None, choices
        self.say_first("")
        self.rows.begin()
        self.sheets.begin()

    def say_first(self, text: str) -> None:
        """Shows a sentence over everything; "" for none."""
        self._first.setText(tr("{0}，下面是认出来的").format(text) if text else "")
        self._first.setVisible(bool(text))

    def put_first(self, line: QWidget) -> None:
        """Puts a line over everything."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, line)

    def show_plan(self, plan: TablePlan, choices: Choices) -> None:
        """Shows a plan; the row that was chosen stays chosen, or what is next to it."""
        self.plan, self._choices = plan, choices
        self._brings.setText(self._summary(plan))
        self.policy.show_plan(plan, choices)
        self.sheets.show_plan(plan, choices)
        self.rows.show_plan(plan, choices)

    def _summary(self, plan: TablePlan) -> str:
        """组织 新增 24、已有 1；人员 新增 43."""
        told: list[str] = []
        for table, count in plan.counts.items():
            words = "、".join(f"{word} {number:,}" for word, number in fates_of(count))
            if words and (kind := self._kinds.find(table)):
                told.append(f"{kind.label} {words}")
        return "；".join(told) or tr("还没有认出要导入的内容")

    def _on_policy_chosen(self, key: tuple[str, str], take: Take) -> None:
        """One field otherwise than it was; for all fields, also those of which something else was said."""
        if key == ALL:
            self._emit(evolve(self._choices, otherwise=take, fields={}, changes={}))
            return
        changes = {at: said for at, said in self._choices.changes.items() if at[2] != key[1]}
        self._emit(evolve(self._choices, fields={**self._choices.fields, key: take}, changes=changes))

    def _on_answered(self, at: tuple[str, int, str], answer: str) -> None:
        chosen = self.rows.chosen()
        asked = {one.ask for problem in chosen.problems for one in problem.options[:1]} if chosen else set[str]()
        settled = {ask for sheet, row, ask in self._choices.answers if (sheet, row) == at[:2]} | {at[2]}
        (self.rows.go_on if asked <= settled else self.rows.keep_keys)()
        self._emit(evolve(self._choices, answers={**self._choices.answers, at: answer}))

    def _on_change_taken(self, at: tuple[str, int, str], take: Take) -> None:
        self.rows.keep_keys()
        self._emit(evolve(self._choices, changes={**self._choices.changes, at: take}))

    def _on_row_taken(self, place: tuple[str, int], taken: bool) -> None:
        self.rows.keep_keys()
        left_out = self._choices.left_out - {place} if taken else self._choices.left_out | {place}
        self._emit(evolve(self._choices, left_out=left_out))

    def _emit(self, choices: Choices) -> None:
        self._choices = choices
        self.choices_changed.emit(choices)
