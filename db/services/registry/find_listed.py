"""按名单查找: who of the register stands in a list of names or numbers that somebody pasted, who several times, and who not at all.

A line may hold more than a name: the number of a card or a telephone decides before the name does, and what else stands there tells
namesakes apart. Nothing is taken for somebody that only resembles him: that is offered, and the clerk says so.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cache

from attrs import evolve, frozen

from db.records.kinds import Kinds
from db.records.registry.resident import Resident
from db.services.find import Found, lines_of
from db.services.ticks import Tick, go_on, never_stop
from db.store import Store
from db.values import id_number, name_list, person_name, search_numbers, search_words
from db.values.search_tokens import Step

MOST_LINES = 5000
_OFFERED = 8
_NAMESAKES = 50
_CARDS = (15, 18)
_SHORTEST_PHONE = 7
_SERIAL = re.compile(r"^\s*(?:\d{1,4}\s*[.、．)）]\s*|\d{1,4}\s+)(?=\D)")
_HEADINGS = frozenset({"序号", "编号", "姓名", "名字", "身份证", "身份证号", "身份证号码", "证件号码", "电话", "联系电话", "手机", "手机号",
    "住址", "地址", "性别", "备注", "户主"})  # fmt: skip
_EXACT = frozenset({Step.NUMBER, Step.NAME})


class How(Enum):
    """How a line of the list came out; the value is what the clerk reads."""

    ONE = "找到"
    SEVERAL = "不止一人"
    LIKE = "像是"
    NOBODY = "没找到"


@frozen
class Line:
    """One line of the list.

    Attributes:
        number: its place in the list, from 1.
        written: as it was pasted.
        people: who is meant; of several the clerk chooses.
        note: what to look at; "" for nothing.
    """

    number: int
    written: str
    how: How
    people: tuple[Found, ...] = ()
    note: str = ""


def lines_in(pasted: str) -> list[tuple[int, str]]:
    """The lines that name somebody, with their places; without a serial number in front, blank lines and headings.

    Names in one line, parted by 、 or blanks, are a line each.
    """
    found: list[tuple[int, str]] = []
    for number, line in enumerate(pasted.splitlines()[:MOST_LINES], 1):
        text = _SERIAL.sub("", unicodedata.normalize("NFC", line).strip())
        pieces = [piece for piece in re.split(r"[\s,，;；|]+", text) if piece]
        if not pieces or all(piece.strip(":：") in _HEADINGS for piece in pieces):
            continue
        names = name_list.names(text)
        is_names_alone = len(names) > 1 and not any(map(str.isdigit, text))
        found += [(number, name) for name in names] if is_names_alone else [(number, text)]
    return found[:MOST_LINES]


def find_listed(store: Store, pasted: str, tick: Tick = never_stop) -> list[Line]:
    """What came of each line, in their order.

    Raises:
        Cancelled: the tick said so.
    """
    asked = lines_in(pasted)
    found: list[Line] = []
    for done, (number, written) in enumerate(asked):
        go_on(tick, done, len(asked))
        found.append(_line(store, number, written))
    return list(_told_twice(found))


def chosen_ids(lines: Iterable[Line]) -> tuple[int, ...]:
    """Whoever was found for certain, each once."""
    return tuple(dict.fromkeys(line.people[0].id for line in lines if line.how is How.ONE))


def not_found(lines: Iterable[Line]) -> list[str]:
    """The lines for which nobody was found, as they were pasted."""
    return [line.written for line in lines if line.how is How.NOBODY]


def _told_twice(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines; one that finds somebody again says so."""
    first: dict[int, int] = {}
    for line in lines:
        if line.how is How.ONE and (before := first.setdefault(line.people[0].id, line.number)) != line.number:
            yield evolve(line, note=f"与第 {before} 行是同一人")
        else:
            yield line


def _line(store: Store, number: int, written: str) -> Line:
    ways = search_words.read(written).ways
    words = ways[0] if ways else ()
    figures = [(word, search_numbers.typed(word)) for word in words]
    cards = [word for word, number_ in figures if len(number_) in _CARDS]
    phones = [word for word, number_ in figures if len(number_) >= _SHORTEST_PHONE and word not in cards]
    name = next(iter(name_list.names(" ".join(word for word in words if not any(map(str.isdigit, word))))), "")
    how, ids, note = (
        _by_numbers(store, cards, phones, name) or _by_name(store, cards, name, words) or (How.NOBODY, [], "")
    )
    if how is How.NOBODY:
        how, ids = _resembling(store, cards, phones, name, words)
    by_id = {one.id: one for one in lines_of(store, Resident.TABLE, ids[:_NAMESAKES])}
    return Line(number, written, how, tuple(by_id[i] for i in ids if i in by_id), note)


_Out = tuple[How, list[int], str]


def _by_numbers(store: Store, cards: Sequence[str], phones: Sequence[str], name: str) -> _Out | None:
    """Who has one of the numbers; a card's before a telephone's, which a family may share."""
    for number in (*cards, *phones):
        ids = _exactly(store, number)
        if not ids:
            continue
        called = [i for i in ids if not name or _is_called(store, i, name)]
        if len(called) == 1:
            return How.ONE, called, ""
        if called:
            return How.SEVERAL, called, ""
        if number in cards:
            return How.LIKE, ids, "证件号码对得上，姓名不同"
        if not _exactly(store, name):
            return How.LIKE, ids, "电话对得上，姓名不同"
    return None


def _by_name(store: Store, cards: Sequence[str], name: str, words: Sequence[str]) -> _Out | None:
    """Who bears the name; of several those to whom the rest of the line fits."""
    ids = _exactly(store, name)
    if not ids:
        return None
    if len(ids) > 1:
        everything = set(_hits(store, " ".join(words), _NAMESAKES))
        ids = [i for i in ids if i in everything] or ids
    if cards and (others := [i for i in ids if _has_other_card(store, i, cards)]):
        rest = [i for i in ids if i not in others]
        return (How.LIKE, ids, "姓名对得上，证件号码不同") if not rest else (_how(rest), rest, "")
    return _how(ids), ids, ""


def _how(ids: Sequence[int]) -> How:
    return How.ONE if len(ids) == 1 else How.SEVERAL


def _resembling(
    store: Store, cards: Sequence[str], phones: Sequence[str], name: str, words: Sequence[str]
) -> tuple[How, list[int]]:
    """Who may be meant by a slip, a sound or a piece of a number; a line that names no whole thing finds as the search box does."""
    if not (cards or phones or name):
        ids = list(_hits(store, " ".join(words), _OFFERED))
        return (_how(ids), ids) if ids else (How.NOBODY, [])
    for asked in (*cards, name, *phones):
        if asked and (ids := list(_hits(store, asked, _OFFERED))):
            return How.LIKE, ids
    return How.NOBODY, []


def _exactly(store: Store, asked: str) -> list[int]:
    """Whoever has a number, or is called, just so."""
    hits = store.search(asked, _NAMESAKES, _residents(store.kinds)) if asked else []
    return [hit.id for hit in hits if hit.why in _EXACT]


def _hits(store: Store, words: str, limit: int) -> Iterable[int]:
    return [hit.id for hit in store.search(words, limit, _residents(store.kinds))]


@cache
def _residents(kinds: Kinds) -> Kinds:
    return Kinds([kinds[Resident.TABLE]])


def _is_called(store: Store, resident: int, name: str) -> bool:
    one = store.find(Resident, resident)
    return one is not None and person_name.key(one.name) == person_name.key(name)


def _has_other_card(store: Store, resident: int, cards: Sequence[str]) -> bool:
    """Whether somebody has a number, and it is none of these."""
    one = store.find(Resident, resident)
    known = {id_number.tidy(card) for card in cards}
    return one is not None and bool(one.id_number) and id_number.tidy(one.id_number) not in known
