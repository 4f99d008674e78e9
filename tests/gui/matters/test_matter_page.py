"""The page of what has stages, in the program's window: moved by the keyboard, taken back, corrected, made void."""

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.errors import RecordChanged
from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.letters.number import VOID, IssuedNumber
from db.records.matters.flow import CLOSED_LOOP
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.services.move import Keyed, catch_up, move
from db.services.note_output import Deed, note_output
from db.services.unfinished import drafts_of_moves, unfinished
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_head import stops
from gui.pages.matter_page import MatterPage
from gui.widgets.editors import RowsEditor
from tests.factories import begun as begun_case
from tests.factories import plant
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import (
    CTRL,
    DUE,
    NOON,
    buttons,
    choose,
    dialog,
    handled,
    now,
    page_of,
    pick,
    press,
    red,
    typed,
)
from tests.named import account_named


@pytest.fixture
def begun(window: MainWindow, qtbot: QtBot, store: Store, shown: Shown) -> MatterPage:
    """A matter taken in by the keyboard."""
    in_front(qtbot, window)
    settle(store)
    plant(store, Body, name="幸福物业")
    plant(store, Person, name="王建军")
    plant(store, Person, name="李敏")
    window.open_new("matter")
    page = page_of(window)
    write(page.form.editors["subject"].target(), "充电桩断电")
    claimants = page.form.editors["claimants"]
    assert isinstance(claimants, RowsEditor)
    pick(qtbot, claimants.rows[0].editors["who"], "zgf")
    assert claimants.rows[0].editors["name"].value() == "张桂芳"
    assert claimants.rows[0].editors["phone"].value() == "13812345678"
    press(Qt.Key.Key_S, CTRL)
    matter = now(store)
    assert page.moving is not None
    assert page.moving.editors["called"].target().hasFocus(), "the keyboard goes on with what comes next"
    assert f"已登记：{matter.number}，回执码 {matter.slip}" in shown.news[-1]
    assert store.kinds.leads_to(matter.claimants[0].who)[0] == "resident"
    return page


def test_a_matter_goes_from_the_desk_to_its_end_by_the_keyboard(
    begun: MatterPage, qtbot: QtBot, store: Store, shown: Shown
) -> None:
    page = begun
    focused = QApplication.focusWidget()
    assert focused is not None
    write(focused, "网格长、物业")
    press(Qt.Key.Key_Return, CTRL)
    assert now(store).stage == "2"
    assert page.moving is not None
    pick(qtbot, page.moving.editors["lead"], "幸福物业")
    typed(page, "due", "三天后")
    press(Qt.Key.Key_Return, CTRL)
    assert now(store).stage == "3"
    typed(page, "result", "主开关跳闸，已恢复")
    pick(qtbot, page.moving.editors["did"], "wjj")
    press(Qt.Key.Key_Return, CTRL)
    assert now(store).stage == "4"
    assert red(page) == "核查", "it is checked before it is filed"
    typed(page, "finding", "现场看过")
    pick(qtbot, page.moving.editors["did"], "lm")
    press(Qt.Key.Key_Return, CTRL)
    assert (now(store).checked is not None, red(page)) == (True, "回访")
    rows = page.moving.editors["callbacks"]
    assert isinstance(rows, RowsEditor)
    rows.rows[0].editors["satisfaction"].set_value("1")
    rows.rows[0].editors["satisfaction"].changed.emit()
    pick(qtbot, page.moving.editors["did"], "lm")
    press(Qt.Key.Key_Return, CTRL)
    assert (len(now(store).callbacks), red(page)) == (1, "评议归档")
    page.moving.editors["outcome"].set_value("1")
    page.moving.editors["rating"].set_value("1")
    press(Qt.Key.Key_Return, CTRL)
    done = now(store)
    assert (done.stage, done.outcome, done.closed is not None) == ("5", "1", True)
    assert page.moving is None
    assert [stop.is_here for stop in page.strip.stops()] == [False] * 4 + [True]
    assert "修改" not in buttons(page), "what is over is locked"
    assert shown.errors == []
    assert [line.what for line in page.timeline.lines][:3] == ["评议归档", "回访", "核查"]


def test_who_handled_is_refused_as_checker_at_the_field(page: MatterPage, store: Store, qtbot: QtBot) -> None:
    handler = plant(store, Person, name="王建军")
    matter = handled(store, now(store), handler.id)
    page.show_record(matter.id)
    typed(page, "finding", "看过")
    assert page.moving is not None
    pick(qtbot, page.moving.editors["did"], "wjj")
    page.go()
    assert "不能是同一个人" in page.moving.editors["did"].note()
    assert now(store) == matter
    page.keep_draft()
    assert [one.doing for one in unfinished(store)] == ["核查"]


def test_who_handled_is_asked_for_at_its_field(page: MatterPage, store: Store, qtbot: QtBot) -> None:
    body, handler = plant(store, Body, name="幸福物业").id, plant(store, Person, name="王建军").id
    account = account_named(store, store.actor)
    assert account
    plant(store, Person, name=store.actor)  # nobody knows which of both works here
    store.save(changed(account, person=0))
    given = [
        Keyed("gather", NOON, values={"called": "网格长"}),
        Keyed("assign", NOON, values={"lead": body, "due": DUE}),
    ]
    page.show_record(catch_up(store, now(store), given).id)
    typed(page, "result", "已恢复")
    assert page.moving is not None
    assert page.moving.editors["did"].kind.required
    page.go()
    assert page.moving is not None
    assert "没有填" in page.moving.editors["did"].note()
    assert now(store).stage == "3"
    pick(qtbot, page.moving.editors["did"], "wjj")
    page.go()
    assert (now(store).stage, store.steps(now(store))[-1].did) == ("4", handler)


def test_what_is_missing_is_shown_at_its_field_and_nothing_is_done(page: MatterPage, store: Store) -> None:
    before = now(store)
    page.go()
    assert page.moving is not None
    assert "没有填" in page.moving.editors["called"].note()
    assert now(store) == before


def test_a_move_is_taken_back_from_the_message_and_says_what_was_printed(
    page: MatterPage, store: Store, shown: Shown
) -> None:
    assert page.moving is not None
    write(page.moving.editors["called"].target(), "网格长")
    page.go()
    moved = now(store)
    assert (moved.stage, shown.undo is not None) == ("2", True)
    note_output(store, Deed.PRINT, "转办单", of=("matter", moved.id))
    assert shown.undo is not None
    shown.undo()
    assert now(store).stage == "1"
    assert "此后印过转办单，请收回" in shown.news[-1]
    assert page.strip.stops()[0].is_here
    assert page.timeline.lines[0].what.startswith("撤回：")
    assert [line.is_back for line in page.timeline.lines if line.what.startswith("召集完成")] == [True]


def test_another_window_was_first(page: MatterPage, store: Store, shown: Shown, window: MainWindow) -> None:
    """What was typed for the move stays, is read there, and is listed among what is unfinished."""
    assert page.moving is not None
    write(page.moving.editors["called"].target(), "网格长和民警")
    other = store.again()
    move(other, other.get(Matter, now(store).id), "gather", called="物业")
    other.close()
    page.go()
    (error,) = shown.errors
    assert isinstance(error, RecordChanged)
    assert "别的窗口" in error.message
    assert now(store).called == "物业"
    assert page.strip.stops()[1].is_here, "it is read again"
    assert drafts_of_moves(store, now(store))["gather"].values["called"] == "网格长和民警"
    assert page.needs.unmade == ["没办成的一步“召集完成，转分级”：召集了谁 网格长和民警"]
    window.show_page("today")
    assert [one.doing for one in unfinished(store)] == ["召集完成，转分级"]


def test_what_is_typed_for_a_move_is_there_again(page: MatterPage, store: Store, window: MainWindow) -> None:
    assert page.moving is not None
    write(page.moving.editors["called"].target(), "网格长")
    window.show_page("today")
    window.open_record("matter", now(store).id)
    assert page.moving is not None
    assert page.moving.editors["called"].typed() == "网格长"
    page.go()
    assert now(store).called == "网格长"
    assert drafts_of_moves(store, now(store)) == {}


def test_a_way_that_ends_by_no_usual_move_shows_its_first_end() -> None:
    moves = tuple(attrs.evolve(one, main=False) for one in CLOSED_LOOP.moves)
    labels = [stop.label for stop in stops(attrs.evolve(CLOSED_LOOP, moves=moves), "1", ())]
    assert labels == ["网格召集", "分级转办", "问题处置", "核查反馈", "评议归档"]


def test_what_is_reopened_asks_for_lead_and_day_and_has_those_of_before(
    page: MatterPage, store: Store, qtbot: QtBot
) -> None:
    body = plant(store, Body, name="幸福物业").id
    ended = move(store, move(store, now(store), "gather", called="网格长"), "assign", lead=body, due=NOON.date())
    page.show_record(move(store, ended, "withdraw", reason="不提了").id)
    buttons(page)["重开"].click()
    asked = dialog(qtbot).form.editors
    assert (asked["lead"].value(), asked["due"].value()) == (body, NOON.date())


def test_a_reason_is_asked_for_to_make_it_void(page: MatterPage, store: Store, qtbot: QtBot) -> None:
    choose(page, "作废…")
    asking = dialog(qtbot)
    asking.commit()
    assert "没有填" in asking.form.editors["reason"].note()
    write(asking.form.editors["reason"].target(), "录重了")
    asking.commit()
    assert now(store).stage == "0"
    assert store.select(IssuedNumber)[0].state == VOID
    assert page.number_fault.told() != ""


def test_at_a_stage_that_nobody_knows_it_is_shown_and_made_void(
    page: MatterPage, window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    stray = plant(store, Matter, stage="x9", number="", root=0)
    window.open_record("matter", stray.id)
    assert [stop.label for stop in page.strip.stops() if stop.is_here] == ["x9"]
    choose(page, "作废…")
    asking = dialog(qtbot)
    write(asking.form.editors["reason"].target(), "录重了")
    asking.commit()
    assert store.get(Matter, stray.id).stage == "0"


def test_what_is_locked_is_put_right_with_a_reason(page: MatterPage, store: Store, shown: Shown) -> None:
    person = plant(store, Person, name="王建军")
    matter = handled(store, now(store), person.id)
    page.show_record(matter.id)
    choose(page, "更正…")
    assert page.side.reason.hasFocus(), "why is what cannot be left out"
    write(page.form.editors["place"].target(), "3号楼东侧")
    page.form.editors["result"].set_value("换了开关")
    assert not page.save()
    page.side.reason.setText("记错了")
    assert page.save()
    put_right = now(store)
    assert (put_right.place, put_right.result, put_right.stage) == ("3号楼东侧", "换了开关", "4")
    line = page.timeline.lines[0]
    assert line.what == "更正"
    assert "理由：记错了" in line.more
    assert shown.errors == []
    assert not {"stage", "outcome", "number"} & set(page.side.form.editors)


def test_a_correction_says_how_the_outcome_is_changed(
    page: MatterPage, store: Store, window: MainWindow, qtbot: QtBot
) -> None:
    """Of what is over, and where a move takes the outcome back: a case has none."""
    choose(page, "更正…")
    assert page.side.hint.isHidden()
    page.show_record(move(store, now(store), "withdraw", NOON, reason="不提了").id)
    choose(page, "更正…")
    assert page.side.hint.text() == "“结果”不在这里改：先办“重开”，再办到办结，那时重新选结果。"
    qtbot.waitUntil(page.side.hint.isVisible)
    press(Qt.Key.Key_Escape)
    buttons(page)["重开"].click()
    dialog(qtbot).reject()
    case = begun_case(store, MediationCase, {"received": NOON.date(), "due": None})
    window.open_record("mediation_case", move(store, case, "refuse", NOON, reason="法院已经受理").id)
    other = page_of(window, "mediation_case")
    choose(other, "更正…")
    assert other.side.hint.isHidden()


def test_a_change_in_the_form_goes_back_to_the_page(page: MatterPage, store: Store) -> None:
    buttons(page)["修改"].click()
    page.form.editors["subject"].target().setFocus()
    page.form.editors["subject"].target().selectAll()  # type: ignore[attr-defined]
    write(page.form.editors["subject"].target(), "路灯不亮")
    press(Qt.Key.Key_S, CTRL)
    assert now(store).subject == "路灯不亮"
    assert not page.is_form_shown()
    assert page.head.title().endswith("路灯不亮")
    buttons(page)["修改"].click()
    write(page.form.editors["place"].target(), "东门")
    press(Qt.Key.Key_Escape)
    assert not page.is_form_shown(), "one step back"
    page.show_record(now(store).id)
    assert page.is_form_shown(), "what was typed and not saved is gone on with"
    assert page.form.editors["place"].typed() == "东门"


def test_a_call_is_written_down(page: MatterPage, store: Store) -> None:
    write(page.timeline.noting.line, "又来电催")
    page.timeline.noting.call.click()
    assert next((line.what, line.more) for line in page.timeline.lines) == ("来电", ("又来电催",))
    write(page.timeline.noting.line, "到现场看了")
    page.timeline.noting.line.setFocus()
    press(Qt.Key.Key_Return)
    assert page.timeline.lines[0].more == ("到现场看了",)
    assert now(store).stage == "1"


def test_a_record_saved_elsewhere_is_read_again(page: MatterPage, store: Store, window: MainWindow) -> None:
    window.show_page("today")
    store.save(attrs.evolve(now(store), place="南门"))
    window.show_page("matter")
    assert "南门" in [fact.text for fact in page.facts.facts]


def test_the_paper_of_a_move_is_offered_and_made(
    page: MatterPage, store: Store, window: MainWindow, qtbot: QtBot
) -> None:
    plant(store, Body, name="幸福物业")
    page.show_record(move(store, now(store), "gather", called="网格长").id)
    assert page.offer.isHidden()
    assert page.moving is not None
    pick(qtbot, page.moving.editors["lead"], "幸福物业")
    write(page.moving.editors["due"].target(), "三天后")
    page.go()
    offered = [b for b in page.offer.findChildren(QPushButton) if b.text() == "印交办（转办）单"]
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20_000) as opened:
        offered[0].click()
    assert opened.args is not None
    opened.args[0].close()
    next(b for b in page.offer.findChildren(QPushButton) if b.text() == "先不印").click()
    assert page.offer.isHidden()


def test_who_works_here_is_taken_to_have_done_it_but_not_to_check_it(page: MatterPage, store: Store) -> None:
    me = plant(store, Person, name="卢清")
    account = account_named(store, store.actor)
    assert account is not None
    store.save(attrs.evolve(account, person=me.id))
    page.show_record(now(store).id)
    assert page.moving is not None
    assert page.moving.editors["did"].value() == me.id
    assert not page.moving.is_changed(), "what was filled in for the clerk is no draft"
    page.show_record(handled(store, now(store), me.id).id)
    assert (red(page), page.moving.editors["did"].value()) == ("核查", 0)
