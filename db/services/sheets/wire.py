"""How the child tells the parent what sheets it read: frames of JSON, so that nothing but plain values can come over.

Blank rows are not sent, blank cells at a row's end neither.
"""

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import cast

from db.services.sheets.found import Cell, Found

SHEET, ROWS, TOLD, PROGRESS, PLACE = (b"S", b"R", b"T", b"P", b"N")
_ROWS_OF_FRAME = 1000
_CELLS_OF_FRAME = 100_000
_GAP = 20

Send = Callable[[bytes, object], None]


def framed(what: object) -> bytes:
    """What a frame says of a value, as bytes; a number that is none comes over as the word for it."""
    try:
        return _dumped(what)
    except ValueError:  # so finite ones, and that is nearly always all of them, are not looked at one by one
        return _dumped(_in_words(what))


def _dumped(what: object) -> bytes:
    told = json.dumps(what, ensure_ascii=False, separators=(",", ":"), default=_written, allow_nan=False)
    return told.encode()


def _in_words(what: object) -> object:
    if isinstance(what, list | tuple):
        return [_in_words(one) for one in cast("Iterable[object]", what)]
    return str(what) if isinstance(what, float) and not math.isfinite(what) else what


def unframed(payload: bytes | bytearray | memoryview) -> object:
    """What a frame says."""
    return json.loads(str(payload, "utf-8"), object_hook=_read)


def send_sheet(found: Found, send: Send) -> None:
    """Sends a sheet: what is known of it, its rows, and what there is to tell of them."""
    send(SHEET, [found.name, found.hidden, found.date1904, found.merged, found.hidden_rows, found.hidden_columns])
    for start, rows in _pieces(found.rows):
        send(ROWS, [start, rows])
        send(PROGRESS, [start + len(rows), max(found.height, start + len(rows))])
    send(TOLD, found.told)


def _pieces(rows: Iterable[tuple[int, list[Cell]]]) -> Iterator[tuple[int, list[list[Cell]]]]:
    """Runs of rows: the index of the first one, and the rows."""
    start, held, cells = 0, list[list[Cell]](), 0
    for index, row in rows:
        gap = index - start - len(held)
        if held and (gap > _GAP or len(held) >= _ROWS_OF_FRAME or cells > _CELLS_OF_FRAME):
            yield start, held
            held, cells = [], 0
        if held:
            held += [[] for _ in range(gap)]
        else:
            start = index
        held.append(row)
        cells += len(row)
    if held:
        yield start, held


def _written(value: object) -> Mapping[str, object]:
    """What JSON has no form for."""
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    assert isinstance(value, timedelta)
    return {"seconds": value.total_seconds()}


def _read(written: Mapping[str, object]) -> Cell:
    (kind, value), *_ = written.items()
    if kind == "moment":
        return datetime.fromisoformat(str(value))
    if kind == "day":
        return date.fromisoformat(str(value))
    if kind == "time":
        return time.fromisoformat(str(value))
    return timedelta(seconds=float(str(value)))
