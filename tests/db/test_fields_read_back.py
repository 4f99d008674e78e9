"""What any kind of field shows, it reads back; what it stores, it loads back: a form saved untouched changes nothing."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import fields
from db.errors import ValueUnreadable
from db.fields import (
    Amount,
    Code,
    CreditCode,
    Day,
    Days,
    Evidence,
    Field,
    Flag,
    IdNumber,
    Link,
    LongText,
    Moment,
    Money,
    Name,
    Period,
    Phone,
    Ref,
    Rows,
    Text,
    TimeOfDay,
    Whole,
)
from db.records import RECORD_TYPES
from db.records.base import Row, columns_of, parts_of
from db.values.calendar_period import LENGTHS, CalendarPeriod
from db.values.reference import ID_BITS
from tests.factories import citizen_number, credit_number

LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30).map(str.strip)
LARGEST = 10**15 - 1
# By kind; a value is one that reading can give: what nobody can type is in no store.
VALUES: dict[type[Field[Any]], st.SearchStrategy[Any]] = {
    Text: LINE,
    LongText: st.lists(LINE, max_size=4).map("\n".join).map(str.strip),
    Name: LINE.map(Name("").read),
    IdNumber: st.integers(0, 999_000).map(citizen_number) | LINE.map(IdNumber("").read),
    CreditCode: st.integers(0, 9_999_999).map(credit_number) | LINE.map(CreditCode("").read),
    Phone: st.from_regex(r"\+?[0-9 /，;-]{0,30}", fullmatch=True).map(Phone("").read) | LINE.map(Phone("").read),
    Days: LINE,
    Day: st.none() | st.dates(date(1000, 1, 1)),
    Moment: st.none() | st.datetimes(datetime(1000, 1, 1)).map(lambda d: d.replace(second=0, microsecond=0)),
    TimeOfDay: st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    Whole: st.none() | st.integers(-LARGEST, LARGEST),
    Flag: st.booleans(),
    Evidence: st.just("") | st.from_regex(r"[0-9a-f]{32}", fullmatch=True),
    Link: st.integers(0, 2**52),
    Ref: st.integers(0, (1 << 15 + ID_BITS) - 1),
}
PERIODS = st.tuples(st.integers(1, 9998), st.integers(0, 11), st.sampled_from(LENGTHS)).map(
    lambda p: CalendarPeriod(p[0], p[1] // p[2] * p[2] + 1, p[2])
)


def values(kind: Field[Any]) -> st.SearchStrategy[Any]:
    """Strategies of a field as a record declares it."""
    if isinstance(kind, Code):
        return st.sampled_from(["", *kind.codes().labels])
    if isinstance(kind, Amount):
        most = (LARGEST + 1) * 10**kind.places - 1
        return st.none() | st.integers(-most, most).map(lambda n: Decimal(n).scaleb(-kind.places))
    if isinstance(kind, Period):
        return st.none() | PERIODS.filter(lambda p: p.months in kind.lengths)
    return VALUES[type(kind)]


def declared() -> Iterator[Field[Any]]:
    """Every field of every table, and one of each kind that a paper alone has."""
    rows: list[type[Row]] = [*RECORD_TYPES, *(r.part for kind in RECORD_TYPES for r in parts_of(kind).values())]
    for row in rows:
        yield from columns_of(row).values()
    yield Amount("分数", places=1)
    yield Amount("个数", places=0)
    yield Money("金额")
    yield Ref("关于")
    yield Period("期间")
    yield Period("季度", lengths=(3,))


DIFFERENT = {
    (type(k), getattr(k, "table", ""), getattr(k, "places", 0), getattr(k, "looks", ""), getattr(k, "lengths", ())): k
    for k in declared()
}


def test_every_kind_is_tried() -> None:
    kinds = {k for k in vars(fields).values() if isinstance(k, type) and issubclass(k, Field)} - {
        Field,
        Rows,
        fields.Leading,
        fields.Words,
    }
    assert kinds == {type(k) for k in DIFFERENT.values()}


@pytest.mark.parametrize("kind", DIFFERENT.values(), ids=lambda k: f"{type(k).__name__} {k.label}")
def test_read_back(kind: Field[Any]) -> None:
    @given(values(kind))
    def holds(value: Any) -> None:
        assert kind.read(kind.show(value)) == value
        assert kind.load(kind.store(value)) == value
        assert type(kind.load(kind.store(value))) is type(value)

    holds()


def test_a_period_is_as_long_as_it_may_be() -> None:
    quarters = Period("季度", lengths=(3,))
    assert quarters.fault(CalendarPeriod(2026, 4, 3)) is quarters.fault(None) is None
    fault = quarters.fault(CalendarPeriod(2026, 4, 1))
    assert fault is not None
    assert (fault.code, fault.blocking) == ("length", True)
    assert Period("期间", required=True).fault(None) is not None


@pytest.mark.parametrize("written", ["1.23456789万", "0.0000001万", "一些万", "万"])
def test_ten_thousands_that_are_no_fen_are_refused(written: str) -> None:
    with pytest.raises(ValueUnreadable, match="不是金额"):
        Money("金额").read(written)


@pytest.mark.parametrize(("written", "yuan"), [("1.2万", "12000"), ("0.000001万", "0.01"), ("1.2万元", "12000")])
def test_ten_thousands_are_read_to_the_fen(written: str, yuan: str) -> None:
    assert Money("金额").read(written) == Decimal(yuan)
