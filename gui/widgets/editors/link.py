"""The editors of links and references: type initials, a name or an address, choose among what is found."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from db.errors import ValueUnreadable
from db.fields import Link, Ref
from db.services.find import Found
from gui.icons import icon
from gui.lookup import FEW, Lookup
from gui.widgets.dropdown import NOTHING, Choice, Dropdown
from gui.widgets.editors.base import LineEditor

PAUSE_MS = 60
NEW = -1


class LinkEditor(LineEditor):
    """Link: shows the title of the linked record.

    Attributes:
        whose: the ids of the residents whose own places are offered first.

    Signals:
        picked: the id of the record the clerk chose; 0 when it was taken out.
    """

    picked = Signal(object)

    def __init__(self, kind: Link | Ref, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self._lookup = lookup
        self._table = kind.to if isinstance(kind, Link) else ""
        self._id = 0
        self._title = ""
        self.whose: Collection[int] = ()
        self._dropdown = Dropdown(self.line, tab_takes=True)
        self._dropdown.chosen.connect(self._on_dropdown_chosen)
        self._dropdown.outdated.connect(self._offer)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._offer)
        self.line.setPlaceholderText(self.tr("拼音首字母、姓名、门牌…"))
        self.line.returnPressed.connect(self._offer)
        self.open_action = QAction(icon("chevron_down"), "", self.line)
        self.open_action.triggered.connect(self.offer_all)
        self.line.addAction(self.open_action, QLineEdit.ActionPosition.TrailingPosition)
        self.line.installEventFilter(self)

    def value(self) -> Any:
        """See `Editor`."""
        text = self._text().strip()
        if not text:
            return 0
        if text == self._title:
            return self._id
        raise ValueUnreadable(f"“{text}”还没有选定", "请从找到的里面选一个")

    def set_value(self, value: Any) -> None:
        """See `Editor`."""
        self._id = value
        self._title = self._title_of(value)
        self._set_text(self._title)

    def typed(self) -> object:
        """See `Editor`."""
        return {"id": self._id, "text": self._text()}

    def set_typed(self, typed: object) -> None:
        """See `Editor`."""
        if isinstance(typed, dict):
            self.set_value(int(typed.get("id", 0)))
            self._set_text(str(typed.get("text", "")))

    def set_blank(self, blank: bool) -> None:
        """See `Editor`."""
        self.open_action.setVisible(not blank)
        super().set_blank(blank)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offers what there is on the Down key, and on a click where nothing is typed."""
        if self.line.isReadOnly() or self._dropdown.isVisible():
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self.offer_all()
            return True
        if event.type() == QEvent.Type.MouseButtonPress and not self.line.text():
            self.offer_all()
        return False

    def offer_all(self) -> None:
        """Offers all records where they are few; of many it says how they are found. What is typed narrows them."""
        self.line.setFocus()
        words = self._text().strip()
        if words and words != self._title:
            self._offer()
            return
        found = self._every()
        lines = [self._choice(one) for one in found or ()]
        if found is None:
            lines = [Choice(self.tr("太多了列不下：打姓名、名称的拼音首字母，或门牌、编号来找"))]
        elif not lines:
            lines = [Choice(self.tr("还没有登记过，先登记才能选"))]
        marked = next((n for n, one in enumerate(lines) if one.value == self._id), NOTHING)
        self._dropdown.offer(lines, marked)

    def choices(self) -> Sequence[Choice]:
        """What is found and may be chosen now."""
        return self._dropdown.lines()

    def marked(self) -> object:
        """The id of the record that Enter would choose; None when there is none."""
        current = self._dropdown.current()
        return current.value if current else None

    def _title_of(self, value: int) -> str:
        return self._lookup.title(self._table, value)

    def _find(self, words: str) -> Sequence[Found]:
        return self._lookup.find(words, self._table, self.whose)

    def _every(self) -> Sequence[Found] | None:
        return self._lookup.every(self._table, self.whose)

    def _choice(self, found: Found) -> Choice:
        return Choice(found.title, detail=found.subtitle, value=found.id)

    def _offer(self) -> None:
        self._pause.stop()
        words = self._text().strip()
        if not words or words == self._title or not self.line.hasFocus():
            return
        found = self._find(words)
        fitting = [self._choice(f) for f in found if not f.near]
        near = [self._choice(f) for f in found if f.near]
        title = self._lookup.new_title(words, self._table) if self._table else ""
        new = [Choice(self.tr("登记新的：{title}").format(title=title), value=NEW)] if title else []
        lines = [*new, *fitting] if not any(f.equal for f in found) else [*fitting, *new]
        if near and not new:
            # What contradicts the words is shown for whoever mistyped, and is never taken by Tab or Enter alone.
            lines += [Choice(self.tr("没有“{words}”，相近的有").format(words=words)), *near]
        marked = lines.index(fitting[0]) if fitting else 0 if new else NOTHING
        self._dropdown.offer(lines or [Choice(self.tr("没有找到“{words}”").format(words=words))], marked)

    def _on_line_edited(self) -> None:
        super()._on_line_edited()
        if self.line.text().strip():
            self._pause.start()
            return
        self._pause.stop()
        self._dropdown.hide()
        if self._id:
            self._id, self._title = 0, ""
            self.picked.emit(0)

    def _on_dropdown_chosen(self, record_id: int) -> None:
        if record_id == NEW:
            record_id = self._lookup.make(self.line.text().strip(), self._table)
        self.set_value(record_id)
        self.show_problem(None)
        self.changed.emit()
        self.picked.emit(record_id)

    def _on_line_unfocused(self) -> None:
        self._pause.stop()
        try:
            self.value()
        except ValueUnreadable as error:
            self.show_problem(self.kind.problem("unreadable", error.message, error.remedy))
        super()._on_line_unfocused()


class RefEditor(LinkEditor):
    """Ref: as a link, among the records of several types; each hit says which type it is of."""

    def __init__(self, kind: Ref, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(kind, lookup, parent)
        self._tables = kind.to

    def _title_of(self, value: int) -> str:
        return self._lookup.title_referred(value)

    def _find(self, words: str) -> Sequence[Found]:
        return [found for table in self._tables for found in self._lookup.find(words, table)]

    def _every(self) -> Sequence[Found] | None:
        """As long as all of them together are few."""
        every: list[Found] = []
        for table in self._tables:
            if (found := self._lookup.every(table)) is None or len(every) + len(found) > FEW:
                return None
            every += found
        return every

    def _choice(self, found: Found) -> Choice:
        detail = " · ".join(filter(None, (found.label, found.subtitle)))
        return Choice(found.title, detail=detail, value=self._lookup.reference(found.table, found.id))
