"""One leaking pipe that comes by the hotline, by the App and at a tea table: three sheets, one matter, and all three hear of it.

In the window with the keyboard: both tables are imported, the session is keyed like its paper, what looks like the same is joined,
and what is left goes through its stages.
"""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.records.matters.matter import MATTERS, Matter
from db.records.registry.place import Building
from db.services.figures.laid_down import NotLaidDown
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import this_year
from db.services.matters.sorted_out import sorted_out
from db.store import Store, eq
from gui.main_window import MainWindow
from gui.pages.importing.import_page import ImportPage
from gui.widgets.editors import RowsEditor
from tests.factories import estate, plant
from tests.gui.conftest import Shown
from tests.gui.importing.test_import_tables import book
from tests.gui.keys import in_front
from tests.gui.matters.at_page import CTRL, dialog, page_of, press, red
from tests.gui.matters.test_listening_page import begin, here
from tests.gui.matters.test_stages_played import SOON, TAB, Hands, called_back, dealt_with, hands, moved, staff

__all__ = ["hands", "staff"]
ALT = Qt.KeyboardModifier.AltModifier
TODAY = date.today().isoformat()
HOTLINE = (
    ("12345政务服务便民热线工单",),
    ("工单号", "受理时间", "来电人", "来电号码", "事项内容", "地址", "类别"),
    ("1234501", f"{TODAY} 00:10", "钟女士", "15828605682", "5号楼水管漏水", "幸福里小区5号楼", "管道漏水"),
)
APP = (
    ("流水号", "提交时间", "昵称", "手机号", "小区", "楼栋", "诉求描述", "类型", "状态"),
    (
        "APP01",
        f"{TODAY} 00:20",
        "潘海欣",
        "15329523002",
        "幸福里小区",
        "5号楼",
        "水管漏水，没人管",
        "管道漏水",
        "待受理",
    ),
)
ONCE_EACH = {"matters_taken": 3}
"""受理诉求 counts sheets; everything else counts problems."""


def taken_over(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    """A table is imported: Enter on the red button."""
    window.show_page("import", Matter.TABLE)
    page = window.page("import")
    assert isinstance(page, ImportPage)
    page.load(path)
    qtbot.waitUntil(lambda: page.table_plan is not None and page._commit.isEnabled(), timeout=20_000)
    in_front(qtbot, window)
    page._commit.setFocus()
    with qtbot.waitSignal(page.imported, timeout=20_000):
        press(Qt.Key.Key_Space)


def at_the_table(window: MainWindow, qtbot: QtBot, place: int) -> None:
    """A tea table at the foot of the house, at which one of those who sat there says it, too."""
    page, rows = begin(window, qtbot)
    form = page.form_page.form
    assert form is not None
    here("2")
    press(Qt.Key.Key_Return)
    form.editors["place"].target().setFocus()
    here("幸福里小区5号楼下")
    form.editors["estate"].set_value(place)
    rows.setFocus()
    if not rows.rows:
        press(Qt.Key.Key_Space)
    line = rows.rows[-1].editors
    qtbot.waitUntil(lambda: all(editor.isVisible() for editor in line.values()))
    for name, words in (("name", "周桂芳"), ("subject", "5号楼水管漏水"), ("category", "管道漏水")):
        line[name].target().setFocus()
        here(words)
        press(TAB)
    press(Qt.Key.Key_S, CTRL)


def join(qtbot: QtBot, window: MainWindow, one: Matter) -> None:
    """What looks like the same is said to be it, by the key on its button."""
    window.open_record("matter", one.id)
    page = page_of(window)
    in_front(qtbot, window)
    qtbot.waitUntil(page.related.alike.isVisible)
    button = next(b for b in page.related.alike.findChildren(QPushButton) if b.text() == "并到这件" and b.isVisible())
    button.setFocus()
    press(Qt.Key.Key_Space)
    dialog(qtbot)
    press(Qt.Key.Key_Return, CTRL)


def by_letter(qtbot: QtBot, window: MainWindow, hands: Hands) -> None:
    """One more of those who brought it is called back: R, what they say, by whom."""
    in_front(qtbot, window)
    page_of(window).take_focus()
    press(Qt.Key.Key_R, ALT)
    form = dialog(qtbot).form
    rows = form.editors["callbacks"]
    assert isinstance(rows, RowsEditor)
    for name in ("answered", "solved", "satisfaction"):
        hands.fill(rows.rows[0].editors[name], "1")
    hands.fill(form.editors["did"], "李敏")
    hands.red()


def test_the_same_matter_from_three_doors_is_counted_once_and_all_three_are_told(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown, hands: Hands, tmp_path: Path
) -> None:
    place = estate(store, "幸福里小区")
    plant(store, Building, number="5", estate=place)
    in_front(qtbot, window)
    for rows, name in ((HOTLINE, "12345工单.xlsx"), (APP, "小区App诉求导出.xlsx")):
        taken_over(qtbot, window, book(tmp_path, ("诉求", rows), name=name))
    at_the_table(window, qtbot, place)
    hotline, app, tea = (store.select(Matter, eq("channel", code))[0] for code in ("20", "15", "6"))
    assert store.count(Matter) == 3
    for one in (app, tea):
        join(qtbot, window, one)
    assert [store.get(Matter, one.id).root for one in (app, tea)] == [hotline.id] * 2
    assert_once(store, "problems", "problems_open", "matters_open")

    in_front(qtbot, window)
    window.open_record("matter", hotline.id)
    page = page_of(window)
    moved(page, hands, called="网格长", level="2")
    moved(page, hands, lead="幸福物业", due=SOON)
    dealt_with(page, hands, "换了接头")
    called_back(page, hands, "1", "1")
    assert red(page) == "评议归档"
    hands.red()
    assert store.get(Matter, hotline.id).stage == "4", "two more are to be called back"
    for _ in range(2):
        by_letter(qtbot, window, hands)
    in_front(qtbot, window)
    page.take_focus()
    hands.red()
    done = store.get(Matter, hotline.id)
    assert (done.stage, done.outcome, len(done.callbacks)) == ("5", "1", 3)
    for one in (app, tea):
        said = [step.said for step in store.steps(store.get(Matter, one.id))]
        assert said[-1].endswith("已办结：已解决")
    assert_once(
        store, "problems", "problems_ended", "matters_closed", "matters_solved", "matters_listened", "settled_at_grid"
    )
    assert shown.errors == []


def assert_once(store: Store, *told: str) -> None:
    """In every figure of matters it is one at most, in these it is one, and it is under one channel."""
    span = this_year(date.today())
    figures = [one for one in figures_by_name(store.kinds).values() if one.of == MATTERS.table and not one.today_alone]
    found: dict[str, float] = {}
    for figure in figures:
        if figure.unit in ("天", "小时"):
            continue
        try:
            value = measure(store, figure, span).value
        except NotLaidDown:
            continue
        found[figure.name] = float(value.total if value.total is not None else value.number)
    assert {name: number for name, number in found.items() if number > 1} == ONCE_EACH
    assert {name: found[name] for name in told} == dict.fromkeys(told, 1)
    lines = [one.label for one in sorted_out(store, span, "channel") if one.counts["problems"]]
    assert lines == ["12345或上级交办", "合计"]
