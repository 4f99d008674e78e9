"""Making and opening a store: what opens, what is refused, and that a refusal changes nothing."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from db.disk.parts import BESIDE, FAILED, PARTS, RESERVE
from db.disk.volumes import Mount, is_of_host, is_remote, mount_of
from db.errors import AppError, StoreExists, StoreForeign, StoreMissing, StoreNewer, StoreRemote, WrongPassphrase
from db.records.centre.account import Account
from db.records.centre.centre import Centre
from db.records.registry.place import Grid
from db.store import FILE, Store, driver, upgrade
from tests.conftest import CENTRE, CLERK, PASSPHRASE
from tests.db.windows import heard, rest, tell, window


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


@pytest.fixture
def key(store: Store) -> bytes:
    return store._key


@pytest.fixture
def closed(store: Store) -> Path:
    """The folder of a store that is not open."""
    store.save(Grid(name="第一网格"))
    store.close()
    return store.folder


def test_made_and_opened_again(tmp_path: Path) -> None:
    made, code = Store.create(tmp_path / "new" / "store", PASSPHRASE, CENTRE, CLERK)
    grid = made.save(Grid(name="第一网格"))
    made.close()
    assert {p.name for p in made.folder.iterdir()} == {*PARTS, *BESIDE, RESERVE}, "nothing but whole files is left"
    for secret in (PASSPHRASE, code):
        opened = Store.open(made.folder, secret)
        assert opened.get(Grid, grid.id) == grid
        assert opened.centre().name == CENTRE.name
        assert opened.actor == CLERK.name
        opened.close()


def test_desks_never_give_the_same_id(tmp_path: Path) -> None:
    ids: set[int] = set()
    for desk in (1, 2, 255):
        made, _ = Store.create(tmp_path / str(desk), PASSPHRASE, CENTRE, CLERK, desk)
        ids |= {made.save(Grid(name="第一网格")).id, made.save(Grid(name="第二网格")).id}
        made.close()
    assert sorted(ids) == [1 << 40 | 1, 1 << 40 | 2, 2 << 40 | 1, 2 << 40 | 2, 255 << 40 | 1, 255 << 40 | 2]


def test_a_desk_keeps_its_number(tmp_path: Path) -> None:
    made, _ = Store.create(tmp_path / "store", PASSPHRASE, CENTRE, CLERK, desk=7)
    made.close()
    opened = Store.open(made.folder, PASSPHRASE)
    assert opened.save(Grid(name="第一网格")).id == 7 << 40 | 1
    opened.close()


def test_a_store_is_never_made_over_another(closed: Path) -> None:
    before = contents(closed)
    with pytest.raises(StoreExists):
        Store.create(closed, PASSPHRASE, CENTRE, CLERK)
    assert contents(closed) == before


def test_what_cannot_be_made_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(AppError):
        Store.create(tmp_path / "store", PASSPHRASE, Centre(), Account(name="卢清"))
    assert not (tmp_path / "store").exists()


def test_what_cannot_be_made_leaves_the_clerks_files(tmp_path: Path) -> None:
    (tmp_path / "花名册.xlsx").write_bytes(b"a list of the clerk's own")
    with pytest.raises(AppError):
        Store.create(tmp_path, PASSPHRASE, Centre(), Account(name="卢清"))
    assert contents(tmp_path) == {"花名册.xlsx": b"a list of the clerk's own"}


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        Store.open(tmp_path, PASSPHRASE)
    assert not list(tmp_path.glob("centre*")), "looking for a store must not make one"


def test_key_ring_without_its_file(closed: Path) -> None:
    (closed / FILE).unlink()
    with pytest.raises(StoreMissing):
        Store.open(closed, PASSPHRASE)
    assert not (closed / FILE).exists()


def test_wrong_passphrase(closed: Path) -> None:
    before = contents(closed)
    with pytest.raises(WrongPassphrase):
        Store.open(closed, "错误的口令")
    (closed / FAILED).unlink()
    assert contents(closed) == before


def plain(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.executescript("CREATE TABLE resident (name TEXT); INSERT INTO resident VALUES ('别的程序')")
    other.close()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(b"\x00\x01\x02\x03" * 4096)


def cut_to_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096])


def cut_inside_a_page(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2 + 100])


def flipped_in_the_first_page(path: Path) -> None:
    flip(path, 1000)


def flip(path: Path, place: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[place] ^= 0x10
    path.write_bytes(raw)


@pytest.mark.parametrize("spoil", [plain, empty, garbage, flipped_in_the_first_page])
def test_a_foreign_file_is_refused_and_left_as_it_is(closed: Path, spoil: Callable[[Path], None]) -> None:
    spoil(closed / FILE)
    before = contents(closed)
    with pytest.raises(StoreForeign):
        Store.open(closed, PASSPHRASE)
    assert contents(closed) == before


@pytest.mark.parametrize("spoil", [cut_to_a_page, cut_inside_a_page])
def test_a_cut_file_never_passes_for_a_whole_one(closed: Path, key: bytes, spoil: Callable[[Path], None]) -> None:
    spoil(closed / FILE)
    assert_noticed(closed, key)


@pytest.mark.parametrize("share", [0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.99])
def test_one_flipped_bit_never_passes(closed: Path, key: bytes, share: float) -> None:
    """资料怎样保护：全部资料在一个 SQLCipher 4 加密文件里（AES-256，每页带校验）。"""
    flip(closed / FILE, int((closed / FILE).stat().st_size * share))
    assert_noticed(closed, key)


def assert_noticed(folder: Path, key: bytes) -> None:
    try:
        opened = Store._with_key(folder, key)
    except StoreForeign:
        return
    found = opened.verify()
    opened._connection.close()
    assert found


def test_another_centres_file_is_refused(closed: Path, tmp_path: Path) -> None:
    other, _ = Store.create(tmp_path / "other", PASSPHRASE, CENTRE, CLERK)
    other.close()
    (other.folder / FILE).replace(closed / FILE)
    with pytest.raises(StoreForeign):
        Store.open(closed, PASSPHRASE)


def test_an_encrypted_file_of_nobody_is_refused(closed: Path, key: bytes) -> None:
    """It opens with our key, but no step of ours ever ran on it."""
    (closed / FILE).unlink()
    other = driver.connect(closed / FILE, key, new=True)
    other.execute("CREATE TABLE notes (text TEXT)")
    other.close()
    with pytest.raises(StoreForeign):
        Store.open(closed, PASSPHRASE)


def test_a_newer_programs_store_is_refused_and_left_as_it_is(store: Store) -> None:
    store._connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, 'm999_later', '2030-01-01')",
        (upgrade.SET,),
    )
    store.close()
    before = contents(store.folder)
    with pytest.raises(StoreNewer):
        Store.open(store.folder, PASSPHRASE)
    assert contents(store.folder) == before


def test_a_folder_that_cannot_be_one(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(AppError, match="文件夹"):
        Store.create(tmp_path / "store", PASSPHRASE, CENTRE, CLERK)


def test_settings_that_keep_what_is_committed(store: Store) -> None:
    """资料怎样保护：全部资料在一个 SQLCipher 4 加密文件里（AES-256，每页带校验）。"""
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete", "cipher_page_size")
    found = [store._connection.execute(f"PRAGMA {name}").fetchone() for name in asked]
    assert [str(row[0]) for row in found if row] == ["wal", "2", "1", "5000", "1", "4096"]


def locks_on(path: Path) -> list[str]:
    """The locks that this process holds on a file, as Linux tells them."""
    lines = [line.split() for line in Path("/proc/locks").read_text(encoding="ascii").splitlines()]
    inode = path.stat().st_ino
    return [" ".join(w) for w in lines if w[4] == str(os.getpid()) and w[5].endswith(f":{inode}")]


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux tells its locks")
def test_a_second_connection_takes_no_locks_from_the_first(store: Store) -> None:
    """POSIX drops all locks of a process on a file when any handle on it is closed; the engine's must survive that."""
    before = locks_on(store.folder / FILE)
    store.again().close()
    assert len(locks_on(store.folder / FILE)) == len(before) == 1


def test_a_store_in_use_is_not_taken_over(store: Store) -> None:
    store.again().close()
    with window("take_over", store.folder) as other:
        assert rest(other) == ["in use"]


def test_a_store_that_nobody_uses_is_taken_over(closed: Path) -> None:
    with window("take_over", closed) as other:
        assert rest(other) == ["free"]
    assert {p.name for p in closed.iterdir()} == {*PARTS, *BESIDE, RESERVE}


def test_another_process_sees_the_store_in_use(store: Store) -> None:
    store.again().close()
    with window("keep_open", store.folder) as other:
        assert heard(other) == "open"
        store.save(Grid(name="第一网格"))
        tell(other)
        assert heard(other) == "1"


MOUNTS = (
    "/dev/sda1 / ext4 rw,relatime 0 0",
    "//server/share /srv/common cifs rw 0 0",
    "server:/export /home/desk\\040one nfs4 rw 0 0",
    "/dev/sdb1 /home/desk\\040one/usb vfat rw 0 0",
    "server:/tab /home/tab\\011and\\134slash nfs rw 0 0",
)


@pytest.mark.parametrize(
    "line",
    [
        "shared /mnt vboxsf rw 0 0",
        "vmhgfs-fuse /mnt fuse.vmhgfs-fuse rw 0 0",
        ".host:/ /mnt vmhgfs rw 0 0",
        "myfs /mnt virtiofs rw 0 0",
        "10.0.0.1:6789:/ /mnt ceph rw 0 0",
        "ceph-fuse /mnt fuse.ceph-fuse rw 0 0",
        "gv0 /mnt fuse.glusterfs rw 0 0",
        "10.0.0.1@tcp:/fs /mnt lustre rw 0 0",
        "JuiceFS:home /mnt fuse.juicefs rw 0 0",
        "desk@server:/srv /mnt fuse.sshfs rw 0 0",
        "bucket /mnt fuse.geesefs rw 0 0",
        "https://dav.example.cn/ /mnt fuse rw 0 0",
        "C:\\\\ /mnt 9p rw 0 0",
        "/dev/drbd0 /mnt ocfs2 rw 0 0",
    ],
)
def test_shared_and_network_file_systems_are_known_by_kind(line: str) -> None:
    assert is_remote(mount_of(PurePosixPath("/mnt/store"), [MOUNTS[0], line]))


@pytest.mark.parametrize(
    "line",
    [
        "/dev/sdb1 /mnt fuseblk rw 0 0",
        "/dev/sdb1 /mnt fuse.exfat rw 0 0",
        "gocryptfs /mnt fuse.gocryptfs rw 0 0",
        "/dev/mapper/home /mnt xfs rw 0 0",
        "overlay /mnt overlay rw 0 0",
        "/dev/fuse /mnt fuse rw 0 0",
    ],
)
def test_local_file_systems_are_no_network(line: str) -> None:
    assert not is_remote(mount_of(PurePosixPath("/mnt/store"), [MOUNTS[0], line]))


def test_the_shared_folder_of_a_virtual_machine_is_called_so() -> None:
    told = {
        kind: is_of_host(Mount("shared", kind)) for kind in ("vboxsf", "fuse.vmhgfs-fuse", "virtiofs", "nfs4", "ext4")
    }
    assert told == {"vboxsf": True, "fuse.vmhgfs-fuse": True, "virtiofs": True, "nfs4": False, "ext4": False}
    assert "虚拟机" in StoreRemote(of_host=True).message
    assert "虚拟机" not in StoreRemote().message


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/desk", "ext4"),
        ("/srv/common/desk", "cifs"),
        ("/srv/commonplace/desk", "ext4"),
        ("/home/desk one/store", "nfs4"),
        ("/home/desk one/usb/store", "vfat"),
        ("/home/tab\tand\\slash/store", "nfs"),
    ],
)
def test_network_drives_are_told_apart(path: str, kind: str) -> None:
    """资料怎样保护：网络盘、同步盘和临时文件夹里不让放。"""
    assert mount_of(PurePosixPath(path), MOUNTS).kind == kind
