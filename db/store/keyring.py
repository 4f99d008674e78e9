"""The key ring: the store's data key, sealed once for each way to open it. `db.store.ring_file` keeps it on the disk.

The data key is 32 random bytes. Each entry has a pair of keys (`db.store.x25519`): the private one is sealed with AES-256-GCM under a
key that Argon2id makes of a passphrase, and the data key is sealed for the public one in a box (`db.store.boxes`). So another data key
can be given to everybody without knowing anybody's passphrase. Entries of rings before the third format have no pair, and seal the data key itself.

Entries stand under ids that never change, with the name that people see beside; id and account are authenticated
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

from db.errors import TooLittleMemory, WrongPassphrase
from db.store import boxes, sealing, x25519
from db.store.sealing import NONCE_BYTES, TAG_BYTES

DESK = "desk"
"""The id of the one passphrase that a store had before each account got an entry of its own."""
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
"""What a new entry costs where nothing else is said."""


def _pair_or_none(_entry: "Entry", _attribute: "Attribute[bytes]", public: bytes) -> None:
    if public and len(public) != x25519.BYTES:
        raise ValueError("no public key")


@frozen
class Entry:
    """One way to open, by a secret.

    Attributes:
        sealed: the private key of the pair, sealed under what Argon2id makes of the secret; without a pair the data key.
        name: what people see; it may change.
        account: the id of the account whose entry it is, bound to the key like the id; 0 for none.
        must_change: whether somebody else chose the secret, so that it is to be changed at once.
        public: the public key of the pair; empty where there is none.
        box: the data key, sealed for the public key; empty without a pair.
        more: what a later program keeps with it; it stays as it is, also when the secret is changed, so whatever hangs on the
            secret must be known by itself to be out of date.
        private: the private key of the pair where it was just made; written nowhere, and gone with the next change of the ring.
    """

    salt: bytes = field(validator=validators.min_len(8))  # RFC 9106, 3.1
    nonce: bytes = field(
        validator=[validators.min_len(NONCE_BYTES), validators.max_len(NONCE_BYTES)]
    )  # NIST SP 800-38D, 8.2
    sealed: bytes = field(validator=[validators.min_len(_SEALED_BYTES), validators.max_len(_SEALED_BYTES)])
    cost: Cost
    name: str = ""
    account: int = field(default=0, validator=[validators.instance_of(int), validators.ge(0)])
    must_change: bool = False
    more: Mapping[str, Any] = field(factory=dict[str, Any])
    public: bytes = field(default=b"", validator=_pair_or_none)
    box: bytes = field(default=b"")
    private: bytes = field(default=b"", eq=False, repr=False)

    def told(self, entry_id: str) -> dict[str, Any]:
        """What is written of it, with a sum by which damage is known."""
        pair = {"public": _text(self.public), "box": _text(self.box)} if self.public else {}
        told = {
            "name": self.name,
            **({"account": self.account} if self.account else {}),
            **({"must_change": True} if self.must_change else {}),
            "salt": _text(self.salt),
            "nonce": _text(self.nonce),
            "sealed": _text(self.sealed),
            "cost": list(astuple(self.cost)),
            **pair,
            **self.more,
        }
        return {**told, "check": _check(entry_id, told)}

    def key(self, entry_id: str, secret: str) -> bytes | None:
        """The data key, or nothing where the secret is another one.

        Raises:
            TooLittleMemory: this PC has less memory left than the cost asks for.
        """
        found = self.sealed_by(entry_id, secret)
        return boxes.unseal(found, self.public, entry_id, self.box) if found and self.public else found

    def sealed_by(self, entry_id: str, secret: str) -> bytes | None:
        """The private key of the pair, of an entry without one the data key; nothing where the secret is another one.

        Raises:
            TooLittleMemory: this PC has less memory left than the cost asks for.
        """
        if entry_id == RECOVERY and not is_code(secret):
            return None  # spares the wait for a key that cannot fit
        wrapping = _derive(_as_compared(entry_id, secret), self.salt, self.cost)
        return sealing.unseal(
            wrapping, self.nonce, _bound(entry_id, self.account, paired=bool(self.public)), self.sealed
        )

    def holding(self, entry_id: str, key: bytes) -> "Entry":
        """The entry with another data key in its box, which opens by the same secret.

        Raises:
            ValueError: it has no pair of keys.
        """
        return evolve(self, box=boxes.seal(self.public, entry_id, key))


def seal(entry_id: str, secret: str, key: bytes, cost: Cost | None = None, name: str = "", account: int = 0) -> Entry:
    """An entry for a secret; without a cost of the usual one."""
    cost = cost or USUAL
    salt, nonce, private = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES), x25519.new_private()
    wrapping = _derive(_as_compared(entry_id, secret), salt, cost)
    sealed = sealing.seal(wrapping, nonce, _bound(entry_id, account, paired=True), private)
    public = x25519.public(private)
    box = boxes.seal(public, entry_id, key)
    return Entry(
        salt, nonce, sealed, cost, name or _NAMES.get(entry_id, ""), account, public=public, box=box, private=private
    )


def seal_without_pair(entry_id: str, secret: str, key: bytes, cost: Cost | None = None) -> Entry:
    """An entry as the first two formats had them: for trying out that they are brought up."""
    cost = cost or USUAL
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    wrapping = _derive(_as_compared(entry_id, secret), salt, cost)
    sealed = sealing.seal(wrapping, nonce, _bound(entry_id, 0, paired=False), key)
    return Entry(salt, nonce, sealed, cost, _NAMES.get(entry_id, ""))


def read_entry(entry_id: str, told: object) -> Entry:
    """The entry that was written; one of the first format has neither name nor sum, none before the third an account.

    Raises:
        ValueError: it is damaged.
    """
    try:
        values = dict(cast("Mapping[str, Any]", told))
        if not fits(entry_id, values):
            raise ValueError("the sum does not fit")
        values.pop("check", None)
        salt, nonce, sealed = (_bytes(values.pop(part)) for part in ("salt", "nonce", "sealed"))
        public, box = (_bytes(values.pop(part, "")) for part in ("public", "box"))
        cost, name = Cost(*values.pop("cost")), values.pop("name", _NAMES.get(entry_id, ""))
        account, must_change = values.pop("account", 0), bool(values.pop("must_change", False))
        values.pop("role", "")  # of the second format, where none was ever given
        return Entry(salt, nonce, sealed, cost, name, account, must_change, values, public, box)
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

    def with_entry(
        self, entry_id: str, secret: str, key: bytes, cost: Cost | None = None, *, name: str = "", account: int = 0
    ) -> "KeyRing":
        """The ring with one more way to open it, or with that way changed.

        Its name and account stay where none is given; so does what else is kept with it.
        """
        before = self.entries.get(entry_id)
        if before is None:
            return self.having(entry_id, seal(entry_id, secret, key, cost, name, account))
        sealed = seal(entry_id, secret, key, cost, name or before.name, account or before.account)
        return self.having(entry_id, evolve(sealed, more=before.more))

    def having(self, entry_id: str, entry: Entry) -> "KeyRing":
        """The ring with an entry in its place."""
        return evolve(self, entries={**self.entries, entry_id: entry})

    def without(self, entry_id: str) -> "KeyRing":
        """The ring without an entry. Whoever kept an older ring opens with it what is sealed under the same data key."""
        return evolve(self, entries={i: entry for i, entry in self.entries.items() if i != entry_id})

    def holding(self, key: bytes) -> "KeyRing":
        """The ring with another data key for all entries that have a pair; the rest is left out, as nobody knows how to give it to them."""
        paired = {i: entry.holding(i, key) for i, entry in self.entries.items() if entry.public}
        return evolve(self, entries=paired, others={})

    def written(self) -> "KeyRing":
        """The ring as it is written, without private keys."""
        return evolve(self, entries={i: evolve(entry, private=b"") for i, entry in self.entries.items()})

    def of(self, account: int) -> str:
        """The id of the entry of an account; "" where it has none."""
        return next((i for i, entry in self.entries.items() if account and entry.account == account), "")

    def found(self, secret: str, entry_id: str = "") -> tuple[str, bytes] | None:
        """The id of the entry that opens with a secret, and the data key; nothing when none does.

        Args:
            secret: a passphrase or the recovery code.
            entry_id: of the entry that is asked for; the recovery code opens beside it, too. "" asks all of them in turn.
        """
        asked = [i for i in self.entries if entry_id in ("", i) or i == RECOVERY]
        for one in sorted(asked, key=lambda i: i != RECOVERY):
            if (key := self.entries[one].key(one, secret)) is not None:
                return one, key
        return None

    def key(self, secret: str) -> bytes | None:
        """The data key, by a passphrase or by the recovery code; nothing when no entry opens with it."""
        found = self.found(secret)
        return found[1] if found else None

    def open(self, secret: str, entry_id: str = "") -> bytes:
        """The data key, by a passphrase or by the recovery code; see `found`.

        Raises:
            WrongPassphrase: no entry opens with it.
        """
        found = self.found(secret, entry_id)
        if found is None:
            raise WrongPassphrase
        return found[1]


def new_key() -> bytes:
    """A data key."""
    return secrets.token_bytes(KEY_BYTES)


def new_code() -> str:
    """A recovery code of 25 letters in groups of five, some 123 bits; no letter looks like another."""
    groups = ("".join(secrets.choice(CODE_LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(CODE_GROUPS))
    return "-".join(groups)


def is_code(typed: str) -> bool:
    """Whether what was typed may be a recovery code."""
    return len(plain_code(typed)) == CODE_GROUPS * GROUP_LENGTH


def plain_code(typed: str) -> str:
    """A recovery code as it is compared: capitals in half width, no hyphens, no blanks."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())


def _as_compared(entry_id: str, secret: str) -> str:
    return plain_code(secret) if entry_id == RECOVERY else unicodedata.normalize("NFKC", secret)


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    """The wrapping key; the lanes are threads, and others run meanwhile.

    Raises:
        TooLittleMemory: this PC has less memory left than the cost asks for.
    """
    typed = secret.encode(errors="surrogatepass")
    try:
        return hash_secret_raw(
            typed, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID, ARGON2_VERSION
        )
    except HashingError as error:
        raise TooLittleMemory from error  # all other limits were kept


def _bound(entry_id: str, account: int, *, paired: bool) -> bytes:
    """What is authenticated with the key; without a pair the id alone."""
    return (f"{entry_id}\0{account}\0x25519" if paired else entry_id).encode()


def _check(entry_id: str, told: Mapping[str, Any]) -> str:
    text = json.dumps([entry_id, told], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_CHECK_DIGITS]


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
