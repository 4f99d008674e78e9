"""操作日志 on paper: entries that are listed, and the line of the month by which the log is compared later. No Qt: made in a worker's thread."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import attrs

from db.errors import AppError
from db.services.log_lines import HEADINGS, LABEL, cells, head_line, lines
from db.store import Store
from db.values.file_name import dated
from gui.papers.paperwork import Job
from gui.tasks import Tick

if TYPE_CHECKING:
    from printing.papers.listing import Listing

MOST = 5000
_PIECE = 500
_MONTHLY = "操作日志核对行"
_COLUMNS = (1, 2, 3, 4, 5, 6)
"""Of the cells of a line: the number of the entry stands in the head line alone."""


class TooMuch(AppError):
    """More entries than anybody reads on paper."""

    code = "too_much"


def log_paper(seqs: Sequence[int], scope: str, day: date) -> Job:
    """The entries with these numbers, and over them the line of the log's end."""

    def make(store: Store, tick: Tick) -> bytes:
        if not seqs:
            raise TooMuch("没有可印的操作日志", "请先换个条件，再打印")
        if len(seqs) > MOST:
            raise TooMuch(
                f"一次最多印 {MOST:,} 条，现在有 {len(seqs):,} 条", "请按日期、人或者做了什么筛一下，或者导出成表格"
            )
        rows: list[tuple[str, ...]] = []
        for begin in range(0, len(seqs), _PIECE):
            piece = seqs[begin : begin + _PIECE]
            found = lines(store, piece)
            told = (cells(found[seq]) for seq in piece if seq in found)
            rows += (tuple(str(row[n]) for n in _COLUMNS) for row in told)
            tick(begin // 2, len(seqs))
        told = "　".join(filter(None, (scope, f"核对行 {head_line(store)}")))
        given = _given(store, f"{LABEL}登记表", [HEADINGS[n] for n in _COLUMNS], rows, day)
        return _made(attrs.evolve(given, scope=told), tick)

    return Job(f"{LABEL}登记表", make, file=dated(LABEL, day))


def monthly_line(day: date) -> Job:
    """The number of the last entry and its short hash, to be kept with the papers of the month."""

    def make(store: Store, tick: Tick) -> bytes:
        head = store.last_entry()
        rows = [
            ("截至", f"{datetime.now():%Y-%m-%d %H:%M}"),
            ("操作日志", f"第 {head.seq:,} 条"),
            ("核对行", head_line(store)),
            ("怎样核对", "以后在“设置 → 核验”里照抄核对行：对不上，就是这一条或以前的日志被人改写过"),
        ]
        return _made(_given(store, _MONTHLY, ["项目", "内容"], rows, day), tick)

    return Job(_MONTHLY, make, file=dated(_MONTHLY, day))


def _made(given: "Listing", tick: Tick) -> bytes:
    from printing.papers import listing as paper

    made = paper.WIDE if paper.is_wide(given) else paper.PAPER
    return made.make(given, tick)


def _given(store: Store, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], day: date) -> "Listing":
    from printing.papers.listing import ListedCell, ListedColumn, ListedRow, Listing

    return Listing(
        centre=store.centre(),
        title=title,
        columns=tuple(ListedColumn(label=head) for head in heads),
        rows=tuple(ListedRow(cells=tuple(ListedCell(text=text) for text in row)) for row in rows),
        maker=store.actor,
        masked=False,
        day=day,
    )
