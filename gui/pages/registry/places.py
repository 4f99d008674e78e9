"""房屋与网格."""

from collections.abc import Callable, Sequence

import attrs
from PySide6.QtWidgets import QWidget

from db.records.base import Record
from db.records.registry.place import Building, Grid, House
from gui.pages.record_page import PageMaking, RecordPage
from gui.pages.router import Router
from gui.pages.tabbed_page import Tab, TabbedPage
from gui.pages.wiring.register import register
from gui.session import Session
from gui.widgets.parts import Tabs
from gui.words import tr


def make(session: Session, router: Router) -> QWidget:
    """Houses, buildings and grids behind one entry."""
    kinds: Sequence[tuple[str, type[Record], PageMaking]] = (
        (tr("房屋"), House, PageMaking(order=("building", "unit", "room"))),
        (tr("楼栋"), Building, PageMaking(order=("estate", "number"))),
        (tr("网格"), Grid, PageMaking(order=("name",))),
    )

    def tab(kind: type[Record], making: PageMaking) -> Callable[[Tabs], RecordPage]:
        return lambda head: register(session, router, kind, attrs.evolve(making, lead=head))

    return TabbedPage([Tab(label, tab(kind, making)) for label, kind, making in kinds])
