"""The page of everything that has stages: what it is, what this stage needs, what can be done, what happened.

Rooms add what is their own by `gui.pages.bound.Saving`; none has a second page for it.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.base import Record
from db.records.flow import Move
from db.services.clocks import last_moments
from db.services.find import line_of
from db.services.letters.number_record import number_on, renew_number
from db.services.move import flow_of, moves_of, note
from db.services.note_output import note_seen
from db.services.registry.contradictions import contradictions
from db.values import masks
from gui.evidence.card import EvidenceCard
from gui.keys import keep_focus, on_key, red_key, tab_through
from gui.later import soon
from gui.pages.bound import MatterMaking
from gui.pages.matter_actions import MORE, MORE_KEY, UNDO_KEY, Doing, is_over, print_button, reading_buttons
from gui.pages.matter_cards import FactsCard, TimelineCard, facts, told_of
from gui.pages.matter_form import FormSide, Mode
from gui.pages.matter_head import MatterHead, OfferBand, StageCard
from gui.pages.matter_moves import Desk
from gui.pages.matter_needs import NeedsCard
from gui.pages.matter_related import RelatedCards
from gui.pages.record_form_page import PaperChoice
from gui.session import Session
from gui.theme import px
from gui.widgets.clock_card import ClockCard
from gui.widgets.form import RecordForm
from gui.widgets.move_form import MoveForm
from gui.widgets.number_fault import NumberFault
from gui.widgets.parts import button, scrolled
from gui.widgets.stage_strip import StageStrip


class MatterPage(QWidget):
    """One record that has stages: to be read and moved, or in its form.

    Signals:
        saved: the id of what was saved or moved.
        back_requested: the clerk wants back to the list.
        open_requested: table and id of another record.
        again_requested: the id of the record from which another one is to be begun.
    """

    saved = Signal(object)
    back_requested = Signal()
    open_requested = Signal(str, object)
    again_requested = Signal(object)

    def __init__(self, session: Session, making: MatterMaking) -> None:
        super().__init__()
        self._session, self._making = session, making
        self._record: Record = making.kind.record()
        self._whole = False
        self.desk = Desk(session, self, self._on_done, making.saving.taken, lambda: self.moving)
        self.head, self.stages, self.offer, self.number_fault = MatterHead(), StageCard(), OfferBand(), NumberFault()
        self.head.back_requested.connect(self.back_requested)
        self.offer.chosen.connect(self._print)
        self.number_fault.renewal_requested.connect(self._on_renewal_requested)
        self.side = FormSide(session, making.kind, making.saving, making.page.usual())
        self.side.changed.connect(self._show_words)
        self.side.open_requested.connect(self.open_requested)
        self._reading = self._make_reading()
        self._stack = QStackedWidget()
        for one in (self._reading, self.side):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(8), px(28), px(22))
        column.setSpacing(px(10))
        for one in (self.head, self.number_fault, self.offer, self.stages):
            column.addWidget(one)
        column.addWidget(self._stack, 1)
        self._make_keys()

    @property
    def form(self) -> RecordForm:
        """The form of the record."""
        return self.side.form

    @property
    def strip(self) -> StageStrip:
        """The strip of its stages."""
        return self.stages.strip

    @property
    def moving(self) -> MoveForm | None:
        """The fields of the usual next move; None where there is none."""
        return self.needs.moving

    @property
    def record(self) -> Record:
        """The record as it was last read."""
        return self._record

    # What the window asks.

    def show_new(self, values: Mapping[str, object]) -> None:
        """Begins a new one."""
        self._record = self._making.kind.record()
        self.evidence.show_record(self._record)
        self.side.show_new(values)
        self._show_form()

    def show_record(self, record_id: int) -> None:
        """Shows a record; in its form where something was typed there and not saved.

        Raises:
            RecordGone: it is no longer there.
        """
        record = self._session.store.get(self._making.kind.record, record_id)
        if record_id != self._record.id:
            self._whole = False
            self.offer.offer(())
        self._read(record)
        if not is_over(self.desk, record) and self._session.store.drafts.load(record.TABLE, record.id):
            self.edit()

    def refresh(self) -> None:
        """Reads the record again where it was saved elsewhere and nothing is typed here, or its stages are others; else what is beside it."""
        found = self._session.store.find(type(self._record), self._record.id) if self._record.id else None
        if found is None or self.is_form_shown():
            return
        typing = self.moving is not None and self.moving.is_changed()
        if self.stages.flow != flow_of(self._session.store, found) or (not typing and found != self._record):
            self._read(found)
        elif self.related.is_behind():
            self.related.show_record(self._record, moves_of(self._session.store, self._record))
            self._show_timeline()

    def record_changed(self, record: Record) -> None:
        """Shows a record that changed without the page's doing."""
        if record.id == self._record.id:
            self.refresh()

    def keep_draft(self) -> None:
        """Keeps what is typed."""
        self.timeline.noting.keep_pending()
        if self.is_form_shown():
            self.form.keep_draft()
        elif self.moving is not None:
            self.moving.keep_draft()

    def step_back(self) -> bool:
        """Back from the form to what was read; whether there was a way."""
        if not self.is_form_shown() or not self._record.id:
            return False
        if self.form.is_changed():
            self.form.keep_draft()
            self._session.messages.inform(self.tr("没有保存的内容已留作草稿，下次打开接着写"))
        self._read(self._session.store.get(type(self._record), self._record.id))
        return True

    def take_focus(self) -> None:
        """Goes to the first field there is to fill in."""
        if self.is_form_shown():
            self.side.focus_first()
        elif self.moving is not None:
            self.moving.focus_first()
        else:
            self.setFocus()

    def is_form_shown(self) -> bool:
        """Whether the form is in front."""
        return self._stack.currentWidget() is self.side

    def reveal(self) -> None:
        """Shows everything whole, and tells the log that it was seen."""
        if self.is_form_shown() or self._whole or not self._record.id:
            return
        self._whole = True
        if covered := [fact.label for fact in self.facts.facts if fact.is_covered]:
            note_seen(self._session.store, self._record.TABLE, self._record.id, covered)
        self._show_facts()
        self.timeline.show_lines(told_of(self._session.store, self._record, whole=True))

    def hideEvent(self, event: QHideEvent) -> None:
        """What was asked for is masked again when the clerk goes on."""
        super().hideEvent(event)
        if self._whole and not event.spontaneous():
            self._whole = False
            soon(self, self._mask)

    # What the clerk does.

    def edit(self) -> None:
        """Opens the form of the record."""
        self.side.edit(self._record)
        self._show_form()

    def correct(self) -> None:
        """Opens the form in which what is locked is put right."""
        self.side.correct(self._record)
        self._show_form()

    def save(self) -> bool:
        """Saves what is typed in the form; whether it was saved."""
        if not self.is_form_shown():
            return False
        mode = self.side.mode
        try:
            saved = self.side.save()
        except AppError as error:
            self._session.messages.show_error(error)
            return False
        if saved is None:
            return False
        self._read(saved)
        self.take_focus()
        self.saved.emit(saved.id)
        words = self._making.saving.told(saved) if mode is Mode.NEW else ""
        words = words or self.tr("已保存：{0}").format(masks.in_text(self._session.store.title(saved)))
        doubts = [*contradictions(self._session.store, saved), *self._making.saving.remarks(saved)]
        self._session.messages.inform("；".join([words, *(doubt.sentence() for doubt in doubts)]))
        return True

    def go(self) -> None:
        """Presses the red button."""
        if self.is_form_shown():
            self.save()
        elif self.moving is not None and (keyed := self.moving.keyed()) is not None:
            refused = self.desk.make(self.moving, keyed)
            if refused and self.moving is not None:
                self.moving.show_problems(list(refused))

    def undo(self) -> None:
        """Takes back the last move of the record that is read."""
        if not self.is_form_shown() and self._record.id:
            self.desk.undo(self._record)

    # Inside.

    def _make_reading(self) -> QWidget:
        self.facts = FactsCard()
        self.related = RelatedCards(self.desk, keys_of=self)
        self.evidence = EvidenceCard(self._session, self)
        self.evidence.changed.connect(self._on_evidence_changed)
        self.timeline = TimelineCard(self._session.store.drafts)
        self.timeline.told.connect(self._on_told)
        for one in (self.facts, self.related):
            one.open_requested.connect(self.open_requested)
        self.needs = NeedsCard(self.desk)
        self.needs.correct_requested.connect(self.correct)
        left = QWidget()
        left.setObjectName("plain")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, px(6), 0)
        column.setSpacing(px(10))
        for one in (self.facts, self.needs, self.evidence, self.related):
            column.addWidget(one)
        column.addStretch(1)
        reading, self.clocks = QWidget(), ClockCard()
        row = QHBoxLayout(reading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addWidget(scrolled(left), 13)
        row.addLayout(self.clocks.over(self.timeline), 7)
        return reading

    def _make_keys(self) -> None:
        on_key("Ctrl+S", self, self.save)
        on_key("Ctrl+P", self, self._on_print_pressed)
        on_key(MORE_KEY, self, lambda: self.head.press(MORE))
        on_key(UNDO_KEY, self, self.undo)
        red_key(self, self.go)

    def _read(self, record: Record) -> None:
        """Shows a record to be read and moved."""
        self._record, moves = record, moves_of(self._session.store, record)
        self._stack.setCurrentWidget(self._reading)
        for one in (self.stages, self.clocks, self.number_fault):
            one.show_record(self._session.store, record)
        self.stages.show()
        self.needs.show_record(record, moves)
        self.timeline.show_noting(record, writes=self.desk.changes(record))
        self._show_facts()
        self.related.show_record(record, moves)
        self.evidence.show_record(record)
        self._show_timeline()
        self._show_head(moves)
        keep_focus(self)

    def _mask(self) -> None:
        """Masks again what was shown whole; whatever is in front meanwhile, and typed there, stays as it is."""
        if self._record.id and not self._whole:
            self._show_facts()
            self._show_timeline()

    def _show_timeline(self) -> None:
        self.timeline.show_lines(told_of(self._session.store, self._record, whole=False))

    def _show_facts(self) -> None:
        flow = flow_of(self._session.store, self._record)
        number = self._making.kind.number
        asked = self.moving.asked.move.asks if self.moving is not None else ()
        leave_out = {flow.field, *asked, *((number.number, number.subject) if number else ())}
        shown = list(facts(self._session.store, self._record, leave_out, whole=self._whole))
        self.facts.show_facts(shown, every=self._whole)

    def _show_form(self) -> None:
        self._stack.setCurrentWidget(self.side)
        self.stages.setVisible(bool(self._record.id))
        self.offer.offer(())
        self.number_fault.show_record(self._session.store, self._record)
        self._show_head()
        self.side.focus_first()

    def _show_head(self, moves: Sequence[Move] = ()) -> None:
        record = self._record
        again = self.again_requested.emit
        doing = Doing(self.desk, self._making.page.shapes, self.go, self._print, self.edit, self.correct, again)
        if not self.is_form_shown():
            self._show_title()
            self.head.show_buttons(shown := reading_buttons(doing, record, moves))
            tab_through([*(self.moving.stops() if self.moving is not None else ()), shown[-1]])
            return
        save = self.tr("保存")
        words = {Mode.NEW: self._making.saving.label or save, Mode.EDIT: save, Mode.CORRECT: self.tr("更正")}
        red = button(words[self.side.mode], "primary", "Ctrl+S")
        red.clicked.connect(self.save)
        leave = button(self.tr("不改了"), "quiet", "Esc")
        leave.clicked.connect(self.step_back)
        self.head.show_buttons([print_button(doing), leave, red] if record.id else [red])
        self._show_words()

    def _show_title(self) -> None:
        """What it is and how it stands, over what is read."""
        linked = self._session.store.linked_titles([self._record])[self._record.id]
        shown = {**linked, **last_moments(self._session.store, self._record)}
        told = [*line_of(self._record, shown, self._making.kind.line), self.evidence.counted()]
        self.head.say(masks.in_text(self._record.title(linked)), masks.in_text(" · ".join(filter(None, told))))

    def _on_evidence_changed(self) -> None:
        if not self.is_form_shown():
            self._show_title()
        self._show_timeline()

    def _show_words(self) -> None:
        """Title and remark over the form."""
        if not self.is_form_shown():
            return
        new = self._making.page.new or self.tr("新建{0}").format(self._making.kind.label)
        changed = self.tr("有修改，未保存 · 草稿自动保留") if self.form.is_changed() else ""
        self.head.say(masks.in_text(self._session.store.title(self._record)) if self._record.id else new, changed)

    def _on_print_pressed(self) -> None:
        if self._record.id and self._making.page.shapes:
            self._print(self._making.page.shapes[0])

    def _print(self, choice: object) -> None:
        """Prints what is saved; what is typed in the form is saved before."""
        if not isinstance(choice, PaperChoice) or not self._record.id:
            return
        if self.is_form_shown() and self.form.is_changed() and not self.save():
            return
        choice.run(self._record.id)

    def _on_done(self, record: Record, move: Move | None) -> None:
        """Shows what a move left, where it is still in front, and offers its papers."""
        if record.id == self._record.id and not self.is_form_shown():
            self._read(record)
            papers = [choice for name in move.papers for choice in self._making.offers(name)] if move else []
            self.offer.offer([(choice.label, choice) for choice in papers])
            self.take_focus()
        self.saved.emit(record.id)

    def _on_told(self, text: str, what: str) -> None:
        """Writes down a note or a call."""
        store = self._session.store
        try:
            with store.drafts.going_with(self.timeline.noting.held):
                note(store, self._record, text, what, did=store.person_at_work())
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self.timeline.noting.clear()
        self._show_timeline()
        self._session.messages.inform(self.tr("已记下"))

    def _on_renewal_requested(self) -> None:
        """A new number in place of the void one; what is typed is saved before."""
        if self.is_form_shown() and self.form.is_changed() and not self.save():
            return
        try:
            saved = renew_number(self._session.store, self._record, date.today())
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._read(saved)
        self.saved.emit(saved.id)
        self._session.messages.inform(self.tr("已取新号：{0}").format(number_on(self._session.store, saved)))
