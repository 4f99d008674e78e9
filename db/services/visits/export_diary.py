"""民情日志 as a table."""

from collections.abc import Sequence
from pathlib import Path

from db.records.may import Right
from db.records.visits.diary_line import DiaryLine
from db.services.export_table import refuse_suffix, written_table
from db.services.told_cells import Value
from db.services.visits.diary import DiaryEntry
from db.store import Store
from db.values.day import has_clock

LABEL = "民情日志"
HEADINGS = ("日期", "时间", "谁", "做了什么", "哪一件", "说明")
_WIDTHS = (12, 8, 10, 16, 40, 50)


def export_diary(store: Store, who: str, found: Sequence[DiaryEntry], path: Path) -> int:
    """How many lines of somebody's diary were written to the file; the audit enters it before the file takes its place.

    Raises:
        NotAllowed: who asks exports no lines.
        StoreBusy: another window is writing; there is no file.
        ArgumentError: the suffix is neither xlsx nor csv.
        FileUnwritable: the place cannot be written to.
    """
    store.require(store.kinds[DiaryLine.TABLE], Right.EXPORT)
    refuse_suffix(path)
    rows: list[list[Value]] = [
        [f"{one.at:%Y-%m-%d}", f"{one.at:%H:%M}" if has_clock(one.at) else "", who, one.what, one.title, one.more]
        for one in found
    ]
    title = f"{LABEL}（练习小区）" if store.centre().practice else LABEL
    with written_table(path, title, _WIDTHS, HEADINGS, rows), store.writing("导出") as w:
        note = {"what": [None, LABEL], "file": [None, path.name], "rows": [None, len(rows)]}
        w.note("export", DiaryLine.TABLE, 0, note)
    return len(rows)
