"""编号: a record is saved with its number out of the book, drawn or as somebody typed it, in one transaction.

公告通知, 会议纪要, 调解案件 and 决议 all come by their numbers here. Case numbers (民调〔2026〕18号) are no 发文字号, but the
Ministry's forms ask for one on every sheet of a case, so they are counted and kept in the same book.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import attrs

from db.errors import AppError
from db.fields import Field
from db.records.base import Record, fields_of
from db.records.flow import Meaning
from db.records.kind import Numbered
from db.records.letters.number import BELATED, UNUSED, VOID, IssuedNumber
from db.services.answers import UNASKED, Answers, Choice, Numbering, Undecided
from db.services.letters.account_for_numbers import NumberNotPast, not_come_up, unused_entry
from db.services.letters.issue_number import (
    Drawn,
    draw_number,
    enter_number,
    entries,
    family_label,
    last_serial,
    number_style,
    refuse_alike,
    subject,
)
from db.services.letters.number_day import settle_day
from db.store import Store, Writer, eq
from db.store.lift import Lift
from db.store.rows import with_picture
from db.values import masks
from db.values.number_form import number_written, read_number

R = TypeVar("R", bound=Record)
ASKED = ("取号", "自动", "?", "？")
"""What a clerk writes in place of a number to have the next one of its family."""
BY_HAND = "手工填写的文号，保存时补录"


class NumberMoves(Undecided):
    """A paper with a number of one family and year became one of another: what becomes of the number is to be said."""

    code = "number_moves"


class NumberUnreadable(AppError):
    """What was typed is no number of this family."""

    code = "number_unreadable"


class NumberFixed(AppError):
    """A number that stands in the book was changed or taken away."""

    code = "number_fixed"


def number_record(
    store: Store,
    record: R,
    counted: Callable[[R], tuple[str, date]],
    reason: str,
    *,
    always: bool = False,
    answers: Answers = UNASKED,
) -> R:
    """The record as saved, with its number; ``counted`` tells the family and the day by which a record is numbered.

    A number that is asked for is drawn, one that was typed is checked and entered as 补号; what had its number
    before keeps it, and its entry in the book follows its title. ``always`` draws one where nothing is written.

    Raises:
        RecordInvalid: something forbids saving, such as a day to come by which it would be counted; no number is used up.
        DayLongAgo: see `settle_day`.
        NumberTaken: another paper has the number; the message names it.
        NumberNotPast: the number has not come up yet.
        NumberUnreadable: it is not written as the numbers of the family are, or its year is not that of the day.
        NumberFixed: a number that stands in the book was changed by hand, or the record is void.
        NumberMoves: the record went to another family or year, and ``answers`` do not say what becomes of its number.
        WordMissing: see `draw_number`.
    """
    field = numbered(store, record).number
    typed = number_on(store, record)
    with store.writing(reason) as w:
        before = store.find(type(record), record.id) if record.id else None
        old = str(getattr(before, field)) if before else ""
        if (typed or always) and not (before and old and counted(before)[1] == counted(record)[1]):
            settle_day(counted(record)[1], _day_of(store, record), answers)
        if before and (before.version != record.version or (typed == old and (old or not always))):
            left = _left(store, before, record, counted) if before.version == record.version else None
            if left is None or answers.number is Numbering.KEEP:
                saved = w.save(record)
                _follow(store, w, saved, _kept_words(left, *counted(record)) if left else "")
                return saved
            if answers.number is Numbering.ASK:
                raise _asked(left, *counted(record))
            _keep(store, w, attrs.evolve(left, state=VOID, reason=_moved_words(left, *counted(record))))
            typed = ASKED[0]
        elif before and old:
            _refuse_change(store, before, old)
        if not typed and not always:
            return w.save(record)
        if before and is_void(store, before):
            raise NumberFixed(f"这条{record.LABEL}已经作废，不能取新号", "确实还要办的，请先撤回作废，或重新登记一条")
        family, day = counted(record)
        drawn = _drawn(store, w, family, typed, day)
        saved = _saved(w, before, record, field, drawn.written)
        matter, recipient = told_of(store, saved)
        with store.lifted(Lift.NUMBERS):
            enter_number(w, drawn, matter, store.actor, recipient, saved)
        return saved


def _saved(w: Writer, before: R | None, record: R, field: str, written: str) -> R:
    """The record with its number; where it had another one, what else changed is saved before, as any change is."""
    if before is None:
        return w.follow(attrs.evolve(record, **{field: written}), field)
    if not getattr(before, field):
        return w.save(attrs.evolve(record, **{field: written}))
    kept = w.save(attrs.evolve(record, **{field: getattr(before, field)}))
    return w.follow(attrs.evolve(kept, **{field: written}), field)


def _day_of(store: Store, record: Record) -> Field[Any] | None:
    """The field by which its type declares that it is counted."""
    family = numbered(store, record).family
    return fields_of(type(record))[family.day] if family and family.day else None


def numbered(store: Store, record: Record) -> Numbered:
    """Where a record of a type that bears numbers keeps its own.

    Raises:
        TypeError: records of its type bear none.
    """
    if (found := store.kinds[record.TABLE].number) is None:
        raise TypeError(f"{record.TABLE} bears no number")
    return found


def told_of(store: Store, record: Record) -> tuple[str, str]:
    """What the book tells of a record: its matter, and whom it goes to."""
    told = numbered(store, record)
    recipient = str(getattr(record, told.recipient)) if told.recipient else ""
    return str(getattr(record, told.subject)).strip(), recipient.strip().rstrip("：:")


def number_on(store: Store, record: Record) -> str:
    """The number that a record bears, as it is written."""
    return str(getattr(record, numbered(store, record).number)).strip()


def entry_of(store: Store, record: Record) -> IssuedNumber | None:
    """What stands in the book for the number that a record bears now."""
    written = number_on(store, record)
    conditions = (eq("holder_id", record.id), eq("holder", record.TABLE), eq("written", written))
    found = entries(store, *conditions, order=("-id",), limit=1) if record.id and written else []
    return found[0] if found else None


def void_words(store: Store, record: Record) -> str:
    """〔2026〕12号已作废：日期印错 for a record whose number is void, masked; "" for any other."""
    entry = entry_of(store, record) if store.kinds[record.TABLE].number else None
    return f"{entry.written}已作废：{masks.in_text(entry.reason)}" if entry and entry.state == VOID else ""


def renew_number(store: Store, record: R, today: date) -> R:
    """The record as saved with a new number of its family, in place of the one that was made void.

    Raises:
        NumberFixed: its number is not void, or the record itself is.
    """
    entry = entry_of(store, record)
    if entry is None or entry.issued is None or entry.state != VOID:
        raise NumberFixed("这份文书的文号没有作废，不用换号", "要换号，请先在文号簿里把它作废")
    day = today if today.year == entry.year else entry.issued
    asking = attrs.evolve(record, **{numbered(store, record).number: ASKED[0]})
    return number_record(store, asking, lambda _record: (entry.family, day), "作废后重新取号")


def is_void(store: Store, record: Record) -> bool:
    """Whether a record counts nowhere, so that no number is drawn for it any more."""
    flow = store.flow_of(record)
    stage = flow.stage_of(record) if flow else None
    return stage is not None and stage.meaning is Meaning.VOID


def number_fault(store: Store, record: Record) -> str:
    """What is wrong with the number that a record bears: it is void, or another paper has it; "" when all is well."""
    if not store.kinds[record.TABLE].number or not record.id:
        return ""
    if entry_of(store, record):
        return void_words(store, record)
    written = number_on(store, record)
    others = entries(store, eq("written", written), eq("holder", record.TABLE)) if "〔" in written else []
    taken = next((one for one in others if one.holder_id != record.id and one.state != VOID), None)
    return f"{written}在文号簿上是《{subject(store, taken)}》的号，请核对" if taken else ""


def drop_number(store: Store, w: Writer, record: Record, reason: str) -> None:
    """Makes the number of a record void that is taken out of the store; it is not given again. One that is void stays as it is."""
    if (entry := entry_of(store, record)) and entry.state != VOID:
        _keep(store, w, attrs.evolve(entry, state=VOID, reason=reason))


def follow_numbers(store: Store, w: Writer, deleted: Record, again: Record) -> None:
    """Makes the numbers in the book of a deleted record those of what it was saved as again."""
    for entry in entries(store, eq("holder_id", deleted.id), eq("holder", deleted.TABLE)):
        _keep(store, w, attrs.evolve(entry, holder_id=again.id))


def give_back(store: Store, w: Writer, record: Record, seq: int) -> None:
    """The number that a record lost with an entry of the audit is in force again; one that was void before stays so."""
    if (entry := entry_of(store, record)) is None:
        return
    with store.lifted(Lift.NUMBERS):
        since = [e.change for e in store.history(entry) if e.seq > seq and "state" in e.change]
    if len(since) == 1 and since[0]["state"][1] == VOID:
        told = {name: since[0][name][0] for name in ("state", "reason") if name in since[0]}
        _keep(store, w, with_picture(entry, told))


def _keep(store: Store, w: Writer, entry: IssuedNumber) -> None:
    """The book follows the record that bears the number, whoever keeps the book."""
    with store.lifted(Lift.NUMBERS):
        w.save(entry)


def _drawn(store: Store, w: Writer, family: str, typed: str, day: date) -> Drawn:
    """The number that is wanted: the next one, or the one that was typed."""
    if not typed or typed in ASKED:
        return draw_number(store, w, family, day)
    word, form = number_style(store, family, day)
    read = read_number(form, typed)
    last = last_serial(store, family, day.year)
    sample = number_written(form, word, day.year, last + 1)
    if read is None:
        raise NumberUnreadable(f"看不懂文号“{typed}”", f"请照“{sample}”的样子写，或写“取号”自动取下一个号")
    if word and read.word != word:
        raise NumberUnreadable(
            f"“{read.word}”不是{family_label(family)}的代字，现在用的是“{word}”",
            f"请改成“{number_written(form, word, read.year or day.year, read.serial)}”，或到文号簿的“代字与格式”里改代字",
        )
    if read.year and read.year != day.year:
        raise NumberUnreadable(f"文号里的年份是{read.year}，文书的日期在{day.year}年", "请核对文号的年份或文书的日期")
    entry = unused_entry(store, family, day.year, read.serial)
    if read.serial > last + 1:
        raise NumberNotPast(
            f"{not_come_up(family, day.year, last)}，{read.serial}号还没有轮到",
            f"请核对；下一个号是“{sample}”。前面的号如果编在纸质登记簿上，请先到文号簿的“缺号”里接着编",
        )
    written = number_written(form, read.word, day.year, read.serial)
    refuse_alike(store, family, day, written)
    return Drawn(
        family=family,
        day=day,
        year=day.year,
        serial=read.serial,
        written=written,
        state=BELATED,
        reason=f"{BY_HAND}；{entry.reason}" if entry.state == UNUSED and entry.reason else BY_HAND,
        entry=entry,
    )


def _left(store: Store, before: R, record: R, counted: Callable[[R], tuple[str, date]]) -> IssuedNumber | None:
    """The number in force that a record leaves behind with its family or year by this change; None for any other."""
    entry = entry_of(store, before)
    if entry is None or entry.state == VOID:
        return None
    was, now = ((family, day.year) for family, day in (counted(before), counted(record)))
    return entry if now not in (was, (entry.family, entry.year)) else None


def _moved_words(entry: IssuedNumber, family: str, day: date) -> str:
    """改为公告 or 改到2027年: where the paper of a number went."""
    kind = f"改为{family_label(family)}" if family != entry.family else ""
    year = f"改到{day.year}年" if day.year != entry.year else ""
    return f"文书{'，'.join(filter(None, (kind, year)))}"


def _kept_words(entry: IssuedNumber, family: str, day: date) -> str:
    return f"{_moved_words(entry, family, day)}，号没有换，仍是{entry.year}年{family_label(entry.family)}的号"


def _asked(entry: IssuedNumber, family: str, day: date) -> NumberMoves:
    return NumberMoves(
        f"{entry.written}是{entry.year}年{family_label(entry.family)}的号，{_moved_words(entry, family, day)}了",
        f"可以把它作废，另取{day.year}年{family_label(family)}的号；也可以保留，文号簿上会注明，这个号不再给别的文书",
        Choice(Numbering.RENEW, "作废旧号，取新号"),
        Choice(Numbering.KEEP, "保留这个号"),
        grave=True,
    )


def _refuse_change(store: Store, before: Record, old: str) -> None:
    entry = entry_of(store, before)
    if entry and entry.state != VOID:
        label = fields_of(type(before))[numbered(store, before).number].label
        raise NumberFixed(
            f"{label}{old}已记入文号簿，不能改成别的号，也不能去掉",
            f"要换号，请先在文号簿里把{old}作废，再在这里写“取号”",
        )


def _follow(store: Store, w: Writer, record: Record, more: str = "") -> None:
    """The entry tells what the record tells now, and what else is to be known of it."""
    entry = entry_of(store, record)
    matter, recipient = told_of(store, record)
    if entry is None or entry.state == VOID or not matter:
        return
    told = attrs.evolve(entry, matter=matter, recipient=recipient, reason="；".join(filter(None, (entry.reason, more))))
    if told != entry:
        _keep(store, w, told)
