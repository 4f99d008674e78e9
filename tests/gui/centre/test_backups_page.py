"""设置 → 备份 and the band above every page: the second place is set, kept, and not to be overlooked."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.role import Role
from db.services.backup import SUFFIX
from db.services.kept_backups import todays_backup
from db.services.second_place.places import MARK, places
from db.services.second_place.standing import SEQ, Need, remind_after, standing
from db.services.thinning import FEW, MANY, keep_of
from db.services.try_restore import last_trial
from db.store import BACKUPS, Store
from gui.keeper import Keeper
from gui.main_window import MainWindow
from gui.pages.centre.settings import BACKUPS as TAB
from gui.pages.centre.settings import COMPUTER
from gui.pages.entries import SETTINGS, TODAY
from gui.session import BackupNews, Session
from gui.settings import Settings
from gui.widgets.reminder import KEY
from tests.gui.conftest import Shown
from tests.gui.sight import texts_of

NOW = datetime.now()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def keeper(store: Store, shown: Shown) -> Iterator[Keeper]:
    todays_backup(store, NOW)
    made = Keeper(lambda: store, lambda: shown)
    yield made
    made.stop()


@pytest.fixture
def window(qtbot: QtBot, store: Store, shown: Shown, keeper: Keeper, tmp_path: Path) -> MainWindow:
    news = BackupNews(keeper=keeper)
    made = MainWindow(lambda _messages: Session(store, shown, Settings(tmp_path / "settings"), backups=news))
    qtbot.addWidget(made)
    made.show()
    return made


def done(qtbot: QtBot, keeper: Keeper) -> None:
    qtbot.waitUntil(lambda: not keeper.is_busy() and not keeper.doing, timeout=20_000)


def older(store: Store, days: int) -> None:
    """What lies in the second place was opened so many days ago, and something was saved since."""
    store.save(Grid(name="后来的"))
    with store.writing() as w:
        w.take_number("second_place_day", -days)


def test_a_folder_is_chosen_and_the_backup_lies_there_at_once(
    qtbot: QtBot, window: MainWindow, store: Store, stick: Path, keeper: Keeper, shown: Shown
) -> None:
    window.show_page(SETTINGS, "backups")
    page = window.page(SETTINGS).backups
    assert window.page(SETTINGS).tab() == TAB
    assert not page.now.isEnabled(), "there is no place yet"
    page.use(0, stick)
    done(qtbot, keeper)
    assert "同一个盘" in shown.questions[0].text
    assert places(store) == [stick]
    assert len(list(stick.glob(f"*{SUFFIX}"))) == 1
    assert shown.errors == []
    assert "已备份到第二处并打开核验" in shown.news[-1]
    assert f"{NOW:%Y-%m-%d}" in page.state.text()
    assert page.now.isEnabled()


def test_after_a_passphrase_was_changed_what_is_carried_and_tried_opens(
    qtbot: QtBot, window: MainWindow, store: Store, stick: Path, keeper: Keeper, shown: Shown
) -> None:
    """The backup of this morning lies under the key of before: no stick is to blame for that."""
    store.reseal()
    window.show_page(SETTINGS, "backups")
    page = window.page(SETTINGS).backups
    page.use(0, stick)
    done(qtbot, keeper)
    assert shown.errors == []
    assert len(list(stick.glob(f"*{SUFFIX}"))) == 2, "one of now, too"
    store.reseal()
    page.try_now.click()
    done(qtbot, keeper)
    assert shown.errors == []
    assert "与操作日志一致" in shown.news[-1]


def test_whoever_says_no_to_the_warning_sets_nothing(
    window: MainWindow, store: Store, stick: Path, shown: Shown
) -> None:
    shown.answer = False
    window.show_page(SETTINGS, "backups")
    window.page(SETTINGS).backups.use(0, stick)
    assert places(store) == []
    assert not (stick / MARK).exists()


def test_the_band_stands_above_every_page_until_there_is_a_newer_one(
    qtbot: QtBot, window: MainWindow, store: Store, stick: Path, keeper: Keeper
) -> None:
    """资料怎样保护：第二处几天没有更新，窗口上方一直提醒。"""
    window.page(SETTINGS).backups.use(0, stick)
    done(qtbot, keeper)
    assert not window.reminder.isVisible()
    older(store, 12)
    keeper.changed.emit()
    for page in (TODAY, "resident", SETTINGS):
        window.show_page(page)
        assert window.reminder.isVisible()
    assert "已经 12 天没有更新" in window.reminder.words.text()
    assert str(stick) in window.reminder.words.text()
    buttons = [one for one in (window.reminder.act, window.reminder.stop) if one.isVisible()]
    assert buttons == [window.reminder.act], "nothing closes it"
    qtbot.keyClick(window, Qt.Key.Key_F7)
    done(qtbot, keeper)
    assert KEY == "F7"
    assert not window.reminder.isVisible()
    assert standing(store, datetime.now()).need is Need.NOTHING


def test_a_stick_that_is_away_is_told_to_whoever_asks_and_goes_on_by_itself_once_it_is_there(
    qtbot: QtBot, window: MainWindow, store: Store, stick: Path, keeper: Keeper, shown: Shown
) -> None:
    window.page(SETTINGS).backups.use(0, stick)
    done(qtbot, keeper)
    older(store, 9)
    todays_backup(store, NOW + timedelta(days=1))
    drawer = stick.rename(stick.with_name("drawer"))
    keeper.start()
    done(qtbot, keeper)
    assert shown.errors == [], "behind the clerk's back the band is all"
    window.reminder.do()
    done(qtbot, keeper)
    assert "不在" in shown.errors[-1].message
    drawer.rename(stick)
    keeper.look()
    qtbot.waitUntil(lambda: len(list(stick.glob(f"*{SUFFIX}"))) == 2, timeout=20_000)
    done(qtbot, keeper)


def test_where_none_is_set_the_band_leads_to_where_it_is_and_says_who_may(
    window: MainWindow, store: Store, keeper: Keeper, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.keeper.standing", lambda own, now: standing(own, now + timedelta(days=40)))
    keeper.changed.emit()
    assert "备份只在这台电脑里" in window.reminder.words.text()
    window.reminder.act.click()
    assert window.page(SETTINGS).tab() == TAB
    account = store.get(Account, store.account)
    store.save(attrs.evolve(account, roles=roles_of([Role.DESK])))
    keeper.changed.emit()
    assert window.reminder.isVisible()
    assert not window.reminder.act.isVisible()
    window.reminder.do()
    assert "请管理员" in shown.news[-1]


def test_what_would_go_is_said_before_it_is_chosen(window: MainWindow, store: Store, shown: Shown) -> None:
    for day in range(1, 60, 3):
        store.save(Grid(name=f"{day}"))
        made = todays_backup(store, NOW)
        made.path.rename(made.path.with_name(f"党群服务台备份-{NOW - timedelta(days=60 - day):%Y%m%d}-080000{SUFFIX}"))
    window.show_page(SETTINGS, "backups")
    page = window.page(SETTINGS).backups
    shown.answer = False
    page.keeps[2].click()
    (question,) = shown.questions
    assert "下一次备份以后清掉" in question.text
    assert keep_of(store) is MANY
    assert page.keeps[0].isChecked()
    before = len(list((store.folder / BACKUPS).glob(f"*{SUFFIX}")))
    shown.answer = True
    page.keeps[2].click()
    assert keep_of(store) is FEW
    assert len(list((store.folder / BACKUPS).glob(f"*{SUFFIX}"))) == before, "not before the next backup"


def test_days_and_a_restore_to_try(
    qtbot: QtBot, window: MainWindow, store: Store, keeper: Keeper, shown: Shown
) -> None:
    window.show_page(SETTINGS, "backups")
    page = window.page(SETTINGS).backups
    page.days[0].click()
    assert remind_after(store) == 3
    page.try_now.click()
    done(qtbot, keeper)
    assert last_trial(store) is not None
    assert "与操作日志一致" in shown.news[-1]
    page.refresh()
    assert "试恢复：这台电脑里最新的备份" in page.trial.text()
    window.show_page(TODAY)
    assert "与操作日志一致" in window.page(TODAY)._trial.text()


def test_whoever_may_not_is_told_and_sees_what_is_set(window: MainWindow, store: Store, shown: Shown) -> None:
    account = store.get(Account, store.account)
    store.save(attrs.evolve(account, roles=roles_of([Role.CHIEF])))
    window.show_page(SETTINGS, "backups")
    page = window.page(SETTINGS).backups
    page.days[0].click()
    assert "管理员" in str(shown.errors[-1])
    assert page.days[1].isChecked(), "it is as it was"


def test_a_full_stick_is_told_in_the_band(
    qtbot: QtBot,
    window: MainWindow,
    store: Store,
    stick: Path,
    keeper: Keeper,
    shown: Shown,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.page(SETTINGS).backups.use(0, stick)
    done(qtbot, keeper)
    older(store, 9)
    todays_backup(store, NOW + timedelta(days=1))
    room = os.statvfs(stick)
    assert room.f_bavail
    from db.services.second_place import carry as service

    volume = service.volume_of(stick)
    monkeypatch.setattr(service, "volume_of", lambda _place: volume._replace(free=1_000))
    window.reminder.do()
    done(qtbot, keeper)
    assert "满了" in shown.errors[-1].message
    assert "满了" in window.reminder.words.text()
    assert store.last_number(SEQ) < store.last_entry().seq


def test_one_is_saved_elsewhere_from_here_and_from_no_other_page(
    window: MainWindow, shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    window.show_page(SETTINGS)
    settings = window.page(SETTINGS)
    settings.show_tab(TAB)
    card = settings.backups.copy
    assert card.last.text().startswith("最近一次备份：")
    file = tmp_path / f"带走的{SUFFIX}"
    card.back_up_to(file)
    qtbot.waitUntil(lambda: bool(shown.news))
    assert shown.news == [f"已备份并校验：{file.name}"]
    assert file.exists()
    settings.show_tab(COMPUTER)
    assert "备份" not in "".join(texts_of(settings.computer))


def test_it_says_how_to_come_back_from_one(window: MainWindow) -> None:
    window.show_page(SETTINGS, "backups")
    told = "".join(one.text() for one in window.page(SETTINGS).backups.findChildren(QLabel))
    assert "用备份恢复…" in told
    assert "管理员当时的口令或恢复码" in told
