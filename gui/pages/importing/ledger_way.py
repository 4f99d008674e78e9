"""A table into a 专项台账: a list that was sent becomes one, and one that went out comes back filled in."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from attrs import evolve
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from db.records.base import changed
from db.records.kinds import Kinds
from db.records.registry.ledger import Ledger, LedgerRow
from db.records.registry.resident import Resident
from db.services import import_file as tables
from db.services.importing.choices import Choices
from db.services.importing.fates import WORDS, Fate
from db.services.importing.plan import TablePlan
from db.services.registry.ledgers import taking
from db.services.registry.ledgers.facts import has_ledgers
from db.services.registry.ledgers.taking import Target
from db.store import Store
from gui.pages.importing.ways import TableWay, Told
from gui.tasks import Tick
from gui.theme import px
from gui.widgets.parts import button, label
from gui.words import tr

_LONGEST = 30


class IntoLine(QWidget):
    """Which ledger it is; a new one is named here, and it is said what it is about.

    Signals:
        table_chosen: the type of those in a new one.
        plain_requested: it is no table of a ledger.

    Attributes:
        name: of a new one.
        kind: what it is about.
        plain: it was the file that said whose it is, and not the clerk: here the clerk says otherwise.
    """

    table_chosen = Signal(str)
    plain_requested = Signal()

    def __init__(self, kinds: Kinds) -> None:
        super().__init__()
        self._kinds: Mapping[str, str] = {kind.table: kind.label for kind in kinds if has_ledgers(kind)}
        self._told, self._of = label(), label(tr("里面是"), "quiet")
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self.name.setAccessibleName(tr("台账名称"))
        self.name.setFixedWidth(px(340))
        self.kind = button("")
        self.kind.clicked.connect(lambda: self.menu().exec(self.kind.mapToGlobal(QPoint(0, self.kind.height()))))
        self.plain = button(tr("不是，当普通的表导入…"), "link")
        self.plain.clicked.connect(self.plain_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        for one in (self._told, self.name, self._of, self.kind, self.plain):
            row.addWidget(one)
        row.addStretch(1)

    def show_target(self, target: Target, *, by_itself: bool) -> None:
        """Shows into what a table is taken; ``by_itself`` where the file says so."""
        is_new = not target.ledger.id
        words = tr("是专项台账“{0}”导出去的表，列进这一本") if by_itself else tr("列进专项台账“{0}”")
        self._told.setText(tr("新立一本，叫") if is_new else words.format(target.ledger.name))
        self.plain.setVisible(by_itself)
        for one in (self.name, self._of, self.kind):
            one.setVisible(is_new)
        if self.name.text() != target.ledger.name:
            self.name.setText(target.ledger.name)
        self.kind.setText(self._kinds.get(target.table, ""))

    def menu(self) -> QMenu:
        """The types of which there are ledgers."""
        menu = QMenu(self)
        for table, words in self._kinds.items():
            menu.addAction(words).triggered.connect(partial(self._on_chosen, table))
        return menu

    def _on_chosen(self, table: str, _on: bool = False) -> None:
        self.table_chosen.emit(table)


class LedgerWay(TableWay):
    """Into one ledger."""

    def __init__(self, kinds: Kinds) -> None:
        super().__init__(kinds)
        self._target = Target(Ledger(), Resident.TABLE)
        self._saved = 0
        self._by_itself, self._doubt = False, ""
        self.line = IntoLine(kinds)
        self.line.plain_requested.connect(self.other_requested)
        self.line.table_chosen.connect(self._on_table_chosen)
        self.line.name.textEdited.connect(self._on_name_edited)
        self.view.put_first(self.line)

    def aim(self, ledger: Ledger, whose: Ledger | None = None, *, by_itself: bool = False) -> None:
        """Takes the next file into a ledger: one that is there, or a new one that has no name yet.

        Args:
            ledger: the ledger.
            whose: that out of which the file went, where it says so.
            by_itself: whether it is the file that says where it belongs, and not the clerk.
        """
        self._target = Target(ledger, ledger.table or Resident.TABLE)
        self._by_itself = by_itself
        is_other = whose is not None and whose.id != ledger.id
        self._doubt = tr("这是专项台账“{0}”导出去的表").format(whose.name) if whose and is_other else ""

    def begin(self, file: tables.ReadFile, wanted: str = "", *, asked: bool = False) -> None:
        """See `Way`; a new ledger is called like the file until somebody says otherwise."""
        super().begin(file, asked=asked)
        self._first = self._doubt
        ledger = self._target.ledger
        if not ledger.id and not ledger.name:
            named = changed(ledger, name=Path(file.source).stem[:_LONGEST])
            self._target = Target(named, taking.table_of(file, self._kinds))
        self.line.show_target(self._target, by_itself=self._by_itself)

    def plan(self, store: Store, tick: Tick) -> object:
        """See `Way`."""
        return taking.plan_of(store, self._file, self._target, self._choices, date.today(), tick)

    def commit(self, store: Store, tick: Tick) -> object:
        """See `Way`."""
        plan = self.view.plan
        assert plan is not None
        for draft in plan.drafts:
            if isinstance(draft.record, Ledger) and draft.is_new:  # it may have been named otherwise since
                draft.record = changed(draft.record, name=self._target.ledger.name)
        self._saved = taking.commit(store, plan, self._file.source, tick).id
        return plan

    def told(self, result: object) -> Told:
        """See `Way`."""
        return evolve(super().told(result), leads_to=(Ledger.TABLE, self._saved))

    def show_plan(self, plan: object) -> None:
        """See `Way`."""
        self.line.show_target(self._target, by_itself=self._by_itself)
        super().show_plan(plan)

    def commit_words(self) -> tuple[str, bool]:
        """See `Way`."""
        if not self._target.ledger.name.strip():
            return tr("请先写台账名称"), False
        return super().commit_words()

    def _written(self, plan: TablePlan) -> str:
        """What comes into the ledger; that it is a new one itself is said beside its name."""
        rows = [draft for draft in plan.drafts if isinstance(draft.record, LedgerRow)]
        new, updated = sum(draft.is_new for draft in rows), sum(draft.is_changed for draft in rows)
        told = ((WORDS[Fate.NEW], new), (WORDS[Fate.UPDATED], updated))
        return "，".join(f"{word} {number:,}" for word, number in told if number)

    def _on_name_edited(self, text: str) -> None:
        was = self._target.ledger.name.strip()
        self._target = evolve(self._target, ledger=changed(self._target.ledger, name=text))
        if bool(was) != bool(text.strip()):
            self.changed.emit()  # the red button says whether it can be

    def _on_table_chosen(self, table: str) -> None:
        self._target = evolve(self._target, table=table)
        self._choices = Choices()
        self.changed.emit()
