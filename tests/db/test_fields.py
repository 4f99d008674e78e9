"""Field kinds: what is typed is read, shown, masked and stored without loss."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from db import fields
from db.errors import ValueUnreadable
from db.fields import (
    Code,
    Day,
    Field,
    Flag,
    IdNumber,
    Link,
    Moment,
    Money,
    Name,
    Phone,
    Privacy,
    Rows,
    Text,
    Whole,
)
from db.records.base import columns_of
from db.records.registry.place import House

AREA = columns_of(House)["area"]


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Text("事由"), "  漏水 ", "漏水"),
        (Name("姓名"), "阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        (IdNumber("证件号码"), "110105 19491231 002x", "11010519491231002X"),
        (IdNumber("证件号码"), " 不详 ", "不详"),
        *(
            (IdNumber("证件号码"), written, "11010519491231002X")
            for written in (
                "身份证号：11010519491231002x",
                "11010519491231002X（本人）",
                "‘11010519491231002X",
                "11010519491231002X、",
                "\u202a11010519491231002X\u202c",
                "公民身份号码 110105-19491231-002X",
                "（１１０１０５１９４９１２３１００２Ｘ）",
            )
        ),
        (IdNumber("证件号码"), "11010519491231002X（已迁出）", "11010519491231002X（已迁出）"),
        (IdNumber("证件号码"), "1101051949123100 29", "110105194912310029"),
        (Phone("电话"), "138-0013-8000", "13800138000"),
        (Day("日期"), "2026.3.2", date(2026, 3, 2)),
        (Day("日期"), "", None),
        (Moment("时间"), "2026-03-25 14:30", datetime(2026, 3, 25, 14, 30)),
        (Whole("年龄"), "４２", 42),
        (Whole("年龄"), "", None),
        (AREA, "88.5㎡", Decimal("88.5")),
        (AREA, "88.5平方米", Decimal("88.5")),
        (AREA, "102.0", Decimal(102)),
        *(
            (AREA, f"{n}{unit}", Decimal(n))
            for n in (92, 122, 22, 102)
            for unit in ("", "m2", "m²", "平米", " 平", "㎡")
        ),
        (AREA, "１２３", Decimal(123)),
        (AREA, "1,234.56", Decimal("1234.56")),
        (AREA, "12506.36", Decimal("12506.36")),
        (AREA, "88.45000000000001", Decimal("88.45")),
        (AREA, " ", None),
        (Money("金额"), "28,600元", Decimal(28600)),
        (Money("金额"), "￥1,200.5", Decimal("1200.5")),
        (Money("金额"), "人民币3.5万元整", Decimal(35000)),
        (Money("金额"), "0.1234万", Decimal(1234)),
        (Money("金额"), "-5", Decimal(-5)),
        (Money("金额"), "", None),
        (Whole("年龄", units=("岁",)), "42岁", 42),
        (Whole("年龄"), "42.0", 42),
        (Whole("年龄"), "-3", -3),
        (Flag("独居"), "是", True),
        (Flag("独居"), "√", True),
        (Flag("独居"), "否", False),
        (Flag("独居"), "✓", True),
        (Flag("独居"), "Ｙ", True),
        (Flag("独居"), "×", False),
        (Code("性别", table="sex"), "男性", "1"),
        (Code("性别", table="sex"), "", ""),
        (Link("房屋", to="house"), "", 0),
    ],
)
def test_read(kind: Field[object], written: str, value: object) -> None:
    assert kind.read(written) == value


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Whole("年龄"), "四十二"),
        (AREA, "八十平"),
        *(
            (AREA, wrong)
            for wrong in ("nan", "inf", "1e5", "1_000", "1,23", "2亩", "92平方米3", "88.456", "9" * 16, "٣")
        ),
        (Whole("年龄"), "4.5"),
        (Flag("独居"), "也许"),
        (Day("日期"), "2026-2-30"),
        (Moment("时间"), "25:00"),
        (Code("性别", table="sex"), "雌"),
        (Link("房屋", to="house"), "3栋502"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(kind: Field[object], written: str) -> None:
    with pytest.raises(ValueUnreadable) as refused:
        kind.read(written)
    assert written.strip() in refused.value.message
    assert refused.value.remedy


@pytest.mark.parametrize(("kind", "longest"), [(Text("事由"), 100), (Name("姓名"), 100), (Text("抄送", longest=3), 3)])
def test_a_line_has_a_measure_in_characters(kind: Field[str], longest: int) -> None:
    """What lies outside the first plane is one character, though Qt counts two; blanks around count nothing."""
    for text in ("字" * longest, "𠮷" * longest):
        assert kind.read(f"  {text} ") == text
        with pytest.raises(ValueUnreadable) as refused:
            kind.read(f"{text}多")
        assert refused.value.message == f"有 {longest + 1} 个字，最多 {longest} 个字"
        assert kind.label in refused.value.remedy


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (AREA, Decimal("88.00"), "88"),
        (AREA, Decimal("12506.36"), "12506.36"),
        (AREA, Decimal(100), "100"),
        (AREA, None, ""),
        (Flag("独居"), True, "是"),
        (Flag("独居"), False, ""),
        (Day("日期"), date(2026, 3, 2), "2026-03-02"),
        (Moment("时间"), datetime(2026, 3, 2, 9, 5), "2026-03-02 09:05"),
        (Code("性别", table="sex"), "2", "女"),
        (Code("性别", table="sex"), "x", "x"),
        (Link("房屋", to="house"), 0, ""),
        (Rows("当事人"), (1, 2), "2 项"),
    ],
)
def test_show(kind: Field[object], value: object, shown: str) -> None:
    assert kind.show(value) == shown


def test_sensitive_is_stars_and_nothing_else() -> None:
    assert Text("病情", privacy=Privacy.SENSITIVE).mask("高血压") == "***"
    assert Text("病情").mask("高血压") == "高血压"
    assert IdNumber("证件号码").mask("11010519491231002X") == "110105**********2X"
    assert Phone("电话").mask("13800135678") == "138****5678"


@pytest.mark.parametrize(
    "kind", [Text("姓名", required=True), Day("日期", required=True), Rows("当事人", required=True)]
)
def test_required_and_empty_forbids_saving(kind: Field[object]) -> None:
    fault = kind.fault(kind.EMPTY)
    assert fault
    assert fault.blocking
    assert fault.code == "required"
    assert kind.label in fault.sentence()


def test_an_area_below_nothing_forbids_saving() -> None:
    fault = AREA.fault(AREA.read("-5"))
    assert fault
    assert fault.blocking
    assert "-5" in fault.message
    assert AREA.fault(Decimal(0)) is None


def test_amounts_are_kept_as_whole_numbers() -> None:
    assert AREA.store(Decimal("12506.36")) == 1250636
    assert AREA.load(1250636) == Decimal("12506.36")


def test_a_doubtful_phone_is_said_but_saved() -> None:
    fault = Phone("电话").fault("12345678901")
    assert fault
    assert not fault.blocking


def test_a_character_no_name_can_hold_forbids_saving() -> None:
    fault = Name("姓名").fault("张\ue000")
    assert fault
    assert fault.blocking
    assert "U+E000" in fault.message


def test_a_code_out_of_the_table_forbids_saving() -> None:
    fault = Code("性别", table="sex").fault("7")
    assert fault
    assert fault.blocking


def test_every_kind_is_public_and_has_a_column_type() -> None:
    kinds = [k for k in vars(fields).values() if isinstance(k, type) and issubclass(k, Field)]
    assert len(kinds) >= 14
    assert {k.SQL for k in kinds} == {"TEXT", "INTEGER"}
