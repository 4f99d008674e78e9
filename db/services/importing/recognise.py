"""Which form of table a sheet is, and what each of its columns means."""

import re
from collections.abc import Iterable, Mapping, Sequence

import attrs
from attrs import frozen

from db.records.kind import Kind
from db.records.kinds import Kinds
from db.services.importing.cells import text_of
from db.services.importing.form import TableForm
from db.services.importing.headings import IGNORE, SEQUENCE, Words, tidy_heading
from db.services.importing.layout import Column, Layout
from db.services.importing.own_exports import other_export
from db.services.importing.plain import plain_form
from db.services.importing.table_head import (
    LOOK_AT,
    expanded,
    first_texts,
    heading_rows,
    meaning_of_all,
    stacked,
    text_of_heading,
    without_heading,
)
from db.services.sheets.raw import RawSheet

_LEAST_PLAIN, _LEAST = 0.5, 0.3
"""Of the headings of a plain table, and of any other, so much must be known, or it is a table that has some words in common with it."""
_FEWEST, _MOST_IN_TITLE = 2, 3
_TITLED = 2.0
"""What a title weighs that speaks for a form, in headings."""
_SAMPLE, _NEARLY = 60, 0.8
_SURE = 1.2
"""How many times better than the next one a form must be, so that nobody has to be asked."""


@frozen
class Guess:
    """What a sheet seems to be.

    Attributes:
        form: the form.
        layout: what its columns mean as such.
        score: how well it fits.
    """

    form: TableForm
    layout: Layout
    score: float


def plain_forms(kinds: Kinds) -> Iterable[TableForm]:
    """The plain forms of all types that are taken in."""
    return [plain_form(kind) for kind in kinds if kind.can_be_imported]


def guesses(sheet: RawSheet, forms: Sequence[TableForm], kinds: Kinds) -> list[Guess]:
    """What a sheet may be, the best first; one alone where it is an export of ours."""
    if ours := _own(sheet, kinds):
        return [ours]
    titles = titles_of(sheet)
    found: list[Guess] = []
    for form in forms:
        layout = layout_as(sheet, form)
        if layout is None or not fits(form, layout):
            continue
        known = {c.meaning for c in layout.columns if c.meaning not in (IGNORE, SEQUENCE)}
        headed = [c for c in layout.columns if c.meaning != SEQUENCE]
        share = len([c for c in headed if c.meaning != IGNORE]) / max(len(headed), 1)
        if len(known) < _FEWEST or share < (_LEAST_PLAIN if form.plain else _LEAST):
            continue
        titled = _is_titled(form, titles)
        found.append(Guess(form, layout, len(known) * share + (share == 1 or not form.plain) + _TITLED * titled))
    return sorted(found, key=lambda guess: -guess.score)


def is_sure(found: Sequence[Guess]) -> bool:
    """Whether the first of several guesses is so much better than one of another type that nobody has to be asked."""
    others = [guess for guess in found[1:] if guess.form.table != found[0].form.table]
    return bool(found) and (not others or found[0].score >= others[0].score * _SURE)


def fits(form: TableForm, layout: Layout) -> bool:
    """Whether a sheet has what a form cannot be without."""
    return all(any(layout.has(key) for key in needed) for needed in form.needs)


def layout_as(sheet: RawSheet, form: TableForm, said: Mapping[int, str] | None = None) -> Layout | None:
    """What the columns of a sheet mean as a form; None where it has no headings.

    Args:
        sheet: the cells.
        form: as what it is read.
        said: the clerk's own meanings, by index of the column, where the clerk says that it is this form: then any texts are headings.
    """
    spoken = said is not None or _is_titled(form, titles_of(sheet)) or _is_marked(form, sheet)
    words = form.loose_words if spoken else form.words
    span = heading_rows(sheet, words.meaning_of) or (first_texts(sheet) if said is not None else None)
    if span is None:
        return None
    first, last = span
    columns = _by_what_they_hold(sheet, form, _columns(sheet, form, words, first, last), last + 1)
    columns += without_heading(sheet, columns, last + 1)
    corrected = {c.index: (said or {}).get(c.index, c.meaning) for c in columns}
    corrected = {c.index: corrected[c.index] for c in columns if corrected[c.index] != c.meaning}
    columns = tuple(attrs.evolve(c, meaning=corrected.get(c.index, c.meaning)) for c in columns)
    return Layout(sheet.name, columns, last + 1, corrected=corrected)


def titles_of(sheet: RawSheet) -> list[str]:
    """The tab, and what stands over the first row that is wide enough for headings."""
    found = [sheet.name]
    for row in sheet.rows[:LOOK_AT]:
        texts = [text_of_heading(cell) for cell in row if cell != ""]
        if len(texts) > _MOST_IN_TITLE:
            break
        found += [text for text in texts if len(text) > _FEWEST]
    return found


def _is_titled(form: TableForm, titles: Sequence[str]) -> bool:
    return bool(form.titles) and any(re.search(form.titles, title) for title in titles)


def _is_marked(form: TableForm, sheet: RawSheet) -> bool:
    """Whether a heading speaks for a form by which it is told from others."""
    if not form.marks:
        return False
    cells = (tidy_heading(text) for row in sheet.rows[:LOOK_AT] for text in map(text_of_heading, row) if text)
    return any(re.fullmatch(form.marks, cell) for cell in cells)


def _columns(sheet: RawSheet, form: TableForm, words: Words, first: int, last: int) -> tuple[Column, ...]:
    found: list[Column] = []
    taken: set[str] = set()
    for index, texts in stacked(sheet, first, last):
        meaning = meaning_of_all(texts, words.meaning_of) or IGNORE
        topic = form.topic(meaning)
        if meaning in taken and not (topic and topic.repeated):
            meaning = IGNORE
        taken.add(meaning)
        found.append(Column(index, "/".join(texts), meaning))
    return tuple(found)


def exported(sheet: RawSheet, kinds: Kinds) -> tuple[Kind, int] | None:
    """The type whose export of ours a sheet is, and the row of its headings; None for any other sheet."""
    for row in range(min(LOOK_AT, len(sheet.rows))):
        texts = expanded(sheet, row)
        if any(texts) and (kind := other_export(texts, kinds)):
            return kind, row
    return None


def _by_what_they_hold(sheet: RawSheet, form: TableForm, columns: tuple[Column, ...], first: int) -> tuple[Column, ...]:
    """The columns, those under headings that nobody knows by their cells, where exactly one of them holds what no other topic does."""
    there = {column.meaning for column in columns}
    told: dict[int, str] = {}
    for topic in form.topics:
        if topic.holds and topic.key not in there:
            unknown = [c.index for c in columns if c.meaning == IGNORE and c.index not in told]
            found = [index for index in unknown if _holds(sheet, index, first, re.compile(topic.holds))]
            told |= dict.fromkeys(found, topic.key) if len(found) == 1 else {}
    return tuple(attrs.evolve(c, meaning=told.get(c.index, c.meaning)) for c in columns)


def _holds(sheet: RawSheet, index: int, first: int, shape: re.Pattern[str]) -> bool:
    """Whether nearly all cells of a column are of a shape."""
    cells = [row[index] for row in sheet.rows[first:] if index < len(row) and row[index] != ""][:_SAMPLE]
    fitting = sum(bool(shape.fullmatch(re.sub(r"\s", "", text_of(cell)))) for cell in cells)
    return fitting >= _FEWEST and fitting >= _NEARLY * len(cells)


def _own(sheet: RawSheet, kinds: Kinds) -> Guess | None:
    """The plain form of a type that is taken in whose export a sheet is; None for any other sheet."""
    kind, row = exported(sheet, kinds) or (None, 0)
    if kind is None or not kind.can_be_imported:
        return None
    form = plain_form(kind)
    names = {topic.label: topic.key for topic in form.topics}
    columns = tuple(Column(i, text, names.get(text, IGNORE)) for i, text in enumerate(expanded(sheet, row)) if text)
    return Guess(form, Layout(sheet.name, columns, row + 1, own=True), float(len(columns)))
