"""电话: the numbers of somebody whole, as the log is told, and a word about a call, which is kept as a visit by telephone."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from attrs import evolve
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import AppError
from db.records.base import fields_of
from db.records.may import Right
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Carer, Telephone
from db.records.visits.visit import Visit
from db.services.note_output import note_seen
from db.services.save_as_declared import save_as_declared
from gui.fitted import FittedDialog
from gui.keys import on_key, red_key
from gui.session import Session
from gui.theme import px
from gui.widgets.form import RecordForm
from gui.widgets.parts import Tabs, button, button_row, label

PHONE_KEY = "F4"
BY_TELEPHONE = "2"
"""电话 of the table ``visit_way``."""
ASKED = ("result", "finding", "promise")


class Number(NamedTuple):
    """A number with whose it is, and the label of the field that keeps it."""

    whose: str
    number: str
    field: str


def numbers_of(resident: Resident) -> Iterator[Number]:
    """The numbers by which somebody is reached, their own before those of who looks after them today."""
    kinds = fields_of(Resident)
    if resident.phone:
        yield Number(kinds["phone_of"].show(resident.phone_of) or resident.name, resident.phone, kinds["phone"].label)
    for one in resident.telephones:
        whose = " ".join(filter(None, (fields_of(Telephone)["of"].show(one.of), one.name)))
        yield Number(whose or kinds["telephones"].label, one.number, kinds["telephones"].label)
    for carer in resident.carers:
        if carer.phone and (carer.until is None or carer.until >= date.today()):
            whose = " ".join(filter(None, (fields_of(Carer)["kind"].show(carer.kind), carer.name)))
            yield Number(whose or kinds["carers"].label, carer.phone, kinds["carers"].label)


class PhoneCall(FittedDialog):
    """Shows the numbers; where calls are written down, the key that opened it, or Ctrl+Enter, writes this one down.

    Signals:
        taken: the visit as it was saved.

    Attributes:
        numbers: what there is to call.
        form: what there is to say of the call.
        ways: 去电 or 来电.
    """

    taken = Signal(object)

    def __init__(self, session: Session, resident: Resident, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._resident = session, resident
        self.numbers = list(numbers_of(resident))
        self._writes = Visit.TABLE in session.seen and session.may(Visit, Right.MAKE)
        self.setWindowTitle(self.tr("电话"))
        self.setMinimumWidth(px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(8))
        for one in self.numbers:
            column.addWidget(label(one.whose, "quiet", "small"))
            number = label(fields_of(Resident)["phone"].show(one.number), size="title")
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(number)
        self.ways = Tabs([self.tr("去电"), self.tr("来电")])
        self.form = RecordForm(Visit, session.lookup, only=ASKED)
        self.form.show_record(Visit(day=date.today(), visitor=session.store.actor, way=BY_TELEPHONE))
        self._told = label("", "accent", "small", wrap=True)
        self._told.hide()
        back = button(self.tr("返回"))
        back.clicked.connect(self.reject)
        self.go = button(self.tr("记下这次电话"), "primary", f"{PHONE_KEY}、Ctrl+Enter")
        self.go.clicked.connect(self.commit)
        if self._writes:
            self.form.setMinimumHeight(px(190))
            column.addWidget(self.ways)
            column.addWidget(self.form, 1)
            red_key(self, self.commit)
            on_key(PHONE_KEY, self, self.commit)
        else:
            for one in (self.ways, self.form, self.go):
                one.setParent(self)
                one.hide()
        column.addWidget(self._told)
        column.addLayout(button_row(None, back, *([self.go] if self._writes else [])))

    def show_numbers(self) -> None:
        """Shows them once the log is told; whoever may not see them whole is told so."""
        try:
            note_seen(self._session.store, Resident.TABLE, self._resident.id, [one.field for one in self.numbers])
        except AppError as error:
            self._session.messages.show_error(error)
            self.deleteLater()
            return
        self.open()
        if self._writes:
            self.form.focus_first()

    def commit(self) -> None:
        """Writes the call down, or says why it will not do."""
        typed = self.form.check()
        if not isinstance(typed, Visit):
            return
        way = (self.tr("去电"), self.tr("来电"))[self.ways.current()]
        said = f"{way}：{typed.finding}" if typed.finding else way
        call = evolve(typed, day=date.today(), way=BY_TELEPHONE, resident=self._resident.id, house=0, finding=said)
        try:
            saved = save_as_declared(self._session.store, call)
        except AppError as error:
            self._told.setText(str(error))
            self._told.show()
            self.fit()
            return
        self.accept()
        self.taken.emit(saved)
