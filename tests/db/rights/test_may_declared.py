"""The checker of declarations has one sentence for each way in which who may what can be wrong."""

from collections.abc import Callable

import attrs
import pytest

from db.records import KINDS
from db.records.bodies.body import BODIES
from db.records.checker import faults
from db.records.kind import Kind
from db.records.letters.announcement import ANNOUNCEMENTS
from db.records.matters.flow import CLOSED_LOOP
from db.records.matters.matter import MATTERS
from db.records.may import ATTACHED_MAY, May, Own, some
from db.records.mediation.case import MEDIATION_CASES
from db.records.registry.resident import RESIDENTS
from db.records.role import Role
from db.records.saved_list import SAVED_LISTS
from db.records.step import STEPS


def may(kind: Kind, **changes: object) -> Kind:
    return attrs.evolve(kind, may=attrs.evolve(kind.may, **changes))


def moved_by(*roles: object) -> Kind:
    """The kind of matters whose first move is keyed by somebody else."""
    moves = list(CLOSED_LOOP.moves)
    moves[0] = attrs.evolve(moves[0], by=frozenset(roles))
    return attrs.evolve(MATTERS, flows=(attrs.evolve(CLOSED_LOOP, moves=tuple(moves)),))


WRONG: dict[str, Callable[[], Kind]] = {
    "body: has no may": lambda: attrs.evolve(BODIES, may=May()),
    "resident: sees names 13, which is no role": lambda: may(RESIDENTS, sees={**RESIDENTS.may.sees, "13": Own.ALL}),
    "resident: deletes names 5, which is no role": lambda: may(RESIDENTS, deletes=frozenset({"5"})),
    "resident: makes lets ADMIN, who does not see it": lambda: may(RESIDENTS, makes=some(Role.ADMIN, Role.DESK)),
    "resident: exports lets AUDITOR and FUNDS": lambda: may(RESIDENTS, exports=some(Role.AUDITOR, Role.FUNDS)),
    "matter: move gather lets FUNDS, who does not see it": lambda: moved_by(Role.FUNDS),
    "matter: move gather names nobody, which is no role": lambda: moved_by("nobody"),
    "announcement: is seen by grids, and leads to none": lambda: may(ANNOUNCEMENTS, sees={Role.GRID: Own.GRIDS}),
    "announcement: is seen by whoever acts in it": lambda: may(ANNOUNCEMENTS, sees={Role.DESK: Own.MINE}),
    "step: belongs to what nothing leads to": lambda: attrs.evolve(STEPS, may=attrs.evolve(ATTACHED_MAY, of="")),
    "step: belongs to what said leads to, which leads nowhere": lambda: may(STEPS, of="said"),
    "step: belongs to what reverses leads to, which belongs": lambda: may(STEPS, of="reverses"),
    "step: is made and changed by whoever may change what": lambda: may(STEPS, changes=some(Role.DESK)),
    "saved_list: is seen by what it is about, and nothing": lambda: may(SAVED_LISTS, about=""),
    "saved_list: is seen by what it is about, and tables": lambda: may(SAVED_LISTS, about="tables"),
    "matter: is seen by what leads here, and nothing is said": lambda: may(MATTERS, led=()),
    "matter: is led to by visit.house, which does not lead here": lambda: may(MATTERS, led=(("visit", "house"),)),
    "matter: is led to by matter, which is seen by what leads on itself": lambda: may(
        MATTERS, led=(("mediation_case", "matter"), ("topic", "matter"), ("matter", "root"))
    ),
}


@pytest.mark.parametrize("sentence", WRONG)
def test_what_is_wrong_is_told(sentence: str) -> None:
    wrong = WRONG[sentence]()
    found = faults(tuple(wrong if kind.table == wrong.table else kind for kind in KINDS))
    assert [fault for fault in found if fault.startswith(sentence)], found


def test_nothing_is_wrong_with_ours() -> None:
    assert faults(tuple(KINDS)) == []
    assert MEDIATION_CASES.may.own([Role.MEDIATOR]) == Own.MINE
