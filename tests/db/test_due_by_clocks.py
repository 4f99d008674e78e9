"""今日 by clocks: one line for all that stands for the same, mine before that of others, what stands still behind what runs."""

from datetime import date, datetime

import pytest

from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase, Party
from db.services.clocks import Urgency, urgency
from db.services.due import DueItem, whom
from db.services.matters.take_in import take_in
from db.services.mediation.accept_case import accept_case
from db.services.move import move
from db.services.to_do import TOLD
from db.services.whats_due import whats_due
from db.store import Store, Warrant, eq
from db.values.working_time import HOURS
from tests.added import with_added
from tests.added_staged import Whistle
from tests.db.clocks import HANDLE, SIGN, rule
from tests.factories import plant

TAKEN = datetime(2026, 3, 2, 9, 0)
NOON = datetime(2026, 3, 2, 12, 0)


def matter(store: Store, subject: str, due: date | None, taker: int = 0) -> Matter:
    """A matter that a body deals with until a day; without one, as it was taken in."""
    taken = take_in(store, Matter(subject=subject, taken=TAKEN, taker=taker, claimants=(Claimant(name="周桂芳"),)))
    if due is None:
        return taken
    lead = store.ids(Body)[:1] or [plant(store, Body).id]
    taken = move(store, taken, "gather", at=NOON, called="网格长")
    return move(store, taken, "assign", at=NOON, lead=lead[0], due=due)


def subjects(store: Store, now: datetime = NOON) -> list[str]:
    return [item.matter for item in whats_due(store, now).items]


def at_work(store: Store) -> int:
    """The person of the account that works here."""
    (account,) = store.select(Account, eq("name", "卢清"))
    assert account.person
    return account.person


def test_mine_and_nobodys_come_before_that_of_others(store: Store) -> None:
    other, me = plant(store, Person, name="王芳").id, at_work(store)
    matter(store, "别人的", date(2026, 3, 3), other)
    matter(store, "我的", date(2026, 3, 9), me)
    with store.writing(warrant=Warrant.CORRECT) as w:
        w.save(changed(matter(store, "没写谁的", date(2026, 3, 6)), taker=0))
    assert subjects(store) == ["没写谁的", "我的", "别人的"]
    assert [item.is_others for item in whats_due(store, NOON).items] == [False, False, True]


def test_a_case_is_his_whose_name_it_bears(store: Store) -> None:
    for title, mediator in (("别人的", "王芳"), ("我的", "孙立、卢清")):
        parties = (Party(name="张桂芳"), Party(side="2", name="李国富"))
        accept_case(
            store,
            MediationCase(
                title_text=title, dispute="2", facts="吵", received=TAKEN.date(), parties=parties, mediator=mediator, recorder="王芳",
            ),
        )  # fmt: skip
    assert subjects(store) == ["我的", "别人的"]


def test_what_stands_for_the_same_is_one_line_with_the_nearest_end(store: Store) -> None:
    with_added(store)
    root = matter(store, "充电桩断电", date(2026, 3, 9))
    rule(store, SIGN, 1, HOURS)
    plant(
        store,
        Whistle,
        what="叫供电所来",
        blown=TAKEN.date(),
        matter=root.id,
        due=None,
        closed=None,
        arrived=None,
        stage="1",
        number="",
    )
    assert subjects(store) == ["叫供电所来"]
    with store.writing(warrant=Warrant.UPGRADE) as w:
        (whistle,) = store.select(Whistle)
        w.save(changed(whistle, stage="4", outcome="1", closed=TAKEN.date()))
    assert subjects(store) == ["充电桩断电"]


def test_what_has_a_line_of_mine_is_mine_though_that_of_a_colleague_is_nearer(store: Store) -> None:
    me, other = at_work(store), plant(store, Person, name="王芳").id
    for subject, taker, mediator in (("我接的", me, "王芳"), ("我调的", other, "卢清"), ("别人的", other, "王芳")):
        parties = (Party(name="张桂芳", consent="1"), Party(side="2", name="李国富", consent="1"))
        root = matter(store, f"{subject}诉求", date(2026, 3, 9), taker)
        case = MediationCase(
            title_text=subject, dispute="2", facts="吵", received=TAKEN.date(), due=date(2026, 3, 6), parties=parties,
            mediator=mediator, recorder="王芳", matter=root.id,
        )  # fmt: skip
        accept_case(store, case)
    found = whats_due(store, NOON).items
    assert [(item.matter, item.is_others) for item in found] == [("我接的", False), ("我调的", False), ("别人的", True)]


def test_what_was_joined_is_told_with_what_it_was_joined_to(store: Store) -> None:
    root, joined = matter(store, "主", date(2026, 3, 9)), matter(store, "并进来的", date(2026, 3, 12))
    with store.writing(warrant=Warrant.UPGRADE) as w:
        w.save(changed(joined, root=root.id))
    assert subjects(store) == ["主"]


def test_what_stands_still_comes_last_and_is_never_late(store: Store) -> None:
    waiting = matter(store, "等鉴定", date(2026, 3, 3))
    move(store, waiting, "pause", at=NOON, reason="等鉴定")
    matter(store, "在办", date(2026, 3, 9))
    found = whats_due(store, datetime(2026, 3, 5, 9)).items
    assert [item.matter for item in found] == ["在办", "等鉴定"]
    assert not found[1].is_late(datetime(2026, 3, 5, 9))
    assert found[1].days_left(date(2026, 3, 5)) is None


def test_a_case_that_stands_still_stands_for_its_matter_which_has_no_clock(store: Store) -> None:
    parties = (Party(name="张桂芳", consent="1"), Party(side="2", name="李国富", consent="1"))
    given = MediationCase(title_text="漏水", dispute="2", facts="漏", received=TAKEN.date(), parties=parties)
    case = accept_case(store, given)
    move(store, case, "pause", at=NOON, reason="等鉴定")
    (item,) = whats_due(store, NOON).items
    assert (item.table, item.id, item.paused_at) == ("mediation_case", case.id, NOON)


def test_an_hour_is_told_to_the_minute(store: Store) -> None:
    with_added(store)
    rule(store, SIGN, 1, HOURS, red=0)
    plant(store, Whistle, blown=TAKEN.date(), due=None, closed=None, arrived=None, stage="1", number="")
    (item,) = whats_due(store, NOON).items
    assert item.ends == datetime(2026, 3, 2, 1)
    assert item.warn_at == datetime(2026, 3, 2, 0, 50), "ten minutes before, as the clock says itself"
    late = [item.is_late(datetime(2026, 3, 2, 0, minute)) for minute in (0, 59)] + [
        item.is_late(datetime(2026, 3, 2, 1))
    ]
    assert late == [False, False, True]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (datetime(2026, 3, 5, 23, 59), Urgency.NONE),
        (datetime(2026, 3, 6), Urgency.YELLOW),
        (datetime(2026, 3, 8, 23, 59), Urgency.YELLOW),
        (datetime(2026, 3, 9), Urgency.RED),
        (datetime(2026, 3, 9, 23, 59), Urgency.RED),
        (datetime(2026, 3, 10), Urgency.LATE),
    ],
)
def test_yellow_red_and_late(store: Store, now: datetime, told: Urgency) -> None:
    """Three working days from Wednesday end on Monday the 9th; yellow one of them before, red from that day on."""
    rule(store, HANDLE, 3, warn=1, red=0)
    taken = take_in(store, Matter(subject="断电", taken=TAKEN, claimants=(Claimant(name="周桂芳"),)))
    taken = move(store, taken, "gather", at=NOON, called="网格长")
    move(store, taken, "assign", at=datetime(2026, 3, 4, 9), lead=plant(store, Body).id)
    (item,) = whats_due(store, now).items
    assert urgency(item.ends, item.warn_at, item.red_at, item.paused_at, now) is told


def test_whom_it_concerns_is_read_for_the_first_and_for_others_when_they_are_seen(store: Store) -> None:
    made = [Matter(subject=f"第{n}件", taken=TAKEN, claimants=(Claimant(name=f"居民{n}"),)) for n in range(TOLD + 5)]
    with store.writing(warrant=Warrant.PRACTICE) as w:
        w.save_all(made)
    items = whats_due(store, NOON).items
    assert [bool(item.who) for item in items] == [True] * TOLD + [False] * 5
    assert [item.is_brief for item in items] == [False] * TOLD + [True] * 5
    assert all(item.who for item in whom(store, items))


def test_what_is_open_without_a_clock_is_there_all_the_same(store: Store) -> None:
    matter(store, "刚登记", None)
    (item,) = whats_due(store, NOON).items
    assert isinstance(item, DueItem)
    assert (item.matter, item.due, item.stage) == ("刚登记", None, "网格召集")
