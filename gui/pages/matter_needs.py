"""本环节要填: what the usual next move asks, and what was typed for other moves, or to change it, and not done."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from db.records.base import Record, fields_of
from db.records.flow import Move
from db.records.step import Step
from db.services.explain_moves import AskedLater, asked_later
from db.services.move import can_follow, flow_of, moves_of
from db.services.unfinished import (
    CATCHING_UP,
    CORRECTING,
    WHY,
    drafts_of_forms,
    drafts_of_moves,
    is_of_taken_back,
    steps_typed,
)
from db.store import Store
from db.store.drafts import Draft
from db.values import masks
from gui.pages.matter_actions import is_over
from gui.pages.matter_moves import Desk, voiding
from gui.theme import px
from gui.widgets.move_form import Asked, MoveForm
from gui.widgets.parts import Card, button, label, section_header
from gui.words import tr


class NeedsCard(Card):
    """The card; hidden where there is nothing to do.

    Signals:
        correct_requested: the clerk wants to go on with a correction.

    Attributes:
        moving: the fields of the usual next move; None where there is none.
        unmade: what is told of what was typed and not done.
    """

    correct_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place = QVBoxLayout()
        self._place.setSpacing(px(10))
        self.inside.addLayout(self._place)
        self.moving: MoveForm | None = None
        self.unmade: list[str] = []

    def show_record(self, record: Record, moves: Sequence[Move]) -> None:
        """Shows what a record needs for the first of the moves that there are now; what was typed for it before stands there again."""
        if self.moving is not None and self.moving.asked.record.id:
            self.moving.keep_pending()
        _emptied(self._place)
        main = moves[0] if moves and moves[0].main else None
        self.moving = self._desk.form(record, main) if main else None
        if self.moving is not None and main is not None:
            self._place.addLayout(section_header(tr("本环节要填"), _needed(self.moving.asked)))
            if later := asked_later(self._desk.store, record, main):
                self._place.addWidget(label(_later_words(later, main), "quiet", "small", wrap=True))
            self._place.addWidget(self.moving)
        self.unmade.clear()
        for name, draft in drafts_of_moves(self._desk.store, record).items():
            if main is None or name != main.name:
                self._place.addLayout(self._stale(record, draft, name, moves))
        self._show_of_forms(record)
        self.setVisible(self.moving is not None or bool(self.unmade))

    def _show_of_forms(self, record: Record) -> None:
        """What was typed to key several moves at once, to correct it, or in its form before it was over, which opens no more."""
        store = self._desk.store
        for draft in drafts_of_forms(store, record, CATCHING_UP):
            possible = can_follow(store, record, [name for name, _ in steps_typed(draft)])
            going_on = partial(self._catch_up, record, draft) if possible else None
            self._place.addLayout(self._unsaved(record, draft, tr("没记完的补记"), going_on))
        resume = self.correct_requested.emit if voiding(self._desk.store, record) else None
        for draft in drafts_of_forms(self._desk.store, record, CORRECTING):
            self._place.addLayout(self._unsaved(record, draft, tr("没写完的更正"), resume))
        if is_over(self._desk, record):
            for draft in drafts_of_forms(self._desk.store, record, ""):
                self._place.addLayout(self._unsaved(record, draft, tr("没有保存的修改"), None))

    def _catch_up(self, record: Record, draft: Draft) -> None:
        self._desk.store.drafts.prefer(draft)
        self._desk.catch_up(record)

    def _stale(self, record: Record, draft: Draft, name: str, moves: Sequence[Move]) -> QHBoxLayout:
        """What was typed for another move; to go on with where that can be made."""
        move = flow_of(self._desk.store, record).move(name)
        possible = next((one for one in moves if one.name == name), None)
        told = tr("撤回的一步“{0}”，内容留着") if is_of_taken_back(draft) else tr("没办成的一步“{0}”")
        told = told.format(move.label if move else name)
        resume = (lambda: self._desk.ask(record, possible)) if possible is not None else None
        return self._unsaved(record, draft, told, resume)

    def _unsaved(self, record: Record, draft: Draft, told: str, resume: Callable[[], object] | None) -> QHBoxLayout:
        """One line: what was typed, to go on with where there is a way, else to read and to copy."""
        row = QHBoxLayout()
        row.setSpacing(px(12))
        words = _words_of_steps if draft.begun == CATCHING_UP else _words_typed
        told = f"{told}：{'；'.join(words(self._desk.store, record, draft))}"
        self.unmade.append(told)
        shown = label(told, "warn", wrap=True)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        row.addWidget(shown, 1)
        if resume is not None:
            go_on = button(tr("接着写"), "link")
            go_on.clicked.connect(lambda: resume())
            row.addWidget(go_on)
        drop = button(tr("不要了"), "link")
        drop.clicked.connect(lambda: self._drop(record, draft))
        row.addWidget(drop)
        return row

    def _drop(self, record: Record, draft: Draft) -> None:
        self._desk.store.drafts.forget(draft)
        self.show_record(record, moves_of(self._desk.store, record))


def _needed(asked: Asked) -> str:
    """What must be filled in; not what a rule fills in where it is left empty."""
    kinds = fields_of(type(asked.record))
    names = [kinds[name].label for name in asked.move.needs if name not in asked.by_rule]
    names += [fields_of(Step)["did"].label] if asked.names_who and not asked.did else []
    return tr("{0}以前要有：{1}").format(asked.move.label, "、".join(names)) if names else ""


def _later_words(later: AskedLater, move: Move) -> str:
    told = tr("“{0}”什么都不用填").format(move.label)
    return (
        tr("{0}；{1}，离开它、办“{2}”时再填").format(told, "、".join(later.labels), later.onward)
        if later.onward
        else told
    )


def _words_of_steps(store: Store, record: Record, draft: Draft) -> Iterator[str]:
    """Which moves were typed, and what for each."""
    flow = flow_of(store, record)
    for name, typed in steps_typed(draft):
        move = flow.move(name)
        words = "，".join(_typed_words(record, typed))
        yield f"{move.label if move else name}{f'（{words}）' if words else ''}"


def _words_typed(_store: Store, record: Record, draft: Draft) -> Iterator[str]:
    return _typed_words(record, draft.values)


def _typed_words(record: Record, values: Mapping[str, object]) -> Iterator[str]:
    """What was typed, in words, masked."""
    kinds = {WHY: fields_of(Step)["reason"], **fields_of(Step), **fields_of(type(record))}
    for name, typed in values.items():
        text = typed.get("text") if isinstance(typed, dict) else typed
        if name in kinds and isinstance(text, str) and text.strip():
            yield f"{kinds[name].label} {masks.in_text(text.strip())}"


def _emptied(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Takes out and throws away everything that a layout holds, what is in layouts inside it too."""
    while item := layout.takeAt(0):
        inner = item.layout()
        if isinstance(inner, QVBoxLayout | QHBoxLayout):
            _emptied(inner)
            inner.deleteLater()
        elif (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
