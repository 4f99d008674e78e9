"""邻居: the doors above, below and beside, to go to with the keys."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from db.records.registry.resident import Resident
from db.services.registry.neighbours import Door, neighbours
from db.values import masks
from gui.session import Session
from gui.theme import px
from gui.words import tr

DOORS_KEY = "Ctrl+L"
_NAMED = 4


def ask_neighbour(session: Session, over: QWidget, house: int, go: Callable[[str, int], object]) -> None:
    """Offers them in a menu, each with who lives there; the first of these is opened, and of an empty door the door."""
    found = neighbours(session.store, house) if house else []
    if not found:
        told = tr("这个单元没有登记别的房屋") if house else tr("没有登记现住房屋")
        session.messages.inform(told)
        return
    menu = QMenu(over)
    menu.setObjectName("neighbours")
    menu.aboutToHide.connect(menu.deleteLater)
    for door in found:
        entry = menu.addAction(_words(door))
        first = door.people[0] if door.people else None
        table, record = (Resident.TABLE, first.id) if first else (door.house.TABLE, door.house.id)
        entry.triggered.connect(lambda _on=False, table=table, record=record: go(table, record))
    menu.setActiveAction(menu.actions()[0])
    menu.popup(over.mapToGlobal(QPoint(over.width() // 3, px(90))))


def _words(door: Door) -> str:
    names = "、".join(masks.in_text(one.name) for one in door.people[:_NAMED])
    more = tr(" 等 {0} 人").format(len(door.people)) if len(door.people) > _NAMED else ""
    return f"{door.where.value}  {door.house.title({})}  {names or tr('没有登记的人住')}{more}"
