"""The first morning: three questions, or a look at the practice community."""

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QWidget

from db.disk.choice import choose
from db.disk.parts import is_store
from db.disk.volumes import existing
from db.errors import AppError
from gui.dialogs.store_dialog import StoreDialog, lay_out_door
from gui.file_choice import which_folder
from gui.messages import Messages
from gui.store_work import make_store
from gui.theme import px
from gui.widgets.parts import Card, button, label
from gui.widgets.passphrase import NewPassphrase, field_name


class FirstStart(StoreDialog):
    """Makes a store.

    Signals:
        made: the open store and its recovery code, which is to be printed at once.
        found: a folder in which there is a store already.
        practice_requested: the clerk wants to look at the practice community first.
        restore_requested: the clerk has a backup, from another computer perhaps.
    """

    made = Signal(object, str)
    found = Signal(object)
    practice_requested = Signal()
    restore_requested = Signal()

    def __init__(self, folder: Path, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(messages, parent)
        self._folder = folder
        self.setWindowTitle(self.tr("党群服务台"))
        self.setMinimumWidth(px(620))
        self.centre, self.clerk = QLineEdit(), QLineEdit()
        self.centre.setPlaceholderText(self.tr("例如：幸福里社区党群服务中心"))
        self.clerk.setPlaceholderText(self.tr("您的姓名，写进每次改动的记录"))
        self.passphrase = NewPassphrase()
        self.start = button(self.tr("建立资料，打印恢复码"), "primary")
        self.start.setDefault(True)
        self.start.clicked.connect(self.make)
        self.practice = button(self.tr("先看看练习小区"))
        self.practice.clicked.connect(self.practice_requested)
        self.restore = button(self.tr("用备份恢复…"), "quiet")
        self.restore.clicked.connect(self.restore_requested)
        self._where = label("", "quiet", "small", wrap=True)
        self._warning = label("", "warn", "small", wrap=True)
        self.elsewhere = button(self.tr("更换…"), "link")
        self.elsewhere.clicked.connect(self._on_elsewhere_clicked)
        self._build()
        self.put_into(folder)

    def put_into(self, folder: Path) -> bool:
        """Takes a folder for the store, or says why not; one with a store in it is opened in place of a new one."""
        if is_store(folder):
            self.found.emit(folder)
            return False
        try:
            choice = choose(folder, os.environ)
        except AppError as error:
            self.say(str(error))
            return False
        self.say("")
        self._folder = choice.folder
        self._where.setText(self.tr("资料放在：{0}").format(choice.folder))
        self._warning.setText(choice.warning)
        self._warning.setVisible(bool(choice.warning))
        self.fit()
        return True

    def make(self) -> None:
        """Makes the store in the background; the dialog says what is missing."""
        if (fault := self._missing()) or self.is_busy():
            self.say(fault)
            return
        if not self.put_into(self._folder):  # the disk may be full or gone by now
            return
        given = (self._folder, self.centre.text(), self.clerk.text(), self.passphrase.text())
        self.run(lambda _tick: make_store(*given), lambda made: self.made.emit(made[0].again(), made[1]))

    def _build(self) -> None:
        card = Card(margin=24)
        form = QFormLayout()
        form.setHorizontalSpacing(px(14))
        form.setVerticalSpacing(px(8))
        form.addRow(field_name(self.tr("中心名称")), self.centre)
        form.addRow(field_name(self.tr("您的姓名")), self.clerk)
        card.inside.addLayout(form)
        card.inside.addWidget(self.passphrase)
        for one in (form, self.passphrase.form):
            one.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        where = QHBoxLayout()
        where.setSpacing(px(10))
        where.addWidget(self._where, 1)
        where.addWidget(self.elsewhere)
        card.inside.addLayout(where)
        card.inside.addWidget(self._warning)
        self._where.setText(self.tr("资料放在：{0}").format(self._folder))
        self._warning.hide()
        safety = self.tr(
            "资料只存在这台电脑上，全部加密，打开时要输口令。恢复码单是忘记口令时唯一的办法，印出来请锁进柜子。"
        )
        told = label(safety, "quiet", "small", wrap=True)
        foot = [self.practice, self.restore, None, self.start]
        lay_out_door(self, self.tr("第一次使用，填三样就能开始"), [card, told, self.fault_line], foot)
        self.centre.setFocus()

    def _on_elsewhere_clicked(self) -> None:
        if (folder := which_folder(self, self.tr("资料放在哪个文件夹"), existing(self._folder))) is not None:
            self.put_into(folder)

    def _missing(self) -> str:
        for line, name in ((self.centre, self.tr("中心名称")), (self.clerk, self.tr("您的姓名"))):
            if not line.text().strip():
                line.setFocus()
                return self.tr("请填写{name}").format(name=name)
        fault = self.passphrase.fault()
        if fault:
            self.passphrase.focus_fault()
        return fault

    def set_busy(self, *, busy: bool) -> None:
        """See `StoreDialog`."""
        self.say("")
        for one in (self.start, self.practice, self.elsewhere, self.centre, self.clerk, self.passphrase):
            one.setEnabled(not busy)
        self.start.setText(self.tr("正在建立…") if busy else self.tr("建立资料，打印恢复码"))
