"""可能是同一件事: the same place and category within 90 days, and what is said of it at intake."""

from datetime import date, datetime, timedelta

import pytest

from db.errors import RecordInvalid
from db.records.base import changed
from db.records.estates.estate import Estate
from db.records.letters.number import IssuedNumber
from db.records.matters.codes import ABOUT_MEETINGS, DISPUTE, JOINED
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident, reference_to
from db.services.matters.alike import MOST, alike, bring_together, set_apart
from db.services.matters.intake import Sameness, begin_with
from db.services.mediation.accept_case import matter_of
from db.services.move import move, undo_move, void
from db.services.save_as_declared import save_as_declared
from db.store import MoveRefused, Store, ne
from tests.db.matters.hub import TAKEN, again, dispute, join, matter, problems
from tests.factories import estate, plant


@pytest.fixture
def places(desk: Store) -> tuple[Building, House, House]:
    """A building with two flats."""
    building = plant(desk, Building, number="3", estate=estate(desk, "幸福里小区"))
    first, second = (plant(desk, House, building=building.id, unit="2", room=room) for room in ("101", "502"))
    return building, first, second


def found(store: Store, one: Matter) -> list[str]:
    return [other.subject for other in alike(store, one)]


def test_a_door_is_told_from_another_one_and_a_building_takes_in_its_doors(
    desk: Store, places: tuple[Building, House, House]
) -> None:
    building, first, second = places
    matter(desk, "一层渗水", house=first.id)
    matter(desk, "楼道渗水", building=building.id)
    matter(desk, "别的楼", building=plant(desk, Building).id)
    matter(desk, "写着楼号", place="幸福里小区3号楼北侧")
    matter(desk, "别的小区", place="3号楼北侧")
    assert found(desk, Matter(taken=TAKEN, house=first.id)) == ["写着楼号", "楼道渗水", "一层渗水"]
    assert found(desk, Matter(taken=TAKEN, house=second.id)) == ["写着楼号", "楼道渗水"]
    assert found(desk, Matter(taken=TAKEN, building=building.id)) == ["写着楼号", "楼道渗水", "一层渗水"]
    assert found(desk, Matter(taken=TAKEN, place="幸福里小区3号楼东侧")) == ["写着楼号", "楼道渗水", "一层渗水"], (
        "as the record has it"
    )
    assert found(desk, Matter(taken=TAKEN, place="幸福里小区13号楼")) == []
    assert found(desk, Matter(taken=TAKEN)) == []


def test_what_is_said_in_the_same_words_is_told_first(desk: Store, places: tuple[Building, House, House]) -> None:
    building, *_ = places
    for subject in ("路灯不亮", "3号楼东侧路灯坏了", "装修拆墙", "电梯停运", "楼道堆物", "水管爆了", "噪音扰民"):
        matter(desk, subject, building=building.id)
    told = found(desk, Matter(subject="路灯坏了，晚上看不见", taken=TAKEN, building=building.id))
    assert told[:3] == ["3号楼东侧路灯坏了", "路灯不亮", "噪音扰民"], "the rest by when it came"
    assert len(told) == MOST


def test_categories_tell_apart_where_both_are_written_in_the_same_words(
    desk: Store, places: tuple[Building, House, House]
) -> None:
    building, *_ = places
    matter(desk, "垃圾", building=building.id, category="6")
    matter(desk, "没写类别", building=building.id)
    here = Matter(taken=TAKEN, building=building.id, category="1")
    assert found(desk, here) == ["没写类别"]
    assert found(desk, changed(here, category="6")) == ["没写类别", "垃圾"]


def test_a_dispute_is_like_what_is_none_only_in_words_or_at_the_same_door(
    desk: Store, places: tuple[Building, House, House]
) -> None:
    """What disputes are called is not compared with the centre's categories; the place alone is nothing in common."""
    building, first, second = places
    matter(desk, "幸福里小区3号楼2单元电梯停运", building=building.id, category="1")
    matter(desk, "3号楼漏水没人修", building=building.id, category="1")
    matter(desk, "渗水", house=first.id, category="1")
    matter(desk, "3号楼楼道会议", building=building.id, nature=ABOUT_MEETINGS)
    here = Matter(
        subject="幸福里小区3号楼2单元漏水赔偿", taken=TAKEN, building=building.id, nature=DISPUTE, category="邻里纠纷"
    )
    assert found(desk, here) == ["3号楼漏水没人修"]
    assert found(desk, changed(here, house=first.id)) == ["3号楼漏水没人修", "渗水"]
    assert found(desk, changed(here, house=second.id)) == ["3号楼漏水没人修"]
    met = Matter(subject="楼道会议", taken=TAKEN, building=building.id, nature=ABOUT_MEETINGS)
    assert found(desk, met) == ["3号楼楼道会议"]


def test_an_estate_as_a_whole_needs_the_category_and_what_is_written_of_the_place(desk: Store) -> None:
    whole = estate(desk, "景和苑")
    matter(desk, "南门道闸", estate=whole, category="1", place="小区南门")
    matter(desk, "不知哪里", estate=whole, category="1")
    matter(desk, "什么类别也没有", estate=whole)
    here = Matter(taken=TAKEN, estate=whole, category="1")
    assert found(desk, here) == ["不知哪里"]
    assert found(desk, changed(here, place="小区南门")) == ["南门道闸"]
    assert found(desk, Matter(taken=TAKEN, place="小区南门")) == ["南门道闸"]
    assert found(desk, Matter(taken=TAKEN, place="小区南门", estate=plant(desk, Estate).id)) == []
    assert found(desk, changed(here, category="")) == []


def test_ninety_days_and_not_what_is_void(desk: Store, places: tuple[Building, House, House]) -> None:
    building, *_ = places
    for days in (89, 90, 91):
        taken = TAKEN - timedelta(days=days)
        matter(desk, f"{days}天前", building=building.id, taken=taken)
    void(desk, matter(desk, "录错", building=building.id), "录错")
    here = matter(desk, "今天", building=building.id)
    assert found(desk, here) == ["89天前", "90天前"]
    early = desk.select(Matter, ne("id", here.id), order=("id",))[1]
    assert found(desk, early) == ["89天前", "91天前", "今天"], "the page of an earlier one tells of the later ones"
    for n in range(MOST):
        matter(desk, f"又{n}", building=building.id)
    assert len(found(desk, here)) == MOST


def test_of_joined_ones_that_is_told_to_which_they_are_joined(
    desk: Store, places: tuple[Building, House, House]
) -> None:
    building, *_ = places
    a, b = matter(desk, "甲", building=building.id), matter(desk, "乙")
    join(desk, a, b)
    here = matter(desk, "丙", building=building.id)
    assert found(desk, here) == ["乙"]
    assert found(desk, again(desk, b)) == [], "neither itself nor what is joined to it"
    join(desk, here, b)
    assert found(desk, again(desk, here)) == []


def test_what_is_said_not_to_be_the_same_is_told_to_neither_again(
    desk: Store, places: tuple[Building, House, House]
) -> None:
    building, *_ = places
    a, b = (matter(desk, subject, building=building.id) for subject in "甲乙")
    a = move(desk, a, "gather", called="物业")
    said = set_apart(desk, a, b)
    assert (found(desk, said), found(desk, b)) == ([], [])
    assert desk.steps(said)[-1].said == f"和“{b.number} 乙”不是一件事"
    back = bring_together(desk, said, b)
    assert (found(desk, back), found(desk, b)) == (["乙"], ["甲"])
    undo_move(desk, again(desk, a))


def test_a_matter_is_joined_as_it_is_taken_in(desk: Store, places: tuple[Building, House, House]) -> None:
    building, *_ = places
    a, b = (matter(desk, subject, building=building.id) for subject in "甲乙")
    given = Matter(subject="丙", building=building.id)
    new = begin_with(desk, given, Sameness(same=a.id, apart=(b.id,)))
    assert (new.root, new.outcome, bool(new.number), bool(new.slip)) == (a.id, JOINED, True, True)
    assert [one.other for one in new.apart] == [b.id]
    assert len(problems(desk)) == 2
    void(desk, again(desk, b), "录重了")
    with pytest.raises(MoveRefused, match="乙”已经作废"):
        begin_with(desk, given, Sameness(same=b.id))
    assert desk.count(Matter) == 3, "nothing of it was saved"
    assert matter(desk, "丁").number.endswith("4号"), "and no number used up"


def test_a_case_is_a_way_of_what_it_is_said_to_be(desk: Store) -> None:
    house = plant(desk, House)
    resident = plant(desk, Resident, name="王五", house=house.id)
    one = matter(desk, "楼上渗水", house=house.id)
    case = dispute(desk)
    claimed = (Claimant(who=reference_to(resident.id), name="王五"),)
    drafted = changed(matter_of(desk, changed(case, place="")), claimants=claimed)
    assert [m.id for m in alike(desk, drafted, at_their_door=True)] == [one.id], "at the door of who applies"
    assert alike(desk, drafted) == []
    count = desk.count(Matter)
    given = changed(case, id=0, version=0, number="", matter=0, due=None)
    begun = begin_with(desk, given, Sameness(same=one.id, apart=(case.matter,)))
    assert isinstance(begun, MediationCase)
    assert (begun.matter, desk.count(Matter)) == (one.id, count)
    assert [apart.other for apart in again(desk, one).apart] == [case.matter]


def test_no_case_is_begun_of_what_is_over(desk: Store) -> None:
    one = move(desk, matter(desk, "漏水"), "withdraw", reason="算了")
    numbers = desk.count(IssuedNumber)
    with pytest.raises(RecordInvalid, match="”已经办结。是同一件事，请先重开它；是新的事，请登记新的诉求"):
        dispute(desk, of=one.id)
    assert (desk.count(MediationCase), desk.count(IssuedNumber)) == (0, numbers)


def test_one_sheet_of_one_channel_is_one_matter(desk: Store) -> None:
    first = matter(desk, "路灯", channel="20", outside_no="12345-0417")
    for spelled in ("12345-0417", "12345-0417 ", "１２３４５-０４１７"):
        with pytest.raises(RecordInvalid, match=f"“{spelled.strip()}”已经登记过，是“{first.number} 路灯”"):
            matter(desk, "路灯", channel="20", outside_no=spelled)
    other = matter(desk, "路灯", channel="15", outside_no="12345-0417")
    with pytest.raises(RecordInvalid, match="已经登记过"):
        save_as_declared(desk, changed(other, channel="20"))
    save_as_declared(desk, changed(other, subject="路灯不亮"))
    gone = void(desk, first, "录重了")
    matter(desk, "路灯", channel="20", outside_no="12345-0417")
    with pytest.raises(MoveRefused, match="已经登记过"):
        undo_move(desk, gone)


def test_a_day_alone_is_a_day(desk: Store, places: tuple[Building, House, House]) -> None:
    building, *_ = places
    matter(desk, "最早", building=building.id, taken=datetime(2025, 12, 2))
    assert found(desk, Matter(taken=TAKEN, building=building.id)) == ["最早"]
    assert date(2026, 3, 2) - date(2025, 12, 2) == timedelta(days=90)
