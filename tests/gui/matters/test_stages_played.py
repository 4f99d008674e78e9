"""The five stages in the window with the keyboard alone: from the counter to the file, and where somebody is not content twice."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.matter import Claimant, Matter
from db.services.centre.stage_names import insert
from db.services.coming import waiting_for
from db.services.matters.take_in import take_in
from db.store import Store
from db.values import code_table
from gui.dialogs.catch_up import CatchUpDialog
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.widgets.editors import Editor, LinkEditor, RowsEditor
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import CTRL, page_of, red, taken_in

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return
SOON = (date.today() + timedelta(days=9)).isoformat()


class Hands:
    """Presses keys where the focus is, and counts them; a Chinese word is as many keys as it has characters."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.count = 0

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        where = QApplication.focusWidget()
        assert where is not None
        QTest.keyClick(where, key, held)
        self.count += 1

    def type(self, words: str) -> None:
        where = QApplication.focusWidget()
        assert where is not None
        write(where, words)
        self.count += len(words)

    def to(self, editor: Editor) -> None:
        """On by Tab until the focus is in a field."""
        seen = []
        for _ in range(40):
            where = QApplication.focusWidget()
            seen.append((type(where).__name__, where.accessibleName() if where else ""))
            if where is editor or (isinstance(where, QWidget) and editor.isAncestorOf(where)):
                return
            self.press(TAB)
        raise AssertionError(f"no Tab leads to {editor.kind.name}: {seen}")

    def fill(self, editor: Editor, words: str) -> None:
        self.to(editor)
        if isinstance(editor, LinkEditor):
            editor.line.selectAll()
            self.type(words)
            self._qtbot.waitUntil(lambda: bool(editor.choices()))
            self.press(ENTER)
            self._qtbot.waitUntil(lambda: bool(editor.value()))
        else:
            self.type(words)

    def red(self) -> None:
        self.press(ENTER, CTRL)


@pytest.fixture
def hands(qtbot: QtBot) -> Hands:
    return Hands(qtbot)


@pytest.fixture(autouse=True)
def staff(store: Store) -> Iterator[None]:
    """Whoever takes part; afterwards the names of stages are the program's own again."""
    plant(store, Body, name="幸福物业")
    for name in ("王建军", "李敏"):
        plant(store, Person, name=name)
    yield
    code_table.lay_over({})


def now(store: Store) -> Matter:
    return store.select(Matter, order=("-id",))[0]


def moved(page: MatterPage, hands: Hands, **typed: str) -> None:
    """Fills the fields of the red button in, in the order in which Tab comes to them, and presses it."""
    assert page.moving is not None
    hands._qtbot.waitUntil(page.moving.isVisible)
    page.take_focus()
    for name, words in typed.items():
        hands.fill(page.moving.editors[name], words)
    hands.red()


def called_back(page: MatterPage, hands: Hands, satisfaction: str, solved: str, who: str = "李敏") -> None:
    """What was said is entered in the one row that stands there."""
    assert page.moving is not None
    assert red(page) == "回访"
    rows = page.moving.editors["callbacks"]
    assert isinstance(rows, RowsEditor)
    (row,) = rows.rows
    hands._qtbot.waitUntil(page.moving.isVisible)
    page.take_focus()
    for name, words in (("answered", "1"), ("solved", solved), ("satisfaction", satisfaction)):
        hands.fill(row.editors[name], words)
    hands.fill(page.moving.editors["did"], who)
    hands.red()


def dealt_with(page: MatterPage, hands: Hands, result: str) -> None:
    moved(page, hands, result=result, did="王建军")
    moved(page, hands, finding="看过了", did="李敏")


def test_a_leaking_pipe_from_the_counter_to_the_file(
    window: MainWindow, store: Store, qtbot: QtBot, hands: Hands, shown: Shown
) -> None:
    in_front(qtbot, window)
    window.open_new("matter")
    page = page_of(window)
    qtbot.waitUntil(page.form.editors["subject"].target().hasFocus)
    hands.type("水管漏水")
    claimants = page.form.editors["claimants"]
    assert isinstance(claimants, RowsEditor)
    hands.fill(claimants.rows[0].editors["name"], "周桂芳")
    hands.red()
    assert now(store).number
    assert red(page) == "召集完成，转分级"
    moved(page, hands, called="网格长", level="2")
    moved(page, hands, lead="幸福物业", due=SOON)
    assert red(page) == "反馈结果"
    dealt_with(page, hands, "换了接头")
    called_back(page, hands, "1", "1")
    assert red(page) == "评议归档"
    hands.red()
    done = now(store)
    assert (done.stage, done.outcome, done.rating, done.called_back) == ("5", "1", "1", date.today())
    assert [line.label for line in page.facts.facts if line.name == "callbacks"] == ["回访"]
    assert shown.errors == []
    assert hands.count <= 260, "with every Tab"


def test_who_is_not_content_twice_brings_it_to_the_chief(
    window: MainWindow, store: Store, qtbot: QtBot, hands: Hands, shown: Shown
) -> None:
    in_front(qtbot, window)
    window.open_record("matter", taken_in(store).id)
    page = page_of(window)
    moved(page, hands, called="网格长")
    moved(page, hands, lead="幸福物业", due=SOON)
    dealt_with(page, hands, "换了接头")
    called_back(page, hands, "4", "2")
    assert (now(store).stage, red(page)) == ("3", "反馈结果"), "it went back by itself"
    told = [line.what for line in page.timeline.lines]
    assert any("不满意，退回处置" in one for one in told), told
    page.undo()
    assert (now(store).stage, red(page), now(store).callbacks) == ("4", "回访", ())
    rows = page.moving.editors["callbacks"] if page.moving else None
    assert isinstance(rows, RowsEditor)
    assert [row.editors["satisfaction"].value() for row in rows.rows] == ["4"], "what was said stands there again"
    hands.red()
    assert now(store).stage == "3"
    dealt_with(page, hands, "换了一段管")
    called_back(page, hands, "4", "2")
    assert (now(store).stage, now(store).to_secretary) == ("4", True)
    assert ("matter", "交书记") in [(one.table, one.view) for one in waiting_for(store, store.kinds, datetime.now())]
    assert red(page) == "评议归档"
    moved(page, hands, outcome="2", rating="3")
    assert (now(store).stage, now(store).outcome) == ("5", "2")
    assert shown.errors == []


def test_a_filled_form_is_keyed_back_in_sixty_keys(
    window: MainWindow, store: Store, qtbot: QtBot, hands: Hands
) -> None:
    """五 steps as they stand on the paper, but for the words of the paper itself."""
    in_front(qtbot, window)
    window.open_record("matter", taken_in(store).id)
    page = page_of(window)
    page.desk.catch_up(now(store))
    asking = QApplication.activeModalWidget()
    assert isinstance(asking, CatchUpDialog)
    in_front(qtbot, asking)
    qtbot.waitUntil(asking.forms[0].editors["called"].target().hasFocus)
    hands.type("网格长")
    _next(asking, hands)
    hands.fill(asking.forms[1].editors["lead"], "xfwy")
    hands.fill(asking.forms[1].editors["due"], "9天后")
    _next(asking, hands)
    hands.fill(asking.forms[2].editors["result"], "修好")
    hands.fill(asking.forms[2].editors["did"], "wjj")
    _next(asking, hands)
    hands.fill(asking.forms[3].editors["finding"], "好")
    hands.fill(asking.forms[3].editors["did"], "lm")
    _next(asking, hands)
    rows = asking.forms[4].editors["callbacks"]
    assert isinstance(rows, RowsEditor)
    hands.fill(rows.rows[0].editors["satisfaction"], "2")
    hands.fill(asking.forms[4].editors["did"], "lm")
    _next(asking, hands)
    assert asking.forms[5].editors["rating"].value() == "2", "as it was said just now"
    hands.fill(asking.forms[5].editors["outcome"], "1")
    hands.red()
    qtbot.waitUntil(lambda: not asking.isVisible())
    done = now(store)
    assert (done.stage, done.outcome, done.rating, bool(done.checked)) == ("5", "1", "2", True)
    assert hands.count <= 60, hands.count


def _next(asking: CatchUpDialog, hands: Hands) -> None:
    before = len(asking.forms)
    hands.press(Qt.Key.Key_N, CTRL)
    assert len(asking.forms) == before + 1, asking.told()


def test_a_stage_of_the_centres_own_between_checking_and_filing(
    window: MainWindow, store: Store, qtbot: QtBot, hands: Hands
) -> None:
    kind = store.kinds["matter"]
    insert(store, kind, kind.flows[0], "4", "书记阅签")
    in_front(qtbot, window)
    given = Matter(subject="水管漏水", claimants=(Claimant(name="周桂芳"),))
    window.open_record("matter", take_in(store, given).id)
    page = page_of(window)
    moved(page, hands, called="网格长")
    moved(page, hands, lead="幸福物业", due=SOON)
    moved(page, hands, result="修好", did="王建军")
    assert red(page) == "进入书记阅签"
    hands.red()
    assert page.strip.stops()[4].label == "书记阅签"
    moved(page, hands, finding="好", did="李敏")
    called_back(page, hands, "5", "2")
    assert now(store).stage == "3", "from there, too, it goes back"
    dealt = now(store)
    assert dealt.callbacks[0].satisfaction == "5"
