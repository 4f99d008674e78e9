"""设置 → 工作人员: an administrator makes accounts, gives passphrases and roles, and sees somebody off; by the keys."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.errors import WrongPassphrase
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.role import EVERY_ROLE, Role
from db.services.centre.accounts import give_entry, set_roles
from db.store import Store
from gui.dialogs.given_passphrase import GivenPassphrase
from gui.dialogs.reason import Reason
from gui.dialogs.roles import RolesDialog
from gui.main_window import MainWindow
from gui.pages.centre.settings import CLERKS, COMPUTER, LOG
from gui.pages.centre.workers import WorkersPage
from gui.pages.entries import SETTINGS
from gui.session import Session
from gui.tasks import under_way
from tests.conftest import PASSPHRASE
from tests.db.store.test_newest_day import Clock
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import press
from tests.named import account_named

GIVEN = "窗台上的第七只麻雀"
TODAY = date.today()


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> WorkersPage:
    in_front(qtbot, window)
    window.show_page(SETTINGS)
    window.page(SETTINGS).show_tab(CLERKS)
    found = window.page(SETTINGS).clerks
    assert isinstance(found, WorkersPage)
    found.take_focus()
    return found


def dialog_of(window: MainWindow, kind: type[RolesDialog]) -> RolesDialog:
    return next(one for one in window.findChildren(kind) if one.isVisible())


def rows(page: WorkersPage) -> list[tuple[str, ...]]:
    model = page.model
    return [tuple(str(model.index(n, c).data()) for c in range(model.columnCount())) for n in range(model.rowCount())]


def mark(page: WorkersPage, account: int) -> None:
    page.refresh()
    page.view.selectRow(next(n for n, one in enumerate(page.model.rows) if one.account.id == account))


def joined(store: Store, *roles: Role) -> Account:
    return store.save(Account(name="罗晓梅", roles=roles_of(roles)))


def test_a_new_one_is_asked_for_roles_as_soon_as_it_is_saved_and_that_can_be_taken_back(
    page: WorkersPage, window: MainWindow, store: Store, shown: Shown
) -> None:
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.form_page.form is not None
    write(page.form_page.form.editors["name"].target(), "罗晓梅")
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(window, RolesDialog)
    dialog.ticks[Role.GRID].click()
    assert any("“网格长”里写上他" in one.text() for one in dialog.findChildren(QLabel)), "the role alone shows nothing"
    dialog.ticks[Role.GRID].click()
    dialog.ticks[Role.MEDIATOR].click()
    assert any("看、办自己经办的调解案件" in one.text() for one in dialog.findChildren(QLabel))
    dialog.commit()
    assert rows(page)[1] == ("罗晓梅", "调解员", "还没有口令", "没有打开过")
    account = account_named(store, "罗晓梅")
    assert account is not None
    assert account.person, "it is an account of a person"
    assert account.role == "", "nobody is called 窗口登记员 on papers unasked"
    assert shown.undo is not None
    shown.undo()
    assert rows(page)[1][1] == "没有角色"


def test_a_clock_that_ran_ahead_is_put_right_with_a_reason(
    page: WorkersPage, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not page.clock.isVisible(), "there is nothing to put right"
    with monkeypatch.context() as patched:
        clock = Clock(patched)
        clock.show(datetime.now() + timedelta(days=400))
        store.save(Grid(name="那时候登记的"))
        store.last_entry()
    page.refresh()
    assert page.clock.isVisible()
    page.clock.click()
    dialog = next(one for one in page.window().findChildren(Reason) if one.isVisible())
    assert str(TODAY + timedelta(days=400)) in "".join(one.text() for one in dialog.findChildren(QLabel))
    dialog.commit()
    assert dialog.isVisible(), "not without a reason"
    write(dialog.line, "主板电池没电")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert not page.clock.isVisible()
    assert store.day() == TODAY


def test_one_tick_gives_all_roles_from_a_day_on_and_what_was_before_stays_written(
    page: WorkersPage, window: MainWindow, store: Store
) -> None:
    account = joined(store, Role.FUNDS)
    mark(page, account.id)
    page.roles.click()
    dialog = dialog_of(window, RolesDialog)
    dialog.every.click()
    soon = TODAY + timedelta(days=3)
    dialog.day.set_value(soon)
    dialog.commit()
    now = store.get(Account, account.id)
    assert now.roles_on(TODAY) == {Role.FUNDS}
    assert now.roles_on(soon) == EVERY_ROLE
    assert rows(page)[1][1] == "经费"
    mark(page, account.id)
    assert f"审计员 {soon.isoformat()} 起" in page._past.text()


def test_the_last_administrator_stays_one(page: WorkersPage, window: MainWindow, store: Store) -> None:
    mark(page, store.account)
    page.roles.click()
    dialog = dialog_of(window, RolesDialog)
    dialog.ticks[Role.ADMIN].click()
    dialog.commit()
    assert "唯一的管理员" in dialog.told()
    assert dialog.isVisible()
    assert Role.ADMIN in store.rights.roles
    dialog.reject()


def test_whoever_gives_up_roles_gets_the_window_of_what_is_left(
    page: WorkersPage, window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    other = joined(store, Role.ADMIN)
    give_entry(store, other, GIVEN)
    mark(page, store.account)
    page.roles.click()
    dialog = dialog_of(window, RolesDialog)
    dialog.ticks[Role.ADMIN].click()
    with qtbot.waitSignal(window.anew_requested):
        dialog.commit()
    assert Role.ADMIN not in store.rights.roles


def test_a_passphrase_is_given_and_has_to_be_changed_at_the_door(page: WorkersPage, store: Store, qtbot: QtBot) -> None:
    account = joined(store, Role.DESK)
    mark(page, account.id)
    assert page.give.text() == "给口令…"
    dialog = page.give_passphrase()
    assert isinstance(dialog, GivenPassphrase)
    dialog.new.first.setText(f"{account.name}的口令-88")
    assert any("容易猜到" in one.text() for one in dialog.findChildren(QLabel)), (
        "it is refused, and says so while it is typed"
    )
    dialog.new.first.setText(GIVEN)
    dialog.new.second.setText(GIVEN)
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.give.click()
    assert rows(page)[1][2] == "口令要先换"
    mark(page, account.id)
    assert page.give.text() == "重给口令…"
    own = Store.open(store.folder, GIVEN, store.ring.now().of(account.id))
    assert (own.account, own.ring.must_change) == (account.id, True)
    own.close()


def test_whoever_leaves_can_open_no_more_and_stays_in_the_list_with_posts_ended_after_a_word(
    page: WorkersPage, store: Store, shown: Shown, qtbot: QtBot
) -> None:
    account = joined(store, Role.DESK)
    give_entry(store, account, GIVEN)
    grid = plant(store, Grid, chief="", phone="")
    post = store.save(Tenure(person=account.person, of=store.kinds.reference_of(grid), post="12"))
    mark(page, account.id)
    dialog = page.ask_leave()
    assert dialog is not None
    dialog.commit()
    qtbot.waitUntil(
        lambda: any("已办理离开" in text for text in (*shown.news, *map(str, shown.errors))), timeout=30_000
    )
    qtbot.waitUntil(lambda: not under_way(), timeout=20_000)
    assert [question.yes for question in shown.questions] == ["一起离任"]
    assert store.get(Tenure, post.id).until == TODAY
    assert rows(page)[1][1] == f"{TODAY.isoformat()} 离开"
    mark(page, account.id)
    assert not page.roles.isVisible()
    assert not page.leave.isVisible()
    with pytest.raises(WrongPassphrase):
        Store.open(store.folder, GIVEN)
    Store.open(store.folder, PASSPHRASE).close()


def test_nobody_sees_himself_off(page: WorkersPage, store: Store) -> None:
    mark(page, store.account)
    assert not page.leave.isEnabled()


def test_everything_is_put_under_another_key(page: WorkersPage, store: Store, shown: Shown, qtbot: QtBot) -> None:
    before = store._key
    page.seal.click()
    qtbot.waitUntil(
        lambda: any("已重新加密" in text for text in (*shown.news, *map(str, shown.errors))), timeout=30_000
    )
    qtbot.waitUntil(lambda: not under_way(), timeout=20_000)
    assert store._key != before
    assert [question.title for question in shown.questions] == ["重新加密？"]


def test_escape_leads_back_to_the_list_and_enter_opens_somebody(page: WorkersPage, store: Store) -> None:
    page.take_focus()
    press(Qt.Key.Key_Return)
    assert page.is_record_open()
    assert page.form_page.record.id == store.account
    assert "删除" not in {b.text() for b in page.form_page.findChildren(QPushButton) if b.isVisible()}
    press(Qt.Key.Key_Escape)
    assert not page.is_record_open()


def test_roles_that_somebody_else_gave_come_with_the_next_page(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    administrator = joined(store, Role.ADMIN)
    give_entry(store, administrator, GIVEN)
    other = store.again()
    set_roles(other, other.get(Account, store.account), [Role.DESK])
    other.close()
    assert store.last_entry()
    with qtbot.waitSignal(window.anew_requested):
        window.show_page(SETTINGS)
    again = MainWindow(lambda _: Session(store, window.session.messages, window.session.settings))
    qtbot.addWidget(again)
    assert again.navigation.keys()[-2:] == ["import", SETTINGS]
    assert again.page(SETTINGS).allowed == [COMPUTER, LOG]
