"""导出: of whom, and whether the columns that the list shows or all that there are."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from db.records.base import Record
from db.services.chosen import EVERYTHING, Chosen
from gui.dialogs.sheet_dialog import Meant, chips_of
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.theme import px
from gui.widgets.parts import button, button_row, label

SHOWN, EVERY = range(2)


class ExportDialog(FittedDialog):
    """Asks; Ctrl+Enter goes on to the file.

    Attributes:
        go: goes on.
        heads: what the columns are called.
    """

    def __init__(
        self, kind: type[Record], meant: Sequence[Meant], shown: Sequence[str], parent: QWidget | None = None
    ) -> None:
        """``shown`` are the columns of the list, in its order."""
        super().__init__(parent)
        self._meant, self._shown = meant, tuple(shown)
        self.setWindowTitle(self.tr("导出{0}").format(kind.LABEL))
        self.setMinimumWidth(px(560))
        self._scope, self._columns = QButtonGroup(self), QButtonGroup(self)
        from db.services.export_table import heads  # heavy: only when a list is exported

        self._heads = tuple(heads(kind, one) for one in (Chosen(columns=self._shown), EVERYTHING))
        words = (
            self.tr("列表上的 {0} 栏").format(len(self._heads[SHOWN])),
            self.tr("全部 {0} 栏，能再导入").format(len(self._heads[EVERY])),
        )
        self.heads = label("", "quiet", "small", wrap=True)
        self.go = button(self.tr("选存到哪里…"), "primary", "Ctrl+Enter")
        self.go.setDefault(True)
        self.go.clicked.connect(self.accept)
        back = button(self.tr("返回"))
        back.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(12))
        column.addWidget(label(self.windowTitle(), size="large"))
        column.addLayout(chips_of([one.words for one in meant], self._scope))
        column.addLayout(chips_of(words, self._columns))
        column.addWidget(self.heads)
        column.addLayout(button_row(None, back, self.go))
        self._columns.idToggled.connect(lambda *_: self._show_heads())
        self._show_heads()
        red_key(self, self.accept)
        self.go.setFocus()

    def meant(self) -> Meant:
        """Of whom."""
        return self._meant[max(self._scope.checkedId(), 0)]

    def columns(self) -> tuple[str, ...]:
        """Those of the list; () for all that there are."""
        return () if self._columns.checkedId() == EVERY else self._shown

    def mean(self, number: int) -> None:
        """Chooses of whom."""
        self._scope.button(number).setChecked(True)

    def take(self, columns: int) -> None:
        """Chooses which columns: `SHOWN` or `EVERY`."""
        self._columns.button(columns).setChecked(True)

    def _show_heads(self) -> None:
        self.heads.setText("、".join(self._heads[max(self._columns.checkedId(), SHOWN)]))
        self.fit()
