"""交接班: what somebody has in hand goes to another one in one deed; what may not go is named, and all can be taken back."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta

import pytest

from db.errors import Cancelled, NotAllowed, RecordChanged
from db.records.base import Record, changed
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account, roles_of
from db.records.centre.handover import Handover
from db.records.hall.meeting import Meeting, Resolution
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.registry.ledger import Ledger
from db.records.registry.place import Grid, House
from db.records.role import Role
from db.records.step import CALLED, HANDED_ON, Step
from db.records.visits.visit import Visit
from db.services.centre.accounts import AccountLeft
from db.services.centre.handover.in_hand import Group, InHand, in_hand
from db.services.centre.handover.take_over import CannotHandOver, HandedOver, take_back, take_over, takers
from db.store import Store
from db.values.code_table import VEILED
from tests.factories import begun, plant

NOW = datetime.now().replace(second=0, microsecond=0)
TODAY = NOW.date()


def joined(store: Store, name: str, *roles: Role) -> Account:
    return store.save(Account(name=name, roles=roles_of(roles)))


@contextmanager
def working_as(store: Store, account: Account) -> Iterator[Store]:
    with closing(Store._with_key(store.folder, store._key, account.id)) as own:
        yield own


@pytest.fixture
def giver(store: Store) -> Account:
    return joined(store, "罗晓梅", Role.DESK, Role.MEDIATOR, Role.SECRETARY)


@pytest.fixture
def taker(store: Store) -> Account:
    return joined(store, "秦岭", Role.DESK, Role.MEDIATOR, Role.SECRETARY)


@pytest.fixture
def hand(store: Store, giver: Account) -> dict[str, Record]:
    """One of everything that somebody may have in hand."""
    house, grid = plant(store, House), plant(store, Grid, name="东网格", chief="罗晓梅", phone="")
    meeting = plant(
        store, Meeting, chair="罗晓梅", recorder="外来人", starts=NOW + timedelta(days=3), state="1", agenda=(), attendees=(),
        minutes_day=None, minutes_number="",
    )  # fmt: skip
    found: dict[str, Record] = {
        "matter": begun(store, Matter, {"taker": giver.person, "claimants": (), "subject": "路灯不亮"}),
        "case": begun(store, MediationCase, {"mediator": "罗晓梅、外来人", "recorder": "", "matter": 0}),
        "meeting": meeting,
        "resolution": plant(
            store, Resolution, owner="罗晓梅", state="1", meeting=meeting.id, matter=0, topic=0, done=None
        ),
        "visit": plant(
            store,
            Visit,
            house=house.id,
            resident=0,
            matter=0,
            visitor="罗晓梅",
            result="2",
            promise="送药",
            day=TODAY,
            promise_due=None,
            promise_owner="",
            promise_kept=None,
            sheet=0,
        ),
        "ledger": plant(store, Ledger, name="医保缴费", responsible=giver.person, closed=None),
        "grid": grid,
    }
    with working_as(store, giver) as own:
        own.drafts.keep("matter", 0, "", {"subject": "写了一半"}, None)
    return found


def groups(found: InHand) -> list[tuple[str, str]]:
    return sorted((line.group.value, line.table) for line in found.lines)


ALL = sorted([
    (Group.PROMISED.value, "resolution"), (Group.CALLS.value, "visit"), (Group.WORK.value, "matter"),
    (Group.WORK.value, "mediation_case"), (Group.MEETINGS.value, "meeting"), (Group.POSTS.value, "tenure"),
    (Group.POSTS.value, "ledger"), (Group.DRAFTS.value, "matter"),
])  # fmt: skip


@pytest.mark.usefixtures("hand")
def test_one_page_has_everything_once(store: Store, giver: Account, taker: Account) -> None:
    with working_as(store, giver) as own:
        assert groups(in_hand(own, giver.id)) == ALL
        assert in_hand(own, giver.id).lines[-1].title == "写了一半"
    assert groups(in_hand(store, giver.id)) == ALL
    assert in_hand(store, taker.id).lines == ()
    assert [one.name for one in takers(store, giver.id)] == ["卢清", "秦岭"]


def test_all_goes_over_in_one_deed_and_comes_back(
    store: Store, giver: Account, taker: Account, hand: dict[str, Record]
) -> None:
    before = store.last_entry().seq
    with working_as(store, giver) as own:
        done = take_over(own, (giver.id, taker.id), None, NOW)
        assert not done.refused
        assert in_hand(own, giver.id).lines == ()
    assert groups(in_hand(store, taker.id)) == ALL
    assert store.get(Matter, hand["matter"].id).taker == taker.person
    assert store.get(MediationCase, hand["case"].id).mediator == "秦岭、外来人"
    assert store.get(Meeting, hand["meeting"].id).chair == "秦岭"
    assert store.get(Resolution, hand["resolution"].id).owner == "秦岭"
    assert store.get(Ledger, hand["ledger"].id).responsible == taker.person
    assert store.get(Grid, hand["grid"].id).chief == "秦岭"
    assert store.get(Visit, hand["visit"].id).visitor == "罗晓梅", "who called is what happened"
    assert store.steps(hand["visit"])[-1].did == taker.person
    assert [draft.values for draft in store.drafts.of(taker.id)] == [{"subject": "写了一半"}]
    (kept,) = store.select(Handover)
    assert (kept.giver, kept.taker, kept.count, kept.kept) == (giver.id, taker.id, len(ALL), 0)
    assert store.history(kept)[0].reason == "交接班：罗晓梅 → 秦岭"
    assert store.last_entry().seq > before
    with working_as(store, giver) as own:
        take_back(own, done)
    assert groups(in_hand(store, giver.id)) == ALL
    assert in_hand(store, taker.id).lines == ()
    assert store.get(Grid, hand["grid"].id).chief == "罗晓梅"
    assert not store.select(Handover)
    assert [post.until for post in store.select(Tenure) if post.person == giver.person] == [None]
    assert not [post for post in store.select(Tenure) if post.person == taker.person]


@pytest.mark.usefixtures("hand")
def test_chosen_lines_go_alone(store: Store, giver: Account, taker: Account) -> None:
    (line,) = [line for line in in_hand(store, giver.id).lines if line.table == "ledger"]
    done = take_over(store, (giver.id, taker.id), {line.key}, NOW)
    assert [moved.table for moved in done.moved] == ["ledger"]
    assert groups(in_hand(store, taker.id)) == [(Group.POSTS.value, "ledger")]


def test_what_the_other_may_not_have_stays_and_is_named(store: Store, giver: Account, hand: dict[str, Record]) -> None:
    funds = joined(store, "钱多", Role.FUNDS, Role.DESK)
    done = take_over(store, (giver.id, funds.id), None, NOW)
    stayed = {refusal.line.table: refusal.why for refusal in done.refused}
    assert stayed == {
        "mediation_case": "钱多没有这个角色：只有调解员、书记/主任可以修改调解案件",
        "resolution": "钱多没有这个角色：只有会议秘书、书记/主任、档案员可以查看决议",
    }
    assert store.get(MediationCase, hand["case"].id).mediator == "罗晓梅、外来人"
    assert {line.table for line in in_hand(store, giver.id).lines} == {"mediation_case", "resolution"}
    assert done.record is not None
    assert (done.record.count, done.record.kept) == (6, 2)


def test_whoever_gives_no_posts_keeps_theirs(store: Store, taker: Account) -> None:
    walker = joined(store, "石磊", Role.GRID)
    plant(store, Grid, name="西网格", chief="石磊", phone="")
    with working_as(store, walker) as own:
        done = take_over(own, (walker.id, taker.id), None, NOW)
    assert [refusal.why for refusal in done.refused] == ["只有窗口登记员、书记/主任可以改任职"]
    assert done.record is None
    assert not store.select(Handover)


@pytest.mark.usefixtures("hand")
def test_of_others_it_is_for_who_answers_for_them_and_an_administrator_sees_how_much_and_no_word(
    store: Store, giver: Account, taker: Account
) -> None:
    with working_as(store, taker) as own, pytest.raises(NotAllowed, match="只有书记/主任、管理员可以替别人办交接"):
        in_hand(own, giver.id)
    with working_as(store, taker) as own, pytest.raises(NotAllowed):
        take_over(own, (giver.id, taker.id), None, NOW)
    keeper = joined(store, "管一", Role.ADMIN)
    with working_as(store, keeper) as own:
        found = in_hand(own, giver.id)
        assert groups(found) == ALL
        assert {(line.title, line.day, line.note) for line in found.lines if line.draft is None} == {(VEILED, None, "")}
        assert [line.title for line in found.lines if line.draft] == [VEILED]
        done = take_over(own, (giver.id, taker.id), None, NOW)
        assert [refusal.line.table for refusal in done.refused] == ["tenure"]
        take_back(own, done)
    assert groups(in_hand(store, giver.id)) == ALL


def test_a_call_that_nobody_returned_is_one_to_return(store: Store, giver: Account) -> None:
    matter = begun(store, Matter, {"taker": giver.person, "claimants": ()})
    assert [line.group for line in in_hand(store, giver.id).lines] == [Group.WORK]
    with store.writing() as w:
        w.write_step(matter, Step(what=CALLED, said="问路灯", at=NOW, keyed=NOW, account=store.account))
    assert [line.group for line in in_hand(store, giver.id).lines] == [Group.CALLS]
    assert HANDED_ON not in {step.what for step in store.steps(matter)}


def test_a_promise_is_over_once_somebody_called_again(store: Store, giver: Account, hand: dict[str, Record]) -> None:
    visit = hand["visit"]
    assert isinstance(visit, Visit)
    plant(
        store,
        Visit,
        house=visit.house,
        resident=0,
        matter=0,
        visitor="秦岭",
        result="1",
        promise="",
        day=TODAY,
        sheet=0,
    )
    assert "visit" not in {line.table for line in in_hand(store, giver.id).lines}


def test_a_visit_that_was_handed_on_can_still_be_deleted(
    store: Store, giver: Account, taker: Account, hand: dict[str, Record]
) -> None:
    take_over(store, (giver.id, taker.id), None, NOW)
    with store.writing() as w:
        w.delete(store.get(Visit, hand["visit"].id))
    assert store.find(Visit, hand["visit"].id) is None


def test_what_somebody_changed_since_does_not_come_back(
    store: Store, giver: Account, taker: Account, hand: dict[str, Record]
) -> None:
    done: HandedOver = take_over(store, (giver.id, taker.id), None, NOW)
    ledger = store.get(Ledger, hand["ledger"].id)
    store.save(changed(ledger, note="催过一遍"))
    with pytest.raises(RecordChanged):
        take_back(store, done)
    assert groups(in_hand(store, taker.id)) == ALL, "all or nothing"


def test_there_must_be_something_and_two_people(store: Store, giver: Account, taker: Account) -> None:
    with pytest.raises(CannotHandOver, match="手上没有要交的"):
        take_over(store, (giver.id, taker.id), None, NOW)
    with pytest.raises(CannotHandOver, match="同一位"):
        take_over(store, (giver.id, giver.id), None, NOW)


def test_a_second_post_of_the_same_is_not_begun(store: Store, giver: Account, taker: Account) -> None:
    grid = plant(store, Grid, name="东网格", chief="罗晓梅、秦岭", phone="")
    take_over(store, (giver.id, taker.id), None, NOW)
    live = [post for post in store.select(Tenure) if post.until is None]
    assert [post.person for post in live] == [taker.person]
    assert store.get(Grid, grid.id).chief == "秦岭"


def test_whoever_goes_on_typing_keeps_theirs_beside_and_who_does_not_makes_no_second_one(
    store: Store, giver: Account, taker: Account
) -> None:
    with working_as(store, giver) as own:
        held = own.drafts.keep("matter", 0, "", {"subject": "写了一半"}, None)
        take_over(own, (giver.id, taker.id), None, NOW)
        assert own.drafts.keep("matter", 0, "", {"subject": "写了一半"}, held) == held, (
            "a form that is closed as it was"
        )
        assert own.drafts.of(giver.id) == []
        own.drafts.keep("matter", 0, "", {"subject": "写了一半又写"}, held)
        assert [one.values["subject"] for one in own.drafts.of(giver.id)] == ["写了一半又写"]
    assert [one.values["subject"] for one in store.drafts.of(taker.id)] == ["写了一半"]


def test_a_draft_in_which_the_other_went_on_typing_does_not_come_back(
    store: Store, giver: Account, taker: Account
) -> None:
    with working_as(store, giver) as own:
        own.drafts.keep("matter", 0, "", {"subject": "写了一半"}, None)
        done = take_over(own, (giver.id, taker.id), None, NOW)
    with working_as(store, taker) as own:
        (held,) = own.drafts.all()
        own.drafts.keep("matter", 0, "", {"subject": "写完了"}, held)
    with pytest.raises(RecordChanged):
        take_back(store, done)
    assert [one.values["subject"] for one in store.drafts.of(taker.id)] == ["写完了"]
    assert store.select(Handover), "all or nothing"


def test_a_draft_of_what_was_deleted_meanwhile_says_so_and_stays(store: Store, giver: Account, taker: Account) -> None:
    matter = begun(store, Matter, {"claimants": ()})
    with working_as(store, giver) as own:
        with store.writing() as w:
            w.delete(store.get(Matter, matter.id))
        own.drafts.keep("matter", matter.id, "", {"subject": "改了一半"}, None)  # a form that was still open
        assert [line.title for line in in_hand(own, giver.id).lines] == ["已经删除的一条"]
        done = take_over(own, (giver.id, taker.id), None, NOW)
        assert [refusal.why for refusal in done.refused] == ["那一条已经删除，没有可以接着写的"]
        assert len(own.drafts.of(giver.id)) == 1


def test_what_was_chosen_and_is_gone_meanwhile_is_counted(
    store: Store, giver: Account, taker: Account, hand: dict[str, Record]
) -> None:
    ledger, matter = ((one.TABLE, one.id, "", 0) for one in (hand["ledger"], hand["matter"]))
    with store.writing() as w:
        w.delete(store.get(Ledger, hand["ledger"].id))
    with pytest.raises(CannotHandOver, match="勾的都已经不在罗晓梅手上了"):
        take_over(store, (giver.id, taker.id), {ledger}, NOW)
    done = take_over(store, (giver.id, taker.id), {ledger, matter}, NOW)
    assert ([line.table for line in done.moved], done.gone) == (["matter"], 1)


@pytest.mark.usefixtures("hand")
def test_cancelled_on_the_way_everything_is_as_it_was(store: Store, giver: Account, taker: Account) -> None:
    told: list[tuple[int, int]] = []

    def tick(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 3

    with pytest.raises(Cancelled):
        take_over(store, (giver.id, taker.id), None, NOW, tick)
    assert told[-1] == (3, len(ALL))
    assert groups(in_hand(store, giver.id)) == ALL
    done = take_over(store, (giver.id, taker.id), None, NOW)
    with pytest.raises(Cancelled):
        take_back(store, done, tick)
    assert groups(in_hand(store, taker.id)) == ALL


@pytest.mark.usefixtures("hand")
def test_what_somebody_had_who_left_can_still_be_handed_over(store: Store, giver: Account, taker: Account) -> None:
    left = store.save(changed(store.get(Account, giver.id), left=TODAY))
    done = take_over(store, (left.id, taker.id), None, NOW)
    assert not done.refused
    with pytest.raises(AccountLeft):
        take_over(store, (taker.id, left.id), None, NOW)
