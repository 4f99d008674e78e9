"""本中心开展的工作: what is not ticked is gone from the window, and its records still open from where they are linked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.records.base import fields_of
from db.records.centre.centre import TOPIC_DAY, VISIT_DAY, Rule, number_word_key, switch_key
from db.records.centre.clock_rule import ClockRule
from db.records.kind import Switch
from db.records.letters.number import MINUTES, IssuedNumber
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.centre.set_up import starting_rules
from db.services.centre.switches import turn
from db.services.letters.issue_number import set_number_style
from db.services.matters.take_in import take_in
from db.services.save_record import save_record
from db.store import Store
from db.values import code_table
from gui.desk import Desk
from gui.main_window import MainWindow
from gui.pages.centre.settings import LIMITS, RULES, STAGES, WORDINGS, WORKS, SettingsPage
from gui.pages.letters.number_gaps import GapsPage
from gui.pages.letters.number_page import NumberPage
from gui.pages.registry.person import PersonPage
from gui.settings import Settings
from gui.theme import Theme
from gui.tour.steps import steps
from gui.widgets.editors import CodeEditor
from gui.widgets.parts import Tabs
from tests.added import with_added
from tests.added_staged import WHISTLES, Whistle
from tests.factories import plant
from tests.gui.filtering import codes_offered
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
    assert window.page("today")._model.rowCount() == 1, "a matter and the whistle that was blown for it are one line"
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
    assert window.page("today")._model.rowCount() == 1


def test_a_rule_that_is_changed_says_it_as_the_tick_does(desk: Desk, qtbot: QtBot, store: Store) -> None:
    turn(store, SWITCH, on=True)
    (rule,) = [one for one in store.select(Rule) if one.key == switch_key(SWITCH.name)]
    old = front(desk)
    old.show_page("settings")
    settings: SettingsPage = old.page("settings")
    settings.show_tab(RULES)
    settings.rules.open_record(rule.id)
    form = settings.rules.form_page.form
    assert form is not None
    form.editors["value"].set_typed("不开展")
    form.editors["value"].setFocus()
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert front(desk) is not old
    in_front(qtbot, front(desk))
    assert not {"力量", "吹哨"} & shown(front(desk))
    assert front(desk).page("settings").tab() == RULES


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
    assert [name for name, card in today._cards.items() if card.isVisible()] == ["due", "problems"]
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


def rules(window: MainWindow) -> set[str]:
    """The keys that the list of rules shows."""
    settings: SettingsPage = window.page("settings")
    settings.show_tab(RULES)
    model = settings.rules.list.model
    return {one.key for one in window.session.store.get_many(Rule, model.ids()).values()}


def limits(window: MainWindow) -> set[str]:
    """The clocks that the list of limits shows."""
    settings: SettingsPage = window.page("settings")
    settings.show_tab(LIMITS)
    return {one.clock for one in window.session.store.get_many(ClockRule, settings.limits.list.model.ids()).values()}


def clocks_offered(window: MainWindow) -> set[str]:
    """The clocks of which a limit can be made; the list can be narrowed to the same."""
    settings: SettingsPage = window.page("settings")
    settings.show_tab(LIMITS)
    page = settings.limits
    page.open_new()
    assert page.form_page.form is not None
    editor = page.form_page.form.editors["clock"]
    assert isinstance(editor, CodeEditor)
    offered = set(editor.matches(""))
    page.show_list()
    assert offered == codes_offered(page.list, "clock").keys()
    return offered


def papers(window: MainWindow) -> list[str]:
    """The papers whose words may be changed, as the settings offer them."""
    settings: SettingsPage = window.page("settings")
    settings.show_tab(WORDINGS)
    return [chip.text() for chip in settings.wordings.chips.values() if chip.isVisible()]


def families_offered(window: MainWindow, qtbot: QtBot) -> set[str]:
    """The kinds of numbers that 取号 offers; the other pages of the book offer the same."""
    labels = fields_of(IssuedNumber)["family"]
    window.open_new(IssuedNumber.TABLE)
    taking = window.page(IssuedNumber.TABLE).findChild(NumberPage)
    assert isinstance(taking, NumberPage)
    assert taking.form is not None
    window.show_page("number_gaps")
    gaps: GapsPage = window.page("number_gaps")
    offered = [set(codes_offered(window.page(IssuedNumber.TABLE).list, "family").values())]
    for editor in (taking.form.editors["family"], gaps.family):
        assert isinstance(editor, CodeEditor)
        offered.append({labels.show(code) for code in editor.matches("")})
    gaps.family.line.setFocus()
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(gaps.family._dropdown.lines()))
    offered.append({choice.text for choice in gaps.family._dropdown.lines()})
    press(Qt.Key.Key_Escape)
    window.show_page("number_styles")
    offered.append({labels.show(family) for family in window.page("number_styles").lines})
    assert all(one == offered[0] for one in offered)
    return offered[0]


def test_rules_words_and_numbers_of_what_is_off_are_not_offered(desk: Desk, qtbot: QtBot, store: Store) -> None:
    set_number_style(store, MINUTES, "议纪", "{代字}{序号}", date.today())
    window = front(desk)
    window.show_page("settings")
    assert {TOPIC_DAY, VISIT_DAY, number_word_key(MINUTES)} <= rules(window)
    assert limits(window) == {"mediation_case.settle"}
    assert {"mediation_case.settle", "matter.handle"} <= clocks_offered(window)
    assert papers(window)[0] == "会议通知"
    assert {"会议纪要", "决议", "调解案件", "吹哨", "诉求", "函"} <= families_offered(window, qtbot)
    works(desk, qtbot, "mediation", "hall", "visits", "whistles")
    window = front(desk)
    left = rules(window)
    assert not {TOPIC_DAY, VISIT_DAY, number_word_key(MINUTES)} & left
    assert limits(window) == set()
    offered = clocks_offered(window)
    assert "matter.handle" in offered
    assert "mediation_case.settle" not in offered
    assert switch_key("hall") in left, "what is off is said there"
    assert papers(window) == ["通知", "公告", "公示", "通告", "张贴证明"]
    settings: SettingsPage = window.page("settings")
    assert settings.wordings.boxes
    assert families_offered(window, qtbot) == {"通知", "公告", "公示", "函", "证明", "其他文书", "诉求", "接待"}
    assert store.count(Rule) > len(left), "all are kept"


def test_words_of_a_paper_of_what_is_off_are_gone_on_with(desk: Desk, qtbot: QtBot, store: Store) -> None:
    store.drafts.keep("wording:rights_notice", 0, "", {}, None)
    works(desk, qtbot, "mediation")
    window = front(desk)
    window.open_draft(store.drafts.all()[0])
    settings: SettingsPage = window.page("settings")
    assert settings.wordings.chips["rights_notice"].isChecked()
    assert "权利义务告知书" in [chip.text() for chip in settings.wordings.chips.values() if chip.isVisible()]
