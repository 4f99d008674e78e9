"""What the clerk calls records: their titles, and those of what they lead to. One that is not seen has none that says anything."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar, cast

from db.fields import Leading, Link
from db.records.base import Record, Row, columns_of, parts_of
from db.store import rows
from db.store.driver import in_clerks_words, whole
from db.store.gate import Gate
from db.values.code_table import VEILED

R = TypeVar("R", bound=Record)

Titles = Mapping[str, Mapping[int, str]]
"""Titles of what fields lead to: by `db.fields.Leading.titled_by`, by the number that the field holds."""


class TitleReader(Gate):
    """What `db.store.reading.Reader` knows of titles."""

    def titles(self, table: str, ids: Iterable[int]) -> dict[int, str]:
        """What the clerk calls records, by id: one query for each type of link and 500 ids."""
        kind = self.kinds[table].record
        found: dict[int, Record] = {}
        for piece in rows.chunks(i for i in ids if i):
            marks = ", ".join("?" * len(piece))
            with in_clerks_words():
                loaded = self._connection.execute(f"{rows.select_sql(kind)} WHERE id IN ({marks})", piece)
                found |= {whole(v[0]): rows.load(kind, v) for v in loaded}
        seen = found.keys() if self.rights.seeing(table) == () else self.seen(table, found)
        linked = self._linked_titles([record for i, record in found.items() if i in seen], kind.TITLED_BY)
        return {i: record.title(linked[i]) if i in seen else VEILED for i, record in found.items()}

    def linked_titles(self, records: list[R]) -> Mapping[int, dict[str, str]]:
        """Titles of the records that records of one type lead to: by id of the record, by field."""
        names = [n for n, f in columns_of(type(records[0])).items() if isinstance(f, Leading)] if records else []
        return self._linked_titles(records, names)

    def _linked_titles(self, records: Sequence[Record], names: Sequence[str]) -> Mapping[int, dict[str, str]]:
        """Of these fields alone: those of a title, else two that lead to each other would be asked for without end."""
        result: dict[int, dict[str, str]] = defaultdict(dict)
        for name in names if records else ():
            field = cast("Leading", columns_of(type(records[0]))[name])
            known_titles = self._titles_led_to(field, {getattr(r, name) for r in records})
            for record in records:
                result[record.id][name] = known_titles.get(getattr(record, name), "")
        return result

    def all_titles(self, records: Iterable[Record]) -> Titles:
        """Titles of all that records of one type and their parts lead to: one query for each table."""
        wanted: dict[str, tuple[Leading, set[int]]] = {}
        for record in records:
            parts = [part for name in parts_of(type(record)) for part in cast("tuple[Row, ...]", getattr(record, name))]
            for row in (record, *parts):
                for name, field in columns_of(type(row)).items():
                    if isinstance(field, Leading):
                        wanted.setdefault(field.titled_by, (field, set()))[1].add(getattr(row, name))
        return {key: self._titles_led_to(field, numbers) for key, (field, numbers) in wanted.items()}

    def _titles_led_to(self, field: Leading, numbers: Iterable[int]) -> dict[int, str]:
        if isinstance(field, Link):
            return self.titles(field.to, numbers)
        by_table: dict[str, dict[int, int]] = defaultdict(dict)
        for number in filter(None, numbers):
            table, record_id = self.kinds.leads_to(number)
            if table:
                by_table[table][record_id] = number
        return {ids[i]: title for table, ids in by_table.items() for i, title in self.titles(table, ids).items()}

    def title(self, record: Record) -> str:
        """What the clerk calls one record that was read."""
        return record.title(self._linked_titles([record], record.TITLED_BY)[record.id])

    def named(self, record: Record) -> str:
        """What one is called that the program came upon by itself: its title, or nothing but its type and id where it is not seen."""
        return self.title(record) if self._is_seen(record) else f"{record.LABEL}（编号 {record.id}）"
