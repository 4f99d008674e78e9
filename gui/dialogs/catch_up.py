"""补记: several moves keyed at once from a form that was filled in on paper, in their order, all or none."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db.records.base import Record
from db.records.flow import Move
from db.services.move import Keyed, after_move, moves_of
from db.store import Store
from gui.fitted import FittedDialog
from gui.theme import px
from gui.widgets.move_form import MoveForm
from gui.widgets.parts import button, button_row, label, scrolled


class CatchUpDialog(FittedDialog):
    """Asks for one move after the other; each begins where the one before leads to."""

    def __init__(
        self,
        store: Store,
        record: Record,
        form_of: Callable[[Record, Move], MoveForm],
        make: Callable[[Sequence[Keyed]], str | None],
        parent: QWidget | None = None,
    ) -> None:
        """``make`` makes all of them; None when they are made, else why they are refused."""
        super().__init__(parent)
        self._store, self._record, self._form_of, self._make = store, record, form_of, make
        self.forms: list[MoveForm] = []
        self.setWindowTitle(self.tr("补记"))
        self.setMinimumWidth(px(680))
        inside = QWidget()
        inside.setObjectName("plain")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, px(6), 0)
        self._column.setSpacing(px(8))
        self._column.addStretch(1)
        area = scrolled(inside)
        area.setMinimumHeight(px(360))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more = button(self.tr("＋ 记一步"))
        self.more.setMenu(self._menu)
        self._fault = label("", "accent", wrap=True)
        self._fault.hide()
        self.go = button(self.tr("一次记完"), "primary")
        self.go.clicked.connect(self.commit)
        cancel = button(self.tr("不，返回"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("补记"), size="large"))
        column.addWidget(
            label(self.tr("照纸上写的，从早到晚一步一步记：时间写当时的，谁办的写谁。"), "quiet", wrap=True)
        )
        column.addWidget(area, 1)
        column.addWidget(self._fault)
        column.addLayout(button_row(self.more, None, cancel, self.go))
        first = moves_of(store, record)
        if first:
            self.add(first[0])

    def add(self, move: Move) -> None:
        """One more step, where those before can be read."""
        record = self._so_far()
        if record is None:
            return
        form = self._form_of(record, move)
        self._column.insertWidget(self._column.count() - 1, label(f"{len(self.forms) + 1}  {move.label}", size="large"))
        self._column.insertWidget(self._column.count() - 1, form)
        self.forms.append(form)
        form.focus_first()

    def choices(self) -> list[Move]:
        """What may follow."""
        record = self._so_far()
        return moves_of(self._store, record) if record is not None else []

    def commit(self) -> None:
        """Makes all steps, or shows why they are refused."""
        keyed = [form.keyed() for form in self.forms]
        told = [one for one in keyed if one is not None]
        if len(told) < len(keyed) or not told:
            return
        refused = self._make(told)
        if refused is None:
            self.accept()
            return
        self._fault.setText(refused)
        self._fault.setVisible(True)

    def _so_far(self) -> Record | None:
        """The record as the steps so far would leave it; None where one cannot be read, which is shown then."""
        record = self._record
        for form in self.forms:
            keyed = form.keyed()
            if keyed is None:
                return None
            record = after_move(self._store, record, keyed)
        return record

    def _fill_menu(self) -> None:
        self._menu.clear()
        for move in self.choices():
            self._menu.addAction(move.label).triggered.connect(lambda _on=False, move=move: self.add(move))
