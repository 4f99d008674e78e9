"""议事厅: one meeting from calling it to its minutes, in three steps: 筹备, 到会, 纪要; beside them its photos."""

from collections.abc import Sequence
from datetime import date

import attrs
from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.errors import AppError, Problem
from db.records.base import columns_of
from db.records.hall.meeting import Meeting
from db.records.may import Right
from db.services.answers import Answers
from db.services.hall.call_meeting import HELD, propose_meeting
from db.services.hall.write_minutes import MINUTES_DONE, resolutions_of, write_minutes
from db.services.letters.number_record import renew_number
from db.services.registry.contradictions import contradictions, far_days
from gui.evidence.card import EvidenceCard, whole_page
from gui.keys import keep_focus, on_key
from gui.pages.hall.meeting_minutes import MinutesStep
from gui.pages.hall.meeting_plan import PlanStep
from gui.pages.hall.meeting_presence import PresenceStep
from gui.papers import meeting_papers, paperwork
from gui.papers.paperwork import Job, Shape
from gui.saving import answered, save
from gui.session import Session
from gui.theme import px
from gui.widgets.number_fault import NumberFault
from gui.widgets.parts import PageHeader, Tabs, button
from gui.widgets.print_menu import Printable, PrintMenu

PLAN, PRESENCE, MINUTES, EVIDENCE = range(4)


class MeetingPage(QWidget):
    """One meeting.

    Signals:
        saved: table and id of what was saved.
        back_requested: the clerk wants back to the list.
        job_requested: the job of another of its papers.
        text_requested: the job of a text to copy.
        notices_requested, sign_in_requested, minutes_requested: the id of the meeting whose paper is to be printed.
    """

    saved = Signal(str, object)
    back_requested = Signal()
    notices_requested = Signal(object)
    sign_in_requested = Signal(object)
    minutes_requested = Signal(object)
    job_requested = Signal(object)
    text_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        store, lookup, messages = session.store, session.lookup, session.messages
        self._session, self._store, self._messages = session, store, messages
        self._meeting = Meeting()
        self.plan = PlanStep(store, lookup, messages)
        self.presence = PresenceStep(store, messages, self.plan.people)
        self.minutes = MinutesStep(lookup)
        self.plan.form.keep_beside("minutes", self.minutes)
        self.minutes.changed.connect(self.plan.form.touched)
        self._head = PageHeader("", with_back=True)
        self._head.back_requested.connect(self.back_requested)
        self._tabs = Tabs([self.tr("筹备"), self.tr("到会"), self.tr("纪要"), self.tr("照片与附件")])
        self._tabs.chosen.connect(self.show_step)
        self._steps = QStackedWidget()
        self.evidence = EvidenceCard(session, self)
        self.evidence.print_requested.connect(self.job_requested)
        for step in (self.plan, self.presence, self.minutes, whole_page(self.evidence)):
            self._steps.addWidget(step)
        self._make_actions()
        self.number_fault = NumberFault()
        self.number_fault.renewal_requested.connect(self._on_renewal_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(28), px(12), px(28), px(22))
        layout.setSpacing(px(10))
        layout.addWidget(self._head)
        layout.addWidget(self.number_fault)
        tabs = QHBoxLayout()
        tabs.addWidget(self._tabs)
        layout.addLayout(tabs)
        layout.addWidget(self._steps, 1)

    @property
    def meeting(self) -> Meeting:
        """The meeting as it was last saved."""
        return self._meeting

    def show_new(self, today: date) -> None:
        """Proposes the meeting of the next 议事日 with all open topics."""
        self._show(propose_meeting(self._store, today))
        self.show_step(PLAN)

    def show_meeting(self, meeting_id: int) -> None:
        """Shows a meeting, at the step that is due.

        Raises:
            RecordGone: it is no longer there.
        """
        self._show(self._store.get(Meeting, meeting_id))
        self.show_step({HELD: MINUTES, MINUTES_DONE: MINUTES}.get(self._meeting.state, PLAN))

    def show_step(self, step: int) -> None:
        """Shows one of the steps; the later two want a meeting that is saved."""
        if step != PLAN and not self._meeting.id and not self.save():
            step = PLAN
        if step == MINUTES and self._steps.currentIndex() != MINUTES and self.is_typed():
            self.save_quietly()
        self._tabs.choose(step)
        self._steps.setCurrentIndex(step)
        self._show_actions()
        self.focus_first()

    def is_typed(self) -> bool:
        """Whether who works here calls meetings and writes their minutes; others look on."""
        return self._session.may(Meeting, Right.CHANGE)

    def focus_first(self) -> None:
        """Goes to the first field of the step that is shown."""
        (self.plan, self.presence, self.minutes, self.evidence)[self._steps.currentIndex()].focus_first()

    def save(self) -> bool:
        """Saves the step that is shown; whether that was possible. There is nothing to save for who only looks on."""
        if not self.is_typed():
            return True
        step = self._steps.currentIndex()
        try:
            done = self._save_minutes() if step == MINUTES else self._save_plan()
        except AppError as error:
            self._messages.show_error(error)
            return False
        if done:
            told = {PRESENCE: self.tr("到会情况已保存"), MINUTES: self.tr("纪要已保存")}
            self._messages.inform(told.get(step, self.tr("会议已保存")))
        return done

    def save_quietly(self) -> bool:
        """Saves plan and presence when something changed, without a word."""
        typed = self.plan.check(self._meeting)
        if typed is None or typed == self._meeting:
            return typed is not None
        return self._save_plan()

    def record_changed(self, meeting: Meeting) -> None:
        """Takes over a state that printing set; what is typed and not saved stays.

        Only the save that followed ours is taken over: over anything else, saving must still find that somebody
        changed the meeting.
        """
        if meeting.id == self._meeting.id and meeting.version == self._meeting.version + 1:
            self._meeting = attrs.evolve(self._meeting, state=meeting.state, version=meeting.version)
            self._show_head()

    def keep_draft(self) -> None:
        """Keeps what is typed; called when another page is shown."""
        self.plan.keep_draft()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is typed in any step and waits to be kept is kept now: the store may be closed next."""
        self.plan.form.keep_pending()
        super().hideEvent(event)

    def _make_actions(self) -> None:
        self._save = button(self.tr("保存"), "primary", "Ctrl+S")
        self._save.clicked.connect(self.save)
        self._notices = button(self.tr("印会议通知"), tip="Ctrl+P")
        self._notices.clicked.connect(lambda: self._print(self.notices_requested))
        self._sign_in = button(self.tr("印签到表"))
        self._sign_in.clicked.connect(lambda: self._print(self.sign_in_requested))
        self._paper = button(self.tr("印会议纪要"), tip="Ctrl+P")
        self._paper.clicked.connect(lambda: self._print(self.minutes_requested))
        self.more = PrintMenu(self._papers)
        self.more.chosen.connect(self._on_paper_chosen)
        for action in (self.more, self._notices, self._sign_in, self._paper, self._save):
            self._head.add_action(action)
        for key, slot in (("Ctrl+S", self.save), ("Ctrl+P", self._on_print_pressed)):
            on_key(key, self, slot)

    def _show_actions(self) -> None:
        step = self._steps.currentIndex()
        self._notices.setVisible(step == PLAN)
        self._sign_in.setVisible(step in (PLAN, PRESENCE))
        self._paper.setVisible(step == MINUTES)
        self._save.setText(self.tr("保存纪要") if step == MINUTES else self.tr("保存"))
        self._save.setVisible(self.is_typed())
        for one in (self.plan, self.presence, self.minutes):
            one.setEnabled(self.is_typed())

    def _on_print_pressed(self) -> None:
        signals = {PLAN: self.notices_requested, PRESENCE: self.sign_in_requested, MINUTES: self.minutes_requested}
        if signal := signals.get(self._steps.currentIndex()):
            self._print(signal)

    def _papers(self) -> list[Printable]:
        """The papers for the table and the door; the job is made once the meeting is saved and has an id."""
        papers = meeting_papers
        return [
            *self._shapes(),
            Printable(self.tr("席卡"), lambda: papers.name_cards(self._meeting.id)),
            Printable(self.tr("表决票"), lambda: papers.ballots(self._meeting.id)),
            Printable(self.tr("唱票单"), lambda: papers.tally(self._meeting.id)),
            Printable(
                self.tr("送达回证（会议通知）"), lambda: papers.delivery_receipts(self._meeting.id, date.today())
            ),
            Printable(self.tr("张贴证明（会议通知）"), lambda: papers.posting_proof(self._meeting.id)),
        ]

    def _shapes(self) -> list[Printable]:
        """The notice to everybody at once, and what the meeting is led and recorded by."""
        group = self.tr("会议通知的其他样式")
        return [
            Printable(self.tr("四联门条（A4 裁四张）"), lambda: self._shape(Shape.SLIPS), group),
            Printable(self.tr("海报（两张 A4 拼成 A3）"), lambda: self._shape(Shape.POSTER), group),
            Printable(self.tr("海报（一张 A3 纸）"), lambda: self._shape(Shape.POSTER_A3), group),
            Printable(self.tr("复制文字（发微信群）"), self._copy_notice, group),
            Printable(self.tr("会议议程"), lambda: paperwork.meeting_agenda(self._meeting.id)),
            Printable(self.tr("会议记录"), lambda: paperwork.meeting_record(self._meeting.id)),
        ]

    def _shape(self, shape: Shape) -> Job:
        return paperwork.notice_shape(shape, self._meeting.id, date.today())

    def _copy_notice(self) -> None:
        self.text_requested.emit(paperwork.notice_text(self._meeting.id, date.today()))

    def _on_paper_chosen(self, choice: Printable) -> None:
        if self.save() and (job := choice.job()):
            self.job_requested.emit(job)

    def _print(self, signal: object) -> None:
        """Asks for a paper, of what is typed: it is saved first."""
        if self.save():
            signal.emit(self._meeting.id)  # type: ignore[attr-defined]

    def _save_plan(self) -> bool:
        typed = self.plan.check(self._meeting)
        if typed is None:
            self._tabs.choose(PLAN)
            self._steps.setCurrentIndex(PLAN)
            return False
        written = self.minutes.typed()
        self._take(save(self._store, self._messages, typed))
        # Only the plan was saved: what is written in the minutes goes on waiting there.
        self.minutes.set_typed(written)
        self.plan.keep_draft()
        return True

    def _save_minutes(self) -> bool:
        typed = self.plan.check(self._meeting)
        resolutions = self.minutes.resolutions()
        if typed is None or resolutions is None:
            return False
        agenda, dissent = self.minutes.agenda(), self.minutes.dissent()
        told = attrs.evolve(typed, agenda=agenda, dissent=dissent)
        day, places = self.minutes.day(told), self.minutes.places()

        def written(answers: Answers) -> Meeting:
            return write_minutes(self._store, told, resolutions, day, answers, places)[0]

        self._take(answered(self._store, self._messages, written, typed=self.plan.form.held))
        return True

    def _on_renewal_requested(self) -> None:
        """A new number for the minutes in place of the void one; what is typed is saved before."""
        if not self.save():
            return
        try:
            self._take(renew_number(self._store, self._meeting, date.today()))
        except AppError as error:
            self._messages.show_error(error)

    def _take(self, meeting: Meeting) -> None:
        self.plan.drop_draft()
        self._show(meeting, far_days(self._meeting, meeting, date.today()), saved=True)
        keep_focus(self)
        self.saved.emit(meeting.TABLE, meeting.id)

    def _show(self, meeting: Meeting, far: Sequence[Problem] = (), *, saved: bool = False) -> None:
        self._meeting = meeting
        # The minutes come before: the draft of the plan holds what was typed into them.
        self.minutes.show_meeting(meeting, resolutions_of(self._store, meeting))
        (self.plan.show_saved if saved else self.plan.show_meeting)(meeting)
        if doubts := [*far, *contradictions(self._store, meeting)]:
            self.plan.form.show_problems([*meeting.problems(), *doubts])
        self.presence.show_meeting(meeting)
        self.evidence.show_record(meeting)
        self.number_fault.show_record(self._store, meeting)
        self._show_head()
        self._show_actions()

    def _show_head(self) -> None:
        meeting = self._meeting
        self._head.set_title(meeting.name if meeting.id else self.tr("预约会议"))
        state = columns_of(Meeting)["state"].show(meeting.state)
        when = columns_of(Meeting)["starts"].show(meeting.starts)
        told = [when, state] if self.is_typed() else [when, state, self.tr("只能看，不能改")]
        self._head.set_remark(" · ".join(told) if meeting.id else "")
