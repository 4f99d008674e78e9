"""What opening finds missing at the end of the audit chain, said in words, and the evidence of it kept aside."""

import hashlib
from datetime import datetime
from pathlib import Path

from attrs import frozen

from db.disk.parts import AUDIT_HEAD, DATABASE, KEY_RING
from db.disk.renaming import settle
from db.disk.workroom import workroom
from db.errors import EntriesMissing
from db.store import anchor, audit, driver, seal
from db.store.audit import Entry, Head
from db.store.driver import Connection
from db.store.files import in_clerks_words

DEED = "lost_entries"
"""The name under which the audit enters that a clerk was told of a loss and went on."""
_WAL = f"{DATABASE}-wal"
_MARK_LETTERS = 8


@frozen
class Loss:
    """The head that was kept outside is not an entry of the chain.

    Attributes:
        kept: that head; None when its file is gone or says nothing.
        found: the last entry that the chain has.
        there: whether there is a file of the head at all.
    """

    kept: Head | None
    found: Head
    there: bool

    def missing(self) -> int | None:
        """How many entries are missing; None when nobody can know."""
        return self.kept.seq - self.found.seq if self.kept and self.kept.seq > self.found.seq else None

    def sentence(self) -> str:
        """What is missing since when, for the clerk."""
        kept, found = self.kept, self.found
        if kept is None:
            wrong = "不能识别" if self.there else "不见了"
            return f"操作日志的末尾记录（{AUDIT_HEAD}）{wrong}，现在的日志到第 {found.seq} 条{_at(found)}，说不准后面有没有少"
        if (count := self.missing()) is None:
            return (
                f"操作日志第 {kept.seq} 条{_at(kept)}不是原来的那一条，末尾的记录被换掉：资料文件不是上次用的那一份，"
                "那以前保存的内容可能不在里面"
            )
        until = f"到 {_shown(kept.at)} " if kept.at else ""
        return f"操作日志原有 {kept.seq} 条，末尾的记录缺失：只到第 {found.seq} 条{_at(found)}，此后{until}保存的 {count} 条不见了"

    def error(self) -> EntriesMissing:
        """The error that refuses to write before a clerk has decided."""
        return EntriesMissing(self.sentence())

    def told(self, evidence: str) -> audit.Change:
        """What the audit enters of it; ``evidence`` is the folder's name."""
        kept = self.kept or Head(0, "")
        return {
            "entry": [kept.seq, self.found.seq],
            "hash": [kept.hash, self.found.hash],
            "at": [kept.at, self.found.at],
            "evidence": [None, evidence],
        }


def _shown(at: str) -> str:
    return at[:16].replace("T", " ")


def _at(head: Head) -> str:
    return f"（{_shown(head.at)}）" if head.at else ""


def looked_for(folder: Path, connection: Connection) -> Loss | None:
    """What is missing, or None; nothing is written."""
    if anchor.held(folder, connection) is not None:
        return None
    return Loss(anchor.read(folder), audit.head(connection), (folder / AUDIT_HEAD).exists())


def keep_evidence(folder: Path, aside: Path, connection: Connection, key: bytes) -> Path:
    """Copies what tells of the loss into a folder of its own; once for each.

    The log goes as it lies there, for the engine drops what does not add up when the last window closes; under another name,
    so that whoever opens the copy does not lose it again. The database goes through the engine: to open and close its file otherwise would drop the locks of this process.

    Args:
        folder: of the store.
        aside: where the folder of the evidence is made.
        connection: to the store.
        key: of the store.

    Raises:
        DiskFull: there is no room.
        FileUnwritable: the place cannot be written to.
    """
    head = folder / AUDIT_HEAD
    told = head.read_bytes() if head.is_file() else b""
    mark = hashlib.sha256(told + audit.head(connection).hash.encode()).hexdigest()[:_MARK_LETTERS]
    for earlier in aside.glob(f"evidence-*-{mark}"):
        return earlier
    made = aside / f"evidence-{datetime.now():%Y%m%d-%H%M%S}-{mark}"
    with in_clerks_words("证据"):
        aside.mkdir(exist_ok=True)
        with workroom(aside) as room:
            whole = room / made.name
            whole.mkdir()
            for name, kept in ((_WAL, f"{_WAL}.kept"), (AUDIT_HEAD, AUDIT_HEAD), (KEY_RING, KEY_RING)):
                if (folder / name).is_file():
                    (whole / kept).write_bytes((folder / name).read_bytes())
            driver.copy(connection, whole / DATABASE, key)
            _strip(whole / DATABASE, key)
            whole.rename(made)
        settle(aside)
    return made


def _strip(path: Path, key: bytes) -> None:
    """Leaves no key of the seal in a copy that stays."""
    copied = driver.connect(path, key)
    try:
        seal.strip(copied)
    finally:
        copied.close()


def sentence_of(deed: Entry) -> str:
    """What verifying says of a loss after which a clerk went on."""
    kept, found = (int(str(seq)) for seq in deed.change["entry"])
    missing = f"第 {found + 1}–{kept} 条共 {kept - found} 条操作记录" if kept > found else "末尾的操作记录（条数不明）"
    since = f"{_shown(str(deed.told('at')))} 以后的" if deed.told("at") else ""
    evidence = deed.told("evidence")
    decided = deed.reason or "当时确认后继续使用"
    return f"{deed.at:%Y-%m-%d %H:%M} 打开时缺少{since}{missing}，{decided}；原来的文件留在 backups/{evidence}"
