"""Editors of yes or no, and of codes: a list to type into, by its reading or initials, digit or part of the word."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from db.errors import ValueUnreadable
from db.fields import Code, Field
from db.records.centre.option_list import OWN
from db.values.code_table import CodeTable
from gui.icons import icon
from gui.lookup import initials, read_from
from gui.widgets.dropdown import FIRST, NOTHING, Choice, Dropdown
from gui.widgets.editors.base import Editor, LineEditor


class FlagEditor(Editor):
    """Flag: a box to tick."""

    def __init__(self, kind: Field[Any], parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.box = QCheckBox(self.tr("是"))
        self.box.clicked.connect(self.changed)
        self._layout.addWidget(self.box)
        self.setFocusProxy(self.box)

    def value(self) -> Any:
        """See `Editor`."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        """See `Editor`."""
        self.box.setChecked(bool(value))

    def typed(self) -> object:
        """See `Editor`."""
        return self.box.isChecked()

    def set_typed(self, typed: object) -> None:
        """See `Editor`."""
        self.box.setChecked(bool(typed))

    def target(self) -> QWidget:
        """See `Editor`."""
        return self.box


class CodeEditor(LineEditor):
    """Code: shows the label; a digit, pinyin, initials or a part of the word narrow the list, Enter or Tab takes."""

    def __init__(self, kind: Code, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self._codes_of = kind.codes
        self._code = ""
        self._left_out: frozenset[str] = frozenset()
        self._at_hand: object = None
        self._is_told = False
        self._dropdown = Dropdown(self.line, tab_takes=True)
        self._dropdown.chosen.connect(self._on_dropdown_chosen)
        self.open_action = QAction(icon("chevron_down"), "", self.line)
        self.open_action.triggered.connect(lambda: self._open_whole(NOTHING))
        self.line.addAction(self.open_action, QLineEdit.ActionPosition.TrailingPosition)
        self.line.installEventFilter(self)
        # What is typed next replaces the label, however the focus came.
        self.line.focused.connect(self.line.selectAll)

    @property
    def _table(self) -> CodeTable:
        """Asked for anew each time: the centre may have named a stage otherwise meanwhile."""
        return self._codes_of()

    def value(self) -> Any:
        """See `Editor`."""
        text = self._text()
        return self._code if text == self.kind.show(self._code) else self.kind.read(text)

    def set_value(self, value: Any) -> None:
        """See `Editor`."""
        self._code = value
        super().set_value(value)

    def set_typed(self, typed: object) -> None:
        """See `Editor`."""
        super().set_typed(typed)
        self.blockSignals(True)
        self._settle()
        self.blockSignals(False)

    def show_at_hand(self, *, here: bool) -> None:
        """Shows what is masked while somebody works on its row; what is then as it was is masked again. That it was seen is told once."""
        if here and self.is_veiled():
            self._show_whole()
            self._at_hand = self.typed()
            if not self._is_told:
                self._is_told = True
                self.uncovered.emit()
        elif not here and self._at_hand is not None:
            untouched, self._at_hand = self.typed() == self._at_hand, None
            if untouched:
                super().set_veiled(True)

    def set_veiled(self, veiled: bool) -> None:
        """See `Editor`; what was asked for stays so, wherever the focus goes."""
        self._at_hand = None
        self._is_told = self._is_told and not veiled
        super().set_veiled(veiled)

    def is_veiled(self) -> bool:
        """See `Editor`; what is shown only as long as somebody works on its row was not asked for."""
        return self._at_hand is not None or super().is_veiled()

    def _uncover(self) -> None:
        """See `LineEditor`; what is at hand was told already."""
        if self._at_hand is None:
            super()._uncover()

    def leave_out(self, codes: Collection[str]) -> None:
        """Offers these codes no more; one that stands there is shown as ever."""
        self._left_out = frozenset(codes)

    def matches(self, typed: str) -> list[str]:
        """The codes that what is typed may mean, the likeliest first."""
        return [c for c in matching(self._table.labels, self._table.code(typed), typed) if self._is_offered(c)]

    def _is_offered(self, code: str) -> bool:
        return code not in self._left_out and code not in self._table.retired

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Opens the whole list on a click and on the Down key."""
        if self.line.isReadOnly():
            return False
        if self._dropdown.isVisible():
            return False
        goes_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if event.type() == QEvent.Type.MouseButtonPress or (event.type() == QEvent.Type.KeyPress and goes_down):
            self._open_whole(FIRST if goes_down else NOTHING)
            return True
        return False

    def set_blank(self, blank: bool) -> None:
        """See `Editor`."""
        self.open_action.setVisible(not blank)
        super().set_blank(blank)

    def _choices(self, codes: Sequence[str]) -> list[Choice]:
        return [Choice(self._table.labels[c], lead=_key(c), value=c) for c in codes]

    def _open_whole(self, marked: int) -> None:
        """All that is offered; what stands there is marked, else what is said."""
        self.line.setFocus()
        self._uncover()
        self._veiled = False
        codes = [code for code in self._table.labels if self._is_offered(code) or code == self._code]
        current = codes.index(self._code) if self._code in codes else marked
        self._dropdown.offer(self._choices(codes), current)

    def _on_line_edited(self) -> None:
        super()._on_line_edited()
        text = self._text().strip()
        if text:
            self._dropdown.offer(self._choices(self.matches(text)))
        else:
            self._dropdown.hide()

    def _on_dropdown_chosen(self, code: str) -> None:
        fresh = code != self._code or self._text() != self.kind.show(code)
        self.set_value(code)
        self.show_problem(None)
        if fresh:
            self.changed.emit()

    def _on_line_unfocused(self) -> None:
        self._settle()
        super()._on_line_unfocused()

    def _settle(self) -> None:
        """Takes what was typed when it can mean only one thing; says so when it means none."""
        text = self._text().strip()
        if self._hidden is not None or text == self.kind.show(self._code):
            return
        try:
            code = self.kind.read(text)
        except ValueUnreadable as error:
            only = self.matches(text)
            if len(only) != 1:
                self.show_problem(self.kind.problem("unreadable", error.message, self.tr("请从列表里选")))
                return
            code = only[0]
        self.set_value(code)
        self.changed.emit()


def _key(code: str) -> str:
    """What is typed for a code: its number, and nothing for one of the centre's own."""
    return "" if code.startswith(OWN) else code.lstrip("0") or code


def matching(labels: Any, exact: str | None, typed: str) -> list[str]:
    """The codes whose number, label or reading, whole or by initials, fit what is typed; ``exact`` comes first."""
    words = typed.strip().casefold()
    ranks: dict[str, int] = {}
    for code, label in labels.items():
        rank = _rank(code, label.casefold(), words)
        if rank is not None:
            ranks[code] = rank
    if exact is not None:
        ranks[exact] = -1
    return sorted(ranks, key=lambda c: ranks[c])


def _rank(code: str, label: str, words: str) -> int | None:
    if words.isdigit():
        return 0 if code.lstrip("0") == words else 1 if code.lstrip("0").startswith(words) else None
    if words in label:
        return 1 if label.startswith(words) else 2
    if words.isascii() and words.isalpha():
        letters = initials(label)
        if words in letters:
            return 1 if letters.startswith(words) else 3
        if (start := read_from(label, words)) is not None:
            return 3 if start else 1
    return None
