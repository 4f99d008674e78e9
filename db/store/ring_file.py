"""The two files of the key ring beside the store: whole, authenticated, and each able to heal the other.

Format 3 is JSON with one entry a line, and two lines at the end that close it:

- ``mac``: HMAC-SHA256 of all bytes before it, under a key made of the data key. Whoever does not hold that key can
  neither change, add, drop nor mix entries.
- ``sum``: SHA-256 of all bytes before it. It needs no key, so damage is told from a wrong passphrase before any opens.

Every entry has a sum of its own, so that of two spoilt files what is whole in either is saved. The store counts the
replacements (``GENERATION``) in the transaction of each: of two whole rings the one of that number counts, and an older one
that somebody laid there opens nothing.

What this program does not know in a whole ring of this format, be it a line before ``mac``, an entry, or a value of one, stays
there as it is whenever the ring is written anew: a later program can add it without another format.

Format 2 was the same but for its label of the ``mac``, and no entry had a pair of keys. Format 1 (version 0.1.0) had entries only. Both are
brought up when they are opened: the entry whose secret was typed gets its pair then, the others when theirs is.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby, product
from pathlib import Path
from typing import Any, cast

from attrs import frozen

from db.disk.parts import KEY_RING as FILE
from db.disk.parts import SECOND_RING as SECOND
from db.errors import FileUnreadable, StoreForeign, StoreMissing, StoreNewer, WrongPassphrase
from db.store.files import write_whole
from db.store.keyring import RECOVERY, Entry, KeyRing, fits, read_entry
from db.store.sealing import key_for

FORMAT = 3
_FIRST = 1
FILES = (FILE, SECOND)
GENERATION = "key_ring"
"""The store's counter of replacements."""
_OWN = ("format", "generation", "entries", "mac", "sum")
_CLOSE = re.compile(
    rb'(?P<summed>(?P<body>.*)"mac": "(?P<mac>[0-9a-f]{64})",\n)"sum": "(?P<sum>[0-9a-f]{64})"\n}\n', re.DOTALL
)
_SUMMED = re.compile(rb'(?P<summed>.*)"sum": "(?P<sum>[0-9a-f]{64})"\n}\n', re.DOTALL)
_MOST_MENDED = 12
_REMEDY = "请用最近的备份恢复；原文件没有改动"
_DAMAGED = ("钥匙文件不能识别，或者已损坏", _REMEDY)
_DAMAGED_HERE = (
    "钥匙文件的两份都有损坏，用这个口令打不开",
    "请核对口令再试一次，也可试试恢复码；还是不行，请用最近的备份恢复",
)
_CHANGED = ("钥匙文件被别的程序改动过", _REMEDY)
_OLD = ("这是以前的钥匙文件：后来换过口令或恢复码", "请放回现在的钥匙文件，或用最近的备份恢复")


@frozen
class Copy:
    """A ring as it was found in one of the files, or made of both.

    Attributes:
        format: 1 to 3.
        whole: whether its sum fits; one of the first format has none and counts as whole.
    """

    ring: KeyRing
    format: int = FORMAT
    whole: bool = True
    body: bytes = b""
    mac: str = ""

    def is_authentic(self, key: bytes) -> bool:
        """Whether nobody changed it who did not hold the data key; never known of a damaged one."""
        mac = _mac(key, self.body, self.format)
        return self.format == _FIRST or not self.whole or hmac.compare_digest(self.mac, mac)


@frozen
class Unlocked:
    """What a secret has opened.

    Attributes:
        copy: the ring that it opened.
        entry: the id of its entry.
        key: the data key.
    """

    copy: Copy
    entry: str
    key: bytes

    @property
    def account(self) -> int:
        """The account whose entry it is; 0 for none."""
        return self.copy.ring.entries[self.entry].account

    @property
    def name(self) -> str:
        """The name of that account when the ring was written; "" for none."""
        return self.copy.ring.entries[self.entry].name if self.account else ""


@frozen
class Found:
    """What the files hold.

    Attributes:
        copies: rings that differ, the newest first.
        faults: what is wrong with the files, in the clerk's words; a second file that is not there yet is not.
        is_settled: whether both files are there, whole and equal.
    """

    copies: tuple[Copy, ...]
    faults: tuple[str, ...] = ()
    is_settled: bool = False

    def names(self) -> dict[str, str]:
        """The names of all entries by their ids, those of the newest ring; the recovery code is none of them."""
        return {i: entry.name for i, entry in self.copies[0].ring.entries.items() if i != RECOVERY}

    def unlock(self, secret: str, entry_id: str = "") -> "Unlocked":
        """The newest ring that opens by an entry, or by any.

        Raises:
            WrongPassphrase: nothing opens with it.
            StoreForeign: nothing does, and the rings are damaged or were changed.
        """
        changed = False
        for copy in self.copies:
            if (found := copy.ring.found(secret, entry_id)) is None:
                continue
            if copy.is_authentic(found[1]):
                return Unlocked(copy, *found)
            changed = True
        if changed:
            raise StoreForeign(*_CHANGED)
        if not all(copy.whole for copy in self.copies):
            raise StoreForeign(*_DAMAGED_HERE)
        raise WrongPassphrase

    def counting(self, opened: "Unlocked", secret: str, generation: int) -> "Unlocked":
        """The ring that counts, once the store is open and says which one; it must open with the same secret.

        A ring that is ahead of the store counts where no other does: the store is older than its ring.

        Raises:
            WrongPassphrase: the secret was replaced since.
            StoreForeign: only an older ring is there.
        """
        was = opened.copy
        if was.ring.generation == generation or (was.format > _FIRST and not was.whole):
            return opened
        for copy in self.copies:
            if copy.whole and copy.ring.generation == generation and copy.is_authentic(opened.key):
                if (found := copy.ring.found(secret)) is None:
                    raise WrongPassphrase
                return Unlocked(copy, *found)
        if was.ring.generation < generation:
            raise StoreForeign(*_OLD)
        return opened

    def current(self, key: bytes, generation: int) -> KeyRing | None:
        """The ring of that number, if one of the files holds it."""
        fit = [c.ring for c in self.copies if c.whole and c.ring.generation == generation and c.is_authentic(key)]
        return fit[0] if fit else None


def read(folder: Path) -> Found:
    """The ring of a store.

    Raises:
        StoreMissing: there is none in the folder.
        StoreForeign: the files are no key rings of this program, or there is nothing whole in them.
        StoreNewer: a newer program wrote them.
        FileUnreadable: this user may not read them.
    """
    raws = {name: raw for name in FILES if (raw := _content(folder / name)) is not None}
    if not raws:
        raise StoreMissing("这个文件夹里没有本程序的资料", "请选对文件夹，或新建一份资料")
    copies = {name: copy for name, raw in raws.items() if (copy := _whole(raw))}
    faults = [f"钥匙文件 {name} 有损坏" for name in raws if name not in copies]
    if FILE not in raws:
        faults.append(f"钥匙文件 {FILE} 不见了")
    apart: list[Copy] = []
    for copy in copies.values():
        apart += [copy] if copy not in apart else []
    if not apart:
        apart = [_mended(raws) or _saved(raws)]
    apart.sort(key=lambda copy: (copy.whole, copy.ring.generation), reverse=True)
    if not apart[0].whole:
        faults += [f"钥匙文件里的{name}已经失效" for name in _missing(apart[0].ring)]
    settled = len(copies) == len(FILES) and len(apart) == 1 and apart[0].format == FORMAT
    return Found(tuple(apart), tuple(faults), settled)


def _missing(ring: KeyRing) -> Iterator[str]:
    """What every ring has; whose entries there were besides, only the store can tell."""
    if not ring.entries.keys() - {RECOVERY}:
        yield "口令"
    if RECOVERY not in ring.entries:
        yield "恢复码"


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileUnreadable(f"钥匙文件 {path.name} 读不了", "请检查文件夹的权限") from error


def _whole(raw: bytes) -> Copy | None:
    """The ring in a file, if every byte of it is as it was written.

    Raises:
        StoreNewer: a newer program wrote it.
    """
    summed = _SUMMED.fullmatch(raw)
    if summed is None:
        return _of_the_first_format(raw)
    if hashlib.sha256(summed["summed"]).hexdigest().encode() != summed["sum"]:
        return None
    try:
        content = cast("dict[str, Any]", json.loads(raw))
        if (written := int(content["format"])) > FORMAT:
            raise StoreNewer
        close = _CLOSE.fullmatch(raw)
        entries = dict(_sound(content["entries"].items()))
        others = {entry_id: told for entry_id, told in content["entries"].items() if entry_id not in entries}
        if not all(fits(entry_id, told) for entry_id, told in others.items()):
            return None
        more = {name: value for name, value in content.items() if name not in _OWN}
        ring = KeyRing(entries, int(content["generation"]), others, more)
        return Copy(ring, written, True, close["body"], close["mac"].decode()) if close and entries else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _of_the_first_format(raw: bytes) -> Copy | None:
    """A ring of version 0.1.0; it has no sum: entries that make no sense are damaged, others may be."""
    try:
        content = cast("dict[str, Any]", json.loads(raw))
        if set(content) != {"format", "entries"} or content["format"] != 1:
            return None
        told = cast("Mapping[str, object]", content["entries"])
        entries = dict(_sound(told.items()))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Copy(KeyRing(entries), _FIRST, len(entries) == len(told)) if entries else None


def _sound(told: Any) -> Iterator[tuple[str, Entry]]:
    for entry_id, one in told:
        try:
            yield entry_id, read_entry(entry_id, one)
        except ValueError:
            continue


def _mended(raws: Mapping[str, bytes]) -> Copy | None:
    """The whole ring of which both files are spoilt, each elsewhere: what differs is right in one of them.

    Few bytes are tried one by one, many in the stretches that they form.
    """
    if len(raws) < len(FILES):
        return None
    one, other = raws.values()
    pairs = list(zip(one + other[len(one) :], other + one[len(other) :], strict=True))
    few = sum(a != b for a, b in pairs) <= _MOST_MENDED
    runs = (
        [[p] for p in pairs] if few else [list(run) for _, run in groupby(pairs, key=lambda pair: pair[0] != pair[1])]
    )
    choices = [tuple(dict.fromkeys(bytes(pair[i] for pair in run) for i in (0, 1))) for run in runs]
    if sum(len(choice) > 1 for choice in choices) > _MOST_MENDED:
        return None
    return next((copy for chosen in product(*choices) if (copy := _whole(b"".join(chosen)))), None)


def _saved(raws: Mapping[str, bytes]) -> Copy:
    """The entries that are whole in either file, line by line, whatever became of the rest.

    Raises:
        StoreForeign: there are none.
    """
    found: dict[str, Entry] = {}
    others: dict[str, Mapping[str, Any]] = {}
    for raw in raws.values():
        for line in raw.splitlines():
            try:
                told = json.loads(b"{" + line.rstrip(b",") + b"}")
                ((entry_id, one),) = told.items()
                if "check" in one and fits(entry_id, one):
                    others.setdefault(entry_id, one)
                    found.setdefault(entry_id, read_entry(entry_id, one))
            except (ValueError, TypeError, AttributeError, RecursionError):
                continue
    if not found:
        raise StoreForeign(*_DAMAGED)
    return Copy(KeyRing(found, others={i: one for i, one in others.items() if i not in found}), whole=False)


def told(ring: KeyRing, key: bytes) -> bytes:
    """The bytes of a file in the present format."""
    known = {entry_id: entry.told(entry_id) for entry_id, entry in ring.entries.items()}
    entries = known | {entry_id: one for entry_id, one in ring.others.items() if entry_id not in known}
    lines = ",\n".join(f"{_json(entry_id)}: {_json(one)}" for entry_id, one in entries.items())
    more = "".join(f"{_json(name)}: {_json(value)},\n" for name, value in ring.more.items())
    body = f'{{\n"format": {FORMAT},\n"generation": {ring.generation},\n"entries": {{\n{lines}\n}},\n{more}'.encode()
    summed = body + f'"mac": "{_mac(key, body, FORMAT)}",\n'.encode()
    return summed + f'"sum": "{hashlib.sha256(summed).hexdigest()}"\n}}\n'.encode()


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _mac(key: bytes, body: bytes, written: int) -> str:
    label = f"dangqun-desk key ring {written}".encode()
    return hmac.digest(key_for(label, key), body, "sha256").hex()


def write(folder: Path, ring: KeyRing, key: bytes, files: Sequence[str] = FILES) -> None:
    """Writes the ring, so that there is always a whole one.

    Raises:
        DiskFull: there is no room; the ring before it is kept.
        FileUnwritable: the folder cannot be written to.
    """
    raw = told(ring, key)
    for name in files:
        write_whole(folder / name, raw)


def faults(folder: Path, key: bytes, generation: int) -> list[str]:
    """What is wrong with the two files of a store, every byte of them considered."""
    try:
        found = read(folder)
    except (StoreForeign, StoreMissing) as error:
        return [error.message]
    if found.faults:
        return list(found.faults)
    if found.is_settled and (ring := found.current(key, generation)):
        return [] if RECOVERY in ring.entries else ["钥匙文件里没有恢复码，请换一个恢复码并打印"]
    return ["钥匙文件的两份不一致，或者不是现在的"]


def keep_aside(folder: Path, backups: Path) -> None:
    """Keeps the files as they are in another folder, before they are brought up or healed.

    Raises:
        DiskFull: there is no room.
        FileUnwritable: the folder cannot be written to.
    """
    for name in FILES:
        if (raw := _content(folder / name)) is not None:
            write_whole(backups / f"before-{datetime.now():%Y%m%d-%H%M%S-%f}-{name}", raw)
