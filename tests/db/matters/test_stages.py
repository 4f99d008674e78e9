"""The five stages: who brought it is called back before it is filed, and what follows where they are not content."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import NamedTuple

import pytest

from db.errors import NotAllowed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.centre.account import Account, roles_of
from db.records.matters.matter import Claimant, Matter
from db.records.matters.parts import Callback
from db.records.matters.skip_rule import Copied, SkipRule
from db.records.role import Role
from db.records.step import NOTED
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import read_span
from db.services.following import proposal
from db.services.matters.repeats import is_of_same, note_repeat
from db.services.matters.take_in import take_in
from db.services.move import Keyed, after_move, catch_up, correct, move, moves_of, undo_move, void, weigh_undo
from db.store import MoveRefused, Store
from tests.db.matters.hub import CONTENT
from tests.factories import plant

NOON = datetime(2026, 3, 2, 12, 0)
BAD = (Callback(way="1", answered="1", solved="2", satisfaction="4", note="还在漏"),)


@contextmanager
def opened_as(store: Store, role: Role) -> Generator[Store]:
    """The store, opened by somebody with one role."""
    account = store.save(Account(name=f"欧阳{'一二三四五六七八九'[int(role) - 1]}", roles=roles_of([role])))
    clerk = Store._with_key(store.folder, store._key, account.id)
    try:
        yield clerk
    finally:
        clerk._connection.close()


class Staff(NamedTuple):
    handler: int
    checker: int
    body: int


@pytest.fixture
def staff(store: Store) -> Staff:
    return Staff(plant(store, Person, name="王建军").id, plant(store, Person, name="李敏").id, plant(store, Body).id)


def brought(store: Store, **values: object) -> Matter:
    given = {"subject": "水管漏水", "taken": NOON, "claimants": (Claimant(name="周桂芳"),), **values}
    return take_in(store, Matter(**given))  # type: ignore[arg-type]


def handled(store: Store, staff: Staff, matter: Matter | None = None) -> Matter:
    steps = [
        Keyed("gather", NOON, values={"called": "网格长", "level": "2"}),
        Keyed("assign", NOON, values={"lead": staff.body, "due": date(2026, 3, 9)}),
        Keyed("handle", NOON + timedelta(hours=1), staff.handler, values={"result": "换了接头"}),
    ]
    return catch_up(store, matter or brought(store), steps)


def checked(store: Store, staff: Staff, matter: Matter) -> Matter:
    return move(store, matter, "check", did=staff.checker, finding="不漏了")


def called(store: Store, staff: Staff, matter: Matter, said: tuple[Callback, ...]) -> Matter:
    return move(store, matter, "callback", did=staff.checker, callbacks=said)


def dealt_again(store: Store, staff: Staff, matter: Matter) -> Matter:
    return checked(store, staff, move(store, matter, "handle", did=staff.handler, result="又换了一段管"))


def filed(store: Store, matter: Matter, **values: object) -> Matter:
    return move(store, matter, "archive", **{"outcome": "1", "rating": "1", **values})


# Called back.


def test_it_is_not_filed_before_somebody_was_called_back(store: Store, staff: Staff) -> None:
    one = checked(store, staff, handled(store, staff))
    with pytest.raises(MoveRefused, match="还没有回访。请先办“回访”"):
        filed(store, one)
    assert [m.name for m in moves_of(store, one) if m.main] == ["callback"]
    back = called(store, staff, one, CONTENT)
    assert [m.name for m in moves_of(store, back) if m.main] == ["archive"]
    (told,) = back.callbacks
    (step,) = [s for s in store.steps(back) if s.move == "callback"]
    assert (told.at, told.by, back.called_back) == (step.at, staff.checker, step.at.date() if step.at else None)
    assert filed(store, back).stage == "5"


def test_who_was_handling_it_does_not_call_back(store: Store, staff: Staff) -> None:
    with pytest.raises(MoveRefused, match="“反馈结果”和“回访”不能是同一个人"):
        move(store, handled(store, staff), "callback", did=staff.handler, callbacks=CONTENT)


def test_a_callback_says_something(store: Store, staff: Staff) -> None:
    one = checked(store, staff, handled(store, staff))
    with pytest.raises(MoveRefused, match="回访：没有填。请写明这次回访的情况"):
        called(store, staff, one, ())
    with pytest.raises(Exception, match="响应、解决、满意度至少填一项"):
        called(store, staff, one, (Callback(note="没人接"),))


@pytest.mark.parametrize("claimants", [(Claimant(anonymous=True),), ()])
def test_what_nobody_can_be_asked_about_is_made_public_instead(
    store: Store, staff: Staff, claimants: tuple[Claimant, ...]
) -> None:
    one = checked(store, staff, handled(store, staff, brought(store, claimants=claimants)))
    assert moves_of(store, one)[0].name == "archive"
    with pytest.raises(MoveRefused, match="公开办理情况：没有勾。诉求人匿名、无法回访的"):
        filed(store, one)
    assert filed(store, one, publish=True).publish


def test_one_anonymous_of_two_does_not_do(store: Store, staff: Staff) -> None:
    both = (Claimant(anonymous=True), Claimant(name="周桂芳"))
    one = checked(store, staff, handled(store, staff, brought(store, claimants=both)))
    with pytest.raises(MoveRefused, match="还没有回访"):
        filed(store, one, publish=True)


def test_what_was_said_is_proposed_as_it_is_filed(store: Store, staff: Staff) -> None:
    one = checked(store, staff, handled(store, staff))
    for said, wanted in ((CONTENT, ("1", "1")), ((Callback(satisfaction="3"),), ("", ""))):
        back = called(store, staff, one, said)
        archive = next(m for m in moves_of(store, back) if m.name == "archive")
        told = proposal(store, back, archive)
        assert (told.rating, told.outcome) == wanted
        undo_move(store, back)
        one = store.get(Matter, one.id)


# Not content.


def test_who_is_not_content_sends_it_back_once_by_itself(store: Store, staff: Staff) -> None:
    one = called(store, staff, checked(store, staff, handled(store, staff)), BAD)
    assert (one.stage, one.checked, one.called_back, one.to_secretary) == ("3", None, None, False)
    first, second = [s for s in store.steps(one) if s.move in ("callback", "send_back")]
    assert (second.before, second.after, second.did) == ("4", "3", staff.checker)
    assert "第一次不满意" in second.note
    assert (first.said, second.said) == ("回访", "不满意，退回处置 → 问题处置")
    assert [c.satisfaction for c in one.callbacks] == ["4"], "what was said stays"
    with pytest.raises(MoveRefused, match="没有“send_back”这个动作"):
        move(store, checked(store, staff, handled(store, staff)), "send_back")


def test_both_are_taken_back_together(store: Store, staff: Staff) -> None:
    before = checked(store, staff, handled(store, staff))
    one = called(store, staff, before, BAD)
    assert weigh_undo(store, one).step.move == "callback"
    undo_move(store, one)
    back = store.get(Matter, one.id)
    assert (back.stage, back.callbacks, back.checked) == ("4", (), before.checked)
    assert [m.name for m in moves_of(store, back) if m.main] == ["callback"]
    assert called(store, staff, back, BAD).stage == "3", "the first time is the first time again"


def test_the_second_time_it_is_left_to_the_chief(store: Store, staff: Staff) -> None:
    one = called(store, staff, checked(store, staff, handled(store, staff)), BAD)
    one = called(store, staff, dealt_again(store, staff, one), BAD)
    assert (one.stage, one.to_secretary, len(one.callbacks)) == ("4", True, 2)
    for role, let in ((Role.DESK, False), (Role.CHIEF, True)):
        with opened_as(store, role) as clerk:
            names = {m.name for m in moves_of(clerk, one)}
            assert ({"archive", "return", "withdraw", "join"} & names != set()) is let
            if role is Role.DESK:
                with pytest.raises(NotAllowed, match="只有书记"):
                    filed(clerk, one, outcome="2", rating="3")
    back = move(store, one, "return", reason="换一家修")
    assert (back.stage, back.to_secretary) == ("3", False)
    third = called(store, staff, dealt_again(store, staff, back), BAD)
    assert (third.stage, third.to_secretary) == ("4", True), "it is sent back by itself once alone"
    assert filed(store, third, outcome="2", rating="3").stage == "5"


def test_what_is_said_later_does_not_take_it_from_the_chief(store: Store, staff: Staff) -> None:
    one = called(store, staff, checked(store, staff, handled(store, staff)), BAD)
    one = called(store, staff, dealt_again(store, staff, one), BAD)
    with opened_as(store, Role.DESK) as desk:
        one = called(desk, staff, one, (Callback(answered="1"),))
        assert (one.to_secretary, "archive" in {m.name for m in moves_of(desk, one)}) == (True, False)
        with pytest.raises(NotAllowed, match="只有书记"):
            filed(desk, one, outcome="2", rating="3")


def test_moves_keyed_ahead_know_that_it_goes_back(store: Store, staff: Staff) -> None:
    one = checked(store, staff, handled(store, staff))
    keyed = Keyed("callback", NOON + timedelta(hours=2), staff.checker, values={"callbacks": BAD})
    assert after_move(store, one, keyed).stage == "3"


def test_what_was_said_is_put_right_and_not_added_to(store: Store, staff: Staff) -> None:
    one = filed(store, called(store, staff, checked(store, staff, handled(store, staff)), CONTENT))
    (said,) = one.callbacks
    right = correct(store, one, "听错了", callbacks=(Callback(**{**_told(said), "satisfaction": "2"}),))
    assert [c.satisfaction for c in right.callbacks] == ["2"]
    with pytest.raises(Exception, match="新的回访请用“回访”记"):
        correct(store, right, "补一次", callbacks=(*right.callbacks, *CONTENT))


def _told(said: Callback) -> dict[str, object]:
    return {
        n: getattr(said, n) for n in ("id", "version", "at", "by", "way", "answered", "solved", "satisfaction", "note")
    }


# Who had it first, and when they were answered.


def test_the_first_answer_is_kept(store: Store, staff: Staff) -> None:
    one = handled(store, staff)
    assert one.first_answer == NOON + timedelta(hours=1)
    assert one.answered_in == "1小时"
    again = move(store, one, "return", NOON + timedelta(hours=2), reason="还漏")
    later = move(store, again, "handle", NOON + timedelta(hours=3), staff.handler)
    assert later.first_answer == NOON + timedelta(hours=1)


def test_telling_them_as_it_is_checked_answers_too(store: Store, staff: Staff) -> None:
    one = handled(store, staff)
    lacking = correct(store, one, "没有当面反馈", first_answer=None) if one.first_answer else one
    done = move(store, lacking, "check", did=staff.checker, finding="好", told=date(2026, 3, 4))
    assert done.first_answer == datetime(2026, 3, 4)
    assert done.answered_in == "2天"


def test_who_had_it_first_leads_until_the_chief_decides(store: Store, staff: Staff) -> None:
    one = move(store, handled(store, staff), "return", reason="试")
    other = plant(store, Body, name="街道物业办").id
    due = one.due
    with pytest.raises(MoveRefused, match="要写明理由"):
        move(store, one, "object")
    objected = move(store, one, "object", reason="不归我们管")
    assert (objected.lead, objected.first_lead, objected.due) == (staff.body, staff.body, due)
    assert {m.name for m in moves_of(store, objected)} >= {"decide", "handle"}
    assert "object" not in {m.name for m in moves_of(store, objected)}
    with opened_as(store, Role.DESK) as clerk:
        assert "decide" not in {m.name for m in moves_of(clerk, objected)}
    decided = move(store, objected, "decide", reason="按职责分工", lead=other)
    assert (decided.lead, decided.first_lead, decided.objected) == (other, staff.body, None)


def test_who_gets_it_as_it_is_opened_again_was_the_first_only_where_nobody_had_it(store: Store, staff: Staff) -> None:
    """What was given to somebody before 首接单位 was kept is left without: nobody knows any more who that was."""
    other = plant(store, Body, name="街道物业办").id
    old = move(store, handled(store, staff), "withdraw", reason="算了")
    store._connection.execute("UPDATE matter SET first_lead = NULL WHERE id = ?", (old.id,))
    spot = move(store, brought(store), "answer", result="说清楚了", outcome="1")
    for one, first in ((store.get(Matter, old.id), 0), (spot, other)):
        again = move(store, one, "reopen", reason="又漏", lead=other, due=date(2027, 3, 9))
        assert (again.lead, again.first_lead) == (other, first)


def test_an_extension_says_how_much_was_asked_and_granted(store: Store, staff: Staff) -> None:
    steps = [
        Keyed("gather", NOON, values={"called": "网格长"}),
        Keyed("assign", NOON, values={"lead": staff.body, "due": date(2026, 3, 9)}),
    ]
    one = catch_up(store, brought(store), steps)
    longer = move_extended(store, one, staff, date(2026, 3, 16))
    assert (longer.days_asked, longer.days_granted) == (8, 5), "five working days from Monday to Monday"
    shorter = move_extended(store, longer, staff, date(2026, 3, 17))
    assert (shorter.days_asked, shorter.days_granted) == (8, 1)


def move_extended(store: Store, one: Matter, staff: Staff, until: date) -> Matter:
    values = {"due": until, "days_asked": 8}
    return catch_up(store, one, [Keyed("extend", NOON, staff.handler, staff.checker, "等配件", values=values)])


# Past stages.


def test_a_rule_lets_it_go_straight_to_whom_it_says_and_tells_others(store: Store, staff: Staff) -> None:
    other, told = plant(store, Body, name="街道办").id, plant(store, Body, name="综合执法队").id
    urgent = brought(store, urgency="3")
    assert "skip" not in {m.name for m in moves_of(store, urgent)}
    with pytest.raises(MoveRefused, match="没有适用的直办规则"):
        move(store, urgent, "skip", level="4", lead=other, due=date(2026, 3, 4))
    rule = SkipRule(
        urgency="3", level="4", lead=other, copies=(Copied(body=told),), since=NOON.date(), source="街道文件"
    )
    store.save(rule)
    (skip,) = (m for m in moves_of(store, urgent) if m.name == "skip")
    filled = proposal(store, urgent, skip)
    assert (filled.level, filled.lead) == ("4", other)
    with pytest.raises(MoveRefused, match="主办单位：和直办规则写的不一样"):
        move(store, urgent, "skip", level="4", lead=staff.body, due=date(2026, 3, 4))
    done = move(store, urgent, "skip", level="4", lead=other, due=date(2026, 3, 4))
    assert (done.stage, done.lead, done.first_lead) == ("3", other, other)
    assert [(s.said, s.body) for s in store.steps(done) if s.what == NOTED] == [("抄送综合执法队", told)]
    assert "skip" not in {m.name for m in moves_of(store, brought(store, urgency="1"))}
    early = brought(store, urgency="3", taken=NOON - timedelta(days=1))
    assert "skip" not in {m.name for m in moves_of(store, early)}, "it came before the rule"


def test_of_two_rules_that_which_says_more_goes_before(store: Store, staff: Staff) -> None:
    other = plant(store, Body).id
    for category, lead in (("", staff.body), ("2", other)):
        store.save(SkipRule(urgency="3", category=category, level="3", lead=lead, since=NOON.date(), source="文件"))
    one = brought(store, urgency="3", category="2")
    (skip,) = (m for m in moves_of(store, one) if m.name == "skip")
    assert proposal(store, one, skip).lead == other


def test_a_rule_for_everything_is_none(store: Store, staff: Staff) -> None:
    with pytest.raises(Exception, match="什么都不用召集、分级了"):
        store.save(SkipRule(level="3", lead=staff.body, since=NOON.date(), source="文件"))


def test_elsewhere_is_said_in_words(store: Store) -> None:
    with pytest.raises(MoveRefused, match="告知的途径：没有填"):
        move(store, brought(store), "refer", reason="在打官司")
    done = move(store, brought(store), "refer", reason="在打官司", elsewhere="1")
    assert (done.outcome, done.elsewhere) == ("4", "1")


# Come again.


def test_who_comes_again_is_told_how_it_stands_and_makes_no_second_matter(store: Store, staff: Staff) -> None:
    first = move(store, brought(store), "gather", NOON, called="网格长")
    typed = Matter(subject="还是漏水", claimants=(Claimant(name="周桂芳"),))
    assert is_of_same(first, typed)
    said = note_repeat(store, first, typed)
    assert said == f"{first.number}“水管漏水”：3月2日受理，现在到“分级转办”"
    now = store.get(Matter, first.id)
    assert store.count(Matter) == 1
    step = store.steps(now)[-1]
    assert (step.said, "还是漏水" in step.note, said in step.note) == ("重复来访", True, True)
    assert now.first_answer == step.at, "that is the first that they hear of it"
    note_repeat(store, now, typed)
    assert store.get(Matter, first.id).version == now.version
    assert move(store, now, "assign", lead=staff.body, due=date(2027, 3, 9)).stage == "3", "it goes on as before"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Claimant(name="周桂芳", phone="13804350021"), Claimant(name="周桂芳", phone="13904350022"), False),
        (Claimant(name="周桂芳", phone="13804350021"), Claimant(name="桂芳", phone="13804350021"), True),
        (Claimant(name="周桂芳"), Claimant(name="周桂芳", phone="13904350022"), True),
        (Claimant(anonymous=True), Claimant(anonymous=True), False),
        (Claimant(who=5, name="甲"), Claimant(who=6, name="甲"), False),
    ],
)
def test_who_is_the_same(one: Claimant, other: Claimant, *, same: bool) -> None:
    assert is_of_same(Matter(claimants=(one,)), Matter(claimants=(other,))) is same


# Counted.


def counted(store: Store, name: str) -> str:
    return measure(store, figures_by_name(store.kinds)[name], read_span("2026Q1", date(2026, 3, 31))).shown()


def test_how_soon_they_are_answered_is_counted(store: Store) -> None:
    """One hour, three and eleven: five on the average, three in the middle; what nobody was told of yet, void and elsewhen is none."""
    for hours in (1, 3, 11):
        one = brought(store, subject=f"第{hours}件")
        move(store, one, "answer", NOON + timedelta(hours=hours), result="好", outcome="3")
    brought(store)
    other = brought(store, taken=NOON - timedelta(days=90))
    move(store, other, "answer", NOON + timedelta(hours=9), result="好", outcome="3")
    void(store, move(store, brought(store), "answer", NOON + timedelta(hours=90), result="好", outcome="3"), "录重了")
    assert counted(store, "matters_answer_mean") == "5.0小时"
    assert counted(store, "matters_answer_median") == "3.0小时"
