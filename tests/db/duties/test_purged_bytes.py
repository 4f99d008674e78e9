"""After a purge no word of the person is in any byte of the files, deciphered page by page: freed pages, segments of the search, the log."""

from collections.abc import Iterator

import attrs
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from db.disk.parts import DATABASE
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.deleting import delete
from db.services.duties.purge import purge
from db.store import Store
from tests.db.duties.test_purge import NAME, NUMBER, PHONE, decided
from tests.factories import plant

PAGE, RESERVED, SALT, IV = 4096, 80, 16, 16
"""Of SQLCipher 4: a page ends with its vector and its seal; the first one begins with the salt (zetetic.net/sqlcipher/design)."""
HEAD, FRAME = 32, 24
"""Of a log of SQLite: its own head, and that of each page (sqlite.org/fileformat2.html 4.1)."""
SEARCHED = ("search_text", "search_identity", "search_telephone")


def deciphered(page: bytes, key: bytes, *, first: bool) -> bytes:
    body, vector = page[SALT if first else 0 : -RESERVED], page[-RESERVED : -RESERVED + IV]
    opened = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return opened.update(body) + opened.finalize()


def pages(store: Store) -> Iterator[bytes]:
    """Every page of the file and of its log, deciphered; the reserved bytes are the engine's."""
    raw = (store.folder / DATABASE).read_bytes()
    for start in range(0, len(raw), PAGE):
        yield deciphered(raw[start : start + PAGE], store._key, first=not start)
    log = (store.folder / f"{DATABASE}-wal").read_bytes()
    for start in range(HEAD, len(log), FRAME + PAGE):
        number = int.from_bytes(log[start : start + 4], "big")
        yield deciphered(log[start + FRAME : start + FRAME + PAGE], store._key, first=number == 1)


def standing(store: Store) -> set[str]:
    """Which of the words of the person stand anywhere."""
    raw = b"".join(pages(store))
    assert b"CREATE TABLE" in raw, "it is deciphered"
    return {word for word in (NAME, NUMBER, PHONE) if word.encode() in raw}


def terms(store: Store) -> dict[str, set[str]]:
    """All terms of the search, those of deleted documents that are still in a segment, too."""
    found: dict[str, set[str]] = {}
    for table in SEARCHED:
        store._connection.execute(f"CREATE VIRTUAL TABLE temp.{table}_terms USING fts5vocab('main', '{table}', 'row')")
        found[table] = {str(row[0]) for row in store._connection.execute(f"SELECT term FROM {table}_terms")}
        store._connection.execute(f"DROP TABLE temp.{table}_terms")
    return found


@pytest.mark.parametrize("is_deleted", [False, True])
def test_no_word_of_the_person_is_left_in_any_byte(store: Store, *, is_deleted: bool) -> None:
    before = terms(store)
    appraisal = decided(store)
    others = terms(store)
    resident = store.save(Resident(name=NAME, id_number=NUMBER))
    resident = store.save(attrs.evolve(resident, phone=PHONE, note=f"{NAME}的备注" * 400))
    plant(store, Visit, resident=resident.id, house=0, matter=0, finding=f"{NAME}在家，电话{PHONE}" * 300)
    store.drafts.keep(Resident.TABLE, resident.id, "", {"name": NAME, "id_number": NUMBER}, None)
    for n in range(40):
        store.save(Resident(name=f"张三{n}"))
    assert standing(store) == {NAME, NUMBER, PHONE}
    assert terms(store) != others
    if is_deleted:
        for visit in store.select(Visit):
            delete(store, visit)
        delete(store, resident)
    purge(store, appraisal, [resident])
    assert standing(store) == set()
    left = terms(store)
    assert not any(set(NAME[:1]) & left[table] - before[table] for table in SEARCHED)
    assert {term for term in left["search_identity"] if term in NUMBER} <= others["search_identity"]
    assert {term for term in left["search_telephone"] if term in PHONE} <= others["search_telephone"]
    assert store.verify() == []
