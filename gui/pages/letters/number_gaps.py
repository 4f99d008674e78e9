"""缺号: the numbers that nobody can account for, in words; they are filled or explained."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError, RecordInvalid, ValueUnreadable
from db.fields import Code
from db.records.base import fields_of
from db.records.letters.number import IssuedNumber
from db.services.letters.account_for_numbers import Gap, explain_numbers, gaps, go_on_after
from db.services.letters.issue_number import unused_families
from gui.session import Session
from gui.theme import px
from gui.widgets.editors import CodeEditor, TextEditor
from gui.widgets.parts import Card, EmptyState, PageHeader, button, label, scrolled


class GapsPage(QWidget):
    """One card a series with missing numbers, and one to go on after a paper book.

    Signals:
        filling_requested: family, year and number that is to be filled.
        changed: numbers were entered.
    """

    filling_requested = Signal(str, int, int)
    changed = Signal()

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self.reasons: list[QLineEdit] = []
        inside = QWidget()
        inside.setObjectName("plain")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, px(6), 0)
        self._lines.setSpacing(px(14))
        area = scrolled(inside)
        self._by_hand = self._make_by_hand()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(PageHeader("", lead=lead))
        column.addWidget(area, 1)
        column.addWidget(self._by_hand)

    def refresh(self) -> None:
        """Reads again what is missing."""
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.reasons = []
        found = gaps(self._session.store)
        for gap in found:
            self._lines.addWidget(self._make_gap(gap))
        if not found:
            self._lines.addWidget(EmptyState(self.tr("没有缺号"), self.tr("每一个用过的号都有下落")))
        self._lines.addStretch(1)

    def explain(self, gap: Gap, reason: str) -> None:
        """Says why the numbers of a gap are missing."""
        day = min(date.today(), date(gap.year, 12, 31))
        try:
            explain_numbers(self._session.store, gap.family, gap.missing, day, reason)
        except AppError as error:
            self._session.messages.show_error(error)
        else:
            self._session.messages.inform(self.tr("已记下缺号的原因"))
            self.changed.emit()
        self.refresh()

    def go_on(self) -> None:
        """Takes over a series from a paper book."""
        try:
            family, last = str(self.family.value()), self.last.value() or 0
        except ValueUnreadable as error:
            self.last.show_problem(self.last.kind.problem("unreadable", error.message, error.remedy))
            return
        if not family or not last:
            editor = self.last if family else self.family
            editor.show_problem(editor.kind.problem("required", "没有填", "请填写"))
            return
        reason = self.tr("启用本程序前手工编号")
        try:
            made = go_on_after(self._session.store, family, last, date.today(), reason)
        except RecordInvalid as error:
            self.last.show_problem(error.problems[0])
            return
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self.last.set_value(None)
        told = self.tr("已补记 {0} 个号").format(len(made)) if made else self.tr("这些号簿上都有了")
        self._session.messages.inform(told)
        self.changed.emit()
        self.refresh()

    def _make_gap(self, gap: Gap) -> Card:
        card = Card()
        card.inside.addWidget(label(gap.words(), size="large", wrap=True))
        reason = QLineEdit()
        reason.setPlaceholderText(self.tr("为什么缺，例如：手工编号，见纸质登记簿"))
        reason.setAccessibleName(self.tr("缺号的原因"))
        reason.returnPressed.connect(lambda: self.explain(gap, reason.text()))
        explain = button(self.tr("记下原因"))
        explain.clicked.connect(lambda: self.explain(gap, reason.text()))
        fill = button(self.tr("补 {0} 号").format(gap.missing[0]))
        fill.clicked.connect(lambda: self.filling_requested.emit(gap.family, gap.year, gap.missing[0]))
        self.reasons.append(reason)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(reason, 1)
        row.addWidget(explain)
        row.addWidget(fill)
        card.inside.addLayout(row)
        return card

    def _make_by_hand(self) -> Card:
        card = Card(self.tr("接着纸质登记簿编号"), self.tr("前面的号记为“未用”，下一个号接着往下编"))
        kinds = fields_of(IssuedNumber)
        family = kinds["family"]
        assert isinstance(family, Code)
        self.family, self.last = CodeEditor(family), TextEditor(kinds["serial"])
        self.family.leave_out(unused_families(self._session.kinds))
        self.family.line.setPlaceholderText(family.label)
        self.last.line.setPlaceholderText(self.tr("今年已经用到几号"))
        do = button(self.tr("接着编"))
        do.clicked.connect(self.go_on)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        for editor in (self.family, self.last):
            editor.setMaximumWidth(px(240))
            editor.target().setAccessibleName(editor.kind.label)
            row.addWidget(editor, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(do, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch()
        card.inside.addLayout(row)
        return card
