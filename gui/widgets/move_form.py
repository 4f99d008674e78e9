"""What a move asks: its fields of the record, why, when and by whom; what is typed is kept as a draft of this move."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import attrs
from attrs import field, frozen
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from db.errors import AppError, Problem
from db.fields import Field, LongText, Text
from db.records.base import Record, changed, fields_of
from db.records.flow import VOIDING, Move
from db.records.moving import asked as fields_asked
from db.records.step import Step
from db.services.move import Keyed
from db.services.unfinished import TAKEN_BACK, draft_of_move, is_of_taken_back
from db.values.day import this_minute
from gui.keys import bring_to_sight, step, stops_in, tab_through
from gui.lookup import Lookup
from gui.theme import px
from gui.widgets.drafting import WAS, DraftBand, DraftPause, Drafts, overtaken, was
from gui.widgets.editors import Editor, LineEditor, LinkEditor, LongTextEditor, RowsEditor, editor_for
from gui.widgets.editors.faults import clear_problems, show_at, unreadable
from gui.widgets.form_layout import field_label
from gui.widgets.parts import label
from gui.words import tr

WIDE_TEXT = 12


@frozen
class Asked:
    """What is asked.

    Attributes:
        record: as it was read.
        move: that is to be made.
        did: who is taken to make it; 0 for nobody yet.
        late: whether it is keyed after others that are keyed with it, so that it has no draft of its own.
        names_who: whether it must be told who makes it.
        by_rule: fields that rules fill in where they are left empty.
        foretold: what stands quietly under fields, of the record as typed and the time at which the move is made.
    """

    record: Record
    move: Move
    did: int = 0
    late: bool = False
    names_who: bool = False
    by_rule: frozenset[str] = frozenset()
    foretold: Callable[[Record, datetime], Mapping[str, str]] = field(default=lambda _record, _at: {})


class MoveForm(QWidget):
    """The fields of one move.

    Signals:
        changed: the clerk changed something.
        part_picked: field of the rows, number of the row, field in it, and what it holds now.
    """

    changed = Signal()
    part_picked = Signal(str, int, str, object)

    def __init__(self, asked: Asked, lookup: Lookup, drafts: Drafts) -> None:
        super().__init__()
        self.asked = asked
        self._lookup, self._drafts = lookup, drafts
        self._held: Any = None
        self._is_made = self._is_taken_back = False
        self._lent: dict[str, object] = {}
        kinds = {**_fields(asked), **_of_step(asked)}
        self.editors: dict[str, Editor] = {name: editor_for(kind, lookup) for name, kind in kinds.items()}
        self._own = tuple(_fields(asked))
        self._summary = label("", "accent", wrap=True)
        self._summary.hide()
        self.band = DraftBand()
        self.band.dropped.connect(self._on_band_dropped)
        self._pause = DraftPause(self, self.keep_draft)
        self._build()
        self._base: dict[str, object] = {}
        self._show_base()
        for name, editor in self.editors.items():
            self._connect(name, editor)
        self._restore_draft()
        self._foretell()

    def keyed(self) -> Keyed | None:
        """The move as typed; None where something cannot be read, which is shown then."""
        if faults := self.faults():
            self.show_problems(faults)
            return None
        told = {name: editor.value() for name, editor in self.editors.items()}
        own = {name: told[name] for name in self._own}
        step = {name: told[name] for name in told if name not in own}
        return Keyed(self.asked.move.name, values=own, **step)

    def faults(self) -> list[Problem]:
        """Why what is typed cannot be read."""
        return [problem for name, editor in self.editors.items() for problem in unreadable(name, editor)]

    def show_problems(self, problems: list[Problem]) -> None:
        """Shows why it is refused at the fields; what is about none of them in a line over them."""
        clear_problems(self.editors)
        places = [(problem, show_at(self.editors, problem)) for problem in problems]
        rest = [problem.sentence() for problem, editor in places if editor is None]
        self._summary.setText("；".join(rest))
        self._summary.setVisible(bool(rest))
        first = next((editor for _, editor in places if editor), None)
        if first is not None:
            first.setFocus()
        if isinstance(first, LinkEditor):  # a name that is refused gives way to the next one that is typed
            first.line.selectAll()
        bring_to_sight(first or self._summary)

    def told(self) -> str:
        """What is written over the fields now."""
        return self._summary.text() if not self._summary.isHidden() else ""

    @property
    def held(self) -> Any:
        """The draft of what is typed, as it was kept last; None for none."""
        return self._held

    def is_changed(self) -> bool:
        """Whether something is typed."""
        return bool(self.changes())

    def changes(self) -> dict[str, object]:
        """What is typed, by field, as a draft keeps it."""
        return {name: typed for name, typed in self._typed().items() if typed != self._base.get(name)}

    def retype(self, typed: Mapping[str, object]) -> None:
        """Types what a draft kept; the record shows no more through it than without."""
        for name, words in typed.items():
            if name in self.editors:
                self.editors[name].set_typed(words)
        self.veil()

    def go_on_from(self, other: "MoveForm") -> set[str]:
        """Types what was typed for another move of the record, and gives the fields; what is typed here already stays.

        It is kept where it was typed, until the move is made or it is typed over.
        """
        mine = self.changes()
        self._lent = {n: words for n, words in other.changes().items() if n in self.editors and n not in mine}
        self.retype(self._lent)
        return set(self._lent)

    def focus_first(self) -> None:
        """Goes to the first field without which the move is not made and that is empty; to the first of all where none is."""
        own = [self.editors[name] for name in self._own]
        missing = (
            one for one in own if one.kind.required and not unreadable("", one) and one.value() == one.kind.EMPTY
        )
        next(missing, next(iter(self.editors.values()))).setFocus()

    def keep_draft(self) -> None:
        """Keeps what is typed now; drops the draft when nothing is."""
        self._pause.stop()
        if self.asked.late or self._is_made:
            return
        changes = {name: typed for name, typed in self.changes().items() if typed != self._lent.get(name)}
        try:
            if changes:
                kept = {**changes, WAS: was(self._held, changes, self._base)}
                kept |= {TAKEN_BACK: True} if self._is_taken_back else {}
                self._held = self._drafts.keep(*self._place(), kept, self._held)
            elif self._held is not None:
                self.drop_draft()
        except AppError as error:
            self.band.say(self.tr("草稿还没有存上：{why}").format(why=error.message))

    def keep_filled(self, record: Record, step: Step) -> None:
        """Keeps as a draft what the move had filled in before it was taken back; what is kept for it already stays."""
        if self._held is not None:
            return
        adds = self.asked.move.adds
        for name, editor in self.editors.items():
            if name == adds:
                known = {part.id for part in getattr(self.asked.record, name)}
                editor.set_value(
                    tuple(attrs.evolve(p, id=0, version=0) for p in getattr(record, name) if p.id not in known)
                )
            elif name in self._own:
                editor.set_value(getattr(record, name))
            elif name != "at" or step.at != step.keyed:  # nobody wrote the time at which it was keyed
                editor.set_value(getattr(step, name))
        self._is_taken_back = True
        self.keep_draft()

    def keep_pending(self) -> None:
        """Keeps what waits to be kept."""
        self._pause.keep_pending()

    def finish(self) -> None:
        """The move is made: its draft goes, and what a field still reads out of it as the focus leaves is kept no more."""
        self._is_made = True
        self.drop_draft()

    def drop_draft(self) -> None:
        """Forgets the draft: nothing is typed any more, or the clerk does not want it."""
        self._pause.stop()
        self.band.hide()
        if self._held is not None:
            self._drafts.forget(self._held)
        self._held, self._is_taken_back = None, False

    def reveal(self) -> None:
        """Shows everything whole, and tells the log that it was seen."""
        veiled = [editor for editor in self.editors.values() if editor.is_veiled()]
        if veiled:
            self._note_seen([editor.kind.label for editor in veiled])
        for editor in veiled:
            editor.set_veiled(False)

    def veil(self) -> None:
        """Masks what stands as it was shown first, until the whole is asked for; what was typed since is left alone."""
        for name, editor in self.editors.items():
            editor.veil_as(self._base.get(name))

    def take_over(self, rows: str, number: int, cells: dict[str, Any]) -> None:
        """Enters what a record tells that was picked in a row."""
        editor = self.editors[rows]
        if cells and isinstance(editor, RowsEditor):
            editor.take_over(number, cells)
            self._on_changed()

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in the order in which it is seen."""
        return [*stops_in(self.band), *(stop for editor in self.editors.values() for stop in editor.stops())]

    def showEvent(self, event: QShowEvent) -> None:
        """Takes its place among the keys, wherever it was put meanwhile."""
        super().showEvent(event)
        tab_through(self.stops())

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab goes through the fields as they are seen, and then on to what follows."""
        return step(self.stops(), onward=onward) or super().focusNextPrevChild(onward)

    def hideEvent(self, event: QHideEvent) -> None:
        """A draft that waits to be kept is kept now: the store may be closed next."""
        self.keep_pending()
        self.veil()
        super().hideEvent(event)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.band)
        column.addWidget(self._summary)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        for number in (1, 3):
            grid.setColumnStretch(number, 1)
        row = at = 0
        for editor in self.editors.values():
            wide = _is_wide(editor)
            if wide and at:
                row, at = row + 1, 0
            if isinstance(editor, RowsEditor):  # all the width there is: a row has many cells
                name = field_label(editor, self)
                name.setMinimumHeight(0)  # it stands over the rows, not beside them
                grid.addWidget(name, row, 0, 1, 4)
                grid.addWidget(editor, row + 1, 0, 1, 4)
                row += 2
                continue
            grid.addWidget(field_label(editor, self), row, 2 * at, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, row, 2 * at + 1, 1, 3 if wide else 1, Qt.AlignmentFlag.AlignTop)
            row, at = (row, 1) if not wide and not at else (row + 1, 0)
        column.addLayout(grid)

    def _connect(self, name: str, editor: Editor) -> None:
        editor.changed.connect(self._on_changed)
        editor.uncovered.connect(lambda: self._note_seen([editor.kind.label]))
        if isinstance(editor, RowsEditor):
            editor.picked.connect(lambda row, inner, value: self.part_picked.emit(name, row, inner, value))
            editor.reshaped.connect(lambda: tab_through(self.stops()))

    def _note_seen(self, labels: list[str]) -> None:
        self._lookup.note_seen(self.asked.record.TABLE, self.asked.record.id, labels)

    def _show_base(self) -> None:
        for name, editor in self.editors.items():
            is_known = name in self._own and name not in self.asked.by_rule
            if name == self.asked.move.adds and isinstance(editor, RowsEditor):
                editor.set_value((editor.fresh(),))
                continue
            known = getattr(self.asked.record, name) if is_known else editor.kind.EMPTY
            if isinstance(editor, RowsEditor) and editor.kind.required:
                known = known or (editor.fresh(),)  # what must have a row has one that waits for the first key
            editor.set_value(known)
            if name in self.asked.by_rule and isinstance(editor, LineEditor):
                editor.line.setPlaceholderText(self.tr("空着就按办理时限算"))
        if isinstance(did := self.editors.get("did"), LineEditor) and "did" not in self._own:
            did.set_value(self.asked.did)
        if isinstance(at := self.editors.get("at"), LineEditor) and "at" not in self._own:
            at.line.setPlaceholderText(self.tr("现在"))
        self._base = self._typed()
        self.veil()

    def _typed(self) -> dict[str, object]:
        return {name: editor.typed() for name, editor in self.editors.items()}

    def _place(self) -> tuple[str, int, str]:
        return (self.asked.record.TABLE, self.asked.record.id, draft_of_move(self.asked.move.name))

    def _restore_draft(self) -> None:
        draft = self._held = None if self.asked.late else self._drafts.load(*self._place())
        if draft is None:
            return
        self.retype(draft.values)
        when = draft.saved_at.strftime("%m-%d %H:%M")
        self._is_taken_back = is_of_taken_back(draft)
        told = (
            self.tr("撤回的一步，内容留着（{when}）")
            if self._is_taken_back
            else self.tr("接着上次没有办完的内容（{when}）")
        )
        told = told.format(when=when)
        if met := [name for name in overtaken(draft, self._typed(), self._base) if name in self.editors]:
            named = "、".join(self.editors[name].kind.label for name in met)
            told += self.tr("；{names}这期间在别处改过，办了就以您写的为准，请先核对").format(names=named)
        self.band.say(told, restored=True)

    def _foretell(self) -> None:
        """Shows what follows of what is typed, as far as it can be read."""
        typed = {name: editor.value() for name, editor in self.editors.items() if not unreadable(name, editor)}
        if "at" in self.editors and "at" not in typed:
            return
        own = {name: typed[name] for name in self._own if name in typed}
        told = self.asked.foretold(changed(self.asked.record, **own), typed.get("at") or this_minute())
        none = self.tr("按现在填的没有办理时限可算，请写明期限")
        for name in self._own:
            self.editors[name].show_hint(told.get(name, none if name in self.asked.by_rule else ""))

    def _on_changed(self) -> None:
        self._foretell()
        self._pause.start_or_keep()
        self.changed.emit()

    def _on_band_dropped(self) -> None:
        self.drop_draft()
        self._show_base()
        self._foretell()
        self.changed.emit()


def _fields(asked: Asked) -> dict[str, Field[Any]]:
    """The fields of the record, those without which it is not made marked."""
    row, move = type(asked.record), asked.move
    needed = {*move.needs, move.adds} - asked.by_rule
    return {n: _asked_as(fields_of(row)[n], required=n in needed) for n in fields_asked(row, move)}


def _of_step(asked: Asked) -> dict[str, Field[Any]]:
    kinds, move = fields_of(Step), asked.move
    found: dict[str, Field[Any]] = {}
    if move.reason:
        found["reason"] = _asked_as(kinds["reason"], required=True)
    if move.name != VOIDING:
        found["at"] = _asked_as(kinds["at"], required=False)
    found["did"] = _asked_as(kinds["did"], required=asked.names_who)
    if move.voices > 1 or move.approved:
        second = attrs.evolve(kinds["second"], label=tr("批准人")) if move.approved else kinds["second"]
        found["second"] = _asked_as(second, required=True)
    return found


def _asked_as(kind: Field[Any], *, required: bool) -> Field[Any]:
    asked = attrs.evolve(kind, required=required)
    return attrs.evolve(asked, lines=2) if isinstance(asked, LongText) else asked


def _is_wide(editor: Editor) -> bool:
    is_long = isinstance(editor.kind, Text) and editor.kind.width >= WIDE_TEXT
    return editor.WIDE or isinstance(editor, LongTextEditor) or is_long
