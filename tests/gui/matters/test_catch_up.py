"""补记: several moves of a filled form, keyed at once."""

from datetime import timedelta

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.bodies.body import Body
from db.store import Store
from gui.dialogs.catch_up import CatchUpDialog
from gui.pages.matter_page import MatterPage
from tests.factories import plant
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import NOON, choose, now, pick


def test_several_steps_of_a_filled_form_are_keyed_at_once(page: MatterPage, store: Store, qtbot: QtBot) -> None:
    plant(store, Body, name="幸福物业")
    choose(page, "补记…")
    asking = QApplication.activeModalWidget()
    assert isinstance(asking, CatchUpDialog)
    in_front(qtbot, asking)
    first = asking.forms[0]
    asking.commit()
    assert now(store).stage == "1", "nothing is made while one is refused"
    assert asking.isVisible()
    write(first.editors["called"].target(), "网格长")
    write(first.editors["at"].target(), "2026-03-02 13:00")
    assert [move.name for move in asking.choices()] == ["assign", "extend", "refer", "withdraw"]
    asking.add(asking.choices()[0])
    second = asking.forms[1]
    pick(qtbot, second.editors["lead"], "幸福物业")
    write(second.editors["due"].target(), "2026-03-05")
    write(second.editors["at"].target(), "2026-03-02 14:00")
    asking.commit()
    done = now(store)
    assert (done.stage, done.called, done.due) == ("3", "网格长", NOON.date() + timedelta(days=3))
    assert [step.at for step in store.steps(done)] == [NOON + timedelta(hours=1), NOON + timedelta(hours=2)]
    assert any("补记" in more for line in page.timeline.lines for more in line.more)
