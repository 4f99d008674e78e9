"""取号、作废: every number of a paper goes through the book; none is ever given twice.

A number is drawn in the write transaction that issues its paper, so that a paper that is refused uses up none and two
windows never draw the same. The year is that of the day of issue: on 1 January every family begins anew. What a record
bears is numbered by `db.services.letters.number_record`, which comes here too: there is no other way to a number.
"""

from collections.abc import Sequence
from datetime import date

import attrs
from attrs import frozen

from db.errors import AppError
from db.fields import Looks
from db.records.base import Record, fields_of
from db.records.centre.centre import Rule, number_form_key, number_word_key
from db.records.kind import Family
from db.records.kinds import FAMILIES, Kinds
from db.records.letters.number import CASE, UNUSED, VALID, VOID, IssuedNumber
from db.records.may import Right
from db.services.answers import UNASKED, Answers
from db.services.letters.number_day import settle_day
from db.store import Store, Where, Writer, eq, ne
from db.store.lift import Lift
from db.values import code_table, masks
from db.values.code_table import VEILED
from db.values.number_form import WORD, YEAR, number_written
from db.values.template import fields_in


class NumberInUse(AppError):
    """The record that bore a void number has another one by now."""

    code = "number_in_use"


class WordMissing(AppError):
    """A family has no 代字 of its own yet, by which its numbers differ from those of other families.

    Attributes:
        family: which.
        day: from whose year on it is wanted.
    """

    code = "number_word_missing"

    def __init__(self, message: str, family: str, day: date) -> None:
        remedy = f"请到“文号簿 · 代字与格式”写{family_label(family)}的代字，再取号"
        super().__init__(message, remedy)
        self.family, self.day = family, day


class WordTaken(AppError):
    """Another family has this 代字 and form: their numbers would be the same."""

    code = "number_word_taken"


@frozen(kw_only=True)
class Drawn:
    """A number that a paper gets, still to be entered in the book.

    Attributes:
        year: the year it is counted in.
        state: how it will stand in the book.
        reason: why it stands there so; "" for a number in its turn.
        entry: what stands in the book for it already: an unused number that now gets its paper.
    """

    family: str
    day: date
    year: int
    serial: int
    written: str
    state: str = VALID
    reason: str = ""
    entry: IssuedNumber | None = None


def family_label(family: str) -> str:
    """What the clerk calls a family."""
    return fields_of(IssuedNumber)["family"].show(family)


def number_style(store: Store, family: str, day: date) -> tuple[str, str]:
    """代字 and form of a family's numbers in force on a day."""
    usual = next(
        (k.number.family for k in store.kinds if k.family == family and k.number and k.number.family), Family()
    )
    word = store.rule(number_word_key(family), day) or (store.centre().case_word if family == CASE else usual.word)
    return word, store.rule(number_form_key(family), day) or usual.form


def families(kinds: Kinds) -> list[str]:
    """The families of a book that serves these types: theirs, and those of papers that are no records."""
    theirs = {kind.family for kind in kinds}
    others = code_table.declared(FAMILIES)
    return [code for code in code_table.load(FAMILIES).labels if code in theirs or code not in others]


def unused_families(kinds: Kinds) -> set[str]:
    """The families that the book knows, and that no paper of these types is numbered in."""
    return set(code_table.load(FAMILIES).labels) - set(families(kinds))


def set_number_style(store: Store, family: str, word: str, form: str, today: date) -> None:
    """Other 代字 and form from today on; numbers given before stay as they are. What is as it was is not entered.

    Raises:
        RecordInvalid: the form has no place for the serial number, or a field that is not known.
        WordTaken: another family numbers in the same way.
        NotAllowed: the clerk neither keeps the book nor sets rules.
    """
    if not store.may(store.kinds[Rule.TABLE], Right.MAKE):
        store.require(store.kinds[IssuedNumber.TABLE], Right.CHANGE)
    _set_number_style(store, family, word, form, today)


def _set_number_style(store: Store, family: str, word: str, form: str, today: date) -> None:
    before = number_style(store, family, today)
    label = family_label(family)
    word, form = word.strip(), form.strip()
    if (word, form) != before:
        _refuse_alike(store, family, word, form, today)
    wanted = (
        (number_word_key(family), f"{label}代字", word, before[0]),
        (number_form_key(family), f"{label}文号格式", form, before[1]),
    )
    with store.lifted(Lift.NUMBERS), store.writing("改文号格式") as w:
        for key, name, value, old in wanted:
            if value != old:
                w.save(Rule(key=key, label=name, value=value, since=today, source="本中心自定"))


def _refuse_alike(store: Store, family: str, word: str, form: str, today: date) -> None:
    if not word or YEAR not in fields_in(form):
        return
    for other in families(store.kinds):
        if other != family and number_style(store, other, today) == (word, form):
            raise WordTaken(
                f"“{word}”已是{family_label(other)}的代字，{family_label(family)}再用，两类文书的号就会重复",
                f"请给{family_label(family)}另写一个代字，例如在后面加一个字",
            )


def set_first_word(store: Store, family: str, word: str, day: date) -> None:
    """The 代字 of a family that had none, for the whole year of a day; "" says that it is to have none.

    Raises:
        WordTaken: another family numbers in the same way.
        NotAllowed: the clerk takes no numbers.
    """
    store.require(store.kinds[IssuedNumber.TABLE], Right.MAKE)
    decided = store.rule(number_word_key(family), day) or store.rule(number_form_key(family), day)
    since = day if decided else date(day.year, 1, 1)
    _set_number_style(store, family, word, _form_with(store, family, word, day), since)


def first_number(store: Store, family: str, word: str, day: date) -> str:
    """The next number of a family as it will be with a 代字."""
    serial = last_serial(store, family, day.year) + 1
    return number_written(_form_with(store, family, word, day), word.strip(), day.year, serial)


def _form_with(store: Store, family: str, word: str, day: date) -> str:
    """The form of a family in force on a day, without a place for the 代字 where there is to be none."""
    _, form = number_style(store, family, day)
    return form if word.strip() else form.replace(f"{{{WORD}}}", "")


def draw_number(store: Store, w: Writer, family: str, day: date) -> Drawn:
    """The next number of a family in the year of a day; `enter_number` puts it into the book in the same transaction.

    Raises:
        WordMissing: the family has no 代字 yet, or its next number is that of a paper of another family.
    """
    _refuse_without_word(store, family, day)
    name = _counter(family, day.year)
    passed = last_serial(store, family, day.year) - store.last_number(name)
    serial = w.take_number(name, passed + 1) + passed
    written = written_number(store, family, day, serial)
    refuse_alike(store, family, day, written)
    return Drawn(family=family, day=day, year=day.year, serial=serial, written=written)


def _refuse_without_word(store: Store, family: str, day: date) -> None:
    """Asked once, before the first number; a family that has gone without one since older programs goes on so."""
    word, form = number_style(store, family, day)
    if word or WORD not in fields_in(form):
        return
    given = entries(store, eq("family", family), ne("state", UNUSED), order=("-year", "-serial"), limit=1)
    if not given or given[0].written != number_written(form, "", given[0].year or 0, given[0].serial or 0):
        told = f"{family_label(family)}还没有代字，几类文书的号会分不清"
        raise WordMissing(told, family, day)


def refuse_alike(store: Store, family: str, day: date, written: str) -> None:
    """A number with its year stands on one paper only, whatever the family; raises `WordMissing` for another."""
    if YEAR not in fields_in(number_style(store, family, day)[1]):
        return
    alike = [one for one in entries(store, eq("written", written)) if one.family != family]
    if alike:
        told = f"{written}已是{family_label(alike[0].family)}《{subject(store, alike[0])}》的号，一个号不能给两份文书"
        raise WordMissing(told, family, day)


def enter_number(
    w: Writer, drawn: Drawn, matter: str, clerk: str, recipient: str = "", holder: Record | None = None
) -> IssuedNumber:
    """The number in the book, with the record that bears it."""
    entry = drawn.entry or IssuedNumber(family=drawn.family, year=drawn.year, serial=drawn.serial)
    return w.save(
        attrs.evolve(
            entry,
            written=drawn.written,
            matter=matter.strip(),
            issued=drawn.day,
            clerk=clerk,
            state=drawn.state,
            reason=drawn.reason,
            recipient=recipient.strip(),
            holder=holder.TABLE if holder else "",
            holder_id=holder.id if holder else None,
        )
    )


def issue_number(
    store: Store, family: str, day: date, matter: str, recipient: str = "", answers: Answers = UNASKED
) -> IssuedNumber:
    """The next number of a family, drawn and entered, for a paper that is no record; raises as `settle_day` does, too."""
    settle_day(day, attrs.evolve(fields_of(IssuedNumber)["issued"], looks=Looks.EITHER), answers)
    with store.writing("取号") as w:
        return enter_number(w, draw_number(store, w, family, day), matter, store.actor, recipient)


def void_number(store: Store, number: IssuedNumber, reason: str) -> IssuedNumber:
    """The number as void: it stays in the book and is never given again; the record that bears it remembers it too.

    Raises:
        RecordInvalid: no reason is given.
        RecordChanged: somebody else changed the entry.
    """
    with store.writing("文号作废") as w:
        void = w.save(attrs.evolve(number, state=VOID, reason=reason.strip()))
        if void.holder_id:
            w.note("void_number", void.holder, void.holder_id, {"number": [void.written, ""]})
        return void


def give_back_number(store: Store, void: IssuedNumber, before: IssuedNumber) -> IssuedNumber:
    """The number in force again, as it was before it was made void.

    Raises:
        NumberInUse: its paper has got another number.
        RecordChanged: somebody else changed the entry.
    """
    with store.writing("撤销作废") as w:
        bearer = bearer_of(store, void)
        numbered = store.kinds[bearer.TABLE].number if bearer else None
        if bearer and numbered and (borne := getattr(bearer, numbered.number)) != void.written:
            raise NumberInUse(f"这份文书已经改用{borne or '别的号'}，{void.written}仍是作废", "不用再撤销")
        again = w.save(attrs.evolve(void, state=before.state, reason=before.reason))
        if again.holder_id:
            w.note("give_back_number", again.holder, again.holder_id, {"number": ["", again.written]})
        return again


def bearer_of(store: Store, number: IssuedNumber) -> Record | None:
    """The record that a number was given to; None for a paper that is no record, and for one that was deleted."""
    kind = store.kinds.find(number.holder)
    return store.find(kind.record, number.holder_id) if kind and number.holder_id else None


def last_serial(store: Store, family: str, year: int) -> int:
    """The highest number of a family and year that was given; 0 when none was.

    The counter knows of numbers that were given before there was a book and left no record behind.
    """
    found = entries(store, eq("family", family), eq("year", year), order=("-serial",), limit=1)
    return max(store.last_number(_counter(family, year)), (found[0].serial or 0) if found else 0)


def written_number(store: Store, family: str, day: date, serial: int) -> str:
    """A number of the family as it is written on a day."""
    word, form = number_style(store, family, day)
    return number_written(form, word, day.year, serial)


def entries(store: Store, *conditions: Where, order: Sequence[str] = (), limit: int = -1) -> list[IssuedNumber]:
    """Entries of the book, whoever sees the papers: a number is given once. What a paper is about `subject` tells."""
    with store.lifted(Lift.NUMBERS):
        return store.select(IssuedNumber, *conditions, order=order, limit=limit)


def subject(store: Store, entry: IssuedNumber) -> str:
    """What the paper of a number is about, masked, to whoever may know it."""
    return masks.in_text(entry.matter) if store.seen(IssuedNumber.TABLE, [entry.id]) else VEILED


def _counter(family: str, year: int) -> str:
    return f"number-{family}:{year}"
