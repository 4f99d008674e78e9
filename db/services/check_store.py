"""核验: everything about the store is looked at, and the newest backups are opened; what is wrong is said with what to do."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from attrs import frozen

from db.errors import AppError
from db.records.centre.centre import Centre
from db.records.power import Power
from db.services.backup import backups_in, look_inside
from db.services.ticks import Tick, go_on
from db.store import BACKUPS, Store
from db.store.audit import Head

DEED = "verify"
OPENED = 5
"""So many of the newest backups are opened; each is taken out and read as a whole, of the newest one the photos, too."""
_LOG, _KEYS, _LINKS, _STAGES, _PHOTOS = "操作日志", "钥匙", "指向不存在的", "程序不认识", "照片"
_BUILT, _LOG_REMEDY = (
    "的构造和本程序的",
    "请先把整个资料文件夹另存一份留作证据，报告负责人；再用完好的备份核对，需要时用它恢复",
)
_REMEDIES = (
    (_KEYS, "请到“设置 → 这台电脑”修改口令，并换一个恢复码"),
    (_BUILT, _LOG_REMEDY),
    (_LOG, _LOG_REMEDY),
    (_LINKS, "请备份后联系技术人员；这一条和它关联的那一条请先不要改"),
    (_PHOTOS, "请检查硬盘；每日备份里有的，下次打开程序时自动补回。都没有时，请从手机或电脑里找原来的照片再添加一次"),
    (_STAGES, "请先换上最新的程序再看；还不认识的照样显示，办不下去就另登一条，把原来的作废"),
)
_CLOCK_REMEDY = "请打开这一条，点“修改”再保存（办结的用“更正”），时限就照经过重新算；还是这样的，请联系技术人员"
_FILE_REMEDY = "请马上用最近的完好备份恢复，并检查硬盘；同一块盘再出错就换掉"


@frozen
class Fault:
    """One thing that is wrong, and what to do about it."""

    text: str
    remedy: str


@frozen
class LookedInto:
    """A backup beside the store.

    Attributes:
        name: of the file.
        head: the last entry of the audit that it says to hold; None when it is none of this program's.
        faults: what is wrong with it; None when it was not opened.
        ours: whether it was made of this store as it is now, and not of another one or before a restore.
        lost: how many photos and scans it does not have.
    """

    name: str
    head: Head | None
    faults: tuple[str, ...] | None
    ours: bool
    lost: int = 0


@frozen
class Report:
    """What a check found.

    Attributes:
        losses: what was missing at earlier openings; told, and no fault.
        sealed: since when the log is as it was sealed, where a secret was given; told, and no fault.
    """

    at: datetime
    entries: int
    faults: tuple[Fault, ...]
    losses: tuple[str, ...]
    backups: tuple[LookedInto, ...]
    sealed: tuple[str, ...] = ()


def check_store(store: Store, now: datetime, tick: Tick, secret: str = "") -> Report:
    """Looks at the store and at the newest backups, and enters in the audit that it did.

    Args:
        store: the open store.
        now: when.
        tick: told how far it is; False stops.
        secret: the recovery code or an auditor's passphrase, by which the seal of the log is looked at, too; "" for neither.

    Raises:
        Cancelled: the tick said no; nothing was entered.
        NotAllowed: the clerk may not.
        WrongPassphrase: the secret is neither.
    """
    store.require_power(Power.VERIFY)
    entries = store.last_entry().seq
    pieces = 0 if store.loss else len(store.evidence.holdings().named)
    paths = _newest(store)
    total = entries * (2 + bool(secret) + min(len(paths), OPENED)) + pieces or 1
    done = 0

    def passed(seq: int) -> None:
        go_on(tick, min(done + seq, total), total)

    passed(0)
    unsealed = store.unseal(secret, passed) if secret else None
    done = entries * bool(secret)
    faults = tuple(faults_of(store, passed))
    if unsealed:
        faults = (*(Fault(text, _LOG_REMEDY) for text in unsealed.faults), *faults)
    looked: list[LookedInto] = []
    for number, (path, head) in enumerate(paths):
        done = entries * (2 + bool(secret) + min(number, OPENED - 1)) + pieces
        passed(0)
        inside = look_inside(store, path, every=not number) if number < OPENED else None
        ours = head is not None and store.holds(head)
        looked.append(
            LookedInto(path.name, head, inside.faults, ours, len(inside.lost))
            if inside
            else LookedInto(path.name, head, None, ours)
        )
    _enter(store, len(faults))
    tick(total, total)
    return Report(now, entries, faults, tuple(store.losses()), tuple(looked), unsealed.told if unsealed else ())


def faults_of(store: Store, passed: Callable[[int], None] = lambda _seq: None) -> list[Fault]:
    """What is wrong with a store: its files and what is in them; of one that is whole, clocks that do not follow their steps."""
    found = store.faults(passed)
    if found:
        return [Fault(text, remedy_of(text)) for text in found]
    entries = 2 * store.last_entry().seq
    inner = [Fault(text, remedy_of(text)) for text in store.inner_faults(passed)]
    return [*inner, *(Fault(text, _CLOCK_REMEDY) for text in store.disagreeing_clocks(lambda: passed(entries)))]


def last_check(store: Store) -> tuple[datetime, int] | None:
    """When the store was checked last, and how many faults there were; None when it never was."""
    deeds = store.deeds(Centre.TABLE, [DEED])
    return (deeds[0].at, int(deeds[0].told("faults"))) if deeds else None


def remedy_of(fault: str) -> str:
    """What to do about a fault."""
    return next((remedy for word, remedy in _REMEDIES if word in fault), _FILE_REMEDY)


def _newest(store: Store) -> list[tuple[Path, Head | None]]:
    """The backups beside the store, the one that goes furthest first; those that say nothing come last."""
    return sorted(
        backups_in(store.folder / BACKUPS), key=lambda one: (one[1] or Head(-1, ""), one[0].name), reverse=True
    )


def _enter(store: Store, faults: int) -> None:
    try:
        with store.writing("核验") as w:
            w.note(DEED, Centre.TABLE, 0, {"faults": [None, faults]})
    except AppError:  # a store that is damaged need not take one more entry
        return
