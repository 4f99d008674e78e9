"""Nothing about a person is readable on the disk, whatever was done with the store."""

import os
from pathlib import Path

import attrs
import pytest

from db.errors import AppError, RecordTwice
from db.records.mediation.case import MediationCase
from db.records.registry.resident import Resident
from db.services.backup import SUFFIX, backup
from db.store import BACKUPS, FILE, Store, Warrant, audit, upgrade
from tests.conftest import CENTRE, CLERK, PASSPHRASE
from tests.factories import make, plant

NAME = "司空见惯之"
NUMBER = "110101199003071233"
PHONE = "13966668888"
FACTS = "两家为楼上漏水吵了三年"
TYPED = "还没保存的半句话"
SECRETS = (NAME, NUMBER, PHONE, FACTS, TYPED, CLERK.name, PASSPHRASE)


@pytest.fixture
def busy_store(store: Store) -> Store:
    """A store in which a person was entered, changed, drafted, found and deleted again."""
    person = store.save(make(Resident, name=NAME, id_number=NUMBER, phone=PHONE, house=0, note="改前"))
    changed = store.save(attrs.evolve(person, note="改后"))
    plant(store, MediationCase, facts=FACTS)
    store.drafts.keep("resident", 0, "", {"note": TYPED}, None)
    store.search(NAME)
    gone = store.save(attrs.evolve(person, id=0, id_number="", name=NAME))
    with store.writing("删除") as w:
        w.delete(gone)
    assert store.get(Resident, person.id) == changed
    return store


def spellings(secret: str) -> list[bytes]:
    """The bytes by which a text would be recognised, in the encodings that files on an office PC have."""
    return [secret.encode(encoding) for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")]


def readable(folder: Path) -> list[str]:
    """Where a secret, or the content of a plain database, stands in any file."""
    found: list[str] = []
    for path in (p for p in folder.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        found += [f"{path.name}: {s}" for s in SECRETS for spelled in spellings(s) if spelled in raw]
        found += [
            f"{path.name}: {word!r}" for word in (b"SQLite format 3", b"CREATE TABLE", b"resident") if word in raw
        ]
    return found


def test_the_search_for_secrets_finds_them(tmp_path: Path) -> None:
    """The other tests of this file would pass for no reason if this did not."""
    (tmp_path / "plain.txt").write_text(f"…{NUMBER}…", encoding="utf-8")
    (tmp_path / "gb.csv").write_text(f"姓名,{NAME}", encoding="gb18030")
    assert len(readable(tmp_path)) == 3, "a number looks alike in UTF-8 and GB 18030"


def test_nothing_is_readable_while_the_store_is_open(busy_store: Store) -> None:
    """资料怎样保护：程序不保存口令。"""
    names = {p.name for p in busy_store.folder.iterdir()}
    assert f"{FILE}-wal" in names
    assert not readable(busy_store.folder)


def test_nothing_is_readable_when_it_is_closed(busy_store: Store) -> None:
    """资料怎样保护：拷走文件、拆下硬盘都看不到内容。"""
    busy_store.close()
    assert not readable(busy_store.folder)


def test_nothing_is_readable_in_a_backup(busy_store: Store, tmp_path: Path) -> None:
    """资料怎样保护：备份文件同样加密，写完再打开核验才算数。"""
    (tmp_path / "stick").mkdir()
    backup(busy_store, tmp_path / "stick" / f"备份{SUFFIX}")
    assert not readable(tmp_path / "stick")


def test_nothing_is_readable_in_the_copy_before_an_upgrade(busy_store: Store) -> None:
    upgrade.apply(busy_store._connection, busy_store.folder / BACKUPS)
    assert len(list((busy_store.folder / BACKUPS).iterdir())) == 1
    assert not readable(busy_store.folder)


def test_nothing_is_left_in_temporary_folders(busy_store: Store, own_home: Path, tmp_path: Path) -> None:
    """Large sorts and backups need room for a while: not in the open, and not for ever.

    资料怎样保护：程序不保存口令。
    """
    busy_store.select(Resident, order=("name", "note"))
    backup(busy_store, tmp_path / f"备份{SUFFIX}")
    assert not [p for p in own_home.rglob("*") if p.is_file()]
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".dq")]


def test_error_texts_name_nobody(store: Store) -> None:
    """What a window shows of a clash may be read by whoever stands beside it.

    资料怎样保护：日志和出错信息里没有个人资料。
    """
    case = plant(store, MediationCase, number="民调〔2026〕1号", facts=FACTS)
    with pytest.raises(RecordTwice) as refused, store.writing(warrant=Warrant.PRACTICE) as w:
        w.save(attrs.evolve(case, id=0))
    assert not [s for s in SECRETS if s in str(refused.value)]


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has modes")
def test_a_folder_that_we_make_is_for_its_owner_alone(tmp_path: Path) -> None:
    made, _ = Store.create(tmp_path / "store", PASSPHRASE, CENTRE, CLERK)
    assert not open_to_others(made.folder), "also the log, while it is open"
    made.close()
    assert (tmp_path / "store").stat().st_mode & 0o077 == 0


def open_to_others(folder: Path) -> list[str]:
    """What other users of this computer may look into."""
    return [path.name for path in (folder, *folder.rglob("*")) if path.lstat().st_mode & 0o077]


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has modes")
def test_backups_are_for_their_owner_alone_wherever_they_lie(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / f"备份{SUFFIX}")
    assert (tmp_path / f"备份{SUFFIX}").stat().st_mode & 0o777 == 0o600
    upgrade.apply(store._connection, store.folder / BACKUPS)
    assert not open_to_others(store.folder / BACKUPS)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has modes")
def test_an_old_store_is_closed_to_others_at_its_opening(store: Store, tmp_path: Path) -> None:
    """Version 0.1.0 left 0644; the clerk's own files beside, and what a link leads to, are not ours to change."""
    store.close()
    backup_folder = store.folder / BACKUPS / "before-restore-1"
    backup_folder.mkdir(parents=True)
    (backup_folder / FILE).write_bytes(b"old")
    (tmp_path / "victim").write_bytes(b"")
    (store.folder / BACKUPS / "link").symlink_to(tmp_path / "victim")
    (store.folder / "通讯录.xlsx").write_bytes(b"")
    for path in (tmp_path / "victim", store.folder, *store.folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)
    opened = Store.open(store.folder, PASSPHRASE)
    assert sorted(open_to_others(store.folder)) == ["link", "通讯录.xlsx"]
    assert (tmp_path / "victim").stat().st_mode & 0o777 == 0o644
    opened.close()


@pytest.mark.skipif(os.name != "posix", reason="links need no rights here")
def test_a_link_in_place_of_a_new_store_s_file_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / FILE).symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(AppError):
        Store.create(tmp_path / "store", PASSPHRASE, CENTRE, CLERK)
    assert not (tmp_path / "elsewhere.db").exists()


def test_the_audit_keeps_what_is_deleted_and_only_inside(busy_store: Store) -> None:
    row = busy_store._connection.execute("SELECT change FROM audit WHERE action = 'delete'").fetchone()
    assert row is not None
    assert NAME in str(row[0])
    assert not audit.faults(busy_store._connection)
