"""Has photos and scans read apart, and says in a sentence, with its name, why one could not be."""

import json
import logging
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from attrs import frozen

from db.errors import FileUnreadable
from db.records.exhibit import PHOTO, SCAN
from db.services.apart.child import OUT_OF_MEMORY
from db.services.apart.frames import END, REFUSED
from db.services.apart.limits import SECONDS
from db.services.apart.process import asked, frames
from db.services.evidence.ready import Ready
from db.services.pictures.wire import ABOUT, CONTENT
from db.services.ticks import Tick, go_on, never_stop

MOST_TOGETHER = 400 << 20
"""Bytes that are kept of all files together: they are in the memory until all of them are read."""
_SMALLER = "请先在手机或电脑上缩小，再添加"


@frozen
class Read:
    """What came of reading files.

    Attributes:
        ready: those that can be added, in their order.
        refused: why the others cannot, each with its name.
    """

    ready: tuple[Ready, ...]
    refused: tuple[FileUnreadable, ...] = ()


def read_evidence(paths: Iterable[Path], tick: Tick = never_stop) -> Read:
    """Photos and scans, each read in a process of its own.

    Args:
        paths: of the files.
        tick: told how many are read, and how many there are; False stops.

    Raises:
        Cancelled: the tick said so.
    """
    given = list(paths)
    ready: list[Ready] = []
    refused: list[FileUnreadable] = []
    for done, path in enumerate(given):
        go_on(tick, done, len(given))
        try:
            one = _read(path, lambda _done, _total, done=done: tick(done, len(given)))
        except FileUnreadable as error:
            refused.append(FileUnreadable(f"“{path.name}”{error.message}", error.remedy))
            continue
        if sum(len(read.content) for read in (*ready, one)) <= MOST_TOGETHER:
            ready.append(one)
        else:
            told = f"“{path.name}”放不下了，一次最多加 {MOST_TOGETHER >> 20} MB"
            refused.append(FileUnreadable(told, "请下一次再添加"))
    tick(len(given), len(given))
    return Read(tuple(ready), tuple(refused))


def read_pasted(content: bytes, name: str, tick: Tick = never_stop) -> Read:
    """A picture that came without a file, such as a screenshot, read as any other.

    Args:
        content: a PNG, or whatever else is taken.
        name: what it is called.
        tick: told when it is read; False stops.

    Raises:
        Cancelled: the tick said so.
    """
    try:
        found = Read(
            (_ready(name, _told({"read": "evidence", "path": ""}, lambda _done, _total: tick(0, 1), content)),)
        )
    except FileUnreadable as error:
        found = Read((), (FileUnreadable(f"“{name}”{error.message}", error.remedy),))
    tick(1, 1)
    return found


def page_of(content: bytes, number: int, width: int, tick: Tick = never_stop) -> bytes:
    """A page of a PDF, counted from 0, as a JPEG of so many pixels across.

    Raises:
        FileUnreadable: it cannot be drawn.
        Cancelled: the tick said so.
    """
    return _told({"read": "page", "page": number, "width": width}, tick, content).get(CONTENT, b"")


def _read(path: Path, tick: Tick) -> Ready:
    return _ready(path.name, _told({"read": "evidence", "path": os.fspath(path.absolute())}, tick))


def _ready(name: str, told: Mapping[bytes, bytes]) -> Ready:
    taken, pages = json.loads(told[ABOUT])
    form = PHOTO if pages is None else SCAN
    return Ready(name, told[CONTENT], form, datetime.fromisoformat(taken) if taken else None, pages)


def _told(wanted: dict[str, object], tick: Tick, content: bytes = b"") -> dict[bytes, bytes]:
    """What the child told, by its frames.

    Raises:
        FileUnreadable: it refused, or died of what it read.
    """
    told: dict[bytes, bytes] = {}
    slow = FileUnreadable(f"读了 {SECONDS} 秒还没有读完", _SMALLER)
    large = FileUnreadable("里面的内容太多", _SMALLER)
    with asked(wanted, content) as child:
        for kind, payload in frames(child, tick, slow, large):
            told[kind] = bytes(payload)
    if REFUSED in told:
        raise FileUnreadable(*json.loads(told[REFUSED]))
    if END in told:
        return told
    logging.getLogger(__name__).info("the reading process ended with %d", child.returncode)
    if child.returncode == OUT_OF_MEMORY:
        raise FileUnreadable("太大，内存装不下", _SMALLER)
    raise FileUnreadable("损坏了，或大得读不下", "请从手机或电脑重新传一次")
