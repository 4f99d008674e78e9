"""Nothing masked gives a whole number away: not by what stands beside it, not in words, however it is spelled."""

import hashlib
import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records.hall.meeting import Meeting
from db.records.mediation.case import MediationCase, Party
from db.records.registry.place import Building, House
from db.records.registry.resident import CareTag, Document, Resident
from db.records.visits.visit import Visit
from db.services.export_table import export_table, texts_with_numbers
from db.services.find import find
from db.services.sheets.process import read_sheets
from db.store import Store, Warrant
from db.values import id_number, masks
from tests.factories import estate, make, plant
from tests.giving import USE
from tests.rebuilding import NOW, numbers_that_fit

LEAST = 1000
REGIONS = ("220521", "110105", "650102", "830000")
PHONES = ("13904351276", "0435-6213487", "04356213487", "02488213470")


def citizen(random_: random.Random) -> tuple[str, date]:
    """A right number of nobody, and its day of birth."""
    born = date(1930, 1, 1) + timedelta(random_.randrange(30000))
    first = f"{random_.choice(REGIONS)}{born:%Y%m%d}{random_.randrange(1000):03d}"
    return first + id_number.check_character(first), born


SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda n: n,
    lambda n: f"身份证：{n}（本人）",
    lambda n: n.lower(),
    lambda n: n.replace("X", "×"),
    lambda n: n.replace("X", "Х"),
    lambda n: f"{n[:6]} {n[6:14]} {n[14:]}",
    lambda n: f"{n[:6]}-{n[6:14]}-{n[14:]}",
    lambda n: f"{n[:10]}\n{n[10:]}",
    lambda n: f"{n[:6]}　{n[6:10]}　{n[10:14]}　{n[14:]}",
    lambda n: f"{n[:6]}/{n[6:14]}/{n[14:]}",
    lambda n: f"{n[:6]}、{n[6:10]}、{n[10:12]}、{n[12:14]}、{n[14:]}",
    lambda n: " ".join(n),
    lambda n: "\u200b".join(n),
    lambda n: n.translate({ord("0") + i: ord("０") + i for i in range(10)}).replace("X", "Ｘ"),
    lambda n: "".join("零一二三四五六七八九"[int(c)] if c.isdigit() else c for c in n),
    lambda n: f"证号{n}电话13904351276",
    lambda n: f"13904351276 {n}",
    lambda n: f"《{n}》{n}",
    lambda n: n[:6] + "*" * 8 + n[14:],
    lambda n: n[:17],
    lambda n: n[:14],
    lambda n: f"老证{n[:6]}{n[8:17]}",
    lambda n: f"老证{n[:6]}-{n[8:14]}-{n[14:17]}",
)


def births(born: date) -> tuple[str, ...]:
    """How a note tells a day of birth."""
    return (
        f"{born.year}年{born.month}月{born.day}日出生", f"生于{born:%Y.%m.%d}", f"出生日期：{born.isoformat()}",
        f"生日{born:%Y%m%d}", f"{NOW.year - born.year}岁，独居", "",
    )  # fmt: skip


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_no_number_in_words_can_be_rebuilt(spelled: Callable[[str], str]) -> None:
    random_ = random.Random(7)
    for _ in range(8):
        number, born = citizen(random_)
        text = masks.in_text(f"家属说：{spelled(number)}，{random_.choice(births(born))}")
        row = [text, masks.id_number(number), f"{born.year}年", f"{NOW.year - born.year}岁"]
        assert numbers_that_fit(row, number[:6], id_number.sex(number)) >= LEAST, (text, spelled(number))


@pytest.mark.parametrize("form", [lambda n: n[:6] + "*" * 8 + n[14:], lambda n: n[:10] + "*" * 4 + n[14:], lambda n: n])
def test_the_attack_finds_numbers_behind_other_masks(form: Callable[[str], str]) -> None:
    """The control: first six and last four beside the year, and the form that shows the year itself, give people away."""
    number, born = citizen(random.Random(3))
    assert numbers_that_fit([form(number), f"{born.year}年"], number[:6], id_number.sex(number)) <= 40


@pytest.mark.parametrize(
    "written",
    [*PHONES, "139 0435 1276", "139-0435-1276", "139/0435/1276", "+86 13904351276", "1 3 9 0 4 3 5 1 2 7 6", "１３９０４３５１２７６",
     "一三九零四三五一二七六", "(0435)6213487", "（0435） 621 3487", "0435 6213487", "6213487", "8821-3470"],
)  # fmt: skip
def test_telephones_in_words_are_covered(written: str) -> None:
    """Of every telephone four figures at least are gone, so that ten thousand fit."""
    text = masks.in_text(f"联系人：王芳 {written}，晚上打")
    assert text.count("*") == 4
    assert text.replace("*", "") != text
    assert (text[:7], text[-4:]) == ("联系人：王芳 ", "，晚上打")


@pytest.mark.parametrize("written", ["台胞证01234567", "军官证字第1234567号"])
def test_numbers_of_other_documents_in_words_are_covered(written: str) -> None:
    assert masks.in_text(written).count("*") >= 4


@pytest.mark.parametrize(
    "card", ["6222020412345678903", "6222 0204 1234 5678 903", "6217-0012-3456-7890", "4563511234567890"]
)
def test_bank_cards_in_words_are_covered(card: str) -> None:
    assert masks.in_text(f"卡号{card}").count("*") >= 8


@pytest.mark.parametrize(
    "text",
    ["2026-03-02 14:30 走访，3-2-501 室", "民调〔2026〕118号", "20260302", "3号楼2单元501室、4号楼1单元1203室",
     "补助2600000元，面积12506.36㎡", "2025-2026年度", "第3期", "15-2-301、16-2-302、17-3-401", "15 20 30 45 60 70", "1301/1302/1303室",
     "2026年3月2日至2026年3月9日公示", "共1200人，其中60岁以上380人", "阿卜杜拉·买买提", "12345热线"],
)  # fmt: skip
def test_days_doors_and_amounts_stay_as_they_are(text: str) -> None:
    assert masks.in_text(text) == text


@given(st.text(), st.sampled_from(SPELLINGS), st.text(), st.integers(0, 10**6))
def test_a_mask_keeps_the_length_and_all_other_characters(
    before: str, spelled: Callable[[str], str], after: str, seed: int
) -> None:
    written = before + spelled(citizen(random.Random(seed))[0]) + after
    masked = masks.in_text(written)
    assert len(masked) == len(written)
    assert all(one in (other, "*") for one, other in zip(masked, written, strict=True))
    assert masks.in_text(masked) == masked or masked.count("*") > 0


@given(
    st.binary(min_size=32, max_size=32),
    st.sampled_from(SPELLINGS),
    st.sampled_from("，、 \n/|："),
    st.integers(0, 10**6),
)
def test_a_hash_stays_whole_and_the_numbers_beside_it_are_covered(
    content: bytes, spelled: Callable[[str], str], between: str, seed: int
) -> None:
    """What is compared figure by figure is of no use otherwise; the people beside it are covered as without it."""
    told = hashlib.sha256(content).hexdigest()
    number = spelled(citizen(random.Random(seed))[0])
    alone = masks.in_text(f"{between}{number}")
    assert alone != f"{between}{number}" or "*" in number
    assert masks.in_text(f"附件{told}{between}{number}") == f"附件{told}{alone}"
    assert masks.in_text(f"{number}{between}{told.upper()}").endswith(told.upper())


@pytest.mark.parametrize("letters", [0, 3, 7])
def test_what_is_made_of_numbers_of_people_is_no_hash(letters: int) -> None:
    numbers = "".join(citizen(random.Random(n))[0][:17] for n in range(4))[: 64 - letters]
    assert "*" * 8 in masks.in_text("abcdefa"[:letters] + numbers)
    assert "*" in masks.in_text(hashlib.sha256(numbers.encode()).hexdigest() + numbers[:17]), "longer than any hash"


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_no_row_of_a_masked_export_can_be_rebuilt(store: Store, tmp_path: Path, suffix: str) -> None:
    """README: 遮住的名单里拼不出完整的号码. All columns of a row together leave a thousand numbers at least.

    资料怎样保护：名单、文书和导出的表格里，证件号码默认只留前六位和后两位，出生日期只留年份，备注等文字里的证件号码、电话、卡号也遮住，几处合起来也拼不出完整的号码。
    """
    random_ = random.Random(5)
    house = store.save(
        House(building=store.save(Building(estate=estate(store, "水景花苑"), number="3")).id, unit="2", room="201")
    )
    people: list[Resident] = []
    for serial in range(60):
        number, born = citizen(random_)
        wrong = number[:10] + f"{(int(number[10]) + 1) % 10}" + number[11:]
        people.append(
            Resident(
                name=f"郑{serial}" if serial % 5 else f"郑{serial} {PHONES[0]}",
                id_number=number,
                sex=id_number.sex(number),
                birth=born,
                phone=PHONES[serial % len(PHONES)],
                house=house.id,
                registered_at="吉林省通化县快大茂镇",
                doubt=f"老证号{number[:6]}{number[8:17]}" if serial % 3 == 0 else "",
                note=f"{SPELLINGS[serial % len(SPELLINGS)](number)}；{births(born)[serial % 6]}",
                documents=(Document(number=wrong, reason=f"原写作{wrong}"), Document(number=number[:6] + number[8:17])),
                care=(CareTag(kind="10", basis=f"{NOW.year - born.year}岁"),),
            )
        )
    with store.writing() as w:
        w.save_all(people)
    path = tmp_path / f"居民{suffix}"
    export_table(store, Resident, path)
    headings, *rows = [[str(cell or "").strip("\t") for cell in row] for row in read_sheets(path)[0].rows]
    assert len(rows) == len(people)
    for row, one in zip(rows, people, strict=True):
        told = dict(zip(headings, row, strict=True))
        assert numbers_that_fit(row, one.id_number[:6], one.sex) >= LEAST, told
        assert all(phone not in " ".join(row) for phone in PHONES)


def test_other_lists_and_the_search_tell_no_number_in_words(store: Store, tmp_path: Path) -> None:
    """备注, 纠纷情况, 走访情况, 联系人及电话, titles: masked in an export, in its parts and in what the search shows."""
    number, _ = citizen(random.Random(11))
    told = f"王芳 {PHONES[0]}，身份证{number}"
    records = (
        make(
            MediationCase,
            title_text=f"漏水 {told}",
            facts=told,
            result=told,
            parties=(Party(name=told, job=told), Party(name="乙")),
        ),
        make(Meeting, name=f"议事会 {told}", contact=told, requirements=told),
    )
    for record in records:
        with store.writing(warrant=Warrant.PRACTICE) as w:
            saved = w.save(record)
        path = tmp_path / f"{saved.TABLE}.csv"
        export_table(store, type(saved), path)
        written = path.read_text(encoding="utf-8-sig")
        assert number not in written
        assert PHONES[0] not in written
        assert texts_with_numbers(store, type(saved))
        export_table(store, type(saved), path, whole=USE)
        assert told in path.read_text(encoding="utf-8-sig")
    plant(store, Visit, finding=told, promise=told)
    assert {"走访情况", "答应办的事"} <= set(texts_with_numbers(store, Visit))
    found = json.dumps(
        [[f.title, f.subtitle] for words in ("漏水", "议事会") for f in find(store, words)], ensure_ascii=False
    )
    assert "漏水" in found
    assert number not in found
    assert PHONES[0] not in found
