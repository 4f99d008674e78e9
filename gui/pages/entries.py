"""The lines of the navigation and the pages behind them: those of the kinds by their rooms, and the program's own.

Each maker imports its module when the page is first opened: together they take longer to load than the clerk to type the
passphrase.
"""

from collections.abc import Callable, Iterator

from attrs import frozen
from PySide6.QtWidgets import QWidget

from db.records.kind import Beside, Kind, Room
from db.records.kinds import Kinds
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
    """

    key: str
    tab: str
    make: Maker
    help: tuple[str, ...] = ()
    kind: Kind | None = None


@frozen
class Line:
    """One line of the navigation.

    Attributes:
        nav: how it is shown.
        pages: what is behind it, one at least; several stand side by side as tabs.
    """

    nav: NavEntry
    pages: tuple[PageEntry, ...]


def lines(kinds: Kinds) -> tuple[Line, ...]:
    """The navigation of a store that holds these kinds, from top to bottom."""
    rooms = [(room, tuple(_pages_of(kinds, room))) for room in kinds.rooms() if room is not SHOWN_ELSEWHERE]
    return (
        _own(TODAY, tr("今日"), _today),
        *(Line(NavEntry(room.folder, room.value), pages) for room, pages in rooms if pages),
        Line(
            NavEntry(FIGURES, tr("统计"), press="Ctrl+T"), (PageEntry(FIGURES, tr("统计"), _figures, about(FIGURES)),)
        ),
        _own(IMPORT, tr("导入"), _import, press="Ctrl+I"),
        _own(SETTINGS, tr("设置"), _settings, press="Ctrl+0"),
    )


def pages_apart(kinds: Kinds, shown: Kinds) -> tuple[PageEntry, ...]:
    """The pages of types that are not shown in the navigation: what leads to one of their records still opens it."""
    return tuple(PageEntry(k.table, k.tab, _of_kind(k), k.help, k) for k in kinds if k.tab and k.table not in shown)


def pages(kinds: Kinds) -> tuple[PageEntry, ...]:
    """The pages of the program, in the order of the navigation."""
    return tuple(page for line in lines(kinds) for page in line.pages)


def _own(key: str, label: str, make: Maker, press: str = "") -> Line:
    return Line(NavEntry(key, label, last=bool(press), press=press), (PageEntry(key, label, make, about(key)),))


def _pages_of(kinds: Kinds, room: Room) -> Iterator[PageEntry]:
    for kind in kinds.of(room):
        if kind.tab:
            yield PageEntry(kind.table, kind.tab, _of_kind(kind), _help_of(kind, kinds), kind)
            for beside in kind.beside:
                yield PageEntry(beside.page, beside.tab, _of_beside(kind, beside), beside.help)


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
    from gui.pages.today import make

    return make(session, router)


def _figures(session: Session, router: Router, _lead: QWidget | None) -> QWidget:
    from gui.pages.figures.page import make

    return make(session, router)


def _import(session: Session, router: Router, _lead: QWidget | None) -> QWidget:
    from gui.pages.importing.importing import make

    return make(session, router)


def _settings(session: Session, router: Router, _lead: QWidget | None) -> QWidget:
    from gui.pages.centre.settings import SettingsPage

    return SettingsPage(session, router)
