"""The key ring: a file beside the store that holds its data key, wrapped once for each way to open it.

The data key is 32 random bytes. Each entry wraps it with AES-256-GCM under a key that Argon2id makes of a
passphrase. The entry's name is authenticated data, so entries cannot be swapped; it tells its own cost, so that later
entries may cost more.
Passphrases are compared after NFKC, so that one typed in full width, or composed otherwise, opens too.
"""

import base64
import json
import secrets
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from attrs import Attribute, astuple, evolve, field, frozen, validators
from Cryptodome.Cipher import AES
from Cryptodome.Cipher._mode_gcm import GcmMode

from db.disk.parts import KEY_RING as FILE
from db.errors import StoreForeign, StoreMissing, WrongPassphrase
from db.store.files import write_whole

FORMAT = 1
DESK = "desk"
RECOVERY = "recovery"
KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
ARGON2_VERSION = 19
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_GROUPS = 5
GROUP_LENGTH = 5
_DAMAGED = ("钥匙文件不能识别，或者已损坏", "请用最近的备份恢复；原文件没有改动")


def _have_memory(cost: "Cost", _attribute: "Attribute[int]", lanes: int) -> None:
    if cost.memory_kib < 8 * lanes:
        raise ValueError(f"{lanes} lanes need {8 * lanes} KiB (RFC 9106, 3.1)")


@frozen
class Cost:
    """What one guess costs: memory in KiB, passes and lanes of Argon2id (RFC 9106, 4: second recommended choice).

    Limits keep a damaged entry from taking all memory of the PC.
    """

    memory_kib: int = field(default=65536, validator=[validators.ge(32), validators.le(1 << 20)])
    passes: int = field(default=3, validator=[validators.ge(1), validators.le(16)])
    lanes: int = field(default=4, validator=[validators.ge(1), validators.le(16), _have_memory])


USUAL = Cost()


@frozen
class KeyRing:
    """The wrapped data key by name of entry; each entry is salt, nonce and sealed key in base64, and its cost."""

    entries: Mapping[str, Mapping[str, Any]] = field(factory=dict[str, Mapping[str, Any]])

    def with_entry(self, name: str, secret: str, key: bytes, cost: Cost = USUAL) -> "KeyRing":
        """The ring with one more way to open it, or with that way changed."""
        salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
        sealed = _seal(_derive(_as_compared(name, secret), salt, cost), nonce, name, key)
        entry = {"salt": _text(salt), "nonce": _text(nonce), "sealed": _text(sealed), "cost": astuple(cost)}
        return evolve(self, entries={**self.entries, name: entry})

    def open(self, secret: str) -> bytes:
        """The data key, by the passphrase or by the recovery code.

        Raises:
            WrongPassphrase: no entry opens with it.
            StoreForeign: none does, and an entry is damaged.
        """
        damaged = False
        for name, entry in self.entries.items():
            if name == RECOVERY and len(plain_code(secret)) != CODE_GROUPS * GROUP_LENGTH:
                continue  # spares the wait for a key that cannot fit
            try:
                wrapping = _derive(_as_compared(name, secret), _bytes(entry["salt"]), Cost(*entry["cost"]))
                key = _unseal(wrapping, _bytes(entry["nonce"]), name, _bytes(entry["sealed"]))
            except (KeyError, ValueError, TypeError):
                damaged = True
                continue
            if key is not None:
                return key
        if damaged:
            raise StoreForeign(*_DAMAGED)
        raise WrongPassphrase


def create(passphrase: str) -> tuple[KeyRing, bytes, str]:
    """A new ring, its new data key, and the recovery code that is shown once."""
    key, code = secrets.token_bytes(KEY_BYTES), new_code()
    ring = KeyRing().with_entry(DESK, passphrase, key).with_entry(RECOVERY, code, key)
    return ring, key, code


def new_code() -> str:
    """A recovery code of 25 letters in groups of five, some 123 bits; no letter looks like another."""
    groups = ("".join(secrets.choice(CODE_LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(CODE_GROUPS))
    return "-".join(groups)


def plain_code(typed: str) -> str:
    """A recovery code as it is compared: capitals in half width, no hyphens, no blanks."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())


def _as_compared(name: str, secret: str) -> str:
    return plain_code(secret) if name == RECOVERY else unicodedata.normalize("NFKC", secret)


def read(folder: Path) -> KeyRing:
    """The ring of a store.

    Raises:
        StoreMissing: there is none in the folder.
        StoreForeign: the file is not a key ring of this program.
    """
    path = folder / FILE
    if not path.exists():
        raise StoreMissing("这个文件夹里没有本程序的资料", "请选对文件夹，或新建一份资料")
    try:
        content = cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))
        entries = {name: dict(entry) for name, entry in content["entries"].items()}
        return {FORMAT: KeyRing(entries)}[content["format"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreForeign(*_DAMAGED) from error


def write(folder: Path, ring: KeyRing) -> None:
    """Writes the ring, so that there is always a whole one.

    Raises:
        DiskFull: there is no room; the ring before it is kept.
        FileUnwritable: the folder cannot be written to.
    """
    content = {"format": FORMAT, "entries": dict(ring.entries)}
    write_whole(folder / FILE, json.dumps(content, indent=1).encode())


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    """The wrapping key; the lanes are threads, and others run meanwhile.

    Raises:
        ValueError: the salt is too short, or the secret is no text.
        MemoryError: this PC has less memory left than the cost asks for.
    """
    if len(salt) < 8:
        raise ValueError("a salt has eight bytes at least (RFC 9106, 3.1)")
    typed = secret.encode()
    try:
        return hash_secret_raw(
            typed, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID, ARGON2_VERSION
        )
    except HashingError as error:
        raise MemoryError(str(error)) from error  # all other limits were kept


def _seal(wrapping: bytes, nonce: bytes, name: str, key: bytes) -> bytes:
    sealed, tag = _cipher(wrapping, nonce, name).encrypt_and_digest(key)
    return sealed + tag


def _unseal(wrapping: bytes, nonce: bytes, name: str, sealed: bytes) -> bytes | None:
    """What was sealed; nothing where key, name or bytes are not those of then.

    Raises:
        ValueError: the nonce is none of ours.
    """
    cipher = _cipher(wrapping, nonce, name)
    try:
        return cipher.decrypt_and_verify(sealed[:-TAG_BYTES], sealed[-TAG_BYTES:])
    except ValueError:
        return None


def _cipher(wrapping: bytes, nonce: bytes, name: str) -> GcmMode:
    if len(nonce) != NONCE_BYTES:
        raise ValueError("a nonce has twelve bytes (NIST SP 800-38D, 8.2)")
    # Its stub has a bare Dict among the overloads.
    cipher = AES.new(  # pyright: ignore[reportUnknownMemberType]
        wrapping, AES.MODE_GCM, nonce=nonce, mac_len=TAG_BYTES
    )
    cipher.update(name.encode())
    return cipher


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
