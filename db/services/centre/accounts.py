"""工作人员的口令和角色: who may open the store, what they may do from when on, and what becomes of them when they leave.

What changes a passphrase for good seals the store anew where nobody else has it open, so that no key ring of before opens what is here
now; backups of before stay as they are, and `old_copies` names those that still open with a passphrase of then.
"""

from collections.abc import Collection, Iterable
from contextlib import nullcontext
from datetime import date, datetime, timedelta

from attrs import frozen

from db.errors import AppError, NotAllowed, RecordInvalid, StoreOpen
from db.records.base import changed, fields_of
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account, AccountRole, roles_of
from db.records.power import Power
from db.records.role import EVERY_ROLE, Role
from db.services.answers import Choice, Posts, Undecided
from db.services.bodies.leaving import end_posts_in, live_posts, posts_told
from db.services.centre.administrators import is_admin, refuse_gap
from db.services.centre.old_copies import old_copies
from db.store import Store, Writer, keyring
from db.store.lift import Lift
from db.store.resealing import recoded
from db.store.ring_keeper import Change, RingKeeper
from db.values.passphrase import passphrase_problems

_ONE_DAY = timedelta(days=1)
_SOME = 100
"""Of so many clerks the names are no passphrase of anybody."""


class NotAdministrator(AppError):
    """The recovery code is in the hands of somebody who is no administrator."""

    code = "not_administrator"

    def __init__(self) -> None:
        super().__init__("只有管理员可以用恢复码打开", "请管理员来办")


class AccountLeft(AppError):
    """Somebody who works here no more is to get a passphrase or a role."""

    code = "account_left"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}已经离开", "要再来工作的，请新登记一位工作人员")


class LeavesOwnEntry(AppError):
    """Somebody is to leave who works here just now."""

    code = "leaves_own_entry"

    def __init__(self) -> None:
        super().__init__("不能给自己办离开", "请另一位管理员打开后来办")


class PostsEndToo(Undecided):
    """Somebody who leaves holds posts: whether these end is to be said."""

    code = "posts_end_too"


@frozen
class Sealed:
    """What became of a change of passphrases.

    Attributes:
        anew: whether the store was sealed anew; not where another window had it open.
        code: a new recovery code that is to be printed at once, in place of one that could not be taken over; "" where the old one holds.
        old: what still opens with the passphrases and codes of before, in the clerk's words, the newest first.
    """

    anew: bool
    code: str = ""
    old: tuple[str, ...] = ()

    def told(self) -> tuple[str, ...]:
        """What the clerk should know, in sentences."""
        said: list[str] = []
        if not self.anew:
            said.append("另一个窗口还开着，这次没有重新加密：请关掉别的窗口，再做一次“重新加密”")
        if self.code:
            said.append("原来的恢复码从此作废，新的恢复码请马上打印")
        if self.old:
            said.append(f"以前的备份不变，用当时的口令仍能打开：{'、'.join(self.old)}；另存到别处的也一样")
        return tuple(said)


def claim(store: Store, account: Account, passphrase: str) -> None:
    """The one passphrase that a store had before becomes that of an account, which gets every role.

    Raises:
        WrongPassphrase: it is not the passphrase.
        AccountLeft: the account works here no more.
    """
    _refuse_left(account)
    if store.ring.entry == keyring.DESK:
        store.stand_in(account.id)  # it is who works here from now on, and who claims it
    with store.lifted(Lift.CLAIMING):
        store.ring.claim(account, passphrase, lambda w: _give_every_role(w, account))


def stand_in(store: Store, account: Account) -> None:
    """Lets an account work here, where the store was opened by the recovery code; a new passphrase is to be set at once: see `change_own`.

    It must be an administrator; where none works here, as in a store of before the roles, it becomes one, with every role.

    Raises:
        NotAdministrator: the account is none.
        AccountLeft: it works here no more.
    """
    _refuse_left(account)
    if not is_admin(store, account):
        give_every_role(store, account, "用恢复码打开")
    store.stand_in(account.id)


def give_every_role(store: Store, account: Account, reason: str) -> None:
    """Whoever becomes the administrator that there is none of may do everything, and so may who tries the program out.

    Raises:
        NotAdministrator: there is another one, and nobody only tries the program out.
    """
    if not store.centre().practice and any(is_admin(store, one) for one in store.select(Account)):
        raise NotAdministrator
    with store.lifted(Lift.CLAIMING), store.writing(reason) as w:
        _give_every_role(w, account)


def give_entry(store: Store, account: Account, passphrase: str) -> None:
    """Gives an account a passphrase, the first one or another in place of one that was forgotten; it is to be changed at once.

    Raises:
        NotAllowed: the clerk gives no passphrases and roles.
        AccountLeft: the account works here no more.
        RecordInvalid: the passphrase is too short or too easy.
    """
    _require_accounts(store)
    _refuse_left(account)
    _check(store, account, passphrase)
    reason = "重给口令" if store.ring.now().of(account.id) else "给口令"
    store.ring.give(account, passphrase, f"{reason}：{account.name}")


def change_own(store: Store, old: str, new: str) -> Sealed:
    """Gives the account that works here another passphrase, and seals the store anew; the recovery code does in place of the old one.

    Where it was the one passphrase that a store had before, it becomes that of the account, which gets every role: see `claim`.

    Raises:
        WrongPassphrase: the old one is wrong.
        RecordInvalid: the new one is too short or too easy, or is the old one.
    """
    account = store.get(Account, store.account)
    _check(store, account, new)
    if old == new:
        problem = passphrase_problems("")[0]._replace(code="same", message="和原口令一样", remedy="请换一个新的")
        raise RecordInvalid([problem])
    changing, is_claimed = store.ring.changing(old, new), store.ring.is_unclaimed

    def changed_to(keeper: RingKeeper, ring: keyring.KeyRing, w: Writer) -> keyring.KeyRing:
        after = changing(keeper, ring, w)
        if is_claimed:
            _give_every_role(w, account)
        return after

    with store.lifted(Lift.CLAIMING) if is_claimed else nullcontext():
        sealed = _seal(store, changed_to, "换口令", None if is_claimed else _began(store, account))
    store.ring.entry = store.ring.now().of(account.id)
    store.note_opened(date.today())
    return sealed


def new_recovery(store: Store) -> tuple[str, Sealed]:
    """A new recovery code, which is to be printed at once; the one before opens nothing of what is here now.

    Raises:
        NotAllowed: the clerk gives no passphrases and roles.
    """
    _require_accounts(store)
    code = keyring.new_code()
    return code, _seal(store, lambda keeper, ring, w: recoded(keeper, ring, code, w), "换恢复码")


def reseal(store: Store) -> Sealed:
    """Seals the store anew as it is.

    Raises:
        NotAllowed: the clerk gives no passphrases and roles.
        StoreOpen: another window has it open.
    """
    _require_accounts(store)
    return Sealed(True, store.reseal(), old_copies(store))


def set_roles(store: Store, account: Account, roles: Collection[Role], since: date | None = None) -> Account:
    """The account with just these roles from a day on; what it could before stays written down.

    Args:
        store: the open store.
        account: whose they are.
        roles: all that it has from then on.
        since: the first day; None for today.

    Raises:
        NotAllowed: the clerk gives no passphrases and roles.
        AccountLeft: the account works here no more.
        LastAdministrator: a day would come without an administrator.
        RecordChanged: somebody else saved it since it was read.
    """
    _require_accounts(store)
    _refuse_left(account)
    day = since or store.day()
    with store.writing("改角色") as w:
        saved = w.save(changed(account, roles=_with_roles(account, roles, day)))
        refuse_gap(store, account, saved)
    return saved


def leave(store: Store, account: Account, day: date | None = None, posts: Posts = Posts.ASK) -> Sealed:
    """Somebody works here no more: the passphrase opens nothing of what is here now, the roles end, and so do the posts where that is said.

    All of it happens or nothing, whenever the program is killed.

    Args:
        store: the open store, which no other window may have open.
        account: who leaves.
        day: the last day; None for today.
        posts: what becomes of the posts of the person.

    Raises:
        NotAllowed: the clerk gives no passphrases and roles.
        LeavesOwnEntry: it is who works here.
        AccountLeft: that was done already.
        LastAdministrator: no administrator would be left.
        PostsEndToo: the person holds posts, and nobody said what becomes of these.
        StoreOpen: another window has the store open.
    """
    _require_accounts(store)
    _refuse_left(account)
    if account.id == store.account:
        raise LeavesOwnEntry
    refuse_gap(store, account, None)
    last = day or date.today()
    if last > date.today():
        problem = fields_of(Account)["left"].problem("ahead", "还没到", "请写今天或以前的日期；到那天再来办")
        raise RecordInvalid([problem])
    with store.lifted(Lift.FOLLOWING):
        held = live_posts(store, [account.person]) if account.person else []
    if held and posts is Posts.ASK:
        raise _asked(store, account, held)

    def left(_keeper: object, ring: keyring.KeyRing, w: Writer) -> keyring.KeyRing:
        now = w.read.get(Account, account.id)
        w.save(changed(now, left=last, roles=_with_roles(now, (), last + _ONE_DAY)))
        if posts is Posts.END:
            end_posts_in(w, live_posts(w.read, [now.person]), last, "离开")
        return ring.without(ring.of(account.id))

    old = old_copies(store)
    with store.lifted(Lift.FOLLOWING):
        return Sealed(True, store.reseal(left, f"{account.name}离开"), old)


def at_work(store: Store) -> list[Account]:
    """Who works here, in the order in which they were registered."""
    return [account for account in store.select(Account, order=("id",)) if not account.left]


def _asked(store: Store, account: Account, held: Collection[Tenure]) -> PostsEndToo:
    told = posts_told(store, list(held))
    return PostsEndToo(
        f"{account.name}离开，在任的职务也到此为止吗？",
        f"在任的有：{told}。一起离任的，止日填离开的日期。",
        Choice(Posts.END, "一起离任"),
        Choice(Posts.KEEP, "任职不动"),
    )


def _began(store: Store, account: Account) -> datetime | None:
    """When an account was registered: no copy of before opens by a passphrase of it; None where nobody knows."""
    with store.lifted(Lift.FOLLOWING):
        made = store.history(account)[-1:]
    return made[0].at if made else None


def _seal(store: Store, change: Change, reason: str, since: datetime | None = None) -> Sealed:
    """Puts another ring in place and seals the store anew with it; where another window has it open, the ring alone."""
    old = old_copies(store, since)
    try:
        return Sealed(True, store.reseal(change, reason), old)
    except StoreOpen:
        store.ring.replace(change, reason)
        return Sealed(False, "", old)


def _give_every_role(w: Writer, account: Account) -> None:
    now = w.read.get(Account, account.id)
    w.save(changed(now, roles=_with_roles(now, EVERY_ROLE, date.today(), ever=True)))


def _with_roles(account: Account, roles: Iterable[Role], day: date, *, ever: bool = False) -> tuple[AccountRole, ...]:
    """The rows of an account that has just these roles from a day on; ``ever`` gives what it did not have without a first day."""
    wanted = {role.value for role in roles}
    kept: list[AccountRole] = []
    for row in account.roles:
        if row.since is not None and row.since >= day and not (row.since == day and row.role in wanted):
            continue  # what was to begin later is told anew
        lasts = row.until is None or row.until >= day
        if lasts and row.role in wanted:
            wanted.discard(row.role)
            kept.append(changed(row, until=None))
        else:
            kept.append(changed(row, until=day - _ONE_DAY) if lasts else row)
    return (*kept, *roles_of([Role(code) for code in wanted], None if ever else day))


def _check(store: Store, account: Account, passphrase: str) -> None:
    """Lets a new passphrase pass.

    Raises:
        RecordInvalid: it is too short or too easy.
    """
    centre, others = store.centre(), store.select(Account, limit=_SOME)
    known = (account.name, account.phone, centre.name, centre.community, *(one.name for one in others))
    if problems := passphrase_problems(passphrase, known):
        raise RecordInvalid(problems)


def _require_accounts(store: Store) -> None:
    """Lets pass whoever gives passphrases and roles; not before it is said whose the one passphrase of before is."""
    store.require_power(Power.ACCOUNTS)
    if store.ring.is_unclaimed:
        raise NotAllowed("还没有说这个口令是谁的", "请先在“设置 → 这台电脑”里修改口令，它就归您")


def _refuse_left(account: Account) -> None:
    if account.left:
        raise AccountLeft(account.name)
