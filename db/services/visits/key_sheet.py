"""填回走访单: what came back of a paper, keyed by its exceptions; every other door was all right.

sheet = sheet_of(store, "10004")
key_sheet(store, sheet, visitor="王芳", exceptions=[Exceptional(line=7, result="3")])
"""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from db.errors import AppError, ArgumentError, RecordChanged
from db.records.base import changed
from db.records.exhibit import Exhibit
from db.records.matters.matter import Matter
from db.records.visits.round_sheet import RoundSheet
from db.records.visits.visit import Visit
from db.services.move import void
from db.services.visits.promises import take_in_promise
from db.store import Store, among, eq
from db.values import sheet_code

ALL_RIGHT, NOT_WALKED = "1", "0"
"""The result of every door without an exception, and what is keyed of a door to which nobody came: no visit is made of it."""


class SheetKeyed(AppError):
    """The paper was keyed before: nothing is written twice."""

    code = "sheet_keyed"


@frozen(kw_only=True)
class Exceptional:
    """What was otherwise at a door.

    Attributes:
        line: its number on the paper.
        result: of the table ``visit_result``, or `NOT_WALKED`.
        matter: whether a matter is made of it.
    """

    line: int
    result: str
    finding: str = ""
    promise: str = ""
    due: date | None = None
    owner: str = ""
    matter: bool = False


@frozen
class Keyed:
    """What was written, for taking it back.

    Attributes:
        visits: one a door that was walked.
        matters: what was taken in besides; a number that was told to nobody goes with them when they are taken back.
    """

    sheet: RoundSheet
    visits: Sequence[Visit]
    matters: Sequence[Matter]


def sheet_of(store: Store, code: str) -> RoundSheet:
    """The paper with a code, the latest where a code was given anew.

    Raises:
        ArgumentError: it is no code, or there is no such paper.
        SheetKeyed: it was keyed before; says when, by whom and with how many doors.
    """
    code = unicodedata.normalize("NFKC", code).strip()  # an input method may be at full width
    if not sheet_code.is_one(code):
        raise ArgumentError(f"“{code}”不是走访单的单号", "单号是走访单右上角的五位数字，请再看一眼")
    found = store.select(RoundSheet, eq("code", code), order=("-day",), limit=1)
    if not found:
        raise ArgumentError(f"没有单号是 {code} 的走访单", "请核对单号；已经删去的要重新备单")
    _refuse_twice(store, found[0])
    return found[0]


def _refuse_twice(store: Store, sheet: RoundSheet) -> None:
    if sheet.keyed is None:
        return
    count = store.count(Visit, eq("sheet", sheet.id))
    raise SheetKeyed(
        f"走访单 {sheet.code} 在 {sheet.keyed:%Y-%m-%d} 已经填回，记了 {count} 次走访，这次没有再记",
        "要改的，打开那一次走访改；整张要重填，先撤销或删去那些走访",
    )


def key_sheet(
    store: Store, sheet: RoundSheet, *, visitor: str, exceptions: Sequence[Exceptional], today: date
) -> Keyed:
    """A visit for each door of a paper but those that nobody walked to; all or none.

    Raises:
        ArgumentError: an exception is of a line that the paper does not have, or two are of one.
        SheetKeyed: somebody keyed it meanwhile.
        RecordInvalid: what is keyed may not be saved.
    """
    by_line = _by_line(sheet, exceptions)
    with store.writing("填回走访单") as w:
        now = store.get(RoundSheet, sheet.id)
        _refuse_twice(store, now)
        told = [(door, by_line.get(door.line or 0)) for door in now.doors if door.house]
        walked = [(door, one) for door, one in told if one is None or one.result != NOT_WALKED]
        day = min(now.day or today, today)
        made = w.save_all([_visit(now, day, visitor, door.house, one) for door, one in walked])
        matters: list[Matter] = []
        for n, (_, one) in enumerate(walked):
            if one is not None and one.matter:
                matter, made[n] = take_in_promise(store, made[n])
                matters.append(matter)
        saved = w.save(evolve(now, keyed=today))
    return Keyed(saved, made, matters)


def _by_line(sheet: RoundSheet, exceptions: Sequence[Exceptional]) -> Mapping[int, Exceptional]:
    lines = {door.line for door in sheet.doors}
    found: dict[int, Exceptional] = {}
    for one in exceptions:
        if one.line not in lines:
            raise ArgumentError(f"走访单 {sheet.code} 没有第 {one.line} 行", f"行号是 1 到 {len(sheet.doors)}")
        if one.line in found:
            raise ArgumentError(f"第 {one.line} 行输了两次", "请留下对的一次")
        found[one.line] = one
    return found


def _visit(sheet: RoundSheet, day: date, visitor: str, house: int, one: Exceptional | None) -> Visit:
    usual = Visit(day=day, visitor=visitor, house=house, result=ALL_RIGHT, sheet=sheet.id)
    if one is None:
        return usual
    return changed(
        usual, result=one.result, finding=one.finding, promise=one.promise, promise_due=one.due, promise_owner=one.owner
    )


def take_back(store: Store, keyed: Keyed) -> None:
    """Takes back what was just keyed: the visits go, the paper is out again; matters that came of it become void.

    Raises:
        RecordChanged: a visit was saved, or photos were added to it, since; or a matter that came of one was dealt with; or it was taken
            back already, and may have been keyed anew.
    """
    with store.writing("撤销填回走访单") as w:
        sheet = store.get(RoundSheet, keyed.sheet.id)
        if sheet.version != keyed.sheet.version:
            raise RecordChanged(f"走访单 {sheet.code} ")
        now = store.get_many(Visit, [one.id for one in keyed.visits])
        numbers = {store.kinds.reference_of(one): one for one in now.values()}
        shown = {one.of for one in store.select(Exhibit, among("of", tuple(numbers)))} if numbers else set[int]()
        for one in keyed.visits:
            there = now.get(one.id)
            if there and (there.version != one.version or store.kinds.reference_of(there) in shown):
                raise RecordChanged(f"走访（{store.title(there)}）")
        matters = store.get_many(Matter, [one.id for one in keyed.matters])
        for one in keyed.matters:
            if (matter := matters.get(one.id)) is None or matter.version != one.version:
                raise RecordChanged(f"诉求 {one.number}")
        w.delete_all(Visit, now)
        w.save(evolve(sheet, keyed=None))
        for matter in matters.values():
            void(store, matter, "撤销填回走访单", store.person_at_work())
