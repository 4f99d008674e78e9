"""今日: what is due, what is late, and the figures at the top."""

from datetime import date, datetime

import attrs
import pytest

from db.errors import ArgumentError
from db.records import KINDS
from db.records.bodies.body import Body
from db.records.duties.consent import Consent, PrivacyNotice
from db.records.duties.incident import Incident
from db.records.duties.request import RightsRequest
from db.records.duties.retention import Appraisal, Retention
from db.records.hall.meeting import Meeting, Resolution, Topic
from db.records.letters.announcement import Announcement
from db.records.matters.common_problem import CommonProblem
from db.records.matters.matter import Matter
from db.records.matters.project import Project
from db.records.matters.whistle import Whistle
from db.records.mediation.case import MediationCase
from db.records.registry.ledger import Ledger, LedgerRow
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.records.visits.round_sheet import RoundSheet
from db.records.visits.visit import Visit
from db.services.bound import DUE
from db.services.centre.recurring_days import MonthDays
from db.services.due import DueItem
from db.services.to_do import due_of
from db.services.visits.promises import keep_promise, take_in_promise
from db.services.whats_due import SHOWN, Today, whats_due
from db.store import Store, Warrant
from db.values.reference import reference
from tests.factories import begun, estate, make, plant

NOW = datetime(2026, 7, 21, 9, 0)
TODAY = NOW.date()


def case(store: Store, title: str, due: date | None, stage: str = "1", **changes: object) -> MediationCase:
    number = f"民调〔2026〕{store.count(MediationCase) + 1}号"
    made = make(MediationCase, title_text=title, due=due, stage=stage, number=number, received=date(2026, 6, 20))
    with store.writing(warrant=Warrant.PRACTICE) as w:
        return w.save(attrs.evolve(made, **({"closed": None, "mediator": ""} | changes)))


def meeting(store: Store, starts: datetime, state: str = "1", name: str = "7月议事日会议") -> Meeting:
    return store.save(Meeting(name=name, starts=starts, hall="议事厅", state=state))


def resolution(store: Store, of: Meeting, due: date, state: str = "1") -> Resolution:
    number = f"2026-{store.count(Resolution) + 1}"
    done = due if state in ("2", "3") else None
    matter = Resolution(number=number, subject="换楼道灯", owner="物业", due=due, state=state, done=done, meeting=of.id)
    return store.save(matter)


def visit(store: Store, day: date, result: str = "1", **changes: object) -> Visit:
    return store.save(attrs.evolve(Visit(day=day, visitor="卢清", result=result), **changes))


def listed(today: Today, table: str) -> list[DueItem]:
    return [item for item in today.items if item.table == table]


def number(today: Today, name: str) -> int:
    return int(today.figures[name].value.number)


def test_a_quiet_morning(desk: Store) -> None:
    today = whats_due(desk, NOW)
    assert today.items == []
    assert all(not one.value.number for one in today.figures.values())
    assert list(today.figures) == list(SHOWN)
    assert today.next_meeting is None
    assert today.topic_day == date(2026, 7, 25)
    assert today.days == MonthDays(date(2026, 7, 25), date(2026, 7, 11))


def test_the_most_urgent_first(desk: Store) -> None:
    held = meeting(desk, datetime(2026, 6, 25, 14, 30), "4")
    case(desk, "后天到期", date(2026, 7, 23))
    case(desk, "没有期限", None)
    case(desk, "已经过期", date(2026, 7, 20))
    resolution(desk, held, date(2026, 7, 22))
    case(desk, "今天到期", TODAY)
    items = whats_due(desk, NOW).items
    assert [i.matter for i in items] == ["已经过期", "今天到期", "换楼道灯", "后天到期", "没有期限"]
    assert [i.days_left(TODAY) for i in items] == [-1, 0, 1, 2, None]


def test_what_is_due_by_a_day(desk: Store) -> None:
    for title, due in (("过期", date(2026, 7, 1)), ("今天", TODAY), ("明天", date(2026, 7, 22)), ("无", None)):
        case(desk, title, due)
    today = whats_due(desk, NOW)
    assert [i.matter for i in today.due_by(TODAY)] == ["过期", "今天"]
    assert [i.matter for i in today.due_by(date(2026, 7, 22))] == ["过期", "今天", "明天"]


def test_a_line_says_who_and_how_far(desk: Store) -> None:
    made = case(desk, "楼上漏水", TODAY, "3")
    (item,) = whats_due(desk, NOW).items
    assert (item.table, item.id, item.number) == ("mediation_case", made.id, made.number)
    assert item.who == "、".join(p.name for p in made.parties)
    assert item.stage == "调查核实"


@pytest.mark.parametrize("stage", ["7", "8", "9"])
def test_a_closed_case_is_not_due(desk: Store, stage: str) -> None:
    case(desk, "结了", date(2026, 7, 1), stage)
    today = whats_due(desk, NOW)
    assert today.items == []
    assert number(today, "cases_open") == 0


@pytest.mark.parametrize("stage", ["5", "6"])
def test_a_settled_case_is_open_but_never_late(desk: Store, stage: str) -> None:
    """The month is one for settling; the call afterwards has no last day."""
    case(desk, "已达成协议", date(2026, 7, 1), stage)
    today = whats_due(desk, NOW)
    assert number(today, "cases_open") == 1
    assert [i.days_left(TODAY) for i in today.items] == [None]


def test_this_months_figures(desk: Store) -> None:
    july, june = date(2026, 7, 1), date(2026, 6, 30)
    case(desk, "本月受理", None, received=july)
    case(desk, "上月受理", None, received=june)
    case(desk, "不予受理", None, "9", received=july)
    case(desk, "本月结案", None, "7", received=june, closed=july)
    case(desk, "本月协议", None, "5", received=june, closed=TODAY)
    case(desk, "上月结案", None, "7", received=june, closed=june)
    case(desk, "本月终止", None, "8", received=june, closed=july)
    case(desk, "明天才到", None, received=date(2026, 7, 22))
    today = whats_due(desk, NOW)
    assert number(today, "cases_accepted") == 1
    assert number(today, "cases_settled") == 2


@pytest.mark.parametrize(
    ("now", "inside", "outside"),
    [
        (NOW, (date(2026, 7, 1), date(2026, 9, 30)), (date(2026, 6, 30), date(2026, 10, 1))),
        (datetime(2026, 12, 31), (date(2026, 10, 1), date(2026, 12, 31)), (date(2026, 9, 30), date(2027, 1, 1))),
        (datetime(2026, 2, 28), (date(2026, 1, 1), date(2026, 3, 31)), (date(2025, 12, 31), date(2026, 4, 1))),
    ],
)
def test_the_quarters_resolutions(
    desk: Store, now: datetime, inside: tuple[date, ...], outside: tuple[date, ...]
) -> None:
    held = meeting(desk, datetime(2025, 1, 25, 14, 30), "4")
    for day in (*inside, *outside):
        for state in ("1", "2", "3", "9"):
            resolution(desk, held, day, state)
    today = whats_due(desk, now)
    assert number(today, "resolutions_on_time") == 2 * len(inside), (
        "done and posted; what was dropped counts as neither"
    )
    late = sum(day < now.date() for day in inside)
    assert today.figures["resolutions_on_time"].value.total == 2 * len(inside) + late, (
        "what is not over yet counts against nobody"
    )


@pytest.mark.parametrize(
    ("due", "done", "state", "counted"),
    [
        (date(2026, 7, 10), date(2026, 7, 10), "2", (1, 1)),
        (date(2026, 7, 10), date(2026, 7, 11), "2", (0, 1)),
        (date(2026, 7, 1), date(2026, 8, 23), "3", (0, 1)),
        (date(2026, 9, 30), date(2026, 7, 2), "3", (1, 1)),
        (date(2026, 7, 10), None, "2", (0, 1)),
        (date(2026, 7, 10), None, "1", (0, 1)),
        (date(2026, 7, 21), None, "1", (0, 0)),
        (date(2026, 7, 1), date(2026, 8, 23), "9", (0, 0)),
    ],
)
def test_only_what_was_done_by_its_day_was_done_on_time(
    desk: Store, due: date, done: date | None, state: str, counted: tuple[int, int]
) -> None:
    made = resolution(desk, meeting(desk, datetime(2026, 6, 25, 14, 30), "4"), due, "1")
    desk.save(attrs.evolve(made, state=state, done=done))
    today = whats_due(desk, NOW)
    assert (number(today, "resolutions_on_time"), today.figures["resolutions_on_time"].value.total) == counted


def test_only_what_is_still_to_do_is_listed(desk: Store) -> None:
    held = meeting(desk, datetime(2026, 6, 25, 14, 30), "4")
    made = [resolution(desk, held, TODAY, state) for state in ("1", "2", "3", "9")]
    assert [i.id for i in listed(whats_due(desk, NOW), "resolution")] == [made[0].id]


def test_topics_that_wait_or_are_planned(desk: Store) -> None:
    for state in "12345":
        desk.save(Topic(subject=f"议题{state}", state=state))
    assert number(whats_due(desk, NOW), "topics_waiting") == 3


@pytest.mark.parametrize("state", ["1", "2", "3"])
def test_a_meeting_that_is_over_waits_for_its_minutes(desk: Store, state: str) -> None:
    """Whether or not somebody remembered to mark it as held."""
    past = meeting(desk, datetime(2026, 7, 20, 14, 30), state)
    (item,) = whats_due(desk, NOW).items
    assert (item.table, item.id, item.stage, item.due) == ("meeting", past.id, "待写纪要", date(2026, 7, 20))


@pytest.mark.parametrize(("starts", "state"), [((2026, 7, 20), "4"), ((2026, 7, 20), "9"), ((2026, 7, 25), "2")])
def test_other_meetings_wait_for_nothing(desk: Store, starts: tuple[int, int, int], state: str) -> None:
    meeting(desk, datetime(*starts, 14, 30), state)
    assert whats_due(desk, NOW).items == []


def test_the_next_meeting(desk: Store) -> None:
    meeting(desk, datetime(2026, 7, 20, 14, 30), "4")
    coming = meeting(desk, datetime(2026, 7, 25, 14, 30), "2")
    assert whats_due(desk, NOW).next_meeting == coming


@pytest.fixture
def door(desk: Store) -> int:
    home = estate(desk, "幸福里小区")
    desk.save(Body(name="幸福里业委会", kind="40", estate=home))  # else its lacking one is to be done, too
    building = desk.save(Building(estate=home, number="3"))
    return desk.save(House(building=building.id, unit="2", room="501")).id


@pytest.fixture
def lone(desk: Store) -> int:
    return desk.save(Resident(name="孙巧")).id


@pytest.mark.parametrize(("result", "again"), [("1", False), ("2", True), ("3", False), ("4", True)])
def test_a_promised_call(desk: Store, door: int, result: str, again: bool) -> None:
    visit(desk, date(2026, 7, 11), result, house=door, promise="带人来看漏水")
    found = [(i.matter, i.who, i.due) for i in whats_due(desk, NOW).items]
    assert found == ([("带人来看漏水", "幸福里小区3号楼2单元501室", None)] if again else [])


def test_the_last_call_at_a_door_counts(desk: Store, door: int) -> None:
    visit(desk, date(2026, 7, 1), "4", house=door)
    visit(desk, date(2026, 7, 11), "1", house=door)
    assert whats_due(desk, NOW).items == []
    last = visit(desk, date(2026, 7, 12), "4", house=door)
    visit(desk, date(2026, 7, 5), "2", house=door)
    assert [i.id for i in whats_due(desk, NOW).items] == [last.id]


def test_the_last_talk_with_a_person_counts(desk: Store, lone: int) -> None:
    visit(desk, date(2026, 7, 1), "2", resident=lone, finding="想申请低保")
    assert [(i.matter, i.who) for i in whats_due(desk, NOW).items] == [("想申请低保", "孙巧")]
    visit(desk, date(2026, 7, 11), "1", resident=lone)
    assert whats_due(desk, NOW).items == []


def test_doors_do_not_close_each_other(desk: Store, door: int, lone: int) -> None:
    visit(desk, date(2026, 7, 1), "4", house=door)
    visit(desk, date(2026, 7, 2), "4", resident=lone)
    visit(desk, date(2026, 7, 3), "4", finding="路上遇到")
    visit(desk, date(2026, 7, 4), "1")
    assert len(whats_due(desk, NOW).items) == 3


def test_a_promise_with_a_day_is_told_until_it_is_kept(desk: Store, door: int) -> None:
    made = visit(
        desk, date(2026, 7, 11), house=door, promise="修灯", promise_due=date(2026, 7, 12), promise_owner="卢清"
    )
    visit(desk, date(2026, 7, 13), "1", house=door)
    (found,) = whats_due(desk, NOW).items
    assert (found.matter, found.stage, found.due, found.is_late(NOW)) == ("修灯", "卢清", date(2026, 7, 12), True)
    keep_promise(desk, desk.get(Visit, made.id), TODAY, "换了灯泡")
    assert whats_due(desk, NOW).items == []
    kept = desk.get(Visit, made.id)
    assert (kept.promise_done, kept.has_open_promise()) == ("换了灯泡", False)
    with pytest.raises(ArgumentError, match="已经在"):
        keep_promise(desk, desk.get(Visit, made.id), TODAY)


def test_a_promise_is_told_once_though_somebody_is_to_call_again(desk: Store, door: int) -> None:
    visit(desk, date(2026, 7, 11), "4", house=door, promise="修灯", promise_due=TODAY)
    assert [item.stage for item in whats_due(desk, NOW).items] == ["答应的事"]
    visit(desk, date(2026, 7, 11), "1", promise="无期限的不提醒")
    assert len(whats_due(desk, NOW).items) == 1


def test_a_promise_becomes_a_matter_and_is_told_as_that(desk: Store, door: int, lone: int) -> None:
    made = visit(
        desk, date(2026, 7, 11), house=door, resident=lone, promise="修灯", promise_due=TODAY, finding="楼道黑"
    )
    matter, saved = take_in_promise(desk, made)
    house = desk.get(House, door)
    assert (matter.subject, matter.facts, matter.channel, matter.building) == ("修灯", "楼道黑", "3", house.building)
    assert [claimant.name for claimant in matter.claimants] == ["孙巧"]
    assert saved.matter == matter.id
    assert [item.table for item in whats_due(desk, NOW).items] == ["matter"]
    with pytest.raises(ArgumentError, match="已经有诉求"):
        take_in_promise(desk, saved)
    with pytest.raises(ArgumentError, match="转不成诉求"):
        take_in_promise(desk, visit(desk, TODAY, house=door))


def publicity(store: Store, posted: date, **changes: object) -> Announcement:
    usual = Announcement(kind="3", title_text="关于楼栋长人选的公示", body="名单如下。", day=posted, period=7)
    return store.save(attrs.evolve(usual, **changes))


def test_a_publicity_is_told_while_it_hangs_and_until_it_is_taken_down(desk: Store) -> None:
    runs = publicity(desk, date(2026, 7, 16), places="东门公告栏", number="幸居公示〔2026〕3号")
    over = publicity(desk, date(2026, 7, 6))
    last = publicity(desk, date(2026, 7, 14))
    publicity(desk, date(2026, 7, 22))
    publicity(desk, date(2026, 7, 6), taken_down=date(2026, 7, 14))
    publicity(desk, date(2026, 6, 1))
    publicity(desk, date(2026, 7, 16), kind="1")
    publicity(desk, date(2026, 7, 16), period=None)
    found = {
        item.id: (item.number, item.who, item.stage, item.due) for item in listed(whats_due(desk, NOW), "announcement")
    }
    assert found == {
        runs.id: ("幸居公示〔2026〕3号", "东门公告栏", "公示中", date(2026, 7, 23)),
        last.id: ("公示", "", "公示中", TODAY),
        over.id: ("公示", "", "期满，待撤下", None),
    }


def duties_in_sight(desk: Store, resident: Resident) -> None:
    """A version of which somebody was told another one, what was kept long enough, and a request, a proposal and an incident that are open."""
    of = [
        plant(desk, PrivacyNotice, name=name, since=TODAY, until=until)
        for name, until in (("第1版", TODAY), ("第2版", None))
    ]
    plant(desk, Consent, resident=resident.id, notice=of[0].id, withdrawn=None)
    desk.save(Resident(name="甲一", state="2", state_day=date(2020, 1, 1)))
    plant(desk, Retention, of="1", years=2, end="1")
    for kind in (RightsRequest, Appraisal, Incident):
        begun(desk, kind)


def test_what_is_due_of_a_type_is_told_as_it_declares_it(desk: Store) -> None:
    assert {kind.due for kind in KINDS if isinstance(kind.due, str) and kind.due} == set(DUE)
    publicity(desk, date(2026, 7, 16))
    visit(desk, date(2026, 7, 11), "4")
    desk.save(RoundSheet(day=TODAY, building=desk.save(Building(number="7")).id))
    resolution(desk, meeting(desk, datetime(2026, 7, 20, 14, 30)), TODAY)
    case(desk, "噪音", TODAY)
    begun(desk, Matter)
    begun(desk, Whistle)
    begun(desk, Project)
    begun(desk, CommonProblem)
    resident = desk.save(Resident(name="张桂芳"))
    book = desk.save(Ledger(name="医保缴费", since=date(2026, 7, 1), table="resident"))
    desk.save(LedgerRow(ledger=book.id, who=reference(KINDS["resident"].code, resident.id), name="张桂芳"))
    duties_in_sight(desk, resident)
    told = {kind.table: {item.table for item in due_of(desk, kind, NOW)} for kind in KINDS}
    assert told == {kind.table: {kind.table} if kind.due else set() for kind in KINDS}
    assert {item.table for item in whats_due(desk, NOW).items} == {kind.table for kind in KINDS if kind.due}
