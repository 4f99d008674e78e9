"""打印… on the pages: the papers a clerk looks for there, of what is listed, and a clear word when there is nothing."""

from datetime import date, datetime
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db.errors import RecordInvalid
from db.records.bodies.person import Person
from db.records.hall.meeting import Meeting
from db.records.registry.household import Household
from db.records.registry.place import Building
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.hall.call_meeting import call_meeting
from db.services.visits.visit_round import rounds
from db.store import Store
from gui.dialogs.print_preview import PrintPreview
from gui.main_window import MainWindow
from gui.pages.hall.meeting import MeetingPage
from gui.pages.record_page import PageMaking, RecordPage
from gui.pages.registry.bound import mail_to_residents, residents
from gui.pages.visits.bound import visit_rounds
from gui.papers import list_papers, meeting_papers
from gui.papers.list_papers import NothingToPrint
from gui.papers.paperwork import Job
from gui.session import Session
from gui.settings import Settings
from gui.widgets.print_menu import Printable, PrintMenu
from tests.factories import estate
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import write
from tests.printing import measure

TODAY = date(2026, 11, 21)


@pytest.fixture
def session(store: Store, shown: Shown, tmp_path: Path) -> Session:
    return Session(store, shown, Settings(tmp_path / "settings"))


def printed(store: Store, job: Job) -> str:
    return measure.all_text(job.make(store, lambda _done, _count: True)).replace("\n", "")


def page_count(store: Store, job: Job) -> int:
    return len(measure.pages(job.make(store, lambda _done, _count: True)))


def called(session: Session, qtbot: QtBot) -> MeetingPage:
    page = MeetingPage(session)
    qtbot.addWidget(page)
    page.show_new(TODAY)
    return page


def test_the_meeting_offers_what_belongs_on_its_table(qtbot: QtBot, store: Store, session: Session) -> None:
    settle(store)
    page = called(session, qtbot)
    page.plan.invitation.group_menu().actions()[0].trigger()
    jobs: list[Job] = []
    page.job_requested.connect(jobs.append)
    offered = {action.text(): action for action in page.more.fill().actions()}
    for label in ("席卡", "表决票", "唱票单", "送达回证（会议通知）", "张贴证明（会议通知）"):
        offered[label].trigger()
    assert [job.title for job in jobs] == ["席卡", "表决票", "唱票单", "送达回证", "张贴证明"]
    assert store.count(Meeting) == 1
    cards, ballots, tally, receipts, posting = (printed(store, job) for job in jobs)
    assert "阿卜杜拉·买买提" in cards
    assert "502" not in cards
    assert "充电桩选址" in ballots
    assert "同意" in ballots
    assert "应到2人" in tally
    assert receipts.count("送达回证") == 2
    assert "幸福里小区3号楼2单元502室" in receipts
    assert "11月议事日会议通知" in posting


def test_a_meeting_nobody_is_invited_to_has_no_ballots(store: Store) -> None:
    meeting = call_meeting(store, Meeting(name="会议", starts=datetime(2026, 11, 25, 14, 30), hall="议事厅"))
    for job in (meeting_papers.ballots(meeting.id), meeting_papers.delivery_receipts(meeting.id, TODAY)):
        with pytest.raises(RecordInvalid, match="没有填"):
            printed(store, job)


def test_the_residents_list_prints_what_is_listed(qtbot: QtBot, session: Session) -> None:
    store = session.store
    settle(store)
    page = RecordPage(
        session, Resident, PageMaking(papers=lambda ids: [*residents(store, ids), *mail_to_residents(store, ids)])
    )
    qtbot.addWidget(page)
    jobs: list[Job] = []
    page.job_requested.connect(jobs.append)
    write(page.list.words, "买买提")
    qtbot.keyClick(page.list.words, Qt.Key.Key_Return)
    (menu,) = page.findChildren(PrintMenu)
    for action in menu.fill().actions():
        action.trigger()
    assert [job.title for job in jobs] == ["居民花名册", "地址标签", "信封", "信封"]
    roster = printed(store, jobs[0])
    assert "幸福里小区12号楼" in roster
    assert "1单元301室古丽娜尔·买买提女配偶" in roster
    assert "张桂芳" not in roster
    assert "共2人。" in roster
    assert page_count(store, jobs[2]) == 2


def test_the_dead_get_no_letter_and_stand_in_no_roster(store: Store) -> None:
    people = settle(store)
    store.save(attrs.evolve(people["李国富"], state="3"))
    ids = [people["李国富"].id, people["张桂芳"].id]
    assert page_count(store, list_papers.mail_to_residents("envelope_dl", ids)) == 1
    assert "李国富" not in printed(store, list_papers.roster(ids, TODAY))
    with pytest.raises(NothingToPrint, match="没有可印的在册居民。请先清除筛选"):
        printed(store, list_papers.roster(ids[:1], TODAY))


def test_a_roster_is_masked_and_begins_each_door_with_its_head(store: Store) -> None:
    people = settle(store)
    words = printed(store, list_papers.roster([one.id for one in people.values()], TODAY))
    assert "13812345678" not in words
    assert "138****5678" in words
    names = [words.index(name) for name in ("张桂芳", "李国富", "李𠮷", "阿卜杜拉·买买提", "古丽娜尔·买买提")]
    assert names == sorted(names)


def test_households_have_their_cards_and_labels(store: Store) -> None:
    settle(store)
    ids = [household.id for household in store.select(Household)]
    cards = printed(store, list_papers.household_cards(ids, TODAY))
    assert "住址幸福里小区3号楼2单元502室户主张桂芳" in cards
    assert "网格第一网格" in cards
    assert "2李国富配偶男" in cards
    labels = printed(store, list_papers.mail_to_households("labels", ids))
    assert "张桂芳收" in labels
    with pytest.raises(NothingToPrint):
        printed(store, list_papers.household_cards([], TODAY))


def test_an_open_household_is_printed_as_its_card(qtbot: QtBot, session: Session) -> None:
    store = session.store
    settle(store)
    previews: list[object] = []
    window = MainWindow(lambda _: session)
    qtbot.addWidget(window)
    window.print_desk.previewed.connect(previews.append)
    window.print_desk.asked.connect(lambda dialog: dialog.accept())
    household = store.select(Household)[0]
    window.open_record(Household.TABLE, household.id)
    (page,) = (p for p in window.findChildren(RecordPage) if p.kind is Household)
    page.form_page.paper_menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: len(previews) == 1)
    (preview,) = previews
    assert isinstance(preview, PrintPreview)
    assert preview.windowTitle() == "户卡"
    preview.close()


def test_the_round_of_a_grid_or_a_building(qtbot: QtBot, store: Store) -> None:
    people = settle(store)
    store.save(Visit(day=date(2026, 11, 2), visitor="卢清", house=people["张桂芳"].house, promise="修好单元门"))
    menu = PrintMenu(lambda: visit_rounds(store))
    qtbot.addWidget(menu)
    chosen: list[Printable] = []
    menu.chosen.connect(chosen.append)
    (grid,) = menu.fill().actions()
    grid_menu = grid.menu()
    assert isinstance(grid_menu, QMenu)
    for action in grid_menu.actions():
        action.trigger()
    whole, one = (printed(store, job) for choice in chosen[:2] if (job := choice.job()))
    assert "修好单元门" in whole
    assert "12号楼" in whole
    assert "12号楼" not in one
    assert len(rounds(store)) == len(chosen) == 3


def test_where_nothing_can_be_printed_the_menu_says_so(qtbot: QtBot, store: Store) -> None:
    menu = PrintMenu(lambda: visit_rounds(store))
    qtbot.addWidget(menu)
    (action,) = menu.fill().actions()
    assert not action.isEnabled()
    empty = store.save(Building(estate=estate(store, "荷花里小区"), number="1"))
    (walk,) = rounds(store)
    assert walk.buildings == (empty.id,)
    with pytest.raises(NothingToPrint, match="还没有登记房屋"):
        printed(store, list_papers.visit_list(walk, TODAY))


@pytest.mark.parametrize("table", ["resident", "person"])
def test_the_key_of_a_person_page_prints_its_sheet(
    qtbot: QtBot, window: MainWindow, store: Store, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    made = store.save(Resident(name="张桂芳") if table == "resident" else Person(name="王敏"))
    window.open_record(table, made.id)
    asked: list[Job] = []
    monkeypatch.setattr(window.print_desk, "print_job", asked.append)
    detail = window.page(table)._detail.page
    qtbot.keyClick(detail, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert [job.of for job in asked] == [(table, made.id)]
