"""The form of what has stages: a new one, the open one changed, or what is locked put right."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import Enum
from typing import Any

import attrs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from db.errors import AppError, RecordInvalid, ValueUnreadable
from db.fields import Field
from db.records.base import Record, columns_of, parts_of
from db.records.kind import Kind
from db.records.matters.matter import Matter
from db.records.moving import changed_fields, correctable
from db.services.again import AGAIN, begun_again
from db.services.answers import Answers
from db.services.clocks_ahead import Foretelling
from db.services.earlier import Told, earlier, residents_among
from db.services.explain_moves import way_to_outcome
from db.services.matters.begin_way import given
from db.services.matters.intake import Sameness, begin_with
from db.services.matters.repeats import note_repeat, take_back_repeat
from db.services.matters.ways import matter_of_way
from db.services.move import correct
from db.services.unfinished import CORRECTING, WHY
from db.store import Store
from db.store.drafts import Draft, begun_from
from db.values import masks
from gui.keys import step, stops_in
from gui.pages.bound import Saving
from gui.pages.matter_proposals import Proposals
from gui.pages.matter_related import RelatedCard
from gui.saving import answered, save
from gui.session import Session
from gui.theme import px
from gui.widgets.drafting import LineTyped
from gui.widgets.editors import LinkEditor, RowsEditor
from gui.widgets.form import RecordForm
from gui.widgets.parts import Card, label, scrolled
from gui.words import tr


class Mode(Enum):
    """What the form is for."""

    NEW = "new"
    EDIT = "edit"
    CORRECT = "correct"


class FormSide(QWidget):
    """The form, and beside it what the residents in it had before.

    Signals:
        changed: the clerk changed something.
        open_requested: table and id of another record.
        draft_requested: what was typed and is to be shown again.
    """

    changed = Signal()
    open_requested = Signal(str, object)
    draft_requested = Signal(object)

    def __init__(self, session: Session, kind: Kind, saving: Saving, usual: Mapping[str, object]) -> None:
        super().__init__()
        self._session, self._kind, self._saving, self._usual = session, kind, saving, usual
        self.mode = Mode.NEW
        self.record: Record = kind.record()
        self._typing = self._make(())
        self._correcting: RecordForm | None = None
        self._foretelling: Foretelling | None = None
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("为什么更正（必填），例如：地址写错"))
        self.reason.setAccessibleName(self.tr("更正理由"))
        self._fault = label("", "accent")
        self.hint = label("", "quiet", wrap=True)
        card = Card()
        self._inside = card.inside
        self._inside.addWidget(self.hint)
        self._inside.addWidget(self.reason)
        self._inside.addWidget(self._fault)
        self._inside.addWidget(self._typing)
        self.ahead = label("", "quiet", "small", wrap=True)
        self._inside.addWidget(self.ahead)
        self._earlier = RelatedCard(self.tr("这一户以前的事") if saving.at_door else self.tr("这些人以前的事"))
        self._advice = label("", "warn", wrap=True)
        self._advice.hide()
        self._earlier.inside.addWidget(self._advice)
        self._proposals = Proposals(session.store, saving.alike, self._typing)
        self.alike = self._proposals.card
        self.alike.repeat_requested.connect(self._on_repeat)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addWidget(card, 7)
        self._beside = self._make_beside()
        row.addWidget(self._beside, 2)

    @property
    def form(self) -> RecordForm:
        """The form shown now."""
        if self.mode is Mode.CORRECT:
            if self._correcting is None:
                self._correcting = self._make(correctable(self._kind))
                self._correcting.keep_beside(WHY, LineTyped(self.reason))
                self.reason.textEdited.connect(self._correcting.touched)
                self._inside.addWidget(self._correcting)
            return self._correcting
        return self._typing

    def show_new(self, values: Mapping[str, object]) -> None:
        """Begins a new one, and shows what was typed before from the same beginning."""
        known: dict[str, Any] = {**self._usual, **given(self._kind, values)}
        known.pop(AGAIN, None)
        begin = self._saving.begin
        taken: dict[str, Any] = {**begun_again(self._session.store, self._kind, values)}
        begun = begin(values) if begin else self._kind.record(**known)
        self._show(Mode.NEW, attrs.evolve(begun, **taken), begun_from(values))

    def edit(self, record: Record) -> None:
        """Shows a record to be changed."""
        self._show(Mode.EDIT, record)

    def correct(self, record: Record) -> None:
        """Shows a record of which something that is locked is to be put right."""
        self.reason.clear()
        self._show(Mode.CORRECT, record, CORRECTING)

    def focus_first(self) -> None:
        """Goes to what is typed first: why, where something is put right."""
        if self.mode is Mode.CORRECT:
            self.reason.setFocus()
        else:
            self.form.focus_first()

    def save(self) -> Record | None:
        """The record as saved; None where it was not, which is shown then.

        Raises:
            AppError: what has no field to be shown at.
        """
        typed = self.form.check()
        if typed is None:
            return None
        try:
            saved = self._corrected(typed) if self.mode is Mode.CORRECT else self._saved(typed)
        except RecordInvalid as error:
            self.form.show_problems(error.problems)
            return None
        if saved is not None:
            self.form.drop_draft()
            self.form.show_saved(saved)  # else what a field reads out of it as the focus leaves would be kept again
        return saved

    def _saved(self, typed: Record) -> Record:
        store, messages, answers = self._session.store, self._session.messages, self._saving.said(typed)
        said = self._proposals.said
        if said == Sameness():
            return save(store, messages, typed, answers, self.form.held)
        return answered(store, messages, lambda now: begin_with(store, typed, said, now), answers, self.form.held)

    def _on_repeat(self, matter: int) -> None:
        """Whoever comes again with nothing new is told how it stands; what was typed is noted there, and comes back if that is taken back."""
        store, messages = self._session.store, self._session.messages
        try:
            typed, first = self._typing.record(), store.get(Matter, matter)
            said = note_repeat(store, first, typed) if isinstance(typed, Matter) else ""
        except AppError as error:
            messages.show_error(error)
            return
        self._typing.keep_draft()
        draft: Draft | None = self._typing.held
        self._typing.drop_draft()
        self._typing.show_saved(typed)
        self.open_requested.emit(Matter.TABLE, matter)
        words = self.tr("已记下重复来访，没有另登记。请告诉来人：{0}").format(said)
        messages.inform(words, lambda: self._take_back_repeat(first, draft))

    def _take_back_repeat(self, first: Matter, draft: Draft | None) -> None:
        """What was noted is taken back, and the form is as it was."""
        store, messages = self._session.store, self._session.messages
        try:
            take_back_repeat(store, first)
        except AppError as error:
            messages.show_error(error)
            return
        if draft is None:
            self.open_requested.emit(Matter.TABLE, first.id)
        else:
            self.draft_requested.emit(store.drafts.keep(draft.form, draft.key, draft.begun, draft.values, None))
            self._proposals.look()  # while what is read stood in front, nothing was looked for
        messages.inform(self.tr("已撤回：没有记重复来访"))

    def _corrected(self, typed: Record) -> Record | None:
        if not self.reason.text().strip():
            self._say(self.tr("更正要写明理由"))
            self.reason.setFocus()
            return None
        values = {name: getattr(typed, name) for name in changed_fields(self.record, typed)}
        store, why = self._session.store, self.reason.text()

        def corrected(answers: Answers) -> Record:
            return correct(store, self.record, why, store.person_at_work(), answers, **values)

        return answered(store, self._session.messages, corrected, typed=self.form.held)

    def _say(self, text: str) -> None:
        self._fault.setText(text)
        self._fault.setVisible(bool(text))

    def _show(self, mode: Mode, record: Record, begun: str = "") -> None:
        self.mode, self.record = mode, record
        for one in (self._typing, self._correcting):
            if one is not None:
                one.hide()
        self.reason.setVisible(mode is Mode.CORRECT)
        self.hint.setText(_words_over(self._session.store, record, mode))
        self.hint.setVisible(bool(self.hint.text()))
        self._say("")
        self._proposals.begin(for_new=mode is Mode.NEW and not matter_of_way(self._session.store, record))
        form = self.form
        form.show_record(record, begun)
        form.show()
        self._foretelling = Foretelling(self._session.store) if mode is Mode.NEW else None
        self._foretell()
        self.show_earlier()
        self._proposals.look()

    def _make_beside(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        for number, one in enumerate((self.alike, self._earlier)):
            one.open_requested.connect(self.open_requested)
            column.addWidget(one, number)
        self._earlier.inside.addStretch(1)
        self.alike.shown.connect(self._show_beside)
        return scrolled(inside)

    def _show_beside(self) -> None:
        """Leaves the form all the width where nothing stands beside it."""
        self._beside.setHidden(self.alike.isHidden() and self._earlier.isHidden())
        inside, bar = self._beside.widget(), self._beside.verticalScrollBar()
        self._beside.setMinimumWidth(inside.minimumSizeHint().width() + bar.sizeHint().width())

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab goes on from the form to what may be the same."""
        stops = [*self.form.stops(), *stops_in(self.alike)]
        return step(stops, onward=onward) or super().focusNextPrevChild(onward)

    def _foretell(self) -> None:
        """Says of a new one until when it is to be done, as far as what is typed can be read."""
        with suppress(ValueUnreadable):
            told = self._foretelling.of_new(self._typing.record()) if self._foretelling else []
            self.ahead.setText("；".join(told))
        self.ahead.setVisible(bool(self.ahead.text()))

    def _make(self, only: tuple[str, ...]) -> RecordForm:
        form = RecordForm(self._kind.record, self._session.lookup, self._session.store.drafts, only=only)
        form.changed.connect(self._foretell)
        form.changed.connect(self.changed)
        form.part_picked.connect(self._on_part_picked)
        form.picked.connect(lambda _name, _id: self.show_earlier())
        return form

    def _on_part_picked(self, rows: str, number: int, name: str, value: int) -> None:
        """The row takes over what is known of whom was picked in it."""
        self.form.take_over(rows, number, self._saving.taken(rows, name, value))
        self.show_earlier()

    def show_earlier(self) -> None:
        """Shows what the residents who are named now had before; their own places are offered first."""
        residents = self._residents()
        for editor in self.form.editors.values():
            if isinstance(editor, LinkEditor):
                editor.whose = residents
        self._earlier.show_lines(found := self._known(residents))
        self._earlier.setVisible(bool(found))
        self._show_beside()

    def _known(self, residents: Sequence[int]) -> Sequence[Told]:
        """What is known of the door, else what these residents had before; while the form cannot be read, the latter."""
        if self._saving.at_door is not None:
            with suppress(ValueUnreadable):
                known = self._saving.at_door(attrs.evolve(self.form.record(), id=self.record.id))
                self._advice.setText(known.advice)
                self._advice.setVisible(bool(known.advice))
                return known.lines
        return earlier(self._session.store, residents, (self.record.TABLE, self.record.id))

    def _residents(self) -> list[int]:
        on = self._kind.on_card
        first, _, link = on.by.partition(".") if on else ("", "", "")
        editor = self.form.editors.get(first)
        if not link or not isinstance(editor, RowsEditor):
            return []
        field: Field[Any] = columns_of(parts_of(self._kind.record)[first].part)[link]
        numbers = [_chosen(cell) for row in editor.rows if isinstance(cell := row.editors.get(link), LinkEditor)]
        return list(residents_among(self._session.store.kinds, field, numbers))


def _chosen(editor: LinkEditor) -> int:
    try:
        return int(editor.value())
    except ValueUnreadable:
        return 0


def _words_over(store: Store, record: Record, mode: Mode) -> str:
    """What is told over a form: of which matter a new record is a way, or how an outcome is changed; "" for nothing."""
    if mode is Mode.NEW and (number := matter_of_way(store, record)):
        title = store.titles(Matter.TABLE, [number]).get(number, "")
        return tr("这是“{0}”的办理途径，不另登记诉求").format(masks.in_text(title))
    return _outcome_words(store, record) if mode is Mode.CORRECT else ""


def _outcome_words(store: Store, record: Record) -> str:
    """How the outcome of what is over is changed; "" where there is no such way."""
    if (way := way_to_outcome(store, record)) is None:
        return ""
    told = tr("“{outcome}”不在这里改：先办“{move}”，再办到办结，那时重新选{outcome}。")
    return told.format(outcome=way.outcome, move=way.again)
