"""The explicit table of pages: what the navigation shows, and how each page is made and wired.

A page that is not here is not in the program: there is no discovery, so a frozen program shows the same.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import attrs
from attrs import frozen
from PySide6.QtWidgets import QWidget

from db.records.announcement import Announcement
from db.records.base import Record
from db.records.household import Household
from db.records.mediation import CLOSED_STAGES, MediationCase
from db.records.meeting import Meeting, Resolution, Topic
from db.records.number import IssuedNumber
from db.records.place import Building, Grid, House
from db.records.resident import Resident
from db.records.visit import Visit
from db.services.issue_announcement import issue_announcement, period_doubts
from db.services.register_resident import duplicates_warning, home_of, register_resident
from db.services.write_minutes import keep_resolution
from db.store import among, eq, ne
from db.values import code_table
from gui import list_papers, paperwork
from gui.clipboard import copy_text
from gui.pages.case import CasePage
from gui.pages.import_page import ImportPage
from gui.pages.list_prints import papers_of_households, papers_of_residents, papers_of_rounds
from gui.pages.meeting import MeetingPage
from gui.pages.number_book import NumberBookPage
from gui.pages.person import PersonPage
from gui.pages.record_form_page import PaperChoice
from gui.pages.record_page import Detail, PageMaking, RecordPage
from gui.pages.router import Router
from gui.pages.settings import SettingsPage
from gui.pages.tabbed_page import Tab, TabbedPage
from gui.pages.today import TodayPage
from gui.paperwork import Shape
from gui.session import Session
from gui.widgets.navigation import LAST, NavEntry
from gui.widgets.parts import Tabs
from gui.widgets.record_list import View

Maker = Callable[[Session, Router], QWidget]
TODAY = "today"
DOUBTFUL = "待核实"


@frozen
class PageEntry:
    """One page of the program.

    Attributes:
        nav: how the navigation shows it.
        make: makes it, at its first use.
        tables: the record types that are opened here.
    """

    nav: NavEntry
    make: Maker
    tables: tuple[str, ...] = ()


def register(session: Session, router: Router, kind: type[Record], making: PageMaking) -> RecordPage:
    """A page of list and form, wired to the window."""
    page = RecordPage(session, kind, making)
    page.record_saved.connect(router.tell_saved)
    page.print_requested.connect(lambda table, i: router.print_job(paperwork.record_sheet(table, i, date.today())))
    page.job_requested.connect(router.print_job)
    return page


def make_today(session: Session, router: Router) -> QWidget:
    """今日."""
    page = TodayPage(session.store)
    page.open_requested.connect(router.open_record)
    page.list_requested.connect(router.show_list)
    page.notices_requested.connect(lambda i: router.print_job(paperwork.notices(i, date.today())))
    page.meeting_requested.connect(lambda: router.open_new(Meeting.TABLE))
    return page


def make_residents(session: Session, router: Router) -> QWidget:
    """居民: the list, the card of one, and the form."""
    making = PageMaking(
        new="登记居民",
        empty="可以从“导入”把现有花名册一次导进来，也可以点“登记居民”录入第一位（Ctrl+N）",
        save=partial(register_resident, session.store),
        views=(View(DOUBTFUL, (ne("doubt", ""), eq("state", "1"))),),
        papers=papers_of_residents,
    )
    page = register(session, router, Resident, making)
    page.form_page.remark_on(partial(duplicates_warning, session.store))
    card = PersonPage(session.store)
    card.open_requested.connect(router.open_record)
    card.back_requested.connect(page.close_record)
    card.edit_requested.connect(page.edit_record)
    card.case_requested.connect(lambda i: router.open_new(MediationCase.TABLE, {"resident": i}))
    card.sheet_requested.connect(lambda i: router.print_job(paperwork.record_sheet(Resident.TABLE, i, date.today())))
    card.relative_requested.connect(lambda i: page.open_new(home_of(session.store.get(Resident, i))))
    page.set_detail(Detail(card, card.show_resident))
    return page


def make_cases(session: Session, router: Router) -> QWidget:
    """矛盾调解: the list, and one case."""
    stages = [code for code in code_table.load("case_stage").labels if code not in CLOSED_STAGES]
    making = PageMaking(
        title="矛盾调解", new="受理纠纷", order=("-received", "-id"), views=(View("在办", (among("stage", stages),)),)
    )
    page = register(session, router, MediationCase, making)
    case = CasePage(session.store, session.lookup, session.messages)
    case.saved.connect(lambda _table, i: page.tell_saved(i))
    case.back_requested.connect(page.close_record)
    case.open_requested.connect(router.open_record)
    case.print_requested.connect(lambda i: router.print_job(paperwork.case_intake(i)))
    page.set_detail(
        Detail(case, case.show_case, lambda values: case.show_new(_id(values.get("resident"))), case.keep_draft)
    )
    return page


def make_meetings(session: Session, router: Router) -> QWidget:
    """议事厅: the list, and one meeting from calling it to its minutes."""
    making = PageMaking(title="议事厅", new="预约会议", order=("-starts", "-id"))
    page = register(session, router, Meeting, making)
    meeting = MeetingPage(session.store, session.lookup, session.messages)
    meeting.saved.connect(lambda _table, i: page.tell_saved(i))
    meeting.back_requested.connect(page.close_record)
    meeting.notices_requested.connect(lambda i: router.print_job(paperwork.notices(i, date.today())))
    meeting.sign_in_requested.connect(lambda i: router.print_job(paperwork.sign_in_sheet(i)))
    meeting.minutes_requested.connect(lambda i: router.print_job(paperwork.minutes(i)))
    meeting.job_requested.connect(router.print_job)
    page.set_detail(
        Detail(meeting, meeting.show_meeting, lambda _values: meeting.show_new(date.today()), meeting.keep_draft)
    )
    return page


def make_resolutions(session: Session, router: Router) -> QWidget:
    """决议督办: the list and the form; what is entered by itself gets its number out of the book."""
    making = PageMaking(
        title="决议督办",
        new="补登决议",
        save=partial(keep_resolution, session.store),
        order=("due", "id"),
        views=(View("办理中", (eq("state", "1"),)),),
    )
    return register(session, router, Resolution, making)


def make_households(session: Session, router: Router) -> QWidget:
    """户: the list and the form, printed as a card or as the plain sheet."""

    def card(household_id: int) -> None:
        router.print_job(list_papers.household_cards([household_id], date.today()))

    def sheet(household_id: int) -> None:
        router.print_job(paperwork.record_sheet(Household.TABLE, household_id, date.today()))

    making = PageMaking(
        new="新建户", papers=papers_of_households, shapes=(PaperChoice("户卡", card), PaperChoice("登记表", sheet))
    )
    return register(session, router, Household, making)


def make_visits(session: Session, router: Router) -> QWidget:
    """走访: the visits, and the list to take along on the next round."""
    papers = partial(papers_of_rounds, session.store)
    making = PageMaking(new="记一次走访", order=("-day", "-id"), papers=lambda _ids: papers())
    return register(session, router, Visit, making)


def make_announcements(session: Session, router: Router) -> QWidget:
    """公告通知: the list and the form, printed in four shapes."""

    def shape(kind: Shape) -> Callable[[int], None]:
        return lambda i: router.print_job(paperwork.announcement_shape(kind, i))

    def copy(announcement_id: int) -> None:
        copy_text(session.messages, lambda: paperwork.announcement_text(session.store, announcement_id))

    def sheet(announcement_id: int) -> None:
        router.print_job(paperwork.record_sheet(Announcement.TABLE, announcement_id, date.today()))

    making = PageMaking(
        new="写公告通知",
        save=partial(issue_announcement, session.store),
        order=("-day", "-id"),
        shapes=(
            PaperChoice("A4 张贴或发文", lambda i: router.print_job(paperwork.announcement(i))),
            PaperChoice("四联门条（A4 裁四张）", shape(Shape.SLIPS)),
            PaperChoice("海报（两张 A4 拼贴）", shape(Shape.POSTER)),
            PaperChoice("复制文字（发微信群）", copy),
            PaperChoice("张贴证明", lambda i: router.print_job(paperwork.announcement_proof(i))),
            PaperChoice("登记表", sheet),
        ),
    )
    page = register(session, router, Announcement, making)
    page.form_page.remark_on(partial(period_doubts, session.store))
    return page


def make_import(session: Session, router: Router) -> QWidget:
    """导入: a roster, looked at before it is taken over."""
    page = ImportPage(session.store, session.messages)
    page.doubts_requested.connect(lambda: router.show_list(Resident.TABLE, DOUBTFUL))
    return page


def make_places(session: Session, router: Router) -> QWidget:
    """房屋与网格: houses, buildings and grids behind one entry."""
    kinds: Sequence[tuple[str, type[Record], PageMaking]] = (
        ("房屋", House, PageMaking(order=("building", "unit", "room"))),
        ("楼栋", Building, PageMaking(order=("estate", "number"))),
        ("网格", Grid, PageMaking(order=("name",))),
    )

    def tab(kind: type[Record], making: PageMaking) -> Callable[[Tabs], RecordPage]:
        return lambda head: register(session, router, kind, attrs.evolve(making, lead=head))

    return TabbedPage([Tab(label, tab(kind, making)) for label, kind, making in kinds])


def _plain(kind: type[Record], making: PageMaking) -> Maker:
    return lambda session, router: register(session, router, kind, making)


def _id(value: object) -> int:
    return value if isinstance(value, int) else 0


ENTRIES: tuple[PageEntry, ...] = (
    PageEntry(NavEntry(TODAY, "今日"), make_today),
    PageEntry(NavEntry("residents", "居民", "台账"), make_residents, (Resident.TABLE,)),
    PageEntry(
        NavEntry("households", "户", "台账"),
        make_households,
        (Household.TABLE,),
    ),
    PageEntry(NavEntry("places", "房屋与网格", "台账"), make_places, (House.TABLE, Building.TABLE, Grid.TABLE)),
    PageEntry(NavEntry("cases", "矛盾调解", "台账"), make_cases, (MediationCase.TABLE,)),
    PageEntry(NavEntry("meetings", "议事厅", "议事"), make_meetings, (Meeting.TABLE,)),
    PageEntry(
        NavEntry("topics", "议题", "议事"),
        _plain(
            Topic,
            PageMaking(
                new="征集议题", order=("-raised", "-id"), views=(View("待上会", (among("state", ("1", "4")),)),)
            ),
        ),
        (Topic.TABLE,),
    ),
    PageEntry(NavEntry("resolutions", "决议督办", "议事"), make_resolutions, (Resolution.TABLE,)),
    PageEntry(
        NavEntry("visits", "走访", "上门"),
        make_visits,
        (Visit.TABLE,),
    ),
    PageEntry(
        NavEntry("announcements", "公告通知", "文书"),
        make_announcements,
        (Announcement.TABLE,),
    ),
    PageEntry(NavEntry("numbers", "文号簿", "文书"), NumberBookPage, (IssuedNumber.TABLE,)),
    PageEntry(NavEntry("import", "导入", LAST), make_import),
    PageEntry(NavEntry("settings", "设置", LAST), SettingsPage),
)
