"""The figures of a report as a table."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from db.records.centre.centre import Centre
from db.records.power import Power
from db.services.export_table import refuse_suffix, written_table
from db.services.figures.measure import Measured
from db.services.figures.report import Report, Told, lead_of
from db.services.told_cells import Value
from db.store import Store

LABEL = "统计"
HEADINGS = ("类别", "口径", "数", "占（总数）", "率", "单位", "时间", "范围", "属实的说法", "怎样数的", "不算在里面的")
_WIDTHS = (12, 24, 10, 12, 10, 8, 22, 16, 14, 60, 28)


def export_report(store: Store, found: Report, path: Path) -> int:
    """How many figures were written to the file; the audit enters it before the file takes its place.

    Raises:
        StoreBusy: another window is writing; there is no file.
        NotAllowed: the clerk has nothing to do with figures.
        ArgumentError: the suffix is neither xlsx nor csv.
        FileUnwritable: the place cannot be written to.
    """
    refuse_suffix(path)
    store.require_power(Power.FIGURES)
    rows = list(_rows(found))
    title = f"{LABEL}（练习小区）" if store.centre().practice else LABEL
    with written_table(path, title, _WIDTHS, HEADINGS, rows), store.writing("导出") as w:
        w.note("export", Centre.TABLE, 0, {"what": [None, LABEL], "file": [None, path.name], "rows": [None, len(rows)]})
    return len(rows)


def _rows(found: Report) -> Iterator[list[Value]]:
    today = date.today()
    for room, told in found.every():
        yield [room.value, *_cells(told, today)]
    for room, untold in found.untold.items():
        for one in untold:
            yield [room.value, one.figure.label, "", "", "", "", found.span.words, _scope(found), "", one.why, ""]
    for one in found.checks:
        yield ["核对", one.check.label, "", "", "", "", found.span.words, _scope(found), "", one.words(), ""]


def _cells(told: Told, today: date) -> list[Value]:
    one = told.found
    value = one.value
    claim = told.claim.word if told.claim and told.claim.holds else ""
    share = value.share() if value.total is not None else ""
    total = "" if value.total is None else value.total
    return [
        one.figure.label,
        value.number,
        total,
        share,
        one.figure.unit,
        lead_of([told], today),
        _scope(one),
        claim,
        one.figure.about,
        told.left.words() if told.left else "",
    ]


def _scope(found: Report | Measured) -> str:
    return found.scope.title if found.scope else "全部"
