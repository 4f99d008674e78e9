"""What a form needs of drafts: where they are kept, and the line over the form that tells of them."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from db.fields import Field
from db.records.base import Record
from db.values import masks
from gui.theme import px
from gui.widgets.editors import Editor
from gui.widgets.parts import button, label
from gui.words import tr

DRAFT_MS = 400
"""Milliseconds without a key after which what is typed is kept."""


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


class LineTyped:
    """A line beside the fields of a form, as its draft keeps it."""

    def __init__(self, line: QLineEdit) -> None:
        self._line = line

    def typed(self) -> object:
        """See `Typed`."""
        return self._line.text()

    def set_typed(self, typed: object) -> None:
        """See `Typed`."""
        self._line.setText(str(typed))


class DraftPause(QObject):
    """When the draft of a widget is kept: a moment after the last key."""

    def __init__(self, widget: QWidget, keep: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget, self._keep = widget, keep
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self._on_over)

    def start(self) -> None:
        """Something was typed: it is kept soon."""
        self._timer.start()

    def start_or_keep(self) -> None:
        """The same; at once where the window is closing, for the store goes next."""
        if self._widget.window().isVisible():
            self._timer.start()
        else:
            self._keep()

    def stop(self) -> None:
        """Nothing waits to be kept any more."""
        self._timer.stop()

    def keep_pending(self) -> None:
        """Keeps what waits to be kept."""
        if self._timer.isActive():
            self._keep()

    def _on_over(self) -> None:
        # What was typed before the window went was kept as it went, and its store may be closed by now.
        if self._widget.window().isVisible():
            self._keep()


WAS = "#was"
"""Under this name a draft of a record keeps what the record said in the fields that were typed over."""


def was(held: Draft | None, changes: Mapping[str, object], base: Mapping[str, object]) -> dict[str, object]:
    """What the record said when each field was typed over: as the draft before knows it, else as it says now."""
    before = _was(held)
    return {name: before.get(name, base.get(name)) for name in changes}


def overtaken(draft: Draft, typed: Mapping[str, object], base: Mapping[str, object]) -> list[str]:
    """The fields in which the draft says one thing and the record, since it was typed, another."""
    before = _was(draft)
    return [
        name
        for name, said in before.items()
        if _alike(said) != _alike(_as_said(base.get(name), said)) and _alike(base.get(name)) != _alike(typed.get(name))
    ]


def _as_said(value: object, said: object) -> object:
    """The words alone of what leads somewhere, where an older program had a text."""
    return value.get("text") if isinstance(said, str) and isinstance(value, Mapping) else value


def left_out(draft: Draft, kinds: Mapping[str, Field[Any]], asked: Collection[str]) -> str:
    """What a draft has of fields that the form asks for no more, masked; an older program did: 办理环节 达成协议."""
    told = {name: str(draft.values[name]).strip() for name in kinds if name in draft.values and name not in asked}
    return "、".join(f"{kinds[name].label} {masks.in_text(text)}" for name, text in told.items() if text)


def _was(draft: Draft | None) -> Mapping[str, object]:
    found = draft.values.get(WAS) if draft is not None else None
    return found if isinstance(found, Mapping) else {}


def _alike(value: object) -> str:
    """As a draft comes back from where it is kept."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


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


def overtaken_words(met: Iterable[str], record: Record, editors: Mapping[str, Editor]) -> str:
    """What the record says by now in the fields that were changed elsewhere meanwhile, masked."""
    kinds = [editors[name].kind for name in met if name in editors]
    there = (kind.mask(getattr(record, kind.name)) or tr("（空）") for kind in kinds)
    told = tr("；{names}这期间在别处改过，现在是：{there}。保存就以您写的为准")
    return told.format(names="、".join(kind.label for kind in kinds), there="；".join(there))
