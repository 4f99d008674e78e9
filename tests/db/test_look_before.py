"""What is in a backup is told before it takes the place of a store, and looking changes nothing."""

from pathlib import Path

import attrs
import pytest

from db.errors import FileUnreadable, NotAllowed, TooManyTries, WrongPassphrase
from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.records.role import Role
from db.services.answers import Posts
from db.services.backup import backup, restore
from db.services.centre.accounts import leave
from db.services.evidence.add_evidence import add_evidence
from db.services.look_before import look_before
from db.store import FILE, Store, pieces, ring_file
from db.store.failures import MOST
from db.store.lift import Lift
from tests.conftest import ENTRY, PASSPHRASE
from tests.db.evidence.making import matter, photo


@pytest.fixture
def code(made_store: tuple[Store, str]) -> str:
    return made_store[1]


@pytest.fixture
def file(store: Store, tmp_path: Path) -> Path:
    store.save(Resident(name="钱小满"))
    store.save(Grid(name="第一网格"))
    backup(store, tmp_path / "一.dqbak")
    return tmp_path / "一.dqbak"


def test_counts_last_day_and_by_whom(store: Store, file: Path, tmp_path: Path) -> None:
    found = look_before(file, tmp_path / "another", PASSPHRASE)
    assert (found.counts["居民"], found.counts["网格"], found.by, found.present, found.beyond) == (
        1,
        1,
        "卢清",
        False,
        None,
    )
    assert found.last is not None
    assert found.last.isoformat() <= store.last_entry().at
    assert not (tmp_path / "another").exists()
    assert not list(tmp_path.glob(".dq*"))


def test_what_the_present_store_has_beyond_it(store: Store, file: Path) -> None:
    for number in range(3):
        store.save(Grid(name=f"后来{number}"))
    before = {path: path.read_bytes() for path in store.folder.rglob("*") if path.is_file()}
    found = look_before(file, store.folder, PASSPHRASE)
    assert found.beyond is not None
    assert (found.beyond.is_of_it, found.beyond.deeds, found.beyond.kinds, found.beyond.who) == (
        True,
        3,
        {"网格": 3},
        ("卢清",),
    )
    assert "备份以后又办了 3 笔（网格 3" in "".join(found.sentences())
    assert {path: path.read_bytes() for path in store.folder.rglob("*") if path.is_file()} == before


def test_nothing_beyond(store: Store, file: Path) -> None:
    assert "没有再办什么" in "".join(look_before(file, store.folder, PASSPHRASE).sentences())


def test_one_of_before_everything_was_sealed_anew_is_compared_by_the_passphrase(store: Store, file: Path) -> None:
    store.close()
    again = store.again()
    store.leave()
    again.reseal()
    again.save(Grid(name="后来"))
    found = look_before(file, again.folder, PASSPHRASE)
    assert found.beyond is not None
    assert found.beyond.is_of_it
    assert found.beyond.kinds["网格"] == 1
    again.close()


def test_another_line_is_told(store: Store, tmp_path: Path) -> None:
    """The store was restored to before the backup, and went on otherwise."""
    early = tmp_path / "早.dqbak"
    store.save(Grid(name="第一网格"))
    backup(store, early)
    store.save(Grid(name="走了另一条路"))
    late = tmp_path / "晚.dqbak"
    backup(store, late)
    store.close()
    own = restore(early, store.folder, PASSPHRASE)
    own.save(Grid(name="又一条路"))
    found = look_before(late, own.folder, PASSPHRASE)
    own.close()
    assert found.beyond is not None
    assert not found.beyond.is_of_it
    assert "不是一条线" in "".join(found.sentences())


def test_a_present_store_that_cannot_be_opened_is_told(store: Store, file: Path) -> None:
    store.close()
    (store.folder / FILE).write_bytes(b"broken" * 1000)
    found = look_before(file, store.folder, PASSPHRASE)
    assert found.present
    assert found.beyond is None
    assert "打不开" in "".join(found.sentences())


def test_photos_that_are_nowhere_are_counted(store: Store, tmp_path: Path) -> None:
    shown = add_evidence(store, matter(store), [photo(1), photo(2)]).exhibits
    shared = tmp_path / "backups" / "pieces"
    shared.parent.mkdir()
    backup(store, tmp_path / "backups" / "日.dqbak", shared=shared)
    assert "2 张，都在" in "".join(
        look_before(tmp_path / "backups" / "日.dqbak", tmp_path / "new", PASSPHRASE).sentences()
    )
    pieces.path_of(shared, shown[0].piece).unlink()
    assert look_before(tmp_path / "backups" / "日.dqbak", tmp_path / "new", PASSPHRASE).lost == 1
    assert look_before(tmp_path / "backups" / "日.dqbak", store.folder, PASSPHRASE).lost == 0, "the store still has it"


def test_whoever_may_not_restore_neither_looks_nor_restores(store: Store, tmp_path: Path, code: str) -> None:
    account = store.get(Account, store.account)
    store.save(Account(name="王敏", roles=roles_of([Role.ADMIN])))
    store.save(attrs.evolve(account, roles=roles_of([Role.DESK])))
    file = tmp_path / "一.dqbak"
    with store.lifted(Lift.BACKUP):
        backup(store, file)
    store.close()
    before = (store.folder / FILE).read_bytes()
    for attempt in (look_before, restore):
        with pytest.raises(NotAllowed, match="管理员"):
            attempt(file, store.folder, PASSPHRASE)
    assert (store.folder / FILE).read_bytes() == before
    assert look_before(file, store.folder, code).by
    restore(file, store.folder, code).close()


def test_whoever_is_no_administrator_any_more_puts_no_backup_of_then_in_place(
    store: Store, file: Path, code: str
) -> None:
    """恢复备份：当时是管理员、现在不是了的，也不能恢复。"""
    account = store.get(Account, store.account)
    store.save(Account(name="王敏", roles=roles_of([Role.ADMIN])))
    store.save(attrs.evolve(account, roles=roles_of([Role.DESK])))
    store.close()
    before = (store.folder / FILE).read_bytes()
    for attempt in (look_before, restore):
        with pytest.raises(NotAllowed, match="卢清现在不是管理员了"):
            attempt(file, store.folder, PASSPHRASE)
    assert (store.folder / FILE).read_bytes() == before
    restore(file, store.folder, code).close()


def test_nor_does_whoever_has_left(store: Store, file: Path, code: str) -> None:
    other = store.save(Account(name="王敏", roles=roles_of([Role.ADMIN])))
    store.ring.replace(lambda keeper, ring, _w: keeper.given(ring, other, "王敏自己的口令二〇二六"), "给口令")
    late = file.with_name("二.dqbak")
    backup(store, late)
    store.close()
    opened = Store.open(store.folder, "王敏自己的口令二〇二六")
    leave(opened, opened.get(Account, store.account), posts=Posts.KEEP)
    opened.close()
    for attempt in (look_before, restore):
        with pytest.raises(NotAllowed, match="已经没有您的口令"):
            attempt(late, store.folder, PASSPHRASE)
    assert look_before(late, store.folder, "王敏自己的口令二〇二六").by == "卢清"
    (store.folder / FILE).write_bytes(b"broken" * 1000)
    for name in ring_file.FILES:
        (store.folder / name).unlink()
    restore(late, store.folder, PASSPHRASE).close()
    assert code


def test_passphrases_are_not_guessed_by_a_backup(store: Store, file: Path, code: str) -> None:
    """资料怎样保护：换口令、核验、用备份恢复时输错的也算。"""
    store.close()
    for n in range(MOST):
        with pytest.raises(WrongPassphrase):
            (look_before, restore)[n % 2](file, store.folder, f"猜的{n}")
    for attempt in (look_before, restore):
        with pytest.raises(TooManyTries):
            attempt(file, store.folder, PASSPHRASE)
    assert Store.open(store.folder, PASSPHRASE, ENTRY).actor == "卢清", "who is named is somebody else's business"
    assert look_before(file, store.folder, code).by


def test_a_wrong_passphrase_and_a_foreign_file(store: Store, file: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        look_before(file, store.folder, "不是这个-不是")
    (tmp_path / "照片.jpg").write_bytes(bytes(300))
    with pytest.raises(FileUnreadable):
        look_before(tmp_path / "照片.jpg", store.folder, PASSPHRASE)
