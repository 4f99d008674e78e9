"""The seal of the log: a tag over its entries, under a key that becomes another one with each of them.

For every entry ``tag' = HMAC-SHA256(key, tag | hash of the entry)`` and ``key' = SHA-256("next" | key)``; the store keeps the last key and
the last tag alone (forward-secure aggregate authentication: Ma and Tsudik, ACM Transactions on Storage 5.1, 2009). So whoever has the store
and its key today can neither change, drop nor put in an entry of before and make the tag that goes with it.

Where a key was taken from is kept in boxes for those who may check: the recovery code and auditors who do nothing else, for whoever can open
one can make all tags from there on. A box proves by itself nothing of who made it; where the secret was at hand it has a proof besides.
Copies of a store, such as backups, are without the key; one that is put in its place begins another run.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Collection, Iterable, Sequence

from attrs import frozen

from db.fields import Stored
from db.store import boxes
from db.store.driver import Connection, RowValues, whole
from db.store.sealing import key_for

KEY_BYTES = 32
_NEXT = b"next"
_PROOF = b"dangqun-desk log proof 1"
_PIECE = 5000
_LAST_RUN = "SELECT id, begun, at, seq, key, tag FROM seal_run ORDER BY id DESC LIMIT 1"


@frozen
class Run:
    """Entries that one key leads through.

    Attributes:
        begun: the number of the last entry before it.
        at: when it began, ISO 8601.
        seq: the number of its last entry.
        key: that of its next entry; empty where it goes on no more.
        tag: over all its entries.
    """

    id: int
    begun: int
    at: str
    seq: int
    key: bytes
    tag: bytes


@frozen
class Holder:
    """A box from which on somebody can check a run.

    Attributes:
        entry: the id of his entry of the key ring.
        public: the public key of that entry.
        seq: the number of the last entry before what it opens.
        at: when it was made, ISO 8601.
        tag: of the run, there.
        box: the key of the next entry.
        proof: what nobody makes without the secret; empty where that was not at hand yet.
    """

    id: int
    run: int
    entry: str
    public: bytes
    seq: int
    at: str
    tag: bytes
    box: bytes
    proof: bytes


def is_kept(connection: Connection) -> bool:
    """Whether the store keeps a seal at all; not before its schema was brought up."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'seal_holder'").fetchone() is not None


def last_run(connection: Connection) -> Run | None:
    """The run that goes on; None before the first one."""
    row = connection.execute(_LAST_RUN).fetchone()
    return _run(row) if row else None


def runs(connection: Connection) -> list[Run]:
    """All runs, the first one first."""
    return [_run(row) for row in connection.execute("SELECT id, begun, at, seq, key, tag FROM seal_run ORDER BY id")]


def goes_on(connection: Connection) -> bool:
    """Whether what is entered next is sealed."""
    run = last_run(connection)
    return run is not None and bool(run.key)


def begin(connection: Connection, seq: int, at: str, tag: bytes = bytes(KEY_BYTES)) -> None:
    """Begins a run behind an entry, under a new key; ``tag`` is what it seals before anything is entered."""
    connection.execute(
        "INSERT INTO seal_run (begun, at, seq, key, tag) VALUES (?, ?, ?, ?, ?)",
        (seq, at, seq, secrets.token_hex(KEY_BYTES), tag.hex()),
    )


def follow(connection: Connection, hashes: Sequence[str]) -> None:
    """Seals entries that were just added, in their order; the key of before is gone with the transaction."""
    run = last_run(connection) if hashes else None
    if run is None or not run.key:
        return
    key, tag = _through(run.key, run.tag, hashes)
    connection.execute(
        "UPDATE seal_run SET seq = ?, key = ?, tag = ? WHERE id = ?",
        (run.seq + len(hashes), key.hex(), tag.hex(), run.id),
    )


def strip(connection: Connection) -> None:
    """Takes the key out of a copy: whoever has it makes no seals of what came after."""
    if is_kept(connection):
        connection.execute("UPDATE seal_run SET key = ''")


def holders(connection: Connection) -> list[Holder]:
    """All boxes, the first one first."""
    sql = "SELECT id, run, entry, public, seq, at, tag, box, proof FROM seal_holder ORDER BY id"
    return [
        Holder(whole(i), whole(run), str(entry), _raw(public), whole(seq), str(at), _raw(tag), _raw(box), _raw(proof))
        for i, run, entry, public, seq, at, tag, box, proof in connection.execute(sql)
    ]


def hold(connection: Connection, entry: str, public: bytes, at: str, private: bytes = b"") -> None:
    """Makes a box for an entry of the key ring, from here on; with a proof where its private key is at hand."""
    run = last_run(connection)
    if run is None or not run.key:
        return
    box = boxes.seal(public, entry, run.key)
    made = Holder(0, run.id, entry, public, run.seq, at, run.tag, box, b"")
    proof = proof_of(connection, made, private, run.key) if private else b""
    connection.execute(
        "INSERT INTO seal_holder (run, entry, public, seq, at, tag, box, proof) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (run.id, entry, public.hex(), run.seq, at, run.tag.hex(), box.hex(), proof.hex()),
    )


def prove(connection: Connection, holder: Holder, private: bytes) -> None:
    """Adds its proof to a box that was checked."""
    key = opened(holder, private)
    assert key is not None
    proof = proof_of(connection, holder, private, key)
    connection.execute("UPDATE seal_holder SET proof = ? WHERE id = ?", (proof.hex(), holder.id))


def opened(holder: Holder, private: bytes) -> bytes | None:
    """The key in a box; None where it is not for this private key, or was tampered with."""
    return boxes.unseal(private, holder.public, holder.entry, holder.box)


def proof_of(connection: Connection, holder: Holder, private: bytes, key: bytes) -> bytes:
    """What binds a box to the log as it was: its key, its tag, and the entry before it, which holds all earlier ones by the chain."""
    row = connection.execute("SELECT hash FROM audit WHERE seq = ?", (holder.seq,)).fetchone()
    told = f"{holder.run}\0{holder.seq}\0{row[0] if row else ''}\0".encode()
    return hmac.digest(key_for(_PROOF, private), told + holder.tag + key, "sha256")


def fits(
    connection: Connection, run: Run, holder: Holder, key: bytes, passed: Callable[[int], None] = lambda _seq: None
) -> bool:
    """Whether the entries of a run, from a box on, are those that were sealed.

    Args:
        connection: to the store.
        run: of the box.
        holder: the box.
        key: what lay in it.
        passed: hears now and then how far it is; what it raises ends it.
    """
    tag, seq = holder.tag, holder.seq
    found = connection.execute("SELECT hash FROM audit WHERE seq > ? AND seq <= ? ORDER BY seq", (seq, run.seq))
    for count, (own,) in enumerate(found, 1):
        try:
            key, tag = _through(key, tag, [str(own)])
        except ValueError:  # no hash at all
            return False
        if count % _PIECE == 0:
            passed(seq + count)
    return hmac.compare_digest(tag, run.tag)


def tags(connection: Connection, run: Run, holder: Holder, key: bytes, seqs: Collection[int]) -> dict[int, bytes]:
    """What the tag of a run was behind each of some entries, from a box on: whoever has the store today cannot make it any more.

    Args:
        connection: to the store.
        run: of the box.
        holder: the box.
        key: what lay in it.
        seqs: the numbers of the entries; of those before the box nothing is told.
    """
    tag, found = holder.tag, dict[int, bytes]()
    if holder.seq in seqs:
        found[holder.seq] = tag
    sql = "SELECT seq, hash FROM audit WHERE seq > ? AND seq <= ? ORDER BY seq"
    for number, own in connection.execute(sql, (holder.seq, min(run.seq, max(seqs, default=0)))):
        key, tag = _through(key, tag, [str(own)])
        if (seq := whole(number)) in seqs:
            found[seq] = tag
    return found


def _through(key: bytes, tag: bytes, hashes: Iterable[str]) -> tuple[bytes, bytes]:
    for own in hashes:
        tag = hmac.digest(key, tag + bytes.fromhex(own), "sha256")
        key = hashlib.sha256(_NEXT + key).digest()
    return key, tag


def _run(row: RowValues) -> Run:
    i, begun, at, seq, key, tag = row
    return Run(whole(i), whole(begun), str(at), whole(seq), _raw(key), _raw(tag))


def _raw(kept: Stored) -> bytes:
    """Bytes as a row has them; none where it is no such text."""
    try:
        return bytes.fromhex(str(kept))
    except ValueError:
        return b""
