"""What kinds name of the window is bound in their room, and nothing is bound that no kind names."""

import pytest

from db.records import KINDS
from db.records.kind import Kind, Room
from gui.pages.bound import Bound, bound

ASKED = {
    "pages": lambda kind: {kind.page},
    "saves": lambda kind: {kind.save},
    "papers": lambda kind: {paper for paper in kind.papers if isinstance(paper, str)},
    "lists": lambda kind: {*kind.lists},
    "many": lambda kind: {*kind.many},
    "beside": lambda kind: {beside.page for beside in kind.beside},
}


@pytest.mark.parametrize("room", Room, ids=lambda room: room.folder)
@pytest.mark.parametrize("what", ASKED)
def test_a_room_binds_the_names_of_its_kinds_and_no_others(room: Room, what: str) -> None:
    shown: list[Kind] = [kind for kind in KINDS.of(room) if kind.tab]
    named = {name for kind in shown for name in ASKED[what](kind) if name}
    names: Bound = bound(room)
    bound_here = set(getattr(names, what))
    assert bound_here == (named & bound_here if what == "saves" else named), (
        "to a service that saves nothing needs be added"
    )


def test_tabs_that_list_no_records_are_called_like_no_table() -> None:
    beside = [one.page for kind in KINDS for one in kind.beside]
    assert len(beside) == len(set(beside))
    assert not [page for page in beside if page in KINDS]
