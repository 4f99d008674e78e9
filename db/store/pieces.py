"""Pieces of evidence: sealed files beside the database, ``evidence/ab/abcd…``, named after what they hold.

A piece is ``DQE1``, the number of its key in four bytes, and the content with its tag (AES-256-GCM). The evidence keys lie in the
database. A name is an HMAC of the content under a key that follows from the evidence key, so that nobody without it can ask whether a
known photo is there; the nonce is the beginning of the name. So under one key the same content is the same file, and a piece that
stands under another's name does not open.
"""

import hmac
import os
import re
import struct
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from attrs import field, frozen

from db.disk.parts import EVIDENCE
from db.disk.private import make_private_file
from db.disk.renaming import put_in_place, settle
from db.disk.workroom import workroom
from db.errors import PieceLost
from db.store import sealing
from db.store.files import in_clerks_words
from db.store.sealing import NONCE_BYTES, TAG_BYTES

MAGIC = b"DQE1"
_HEAD = struct.Struct(">4sI")
_NAME_BYTES = 16
_NAMING, _SEALING = b"dangqun-desk evidence names", b"dangqun-desk evidence"
NAME = re.compile(rf"[0-9a-f]{{{2 * _NAME_BYTES}}}")
OVERHEAD = _HEAD.size + TAG_BYTES
"""Bytes by which a piece is longer than its content."""


@frozen
class PieceKey:
    """One evidence key; what is sealed after the key ring was changed has another one.

    Attributes:
        number: stands in the head of every piece that it sealed.
        key: 32 random bytes.
    """

    number: int
    key: bytes = field(repr=False)

    def name_of(self, content: bytes) -> str:
        """The name of the piece that holds a content."""
        return hmac.digest(sealing.key_for(_NAMING, self.key), content, "sha256")[:_NAME_BYTES].hex()

    def sealed(self, name: str, content: bytes) -> bytes:
        """The piece of a name, as its file holds it."""
        head = _HEAD.pack(MAGIC, self.number)
        return head + sealing.seal(sealing.key_for(_SEALING, self.key), _nonce(name), head, content)


Keys = Mapping[int, PieceKey]


def content_of(name: str, raw: bytes, keys: Keys) -> bytes | None:
    """What a piece holds; None where it is damaged, of another name, or sealed by a key that is not among these."""
    if len(raw) < OVERHEAD:
        return None
    head = raw[: _HEAD.size]
    magic, number = _HEAD.unpack(head)
    if magic != MAGIC or number not in keys:
        return None
    return sealing.unseal(sealing.key_for(_SEALING, keys[number].key), _nonce(name), head, raw[_HEAD.size :])


def path_of(folder: Path, name: str) -> Path:
    """Where the piece of a name lies in a folder of pieces."""
    return folder / name[:2] / name


def place_of(store: Path) -> Path:
    """The folder of pieces of a store."""
    return store / EVIDENCE


def read(folder: Path, name: str, keys: Keys) -> bytes:
    """What a piece in a folder of pieces holds.

    Raises:
        PieceLost: it is not there, or damaged.
    """
    raw = raw_of(folder, name)
    content = content_of(name, raw, keys) if raw is not None else None
    if content is None:
        raise PieceLost(missing=not path_of(folder, name).exists())
    return content


def raw_of(folder: Path, name: str) -> bytes | None:
    """The file of a piece as it is; None where there is none that can be read."""
    try:
        return path_of(folder, name).read_bytes()
    except OSError:
        return None


@contextmanager
def written_into(folder: Path) -> Generator[Callable[[str, bytes], None]]:
    """What writes pieces into a folder of pieces, each whole or not at all; all are on the disk when the block is left.

    Raises:
        DiskFull: there is no room.
        FileUnwritable: the folder cannot be written to.
    """
    touched: set[Path] = set()
    with in_clerks_words("照片"):
        _make(folder)
        with workroom(folder) as room:

            def write(name: str, raw: bytes) -> None:
                path, beside = path_of(folder, name), room / name
                make_private_file(beside)
                beside.write_bytes(raw)
                settle(beside)
                if _make(path.parent):
                    touched.add(folder)
                put_in_place(beside, path)
                touched.add(path.parent)

            yield write
        for place in touched:
            settle(place)


def _make(place: Path) -> bool:
    """Makes a folder for its owner alone, if there is none; whether it did."""
    if place.is_dir():
        return False
    place.mkdir(mode=0o700, exist_ok=True)
    settle(place.parent)
    return True


def names_in(folder: Path) -> set[str]:
    """The names of the pieces in a folder of pieces; whatever else lies there is passed over. Thousands are told every day."""
    found: set[str] = set()
    root = os.fspath(folder)
    for place in _places_in(folder):
        with suppress(FileNotFoundError):  # it went since
            names = os.listdir(f"{root}{os.sep}{place}")  # noqa: PTH208 - paths cost more than the question
            found.update(name for name in names if name[:2] == place and NAME.fullmatch(name))
    return found


def _places_in(folder: Path) -> list[str]:
    """The folders in a folder of pieces; none where there is none."""
    try:
        with os.scandir(folder) as entries:
            return [one.name for one in entries if len(one.name) == len("ab") and one.is_dir(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _nonce(name: str) -> bytes:
    return bytes.fromhex(name)[:NONCE_BYTES]
