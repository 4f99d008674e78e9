"""The end of the store is missing: says what and since when, offers the newest backup, or to go on knowingly."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from db.errors import AppError, ReasonMissing
from gui.dialogs.store_dialog import StoreDialog, lay_out_door
from gui.messages import Messages
from gui.store_work import go_on, newest_sound
from gui.tasks import Task
from gui.theme import px
from gui.widgets.parts import Card, button, label

if TYPE_CHECKING:
    from db.services.kept_backups import KeptBackup
    from db.store import Store


class LostEntries(StoreDialog):
    """Asks what to do with a store that ends too early; nothing was written to it.

    Signals:
        opened: the store, open, after the clerk chose to go on.
        restore_requested: the clerk wants a backup; its path, or None where there is none.
    """

    opened = Signal(object)
    restore_requested = Signal(object)

    def __init__(
        self, closed: "Store", messages: Messages, parent: QWidget | None = None, *, refusal: AppError | None = None
    ) -> None:
        """With a ``refusal``, it is not for whoever opened the store to go on; see `Store.refusal_to_go_on`."""
        super().__init__(messages, parent)
        self._closed = closed
        self._file: Path | None = None
        self.setWindowTitle(self.tr("党群服务台"))
        self.setMinimumWidth(px(640))
        self.newest = label(self.tr("正在找最近的完好备份…"), wrap=True)
        self.restore = button(self.tr("用备份恢复…"), "primary")
        self.restore.clicked.connect(lambda: self.restore_requested.emit(self._file))
        self.go_on = button(self.tr("知道了，照现在的继续用"))
        self.go_on.clicked.connect(self.enter)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("理由"))
        self.reason.setPlaceholderText(self.tr("照现在的继续用，请写明理由，记入操作日志"))
        self._refused = label(f"{refusal.message}。{refusal.remedy}。" if refusal else "", wrap=True)
        for one in (self.go_on, self.reason):
            one.setHidden(refusal is not None)
        self._refused.setHidden(refusal is None)
        leave = button(self.tr("先不打开"), "quiet")
        leave.clicked.connect(self.reject)
        self._card = self._make_card()
        lay_out_door(self, self.tr("资料的末尾缺了一段"), [self._card], [leave, None, self.go_on, self.restore])
        self.restore.setFocus()
        self._search: Task[KeptBackup | None] = Task(lambda _tick: newest_sound(closed), self)
        self._search.succeeded.connect(self._on_found)
        self._search.failed.connect(lambda _error: self._on_found(None))
        self._search.start()

    def enter(self) -> None:
        """Goes on with what is left: the audit tells of it from now on."""
        if not self.is_busy():
            closed, reason = self._closed, self.reason.text()
            self.run(lambda _tick: go_on(closed, reason), lambda known: self.opened.emit(known.again()))

    def set_busy(self, *, busy: bool) -> None:
        """See `StoreDialog`."""
        for one in (self.restore, self.go_on, self.reason):
            one.setEnabled(not busy)

    def failed(self, error: object) -> None:
        """See `StoreDialog`."""
        if isinstance(error, ReasonMissing):
            self.reason.setFocus()

    def done(self, result: int) -> None:
        """Waits for the search before it closes."""
        self._search.wait()
        super().done(result)

    def _make_card(self) -> Card:
        card = Card(margin=22)
        loss = self._closed.loss
        card.inside.addWidget(label(self.tr("{0}。").format(loss.sentence() if loss else ""), "accent", wrap=True))
        reasons = self.tr(
            "断电时硬盘没有写全、硬盘损坏、有人用旧文件盖过资料，都会这样。现在还什么都没有写；原来的文件已原样留在资料文件夹的 "
            "backups 里（evidence-…），恢复或继续用都不会动它。"
        )
        card.inside.addWidget(label(reasons, "quiet", wrap=True))
        for one in (self.newest, self.reason, self._refused, self.fault_line):
            card.inside.addWidget(one)
        return card

    def _on_found(self, found: object) -> None:
        from db.services.kept_backups import KeptBackup  # loaded by the search, behind the question

        known = self._closed.loss
        if not isinstance(found, KeptBackup) or known is None:
            self.newest.setText(self.tr("资料文件夹里没有完好的备份；U盘或别处存过的，可以点“用备份恢复”来选。"))
        else:
            self._file = found.path
            more = found.head.seq - known.found.seq
            if more > 0:
                compared = self.tr("比现在的资料多 {0} 条操作记录，建议用它恢复").format(more)
            elif more < 0:
                compared = self.tr("比现在的资料还少 {0} 条操作记录，继续用现在的更全").format(-more)
            else:
                compared = self.tr("与现在的资料一样多")
            self.newest.setText(self.tr("最近的完好备份：{0}，{1}。").format(found.when(), compared))
            if more <= 0:
                self.reason.setFocus()
        self.fit()
