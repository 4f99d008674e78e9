"""The practice community: believable families, papers without contradictions, and never a real store thrown away."""

import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path

import attrs
import pytest

from db.practice import (
    make_practice,
    open_practice,
)
from db.practice.data import staff_names, table
from db.practice.wording import fill, surname_of
from db.records import RECORD_TYPES
from db.records.exhibit import Exhibit
from db.records.hall.meeting import Meeting, Resolution, Topic
from db.records.letters.announcement import PUBLICITY, Announcement
from db.records.mediation.case import CLOSED_STAGES, REFUSED, MediationCase
from db.records.registry.household import HEAD, Household
from db.records.registry.place import Building, Grid
from db.records.registry.resident import IN_REGISTER, Resident, resident_among
from db.records.step import Step
from db.records.visits.visit import Visit
from db.services.centre.recurring_days import month_days
from db.services.centre.working_days import holidays_of
from db.services.whats_due import whats_due
from db.store import Store, eq, ne
from db.values import id_number
from tests.db.practice.conftest import TODAY

pytestmark = pytest.mark.xdist_group("practice")

SPOUSES = {"11": "1", "12": "2"}
CHILDREN = {"21": "1", "22": "1", "23": "1", "24": "1", "31": "2", "32": "2", "33": "2", "34": "2"}
PARENTS = {"51": "1", "52": "2", "53": "1", "54": "2", "55": "1", "56": "2"}
GRANDCHILDREN = {"41": "1", "42": "2", "43": "1", "44": "2"}


@pytest.fixture(scope="module")
def people(made: Store) -> dict[int, Resident]:
    return {r.id: r for r in made.select(Resident)}


@pytest.fixture(scope="module")
def cases(made: Store) -> list[MediationCase]:
    return made.select(MediationCase, order=("received", "id"))


def age(person: Resident) -> int:
    found = person.age(TODAY)
    assert found is not None, person.name
    return found


def all_records(store: Store) -> dict[str, list[object]]:
    """All but the clock time at which a step was keyed, or written down as it happened, and the names of pieces: they follow from a key."""
    found: dict[str, list[object]] = {kind.TABLE: list(store.select(kind)) for kind in RECORD_TYPES}
    steps = [attrs.evolve(step, at=None) if step.at == step.keyed else step for step in store.select(Step)]
    found[Step.TABLE] = [attrs.evolve(step, keyed=None) for step in steps]
    found[Exhibit.TABLE] = [attrs.evolve(exhibit, piece="") for exhibit in store.select(Exhibit)]
    return found


def test_it_is_marked_as_practice_and_whole(made: Store) -> None:
    centre = made.centre()
    assert centre.practice
    assert "练习" in centre.name
    assert made.verify() == []
    assert made.actor == staff_names()[0]


def test_it_has_the_size_of_a_small_community(made: Store, people: dict[int, Resident]) -> None:
    buildings = made.select(Building)
    assert len({b.estate for b in buildings}) == 3
    assert len(buildings) == 16
    assert all(b.steward for b in buildings)
    assert made.count(Grid) == 6
    assert 370 <= made.count(Household) <= 450
    assert 1000 <= len(people) <= 1250


def test_every_household_has_one_head_and_its_members_live_there(made: Store, people: dict[int, Resident]) -> None:
    for household in made.select(Household):
        heads = [m.resident for m in household.present() if m.relation == HEAD]
        assert heads == ([household.head] if household.present() else [])
        for member in household.members:
            person = people[member.resident]
            if member.until is None:
                assert person.house == household.house
                assert person.state == IN_REGISTER
            else:
                assert member.since
                assert member.since <= member.until <= TODAY


def test_everybody_belongs_to_one_household(
    made: Store, people: dict[int, Resident], twice: list[tuple[int, int]]
) -> None:
    """But for who is registered a second time, and whoever left or died in the three months belongs to one no more."""
    here = {i for i, one in people.items() if one.state == IN_REGISTER} - {again for _, again in twice}
    members = Counter(m.resident for h in made.select(Household) for m in h.present())
    assert set(members) == here
    assert set(members.values()) == {1}


def test_relations_agree_with_sex_and_age(made: Store, people: dict[int, Resident]) -> None:
    sexes = SPOUSES | CHILDREN | PARENTS | GRANDCHILDREN
    for household in (one for one in made.select(Household) if one.present()):
        head = people[household.head]
        assert age(head) >= 18
        for member in household.present():
            person, code = people[member.resident], member.relation
            assert person.sex == sexes.get(code, person.sex), (household.id, code)
            if code in SPOUSES:
                assert age(person) >= 20
                assert person.sex != head.sex
                assert abs(age(person) - age(head)) <= 10
            elif code in CHILDREN:
                assert age(head) - age(person) >= 18
            elif code in PARENTS:
                assert age(person) - age(head) >= 18 or (code > "52" and age(person) - age(head) >= 16)
            elif code in GRANDCHILDREN:
                assert age(head) - age(person) >= 36


def test_children_are_named_after_a_parent_and_counted_in_order(made: Store, people: dict[int, Resident]) -> None:
    for household in made.select(Household):
        present = [(m.relation, people[m.resident]) for m in household.members]
        spouses = [p for code, p in present if code in {HEAD, *SPOUSES}]
        children = [(code, p) for code, p in present if code in CHILDREN]
        father = next((p for p in spouses if p.sex == "1"), None)
        in_laws = any(code in {"28", "38"} for code, _ in present)
        # Uighurs, Mongols and Tibetans bear no surname that a child could have too.
        if father and len(spouses) == 2 and not in_laws and father.ethnicity not in {"02", "04", "05"}:
            assert all(surname_of(c.name) == surname_of(father.name) for _, c in children)
        assert ("21" in dict(children) or "31" in dict(children)) <= (len(children) == 1)
        for first, second in (("22", "23"), ("32", "33")):
            if second in dict(children):
                assert age(dict(children)[first]) >= age(dict(children)[second])


def test_nobody_can_be_found_out_by_a_number(people: dict[int, Resident]) -> None:
    numbers = [p.id_number for p in people.values() if p.id_number]
    assert len(set(numbers)) == len(numbers)
    for person in people.values():
        if person.id_kind == "111":
            assert person.id_number[:2] in {"99", ""}
        assert person.phone[:3] in {"154", ""}
        if person.id_kind == "111" and not person.doubt:
            assert id_number.fault(person.id_number, TODAY) == ""
            assert id_number.birth(person.id_number) == person.birth
            assert id_number.sex(person.id_number) == person.sex


def test_a_few_records_are_to_be_checked(made: Store) -> None:
    doubtful = made.select(Resident, ne("doubt", ""))
    faults = Counter(id_number.fault(p.id_number, TODAY) for p in doubtful)
    assert len(doubtful) == len(table("doubts")) + 2, "those who are registered twice"
    assert {"id_missing", "id_length", "id_checksum", ""} <= set(faults)


def test_no_name_is_borne_by_somebody_in_public_life(people: dict[int, Resident]) -> None:
    avoided = {surname + given for surname, all_given in table("avoid") for given in all_given.split()}
    names = Counter(p.name for p in people.values())
    assert not avoided & set(names)
    assert not set(staff_names()) & set(names)
    assert max(names.values()) <= 2


def test_names_hold_what_old_systems_lose(people: dict[int, Resident]) -> None:
    names = "".join(p.name for p in people.values())
    assert {"𠮷", "㛃", "䶮", "𬭚"} <= set(names)
    assert "阿卜杜拉·买买提" in names
    assert not [p.name for p in people.values() if p.problems() and any(x.field == "name" for x in p.problems())]


def test_care_follows_age_and_household(made: Store, people: dict[int, Resident]) -> None:
    alone = {m.resident for h in made.select(Household) if len(h.present()) == 1 for m in h.present()}
    kinds = Counter(tag.kind for p in people.values() for tag in p.care)
    assert {"10", "11", "12", "20", "30", "50"} <= set(kinds)
    for person in people.values():
        for tag in person.care:
            assert tag.since is not None
            assert tag.since <= TODAY
            if tag.kind == "10":
                assert age(person) >= 80
            if tag.kind == "11":
                assert person.id in alone
                assert age(person) >= 60


def test_cases_show_every_stage_of_three_months(cases: list[MediationCase]) -> None:
    assert len(cases) >= 30
    assert {c.stage for c in cases} == set("123456789")
    assert all(c.received and TODAY - timedelta(days=95) <= c.received < TODAY for c in cases)
    assert [c.number for c in cases] == [f"民调〔2026〕{n}号" for n in range(1, len(cases) + 1)]


def test_every_case_has_its_parties_and_its_term(
    made: Store, cases: list[MediationCase], people: dict[int, Resident]
) -> None:
    for case in cases:
        (run,) = made.clocks_of(case)
        registered = [people[resident_among(p.who)] for p in case.parties if p.who]
        assert len(case.parties) >= 2
        assert registered
        assert [p.side for p in case.parties] == sorted(p.side for p in case.parties)
        assert {p.side for p in case.parties} == {"1", "2"}
        assert case.parties[0].name in case.facts or "物业" in case.facts
        assert all(age(r) >= 18 and r.state == IN_REGISTER for r in registered)
        assert case.received
        assert case.due
        is_moved = bool(run.paused or run.extended)
        assert is_moved or timedelta(days=28) <= case.due - case.received <= timedelta(days=31)
        assert not [p for p in case.problems() if p.blocking]
    firms = [p.name for c in cases for p in c.parties if not p.who and "公司" in p.name]
    assert len(firms) >= 3


def test_no_case_contradicts_its_stage(cases: list[MediationCase]) -> None:
    for case in cases:
        consents = {p.consent for p in case.parties}
        assert bool(case.closed) == (case.stage in CLOSED_STAGES), case.title_text
        assert bool(case.result) == (case.stage in "56789"), case.title_text
        assert bool(case.mediator) == (case.stage != "1")
        assert case.closed is None or (case.received and case.received < case.closed <= TODAY)
        assert (REFUSED in consents) <= (case.stage == "8")
        if case.stage in "234567":
            assert consents == {"1"}
        if case.stage in "19":
            assert consents == {"0"}


def test_one_door_comes_back(made: Store, cases: list[MediationCase]) -> None:
    times = Counter(p.who for c in cases for p in c.parties if p.who)
    again = [who for who, n in times.items() if n > 1]
    assert len(again) >= 2
    assert made.owners(MediationCase, "parties", "who", again[:1])


def test_no_text_has_a_blank_left(made: Store) -> None:
    for records in all_records(made).values():
        assert not [r for r in records if re.search(r"\{\w*\}", repr(r))]


def test_three_meetings_were_held_on_the_day_of_the_rule_and_one_is_called(made: Store) -> None:
    *held, coming = made.select(Meeting, order=("starts",))
    assert len(held) == 3
    for meeting in (*held, coming):
        assert meeting.starts
        assert meeting.starts.date() == month_days(made, meeting.starts.year, meeting.starts.month).topic_day
        assert len(meeting.agenda) >= 3
        assert [a.role for a in meeting.attendees].count("3") == 1
        assert len({a.household for a in meeting.attendees if a.household}) >= 15
    for number, meeting in enumerate(held, start=1):
        assert meeting.starts
        assert meeting.starts.date() < TODAY
        assert (meeting.state, meeting.minutes_number) == ("4", f"第{number}期")
        assert meeting.minutes_day
        assert meeting.starts.date() < meeting.minutes_day <= TODAY
        assert {"1", "2"} <= {a.came for a in meeting.attendees}
        assert all(item.discussion for item in meeting.agenda)
    assert coming.starts
    assert coming.starts.date() >= TODAY
    assert coming.state == "1"
    assert {a.came for a in coming.attendees} == {"0"}


def test_topics_end_where_their_meetings_left_them(made: Store) -> None:
    *held, coming = made.select(Meeting, order=("starts",))
    decided = {i.topic: i.decision for m in held for i in m.agenda}
    for topic in made.select(Topic):
        assert topic.raised
        assert topic.raised <= TODAY
        first = min((m.starts.date() for m in (*held, coming) if m.starts and topic.id in {i.topic for i in m.agenda}),
                    default=None)  # fmt: skip
        assert first is None or topic.raised < first
        if topic.state == "3":
            assert decided[topic.id]
        if topic.state == "2":
            assert topic.id in {i.topic for i in coming.agenda}
    assert made.count(Topic, eq("state", "1")) >= 1
    assert made.count(Topic, ne("case", 0)) >= 2
    carried = {i.topic for m in held for i in m.agenda if not i.decision}
    assert carried & {i.topic for i in coming.agenda}


def test_resolutions_are_done_late_and_due(made: Store) -> None:
    found = made.select(Resolution)
    held = {m.id: m.starts.date() for m in made.select(Meeting) if m.starts}
    for resolution in found:
        assert resolution.due
        assert (resolution.state in "23") == bool(resolution.done)
        if resolution.done:
            assert held[resolution.meeting] <= resolution.done <= TODAY
            assert resolution.outcome
    assert sum(r.state in "23" for r in found) >= 5
    assert sum(r.state == "1" and r.due is not None and r.due < TODAY for r in found) >= 2
    assert sum(r.state == "1" and r.due is not None and r.due >= TODAY for r in found) >= 2


def test_visits_follow_the_rule_and_come_back_for_promises(made: Store, people: dict[int, Resident]) -> None:
    visits = made.select(Visit, order=("day", "id"))
    days = sorted({v.day for v in visits if v.day})
    chiefs = {g.chief for g in made.select(Grid)}
    assert len(days) == 3
    assert all(day == month_days(made, day.year, day.month).visit_day and day < TODAY for day in days)
    for day in days:
        doors = [v.house for v in visits if v.day == day]
        assert len(doors) >= 20
        assert len(set(doors)) == len(doors)
    assert all(v.visitor in chiefs and v.finding for v in visits)
    assert all(people[v.resident].house == v.house for v in visits if v.resident)
    first_calls = {v.house: v for v in reversed(visits)}
    assert sum(v.result == "1" and bool(first_calls[v.house].promise) for v in visits) >= 10
    assert {"1", "2", "3", "4"} == {v.result for v in visits}


def test_the_same_day_makes_the_same_community(made: Store, again: Store) -> None:
    assert all_records(again) == all_records(made)


@pytest.mark.parametrize(
    ("day", "seed"),
    [(date(2026, 11, 25), 11), (date(2026, 1, 26), 12), (date(2024, 2, 29), 13)],
    ids=["on the topic day", "the day after it, over New Year", "a leap day"],
)
def test_it_can_be_made_on_any_day(tmp_path: Path, day: date, seed: int) -> None:
    make_practice(tmp_path / "store", day, seed=seed)
    store = open_practice(tmp_path / "store", day)
    *held, coming = store.select(Meeting, order=("starts",))
    assert len(held) == 3
    assert all(m.starts and m.starts.date() < day and m.minutes_day and m.minutes_day <= day for m in held)
    assert coming.starts
    assert coming.starts.date() >= day
    assert all(v.day and v.day < day for v in store.select(Visit))
    cases = store.select(MediationCase)
    assert len(cases) >= 30
    assert all(c.closed is None or c.closed <= day for c in cases)
    for year, word in {(c.received.year, c.number.split("〕")[0]) for c in cases if c.received}:
        assert word == f"民调〔{year}"
    store.close()


@pytest.mark.usefixtures("made")
def test_progress_goes_up_to_the_end(told: list[tuple[int, int]]) -> None:
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert len(told) >= 8


def test_days_in_texts_name_the_year_when_it_changes() -> None:
    new_year = {"日": date(2027, 1, 4)}
    assert fill("{日-3}起，{日-6}争吵", {}, new_year) == "1月1日起，2026年12月29日争吵"
    assert fill("{甲}说", {"甲": "卢清"}, new_year) == "卢清说"
    with pytest.raises(KeyError):
        fill("{乙}说", {"甲": "卢清"}, new_year)


def test_something_was_posted_in_every_state(made: Store) -> None:
    """The page of 公告通知 is not empty, and 今日 tells of what hangs and of what is to be taken down."""
    posted = made.select(Announcement, order=("day",))
    assert {one.kind for one in posted} == {"1", "2", "3"}
    assert [p.sentence() for one in posted for p in one.problems()] == []
    holidays = holidays_of(made)
    public = [one for one in posted if one.kind == PUBLICITY]
    ends = {one.id: one.ends(holidays) or TODAY for one in public}
    assert {one.id for one in public if ends[one.id] >= TODAY} != set(), "none runs"
    down = [one for one in public if one.taken_down]
    assert down
    assert all(ends[one.id] < (one.taken_down or TODAY) <= TODAY for one in down)
    due = whats_due(made, datetime.combine(TODAY, time(9, 0)))
    told = {item.id: item.stage for item in due.items if item.table == Announcement.TABLE}
    assert set(told) == {one.id for one in public} - {one.id for one in down}
    assert set(told.values()) == {"公示中", "期满，待撤下"}


def test_posted_papers_have_numbers_out_of_the_book(made: Store) -> None:
    numbered = [one for one in made.select(Announcement, order=("day", "id")) if one.number]
    assert numbered
    assert all("{" not in one.body and "取号" not in one.number for one in made.select(Announcement))
    assert len({one.number for one in numbered}) == len(numbered)
