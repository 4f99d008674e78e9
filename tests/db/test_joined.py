"""并案 and 拆出来: what is joined is counted once, and a matter ends when none of its ways is open."""

from datetime import date, datetime

import pytest

from db.errors import RecordChanged
from db.records.base import changed
from db.records.hall.meeting import Topic
from db.records.matters.matter import JOINED, Matter
from db.records.mediation.case import AGREED, MediationCase, Party
from db.services.due import open_due
from db.services.following import proposal
from db.services.matters.ways import open_ways, problems, root_of
from db.services.mediation.accept_case import accept_case
from db.services.move import correct, move, moves_of, undo_move, void
from db.services.save_as_declared import save_as_declared
from db.services.timeline import timeline
from db.store import MoveRefused, Store

DAY = date(2026, 3, 2)


def matter(store: Store, subject: str) -> Matter:
    return save_as_declared(store, Matter(subject=subject, taken=datetime(2026, 3, 2, 9, 0)))


def dispute(store: Store, of: int = 0) -> MediationCase:
    parties = tuple(Party(name=name, side=side, consent=AGREED) for name, side in (("王五", "1"), ("赵六", "2")))
    return accept_case(
        store, MediationCase(title_text="漏水", dispute="2", facts="漏水", received=DAY, parties=parties, matter=of)
    )


def again(store: Store, one: Matter) -> Matter:
    return store.get(Matter, one.id)


def roots(store: Store, *matters: Matter) -> list[int]:
    return [again(store, one).root for one in matters]


def join(store: Store, one: Matter, to: Matter) -> Matter:
    return move(store, again(store, one), "join", joined=to.id)


@pytest.fixture
def three(desk: Store) -> tuple[Matter, Matter, Matter]:
    a, b, c = (matter(desk, subject) for subject in ("甲", "乙", "丙"))
    return a, b, c


def test_what_is_joined_is_over_and_counted_with_its_root(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, _ = three
    joined = join(desk, a, b)
    assert (joined.root, joined.joined, joined.outcome, joined.stage, joined.closed) == (
        b.id,
        b.id,
        JOINED,
        "5",
        date.today(),
    )
    assert again(desk, b).version == b.version + 1, "the row of the root tells two windows that it has changed"
    assert timeline(desk, again(desk, b))[0].what == f"{a.number} 甲并到这件"
    assert problems(desk) == 2
    assert root_of(desk, joined) == again(desk, b)
    assert [row.id for row in open_due(desk, [desk.kinds["matter"]])] == [b.id, three[2].id]


def test_there_are_no_chains(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, c = three
    join(desk, a, b)
    join(desk, c, a)
    assert roots(desk, a, b, c) == [b.id, 0, b.id], "joining to what is joined goes to its root"
    d = matter(desk, "丁")
    join(desk, b, d)
    assert roots(desk, a, b, c, d) == [d.id, d.id, d.id, 0], "what was joined to a root goes along with it"
    assert problems(desk) == 1
    out = move(desk, again(desk, b), "unjoin", reason="不是一件事")
    assert (out.root, out.joined, out.outcome, out.stage, out.closed) == (0, 0, "", "1", None)
    assert roots(desk, a, b, c, d) == [b.id, 0, b.id, 0], "and comes back with it"
    assert again(desk, d).version == d.version + 2


@pytest.mark.parametrize("stage", ["1", "2"])
def test_it_goes_back_to_the_stage_from_which_it_was_joined(desk: Store, stage: str) -> None:
    a, b = matter(desk, "甲"), matter(desk, "乙")
    if stage == "2":
        a = move(desk, a, "gather", called="物业")
    joined = join(desk, a, b)
    assert [one.name for one in moves_of(desk, joined)] == ["unjoin"]
    assert move(desk, joined, "unjoin", reason="分开办").stage == stage
    with pytest.raises(MoveRefused):
        move(desk, again(desk, a), "unjoin", reason="再来")


def test_it_is_joined_neither_to_itself_nor_to_what_is_void(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, c = three
    void(desk, c, "录重了")
    join(desk, a, b)
    for one, to in ((b, b), (b, a), (b, c)):
        with pytest.raises(MoveRefused) as refused:
            join(desk, one, to)
        assert [p.field for p in refused.value.problems] == ["joined"]
    with pytest.raises(MoveRefused):
        move(desk, again(desk, b), "join")
    with pytest.raises(MoveRefused):
        correct(desk, again(desk, a), "写错", joined=c.id)
    assert roots(desk, a, b, c) == [b.id, 0, 0]


def test_joining_is_taken_back(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, c = three
    join(desk, a, b)
    join(desk, b, c)
    undo_move(desk, again(desk, b))
    assert roots(desk, a, b, c) == [b.id, 0, 0]
    out = move(desk, again(desk, a), "unjoin", reason="不是")
    back = undo_move(desk, out).record
    assert isinstance(back, Matter)
    assert (back.root, back.joined, back.outcome) == (b.id, b.id, JOINED)


def test_two_windows_cannot_both_be_right(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, _ = three
    seen = again(desk, b)
    other = desk.again()
    join(other, a, b)
    other.close()
    with pytest.raises(RecordChanged):
        move(desk, seen, "join", joined=a.id)
    assert roots(desk, a, b) == [b.id, 0]


def test_a_matter_ends_when_no_way_is_open_and_the_last_one_proposes_how(desk: Store) -> None:
    case = dispute(desk)
    one = desk.get(Matter, case.matter)
    topic = save_as_declared(desk, Topic(subject="漏水怎么修", case=case.id, raised=DAY))
    assert topic.matter == one.id
    for name, values in (("refer", {}), ("withdraw", {}), ("answer", {"result": "好了", "outcome": "1"})):
        with pytest.raises(MoveRefused, match="还有没办完的"):
            move(desk, one, name, reason="转走", **values)
    assert "settle" not in [m.name for m in moves_of(desk, one)]
    ended = move(desk, case, "end", reason="不愿意", outcome="3")
    with pytest.raises(MoveRefused, match="漏水怎么修"):
        move(desk, one, "settle", outcome="3")
    save_as_declared(desk, changed(topic, state="3"))
    settle = moves_of(desk, one)[0]
    assert (settle.name, proposal(desk, one, settle).outcome) == ("settle", "3")
    over = move(desk, one, "settle", outcome="3")
    assert (over.stage, over.outcome) == ("5", "3")
    with pytest.raises(MoveRefused, match="已经办结"):
        undo_move(desk, ended)
    undo_move(desk, over)
    undo_move(desk, ended)


def test_ways_of_what_is_joined_keep_the_root_open(desk: Store, three: tuple[Matter, Matter, Matter]) -> None:
    a, b, c = three
    case = dispute(desk, of=a.id)
    join(desk, a, b)
    assert [way.id for way in open_ways(desk, b)] == [case.id]
    (line, _) = open_due(desk, [desk.kinds[table] for table in ("matter", "mediation_case")])
    assert (line.table, line.id) == ("mediation_case", case.id), "one line a root, with the nearest end"
    with pytest.raises(MoveRefused, match="漏水"):
        move(desk, again(desk, b), "withdraw", reason="算了")
    with pytest.raises(MoveRefused, match="没有别的办理途径"):
        move(desk, c, "settle", outcome="1")
    move(desk, case, "end", reason="不愿意", outcome="3")
    assert moves_of(desk, again(desk, b))[0].name == "settle"


def test_a_topic_that_is_carried_on_is_over(desk: Store) -> None:
    one = matter(desk, "停车")
    first = save_as_declared(desk, Topic(subject="停车", matter=one.id, state="4"))
    assert [way.id for way in open_ways(desk, one)] == [first.id]
    later = save_as_declared(desk, Topic(subject="停车（结转）", source="4", matter=one.id, state="1"))
    assert [way.id for way in open_ways(desk, one)] == [later.id]
    save_as_declared(desk, changed(later, state="3"))
    assert open_ways(desk, one) == []
