"""The minutes of one topic: what was said, what was decided, who does it by when."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from db.errors import Problem
from db.records.base import fields_of
from db.records.hall.meeting import AgendaItem, Resolution
from gui.icons import icon
from gui.keys import on_key
from gui.lookup import Lookup
from gui.theme import px
from gui.widgets.editors import Editor, editor_for
from gui.widgets.parts import button, label
from gui.widgets.press import Button

ACTION_FIELDS = ("subject", "owner", "due")
STRETCH = {"subject": 6, "owner": 3, "due": 3}


class ActionRow(QWidget):
    """One thing to do: subject, owner, day.

    Signals:
        changed: something was typed.
        removal_requested: the clerk wants the row out.
    """

    changed = Signal()
    removal_requested = Signal()

    def __init__(self, resolution: Resolution, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._resolution = resolution
        self.editors: dict[str, Editor] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        for name in ACTION_FIELDS:
            editor = editor_for(fields_of(Resolution)[name], lookup)
            editor.set_value(getattr(resolution, name))
            editor.changed.connect(self.changed)
            editor.target().setAccessibleName(editor.kind.label)
            self.editors[name] = editor
            layout.addWidget(editor, STRETCH[name], Qt.AlignmentFlag.AlignTop)
        remove = Button(icon("close"), "")
        remove.setProperty("kind", "quiet")
        remove.setFixedSize(px(32), px(34))
        remove.setToolTip(self.tr("删去这一项"))
        remove.setAccessibleName(self.tr("删去这一项"))
        remove.clicked.connect(self.removal_requested)
        layout.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        for name, hint in (
            ("subject", self.tr("做什么")),
            ("owner", self.tr("责任人或单位")),
            ("due", self.tr("何时办结")),
        ):
            line = getattr(self.editors[name], "line", None)
            if line is not None:
                line.setPlaceholderText(hint)

    def is_untouched(self) -> bool:
        """Whether nothing has been entered."""
        return not any(editor.typed() for editor in self.editors.values())

    @property
    def id(self) -> int:
        """The id of what was saved; 0 for a new row."""
        return self._resolution.id

    @property
    def saved(self) -> Resolution:
        """What the row was made of."""
        return self._resolution

    def typed(self) -> dict[str, object]:
        """What is there, for a draft."""
        return {name: editor.typed() for name, editor in self.editors.items()}

    def set_typed(self, cells: Mapping[str, object]) -> None:
        """Shows what a draft kept."""
        for name, typed in cells.items():
            if name in self.editors:
                self.editors[name].set_typed(typed)

    def resolution(self) -> Resolution:
        """The resolution as typed.

        Raises:
            ValueUnreadable: the day cannot be read.
        """
        return attrs.evolve(self._resolution, **{name: editor.value() for name, editor in self.editors.items()})

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Shows what is wrong under the fields."""
        for name, editor in self.editors.items():
            editor.show_problem(next((p for p in problems if p.field == name), None))


class MinutesItem(QFrame):
    """One topic of the minutes.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(
        self,
        title: str,
        item: AgendaItem,
        resolutions: Sequence[Resolution],
        lookup: Lookup,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._item, self._lookup = item, lookup
        self.rows: list[ActionRow] = []
        kinds = fields_of(AgendaItem)
        self.discussion = editor_for(kinds["discussion"], lookup)
        self.decision = editor_for(kinds["decision"], lookup)
        self.discussion.set_value(item.discussion)
        self.decision.set_value(item.decision)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(14), px(18), px(14))
        layout.setSpacing(px(8))
        layout.addWidget(label(title, size="large", wrap=True))
        layout.addLayout(self._make_texts())
        self._actions = QVBoxLayout()
        self._actions.setSpacing(px(6))
        layout.addWidget(label(self.tr("谁来办、何时办结（Ctrl+J 加一项）"), "quiet", "small"))
        layout.addLayout(self._actions)
        layout.addLayout(self._make_footer())
        for resolution in resolutions:
            self._append(resolution)
        on_key("Ctrl+J", self, self.add_action)

    def item(self) -> AgendaItem:
        """The topic with what was said and decided."""
        return attrs.evolve(self._item, discussion=self.discussion.value(), decision=self.decision.value())

    def key(self) -> str:
        """What tells the topic from the others of its meeting."""
        return str(self._item.topic or self._item.subject)

    def typed(self) -> dict[str, object]:
        """What is there, as a draft keeps it."""
        actions = [{"id": row.id, "cells": row.typed()} for row in self.filled()]
        return {"discussion": self.discussion.typed(), "decision": self.decision.typed(), "actions": actions}

    def set_typed(self, kept: Mapping[str, Any]) -> None:
        """Shows what a draft kept; what has been saved meanwhile of the things to do stays as it was saved."""
        self.discussion.set_typed(kept["discussion"])
        self.decision.set_typed(kept["decision"])
        saved = {row.id: row.saved for row in self.rows if row.id}
        for row in list(self.rows):
            self._take_out(row)
        for action in kept["actions"]:
            row = self._append(saved.get(action["id"], Resolution(topic=self._item.topic)))
            row.set_typed(action["cells"])

    def filled(self) -> list[ActionRow]:
        """The rows in which something was entered."""
        return [row for row in self.rows if not row.is_untouched()]

    def add_action(self) -> ActionRow:
        """A row more, with the decision as its subject where there is only one."""
        first = "" if self.rows else str(self.decision.value()).split("\n")[0]
        row = self._append(Resolution(subject=first, topic=self._item.topic))
        row.editors["owner" if first else "subject"].setFocus()
        self.changed.emit()
        return row

    def _make_texts(self) -> QHBoxLayout:
        texts = QHBoxLayout()
        texts.setSpacing(px(14))
        for editor in (self.discussion, self.decision):
            column = QVBoxLayout()
            column.setSpacing(px(4))
            column.addWidget(label(editor.kind.label, "quiet", "small"))
            column.addWidget(editor)
            column.addStretch(1)
            editor.target().setAccessibleName(editor.kind.label)
            editor.changed.connect(self.changed)
            texts.addLayout(column, 1)
        return texts

    def _make_footer(self) -> QHBoxLayout:
        add = button(self.tr("＋ 加一项"), "quiet")
        add.clicked.connect(self.add_action)
        footer = QHBoxLayout()
        footer.addWidget(add)
        footer.addStretch(1)
        return footer

    def _append(self, resolution: Resolution) -> ActionRow:
        row = ActionRow(resolution, self._lookup)
        row.changed.connect(self.changed)
        row.removal_requested.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._actions.addWidget(row)
        return row

    def _remove(self, row: ActionRow) -> None:
        self._take_out(row)
        self.changed.emit()

    def _take_out(self, row: ActionRow) -> None:
        self.rows.remove(row)
        self._actions.removeWidget(row)
        row.hide()
        row.deleteLater()
