"""Importing tables other than rosters in the window: what they are, what becomes of each row, what the clerk decides."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.records import KINDS
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.centre.table_layout import TableLayout
from db.records.registry.place import Building, Grid
from db.records.registry.resident import Resident
from db.services.importing.problems import Verdict
from db.store import Store, eq
from gui.main_window import MainWindow
from gui.models.import_rows import COL_TITLE, COL_VERDICT
from gui.pages.importing.import_page import CHOOSE, PREVIEW, TABLES, ImportPage
from tests.factories import credit_number
from tests.gui.conftest import Shown
from tests.gui.keys import in_front

GRIDS = (
    ("网格名称", "网格编码", "网格长", "网格长电话", "网格员"),
    ("第一网格", "220521003008001", "梁明", "13800000001", "邹珍"),
    ("第二网格", "220521003008002", "马兰", "13800000002", "徐德"),
    ("合计", "2个", "", "", ""),
)


def book(folder: Path, *sheets: tuple[str, Sequence[Sequence[object]]], name: str = "表.xlsx") -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = folder / name
    made.save(path)
    return path


@pytest.fixture
def page(qtbot: QtBot, store: Store, shown: Shown) -> ImportPage:
    made = ImportPage(store, shown)
    qtbot.addWidget(made)
    made.resize(1170, 700)
    made.show()
    return made


def shown_as_tables(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    page.load(path)
    qtbot.waitUntil(lambda: page.table_plan is not None, timeout=20_000)


def again(qtbot: QtBot, page: ImportPage, do: object) -> None:
    """Does something about the preview, and waits until it was reckoned again."""
    before = page.table_plan
    do()  # type: ignore[operator]
    qtbot.waitUntil(lambda: page.table_plan is not None and page.table_plan is not before, timeout=20_000)


def chip(page: ImportPage, words: str) -> QPushButton:
    return next(
        b for b in page.tables.view.findChildren(QPushButton) if b.text().startswith(words) and not b.isHidden()
    )


def rows(page: ImportPage) -> list[tuple[str, str]]:
    model = page.tables.view.rows.model
    told = [(model.index(n, COL_VERDICT).data(), model.index(n, COL_TITLE).data()) for n in range(model.rowCount())]
    return [(str(verdict), str(title)) for verdict, title in told]


def test_a_book_of_several_tables_is_known_previewed_taken_over_and_taken_back(
    qtbot: QtBot, page: ImportPage, store: Store, shown: Shown, tmp_path: Path
) -> None:
    houses = (("小区", "楼栋", "楼栋长", "电话", "网格"), ("幸福里小区", "1#", "杨晨", "13800000003", "第一网格"))
    shown_as_tables(qtbot, page, book(tmp_path, ("网格", GRIDS), ("楼栋长", houses)))
    assert store.count(Grid) == 0
    assert rows(page) == [("新增", "第一网格"), ("新增", "第二网格"), ("新增", "幸福里小区1号楼")]
    assert page.tables.view.sheets.form.text() == "网格一览"
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()
    assert (store.count(Grid), store.count(Building)) == (2, 1)
    assert "新增 11" in shown.news[-1]
    assert "网格 新增 2；" in page._done._text.text()
    assert shown.undo is not None
    with qtbot.waitSignal(page.undone, timeout=20_000):
        shown.undo()
    assert (store.count(Grid), store.count(Building), store.count(Person)) == (0, 0, 1)


def test_what_differs_is_kept_unless_the_clerk_says_so_by_field_or_by_row(
    qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path
) -> None:
    for name in ("第一网格", "第二网格"):
        store.save(Grid(name=name, code="旧", party_group="第一支部"))
    table = (("网格名称", "网格编码", "党支部（党小组）"), ("第一网格", "新", ""), ("第二网格", "新", "第二支部"))
    shown_as_tables(qtbot, page, book(tmp_path, ("网格", table)))
    assert [verdict for verdict, _ in rows(page)] == ["不同，没有改", "不同，没有改"]
    assert not page._commit.isEnabled()
    assert page.tables.view.policy.fields == {("grid", "code"): 2, ("grid", "party_group"): 1}
    policy = [
        b for b in page.tables.view.policy.findChildren(QPushButton) if b.accessibleName().startswith("网格·网格编码")
    ]
    again(qtbot, page, policy[1].click)
    page.tables.view.rows.view.selectRow(1)
    again(qtbot, page, next(b for b in page.tables.view.rows.detail.buttons() if b.text() == "改成 第二支部").click)
    assert page.tables.view.rows.view.currentIndex().row() == 1, "the row that was chosen stays chosen"
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()
    assert [(g.code, g.party_group) for g in store.select(Grid)] == [("新", "第一支部"), ("新", "第二支部")]


def test_doubts_are_settled_one_after_another(qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path) -> None:
    for unit in ("甲", "乙"):
        body = store.save(Body(name=f"{unit}单位", kind="50"))
        store.save(Person(name="张三", unit=body.id))
        store.save(Person(name="李四", unit=body.id))
    table = (("姓名", "职务"), ("张三", "书记"), ("李四", "主任"))
    page.choose.want(KINDS[Person.TABLE])
    shown_as_tables(qtbot, page, book(tmp_path, ("人员", table)))
    chip(page, "存疑 2").click()
    assert rows(page) == [("不导入，存疑", "张三"), ("不导入，存疑", "李四")]
    options = [b.text() for b in page.tables.view.rows.detail.buttons()]
    assert options[:2] == ["不导入这一行", "另建一条人员"]
    again(qtbot, page, next(b for b in page.tables.view.rows.detail.buttons() if "甲单位" in b.text()).click)
    chosen = page.tables.view.rows.chosen()
    assert chosen is not None
    assert chosen.place[1] == 3, "on to the next doubt"
    again(qtbot, page, next(b for b in page.tables.view.rows.detail.buttons() if b.text().startswith("另建")).click)
    assert page.tables.view.rows.part is None
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()
    assert [(p.name, p.job) for p in store.select(Person, eq("name", "张三"), order=("id",))] == [
        ("张三", "书记"),
        ("张三", ""),
    ]
    assert store.count(Person, eq("name", "李四")) == 3


def test_doubts_are_settled_by_the_keys_alone(qtbot: QtBot, window: MainWindow, store: Store, tmp_path: Path) -> None:
    for unit in ("甲", "乙"):
        body = store.save(Body(name=f"{unit}单位", kind="50"))
        store.save(Person(name="张三", unit=body.id))
        store.save(Person(name="李四", unit=body.id))
    in_front(qtbot, window)
    window.show_page("import", Person.TABLE)
    page = window.page("import")
    shown_as_tables(qtbot, page, book(tmp_path, ("人员", (("姓名", "职务"), ("张三", "书记"), ("李四", "主任")))))
    card = page.tables.view.rows
    card.show_only(Verdict.DOUBTFUL)
    card.view.setFocus()
    QTest.keyClick(card.view, Qt.Key.Key_Return)
    for place in (2, 3):
        assert card.chosen().place[1] == place
        first, second, *_ = card.detail.buttons()
        assert first.hasFocus()
        QTest.keyClick(first, Qt.Key.Key_Tab)
        assert second.hasFocus()
        again(qtbot, page, lambda answer=second: QTest.keyClick(answer, Qt.Key.Key_Return))
    assert page._commit.text() == "导入：新增 2"


def test_a_sheet_that_nobody_knows_is_asked_about_and_remembered(
    qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path
) -> None:
    table = (("片区", "带头人", "手写"), ("第一网格", "梁明", "一支部"))
    shown_as_tables(qtbot, page, book(tmp_path, ("表", table)))
    card = page.tables.view.sheets
    assert (card.form.text(), page._commit.isEnabled()) == ("请选…", False)
    offered = [action.text() for action in card.menu().actions() if action.text()]
    assert {"网格", "网格一览", "人员", "居民花名册", "不导入这张表"} <= set(offered)
    again(qtbot, page, next(a for a in card.menu().actions() if a.text() == "网格").trigger)
    for index, meaning in ((0, "name"), (1, "chief")):
        again(qtbot, page, lambda i=index, m=meaning: card.columns.changed.emit(i, m))
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()
    assert [(g.name, g.chief) for g in store.select(Grid)] == [("第一网格", "梁明")]
    assert store.count(TableLayout) == 1
    page.start_again()
    shown_as_tables(qtbot, page, book(tmp_path, ("表", (table[0], ("第二网格", "马兰", "")))))
    assert card.last_time.isVisible()
    assert rows(page) == [("新增", "第二网格")]
    again(qtbot, page, card.guess.click)
    assert not card.last_time.isVisible()
    assert card.form.text() == "请选…"


def test_a_row_can_be_left_out_and_taken_again(qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path) -> None:
    shown_as_tables(qtbot, page, book(tmp_path, ("网格", GRIDS)))
    again(qtbot, page, next(b for b in page.tables.view.rows.detail.buttons() if b.text() == "不导入这一行").click)
    assert rows(page) == [("不导入", "第一网格"), ("新增", "第二网格")]
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()
    assert [g.name for g in store.select(Grid)] == ["第二网格"]


def test_a_roster_and_other_tables_change_places_when_the_clerk_says_so(
    qtbot: QtBot, page: ImportPage, shown: Shown, tmp_path: Path
) -> None:
    people = (("姓名", "联系电话", "备注"), ("张三", "13800000001", ""))
    page.load(book(tmp_path, ("表", people)))
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    link = next(b for b in page.preview.findChildren(QPushButton) if b.text() == "不是居民花名册…")
    link.click()
    qtbot.waitUntil(lambda: page.table_plan is not None, timeout=20_000)
    next(a for a in page.tables.view.sheets.menu().actions() if a.text() == "居民花名册").trigger()
    qtbot.waitUntil(lambda: page._stack.currentIndex() == PREVIEW, timeout=20_000)
    page.load(book(tmp_path, ("网格", GRIDS)))
    qtbot.waitUntil(lambda: page.table_plan is not None, timeout=20_000)
    next(a for a in page.tables.view.sheets.menu().actions() if a.text() == "居民花名册").trigger()
    qtbot.waitUntil(lambda: bool(shown.errors), timeout=20_000)
    assert page._stack.currentIndex() == TABLES
    assert page._commit.text().startswith("导入：新增")


def test_every_list_leads_here_with_its_type(window: MainWindow, tmp_path: Path) -> None:
    for kind in (k for k in window.session.kinds if k.can_be_imported):
        window.show_page(kind.table)
        bring = [b for b in window.page(kind.table).findChildren(QPushButton) if b.text() == "导入…"]
        assert len(bring) == 1, kind.table
        bring[0].click()
        assert window.current_key() == "import"
        page = window.page("import")
        assert page.choose.wanted is kind
        path = tmp_path / f"{kind.table}.xlsx"
        page.choose.write_empty(kind, path)
        assert path.exists()
    window.show_page("import")
    assert window.page("import").choose.wanted is None


def test_a_file_from_a_list_that_has_no_such_table_is_shown_as_what_it_is(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    page.choose.want(KINDS[Body.TABLE])
    shown_as_tables(qtbot, page, book(tmp_path, ("网格", GRIDS)))
    assert "没有认出组织的表" in page.tables.view._first.text()
    assert page.tables.view.sheets.form.text() == "网格一览"


def test_reckoning_can_be_stopped(qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path) -> None:
    many = (("网格名称", "网格编码"), *((f"第{n}网格", str(n)) for n in range(3_000)))
    page.load(book(tmp_path, ("网格", many)))
    page.wait()
    qtbot.waitUntil(lambda: page._stack.currentIndex() == CHOOSE, timeout=20_000)
    assert page.table_plan is None
    assert store.count(Grid) == 0


def test_companies_wrong_and_double_are_told_apart(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    head = ("物业企业名称", "统一社会信用代码", "法定代表人", "服务小区")
    table = (
        head,
        ("启岚物业", credit_number(1), "潘德", "柳岸新城"),
        ("启岚物业公司", credit_number(1), "潘德", "柳岸新城"),
        ("德邻物业", "91110105MAOOG5FK7D", "汪杰", "东篱小区"),
    )
    shown_as_tables(qtbot, page, book(tmp_path, ("物业", table)))
    assert [verdict for verdict, _ in rows(page)] == ["新增", "重复", "新增，有问题"]
    chip(page, "有问题 1").click()
    assert page.tables.view.rows.part is Verdict.WRONG
    assert "信用代码" in page.tables.view.rows.model.rows[0].words
    assert not [k for k in KINDS if k.record is Resident and not k.can_be_imported]


BODIES = ("名称", "统一社会信用代码", "成立日期", "类别")


def test_the_row_that_says_otherwise_is_told_and_not_the_first_one_of_the_same(
    qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path
) -> None:
    number = credit_number(1)
    store.save(Body(name="润柏物业管理有限公司", kind="50", uscc=number))
    table = (BODIES[:2], ("润柏物业管理有限公司", number), ("润柏物业管理公司", number))
    shown_as_tables(qtbot, page, book(tmp_path, ("物业企业", table)))
    assert rows(page)[0][0] == "已有"
    assert rows(page)[1][0].startswith("不同，没有改")
    page.tables.view.rows.view.selectRow(1)
    detail = page.tables.view.rows.detail
    assert detail.row is not None
    assert [change.said for change in detail.row.changes.values()] == ["润柏物业管理公司"]
    again(qtbot, page, next(one for one in detail.buttons() if one.text().startswith("改成")).click)
    assert [verdict for verdict, _ in rows(page)] == ["已有", "修改"]
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()
    assert [one.name for one in store.select(Body)] == ["润柏物业管理公司"]


def test_the_end_says_what_was_left_out_with_its_row_and_value(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    table = (
        BODIES,
        ("启岚物业", credit_number(1), "去年春天", "50"),
        ("德邻物业", credit_number(2), "2021-08-19", "50"),
    )
    shown_as_tables(qtbot, page, book(tmp_path, ("物业企业", table)))
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()
    told = page._done._text.text()
    assert "有问题：" in told
    assert "第2行 成立日期" in told
    assert "去年春天" in told
    assert "第3行" not in told


def test_both_ways_of_settling_a_long_difference_stand_inside_the_card(
    qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path
) -> None:
    number, name = credit_number(1), "幸福里社区润柏物业管理服务有限责任公司杏河街道第一分公司"
    store.save(Body(name=name, kind="50", uscc=number))
    shown_as_tables(qtbot, page, book(tmp_path, ("物业企业", (BODIES[:2], (f"{name}（筹备）", number)))))
    page.tables.view.rows.view.selectRow(0)
    detail = page.tables.view.rows.detail
    qtbot.waitUntil(lambda: any(one.text().startswith("改成") for one in detail.buttons()))
    for one in detail.buttons():
        assert one.mapTo(detail, one.rect().topRight()).x() <= detail.width()


def test_rows_that_seem_to_be_one_matter_have_a_chip_of_their_own(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    head = ("流水号", "提交时间", "昵称", "手机号", "小区", "楼栋", "诉求描述", "类型", "状态")
    orders = [
        (f"APP{n}", f"2026-03-0{n} 08:00", "邻居", "13068156260", "金穗家园", building, text, "物业收费", "处理中")
        for n, (text, building) in enumerate((("收费高", "5栋"), ("收费太高", "5栋"), ("收费", "6栋")), 1)
    ]
    shown_as_tables(qtbot, page, book(tmp_path, ("小区App诉求导出", (head, *orders))))
    made = chip(page, "像是同一件事")
    assert made.text() == "像是同一件事 1 行"
    made.click()
    assert [one.place[1] for one in page.tables.view.rows.model.rows] == [3]
