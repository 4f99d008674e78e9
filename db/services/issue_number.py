"""取号、作废、补号: every number of a paper goes through the book; none is ever given twice.

A number is drawn in the write transaction that issues its paper, so that a paper that is refused uses up none and two
windows never draw the same. The year is that of the day of issue: on 1 January every family begins anew.
"""

from collections.abc import Iterable
from datetime import date

import attrs
from attrs import frozen

from db.errors import AppError, RecordInvalid
from db.records.base import Record, fields_of
from db.records.centre import Rule, number_form_key, number_word_key
from db.records.number import BELATED, CASE, MINUTES, UNUSED, VOID, IssuedNumber
from db.store import Store, Writer, eq
from db.values.number_form import STANDARD, number_written

MOST_AT_ONCE = 999
_COUNTERS = {CASE: "case", MINUTES: "minutes"}
"""The counters of the families that were counted before there was a book; the others are named by their code."""
_FORMS = {MINUTES: "{序号}"}


class NumberTaken(AppError):
    """The number is in the book already."""

    code = "number_taken"


class NumberNotPast(AppError):
    """The number has not come up yet."""

    code = "number_not_past"


@frozen
class Drawn:
    """A number just drawn, still to be entered in the book."""

    family: str
    day: date
    serial: int
    written: str


@frozen
class Gap:
    """The numbers of a family and year that nobody can account for."""

    family: str
    year: int
    missing: tuple[int, ...]

    def words(self) -> str:
        """2026年通知：缺 3、7—9 号."""
        return f"{self.year}年{family_label(self.family)}：缺 {in_words(self.missing)} 号"


def family_label(family: str) -> str:
    """What the clerk calls a family."""
    return fields_of(IssuedNumber)["family"].show(family)


def number_style(store: Store, family: str, day: date) -> tuple[str, str]:
    """代字 and form of a family's numbers in force on a day."""
    word = store.rule(number_word_key(family), day) or (store.centre().case_word if family == CASE else "")
    return word, store.rule(number_form_key(family), day) or _FORMS.get(family, STANDARD)


def set_number_style(store: Store, family: str, word: str, form: str, today: date) -> None:
    """Other 代字 and form from today on; numbers given before stay as they are. What is as it was is not entered.

    Raises:
        RecordInvalid: the form has no place for the serial number, or a field that is not known.
    """
    before = number_style(store, family, today)
    label = family_label(family)
    wanted = (
        (number_word_key(family), f"{label}代字", word.strip(), before[0]),
        (number_form_key(family), f"{label}文号格式", form.strip(), before[1]),
    )
    with store.writing("改文号格式") as w:
        for key, name, value, old in wanted:
            if value != old:
                w.save(Rule(key=key, label=name, value=value, since=today, source="本中心自定"))


def draw_number(store: Store, w: Writer, family: str, day: date) -> Drawn:
    """The next number of a family in the year of a day; `enter_number` puts it into the book in the same transaction."""
    name = f"{_COUNTERS.get(family, f'number-{family}')}:{day.year}"
    passed = last_serial(store, family, day.year) - store.last_number(name)
    serial = w.take_number(name, passed + 1) + passed
    return Drawn(family, day, serial, _written(store, family, day, serial))


def enter_number(w: Writer, drawn: Drawn, matter: str, clerk: str, holder: Record | None = None) -> IssuedNumber:
    """The number in the book, with the record that bears it."""
    return w.save(
        IssuedNumber(
            family=drawn.family,
            year=drawn.day.year,
            serial=drawn.serial,
            written=drawn.written,
            matter=matter,
            issued=drawn.day,
            clerk=clerk,
            holder=holder.TABLE if holder else "",
            holder_id=holder.id if holder else None,
        )
    )


def issue_number(store: Store, family: str, day: date, matter: str, holder: Record | None = None) -> IssuedNumber:
    """The next number of a family, drawn and entered; inside a transaction that issues a paper it is part of it."""
    with store.writing("取号") as w:
        return enter_number(w, draw_number(store, w, family, day), matter, store.actor, holder)


def void_number(store: Store, number: IssuedNumber, reason: str) -> IssuedNumber:
    """The number as void: it stays in the book and is never given again.

    Raises:
        RecordInvalid: no reason is given.
        RecordChanged: somebody else changed the entry.
    """
    return store.save(attrs.evolve(number, state=VOID, reason=reason.strip()), "文号作废")


def fill_number(store: Store, family: str, serial: int, day: date, matter: str, reason: str) -> IssuedNumber:
    """补号: a number of the past that nobody has, for a paper that went out without one or was numbered by hand.

    Raises:
        NumberTaken: it is in the book.
        NumberNotPast: it has not come up yet.
        RecordInvalid: no reason is given.
    """
    with store.writing("补号") as w:
        _refuse_unless_free(store, family, day.year, (serial,))
        entry = IssuedNumber(family=family, serial=serial, issued=day, state=BELATED, matter=matter, reason=reason)
        return w.save(_completed(store, entry))


def explain_numbers(store: Store, family: str, serials: Iterable[int], day: date, reason: str) -> list[IssuedNumber]:
    """Says why numbers are missing, such as “启用本程序前手工编号”; they are not given any more.

    Raises:
        NumberTaken: one of them is in the book.
        NumberNotPast: one of them has not come up yet.
        RecordInvalid: no reason is given.
    """
    wanted = sorted(set(serials))
    with store.writing("说明缺号") as w:
        _refuse_unless_free(store, family, day.year, wanted)
        return w.save_all(_unused(store, family, wanted, day, reason))


def go_on_after(store: Store, family: str, last: int, day: date, reason: str) -> list[IssuedNumber]:
    """Takes over a series counted by hand: the numbers up to ``last`` are accounted for, the next one follows them.

    Raises:
        RecordInvalid: no reason is given, or so many at once cannot be right.
    """
    if last - last_serial(store, family, day.year) > MOST_AT_ONCE:
        problem = fields_of(IssuedNumber)["serial"].problem("too_many", f"一次最多补记 {MOST_AT_ONCE} 个号", "请核对")
        raise RecordInvalid([problem])
    with store.writing("接着手工号") as w:
        known = _serials(store, family, day.year)
        wanted = [n for n in range(1, last + 1) if n not in known]
        return w.save_all(_unused(store, family, wanted, day, reason))


def last_serial(store: Store, family: str, year: int) -> int:
    """The highest number of a family and year that was given; 0 when none was."""
    found = store.select(IssuedNumber, eq("family", family), eq("year", year), order=("-serial",), limit=1)
    counted = store.last_number(f"{_COUNTERS.get(family, f'number-{family}')}:{year}")
    return max(counted, (found[0].serial or 0) if found else 0)


def gaps(store: Store) -> list[Gap]:
    """What is missing, the newest year first, in the order of the families."""
    by_series: dict[tuple[int, str], set[int]] = {}
    for number in store.select(IssuedNumber):
        by_series.setdefault((number.year or 0, number.family), set()).add(number.serial or 0)
    found = [
        Gap(family, year, tuple(n for n in range(1, last_serial(store, family, year) + 1) if n not in known))
        for (year, family), known in by_series.items()
    ]
    return sorted((g for g in found if g.missing), key=lambda g: (-g.year, g.family))


def in_words(serials: Iterable[int]) -> str:
    """3、7—9."""
    runs: list[list[int]] = []
    for serial in sorted(serials):
        if runs and serial == runs[-1][1] + 1:
            runs[-1][1] = serial
        else:
            runs.append([serial, serial])
    return "、".join(f"{a}" if a == b else f"{a}、{b}" if b == a + 1 else f"{a}—{b}" for a, b in runs)


def _serials(store: Store, family: str, year: int) -> set[int]:
    return {n.serial or 0 for n in store.select(IssuedNumber, eq("family", family), eq("year", year))}


def _refuse_unless_free(store: Store, family: str, year: int, serials: Iterable[int]) -> None:
    known, last = _serials(store, family, year), last_serial(store, family, year)
    for serial in serials:
        if serial in known:
            raise NumberTaken(
                f"{year}年{family_label(family)}{serial}号已经在文号簿上", "请改用别的号，或直接取下一个号"
            )
        if serial > last:
            told = f"用到 {last} 号" if last else "还没有取过号"
            raise NumberNotPast(f"{year}年{family_label(family)}{told}，{serial}号还没有轮到", "请直接取号，不用补")


def _completed(store: Store, entry: IssuedNumber) -> IssuedNumber:
    """An entry with what follows from its family, serial number and day."""
    assert entry.issued
    return attrs.evolve(
        entry,
        year=entry.issued.year,
        written=_written(store, entry.family, entry.issued, entry.serial or 0),
        clerk=store.actor,
        matter=entry.matter.strip(),
        reason=entry.reason.strip(),
    )


def _unused(store: Store, family: str, serials: Iterable[int], day: date, reason: str) -> list[IssuedNumber]:
    blank = IssuedNumber(family=family, issued=day, state=UNUSED, reason=reason)
    return [_completed(store, attrs.evolve(blank, serial=serial)) for serial in serials]


def _written(store: Store, family: str, day: date, serial: int) -> str:
    word, form = number_style(store, family, day)
    return number_written(form, word, day.year, serial)
