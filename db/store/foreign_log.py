"""Whether the log beside a database is another store's: the engine would write it over the database, and ask nobody.

A log (sqlite.org/fileformat2.html, 4) has sums that tie its frames to its own header, and nothing that ties it to a database.
So one that was laid beside another database is replayed at the first reading, and written into the file at closing, be it that
nothing in it can be read. What tells is the seal that SQLCipher 4 puts on every page, under a key made of the store's key
and of the database's salt (zetetic.net/sqlcipher/design).
"""

import hashlib
import hmac
import struct
from pathlib import Path

PAGE = 4096
_HEADER, _FRAME, _SALT, _SEAL = 32, 24, 16, 64
_MAGIC = 0x377F0682  # the last bit says in which order the words are summed
_SALT_MASK, _PASSES, _KEY = 0x3A, 2, 32
Sums = tuple[int, int]


def is_foreign(log: Path, key: bytes, salt: bytes) -> bool:
    """Whether the engine would take the log for whole, and yet its first page was not sealed for this database.

    Args:
        log: the file beside the database; it need not be there.
        key: of the store.
        salt: of the database.
    """
    try:
        with log.open("rb") as file:
            raw = file.read(_HEADER + _FRAME + PAGE)
    except FileNotFoundError:
        return False
    if len(raw) < _HEADER + _FRAME + PAGE:
        return False
    header, frame, page = raw[:_HEADER], raw[_HEADER : _HEADER + _FRAME], raw[_HEADER + _FRAME :]
    magic, _, size, _, *salts, sum1, sum2 = struct.unpack(">8I", header)
    order = ">" if magic & 1 else "<"
    sums = _summed(header[:24], order, (0, 0))
    if magic & ~1 != _MAGIC or sums != (sum1, sum2):
        return False
    if size != PAGE:
        return True
    number, _, *own, sum1, sum2 = struct.unpack(">6I", frame)
    if own != salts or _summed(page, order, _summed(frame[:8], order, sums)) != (sum1, sum2):
        return False  # damaged: the engine drops it, and the end of the audit tells
    return not _is_sealed(page, number, key, salt)


def _summed(raw: bytes, order: str, sums: Sums) -> Sums:
    one, other = sums
    words = struct.unpack(f"{order}{len(raw) // 4}I", raw)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + other) & 0xFFFFFFFF
        other = (other + second + one) & 0xFFFFFFFF
    return one, other


def _is_sealed(page: bytes, number: int, key: bytes, salt: bytes) -> bool:
    sealing = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ _SALT_MASK for byte in salt), _PASSES, _KEY)
    begin = _SALT if number == 1 else 0
    sealed = hmac.digest(sealing, page[begin:-_SEAL] + number.to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(sealed, page[-_SEAL:])
