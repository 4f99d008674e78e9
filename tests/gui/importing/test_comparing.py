"""核对名单 in the window: counts, ticks by field, who is gone to open, and the copy that goes back beside what they sent."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db.records.duties.giving import ExportEntry
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.store import Store
from gui.dialogs.compare_dialog import CompareDialog
from gui.pages.importing.import_page import ImportPage
from tests.db.registry.roster.files import imported, number, sheet, workbook
from tests.gui.conftest import Shown

HEAD = ["姓名", "身份证号", "民族", "住址"]


@pytest.fixture
def page(qtbot: QtBot, store: Store, shown: Shown) -> ImportPage:
    made = ImportPage(store, shown)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def compared(qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path) -> CompareDialog:
    """Three in the register; one is otherwise in the list, one is new, one is gone."""
    people = [["李安", number(2), "汉族", "水景花苑3-1-101"], ["王一", number(3), "汉族", "水景花苑3-1-102"]]
    gone = ["钱二", number(5), "汉族", "水景花苑3-1-201"]
    imported(store, sheet(HEAD, *people, gone))
    people[0][2] = "满族"
    path = workbook(tmp_path / "名单.xlsx", {"名单": [HEAD, *people, ["孙三", number(7), "汉族", "水景花苑3-1-202"]]})
    page.load(path)
    qtbot.waitUntil(lambda: page.plan is not None)
    page.preview.compare.click()
    qtbot.waitUntil(lambda: page.comparing.dialog is not None)
    assert page.comparing.dialog is not None
    return page.comparing.dialog


def test_what_is_ticked_is_taken_and_who_is_gone_stays(
    qtbot: QtBot, page: ImportPage, compared: CompareDialog, store: Store
) -> None:
    assert compared.told.text() == "新增 1，有变动 1，一致 1，待核实 0，名单里没有的 1"
    (key,) = compared.changes.keys()
    compared.changes.tick([key])
    compared.commit()
    qtbot.waitUntil(page.is_done)
    people = {one.name: one.ethnicity for one in store.select(Resident)}
    assert people == {"李安": "11", "王一": "01", "钱二": "01", "孙三": "01"}


def test_a_new_door_and_a_death_are_ticked_and_what_follows_is_said_first(
    qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path
) -> None:
    headings = [*HEAD, "登记状态", "状态日期"]
    first = ["李安", number(2), "", "水景花苑3-1-101", "", ""]
    second = ["王一", number(3), "", "水景花苑3-1-102", "", ""]
    imported(store, sheet(headings, first, second))
    first[3], second[4:] = "水景花苑9-1-101", ["死亡", "2026-10-03"]
    page.load(workbook(tmp_path / "名单.xlsx", {"名单": [headings, first, second]}))
    qtbot.waitUntil(lambda: page.plan is not None)
    page.preview.compare.click()
    qtbot.waitUntil(lambda: page.comparing.dialog is not None)
    dialog = page.comparing.dialog
    assert dialog is not None
    told = [*dialog.changes.seen().values()]
    assert told[0].endswith("→ 水景花苑9号楼1单元101室（没有登记过，勾上就登记）")
    assert told[1].endswith("在册 → 死亡（2026-10-03）")
    assert dialog.following.isHidden()
    dialog.changes.tick(dialog.changes.keys())
    assert dialog.following.text().startswith("2 人随住处、状态变动，户里的行一起写上止日")
    assert not dialog.following.isHidden()
    dialog.commit()
    qtbot.waitUntil(page.is_done)
    assert {one.name: store.titles("house", [one.house])[one.house] for one in store.select(Resident)} == {
        "李安": "水景花苑9号楼1单元101室",
        "王一": "水景花苑3号楼1单元102室",
    }


def test_who_is_gone_is_opened_and_nothing_is_taken(
    qtbot: QtBot, page: ImportPage, compared: CompareDialog, store: Store
) -> None:
    (key,) = compared.gone.keys()
    compared.gone.go(key)
    with qtbot.waitSignal(page.record_requested) as asked:
        compared.leads.click()
    assert asked.args is not None
    assert store.get(Resident, asked.args[1]).name == "钱二"
    assert store.count(Resident) == 3


def another(qtbot: QtBot, page: ImportPage, before: CompareDialog) -> CompareDialog:
    """The dialog that comes after one."""
    qtbot.waitUntil(lambda: page.comparing.dialog is not before)
    assert page.comparing.dialog is not None
    return page.comparing.dialog


def choose(dialog: CompareDialog, words: str) -> None:
    """Says who should stand in the list."""
    dialog.scope.fill()
    (action,) = [one for menu in dialog.scope.findChildren(QMenu) for one in menu.actions() if one.text() == words]
    action.trigger()


def test_who_should_stand_in_the_list_is_said_in_the_window(
    qtbot: QtBot, page: ImportPage, compared: CompareDialog, store: Store
) -> None:
    grid = store.save(Grid(name="第一网格"))
    away = store.save(Building(number="9", grid=grid.id))
    far = store.save(House(building=away.id, room="101"))
    store.save(Resident(name="远处", house=far.id))
    (ticked,) = compared.changes.keys()
    compared.changes.tick([ticked])
    choose(compared, "第一网格")
    again = another(qtbot, page, compared)
    assert list(again.gone.seen().values()) == ["远处  9号楼101室"]
    assert again.scope.text() == "应在名单里的：网格 第一网格 ▾"
    assert again.changes.ticked() == [ticked], "what was ticked before stays"
    choose(again, "80岁以上")
    assert another(qtbot, page, again).gone.keys() == []


def test_who_is_gone_waits_for_a_second_look_and_the_import_goes_on(
    qtbot: QtBot, page: ImportPage, compared: CompareDialog, store: Store, shown: Shown
) -> None:
    compared.doubt.click()
    assert shown.news == [], "nobody is ticked"
    compared.every.click()
    compared.doubt.click()
    again = another(qtbot, page, compared)
    assert shown.news[-1] == "已记为待核实：1 人"
    (gone,) = [one for one in store.select(Resident) if one.name == "钱二"]
    assert gone.doubt.startswith("名单里没有（")
    assert next(iter(again.gone.seen().values())).endswith(f"待核实：{gone.doubt}")
    again.commit()
    qtbot.waitUntil(page.is_done)
    assert store.count(Resident) == 4


def test_marking_is_taken_back_and_the_preview_is_reckoned_anew(
    qtbot: QtBot, page: ImportPage, compared: CompareDialog, store: Store, shown: Shown
) -> None:
    compared.every.click()
    compared.doubt.click()
    again = another(qtbot, page, compared)
    plan = page.plan
    assert shown.undo is not None
    shown.undo()
    assert [one.doubt for one in store.select(Resident)] == ["", "", ""]
    again.reject()
    qtbot.waitUntil(lambda: page.plan is not plan)
    page.commit()
    qtbot.waitUntil(page.is_done)
    assert store.count(Resident) == 4


def test_the_copy_asks_to_whom_it_goes_and_stands_beside_what_they_sent(
    qtbot: QtBot, page: ImportPage, compared: CompareDialog, store: Store, shown: Shown, tmp_path: Path
) -> None:
    compared.save.click()
    assert store.select(ExportEntry) == []
    fill(compared)
    compared_told = compared.told.text()
    compared.save.click()
    qtbot.waitUntil(lambda: bool(shown.news))
    assert "名单-核对.xlsx" in shown.news[-1]
    rows = [*load_workbook(tmp_path / "名单-核对.xlsx").worksheets[0].iter_rows(values_only=True)]
    assert [row[4:] for row in rows] == [
        ("核对结果", "我方值"),
        ("有变动", "民族：汉族"),
        ("一致", None),
        ("新增", None),
    ]
    assert [one.recipient for one in store.select(ExportEntry)] == ["城关派出所"]
    qtbot.waitUntil(lambda: page.plan is not None and page.comparing.dialog is not compared)
    again = page.comparing.dialog
    assert again is not None
    assert again.told.text() == compared_told, "what differs is there again, over the preview"
    again.commit()
    qtbot.waitUntil(page.is_done)
    assert store.count(Resident) == 4, "what is compared again can be imported all the same"


def fill(dialog: CompareDialog) -> None:
    for name, value in (("recipient", "城关派出所"), ("purpose", "返回核对结果")):
        dialog.asks.editors[name].set_value(value)
