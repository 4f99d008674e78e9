"""人员: what is known of somebody who acts, their posts, and what they did."""

from collections.abc import Sequence
from datetime import date

from attrs import evolve
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import AppError, Problem
from db.fields import Day
from db.records.base import fields_of
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.may import Right
from db.services.bodies.leaving import EndsBefore, end_all_posts, go_on_in_posts, live_posts, posts_told
from db.services.bodies.what_they_do import Doing, what_they_do
from db.services.note_output import note_seen
from db.values import masks
from gui.dialogs.last_day import LastDay
from gui.keys import keep_focus, on_key
from gui.later import soon
from gui.messages import Question
from gui.pages.bodies.merging import MergeDialog, ask_to_merge
from gui.pages.matter_cards import FactsCard, facts
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, PageHeader, button, label, put_in_place, scrolled

LEFT_OUT = ("name", "others")
"""What the head tells, and what was said of namesakes."""


class ActingPersonPage(QWidget):
    """One person.

    Signals:
        back_requested: the clerk wants back to the list.
        open_requested: table and id of a record to open.
        edit_requested: the id of the person to edit.
        sheet_requested: the id of the person whose sheet is to be printed.
        begin_requested: the table of which a new record is to be begun for the person, and the person's id.
        saved: the id of a person of whom something was saved.
    """

    back_requested = Signal()
    open_requested = Signal(str, object)
    edit_requested = Signal(object)
    sheet_requested = Signal(object)
    begin_requested = Signal(str, object)
    saved = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._person = Person()
        self.posts: list[Tenure] = []
        self._whole = False
        self._head = QWidget()
        self.facts = FactsCard(self.tr("登记信息"))
        self.facts.open_requested.connect(self.open_requested)
        self.does = Card(self.tr("任职和办过的事"))
        inside = QWidget()
        inside.setObjectName("plain")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, px(6), 0)
        self._rows = QWidget()
        self._column.addWidget(self._rows)
        self._column.addStretch(1)
        self.does.inside.addWidget(scrolled(inside), 1)
        self.doings: tuple[Doing, ...] = ()
        left = QVBoxLayout()
        left.addWidget(self.facts)
        self.merge = button(self.tr("登记过两次？合并到一条…"), "link")
        self.merge.clicked.connect(self.merge_with)
        if not session.may(Person, Right.DELETE):
            self.merge.hide()
        left.addWidget(self.merge, alignment=Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(px(14))
        columns.addLayout(left, 5)
        columns.addWidget(self.does, 6)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(px(28), px(12), px(28), px(22))
        self._layout.setSpacing(px(16))
        self._layout.addWidget(self._head)
        self._layout.addLayout(columns, 1)
        on_key("Ctrl+P", self, lambda: self.sheet_requested.emit(self._person.id))

    def show_person(self, person_id: int) -> None:
        """Shows a person.

        Raises:
            RecordGone: the person is no longer there.
        """
        store = self._session.store
        person = store.get(Person, person_id)
        self._whole = self._whole and person_id == self._person.id
        self._person, self.posts = person, live_posts(store, [person.id])
        head = self._make_head(person)
        put_in_place(self._layout, self._head, head)
        self._head = head
        self.facts.show_facts(tuple(facts(store, person, LEFT_OUT, whole=self._whole)), every=True)
        self._show_doings(tuple(what_they_do(store, person)))
        keep_focus(self)

    def refresh(self) -> None:
        """Reads the same person again."""
        if self._person.id:
            self.show_person(self._person.id)

    def reveal(self) -> None:
        """Shows everything whole, and tells the log that it was seen."""
        covered = [fact.label for fact in self.facts.facts if fact.is_covered]
        if covered and not self._whole:
            note_seen(self._session.store, Person.TABLE, self._person.id, covered)
            self._whole = True
            self.refresh()

    def end_posts(self) -> LastDay:
        """Asks once until when, ends all posts with that day, and offers to take it back."""
        question = Question(
            self.tr("{0}的任职都到哪一天为止？").format(masks.in_text(self._person.name)),
            self.tr("在任的有：{0}。只离任其中几个的，打开那一条填止日。").format(
                posts_told(self._session.store, self.posts)
            ),
            self.tr("全部离任"),
        )
        kind = fields_of(Tenure)["until"]
        assert isinstance(kind, Day)
        dialog = LastDay(question, evolve(kind, label=self.tr("止日"), help=""), self._end_by, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: keep_focus(self))
        dialog.open()
        return dialog

    def merge_with(self) -> MergeDialog | None:
        """Asks which other entry is the same person, makes them one, and offers to take it back."""

        def done(person: int) -> None:
            self.saved.emit(person)
            self.open_requested.emit(Person.TABLE, person)

        dialog = ask_to_merge(self._session, self._person.id, self, done)
        if dialog is not None:
            dialog.finished.connect(lambda _result: keep_focus(self))
        return dialog

    def _end_by(self, day: date) -> Problem | None:
        """Ends them; what somebody changed meanwhile is told and shown as it is now."""
        try:
            ended = end_all_posts(self._session.store, self.posts, day)
        except EndsBefore as error:
            return fields_of(Tenure)["until"].problem(error.code, error.message, error.remedy)
        except AppError as error:
            self._session.messages.show_error(error)
        else:
            self._session.messages.inform(self.tr("已填止日 {0} 条").format(len(ended)), lambda: self._go_on(ended))
        self._tell()
        return None

    def _go_on(self, ended: Sequence[Tenure]) -> None:
        try:
            go_on_in_posts(self._session.store, ended)
        except AppError as error:
            self._session.messages.show_error(error)
        self._tell()

    def _tell(self) -> None:
        self.refresh()
        self.saved.emit(self._person.id)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was asked for is masked again when the clerk goes on."""
        super().hideEvent(event)
        if self._whole and not event.spontaneous():
            self._whole = False
            soon(self, self.refresh)

    def _make_head(self, person: Person) -> PageHeader:
        head = PageHeader(masks.in_text(person.name), with_back=True)
        head.back_requested.connect(self.back_requested)
        unit = self._session.store.titles("body", [person.unit]).get(person.unit, "")
        head.set_remark(" · ".join(filter(None, (unit, fields_of(Person)["job"].mask(person.job)))))
        whole = button(self.tr("看完整"), "quiet", self.tr("电话等看完整（F9），记入操作记录"))
        whole.clicked.connect(self.reveal)
        head.add_action(whole)
        doing = [(self.tr("打印登记表"), "Ctrl+P", self.sheet_requested)]
        if self._session.may(Person, Right.CHANGE):
            doing.append((self.tr("修改"), "", self.edit_requested))
        for text, key, signal in doing:
            made = button(text, "", key)
            made.clicked.connect(lambda _checked=False, signal=signal: signal.emit(person.id))
            head.add_action(made)
        if self.posts and self._session.may(Tenure, Right.CHANGE):
            leaves = button(self.tr("全部离任"))
            leaves.clicked.connect(self.end_posts)
            head.add_action(leaves)
        if self._session.may(Tenure, Right.MAKE):
            post = button(self._session.store.kinds[Tenure.TABLE].new, "primary")
            post.clicked.connect(lambda: self.begin_requested.emit(Tenure.TABLE, person.id))
            head.add_action(post)
        return head

    def _show_doings(self, doings: tuple[Doing, ...]) -> None:
        self.doings = doings
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        for doing in doings:
            column.addWidget(label(f"{doing.label}　{doing.count}", "quiet", "small"))
            for one in doing.shown:
                link = button(one.title, "link")
                link.clicked.connect(lambda _on=False, one=one: self.open_requested.emit(one.table, one.id))
                column.addWidget(link)
                if one.line:
                    column.addWidget(label(one.line, "quiet", "small", wrap=True))
            if (rest := doing.count - len(doing.shown)) > 0:
                column.addWidget(label(self.tr("还有 {0} 条").format(rest), "faint", "small"))
        if not doings:
            column.addWidget(label(self.tr("还没有任职，也没有写着这个人的记录"), "quiet"))
        put_in_place(self._column, self._rows, fresh)
        self._rows = fresh
