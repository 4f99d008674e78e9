"""One search box: what is found, with the title and the second line that a screen shows."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from string import digits

import attrs

from db.fields import Leading
from db.records.base import Record, columns_of, shown_of
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.estates.estate import Estate
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.letters.number import IssuedNumber
from db.records.registry.place import Building, Grid
from db.records.registry.resident import Resident
from db.services.bodies.in_posts import in_posts
from db.services.found import Found
from db.services.letters.issue_number import bearer_of
from db.store import Hit, Store
from db.values import folding, masks, pinyin
from db.values.search_tokens import Step

MOST = 30
_NAMED = {kind.TABLE: n for n, kind in enumerate((Resident, Person, Grid, Building, Body, Estate))}
"""What is called something itself, people before places that only tell their names; other records mention names."""
_NEAR = frozenset({Step.NEARBY, Step.SOUND, Step.TYPO})


SAME_SOUND, LIKE_SOUND = "音同字不同", "读音相近"
"""What is said of what was found by its sound."""


def find(store: Store, words: str, limit: int = MOST, kinds: Kinds | None = None) -> list[Found]:
    """What the words find, best first; nothing for no words. ``kinds`` are the types that are looked for; None for all.

    What is called just that comes first, and among what was found in the same way, whoever bears a name comes before what mentions it.
    """
    if not words.strip():
        return []
    hits = _bearers_first(store.search(words, limit, kinds))
    by_table: dict[str, list[int]] = {}
    for hit in hits:
        by_table.setdefault(hit.table, []).append(hit.id)
    lines: dict[tuple[str, int], Found] = {}
    called: set[tuple[str, int]] = set()
    asked = folding.fold(words)
    alike = {(h.table, h.id) for h in hits if h.why is Step.SOUND}
    for table, ids in by_table.items():
        for line, names in _lines(store, table, ids):
            said = sounds_like(words, names) if (table, line.id) in alike else ""
            lines[(table, line.id)] = attrs.evolve(line, subtitle=" · ".join(filter(None, (said, line.subtitle))))
            if asked and (_is_named(asked, table, names) or _is_number(asked, line.title)):
                called.add((table, line.id))
    found = {(h.table, h.id): h.why in _NEAR for h in hits if (h.table, h.id) in lines}
    ordered = sorted(found, key=lambda key: key not in called)
    borne = _borne(store, kinds or store.kinds, {key: attrs.evolve(lines[key], near=found[key]) for key in ordered})
    return [*in_posts(store, words, kinds or store.kinds)[:limit], *borne][:limit]


def sounds_like(words: str, names: Iterable[str]) -> str:
    """What is said of what was found by its sound alone: that it is read as the words are, in other characters, or nearly so."""
    asked = {"".join(one) for one in pinyin.spellings(folding.units(words), person=True)}
    read = ("".join(one) for name in names for one in pinyin.spellings(folding.units(name), person=True))
    return SAME_SOUND if any(one.startswith(typed) for one in read for typed in asked if typed) else LIKE_SOUND


def _is_named(asked: str, table: str, names: Iterable[str]) -> bool:
    """Whether it is called just that."""
    return table in _NAMED and asked in map(folding.fold, names)


def _is_number(asked: str, title: str) -> bool:
    """Whether its number was typed, from the letters on that say of which sort it is, up to a blank."""
    return not asked[0].isdigit() and asked[-1] in f"{digits}号" and folding.fold(title.split(" ")[0]) == asked


def _bearers_first(hits: Sequence[Hit]) -> list[Hit]:
    """The hits of each step, those of what is called something before others."""
    return [
        hit
        for _, same in groupby(hits, lambda h: h.why)
        for hit in sorted(same, key=lambda h: _NAMED.get(h.table, len(_NAMED)))
    ]


def _borne(store: Store, kinds: Kinds, found: dict[tuple[str, int], Found]) -> list[Found]:
    """The lines, numbers of the book leading to the record that bears them; one that is there anyway is not told twice.

    Of records of types that are not looked for, their numbers are not told either.
    """
    numbers = store.get_many(IssuedNumber, [i for table, i in found if table == IssuedNumber.TABLE])
    lines: list[Found] = []
    for (table, record_id), line in found.items():
        bearer = bearer_of(store, numbers[record_id]) if table == IssuedNumber.TABLE else None
        if bearer is None:
            lines.append(line)
        elif bearer.TABLE in kinds and (bearer.TABLE, bearer.id) not in found:
            lines.append(attrs.evolve(line, table=bearer.TABLE, id=bearer.id))
    return lines


def lines_of(store: Store, table: str, ids: list[int]) -> list[Found]:
    """The lines of records of a table that nobody looked for by words, in no order."""
    return [line for line, _ in _lines(store, table, ids)]


def _lines(store: Store, table: str, ids: list[int]) -> Iterable[tuple[Found, Sequence[str]]]:
    """The lines of records of a table, each with what the record is called."""
    kind = store.kinds[table]
    records = list(store.get_many(kind.record, ids).values())
    titles = store.linked_titles(records)
    for record in records:
        linked = titles[record.id]
        title = record.title(linked)
        line = Found(table, record.id, kind.label, masks.in_text(title), second_line(kind, record, linked))
        yield line, (title, *(str(getattr(record, name, "")) for name in ("name", "short")))


def second_line(kind: Kind, record: Record, linked: Mapping[str, str]) -> str:
    """What tells a record from its namesakes, masked: address and number, stage and term, day and place."""
    parts = line_of(record, linked, kind.line) if kind.line else [kind_line(record, linked)]
    return masks.in_text(" · ".join(p for p in parts if p))


def line_of(record: Record, linked: Mapping[str, str], templates: Sequence[str]) -> list[str]:
    """Templates such as ``期限 {due}`` with what the record says for it, masked; without those whose field is empty."""
    return [part for template in templates if (part := _filled(record, linked, template))]


def _filled(record: Record, linked: Mapping[str, str], template: str) -> str:
    before, _, rest = template.partition("{")
    name, _, after = rest.partition("}")
    shown = record.mark() if name == "mark" else linked.get(name) or _shown(record, name)
    return f"{before}{shown}{after}" if shown else ""


def kind_line(record: Record, linked: Mapping[str, str]) -> str:
    """The listed columns of a record in one line, masked."""
    shown = [linked.get(n) or f.mask(getattr(record, n)) for n, f in columns_of(type(record)).items() if f.listed]
    return " · ".join(s for s in shown[1:4] if s)


def _shown(record: Record, name: str) -> str:
    kind = shown_of(type(record))[name]
    return "" if isinstance(kind, Leading) else kind.mask(getattr(record, name))
