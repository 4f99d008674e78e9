"""Identity numbers: the standard's own examples, and that no slip of the pen gets through."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.fields import IdNumber
from db.values import id_number
from tests.factories import citizen_number

TODAY = date(2026, 3, 2)
serials = st.integers(min_value=0, max_value=999)
births = st.dates(min_value=date(1920, 1, 1), max_value=TODAY)


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "110101199003070011",
        "370811195602290025",  # 29 February
        "810000199408230021",  # 港澳台居民居住证
        "830000199201300022",
        "82000019901111004X",
    ],
)
def test_right_numbers(number: str) -> None:
    assert id_number.fault(number, TODAY) == ""


def test_check_character_of_the_standard() -> None:
    assert id_number.check_character("11010519491231002") == "X"
    assert id_number.check_character("44052418800101001") == "4"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", "id_missing"),
        ("1101051949123100", "id_length"),
        ("110105491231002", "id_length"),
        ("11010519491231002Y", "id_characters"),
        ("1101051949123X0029", "id_characters"),
        ("110105194902290029", "id_birth"),  # 1949 had no 29 February
        ("440524188001010014", "id_birth"),  # rightly checked, but 146 years old
        ("110105194912310029", "id_checksum"),
    ],
)
def test_wrong_numbers_say_why(number: str, code: str) -> None:
    assert id_number.fault(number, TODAY) == code
    assert code in id_number.FAULTS


def test_born_tomorrow_is_no_birth() -> None:
    assert id_number.fault(citizen_number(1, date(2026, 3, 3)), TODAY) == "id_birth"
    assert id_number.fault(citizen_number(1, date(2026, 3, 2)), TODAY) == ""


@given(births, serials, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(born: date, serial: int, place: int, shift: int) -> None:
    number = citizen_number(serial, born)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert id_number.fault(wrong, TODAY) != ""


@given(births, serials, st.integers(0, 15))
def test_two_swapped_digits_never_pass(born: date, serial: int, place: int) -> None:
    number = citizen_number(serial, born)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or id_number.fault(swapped, TODAY) != ""


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        " 110105 19491231 002X\n",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231002Х",  # Cyrillic
        "11010519491231002×",
        "110105-19491231-002X",
        "'11010519491231002X",
        "\ufeff11010519491231002X",
    ],
)
def test_tidied_to_the_same_number(written: str) -> None:
    assert id_number.tidy(written) == "11010519491231002X"


@pytest.mark.parametrize(
    ("written", "kept", "code"),
    [
        ("身份证：110105194912310029", "110105194912310029", "id_checksum"),
        ("身份证号码:11010519490229002X（本人）", "11010519490229002X", "id_birth"),
        ("证件号码：1101051949123100", "1101051949123100", "id_length"),
        ("身份证：11010519491231002Y", "11010519491231002Y", "id_characters"),
        ("'110105 1949 1231 0029", "110105194912310029", "id_checksum"),
        ("110105194912310029（儿子）", "110105194912310029（儿子）", "id_characters"),
        ("无证", "无证", "id_missing"),
        ("身份证号为110105194912310029", "110105194912310029", "id_checksum"),
        ("H-1234-5678", "H-1234-5678", "id_characters"),
    ],
)
def test_a_wrong_number_is_kept_without_what_stands_around_it_and_says_why(written: str, kept: str, code: str) -> None:
    assert IdNumber("证件号码").read(written) == kept
    assert id_number.fault(kept, TODAY) == code


def test_what_is_said_of_a_number_is_told_apart_from_it() -> None:
    assert id_number.noted("11010519491231002x（已过期）") == ("11010519491231002X", "已过期")
    assert id_number.noted("身份证：110105********002X") == ("110105********002X", "")
    assert id_number.noted("身份证：110105**********2X") == ("110105**********2X", ""), (
        "what is covered counts as figures"
    )
    for both in ("11010519491231002X/旧110105491231002", "身份证11010519491231002x；护照E12345678"):
        assert id_number.noted(both) == ("11010519491231002X", both)
    two = "11010519491231002X 110101199003070011"
    assert id_number.kept(two) == two, "whose is which, nobody can tell"


def test_old_number_widens() -> None:
    assert id_number.is_old("110105491231002")
    assert id_number.widen("110105491231002") == "11010519491231002X"
    assert not id_number.is_old("110105491331002")


@given(births, serials)
def test_birth_and_sex_are_read_back(born: date, serial: int) -> None:
    number = citizen_number(serial, born)
    assert id_number.birth(number) == born
    assert id_number.sex(number) == ("1" if serial % 2 else "2")
