"""彻底删除: what goes for good, where else it is told of, and by which appraisal that two people decided."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.duties.retention import Appraisal
from gui.fitted import FittedDialog
from gui.theme import px
from gui.widgets.chips import Chips
from gui.widgets.parts import button, button_row, label

Do = Callable[[Appraisal, bool, Callable[[], object], Callable[[AppError], object]], None]
"""Does it by an appraisal, also where only a name stands if so; then calls the first when it is done, or the second with why not."""
MOST = 6
"""So many appraisals are offered, the newest ones."""


class PurgeDialog(FittedDialog):
    """Asks; nothing is the default, for nothing brings it back.

    Attributes:
        go: does it.
        leave: leaves everything as it is.
        named: whether what tells of a name alone loses its text, too; hidden where there is nothing of that kind.
    """

    def __init__(
        self, title: str, told: Sequence[str], decided: Sequence[Appraisal], do: Do, parent: QWidget | None = None
    ) -> None:
        """``told`` is what goes and where else it stands, ``decided`` are the appraisals that were approved, the newest first."""
        super().__init__(parent)
        self._decided, self._do = tuple(decided[:MOST]), do
        self.setWindowTitle(self.tr("彻底删除"))
        self.setMinimumWidth(px(640))
        self._by = Chips([one.subject for one in self._decided])
        about = self.tr(
            "登记、照片、草稿、查找和操作日志里的内容都去掉，撤销不了，也找不回来；日志只留下谁在什么时候做过什么。"
            "和它一起的走访、告知与同意、台账里的一条也去掉；调解案件、诉求等档案用到的，不删。以前的备份里还有。"
        )
        self.named = QCheckBox(self.tr("看过了，只写着姓名、电话的也是他，一起去掉"))
        self.named.hide()
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
            label(title, size="large", wrap=True),
            *(label(one, wrap=True) for one in told),
            self.named,
            label(about, "quiet", wrap=True),
            label(self.tr("照哪一次鉴定销毁（已批准）"), "quiet"),
            self._by,
            self._fault,
        )
        for one in parts:
            column.addWidget(one)
        column.addLayout(button_row(None, self.go, self.leave))
        self.leave.setFocus()

    def commit(self) -> None:
        """Does it, or says why not; meanwhile nothing is asked twice."""
        self.go.setEnabled(False)
        self._do(self._decided[self._by.current()], self.named.isChecked(), self.accept, self._refused)

    def _refused(self, fault: AppError) -> None:
        self.go.setEnabled(True)
        self.say_in(self._fault, str(fault))
