"""Saving is one thing, whichever door it comes through: what a type declares decides, and what is to be said first is asked."""

from datetime import date, datetime

import attrs
import pytest

from db.errors import RecordInvalid
from db.records import KINDS
from db.records.centre.holiday import HolidaySpan, HolidayYear
from db.records.hall.meeting import Attendee, Meeting, Resolution
from db.records.letters.number import RESOLUTION, VALID, VOID, IssuedNumber
from db.services.answers import UNASKED, Answers, Numbering, Undecided
from db.services.bound import SAVES
from db.services.hall.write_minutes import resolutions_of, write_minutes
from db.services.letters.number_record import NumberMoves
from db.services.save_as_declared import save_as_declared
from db.store import Store, eq

KEEP, RENEW = Answers(number=Numbering.KEEP), Answers(number=Numbering.RENEW)
JULY, NEXT_YEAR = datetime(2026, 7, 25, 14, 30), datetime(2027, 1, 25, 14, 30)


def meeting(store: Store, starts: datetime = JULY, *came: str, state: str = "1") -> Meeting:
    people = tuple(Attendee(name=f"王{number}", came=one) for number, one in enumerate(came))
    return save_as_declared(store, Meeting(name="议事", starts=starts, hall="议事厅", state=state, attendees=people))


def resolution(at: Meeting) -> Resolution:
    return Resolution(subject="换楼道灯", owner="物业公司", due=date(2027, 3, 1), meeting=at.id)


def book(store: Store) -> list[tuple[str, str]]:
    return [(n.written, n.state) for n in store.select(IssuedNumber, eq("family", RESOLUTION), order=("id",))]


def test_every_service_that_a_type_names_is_bound_and_no_other() -> None:
    assert {kind.save for kind in KINDS if kind.save} == set(SAVES)


@pytest.mark.parametrize(
    ("state", "came", "becomes"),
    [
        ("1", ("0", "0"), "1"),
        ("1", ("2", "3"), "1"),
        ("1", ("3", "1"), "3"),
        ("2", ("1",), "3"),
        ("9", ("1",), "9"),
        ("4", ("1",), "4"),
    ],
)
def test_a_meeting_to_which_somebody_came_was_held(
    desk: Store, state: str, came: tuple[str, ...], becomes: str
) -> None:
    assert meeting(desk, JULY, *came, state=state).state == becomes


def test_a_year_has_one_table_of_holidays(store: Store) -> None:
    typed = HolidayYear(year=2027, spans=(HolidaySpan(name="元旦", off="1月1日"),))
    first = save_as_declared(store, typed)
    with pytest.raises(RecordInvalid, match="已经录入"):
        save_as_declared(store, typed)
    assert save_as_declared(store, attrs.evolve(first, source="国办发明电〔2026〕1号")).version == 2


@pytest.mark.parametrize(
    ("said", "number", "after"),
    [
        (KEEP, "2026-1", [("2026-1", VALID)]),
        (RENEW, "2027-1", [("2026-1", VOID), ("2027-1", VALID)]),
    ],
)
def test_a_resolution_that_goes_to_a_meeting_of_another_year_is_asked_about(
    desk: Store, said: Answers, number: str, after: list[tuple[str, str]]
) -> None:
    here, there = meeting(desk), meeting(desk, NEXT_YEAR)
    saved = save_as_declared(desk, resolution(here))
    moved = attrs.evolve(saved, meeting=there.id)
    with pytest.raises(NumberMoves, match="2026-1是2026年决议的号，文书改到2027年了"):
        save_as_declared(desk, moved)
    assert desk.get(Resolution, saved.id) == saved, "nothing is saved before it is answered"
    again = save_as_declared(desk, moved, said)
    assert (again.number, again.meeting) == (number, there.id)
    assert book(desk) == after
    assert save_as_declared(desk, attrs.evolve(again, owner="居委会")).number == number, "asked once"


def test_a_resolution_that_stays_in_its_year_is_not_asked_about(desk: Store) -> None:
    here, other = meeting(desk), meeting(desk, datetime(2026, 8, 25, 14, 30))
    saved = save_as_declared(desk, resolution(here))
    assert save_as_declared(desk, attrs.evolve(saved, meeting=other.id)).number == "2026-1"
    assert save_as_declared(desk, resolution(meeting(desk, NEXT_YEAR))).number == "2027-1"


@pytest.mark.parametrize(
    ("said", "minutes", "resolved"), [(Numbering.KEEP, "第1期", "2026-1"), (Numbering.RENEW, "第1期", "2027-1")]
)
def test_what_was_resolved_goes_with_the_minutes_to_another_year(
    desk: Store, said: Numbering, minutes: str, resolved: str
) -> None:
    held, made = write_minutes(
        desk, meeting(desk), [Resolution(subject="换灯", owner="物业", due=date(2027, 3, 1))], JULY.date()
    )
    with pytest.raises(NumberMoves):
        write_minutes(desk, held, made, NEXT_YEAR.date())
    assert resolutions_of(desk, held) == made
    again, moved = write_minutes(desk, held, made, NEXT_YEAR.date(), UNASKED.with_(said))
    assert (again.minutes_number, again.minutes_day) == (minutes, NEXT_YEAR.date())
    assert [one.number for one in moved] == [resolved]
    _, same = write_minutes(desk, again, moved, NEXT_YEAR.date())
    assert [one.number for one in same] == [resolved], "asked once"


def test_a_meeting_with_minutes_that_goes_to_another_year_is_asked_about(desk: Store) -> None:
    held, _ = write_minutes(desk, meeting(desk), [], JULY.date())
    renamed = save_as_declared(desk, attrs.evolve(held, name="七月议事"))
    (entry,) = desk.select(IssuedNumber)
    assert (entry.matter, entry.written) == ("七月议事", renamed.minutes_number), "the book follows its name"
    with pytest.raises(Undecided, match="改到2027年"):
        save_as_declared(desk, attrs.evolve(renamed, minutes_day=NEXT_YEAR.date()))
    assert save_as_declared(desk, attrs.evolve(renamed, minutes_day=NEXT_YEAR.date()), KEEP).minutes_number == "第1期"


def test_an_answer_takes_the_place_of_an_earlier_one_to_the_same_question() -> None:
    assert KEEP.with_(Numbering.RENEW) == RENEW
