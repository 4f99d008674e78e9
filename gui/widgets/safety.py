"""What 今日 says of backups: today's, the second place, the last restore to try."""

from datetime import datetime, timedelta

from PySide6.QtWidgets import QLabel

from db.services.kept_backups import last_backup
from db.services.try_restore import last_trial, told_of
from db.store import Store
from gui.borrowed import restyle
from gui.session import BackupNews
from gui.words import tr

TOLD = timedelta(days=7)
"""So long a restore to try that went well is told."""


def safety_words(store: Store, news: BackupNews, now: datetime) -> str:
    """Only a backup that was opened since the program started is called checked."""
    if news.fault:
        return tr("本地加密存储 · 今天的备份没有做成：{0}").format(news.fault)
    newest = news.opened or last_backup(store)
    if newest is None:
        return tr("本地加密存储 · 还没有备份")
    made = newest.made
    when = tr("今日 {0}").format(f"{made:%H:%M}") if made and made.date() == now.date() else newest.when()
    words = tr("本地加密存储 · {0} 已自动备份并校验") if news.opened else tr("本地加密存储 · 最近的备份：{0}")
    return words.format(when) + _second(news, now)


def trial_words(store: Store, now: datetime) -> tuple[str, bool]:
    """What the last restore to try found, and whether all was well; "" where it is long past and was well."""
    if (entry := last_trial(store)) is None:
        return "", True
    told, well = told_of(entry)
    if well and not timedelta(0) <= now - entry.at < TOLD:
        return "", True
    return tr("{0}月{1}日 {2}").format(entry.at.month, entry.at.day, told), well


def show_trial(line: QLabel, store: Store, now: datetime) -> None:
    """Shows that in a line, in red where something is wrong; hides it where there is nothing to say."""
    told, well = trial_words(store, now)
    line.setText(told)
    line.setProperty("tone", "quiet" if well else "accent")
    restyle(line)
    line.setVisible(bool(told))


def _second(news: BackupNews, now: datetime) -> str:
    known = news.keeper.standing() if news.keeper is not None else None
    if known is None or known.day is None:
        return ""
    day = tr("今日") if known.day == now.date() else tr("{0}月{1}日").format(known.day.month, known.day.day)
    return tr(" · 第二处 {0} 已核验").format(day)
