"""The lines of the navigation and the pages behind them: those of the kinds by their rooms, and the program's own.

Each maker imports its module when the page is first opened: together they take longer to load than the clerk to type the
passphrase.
"""

from collections.abc import Callable, Iterator

from attrs import evolve, frozen
from PySide6.QtWidgets import QWidget

from db.errors import NotAllowed
from db.records.centre.handover import Handover
from db.records.kind import Beside, Kind, Room
from db.records.kinds import Kinds
from db.records.may import Right
from db.records.power import Power
from db.store import Store
from gui.help.texts import about
from gui.pages.router import Router
from gui.session import Session
from gui.widgets.navigation import NavEntry
from gui.words import tr

Maker = Callable[[Session, Router, QWidget | None], QWidget]
TODAY = "today"
IMPORT = "import"
FIGURES = "figures"
SETTINGS = "settings"
HANDOVER = "handover"
SHOWN_ELSEWHERE = Room.CENTRE
"""The room whose types are looked after in the settings."""


@frozen
class PageEntry:
    """One page of the program.

    Attributes:
        key: its name in the program: the table of its kind, or a word of its own.
        tab: what its tab says, where it shares a line of the navigation.
        make: makes it, at its first use; what stands in place of its title is handed in.
        help: what F1 says of it.
        kind: whose records are opened here; None for a page of no kind.
        needs: what whoever works there does with records of which kind; none for a page of no kind.
        power: what whoever works there needs besides; None for nothing.
    """

    key: str
    tab: str
    make: Maker
    help: tuple[str, ...] = ()
    kind: Kind | None = None
    needs: tuple[Kind, Right] | None = None
    power: Power | None = None

    def refusal(self, store: Store) -> NotAllowed | None:
        """Why this page is not the clerk's; None where it is."""
        try:
            if self.needs is not None:
                store.require(*self.needs)
            if self.power is not None:
                store.require_power(self.power)
        except NotAllowed as error:
            return error
        return None


@frozen
class Line:
    """One line of the navigation.

    Attributes:
        nav: how it is shown.
        pages: what is behind it, one at least; several stand side by side as tabs.
    """

    nav: NavEntry
    pages: tuple[PageEntry, ...]


def lines(kinds: Kinds, store: Store | None = None) -> tuple[Line, ...]:
    """The navigation of a store that holds these kinds, from top to bottom, as far as it is for who works there; all without one."""
    rooms = [(room, tuple(_pages_of(kinds, room))) for room in kinds.rooms() if room is not SHOWN_ELSEWHERE]
    every = (
        _own(TODAY, tr("今日"), _today),
        *(Line(NavEntry(room.folder, room.value), pages) for room, pages in rooms),
        *_own_lines(),
        *(Line(NavEntry(page.key, page.tab), (page,)) for page in _handover_pages(kinds)),
        _own(SETTINGS, tr("设置"), _settings, press="Ctrl+0"),
    )
    allowed = (evolve(line, pages=tuple(page for page in line.pages if _is_for(page, store))) for line in every)
    return tuple(line for line in allowed if line.pages)


def _own_lines() -> tuple[Line, ...]:
    """Those of the program's own pages that are not for everybody."""
    figures = PageEntry(FIGURES, tr("统计"), _figures, about(FIGURES), power=Power.FIGURES)
    return (
        Line(NavEntry(FIGURES, tr("统计"), press="Ctrl+T"), (figures,)),
        _own(IMPORT, tr("导入"), _import, press="Ctrl+I", power=Power.IMPORT),
    )


def _handover_pages(kinds: Kinds) -> Iterator[PageEntry]:
    """The page of 交接班, where a centre hands over at all."""
    if kind := kinds.find(Handover.TABLE):
        yield PageEntry(HANDOVER, tr("交接班"), _handover, about(HANDOVER), needs=(kind, Right.SEE))


def _is_for(page: PageEntry, store: Store | None) -> bool:
    return store is None or page.refusal(store) is None


def pages_apart(kinds: Kinds, shown: Kinds) -> tuple[PageEntry, ...]:
    """The pages that are not shown in the navigation, or not to everybody: what leads there still opens them, or says whose they are."""
    own = (*(page for line in _own_lines() for page in line.pages), *_handover_pages(kinds))
    beside = (page for room in kinds.rooms() for page in _pages_of(kinds, room) if not page.kind)
    return (*own, *beside, *(_entry(kind, kind.help) for kind in kinds if kind.tab and kind.table not in shown))


def pages(kinds: Kinds, store: Store | None = None) -> tuple[PageEntry, ...]:
    """The pages of the program, in the order of the navigation; see `lines`."""
    return tuple(page for line in lines(kinds, store) for page in line.pages)


def _own(key: str, label: str, make: Maker, press: str = "", power: Power | None = None) -> Line:
    page = PageEntry(key, label, make, about(key), power=power)
    return Line(NavEntry(key, label, last=bool(press), press=press), (page,))


def _entry(kind: Kind, told: tuple[str, ...]) -> PageEntry:
    return PageEntry(kind.table, kind.tab, _of_kind(kind), told, kind, (kind, Right.SEE))


def _pages_of(kinds: Kinds, room: Room) -> Iterator[PageEntry]:
    for kind in kinds.of(room):
        if kind.tab:
            yield _entry(kind, _help_of(kind, kinds))
            for beside in kind.beside:
                needs = (kind, beside.right)
                make = _of_beside(kind, beside)
                yield PageEntry(beside.page, beside.tab, make, beside.help, needs=needs, power=beside.power)


def _help_of(kind: Kind, kinds: Kinds) -> tuple[str, ...]:
    told = (sentence for other in kinds for table, sentence in other.tells if table == kind.table)
    return (*kind.help, *told)


def _of_kind(kind: Kind) -> Maker:
    def make(session: Session, router: Router, lead: QWidget | None) -> QWidget:
        from gui.pages.kind_page import make_page

        return make_page(session, router, kind, lead)

    return make


def _of_beside(kind: Kind, beside: Beside) -> Maker:
    def make(session: Session, router: Router, lead: QWidget | None) -> QWidget:
        from gui.pages.kind_page import make_beside

        return make_beside(session, router, kind, beside, lead or QWidget())

    return make


def _today(session: Session, router: Router, _lead: QWidget | None) -> QWidget:
    if not session.can(Power.FIGURES):  # whoever deals with what people bring counts it, too
        from gui.pages.in_charge import InChargePage

        return InChargePage(session, router)
    from gui.pages.today import make

    return make(session, router)


def _figures(session: Session, router: Router, _lead: QWidget | None) -> QWidget:
    from gui.pages.figures.page import make

    return make(session, router)


def _import(session: Session, router: Router, _lead: QWidget | None) -> QWidget:
    from gui.pages.importing.importing import make

    return make(session, router)


def _handover(session: Session, router: Router, _lead: QWidget | None) -> QWidget:
    from gui.pages.centre.handover import HandoverPage

    return HandoverPage(session, router)


def _settings(session: Session, router: Router, _lead: QWidget | None) -> QWidget:
    from gui.pages.centre.settings import SettingsPage

    return SettingsPage(session, router)
