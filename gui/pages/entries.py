"""The explicit table of pages: what the navigation shows, and which module makes the page.

A page that is not here is not in the program: there is no discovery, so a frozen program shows the same. Each maker imports
its module when the page is first opened: together they take longer to load than the clerk to type the passphrase.
"""

from collections.abc import Callable

from attrs import frozen
from PySide6.QtWidgets import QWidget

from db.records.hall.meeting import Meeting, Resolution, Topic
from db.records.letters.announcement import Announcement
from db.records.letters.number import IssuedNumber
from db.records.mediation.case import MediationCase
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from gui.pages.router import Router
from gui.session import Session
from gui.widgets.navigation import LAST, NavEntry

Maker = Callable[[Session, Router], QWidget]
TODAY = "today"
SETTINGS = "settings"


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


def _today(session: Session, router: Router) -> QWidget:
    from gui.pages.wiring.today import make

    return make(session, router)


def _residents(session: Session, router: Router) -> QWidget:
    from gui.pages.registry.residents import make

    return make(session, router)


def _households(session: Session, router: Router) -> QWidget:
    from gui.pages.registry.households import make

    return make(session, router)


def _places(session: Session, router: Router) -> QWidget:
    from gui.pages.registry.places import make

    return make(session, router)


def _cases(session: Session, router: Router) -> QWidget:
    from gui.pages.mediation.cases import make

    return make(session, router)


def _meetings(session: Session, router: Router) -> QWidget:
    from gui.pages.hall.meetings import make

    return make(session, router)


def _topics(session: Session, router: Router) -> QWidget:
    from gui.pages.hall.topics import make

    return make(session, router)


def _resolutions(session: Session, router: Router) -> QWidget:
    from gui.pages.hall.resolutions import make

    return make(session, router)


def _visits(session: Session, router: Router) -> QWidget:
    from gui.pages.visits.visits import make

    return make(session, router)


def _announcements(session: Session, router: Router) -> QWidget:
    from gui.pages.letters.announcements import make

    return make(session, router)


def _numbers(session: Session, router: Router) -> QWidget:
    from gui.pages.letters.number_book import NumberBookPage

    return NumberBookPage(session, router)


def _import(session: Session, router: Router) -> QWidget:
    from gui.pages.importing.importing import make

    return make(session, router)


def _settings(session: Session, router: Router) -> QWidget:
    from gui.pages.centre.settings import SettingsPage

    return SettingsPage(session, router)


ENTRIES: tuple[PageEntry, ...] = (
    PageEntry(NavEntry(TODAY, "今日"), _today),
    PageEntry(NavEntry("residents", "居民", "台账"), _residents, (Resident.TABLE,)),
    PageEntry(NavEntry("households", "户", "台账"), _households, (Household.TABLE,)),
    PageEntry(NavEntry("places", "房屋与网格", "台账"), _places, (House.TABLE, Building.TABLE, Grid.TABLE)),
    PageEntry(NavEntry("cases", "矛盾调解", "台账"), _cases, (MediationCase.TABLE,)),
    PageEntry(NavEntry("meetings", "议事厅", "议事"), _meetings, (Meeting.TABLE,)),
    PageEntry(NavEntry("topics", "议题", "议事"), _topics, (Topic.TABLE,)),
    PageEntry(NavEntry("resolutions", "决议督办", "议事"), _resolutions, (Resolution.TABLE,)),
    PageEntry(NavEntry("visits", "走访", "上门"), _visits, (Visit.TABLE,)),
    PageEntry(NavEntry("announcements", "公告通知", "文书"), _announcements, (Announcement.TABLE,)),
    PageEntry(NavEntry("numbers", "文号簿", "文书"), _numbers, (IssuedNumber.TABLE,)),
    PageEntry(NavEntry("import", "导入", LAST), _import),
    PageEntry(NavEntry(SETTINGS, "设置", LAST), _settings),
)
