"""另存一份: a backup to a place that the clerk names once, beside those that are made by themselves."""

from datetime import datetime
from pathlib import Path

from db.errors import AppError
from db.services.backup import SUFFIX, backup
from db.services.check_store import remedy_of
from db.services.kept_backups import last_backup
from db.store import Store
from gui.file_choice import where_to
from gui.session import Session
from gui.tasks import Tick, on_own_store
from gui.widgets.parts import Card, button, button_row, label
from gui.widgets.progress import Progress
from gui.words import tr


class SavedCopyCard(Card):
    """When the last backup was made, and the button that makes one elsewhere.

    Attributes:
        last: when the last one was made.
        save: asks where to, and makes one.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(tr("这台电脑里的"), tr("每天第一次打开时自动备份；要带走一份，例如带去街道，就另存"))
        self._session = session
        self.last, self.save = label("", "quiet"), button(self.tr("备份到…"))
        self.save.clicked.connect(self._on_save_clicked)
        self.inside.addLayout(button_row(self.last, None, self.save))

    def refresh(self) -> None:
        """Reads when the last backup was made."""
        newest = last_backup(self._session.store)
        self.last.setText(self.tr("最近一次备份：{0}").format(newest.when()) if newest else self.tr("还没有备份"))

    def back_up_to(self, path: Path) -> None:
        """Makes a backup in the background and says where it is."""
        store = self._session.store

        def work(own: Store, tick: Tick) -> list[str]:
            return own.evidence.told(backup(own, path, tick=tick))

        def done(lost: list[str]) -> None:
            self.refresh()
            self._session.messages.inform(self.tr("已备份并校验：{0}").format(path.name))
            if lost:
                told = AppError(
                    self.tr("备份好了，但有照片没能放进去：{0}").format("；".join(lost)), remedy_of(lost[0])
                )
                self._session.messages.show_error(told)

        Progress(self.tr("正在备份"), self.window(), self._session.messages).run(on_own_store(store, work), done)

    def _on_save_clicked(self) -> None:
        usual = f"{self.tr('党群服务台备份')}-{datetime.now():%Y%m%d}"
        path = where_to(self, self.tr("备份到"), usual, ((self.tr("备份文件"), SUFFIX),))
        if path is not None:
            self.back_up_to(path)
