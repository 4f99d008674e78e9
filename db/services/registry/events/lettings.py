"""出租: whoever leaves a door that is let to them is told of with it: that the letting ends is the owner's word, not this program's."""

from collections.abc import Iterator

from db.records.registry.place import House
from db.records.registry.resident import ENDED, Resident, reference_to
from db.services.registry.events.board import Board
from db.store import Store
from db.values import person_name


def lettings_told(store: Store, board: Board) -> Iterator[str]:
    """A word for each letting that goes on behind a door that its tenant leaves, or dies behind; those alone that are seen."""
    pairs = [(one.was, one.now) for one in board.changes(Resident)]
    left = [
        was
        for was, now in pairs
        if isinstance(was, Resident) and isinstance(now, Resident) and was.house
        if was.house != now.house or (now.state in ENDED and was.state not in ENDED)
    ]
    seen = store.seen(House.TABLE, {one.house for one in left})
    doors = store.get_many(House, seen)
    titles = store.titles(House.TABLE, seen)
    for one in left:
        if one.house in doors and any(
            _is_to(one, row.who, row.tenant) for row in doors[one.house].lettings if row.until is None
        ):
            yield f"{titles[one.house]}还登记着租给{one.name}，退租了请到那一套房屋里填退租日期"


def _is_to(one: Resident, who: int, tenant: str) -> bool:
    return who == reference_to(one.id) if who else bool(tenant) and person_name.key(tenant) == person_name.key(one.name)
