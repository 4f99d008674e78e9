"""One search box: what is found, with the title and the second line that a screen shows."""

from collections.abc import Iterable, Mapping, Sequence

import attrs
from attrs import frozen

from db.fields import Leading
from db.records.base import Record, columns_of, shown_of
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.letters.number import IssuedNumber
from db.services.letters.issue_number import bearer_of
from db.store import Store
from db.values import masks
from db.values.search_tokens import Step

MOST = 30
_NEAR = frozenset({Step.NEARBY, Step.SOUND, Step.TYPO})


@frozen
class Found:
    """One line of the result list.

    Attributes:
        near: whether it is not what was typed but resembles it: the same sound, one slip, another door nearby.
        equal: whether it is exactly what was typed; only told of what is to be chosen.
    """

    table: str
    id: int
    label: str
    title: str
    subtitle: str
    near: bool = False
    equal: bool = False


def find(store: Store, words: str, limit: int = MOST, kinds: Kinds | None = None) -> list[Found]:
    """What the words find, best first; nothing for no words. ``kinds`` are the types that are looked for; None for all."""
    if not words.strip():
        return []
    hits = store.search(words, limit, kinds)
    by_table: dict[str, list[int]] = {}
    for hit in hits:
        by_table.setdefault(hit.table, []).append(hit.id)
    lines: dict[tuple[str, int], Found] = {}
    for table, ids in by_table.items():
        for line in _lines(store, table, ids):
            lines[(table, line.id)] = line
    found = {(h.table, h.id): h.why in _NEAR for h in hits if (h.table, h.id) in lines}
    return _borne(
        store, kinds or store.kinds, {key: attrs.evolve(lines[key], near=near) for key, near in found.items()}
    )


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


def _lines(store: Store, table: str, ids: list[int]) -> Iterable[Found]:
    kind = store.kinds[table]
    records = list(store.get_many(kind.record, ids).values())
    titles = store.linked_titles(records)
    for record in records:
        linked = titles[record.id]
        yield Found(
            table, record.id, kind.label, masks.in_text(record.title(linked)), second_line(kind, record, linked)
        )


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
