"""The key ring: what opens it and what does not; `tests/db/store/test_ring_file.py` has its files."""

import base64
import subprocess
import sys
import unicodedata
from typing import Any

import attrs
import pytest

from db.errors import WrongPassphrase
from db.store import keyring
from tests.conftest import PASSPHRASE, QUICK

KEY = bytes(range(32))
CODE = "ABCDE-FGHJK-MNPQR-STUVW-XYZ23"
SALT = base64.b64encode(bytes(16)).decode()
NONCE = base64.b64encode(bytes(12)).decode()
SEALED = base64.b64encode(bytes(48)).decode()
CHEAP = [64, 1, 1]

# Written when OpenSSL did the work; whatever does it now must open what lies on clerks' disks.
OF_OLD = {
    "desk": {
        "salt": "b/ZsMcu5rx3e0Z+QpDXt5w==",
        "nonce": "uXatGcsUvbXhXd4a",
        "sealed": "IqWYCrdXhKFh+eLHhbzKnPjRrddbc7rCdX6o/Pv5NggfegIRJt6X8bUBd/5SfmNQ",
        "cost": [65536, 3, 4],
    },
    "recovery": {
        "salt": "fKDFjd68i8Q9klQF13IF9w==",
        "nonce": "rNMv8L9KMsXk9fIC",
        "sealed": "bCsr0mfxDPPGHDXId61jwmmRsodYfPPIXHJf4S+wt6EagenCfxhqcKfkgA9msrt0",
        "cost": [256, 2, 4],
    },
}


@pytest.fixture(scope="module")
def ring() -> keyring.KeyRing:
    """A ring of a passphrase and a recovery code."""
    ring = keyring.KeyRing().with_entry(keyring.DESK, PASSPHRASE, KEY, QUICK)
    return ring.with_entry(keyring.RECOVERY, CODE, KEY, QUICK)


def opens(ring: keyring.KeyRing, secret: str) -> bool:
    try:
        return ring.open(secret) == KEY
    except WrongPassphrase:
        return False


def test_a_code_is_easy_to_read_out_and_hard_to_guess() -> None:
    codes = {keyring.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(c) == 29 and c.count("-") == 4 for c in codes)
    assert not set("".join(codes)) & set("0O1IL"), "letters that look alike"


@pytest.mark.parametrize(
    "typed",
    [
        str,
        str.lower,
        lambda c: c.replace("-", ""),
        lambda c: c.replace("-", "").lower(),
        lambda c: f" {c.replace('-', ' ')}\n",
        lambda c: "".join(chr(ord(x) + 0xFEE0) for x in c),
    ],
    ids=["as printed", "lower case", "no hyphens", "neither", "with blanks", "full width"],
)
def test_the_recovery_code_as_people_type_it(ring: keyring.KeyRing, typed: Any) -> None:
    assert opens(ring, typed(CODE))


@pytest.mark.parametrize("wrong", [CODE[:-1] + "A", CODE[:-1], "", "猜的口令", "\ud800"])
def test_a_wrong_secret_opens_nothing(ring: keyring.KeyRing, wrong: str) -> None:
    """资料怎样保护：两样都丢了，谁也打不开。"""
    assert not opens(ring, wrong)


def test_a_passphrase_is_the_same_in_full_width() -> None:
    """The input method of another PC writes full-width letters, or composes an accent otherwise."""
    ring = keyring.KeyRing().with_entry(keyring.DESK, "Café７７议事", KEY, QUICK)
    assert ring.open("Café77议事") == KEY
    assert ring.open(unicodedata.normalize("NFD", "Café77议事")) == KEY
    with pytest.raises(WrongPassphrase):
        ring.open("café77议事")


@pytest.mark.parametrize("secret", ["桂花里７号 Café", "桂花里7号 Cafe\u0301", CODE])
def test_a_ring_of_the_first_release_opens(secret: str) -> None:
    assert keyring.KeyRing({i: keyring.read_entry(i, told) for i, told in OF_OLD.items()}).open(secret) == KEY


def test_two_stores_with_one_passphrase_share_nothing() -> None:
    """资料怎样保护：资料钥匙是随机的 32 字节，由每个人自己的口令经 Argon2id 各加一道锁，放在资料旁的 keyring.json。"""
    first_key, second_key = keyring.new_key(), keyring.new_key()
    assert first_key != second_key
    one, other = (keyring.seal("a", PASSPHRASE, key, QUICK) for key in (first_key, second_key))
    assert not {one.salt, one.nonce, one.sealed, one.public, one.box} & {
        other.salt, other.nonce, other.sealed, other.public, other.box,
    }  # fmt: skip


@pytest.mark.usefixtures("usual_secrets")
def test_a_guess_costs_what_it_should() -> None:
    """RFC 9106: 64 MiB, three passes, four lanes; a lower price must not slip in.

    资料怎样保护：资料钥匙是随机的 32 字节，由每个人自己的口令经 Argon2id 各加一道锁，放在资料旁的 keyring.json。
    """
    ring = keyring.KeyRing().with_entry("a", PASSPHRASE, KEY).with_entry(keyring.RECOVERY, CODE, KEY)
    assert [attrs.astuple(entry.cost) for entry in ring.entries.values()] == [(65536, 3, 4)] * 2


def test_a_lowered_cost_opens_nothing(ring: keyring.KeyRing) -> None:
    """Whoever writes a lower cost into the file gets another wrapping key, not a cheaper guess."""
    lowered = attrs.evolve(ring.entries[keyring.DESK], cost=keyring.Cost(32, 1, 1))
    assert not opens(ring.having(keyring.DESK, lowered), PASSPHRASE)


def test_entries_cannot_be_swapped_nor_given_to_another_account(ring: keyring.KeyRing) -> None:
    """Id and account are sealed with the key; the name is only what people see."""
    own = ring.entries[keyring.DESK]
    assert opens(keyring.KeyRing({keyring.DESK: attrs.evolve(own, name="窗口一")}), PASSPHRASE)
    assert not opens(keyring.KeyRing({keyring.new_id(): own}), PASSPHRASE)
    assert not opens(keyring.KeyRing({keyring.RECOVERY: own}), PASSPHRASE)
    assert not opens(keyring.KeyRing({keyring.DESK: attrs.evolve(own, account=7)}), PASSPHRASE)
    assert not opens(keyring.KeyRing({keyring.DESK: keyring.seal(keyring.DESK, "别的口令", KEY, QUICK)}), PASSPHRASE)


def test_an_entry_keeps_name_and_account_when_its_passphrase_changes(ring: keyring.KeyRing) -> None:
    entry = keyring.new_id()
    before = ring.with_entry(entry, "王敏的口令", KEY, QUICK, name="王敏", account=7)
    changed = before.with_entry(entry, "王敏的新口令", KEY, QUICK)
    assert opens(changed, "王敏的新口令")
    assert not opens(changed, "王敏的口令")
    assert (changed.entries[entry].name, changed.of(7), changed.of(0)) == ("王敏", entry, "")
    assert changed.without(entry) == ring


def test_one_asks_for_one_entry_and_the_recovery_code_opens_beside_it(ring: keyring.KeyRing) -> None:
    """A clerk who chose a name does not get in by somebody else's passphrase."""
    two = ring.with_entry("a", "王敏的口令", KEY, QUICK).with_entry("b", "李敏的口令", KEY, QUICK)
    assert two.found("王敏的口令", "a") == two.found("王敏的口令") == ("a", KEY)
    assert two.found("李敏的口令", "a") is two.found("王敏的口令", "gone") is None
    assert two.found(CODE, "a") == two.found(CODE.lower()) == (keyring.RECOVERY, KEY)


def test_everybody_is_given_another_data_key_without_a_secret(ring: keyring.KeyRing) -> None:
    """But for entries of before: they seal the data key itself, so that they are left out."""
    before = ring.having("old", keyring.seal_without_pair("old", "以前的口令", KEY, QUICK))
    assert opens(before, "以前的口令")
    other = keyring.new_key()
    after = before.holding(other)
    assert [after.open(secret) for secret in (PASSPHRASE, CODE)] == [other, other]
    assert "old" not in after.entries
    assert opens(before, PASSPHRASE), "whoever kept the ring of before opens what was sealed then"
    assert {entry.box for entry in after.entries.values()}.isdisjoint(e.box for e in before.entries.values())


def test_a_box_is_nobody_elses() -> None:
    one, other = (keyring.seal(i, PASSPHRASE, KEY, QUICK) for i in "ab")
    for wrong in (
        attrs.evolve(one, box=other.box),
        attrs.evolve(one, box=b""),
        attrs.evolve(one, box=one.box[:-1]),
        attrs.evolve(one, box=bytes(len(one.box))),
        attrs.evolve(one, public=other.public),
        attrs.evolve(one, sealed=other.sealed, salt=other.salt, nonce=other.nonce),
    ):
        assert not opens(keyring.KeyRing({"a": wrong}), PASSPHRASE)
    assert opens(keyring.KeyRing({"a": one}), PASSPHRASE)


GOOD = {"salt": SALT, "nonce": NONCE, "sealed": SEALED, "cost": CHEAP}


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {},
        {"salt": 1},
        {**GOOD, "salt": ""},
        {**GOOD, "salt": SALT[:8]},
        {**GOOD, "salt": "?"},
        {**GOOD, "nonce": ""},
        {**GOOD, "nonce": SALT},
        {**GOOD, "sealed": None},
        {**GOOD, "sealed": SALT},
        {**GOOD, "sealed": base64.b64encode(bytes(49)).decode()},
        {**GOOD, "cost": [1 << 30, 3, 4]},
        {**GOOD, "cost": "dear"},
        {**GOOD, "cost": [64, 0, 1]},
        {**GOOD, "cost": [39, 1, 5]},
        {**GOOD, "cost": [64.0, 1, 1]},
        {**GOOD, "check": "0" * 16},
        {**GOOD, "public": SALT},
        {**GOOD, "public": None},
        {**GOOD, "box": 7},
        {**GOOD, "account": "7"},
        {**GOOD, "account": -1},
    ],
)
def test_a_damaged_entry_is_seen_before_any_secret(told: object) -> None:
    keyring.read_entry("desk", GOOD)
    with pytest.raises(ValueError):  # noqa: PT011  whatever it says is told as damage
        keyring.read_entry("desk", told)


def test_what_asks_for_more_memory_than_any_pc_gives_is_no_entry() -> None:
    """8 GiB: refused as it is read, before anything is allocated."""
    with pytest.raises(ValueError, match="memory_kib"):
        keyring.Cost(8 << 20, 3, 4)
    told = {"salt": SALT, "nonce": NONCE, "sealed": SEALED, "cost": [8 << 20, 3, 4]}
    with pytest.raises(ValueError, match="memory_kib"):
        keyring.read_entry("desk", told)


LITTLE = """
import resource
from db.errors import TooLittleMemory
from db.store import keyring
entry = keyring.seal("desk", "x", bytes(32), keyring.Cost(64, 1, 1))
import attrs
entry = attrs.evolve(entry, cost=keyring.Cost(1 << 20, 1, 4))
resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))
try:
    entry.key("desk", "x")
except TooLittleMemory as error:
    print(error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_a_pc_with_too_little_memory_says_so_in_the_clerks_words() -> None:
    done = subprocess.run([sys.executable, "-c", LITTLE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "too_little_memory"
