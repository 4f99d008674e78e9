"""Files that are no backups, or spoilt ones: nothing is changed by them, and what the disk refuses is not laid to them."""

import errno
import resource
import shutil
import signal
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from db.disk.parts import PARTS
from db.errors import FileUnreadable, FileUnwritable
from db.records.registry.place import Grid
from db.services.backup import SUFFIX, backup, backups_in, faults_inside, restore
from db.store import BACKUPS, FILE, Store, anchor, ring_file
from tests.conftest import PASSPHRASE


@pytest.fixture
def file(store: Store, tmp_path: Path) -> Path:
    """A backup of a store with one grid."""
    store.save(Grid(name="备份以前的"))
    path = tmp_path / f"备份{SUFFIX}"
    backup(store, path)
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def garbage(file: Path) -> None:
    file.write_bytes(b"\x89PNG\r\n" * 1000)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def another_archive(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")


def cut_off(file: Path) -> None:
    """The stick was pulled out while it was being copied."""
    file.write_bytes(file.read_bytes()[:-2000])


def missing_key_ring(file: Path) -> None:
    repack(file, lambda part, raw: None if part == ring_file.FILE else raw)


def missing_head(file: Path) -> None:
    repack(file, lambda part, raw: None if part == anchor.FILE else raw)


def older_database(file: Path) -> None:
    """A database that does not end where the kept head says."""
    repack(file, lambda part, raw: b'{"seq": 99, "hash": "00"}' if part == anchor.FILE else raw)


def flipped_database(file: Path) -> None:
    """A bit of the database, in an archive whose own check sum is right."""
    repack(file, lambda part, raw: raw[:9000] + bytes([raw[9000] ^ 1]) + raw[9001:] if part == FILE else raw)


def plain_database(file: Path) -> None:
    repack(file, lambda part, raw: b"SQLite format 3\x00" + raw[16:] if part == FILE else raw)


def packed(file: Path) -> None:
    """As a bomb is: some kilobytes that fill the disk when they are taken out."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw + bytes(1 << 20) if name == FILE else raw)


def packed_otherwise_and_spoilt(file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        for part in PARTS:
            archive.writestr(part, b"x" * 300)
    raw = bytearray(file.read_bytes())
    place = raw.index(anchor.FILE.encode()) + len(anchor.FILE) + 5  # what its packing goes by
    raw[place : place + 16] = bytes(byte ^ 0x55 for byte in raw[place : place + 16])
    file.write_bytes(raw)


def named_in_no_alphabet(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    name = raw.rindex(FILE.encode())
    raw[name - 46 + 9] |= 8  # says that it is UTF-8, and is not
    raw[name] = 0xFF
    file.write_bytes(raw)


def said_larger_than_it_is(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    sizes = raw.rindex(FILE.encode()) - 46 + 20
    raw[sizes : sizes + 8] = (1 << 31).to_bytes(4, "little") * 2
    file.write_bytes(raw)


def flipped_archive(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)


def repack(file: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, raw in parts.items():
            if raw is not None:
                archive.writestr(name, raw)


@pytest.mark.parametrize(
    "spoil",
    [
        garbage,
        empty,
        another_archive,
        cut_off,
        missing_key_ring,
        missing_head,
        older_database,
        flipped_database,
        plain_database,
        flipped_archive,
        packed,
        packed_otherwise_and_spoilt,
        named_in_no_alphabet,
        said_larger_than_it_is,
        Path.unlink,
    ],
)
def test_a_bad_file_changes_nothing(store: Store, file: Path, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    store.close()
    before = contents(store.folder)
    spoil(file)
    for folder in (store.folder, tmp_path / "empty folder"):
        with pytest.raises(FileUnreadable):
            restore(file, folder, PASSPHRASE)
    assert contents(store.folder) == before
    assert contents(tmp_path / "empty folder") == {}


@pytest.mark.parametrize("spoil", [packed, packed_otherwise_and_spoilt, named_in_no_alphabet, said_larger_than_it_is])
def test_a_bad_file_among_the_kept_ones_stops_nothing(store: Store, file: Path, spoil: Callable[[Path], None]) -> None:
    (store.folder / BACKUPS).mkdir()
    shutil.copy(file, store.folder / BACKUPS / file.name)
    spoil(store.folder / BACKUPS / file.name)
    assert backups_in(store.folder / BACKUPS) == [(store.folder / BACKUPS / file.name, None)]
    assert faults_inside(store, store.folder / BACKUPS / file.name)


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="a limit of the system's")
def test_a_disk_that_takes_no_such_file_is_not_called_a_bad_backup(
    store: Store, file: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """As a stick with FAT32 does at four gigabytes; the limit here is one of this process."""
    store.close()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    request.addfinalizer(lambda: signal.signal(signal.SIGXFSZ, ignored))
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    request.addfinalizer(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before))
    for folder in (store.folder, tmp_path / "empty folder"):
        with pytest.raises(FileUnwritable) as refused:
            restore(file, folder, PASSPHRASE)
        assert isinstance(refused.value.__cause__, OSError)
        assert refused.value.__cause__.errno == errno.EFBIG
    with pytest.raises(FileUnwritable):
        faults_inside(store, file)
