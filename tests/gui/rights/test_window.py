"""What the window of somebody of one role has: lines, buttons, tabs, and a refusal in place of what is not for him."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.errors import NotAllowed
from db.records.centre.centre import Centre
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.registry.resident import Resident
from db.records.role import Role
from db.services.centre.own_options import rename
from db.services.centre.switches import turn
from db.services.figures.report import report
from db.services.figures.span import until
from db.store import Store
from db.store.lift import Lift
from gui.main_window import MainWindow
from gui.pages.centre.settings import CENTRE, CHECKING, CLERKS, COMPUTER, LOG, OPTIONS, WORDINGS
from gui.pages.entries import FIGURES, IMPORT, SETTINGS, TODAY
from gui.pages.in_charge import InChargePage
from gui.pages.refused import REFUSED, RefusedPage
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.gui.matters.at_page import press

pytestmark = pytest.mark.xdist_group("rights in a window")  # in one process what both files stand on is made once

PUBLIC = ["bodies", "estates", "letters", "duties"]
OVER = "handover"
"""What one has in hand oneself is everybody's to hand over."""
LINES = {
    Role.DESK: [TODAY, "registry", "matters", "mediation", "hall", "visits", *PUBLIC, FIGURES, OVER, IMPORT, SETTINGS],
    Role.GRID: [TODAY, "registry", "matters", "hall", "visits", *PUBLIC, FIGURES, OVER, SETTINGS],
    Role.MEDIATOR: [TODAY, "registry", "matters", "mediation", "hall", "visits", *PUBLIC, FIGURES, OVER, SETTINGS],
    Role.SECRETARY: [TODAY, "registry", "matters", "hall", "visits", *PUBLIC, FIGURES, OVER, SETTINGS],
    Role.FUNDS: [TODAY, "registry", "matters", "visits", *PUBLIC, FIGURES, OVER, SETTINGS],
    Role.ADMIN: [TODAY, OVER, SETTINGS],
    Role.AUDITOR: [TODAY, "duties", OVER, SETTINGS],
}
"""By hand: the lines of the navigation."""
STARTS = {
    Role.DESK: ["登记居民", "登记诉求", "受理纠纷"],
    Role.GRID: ["登记居民", "登记诉求"],
    Role.MEDIATOR: ["登记诉求", "受理纠纷"],
    Role.FUNDS: [],
    Role.AUDITOR: [],
}
TABS = {
    Role.DESK: [COMPUTER, LOG],
    Role.SECRETARY: [WORDINGS, COMPUTER, LOG],
    Role.ADMIN: list(range(CENTRE, CHECKING + 1)),
    Role.AUDITOR: [COMPUTER, LOG, CHECKING],
}


def of(*roles: Role) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("role", roles, ids=lambda role: role.name.casefold())


def buttons(part: QWidget) -> set[str]:
    return {one.text() for one in part.findChildren(QPushButton) if one.isVisible() and one.text()}


def words(part: QWidget) -> str:
    return "\n".join(one.text() for one in part.findChildren(QLabel) if one.isVisible())


def page(window: MainWindow) -> QWidget:
    shown = window._stack.currentWidget()
    assert shown is not None
    return shown


@of(*LINES)
def test_the_navigation_has_what_he_may_see(window: MainWindow, role: Role) -> None:
    assert sorted(window.navigation.keys()) == sorted(LINES[role])


@of(*STARTS)
def test_what_is_begun_over_every_page_is_what_he_makes(window: MainWindow, role: Role) -> None:
    assert [one.text() for one in window._starts] == STARTS[role]


@of(*TABS)
def test_the_settings_have_what_he_sets(window: MainWindow, role: Role, shown: Shown) -> None:
    settings = window.page(SETTINGS)
    window.show_page(SETTINGS)
    seen = [b.text() for b in settings.tabs.findChildren(QPushButton) if b.isVisibleTo(settings.tabs)]
    assert settings.allowed == TABS[role]
    assert len(seen) == len(TABS[role])
    settings.show_tab_beside(1)
    assert settings.tab() in TABS[role]
    if OPTIONS not in TABS[role]:
        settings.show_tab(OPTIONS)
        assert settings.tab() in TABS[role]
        assert shown.news == ["只有管理员可以改设置"]


@of(Role.DESK, Role.CHIEF)
def test_whoever_is_no_administrator_sets_nothing_for_everybody_by_any_way(clerk: Store) -> None:
    (switch,) = {kind.switch for kind in clerk.kinds if kind.table == "visit" and kind.switch}
    for deed in (
        lambda: rename(clerk, "matter_channel", "1", "柜台"),
        lambda: turn(clerk, switch, on=False),
        lambda: clerk.save(clerk.select(Centre)[0]),
    ):
        with pytest.raises(NotAllowed, match="只有管理员可以"):
            deed()


@of(Role.ADMIN, Role.AUDITOR)
def test_who_looks_after_the_program_finds_that_under_today(window: MainWindow, role: Role, qtbot: QtBot) -> None:
    in_front(qtbot, window)
    today = page(window)
    assert isinstance(today, InChargePage)
    wanted = {Role.ADMIN: ["clerks", "computer", "checking", "centre"], Role.AUDITOR: ["log", "checking"]}
    assert list(today.buttons) == wanted[role]
    assert {Role.ADMIN: "管理员", Role.AUDITOR: "审计员"}[role] in words(today)
    assert window.search.isHidden() == (role is Role.ADMIN), "there is nothing to be found"
    press(Qt.Key.Key_Space)
    assert window.page(SETTINGS).tab() == {Role.ADMIN: CLERKS, Role.AUDITOR: LOG}[role]


@of(Role.FUNDS, Role.ADMIN)
def test_an_old_way_to_a_page_leads_to_who_may(window: MainWindow, shown: Shown) -> None:
    window.show_page(Resident.TABLE)
    refused = page(window)
    assert isinstance(refused, RefusedPage)
    assert "只有窗口登记员" in words(refused)
    assert "可以查看居民" in words(refused)
    refused.back.click()
    assert window.current_key() == TODAY
    window.show_page(IMPORT)
    assert "只有窗口登记员、书记/主任可以导入" in words(page(window))
    window.open_new(Matter.TABLE)
    assert isinstance(page(window), RefusedPage)
    assert shown.errors == []


@of(Role.MEDIATOR)
def test_making_what_one_only_sees_is_refused_on_the_page_and_leads_back(window: MainWindow, shown: Shown) -> None:
    window.show_list(Resident.TABLE)
    window.open_new(Resident.TABLE)
    refused = page(window)
    assert isinstance(refused, RefusedPage)
    assert "只有" in words(refused)
    refused.back.click()
    assert window.current_key() == Resident.TABLE
    assert shown.errors == []


@of(Role.GRID)
def test_a_link_to_what_lies_elsewhere_leads_to_what_he_sees_and_back(window: MainWindow, clerk: Store) -> None:
    seen = set(clerk.ids(Resident))
    with clerk.lifted(Lift.SAME):
        elsewhere = next(i for i in clerk.ids(Resident) if i not in seen)
    window.open_record(Resident.TABLE, min(seen))
    window.open_record(Resident.TABLE, elsewhere)
    assert window.current_key() == REFUSED
    assert "您能查看的是您任职的网格里的" in words(page(window))
    window.show_help()
    page(window).findChild(QPushButton).click()  # type: ignore[union-attr]
    assert window.current_key() == Resident.TABLE
    assert window.page(Resident.TABLE).place().opened == min(seen)


@of(Role.GRID)
def test_an_empty_list_sends_nobody_to_import_who_may_not(window: MainWindow, clerk: Store) -> None:
    assert clerk.kinds["resident"].empty.startswith("可以从“导入”")
    window.show_list(Resident.TABLE)
    assert "导入" not in page(window).list._empty_words  # type: ignore[attr-defined]


@of(Role.MEDIATOR)
def test_who_only_looks_on_types_nothing(window: MainWindow, clerk: Store, shown: Shown) -> None:
    resident = clerk.ids(Resident, limit=1)[0]
    window.show_list(Resident.TABLE)
    there = page(window)
    assert {"新建居民", "登记居民", "导出…", "导入…"} & buttons(there) == set()
    window.open_record(Resident.TABLE, resident)
    assert "修改" not in buttons(there)
    there.edit_record(resident)  # type: ignore[attr-defined]
    form = there.form_page.form  # type: ignore[attr-defined]
    assert not any(editor.isEnabled() for editor in form.editors.values())
    assert {"保存", "删除", "再来一份"} & buttons(there) == set()
    assert "只能看，不能改" in words(there)
    assert there.form_page.save() is False  # type: ignore[attr-defined]
    assert shown.errors == []


@of(Role.DESK, Role.CHIEF)
def test_the_page_of_a_case_has_the_moves_that_he_keys(window: MainWindow, clerk: Store, role: Role) -> None:
    with clerk.lifted(Lift.SAME):
        case = max(clerk.select(MediationCase), key=lambda one: one.received or date.min)
    window.open_record(MediationCase.TABLE, case.id)
    if role is Role.DESK:
        assert isinstance(page(window), RefusedPage)
        assert "您自己经办的" in words(page(window))
    else:
        assert {"修改", "更多…"} <= buttons(page(window))


@of(Role.FUNDS)
def test_what_he_sees_and_does_not_change_has_no_deeds(window: MainWindow, clerk: Store) -> None:
    body = clerk.ids(clerk.kinds["body"].record, limit=1)[0]
    window.open_record("body", body)
    assert {"保存", "删除", "再来一份"} & buttons(page(window)) == set()
    window.show_list("person")
    assert {"新建人员", "导出…"} & buttons(page(window)) == set()


@of(Role.AUDITOR)
def test_who_may_see_no_figures_reckons_none(clerk: Store) -> None:
    with pytest.raises(NotAllowed):
        report(clerk, clerk.kinds, until(date.today()))
