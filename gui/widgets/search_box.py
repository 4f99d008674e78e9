"""The one search box, always there: type, choose with the arrow keys, Enter opens."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from shiboken6 import isValid

from db.services.find import MOST, Found
from gui.keys import on_key
from gui.widgets.dropdown import Choice, Dropdown
from gui.widgets.editors.base import EchoLine

PAUSE_MS = 60
Search = Callable[[str], Sequence[Found]]


class SearchBox(QWidget):
    """Finds anything by a few letters or digits; asks the callback that is handed in, and another what to say where it finds nothing.

    Signals:
        opened: table and id of what the clerk chose.
    """

    opened = Signal(str, object)

    def __init__(self, search: Search, advice: Callable[[str], str] = lambda _words: "") -> None:
        super().__init__()
        self._search, self._advice = search, advice
        self.line = EchoLine()
        self.line.setObjectName("search")
        self.line.setPlaceholderText(self.tr("找人、找房、找事：姓名、拼音首字母、身份证后四位、电话、楼栋…   Ctrl+K"))
        self.line.setAccessibleName(self.tr("查找"))
        self._dropdown = Dropdown(self.line)
        self._dropdown.chosen.connect(self._on_dropdown_chosen)
        self._dropdown.outdated.connect(self.search_now)
        self._dropdown.escaped.connect(self.leave)
        self._before: QWidget | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.search_now)
        self.line.textEdited.connect(self._on_line_edited)
        self.line.returnPressed.connect(self._on_line_entered)
        self.line.unfocused.connect(self._on_line_unfocused)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        on_key("Ctrl+K", self, self.start, everywhere=True)
        on_key("Escape", self, self.leave)

    def start(self) -> None:
        """Takes the keys, with what was typed before ready to be overwritten."""
        focused = QApplication.focusWidget()
        if focused is not self.line:
            self._before = focused
        self.line.setFocus()
        self.line.selectAll()
        if self.line.text().strip():
            self.search_now()

    def search_now(self) -> None:
        """Shows what the words find."""
        self._pause.stop()
        words = self.line.text().strip()
        if not words:
            self._dropdown.hide()
            return
        found = self._search(words)
        advised = self._advice(words)
        nothing = [
            Choice(advised or self.tr("没有找到“{words}”。可试姓名首字母、楼栋房号、证件后四位").format(words=words))
        ]
        more = (
            [Choice(self.tr("只列出最像的 {0} 条；再写几个字，就能找到别的").format(MOST))]
            if len(found) >= MOST
            else []
        )
        self._dropdown.offer([*grouped(found), *more] or nothing)

    def leave(self) -> None:
        """Empties the box and gives the keys back to what had them."""
        self._pause.stop()
        self.line.clear()
        self._dropdown.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        else:
            self.line.clearFocus()

    def results(self) -> Sequence[Choice]:
        """What is shown under the box now, headings included."""
        return self._dropdown.lines()

    def _on_line_edited(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._dropdown.hide()

    def _on_line_entered(self) -> None:
        """Enter before anything was shown, as a scanner types it: what was typed exactly opens at once, else all is shown."""
        self.search_now()
        if (first := self._dropdown.current()) is not None and isinstance(first.value, Found) and first.value.equal:
            self._dropdown.take_current()

    def _on_line_unfocused(self) -> None:
        # Words of the last visitor must not stay on the screen; another window in front changes nothing.
        if self.window().isActiveWindow():
            self.line.clear()

    def _on_dropdown_chosen(self, found: Found) -> None:
        self.line.clear()
        self.opened.emit(found.table, found.id)


def grouped(found: Sequence[Found]) -> list[Choice]:
    """The results under a heading for each type, the types in the order of their best result."""
    groups: dict[str, list[Choice]] = {}
    for one in found:
        groups.setdefault(one.label, []).append(Choice(one.title, detail=one.subtitle, value=one))
    return [line for label, lines in groups.items() for line in (Choice(label), *lines)]
