"""第二处备份的提醒: a band above every page while the newest backup there is too old, and while one is being made. It has no way to be closed."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout

from db.records.power import Power
from db.services.second_place.standing import Need
from gui.pages.entries import SETTINGS
from gui.pages.router import Router
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import button, label

KEY = "F7"
AGAIN_MS = 600_000
"""So often it is looked whether another day has made it too old."""


class Reminder(QFrame):
    """What is to be said of the second place, and the one thing to do about it."""

    def __init__(self, session: Session, router: Router) -> None:
        super().__init__()
        self._session, self._router, self._keeper = session, router, session.backups.keeper
        self.setObjectName("band")
        self.words = label("", "warn", wrap=True)
        self.act = button(self.tr("现在备份"), "", KEY)
        self.act.clicked.connect(self.do)
        self.stop = button(self.tr("取消"), "quiet")
        self.stop.clicked.connect(self._on_stop_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(28), px(4), px(28), px(4))
        row.setSpacing(px(10))
        row.addWidget(self.words, 1)
        row.addWidget(self.act)
        row.addWidget(self.stop)
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self.refresh)
        self.hide()
        if self._keeper is not None:
            self._keeper.changed.connect(self.refresh)
            self._timer.start()
            self.refresh()

    def refresh(self) -> None:
        """Reads how old the newest one is, and what runs."""
        keeper = self._keeper
        now = keeper.standing() if keeper is not None else None
        if keeper is None or now is None:
            self.hide()
            return
        runs, needed = bool(keeper.doing), now.need is not Need.NOTHING
        if runs:
            share = self.tr("，{0}%").format(keeper.done * 100 // keeper.total) if keeper.total else "…"
            self.words.setText(keeper.doing + share)
        else:
            fault = self.tr("{0}。").format(keeper.fault) if keeper.fault else ""
            self.words.setText(fault + self.tr("{0}。").format(now.sentence()))
        self.act.setText(self.tr("设第二处…") if now.need is Need.UNSET else self.tr("现在备份"))
        may = now.need is not Need.UNSET or self._session.store.can(Power.SETTINGS)
        self.act.setVisible(not runs and needed and may)
        self.stop.setVisible(runs)
        self.setVisible(needed)  # a backup in the making is no news while none is wanting

    def do(self) -> None:
        """Backs up to the second place; where there is none, shows where it is set."""
        keeper = self._keeper
        now = keeper.standing() if keeper is not None else None
        if keeper is None or now is None:
            return
        if now.places:
            keeper.carry_now()
        elif self._session.store.can(Power.SETTINGS):
            self._router.show_page(SETTINGS, "backups")
        else:
            self._session.messages.inform(self.tr("还没有设第二处：请管理员到“设置 → 备份”里设"))

    def _on_stop_clicked(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
