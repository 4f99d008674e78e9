"""The cells of one row as a person: what the record can hold, and what is left over for the note."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache

from attrs import define, field

from db.errors import ValueUnreadable
from db.fields import Code
from db.records.base import changed, compact, fields_of
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import CareTag, Document, FormerName, Telephone
from db.services.importing.row_values import Values
from db.services.registry.import_roster import cells
from db.services.registry.import_roster.headings import OWN_PARTS
from db.services.registry.import_roster.nobody import without_others
from db.services.registry.import_roster.row_problems import BIRTH_DOUBT, NUMBER_DOUBTS, SEX_DOUBT, Remark
from db.values import code_table, day_words, id_number, person_name, phone
from db.values.legible import MARK, points

_CODED = (
    "ethnicity", "politics", "population", "residence_match", "state", "phone_of", "marriage", "education", "employment", "dwelling",
    "owner_relation",
)  # fmt: skip
_WORDS = ("script_name", "permit_number", "workplace", "native_place", "nationality")
_DAYS = ("party_joined", "party_full_due", "permit_until")
_SELDOM = frozenset({*_WORDS, *_DAYS, "former_names", *OWN_PARTS})
_DETAILED = re.compile(r"(.+?)[(（](.*)[)）]", re.DOTALL)
_GRADED = re.compile(r"(残疾\D*?|失能\D*?)([一二三四1-4]级)")
_NO_CARE = frozenset({"否", "×", "不是", "无此情况"})
_NOTE = fields_of(Telephone)["note"].label + "："
_PHONE_CODES = {name: field for name, field in fields_of(Telephone).items() if isinstance(field, Code)}
_NOBODY = compact(Resident())
_USED_UNTIL = fields_of(FormerName)["until"].label
_CARE_SOURCE = fields_of(CareTag)["source"].label
_CARE_DAYS = {name: fields_of(CareTag)[name].label for name in ("since", "until")}
_YEAR_ALONE = re.compile(r"\d{4}年")
_DOCUMENT = re.compile(r"([^、（）]+)(?:（((?:[^（）]|（[^（）]*）)*)）)?(?:、|$)")
_OF_DOCUMENT = re.compile(r"([^，]*?)(?:(?:^|，)停用日期(\d{4}-\d{2}-\d{2}))?(?:，(.*))?", re.DOTALL)
_NAMED_DOCUMENT = re.compile(r"([\u4e00-\u9fff]{2,12}?)(?:号码?)?\s*:?\s*([A-Z]{0,3}[0-9]{5,18}[0-9A-Z]?)")
_ODD = re.compile(r"[\d?？()（）\[\]□:：]")


@define
class Draft:
    """A person in the making.

    Attributes:
        values: field values of the resident.
        notes: what goes into the note.
        doubts: what goes into 待核实.
        remarks: what the clerk should know.
        number_fault: why the number is not right, "" when it is.
        right_number: the number when sex and birth can be read from it, else "".
        told: see `Entry`.
    """

    values: dict[str, object] = field(factory=dict[str, object])
    notes: list[str] = field(factory=list[str])
    doubts: list[str] = field(factory=list[str])
    remarks: list[Remark] = field(factory=list[Remark])
    number_fault: str = ""
    right_number: str = ""
    told: Mapping[str, str] = {}

    def remark(self, field_name: str, code: str, written: str = "") -> None:
        """Adds something the clerk should know."""
        self.remarks.append(Remark(field_name, code, written))

    def resident(self) -> Resident:
        """The person, not yet linked to a house."""
        if self.notes:
            self.values["note"] = "；".join(dict.fromkeys(self.notes))
        if self.doubts:
            self.values["doubt"] = "；".join(self.doubts)
        return changed(_NOBODY, **self.values)


def read_person(values: Values, today: date, *, own: bool = False) -> Draft:
    """The person of a row; ``values`` has heading and cell by meaning, and surely a name.

    A sheet that this program wrote (``own``) says of 待核实 all that there is: no doubt is added to it.
    """
    draft = Draft()
    _read_name(draft, text(values, "name"), own=own)
    for key in filter(values.__contains__, _CODED):
        _read_coded(draft, key, text(values, key))
    _read_kind_and_number(draft, values, today, own=own)
    _read_sex(draft, text(values, "sex"))
    _read_birth(draft, values, today, own=own)
    _read_phones(draft, values, own=own)
    if own and "phone" not in values and draft.values.get("phone"):
        draft.values["telephones"] = (Telephone(number=str(draft.values.pop("phone"))),)
    _read_care(draft, values)
    _read_documents(draft, text(values, "documents"))
    if (written := _as_written(values, "registered_at", own=own)) and "**" not in written:
        draft.values["registered_at"] = written
    if not values.keys().isdisjoint(_SELDOM):
        _read_seldom(draft, values, own=own)
    _read_state_day(draft, text(values, "state_day"))
    if written := text(values, "doubt"):
        told = written.split("；")
        draft.doubts = told if own else list(dict.fromkeys([*told, *draft.doubts]))
    elif own:
        draft.doubts = []
    for heading, cell in values.get("note", ()):
        if written := str(cell).strip() if own else cells.text_of(cell):
            draft.notes.append(written if "".join(heading.split()).endswith("备注") else f"{heading}：{written}")
    return draft


def _read_seldom(draft: Draft, values: Values, *, own: bool) -> None:
    """What a desk seldom needs: words and days as they are written, and what else somebody is called."""
    for key in filter(values.__contains__, _WORDS):
        if (written := _as_written(values, key, own=own)) and "**" not in written:
            draft.values[key] = written
    for key in filter(values.__contains__, _DAYS):
        if not (written := text(values, key)) or "*" in written:
            continue
        if told := _day(written):
            draft.values[key] = told
        else:
            draft.notes.append(f"{fields_of(Resident)[key].label}：{written}")
    if "former_names" in values:
        _read_former_names(draft, values)
    for key in filter(values.__contains__, OWN_PARTS):
        if not (written := _as_written(values, key, own=own)) or "**" in written:
            continue
        if own:
            draft.told = {**draft.told, key: written}
        else:
            draft.notes.append(f"{fields_of(Resident)[key].label}：{written}")


def _read_former_names(draft: Draft, values: Values) -> None:
    """Names with what our own export writes in brackets behind them: 类型, 用到哪天."""
    found: dict[str, FormerName] = {}
    for heading, cell in values["former_names"]:
        for word in _words(cells.text_of(cell)):
            match = _DETAILED.fullmatch(word)
            name, told = (match[1], match[2].split("，")) if match else (word, [])
            if name in cells.NOTHING or "*" in name:
                continue
            kinds = code_table.load("name_kind")
            kind = next((code for one in told if (code := kinds.code(one))), kinds.code(heading) or "1")
            until = next((day for one in told if (day := _day(one.removeprefix(_USED_UNTIL)))), None)
            found.setdefault(name, FormerName(name=person_name.tidy(name), kind=kind, until=until))
    if found:
        draft.values["former_names"] = tuple(found.values())


def _read_state_day(draft: Draft, written: str) -> None:
    if not written or "*" in written:
        return
    if told := _day(written):
        draft.values["state_day"] = told
    else:
        draft.remark("state_day", "birth_unreadable", written)
        draft.notes.append(f"状态日期写作：{written}")


def _as_written(values: Values, key: str, *, own: bool) -> str:
    """A cell; in a sheet of ours even what elsewhere says nothing, such as a dash, is what somebody typed."""
    return str(values[key][0][1]).strip() if own and key in values else text(values, key)


def text(values: Values, key: str) -> str:
    """The text of the one cell that carries a meaning; "" when there is none."""
    return cells.text_of(values[key][0][1]) if key in values else ""


def _read_name(draft: Draft, written: str, *, own: bool) -> None:
    bare, others = without_others(written) if not own else (written, "")
    if others:
        draft.notes.append(f"姓名写作：{others}")
        draft.remark("name", "others_unnamed", others)
    if person_name.is_common(bare):
        draft.values["name"] = bare
        return
    name = person_name.tidy(bare)
    if strange := person_name.strange_characters(name):
        name = "".join(MARK if c in strange else c for c in name)
        draft.notes.append(f"姓名里的{MARK}原为字库外的字 {points(strange)}")
        draft.remark("name", "name_character", written)
    if _ODD.search(name):
        draft.remark("name", "name_odd", written)
    draft.values["name"] = name


@cache
def _code(key: str, written: str) -> str | None:
    """The code of a word for one field of a resident, None when nobody knows it."""
    try:
        return str(fields_of(Resident)[key].read(unicodedata.normalize("NFKC", written).replace(" ", "")))
    except ValueUnreadable:
        return None


def _read_coded(draft: Draft, key: str, written: str) -> None:
    if not written or "*" in written:
        return
    code = _code(key, written)
    if code is not None:
        draft.values[key] = code
        return
    draft.remark(key, "unknown_code", written)
    draft.notes.append(f"{fields_of(Resident)[key].label}：{written}")


def _read_kind_and_number(draft: Draft, values: Values, today: date, *, own: bool) -> None:
    _read_coded(draft, "id_kind", text(values, "id_kind"))
    cell = values["id_number"][0][1] if "id_number" in values else ""
    if not draft.values.get("id_kind") and isinstance(cell, str) and (told := _labelled(cell)):
        draft.values["id_kind"], cell = told
    number = cells.read_number(cell, str(draft.values.get("id_kind", "")), today)
    draft.values["id_number"] = number.value
    draft.number_fault = number.fault
    draft.right_number = number.value if number.told else ""
    if number.note and own:  # somebody typed it so, and it comes back so
        number = cells.ReadNumber(id_number.kept(text(values, "id_number")), "id_characters")
        draft.values["id_number"], draft.right_number = number.value, ""
    elif number.widened and own:
        draft.values["id_number"] = id_number.kept(text(values, "id_number"))
    elif number.note:
        draft.notes.append(f"证件号码注：{number.note}")
    if number.fault:
        draft.doubts.append(NUMBER_DOUBTS[number.fault])
        draft.remark("id_number", number.fault, number.value)
    if number.widened:
        draft.remark("id_number", "old_number", number.value)


def _labelled(cell: str) -> tuple[str, str] | None:
    """Kind and number of a document that a cell calls by its name, such as 护照E12345678; None for a citizen's card."""
    if cell.isascii():  # as nearly all are
        return None
    match = _NAMED_DOCUMENT.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    kind = code_table.load("id_kind").code(match[1]) if match else None
    return (kind, match[2]) if match and kind and kind != "111" else None


def _read_sex(draft: Draft, written: str) -> None:
    _read_coded(draft, "sex", written)
    if number := draft.right_number:
        told = id_number.sex(number)
        if draft.values.setdefault("sex", told) in ("1", "2") and draft.values["sex"] != told:
            draft.doubts.append(SEX_DOUBT)
            draft.remark("sex", "sex_differs", written)


def _read_birth(draft: Draft, values: Values, today: date, *, own: bool) -> None:
    is_masked = own or (draft.number_fault and "*" in text(values, "id_number"))
    if is_masked and _YEAR_ALONE.fullmatch(text(values, "birth")):
        return  # what our own masked export leaves of a day of birth
    read = cells.read_birth(values["birth"][0][1] if "birth" in values else "", today)
    told = id_number.birth(draft.right_number) if draft.right_number else None
    draft.values["birth"] = read.day or told
    if (
        told
        and "*" not in read.rest
        and (read.day not in (None, told) or read.month not in (None, (told.year, told.month)))
    ):
        draft.doubts.append(BIRTH_DOUBT)
        draft.remark("birth", "birth_differs", str(read.day or read.rest))
        draft.notes.extend([f"出生日期写作：{read.rest}"] if read.rest else [])
    elif read.rest and "*" not in read.rest and not (told and read.month):
        draft.remark("birth", "birth_incomplete" if read.month else "birth_unreadable", read.rest)
        draft.notes.append(f"出生日期写作：{read.rest}")


def _read_phones(draft: Draft, values: Values, *, own: bool) -> None:
    written, further = values.get("phone", ()), values.get("other_phone", ())
    if len(written) == 1 and not further and (number := cells.mobile_alone(written[0][1])):  # as nearly all have
        draft.values["phone"] = number
        return
    if own and further and (told := _read_own_phones(cells.text_of(further[0][1]))):
        draft.values["telephones"], further = told, ()
    found, notes = cells.read_phones([c for _, c in (*written, *further)], own=own)
    draft.notes += [f"电话注：{note}" for note in notes]
    for key, number in zip(("phone", "telephones"), found, strict=False):
        draft.values[key] = number if key == "phone" else (Telephone(number=number),)
        if not phone.is_right(number):
            draft.remark(key if key == "phone" else "other_phone", "phone", number)
    if found[2:]:
        draft.notes.append(f"另有电话：{'、'.join(found[2:])}")


def _read_own_phones(written: str) -> tuple[Telephone, ...]:
    """Further telephones as our own export writes them: 号码（是谁的，姓名，备注：…）; none where it is written otherwise."""
    found: list[Telephone] = []
    for word in _words(written):
        match = _DETAILED.fullmatch(word)
        number, told = (match[1], match[2].split("，")) if match else (word, [])
        if not phone.is_right(number) or (match and not told):
            return ()
        values: dict[str, str] = {}
        for one in told:
            name = next((n for n, f in _PHONE_CODES.items() if n not in values and f.codes().code(one)), "")
            values[name or ("note" if one.startswith(_NOTE) else "name")] = (
                _PHONE_CODES[name].codes().code(one) or "" if name else one.removeprefix(_NOTE)
            )
        found.append(Telephone(number=number, **values))  # pyright: ignore[reportArgumentType]
    return tuple(found) if any("（" in word for word in _words(written)) or len(found) > 1 else ()


def _read_care(draft: Draft, values: Values) -> None:
    tags: dict[str, CareTag] = {}
    for heading, cell in values.get("care", ()):
        unknown: list[str] = []
        written = cells.text_of(cell)
        for word in _words(written) if "**" not in written else ():
            tag = care_tag(word)
            if tag:
                tags.setdefault(tag.kind, tag)
            elif word and word not in cells.NOTHING and word not in _NO_CARE:
                unknown.append(word)
        if unknown:
            draft.notes.append("、".join(unknown))
            if "备注" not in "".join(heading.split()):
                draft.remark("care", "care_unknown", "、".join(unknown))
    if tags:
        draft.values["care"] = tuple(tags.values())


def _read_documents(draft: Draft, written: str) -> None:
    """Further documents as our own export writes them: 号码（类型，停用日期，说明）, parted by 、."""
    if not written or "*" in written:
        return
    found = [_document(*match.groups("")) for match in _DOCUMENT.finditer(written)]
    if found and _DOCUMENT.sub("", written).strip("、 ") == "":
        draft.values["documents"] = tuple(found)
    else:
        draft.notes.append(f"{Document.LABEL}：{written}")


def _document(number: str, told: str) -> Document:
    """A document by what stands in brackets behind its number; each of that may be missing."""
    kind, until, reason = match.groups("") if (match := _OF_DOCUMENT.fullmatch(told)) else ("", "", told)
    code = code_table.load("id_kind").code(kind) if kind else ""
    if kind and not code:  # no type, but what somebody had to say
        reason = "，".join(filter(None, (kind, reason)))
    return Document(number=number, kind=code or "", until=date.fromisoformat(until) if until else None, reason=reason)


@cache
def _words(written: str) -> tuple[str, ...]:
    """The words of a cell; what stands in brackets is not cut, however deep."""
    words, word, depth = list[str](), "", 0
    for character in written:
        depth += (character in "(（") - (character in ")）" and depth > 0)
        if depth == 0 and (character in "、，,;；/／|" or character.isspace()):
            words.append(word)
            word = ""
        else:
            word += character
    return tuple(w for w in (*words, word) if w)


@cache
def care_tag(word: str) -> CareTag | None:
    """The care tag that a word means, with what stands in brackets behind it: since, until, basis and source.

    None when nobody knows the word.
    """
    match = _DETAILED.fullmatch(word) or _GRADED.fullmatch(word)
    code = code_table.load("care").code(unicodedata.normalize("NFKC", match[1] if match else word))
    if not code:
        return None
    days: dict[str, date] = {}
    basis: list[str] = []
    source = ""
    for part in match[2].split("，") if match else ():
        name = next((n for n, label in _CARE_DAYS.items() if part.startswith(label)), "")
        if name and (told := _day(part.removeprefix(_CARE_DAYS[name]))):
            days[name] = told
        elif part.startswith(_CARE_SOURCE) and part != _CARE_SOURCE:
            source = part.removeprefix(_CARE_SOURCE)
        else:
            basis.append(part)
    return CareTag(kind=code, basis="，".join(basis), source=source, since=days.get("since"), until=days.get("until"))


def _day(written: str) -> date | None:
    try:
        return day_words.read_day(written)
    except ValueUnreadable:
        return None


def with_note(resident: Resident, line: str) -> Resident:
    """The person with a line more in the note, once."""
    if not line or line in resident.note:
        return resident
    return changed(resident, note=f"{resident.note}；{line}" if resident.note else line)
