"""Records for tests, made from their field lists: a new record type has its examples at once."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

import attrs

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
from db.records.base import Record, Row, columns_of, fields_of
from db.records.flow import Flow, flow_among
from db.records.letters.number import ANNOUNCEMENT, CERTIFICATE, LETTER, NOTICE, OTHER, PUBLICITY
from db.services.estates.naming import estate_for
from db.services.letters.issue_number import set_first_word
from db.store import Store, Warrant
from db.values import credit_code, id_number
from db.values.calendar_period import period_of
from tests.added import EVERY

R = TypeVar("R", bound=Record)

DAY = date(2026, 3, 2)
BORN = date(1980, 1, 15)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
DIGITS = "零一二三四五六七八九"
# What no value of the kind will do for.
NAMED = {
    "secrecy": "机密★1年",
    "dress": "2",
    "minutes_day": date(2026, 3, 26),
    "taken": datetime(2026, 3, 2, 9, 30),
    "found": datetime(2026, 3, 2, 9, 30),
    "blown": datetime(2026, 3, 2, 9, 30),
    "consent": "1",
}
# What is there for good unless somebody says otherwise, and what comes before its other days.
GOING_ON: dict[str, dict[str, Any]] = {
    "grid": {"since": None, "until": None},
    "reception": {"at": datetime(2026, 3, 2, 9, 30)},
}
# Two sides quarrel; all else is content with one part.
PARTS = {"parties": 2}


def citizen_number(serial: int = 1, born: date = BORN) -> str:
    """A right citizen's number of nobody; an odd serial is a man."""
    first17 = f"{220500 + serial // 1000 % 500}{born:%Y%m%d}{serial % 1000:03d}"
    return first17 + id_number.check_character(first17)


def credit_number(serial: int = 1) -> str:
    """A right code of no organisation: its region does not exist."""
    first17 = f"91990000MA{serial % 10**7:07d}"
    return first17 + credit_code.check_character(first17)


def person_name(serial: int) -> str:
    """An invented name, another one for each serial below 1600."""
    return SURNAMES[serial % len(SURNAMES)] + "".join(DIGITS[int(d)] for d in str(serial))


def value(kind: Field[Any], serial: int = 1) -> Any:
    """A right value that is not empty; links stay open."""
    if isinstance(kind, Rows):
        if kind.telling[0]:
            return ()  # it follows from what is written of today
        return tuple(example(kind.part, 2 * serial + n) for n in range(PARTS.get(kind.name, 1)))
    if kind.name in NAMED:
        named = NAMED[kind.name]
        return named.date() if isinstance(named, datetime) and type(kind) is Day else named
    if isinstance(kind, Code):
        codes = list(kind.codes().labels) or [""]  # a list that every centre fills in itself begins empty
        return codes[serial % len(codes) if kind.name == "category" else 0]  # else two limits would hold for the same
    if isinstance(kind, Period):
        return period_of(DAY, kind.lengths[0])
    return VALUES[type(kind)](kind, serial)


def _whole(kind: Field[Any], number: int) -> int:
    """A number that the field may hold: one above the most there may be is the most."""
    most = getattr(kind, "most", None)
    return number if most is None else min(number, int(most))


VALUES: dict[type[Field[Any]], Callable[[Field[Any], int], Any]] = {
    Text: lambda kind, serial: f"{kind.label}{serial}",
    LongText: lambda kind, serial: f"{kind.label}第一行\n第{serial}行",
    Name: lambda _, serial: person_name(serial),
    IdNumber: lambda _, serial: citizen_number(2 * serial + 1),
    CreditCode: lambda _, serial: credit_number(serial),
    Phone: lambda _, serial: f"138{serial:08d}",
    Days: lambda kind, serial: f"1月{serial % 9 + 1}日至{serial % 9 + 3}日" if kind.name == "off" else "1月20日",
    Day: lambda kind, _: BORN if kind.name == "birth" else DAY,
    Moment: lambda _kind, _: datetime(2026, 3, 25, 14, 30),
    TimeOfDay: lambda kind, serial: time((8, 13)[kind.name == "closes"] + serial % 4, 30),
    Whole: lambda kind, serial: 2000 + serial % 40 if kind.name == "year" else _whole(kind, 40 + serial % 40),
    Amount: lambda _kind, _: Decimal("88.5"),
    Money: lambda _kind, _: Decimal("28600.00"),
    Ref: lambda _kind, _: 0,
    Flag: lambda _kind, _: True,
    Evidence: lambda _, serial: f"{serial:032x}",
    Link: lambda _kind, _: 0,
}


def example(kind: type[Row], serial: int = 1, **changes: Any) -> Any:
    """A row of any type with every field filled; required links say 1, 2 …, as nothing is stored here."""
    values = {name: value(field, serial) for name, field in fields_of(kind).items()}
    required = [name for name, field in columns_of(kind).items() if isinstance(field, Link | Ref) and field.required]
    values |= {name: number for number, name in enumerate(required, 1)}
    values |= GOING_ON.get(kind.TABLE, {})
    values |= {flow.outcome: "" for flow in _flows(kind) if flow.outcome}  # it stands at the beginning
    return kind(**values | changes)


def _flows(kind: type[Row]) -> tuple[Flow, ...]:
    found = EVERY.find(kind.TABLE)
    return found.flows if found else ()


def make(kind: type[R], serial: int = 1, **changes: Any) -> R:
    """A valid record with every field filled, not saved; changes by field name."""
    record: R = example(kind, serial, **changes)
    return record


def begun(store: Store, kind: type[R], changes: Mapping[str, Any] | None = None) -> R:
    """A saved record that stands at the beginning of its flow, with nothing filled in that only moves fill in."""
    flow = flow_among(store.kinds[kind.TABLE].flows, attrs.asdict(make(kind, **dict(changes or {})), recurse=False))
    assert flow is not None
    fixed = {name: field.EMPTY for name, field in fields_of(kind).items() if field.fixed}
    if "against" in fields_of(kind):
        fixed["against"] = ()  # whoever is complained about steps aside, and everybody here has one name
    return plant(store, kind, 0, **fixed | {flow.field: flow.stages[0].code} | dict(changes or {}))


def told_apart(flow: Flow) -> dict[str, Any]:
    """What tells that a record goes by a flow; nothing where its type has but one."""
    name, values = flow.when
    return {name: values[0]} if name else {}


def unsaved(value: Any) -> Any:
    """A value as it is before it is saved: parts have no ids then."""
    return tuple(attrs.evolve(part, id=0, version=0) for part in value) if isinstance(value, tuple) else value


def estate(store: Store, name: str) -> int:
    """The id of the estate of a name, which is saved when it is not there yet."""
    with store.writing() as w:
        return estate_for(w, name)


def plant(store: Store, kind: type[R], serial: int = 0, **changes: Any) -> R:
    """A saved valid record, unlike those of its type that are there already; what it must link to is saved before it."""
    number = serial or store.count(kind) + 1
    record = make(kind, number, **changes)
    values = planted_links(store, kind, changes)
    for name, field in fields_of(kind).items():
        if isinstance(field, Rows) and name not in changes:
            values[name] = tuple(attrs.evolve(p, **planted_links(store, type(p))) for p in getattr(record, name))
    with store.writing(warrant=Warrant.PRACTICE) as w:
        return w.save(attrs.evolve(record, **values | changes))


def planted_links(store: Store, kind: type[Row], given: Collection[str] = ()) -> dict[str, Any]:
    """What a row must link to, saved now, by field."""
    links = {name: field for name, field in columns_of(kind).items() if isinstance(field, Link) and field.required}
    refs = {name: field for name, field in columns_of(kind).items() if isinstance(field, Ref) and field.required}
    return {
        **{name: plant(store, store.kinds[field.to].record).id for name, field in links.items() if name not in given},
        **{name: _planted_ref(store, field) for name, field in refs.items() if name not in given},
    }


def _planted_ref(store: Store, field: Ref) -> int:
    return store.kinds.reference_of(plant(store, store.kinds[field.to[0] if field.to else "grid"].record))


def decide_words(store: Store) -> None:
    """代字 of every family as a centre has decided them: its notices go without one."""
    words = {NOTICE: "", ANNOUNCEMENT: "告", PUBLICITY: "示", LETTER: "函", CERTIFICATE: "证", OTHER: "他"}
    for family, word in words.items():
        set_first_word(store, family, word, date(2020, 1, 1))
