"""What a number tells of the paper that bears it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values import id_number, paper_number
from db.values.paper_number import PROVINCES

days = st.dates(date(1908, 1, 1), date(2025, 12, 31))
serials = st.integers(0, 999)


def number(head: str, born: date, serial: int) -> str:
    first17 = f"{head}{born:%Y%m%d}{serial:03d}"
    return first17 + id_number.check_character(first17)


@pytest.mark.parametrize(
    ("written", "kind", "sex", "birth", "nationality", "province"),
    [
        ("11010519491231002X", "111", "2", date(1949, 12, 31), "", "北京"),
        ("810000199408230021", "HKR", "2", date(1994, 8, 23), "中国香港", "香港"),
        ("82000019901111004X", "MOR", "2", date(1990, 11, 11), "中国澳门", "澳门"),
        ("830000199201300022", "TWR", "2", date(1992, 1, 30), "中国台湾", "台湾"),
        ("911124198108030024", "FPR", "", date(1981, 8, 3), "", "北京"),
        ("KAZ110090123105", "FPR", "", None, "", "北京"),
    ],
)
def test_papers_are_told_from_their_numbers(
    written: str, kind: str, sex: str, birth: date | None, nationality: str, province: str
) -> None:
    told = paper_number.read(written)
    assert told is not None
    assert (told.kind, told.sex, told.birth, told.nationality, told.province) == (
        kind,
        sex,
        birth,
        nationality,
        province,
    )


def test_countries_of_both_cards_for_foreigners_are_told() -> None:
    assert [paper_number.read(n).country for n in ("911124198108030024", "KAZ110090123105")] == ["124", "KAZ"]  # type: ignore[union-attr]


def test_a_nine_without_a_province_is_no_foreigner() -> None:
    told = paper_number.read(number("990504", date(1985, 3, 4), 2))
    assert told is not None
    assert (told.kind, told.sex, told.country) == ("111", "2", ""), "so are those of the practice community"


@given(st.sampled_from(sorted(PROVINCES)), days, serials)
def test_any_right_number_tells_its_day_and_province(province: str, born: date, serial: int) -> None:
    told = paper_number.read(number(f"{province}0101", born, serial))
    assert told is not None
    assert (told.birth, told.sex, told.province) == (born, "1" if serial % 2 else "2", PROVINCES[province])


@given(st.integers(10, 89), days, serials)
def test_an_unknown_region_is_worth_a_word_and_never_a_fault(province: int, born: date, serial: int) -> None:
    written = number(f"{province}0101", born, serial)
    kind = paper_number.kind_of(written)
    assert paper_number.fault(kind, written) == ""
    assert bool(paper_number.region_fault(kind, written)) == (str(province) not in PROVINCES)


@given(st.sampled_from(sorted(PROVINCES)), days, serials, st.integers(0, 16), st.integers(1, 9))
def test_no_figure_can_be_mistaken_without_being_noticed(
    province: str, born: date, serial: int, place: int, by: int
) -> None:
    right = number(f"{province}0101", born, serial)
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]
    assert paper_number.read(wrong) is None


@given(st.text(max_size=20))
def test_whatever_is_typed_is_read_without_an_error(written: str) -> None:
    tidied = id_number.tidy(written)
    told = paper_number.read(tidied)
    assert told is None or not paper_number.fault(told.kind, tidied)
    assert paper_number.widened(tidied) == "" or len(tidied) == 15


@given(st.dates(date(1908, 1, 1), date(1999, 12, 31)), serials)
def test_an_old_number_is_widened_but_for_those_over_a_hundred(born: date, serial: int) -> None:
    old = f"110105{born:%y%m%d}{serial:03d}"
    wider = paper_number.widened(old)
    if serial >= 996:
        assert wider == ""
        assert paper_number.is_over_100(old)
    else:
        assert not id_number.fault(wider)
        assert id_number.birth(wider) == born
    assert paper_number.widened("110105491231002") == "11010519491231002X"
