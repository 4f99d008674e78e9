"""The store that was open last is not where it was: find it again, take a backup, or begin anew; never silently."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.disk.parts import is_store
from gui.dialogs.store_dialog import lay_out_door
from gui.file_choice import which_folder
from gui.fitted import FittedDialog
from gui.theme import px
from gui.widgets.parts import Card, button, label


class LostStore(FittedDialog):
    """Asks what to do.

    Signals:
        found: the folder in which the store is after all.
        restore_requested: the clerk has a backup.
        fresh_requested: the clerk wants to begin with a new store.
    """

    found = Signal(object)
    restore_requested = Signal()
    fresh_requested = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setWindowTitle(self.tr("党群服务台"))
        self.setMinimumWidth(px(620))
        self.again = button(self.tr("再找一次"), "primary")
        self.again.setDefault(True)
        self.again.clicked.connect(self.look_again)
        self.elsewhere = button(self.tr("资料在别处…"))
        self.elsewhere.clicked.connect(self._on_elsewhere_clicked)
        self.restore = button(self.tr("用备份恢复…"), "quiet")
        self.restore.clicked.connect(self.restore_requested)
        self.fresh = button(self.tr("建一份新的"), "quiet")
        self.fresh.clicked.connect(self.fresh_requested)
        self._fault = label("", "accent", wrap=True)
        self._fault.hide()
        self._build()

    def fault(self) -> str:
        """What is said to be wrong."""
        return self._fault.text()

    def look_again(self) -> None:
        """Looks at the old place once more."""
        self.try_folder(self._folder)

    def try_folder(self, folder: Path) -> None:
        """Goes on with the store of a folder, or says that there is none."""
        if is_store(folder):
            self.found.emit(folder)
            return
        self.say_in(self._fault, self.tr("“{0}”里没有党群服务台的资料").format(folder))

    def _build(self) -> None:
        card = Card(margin=22)
        card.inside.addWidget(label(self.tr("上次用的资料在：{0}").format(self._folder), wrap=True))
        reasons = self.tr(
            "常见的原因：移动硬盘或U盘没有插好；插上后盘符变了；文件夹被移走或改了名。请先插好再点“再找一次”，"
            "移走了的点“资料在别处”。里面有 centre.db 的就是资料文件夹。"
        )
        card.inside.addWidget(label(reasons, "quiet", wrap=True))
        card.inside.addWidget(self._fault)
        lay_out_door(
            self, self.tr("没有找到资料"), [card], [self.fresh, self.restore, None, self.elsewhere, self.again]
        )

    def _on_elsewhere_clicked(self) -> None:
        if (folder := which_folder(self, self.tr("资料在哪个文件夹"))) is not None:
            self.try_folder(folder)
