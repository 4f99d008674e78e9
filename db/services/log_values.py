"""What values that the log keeps say in a clerk's words: masked as their fields are, links by the titles of what they lead to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, cast

from db.fields import Field, Leading, Link, Privacy, Ref, Rows
from db.records.base import columns_of, fields_of
from db.store import Store
from db.store.audit import Entry
from db.values import masks
from db.values.code_table import VEILED
from db.values.legible import brief

UNSEEN = "〔无权查看〕"
GONE, COVERED = "（已不在）", "***"
_ENDS = frozenset({"since", "until"})
"""Of what holds from one day to another: neither day says by itself which it is."""
_LONGEST = 200
"""Characters of a value; of what is longer the beginning is told."""


class Telling:
    """Tells the values of some entries, whose links are looked up together.

    Attributes:
        kinds: the types of records that are known.
    """

    def __init__(self, store: Store, entries: Iterable[Entry]) -> None:
        self.kinds = store.kinds
        self._titles: dict[tuple[str, int], str] = {}
        wanted: dict[str, set[int]] = defaultdict(set)
        for entry in entries:
            if (kind := self.kinds.find(entry.table)) is not None:
                for table, record_id in self._led(fields_of(kind.record), entry.change):
                    wanted[table].add(record_id)
        for table, ids in wanted.items():
            self._titles |= {(table, i): title for i, title in store.titles(table, ids).items()}

    def value(self, field: Field[Any], stored: Any) -> str:
        """What a value says; "" for nothing."""
        if stored is None or stored in ("", []):
            return ""
        if stored == VEILED:
            return UNSEEN
        if isinstance(field, Rows):
            parts = cast("list[Mapping[str, Any]]", stored) if isinstance(stored, list) else []
            return "、".join(self._part(columns_of(field.part), part) for part in parts)
        if isinstance(field, Leading):
            return self._lead(field, stored)
        return brief(field.mask(field.load(stored)), _LONGEST)

    def _part(self, fields: Mapping[str, Field[Any]], part: Mapping[str, Any]) -> str:
        """What a part says; of one of which anything is sensitive no more than that there is one (个人信息保护法 第二十八条)."""
        if any(field.privacy >= Privacy.SENSITIVE for field in fields.values()):
            return COVERED
        told = {name: self.value(fields[name], value) for name, value in part.items() if name in fields}
        ends = _ENDS & told.keys() if fields.keys() >= _ENDS else frozenset[str]()
        return " ".join(f"{text} {fields[name].label}" if name in ends else text for name, text in told.items() if text)

    def _lead(self, field: Leading, stored: Any) -> str:
        if not isinstance(stored, int):
            return masks.in_text(brief(str(stored)))
        title = self._titles.get(self._place(field, stored), GONE) if stored else ""
        return field.mask_shown(masks.in_text(title))

    def _place(self, field: Leading, stored: int) -> tuple[str, int]:
        if isinstance(field, Link):
            return field.to, stored
        return self.kinds.leads_to(stored) if isinstance(field, Ref) else ("", 0)

    def _led(self, fields: Mapping[str, Field[Any]], change: Mapping[str, Any]) -> Iterable[tuple[str, int]]:
        """What links in a change lead to."""
        for name, pair in change.items():
            field = fields.get(name)
            for stored in cast("list[Any]", pair):
                if isinstance(field, Leading) and isinstance(stored, int) and stored:
                    place = self._place(field, stored)
                    if place[0] in self.kinds:
                        yield place
                elif isinstance(field, Rows) and isinstance(stored, list):
                    for part in cast("list[Mapping[str, Any]]", stored):
                        yield from self._led(columns_of(field.part), {key: [one] for key, one in part.items()})
