"""打印 over any list: rows that are picked, what a sheet is to be like, what was chosen the last time, and the paper that comes out."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from db.records.condition import has
from db.records.registry.resident import RESIDENTS, Resident
from db.services import saved_lists
from db.services.told_rows import naming_columns, usual_columns
from db.store import Store
from gui.dialogs.export_dialog import ExportDialog
from gui.dialogs.print_preview import PrintPreview
from gui.dialogs.sheet_dialog import SheetDialog
from gui.dialogs.whole_use import WholeDialog
from gui.main_window import MainWindow
from gui.pages.record_page import RecordPage
from gui.papers.sheets import Beside, Shape, Wanted, own_columns, sheet, usual
from gui.settings import Settings, sheet_key
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.printing import measure

NUMBER = "110105195607090017"


@pytest.fixture
def page(window: MainWindow, store: Store, qtbot: QtBot) -> RecordPage:
    """The list of five residents by name; in front."""
    people = settle(store)
    store.save(attrs.evolve(store.get(Resident, people["李国富"].id), id_number=NUMBER))
    window.show_list("resident")
    in_front(qtbot, window)
    found: RecordPage = window.page("resident")
    found.list.view.order_by("name")
    found.list.view.mark_first()
    found.list.view.setFocus()
    return found


def key(page: RecordPage, pressed: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.list.view, pressed, held)


def names(store: Store, ids: Iterable[int]) -> list[str]:
    return [store.get(Resident, i).name for i in ids]


def asked(page: RecordPage, shape: Shape) -> SheetDialog:
    seen: list[SheetDialog] = []
    page.prints.asked.connect(seen.append)
    page.prints.ask(shape)
    page.prints.asked.disconnect(seen.append)
    return seen[0]


def pick_two(page: RecordPage) -> None:
    """Picks the row the clerk is at, and the next."""
    for one in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        key(page, one)


def text_of(store: Store, wanted: Wanted, ids: object) -> str:
    assert isinstance(ids, list | tuple)
    job = sheet(RESIDENTS, ids, wanted, date(2026, 11, 30))
    return measure.all_text(job.make(store, lambda _done, _count: True))


def previewed_at(args: list[object] | None) -> PrintPreview:
    (preview,) = args or [None]
    assert isinstance(preview, PrintPreview)
    return preview


# Picking.


def test_space_picks_and_arrows_go_on_without_letting_go(page: RecordPage, store: Store) -> None:
    view = page.list.view
    listed = names(store, page.list.model.ids())
    assert not view.picked(), "being at a row picks nothing"
    key(page, Qt.Key.Key_Space)
    assert (names(store, view.picked()), view.currentIndex().row()) == ([listed[0]], 0), "the clerk stays at the row"
    key(page, Qt.Key.Key_Space)
    assert (view.picked(), view.currentIndex().row()) == ([], 0), "the same key on the same row lets it go"
    key(page, Qt.Key.Key_Space)
    key(page, Qt.Key.Key_Down)
    key(page, Qt.Key.Key_Down)
    key(page, Qt.Key.Key_Space)
    assert names(store, view.picked()) == [listed[0], listed[2]]
    assert page.list._picked.isVisible()
    assert page.list._picked.text() == "选中 2 条 · Esc 取消"
    key(page, Qt.Key.Key_Space)
    assert names(store, view.picked()) == [listed[0]], "Space lets go what was picked; one alone stays picked"
    key(page, Qt.Key.Key_Escape)
    assert not view.picked()
    assert not page.list._picked.isVisible()


def test_shift_and_ctrl_a_pick_too_and_a_plain_click_lets_go(page: RecordPage) -> None:
    view = page.list.view
    key(page, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.picked() == list(page.list.model.ids())[:2]
    key(page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.picked() == list(page.list.model.ids())
    at = view.visualRect(page.list.model.index(3, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert not view.picked()
    assert view.current_id() == page.list.model.ids()[3]


def test_what_is_picked_stays_so_while_the_list_is_read_again(page: RecordPage) -> None:
    pick_two(page)
    picked = page.list.view.picked()
    page.refresh()
    assert page.list.view.picked() == picked
    page.list.words.setText("zgf")
    page.list._apply()
    assert not page.list.view.picked(), "other rows are listed"


# What the sheet is to be like.


def test_it_is_of_those_picked_or_of_the_list(page: RecordPage) -> None:
    dialog = asked(page, Shape.ROSTER)
    assert list(dialog.ids()) == list(page.list.model.ids())
    dialog.reject()
    pick_two(page)
    dialog = asked(page, Shape.ROSTER)
    assert list(dialog.ids()) == page.list.view.picked()
    dialog.mean(1)
    assert list(dialog.ids()) == list(page.list.model.ids())


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d: d.title_line.clear(), "标题没有填"),
        (lambda d: d.list.tick(()), "至少勾一栏"),
        (lambda d: d.own.setText("从社区领取米油的数量和日期"), "太长，栏名最多 10 个字"),
        (lambda d: d.own.setText("一 二 三 四 五 六 七 八 九"), "空栏最多 8 个"),
        (lambda d: d.held.line.setText("下雨那天"), "日期"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    page: RecordPage, spoil: Callable[[SheetDialog], None], said: str
) -> None:
    dialog = asked(page, Shape.SIGN_IN)
    spoil(dialog)
    dialog.commit()
    assert dialog.isVisible()
    assert said in dialog.told()


def test_what_was_chosen_is_proposed_again_for_this_list_alone(
    page: RecordPage, window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20000) as previewed:
        dialog = asked(page, Shape.HAND_OUT)
        assert dialog.title_line.text() == "居民签领表"
        dialog.title_line.setText("端午米油签领表")
        dialog.list.tick(["name", "phone"])
        dialog.own.setText("备注，代领人")
        dialog.item.setText("米油")
        qtbot.waitUntil(dialog.isActiveWindow)
        QTest.keyClick(dialog.own, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    preview = previewed_at(previewed.args)
    assert preview.file_name == f"端午米油签领表-{date.today().isoformat()}"
    preview.close()
    again = asked(page, Shape.HAND_OUT)
    assert again.title_line.text() == "居民签领表", "what it was called is not kept"
    assert again.list.ticked() == ["name", "phone"]
    assert again.own.text() == "备注、代领人"
    assert not again.item.text(), "what it was for is not kept"
    again.reject()
    page.list.lists.chips["独居"].click()
    page.list.clear_filter()
    other = asked(page, Shape.SIGN_IN)
    assert other.title_line.text() == "居民签到表"
    other.reject()


def test_a_roster_has_the_columns_that_were_chosen_for_the_list(page: RecordPage, store: Store) -> None:
    saved_lists.keep(store, RESIDENTS, "重阳节", [has("name")], "house", ["name", "house", "birth"])
    page.refresh()
    page.list.lists.chips["重阳节"].click()
    assert page.list.order() == "house"
    dialog = asked(page, Shape.ROSTER)
    assert dialog.list.ticked() == ["name", "birth", "house"]
    assert list(dialog.ids()) == list(page.list.model.ids()), "in the order of the walk"
    dialog.list.tick(["phone"])
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "和平常一样").click()
    assert dialog.list.ticked() == ["name", "birth", "house"]
    dialog.reject()
    dialog = asked(page, Shape.HAND_OUT)
    assert dialog.list.ticked() == ["name", "house"], "by which somebody finds their own row"
    dialog.reject()


def test_nothing_that_was_typed_of_somebody_lies_in_the_settings(
    page: RecordPage, window: MainWindow, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    called = "王桂英家走访名单"
    saved_lists.keep(store, RESIDENTS, called, [has("name")])
    page.refresh()
    page.list.lists.chips[called].click()
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20000) as previewed:
        dialog = asked(page, Shape.ROSTER)
        assert called in dialog.title_line.text()
        assert dialog.ids()
        dialog.list.tick(["name", "phone"])
        dialog.commit()
    previewed_at(previewed.args).close()
    (text,) = [file.read_text(encoding="utf-8") for file in (tmp_path / "settings").iterdir()]
    assert "phone" in text
    assert "王桂英" not in text
    assert "resident" not in text
    again = asked(page, Shape.ROSTER)
    assert again.list.ticked() == ["name", "phone"]
    again.reject()
    page.list.clear_filter()
    other = asked(page, Shape.ROSTER)
    assert other.list.ticked() != ["name", "phone"]
    other.reject()


def test_what_an_older_program_wrote_down_in_the_clear_goes_at_once(tmp_path: Path) -> None:
    kept = {"printer": "HP", "sheets": {"resident/ROSTER/王桂英家": {"title": "王桂英家走访名单"}}}
    (tmp_path / "settings.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    assert Settings.load(tmp_path).printer == "HP"
    assert "王桂英" not in (tmp_path / "settings.json").read_text(encoding="utf-8")


def test_two_stores_share_nothing_that_was_chosen() -> None:
    keys = {sheet_key(Path(store), "ledger", "ROSTER", number) for store in ("/a", "/b") for number in (1, 2)}
    assert len(keys) == 4


def test_a_kept_list_gives_its_name(page: RecordPage) -> None:
    page.list.lists.chips["80岁以上"].click()
    dialog = asked(page, Shape.SIGN_IN)
    assert dialog.title_line.text() == "80岁以上签到表"
    dialog.own.setText("备注")
    assert dialog.heads.text() == "表头：序号、姓名、现住房屋、备注、签名"


# The paper.


def test_numbers_are_masked_by_rule_and_printed_in_full_only_for_a_reason(page: RecordPage, store: Store) -> None:
    ids = tuple(page.list.model.ids())
    wanted = attrs.evolve(usual(RESIDENTS, Shape.ROSTER), columns=("name", "id_number", "phone"))
    told = text_of(store, wanted, ids)
    assert "110105**********17" in told
    assert "138****5679" in told
    assert NUMBER not in told
    job = sheet(RESIDENTS, ids, wanted, date(2026, 11, 30))
    assert job.asked is not None
    assert job.asked.names == ("masked",)
    full = job.asked.job({"masked": False}).make(store, lambda _done, _count: True)
    assert NUMBER in measure.all_text(full)


def test_numbers_in_what_a_ledger_holds_are_masked_like_those_in_any_words(page: RecordPage, store: Store) -> None:
    """自己的栏目、备注里写的电话也遮住，要印全的照样先问。"""
    (one, *_) = page.list.model.ids()
    wanted = attrs.evolve(usual(RESIDENTS, Shape.ROSTER), columns=("sex",), own=("备注",))
    lines = [Beside(one, own={"备注": "女儿13900000009代办", "方式": "微信", "不印的": "13900000009"})]
    job = sheet(RESIDENTS, (), attrs.evolve(wanted, own=("方式", "备注")), date(2026, 11, 30), beside=lines)
    assert job.holds is not None
    assert job.holds.told == ("备注",), "外送登记 names the columns in which numbers stand"
    told = measure.all_text(job.make(store, lambda _done, _count: True))
    assert "女儿139****0009代办" in told
    assert "部分信息已遮盖" in told
    assert job.asked is not None
    full = job.asked.job({"masked": False}).make(store, lambda _done, _count: True)
    assert "女儿13900000009代办" in measure.all_text(full)


def test_that_something_is_covered_is_said_where_it_is(page: RecordPage, store: Store) -> None:
    ids = tuple(page.list.model.ids())
    for columns, is_said in ((("name", "house"), False), (("name", "phone"), True), (("name", "birth"), True)):
        wanted = attrs.evolve(usual(RESIDENTS, Shape.ROSTER), columns=columns)
        assert ("部分信息已遮盖" in text_of(store, wanted, ids)) is is_said, columns


def test_rows_stand_in_the_order_of_the_list_and_links_by_their_names(page: RecordPage, store: Store) -> None:
    ids = tuple(page.list.model.ids())
    told = text_of(store, usual(RESIDENTS, Shape.SIGN_IN), ids)
    rows = [told.index(name) for name in names(store, ids)]
    assert rows == sorted(rows)
    assert "幸福里小区12号楼1单元301室" in told
    assert "签名" in told
    assert "共5人" in told


def test_what_is_handed_out_stands_in_every_row(page: RecordPage, store: Store) -> None:
    ids = tuple(page.list.model.ids())
    wanted = attrs.evolve(usual(RESIDENTS, Shape.HAND_OUT), item="米油", quantity="1份", own=("备注",))
    told = text_of(store, wanted, ids)
    assert told.count("米油") == told.count("1份") == 5
    assert "物品数量备注签名" in told
    blank = text_of(store, attrs.evolve(wanted, item="", quantity=""), ids)
    assert "米油" not in blank
    assert "物品" not in blank, "a column named by hand tells what is handed out"
    assert "物品数量签名" in text_of(store, attrs.evolve(wanted, item="", quantity="", own=()), ids)


def test_of_every_kind_with_a_list_something_can_be_proposed(store: Store) -> None:
    for kind in store.kinds:
        assert usual_columns(kind.record) or not kind.tab, kind.table
        assert naming_columns(kind.record) or not kind.tab, kind.table


@pytest.mark.parametrize("typed", ["米油、签名", " 米油，签名、米油 ", "米油;签名", "米油 签名"])
def test_empty_columns_are_typed_in_one_line(typed: str) -> None:
    assert own_columns(typed) == ("米油", "签名")


def test_it_is_saved_and_logged_like_any_paper(
    page: RecordPage, window: MainWindow, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    pick_two(page)
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20000) as previewed:
        asked(page, Shape.SIGN_IN).commit()
    preview = previewed_at(previewed.args)
    preview.save_pdf(tmp_path / "签到表.pdf")
    preview.close()
    told = measure.all_text((tmp_path / "签到表.pdf").read_bytes())
    assert "共2人" in told
    sql = "SELECT change FROM audit WHERE action = 'save' ORDER BY seq DESC LIMIT 1"
    assert [str(row[0]) for row in store._connection.execute(sql)] == ['{"paper":[null,"居民签到表"]}']


def test_what_is_picked_is_exported_alone(
    page: RecordPage, shown: Shown, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, titles = tmp_path / "选中.csv", list[str]()

    def choose(_parent: object, title: str, *_: object) -> tuple[str, str]:
        titles.append(title)
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    pick_two(page)
    with qtbot.waitSignal(page.exporter.asked) as asked:
        page.exporter.ask()
    dialog: ExportDialog = asked.args[0]  # type: ignore[index]
    dialog.go.click()
    for whole in page.window().findChildren(WholeDialog):
        whole.go.click()
    qtbot.waitUntil(file.exists, timeout=10000)
    qtbot.waitUntil(lambda: bool(shown.news))
    assert titles == ["导出居民（选中的 2 条）到"]
    assert shown.news == ["已导出 2 条：选中.csv"]
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) == 3


def test_a_number_that_is_not_printed_makes_no_sheet_say_that_something_is_covered(
    page: RecordPage, store: Store
) -> None:
    (one, *_) = page.list.model.ids()
    wanted = attrs.evolve(usual(RESIDENTS, Shape.ROSTER), columns=("sex",), own=("方式",))
    lines = [Beside(one, own={"方式": "微信", "备注": "女儿13900000009代办"})]
    for own, is_said in ((("方式",), False), (("方式", "备注"), True)):
        job = sheet(RESIDENTS, (), attrs.evolve(wanted, own=own), date(2026, 11, 30), beside=lines)
        told = measure.all_text(job.make(store, lambda _done, _count: True))
        assert ("部分信息已遮盖" in told) is is_said
        assert (job.asked is not None) is is_said, "and nobody is asked whether it is to be printed whole"
