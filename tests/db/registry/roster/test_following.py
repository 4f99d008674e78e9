"""What follows from a state or a door that a list tells: seats, tags, carers, posts and meetings, as by the event; taken back as a whole."""

from datetime import date, timedelta
from typing import Any

import pytest

from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.hall.meeting import Meeting
from db.records.registry.booklet import Booklet
from db.records.registry.heads import HEAD
from db.records.registry.household import Household
from db.records.registry.resident import DIED, Resident, reference_to
from db.records.registry.resident_parts import Carer, CareTag
from db.services.registry.compare_roster import Comparison, compare, following, take
from db.services.registry.events import CannotHappen
from db.services.registry.import_roster import Roster
from db.services.sheets.raw import Cell, RawSheet
from db.services.undo_import import past_imports, redo_import, undo_import
from db.store import Store, eq
from db.store.reading import Reader
from tests.db.registry.events.people import broken, door, family
from tests.db.registry.events.test_meetings import meeting
from tests.db.registry.roster.files import TODAY, imported, number, planned, sheet
from tests.db.registry.roster.test_undo import pictures

NUMBERS = {
    "王老": number(1, "19400501"),
    "李婆": number(2, "19420501"),
    "王大": number(3, "19650501"),
    "赵媳": number(4, "19680501"),
}
HEADINGS = ["姓名", "身份证号", "与户主关系", "住址", "登记状态", "状态日期"]
DAY = date(2026, 10, 3)
HERE = "幸福里小区3-2-501"
ROWS = {
    "王老": ["王老", NUMBERS["王老"], "户主", HERE, "", ""],
    "李婆": ["李婆", NUMBERS["李婆"], "配偶", HERE, "", ""],
    "王大": ["王大", NUMBERS["王大"], "长子", HERE, "", ""],
    "赵媳": ["赵媳", NUMBERS["赵媳"], "儿媳", HERE, "", ""],
}


def listed(store: Store, **otherwise: tuple[str, str]) -> Comparison:
    """The family as a list has it, where some are told otherwise: a place, or a state with its day."""
    rows: list[list[Cell]] = [[*one] for one in ROWS.values()]
    for one in rows:
        first, second = otherwise.get(str(one[0]), ("", ""))
        if "-" in first:
            one[3], one[2] = first, second or one[2]
        elif first:
            one[4], one[5] = first, second
    return compare(store, Roster("名单.xlsx", (RawSheet("名单", [[*HEADINGS], *rows]),)), today=TODAY)


def taken(found: Comparison) -> set[tuple[int, str]]:
    """All that can be ticked."""
    return {(row.resident, one.field) for row in found.rows for one in row.differences}


def taken_over(store: Store, found: Comparison) -> None:
    take(store, found, taken(found), "名单.xlsx")


@pytest.fixture
def people(store: Store) -> dict[str, Resident]:
    """A family, of which the head looks after his wife, is looked after, holds a post and is expected at a meeting."""
    found = family(store)
    for name, one in found.items():
        store.save(changed(store.get(Resident, one.id), id_number=NUMBERS[name]))
    old, wife = found["王老"], found["李婆"]
    store.save(changed(store.get(Resident, old.id), care=(CareTag(kind="10"),)))
    store.save(changed(store.get(Resident, wife.id), carers=(Carer(who=reference_to(old.id)),)))
    person = store.save(Person(name="王老", resident=old.id))
    body = store.save(Body(name="幸福里社区居委会", kind="12"))
    store.save(Tenure(person=person.id, of=store.kinds.reference_of(body), post="01", since=date(2025, 1, 1)))
    meeting(store, date.today() + timedelta(days=9), reference_to(old.id))
    return found


def test_whoever_died_by_a_list_has_left_everything_and_is_back_when_it_is_taken_back(
    store: Store, people: dict[str, Resident]
) -> None:
    before = pictures(store)
    found = listed(store, 王老=("死亡", "2026-10-03"))
    assert following(found, taken(found)).startswith("1 人随住处、状态变动，户里的行一起写上止日")
    assert following(found, ()) == ""
    taken_over(store, found)
    old, wife = store.get(Resident, people["王老"].id), store.get(Resident, people["李婆"].id)
    assert (old.state, old.state_day, old.care[0].until, wife.carers[0].until) == (DIED, DAY, DAY, DAY)
    assert broken(store) == []
    for kind in (Household, Booklet):
        (home,) = store.select(kind)
        assert [(m.relation, m.until) for m in home.members if m.resident == old.id] == [(HEAD, DAY)]
        assert home.head == wife.id
    assert [post.until for post in store.select(Tenure)] == [DAY]
    assert [[a.name for a in one.attendees] for one in store.select(Meeting)] == [["外来人"]]
    assert store.verify() == []
    after = pictures(store)
    undo_import(store, past_imports(store)[0])
    assert pictures(store) == before
    redo_import(store, past_imports(store)[0])
    assert pictures(store) == after


def test_where_no_day_is_told_the_seat_stays_and_it_is_said(store: Store, people: dict[str, Resident]) -> None:
    found = listed(store, 王大=("迁出", ""))
    assert following(found, taken(found)) == "1 人没有写日期，只改状态，户里的等补上状态日期再写止日"
    taken_over(store, found)
    (home,) = store.select(Household)
    assert people["王大"].id in {m.resident for m in home.present()}


def test_a_day_before_they_came_is_refused_with_the_name_and_nothing_is_taken(
    store: Store, people: dict[str, Resident]
) -> None:
    found = listed(store, 王大=("迁出", "2019-01-01"))
    with pytest.raises(CannotHappen, match=r"王大.*这一天不能更早"):
        taken_over(store, found)
    assert store.get(Resident, people["王大"].id).state == "1"


def test_some_who_moved_leave_the_household_and_begin_one_of_their_own(
    store: Store, people: dict[str, Resident]
) -> None:
    there = door(store, "502")
    taken_over(store, listed(store, 王大=("幸福里小区3-2-502", "户主"), 赵媳=("幸福里小区3-2-502", "配偶")))
    assert broken(store) == []
    old, new = store.select(Household, order=("id",))
    assert (new.house, new.head) == (there.id, people["王大"].id)
    assert [(m.resident, m.relation) for m in new.members] == [(people["王大"].id, HEAD), (people["赵媳"].id, "10")]
    assert {m.resident for m in old.present()} == {people["王老"].id, people["李婆"].id}


def test_a_household_of_whom_all_moved_moves(store: Store, people: dict[str, Resident]) -> None:
    there = door(store, "502")
    taken_over(store, listed(store, **dict.fromkeys(people, ("幸福里小区3-2-502", ""))))
    (home,) = store.select(Household)
    assert (home.house, {m.resident for m in home.present()}) == (there.id, {one.id for one in people.values()})


def test_whoever_moved_to_a_head_of_the_same_list_joins_him(store: Store, people: dict[str, Resident]) -> None:
    imported(store, sheet(["姓名", "身份证号", "与户主关系", "住址"], ["孙一", number(1), "户主", "幸福里小区3-2-601"]))
    rows: list[list[Cell]] = [[*ROWS["赵媳"]], ["孙一", number(1), "户主", "幸福里小区3-2-601", "", ""]]
    rows[0][2:4] = ["配偶", "幸福里小区3-2-601"]
    found = compare(
        store,
        Roster("名单.xlsx", (RawSheet("名单", [[*HEADINGS], rows[1], rows[0]]),)),
        today=TODAY,
    )
    taken_over(store, found)
    (home,) = (one for one in store.select(Household) if one.house == store.get(Resident, people["赵媳"].id).house)
    assert [m.resident for m in home.present()][1:] == [people["赵媳"].id]
    assert broken(store) == []


def test_a_door_that_nobody_entered_is_entered_where_it_is_ticked(store: Store, people: dict[str, Resident]) -> None:
    found = listed(store, 王大=("幸福里小区9-1-101", "户主"))
    (one,) = (one for row in found.rows for one in row.differences)
    assert (one.theirs, one.can_be_taken) == ("幸福里小区9号楼1单元101室", True)
    before = pictures(store)
    taken_over(store, found)
    house = store.get(Resident, people["王大"].id).house
    assert store.titles("house", [house])[house] == one.theirs
    assert broken(store) == []
    undo_import(store, past_imports(store)[0])
    assert pictures(store) == before


@pytest.mark.usefixtures("people")
def test_a_door_without_an_estate_is_not_taken_and_it_is_said_what_to_do(store: Store) -> None:
    found = listed(store, 王大=("9-1-101", "户主"))
    (one,) = (one for row in found.rows for one in row.differences)
    assert not one.can_be_taken
    assert "在导入预览里选小区" in one.unsure


def test_whoever_comes_as_one_who_died_has_no_open_seat_and_the_preview_says_so(store: Store) -> None:
    headings = ["姓名", "身份证号", "与户主关系", "住址", "登记状态", "状态日期"]
    table = sheet(
        headings,
        ["王一", number(1), "户主", HERE, "死亡", "2026-10-03"],
        ["李一", number(2), "配偶", HERE, "", ""],
    )
    assert "1 人随住处、状态变动，户里的行一起写上止日" in planned(store, table).assumptions
    imported(store, table)
    assert broken(store) == []
    wife = store.select(Resident, eq("name", "李一"))[0]
    assert [home.head for home in store.select(Household)] == [wife.id]


def test_many_are_read_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    headings = ["姓名", "身份证号", "与户主关系", "住址", "登记状态", "状态日期"]
    rows: list[list[Cell]] = [
        [f"王{n % 10}", number(n, f"19{50 + n % 40}0115"), "户主", f"幸福里小区3-1-{100 + n}", "", ""]
        for n in range(1, 41)
    ]
    imported(store, sheet(headings, *rows))
    asked: list[str] = []
    real = Reader._select

    def select(self: Reader, kind: Any, *conditions: Any, **more: Any) -> Any:
        asked.append(kind.TABLE)
        return real(self, kind, *conditions, **more)

    monkeypatch.setattr(Reader, "_select", select)
    counts: list[int] = []
    for many in (rows[:2], rows[2:]):
        for n, one in enumerate(many):
            one[4:] = ["死亡", f"2026-10-{n % 28 + 1:02d}"]
        found = compare(store, Roster("名单.xlsx", (RawSheet("名单", [[*headings], *many]),)), today=TODAY)
        asked.clear()
        taken_over(store, found)
        counts.append(len(asked))
    assert counts[0] == counts[1], "however many they are"
    assert broken(store) == []
