"""缺号、补号: the numbers that nobody can account for, and how they are filled, explained or gone on after."""

from collections.abc import Iterable
from datetime import date

import attrs
from attrs import frozen

from db.errors import AppError, RecordInvalid
from db.records.base import fields_of
from db.records.letters.number import BELATED, UNUSED, VOID, IssuedNumber
from db.services.letters.issue_number import entries, family_label, last_serial, subject, written_number
from db.store import Store, eq
from db.values import masks
from db.values.code_table import VEILED
from db.values.runs import in_words

MOST_AT_ONCE = 999


class NumberTaken(AppError):
    """The number is in the book already."""

    code = "number_taken"


class NumberNotPast(AppError):
    """The number has not come up yet."""

    code = "number_not_past"


@frozen
class Gap:
    """The numbers of a family and year that nobody can account for."""

    family: str
    year: int
    missing: tuple[int, ...]

    def words(self) -> str:
        """2026年通知：缺 3、7—9 号."""
        return f"{self.year}年{family_label(self.family)}：缺 {in_words(self.missing)} 号"


def unused_entry(store: Store, family: str, year: int, serial: int) -> IssuedNumber:
    """The entry of a number that no paper has: a new one, or the one that says why it is not used.

    Raises:
        NumberTaken: a paper has it, or had it; the message names that paper.
    """
    found = entries(store, eq("family", family), eq("year", year), eq("serial", serial))
    if not found:
        return IssuedNumber(family=family, year=year, serial=serial)
    entry = found[0]
    if entry.state == UNUSED and not entry.holder:
        return entry
    given = "曾给" if entry.state == VOID else "已给"
    about = subject(store, entry)
    void = f"，已作废（{masks.in_text(entry.reason)}）" if entry.state == VOID and about != VEILED else ""
    told = "，".join(part for part in (f"{entry.issued or ''}", f"{entry.clerk}取号" if entry.clerk else "") if part)
    raise NumberTaken(
        f"{entry.written}{given}《{about}》（{year}年{family_label(family)}，{told}）{void}，一个号不能用两次",
        "请改用别的号，或写“取号”取下一个号",
    )


def fill_number(store: Store, entry: IssuedNumber) -> IssuedNumber:
    """补号: a number of the past that no paper has, for one that went out without a number or was numbered by hand.

    ``entry`` says family, serial number, day, matter, recipient and reason.

    Raises:
        NumberTaken: it is in the book.
        NumberNotPast: it has not come up yet.
        RecordInvalid: no reason is given.
    """
    assert entry.issued
    with store.writing("补号") as w:
        free = unused_entry(store, entry.family, entry.issued.year, entry.serial or 0)
        _refuse_unless_past(store, entry.family, entry.issued.year, (entry.serial or 0,))
        return w.save(_completed(store, attrs.evolve(entry, id=free.id, version=free.version, state=BELATED)))


def explain_numbers(store: Store, family: str, serials: Iterable[int], day: date, reason: str) -> list[IssuedNumber]:
    """Says why numbers are missing, such as “启用本程序前手工编号”; they are not given any more.

    Raises:
        NumberTaken: one of them is in the book.
        NumberNotPast: one of them has not come up yet.
        RecordInvalid: no reason is given.
    """
    wanted = sorted(set(serials))
    with store.writing("说明缺号") as w:
        known = _serials(store, family, day.year)
        if twice := [n for n in wanted if n in known]:
            raise NumberTaken(
                f"{day.year}年{family_label(family)}{in_words(twice)}号已经在文号簿上", "请只说明簿上没有的号"
            )
        _refuse_unless_past(store, family, day.year, wanted)
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


def series(store: Store) -> list[tuple[int, str]]:
    """Year and family of every series in the book, the newest year first, in the order of the families."""
    return sorted({(n.year or 0, n.family) for n in entries(store)}, key=lambda one: (-one[0], one[1]))


def gaps(store: Store) -> list[Gap]:
    """What is missing, the newest year first, in the order of the families."""
    by_series: dict[tuple[int, str], set[int]] = {}
    for number in entries(store):
        by_series.setdefault((number.year or 0, number.family), set()).add(number.serial or 0)
    found = [
        Gap(family, year, tuple(n for n in range(1, last_serial(store, family, year) + 1) if n not in known))
        for (year, family), known in by_series.items()
    ]
    return sorted((g for g in found if g.missing), key=lambda g: (-g.year, g.family))


def _serials(store: Store, family: str, year: int) -> set[int]:
    return {n.serial or 0 for n in entries(store, eq("family", family), eq("year", year))}


def _refuse_unless_past(store: Store, family: str, year: int, serials: Iterable[int]) -> None:
    last = last_serial(store, family, year)
    for serial in serials:
        if serial > last:
            raise NumberNotPast(f"{not_come_up(family, year, last)}，{serial}号还没有轮到", "请直接取号，不用补")


def not_come_up(family: str, year: int, last: int) -> str:
    """How far a family and year have got, in words."""
    return f"{year}年{family_label(family)}{f'用到 {last} 号' if last else '还没有取过号'}"


def _completed(store: Store, entry: IssuedNumber) -> IssuedNumber:
    """An entry with what follows from its family, serial number and day."""
    assert entry.issued
    return attrs.evolve(
        entry,
        year=entry.issued.year,
        written=written_number(store, entry.family, entry.issued, entry.serial or 0),
        clerk=store.actor,
        matter=entry.matter.strip(),
        reason=entry.reason.strip(),
    )


def _unused(store: Store, family: str, serials: Iterable[int], day: date, reason: str) -> list[IssuedNumber]:
    blank = IssuedNumber(family=family, issued=day, state=UNUSED, reason=reason)
    return [_completed(store, attrs.evolve(blank, serial=serial)) for serial in serials]
