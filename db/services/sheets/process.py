"""Reads a file of tables in a process of its own, and says in a sentence what became of it."""

import logging
import os
from pathlib import Path
from typing import Any

from attrs import define, field

from db.errors import FileUnreadable
from db.services.apart.child import OUT_OF_MEMORY
from db.services.apart.frames import END, REFUSED
from db.services.apart.limits import SECONDS
from db.services.apart.process import asked, frames
from db.services.sheets import wire
from db.services.sheets.found import Told
from db.services.sheets.raw import Cell, Merged, RawSheet
from db.services.ticks import Tick, go_on, never_stop

_WIDEST = 256
"""Columns up to which the rows of a sheet are filled up to the same length."""
_ONLY_ROSTER = "请用 WPS 或 Excel 打开它，只把要导入的表复制到新工作簿里，另存为 xlsx 后再导入"


def read_sheets(path: Path, tick: Tick = never_stop) -> list[RawSheet]:
    """All sheets of a file, whatever its suffix says.

    Args:
        path: the file.
        tick: told the rows read of a sheet and about how many it has, both 0 while nobody knows; False stops.

    Raises:
        FileUnreadable: there is no such file, it is no table, or it is more than can be read; the remedy says what to do.
        Cancelled: the tick said so.
    """
    answer = _Answer()
    slow = FileUnreadable(f"这个文件读了 {SECONDS} 秒还没有读完，没有导入", _ONLY_ROSTER)
    large = FileUnreadable("这个文件里的内容太多，不像一份名册", _ONLY_ROSTER)
    with asked({"read": "sheets", "path": os.fspath(path.absolute())}) as child:
        for kind, payload in frames(child, tick, slow, large):
            answer.take(kind, payload, tick)
    return answer.result(child.returncode)


@define
class _Answer:
    """What came so far."""

    sheets: list[RawSheet] = field(factory=list[RawSheet])
    place: str = ""
    refused: FileUnreadable | None = None
    ended: bool = False
    _head: list[Any] = field(factory=list[Any])
    _rows: list[list[Cell]] = field(factory=list[list[Cell]])

    def take(self, kind: bytes, payload: memoryview, tick: Tick) -> None:
        """One frame.

        Raises:
            Cancelled: the clerk stopped it.
        """
        if kind == END:
            self.ended = True
            return
        told: Any = wire.unframed(payload)
        if kind == wire.ROWS:
            start, rows = told
            self._rows += [[]] * (start - len(self._rows))
            self._rows += rows
        elif kind == wire.PROGRESS:
            go_on(tick, *told)
        elif kind == wire.SHEET:
            self._head, self._rows = told, []
            self.place = told[0]
        elif kind == wire.TOLD:
            self.sheets.append(self._sheet(told))
        elif kind == wire.PLACE:
            self.place = told
        elif kind == REFUSED:
            self.refused = FileUnreadable(*told)

    def _sheet(self, told: list[Told]) -> RawSheet:
        name, hidden, date1904, merged, rows, columns = self._head
        width = max(map(len, self._rows), default=0)
        for row in self._rows if width <= _WIDEST else ():
            if row:
                row += [""] * (width - len(row))
        return RawSheet(
            name,
            self._rows,
            tuple(Merged(*block) for block in merged),
            hidden,
            frozenset(rows),
            frozenset(columns),
            date1904,
            tuple((row, code) for row, code in told),
        )

    def result(self, code: int) -> list[RawSheet]:
        """The sheets.

        Raises:
            FileUnreadable: the child refused the file, or died of it.
        """
        if self.refused:
            raise self.refused
        if self.ended:
            return self.sheets
        logging.getLogger(__name__).info("the reading process ended with %d", code)
        where = f"（读到工作表“{self.place}”时）" if self.place else ""
        if code == OUT_OF_MEMORY:
            raise FileUnreadable(f"这个文件里的内容太多，内存装不下{where}，没有导入", _ONLY_ROSTER)
        raise FileUnreadable(f"这个表格文件损坏了，或大得读不下{where}，没有导入", _ONLY_ROSTER)
