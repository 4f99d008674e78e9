"""A secret of before that opens nothing in the store as it is puts no backup in its place by itself."""

from pathlib import Path

import pytest
from attrs import evolve

from db.__main__ import main
from db.disk.parts import FAILED, KEY_RING, SECOND_RING
from db.errors import WrongPassphrase
from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.role import Role
from db.services.backup import SUFFIX, backup, restore
from db.services.centre.accounts import change_own, leave, new_recovery
from db.services.look_before import look_before
from db.services.replacing import PresentAsked
from db.store import Store
from db.store.lift import Lift
from tests.conftest import PASSPHRASE
from tests.gui.clerks import SECOND, SECOND_NAME, add_clerk

NEW = "后来-换过的-4471"


@pytest.fixture
def code(made_store: tuple[Store, str]) -> str:
    return made_store[1]


@pytest.fixture
def file(store: Store, tmp_path: Path) -> Path:
    """A backup of when two clerks could do everything."""
    add_clerk(store)
    path = tmp_path / f"以前{SUFFIX}"
    backup(store, path)
    store.save(Grid(name="后来的"))
    return path


def test_whoever_lost_his_roles_does_not_come_back_by_a_passphrase_that_he_changed(store: Store, file: Path) -> None:
    """Under another key nobody can look up what he may now."""
    change_own(store, PASSPHRASE, NEW)
    account = store.get(Account, store.account)
    with store.lifted(Lift.SAME):
        store.save(evolve(account, roles=roles_of([Role.DESK])))
    store.close()
    with pytest.raises(PresentAsked, match="现在一位管理员的口令"):
        restore(file, store.folder, PASSPHRASE)
    assert not (store.folder / FAILED).exists(), "it was no slip"
    with pytest.raises(PresentAsked):
        restore(file, store.folder, PASSPHRASE, present=NEW)
    with pytest.raises(WrongPassphrase):
        restore(file, store.folder, PASSPHRASE, present="猜一个-猜一个")
    opened = Store.open(store.folder, NEW)
    assert ([one.name for one in opened.select(Grid)], opened.verify()) == (["后来的"], [])
    opened.close()
    restore(file, store.folder, PASSPHRASE, present=SECOND).close()


def test_nor_does_anybody_by_a_recovery_code_of_before(store: Store, file: Path, code: str) -> None:
    now, _ = new_recovery(store)
    store.close()
    with pytest.raises(PresentAsked):
        restore(file, store.folder, code)
    restore(file, store.folder, code, present=now).close()


def test_whoever_changed_the_passphrase_types_both(store: Store, file: Path, tmp_path: Path) -> None:
    change_own(store, PASSPHRASE, NEW)
    store.close()
    for name, secret in (("旧", PASSPHRASE), ("新", NEW)):
        (tmp_path / name).write_text(secret, encoding="utf-8")
    asked = ["restore", str(file), "--store", str(store.folder), "--password-file", str(tmp_path / "旧")]
    assert main(asked) == 2
    assert main([*asked, "--present-file", str(tmp_path / "新")]) == 0
    Store.open(store.folder, PASSPHRASE).close()


def test_where_nobody_can_open_what_is_there_nobody_is_asked(store: Store, file: Path) -> None:
    change_own(store, PASSPHRASE, NEW)
    store.close()
    for name in (KEY_RING, SECOND_RING):
        (store.folder / name).write_bytes(b"broken")
    restore(file, store.folder, PASSPHRASE).close()


def test_who_looks_first_is_told_whose_passphrases_come_back(store: Store, file: Path) -> None:
    (other,) = [one for one in store.select(Account) if one.name == SECOND_NAME]
    leave(store, other)
    store.close()
    told = look_before(file, store.folder, PASSPHRASE).sentences()
    assert f"备份里还有{SECOND_NAME}的口令，恢复以后又能打开：不该再打开的，请重新办理离开" in told
