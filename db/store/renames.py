"""What older programs called otherwise or kept in another form, read as of today.

The audit is never rewritten, for its hashes are over what was written; so whoever reads it (history, deeds, undoing an import)
asks here. Rows of tables and the forms of drafts are brought up by the steps of the schema. Append only: what a released program
wrote once stays readable.
"""

import math
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from attrs import field, frozen

Value = object
_LARGEST_AREA = 1e12


@frozen
class Was:
    """The field that a name meant once.

    Attributes:
        now: its name today.
        kind: what its values were; where another field bears the old name today, its values are of another kind.
    """

    now: str
    kind: type = object


@frozen
class Renames:
    """One set of renames; see `OLD` for that of our tables.

    Attributes:
        tables: the name of a table today, by the name before.
        fields: by the table's name today, and the field's name before.
        values: what makes a value of today, by the names of table and field of today; a value of today stays as it is.
    """

    tables: Mapping[str, str] = field(factory=dict[str, str])
    fields: Mapping[str, Mapping[str, Was]] = field(factory=dict[str, Mapping[str, Was]])
    values: Mapping[str, Mapping[str, Callable[[Value], Value]]] = field(
        factory=dict[str, Mapping[str, Callable[[Value], Value]]]
    )

    def today(self, table: str) -> str:
        """The name today of a table that bore this name once, or bears it."""
        return self.tables.get(table, table)

    def ever(self, table: str) -> tuple[str, ...]:
        """Every name that a table of today ever had, that of today first."""
        return (table, *(before for before, now in self.tables.items() if now == table))

    def change(self, table: str, told: Mapping[str, list[Value]]) -> Mapping[str, list[Value]]:
        """Old and new values of fields, as an entry of the audit tells them of a table of today."""
        fields, values = self.fields.get(table, {}), self.values.get(table, {})
        if not fields and not values:
            return told
        read: dict[str, list[Value]] = {}
        for name, pair in told.items():
            was = fields.get(name)
            now = was.now if was and any(isinstance(value, was.kind) for value in pair) else name
            convert = values.get(now)
            read[now] = [convert(value) for value in pair] if convert else pair
        return read

    def typed(self, form: str, told: Mapping[str, Value]) -> dict[str, Value]:
        """What a draft of a form holds, by the names of its fields today; what is typed is text and needs no other form."""
        fields = self.fields.get(form, {})
        return {fields[n].now if n in fields and isinstance(v, fields[n].kind) else n: v for n, v in told.items()}


def _hundredths(area: Value) -> Value:
    """An area that was a fraction (until m011), as the step made it: nearest hundredths, nothing where no house has it."""
    if not isinstance(area, float):
        return area
    if not math.isfinite(area) or abs(area) >= _LARGEST_AREA:
        return None
    return int((Decimal(repr(area)) * 100).quantize(Decimal(1), ROUND_HALF_UP))


OLD = Renames(
    tables={"clerk": "account"},  # m015
    values={"house": {"area": _hundredths}},  # m011
)
