"""口令和角色: who gives them, when they end, and that somebody who may give them is always left."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest

from db.errors import NotAllowed, RecordInvalid, StoreForeign, StoreOpen, TooManyTries, WrongPassphrase
from db.records.centre.account import Account, AccountRole, roles_of
from db.records.centre.centre import Centre
from db.records.may import Right
from db.records.role import EVERY_ROLE, Role
from db.services.centre import accounts
from db.services.centre.accounts import NotAdministrator
from db.services.centre.administrators import LastAdministrator, administrators
from db.services.save_as_declared import save_as_declared
from db.store import FILE, Store, driver, eq, ring_file
from db.store.failures import MOST, Failures
from tests.conftest import ACCOUNT, ENTRY, PASSPHRASE, ring_of_before
from tests.db.windows import heard, tell, window
from tests.factories import DAY

HIS, OWN = "三月的风吹杨柳", "她自己换的那句话-77"
TODAY = date.today()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def code(made_store: tuple[Store, str]) -> str:
    return made_store[1]


@pytest.fixture
def other(store: Store) -> Account:
    """Another clerk, who can open the store and may register residents."""
    made = store.save(Account(name="王敏", roles=roles_of([Role.DESK])))
    store.ring.ring = ring_file.read(store.folder).copies[0].ring
    store.ring.entry = store.ring.ring.of(ACCOUNT)
    accounts.give_entry(store, made, HIS)
    return made


def opened_by(store: Store, secret: str) -> str:
    """The name of who opens it by a secret, "" where nobody does."""
    try:
        opened = Store.open(store.folder, secret)
    except WrongPassphrase:
        return ""
    name = opened.actor
    opened.close()
    return name


# Passphrases.


def test_a_passphrase_that_was_given_is_to_be_changed_at_once(store: Store, other: Account) -> None:
    opened = Store.open(store.folder, HIS)
    assert (opened.actor, opened.account, opened.ring.must_change) == ("王敏", other.id, True)
    assert opened.rights.roles == {Role.DESK}
    accounts.change_own(opened, HIS, OWN)
    assert (opened.ring.must_change, opened.actor) == (False, "王敏")
    opened.close()
    assert [opened_by(store, secret) for secret in (PASSPHRASE, HIS, OWN)] == ["卢清", "", "王敏"]
    opened = Store.open(store.folder, OWN)
    assert not opened.ring.must_change
    opened.close()


def test_one_that_was_forgotten_is_given_anew_and_the_account_keeps_its_entry(store: Store, other: Account) -> None:
    (entry,) = [i for i, name in ring_file.read(store.folder).names().items() if name == "王敏"]
    accounts.give_entry(store, other, "换成这句再试一回")
    assert ring_file.read(store.folder).names()[entry] == "王敏"
    assert [opened_by(store, secret) for secret in (HIS, "换成这句再试一回")] == ["", "王敏"]
    assert [entry.reason for entry in store.history(store.centre())[:2]] == ["重给口令：王敏", "给口令：王敏"]


def test_whoever_waits_after_wrong_ones_opens_at_once_by_one_that_is_given(store: Store, other: Account) -> None:
    """The words at the door send him to the administrator."""
    (entry,) = [i for i, name in ring_file.read(store.folder).names().items() if name == "王敏"]
    for _ in range(MOST):
        with pytest.raises(WrongPassphrase):
            Store.open(store.folder, "不是这一句", entry)
    with pytest.raises(TooManyTries, match="请管理员重新给一个"):
        Store.open(store.folder, HIS, entry)
    accounts.give_entry(store, other, "换成这句再试一回")
    Store.open(store.folder, "换成这句再试一回", entry).close()
    told = [one.change["count"][1] for one in store.deeds(Centre.TABLE, ["failed_openings"])]
    assert told == [MOST], "the log is told all the same"


@pytest.mark.parametrize("weak", ["123456", "12345678", "王敏王敏2026", "幸福里社区123", ""])
def test_a_weak_one_is_refused_by_every_door(store: Store, other: Account, weak: str) -> None:
    """资料怎样保护：太容易猜到的口令不收。"""
    before = (store.folder / ring_file.FILE).read_bytes()
    doors: list[Callable[[], object]] = [
        lambda: accounts.give_entry(store, other, weak),
        lambda: accounts.change_own(store, PASSPHRASE, weak),
    ]
    for door in doors:
        with pytest.raises(RecordInvalid):
            door()
    assert (store.folder / ring_file.FILE).read_bytes() == before


def test_the_new_one_is_another_and_the_old_one_is_asked_for(store: Store, other: Account) -> None:
    assert other
    with pytest.raises(RecordInvalid, match="和原口令一样"):
        accounts.change_own(store, PASSPHRASE, PASSPHRASE)
    for wrong in ("猜的口令", HIS):
        with pytest.raises(WrongPassphrase):
            accounts.change_own(store, wrong, "门前小河弯弯过桥")
    assert opened_by(store, PASSPHRASE) == "卢清"


def test_the_old_one_is_not_guessed_at_an_open_desk(store: Store) -> None:
    for _ in range(MOST):
        with pytest.raises(WrongPassphrase):
            accounts.change_own(store, "猜的口令", OWN)
    with pytest.raises(TooManyTries):
        accounts.change_own(store, PASSPHRASE, OWN)
    assert Failures(store.folder).read()[ENTRY].untold == MOST, "the next opening enters them"


def test_after_a_change_the_ring_and_the_passphrase_of_before_open_nothing_of_today(
    store: Store, other: Account, tmp_path: Path
) -> None:
    """Neither by this program nor by another one: the key that they give is not that of the file.

    资料怎样保护：资料没有开在别的窗口里时，换口令、换恢复码、有人离开，都换一把钥匙重新加密，以前的钥匙打不开现在的资料。
    """
    assert other
    old = (store.folder / ring_file.FILE).read_bytes()
    changes: list[Callable[[], object]] = [
        lambda: accounts.change_own(store, PASSPHRASE, "门前小河弯弯过桥"),
        lambda: accounts.new_recovery(store),
        lambda: accounts.reseal(store),
    ]
    for number, change in enumerate(changes):
        ring = tmp_path / str(number)
        ring.mkdir()
        (ring / ring_file.FILE).write_bytes(old)
        stolen = ring_file.read(ring).unlock(PASSPHRASE if number == 0 else "门前小河弯弯过桥").key
        assert stolen == store._key
        change()
        store.close()
        with pytest.raises(StoreForeign):
            driver.connect(store.folder / FILE, stolen)
        store = Store.open(store.folder, "门前小河弯弯过桥")
        old = (store.folder / ring_file.FILE).read_bytes()
    assert store.verify() == []
    store.close()


def test_where_another_window_is_open_the_passphrase_is_changed_and_the_rest_is_told(store: Store) -> None:
    """资料怎样保护：还有别的窗口开着的，只换口令或恢复码，不重新加密，并且说出来。"""
    with window("keep_open", store.folder) as beside:
        assert heard(beside) == "open"
        sealed = accounts.change_own(store, PASSPHRASE, "门前小河弯弯过桥")
        assert not sealed.anew
        assert "没有重新加密" in sealed.told()[0]
        with pytest.raises(StoreOpen):
            accounts.reseal(store)
        tell(beside)
        assert heard(beside) == "0"
    assert opened_by(store, PASSPHRASE) == ""
    assert accounts.reseal(store).anew
    assert opened_by(store, "门前小河弯弯过桥") == "卢清"


def test_a_new_recovery_code(store: Store, code: str) -> None:
    new, sealed = accounts.new_recovery(store)
    assert (sealed.anew, sealed.code) == (True, "")
    assert [opened_by(store, secret) for secret in (code, new)] == ["", "卢清"]


def test_whoever_opens_by_the_recovery_code_stands_in_for_an_administrator_and_sets_a_passphrase(
    store: Store, other: Account, code: str
) -> None:
    store.close()
    opened = Store.open(store.folder, code)
    assert opened.ring.must_change
    with pytest.raises(NotAdministrator):
        accounts.stand_in(opened, opened.get(Account, other.id))
    accounts.set_roles(opened, opened.get(Account, other.id), {Role.ADMIN})
    accounts.stand_in(opened, opened.get(Account, other.id))
    assert (opened.actor, opened.account) == ("王敏", other.id)
    accounts.change_own(opened, code, OWN)
    assert not opened.ring.must_change
    opened.close()
    assert [opened_by(store, secret) for secret in (HIS, OWN, PASSPHRASE)] == ["", "王敏", "卢清"]
    opened = Store.open(store.folder, OWN)
    with pytest.raises(ValueError, match="opened by somebody"):
        opened.stand_in(ACCOUNT)
    opened.close()


# Stores of before.


@pytest.fixture
def of_several(store: Store, code: str) -> Store:
    """A store of several clerks and one passphrase, whose roles came by 岗位: none of them an administrator."""
    store.save(Account(name="王敏", roles=roles_of([Role.CHIEF])))
    store.save(attrs.evolve(store.get(Account, ACCOUNT), roles=roles_of([Role.DESK])))
    raw = ring_file.told(ring_of_before(store._key, PASSPHRASE, code), store._key)
    for name in ring_file.FILES:
        (store.folder / name).write_bytes(raw)
    store.close()
    return Store.open(store.folder, PASSPHRASE)


def test_the_one_passphrase_becomes_that_of_who_says_so_with_every_role(of_several: Store) -> None:
    store = of_several
    chosen = store.select(Account, eq("name", "王敏"))[0]
    assert (store.ring.is_unclaimed, store.get(Account, store.account).roles_on(store.day())) == (True, {Role.DESK}), (
        "by the title until then"
    )
    assert store.may(store.kinds["mediation_case"], Right.DELETE), "all that he could before"
    with pytest.raises(NotAllowed):
        accounts.give_entry(store, chosen, HIS)
    accounts.claim(store, chosen, PASSPHRASE)
    store.close()
    opened = Store.open(store.folder, PASSPHRASE)
    assert (opened.actor, opened.rights.roles, opened.ring.is_unclaimed) == ("王敏", EVERY_ROLE, False)
    assert opened.get(Account, opened.account).roles_on(date(1999, 1, 1)) == EVERY_ROLE, "whatever the clock says"
    assert opened.get(Account, ACCOUNT).roles_on(TODAY) == {Role.DESK}
    assert administrators(opened) == [opened.get(Account, chosen.id)]
    opened.close()


def test_changing_the_one_passphrase_claims_it(of_several: Store) -> None:
    store = of_several
    accounts.change_own(store, PASSPHRASE, OWN)
    assert (store.ring.is_unclaimed, store.actor, store.rights.roles) == (False, "卢清", EVERY_ROLE)
    store.close()
    assert [opened_by(store, secret) for secret in (PASSPHRASE, OWN)] == ["", "卢清"]


def test_where_the_one_passphrase_was_forgotten_the_recovery_code_makes_an_administrator(
    of_several: Store, code: str
) -> None:
    of_several.close()
    opened = Store.open(of_several.folder, code)
    accounts.stand_in(opened, opened.select(Account, eq("name", "王敏"))[0])
    assert (opened.actor, opened.rights.roles) == ("王敏", EVERY_ROLE)
    sealed = accounts.change_own(opened, code, OWN)
    assert sealed.code == "", "the code got its pair of keys when it was typed"
    opened.close()
    assert [opened_by(of_several, secret) for secret in (PASSPHRASE, OWN, code)] == ["", "王敏", "王敏"]


# Roles.


def test_roles_end_the_day_before_and_what_was_stays_written_down(store: Store, other: Account) -> None:
    now = accounts.set_roles(store, other, {Role.MEDIATOR, Role.GRID}, DAY)
    assert now.roles_on(DAY - timedelta(days=1)) == {Role.DESK}
    assert now.roles_on(DAY) == now.roles_on(TODAY) == {Role.MEDIATOR, Role.GRID}
    later = accounts.set_roles(store, now, {Role.MEDIATOR, Role.DESK})
    assert later.roles_on(YESTERDAY) == {Role.MEDIATOR, Role.GRID}
    assert later.roles_on(TODAY) == {Role.MEDIATOR, Role.DESK}
    assert [row.role for row in later.roles if row.id in {r.id for r in now.roles}] == ["1", "2", "3"], "rows stay"
    assert accounts.set_roles(store, later, {Role.MEDIATOR, Role.DESK}).roles == later.roles


def test_what_was_to_begin_or_to_end_later_is_told_anew(store: Store, other: Account) -> None:
    ahead = TODAY + timedelta(days=9)
    planned = store.save(
        attrs.evolve(
            other,
            roles=(
                AccountRole(role=Role.DESK, until=ahead),
                AccountRole(role=Role.GRID, since=ahead),
                AccountRole(role=Role.FUNDS, since=DAY, until=ahead),
            ),
        )
    )
    now = accounts.set_roles(store, planned, {Role.DESK})
    assert (now.roles_on(TODAY), now.roles_on(ahead + timedelta(days=1))) == ({Role.DESK}, {Role.DESK})
    assert now.roles_on(YESTERDAY) == {Role.DESK, Role.FUNDS}


def test_an_administrator_is_always_left(store: Store, other: Account) -> None:
    me = store.get(Account, ACCOUNT)
    for roles in (set[Role](), EVERY_ROLE - {Role.ADMIN}):
        with pytest.raises(LastAdministrator):
            accounts.set_roles(store, me, roles)
    without = store.save(Account(name="没有口令的", roles=roles_of(EVERY_ROLE)))
    with pytest.raises(LastAdministrator):
        accounts.set_roles(store, me, {Role.DESK})
    assert store.get(Account, ACCOUNT).roles == me.roles
    accounts.set_roles(store, other, {Role.ADMIN})
    assert accounts.set_roles(store, me, {Role.DESK}).roles_on(TODAY) == {Role.DESK}
    with pytest.raises(NotAllowed):
        accounts.set_roles(store, without, {Role.DESK})


def test_nor_is_one_left_who_is_told_to_be_none_from_a_later_day_on(store: Store, other: Account) -> None:
    me, tomorrow = store.get(Account, ACCOUNT), TODAY + timedelta(days=1)
    ending = accounts.set_roles(store, accounts.set_roles(store, other, {Role.ADMIN}), {Role.DESK}, tomorrow)
    assert ending.roles_on(TODAY) == {Role.ADMIN}
    for since in (TODAY, tomorrow):
        with pytest.raises(LastAdministrator):
            accounts.set_roles(store, me, {Role.DESK}, since)
    accounts.set_roles(store, ending, {Role.ADMIN})
    assert accounts.set_roles(store, me, {Role.DESK}, tomorrow).roles_on(tomorrow) == {Role.DESK}


def test_a_gap_between_two_administrators_is_refused_with_its_days(store: Store, other: Account) -> None:
    me, day = store.get(Account, ACCOUNT), timedelta(days=1)
    first, again = TODAY + 10 * day, TODAY + 30 * day
    covered = accounts.set_roles(store, other, {Role.ADMIN})
    ending = accounts.set_roles(store, me, {Role.DESK}, first)
    back = accounts.set_roles(store, ending, {Role.DESK, Role.ADMIN}, again)
    with pytest.raises(LastAdministrator) as refused:
        accounts.set_roles(store, covered, {Role.DESK}, first - 5 * day)
    gap = f"从 {first.isoformat()} 到 {(again - day).isoformat()} 没有管理员"
    assert str(refused.value).startswith(gap)
    with pytest.raises(LastAdministrator, match=gap):
        accounts.leave(store, store.get(Account, other.id))
    assert store.get(Account, other.id) == covered
    accounts.set_roles(store, back, {Role.ADMIN}, first)
    assert accounts.set_roles(store, covered, {Role.DESK}, first).roles_on(first) == {Role.DESK}


def test_one_may_begin_as_the_other_ends(store: Store, other: Account) -> None:
    me, later = store.get(Account, ACCOUNT), TODAY + timedelta(days=10)
    accounts.set_roles(store, other, {Role.ADMIN}, later)
    assert accounts.set_roles(store, me, {Role.DESK}, later).roles_on(later) == {Role.DESK}


def test_who_begins_too_late_leaves_a_gap(store: Store, other: Account) -> None:
    me, later = store.get(Account, ACCOUNT), TODAY + timedelta(days=10)
    accounts.set_roles(store, other, {Role.ADMIN}, later + timedelta(days=1))
    with pytest.raises(LastAdministrator, match=f"{later.isoformat()} 这一天没有管理员"):
        accounts.set_roles(store, me, {Role.DESK}, later)
    assert store.get(Account, ACCOUNT) == me


def test_a_gap_that_is_there_keeps_nobody_from_what_does_not_widen_it(store: Store, other: Account) -> None:
    me, day = store.get(Account, ACCOUNT), timedelta(days=1)
    rows = (AccountRole(role=Role.ADMIN, until=TODAY + 9 * day), AccountRole(role=Role.ADMIN, since=TODAY + 30 * day))
    gapped = store.save(attrs.evolve(me, roles=rows))  # of before there was a guard
    assert accounts.set_roles(store, other, {Role.DESK, Role.FUNDS}).roles_on(TODAY) == {Role.DESK, Role.FUNDS}
    with pytest.raises(LastAdministrator):
        accounts.set_roles(store, gapped, {Role.DESK}, TODAY + 5 * day)
    mended = accounts.set_roles(store, gapped, {Role.ADMIN}, TODAY + 10 * day)
    assert mended.roles_on(TODAY + 20 * day) == {Role.ADMIN}


def test_roles_and_leaving_have_one_way_each(store: Store, other: Account) -> None:
    """角色只在“角色…”里改，离开只在“离开…”里办。"""
    me = store.get(Account, ACCOUNT)
    wrong = (
        attrs.evolve(me, roles=()),
        attrs.evolve(me, left=TODAY),
        Account(name="新来的", roles=roles_of([Role.DESK])),
    )
    for one in wrong:
        with pytest.raises(RecordInvalid, match="不在这里"):
            save_as_declared(store, one)
    gone = store.save(attrs.evolve(other, left=TODAY))
    with pytest.raises(RecordInvalid, match="离开不在这里记"):
        save_as_declared(store, attrs.evolve(gone, left=None))
    assert save_as_declared(store, attrs.evolve(gone, phone="13800138000")).left == TODAY
    made = save_as_declared(store, Account(name="新来的"))
    assert (made.roles, made.person > 0) == ((), True)
    assert store.get(Account, ACCOUNT).roles_on(TODAY) == EVERY_ROLE


def test_every_role_is_given_where_there_is_no_administrator(store: Store, other: Account) -> None:
    opened = Store._with_key(store.folder, store._key, other.id)
    with pytest.raises(NotAdministrator):
        accounts.give_every_role(opened, other, "试试")
    opened._connection.close()
    store.save(attrs.evolve(store.get(Account, ACCOUNT), roles=()))
    accounts.give_every_role(store, other, "没有管理员了")
    assert store.get(Account, other.id).roles_on(TODAY) == EVERY_ROLE


def test_only_an_administrator_gives_and_takes(store: Store, other: Account) -> None:
    opened = Store._with_key(store.folder, store._key, other.id)
    me = opened.get(Account, ACCOUNT)
    deeds: list[Callable[[], object]] = [
        lambda: accounts.give_entry(opened, me, OWN),
        lambda: accounts.set_roles(opened, other, EVERY_ROLE),
        lambda: accounts.leave(opened, me),
        lambda: accounts.new_recovery(opened),
        lambda: accounts.reseal(opened),
    ]
    before = opened.last_entry()
    for deed in deeds:
        with pytest.raises(NotAllowed, match="只有管理员可以"):
            deed()
    assert opened.last_entry() == before
    opened.close()
