"""Who a row is in its household: words and marks for the head and for relations, and several people in one cell."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from db.errors import ValueUnreadable
from db.records.base import fields_of
from db.records.registry.household import HEAD, Member
from db.services.registry.import_roster import headings
from db.services.registry.import_roster.nobody import bracketed, is_one_name, several
from db.services.registry.import_roster.read_person import Draft, Values, text
from db.services.sheets.raw import Cell
from db.values import person_name

_YES = frozenset(
    {"是", "√", "✓", "✔", "☑", "✅", "Y", "YES", "户主", "本人", "1", "对", "T", "TRUE", "●", "★", "☆", "⊙", "◎", "V"}
)
_CALLED_HEAD = re.compile(r"(?:是|√|✓|✔)?(?:户主|户长|主)(?:本人)?(?:√|✓|✔)?")
_NO = frozenset(
    {"否", "×", "✗", "✘", "✕", "☒", "N", "NO", "非", "不是", "0", "2", "F", "FALSE", "非户主", "X", "○", "无"}
)
_OF_HEADS = (headings.HEAD_NUMBER, headings.HEAD_PHONE)
_OF_THE_HEAD = re.compile(r"^(?:是|系|为|其|与)?(?:户主)?(?:之|的)?")
# Which of several it is: 三弟, 小儿子; 小姑 and the like may be the husband's sister as well as the father's.
_RANK = re.compile(r"^(?:[大长次二三四五六七八九幺满]|小(?![姑叔舅姨]))(?=.)")
_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")
_BETWEEN = re.compile(r"\s*[、，,;；/／|\n\s]\s*")


@cache
def relation_code(written: str) -> str | None:
    """The code of a word for a relation, also of 户主之妻, 妻（再婚） and 小儿子; None when nobody knows it."""
    text_ = re.sub(r"\s", "", unicodedata.normalize("NFKC", written))
    bare = _BRACKETS.sub("", text_)
    of_the_head = _OF_THE_HEAD.sub("", bare, count=1)
    for word in dict.fromkeys((text_, bare, bare.strip("()[]"), of_the_head, _RANK.sub("", of_the_head))):
        try:
            return str(fields_of(Member)["relation"].read(word)) if word or not text_ else None
        except ValueUnreadable:
            continue
    return None


def relation_of(draft: Draft, written: str) -> str:
    """The code of a relation; an unknown word goes to the note of the draft."""
    code = relation_code(written)
    if code is None:
        draft.remark(headings.RELATION, "unknown_code", written)
        draft.notes.append(f"与户主关系：{written}")
    return code or ""


def head_told(values: Values, name: str) -> tuple[str, str]:
    """What a column 户主 says of the row: the code of the head where it is the head, and the head's name."""
    written = text(values, headings.HEAD_NAME)
    if not written:
        return "", ""
    mark = _BRACKETS.sub("", unicodedata.normalize("NFKC", written)).strip().upper()
    if mark in _YES or _CALLED_HEAD.fullmatch(mark):
        return HEAD, ""
    if mark in _NO:
        return "", ""
    head = person_name.tidy(written)
    is_self = person_name.key(head) == person_name.key(name) and not text(values, headings.RELATION)
    return HEAD if is_self else "", head


def persons(name: str, values: Values) -> list[Values]:
    """The values of each person whom a cell of names holds; what stands beside in as many parts belongs to each."""
    is_one = is_one_name(name)  # as nearly all are
    if is_one and values.keys().isdisjoint(_OF_HEADS) and values[headings.NAME][0][1] == name:
        return [values]
    names = [name] if is_one else several(name, len(_parts(values.get("id_number", ()))))
    if len(names) == 1:
        own = _with_relation(name, values)
        return [_with_head(text(own, headings.NAME), own)]
    found: list[Values] = []
    for number, one in enumerate(names):
        own = {key: cells for key, cells in values.items() if key in headings.SHARED or number == 0}
        for key, cells in values.items():
            if key not in headings.SHARED and len(parts := _parts(cells)) == len(names):
                own[key] = ((cells[0][0], parts[number]),)
        found.append(_with_relation(one, own))
    return found


def _with_relation(name: str, values: Values) -> Values:
    """The values with the name, and with the relation that stands in brackets behind it: 江甲（户主）."""
    bare, told = bracketed(name)
    if not told or relation_code(told) is None:
        known = headings.NAME in values and values[headings.NAME][0][1] == name  # as a cell nearly always has it
        return values if known else {**values, headings.NAME: (("", name),)}
    with_relation = {**values, headings.RELATION: (("", told),)} if not text(values, headings.RELATION) else values
    return {**with_relation, headings.NAME: (("", bare),)}


def _parts(cells: Sequence[tuple[str, Cell]]) -> list[str]:
    if len(cells) != 1 or not isinstance(cells[0][1], str):
        return []
    return [part for part in _BETWEEN.split(cells[0][1].strip()) if part]


def _with_head(name: str, values: Values) -> Values:
    """The values with 户主身份证号 and 户主电话 where the row is the head's and says nothing else."""
    told = {"id_number": headings.HEAD_NUMBER, "phone": headings.HEAD_PHONE}
    if not any(key in values for key in told.values()):
        return values
    head = person_name.key(text(values, headings.HEAD_NAME))
    if relation_code(text(values, headings.RELATION)) != HEAD and head != person_name.key(name):
        return values
    return {**values, **{key: values[source] for key, source in told.items() if source in values and key not in values}}
