"""Identity numbers, telephones and case numbers: whole, their ends, their middle, one figure wrong."""

from datetime import date
from typing import Any

import pytest

from db.records.hall.meeting import Meeting, Resolution
from db.records.mediation.case import MediationCase, Party
from db.records.registry.booklet import Booklet
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Telephone
from db.store import Store
from db.values import id_number
from tests.db.finding import finds, found, reasons
from tests.factories import citizen_number, make, plant


def citizen(first17: str) -> str:
    return first17 + id_number.check_character(first17)


@pytest.fixture
def person(store: Store) -> Resident:
    store.save(Resident(name="李四", id_number=citizen("51010719620822311"), phone="13700000009"))
    return store.save(
        Resident(
            name="张三",
            id_number=citizen("34060319800115002"),
            phone="13912345678",
            telephones=(Telephone(number="0435-6444079"),),
        )
    )


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("34060319800115002", "number_start"),
        ("340603", "number_start"),
        ("19800115", "number_part"),
        ("13912345678", "number"),
        ("139-1234-5678", "number"),
        ("139 1234 5678", "number"),
        ("+86 13912345678", "number"),
        ("+8613912345678", "number"),
        ("１３９１２３４５６７８", "number"),
        ("5678", "number_end"),
        ("345678", "number_end"),
        ("1391", "number_start"),
        ("1234", "number_part"),
        ("04356444079", "number"),
        ("0435-6444079", "number"),
        ("6444079", "number_end"),
        ("13912345679", "typo"),
        ("13912354678", "typo"),
        ("1391234567", "number_start"),
        ("3912345678", "number_end"),
        ("139123456678", "typo"),
        ("53912345678", "typo"),
    ],
)
def test_a_person_by_number(store: Store, person: Resident, words: str, step: str) -> None:
    assert [h.id for h in store.search(words)] == [person.id]
    assert reasons(store, words) == [step]


def test_identity_number_whole_and_its_ends(store: Store, person: Resident) -> None:
    number = person.id_number
    for words in (
        number,
        number.lower(),
        f"{number[:6]} {number[6:14]} {number[14:]}",
        number[-4:],
        number[-6:],
        number[-8:],
    ):
        assert finds(store, words, person), words
    assert reasons(store, number[-4:]) == ["number_end"]


@pytest.mark.parametrize("place", range(18))
def test_one_wrong_figure_in_an_identity_number(store: Store, person: Resident, place: int) -> None:
    number = person.id_number
    wrong = number[:place] + str((int(number[place].replace("X", "0")) + 1) % 10) + number[place + 1 :]
    assert reasons(store, wrong) == ["typo"]
    assert finds(store, wrong, person)


@pytest.mark.parametrize("place", range(17))
def test_a_missing_or_swapped_figure_in_an_identity_number(store: Store, place: int) -> None:
    number = citizen("34567819471012345")
    person = store.save(Resident(name="张三", id_number=number))
    assert finds(store, number[:place] + number[place + 1 :], person)
    assert finds(store, number[:place] + number[place + 1] + number[place] + number[place + 2 :], person)


def test_last_four_with_x_and_wrong_numbers_as_written(store: Store) -> None:
    with_x = next(n for n in (citizen(f"340603198001150{i:02d}") for i in range(100)) if n.endswith("X"))
    one = store.save(Resident(name="甲", id_number=with_x))
    odd = store.save(Resident(name="乙", id_number="3406031980011500"))
    assert finds(store, with_x[-4:].lower(), one)
    assert finds(store, "11500", odd)
    assert not finds(store, with_x[-4:], odd)


def test_an_old_number_of_fifteen_figures_is_found_by_either_form(store: Store) -> None:
    old = "340603800115002"
    person = store.save(Resident(name="老张", id_number=old))
    assert finds(store, old, person)
    assert finds(store, id_number.widen(old), person)
    new = store.save(Resident(name="老李", id_number=id_number.widen("340603550506001")))
    assert finds(store, "340603550506001", new)


def case(store: Store, number: str, title: str = "楼道堆物", **changes: Any) -> MediationCase:
    return plant(store, MediationCase, number=number, title_text=title, **changes)


@pytest.mark.parametrize(
    "words",
    ["118", "118号", "第118号", "2026-118", "2026-0118", "2026118", "民调〔2026〕118号", "民调(2026)118号", "民调118"],
)
def test_a_case_by_its_number(store: Store, words: str) -> None:
    case(store, "民调〔2026〕117号")
    case(store, "民调〔2025〕11号")
    wanted = case(store, "民调〔2026〕118号")
    assert [h.id for h in store.search(words)][:1] == [wanted.id]


def test_the_newest_of_several_cases_with_one_number_comes_first(store: Store) -> None:
    old = case(store, "民调〔2025〕7号")
    new = case(store, "民调〔2026〕7号")
    assert [h.id for h in store.search("7号")] == [new.id, old.id]
    assert [h.id for h in store.search("2025-7")] == [old.id]
    assert [h.id for h in store.search("楼道")] == [new.id, old.id]


def test_a_case_by_its_parties_and_its_subject(store: Store) -> None:
    parties = (Party(name="钱多多", phone="13611112222"), Party(name="尉迟静"))
    wanted = case(store, "民调〔2026〕5号", "3号楼漏水赔偿", parties=parties)
    other = case(store, "民调〔2026〕6号", "噪音扰民")
    for words in (
        "钱多多",
        "qdd",
        "yuchijing",
        "漏水",
        "louspc",
        "lspc",
        "3号楼漏水",
        "13611112222",
        "漏水 钱",
        "钱多多 2222",
    ):
        assert finds(store, words, wanted), words
        assert not finds(store, words, other), words


def test_long_subjects_are_found_by_any_part(store: Store) -> None:
    subject = "关于幸福里小区3号楼与4号楼之间绿化带改建停车位并加装充电桩的意见征集"
    meeting = store.save(
        Meeting(name=subject, starts=None or make(Meeting).starts, hall="二楼", minutes_number="议纪〔2026〕3号")
    )
    for words in (
        "充电桩",
        "绿化带改建停车位并加装充电桩的意见",
        "意见征集",
        subject,
        "tcw",
        "tingchewei",
        "lvhuadai",
        "2026-3",
    ):
        assert finds(store, words, meeting), words


def test_booklets_and_resolutions_by_number(store: Store) -> None:
    booklet = store.save(Booklet(number="003412345", head=store.save(Resident(name="户主甲")).id))
    resolution = plant(
        store, Resolution, number="决〔2026〕12号", subject="安装路灯", owner="物业公司", due=date(2026, 4, 1)
    )
    assert finds(store, "003412345", booklet)
    assert finds(store, "2026-12", resolution)
    assert finds(store, "路灯", resolution)
    assert finds(store, "物业", resolution)


def test_people_come_before_cases_in_one_step(store: Store) -> None:
    parties = (Party(name="张国芳"), Party(name="李四"))
    case(store, "民调〔2026〕9号", "噪音", parties=parties)
    store.save(Resident(name="张国芳", id_number=citizen_number(5)))
    assert [h.table for h in store.search("张国芳")] == ["resident", "mediation_case"]
    assert found(store, "张国芳")[0] == "张国芳"


@pytest.mark.parametrize("place", range(10))
def test_two_swapped_figures_in_a_phone(store: Store, place: int) -> None:
    phone = "13867492051"
    person = store.save(Resident(name="张三", phone=phone))
    swapped = phone[:place] + phone[place + 1] + phone[place] + phone[place + 2 :]
    assert reasons(store, swapped) == ["typo"]
    assert finds(store, swapped, person)
