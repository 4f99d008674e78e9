"""What is typed belongs to what it was begun for, and nothing of it is ever lost to go on with something else."""

from datetime import date
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.records.hall.meeting import Meeting
from db.records.mediation.case import MediationCase
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.store import Store
from gui.main_window import MainWindow
from gui.messages import Question
from gui.pages.hall.meeting import MINUTES, PLAN
from gui.session import Session
from gui.settings import Settings
from gui.widgets.drafting import DraftBand
from gui.widgets.editors import RowsEditor
from gui.widgets.form import RecordForm
from tests.factories import estate, plant
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write


@pytest.fixture
def people(window: MainWindow) -> dict[str, Resident]:
    return settle(window.session.store)


def press(widget: QWidget, text: str) -> None:
    QApplication.processEvents()
    found = [one for one in widget.findChildren(QPushButton) if one.isVisible() and text in one.text()]
    found[0].click()


def form_of(window: MainWindow, key: str = "resident") -> RecordForm:
    form = window.page(key).form_page.form
    assert isinstance(form, RecordForm)
    return form


def typed(window: MainWindow) -> list[str]:
    """What 今日 lists as not finished."""
    window.show_page("today")
    QApplication.processEvents()
    buttons = window.page("today").unfinished.findChildren(QPushButton)
    return [one.text() for one in buttons if one.isVisible() and one.text() != "不要了"]


def half_a_resident(window: MainWindow, name: str) -> None:
    write(form_of(window).editors["name"].target(), name)
    QTest.keyClick(form_of(window).editors["name"].target(), Qt.Key.Key_Escape)


def test_half_a_resident_is_not_the_beginning_of_somebody_else(
    window: MainWindow, people: dict[str, Resident], qtbot: QtBot
) -> None:
    in_front(qtbot, window)
    window.open_new("resident")
    half_a_resident(window, "孙半")
    window.open_record("resident", people["古丽娜尔·买买提"].id)
    press(window.page("resident"), "登记家人")
    form = form_of(window)
    assert form.editors["name"].typed() == ""
    assert form.editors["house"].value() == people["古丽娜尔·买买提"].house
    half_a_resident(window, "买半")
    window.open_record("resident", people["张桂芳"].id)
    press(window.page("resident"), "登记家人")
    assert form_of(window).editors["name"].typed() == ""
    assert typed(window) == ["居民 买半：新登记（没保存）", "居民 孙半：新登记（没保存）"]


def test_each_of_several_is_gone_on_with_where_it_was_left(
    window: MainWindow, people: dict[str, Resident], qtbot: QtBot
) -> None:
    in_front(qtbot, window)
    window.open_new("resident")
    half_a_resident(window, "孙半")
    window.open_record("resident", people["李国富"].id)
    press(window.page("resident"), "登记家人")
    half_a_resident(window, "李半")
    for name, house in (("孙半", 0), ("李半", people["李国富"].house)):
        typed(window)
        press(window.page("today").unfinished, name)
        form = form_of(window)
        assert (form.editors["name"].typed(), form.editors["house"].value()) == (name, house)
        form.fill({"sex": "1"})
        assert window.page("resident").form_page.save()
    assert typed(window) == []
    assert window.session.store.count(Resident) == len(people) + 2


def test_half_a_case_of_one_visitor_has_no_part_in_that_of_the_next(
    window: MainWindow, people: dict[str, Resident]
) -> None:
    first, second = people["张桂芳"], people["阿卜杜拉·买买提"]
    page = window.page("mediation_case")._detail.page
    window.open_new("mediation_case", {"resident": first.id})
    write(page.form.editors["title_text"].target(), "楼道堆物")
    window.show_page("today")
    window.open_new("mediation_case", {"resident": second.id})
    rows = page.form.editors["parties"]
    assert isinstance(rows, RowsEditor)
    assert [row.editors["name"].value() for row in rows.rows] == [second.name, ""]
    assert page.form.editors["title_text"].typed() == ""
    window.show_page("today")
    window.open_new("mediation_case", {"resident": first.id})
    assert page.form.editors["title_text"].typed() == "楼道堆物"


def test_what_was_begun_from_somebody_who_is_gone_is_gone_on_with(
    window: MainWindow, people: dict[str, Resident], qtbot: QtBot
) -> None:
    """Deleted by hand, or by an import that was undone: what was typed opens, and nothing asks for who is gone."""
    in_front(qtbot, window)
    store = window.session.store
    building = store.save(Building(estate=estate(store, "水景花苑"), number="9"))
    house = store.save(House(building=building.id, room="901"))
    one = store.save(Resident(name="江走", house=house.id))
    window.open_new("mediation_case", {"resident": one.id})
    cases = window.page("mediation_case")._detail.page
    write(cases.form.editors["title_text"].target(), "楼道堆物")
    window.open_record("resident", one.id)
    press(window.page("resident"), "登记家人")
    half_a_resident(window, "江半")
    with store.writing("删除") as w:
        for gone in (one, house, building):
            w.delete(gone)
    assert sorted(typed(window)) == ["居民 江半：新登记（没保存）", "调解案件 楼道堆物：新登记（没保存）"]
    press(window.page("today").unfinished, "楼道堆物")
    rows = cases.form.editors["parties"]
    assert isinstance(rows, RowsEditor)
    assert cases.form.editors["title_text"].typed() == "楼道堆物"
    assert [row.editors["who"].value() for row in rows.rows] == [0, 0]
    typed(window)
    press(window.page("today").unfinished, "江半")
    assert (form_of(window).editors["name"].typed(), form_of(window).editors["house"].value()) == ("江半", 0)
    assert window.page("resident").form_page.save()
    assert len(people) + 1 == store.count(Resident)


def test_an_unfinished_one_is_kept_beside_the_next_of_its_kind(window: MainWindow, people: dict[str, Resident]) -> None:
    assert people
    for name in ("甲半", "乙半", "丙半"):
        window.open_new("resident")
        form = form_of(window)
        if form.editors["name"].typed():
            press(form, "另起一份")
        assert form.editors["name"].typed() == ""
        write(form.editors["name"].target(), name)
        window.show_page("today")
    assert typed(window) == [
        "居民 丙半：新登记（没保存）",
        "居民 乙半：新登记（没保存）",
        "居民 甲半：新登记（没保存）",
    ]


def test_two_windows_on_one_record_keep_what_each_has_typed(
    qtbot: QtBot, window: MainWindow, people: dict[str, Resident], shown: Shown, tmp_path: Path
) -> None:
    other_store = window.session.store.again()
    other = MainWindow(lambda _: Session(other_store, shown, Settings(tmp_path / "other")))
    qtbot.addWidget(other)
    other.show()
    one = people["张桂芳"]
    for each in (window, other):
        each.page("resident").edit_record(one.id)
    write(form_of(window).editors["note"].target(), "窗口一")
    write(form_of(other).editors["note"].target(), "窗口二")
    for each in (window, other, window):
        form_of(each).keep_draft()
    kept = [draft.values["note"] for draft in window.session.store.drafts.all()]
    assert sorted(map(str, kept)) == ["窗口一", "窗口二"]
    assert window.page("resident").form_page.save()
    assert form_of(window).editors["note"].typed() == "窗口一"
    assert [draft.values["note"] for draft in window.session.store.drafts.all()] == ["窗口二"]
    other.close()
    other.print_desk.wait()
    other_store.close()


def test_a_draft_goes_with_the_record_it_was_of_and_with_nothing_else(
    window: MainWindow, people: dict[str, Resident], shown: Shown
) -> None:
    store = window.session.store
    assert people
    gone = plant(store, Resident)
    window.open_new("resident")
    write(form_of(window).editors["name"].target(), "新来的")
    window.page("resident").edit_record(gone.id)
    write(form_of(window).editors["note"].target(), "写了一半")
    form_of(window).keep_draft()
    with store.writing() as w:
        w.delete_all(Resident, [gone.id])
    assert [(draft.key, draft.values) for draft in store.drafts.all()] == [(0, {"name": "新来的"})]
    assert shown.errors == []


def test_throwing_away_is_asked_and_can_be_undone(
    window: MainWindow, people: dict[str, Resident], shown: Shown
) -> None:
    assert people
    window.open_new("resident")
    write(form_of(window).editors["name"].target(), "孙半")
    shown.answer = False
    typed(window)
    press(window.page("today").unfinished, "不要了")
    assert [type(question) for question in shown.questions] == [Question]
    assert typed(window) == ["居民 孙半：新登记（没保存）"]
    shown.answer = True
    press(window.page("today").unfinished, "不要了")
    assert typed(window) == []
    assert shown.undo is not None
    shown.undo()
    assert typed(window) == ["居民 孙半：新登记（没保存）"]


def test_what_was_dropped_in_the_form_is_found_again(window: MainWindow, people: dict[str, Resident]) -> None:
    assert people
    window.open_new("resident")
    write(form_of(window).editors["name"].target(), "孙半")
    window.show_page("today")
    window.open_new("resident")
    press(form_of(window), "不要这些内容")
    assert form_of(window).editors["name"].typed() == ""
    assert window.session.store.drafts.all() == []
    press(form_of(window), "找回来")
    assert form_of(window).editors["name"].typed() == "孙半"


def test_everything_typed_for_a_meeting_is_kept(window: MainWindow, people: dict[str, Resident]) -> None:
    assert people
    store: Store = window.session.store
    window.open_new("meeting")
    page = window.page("meeting")._detail.page
    page.plan.agenda.add_row(attrs.evolve(page.plan.agenda.value()[0], topic=0, subject="晾衣架"))
    page.plan.invitation.guest_named.emit("物业刘经理")
    window.show_page("today")
    window.open_new("meeting")
    assert [item.subject for item in page.plan.agenda.value()][-1] == "晾衣架"
    assert [a.name for a in page.plan.people.attendees()] == ["物业刘经理"]
    assert page.save()
    page.show_step(MINUTES)
    write(page.minutes.items[0].discussion.target(), "大家赞成")
    page.minutes.items[0].add_action().editors["owner"].set_typed("物业")
    window.show_page("resident")
    meeting = store.select(Meeting)[0]
    window.open_new("meeting")
    window.open_record("meeting", meeting.id)
    page.show_step(MINUTES)
    assert page.minutes.items[0].discussion.typed() == "大家赞成"
    assert [row.editors["owner"].typed() for row in page.minutes.items[0].rows] == ["物业"]
    page.show_step(PLAN)
    page.plan.form.editors["chair"].set_value("卢清")
    page.show_step(MINUTES)
    assert store.get(Meeting, meeting.id).chair == "卢清"
    assert page.minutes.items[0].discussion.typed() == "大家赞成", "saving the plan left the minutes as they were typed"


def test_the_day_of_a_case_begun_yesterday_stays(window: MainWindow, people: dict[str, Resident]) -> None:
    page = window.page("mediation_case")._detail.page
    window.open_new("mediation_case", {"resident": people["张桂芳"].id})
    page.form.editors["received"].set_value(date(2026, 3, 2))
    page.keep_draft()
    window.show_page("today")
    window.open_new("mediation_case", {"resident": people["张桂芳"].id})
    assert page.form.editors["received"].value() == date(2026, 3, 2)
    assert window.session.store.count(MediationCase) == 0


def test_what_another_window_saved_in_the_same_field_is_told_before_it_is_written_over(
    window: MainWindow, people: dict[str, Resident]
) -> None:
    store, one = window.session.store, people["张桂芳"]
    window.page("resident").edit_record(one.id)
    write(form_of(window).editors["note"].target(), "窗口一写的")
    window.page("resident").form_page.form.keep_draft()
    store.save(attrs.evolve(store.get(Resident, one.id), note="电话13904351276", phone="13800000001"))
    window.page("resident").edit_record(one.id)
    told = window.page("resident").form_page.form.findChild(DraftBand).text()
    assert "备注这期间在别处改过，现在是：电话139****1276。保存就以您写的为准" in told
    assert "电话这期间" not in told, "what was not typed here is no conflict"
    assert form_of(window).editors["note"].typed() == "窗口一写的"


def test_a_draft_of_what_nobody_else_touched_tells_of_no_conflict(
    window: MainWindow, people: dict[str, Resident]
) -> None:
    store, one = window.session.store, people["张桂芳"]
    window.page("resident").edit_record(one.id)
    write(form_of(window).editors["note"].target(), "窗口一写的")
    window.page("resident").form_page.form.keep_draft()
    store.save(attrs.evolve(store.get(Resident, one.id), phone="13800000001"))
    window.page("resident").edit_record(one.id)
    band = window.page("resident").form_page.form.findChild(DraftBand)
    assert "接着上次没有保存的内容" in band.text()
    assert "这期间" not in band.text()
