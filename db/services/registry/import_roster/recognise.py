"""Finds the headings of a sheet among its titles, and what each column means."""

import re
from collections.abc import Mapping, Sequence

import attrs
from attrs import frozen

from db.records import KINDS
from db.records.kinds import Kinds
from db.services.importing.headings import tidy_heading
from db.services.importing.layout import Column, Layout
from db.services.importing.own_exports import other_export
from db.services.importing.table_head import ENOUGH, LOOK_AT, expanded, spans, text_of_heading, without_heading
from db.services.registry.import_roster import headings
from db.services.registry.import_roster.kind_of_table import seems, without_kind
from db.services.registry.import_roster.own_exports import OURS, is_residents
from db.services.registry.import_roster.sections import NO_SECTION, Section, section_of, section_of_title
from db.services.sheets.raw import RawSheet

_TITLE = re.compile(r"(?:社区|居委会|村)(?P<estate>[^\s社]{2,12}?)(?:居民|住户|人口|人员|业主|住宅|花名册|登记表|信息)")
_NAMES = (headings.NAME, headings.HEAD_NAME)
_NUMBERS = re.compile(r"\d{6,}")


@frozen
class SheetLayout(Layout):
    """What was recognised in one sheet of a roster.

    Attributes:
        estate: the 小区 that holds for all rows which name none themselves.
        estate_said: whether the clerk said so, or that they are in none.
        estate_last: whether that was said last time.
        merged_groups: whether merged cells hold households together.
        heads_only: whether every row is a head of a household: 户主姓名 is the only name there is.
        section: the building that tab or title name, for rows that name none.
    """

    estate: str = ""
    estate_said: bool = False
    estate_last: bool = False
    merged_groups: bool = False
    heads_only: bool = False
    section: Section = NO_SECTION


def recognise(sheet: RawSheet, changed: Mapping[int, str] | None = None, kinds: Kinds = KINDS) -> SheetLayout:
    """What stands where in a sheet; ``changed`` has the clerk's own meanings by column index, ``kinds`` what we export."""
    if not any(cell != "" for row in sheet.rows for cell in row):
        return SheetLayout(sheet.name, skipped="空的工作表")
    span = _heading_rows(sheet)
    if span is None:
        return SheetLayout(sheet.name, skipped="没有找到带“姓名”的表头")
    first, last = span
    rows = [expanded(sheet, r) for r in range(first, last + 1)]
    if kind := other_export(rows[0], kinds):
        return SheetLayout(sheet.name, skipped=f"{OURS}“{kind.label}”表，不是居民花名册")
    columns = _columns(rows)
    columns += without_heading(sheet, columns, last + 1)
    corrected = {c.index: (changed or {}).get(c.index, c.meaning) for c in columns}
    corrected = {c.index: corrected[c.index] for c in columns if corrected[c.index] != c.meaning}
    columns = tuple(attrs.evolve(c, meaning=corrected.get(c.index, c.meaning)) for c in columns)
    heads_only = all(c.meaning != headings.NAME for c in columns)
    if heads_only:
        columns = _of_heads(columns)
    titles = [text for row in sheet.rows[:first] for cell in row if (text := text_of_heading(cell))]
    skipped = "隐藏的工作表" if sheet.hidden else ""
    if not skipped and (
        kind_ := without_kind(sheet.rows) or seems([(c.heading, c.meaning) for c in columns], [sheet.name, *titles])
    ):
        skipped = f"这张表看起来是{kind_}，不像居民花名册"
    layout = SheetLayout(sheet.name, columns, last + 1, skipped=skipped, heads_only=heads_only, corrected=corrected)
    return attrs.evolve(
        layout,
        estate=_estate(sheet, layout, first),
        merged_groups=_groups(sheet, layout),
        section=_section(layout, titles),
        own=is_residents(rows[0]),
    )


def _of_heads(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a sheet that names only heads: each row is its head, whose number and telephone these are."""
    meant = {c.meaning for c in columns}
    named = {headings.HEAD_NAME: headings.NAME}
    for of_head, key in ((headings.HEAD_NUMBER, "id_number"), (headings.HEAD_PHONE, "phone")):
        if key not in meant:
            named[of_head] = key
    return tuple(attrs.evolve(c, meaning=named.get(c.meaning, c.meaning)) for c in columns)


def _section(layout: SheetLayout, titles: Sequence[str]) -> Section:
    """The building that the tab, or one title, names for rows which name none."""
    if layout.has(headings.BUILDING) or not (layout.has(headings.ROOM) or layout.has(headings.ADDRESS)):
        return NO_SECTION
    found = [section_of(layout.sheet), *map(section_of_title, titles)]
    return next((s for s in found if s and s.get(headings.BUILDING)), NO_SECTION)


def _groups(sheet: RawSheet, layout: SheetLayout) -> bool:
    doors = {c.index for c in layout.columns if c.meaning in (headings.ADDRESS, headings.ROOM)}
    return any(m.left in doors and m.bottom > m.top >= layout.first_row for m in sheet.merged)


def _known(cells: Sequence[str]) -> set[str]:
    return {key for c in cells if c and (key := headings.meaning_of(c)) is not None}


def _heading_rows(sheet: RawSheet) -> tuple[int, int] | None:
    """The first and the last heading row: the first row that names persons and something else about them."""
    for row in range(min(LOOK_AT, len(sheet.rows))):
        known = _known(expanded(sheet, row))
        if known & {headings.NAME, headings.HEAD_NAME} and len(known) >= ENOUGH:
            last = row
            while last + 1 < len(sheet.rows) and _continues(sheet, row, last + 1):
                last += 1
            return (row - 1 if row and spans(sheet, row - 1) else row), last
    return None


def heading_texts(sheet: RawSheet) -> list[str]:
    """The texts of the lowest heading row, each in its column; none where there are no headings."""
    span = _heading_rows(sheet)
    return expanded(sheet, span[1]) if span else []


def _continues(sheet: RawSheet, first: int, row: int) -> bool:
    """Whether a row still belongs to the headings: it names columns and holds nothing of a person."""
    own = [text_of_heading(c) for c in sheet.rows[row]]
    if not any(own) or any(not isinstance(c, str) for c in sheet.rows[row]) or _NUMBERS.search("".join(own)):
        return False
    names = [i for i, c in enumerate(expanded(sheet, first)) if headings.meaning_of(c) in _NAMES]
    if any(i < len(own) and own[i] and headings.meaning_of(own[i]) not in _NAMES for i in names):
        return False
    return bool(_known(own))


def _columns(rows: list[list[str]]) -> tuple[Column, ...]:
    found: list[Column] = []
    taken: set[str] = set()
    for index in range(max(len(r) for r in rows)):
        stacked = [r[index] for r in rows if index < len(r) and r[index]]
        texts = list(dict.fromkeys(stacked))
        if not texts:
            continue
        meaning = _meaning(texts)
        if meaning in taken and meaning not in headings.REPEATED:
            meaning = headings.IGNORE
        taken.add(meaning)
        found.append(Column(index, "/".join(texts), meaning))
    return tuple(found)


def _meaning(texts: list[str]) -> str:
    """What stacked headings mean: together, or the lowest unless the one above speaks of somebody else."""
    together = headings.meaning_of("".join(texts))
    if together is not None:
        return together
    if len(texts) > 1 and tidy_heading(texts[0]).startswith(headings.OTHERS):
        return headings.IGNORE
    for text in reversed(texts):
        if (key := headings.meaning_of(text)) is not None:
            return key
    return headings.IGNORE


def _estate(sheet: RawSheet, layout: SheetLayout, first: int) -> str:
    """The estate that titles and tab agree on, or the title names, where no column carries it."""
    if layout.has(headings.ESTATE) or not layout.has(headings.BUILDING):
        return ""
    titles = [text_of_heading(c) for row in sheet.rows[:first] for c in row]
    if any(sheet.name in t for t in titles):
        return sheet.name
    return next((m["estate"] for t in titles if (m := _TITLE.search(t))), "")
