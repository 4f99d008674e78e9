"""本中心开展的工作: what is not ticked is gone from the window, and its records still open from where they are linked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.records.kind import Switch
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.centre.set_up import starting_rules
from db.services.centre.switches import turn
from db.services.matters.take_in import take_in
from db.services.save_record import save_record
from db.store import Store
from db.values import code_table
from gui.desk import Desk
from gui.main_window import MainWindow
from gui.pages.centre.settings import STAGES, WORKS, SettingsPage
from gui.pages.registry.person import PersonPage
from gui.settings import Settings
from gui.theme import Theme
from gui.tour.steps import steps
from gui.widgets.parts import Tabs
from tests.added import with_added
from tests.added_staged import WHISTLES, Whistle
from tests.factories import plant
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import page_of, press

SWITCH = Switch("whistles", "吹哨报到")


@pytest.fixture
def desk(qtbot: QtBot, store: Store, tmp_path: Path, theme: Theme) -> Iterator[Desk]:
    """The desk on a store that holds a type that a centre may do without, with something of it."""
    with store.writing() as w:
        w.save_all(starting_rules())
    with_added(store, attrs.evolve(WHISTLES, switch=SWITCH))
    matter = take_in(store, Matter(subject="充电桩冒烟", claimants=(Claimant(anonymous=True),)))
    save_record(store, Whistle(what="充电桩起火", blown=date.today(), matter=matter.id))
    made = Desk(Settings.load(tmp_path / "settings"), theme)
    made.open(store.again())
    in_front(qtbot, front(made))
    yield made
    front(made).print_desk.wait()
    made.leave()
    made.close()
    code_table.lay_over({})


def front(desk: Desk) -> MainWindow:
    assert desk.window is not None
    return desk.window


def works(desk: Desk, qtbot: QtBot, *names: str) -> None:
    """Presses ticks of the settings; the window that comes has the same page in front."""
    for name in names:
        old = front(desk)
        old.show_page("settings")
        page: SettingsPage = old.page("settings")
        page.show_tab(WORKS)
        page.works.ticks[name].setFocus()
        press(Qt.Key.Key_Space)
        assert front(desk) is not old
        in_front(qtbot, front(desk))
        assert front(desk).current_key() == "settings"
        assert front(desk).page("settings").tab() == WORKS


def shown(window: QWidget) -> set[str]:
    return {b.text() for b in window.findChildren(QPushButton) if b.isVisible() and b.text()}


def found(window: MainWindow, qtbot: QtBot, words: str) -> list[str]:
    in_front(qtbot, window)
    window.search.start()
    write(window.search.line, words)
    window.search.search_now()
    qtbot.waitUntil(lambda: bool(window.search.results()))
    return [line.text for line in window.search.results()]


def test_what_is_not_ticked_has_no_line_no_button_no_hit_and_nothing_due(desk: Desk, qtbot: QtBot) -> None:
    window = front(desk)
    assert {"力量", "吹哨"} <= shown(window)
    assert found(window, qtbot, "起火")[0] == "吹哨"
    assert window.page("today")._model.rowCount() == 2
    works(desk, qtbot, "whistles")
    window = front(desk)
    assert not {"力量", "吹哨"} & shown(window)
    assert found(window, qtbot, "起火") == ["没有找到“起火”。可试姓名首字母、楼栋房号、证件后四位"]
    window.show_page("today")
    assert [window.page("today")._model.index(row, 1).data() for row in range(2)] == ["充电桩冒烟", None]
    settings: SettingsPage = window.page("settings")
    settings.show_tab(STAGES)
    assert "whistle" not in {flow for flow, _ in settings.stages.names}
    works(desk, qtbot, "whistles")
    window = front(desk)
    assert {"力量", "吹哨"} <= shown(window)
    window.show_page("today")
    assert window.page("today")._model.rowCount() == 2


def test_its_records_open_from_what_they_belong_to_and_lead_back(desk: Desk, qtbot: QtBot, store: Store) -> None:
    turn(store, SWITCH, on=False)
    works(desk, qtbot, "visits")
    window, whistle = front(desk), store.select(Whistle)[0]
    window.open_record("matter", whistle.matter)
    (line,) = page_of(window).related.lines
    assert (line.label, line.id) == ("吹哨", whistle.id)
    page_of(window).open_requested.emit(line.table, line.id)
    assert (window.current_key(), page_of(window, Whistle.TABLE).record.id) == (Whistle.TABLE, whistle.id)
    assert window.navigation.marked() == "matters", "it has no line of its own"
    assert not window.page(Whistle.TABLE).findChildren(Tabs)
    window.show_tab_beside(1)
    press(Qt.Key.Key_Escape)
    assert (window.current_key(), page_of(window).record.id) == ("matter", whistle.matter)


def test_a_visit_stands_on_the_card_when_visits_are_off(desk: Desk, qtbot: QtBot, store: Store) -> None:
    resident = plant(store, Resident, name="张桂芳")
    visit = plant(store, Visit, resident=resident.id)
    works(desk, qtbot, "visits")
    window = front(desk)
    assert "走访" not in shown(window.navigation)
    window.open_record("resident", resident.id)
    card = window.page("resident").findChild(PersonPage)
    assert isinstance(card, PersonPage)
    link = next(b for b in card.findChildren(QPushButton) if b.isVisible() and b.text() == store.title(visit))
    link.click()
    assert window.current_key() == Visit.TABLE
    window.show_page("today")
    assert "走访日" not in window.page("today")._legend.text()


def test_the_first_page_and_the_card_leave_out_what_is_off(desk: Desk, qtbot: QtBot, store: Store) -> None:
    resident = plant(store, Resident, name="张桂芳")
    plant(store, MediationCase)
    works(desk, qtbot, "mediation", "hall")
    window = front(desk)
    window.show_page("today")
    today = window.page("today")
    assert [name for name, card in today._cards.items() if card.isVisible()] == ["due"]
    assert not today._notices.isVisible()
    assert today._month.isVisible()
    assert {"受理纠纷", "预约会议", "矛盾调解", "议事厅"} & shown(window) == set()
    window.open_record("resident", resident.id)
    card = window.page("resident").findChild(PersonPage)
    assert isinstance(card, PersonPage)
    assert "登记诉求" in shown(card)
    assert "受理纠纷" not in shown(card)
    names = [name for name, _ in steps(Path("roster"), window.session.kinds)]
    assert names == ["导入花名册", "查找", "登记诉求", "办理诉求", "今日"]


def test_what_was_typed_of_it_is_gone_on_with(desk: Desk, qtbot: QtBot) -> None:
    window = front(desk)
    window.open_new(Whistle.TABLE)
    write(page_of(window, Whistle.TABLE).form.editors["what"].target(), "积水")
    works(desk, qtbot, "whistles")
    window = front(desk)
    window.show_page("today")
    *_, draft = [b for b in window.page("today").unfinished.findChildren(QPushButton) if "积水" in b.text()]
    draft.click()
    assert page_of(window, Whistle.TABLE).form.editors["what"].value() == "积水"
