"""The key ring: the store's data key, wrapped once for each way to open it. `db.store.ring_file` keeps it on the disk.

The data key is 32 random bytes. Each entry wraps it with AES-256-GCM under a key that Argon2id makes of a
passphrase. Entries stand under ids that never change, with the name that people see beside; id and role are authenticated
data, so that neither can be exchanged. An entry tells its own cost, so that later ones may cost more.
Passphrases are compared after NFKC, so that one typed in full width, or composed otherwise, opens too.
"""

import base64
import hashlib
import json
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Any, cast

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from attrs import Attribute, astuple, evolve, field, frozen, validators

from db.errors import WrongPassphrase
from db.store import sealing
from db.store.sealing import NONCE_BYTES, TAG_BYTES

DESK = "desk"
"""The id of the one passphrase that a store of one desk has."""
RECOVERY = "recovery"
"""The id of the recovery code."""
KEY_BYTES = 32
SALT_BYTES = 16
_SEALED_BYTES = KEY_BYTES + TAG_BYTES
ARGON2_VERSION = 19
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_GROUPS = 5
GROUP_LENGTH = 5
_CHECK_DIGITS = 16
_NAMES = {DESK: "口令", RECOVERY: "恢复码"}


def new_id() -> str:
    """An id for one more entry, which says nothing of whose it is."""
    return secrets.token_hex(8)


def _have_memory(cost: "Cost", _attribute: "Attribute[int]", lanes: int) -> None:
    if cost.memory_kib < 8 * lanes:
        raise ValueError(f"{lanes} lanes need {8 * lanes} KiB (RFC 9106, 3.1)")


@frozen
class Cost:
    """What one guess costs: memory in KiB, passes and lanes of Argon2id (RFC 9106, 4: second recommended choice).

    Limits keep a damaged entry from taking all memory of the PC.
    """

    memory_kib: int = field(
        default=65536, validator=[validators.instance_of(int), validators.ge(32), validators.le(1 << 20)]
    )
    passes: int = field(default=3, validator=[validators.ge(1), validators.le(16)])
    lanes: int = field(default=4, validator=[validators.ge(1), validators.le(16), _have_memory])


USUAL = Cost()


@frozen
class Entry:
    """One way to open: the data key, sealed under what Argon2id makes of a secret.

    Attributes:
        name: what people see; it may change.
        role: bound to the key like the id; "" for none.
        more: what a later program keeps with it; it stays as it is, also when the secret is changed, so whatever hangs on the
            secret must be known by itself to be out of date.
    """

    salt: bytes = field(validator=validators.min_len(8))  # RFC 9106, 3.1
    nonce: bytes = field(
        validator=[validators.min_len(NONCE_BYTES), validators.max_len(NONCE_BYTES)]
    )  # NIST SP 800-38D, 8.2
    sealed: bytes = field(validator=[validators.min_len(_SEALED_BYTES), validators.max_len(_SEALED_BYTES)])
    cost: Cost
    name: str = ""
    role: str = ""
    more: Mapping[str, Any] = field(factory=dict[str, Any])

    def told(self, entry_id: str) -> dict[str, Any]:
        """What is written of it, with a sum by which damage is known."""
        told = {
            "name": self.name,
            "role": self.role,
            "salt": _text(self.salt),
            "nonce": _text(self.nonce),
            "sealed": _text(self.sealed),
            "cost": list(astuple(self.cost)),
            **self.more,
        }
        return {**told, "check": _check(entry_id, told)}

    def key(self, entry_id: str, secret: str) -> bytes | None:
        """The data key, or nothing where the secret is another one.

        Raises:
            MemoryError: this PC has less memory left than the cost asks for.
        """
        if entry_id == RECOVERY and len(plain_code(secret)) != CODE_GROUPS * GROUP_LENGTH:
            return None  # spares the wait for a key that cannot fit
        wrapping = _derive(_as_compared(entry_id, secret), self.salt, self.cost)
        return sealing.unseal(wrapping, self.nonce, _bound(entry_id, self.role), self.sealed)


def seal(entry_id: str, secret: str, key: bytes, cost: Cost = USUAL, name: str = "", role: str = "") -> Entry:
    """An entry for a secret."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    wrapping = _derive(_as_compared(entry_id, secret), salt, cost)
    sealed = sealing.seal(wrapping, nonce, _bound(entry_id, role), key)
    return Entry(salt, nonce, sealed, cost, name or _NAMES.get(entry_id, ""), role)


def read_entry(entry_id: str, told: object) -> Entry:
    """The entry that was written; one of the first format has neither name nor role nor sum.

    Raises:
        ValueError: it is damaged.
    """
    try:
        values = dict(cast("Mapping[str, Any]", told))
        if not fits(entry_id, values):
            raise ValueError("the sum does not fit")
        values.pop("check", None)
        salt, nonce, sealed = (_bytes(values.pop(part)) for part in ("salt", "nonce", "sealed"))
        cost = Cost(*values.pop("cost"))
        name, role = values.pop("name", _NAMES.get(entry_id, "")), values.pop("role", "")
        return Entry(salt, nonce, sealed, cost, name, role, values)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no entry of ours") from error


def fits(entry_id: str, told: Mapping[str, Any]) -> bool:
    """Whether what was written of an entry has the sum that it should; one of the first format has none."""
    values = {name: value for name, value in told.items() if name != "check"}
    return told.get("check") in {None, _check(entry_id, values)}


@frozen
class KeyRing:
    """All ways to open, by id.

    Attributes:
        generation: grows with every replacement; the store knows the one that counts. 0 in the first format.
        others: entries of a kind that this program does not know, as they were written.
        more: what a later program keeps in the ring beside the entries.
    """

    entries: Mapping[str, Entry] = field(factory=dict[str, Entry])
    generation: int = 0
    others: Mapping[str, Mapping[str, Any]] = field(factory=dict[str, Mapping[str, Any]])
    more: Mapping[str, Any] = field(factory=dict[str, Any])

    def with_entry(self, entry_id: str, secret: str, key: bytes, cost: Cost = USUAL) -> "KeyRing":
        """The ring with one more way to open it, or with that way changed; its name and role stay, and what else is kept with it."""
        before = self.entries.get(entry_id)
        if before is None:
            return self.having(entry_id, seal(entry_id, secret, key, cost))
        return self.having(
            entry_id, evolve(seal(entry_id, secret, key, cost, before.name, before.role), more=before.more)
        )

    def having(self, entry_id: str, entry: Entry) -> "KeyRing":
        """The ring with an entry in its place."""
        return evolve(self, entries={**self.entries, entry_id: entry})

    def key(self, secret: str) -> bytes | None:
        """The data key, by a passphrase or by the recovery code; nothing when no entry opens with it."""
        for entry_id, entry in self.entries.items():
            if (key := entry.key(entry_id, secret)) is not None:
                return key
        return None

    def open(self, secret: str) -> bytes:
        """The data key, by a passphrase or by the recovery code.

        Raises:
            WrongPassphrase: no entry opens with it.
        """
        key = self.key(secret)
        if key is None:
            raise WrongPassphrase
        return key


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


def _as_compared(entry_id: str, secret: str) -> str:
    return plain_code(secret) if entry_id == RECOVERY else unicodedata.normalize("NFKC", secret)


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    """The wrapping key; the lanes are threads, and others run meanwhile.

    Raises:
        MemoryError: this PC has less memory left than the cost asks for.
    """
    typed = secret.encode(errors="surrogatepass")
    try:
        return hash_secret_raw(
            typed, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID, ARGON2_VERSION
        )
    except HashingError as error:
        raise MemoryError(str(error)) from error  # all other limits were kept


def _bound(entry_id: str, role: str) -> bytes:
    """What is authenticated with the key; the first format had the id alone."""
    return (f"{entry_id}\0{role}" if role else entry_id).encode()


def _check(entry_id: str, told: Mapping[str, Any]) -> str:
    text = json.dumps([entry_id, told], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_CHECK_DIGITS]


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
