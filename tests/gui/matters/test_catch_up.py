"""补记: several moves of a filled form, keyed at once; what is refused is told at its step, what is typed is not lost."""

from datetime import date, datetime, timedelta

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.errors import RecordChanged
from db.records.bodies.body import Body
from db.records.mediation.case import MediationCase, Party
from db.services.mediation.accept_case import accept_case
from db.services.move import move
from db.services.unfinished import unfinished
from db.store import MoveRefused, Store
from gui.dialogs.catch_up import CatchUpDialog
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.widgets.editors import LineEditor, RowsEditor
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import CTRL, NOON, buttons, choose, now, page_of, pick, press, taken_in


def opened(page: MatterPage, qtbot: QtBot) -> CatchUpDialog:
    """The dialog, in front."""
    choose(page, "补记…")
    return in_sight(qtbot)


def in_sight(qtbot: QtBot) -> CatchUpDialog:
    asking = QApplication.activeModalWidget()
    assert isinstance(asking, CatchUpDialog)
    in_front(qtbot, asking)
    return asking


def type_in(asking: CatchUpDialog, number: int, name: str, words: str) -> None:
    write(asking.forms[number].editors[name].target(), words)


@pytest.fixture
def two(page: MatterPage, store: Store, qtbot: QtBot) -> CatchUpDialog:
    """The dialog with two steps, of which the first one is filled in."""
    plant(store, Body, name="幸福物业")
    asking = opened(page, qtbot)
    type_in(asking, 0, "called", "网格长")
    asking.add(asking.choices()[0])
    return asking


def test_several_steps_of_a_filled_form_are_keyed_at_once(page: MatterPage, store: Store, qtbot: QtBot) -> None:
    plant(store, Body, name="幸福物业")
    asking = opened(page, qtbot)
    asking.commit()
    assert now(store).stage == "1", "nothing is made while one is refused"
    assert asking.isVisible()
    type_in(asking, 0, "called", "网格长")
    type_in(asking, 0, "at", "2026-03-02 13:00")
    assert [move.name for move in asking.choices()] == ["assign", "refer", "withdraw", "join", "hand_up", "hand_back"]
    asking.add(asking.choices()[0])
    pick(qtbot, asking.forms[1].editors["lead"], "幸福物业")
    type_in(asking, 1, "due", "2026-03-05")
    type_in(asking, 1, "at", "2026-03-02 14:00")
    asking.commit()
    done = now(store)
    assert (done.stage, done.called, done.due) == ("3", "网格长", NOON.date() + timedelta(days=3))
    assert [step.at for step in store.steps(done)] == [NOON + timedelta(hours=1), NOON + timedelta(hours=2)]
    assert any("补记" in more for line in page.timeline.lines for more in line.more)
    assert store.drafts.all() == []


def test_a_refusal_names_the_step_the_field_and_what_to_do(two: CatchUpDialog, store: Store) -> None:
    two.commit()
    assert two.told() == ("第2步“转交处置”：主办单位：没有填。转交处置以前要填；办理期限：没有填。转交处置以前要填")
    assert "没有填" in two.forms[1].editors["lead"].note()
    assert two.forms[0].editors["called"].note() == ""
    assert now(store).stage == "1"
    assert two.isVisible()


def test_a_step_before_the_beginning_says_how_the_beginning_is_put_right(
    page: MatterPage, qtbot: QtBot, store: Store
) -> None:
    """What is typed is there again once that was done by the way that is told."""
    asking = opened(page, qtbot)
    type_in(asking, 0, "called", "网格长")
    type_in(asking, 0, "at", "2026-03-01 10:00")
    asking.commit()
    told = "早于受理时间（2026-03-02 12:00）。请核对时间；受理时间登记错了的，先用“修改”改对它，再记这一步"
    assert asking.forms[0].editors["at"].note() == told
    assert told in asking.told()
    asking.reject()
    buttons(page)["修改"].click()
    page.form.editors["taken"].set_typed("2026-03-01 9:00")
    assert page.save()
    next(b for b in page.needs.findChildren(QPushButton) if b.text() == "接着写").click()
    in_sight(qtbot).commit()
    assert (now(store).stage, store.steps(now(store))[0].at) == ("2", datetime(2026, 3, 1, 10, 0))


def test_of_what_is_over_the_beginning_is_corrected(store: Store) -> None:
    """What is locked has no 修改."""
    over = move(store, taken_in(store), "withdraw", NOON, reason="不提了")
    with pytest.raises(MoveRefused, match="先用“更正”改对它"):
        move(
            store,
            over,
            "reopen",
            NOON - timedelta(days=1),
            reason="又提了",
            lead=plant(store, Body).id,
            due=date.today(),
        )


def test_what_cannot_be_read_is_told_with_its_step_too(two: CatchUpDialog, qtbot: QtBot, store: Store) -> None:
    type_in(two, 0, "at", "那天")
    type_in(two, 1, "due", "改天")
    two.commit()
    assert two.told().startswith("第1步“召集完成，转分级”：时间：")
    assert "那天" in two.told()
    for number, name in ((0, "at"), (1, "due")):
        assert two.forms[number].editors[name].note() != ""
    at = two.forms[0].editors["at"]
    assert isinstance(at, LineEditor)
    qtbot.waitUntil(at.line.hasFocus)
    assert now(store).stage == "1"


def test_what_is_typed_is_there_again(two: CatchUpDialog, page: MatterPage, store: Store, qtbot: QtBot) -> None:
    pick(qtbot, two.forms[1].editors["lead"], "幸福物业")
    two.reject()
    assert [one.doing for one in unfinished(store)] == ["补记"]
    page.show_record(now(store).id)
    assert page.needs.unmade == ["没记完的补记：召集完成，转分级（召集了谁 网格长）；转交处置（主办单位 幸福物业）"]
    next(b for b in page.needs.findChildren(QPushButton) if b.text() == "接着写").click()
    again = in_sight(qtbot)
    assert "接着上次没有记完的内容" in again.band.text()
    assert [form.asked.move.name for form in again.forms] == ["gather", "assign"]
    assert again.forms[0].editors["called"].value() == "网格长"
    assert again.forms[1].asked.record.stage == "2", "it begins where the first one leads"  # type: ignore[attr-defined]
    type_in(again, 1, "due", "三天后")
    again.commit()
    assert now(store).stage == "3"
    assert store.drafts.all() == []


def test_it_is_kept_while_it_is_typed_also_where_it_cannot_be_read(
    two: CatchUpDialog, page: MatterPage, store: Store, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(store.drafts.all()))
    type_in(two, 0, "at", "那天")
    qtbot.waitUntil(lambda: "那天" in str(store.drafts.all()[0].values))
    two.reject()
    again = opened(page, qtbot)
    assert again.forms[0].editors["at"].typed() == "那天"
    assert len(again.forms) == 2


def test_a_step_too_many_is_taken_away_and_what_is_not_wanted_dropped(
    two: CatchUpDialog, page: MatterPage, store: Store, qtbot: QtBot
) -> None:
    two.less.click()
    assert [form.asked.move.name for form in two.forms] == ["gather"]
    assert not two.less.isEnabled()
    two.drop_last()
    assert len(two.forms) == 1
    two.reject()
    again = opened(page, qtbot)
    assert again.forms[0].editors["called"].typed() == "网格长"
    again.band.drop.click()
    assert [form.changes() for form in again.forms] == [{}]
    again.reject()
    assert store.drafts.all() == []


def test_who_is_second_keeps_what_was_typed(
    two: CatchUpDialog, page: MatterPage, store: Store, qtbot: QtBot, shown: Shown, window: MainWindow
) -> None:
    other = store.again()
    move(other, now(store), "gather", called="物业")
    other.close()
    two.commit()
    (error,) = shown.errors
    assert isinstance(error, RecordChanged)
    assert "没有办成“补记”" in error.message
    assert not two.isVisible()
    assert page.strip.stops()[1].is_here, "it is read again"
    assert page.needs.unmade == ["没记完的补记：召集完成，转分级（召集了谁 网格长）；转交处置"]
    assert "接着写" not in [b.text() for b in page.needs.findChildren(QPushButton) if not b.isHidden()]
    in_front(qtbot, window)
    again = opened(page, qtbot)
    assert [form.changes() for form in again.forms] == [{}], "these steps follow no more"
    type_in(again, 0, "due", "三天后")
    again.reject()
    assert len(unfinished(store)) == 2, "neither takes what the other has typed"


def test_the_keys_begin_in_the_first_field_and_end_with_the_red_button(
    two: CatchUpDialog, page: MatterPage, store: Store, qtbot: QtBot
) -> None:
    pick(qtbot, two.forms[1].editors["lead"], "幸福物业")
    type_in(two, 1, "due", "三天后")
    two.reject()
    again = opened(page, qtbot)
    qtbot.waitUntil(again.forms[0].editors["called"].target().hasFocus)
    press(Qt.Key.Key_Return)
    assert again.forms[0].editors["called"].value() == "网格长", "Enter drops nothing"
    level = again.forms[1].editors["level"].target()
    level.setFocus()
    qtbot.waitUntil(level.hasFocus)
    write(level, "1")
    press(Qt.Key.Key_Return, CTRL)
    assert now(store).stage == "3"
    qtbot.waitUntil(lambda: not again.isVisible())
    assert store.drafts.all() == []


def test_in_rows_one_key_adds_a_row_and_the_other_presses_the_red_button(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    given = MediationCase(title_text="楼上渗水", dispute="2", facts="渗水。", received=date(2026, 3, 9))
    parties = (Party(name="张桂芳", consent="1"), Party(side="2", name="李国富", consent="1"))
    saved = accept_case(store, attrs.evolve(given, parties=parties))
    window.open_record(saved.TABLE, saved.id)
    page = page_of(window, saved.TABLE)
    in_front(qtbot, window)
    asking = opened(page, qtbot)
    rows = asking.forms[0].editors["parties"]
    assert isinstance(rows, RowsEditor)
    name = rows.rows[0].editors["name"].target()
    name.setFocus()
    qtbot.waitUntil(name.hasFocus)
    press(Qt.Key.Key_J, CTRL)
    assert len(rows.rows) == 3
    press(Qt.Key.Key_Return, CTRL)
    assert store.get(MediationCase, saved.id).stage == "2"
