"""When the files of the open store are gone: what the program still holds is kept as a backup before it is let go."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from db.errors import AppError, StoreGone
from db.services.backup import SUFFIX, backup
from db.store import Store
from gui.file_choice import where_to
from gui.messages import Messages, Question
from gui.words import tr


def may_close(store: Store, messages: Messages, window: QWidget) -> bool:
    """Whether the window may be closed: at once where the store is well, otherwise after the clerk has decided.

    The system keeps a deleted file for as long as somebody has it open: all that was saved can still be read.
    """
    try:
        store.check_there()
    except StoreGone as error:
        keep = Question(
            error.message,
            tr("程序里还开着的资料可以现在另存成一份备份，以后从它恢复；不存就关，可能再也找不回来。"),
            tr("另存备份…"),
            tr("不存"),
        )
        if messages.ask(keep):
            return _kept(store, messages, window)
        leave = Question(
            tr("不存备份，直接关闭？"),
            tr("还没保存的内容会丢；资料文件夹找不回来的话，里面的资料也没有了。"),
            tr("直接关闭"),
            grave=True,
        )
        return messages.ask(leave)
    return True


def _kept(store: Store, messages: Messages, window: QWidget) -> bool:
    usual = f"{tr('党群服务台备份')}-{datetime.now():%Y%m%d-%H%M}"
    path = where_to(window, tr("备份到"), usual, ((tr("备份文件"), SUFFIX),))
    if path is None:
        return False
    try:
        lost = backup(store, path)
    except AppError as error:
        messages.show_error(error)
        return False
    if lost:
        told = tr("备份好了，但 {0} 张照片和扫描件的文件已经不在，没能放进去").format(len(lost))
        messages.show_error(AppError(told, tr("把资料文件夹放回原处以后，请再备份一次")))
    return True
