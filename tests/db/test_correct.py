"""更正: what moves needed stays, what an older store lacks of it is put in, and the number book follows."""

from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from db.records.base import fields_of
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.letters.number import VALID, VOID, IssuedNumber
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase
from db.records.step import CORRECTED
from db.services.answers import Answers, Numbering
from db.services.letters.number_record import NumberMoves
from db.services.matters.take_in import take_in
from db.services.move import correct, move
from db.services.timeline import timeline
from db.store import MoveRefused, Store, Warrant, eq
from tests.db.matters.hub import CONTENT
from tests.factories import begun, plant

NOON = datetime(2026, 3, 2, 12, 0)
LAST_YEAR = datetime(2025, 12, 30, 9, 0)


@pytest.fixture
def matter(store: Store) -> Matter:
    """A matter that was just taken in."""
    return take_in(store, Matter(subject="充电桩断电", taken=NOON, claimants=(Claimant(name="周桂芳"),)))


@pytest.fixture
def archived(store: Store, matter: Matter) -> Matter:
    """The matter, brought to its end by all its moves."""
    one, two, body = (plant(store, kind).id for kind in (Person, Person, Body))
    given = move(store, matter, "gather", NOON, called="网格长")
    given = move(store, given, "assign", NOON, lead=body, due=NOON.date())
    given = move(store, given, "handle", NOON, one, result="修好了")
    given = move(store, given, "check", NOON, two, finding="好", told=NOON.date())
    given = move(store, given, "callback", NOON, two, callbacks=CONTENT)
    return move(store, given, "archive", NOON, outcome="1", rating="1")


NEEDED: dict[str, Any] = {
    "called": "",
    "lead": 0,
    "due": None,
    "result": " ",
    "finding": "",
    "checked": None,
    "rating": "",
    "closed": None,
}


@pytest.mark.parametrize("name", NEEDED)
def test_what_a_move_needed_or_stamped_is_not_emptied(store: Store, archived: Matter, name: str) -> None:
    with pytest.raises(MoveRefused, match="不能改成空的"):
        correct(store, archived, "写错", **{name: NEEDED[name]})
    assert store.get(Matter, archived.id) == archived


def test_what_a_move_only_asked_for_is_emptied_and_put_back(store: Store, archived: Matter) -> None:
    without = correct(store, archived, "没有告知", told=None)
    assert correct(store, without, "告知过", told=NOON.date()).told == NOON.date()


@pytest.mark.parametrize("name", NEEDED)
def test_what_an_older_store_lacks_of_it_is_put_in(store: Store, archived: Matter, name: str) -> None:
    with store.writing(warrant=Warrant.UPGRADE) as w:
        lacking = w.save(attrs.evolve(archived, **{name: fields_of(Matter)[name].EMPTY}))
    value = getattr(archived, name)
    assert getattr(correct(store, lacking, "补上", **{name: value}), name) == value


def test_what_was_done_afresh_is_not_put_in_again(store: Store, archived: Matter) -> None:
    """What the move back to work emptied, the next ones fill in."""
    again = move(store, archived, "reopen", NOON, reason="又坏了")
    values: dict[str, Any] = {"finding": "好", "checked": NOON.date(), "rating": "1", "closed": NOON.date()}
    for name in values:
        with pytest.raises(MoveRefused, match="还没有办到这一步"):
            correct(store, again, "写上", **{name: values[name]})
    with pytest.raises(MoveRefused, match="不能改成空的"):
        correct(store, again, "清掉", result="")


def test_the_day_of_the_end_of_an_old_case_is_not_emptied(store: Store) -> None:
    ended = begun(store, MediationCase, {"stage": "7", "outcome": "0", "closed": date(2026, 3, 9)})
    with pytest.raises(MoveRefused, match="不能改成空的"):
        correct(store, ended, "清掉", closed=None)


def test_the_book_follows_the_subject(store: Store, archived: Matter) -> None:
    right = correct(store, archived, "事由写错", subject="路灯不亮")
    (entry,) = store.select(IssuedNumber, eq("holder_id", right.id), eq("holder", "matter"))
    assert (entry.matter, entry.written, entry.state) == ("路灯不亮", right.number, VALID)
    assert (right.version, right.number) == (archived.version + 1, archived.number)


def test_a_number_whose_record_goes_to_another_year_is_asked_about(store: Store, archived: Matter) -> None:
    with pytest.raises(NumberMoves, match="改到2025年"):
        correct(store, archived, "日期写错", taken=LAST_YEAR)
    assert store.get(Matter, archived.id) == archived
    kept = correct(store, archived, "日期写错", answers=Answers(number=Numbering.KEEP), taken=LAST_YEAR)
    (entry,) = store.select(IssuedNumber)
    assert (kept.taken, kept.number, entry.state) == (LAST_YEAR, archived.number, VALID)
    assert "改到2025年，号没有换" in entry.reason


def test_a_number_of_another_year_is_drawn_where_that_is_wanted(store: Store, archived: Matter) -> None:
    right = correct(store, archived, "日期写错", answers=Answers(number=Numbering.RENEW), taken=LAST_YEAR)
    assert (right.number, right.stage) == ("诉求〔2025〕1号", "5")
    book = store.select(IssuedNumber, order=("id",))
    assert [(e.written, e.state) for e in book] == [(archived.number, VOID), ("诉求〔2025〕1号", VALID)]
    step = store.steps(right)[-1]
    assert (step.what, step.kept) == (CORRECTED, right.version)
    assert step.note.endswith(f"编号：{archived.number} → 诉求〔2025〕1号")
    assert timeline(store, right)[0].what == "更正"
    assert correct(store, right, "又写错", taken=LAST_YEAR + timedelta(hours=1)).number == right.number
