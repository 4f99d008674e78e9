"""Field kinds: what is typed is read, shown, masked and stored without loss."""

from datetime import date, datetime

import pytest

from db import fields
from db.errors import ValueUnreadable
from db.fields import Code, Day, Field, Flag, IdNumber, Link, Moment, Name, Number, Phone, Privacy, Rows, Text, Whole


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Text("事由"), "  漏水 ", "漏水"),
        (Name("姓名"), "阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        (IdNumber("证件号码"), "110105 19491231 002x", "11010519491231002X"),
        (IdNumber("证件号码"), " 不详 ", "不详"),
        (IdNumber("证件号码"), "1101051949123100 29", "1101051949123100 29"),
        (Phone("电话"), "138-0013-8000", "13800138000"),
        (Day("日期"), "2026.3.2", date(2026, 3, 2)),
        (Day("日期"), "", None),
        (Moment("时间"), "2026-03-25 14:30", datetime(2026, 3, 25, 14, 30)),
        (Whole("年龄"), "４２", 42),
        (Whole("年龄"), "", None),
        (Number("面积"), "88.5㎡", 88.5),
        (Number("面积"), "88.5平方米", 88.5),
        (Number("面积"), "102.0", 102.0),
        (Flag("独居"), "是", True),
        (Flag("独居"), "√", True),
        (Flag("独居"), "否", False),
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
        (Number("面积"), "八十平"),
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


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (Number("面积"), 88.0, "88"),
        (Number("面积"), None, ""),
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
    assert IdNumber("证件号码").mask("11010519491231002X") == "110105********002X"
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
    assert {k.SQL for k in kinds} == {"TEXT", "INTEGER", "REAL"}
