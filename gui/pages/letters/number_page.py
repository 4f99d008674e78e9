"""One number of the book: taken, filled in belatedly, looked at, made void."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.errors import AppError, RecordInvalid
from db.records.base import fields_of
from db.records.letters.number import BELATED, UNUSED, VOID, IssuedNumber
from db.records.may import Right
from db.services.letters.account_for_numbers import fill_number
from db.services.letters.issue_number import bearer_of, give_back_number, issue_number, unused_families, void_number
from gui.keys import on_key
from gui.saving import answered
from gui.session import Session
from gui.theme import px
from gui.widgets.editors import CodeEditor, LongTextEditor
from gui.widgets.form import RecordForm
from gui.widgets.parts import Card, PageHeader, button, label

SHOWN = ("written", "state", "family", "matter", "recipient", "issued", "clerk", "reason")
TAKEN = ("family", "issued", "matter", "recipient")
FILLED = ("family", "serial", "issued", "matter", "recipient", "reason")
TAKING, LOOKING = range(2)


class NumberPage(QWidget):
    """A new number, or one that was given.

    Signals:
        saved: table and id of the entry.
        back_requested: the clerk wants back to the list.
        open_requested: table and id of the record that bears the number.
    """

    saved = Signal(str, object)
    back_requested = Signal()
    open_requested = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._number = IssuedNumber()
        self.form: RecordForm | None = None
        self._head = PageHeader("", with_back=True)
        self._head.back_requested.connect(self.back_requested)
        self._take = button("", "primary", "Ctrl+S")
        self._take.clicked.connect(self.save)
        self._copy = button(self.tr("复制文号"))
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._number.written))
        self._open = button(self.tr("打开所编资料"))
        self._open.clicked.connect(lambda: self.open_requested.emit(self._number.holder, self._number.holder_id))
        for action in (self._copy, self._open, self._take):
            self._head.add_action(action)
        self._card = Card()
        self._told = QGridLayout()
        self._void = self._make_void()
        looking = QWidget()
        inside = QVBoxLayout(looking)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(14))
        told = Card()
        told.inside.addLayout(self._told)
        for card in (told, self._void):
            inside.addWidget(card)
        inside.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._card)
        self._stack.addWidget(looking)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(10))
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        on_key("Ctrl+S", self, self.save, everywhere=True)

    def show_new(self, family: str = "") -> None:
        """Starts a new number, of today."""
        today = date.today()
        self._show_form(IssuedNumber(family=family, issued=today, year=today.year, serial=1), TAKEN)
        self._head.set_title(self.tr("取号"))
        self._take.setText(self.tr("取号"))

    def show_filling(self, family: str, year: int, serial: int) -> None:
        """Starts 补号 for a number that is missing."""
        issued = min(date.today(), date(year, 12, 31))
        blank = IssuedNumber(family=family, issued=issued, year=year, serial=serial, state=BELATED)
        self._show_form(blank, FILLED)
        self._head.set_title(self.tr("补号"))
        self._take.setText(self.tr("补号"))

    def show_number(self, number_id: int) -> None:
        """Shows a number.

        Raises:
            RecordGone: it is no longer there.
        """
        self._show(self._session.store.get(IssuedNumber, number_id))

    def save(self) -> None:
        """Takes the number; shows what is wrong at its field."""
        typed = self.form.check() if self.form and self._stack.currentIndex() == TAKING else None
        if self.form is None or not isinstance(typed, IssuedNumber) or typed.issued is None:
            return
        store = self._session.store
        try:
            if typed.state == BELATED:
                given = fill_number(store, typed)
            else:
                taking = partial(issue_number, store, typed.family, typed.issued, typed.matter, typed.recipient)
                given = answered(self._session.store, self._session.messages, taking)
        except RecordInvalid as error:
            self.form.show_problems(error.problems)
            return
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._tell(given)
        self._session.messages.inform(self.tr("已取号：{0}").format(given.written))

    def void(self) -> None:
        """Makes the number void, with the reason that is typed; it can be undone while the line is shown."""
        before = self._number
        try:
            void = void_number(self._session.store, before, str(self.reason.value()))
        except RecordInvalid as error:
            self.reason.show_problem(error.problems[0])
            return
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._tell(void)
        self._session.messages.inform(self.tr("已作废：{0}").format(void.written), self._undo(void, before))

    def _undo(self, void: IssuedNumber, before: IssuedNumber) -> Callable[[], None]:
        def undo() -> None:
            try:
                self._tell(give_back_number(self._session.store, void, before))
            except AppError as error:
                self._session.messages.show_error(error)

        return undo

    def _tell(self, number: IssuedNumber) -> None:
        self._show(number)
        self.saved.emit(number.TABLE, number.id)

    def _show(self, number: IssuedNumber) -> None:
        self._number = number
        self._head.set_title(number.written)
        while item := self._told.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        kinds = fields_of(IssuedNumber)
        told = [(kinds[n].label, kinds[n].show(getattr(number, n))) for n in SHOWN]
        bearer = bearer_of(self._session.store, number)
        if number.holder:
            name = kinds["holder"].show(number.holder)
            told.append((kinds["holder"].label, name if bearer else self.tr("{0}（已删除）").format(name)))
        for row, (name, text) in enumerate((name, text) for name, text in told if text):
            self._told.addWidget(label(name, "quiet"), row, 0)
            self._told.addWidget(label(text, wrap=True), row, 1)
        self._told.setColumnMinimumWidth(0, px(90))
        self._told.setColumnStretch(1, 1)
        self._take.hide()
        self._copy.show()
        self._open.setVisible(bearer is not None)
        changes = self._session.may(IssuedNumber, Right.CHANGE)
        self._void.setVisible(changes and number.state not in (VOID, UNUSED))
        self.reason.set_value("")
        self.reason.show_problem(None)
        self._stack.setCurrentIndex(LOOKING)

    def _show_form(self, number: IssuedNumber, names: tuple[str, ...]) -> None:
        if self.form is not None:
            self._card.inside.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        left_out = [name for name in fields_of(IssuedNumber) if name not in names]
        self.form = RecordForm(IssuedNumber, self._session.lookup, leave_out=left_out)
        self._card.inside.addWidget(self.form)
        self.form.show_record(number)
        if isinstance(family := self.form.editors["family"], CodeEditor):
            family.leave_out(unused_families(self._session.kinds))
        self._take.show()
        for action in (self._copy, self._open):
            action.hide()
        self._stack.setCurrentIndex(TAKING)
        self.form.focus_first()

    def _make_void(self) -> Card:
        card = Card(self.tr("作废"), self.tr("号留在簿上，不再给别的文书；所编的资料上会标明“已作废”"))
        self.reason = LongTextEditor(fields_of(IssuedNumber)["reason"])
        self.reason.box.setPlaceholderText(self.tr("作废的原因，例如：日期印错，已收回重发"))
        self.reason.box.setAccessibleName(self.tr("作废的原因"))
        do = button(self.tr("作废这个号"))
        do.clicked.connect(self.void)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(do)
        card.inside.addWidget(self.reason)
        card.inside.addLayout(row)
        return card
