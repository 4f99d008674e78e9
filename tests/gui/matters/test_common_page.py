"""共性 in the window with the keyboard: a matter says that it stands among others, a key leads there, what is declined is proposed no more."""

from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.records.centre.centre import COMMON_COUNT
from db.records.matters.common_flow import DECLINED, VOID_STAGES
from db.records.matters.common_problem import COMMON_PROBLEMS, CommonMatter, CommonProblem
from db.records.matters.matter import Matter
from db.services.centre.switches import turn
from db.services.matters.take_in import take_in
from db.services.save_as_declared import save_as_declared
from db.store import Store
from gui.dialogs.cluster_rule import ClusterRule
from gui.main_window import MainWindow
from gui.pages.matters.common import CommonProposals
from tests.factories import estate
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import page_of, press

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def switched_on(store: Store, request: pytest.FixtureRequest) -> None:
    """The centre gathers common problems, but where a test says otherwise."""
    assert COMMON_PROBLEMS.switch
    turn(store, COMMON_PROBLEMS.switch, on=getattr(request, "param", True))


@pytest.fixture
def three(store: Store) -> list[Matter]:
    """Three matters of one kind from one estate."""
    where = estate(store, "幸福里小区")
    return [came(store, days, where) for days in (30, 20, 10)]


def came(store: Store, days_ago: int, where: int) -> Matter:
    taken = datetime.combine(date.today() - timedelta(days=days_ago), time(9))
    return take_in(store, Matter(subject=f"车位被占{days_ago}", taken=taken, estate=where, category="2"))


def proposals(window: MainWindow) -> CommonProposals:
    window.show_page("common_problem")
    found = window.page("common_problem").findChild(CommonProposals)
    assert isinstance(found, CommonProposals)
    return found


def say(card: CommonProposals, words: str) -> None:
    next(b for b in card.findChildren(QPushButton) if b.text() == words and b.isVisible()).click()


def test_a_matter_leads_to_the_common_problem_that_it_is_part_of(
    qtbot: QtBot, window: MainWindow, store: Store, three: list[Matter], shown: Shown
) -> None:
    window.open_record("matter", three[-1].id)
    in_front(qtbot, window)
    page = page_of(window)
    assert page.related.common.told.text() == "近 90 天幸福里小区停车的诉求 3 件，可能是共性问题"
    press(Qt.Key.Key_G, ALT)
    form = page_of(window, "common_problem")
    qtbot.waitUntil(form.is_form_shown)
    form.go()
    (saved,) = store.select(CommonProblem)
    assert (saved.name, saved.category, [row.matter for row in saved.matters]) == (
        "幸福里小区停车",
        "2",
        [one.id for one in three],
    )
    window.open_record("matter", three[0].id)
    assert not page.related.common.isVisible(), "it stands under what belongs to it"
    assert (CommonProblem.TABLE, saved.id) in [(line.table, line.id) for line in page.related.lines]
    page.setFocus()
    press(Qt.Key.Key_G)
    assert form.record.id == saved.id
    assert shown.errors == []


def test_what_came_later_is_put_in_and_taken_out_again(
    qtbot: QtBot, window: MainWindow, store: Store, three: list[Matter], shown: Shown
) -> None:
    rows = tuple(CommonMatter(matter=one.id) for one in three)
    given = CommonProblem(name="停车难", raised=date.today(), category="2", estate=three[0].estate, matters=rows)
    problem = save_as_declared(store, given)
    later = came(store, 1, three[0].estate)
    window.open_record("matter", later.id)
    in_front(qtbot, window)
    page = page_of(window)
    assert page.related.common.told.text() == "共性问题“停车难”正在治理，这一件还没有归进去"
    press(Qt.Key.Key_G, ALT)
    assert [row.matter for row in store.get(CommonProblem, problem.id).matters] == [
        *(one.id for one in three),
        later.id,
    ]
    assert shown.news[-1] == "已归到“停车难”：1 件"
    assert not page.related.common.isVisible()
    assert shown.undo is not None
    shown.undo()
    assert len(store.get(CommonProblem, problem.id).matters) == len(three)


def test_what_is_declined_is_remembered_and_can_be_taken_back(
    qtbot: QtBot, window: MainWindow, store: Store, three: list[Matter], shown: Shown
) -> None:
    card = proposals(window)
    in_front(qtbot, window)
    assert [one.name for one in card.found] == ["幸福里小区停车"]
    assert card.words() == "可能的共性问题（同类、同一小区或楼栋，90 天内 3 件起）："
    QTest.keyClick(window.page("common_problem"), Qt.Key.Key_G, ALT)
    first = QApplication.focusWidget()
    assert isinstance(first, QPushButton)
    assert first.text() == "立为共性问题"
    say(card, "不采纳")
    (saved,) = store.select(CommonProblem)
    assert (saved.outcome, len(saved.matters), card.found) == (DECLINED, len(three), [])
    assert shown.news[-1] == "已记下：“幸福里小区停车”不作为共性问题，不再提"
    assert card.words().endswith("现在没有")
    assert shown.undo is not None
    shown.undo()
    assert store.get(CommonProblem, saved.id).stage in VOID_STAGES
    assert len(card.found) == 1


def test_the_centre_says_how_many_are_common(
    qtbot: QtBot, window: MainWindow, store: Store, three: list[Matter]
) -> None:
    card = proposals(window)
    in_front(qtbot, window)
    card.rule.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ClusterRule)
    in_front(qtbot, dialog)
    write(dialog.count, "4")
    dialog.commit()
    assert "依据" in dialog.told()
    write(dialog.source, "本中心自定")
    dialog.commit()
    assert store.rule(COMMON_COUNT) == "4"
    assert (card.found, len(three)) == ([], 3)


@pytest.mark.parametrize("switched_on", [False], indirect=True)
def test_where_it_is_off_nothing_is_said_of_it(window: MainWindow, three: list[Matter]) -> None:
    window.open_record("matter", three[-1].id)
    assert not page_of(window).related.common.isVisible()


@pytest.mark.usefixtures("three")
def test_the_keys_go_on_from_what_was_declined(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    where = estate(store, "景和苑")
    for days in (30, 20, 10):
        came(store, days, where)
    card = proposals(window)
    in_front(qtbot, window)
    press(Qt.Key.Key_G, ALT)
    for left in (1, 0):
        press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda left=left: len(card.found) == left)
        focused = QApplication.focusWidget()
        assert focused is not None
        if left:
            assert isinstance(focused, QPushButton)
            assert focused.text() == "立为共性问题"
            assert card.isAncestorOf(focused)
    assert window.page("common_problem").list.view.hasFocus()
