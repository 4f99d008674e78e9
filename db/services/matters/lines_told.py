"""Lines that a page tells over a time, as a table: what it shows is what is printed and written."""

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from db.records.may import Right
from db.records.power import Power
from db.services.export_table import refuse_suffix, written_table
from db.services.told_cells import Value
from db.store import Store
from db.values import masks

_WIDE, _NARROW = 30, 12


@frozen
class LinesTold:
    """What stands on the page.

    Attributes:
        table: of the records that are counted.
        label: what the table is called.
        time: over which time.
        said: the sentence over it; "" for none.
        counted: what its lines are.
    """

    table: str
    label: str
    time: str
    said: str
    counted: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]

    def texts(self) -> list[list[str]]:
        """The cells as they are read, numbers in names masked."""
        return [[f"{one:,}" if isinstance(one, int) else masks.in_text(str(one)) for one in row] for row in self.rows]


def export_lines(store: Store, told: LinesTold, path: Path) -> int:
    """How many lines were written to the file; the audit enters it before the file takes its place.

    Raises:
        StoreBusy: another window is writing; there is no file.
        NotAllowed: the clerk may not write such records into a file, or has nothing to do with figures.
        ArgumentError: the suffix is neither xlsx nor csv.
        FileUnwritable: the place cannot be written to.
    """
    refuse_suffix(path)
    store.require(store.kinds[told.table], Right.EXPORT)
    store.require_power(Power.FIGURES)
    title = f"{told.label}（练习小区）" if store.centre().practice else told.label
    rows = [[*(masks.in_text(v) if isinstance(v, str) else v for v in row), told.time] for row in told.rows]
    widths = (_WIDE, *(_NARROW for _ in told.headings[1:]), _WIDE)
    what = {"what": [None, told.label], "file": [None, path.name], "rows": [None, len(rows)]}
    with written_table(path, title, widths, (*told.headings, "期间"), rows), store.writing("导出") as w:
        w.note("export", told.table, 0, what)
    return len(rows)
