"""统一社会信用代码 (GB 32100-2015)."""

import pytest

from db.fields import CreditCode
from db.values import credit_code


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000802100433B"])
def test_right_codes(code: str) -> None:
    assert credit_code.fault(code) == ""
    assert credit_code.check_character(code[:17]) == code[17]


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91350100M000100Y4", "credit_length"),
        ("", "credit_length"),
        ("91350100O000100Y43", "credit_characters"),
        ("91350100m000100y43", "credit_characters"),
        ("91350100M000100Y44", "credit_checksum"),
        ("91350100M000010Y43", "credit_checksum"),
    ],
)
def test_wrong_codes(code: str, fault: str) -> None:
    assert credit_code.fault(code) == fault
    assert credit_code.FAULTS[fault]


@pytest.mark.parametrize(
    "written",
    [
        " 91350100m000100y43 ",
        "９１３５０１００Ｍ０００１００Ｙ４３",
        "91350100-M000100Y-43",
        "统一社会信用代码：91350100M000100Y43",
    ],
)
def test_a_code_is_read_among_what_stands_around_it(written: str) -> None:
    assert CreditCode("统一社会信用代码").read(written) == "91350100M000100Y43"


def test_a_wrong_code_is_kept_as_it_was_written() -> None:
    assert CreditCode("统一社会信用代码").read(" 正在办理 ") == "正在办理"
    fault = CreditCode("统一社会信用代码", name="uscc").fault("正在办理")
    assert fault
    assert not fault.blocking
