"""Importing a roster in the window: preview first, then everything or nothing."""

from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.errors import FileUnreadable
from db.records.registry.household import Household
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.records.registry.roster_layout import RosterLayout
from db.store import Store, eq, ne
from gui.main_window import MainWindow
from gui.pages.importing.import_page import CHOOSE, UNDONE, ImportPage
from tests.db.registry.roster.files import number, workbook
from tests.db.sheets.books import row, sheet, xlsx
from tests.factories import citizen_number
from tests.gui.conftest import Shown

HEADINGS = "序号,楼栋,单元,房号,与户主关系,姓 名,性别,公民身份号码,联系电话\n"


def roster(folder: Path, rows: int = 2) -> Path:
    """A roster of a few families, the second person of each without a number."""
    lines = [HEADINGS]
    for n in range(rows):
        lines.append(
            f"{2 * n + 1},{n + 1}号楼,1单元,101,户主,陈{'一二三四五六七八九十'[n % 10]}梅,女,{citizen_number(2 * n + 2)},\n"
        )
        lines.append(f"{2 * n + 2},,,,配偶,周{'一二三四五六七八九十'[n % 10]}山,男,,13812345678\n")
    path = folder / "花名册.csv"
    path.write_bytes("".join(lines).encode("gb18030"))
    return path


@pytest.fixture
def page(qtbot: QtBot, store: Store, shown: Shown) -> ImportPage:
    made = ImportPage(store, shown)
    qtbot.addWidget(made)
    made.resize(1170, 700)
    made.show()
    return made


def test_the_preview_counts_and_changes_nothing(qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path) -> None:
    page.load(roster(tmp_path))
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    assert page.plan is not None
    assert (page.plan.counts.people_new, page.plan.counts.households) == (4, 2)
    assert page.preview.problems.rowCount() == page.plan.counts.problems["id_missing"] == 2
    assert store.count(Resident) == 0


def test_of_several_files_that_are_dropped_it_is_said_which_one_is_looked_at(
    qtbot: QtBot, page: ImportPage, shown: Shown, tmp_path: Path
) -> None:
    given = QMimeData()
    given.setUrls(
        [QUrl.fromLocalFile(str(one)) for one in (roster(tmp_path), tmp_path / "二.xlsx", tmp_path / "三.xlsx")]
    )
    no = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
    page.dropEvent(QDropEvent(QPointF(), Qt.DropAction.CopyAction, given, *no))
    assert shown.news == ["一次导入一个文件：先看“花名册.csv”，别的请随后再拖进来"]
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)


def test_taking_over_registers_everybody_and_lists_the_doubtful(
    qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path
) -> None:
    page.load(roster(tmp_path))
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()
    assert store.count(Resident) == 4
    assert store.count(Household) == 2
    assert {r.name[0] for r in store.select(Resident, ne("doubt", ""))} == {"周"}


def test_what_was_not_written_in_is_told_at_the_end_by_row_and_value(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    path = tmp_path / "花名册.csv"
    path.write_text(
        "姓名,身份证号,政治面貌,住址,出生日期\n"
        f"陈一梅,{citizen_number(2)},火星党员,3号楼1单元101,\n"
        ",,群众,3号楼1单元102,\n"
        "周山,,群众,3号楼1单元103,腊月前后\n",
        encoding="utf-8",
    )
    page.load(path)
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()
    told = next(one.text() for one in page.findChildren(QLabel) if "没有照样写进去的：" in one.text()).splitlines()
    said = told[told.index("没有照样写进去的：") + 1 :]
    assert said == [
        "第2行 政治面貌：不在代码表里（写的是“火星党员”）：已记在备注，请从列表里选",
        "第3行 姓名：这一行有内容，却没有姓名：没有导入这一行，请补上姓名",
        "第4行 出生日期：看不懂出生日期：请补上",
    ]
    assert citizen_number(2) not in "".join(told)


def test_a_column_given_another_meaning_is_reckoned_again(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    page.load(roster(tmp_path))
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    before = page.plan
    assert before is not None
    phone = next(c.index for c in before.layouts[0].columns if c.meaning == "phone")
    page.preview.columns.changed.emit(phone, "")
    qtbot.waitUntil(lambda: page.plan is not None and page.plan is not before, timeout=20_000)
    assert page.plan is not None
    assert {p.resident.phone for p in before.people} == {"", "13812345678"}
    assert {p.resident.phone for p in page.plan.people} == {""}


def test_cancelling_in_the_middle_keeps_nothing(
    qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path, shown: Shown
) -> None:
    page.load(roster(tmp_path))
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    page.commit()
    assert page._task is not None
    page._task.cancel()
    qtbot.waitUntil(lambda: page.plan is not None or page.is_done(), timeout=20_000)
    assert store.count(Resident) in (0, 4)
    assert page.is_done() == (store.count(Resident) == 4)
    if not page.is_done():
        assert "没有改动" in shown.news[-1]


def test_a_file_that_is_no_table_is_refused_in_words(
    qtbot: QtBot, page: ImportPage, tmp_path: Path, shown: Shown
) -> None:
    path = tmp_path / "照片.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    page.load(path)
    qtbot.waitUntil(lambda: bool(shown.errors), timeout=20_000)
    assert isinstance(shown.errors[0], FileUnreadable)
    assert shown.errors[0].remedy
    assert page.plan is None


def take_over(qtbot: QtBot, page: ImportPage, folder: Path) -> None:
    """Imports the roster: four people, two households."""
    page.load(roster(folder))
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()


def test_the_news_of_an_import_takes_it_back_in_one_stroke(
    qtbot: QtBot, page: ImportPage, store: Store, shown: Shown, tmp_path: Path
) -> None:
    take_over(qtbot, page, tmp_path)
    assert shown.undo is not None
    with qtbot.waitSignal(page.undone, timeout=20_000):
        shown.undo()
    assert (store.count(Resident), store.count(Household)) == (0, 0)
    assert shown.questions == []
    assert "拿掉 4 人、2 户" in shown.news[-1]
    qtbot.waitUntil(lambda: page.past.isVisible())
    assert [past.undone for past in page.past.model.rows] == [True]


def test_the_way_back_of_the_way_back(
    qtbot: QtBot, page: ImportPage, store: Store, shown: Shown, tmp_path: Path
) -> None:
    take_over(qtbot, page, tmp_path)
    with qtbot.waitSignal(page.undone, timeout=20_000):
        page.take_back()
    assert shown.undo is not None
    shown.undo()
    qtbot.waitUntil(lambda: "已恢复" in shown.news[-1], timeout=20_000)
    assert store.count(Resident) == 4


def test_the_list_asks_before_it_takes_an_import_back(
    qtbot: QtBot, page: ImportPage, store: Store, shown: Shown, tmp_path: Path
) -> None:
    page.refresh()
    assert not page.past.isVisible(), "a list of nothing is not shown"
    take_over(qtbot, page, tmp_path)
    page.start_again()
    shown.answer = False
    page.past.button.click()
    qtbot.waitUntil(lambda: bool(shown.questions), timeout=20_000)
    assert "花名册.csv" in shown.questions[0].text
    assert "4 人、2 户" in shown.questions[0].text
    qtbot.waitUntil(lambda: page.past.isVisible())
    assert store.count(Resident) == 4


def test_who_was_changed_since_is_named_before_and_after(
    qtbot: QtBot, page: ImportPage, store: Store, shown: Shown, tmp_path: Path
) -> None:
    take_over(qtbot, page, tmp_path)
    one = store.select(Resident, eq("name", "陈一梅"))[0]
    store.save(attrs.evolve(one, note="打过电话"))
    with qtbot.waitSignal(page.undone, timeout=20_000):
        page.take_back()
    assert "陈一梅" in shown.questions[0].text
    assert page._stack.currentIndex() == UNDONE
    assert [kept.name for kept in page.undone_card.model.rows] == ["陈一梅"]
    with qtbot.waitSignal(page.record_requested) as asked:
        page.undone_card.view.activated.emit(page.undone_card.model.index(0, 0))
    assert asked.args == [Resident.TABLE, one.id]
    assert [r.name for r in store.select(Resident)] == ["陈一梅"]


def test_a_card_of_somebody_who_is_gone_gives_way_to_the_list(
    qtbot: QtBot, window: MainWindow, store: Store, tmp_path: Path
) -> None:
    window.show_page("import")
    page = window.page("import")
    take_over(qtbot, page, tmp_path)
    window.open_record(Resident.TABLE, store.select(Resident)[0].id)
    assert window.page("resident").is_record_open()
    with qtbot.waitSignal(page.undone, timeout=20_000):
        page.take_back()
    assert window.current_key() == "import", "what is at work is seen"
    window.show_page("resident")
    assert not window.page("resident").is_record_open()


def test_columns_come_up_as_they_were_corrected_and_one_button_goes_back(
    qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path
) -> None:
    page.load(roster(tmp_path))
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    first = page.plan
    assert first is not None
    assert not page.preview.last_time.isVisible()
    phone = next(c.index for c in first.layouts[0].columns if c.meaning == "phone")
    page.preview.columns.changed.emit(phone, "other_phone")
    qtbot.waitUntil(lambda: page.plan is not None and page.plan is not first, timeout=20_000)
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()
    assert store.count(RosterLayout) == 1
    page.start_again()
    page.load(roster(tmp_path))
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    again = page.plan
    assert again is not None
    assert page.preview.last_time.isVisible()
    assert again.layouts[0].has("other_phone")
    page.preview.guess.click()
    qtbot.waitUntil(lambda: page.plan is not None and page.plan is not again, timeout=20_000)
    assert page.plan is not None
    assert page.plan.layouts[0].has("phone")
    assert not page.preview.last_time.isVisible()


def test_hidden_rows_come_in_when_the_clerk_wants_them(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    lines = [
        row(1, "姓名", "联系电话"),
        row(2, "显甲", "13500000051"),
        row(3, "隐乙", "13500000052", about='hidden="1"'),
    ]
    page.load(xlsx(tmp_path / "名册.xlsx", sheet(*lines)))
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    assert page.plan is not None
    assert page.plan.counts.people_new == 1
    assert page.preview.unhidden.isVisible()
    assert "1 行" in page.preview.unhidden.text()
    page.preview.unhidden.click()
    qtbot.waitUntil(lambda: page.plan is not None and page.plan.counts.people_new == 2, timeout=20_000)
    assert page.preview.unhidden.isChecked()
    page.load(roster(tmp_path))
    qtbot.waitUntil(lambda: page.plan is not None and page.plan.counts.rows == 4, timeout=20_000)
    assert not page.preview.unhidden.isVisible()


def test_reading_can_be_stopped_and_leaves_the_page_as_it_was(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "名册.xlsx", sheet(*(row(n, f"停{n}", "13500000061") for n in range(1, 60_000))))
    page.load(path)
    page.wait()
    qtbot.waitUntil(lambda: page._stack.currentIndex() == CHOOSE, timeout=20_000)
    assert page.plan is None


def test_a_roster_without_estates_asks_in_which_they_are(
    qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path
) -> None:
    headings = ["楼栋", "房号", "姓名", "身份证号"]
    known = [["小区", *headings], ["水景花苑", "3号楼", "101", "赵二", number(12)]]
    tabs = {f"{n}月": [headings, [f"{n}号楼", "102", f"王{n}", number(n)]] for n in (3, 4)}
    for tables in ({"名册": known}, tabs):
        page.start_again()
        page.load(workbook(tmp_path / f"{len(tables)}.xlsx", tables))
        qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
        if tables is not tabs:
            with qtbot.waitSignal(page.imported, timeout=20_000):
                page.commit()
    question = page.preview.estate
    assert (page._commit.text(), page._commit.isEnabled()) == ("请先选小区", False)
    assert question.button.text() == "请选小区…"
    assert "登记里已经有小区：水景花苑" in page.preview._assumed.text()
    answers = {action.text(): action for action in question.menu().actions()}
    assert {"水景花苑", "不分小区"} <= answers.keys()
    before = page.plan
    answers["水景花苑"].trigger()
    qtbot.waitUntil(lambda: page.plan is not None and page.plan is not before, timeout=20_000)
    assert page._commit.isEnabled(), "the answer holds for both tabs"
    assert question.button.text() == "水景花苑"
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()
    assert sorted(store.titles("house", store.ids(House)).values()) == [
        "水景花苑3号楼101室", "水景花苑3号楼102室", "水景花苑4号楼102室",
    ]  # fmt: skip
