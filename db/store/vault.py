"""The pieces of evidence of an open store: put in, read, looked after, and swept when nothing names them any more.

A piece is written before the record that names it, and goes `KEPT_DAYS` after nothing was found to name it: so long may what was
removed or deleted be brought back. What a kill left between piece and record goes the same way.
"""

import secrets
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from db.disk.workroom import clear_dead
from db.errors import AppError, NotAllowed, PieceLost
from db.records.centre.centre import Centre
from db.records.exhibit import Exhibit
from db.records.kinds import Kinds
from db.store import naming, pieces, ring_file
from db.store.driver import Connection, in_clerks_words, whole
from db.store.files import in_clerks_words as file_errors
from db.store.pieces import PieceKey
from db.values import masks

if TYPE_CHECKING:
    from db.store import Store

KEPT_DAYS = 30
"""As long as daily backups go back in the usual course."""
SWEPT = "sweep_evidence"
"""The deed of removing pieces that nothing names."""
_FEW = 50
"""Pieces that are lost are named one by one up to so many."""


@frozen
class Holdings:
    """What a database says of its pieces.

    Attributes:
        named: those that it names, with the records that name each: table and id.
        keys: the evidence keys, by number.
    """

    named: Mapping[str, list[tuple[str, int]]]
    keys: pieces.Keys

    def opens(self, name: str, raw: bytes) -> bool:
        """Whether these are the bytes of a piece."""
        return pieces.content_of(name, raw, self.keys) is not None


def holdings(connection: Connection, kinds: Kinds) -> Holdings:
    """What the database of a connection says of its pieces; one of an older program has none."""
    with in_clerks_words():
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'evidence_key'").fetchone():
            return Holdings({}, {})
        return Holdings(naming.named(connection, kinds), _keys(connection))


def _keys(connection: Connection) -> dict[int, PieceKey]:
    rows = connection.execute("SELECT number, key FROM evidence_key")
    return {whole(number): PieceKey(whole(number), bytes.fromhex(str(key))) for number, key in rows}


class Vault:
    """The pieces of one store.

    Attributes:
        folder: where they lie; it is made with the first of them.
    """

    def __init__(self, store: "Store", connection: Connection) -> None:
        self._store, self._connection = store, connection
        self.folder = pieces.place_of(store.folder)

    @contextmanager
    def adding(self) -> Generator[Callable[[bytes], str]]:
        """What puts pieces into their files and says their names; what was not there before goes again if anything fails inside.

        Raises:
            DiskFull: there is no room; nothing half written is left.
            FileUnwritable: the folder cannot be written to.
            StoreGone: the files of the store are no longer there.
        """
        fresh: list[str] = []

        def put(content: bytes) -> str:
            name, is_fresh = self._put(content)
            fresh.extend([name] if is_fresh else [])
            return name

        try:
            yield put
        except AppError:
            with suppress(AppError):  # else the next sweep finds them
                self._drop(fresh)
            raise

    def put(self, content: bytes) -> str:
        """The name of the piece that holds a content, which is on the disk when this returns. Raises as `adding` does."""
        return self._put(content)[0]

    def names_of(self, content: bytes) -> frozenset[str]:
        """What the piece of a content is called under each evidence key: the same photo has another name after each change of the ring."""
        with in_clerks_words():
            return frozenset(key.name_of(content) for key in _keys(self._connection).values())

    def mend(self, name: str, content: bytes) -> None:
        """Writes the piece of a content anew under one of its names, where it is not whole. Raises as `adding` does."""
        with in_clerks_words():
            keys = _keys(self._connection).values()
        if not self._is_sound(name):
            self._write(name, next(key for key in keys if key.name_of(content) == name).sealed(name, content))

    def _put(self, content: bytes) -> tuple[str, bool]:
        """The name, and whether nothing bore it before."""
        key = self._key_of_now()
        name = key.name_of(content)
        if self._is_sound(name):
            return name, False
        self._store.check_there()  # else a folder would be made where there is no store
        fresh = not pieces.path_of(self.folder, name).exists()
        self._write(name, key.sealed(name, content))
        return name, fresh

    def _write(self, name: str, raw: bytes) -> None:
        with self._store.ballast.given_up_when_full(), pieces.written_into(self.folder) as write:
            write(name, raw)

    def _drop(self, names: Collection[str]) -> None:
        """Removes pieces that nothing names; under the write lock, as `sweep` does."""
        with self._store.writing("清理照片文件"):
            named = self.holdings().named
            for name in names:
                if name not in named:
                    with file_errors("照片"):
                        pieces.path_of(self.folder, name).unlink(missing_ok=True)

    def drop(self, names: Collection[str]) -> None:
        """Removes pieces at once that nothing names any more: what showed them went for good."""
        if names:
            self._drop(names)
            with self._store.writing("清理照片文件"):
                self._forget(names)

    def let_go(self, names: Collection[str]) -> None:
        """Says in the transaction by which what showed them goes for good that pieces are to go at once: should `drop` never come, the next sweep does it."""
        self._set_unnamed({name: date.min for name in names})

    def read(self, name: str) -> bytes:
        """What a piece holds.

        Raises:
            PieceLost: it is not there, or damaged.
            NotAllowed: nothing that the clerk sees names it.
        """
        self._refuse_unseen(name)
        return self._read(name)

    def _read(self, name: str) -> bytes:
        with in_clerks_words():
            keys = _keys(self._connection)
        return pieces.read(self.folder, name, keys)

    def _refuse_unseen(self, name: str) -> None:
        """Lets a piece be read that a record shows which is seen, or that no record shows: it was just put in, or taken away."""
        if self._store.rights.is_whole:
            return
        with in_clerks_words():
            naming_it = naming.naming(self._connection, self._store.kinds, name)
        if naming_it and not any(self._store.seen(table, [record_id]) for table, record_id in naming_it):
            raise NotAllowed("您无权查看这张照片或扫描件", "它属于您无权查看的资料")

    def put_back(self, name: str, raw: bytes) -> None:
        """Writes the file of a piece again, as it was kept elsewhere. Raises as `adding` does."""
        self._store.check_there()
        self._write(name, raw)

    def holdings(self) -> Holdings:
        """What the store says of its pieces."""
        return holdings(self._connection, self._store.kinds)

    def faults(self, passed: Callable[[int], None] = lambda _count: None) -> list[str]:
        """A sentence for each named piece that is not there or damaged; every byte is looked at.

        Args:
            passed: hears how many were looked at; what it raises ends it.
        """
        held = self.holdings()
        lost: list[str] = []
        for count, name in enumerate(sorted(held.named), 1):
            raw = pieces.raw_of(self.folder, name)
            lost += [] if raw is not None and held.opens(name, raw) else [name]
            passed(count)
        return self.told(lost)

    def told(self, lost: Sequence[str]) -> list[str]:
        """A sentence for each of the pieces that are lost, with the record that it belongs to; of very many for the first ones."""
        if not lost:
            return []
        named = self.holdings().named
        told = [
            f"{self._said(named[name])}的文件{'已损坏' if pieces.path_of(self.folder, name).exists() else '不见了'}"
            for name in lost[:_FEW]
        ]
        return [*told, f"另外还有 {len(lost) - _FEW} 张照片或扫描件的文件缺失或损坏"] if len(lost) > _FEW else told

    def sweep(self, today: date, unnamed: Collection[str] | None = None) -> int:
        """Removes the pieces that nothing has named for `KEPT_DAYS`; how many went.

        It holds the write lock: whoever puts a piece that is here already looks, under that lock, whether it is here still.

        Args:
            today: the day.
            unnamed: those that were just seen and that nothing names; None to look for them.
        """
        clear_dead(self.folder)
        if unnamed is not None and not unnamed and not self._has_unnamed():
            return 0
        with self._store.writing("清理照片文件") as w:
            unnamed = pieces.names_in(self.folder) - set(self.holdings().named)
            since = self._unnamed_since(unnamed, today)
            gone = [name for name, day in since.items() if day + timedelta(days=KEPT_DAYS) <= today]
            with file_errors("照片"):
                for name in gone:
                    pieces.path_of(self.folder, name).unlink(missing_ok=True)
            self._forget(gone)
            if gone:
                w.note(SWEPT, Centre.TABLE, 0, {"count": [None, len(gone)]})
        return len(gone)

    def _has_unnamed(self) -> bool:
        """Whether it is written down of any piece since when nothing names it."""
        with in_clerks_words():
            return self._connection.execute("SELECT 1 FROM evidence_unnamed LIMIT 1").fetchone() is not None

    def _unnamed_since(self, unnamed: Collection[str], today: date) -> Mapping[str, date]:
        """Since when nothing names each of these; what was written down for any other is forgotten."""
        kept = {
            str(name): min(date.fromisoformat(str(day)), today)  # a clock that ran ahead
            for name, day in self._connection.execute("SELECT name, since FROM evidence_unnamed")
        }
        self._forget(kept.keys() - unnamed)
        since = {name: kept.get(name, today) for name in unnamed}
        self._set_unnamed(since)
        return since

    def _set_unnamed(self, since: Mapping[str, date]) -> None:
        put = "INSERT INTO evidence_unnamed (name, since) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET since = excluded.since"
        self._connection.executemany(put, [(name, day.isoformat()) for name, day in since.items()])

    def _forget(self, names: Collection[str]) -> None:
        self._connection.executemany("DELETE FROM evidence_unnamed WHERE name = ?", [(name,) for name in names])

    def _key_of_now(self) -> PieceKey:
        """The evidence key that new pieces get: another one after each change of the key ring."""
        if found := self._newest_key():
            return found
        with self._store.writing("照片的新钥匙"):
            if found := self._newest_key():  # another window was here before
                return found
            made = PieceKey(max(_keys(self._connection), default=0) + 1, secrets.token_bytes(32))
            put = "INSERT INTO evidence_key (number, generation, key) VALUES (?, ?, ?)"
            self._connection.execute(put, (made.number, self._generation(), made.key.hex()))
        return made  # on the disk before anything is sealed by it

    def _newest_key(self) -> PieceKey | None:
        newest = "SELECT number, key FROM evidence_key WHERE generation = ? ORDER BY number DESC LIMIT 1"
        with in_clerks_words():
            found = self._connection.execute(newest, (self._generation(),)).fetchone()
        return PieceKey(whole(found[0]), bytes.fromhex(str(found[1]))) if found else None

    def _generation(self) -> int:
        return self._store.last_number(ring_file.GENERATION)

    def _is_sound(self, name: str) -> bool:
        try:
            self._read(name)
        except PieceLost:
            return False
        return True

    def _said(self, naming_it: list[tuple[str, int]]) -> str:
        """What the clerk calls a piece: what is said of it, and the record that it belongs to."""
        table, record_id = naming_it[0]
        title = masks.in_text(self._store.titles(table, [record_id]).get(record_id, ""))
        record = self._store.find(self._store.kinds[table].record, record_id)
        if not isinstance(record, Exhibit):
            return f"{self._store.kinds[table].label}“{title}”里的照片"
        of, owner = self._store.kinds.leads_to(record.of)
        if owner_title := self._store.titles(of, [owner]).get(owner, "") if of else "":
            return f"{self._store.kinds[of].label}“{masks.in_text(owner_title)}”的照片或扫描件“{title}”"
        return f"照片或扫描件“{title}”"
