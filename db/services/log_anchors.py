"""存档点: what is kept of the log elsewhere, and what is compared with it: lines of a text file, and the one that a printed log bears.

Every backup adds a line to the file beside it. Whoever writes the log anew cannot change what lies in another place by then.
"""

import os
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from attrs import frozen

from db.errors import AppError, FileUnreadable
from db.records.power import Power
from db.store import Store
from db.store.audit import Head
from db.store.files import in_clerks_words
from db.values.log_line import line_of, read_line, short_of

NAME = "操作日志存档点.txt"
_LEAD = "# 党群服务台操作日志存档点：时间、核对行、摘要。请留在别的盘上；“设置 → 核验”里选它来核对。\n"
_LINE = re.compile(r"^(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d)\t(?P<seq>\d+)-\S+\t(?P<hash>[0-9a-f]{64})$", re.MULTILINE)
_LARGEST = 1 << 24
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@frozen
class Compared:
    """What a kept line comes to.

    Attributes:
        words: which one it is: 2026-11-30 09:00 第 12345 条.
        holds: whether the log has that entry as it was.
    """

    words: str
    holds: bool

    def sentence(self) -> str:
        """What is said of it."""
        if self.holds:
            return f"{self.words}：和存档点一致，到这一条为止没有改写过"
        return f"{self.words}：和存档点对不上，操作日志在这一条或以前被人改写过"


def keep_anchor(store: Store, folder: Path) -> Path:
    """Adds the last entry of the log to the file in a folder.

    Raises:
        DiskFull: there is no room.
        FileUnwritable: the folder cannot be written to.
    """
    head, path = store.last_entry(), folder / NAME
    told = f"{datetime.now():%Y-%m-%d %H:%M}\t{line_of(head.seq, head.hash)}\t{head.hash}\n"
    with in_clerks_words("存档点"), os.fdopen(os.open(path, _FLAGS, 0o600), "a+b") as file:
        if not file.tell():
            told = _LEAD + told
        elif not _ends_line(file):  # a full disk or a power cut tore the last one
            told = "\n" + told
        file.write(told.encode())
    return path


def _ends_line(file: BinaryIO) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


def keep_anchor_if_possible(store: Store, folder: Path) -> None:
    """Does that beside a backup, which is one without it, too."""
    with suppress(AppError):
        keep_anchor(store, folder)


def compare_file(store: Store, path: Path) -> list[Compared]:
    """Each line of a file of anchors, the newest first.

    Raises:
        NotAllowed: the clerk may not verify.
        FileUnreadable: it is none.
    """
    store.require_power(Power.VERIFY)
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST).decode(errors="replace").replace("\r\n", "\n")
    except OSError as error:
        raise FileUnreadable("这个文件读不了", f"请选备份旁边的“{NAME}”") from error
    if not (found := list(_LINE.finditer(text))):
        raise FileUnreadable("这个文件里没有存档点", f"请选备份旁边的“{NAME}”")
    return [
        Compared(f"{one['at']} 第 {one['seq']} 条", store.holds(Head(int(one["seq"]), one["hash"]))) for one in found
    ][::-1]


def compare_line(store: Store, typed: str) -> Compared:
    """The line of a printed log, as somebody typed it.

    Raises:
        NotAllowed: the clerk may not verify.
        ValueUnreadable: it is none, or a sign in it is wrong.
    """
    store.require_power(Power.VERIFY)
    seq, short = read_line(typed)
    own = store.hash_at(seq)
    return Compared(f"第 {seq} 条", bool(own) and short_of(own) == short)
