"""What older programs called otherwise or kept in another form, read as of today.

The audit is never rewritten, for its hashes are over what was written; so whoever reads it (history, deeds, undoing an import)
asks here; what was a text and is a link now is told as the text. Rows of tables and the forms of drafts are brought up by the steps of the schema. Append only: what a released program
wrote once stays readable.
"""

import math
import unicodedata
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import cast

from attrs import field, frozen

from db.values import code_table

Value = object
_LARGEST_AREA = 1e12


def _same(value: Value) -> Value:
    return value


@frozen
class Was:
    """The field that a name meant once.

    Attributes:
        now: its name today.
        kind: what its values were; where another field bears the old name today, its values are of another kind.
        convert: what makes a value of today.
    """

    now: str
    kind: type = object
    convert: Callable[[Value], Value] = _same


@frozen
class Renames:
    """One set of renames; see `OLD` for that of our tables.

    Attributes:
        tables: the name of a table today, by the name before.
        fields: by the table's name today, and the field's name before.
        values: what makes a value of today, by the names of table and field of today; a value of today stays as it is.
        parts: by the table's name today, and the name before, of the fields of its repeated parts.
        parted: the table of which records became some of another table, under their ids, by that.
    """

    tables: Mapping[str, str] = field(factory=dict[str, str])
    fields: Mapping[str, Mapping[str, Was]] = field(factory=dict[str, Mapping[str, Was]])
    values: Mapping[str, Mapping[str, Callable[[Value], Value]]] = field(
        factory=dict[str, Mapping[str, Callable[[Value], Value]]]
    )
    parts: Mapping[str, Mapping[str, Was]] = field(factory=dict[str, Mapping[str, Was]])
    parted: Mapping[str, str] = field(factory=dict[str, str])

    def today(self, table: str) -> str:
        """The name today of a table that bore this name once, or bears it."""
        return self.tables.get(table, table)

    def ever(self, table: str) -> tuple[str, ...]:
        """Every name that a table of today ever had, that of today first."""
        return (table, *(before for before, now in self.tables.items() if now == table))

    def change(self, table: str, told: Mapping[str, list[Value]]) -> Mapping[str, list[Value]]:
        """Old and new values of fields, as an entry of the audit tells them of a table of today."""
        fields, values, parts = self.fields.get(table, {}), self.values.get(table, {}), self.parts.get(table, {})
        if not fields and not values and not parts:
            return told
        read: dict[str, list[Value]] = {}
        for name, pair in told.items():
            was = fields.get(name)
            now = was.now if was and any(isinstance(value, was.kind) for value in pair) else name
            convert = values.get(now, was.convert if was and now == was.now else None)
            read[now] = [_within(convert(value) if convert else value, parts) for value in pair]
        return read

    def typed(self, form: str, told: Mapping[str, Value]) -> dict[str, Value]:
        """What a draft of a form holds, by the names of its fields today; what is typed is text and needs no other form.

        Of rows it holds what each field leads to, and as text alone what was typed.
        """
        fields, parts = self.fields.get(form, {}), self.parts.get(form, {})
        read: dict[str, Value] = {}
        for name, value in told.items():
            if name == _SAID and isinstance(value, Mapping):
                read[name] = self.typed(form, cast("Mapping[str, Value]", value))
                continue
            was = fields.get(name)
            renamed = was is not None and isinstance(value, was.kind)
            now = was.convert(value) if was and renamed else value
            read[was.now if was and renamed else name] = _within(now, parts)
        return read


def _within(value: Value, parts: Mapping[str, Was]) -> Value:
    """A value with the rows in it, however deep they lie there, under the names of today."""
    if not parts:
        return value
    if isinstance(value, list):
        return [_within(one, parts) for one in cast("list[Value]", value)]
    if not isinstance(value, Mapping):
        return value
    read: dict[str, Value] = {}
    for name, inner in cast("Mapping[str, Value]", value).items():
        was = found if (found := parts.get(name)) and isinstance(inner, found.kind) else None
        read[was.now if was else name] = was.convert(inner) if was else _within(inner, parts)
    return read


_SAID = "#was"
"""Under this name a draft keeps what the record said in the fields that were typed over."""
_RESIDENT, _BODY = 1 << 48, 20 << 48
"""What stands before the ids of residents and bodies in references."""


def _referring(code: int, kept: Value) -> Value:
    """The reference to a record of which an id was kept: in the audit by itself, in a draft beside what was typed."""
    if isinstance(kept, int):
        return kept | code if kept else kept
    if isinstance(kept, Mapping):
        told = cast("Mapping[str, Value]", kept)
        return {**told, "id": _referring(code, told.get("id", 0))}
    return kept


_to_resident = partial(_referring, _RESIDENT)


def _hundredths(area: Value) -> Value:
    """An area that was a fraction (until m011), as the step made it: nearest hundredths, nothing where no house has it."""
    if not isinstance(area, float):
        return area
    if not math.isfinite(area) or abs(area) >= _LARGEST_AREA:
        return None
    return int((Decimal(repr(area)) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _further_phone(kept: Value) -> Value:
    """The second telephone of a resident, a text until m052, as the one further row."""
    return [{"id": 0, "version": 0, "number": kept}] if isinstance(kept, str) and kept else []


def _category(kept: Value) -> Value:
    """A category that was a text (until m058) as the option that is spelled so today, or was once; the text where none is."""
    table = code_table.load("matter_category")
    if not isinstance(kept, str) or not kept or kept in table.labels:
        return kept
    return table.code(kept) or {_alike(label): code for code, label in table.labels.items()}.get(_alike(kept), kept)


def _alike(text: str) -> str:
    """What two spellings share, as the step took them for one."""
    seen = (one for one in " ".join(text.split()) if unicodedata.category(one) not in {"Cc", "Cf"})
    return unicodedata.normalize("NFKC", "".join(seen).strip()).casefold()


OLD = Renames(
    tables={"clerk": "account"},  # m015
    fields={
        "tenure": {"body": Was("of", convert=partial(_referring, _BODY))},  # m023
        "resolution": {"matter": Was("subject", str)},  # m024
        "resident": {"other_phone": Was("telephones", str, _further_phone)},  # m052
        "booklet": {"booklet": Was("number")},  # m050
    },
    values={
        "house": {"area": _hundredths},  # m011
        "matter": {"category": _category},  # m058
        "clock_rule": {"category": _category},  # m058
    },
    parts={
        "mediation_case": {"resident": Was("who", convert=_to_resident)},  # m018
        "meeting": {"resident": Was("who", convert=_to_resident), "matter": Was("subject", str)},  # m018, m024
    },
    parted={"booklet": "household"},  # m050
)
