"""本环节要填: what the usual next move asks, and what was typed for other moves and not made."""

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from db.records.base import Record, fields_of
from db.records.flow import Move
from db.records.step import Step
from db.services.move import flow_of, moves_of
from db.services.unfinished import drafts_of_moves
from db.store.drafts import Draft
from db.values import masks
from gui.pages.matter_moves import Desk
from gui.theme import px
from gui.widgets.move_form import MoveForm
from gui.widgets.parts import Card, button, label, section_header
from gui.words import tr


class NeedsCard(Card):
    """The card; hidden where there is nothing to do.

    Attributes:
        moving: the fields of the usual next move; None where there is none.
        unmade: what is told of moves that were typed and not made.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place = QVBoxLayout()
        self._place.setSpacing(px(10))
        self.inside.addLayout(self._place)
        self.moving: MoveForm | None = None
        self.unmade: list[str] = []

    def show_record(self, record: Record) -> None:
        """Shows what a record needs now; what was typed for it before stands there again."""
        if self.moving is not None and self.moving.asked.record.id:
            self.moving.keep_pending()
        _emptied(self._place)
        moves = moves_of(self._desk.store, record)
        main = moves[0] if moves and moves[0].main else None
        self.moving = self._desk.form(record, main) if main else None
        if self.moving is not None and main is not None:
            self._place.addLayout(section_header(tr("本环节要填"), _needed(record, main)))
            self._place.addWidget(self.moving)
        self.unmade.clear()
        for name, draft in drafts_of_moves(self._desk.store, record).items():
            if main is None or name != main.name:
                self._place.addLayout(self._stale(record, draft, name))
        self.setVisible(self.moving is not None or bool(self.unmade))

    def _stale(self, record: Record, draft: Draft, name: str) -> QHBoxLayout:
        """One line: what was typed for another move; to go on with where that can be made, else to read and to copy."""
        move = flow_of(self._desk.store, record).move(name)
        possible = move if move in moves_of(self._desk.store, record) else None
        words = "；".join(_typed_words(record, draft))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        told = tr("没办成的“{0}”：{1}").format(move.label if move else name, words)
        self.unmade.append(told)
        row.addWidget(label(told, "warn", wrap=True), 1)
        if possible is not None:
            resume = button(tr("接着写"), "link")
            resume.clicked.connect(lambda: self._desk.ask(record, possible))
            row.addWidget(resume)
        drop = button(tr("不要了"), "link")
        drop.clicked.connect(lambda: (self._desk.store.drafts.forget(draft), self.show_record(record)))
        row.addWidget(drop)
        return row


def _needed(record: Record, move: Move) -> str:
    kinds = fields_of(type(record))
    names = "、".join(kinds[name].label for name in move.needs)
    return tr("{0}以前要有：{1}").format(move.label, names) if names else ""


def _typed_words(record: Record, draft: Draft) -> Iterator[str]:
    """What was typed, in words, masked."""
    kinds = {**fields_of(Step), **fields_of(type(record))}
    for name, typed in draft.values.items():
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
