"""What contradicts itself is said when it is saved, and saved all the same."""

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from db.records.base import changed
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.hall.meeting import Meeting, Resolution
from db.records.mediation.case import MediationCase
from db.records.registry.booklet import Booklet, BookletMember
from db.records.registry.household import Household, Member
from db.records.registry.resident import CareTag, Resident
from db.services.registry.contradictions import contradictions, far_days
from db.store import Store
from tests.factories import make

HELD = datetime(2026, 3, 25, 14, 30)


def meeting(store: Store, starts: datetime, hall: str = "二楼议事厅", state: str = "1") -> Meeting:
    return store.save(Meeting(name=f"{starts:%m}月会议", starts=starts, hall=hall, state=state))


@pytest.mark.parametrize(
    ("starts", "hall", "told"),
    [
        (HELD, "二楼议事厅", True),
        (HELD.replace(hour=15, minute=0), "二楼 议事厅", True),
        (HELD.replace(hour=15, minute=30), "二楼议事厅", False),
        (HELD.replace(hour=13, minute=45), "二楼议事厅", True),
        (HELD, "一楼活动室", False),
        (HELD.replace(day=26), "二楼议事厅", False),
        (datetime(2026, 3, 25), "二楼议事厅", False),
    ],
)
def test_two_meetings_in_one_hall_at_one_hour_are_told(store: Store, starts: datetime, hall: str, told: bool) -> None:
    first = meeting(store, HELD)
    second = meeting(store, starts, hall)
    found = contradictions(store, second)
    assert bool(found) is told
    assert not any(p.blocking for p in found)
    assert all(first.name in p.message for p in found)
    assert contradictions(store, first) == [] or told


def test_a_meeting_called_off_leaves_the_hall_free(store: Store) -> None:
    off = meeting(store, HELD, state="9")
    assert contradictions(store, meeting(store, HELD)) == []
    assert contradictions(store, off) == []


def test_a_task_due_or_done_before_its_meeting_is_told(store: Store) -> None:
    held = meeting(store, HELD)
    task = Resolution(subject="装路灯", owner="物业", due=date(2026, 3, 24), done=date(2026, 3, 20), meeting=held.id)
    assert [p.code for p in contradictions(store, task)] == ["due_before_meeting", "done_before_meeting"]
    assert contradictions(store, attrs.evolve(task, due=HELD.date(), done=None)) == []
    assert store.save(task).due == date(2026, 3, 24)


def test_what_ends_before_it_begins_is_told_and_forbids_nothing() -> None:
    early, late = date(2026, 1, 5), date(2026, 3, 2)
    told = [
        (CareTag(kind="01", since=late, until=early), "until_before"),
        (Member(resident=1, since=late, until=early), "until_before"),
        (make(MediationCase, received=late, due=late, closed=early), "closed_before"),
        (Meeting(name="会", hall="厅", starts=HELD, minutes_day=late), "minutes_before"),
    ]
    for row, code in told:
        problem = next(p for p in row.problems() if p.code == code)
        assert not problem.blocking


def test_a_day_just_written_far_from_where_its_field_looks_is_worth_a_word(store: Store) -> None:
    """26.3.2 typed for a new meeting in 2027 is taken as written: more than a year ago, and told."""
    today = date(2027, 6, 1)
    new = meeting(store, datetime(2026, 3, 2, 14, 30))
    told = far_days(Meeting(), new, today)
    assert [(p.field, p.code, p.blocking) for p in told] == [("starts", "far_day", False)]
    assert "2026年3月2日" in told[0].message
    assert far_days(new, attrs.evolve(new, name="另一个名称"), today) == [], "it stood there before"
    assert far_days(Meeting(), attrs.evolve(new, starts=datetime(2026, 9, 2, 14, 30)), today) == []
    task = Resolution(subject="换灯", owner="物业", due=date(2026, 3, 2), done=date(2028, 7, 1))
    assert [p.field for p in far_days(Resolution(), task, today)] == ["due", "done"]


def test_another_person_of_the_name_is_worth_a_word(store: Store) -> None:
    first = store.save(Person(name="阿依古丽·买买提"))
    assert contradictions(store, first) == []
    other = store.save(Person(name="阿依古丽买买提"))
    for person in (first, other):
        (found,) = contradictions(store, person)
        assert (found.field, found.code, found.blocking) == ("name", "namesake", False)


def test_an_account_that_may_be_of_several_is_told_so(store: Store) -> None:
    account = store.save(Account(name="卢清"))
    assert contradictions(store, account) == []
    for _ in range(2):
        store.save(Person(name="王芳"))
    (doubt,) = contradictions(store, store.save(changed(account, name="王芳")))
    assert (doubt.field, doubt.blocking) == ("person", False)
    assert "同名待认" in doubt.remedy
    assert contradictions(store, store.save(Account(name="窗口1"))) == []


@pytest.mark.parametrize(
    ("sex", "relation", "said"),
    [
        ("1", "12", True),
        ("2", "28", True),
        ("2", "38", False),
        ("1", "10", False),
        ("", "12", False),
        ("2", "29", True),
    ],
)
def test_a_relation_that_is_of_the_other_sex_is_a_word(store: Store, sex: str, relation: str, said: bool) -> None:
    one, head = store.save(Resident(name="王五", sex=sex)), store.save(Resident(name="李四"))
    for kind, part in ((Household, Member), (Booklet, BookletMember)):
        members: Any = (part(resident=head.id, relation="02"), part(resident=one.id, relation=relation))
        found = contradictions(store, kind(head=head.id, members=members))
        assert (["relation_sex"] if said else []) == [problem.code for problem in found]
        assert not any(problem.blocking for problem in found)


def test_the_head_is_the_one_among_the_members() -> None:
    for kind, part in ((Household, Member), (Booklet, BookletMember)):
        members: Any = (part(resident=1, relation="02"), part(resident=2, relation="12"))
        assert [[p.code for p in kind(head=head, members=members).problems()] for head in (1, 2, 0)] == [
            [], ["head_differs"], ["head_differs"],
        ]  # fmt: skip
