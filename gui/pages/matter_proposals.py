"""What may be the same as what is being entered, or as what is read; and what the clerk says of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from attrs import evolve
from PySide6.QtCore import QObject, QTimer

from db.errors import AppError, ValueUnreadable
from db.records.base import Record, changed
from db.records.flow import Move
from db.records.matters.flow import JOIN
from db.records.matters.matter import MATTERS, Matter
from db.services.earlier import Told, told
from db.services.matters.alike import alike, bring_together, set_apart
from db.services.matters.intake import Sameness
from db.services.matters.repeats import is_of_same
from db.services.move import moves_of
from db.store import Store
from db.values import masks
from gui.pages.matter_moves import Desk
from gui.widgets.alike_card import AlikeCard
from gui.widgets.form import RecordForm
from gui.words import tr

SAID = "#same"
"""Under this name a draft keeps what was said."""
PAUSE_MS = 250
SHORT = 12
"""Characters of a subject that stand for a number."""

Alike = Callable[[Any], Sequence[Matter]]
"""Tells what may be the same as a record that is not saved yet."""


class Proposals(QObject):
    """What may be the same as a new record, while it is typed; what is said of it goes with the draft and is done as it is saved."""

    def __init__(self, store: Store, find: Alike | None, form: RecordForm) -> None:
        super().__init__(form)  # what waits to be looked for goes with it
        self._store, self._find, self._form = store, find, form
        self._is_open = False
        self._same = 0
        self._apart: list[int] = []
        self.card = AlikeCard(tr("登记时并到这件"))
        self.card.same_requested.connect(self._on_same)
        self.card.apart_requested.connect(self._on_apart)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        if find is not None:
            form.keep_beside(SAID, self)
            form.changed.connect(self._pause.start)

    def begin(self, *, for_new: bool) -> None:
        """Begins anew, with nothing said; only of what is new anything is told."""
        self._is_open = for_new and self._find is not None
        self._same, self._apart = 0, []
        self.card.show_lines(())

    def look(self) -> None:
        """Shows what may be the same as what is typed now; while that cannot be read, what was shown stays."""
        self._pause.stop()
        if not self._is_open or self._find is None or not self._form.isVisible():
            return
        try:
            typed = self._form.record()
        except ValueUnreadable:
            return
        found = [one for one in self._find(typed) if one.id not in self._apart]
        if (same := self._store.find(Matter, self._same) if self._same else None) and same not in found:
            found.insert(0, same)
        repeats = {one.id for one in found if is_of_same(typed, one)} if isinstance(typed, Matter) else set[int]()
        self.card.show_lines(*_told(self._store, found), self._same, repeats)

    @property
    def said(self) -> Sameness:
        """What was said so far."""
        return Sameness(self._same, tuple(self._apart)) if self._is_open else Sameness()

    def typed(self) -> object:
        """See `gui.widgets.drafting.Typed`."""
        return {"same": self._same, "apart": list(self._apart)}

    def set_typed(self, typed: object) -> None:
        """See `gui.widgets.drafting.Typed`."""
        kept = cast("Mapping[str, Any]", typed) if isinstance(typed, Mapping) else {}
        found = self._store.get_many(Matter, [int(i) for i in (kept.get("same", 0), *kept.get("apart", ()))])
        self._same = int(kept.get("same", 0)) if int(kept.get("same", 0)) in found else 0
        self._apart = [int(i) for i in kept.get("apart", ()) if int(i) in found]
        self.look()

    def _on_same(self, matter: int) -> None:
        self._same = matter
        self._say()

    def _on_apart(self, matter: int) -> None:
        self._apart.append(matter)
        self._say()

    def _say(self) -> None:
        self.look()
        self._form.touched()


class ProposalsRead:
    """What may be the same as the matter that is read: it is joined by its move, or said not to be it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._matter = Matter()
        self.card = AlikeCard()
        self.card.same_requested.connect(self._on_same)
        self.card.apart_requested.connect(self._on_apart)

    def show_record(self, record: Record, moves: Sequence[Move]) -> None:
        """Shows it for a matter that can be joined by one of the moves that there are; nothing for anything else."""
        store = self._desk.store
        self._matter = record if isinstance(record, Matter) else Matter()
        can_join = self._matter.id and any(move.name == JOIN for move in moves)
        found = alike(store, self._matter) if can_join else ()
        self.card.show_lines(*_told(store, found))

    def _on_same(self, other: int) -> None:
        move = next(move for move in moves_of(self._desk.store, self._matter) if move.name == JOIN)
        self._desk.ask(changed(self._matter, joined=other), move)

    def _on_apart(self, other: int) -> None:
        if (there := self._desk.store.find(Matter, other)) is not None:
            self._say(set_apart, there, tr("已记下：不是一件事"))

    def _say(self, do: Callable[[Store, Matter, Matter], Matter], there: Matter, words: str) -> None:
        messages = self._desk.session.messages
        try:
            saved = do(self._desk.store, self._matter, there)
        except AppError as error:
            messages.show_error(error)
            return
        undo = (lambda: self._say(bring_together, there, tr("已撤回"))) if do is set_apart else None
        messages.inform(words, undo)
        self._desk.done(saved, None)


def _told(store: Store, found: Sequence[Matter]) -> tuple[list[Told], set[int]]:
    """Matters in few words each, the number first, and the ids of those that are over."""
    lines = told(store, MATTERS, [one.id for one in found])
    short = [evolve(line, title=_short(one), line=_line(one, line)) for line, one in zip(lines, found, strict=True)]
    return short, {one.id for one in found if not one.is_open()}


def _short(matter: Matter) -> str:
    return matter.number or masks.in_text(matter.subject)[:SHORT]


def _line(matter: Matter, line: Told) -> str:
    return " · ".join(filter(None, (masks.in_text(matter.subject), line.line)))
