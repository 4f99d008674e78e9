"""What is over says so: the last disc has its mark, and beside the strip stand how it ended and on which day."""

from datetime import date, datetime

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.services.move import correct, move, undo_move, void
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.tokens import TOKENS
from gui.widgets.stage_strip import CROSS, TICK
from tests.factories import begun, plant
from tests.gui.keys import in_front
from tests.gui.matters.at_page import NOON, buttons, choose, dialog, now, page_of


def ends(page: MatterPage) -> list[str]:
    return [stop.end for stop in page.strip.stops()]


def colours(page: MatterPage) -> set[str]:
    image = page.strip.grab().toImage()
    return {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}


def answered(store: Store, page: MatterPage) -> Matter:
    done = move(store, now(store), "answer", NOON, result="看过了", outcome="3")
    page.show_record(done.id)
    return done


def test_what_is_done_says_how_and_when(page: MatterPage, store: Store) -> None:
    assert page.stages.ending() == ""
    assert ends(page) == [""] * 5
    done = answered(store, page)
    assert page.stages.ending() == "已办结 · 解释说明 · 2026-03-02"
    assert ends(page) == ["", "", "", "", TICK]
    page.show_record(correct(store, done, "记错了", closed=date(2026, 3, 4)).id)
    assert page.stages.ending() == "已办结 · 解释说明 · 2026-03-04", "what was put right is told"


def test_the_disc_at_the_end_is_filled(page: MatterPage, store: Store, window: MainWindow) -> None:
    """Of a matter that was at no other stage the last disc alone can be green."""
    plain = plant(store, Matter, number="", stage="4", root=0)
    window.open_record("matter", plain.id)
    assert TOKENS.good not in colours(page)
    over = plant(store, Matter, number="", stage="5", outcome="1", root=0)
    window.open_record("matter", over.id)
    assert TOKENS.good in colours(page)


def test_what_is_reopened_is_over_no_more(page: MatterPage, store: Store) -> None:
    answered(store, page)
    page.show_record(undo_move(store, now(store)).record.id)
    assert (page.stages.ending(), ends(page)) == ("", [""] * 5)


def test_what_is_void_says_so(page: MatterPage, store: Store, qtbot: QtBot) -> None:
    choose(page, "作废…")
    asking = dialog(qtbot)
    asking.form.editors["reason"].set_typed("录重了")
    asking.commit()
    assert now(store).stage == "0"
    assert page.stages.ending() == f"已作废 · {date.today():%Y-%m-%d}"
    assert ends(page)[-1] == CROSS
    assert "重开" not in buttons(page)


def test_a_case_that_was_stopped_and_one_made_void_after_its_end(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    in_front(qtbot, window)
    case = begun(store, MediationCase, {"received": date(2026, 3, 1), "due": None})
    stopped = move(store, case, "end", datetime(2026, 3, 9, 10, 0), reason="一方不愿意", outcome="4")
    window.open_record("mediation_case", stopped.id)
    page = page_of(window, "mediation_case")
    assert page.stages.ending() == "已办结 · 转走或告知法定途径 · 2026-03-09"
    assert page.strip.stops()[-1].label == "终止调解"
    page.show_record(void(store, stopped, "录重了").id)
    assert page.stages.ending().startswith("已作废 · ")


def test_one_of_which_nobody_knows_the_day(window: MainWindow, store: Store) -> None:
    old = plant(store, MediationCase, number="", stage="7", outcome="1", closed=None)
    window.open_record("mediation_case", old.id)
    assert page_of(window, "mediation_case").stages.ending() == "已办结 · 已解决"
