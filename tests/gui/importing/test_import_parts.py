"""A workbook with residents and other tables in it: one part after the other is looked at and taken over, or passed over."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.records.matters.matter import Matter
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.store import Store
from gui.pages.importing.import_page import CHOOSE, DONE, PREVIEW, TABLES, ImportPage
from tests.db.importing.test_parts_of_file import GRIDS, ORDERS, REPORTED, RESIDENTS
from tests.gui.conftest import Shown
from tests.gui.importing.test_import_tables import book


@pytest.fixture
def page(qtbot: QtBot, store: Store, shown: Shown) -> ImportPage:
    made = ImportPage(store, shown)
    qtbot.addWidget(made)
    made.resize(1170, 700)
    made.show()
    return made


def at(qtbot: QtBot, page: ImportPage, place: int) -> None:
    """Waits until something is shown."""

    def is_there() -> bool:
        return page._stack.currentIndex() == place and not (page._task and page._task.is_running())

    qtbot.waitUntil(is_there, timeout=20_000)


def remark(page: ImportPage) -> str:
    return page._head._remark.text()


def mixed(folder: Path) -> Path:
    sheets: Sequence[tuple[str, Sequence[Sequence[object]]]] = (("工单", ORDERS), ("居民", RESIDENTS), ("网格", GRIDS))
    return book(folder, *sheets)


def test_one_part_follows_the_other_in_the_order_in_which_they_lead(
    page: ImportPage, store: Store, shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    page.load(mixed(tmp_path))
    at(qtbot, page, TABLES)
    assert remark(page) == "表.xlsx，接着还有居民花名册"
    page.commit()
    at(qtbot, page, PREVIEW)
    assert (store.count(Grid), store.count(Resident), store.count(Matter)) == (1, 0, 0)
    assert remark(page).startswith("表.xlsx，接着还有")
    page.commit()
    at(qtbot, page, TABLES)
    assert (store.count(Resident), store.count(Matter)) == (1, 0)
    assert (remark(page), page._skip.isVisible()) == ("表.xlsx", False)
    page.commit()
    at(qtbot, page, DONE)
    assert (store.count(Grid), store.count(Resident), store.count(Matter)) == (1, 1, 1)
    assert page._done._title.text().count("导入完成") == 3
    assert len(shown.news) == 3


def test_a_part_may_be_passed_over(page: ImportPage, store: Store, qtbot: QtBot, tmp_path: Path) -> None:
    page.load(mixed(tmp_path))
    at(qtbot, page, TABLES)
    page._skip.click()
    at(qtbot, page, PREVIEW)
    page.commit()
    at(qtbot, page, TABLES)
    page.start_again()
    at(qtbot, page, CHOOSE)
    assert (store.count(Grid), store.count(Resident), store.count(Matter)) == (0, 1, 0)


def test_of_party_members_who_report_it_is_asked_what_they_are_to_be(
    page: ImportPage, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    page.load(book(tmp_path, ("补报", REPORTED)))
    at(qtbot, page, TABLES)
    assert page.table_plan is not None
    (sheet,) = page.table_plan.sheets
    assert sheet.layout.skipped.startswith("像双报到党员名册，程序里没有这一种")
    assert not page._commit.isEnabled()
    said = [one.text() for one in page.tables.view.findChildren(type(page._working)) if one.isVisible()]
    assert any("双报到党员名册" in one for one in said)
    assert store.count(Resident) == 0
