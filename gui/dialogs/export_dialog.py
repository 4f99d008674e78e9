"""导出: of whom, and whether the columns that the list shows or all that there are."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.base import Record
from db.services.chosen import EVERYTHING, Chosen
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.theme import px
from gui.widgets.chips import Chips, Meant, MeantChips
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
        self._shown = tuple(shown)
        self.setWindowTitle(self.tr("导出{0}").format(kind.LABEL))
        self.setMinimumWidth(px(560))
        from db.services.export_table import heads  # heavy: only when a list is exported

        self._heads = tuple(heads(kind, one) for one in (Chosen(columns=self._shown), EVERYTHING))
        words = (
            self.tr("列表上的 {0} 栏").format(len(self._heads[SHOWN])),
            self.tr("全部 {0} 栏，能再导入").format(len(self._heads[EVERY])),
        )
        self._scope, self._columns = MeantChips(meant), Chips(words)
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
        column.addWidget(self._scope)
        column.addWidget(self._columns)
        column.addWidget(self.heads)
        column.addLayout(button_row(None, back, self.go))
        self._columns.chosen.connect(lambda _: self._show_heads())
        self._show_heads()
        red_key(self, self.accept)
        self.go.setFocus()

    def meant(self) -> Meant:
        """Of whom."""
        return self._scope.meant()

    def columns(self) -> tuple[str, ...]:
        """Those of the list; () for all that there are."""
        return () if self._columns.current() == EVERY else self._shown

    def mean(self, number: int) -> None:
        """Chooses of whom."""
        self._scope.choose(number)

    def take(self, columns: int) -> None:
        """Chooses which columns: `SHOWN` or `EVERY`."""
        self._columns.choose(columns)

    def _show_heads(self) -> None:
        self.heads.setText("、".join(self._heads[self._columns.current()]))
        self.fit()
