"""What a form needs of drafts: where they are kept, and the line over the form that tells of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui.theme import px
from gui.widgets.parts import button, label


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
    """Where drafts are kept; `db.store.drafts.Drafts` is one."""

    def keep(self, form: str, key: int, begun: str, values: Mapping[str, object], held: Any) -> Any:
        """Keeps a draft in place of the one held, or beside what somebody else wrote there."""
        ...

    def load(self, form: str, key: int, begun: str = "") -> Any:
        """What was kept last, or None."""
        ...

    def others(self, form: str, key: int, begun: str, held: Any) -> Sequence[Any]:
        """What else was kept in the same place."""
        ...

    def forget(self, draft: Any) -> None:
        """Forgets it."""
        ...


class Typed(Protocol):
    """Something beside the fields of a form that is typed into, and kept with its draft."""

    def typed(self) -> object:
        """What is there, as JSON can hold it."""
        ...

    def set_typed(self, typed: object) -> None:
        """Shows what a draft kept."""
        ...


class DraftBand(QFrame):
    """The line over a form: what is shown was not saved, and what can be done about it.

    Signals:
        dropped: the clerk does not want what was typed.
        brought_back: the clerk wants it after all.
        set_aside: the clerk wants an empty form, and what is typed kept for later.
    """

    dropped = Signal()
    brought_back = Signal()
    set_aside = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "note")
        self._text = label("", "quiet")
        self.drop = button(self.tr("不要这些内容"), "link")
        self.drop.clicked.connect(self.dropped)
        self.back = button(self.tr("找回来"), "link")
        self.back.clicked.connect(self.brought_back)
        self.aside = button(self.tr("留着它，另起一份"), "link")
        self.aside.clicked.connect(self.set_aside)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(6), px(12), px(6))
        row.setSpacing(px(16))
        for one in (self._text, self.drop, self.aside, self.back):
            row.addWidget(one)
        row.addStretch()
        self.hide()

    def say(self, text: str, *, restored: bool = False, is_new: bool = False, gone: bool = False) -> None:
        """Shows a text, with what there is to do: about what was restored, or about what was just dropped."""
        self._text.setText(text)
        self.drop.setVisible(restored)
        self.aside.setVisible(restored and is_new)
        self.back.setVisible(gone)
        self.show()

    def text(self) -> str:
        """What is told now."""
        return self._text.text() if not self.isHidden() else ""
