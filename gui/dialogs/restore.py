"""Restoring from a backup: which file, and the passphrase of its time."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.disk.parts import BACKUPS
from db.services.backup import SUFFIX
from db.services.replacing import PresentAsked
from gui.dialogs.store_dialog import StoreDialog
from gui.file_choice import which_file
from gui.messages import Messages
from gui.store_work import look_before, restore_store
from gui.theme import px
from gui.widgets.parts import button, label
from gui.widgets.passphrase import field_name, hidden_line

if TYPE_CHECKING:
    from db.services.look_before import Before


class RestoreDialog(StoreDialog):
    """Puts a backup in the place of a store; the present one is kept in its backups folder.

    Signals:
        restored: the open store, and what opened it.
    """

    restored = Signal(object, str)

    def __init__(self, folder: Path, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(messages, parent)
        self._folder = folder
        self.setWindowTitle(self.tr("用备份恢复"))
        self.setMinimumWidth(px(560))
        self.file, self.passphrase = QLineEdit(), hidden_line()
        self.file.setPlaceholderText(self.tr("扩展名为 {0} 的备份文件").format(SUFFIX))
        self.passphrase.setPlaceholderText(self.tr("备份时用的口令，或恢复码"))
        self.present = hidden_line()
        self.present.setPlaceholderText(self.tr("现在一位管理员的口令，或现在的恢复码"))
        self._is_shown = False  # what is in the backup of this file and passphrase
        self.inside = label("", wrap=True)
        self.inside.hide()
        self.enter = button("", "primary")
        self.enter.setDefault(True)
        self.enter.clicked.connect(self.go_on)
        for line in (self.file, self.passphrase):
            line.textChanged.connect(self._forget)
        self._build()
        self._show_button()

    def go_on(self) -> None:
        """Shows what is in the backup; once that is shown, puts it in place, in the background; a bad one changes nothing."""
        path, typed = Path(self.file.text().strip()), self.passphrase.text()
        if self.is_busy() or not self.file.text().strip() or not typed:
            self.say(self.tr("请选择备份文件，并输入口令"))
            return
        folder, present = self._folder, self.present.text()
        self.say("")
        if self._is_shown:
            self.run(
                lambda _tick: restore_store(path, folder, typed, present),
                lambda closed: self.restored.emit(closed.again(), typed),
            )
        else:
            self.run(lambda _tick: look_before(path, folder, typed), self._show_inside, stays=True)

    def _show_inside(self, before: "Before") -> None:
        self._is_shown = True
        self.inside.setText("\n".join(before.sentences()))
        self.inside.show()
        self._show_button()
        self.fit()
        self.enter.setFocus()

    def _forget(self) -> None:
        """Another file or passphrase: nothing is known of it yet."""
        self._is_shown = False
        self.inside.hide()
        self._show_button()

    def _show_button(self) -> None:
        self.enter.setText(self.tr("用它恢复") if self._is_shown else self.tr("看看里面有什么"))

    def _build(self) -> None:
        choose = button(self.tr("选择…"))
        choose.clicked.connect(self._on_choose_clicked)
        line = QHBoxLayout()
        line.setSpacing(px(10))
        line.addWidget(self.file, 1)
        line.addWidget(choose)
        form = QFormLayout()
        form.setHorizontalSpacing(px(14))
        form.setVerticalSpacing(px(8))
        form.addRow(field_name(self.tr("备份文件")), line)
        form.addRow(field_name(self.tr("口令")), self.passphrase)
        self._add_present(form)
        cancel = button(self.tr("返回"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(px(10))
        foot.addStretch()
        foot.addWidget(cancel)
        foot.addWidget(self.enter)
        told = self.tr("先看看备份里有什么，再决定用不用；完好才换上，这台电脑上现有的资料会留在 backups 文件夹里。")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("用备份恢复"), size="large"))
        column.addWidget(label(told, "quiet", "small", wrap=True))
        column.addLayout(form)
        column.addWidget(self.inside)
        column.addWidget(self.fault_line)
        column.addLayout(foot)

    def _add_present(self, form: QFormLayout) -> None:
        """The line for who may do it now; it is asked for only where the passphrase of the backup is not of such a one."""
        self._form = form
        form.addRow(field_name(self.tr("现在的口令")), self.present)
        form.setRowVisible(self.present, False)

    def usual_place(self) -> Path:
        """Where a backup is looked for first: beside the store, which no clerk finds by hand, while there are any."""
        kept = self._folder / BACKUPS
        return kept if any(kept.glob(f"*{SUFFIX}")) else Path.home()

    def _on_choose_clicked(self) -> None:
        found = which_file(self, self.tr("选择备份"), self.tr("备份文件"), (SUFFIX,), self.usual_place())
        if found is not None:
            self.file.setText(str(found))
            self.passphrase.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """See `StoreDialog`."""
        for one in (self.file, self.passphrase, self.present, self.enter):
            one.setEnabled(not busy)
        if busy:
            self.enter.setText(self.tr("正在打开备份…") if not self._is_shown else self.tr("正在检查并恢复…"))
        else:
            self._show_button()

    def failed(self, error: object) -> None:
        """See `StoreDialog`; who may restore here and now is asked for where it is somebody else."""
        if isinstance(error, PresentAsked):
            self._form.setRowVisible(self.present, True)
            self.fit()
        asked = self.passphrase if self.present.isHidden() else self.present
        asked.setFocus()
        asked.selectAll()
