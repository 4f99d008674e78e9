"""征集议题: a topic that somebody brings is a matter, counted once with all that belongs to it."""

from datetime import date, datetime

import pytest

from db.errors import RecordInvalid
from db.records.base import changed
from db.records.hall.meeting import Meeting, Resolution, Topic
from db.records.letters.number import IssuedNumber
from db.records.matters.codes import ABOUT_MEETINGS
from db.records.matters.matter import Matter
from db.services.move import move
from db.services.save_as_declared import save_as_declared
from db.store import Store, ne
from tests.db.matters.hub import DAY, TAKEN, dispute, matter, problems, topic


@pytest.mark.parametrize(
    ("source", "channel", "claimed"),
    [("1", "11", ["张桂芳"]), ("2", "3", []), ("3", "23", []), ("6", "11", ["张桂芳"])],
)
def test_what_somebody_brings_is_a_matter(desk: Store, source: str, channel: str, claimed: list[str]) -> None:
    raised = topic(desk, subject="停车", source=source, proposer="张桂芳", detail="没有车位")
    one = desk.get(Matter, raised.matter)
    assert (one.subject, one.nature, one.channel, one.facts) == ("停车", "8", channel, "没有车位")
    assert one.taken
    assert (one.taken.date(), bool(one.number), bool(one.slip)) == (DAY, True, True)
    assert [claimant.name for claimant in one.claimants] == claimed
    assert len(problems(desk)) == 1
    save_as_declared(desk, changed(raised, state="3"))
    assert desk.count(Matter) == 1


@pytest.mark.parametrize("source", ["", "5"])
def test_what_nobody_brings_is_none_until_somebody_says_otherwise(desk: Store, source: str) -> None:
    raised = topic(desk, subject="换届", source=source)
    assert (raised.matter, len(problems(desk))) == (0, 0)
    raised = save_as_declared(desk, changed(raised, subject="换届选举"))
    assert raised.matter == 0
    raised = save_as_declared(desk, changed(raised, source="1"))
    assert raised.matter


def test_one_that_was_there_without_a_matter_is_left_as_it_is(desk: Store) -> None:
    old = desk.save(Topic(subject="路灯", source="1"))
    assert save_as_declared(desk, changed(old, subject="路灯不亮")).matter == 0


def test_what_is_carried_on_is_the_matter_of_what_it_continues(desk: Store) -> None:
    first = topic(desk, subject="停车")
    later = topic(desk, subject="停车（上次会议结转）", source="4", raised=date(2026, 3, 25))
    assert later.matter == first.matter
    assert topic(desk, subject="谁也不知道（结转）", source="4").matter == 0
    assert len(problems(desk)) == 1


def test_with_a_matter_or_a_case_it_makes_none(desk: Store) -> None:
    one, case = matter(desk, "停车"), dispute(desk)
    assert topic(desk, subject="停车", matter=one.id).matter == one.id
    assert topic(desk, subject="漏水", case=case.id).matter == case.matter
    assert len(problems(desk)) == 2


def test_what_is_about_meetings_counts_as_no_problem(desk: Store) -> None:
    raised = topic(desk, subject="开会时间")
    save_as_declared(desk, changed(desk.get(Matter, raised.matter), nature=ABOUT_MEETINGS))
    assert len(problems(desk)) == 0


def test_a_topic_that_cannot_be_saved_uses_up_no_number(desk: Store) -> None:
    with pytest.raises(RecordInvalid):
        topic(desk, subject="")
    assert (desk.count(Matter), desk.count(IssuedNumber)) == (0, 0)


def test_nothing_is_talked_over_of_what_is_over(desk: Store) -> None:
    one = matter(desk, "停车")
    waiting = topic(desk, subject="停车", matter=one.id)
    decided = save_as_declared(desk, changed(waiting, state="3"))
    move(desk, one, "settle", at=TAKEN, outcome="1")
    save_as_declared(desk, changed(decided, detail="画线"))
    for given in (changed(decided, state="1", version=decided.version + 1), Topic(subject="又停车", matter=one.id)):
        with pytest.raises(RecordInvalid, match="”已经办结。是同一件事，请先重开它") as refused:
            save_as_declared(desk, given)
        assert [problem.field for problem in refused.value.problems] == ["matter"]
    assert desk.count(Topic, ne("state", "3")) == 0


def test_what_was_resolved_goes_along_with_its_topic_to_another_matter(desk: Store) -> None:
    one, other, own = (matter(desk, subject) for subject in ("漏水", "停车", "绿化"))
    about = topic(desk, matter=one.id)
    meeting = desk.save(Meeting(name="议事会", starts=datetime(2026, 3, 25, 14), hall="二楼"))
    given = Resolution(owner="物业", due=date(2026, 4, 1), meeting=meeting.id, topic=about.id)
    for subject, chosen in (("修", 0), ("种", own.id)):
        save_as_declared(desk, changed(given, subject=subject, matter=chosen))

    def matters() -> list[int]:
        return [r.matter for r in desk.select(Resolution, order=("id",))]

    assert matters() == [one.id, own.id]
    moved = save_as_declared(desk, changed(about, matter=other.id))
    assert matters() == [other.id, own.id], "what was given to one of its own stays with that"
    save_as_declared(desk, changed(moved, matter=0, source="5"))
    assert matters() == [0, own.id]


def test_what_was_resolved_on_another_topic_is_of_the_matter_of_that(desk: Store) -> None:
    one, other = matter(desk, "漏水"), matter(desk, "停车")
    about, instead = (topic(desk, subject=of.subject, matter=of.id) for of in (one, other))
    meeting = desk.save(Meeting(name="议事会", starts=datetime(2026, 3, 25, 14), hall="二楼"))
    given = Resolution(subject="修", owner="物业", due=date(2026, 4, 1), meeting=meeting.id, topic=about.id)
    resolved = save_as_declared(desk, given)
    assert resolved.matter == one.id
    resolved = save_as_declared(desk, changed(resolved, topic=instead.id))
    assert resolved.matter == other.id
    resolved = save_as_declared(desk, changed(resolved, topic=0))
    assert resolved.matter == 0
