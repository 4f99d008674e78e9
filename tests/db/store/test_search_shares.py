"""No kind of hit hides another: each has its share of the places, and a list is told everything there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records.mediation.case import MediationCase, Party
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Telephone
from db.store import Store
from db.store.search_share import Shelf, cut, least
from db.values import id_number
from db.values.search_tokens import Step
from tests.db.finding import finds, house
from tests.factories import plant

TAIL = "4321"


def numbers_ending(tail: str, count: int) -> list[str]:
    """Right identity numbers of nobody that all end alike."""
    found: list[str] = []
    for region in range(110101, 659999, 7):
        first17 = f"{region}19800115{tail[:3]}"
        if id_number.check_character(first17) == tail[3]:
            found.append(first17 + tail[3])
        if len(found) == count:
            break
    return found


@pytest.fixture
def crowd(store: Store) -> Resident:
    """Sixty people whose numbers end alike, and one whose telephone does."""
    with store.writing() as w:
        w.save_all([Resident(name=f"众{n}", id_number=i) for n, i in enumerate(numbers_ending(TAIL, 60))])
    return store.save(Resident(name="独一", phone=f"1381234{TAIL}"))


def test_the_end_of_a_telephone_is_found_among_as_many_identity_numbers(store: Store, crowd: Resident) -> None:
    for limit in (16, 30, 50):
        hits = store.search(TAIL, limit)
        assert len(hits) == limit
        assert ("resident", crowd.id) in {(h.table, h.id) for h in hits}


def test_a_room_and_a_case_have_their_places_too(store: Store, crowd: Resident) -> None:
    place = house(store, "幸福里", "3", "2", TAIL)
    living = store.save(Resident(name="房客", house=place.id))
    case = plant(store, MediationCase, number=f"民调〔2026〕{TAIL}号", title_text="漏水")
    for record in (crowd, living, place, case):
        assert finds(store, TAIL, record), record.TABLE


def test_namesakes_leave_places_for_their_cases(store: Store) -> None:
    with store.writing() as w:
        w.save_all([Resident(name="张国芳") for _ in range(60)])
    case = plant(store, MediationCase, title_text="噪音", parties=(Party(name="张国芳"), Party(name="李四")))
    for words in ("张国芳", "zgf", "zhangguofang"):
        hits = store.search(words)
        assert len(hits) == 50
        assert (hits[-1].table, hits[-1].id) == (case.TABLE, case.id), words
        assert [h.table for h in hits[:49]] == ["resident"] * 49


def test_a_list_of_records_is_told_all_that_fit(store: Store, crowd: Resident) -> None:
    assert len(store.found(Resident, TAIL)) == 61
    assert crowd.id in store.found(Resident, TAIL)
    assert store.found(MediationCase, TAIL) == []
    place = house(store, "幸福里", "3", "2", "501")
    with store.writing() as w:
        living = w.save_all([Resident(name=f"住户{n}", house=place.id) for n in range(70)])
    assert set(store.found(Resident, "幸福里")) == {r.id for r in living}
    assert set(store.found(Resident, "xfl")) == {r.id for r in living}


@given(st.lists(st.tuples(st.sampled_from(Step), st.integers(0, 90)), max_size=9), st.integers(1, 60))
def test_places_are_filled_and_none_that_is_owed_its_share_goes_without(
    kinds: list[tuple[Step, int]], limit: int
) -> None:
    shelves = [Shelf(step, list(range(size))) for step, size in kinds]
    found = cut(shelves, limit)
    total = sum(size for _, size in kinds)
    assert sum(map(len, found)) == min(total, limit)
    assert all(shelf.documents[: len(kept)] == kept for shelf, kept in zip(shelves, found, strict=True))
    if len(kinds) <= 8 and len({step for step, _ in kinds}) == 1 and total > limit:
        assert all(len(kept) >= min(size, least(limit)) for kept, (_, size) in zip(found, kinds, strict=True))


@pytest.fixture
def town(store: Store) -> dict[str, Resident]:
    """Four people with numbers and doors."""
    doors = {
        "仇大海": ("幸福里小区", "3", "2", "502"),
        "解一凡": ("水景花苑", "3", "", "701"),
        "查良木": ("幸福里小区", "A", "", "1203"),
        "吕秀才": ("水景花苑", "5", "2", "501"),
    }
    numbers = {"仇大海": "340104195102111011", "解一凡": "340104195203121024"}
    phones = {"仇大海": ("13812340007", "0551-62340001")}
    return {
        name: store.save(
            Resident(
                name=name,
                house=house(store, *door).id,
                id_number=numbers.get(name, ""),
                phone=phones.get(name, ("", ""))[0],
                telephones=tuple(Telephone(number=one) for one in phones.get(name, ("", ""))[1:] if one),
            )
        )
        for name, door in doors.items()
    }


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("身份证号：340104195102111011", "仇大海"),
        ("公民身份号码 340104195102111011（本人）", "仇大海"),
        ("'340104195102111011", "仇大海"),
        ("\u202a340104195102111011\u202c", "仇大海"),
        ("电话13812340007", "仇大海"),
        ("手机：+86 138-1234-0007", "仇大海"),
        ("13812340007.0", "仇大海"),
        ("(0551)62340001", "仇大海"),
        ("（0551）62340001", "仇大海"),
        ("仇大海,340104195102111011", "仇大海"),
        ("仇大海、13812340007", "仇大海"),
        ("340104********1011", "仇大海"),
        ("**************1011", "仇大海"),
        ("340104**********11", "仇大海"),
        ("340104**********12", ""),
        ("仇大海 340104**********11", "仇大海"),
        ("138****0007", "仇大海"),
        ("仇大海 138****0007", "仇大海"),
        ("解一凡 138****0007", ""),
        ("340104195102111011\n340104195203121024", "仇大海 解一凡"),
        ("340104195102111011 340104195203121024", "仇大海 解一凡"),
        ("13812340007；340104195203121024", "仇大海 解一凡"),
        ("仇大海\n解一凡\n", "仇大海 解一凡"),
        ("仇大海、解一凡", "仇大海 解一凡"),
        ("仇大海 幸福里", "仇大海"),
        ("xfl 仇大海", "仇大海"),
        ("仇大海 水景花苑", ""),
        ("幸福里502", "仇大海"),
        ("幸福里 502", "仇大海"),
        ("xfl502", "仇大海"),
        ("水景502", ""),
        ("sjhy3h701", "解一凡"),
        ("sjhy3hl701", "解一凡"),
        ("sjhy5d2dy501", "吕秀才"),
        ("3h701", "解一凡"),
        ("A1203", "查良木"),
        ("幸福里a1203", "查良木"),
        ("lyuxiucai", "吕秀才"),
        ("lyuxc", "吕秀才"),
        ("lvxiucai", "吕秀才"),
        ("幸福里", "仇大海 查良木"),
    ],
)
def test_people_as_clerks_ask_for_them(store: Store, town: dict[str, Resident], words: str, names: str) -> None:
    by_id = {person.id: name for name, person in town.items()}
    hits = [by_id[h.id] for h in store.search(words) if h.table == Resident.TABLE]
    assert sorted(hits) == sorted(names.split())


def test_an_estate_itself_comes_before_those_who_live_there(store: Store, town: dict[str, Resident]) -> None:
    assert town
    assert [h.table for h in store.search("幸福里")][:2] == ["building", "building"]
