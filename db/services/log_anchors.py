"""存档点: what is kept of the log elsewhere, and what is compared with it: lines of a text file, and the one that a printed log bears.

Every backup adds a line to the file beside it. Whoever writes the log anew cannot change what lies in another place by then; and each line bears
the tag that the seal had then, a MAC under a key that the desk holds no more (`db.store.seal`): whoever rewrites the file, too, cannot make it.
"""

import os
import re
from collections.abc import Mapping
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
_LEAD = "# 党群服务台操作日志存档点：时间、核对行、摘要、封存。请留在别的盘上；“设置 → 核验”里选它来核对，填了恢复码的还核对是不是当时记下的。\n"
_LINE = re.compile(
    r"^(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d)\t(?P<seq>\d+)-\S+\t(?P<hash>[0-9a-f]{64})(?:\t(?P<tag>[0-9a-f]{64}))?$",
    re.MULTILINE,
)
_LARGEST = 1 << 24
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@frozen
class Compared:
    """What a kept line comes to.

    Attributes:
        words: which one it is: 2026-11-30 09:00 第 12345 条.
        holds: whether the log has that entry as it was, and nobody wrote the line later.
        made: whether it was written then, as the seal tells whoever has a secret for it; None where nobody could tell.
    """

    words: str
    holds: bool
    made: bool | None = None

    def sentence(self) -> str:
        """What is said of it."""
        if self.made is False:
            return f"{self.words}：封存对不上，操作日志被人改写过，存档点的这一行也被换过"
        if self.holds and self.made:
            return f"{self.words}：和存档点一致，到这一条为止没有改写过；这一行是当时封存的"
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
    sealed = f"\t{tag}" if (tag := store.seal_tag()) else ""
    told = f"{datetime.now():%Y-%m-%d %H:%M}\t{line_of(head.seq, head.hash)}\t{head.hash}{sealed}\n"
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


def compare_file(store: Store, path: Path, secret: str = "") -> list[Compared]:
    """Each line of a file of anchors, the newest first.

    Args:
        store: the open store.
        path: of the file.
        secret: the recovery code, or an auditor's passphrase, by which the seal on each line is checked, too; "" for none.

    Raises:
        NotAllowed: the clerk may not verify.
        WrongPassphrase: it is neither of them.
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
    tags = store.seal_tags(secret, {int(one["seq"]) for one in found}) if secret else dict[int, set[str]]()
    return [_compared(store, one, tags) for one in reversed(found)]


def _compared(store: Store, line: re.Match[str], tags: Mapping[int, set[str]]) -> Compared:
    seq = int(line["seq"])
    holds = store.holds(Head(seq, line["hash"]))
    made = line["tag"] in tags[seq] if holds and line["tag"] and tags.get(seq) else None
    return Compared(f"{line['at']} 第 {seq} 条", holds and made is not False, made)


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
