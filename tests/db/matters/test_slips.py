"""回执码: a check in it, no open matter has that of another one, and none ever fails to be given."""

import pytest

from db.records.base import changed
from db.records.matters.codes import EXPLAINED
from db.records.visits.round_sheet import RoundSheet
from db.services.matters import slips
from db.services.matters.slips import is_mistyped, matter_of_slip, new_slip
from db.services.move import move
from db.store import Store
from db.values import sheet_code
from tests.db.matters.hub import TAKEN, again, matter
from tests.factories import plant


class Drawn:
    """Draws what a test says, then whatever comes last."""

    def __init__(self, *numbers: int) -> None:
        self.numbers = list(numbers)

    def randbelow(self, most: int) -> int:
        number = self.numbers.pop(0) if len(self.numbers) > 1 else self.numbers[0]
        assert 0 <= number < most
        return number


def test_a_new_slip_has_five_figures_with_a_check(desk: Store) -> None:
    for _ in range(20):
        slip = new_slip(desk)
        assert len(slip) == 5
        assert sheet_code.is_one(slip)


def test_what_an_open_matter_or_a_paper_that_is_out_has_is_not_given_again(
    desk: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, paper, free = (sheet_code.made(serial) for serial in (1000, 1001, 1002))
    taken = matter(desk, "漏水", slip=first)
    plant(desk, RoundSheet, code=paper, keyed=None)
    monkeypatch.setattr(slips, "secrets", Drawn(0, 1, 2))
    assert new_slip(desk) == free
    move(desk, again(desk, taken), "answer", TAKEN, result="修好了", outcome=EXPLAINED)
    monkeypatch.setattr(slips, "secrets", Drawn(0, 1, 2))
    assert new_slip(desk) == first, "that of a closed one is free again"


def test_seven_figures_where_those_of_five_are_used_up(desk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    matter(desk, "漏水", slip=sheet_code.made(1007))
    monkeypatch.setattr(slips, "secrets", Drawn(7))
    slip = new_slip(desk)
    assert slip == sheet_code.made(100_007)
    assert len(slip) == 7
    assert sheet_code.is_one(slip)


def test_a_code_leads_to_the_open_matter_and_then_to_the_newest(desk: Store) -> None:
    old = "52817"
    assert not sheet_code.is_one(old), "one of before there was a check"
    first = matter(desk, "漏水", slip=old)
    assert matter_of_slip(desk, f" {old} ") == first.id
    move(desk, again(desk, first), "answer", TAKEN, result="修好了", outcome=EXPLAINED)
    assert matter_of_slip(desk, old) == first.id
    second = matter(desk, "停电", slip=old)
    assert matter_of_slip(desk, old) == second.id
    assert matter_of_slip(desk, "52818") == 0
    assert matter_of_slip(desk, "5281") == 0


def test_a_wrong_figure_is_told() -> None:
    code = sheet_code.made(5281)
    wrong = f"{code[:2]}{(int(code[2]) + 1) % 10}{code[3:]}"
    assert is_mistyped(wrong)
    assert not is_mistyped(code)
    assert not is_mistyped("张国富")
    assert not is_mistyped("123456")


def test_a_slip_that_came_with_a_matter_stays(desk: Store) -> None:
    one = matter(desk, "漏水", slip="52817")
    assert changed(one, subject="漏水").slip == "52817"
