"""吹哨报到: a whistle is numbered, belongs to a matter, goes by three, four or eight steps, and its clocks run from when it was blown."""

from datetime import date, datetime, timedelta

import pytest

from db.errors import ArgumentError, RecordInvalid
from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.placement import Placement
from db.records.centre.clock_rule import ClockRule
from db.records.matters.codes import SOLVED, WITHDRAWN
from db.records.matters.matter import Matter
from db.records.matters.opinion_letter import OpinionLetter
from db.records.matters.parts import Claimant
from db.records.matters.reminder import RED, Reminder
from db.records.matters.whistle import Whistle, WhistleArrival, WhistleHelper
from db.records.matters.whistle_flow import COLLECTED, EIGHT_STEPS, FOUR_STEPS, THREE_STEPS
from db.records.moving import correctable
from db.records.step import REMINDED
from db.services.clocks import printed, sums
from db.services.matters.begin_way import begun_here, ways_to_begin
from db.services.matters.blow import begun_again, begun_of_matter, blow_whistle
from db.services.matters.take_in import take_in
from db.services.matters.whistle_presets import PRESETS, take
from db.services.move import Keyed, catch_up, move, moves_of
from db.services.save_as_declared import save_as_declared
from db.store import MoveRefused, Store, eq
from db.values.working_time import HOURS
from tests.factories import plant

EVE = datetime(2026, 9, 30, 16, 40)
"""The last working day before 国庆 2026: 10-01 to 10-07 are off, and Saturday 10-10 is worked, as the State Council said."""
CAME = (WhistleArrival(name="阮志飞", post="中队长"),)
LONG_AGO = date(2020, 1, 1)


def brought(store: Store, **changes: object) -> Matter:
    given = Matter(subject="3号楼外墙保温脱落", taken=datetime(2026, 9, 30, 16, 0), facts="王小明说有砖掉下来。")
    return take_in(store, changed(given, **changes))


def whistled(store: Store, **changes: object) -> Whistle:
    lead = plant(store, Body, name="城管执法中队").id
    begun = changed(begun_of_matter(store, brought(store)), kind="4", lead=lead, blown=EVE, steps=EIGHT_STEPS)
    return blow_whistle(store, changed(begun, **changes))


def people(store: Store) -> tuple[int, int]:
    first, second = (plant(store, Person, name=name).id for name in ("阮志飞", "李敏"))
    return first, second


def test_a_whistle_is_numbered_and_belongs_to_its_matter(store: Store) -> None:
    one = whistled(store)
    assert one.number == "哨〔2026〕1号"
    assert store.get(Matter, one.matter).subject == one.subject == "3号楼外墙保温脱落"
    assert store.count(Matter) == 1


def test_one_that_is_begun_of_no_matter_makes_one(store: Store) -> None:
    one = blow_whistle(store, Whistle(subject="积水", kind="3", lead=plant(store, Body).id, blown=EVE))
    made = store.get(Matter, one.matter)
    assert (made.subject, made.taken) == ("积水", EVE)


def test_the_main_body_does_not_help_itself(store: Store) -> None:
    lead = plant(store, Body).id
    with pytest.raises(RecordInvalid, match="主责部门也在里面"):
        whistled(store, lead=lead, helpers=(WhistleHelper(body=lead),))


def test_who_does_not_want_to_be_named_stands_on_no_whistle(store: Store) -> None:
    matter = brought(store, claimants=(Claimant(name="王小明", hidden=True),))
    assert begun_of_matter(store, matter).facts == "诉求人说有砖掉下来。"


def test_no_whistle_is_blown_for_what_is_over_and_no_number_is_used_up(store: Store) -> None:
    matter = brought(store)
    begun = changed(begun_of_matter(store, matter), kind="4", lead=plant(store, Body).id)
    over = move(store, matter, "withdraw", reason="算了")
    with pytest.raises(RecordInvalid, match="已经办结"):
        blow_whistle(store, begun)
    assert [kind for kind in ways_to_begin(store, over) if kind.table == "whistle"] == []
    assert whistled(store).number == "哨〔2026〕1号"


def test_a_matter_is_not_over_as_long_as_its_whistle_is_open(store: Store) -> None:
    one = whistled(store)
    with pytest.raises(MoveRefused, match="哨单"):
        move(store, store.get(Matter, one.matter), "withdraw", reason="算了")
    over = move(store, one, "withdraw", EVE, reason="吹错了")
    assert (over.stage, over.outcome) == ("8", WITHDRAWN)
    ended = move(store, store.get(Matter, one.matter), "settle", outcome=SOLVED)
    assert ended.outcome == SOLVED


def test_eight_steps_in_their_order_and_whoever_checks_did_not_deal_with_it(store: Store) -> None:
    one, (handler, checker) = whistled(store), people(store)
    times = [EVE + timedelta(minutes=30 * n) for n in range(8)]
    one = catch_up(
        store,
        one,
        [
            Keyed("sign", times[0], values={"signer": "阮志飞"}),
            Keyed("contact", times[1], values={"contact": "电话"}),
            Keyed("arrive", times[2], values={"arrivals": CAME}),
            Keyed("treat", times[3], handler, values={"measures": "拆了松动的"}),
        ],
    )
    assert (one.signed, one.contacted, one.arrived, one.finished) == tuple(times[:4])
    with pytest.raises(MoveRefused, match="不能是同一个人"):
        move(store, one, "check", times[4], handler, finding="好了")
    with pytest.raises(MoveRefused, match="结果"):
        catch_up(store, one, [Keyed("check", times[4], checker, values={"finding": "好了"}), Keyed("end", times[5])])
    one = catch_up(
        store,
        one,
        [
            Keyed("check", times[4], checker, values={"finding": "好了"}),
            Keyed("rate", times[5], values={"speed": 5, "quality": 4, "satisfied": 5}),
            Keyed("end", times[6], values={"outcome": SOLVED}),
        ],
    )
    assert (one.stage, one.outcome, one.is_open()) == ("8", SOLVED, False)


def test_what_is_sent_back_runs_on_towards_its_end_and_the_time_of_the_check_is_not_counted(store: Store) -> None:
    limit = ClockRule(clock="whistle.finish", amount=48, unit=HOURS, since=LONG_AGO, source="试")
    store.save(limit)
    one, (handler, checker) = whistled(store), people(store)
    at = [EVE + timedelta(hours=n) for n in range(8)]
    one = catch_up(
        store,
        one,
        [
            Keyed("sign", at[1], values={"signer": "阮志飞"}),
            Keyed("arrive", at[2], values={"arrivals": CAME}),
            Keyed("treat", at[3], handler, values={"measures": "拆了"}),
        ],
    )
    (finish,) = [told for told in sums(store, one) if told.clock == "办结"]
    assert (finish.is_running, finish.due) == (False, EVE + timedelta(hours=48))
    assert "measures" in correctable(store.kinds["whistle"])
    one = move(store, one, "return", at[5], checker, reason="还在掉")
    (finish,) = [told for told in sums(store, one) if told.clock == "办结"]
    assert (one.stage, one.finished) == ("4", None)
    assert (finish.is_running, finish.due) == (True, EVE + timedelta(hours=50))
    one = move(store, one, "treat", at[7], handler, measures="全拆了")
    assert one.finished == at[7]
    assert [told.is_running for told in sums(store, one)] == [False] * 4


def test_three_steps_end_once_somebody_came(store: Store) -> None:
    one = move(store, whistled(store, steps=THREE_STEPS), "sign", EVE, signer="阮志飞")
    assert moves_of(store, one)[0].name == "arrive"
    with pytest.raises(MoveRefused, match="到场"):
        move(store, one, "end", EVE, measures="拆了", outcome=SOLVED)
    one = move(store, one, "arrive", EVE, arrivals=CAME)
    assert move(store, one, "end", EVE, measures="拆了", outcome=SOLVED).stage == "32"


@pytest.mark.parametrize("steps", [THREE_STEPS, FOUR_STEPS])
def test_what_is_keyed_again_leaves_the_time_at_which_it_was_so_first(store: Store, steps: str) -> None:
    one = whistled(store, steps=steps)
    if steps == FOUR_STEPS:
        one = move(store, one, "blow", EVE)
    one = move(store, one, "sign", EVE, signer="阮志飞")
    at = [EVE + timedelta(hours=n) for n in range(1, 7)]
    one = move(store, move(store, one, "contact", at[0], contact="电话"), "contact", at[1], contact="又打电话")
    more = (*CAME, WhistleArrival(name="李敏"))
    one = move(store, move(store, one, "arrive", at[2], arrivals=CAME), "arrive", at[3], arrivals=more)
    assert (one.contacted, one.arrived, [came.name for came in one.arrivals]) == (at[0], at[2], ["阮志飞", "李敏"])
    if steps == FOUR_STEPS:
        handler, _ = people(store)
        one = move(store, one, "treat", at[4], handler, measures="拆了")
        one = move(store, one, "treat", at[5], handler, measures="又拆了一块")
        assert (one.finished, one.measures) == (at[4], "又拆了一块")


@pytest.mark.parametrize("steps", [THREE_STEPS, FOUR_STEPS, EIGHT_STEPS])
def test_whoever_came_without_a_call_needs_to_call_no_more(store: Store, steps: str) -> None:
    take(store, PRESETS[0], LONG_AGO)
    one = whistled(store, steps=steps)
    if steps == FOUR_STEPS:
        one = move(store, one, "blow", EVE)
    one = move(store, one, "sign", EVE, signer="阮志飞")
    assert {told.clock for told in sums(store, one) if told.is_running} >= {"联系", "到场"}
    one = move(store, one, "arrive", EVE + timedelta(hours=1), arrivals=CAME)
    assert {told.clock for told in sums(store, one) if told.is_running} == {"办结"}


def test_four_steps_begin_with_collecting_and_the_clocks_with_the_whistle(store: Store) -> None:
    take(store, PRESETS[0], LONG_AGO)
    one = whistled(store, steps=FOUR_STEPS)
    assert (one.stage, sums(store, one)) == (COLLECTED, [])
    blown = EVE + timedelta(minutes=10)
    one = move(store, one, "blow", blown)
    assert (one.stage, one.blown) == ("1", blown)
    assert [told.due for told in sums(store, one) if told.clock == "签收"] == [blown + timedelta(hours=1)]


def test_before_the_holidays_hours_run_on_and_working_days_do_not(store: Store) -> None:
    take(store, PRESETS[0], LONG_AGO)
    one = whistled(store)
    assert [told.words for told in sums(store, one) if told.due] == [
        "09-30 16:40 吹哨 + 1小时 = 09-30 17:40",
        "09-30 16:40 吹哨 + 24小时 = 10-01 16:40",
        "09-30 16:40 吹哨 + 3个工作日 = 10-10",
    ]
    assert printed(store, one).count("依据：南京市鼓楼区的做法") == 1
    hard = whistled(store, kind="5")
    assert sums(store, hard)[2].words.endswith(" + 5个工作日 = 10-13")


def test_no_limit_holds_until_the_centre_chooses_one(store: Store) -> None:
    assert [told.due for told in sums(store, whistled(store))] == [None] * 4


def test_another_place_takes_the_place_of_the_one_before_from_a_day_on(store: Store) -> None:
    take(store, PRESETS[2], date(2026, 1, 1))
    take(store, PRESETS[2], date(2026, 6, 1))
    rules = store.select(ClockRule, eq("clock", "whistle.arrive"), order=("since",))
    assert [(one.since, one.until) for one in rules] == [
        (date(2026, 1, 1), date(2026, 5, 31)),
        (date(2026, 6, 1), None),
    ]
    with pytest.raises(ArgumentError, match="已经定了"):
        take(store, PRESETS[2], date(2026, 6, 1))
    assert sums(store, whistled(store))[2].due == EVE + timedelta(minutes=30)


def test_blown_again_it_is_the_same_whistle_with_another_number(store: Store) -> None:
    first = whistled(store, request="来看看")
    again = blow_whistle(store, begun_again(store, first))
    assert (again.again, again.matter, again.lead, again.facts, again.request) == (
        first.id,
        first.matter,
        first.lead,
        first.facts,
        "来看看",
    )
    assert again.number == f"哨〔{date.today().year}〕{2 if date.today().year == EVE.year else 1}号"
    assert (again.stage, again.signed) == ("1", None)


def test_a_reminder_stands_in_what_happened_with_the_whistle(store: Store) -> None:
    take(store, PRESETS[0], LONG_AGO)
    one = whistled(store)
    offers = {begun.table: begun for begun in begun_here(store, one)}
    assert {table: begun.label for table, begun in offers.items()} == {
        "whistle": "再吹一次",
        "reminder": "督办",
        "opinion_letter": "拟意见函",
    }
    begun = Reminder(**offers["reminder"].values)  # type: ignore[arg-type]
    assert begun.what == "签收、联系、到场的时限已过，请尽快办理并答复。"
    kept = save_as_declared(store, changed(begun, card=RED))
    (step,) = [step for step in store.steps(one) if step.what == REMINDED]
    assert (step.said, step.note, step.body) == (f"红牌督办（{kept.number}）", begun.what, one.lead)
    save_as_declared(store, changed(kept, reply="明天到"))
    assert len([step for step in store.steps(one) if step.what == REMINDED]) == 1, "what is answered is no other one"


def test_a_letter_goes_to_the_one_above_and_says_what_the_clocks_say(store: Store) -> None:
    take(store, PRESETS[0], LONG_AGO)
    one = whistled(store)
    above = plant(store, Body, name="城管局").id
    store.save(Placement(tree="1", upper=above, lower=one.lead, since=LONG_AGO))
    (begun,) = [begun for begun in begun_here(store, one) if begun.table == "opinion_letter"]
    assert begun.values["above"] == above
    letter = save_as_declared(store, OpinionLetter(**begun.values, day=date(2026, 10, 12)))  # type: ignore[arg-type]
    assert letter.number == "意见函〔2026〕1号"
    assert letter.text.splitlines()[0] == (
        "2026年9月30日，我单位就“3号楼外墙保温脱落”向城管执法中队吹哨（哨〔2026〕1号）。"
    )
    assert "09-30 16:40 吹哨 + 1小时 = 09-30 17:40" in letter.text
    typed = save_as_declared(store, changed(letter, text="改过的"))
    assert typed.text == "改过的"
