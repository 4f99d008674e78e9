"""A form of any record type, built from its declaration; what is typed is kept as a draft until it is saved."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

import attrs
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from db.errors import AppError, Problem, ValueUnreadable
from db.fields import Field
from db.records.base import Record, fields_of
from gui.lookup import Lookup
from gui.theme import px
from gui.widgets.editors import CodeEditor, Editor, IdNumberEditor, LinkEditor, RowsEditor, editor_for
from gui.widgets.form_layout import FormGrid
from gui.widgets.parts import button, label, scrolled

DRAFT_MS = 400
CITIZENS_CARD = "111"


class Draft(Protocol):
    """A draft that was kept: when, and what was typed, by field."""

    @property
    def saved_at(self) -> datetime:
        """When."""
        ...

    @property
    def values(self) -> Mapping[str, object]:
        """What was typed, by field."""
        ...


class Drafts(Protocol):
    """Where drafts are kept, by form and by id of the record; `db.store.drafts.Drafts` is one."""

    def save(self, form: str, key: int, values: Mapping[str, object]) -> None:
        """Keeps a draft."""
        ...

    def load(self, form: str, key: int) -> Draft | None:
        """What was kept last, or None."""
        ...

    def drop(self, form: str, key: int) -> None:
        """Forgets it."""
        ...


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
        self, kind: type[Record], lookup: Lookup, drafts: Drafts | None = None, leave_out: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._kind = kind
        self._drafts = drafts
        self._record: Record = kind()
        self._base: dict[str, object] = {}
        self._filled: dict[str, object] = {}
        kinds = {name: field for name, field in fields_of(kind).items() if name not in leave_out}
        self.editors: dict[str, Editor] = {name: editor_for(field, lookup) for name, field in kinds.items()}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAFT_MS)
        self._pause.timeout.connect(self.keep_draft)
        self._build(kinds)
        for name, editor in self.editors.items():
            self._connect(name, editor)

    # The record.

    def show_record(self, record: Record) -> bool:
        """Shows a record, and over it what was typed and not saved; whether there was such a draft."""
        self._pause.stop()
        self._record = record
        self._filled.clear()
        for name, editor in self.editors.items():
            editor.set_value(getattr(record, name))
        self._base = self._typed()
        self.show_problems([])
        self._fit_id_kind()
        restored = self._restore_draft()
        self._grid.refold()
        return restored

    def show_saved(self, record: Record) -> None:
        """Shows a record just saved; what the clerk has opened stays open."""
        opened = self._grid.opened()
        self.show_record(record)
        self._grid.refold(opened)

    def record(self) -> Record:
        """The record as typed.

        Raises:
            ValueUnreadable: some field cannot be read; `problems` tells which.
        """
        return attrs.evolve(self._record, **{name: editor.value() for name, editor in self.editors.items()})

    def problems(self) -> list[Problem]:
        """What cannot be read, or else what the record itself finds."""
        unreadable: list[Problem] = []
        for name, editor in self.editors.items():
            unreadable += _unreadable(name, editor)
        return unreadable or self.record().problems()

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
        self._grid.refold(self._grid.opened())
        self._on_changed()

    def is_changed(self) -> bool:
        """Whether something is typed that is not saved."""
        return bool(self._changes())

    # Problems.

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Shows problems at their fields and sums them up in one line."""
        for editor in self.editors.values():
            if isinstance(editor, RowsEditor):
                editor.clear_problems()
            else:
                editor.show_problem(None)
        for problem in problems:
            self._show_problem(problem)
        blocking = [p for p in problems if p.blocking]
        doubts = len(problems) - len(blocking)
        text = ""
        if blocking:
            named = "、".join(dict.fromkeys(p.label for p in blocking if p.label))
            text = self.tr("还不能保存：请看 {names}").format(names=named or blocking[0].message)
        elif doubts:
            text = self.tr("有 {count} 处请核对，不影响保存").format(count=doubts)
        self._summary.setText(text)
        self._summary.setProperty("tone", "accent" if blocking else "warn")
        self._summary.style().polish(self._summary)
        self._summary.setVisible(bool(text))

    def summary(self) -> str:
        """The one line over the form."""
        return self._summary.text() if not self._summary.isHidden() else ""

    # Drafts.

    def keep_draft(self) -> None:
        """Keeps what is typed now; drops the draft when all is as saved."""
        self._pause.stop()
        if self._drafts is None:
            return
        changes = self._changes()
        try:
            if changes:
                self._drafts.save(self._kind.TABLE, self._record.id, changes)
            else:
                self._drafts.drop(self._kind.TABLE, self._record.id)
        except AppError as error:
            self._say_draft(self.tr("草稿还没有存上：{why}").format(why=error.message), can_drop=False)

    def drop_draft(self) -> None:
        """Forgets the draft, after saving or because the clerk does not want it."""
        self._pause.stop()
        self._band.hide()
        if self._drafts is not None:
            self._drafts.drop(self._kind.TABLE, self._record.id)

    def set_blank(self, blank: bool) -> None:
        """Hides personal data while a visitor looks on."""
        for editor in self.editors.values():
            editor.set_blank(blank)

    def focus_first(self) -> None:
        """Goes to the first field."""
        next(iter(self.editors.values())).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """A draft that waits to be kept is kept now: the store may be closed next."""
        if self._pause.isActive():
            self.keep_draft()
        super().hideEvent(event)

    # Inside.

    def _build(self, kinds: Mapping[str, Field[Any]]) -> None:
        self._summary = label("", "accent")
        self._summary.hide()
        self._band = QFrame()
        self._band.setProperty("kind", "note")
        self._band_text = label("", "quiet")
        self._band_drop = button(self.tr("不要这些内容"), "link")
        self._band_drop.clicked.connect(self._on_band_drop_clicked)
        band = QHBoxLayout(self._band)
        band.setContentsMargins(px(12), px(6), px(12), px(6))
        band.addWidget(self._band_text)
        band.addWidget(self._band_drop)
        band.addStretch()
        self._band.hide()
        plain = QWidget()
        plain.setObjectName("plain")
        inside = QVBoxLayout(plain)
        inside.setContentsMargins(0, 0, px(6), 0)
        self._grid = FormGrid(self._kind, self.editors)
        inside.addWidget(self._grid)
        inside.addStretch(1)
        scroll = scrolled(plain)
        self._scroll = scroll
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self._band)
        column.addWidget(self._summary)
        column.addWidget(scroll, 1)

    def _connect(self, name: str, editor: Editor) -> None:
        editor.changed.connect(self._on_changed)
        editor.suggested.connect(self.fill)
        if isinstance(editor, LinkEditor):
            editor.picked.connect(lambda i: self.picked.emit(name, i))
        if isinstance(editor, RowsEditor):
            editor.picked.connect(lambda row, inner, i: self.part_picked.emit(name, row, inner, i))
        if name == "id_kind":
            editor.changed.connect(self._fit_id_kind)

    def _fit_id_kind(self) -> None:
        """Only the number of a citizen's card is checked; it says so while it is typed."""
        kind = self.editors.get("id_kind")
        for editor in self.editors.values():
            if isinstance(editor, IdNumberEditor) and isinstance(kind, CodeEditor):
                editor.set_national(kind.typed() == kind.kind.show(CITIZENS_CARD))

    def _typed(self) -> dict[str, object]:
        return {name: editor.typed() for name, editor in self.editors.items()}

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

    def _show_problem(self, problem: Problem) -> None:
        name, _, rest = problem.field.partition(".")
        self._grid.unfold(name)
        editor = self.editors.get(name)
        if isinstance(editor, RowsEditor) and rest:
            number, _, inner = rest.partition(".")
            editor.show_part_problem(int(number), inner, problem)
        elif editor is not None:
            editor.show_problem(problem)

    def _focus(self, problem: Problem) -> None:
        name, _, rest = problem.field.partition(".")
        editor = self.editors.get(name)
        if isinstance(editor, RowsEditor) and rest:
            number, _, inner = rest.partition(".")
            editor = editor.show_part_problem(int(number), inner, problem) or editor
        if editor is not None:
            editor.setFocus()
            self._scroll.ensureWidgetVisible(editor)

    def _restore_draft(self) -> bool:
        self._band.hide()
        draft = self._drafts.load(self._kind.TABLE, self._record.id) if self._drafts is not None else None
        kept = {name: typed for name, typed in draft.values.items() if name in self.editors} if draft else {}
        for name, typed in kept.items():
            self.editors[name].set_typed(typed)
        if draft is None or not self._changes():
            return False
        when = draft.saved_at.strftime("%m-%d %H:%M")
        self._say_draft(self.tr("接着上次没有保存的内容（{when}）").format(when=when), can_drop=True)
        return True

    def _say_draft(self, text: str, *, can_drop: bool) -> None:
        self._band_text.setText(text)
        self._band_drop.setVisible(can_drop)
        self._band.show()

    def _on_changed(self) -> None:
        self._pause.start()
        self.changed.emit()

    def _on_band_drop_clicked(self) -> None:
        self.drop_draft()
        self.show_record(self._record)
        self.focus_first()
        self.changed.emit()


def _unreadable(name: str, editor: Editor) -> list[Problem]:
    """Why the value of an editor cannot be read; one problem for each cell of its rows that cannot."""
    if isinstance(editor, RowsEditor):
        cells = [(n, c, e) for n, row in enumerate(editor.filled()) for c, e in row.editors.items()]
        return [
            problem._replace(field=f"{name}.{number}.{cell}")
            for number, cell, inner in cells
            for problem in _unreadable(cell, inner)
        ]
    try:
        editor.value()
    except ValueUnreadable as error:
        return [editor.kind.problem("unreadable", error.message, error.remedy)]
    return []
