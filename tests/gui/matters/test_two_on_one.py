"""Two windows on one matter: whoever is second is told, and what they typed is kept and used."""

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.errors import RecordChanged
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.matter import Matter
from db.services.move import correct, move, undo_move, void
from db.services.unfinished import drafts_of_moves, unfinished
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.session import Session
from gui.settings import Settings
from gui.widgets.drafting import DraftBand
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import (
    CTRL,
    NOON,
    buttons,
    choose,
    dialog,
    handled,
    now,
    page_of,
    pick,
    press,
    taken_in,
    typed,
)


@attrs.frozen
class Desk:
    """One clerk's window on the matter."""

    window: MainWindow
    store: Store
    shown: Shown

    @property
    def page(self) -> MatterPage:
        return page_of(self.window)

    @property
    def matter(self) -> Matter:
        return now(self.store)

    def told(self) -> str:
        """What this clerk was told of the other window, once."""
        (error,) = self.shown.errors
        assert isinstance(error, RecordChanged)
        self.shown.errors.clear()
        return str(error)


@pytest.fixture
def desks(qtbot: QtBot, store: Store, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Two windows, each with a store of its own on the same file, both on the one matter."""
    matter = taken_in(store)
    made: list[Desk] = []
    for _ in range(2):
        own, shown = store.again(), Shown()
        window = MainWindow(lambda _, own=own, shown=shown: Session(own, shown, Settings(tmp_path / "settings")))
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        window.open_record("matter", matter.id)
        made.append(Desk(window, own, shown))
    yield made[0], made[1]
    for desk in made:
        desk.window.close()
        desk.store.close()


def type_for(qtbot: QtBot, desk: Desk, name: str, words: str) -> None:
    in_front(qtbot, desk.window)
    typed(desk.page, name, words)


def go(qtbot: QtBot, desk: Desk) -> None:
    in_front(qtbot, desk.window)
    desk.page.take_focus()
    press(Qt.Key.Key_Return, CTRL)


def test_the_other_made_the_move_first_and_what_was_typed_is_used_when_it_is_taken_back(
    qtbot: QtBot, desks: tuple[Desk, Desk]
) -> None:
    one, two = desks
    type_for(qtbot, one, "called", "网格长和民警")
    type_for(qtbot, two, "called", "物业")
    go(qtbot, two)
    assert two.matter.stage == "2"
    go(qtbot, one)
    assert "刚在别的窗口办过或改过，没有办成“召集完成，转分级”" in one.told()
    assert (one.matter.called, len(one.store.steps(one.matter))) == ("物业", 1)
    assert one.page.record == one.matter
    assert one.page.needs.unmade == ["没办成的一步“召集完成，转分级”：召集了谁 网格长和民警"]
    assert two.shown.undo is not None
    two.shown.undo()
    one.window.open_record("matter", one.matter.id)
    assert one.page.moving is not None
    assert one.page.moving.editors["called"].typed() == "网格长和民警"
    assert "没有办完的内容" in one.page.moving.band.text()
    go(qtbot, one)
    assert (one.matter.stage, one.matter.called) == ("2", "网格长和民警")
    assert drafts_of_moves(one.store, one.matter) == {}
    assert one.shown.errors == two.shown.errors == []


def test_a_field_edited_by_the_other_stays_as_edited(qtbot: QtBot, desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    type_for(qtbot, one, "called", "网格长")
    in_front(qtbot, two.window)
    buttons(two.page)["修改"].click()
    write(two.page.form.editors["place"].target(), "东门")
    press(Qt.Key.Key_S, CTRL)
    assert two.matter.place == "东门"
    go(qtbot, one)
    assert "填的内容留作草稿" in one.told()
    assert (one.matter.stage, "东门" in [fact.text for fact in one.page.facts.facts]) == ("1", True)
    assert one.page.moving is not None
    assert one.page.moving.editors["called"].typed() == "网格长"
    go(qtbot, one)
    assert (one.matter.stage, one.matter.called, one.matter.place) == ("2", "网格长", "东门")


def test_a_locked_field_corrected_by_the_other_is_named_before_it_is_written_over(
    qtbot: QtBot, desks: tuple[Desk, Desk], store: Store
) -> None:
    one, two = desks
    handler, checker = plant(store, Person, name="王建军"), plant(store, Person, name="李敏")
    matter = handled(store, now(store), handler.id)
    matter = move(store, matter, "check", NOON, checker.id, finding="看过，恢复了")
    for desk in desks:
        desk.window.open_record("matter", matter.id)
    in_front(qtbot, one.window)
    buttons(one.page)["核查"].click()
    asking = dialog(qtbot)
    line = asking.form.editors["finding"].target()
    line.selectAll()  # type: ignore[attr-defined]
    write(line, "又去看了一次")
    pick(qtbot, asking.form.editors["did"], "lm")
    correct(two.store, two.matter, "记错了", finding="两处都恢复了")
    asking.commit()
    one.told()
    assert not asking.isVisible()
    assert one.matter.finding == "两处都恢复了"
    next(b for b in one.page.needs.findChildren(QPushButton) if b.text() == "接着写").click()
    again = dialog(qtbot)
    assert again.form.editors["finding"].typed() == "又去看了一次"
    assert "核查情况这期间在别处改过" in again.form.band.text()
    again.commit()
    assert one.matter.finding == "又去看了一次"
    assert [line.what for line in one.page.timeline.lines][:2] == ["核查", "更正"]


def test_the_other_made_it_void(qtbot: QtBot, desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    type_for(qtbot, one, "called", "网格长和民警")
    void(two.store, two.matter, "录重了")
    go(qtbot, one)
    one.told()
    assert one.matter.stage == "0"
    assert one.page.moving is None
    assert one.page.needs.unmade == ["没办成的一步“召集完成，转分级”：召集了谁 网格长和民警"]
    assert [item.doing for item in unfinished(one.store)] == ["召集完成，转分级"]
    next(b for b in one.page.needs.findChildren(QPushButton) if b.text() == "不要了").click()
    assert unfinished(one.store) == []
    assert one.page.needs.isHidden()


def test_the_other_took_the_move_back_on_which_this_one_builds(
    qtbot: QtBot, desks: tuple[Desk, Desk], store: Store
) -> None:
    one, two = desks
    plant(store, Body, name="幸福物业")
    done = move(store, now(store), "gather", NOON, called="网格长")
    one.window.open_record("matter", done.id)
    in_front(qtbot, one.window)
    assert one.page.moving is not None
    pick(qtbot, one.page.moving.editors["lead"], "幸福物业")
    typed(one.page, "due", "2026-03-09")
    undo_move(two.store, two.matter)
    go(qtbot, one)
    one.told()
    assert (one.matter.stage, one.matter.lead) == ("1", 0)
    assert one.page.needs.unmade == ["没办成的一步“转交处置”：主办单位 幸福物业；办理期限 2026-03-09"]
    typed(one.page, "called", "网格长")
    go(qtbot, one)
    assert one.matter.stage == "2"
    assert one.page.moving is not None
    assert one.page.moving.editors["due"].typed() == "2026-03-09"
    go(qtbot, one)
    assert (one.matter.stage, one.store.title(one.store.get(Body, one.matter.lead))) == ("3", "幸福物业")
    assert one.shown.errors == []


def test_the_form_is_gone_on_with_after_the_other_made_a_move(qtbot: QtBot, desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    in_front(qtbot, one.window)
    buttons(one.page)["修改"].click()
    write(one.page.form.editors["place"].target(), "东门")
    move(two.store, two.matter, "gather", called="物业")
    press(Qt.Key.Key_S, CTRL)
    assert "刚在别的窗口改过，没有覆盖" in one.told(), "and not that a stage is changed by moves"
    press(Qt.Key.Key_Escape)
    assert one.page.strip.stops()[1].is_here
    buttons(one.page)["修改"].click()
    assert one.page.form.editors["place"].typed() == "东门"
    press(Qt.Key.Key_S, CTRL)
    assert (one.matter.place, one.matter.stage, one.matter.called) == ("东门", "2", "物业")
    assert one.store.drafts.all() == []
    assert one.shown.errors == []


def test_what_is_typed_in_the_form_is_read_once_the_other_made_it_void(qtbot: QtBot, desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    in_front(qtbot, one.window)
    buttons(one.page)["修改"].click()
    write(one.page.form.editors["place"].target(), "东门")
    void(two.store, two.matter, "录重了")
    press(Qt.Key.Key_S, CTRL)
    one.told()
    press(Qt.Key.Key_Escape)
    assert one.page.needs.unmade == ["没有保存的修改：地点 东门"]
    one.window.show_page("today")
    (left,) = unfinished(one.store)
    one.window.open_draft(left.draft)
    assert not one.page.is_form_shown()
    assert one.page.needs.unmade == ["没有保存的修改：地点 东门"], "found again from what is unfinished"
    assert "接着写" not in [b.text() for b in one.page.needs.findChildren(QPushButton) if b.isVisible()]
    undo_move(two.store, two.matter)
    one.window.open_draft(left.draft)
    assert one.page.is_form_shown(), "there is a way again"
    assert one.page.form.editors["place"].typed() == "东门"


def test_a_correction_is_gone_on_with_after_the_other_corrected(
    qtbot: QtBot, desks: tuple[Desk, Desk], store: Store
) -> None:
    one, two = desks
    move(store, now(store), "refer", NOON, reason="属信访事项", elsewhere="4")
    one.window.open_record("matter", one.matter.id)
    in_front(qtbot, one.window)
    choose(one.page, "更正…")
    write(one.page.form.editors["place"].target(), "东门")
    one.page.side.reason.setText("记错了")
    correct(two.store, two.matter, "写错", place="南门")
    press(Qt.Key.Key_S, CTRL)
    one.told()
    press(Qt.Key.Key_Escape)
    assert one.page.needs.unmade == ["没写完的更正：地点 东门；理由 记错了"]
    assert [left.doing for left in unfinished(one.store)] == ["更正"]
    next(b for b in one.page.needs.findChildren(QPushButton) if b.text() == "接着写").click()
    assert one.page.form.editors["place"].typed() == "东门"
    band = one.page.form.findChild(DraftBand)
    assert band is not None
    assert "地点这期间在别处改过，现在是：南门" in band.text()
    assert one.page.side.reason.text() == "记错了"
    press(Qt.Key.Key_S, CTRL)
    assert (one.matter.place, one.matter.outcome) == ("东门", "4")
    assert one.store.drafts.all() == []
