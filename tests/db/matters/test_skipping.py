"""直接交办: by no rule of a centre that goes by none, and whoever was told of it is told of in the steps once."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from db.errors import AppError
from db.records.bodies.body import Body
from db.records.matters.matter import Matter
from db.records.matters.skip_rule import SKIP_RULES, Copied, SkipRule
from db.records.step import NOTED
from db.services.centre.switches import turn
from db.services.move import move, moves_of, undo_move
from db.store import MoveRefused, Store
from tests.db.matters.hub import again, matter
from tests.factories import plant

DUE = date(2027, 3, 4)


@pytest.fixture
def urgent(store: Store) -> Matter:
    """One for which there is a rule."""
    lead, told = (
        plant(store, Body, name=name, head=0, contact=0, grid=0, estate=0).id for name in ("街道办", "执法队")
    )
    copies = (Copied(body=told),)
    rule = SkipRule(urgency="3", level="4", lead=lead, copies=copies, since=date(2026, 3, 1), source="街道文件")
    store.save(rule)
    return matter(store, "漏水", urgency="3")


def skipped(store: Store, one: Matter) -> Matter:
    lead = store.select(SkipRule)[0].lead
    return move(store, again(store, one), "skip", datetime(2026, 3, 2, 12), level="4", lead=lead, due=DUE)


def copies(store: Store, one: Matter) -> Sequence[str]:
    """Those of which nothing says that they were not told after all."""
    steps = store.steps(one)
    back = {step.reverses for step in steps}
    return [step.said for step in steps if step.what == NOTED and step.id not in back]


def test_rules_that_are_switched_off_let_nothing_go_past_stages(store: Store, urgent: Matter) -> None:
    assert "skip" in {m.name for m in moves_of(store, urgent)}
    assert SKIP_RULES.switch
    turn(store, SKIP_RULES.switch, on=False)
    assert "skip" not in {m.name for m in moves_of(store, urgent)}
    with pytest.raises(MoveRefused, match="没有适用的直办规则"):
        skipped(store, urgent)
    turn(store, SKIP_RULES.switch, on=True)
    assert skipped(store, urgent).stage == "3"


def test_taking_it_back_takes_back_whom_it_told(store: Store, urgent: Matter) -> None:
    for _ in range(2):
        done = skipped(store, urgent)
        assert copies(store, done) == ["抄送执法队"]
        undo_move(store, done)
        assert (again(store, done).stage, copies(store, done)) == ("1", [])
    done = skipped(store, urgent)
    assert copies(store, done) == ["抄送执法队"]
    handled = move(store, done, "withdraw", reason="不用了")
    undo_move(store, handled)
    assert copies(store, done) == ["抄送执法队"], "that another move is taken back changes nothing"
    with pytest.raises(AppError):
        undo_move(store, done)
