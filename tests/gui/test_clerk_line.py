"""The line at the foot of the navigation: who works here, and by which roles; a title on papers is none."""

from db.records.base import changed
from db.records.centre.account import Account, roles_of
from db.records.role import Role
from db.store import Store
from gui.main_window import MainWindow


def line(window: MainWindow) -> str:
    return window.navigation._clerk.whole()


def test_it_tells_the_roles_and_no_title(window: MainWindow, store: Store) -> None:
    me = store.get(Account, store.account)
    assert line(window) == f"{me.name} · 全部角色"
    me = store.save(changed(me, roles=roles_of([Role.DESK, Role.MEDIATOR, Role.ADMIN])))
    window.tell_saved(Account.TABLE, me.id)
    assert line(window) == f"{me.name} · 窗口登记员、调解员、管理员"
    assert window.navigation._clerk.text().startswith(f"{me.name} · 窗口登记员")
