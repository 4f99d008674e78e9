"""A case or a topic is begun from the page of a matter: it is a way of that, and makes no second one."""

from datetime import date

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.records.base import changed
from db.records.hall.meeting import Topic
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase
from db.records.registry.resident import Resident, reference_to
from db.services.matters.take_in import take_in
from db.services.move import move
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from tests.factories import plant
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.gui.matters.at_page import NOON, buttons, page_of


def begin(page: MatterPage, words: str) -> None:
    next(b for b in page.related.findChildren(QPushButton) if b.text() == words and b.isVisible()).click()


def brought(store: Store, **changes: object) -> Matter:
    settle(store)
    resident = plant(store, Resident, name="张桂芳")
    claimant = Claimant(who=reference_to(resident.id), name="张桂芳")
    given = Matter(subject="楼上渗水", taken=NOON, facts="厨房渗水。", place="3号楼2单元", claimants=(claimant,))
    return take_in(store, changed(given, **changes))


def test_a_case_is_a_way_of_the_matter_from_which_it_is_begun(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown
) -> None:
    one = brought(store)
    in_front(qtbot, window)
    window.open_record("matter", one.id)
    begin(page_of(window), "受理纠纷")
    page = page_of(window, "mediation_case")
    assert page.side.hint.text() == f"这是“{one.number} 楼上渗水”的办理途径，不另登记诉求"
    typed = page.form.record()
    assert isinstance(typed, MediationCase)
    assert (typed.title_text, typed.facts, typed.place) == ("楼上渗水", "厨房渗水。", "3号楼2单元")
    assert [(party.name, bool(party.who)) for party in typed.parties] == [("张桂芳", True), ("", False)]
    parties = tuple(party if party.name else changed(party, name="李国富") for party in typed.parties)
    for name, value in {"dispute": "2", "parties": parties}.items():
        page.form.editors[name].set_value(value)
        page.form.editors[name].changed.emit()
    page.keep_draft()
    window.show_page("today")
    window.open_new("mediation_case")
    assert page.side.hint.text() == "", "what is begun by itself is not begun of it"
    window.open_new("mediation_case", {"matter": one.id})
    assert page.side.hint.text()
    page.go()
    (case,) = store.select(MediationCase)
    assert (case.matter, store.count(Matter)) == (one.id, 1)
    assert shown.news[-1].endswith(f"；{one.number}，回执码 {one.slip}")
    assert shown.errors == []


def test_a_topic_is_one_too(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    one = brought(store)
    topics = store.count(Topic)
    in_front(qtbot, window)
    window.open_record("matter", one.id)
    begin(page_of(window), "征集议题")
    form = window.page("topic").form_page
    assert form.form.record().subject == "楼上渗水"
    assert form.save()
    (topic,) = (t for t in store.select(Topic) if t.matter == one.id)
    assert (topic.proposer, store.count(Topic), store.count(Matter)) == ("张桂芳", topics + 1, 1)


def test_who_wants_no_name_is_not_taken_over_and_nothing_is_begun_of_what_is_over(
    qtbot: QtBot, window: MainWindow, store: Store
) -> None:
    one = brought(store, claimants=(Claimant(name="张桂芳", hidden=True),))
    in_front(qtbot, window)
    window.open_record("matter", one.id)
    page = page_of(window)
    begin(page, "受理纠纷")
    typed = page_of(window, "mediation_case").form.record()
    assert isinstance(typed, MediationCase)
    assert not [party.name for party in typed.parties if party.name]
    move(store, one, "withdraw", reason="算了")
    window.open_record("matter", one.id)
    assert not [b for b in page.related.findChildren(QPushButton) if b.text() == "受理纠纷" and b.isVisible()]


def test_a_case_whose_matter_is_over_meanwhile_is_refused_with_what_can_be_done(
    qtbot: QtBot, window: MainWindow, store: Store
) -> None:
    one = brought(store)
    in_front(qtbot, window)
    window.open_new("mediation_case", {"matter": one.id})
    page = page_of(window, "mediation_case")
    typed = page.form.record()
    assert isinstance(typed, MediationCase)
    for name, value in {
        "dispute": "2",
        "received": date(2026, 3, 9),
        "parties": tuple(p if p.name else changed(p, name="李国富") for p in typed.parties),
    }.items():
        page.form.editors[name].set_value(value)
    move(store, one, "withdraw", reason="算了")
    page.go()
    assert store.count(MediationCase) == 0
    assert "已经办结。是同一件事，请先重开它；是新的事，请登记新的诉求" in page.form.summary()
    assert "受理并取号" in buttons(page)
