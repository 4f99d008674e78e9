"""按名单查找: a list of names or numbers is pasted, and it is told who of the register stands in it, and who does not."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from db.errors import AppError
from db.services.registry.find_listed import How, Line, find_listed, lines_in, not_found
from db.store import Store
from db.values.file_name import dated
from gui.file_choice import TABLES, where_to
from gui.fitted import FittedDialog
from gui.keys import on_key, red_key
from gui.large_work import MANY, LargeWork
from gui.models.listed_table import COL_HOW, COL_NUMBER, COL_PERSON, COL_TICK, COL_WHERE, COL_WRITTEN, ListedTableModel
from gui.session import Session
from gui.tasks import Tick
from gui.theme import px
from gui.widgets.parts import button, button_row, label
from gui.widgets.plain_table import plain_table

AT_ONCE = 50
"""So many lines are looked up while the window waits; more of them behind it."""
_WIDTHS = {COL_TICK: 40, COL_NUMBER: 48, COL_WRITTEN: 220, COL_HOW: 88, COL_PERSON: 130}


class ListedDialog(FittedDialog):
    """Takes the list, tells what came of it, and hands over whom the clerk takes.

    Signals:
        taken: the ids of the residents who are to be listed.
    """

    taken = Signal(object)

    def __init__(
        self, session: Session, copy: Callable[[str], object], pasted: str = "", parent: QWidget | None = None
    ) -> None:
        """``copy`` puts a text on the clipboard."""
        super().__init__(parent)
        self._session, self._copy = session, copy
        self._lines: Sequence[Line] = ()
        self._work = LargeWork(session, self)
        self.setWindowTitle(self.tr("按名单查找"))
        self.setMinimumSize(px(860), px(560))
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(px(120))
        self.box.setAccessibleName(self.tr("名单"))
        self.box.setPlaceholderText(
            self.tr("一行一个人：姓名、证件号码、电话都行，写几样更准。从表格里整块复制，粘贴到这里（Ctrl+V）")
        )
        self.box.textChanged.connect(self._on_box_changed)
        self.model = ListedTableModel(self)
        self.view = plain_table(self.model, COL_WHERE, _WIDTHS, 34)
        self.view.activated.connect(lambda index: self.model.toggle([index.row()]))
        on_key("Space", self.view, self.toggle)
        self.told = label("", wrap=True)
        self.doubtful = QCheckBox(self.tr("只看没对上的"))
        self.doubtful.toggled.connect(lambda on: self.model.show_part(doubtful=on))
        self.model.modelReset.connect(self._show_state)
        self.model.dataChanged.connect(self._show_state)
        self._build()
        if pasted:
            self.box.setPlainText(pasted)
        self._on_box_changed()
        red_key(self, self.go_on)
        on_key("F1", self, self.show_about, everywhere=True)

    def show_about(self) -> None:
        """F1: what a list may hold, and what becomes of it."""
        from gui.help.sheet import HelpSheet  # only when it is asked for
        from gui.help.texts import BY_LIST
        from gui.help.topics import list_topics

        sheet = HelpSheet(self, list_topics(), BY_LIST)
        sheet.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def look_up(self) -> None:
        """Looks up what is pasted."""
        pasted = self.box.toPlainText()
        count = len(lines_in(pasted))

        def work(store: Store, tick: Tick) -> list[Line]:
            return find_listed(store, pasted, tick)

        if count:
            self._work.do(self.tr("按名单查找"), MANY + count if count > AT_ONCE else count, work, self._show)

    def toggle(self) -> None:
        """Takes whom the chosen row names, or no more, and goes to the next row."""
        row = self.view.currentIndex().row()
        if row >= 0:
            self.model.toggle([row])
            self.view.selectRow(min(row + 1, self.model.rowCount() - 1))

    def go_on(self) -> None:
        """Ctrl+Enter: looks up what is pasted, then lists whom the clerk takes."""
        if self._lines and self.take.isEnabled():
            self._on_take_clicked()
        elif not self._lines:
            self.look_up()

    def lacking(self) -> list[str]:
        """The lines for which nobody was found."""
        return not_found(self._lines)

    def write_lacking(self, path: Path) -> None:
        """Writes the lines for which nobody was found into a table."""
        from db.services.export_table import refuse_suffix, written_table  # heavy: only when a table is written

        try:
            refuse_suffix(path)
            rows = [line.split("\t") for line in self.lacking()]
            wide = max(map(len, rows), default=1)
            heading = self.tr("没找到的")
            blanks = [""] * (wide - 1)
            cells = ([*row, *[""] * (wide - len(row))] for row in rows)
            with written_table(path, heading, [24] * wide, [heading, *blanks], cells):
                pass
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._session.messages.inform(self.tr("已存好：{0}").format(path.name))

    # Inside.

    def _build(self) -> None:
        self.look = button(self.tr("查找"), "", "Ctrl+Enter")
        self.look.clicked.connect(self.look_up)
        self.copy = button(self.tr("复制没找到的"), "quiet")
        self.copy.clicked.connect(lambda: self._copy("\n".join(self.lacking())))
        self.write = button(self.tr("没找到的存成表…"), "quiet")
        self.write.clicked.connect(self._on_write_clicked)
        self.take = button("", "primary", "Ctrl+Enter")
        self.take.clicked.connect(self._on_take_clicked)
        cancel = button(self.tr("关闭"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(22), px(28), px(18))
        column.setSpacing(px(8))
        column.addWidget(label(self.tr("按名单查找"), size="large"))
        column.addWidget(self.box)
        column.addLayout(button_row(self.look, None, self.doubtful))
        column.addWidget(self.told)
        column.addWidget(self.view, 1)
        column.addLayout(button_row(self.copy, self.write, None, cancel, self.take))

    def _on_box_changed(self) -> None:
        self._lines = ()
        self.model.set_lines(())
        count = len(lines_in(self.box.toPlainText()))
        self.look.setEnabled(count > 0)
        self.told.setText(self.tr("名单上 {0:,} 个").format(count) if count else "")

    def _show(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.doubtful.setChecked(False)
        self.model.set_lines(lines)
        if lines:
            self.view.selectRow(0)
            self.view.setFocus()

    def _show_state(self) -> None:
        taken, counts = len(self.model.taken()), Counter(line.how for line in self._lines)
        if self._lines:
            parts = "，".join(f"{how.value} {counts[how]:,}" for how in How if counts[how])
            self.told.setText(
                self.tr("名单上 {0:,} 个：{1}。不止一人、像是的，选中那一行按空格，要哪一位选哪一位").format(
                    len(self._lines), parts
                )
            )
        self.take.setText(self.tr("在列表里看选上的 {0:,} 人").format(taken))
        self.take.setEnabled(taken > 0)
        for one in (self.copy, self.write):
            one.setEnabled(counts[How.NOBODY] > 0)

    def _on_write_clicked(self) -> None:
        path = where_to(self, self.tr("没找到的存到"), dated(self.tr("名单上没找到的"), date.today()), TABLES)
        if path is not None:
            self.write_lacking(path)

    def _on_take_clicked(self) -> None:
        self.taken.emit(self.model.taken())
        self.accept()
