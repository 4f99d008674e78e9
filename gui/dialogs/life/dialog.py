"""人口变动: what happened is chosen by one key, then only its questions are asked, and what it will change is told below them all the while."""

from datetime import date

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import AppError, ValueUnreadable
from db.records.base import changed
from db.services.registry.events import ASKS, LABELS, MANY, Asked, Event, Weighed, What, carry_out, weigh
from gui.dialogs.life.comes import Comes
from gui.dialogs.life.rows import Heads, Ways, Who
from gui.dialogs.life.subject import Subject
from gui.fitted import FittedDialog
from gui.keys import on_key, red_key, step, stops_in
from gui.session import Session
from gui.theme import px
from gui.widgets.editors import RowsEditor
from gui.widgets.form import RecordForm
from gui.widgets.form_layout import FormGrid
from gui.widgets.parts import button, button_row, label, put_in_place

MOST_HIGH = 330
"""So much room the questions have, in pixels at 100 %; more rows of people scroll."""
EDGES, LINE = 24, 40
"""What a form needs besides its fields, and for the line that sums up."""
HELP = "life"
"""The topic of the help."""


class LifeDialog(FittedDialog):
    """Asks; Enter or Ctrl+Enter does it, all or nothing.

    Signals:
        happened: what was done, once the dialog is closed.

    Attributes:
        ways: what happened, by one key.
        who: to whom.
        heads: who is to be the head of those who stay.
        form: the questions of what was chosen; None before.
        comes: 办了以后.
        go: does it.
    """

    happened = Signal(object)

    def __init__(self, session: Session, subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._subject = session, subject
        self._forms: dict[What, RecordForm] = {}
        self.form: RecordForm | None = None
        self.weighed: Weighed | None = None
        self.setWindowTitle(self.tr("人口变动"))
        self.setMinimumWidth(px(760))
        self.ways = Ways(subject.offered)
        self.ways.chosen.connect(self.choose)
        self.who = Who(subject)
        self.who.changed.connect(self._weigh)
        self.heads = Heads()
        self.heads.changed.connect(self._weigh)
        self.comes = Comes()
        self._asked, self._shown = QWidget(), QWidget()
        self._place = QVBoxLayout(self._asked)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.addWidget(self._shown)
        self.go = button(self.tr("办理"), "primary", "Ctrl+Enter")
        self.go.clicked.connect(self.commit)
        self.go.setDefault(True)
        self._lay_out()
        red_key(self, self.commit)
        on_key("F1", self, self.show_about, everywhere=True)
        self._show_way(None)
        self.ways.take_focus()
        if len(subject.offered) == 1:
            self.ways.hide()  # there is nothing to choose
            self.choose(subject.offered[0])

    def _lay_out(self) -> None:
        self._back = button(self.tr("返回"), tip="Esc")
        self._back.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(10))
        title = self.tr("{0}：发生了什么").format(self._subject.title) if self._subject.title else self.tr("迁入")
        column.addWidget(label(title, size="large", wrap=True))
        for one in (self.ways, self.who, self._asked, self.heads):
            column.addWidget(one)
        column.addWidget(self.comes, 1)
        column.addLayout(button_row(None, self._back, self.go))

    def choose(self, what: What) -> None:
        """Asks what is asked of one event, and goes to its first question; the day that was typed stays."""
        self.ways.mark(what)
        day = self._typed_day()
        form = self._forms.get(what) or self._make_form(what)
        put_in_place(self._place, self._shown, form)
        self._shown = self.form = form
        if day is not None:
            form.editors["day"].set_value(day)
        self._show_way(what)
        form.focus_first()
        self._weigh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While nothing is chosen yet, a digit chooses wherever the keys are."""
        if self.form is not None or not self.ways.take_digit(event.key()):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab goes down the dialog as it is read, and round: Qt goes by what was made first, and in circles once it scrolls."""
        asked = self.form.stops() if self.form is not None else []
        stops = [*self.ways.stops(), *stops_in(self.who), *asked, *self.heads.stops(), self._back, self.go]
        return step(stops, onward=onward) or step(stops[-1:] + stops[:-1], onward=onward)

    def show_about(self) -> None:
        """F1: what is asked here, and what follows."""
        from gui.help.sheet import HelpSheet  # only when it is asked for
        from gui.help.topics import life_topics

        sheet = HelpSheet(self, life_topics(), HELP)
        sheet.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def commit(self) -> None:
        """Does it, or says why it will not do."""
        if self.form is None or self.form.check() is None:
            return
        self._weigh()
        weighed = self.weighed
        if weighed is None or weighed.refused:
            return
        try:
            done = carry_out(self._session.store, weighed)
        except AppError as error:
            self._weigh()
            self.comes.say(str(error))
            self.fit()
            return
        self.accept()
        self.happened.emit(done)

    def _make_form(self, what: What) -> RecordForm:
        form = RecordForm(Asked, self._session.lookup, only=ASKS[what])
        begun = changed(self._subject.begun, day=date.today())
        form.show_record(begun if what in (What.CAME, What.BORN) else Asked(day=date.today()))
        for editor in form.editors.values():
            if isinstance(editor, RowsEditor):
                editor.add_row()  # one is there to be typed into; as long as it is empty it counts for nothing
        form.changed.connect(self._weigh)
        self._forms[what] = form
        return form

    def _typed_day(self) -> date | None:
        try:
            return self.form.editors["day"].value() if self.form else None
        except ValueUnreadable:
            return None

    def _show_way(self, what: What | None) -> None:
        self._what = what
        self.who.ask(many=what in MANY, hidden=what in (None, What.CAME))
        self.go.setText(LABELS[what] if what else self.tr("办理"))
        self.comes.setVisible(what is not None)

    def _event(self) -> Event | None:
        """What is typed, as far as it can be read."""
        if self.form is None or self._what is None:
            return None
        try:
            asked = self.form.record()
        except ValueUnreadable:
            return None
        who = () if self._what is What.CAME else self.who.ids()
        return (
            Event(what=self._what, who=who, asked=asked, head=self.heads.head()) if isinstance(asked, Asked) else None
        )

    def _weigh(self) -> None:
        """Tells what comes of what is typed."""
        event, self.weighed = self._event(), None
        if event is None:
            self.comes.show_weighed(None)
        else:
            try:
                self.weighed = weigh(self._session.store, event)
            except AppError as error:
                self.comes.say(str(error))
            else:
                self.comes.show_weighed(self.weighed)
                self.heads.offer(self.weighed.heads)
        self.go.setEnabled(self.weighed is not None and not self.weighed.refused)
        if self.form is not None:
            self.form.setFixedHeight(min(_needed(self.form), px(MOST_HIGH)))
        self.fit()


def _needed(form: RecordForm) -> int:
    """The height at which all of its questions are seen, and the line that sums up what is wrong."""
    grid = form.findChild(FormGrid)
    assert grid is not None
    if (layout := grid.layout()) is not None:
        layout.activate()
    return grid.sizeHint().height() + px(EDGES + (LINE if form.summary() else 0))
