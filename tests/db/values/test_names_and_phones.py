"""Names are kept as they are; telephone numbers are told apart; masks hide what they must."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.fields import Phone
from db.values import masks, person_name, phone

RARE = ["㛃", "䶮", "𠮷", "𫍯", "𬱖", "喆", "堃"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" 张三 ", "张三"),
        ("张 三", "张三"),
        ("刘曦\t", "刘曦"),
        ("张\u3000三", "张三"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉・买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉．买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉.买买提", "阿卜杜拉·买买提"),
        ("John A. Smith", "John A. Smith"),
        ("\ufeff王五\u200b", "王五"),
        ("\ue81e", "\u9fb4"),  # read by Python's gb18030 codec from GB 18030-2022 text
    ],
)
def test_tidied(written: str, kept: str) -> None:
    assert person_name.tidy(written) == kept


@pytest.mark.parametrize("character", RARE)
def test_rare_characters_stay(character: str) -> None:
    assert person_name.tidy(f"张{character}") == f"张{character}"
    assert person_name.strange_characters(f"张{character}") == ""


def test_compatibility_ideographs_are_not_folded() -> None:
    assert person_name.tidy("\uf9b4\ufa0e") == "\uf9b4\ufa0e"


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=25))
def test_a_han_name_is_never_changed(name: str) -> None:
    assert person_name.tidy(name) == name


@given(st.text(max_size=30))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = person_name.tidy(text)
    assert person_name.tidy(once) == once


@pytest.mark.parametrize("mark", ["\ue000", "\ufffd", "\U000f0001"])
def test_characters_no_name_can_hold(mark: str) -> None:
    assert person_name.strange_characters(f"张{mark}") == mark


def test_key_joins_spellings_of_one_name() -> None:
    spellings = {
        person_name.key(s) for s in ("阿卜杜拉·买买提", "阿卜杜拉•买买提", "阿卜杜拉 买买提", "阿卜杜拉买买提")
    }
    assert len(spellings) == 1
    assert person_name.key("张三") != person_name.key("张山")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("0435-6444079", "0435-6444079"),
        ("010-62345678-801", "010-62345678-801"),
        ("12348", "12348"),
        ("400-820-8820", "400-820-8820"),
        ("(0551)62340001", "0551-62340001"),
        ("（0551）6234-0001", "0551-62340001"),
        ("0551-62340001转8001", "0551-62340001-8001"),
        ("+86-551-62340001", "0551-62340001"),
        ("8613800138000", "13800138000"),
        ("013800138000", "13800138000"),
        ("'13800138000", "13800138000"),
        ("13800138000.0", "13800138000"),
        ("\u202a13800138000\u202c", "13800138000"),
        ("联系电话：138 0013 8000", "13800138000"),
        ("13800138000（本人）", "13800138000"),
        ("Tel.62340001", "62340001"),
    ],
)
def test_right_phones(written: str, number: str) -> None:
    assert phone.tidy(written) == number
    assert phone.is_right(number)


@pytest.mark.parametrize("number", ["1380013800", "138001380000", "23800138000", "无", "0435-64440", "", "1"])
def test_not_to_be_dialled(number: str) -> None:
    assert not phone.is_right(number)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("17318421022/0435-6444079", ["17318421022", "0435-6444079"]),
        ("17318421022、138 0013 8000", ["17318421022", "13800138000"]),
        ("17318421022\n", ["17318421022"]),
        ("17318421022 13800138000", ["17318421022", "13800138000"]),
        ("17318421022或13800138000", ["17318421022", "13800138000"]),
        ("173 1842 1022 138 0013 8000", ["17318421022", "13800138000"]),
        ("1731842102213800138000", ["17318421022", "13800138000"]),
        ("手机17318421022；座机(0435)6444079", ["17318421022", "0435-6444079"]),
        ("0435 6444079 13800138000", ["04356444079", "13800138000"]),
        ("17318421022（儿子）", ["17318421022(儿子)"]),
        ("17318421022/不详", ["17318421022", "不详"]),
        ("", []),
    ],
)
def test_several_numbers_in_a_cell(cell: str, numbers: list[str]) -> None:
    assert phone.split(cell) == numbers


@pytest.mark.parametrize(
    ("cell", "numbers", "note"),
    [
        ("13800138000（儿子）", ["13800138000"], "儿子"),
        ("儿子：138 0013 8000", ["13800138000"], "儿子"),
        ("联系电话：13800138000，晚上打", ["13800138000"], "晚上打"),
        ("13800138000（儿子、3号楼）", ["13800138000"], "儿子、3号楼"),
        ("陈和平13800138000", ["13800138000"], "陈和平"),
        ("(0551)62340001（门卫）", ["0551-62340001"], "门卫"),
        ("13800138000/不详", ["13800138000"], "不详"),
        ("13800138000（20260101起）", ["13800138000"], "20260101起"),
        (
            "13800138000（儿子）、17318421022（女儿）",
            ["13800138000", "17318421022"],
            "13800138000（儿子）、17318421022（女儿）",
        ),
        ("13800138000（本人）", ["13800138000"], ""),
        ("13800138000、17318421022", ["13800138000", "17318421022"], ""),
        ("1380013800（儿子）", ["1380013800(儿子)"], ""),
        ("不详", ["不详"], ""),
    ],
)
def test_words_beside_a_number_are_told_apart_from_it(cell: str, numbers: list[str], note: str) -> None:
    assert phone.noted(cell) == (numbers, note)


def test_words_beside_a_number_stay_in_a_field_and_are_told() -> None:
    kind = Phone("电话")
    for written in ("13800138000(儿子)", "13800138000(儿子)/17318421022(女儿)"):
        assert kind.read(written) == written
        problem = kind.fault(written)
        assert problem is not None
        assert problem.code == "phone_note"


def test_masks() -> None:
    assert masks.id_number("11010519491231002X") == "110105**********2X"
    assert masks.id_number("110105491231002") == "110105********2"
    assert masks.id_number("E12345678") == "******678"
    assert masks.id_number("11010519491231") == "*" * 14
    assert masks.phone("13800135678") == "138****5678"
    assert masks.phone("0435-6445678") == "0435-****678"


SAID = st.sampled_from(["", "电话：", "手机", "‘", "\u200e", " ", "+86 ", "（", "联系电话:"])
AFTER = st.sampled_from(["", "（本人）", "、", "\u202c", ".0", " ", "'"])
GAPS = st.sampled_from([" ", "或", "/", ";", "；", ",", "，", "、", "\n", " 和 ", "|"])


@given(st.integers(3, 9), st.integers(0, 10**9 - 1), st.integers(0, 10**9 - 1), SAID, AFTER, GAPS)
def test_a_number_is_found_among_signs(second: int, one: int, other: int, said: str, after: str, gap: str) -> None:
    first, last = f"1{second}{one:09d}", f"13{other:09d}"
    assert phone.tidy(f"{said}{first}{after}") == first
    assert phone.split(f"{said}{first}{after}{gap}{last}") == [first, last]
    assert Phone("电话").read(f"{first}{gap}{last}") == f"{first}、{last}"
    assert Phone("电话").fault(f"{first}、{last}") is None


@given(st.text("0123456789X", min_size=1, max_size=20))
def test_a_masked_number_shows_eight_characters_at_most(number: str) -> None:
    masked = masks.id_number(number)
    assert len(masked) == len(number)
    assert sum(c != masks.STAR for c in masked) <= 8
    if len(number) == 18:
        assert masked[6:16] == masks.STAR * 10
