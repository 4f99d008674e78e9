"""Records for tests, made from their field lists: a new record type has its examples at once."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

import attrs

from db.fields import (
    Amount,
    Code,
    Day,
    Days,
    Field,
    Flag,
    IdNumber,
    Link,
    LongText,
    Moment,
    Name,
    Phone,
    Rows,
    Text,
    Whole,
)
from db.records import BY_TABLE
from db.records.base import Record, Row, columns_of, fields_of
from db.records.letters.number import ANNOUNCEMENT, CERTIFICATE, LETTER, NOTICE, OTHER, PUBLICITY
from db.services.letters.issue_number import set_first_word
from db.store import Store
from db.values import id_number

R = TypeVar("R", bound=Record)

DAY = date(2026, 3, 2)
BORN = date(1980, 1, 15)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
DIGITS = "零一二三四五六七八九"
# What no value of the kind will do for.
NAMED = {"secrecy": "机密★1年", "dress": "2", "minutes_day": date(2026, 3, 26)}
# Two sides quarrel; all else is content with one part.
PARTS = {"parties": 2}


def citizen_number(serial: int = 1, born: date = BORN) -> str:
    """A right citizen's number of nobody; an odd serial is a man."""
    first17 = f"{220500 + serial // 1000 % 500}{born:%Y%m%d}{serial % 1000:03d}"
    return first17 + id_number.check_character(first17)


def person_name(serial: int) -> str:
    """An invented name, another one for each serial below 1600."""
    return SURNAMES[serial % len(SURNAMES)] + "".join(DIGITS[int(d)] for d in str(serial))


def value(kind: Field[Any], serial: int = 1) -> Any:
    """A right value that is not empty; links stay open."""
    if isinstance(kind, Rows):
        return tuple(example(kind.part, 2 * serial + n) for n in range(PARTS.get(kind.name, 1)))
    made: dict[type[Field[Any]], Any] = {
        Text: f"{kind.label}{serial}",
        LongText: f"{kind.label}第一行\n第{serial}行",
        Name: person_name(serial),
        IdNumber: citizen_number(2 * serial + 1),
        Phone: f"138{serial:08d}",
        Days: f"1月{serial % 9 + 1}日至{serial % 9 + 3}日" if kind.name == "off" else "1月20日",
        Day: BORN if kind.name == "birth" else DAY,
        Moment: datetime(2026, 3, 25, 14, 30),
        Whole: 2000 + serial % 40 if kind.name == "year" else 40 + serial % 40,
        Amount: Decimal("88.5"),
        Flag: True,
        Link: 0,
    }
    if kind.name in NAMED:
        return NAMED[kind.name]
    if isinstance(kind, Code):
        return next(iter(kind.codes().labels))
    return made[type(kind)]


def example(kind: type[Row], serial: int = 1, **changes: Any) -> Any:
    """A row of any type with every field filled; a required link says 1, as nothing is stored here."""
    values = {name: value(field, serial) for name, field in fields_of(kind).items()}
    values |= {name: 1 for name, field in columns_of(kind).items() if isinstance(field, Link) and field.required}
    return kind(**values | changes)


def make(kind: type[R], serial: int = 1, **changes: Any) -> R:
    """A valid record with every field filled, not saved; changes by field name."""
    record: R = example(kind, serial, **changes)
    return record


def plant(store: Store, kind: type[R], serial: int = 0, **changes: Any) -> R:
    """A saved valid record, unlike those of its type that are there already; what it must link to is saved before it."""
    number = serial or store.count(kind) + 1
    record = make(kind, number, **changes)
    values = _planted_links(store, kind, changes)
    for name, field in fields_of(kind).items():
        if isinstance(field, Rows) and name not in changes:
            values[name] = tuple(attrs.evolve(p, **_planted_links(store, type(p))) for p in getattr(record, name))
    return store.save(attrs.evolve(record, **values | changes))


def _planted_links(store: Store, kind: type[Row], given: Collection[str] = ()) -> dict[str, Any]:
    links = {name: field for name, field in columns_of(kind).items() if isinstance(field, Link) and field.required}
    return {name: plant(store, BY_TABLE[field.to]).id for name, field in links.items() if name not in given}


def decide_words(store: Store) -> None:
    """代字 of every family as a centre has decided them: its notices go without one."""
    words = {NOTICE: "", ANNOUNCEMENT: "告", PUBLICITY: "示", LETTER: "函", CERTIFICATE: "证", OTHER: "他"}
    for family, word in words.items():
        set_first_word(store, family, word, date(2020, 1, 1))
