"""What is counted of whistles and of the ladder: one row that counts, and others that do not, for each figure."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from db.errors import ArgumentError, RecordInvalid
from db.records import KINDS
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.codes import ABOUT_MEETINGS, ELSEWHERE, EXPLAINED, SOLVED
from db.records.matters.matter import Matter
from db.records.matters.opinion_letter import OpinionLetter
from db.records.matters.parts import Callback
from db.records.matters.reminder import RED, YELLOW, Reminder
from db.records.matters.whistle import Whistle, WhistleArrival
from db.records.matters.whistle_flow import FOUR_STEPS, THREE_STEPS
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import Span, read_span
from db.services.matters.answering import answering, band, lay_band, usual_hours
from db.services.matters.blow import blow_whistle
from db.services.matters.ladder_figures import ladder
from db.services.matters.take_in import take_in
from db.services.matters.whistle_presets import PRESETS, take
from db.services.move import Keyed, catch_up, move, void
from db.services.save_as_declared import save_as_declared
from db.store import Store
from tests.factories import plant

MARCH = read_span("2026-03", date(2026, 12, 1))
NOW = datetime(2026, 12, 1, 12, 0)
AT = datetime(2026, 3, 2, 9, 0)
CAME = (WhistleArrival(name="阮志飞"),)


def value(store: Store, name: str, span: Span = MARCH) -> str:
    return measure(store, figures_by_name(KINDS)[name], span).value.shown()


def brought(store: Store, **changes: object) -> Matter:
    return take_in(store, Matter(**{"subject": "外墙脱落", "taken": AT, **changes}))


def blown(store: Store, lead: int, at: datetime = AT, **changes: object) -> Whistle:
    given = {
        "subject": "外墙脱落",
        "kind": "4",
        "lead": lead,
        "blown": at,
        "steps": THREE_STEPS,
        "matter": 0,
        **changes,
    }
    matter = given["matter"] or brought(store, taken=at).id
    return blow_whistle(store, Whistle(**{**given, "matter": matter}))


@pytest.fixture
def squad(store: Store) -> int:
    take(store, PRESETS[0], date(2020, 1, 1))
    return plant(store, Body, name="执法中队").id


def test_what_is_blown_in_a_time_and_neither_collected_nor_void_counts(store: Store, squad: int) -> None:
    first = blown(store, squad)
    blown(store, squad, AT - timedelta(days=30))
    blown(store, squad, steps=FOUR_STEPS)
    void(store, blown(store, squad), "录重了")
    assert value(store, "whistles_blown") == "1"
    blown(store, squad, matter=first.matter, again=first.id)
    assert (value(store, "whistles_blown"), value(store, "whistles_again")) == ("2", "1")


def test_what_was_signed_for_in_time_of_what_had_to_be(store: Store, squad: int) -> None:
    move(store, blown(store, squad), "sign", AT + timedelta(minutes=60), signer="阮志飞")
    move(store, blown(store, squad), "sign", AT + timedelta(minutes=61), signer="阮志飞")
    blown(store, squad)  # late, and nobody signed
    blown(store, squad, kind="1")  # there is no limit for it
    move(store, blown(store, squad), "withdraw", AT + timedelta(minutes=5), reason="吹错了")
    blown(store, squad, AT + timedelta(days=60))
    assert value(store, "whistles_sign_on_time") == "1/3"


def test_what_is_late_stays_so_whatever_becomes_of_the_whistle(store: Store, squad: int) -> None:
    for late in (timedelta(minutes=59), timedelta(minutes=61), timedelta(days=1)):
        move(store, blown(store, squad), "withdraw", AT + late, reason="自己办了")
    assert value(store, "whistles_sign_on_time") == "0/2"


def test_whoever_came_without_a_call_was_in_touch_by_coming(store: Store, squad: int) -> None:
    for hours in (23, 25):
        one = move(store, blown(store, squad), "sign", AT, signer="阮志飞")
        one = move(store, one, "arrive", AT + timedelta(hours=hours), arrivals=CAME)
        move(store, one, "end", AT + timedelta(hours=26), measures="拆了", outcome=SOLVED)
    assert value(store, "whistles_contact_on_time") == "1/2"


def test_what_is_still_to_come_counts_nowhere(store: Store, squad: int) -> None:
    now = datetime.now().replace(second=0, microsecond=0)
    blown(store, squad, now)
    assert value(store, "whistles_sign_on_time", read_span("2026", date.today())) == "0/0"


def test_three_people_see_to_it_or_it_is_listed(store: Store, squad: int) -> None:
    blown(store, squad, doer="李敏", follower="王芳", supervisor="周建国")
    lacking = blown(store, squad, doer="李敏", follower="王芳")
    found = measure(store, figures_by_name(KINDS)["whistles_staffed"], MARCH)
    assert found.value.shown() == "1/2"
    assert lacking.id in store.ids(Whistle)


def test_the_rate_counts_each_matter_once_and_its_band_warns_at_both_ends(store: Store, squad: int) -> None:
    first = blown(store, squad)
    blown(store, squad, matter=first.matter)
    for _ in range(3):
        brought(store)
    joined = brought(store)
    move(store, joined, "join", AT, joined=first.matter)
    assert value(store, "whistle_rate") == "1/4"
    assert band(store, MARCH, NOW).words() == "吹哨率多少算正常还没有定"
    lay_band(store, "30%", "60", date(2026, 1, 1), "街道〔2026〕3号")
    assert band(store, MARCH, NOW).rate == Decimal("25.0")
    assert "低于本中心定的30%" in band(store, MARCH, NOW).words()
    lay_band(store, "5", "20", date(2026, 1, 1), "街道〔2026〕5号")
    assert "高于本中心定的20%" in band(store, MARCH, NOW).words()
    lay_band(store, "5", "25", date(2026, 1, 1), "街道〔2026〕5号")
    assert band(store, MARCH, NOW).words() == ""
    with pytest.raises(ArgumentError, match="下限比上限还大"):
        lay_band(store, "50", "20", date(2026, 1, 1), "x")


def test_a_department_is_told_with_its_times_cards_and_marks(store: Store, squad: int) -> None:
    one = catch_up(
        store,
        blown(store, squad),
        [
            Keyed("sign", AT + timedelta(minutes=30), values={"signer": "阮志飞"}),
            Keyed("arrive", AT + timedelta(hours=3), values={"arrivals": CAME}),
            Keyed(
                "end",
                AT + timedelta(hours=5),
                values={"measures": "拆了", "outcome": SOLVED, "speed": 5, "quality": 4, "satisfied": 3},
            ),
        ],
    )
    for card, at in ((YELLOW, AT), (RED, AT + timedelta(days=60))):
        save_as_declared(store, Reminder(whistle=one.id, lead=squad, subject="外墙", card=card, what="快来", at=at))
    (told,) = answering(store, MARCH, NOW)
    assert (told.title, told.blown, told.yellow, told.red) == ("执法中队", 1, 1, 0)
    assert told.in_time == {"sign": (1, 1), "contact": (1, 1), "arrive": (1, 1), "finish": (0, 0)}
    assert usual_hours(store, MARCH) == Decimal("5.0")
    assert (told.hours, told.score) == (Decimal("5.0"), Decimal("4.0"))
    assert (value(store, "reminders"), value(store, "reminders_yellow"), value(store, "reminders_red")) == (
        "1",
        "1",
        "0",
    )


def test_what_was_written_of_a_void_whistle_counts_nowhere_and_nothing_more_is(store: Store, squad: int) -> None:
    one, names = blown(store, squad), ("reminders", "reminders_red", "opinion_letters")
    blown(store, squad)
    card = Reminder(whistle=one.id, lead=squad, subject="外墙", card=RED, what="快来", at=AT)
    letter = OpinionLetter(whistle=one.id, lead=squad, above=squad, subject="外墙", day=AT.date(), text="请督促")
    for written in (card, letter):
        save_as_declared(store, written)
    assert [value(store, name) for name in names] == ["1", "1", "1"]
    assert [told.red for told in answering(store, MARCH, NOW)] == [1]
    void(store, one, "吹错了")
    assert [value(store, name) for name in names] == ["0", "0", "0"]
    assert [told.red for told in answering(store, MARCH, NOW)] == [0]
    for written in (card, letter):
        with pytest.raises(RecordInvalid, match="已经作废"):
            save_as_declared(store, written)


def climbed(store: Store, *moves: Keyed) -> Matter:
    return catch_up(store, brought(store), [Keyed("gather", AT, values={"called": "网格长", "level": "2"}), *moves])


def ended(store: Store, outcome: str, size: str, *moves: Keyed) -> Matter:
    """Assigned with a size, with a whistle that was withdrawn, so that it can be settled."""
    body = plant(store, Body).id
    one = climbed(store, *moves, Keyed("assign", AT, values={"lead": body, "due": AT.date(), "size": size}))
    move(store, blown(store, body, matter=one.id), "withdraw", AT, reason="自己办了")
    return move(store, store.get(Matter, one.id), "settle", AT, outcome=outcome)


def test_a_level_settled_what_ended_there_solved_of_what_ever_stood_there(store: Store) -> None:
    up = Keyed("hand_up", AT, reason="网格解决不了")
    ended(store, SOLVED, "1")
    ended(store, EXPLAINED, "1")
    ended(store, SOLVED, "2", up)
    void(store, climbed(store), "录重了")
    joined = climbed(store)
    move(store, joined, "join", AT, joined=climbed(store).id)
    assert value(store, "settled_at_grid") == "1/4"
    assert value(store, "settled_at_community") == "1/1"
    assert value(store, "ended_at_grid") == "2/4"
    assert value(store, "settled_at_house") == "0/0"
    rungs = {one.label: one for one in ladder(store, MARCH)}
    assert (rungs["网格"].stood, rungs["网格"].settled) == (4, 1)
    assert rungs["网格"].by_size == {"1": 2, "2": 0, "3": 0, "": 0}
    assert rungs["社区"].by_size["2"] == 1


def test_what_the_law_sends_elsewhere_and_what_is_about_meetings_is_never_unsolved(store: Store) -> None:
    ended(store, SOLVED, "1")
    ended(store, ELSEWHERE, "1")
    catch_up(
        store, brought(store, nature=ABOUT_MEETINGS), [Keyed("gather", AT, values={"called": "网格长", "level": "2"})]
    )
    assert value(store, "settled_at_grid") == "1/1"
    assert value(store, "ended_at_grid") == "2/3"
    rung = {one.label: one for one in ladder(store, MARCH)}["网格"]
    assert (rung.stood, rung.settled, rung.by_size["1"]) == (1, 1, 2)


def test_what_had_left_a_level_before_the_time_did_not_stand_there(store: Store) -> None:
    up = Keyed("hand_up", AT + timedelta(days=1), reason="网格解决不了")
    climbed(store, up)
    april = read_span("2026-04", date(2026, 12, 1))
    assert (value(store, "settled_at_grid", april), value(store, "settled_at_community", april)) == ("0/0", "0/1")


def test_of_what_ended_those_of_whom_somebody_was_called_back(store: Store) -> None:
    ended(store, SOLVED, "1")
    handler, checker = (plant(store, Person, name=name).id for name in ("阮志飞", "李敏"))
    given = {"lead": plant(store, Body).id, "due": AT.date()}
    climbed(
        store,
        Keyed("assign", AT, values=given),
        Keyed("handle", AT, handler, values={"result": "修好了"}),
        Keyed("check", AT, checker, values={"finding": "好了"}),
        Keyed("callback", AT, checker, values={"callbacks": (Callback(answered="1", solved="1", satisfaction="1"),)}),
        Keyed("archive", AT, values={"outcome": SOLVED, "rating": "1"}),
    )
    assert value(store, "ended_called_back") == "1/2"
