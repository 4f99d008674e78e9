"""管辖异议: whoever it was given to leads until the chief decides, and what was objected to before is over with it."""

from datetime import date

import pytest

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.services.move import move, moves_of
from db.store import MoveRefused, Store
from tests.db.matters.test_stages import Staff, handled
from tests.factories import plant


@pytest.fixture
def staff(store: Store) -> Staff:
    return Staff(plant(store, Person, name="王建军").id, plant(store, Person, name="李敏").id, plant(store, Body).id)


def test_nobody_else_leads_by_going_up_or_back_while_an_objection_waits(store: Store, staff: Staff) -> None:
    one = move(store, move(store, handled(store, staff), "return", reason="试"), "object", reason="不归我们管")
    other = plant(store, Body, name="街道物业办").id
    for name in ("hand_up", "hand_back"):
        with pytest.raises(MoveRefused, match="主办单位：有管辖异议，裁定以前不能换"):
            move(store, one, name, reason="换一家", lead=other)
    up = move(store, one, "hand_up", reason="网格解决不了")
    assert (up.level, up.lead) == ("3", staff.body), "it goes up with whoever leads"
    decided = move(store, up, "decide", reason="按职责分工", lead=other)
    assert move(store, decided, "hand_back", reason="社区能办", lead=staff.body).lead == staff.body


def test_an_objection_of_before_is_none_any_more_once_it_is_opened_again(store: Store, staff: Staff) -> None:
    one = move(store, move(store, handled(store, staff), "return", reason="试"), "object", reason="不归我们管")
    one = move(
        store,
        move(store, one, "withdraw", reason="算了"),
        "reopen",
        reason="又漏",
        lead=staff.body,
        due=date(2027, 3, 9),
    )
    assert (one.objected, one.mark()) == (None, "")
    names = {m.name for m in moves_of(store, one)}
    assert ("object" in names, "decide" in names) == (True, False)
