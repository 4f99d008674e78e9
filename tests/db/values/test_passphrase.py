"""New passphrases: what everybody tries first is refused, a sentence of one's own is not."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values.passphrase import FEWEST_BITS, Strength, bits, missing, passphrase_problems, strength

KNOWN = ("卢清", "幸福里社区")


@pytest.mark.parametrize(
    "wrong",
    [
        "123456", "      ", "五个字呢。", "aB3$xYz", "",
    ],
)  # fmt: skip
def test_too_short(wrong: str) -> None:
    assert [problem.code for problem in passphrase_problems(wrong)] == ["short_passphrase"]
    assert missing(wrong) > 0


@pytest.mark.parametrize(
    "wrong",
    [
        "12345678", "87654321", "123456789012", "aaaaaaaa", "abcdefgh", "hgfedcba", "qwertyui", "poiuytrewq", "1qaz2wsx", "abcabcabc",
        "        ", "password", "Password1", "P@ssw0rd", "admin123", "admin888", "woaini1314", "5201314abc", "19900312", "2026年3月2日",
        "lu19900312", "880312880312", "13800001111", "卢清123456", "幸福里社区123", "１２３４５６７８", "一二三四五六", "𠮷𠮷𠮷𠮷𠮷𠮷", "社区服务中心",
        "党群服务中心2026",
    ],
)  # fmt: skip
def test_too_easy(wrong: str) -> None:
    (problem,) = passphrase_problems(wrong, KNOWN)
    assert (problem.code, problem.blocking) == ("weak_passphrase", True)
    assert problem.remedy


@pytest.mark.parametrize(
    ("right", "found"),
    [
        ("测量用的口令", Strength.FAIR),
        ("六个字够用了", Strength.FAIR),
        ("Xk9#mQ2z", Strength.FAIR),
        ("lu7788zwqa", Strength.FAIR),
        ("我家门前有条河", Strength.STRONG),
        ("幸福里-7788-议事", Strength.STRONG),
        ("another-rain-8", Strength.STRONG),
        ("天王盖地虎宝塔镇河妖", Strength.STRONG),
    ],
)
def test_good_ones(right: str, found: Strength) -> None:
    assert (strength(right), passphrase_problems(right)) == (found, [])


def test_what_is_known_of_the_clerk_is_worth_nothing() -> None:
    assert strength("卢清清河路") is Strength.SHORT
    assert strength("卢清幸福里社区") is Strength.FAIR
    assert strength("卢清幸福里社区", KNOWN) is Strength.WEAK
    assert strength("卢清幸福里社区", ("卢",)) is Strength.FAIR, "one character is no name"


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(st.characters(codec="utf-8"), max_size=10))
def test_it_is_reckoned_for_whatever_is_typed(typed: str, name: str) -> None:
    assert 0 <= bits(typed, (name,)) <= 6 * 3 * len(typed) + 4
    assert passphrase_problems(typed, (name,)) == [] or strength(typed, (name,)) in (Strength.SHORT, Strength.WEAK)


@given(st.text(st.sampled_from(string.ascii_letters), min_size=1, max_size=12), st.integers(2, 6))
def test_saying_it_again_adds_next_to_nothing(typed: str, times: int) -> None:
    assert bits(typed * times) <= bits(typed) + 4 + 4


def test_the_limit_is_some_years_of_guessing() -> None:
    a_third_of_a_second, year = 1 / 3, 365 * 24 * 3600
    assert 2**FEWEST_BITS * a_third_of_a_second > 2 * year
