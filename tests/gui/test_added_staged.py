"""A type with stages that a store is given at run time, in the program's window: from its button to its end, with no file of its own."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import attrs
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.records import KINDS
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.condition import is_
from db.records.kind import OwnPaper
from db.records.kinds import Kinds
from db.records.letters.number import VOID, IssuedNumber
from db.records.matters.matter import Claimant, Matter
from db.records.registry.place import Grid
from db.services.letters.issue_number import families
from db.services.matters.take_in import take_in
from db.services.move import move, void
from db.services.save_record import save_record
from db.store import Store
from db.values import code_table
from gui.dialogs.print_preview import PrintPreview
from gui.main_window import MainWindow
from gui.models.due_table import ITEM_ROLE
from gui.pages.bound import ROOMS
from gui.pages.centre.settings import STAGES
from gui.pages.matter_page import MatterPage
from gui.session import Session
from gui.settings import Settings
from gui.widgets.editors import LinkEditor
from printing.papers import PAPERS
from tests.added import with_added
from tests.added_paper import PAPER
from tests.added_staged import WHISTLES, Whistle
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import buttons, choose, dialog, page_of, pick, press, typed
from tests.printing.boxes import text

CTRL = Qt.KeyboardModifier.ControlModifier
TODAY = date.today()
NUMBER = f"哨〔{TODAY.year}〕1号"


@pytest.fixture
def window(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> Iterator[MainWindow]:
    """The program's window on a store that holds two types more, with whom and where a whistle is about."""
    with_added(store)
    for name in ("幸福物业", "城管中队"):
        plant(store, Body, name=name)
    for name in ("王建军", "李敏"):
        plant(store, Person, name=name)
    store.save(Grid(name="第一网格"))
    made = MainWindow(lambda _: Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    in_front(qtbot, made)
    yield made
    made.print_desk.wait()
    code_table.lay_over({})


def blown(store: Store, what: str = "充电桩起火", **values: object) -> Whistle:
    return save_record(store, Whistle(what=what, blown=TODAY, **values))  # type: ignore[arg-type]


def now(store: Store) -> Whistle:
    return store.select(Whistle)[0]


def signed(store: Store, whistle: Whistle, due: date) -> Whistle:
    return move(store, whistle, "sign", did=store.select(Person)[0].id, lead=store.select(Body)[0].id, due=due)


def page(window: MainWindow, record: Whistle) -> MatterPage:
    window.open_record(Whistle.TABLE, record.id)
    return page_of(window, Whistle.TABLE)


def printed(window: MainWindow, qtbot: QtBot, pressed: QPushButton | None = None) -> str:
    """The words of the paper that a button, or Ctrl+P, brings to the preview."""
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20_000) as opened:
        if pressed is not None:
            pressed.click()
        else:
            press(Qt.Key.Key_P, CTRL)
    assert opened.args is not None
    preview = opened.args[0]
    assert isinstance(preview, PrintPreview)
    file = Path.home() / "paper.pdf"
    preview.save_pdf(file)
    preview.close()
    in_front(qtbot, window)
    return text(file.read_bytes())


def fill_in_signing(one: MatterPage, qtbot: QtBot) -> None:
    """What 签收 asks: who leads, by when, and who signs."""
    assert one.moving is not None
    pick(qtbot, one.moving.editors["lead"], "幸福物业")
    typed(one, "due", "明天")
    pick(qtbot, one.moving.editors["did"], "wjj")


def test_from_its_button_to_its_end_by_the_keyboard(
    window: MainWindow, qtbot: QtBot, store: Store, shown: Shown
) -> None:
    assert WHISTLES.room not in ROOMS, "nothing of it stands in the folders of the window"
    start = next(b for b in window.findChildren(QPushButton) if b.text() == WHISTLES.start and b.isVisible())
    start.click()
    one = page_of(window, Whistle.TABLE)
    assert (window.navigation.marked(), list(buttons(one))) == ("forces", ["登记并取号"])
    assert one.form.editors["blown"].value() == TODAY
    assert not {"number", "stage", "lead", "due", "outcome"} & set(one.form.editors), "what moves write is not typed"
    write(one.form.editors["what"].target(), "充电桩起火")
    pick(qtbot, one.form.editors["grid"], "dywg")
    press(Qt.Key.Key_S, CTRL)
    assert (now(store).number, now(store).stage) == (NUMBER, "1")
    assert shown.news[-1] == f"已登记：{NUMBER}"
    assert [stop.label for stop in one.strip.stops()] == ["吹哨", "签收", "到场处置", "销哨"]
    assert one.head.remark() == "第一网格 · 吹哨"
    fill_in_signing(one, qtbot)
    press(Qt.Key.Key_Return, CTRL)
    assert (now(store).stage, now(store).due) == ("2", TODAY + timedelta(days=1))
    assert "幸福物业" in printed(window, qtbot, one.offer.findChildren(QPushButton)[0])
    assert one.moving is not None
    typed(one, "result", "断电，拖走")
    press(Qt.Key.Key_Return, CTRL)
    assert (now(store).stage, now(store).arrived) == ("3", TODAY)
    typed(one, "finding", "看过了")
    pick(qtbot, one.moving.editors["did"], "wjj")
    press(Qt.Key.Key_Return, CTRL)
    assert "不能是同一个人" in one.moving.editors["did"].note()
    one.moving.editors["did"].set_value(next(one.id for one in store.select(Person) if one.name == "李敏"))
    press(Qt.Key.Key_Return, CTRL)
    assert now(store).finding == "看过了"
    assert one.moving is not None
    one.moving.editors["outcome"].set_value("1")
    press(Qt.Key.Key_Return, CTRL)
    done = now(store)
    assert (done.stage, done.outcome, done.closed, shown.errors) == ("4", "1", TODAY, [])
    assert [line.what for line in one.timeline.lines if line.step] == ["销哨", "核查", "到场 → 到场处置", "签收"]
    assert "修改" not in buttons(one), "what is over is locked"


def test_it_is_due_until_it_is_over_and_its_line_opens_it(window: MainWindow, store: Store) -> None:
    grid = store.select(Grid)[0]
    first, last = blown(store, "占道", grid=grid.id), blown(store, "积水")
    signed(store, first, TODAY - timedelta(days=2))
    void(store, last, "录重了")
    window.show_page("today")
    model = window.page("today")._model
    assert [model.index(0, column).data() for column in range(5)] == [NUMBER, "占道", "第一网格", "签收", "逾期 2 天"]
    tables = [model.index(row, 0).data(ITEM_ROLE).table for row in range(model.rowCount())]
    assert tables == [Whistle.TABLE, Grid.TABLE], "the grid lacks a chief"
    window.page("today")._on_item_activated(model.index(0, 0))
    assert (window.current_key(), page_of(window, Whistle.TABLE).record.id) == (Whistle.TABLE, first.id)
    assert model.index(0, 0).data(ITEM_ROLE).table == Whistle.TABLE


def test_it_is_listed_narrowed_found_exported_and_printed(
    window: MainWindow, qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    grid = store.select(Grid)[0]
    first, _ = blown(store, "占道", grid=grid.id), void(store, blown(store, "积水"), "录重了")
    window.show_list(Whistle.TABLE, "没销的")
    register = window.page(Whistle.TABLE)
    columns = [field.label for field in register.list.model.columns]
    assert columns == ["哨号", "事由", "吹哨日期", "网格", "主责单位", "到场期限", "结果", "环节"]
    assert [register.list.model.index(row, 1).data() for row in range(register.list.model.rowCount())] == ["占道"]
    register.list.clear_filter()
    register.list.narrow([is_("stage", "0")])
    assert [register.list.model.index(row, 1).data() for row in range(register.list.model.rowCount())] == ["积水"]
    register.list.clear_filter()
    file = tmp_path / "吹哨.xlsx"
    register.exporter.export(file)
    qtbot.waitUntil(file.exists, timeout=20_000)
    sheet = load_workbook(file).active
    assert sheet is not None
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert [rows[1][rows[0].index(head)] for head in ("事由", "网格", "环节")] == ["占道", "第一网格", "吹哨"]
    in_front(qtbot, window)
    press(Qt.Key.Key_K, CTRL)
    write(window.search.line, "zd")
    qtbot.waitUntil(lambda: len(window.search.results()) >= 2)
    hit = next(line for line in window.search.results() if line.value)
    assert (hit.text, hit.detail) == (f"{NUMBER} 占道", "第一网格 · 吹哨")
    press(Qt.Key.Key_Return)
    assert page_of(window, Whistle.TABLE).record.id == first.id
    told = printed(window, qtbot)
    assert "吹哨登记信息表" in told
    assert NUMBER in told


def test_a_move_is_taken_back_and_made_void_with_its_number(
    window: MainWindow, qtbot: QtBot, store: Store, shown: Shown
) -> None:
    one = page(window, blown(store))
    fill_in_signing(one, qtbot)
    one.go()
    assert now(store).stage == "2"
    assert shown.undo is not None
    shown.undo()
    assert (now(store).stage, now(store).lead, now(store).due) == ("1", 0, None)
    assert one.timeline.lines[0].what.startswith("撤回：签收")
    choose(one, "作废…")
    asking = dialog(qtbot)
    write(asking.form.editors["reason"].target(), "录重了")
    asking.commit()
    assert (now(store).stage, shown.errors) == ("0", [])
    (number,) = store.select(IssuedNumber)
    assert (number.state, number.holder, number.family) == (VOID, Whistle.TABLE, Whistle.TABLE)
    assert NUMBER in one.number_fault.told()
    in_front(qtbot, window)
    one.setFocus()
    assert f"{NUMBER}已作废：录重了" in printed(window, qtbot), "a sheet whose number is void says so on every page"


def test_stages_bear_the_centres_names_and_its_own_stand_between(
    window: MainWindow, qtbot: QtBot, store: Store
) -> None:
    window.show_page("settings")
    settings = window.page("settings")
    settings.show_tab(STAGES)
    stages = settings.stages
    for key, words in ((("whistle", "3"), "赶到现场"), (("whistle", "+3"), "会商")):
        line = stages.names[key]
        line.setFocus()
        write(line, words)
        QTest.keyClick(line, Qt.Key.Key_Return)
    stages.offs[("whistle", "2")].click()
    one = page(window, blown(store))
    assert [stop.label for stop in one.strip.stops()] == ["吹哨", "赶到现场", "会商", "销哨"]
    fill_in_signing(one, qtbot)
    one.go()
    assert now(store).stage == "3"
    one.go()
    assert now(store).stage == "u1"
    window.show_list(Whistle.TABLE)
    model = window.page(Whistle.TABLE).list.model
    assert model.index(0, 7).data() == "会商"


def test_it_stands_beside_what_it_came_from_and_in_the_book(window: MainWindow, store: Store) -> None:
    matter = take_in(store, Matter(subject="充电桩冒烟", claimants=(Claimant(anonymous=True),)))
    whistle = blown(store, matter=matter.id)
    window.open_record("matter", matter.id)
    assert [(line.table, line.id) for line in page_of(window).related.lines] == [(Whistle.TABLE, whistle.id)]
    window.show_page("issued_number")
    model = window.page("issued_number").list.model
    shown = {model.index(row, 3).data(): model.index(row, 0).data() for row in range(model.rowCount())}
    assert shown[NUMBER] == "吹哨"
    assert Whistle.TABLE in families(store.kinds)
    assert Whistle.TABLE not in families(KINDS), "the book of another store has no such family"
    assert set(families(KINDS)) < set(families(store.kinds))
    window.show_page("number_styles")
    assert Whistle.TABLE in window.page("number_styles").lines


def test_who_is_called_is_asked_for_with_the_move(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    one = page(window, signed(store, blown(store), TODAY))
    assert one.moving is not None
    rows = one.moving.editors["units"]
    rows.add_row()  # type: ignore[attr-defined]
    body = rows.rows[0].editors["body"]  # type: ignore[attr-defined]
    assert isinstance(body, LinkEditor)
    qtbot.waitUntil(body.line.isVisible)
    pick(qtbot, body, "城管")
    one.go()
    assert store.titles("body", [unit.body for unit in now(store).units]).popitem()[1] == "城管中队"
    buttons(one)["再吹哨"].click()
    asking = dialog(qtbot)
    asking.commit()
    assert "没有填" in asking.form.editors["reason"].note()
    write(asking.form.editors["reason"].target(), "没人来")
    asking.commit()
    assert (now(store).stage, now(store).lead, now(store).due) == ("1", 0, None)


def test_a_paper_that_takes_the_record_alone_is_offered_with_no_more_than_its_name(
    window: MainWindow, qtbot: QtBot, store: Store, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.close()
    monkeypatch.setitem(cast("dict[str, object]", PAPERS), PAPER.name, PAPER)
    (way,) = WHISTLES.flows
    moves = (attrs.evolve(way.moves[0], papers=(PAPER.name,)), *way.moves[1:])
    kind = attrs.evolve(WHISTLES, papers=(OwnPaper(PAPER.name, PAPER.label),), flows=(attrs.evolve(way, moves=moves),))
    store.kinds = Kinds(kind if one is WHISTLES else one for one in store.kinds)
    settings = window.session.settings
    window = MainWindow(lambda _: Session(store, shown, settings))
    qtbot.addWidget(window)
    in_front(qtbot, window)
    one = page(window, blown(store))
    assert [choice.label for choice in one._making.page.shapes] == ["哨单", "登记信息表"]
    fill_in_signing(one, qtbot)
    one.go()
    told = printed(window, qtbot, next(b for b in one.offer.findChildren(QPushButton) if b.text() == "印哨单"))
    assert "幸福物业" in told
    assert f"哨号：{NUMBER}" in told
    assert shown.errors == []
