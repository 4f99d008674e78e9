"""敲门行动 by building as a table."""

from collections.abc import Sequence
from pathlib import Path

from db.records.visits.visit import Visit
from db.services.export_table import refuse_suffix, written_table
from db.services.figures.span import Span
from db.services.told_cells import Value
from db.services.visits.coverage import BuildingCoverage, Knocked
from db.store import Store

LABEL = "敲门行动走访情况"
HEADINGS = ("楼栋", "应访", "走访到", "没人应", "没去过", "期间")
_WIDTHS = (30, 10, 10, 10, 10, 20)


def export_coverage(store: Store, found: Sequence[BuildingCoverage], span: Span, path: Path) -> int:
    """How many buildings were written to the file; the audit enters it before the file takes its place.

    Raises:
        StoreBusy: another window is writing; there is no file.
        ArgumentError: the suffix is neither xlsx nor csv.
        FileUnwritable: the place cannot be written to.
    """
    refuse_suffix(path)
    rows: list[list[Value]] = [[one.title, *(one.counts[how] for how in Knocked), span.words] for one in found]
    title = f"{LABEL}（练习小区）" if store.centre().practice else LABEL
    with written_table(path, title, _WIDTHS, HEADINGS, rows), store.writing("导出") as w:
        w.note("export", Visit.TABLE, 0, {"what": [None, LABEL], "file": [None, path.name], "rows": [None, len(rows)]})
    return len(rows)
