"""彻底删除: what goes for good, and by which appraisal that two people decided."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import AppError
from db.records.duties.retention import Appraisal
from gui.fitted import FittedDialog
from gui.theme import px
from gui.widgets.chips import Chips, Meant, MeantChips
from gui.widgets.parts import button, button_row, label

Do = Callable[[Appraisal, Meant], AppError | None]
"""Does it; None when it is done, else why not."""
MOST = 6
"""So many appraisals are offered, the newest ones."""


class PurgeDialog(FittedDialog):
    """Asks; nothing is the default, for nothing brings it back.

    Attributes:
        go: does it.
    """

    def __init__(
        self, kind: str, meant: Sequence[Meant], decided: Sequence[Appraisal], do: Do, parent: QWidget | None = None
    ) -> None:
        """``kind`` is what the type is called, ``decided`` are the appraisals that were approved, the newest first."""
        super().__init__(parent)
        self._decided, self._do = tuple(decided[:MOST]), do
        self.setWindowTitle(self.tr("彻底删除"))
        self.setMinimumWidth(px(600))
        self._scope = MeantChips(meant)
        self._by = Chips([one.subject for one in self._decided])
        about = self.tr(
            "登记、照片、草稿、查找和操作日志里的内容都去掉，撤销不了，也找不回来；日志只留下谁在什么时候做过什么。"
            "和它一起的走访、告知与同意、台账里的一条也去掉；调解案件、诉求等档案用到的，不删。以前的备份里还有。"
        )
        self._fault = label("", "accent", wrap=True)
        self._fault.hide()
        self.go = button(self.tr("彻底删除"), "primary")
        self.go.clicked.connect(self.commit)
        self.leave = button(self.tr("不，返回"))
        self.leave.setDefault(True)
        self.leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(12))
        parts = (
            label(self.tr("彻底删除{0}").format(kind), size="large"),
            self._scope,
            label(about, wrap=True),
            label(self.tr("照哪一次鉴定销毁（已批准）"), "quiet"),
            self._by,
            self._fault,
        )
        for one in parts:
            column.addWidget(one)
        column.addLayout(button_row(None, self.go, self.leave))
        self.leave.setFocus()

    def commit(self) -> None:
        """Does it, or says why not."""
        fault = self._do(self._decided[self._by.current()], self._scope.meant())
        if fault is None:
            self.accept()
            return
        self._fault.setText(str(fault))
        self._fault.show()
        self.fit()
        self.bring_to_sight(self._fault)
