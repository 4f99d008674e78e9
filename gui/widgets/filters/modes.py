"""The ways in which a field can be asked for, as a clerk chooses among them."""

from attrs import frozen

from db.fields import Code, Flag, Leading, LongText, Period, Rows, TimeOfDay
from db.records.condition import Condition, Test
from db.records.paths import Path, fitting
from db.services.conditions_told import there


@frozen
class Mode:
    """One way of asking.

    Attributes:
        label: what the clerk chooses.
        tests: the tests that it makes conditions of; the first is that of a single value.
        value: the value of a test that asks for no other, such as 1 for yes; None for none.
    """

    label: str
    tests: tuple[Test, ...]
    value: int | None = None

    def says(self, condition: Condition) -> bool:
        """Whether a condition is one that this way makes."""
        return condition.test in self.tests and (self.value is None or condition.values == (self.value,))


RANGE = (Test.AT_LEAST, Test.AT_MOST)
CHOICE, NOT_CHOICE = (Test.AMONG, Test.IS), (Test.NONE_OF, Test.IS_NOT)
_DAYS = (
    Mode("本月", (Test.THIS_MONTH,)),
    Mode("本季度", (Test.THIS_QUARTER,)),
    Mode("今年", (Test.THIS_YEAR,)),
    Mode("近几天", (Test.LAST_DAYS,)),
    Mode("今后几天", (Test.NEXT_DAYS,)),
    Mode("今天以前", (Test.BEFORE_TODAY,)),
)
_ROUND = (
    Mode("本周", (Test.THIS_WEEK,)),
    Mode("本月", (Test.THIS_MONTH,)),
    Mode("下个月", (Test.NEXT_MONTH,)),
    Mode("今后几天", (Test.NEXT_DAYS,)),
)
_REACHES = Mode("今后几天满几岁", (Test.REACHES,))
_MINE = Mode("是我", (Test.MINE,))


def modes_of(path: Path) -> list[Mode]:
    """The ways in which what stands at a path can be asked for, the usual one first."""
    fits, field = fitting(path), path.field
    if isinstance(field, Rows | Flag) or path.is_birthday:
        return _few(path)
    found: list[Mode] = []
    if isinstance(field, Code | Leading) and Test.AMONG in fits:
        found = [Mode("是", CHOICE), Mode("不是", NOT_CHOICE)]
    elif Test.AT_LEAST in fits:
        found = [Mode("从—到", RANGE)]
    elif isinstance(field, Period):
        found = [Mode("是", (Test.IS,))]
    elif Test.CONTAINS in fits:
        found = [Mode("含有", (Test.CONTAINS,)), *([] if isinstance(field, LongText) else [Mode("就是", (Test.IS,))])]
    if Test.LAST_DAYS in fits:
        found += _DAYS
    if Test.REACHES in fits:
        found.append(_REACHES)
    if Test.MINE in fits:
        found.append(_MINE)
    if Test.SOMETHING in fits and not isinstance(field, TimeOfDay):
        something, nothing = there(path)
        found += [Mode(something, (Test.SOMETHING,)), Mode(nothing, (Test.NOTHING,))]
    return found


def _few(path: Path) -> list[Mode]:
    """The ways of what can be asked for in few."""
    if path.is_birthday:
        return list(_ROUND)
    if isinstance(path.field, Rows):
        return [Mode("有", (Test.HAS, Test.SOMETHING)), Mode("没有", (Test.HAS_NOT, Test.NOTHING))]
    return [Mode("是", (Test.IS,), 1), Mode("否", (Test.IS,), 0)]
