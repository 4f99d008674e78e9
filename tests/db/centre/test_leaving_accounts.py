"""离开: who works here no more opens nothing that is here now, and stays in what was done; deleting, renaming and damage of accounts."""

from datetime import datetime, timedelta
from pathlib import Path

import attrs
import pytest

from db.errors import NotAllowed, RecordInvalid, StoreForeign, StoreOpen
from db.records.bodies.body import Body
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.role import EVERY_ROLE, Role
from db.services.answers import Posts
from db.services.backup import backup, restore
from db.services.centre import accounts
from db.services.centre.accounts import (
    AccountLeft,
    LeavesOwnEntry,
    PostsEndToo,
)
from db.services.centre.keep_account import StillBears
from db.services.deleting import delete
from db.services.kept_backups import todays_backup
from db.store import FILE, Store, driver, ring_file
from tests.conftest import ACCOUNT, PASSPHRASE
from tests.db.centre.test_accounts import HIS, OWN, TODAY, YESTERDAY, opened_by, other
from tests.db.windows import heard, tell, window
from tests.factories import DAY, plant

__all__ = ["other"]


def test_who_leaves_opens_nothing_any_more_and_keeps_what_was_done(
    store: Store, other: Account, tmp_path: Path
) -> None:
    """资料怎样保护：以前的备份不变，用当时的口令仍能打开，程序会列出是哪几份。"""
    his = Store.open(store.folder, HIS)
    grid = his.save(Grid(name="物业"))
    his.close()
    todays_backup(store, datetime.now())
    backup(store, tmp_path / "以前.dqbak")
    stolen = store._key
    sealed = accounts.leave(store, store.get(Account, other.id))
    assert (sealed.anew, sealed.code) == (True, "")
    assert any(told.startswith("备份（") for told in sealed.old)
    assert "用当时的口令仍能打开" in sealed.told()[-1]
    left = store.get(Account, other.id)
    assert (left.left, left.roles_on(TODAY), left.roles_on(TODAY + timedelta(days=1))) == (TODAY, {Role.DESK}, set())
    assert (left.mark(), store.verify()) == ("已离开", [])
    (made,) = store.history(grid)
    assert (made.actor, made.account) == ("王敏", other.id)
    assert store.history(left)[0].reason == "王敏离开"
    store.close()
    assert [opened_by(store, secret) for secret in (HIS, PASSPHRASE)] == ["", "卢清"]
    with pytest.raises(StoreForeign):
        driver.connect(store.folder / FILE, stolen)
    with pytest.raises(NotAllowed):  # it opens what is in there, as it was then, and puts nothing in place
        restore(tmp_path / "以前.dqbak", tmp_path / "restored", HIS)
    back = restore(tmp_path / "以前.dqbak", store.folder, PASSPHRASE)
    assert "备份里还有王敏的口令" in back.told[-1]
    accounts.leave(back, back.get(Account, other.id))
    back.close()
    assert [opened_by(store, secret) for secret in (HIS, PASSPHRASE)] == ["", "卢清"]
    opened = Store.open(store.folder, PASSPHRASE)
    for again in (
        lambda: accounts.leave(opened, left),
        lambda: accounts.give_entry(opened, left, OWN),
        lambda: accounts.set_roles(opened, left, EVERY_ROLE),
    ):
        with pytest.raises(AccountLeft):
            again()
    opened.close()


def test_posts_end_after_a_word(store: Store, other: Account) -> None:
    account = store.get(Account, other.id)
    body = plant(store, Body, name="居委会")
    post = store.save(Tenure(person=account.person, of=store.kinds.reference_of(body), post="01", since=DAY))
    before, key = store.last_entry(), store._key
    with pytest.raises(PostsEndToo, match="居委会") as asked:
        accounts.leave(store, account)
    assert (store.last_entry(), store._key, asked.value.yes.said) == (before, key, Posts.END)
    accounts.leave(store, account, YESTERDAY, Posts.END)
    ended = store.get(Tenure, post.id)
    assert (ended.until, ended.why_left) == (YESTERDAY, "离开")
    third = store.save(Account(name="李敏"))
    post = store.save(Tenure(person=third.person, of=store.kinds.reference_of(body), post="02", since=DAY))
    accounts.leave(store, third, posts=Posts.KEEP)
    assert store.get(Tenure, post.id).until is None


def test_posts_end_also_where_an_administrator_alone_sees_no_posts(store: Store, other: Account) -> None:
    """Who has that role and no other is asked, too, and what follows from the leaving is done."""
    account = store.get(Account, other.id)
    body = plant(store, Body, name="居委会")
    post = store.save(Tenure(person=account.person, of=store.kinds.reference_of(body), post="01", since=DAY))
    keeper = store.save(Account(name="李管理", roles=roles_of([Role.ADMIN])))
    accounts.give_entry(store, keeper, OWN)
    store.close()
    opened = Store.open(store.folder, OWN)
    with pytest.raises(PostsEndToo):
        accounts.leave(opened, account)
    accounts.leave(opened, account, posts=Posts.END)
    opened.close()
    opened = Store.open(store.folder, PASSPHRASE)
    assert opened.get(Tenure, post.id).until == TODAY
    opened.close()


def test_nobody_leaves_by_himself_ahead_or_while_another_window_is_open(store: Store, other: Account) -> None:
    me, account, before = store.get(Account, ACCOUNT), store.get(Account, other.id), store.last_entry()
    with pytest.raises(LeavesOwnEntry):
        accounts.leave(store, me)
    with pytest.raises(RecordInvalid, match="还没到"):
        accounts.leave(store, account, TODAY + timedelta(days=1))
    with window("keep_open", store.folder) as beside:
        assert heard(beside) == "open"
        with pytest.raises(StoreOpen):
            accounts.leave(store, account)
        tell(beside)
        assert heard(beside) == "0"
    assert (store.last_entry(), opened_by(store, HIS)) == (before, "王敏")


def test_an_account_that_bears_anything_is_not_deleted(store: Store, other: Account) -> None:
    with pytest.raises(StillBears, match="有口令"):
        delete(store, store.get(Account, other.id))
    third = store.save(Account(name="李敏", roles=roles_of([Role.DESK])))
    his = Store._with_key(store.folder, store._key, third.id)
    his.save(Grid(name="物业"))
    his.close()
    with pytest.raises(StillBears, match="办过事"):
        delete(store, third)
    delete(store, store.save(Account(name="输错了")))
    assert {account.name for account in store.select(Account)} == {"卢清", "王敏", "李敏"}


def test_another_name_is_what_the_door_shows_from_then_on(store: Store, other: Account) -> None:
    store.save(attrs.evolve(store.get(Account, other.id), name="王小敏"))
    store.ring.rename()
    assert set(ring_file.read(store.folder).names().values()) == {"卢清", "王小敏"}
    store.save(attrs.evolve(store.get(Account, other.id), name="王大敏"))
    Store.open(store.folder, PASSPHRASE).close()
    assert set(ring_file.read(store.folder).names().values()) == {"卢清", "王大敏"}, "at the next opening at the latest"


def test_an_entry_that_damage_took_is_told_by_its_name(store: Store, other: Account) -> None:
    """Both files are spoilt at one place, in the entry of somebody who has opened the store."""
    his = Store.open(store.folder, HIS)
    his.note_opened(TODAY)  # as behind the question for a passphrase of one's own
    his.close()
    store.close()
    raw = (store.folder / ring_file.FILE).read_bytes()
    entry = ring_file.read(store.folder).copies[0].ring.of(other.id)
    place = raw.index(entry.encode()) + 60
    bad = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
    for name in ring_file.FILES:
        (store.folder / name).write_bytes(bad)
    opened = Store.open(store.folder, PASSPHRASE)
    assert any("王敏的口令已经失效" in told for told in opened.told)
    assert any("王敏的口令已经失效" in fault for fault in opened.verify())
    accounts.give_entry(opened, opened.get(Account, other.id), OWN)
    assert opened.verify() == []
    opened.close()
