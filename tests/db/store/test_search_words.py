"""How words are read before anything is looked up: folding, readings, slips of the finger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values import folding, pinyin, search_numbers, search_tokens

SYLLABLES = ("zhang", "guo", "fang", "li", "xiao", "ming", "ouyang", "an", "er", "lv", "qiong")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("阿卜杜拉·买买提", "阿卜杜拉买买提"),
        ("３号楼（漏水）", "3号楼漏水"),
        ("民调〔2026〕118号", "民调2026118号"),
        ("⼭", "山"),
        ("李 四\t", "李四"),
        ("○", "〇"),
        ("Müller-Ñandú", "mvllernandu"),
        ("\ud83d\ude00", ""),
        ("𠮷\U000323af", "𠮷\U000323af"),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert folding.fold(written) == folded


@given(st.text())
def test_every_text_has_safe_tokens(text: str) -> None:
    for token in search_tokens.tokens(text, person=True):
        assert token.isascii() is False or token.isalnum()
        assert not set(token) & set("\"'*-():^{}+ \t\n\x00")


@given(st.text())
def test_expressions_hold_letters_words_and_nothing_of_the_query_language(text: str) -> None:
    steps = [*search_tokens.expressions(text), *search_tokens.loose_expressions(text)]
    for _, expression in steps:
        bare = "".join(part for n, part in enumerate(expression.split('"')) if n % 2 == 0)
        assert set(bare) <= set("* ()ORAND")
        assert expression.count('"') % 2 == 0


def test_spellings_are_few_and_cover_each_reading_of_the_surname() -> None:
    spellings = pinyin.spellings(folding.units("单晓乐茜行"), person=True)
    assert len(spellings) <= pinyin.MAX_SPELLINGS
    assert {s[0] for s in spellings} == {"shan", "dan", "chan"}
    assert spellings[0] == ("shan", "xiao", "le", "qian", "xing")


def test_a_surname_is_read_as_one_only_in_a_persons_name() -> None:
    units = folding.units("单元门禁")
    assert pinyin.spellings(units)[0][0] == "dan"
    assert pinyin.spellings(folding.units("单元"), person=True)[0][0] == "shan"


def test_a_character_without_reading_is_left_out() -> None:
    units = folding.units("赵\U000323af")
    assert pinyin.spellings(units, person=True) == (("zhao", ""),)
    assert pinyin.initials(("zhao", "")) == "z"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zhangsan", "zangshan"),
        ("liuning", "niuling"),
        ("huanghe", "fanghe"),
        ("lvlin", "luling"),
        ("chengxin", "cengxin"),
    ],
)
def test_sounds_that_speakers_confuse(one: str, other: str) -> None:
    assert pinyin.fuzzy(one) == pinyin.fuzzy(other)


def test_sounds_that_nobody_confuses() -> None:
    assert len({pinyin.fuzzy(s) for s in ("zhang", "wang", "li", "chen", "zhao", "wu")}) == 6


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4), st.integers(0, 60), st.sampled_from("abxz"))
def test_a_slip_leads_back_to_what_was_meant(syllables: list[str], place: int, letter: str) -> None:
    meant = "".join(syllables)
    at = place % len(meant)
    for typed in (
        meant[:at] + letter + meant[at:],
        meant[:at] + meant[at + 1 :],
        meant[:at] + letter + meant[at + 1 :],
    ):
        if typed != meant:
            assert meant in pinyin.neighbours(typed)


def test_slips_keep_to_pinyin() -> None:
    near = pinyin.neighbours("zhangguofang")
    assert "zhanguofang" in near
    assert "zhangguofanq" not in near
    assert all(pinyin.syllables(n) for n in near)
    assert len(near) < 200


@given(st.text("0123456789", min_size=6, max_size=18), st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_slip_in_a_number(number: str, place: int, figure: str) -> None:
    at = place % len(number)
    assert search_numbers.one_slip(number, number[:at] + figure + number[at + 1 :])
    assert search_numbers.one_slip(number, number[:at] + number[at + 1 :])
    assert search_numbers.one_slip(number[:at] + number[at + 1 :], number)
    assert search_numbers.one_slip(number, number[:at] + figure + number[at:])
    if at + 1 < len(number):
        assert search_numbers.one_slip(number, number[:at] + number[at + 1] + number[at] + number[at + 2 :])


@pytest.mark.parametrize(
    ("one", "other"), [("123456", "654321"), ("123456", "1243567"), ("123456", "123465789"), ("123456", "214365")]
)
def test_more_than_one_slip(one: str, other: str) -> None:
    assert not search_numbers.one_slip(one, other)


@pytest.mark.parametrize(
    ("word", "figures"),
    [
        ("139-1234-5678", "13912345678"),
        ("12345x", "12345X"),
        ("３４", "34"),
        ("3栋", ""),
        ("a1", ""),
        ("1--2", ""),
    ],
)
def test_what_counts_as_a_number(word: str, figures: str) -> None:
    assert search_numbers.typed(word) == figures
