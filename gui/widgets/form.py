"""A form of any record type, built from its declaration; what is typed is kept as a draft until it is saved."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import attrs
from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import AppError, Problem, ValueUnreadable
from db.fields import Field
from db.records.base import Record, fields_of
from gui.keys import step
from gui.lookup import Lookup
from gui.theme import px
from gui.widgets.drafting import WAS, DraftBand, DraftPause, Drafts, Typed, left_out, overtaken, overtaken_words, was
from gui.widgets.editors import Editor, IdNumberEditor, LinkEditor, RowsEditor, editor_for
from gui.widgets.editors.base import LineEditor
from gui.widgets.editors.faults import show_at, unreadable
from gui.widgets.following import giving_way, question
from gui.widgets.form_layout import FormGrid
from gui.widgets.form_problems import ProblemLine
from gui.widgets.parts import scrolled

EDGE = 6


class RecordForm(QWidget):
    """Edits one record of a type.

    Signals:
        changed: the clerk changed something.
        picked: field name and id, when a linked record was chosen.
        part_picked: field of the rows, number of the row, field in it and id.
    """

    changed = Signal()
    picked = Signal(str, object)
    part_picked = Signal(str, int, str, object)

    def __init__(
        self,
        kind: type[Record],
        lookup: Lookup,
        drafts: Drafts | None = None,
        leave_out: Sequence[str] = (),
        only: Collection[str] = (),
    ) -> None:
        """A form of what can be typed but for what is left out, or of these fields ``only``."""
        super().__init__()
        self._kind = kind
        self._lookup = lookup
        self._drafts = drafts
        self._record: Record = kind()
        self._begun = ""
        self._held: Any = None
        self._dropped: dict[str, object] = {}
        self._beside: dict[str, Typed] = {}
        self._base: dict[str, object] = {}
        self._filled: dict[str, object] = {}
        asked = only or [name for name, field in fields_of(kind).items() if field.is_typed and name not in leave_out]
        first = [name for name in kind.TYPED_FIRST if name in asked]
        kinds = {name: fields_of(kind)[name] for name in dict.fromkeys((*first, *asked))}
        self.editors: dict[str, Editor] = {name: editor_for(field, lookup) for name, field in kinds.items()}
        self._pause = DraftPause(self, self.keep_draft)
        self._build(kinds)
        for name, editor in self.editors.items():
            self._connect(name, editor)

    # The record.

    def show_record(self, record: Record, begun: str = "") -> bool:
        """Shows a record, and over it what was typed and not saved; whether there was such a draft.

        ``begun`` is what a new record is begun from: drafts of another beginning are not its own.
        """
        self._show(record, begun)
        restored = self._restore_draft()
        self.veil()
        self._grid.refold()
        return restored

    def _show(self, record: Record, begun: str) -> None:
        self._pause.stop()
        self._record, self._begun, self._held = record, begun, None
        self._dropped.clear()
        self._filled.clear()
        for name, editor in self.editors.items():
            editor.set_value(getattr(record, name) if record.id else editor.kind.offered(getattr(record, name)))
        self._grid.empty_guests()
        self._base = self._typed()
        self.show_problems([])
        self._fit_id_kind()
        self._band.hide()

    def put_below(self, widget: QWidget) -> None:
        """Puts something below the fields; it scrolls with them."""
        self._inside.insertWidget(1, widget)

    def put_behind(self, name: str, editor: Editor) -> Callable[[bool], None]:
        """Puts an editor of something beside the record behind a field, kept with its drafts; what is given back shows and hides it."""
        self._grid.put_behind(name, editor)
        self.keep_beside(f"#{editor.kind.name}", editor)
        editor.changed.connect(self._on_changed)
        return lambda seen: self._grid.show_guest(editor, seen=seen)

    def take_over(self, rows: str, number: int, cells: Mapping[str, Any]) -> None:
        """Enters what a record tells that was picked in a row, masked until it is asked for."""
        editor = self.editors[rows]
        if cells and isinstance(editor, RowsEditor):
            editor.take_over(number, cells)
            self._on_changed()

    def go_on_from(self, record: Record) -> None:
        """What was saved of the record elsewhere, and is not typed here, is under what is typed from now on."""
        self._record = record

    def show_saved(self, record: Record) -> None:
        """Shows a record just saved, and no draft that another window has of it; what the clerk has opened stays open."""
        opened = self._grid.opened()
        self._show(record, "")
        self.veil()
        self._grid.refold(opened)

    def record(self) -> Record:
        """The record as typed.

        Raises:
            ValueUnreadable: some field cannot be read; `problems` tells which.
        """
        return attrs.evolve(self._record, **{name: editor.value() for name, editor in self.editors.items()})

    def problems(self) -> list[Problem]:
        """What cannot be read, or else what the record itself finds."""
        found = [problem for name, editor in self.editors.items() for problem in unreadable(name, editor)]
        return found or self.record().problems()

    def check(self) -> Record | None:
        """The record if it can be saved; otherwise shows what is wrong and goes to the first such field."""
        problems = self.problems()
        self.show_problems(problems)
        blocking = [p for p in problems if p.blocking]
        if not blocking:
            return self.record()
        self._focus(blocking[0])
        return None

    def fill(self, values: Mapping[str, Any], *, only_empty: bool = True) -> None:
        """Enters values as if the clerk had; without ``only_empty`` also over what is there."""
        for name, value in values.items():
            if name in self.editors and (not only_empty or self._is_free(name)):
                self.editors[name].set_value(value)
                self._filled[name] = self.editors[name].typed()
        self._fit_id_kind()
        self._grid.refold(self._grid.opened())
        self._on_changed()

    def propose(self, names: Collection[str]) -> None:
        """What these fields hold was filled in for the clerk, and gives way to what is typed."""
        for name in names:
            if isinstance(editor := self.editors.get(name), LineEditor):
                editor.propose()

    def is_changed(self) -> bool:
        """Whether something is typed that is not saved."""
        return bool(self._changes())

    # Problems.

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Shows problems at their fields and sums them up in one line."""
        for problem in problems:
            self._grid.unfold(problem.field.partition(".")[0])
        self._line.show_problems(problems)

    def summary(self) -> str:
        """The one line over the form."""
        return self._line.text() if not self._line.isHidden() else ""

    # Drafts.

    @property
    def held(self) -> Any:
        """The draft of what is typed, as it was kept last; None for none."""
        return self._held

    def keep_draft(self) -> None:
        """Keeps what is typed now; drops the draft when all is as saved."""
        self._pause.stop()
        if self._drafts is None:
            return
        changes = self._changes()
        try:
            if changes:
                kept = {**changes, WAS: was(self._held, changes, self._base)} if self._record.id else changes
                self._held = self._drafts.keep(self._kind.TABLE, self._record.id, self._begun, kept, self._held)
            else:
                self._forget()
        except AppError as error:
            self._band.say(self.tr("草稿还没有存上：{why}").format(why=error.message))

    def drop_draft(self) -> None:
        """Forgets the draft, after saving or because the clerk does not want it."""
        self._pause.stop()
        self._band.hide()
        self._forget()

    def keep_beside(self, name: str, part: Typed) -> None:
        """Keeps what is typed into something outside the form with its drafts; `touched` tells of changes there."""
        self._beside[name] = part

    def touched(self) -> None:
        """Something beside the form was changed: the draft is kept soon."""
        self._on_changed()

    def veil(self) -> None:
        """Masks what stands as it was shown first, until the whole is asked for; what was typed since is left alone."""
        for name, editor in self.editors.items():
            editor.veil_as(self._base.get(name))

    def reveal(self) -> None:
        """Shows everything whole, and tells the log that it was seen."""
        veiled = [editor for editor in self.editors.values() if editor.is_veiled()]
        if veiled:
            self._lookup.note_seen(self._kind.TABLE, self._record.id, [editor.kind.label for editor in veiled])
        for editor in veiled:
            editor.set_veiled(False)

    def focus_first(self) -> None:
        """Goes to the first field."""
        next(iter(self.editors.values())).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays the fields out for the new width, with or without a scroll bar."""
        super().resizeEvent(event)
        self._grid.fit(self.width() - px(EDGE) - self._scroll.verticalScrollBar().sizeHint().width())

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in the order in which it is seen."""
        return list(self._grid.stops())

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab goes through the fields as they are seen, and then on to what follows."""
        return step(self.stops(), onward=onward) or super().focusNextPrevChild(onward)

    def hideEvent(self, event: QHideEvent) -> None:
        """A draft that waits to be kept is kept now: the store may be closed next."""
        self.keep_pending()
        self.veil()
        super().hideEvent(event)

    def keep_pending(self) -> None:
        """Keeps what waits to be kept."""
        self._pause.keep_pending()

    # Inside.

    def _build(self, kinds: Mapping[str, Field[Any]]) -> None:
        self._line = ProblemLine(self.editors, self.problems)
        self._band = DraftBand()
        self._band.dropped.connect(self._on_band_dropped)
        self._band.brought_back.connect(self._on_band_brought_back)
        self._band.set_aside.connect(self._on_band_set_aside)
        plain = QWidget()
        plain.setObjectName("plain")
        self._inside = QVBoxLayout(plain)
        self._inside.setContentsMargins(0, 0, px(EDGE), 0)
        self._grid = FormGrid(self._kind, self.editors)
        self._inside.addWidget(self._grid)
        self._inside.addStretch(1)
        self._scroll = scrolled(plain)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self._band)
        column.addWidget(self._line)
        column.addWidget(self._scroll, 1)

    def _connect(self, name: str, editor: Editor) -> None:
        editor.changed.connect(self._on_changed)
        editor.suggested.connect(lambda told: self._follow(editor, told))
        editor.uncovered.connect(lambda: self._lookup.note_seen(self._kind.TABLE, self._record.id, [editor.kind.label]))
        if isinstance(editor, LinkEditor):
            editor.picked.connect(lambda i: self.picked.emit(name, i))
        if isinstance(editor, RowsEditor):
            editor.picked.connect(lambda row, inner, i: self.part_picked.emit(name, row, inner, i))
        if name == "id_kind":
            editor.changed.connect(self._fit_id_kind)

    def _follow(self, editor: Editor, told: Mapping[str, Any]) -> None:
        """Fills in what a number or a name tells; what only the one before had told follows the correction.

        What the clerk has typed stays, and is remarked on where it contradicts.
        """
        before = editor.told_before(self._record)
        self.fill(giving_way(editor, before, told, self.editors, self._value_of), only_empty=False)
        self.fill(told)
        if isinstance(editor, IdNumberEditor):
            question(told, self.editors, self._value_of)

    def _value_of(self, name: str) -> object:
        try:
            return self.editors[name].value() if name in self.editors else None
        except ValueUnreadable:
            return None

    def _fit_id_kind(self) -> None:
        """Only the numbers of papers whose rule is known are checked; they say so while they are typed."""
        kind = self._value_of("id_kind")
        for editor in self.editors.values():
            if isinstance(editor, IdNumberEditor) and isinstance(kind, str):
                editor.set_kind(kind)

    def _typed(self) -> dict[str, object]:
        return {name: part.typed() for name, part in (*self.editors.items(), *self._beside.items())}

    def _changes(self) -> dict[str, object]:
        return {name: typed for name, typed in self._typed().items() if typed != self._base.get(name)}

    def _is_free(self, name: str) -> bool:
        """Whether a field is empty, or holds what was filled in for the clerk and not touched since."""
        editor = self.editors[name]
        try:
            empty = editor.value() == editor.kind.EMPTY
        except ValueUnreadable:
            return False
        return empty or editor.typed() == self._filled.get(name)

    def _focus(self, problem: Problem) -> None:
        if (editor := show_at(self.editors, problem)) is not None:
            editor.setFocus()
            self._scroll.ensureWidgetVisible(editor)

    def _restore_draft(self) -> bool:
        self._band.hide()
        place = (self._kind.TABLE, self._record.id, self._begun)
        self._held = draft = self._drafts.load(*place) if self._drafts is not None else None
        if draft is not None:
            self._retype(draft.values)
        astray = left_out(draft, fields_of(self._kind), self.editors) if draft is not None else ""
        if draft is None or self._drafts is None or not (self._changes() or astray):
            return False
        when = draft.saved_at.strftime("%m-%d %H:%M")
        told = self.tr("接着上次没有保存的内容（{when}）").format(when=when)
        if more := len(self._drafts.others(*place, draft)):
            told += self.tr("，这里还有 {count} 份没写完的，见“今日”").format(count=more)
        if met := overtaken(draft, self._typed(), self._base):
            told += overtaken_words(met, self._record, self.editors)
        if astray:
            told += self.tr("；当时还写了{astray}，这里不再填，请用办理动作").format(astray=astray)
        self._band.say(told, restored=True, is_new=not self._record.id)
        return True

    def _retype(self, values: Mapping[str, object]) -> None:
        for name, typed in values.items():
            if part := self.editors.get(name) or self._beside.get(name):
                part.set_typed(typed)

    def _forget(self) -> None:
        if self._drafts is not None and self._held is not None:
            self._drafts.forget(self._held)
        self._held = None

    def _show_base(self) -> None:
        """The record as it was before anything was typed."""
        for name, editor in self.editors.items():
            editor.set_value(getattr(self._record, name))
        self._retype({name: self._base[name] for name in self._beside})
        self.veil()
        self.show_problems([])
        self._fit_id_kind()
        self._grid.refold()
        self.focus_first()

    def _on_changed(self) -> None:
        self._pause.start_or_keep()
        self.changed.emit()

    def _on_band_dropped(self) -> None:
        dropped = self._changes()
        self.drop_draft()
        self._show_base()
        self._dropped = dropped
        self._band.say(self.tr("没有保存的内容已去掉"), gone=True)
        self.changed.emit()

    def _on_band_brought_back(self) -> None:
        self._band.hide()
        self._retype(self._dropped)
        self.veil()
        self._dropped = {}
        self._on_changed()

    def _on_band_set_aside(self) -> None:
        self.keep_draft()
        self._held = None
        self._show_base()
        self._band.say(self.tr("刚才那份留着，在“今日”里接着写"))
        self.changed.emit()
