"""办结: a matter ends when none of its ways is open, and the last one that ended proposes how."""

from datetime import date, datetime

import pytest

from db.errors import RecordInvalid
from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.hall.meeting import AgendaItem, Meeting, Topic
from db.records.matters.matter import Claimant, Matter
from db.records.matters.whistle import Whistle
from db.records.role import Role
from db.services.centre.switches import turn
from db.services.deleting import bring_back
from db.services.due import open_due
from db.services.following import proposal
from db.services.hall.write_minutes import write_minutes
from db.services.matters.ending import left
from db.services.matters.ways import open_ways
from db.services.move import Keyed, catch_up, move, moves_of, undo_move, void
from db.services.save_as_declared import save_as_declared
from db.store import MoveRefused, Store
from tests.db.matters.hub import CONTENT, again, dispute, join, matter, topic
from tests.db.matters.test_stages import opened_as
from tests.factories import plant


def test_a_matter_ends_when_no_way_is_open_and_the_last_one_proposes_how(desk: Store) -> None:
    case = dispute(desk)
    one = desk.get(Matter, case.matter)
    about = topic(desk, case=case.id)
    assert about.matter == one.id
    answered: dict[str, object] = {"result": "好了", "outcome": "1"}
    for keyed in (
        Keyed("refer", reason="转走", values={"elsewhere": "9"}),
        Keyed("withdraw", reason="算了"),
        Keyed("answer", values=answered),
    ):
        with pytest.raises(MoveRefused, match="还有没办完的"):
            catch_up(desk, one, [keyed])
    assert "settle" not in [m.name for m in moves_of(desk, one)]
    ended = move(desk, case, "end", reason="不愿意", outcome="3")
    assert proposal(desk, one, moves_of(desk, one)[0]) == one, "nothing is proposed while a way is open"
    with pytest.raises(MoveRefused, match="议题“漏水怎么修”。请打开议题，把状态改成“已议定”或“不予采纳”"):
        move(desk, one, "settle", outcome="3")
    save_as_declared(desk, changed(about, state="3"))
    settle = moves_of(desk, one)[0]
    assert (settle.name, settle.main, proposal(desk, one, settle).outcome) == ("settle", True, "3")
    assert again(desk, one).is_open(), "it never ends by itself"
    over = move(desk, one, "settle", outcome="3")
    assert (over.stage, over.outcome) == ("5", "3")
    with pytest.raises(MoveRefused, match="”已经办结。要接着办这件调解案件，请先撤回或重开那件诉求"):
        undo_move(desk, ended)
    undo_move(desk, over)
    undo_move(desk, ended)


def test_a_topic_that_was_deleted_comes_back_under_an_open_matter_alone(desk: Store) -> None:
    one = matter(desk, "漏水")
    waits, settled = (
        topic(desk, subject=name, matter=one.id, state=state) for name, state in (("修", "1"), ("赔", "3"))
    )
    with desk.writing() as w:
        w.delete_all(Topic, [waits.id, settled.id])
    ended = move(desk, one, "withdraw", reason="算了")
    with pytest.raises(RecordInvalid, match="已经办结"):
        bring_back(desk, waits, changed(waits, id=0, version=0))
    bring_back(desk, settled, changed(settled, id=0, version=0))
    undo_move(desk, ended)
    bring_back(desk, waits, changed(waits, id=0, version=0))
    assert sorted(t.subject for t in desk.select(Topic)) == ["修", "赔"]


def test_no_way_is_opened_of_a_matter_that_is_over(desk: Store) -> None:
    one = matter(desk, "漏水")
    about = topic(desk, matter=one.id, state="3")
    move(desk, one, "withdraw", reason="算了")
    told = f"“{one.number} 漏水”已经办结。是同一件事，请先重开它；是新的事，请登记新的诉求"
    for opens in (
        lambda: dispute(desk, of=one.id),
        lambda: topic(desk, matter=one.id),
        lambda: save_as_declared(desk, changed(about, state="4")),
        lambda: save_as_declared(desk, changed(topic(desk), matter=one.id)),
    ):
        with pytest.raises(RecordInvalid, match=told):
            opens()
    assert open_ways(desk, again(desk, one)) == []
    kept = save_as_declared(desk, changed(about, subject="漏水怎么修的"))
    assert kept.matter == one.id, "what is over is still put right"


def test_minutes_do_not_take_up_again_what_is_over(desk: Store) -> None:
    one = matter(desk, "漏水")
    about = topic(desk, matter=one.id)
    item = AgendaItem(topic=about.id, subject="漏水怎么修", decision="换管子")
    held = save_as_declared(desk, Meeting(name="议事", starts=datetime(2026, 3, 2, 14), hall="议事厅", agenda=(item,)))
    held, _ = write_minutes(desk, held, [], date(2026, 3, 3))
    move(desk, one, "settle", outcome="1")
    undecided = changed(held, agenda=tuple(changed(one, decision="") for one in held.agenda))
    with pytest.raises(RecordInvalid, match="请先重开它"):
        write_minutes(desk, undecided, [], date(2026, 3, 3))
    assert desk.get(Topic, about.id).state == "3"


def test_how_an_open_way_ends_is_told(desk: Store) -> None:
    case = dispute(desk)
    told = f"调解案件“{case.number} 漏水”。请打开调解案件办到“结案”或“终止调解”或“不予受理”，录错的作废"
    with pytest.raises(MoveRefused, match=told):
        move(desk, desk.get(Matter, case.matter), "withdraw", reason="算了")
    with pytest.raises(MoveRefused, match=told):
        void(desk, desk.get(Matter, case.matter), "录重了")


def test_at_the_last_stage_the_outcome_is_proposed_with_the_usual_move(desk: Store) -> None:
    case = dispute(desk)
    move(desk, case, "end", reason="不愿意", outcome="3")
    one = changed(desk.get(Matter, case.matter), stage="4", checked=date(2026, 3, 2), called_back=date(2026, 3, 2))
    assert moves_of(desk, one)[0].name == "archive"
    assert proposal(desk, one, moves_of(desk, one)[0]).outcome == "3"


def test_of_several_ways_that_ended_the_last_one_proposes(desk: Store) -> None:
    """It is told by when it ended, not by which came first."""
    first = dispute(desk)
    second = dispute(desk, of=first.matter)
    for case, day, outcome in ((second, 3, "2"), (first, 4, "5")):
        move(desk, case, "end", at=datetime(2026, 3, day, 9), reason="不愿意", outcome=outcome)
    one = desk.get(Matter, first.matter)
    assert proposal(desk, one, moves_of(desk, one)[0]).outcome == "5"


def test_a_topic_is_no_way_of_another_matter_than_its_case(desk: Store) -> None:
    case, other = dispute(desk), matter(desk, "停车")
    with pytest.raises(RecordInvalid, match="和关联案件不是一件事"):
        topic(desk, case=case.id, matter=other.id)
    join(desk, other, desk.get(Matter, case.matter))
    assert topic(desk, case=case.id, matter=other.id).matter == other.id, "both are counted with one by now"


def test_the_matter_of_a_void_case_goes_on(desk: Store) -> None:
    """Nothing was dealt with by what was entered by mistake."""
    case = dispute(desk)
    gone = void(desk, case, "录重了")
    one = desk.get(Matter, case.matter)
    found = left(desk, gone)
    assert found is not None
    assert (found.matter, found.can_settle) == (one, False)
    assert moves_of(desk, one)[0].name == "gather"
    with pytest.raises(MoveRefused, match="没有别的办理途径"):
        move(desk, one, "settle", outcome="1")
    second = dispute(desk, of=one.id)
    ended = move(desk, second, "end", reason="不愿意", outcome="3")
    found = left(desk, ended)
    assert found is not None
    assert found.can_settle
    move(desk, one, "settle", outcome="3")
    assert left(desk, ended) is None


@pytest.mark.parametrize(("role", "by"), [(Role.MEDIATOR, "窗口登记员、书记/主任"), (Role.DESK, "")])
def test_whoever_may_not_end_a_matter_hears_who_does(desk: Store, role: Role, by: str) -> None:
    case = dispute(desk)
    with opened_as(desk, role) as clerk:
        case = save_as_declared(desk, changed(case, mediator=clerk.actor))
        ended = move(desk, case, "end", reason="不愿意", outcome="3")
        found = left(clerk, ended)
    assert found is not None
    assert (found.can_settle, found.by) == (True, by)


def test_of_a_way_that_the_centre_ceased_to_do_it_is_told_how_to_come_to_it(desk: Store) -> None:
    body, one = plant(desk, Body), matter(desk, "井盖响")
    switch = desk.kinds["whistle"].switch
    assert switch is not None
    turn(desk, switch, on=True)
    save_as_declared(desk, Whistle(subject="井盖响", kind="4", lead=body.id, blown=one.taken, matter=one.id))
    for on, told in ((True, "请打开哨单"), (False, f"请先在“设置 → 开展的工作”里勾上“{switch.label}”，请打开哨单")):
        turn(desk, switch, on=on)
        with pytest.raises(MoveRefused, match=f"。{told}"):
            move(desk, again(desk, one), "withdraw", reason="算了")


def test_ways_of_what_is_joined_keep_the_root_open(desk: Store) -> None:
    a, b, c = (matter(desk, subject) for subject in "甲乙丙")
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
    first = topic(desk, subject="停车", matter=one.id, state="4")
    assert [way.id for way in open_ways(desk, one)] == [first.id]
    later = topic(desk, subject="停车（结转）", source="4", matter=one.id)
    assert [way.id for way in open_ways(desk, one)] == [later.id]
    save_as_declared(desk, changed(later, state="3"))
    assert open_ways(desk, one) == []


def test_no_way_is_opened_of_what_is_void_though_it_was_joined_to_what_is_open(desk: Store) -> None:
    one, root = matter(desk, "漏水"), matter(desk, "屋顶漏水")
    void(desk, move(desk, one, "join", joined=root.id), "录重了")
    with pytest.raises(RecordInvalid, match="漏水”已经作废"):
        topic(desk, matter=one.id)
    assert topic(desk, matter=root.id).matter == root.id


def test_ways_do_not_end_what_was_dealt_with_and_sent_back(desk: Store) -> None:
    """Else whoever is not content would be past with a whistle or a topic that is over."""
    handler, checker = (plant(desk, Person, name=name).id for name in ("王建军", "李敏"))
    one, body = matter(desk, "漏水", claimants=(Claimant(name="周桂芳"),)), plant(desk, Body).id
    about = topic(desk, matter=one.id, state="3")
    assert moves_of(desk, one)[0].name == "settle"
    steps = [
        Keyed("gather", values={"called": "网格长"}),
        Keyed("assign", values={"lead": body, "due": date(2027, 3, 9)}),
        Keyed("handle", did=handler, values={"result": "换了接头"}),
        Keyed("callback", did=checker, values={"callbacks": (changed(CONTENT[0], satisfaction="4"),)}),
    ]
    one = catch_up(desk, one, steps)
    assert one.stage == "3"
    found = left(desk, about)
    assert found is not None
    assert (found.can_settle, moves_of(desk, one)[0].name) == (False, "handle")
    assert "settle" not in [m.name for m in moves_of(desk, one)]
    with pytest.raises(MoveRefused, match="不是能办结的"):
        move(desk, one, "settle", outcome="1")
