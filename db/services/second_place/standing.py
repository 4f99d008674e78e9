"""How old the newest verified backup in the second place is, and what is to be said of it until there is a newer one."""

from datetime import date, datetime
from enum import Enum
from pathlib import Path

from attrs import frozen

from db.records.centre.centre import Rule
from db.records.power import Power
from db.services.kept import KeptBackup
from db.services.second_place.places import places
from db.services.thinning import say
from db.store import Store, eq

SEQ, DAY = "second_place_seq", "second_place_day"
"""The counters of the last entry that a verified backup there holds, and of the day when it was opened last."""
RULE = "backup_remind_days"
DAYS = (3, 7, 14, 30)
"""After so many days a centre may want to be reminded."""
USUAL = 7


class Need(Enum):
    """Why a clerk is reminded."""

    NOTHING = "nothing"
    UNSET = "unset"
    OLD = "old"


@frozen
class Standing:
    """What is known of the second place.

    Attributes:
        places: the folders that were set.
        day: when the newest one there was opened last; None for never.
        old: its days; None for never, or where the clock cannot tell.
        need: whether, and why, the clerk is reminded.
        after: of how many days one is reminded.
    """

    places: tuple[Path, ...]
    day: date | None
    old: int | None
    need: Need
    after: int

    def sentence(self) -> str:
        """What is to be said; "" where nothing is."""
        if self.need is Need.NOTHING:
            return ""
        if self.need is Need.UNSET:
            return "备份只在这台电脑里：电脑坏了、丢了，资料就没了。请准备一个U盘，到“设置 → 备份”设第二处"
        since = f"已经 {self.old} 天没有更新" if self.old is not None else "还没有存过一份"
        return f"第二处的备份{since}：请插上U盘（{'、'.join(map(str, self.places))}），再点“现在备份”"


def standing(store: Store, now: datetime) -> Standing:
    """What is known of the second place at a time. Nothing on a disk is asked: a net that is down would hold up the window."""
    set_, after = tuple(places(store)), remind_after(store)
    seq, number = store.last_number(SEQ), store.last_number(DAY)
    day = date.fromordinal(number) if number > 0 else None
    if not set_:
        begun = store.first_entry()
        age = (now.date() - begun.date()).days if begun else 0
        young = 0 <= age < after
        return Standing((), day, None, Need.NOTHING if young or begun is None else Need.UNSET, after)
    if day is None:
        return Standing(set_, None, None, Need.OLD, after)
    age = (now.date() - day).days
    # A day to come is of a clock that was wrong: then only what is inside counts.
    fresh = 0 <= age < after or not store.has_changed_since(seq)
    return Standing(set_, day, age if age >= 0 else None, Need.NOTHING if fresh else Need.OLD, after)


def note_carried(store: Store, newest: KeptBackup, now: datetime) -> None:
    """Notes that a backup in the second place was opened and found whole."""
    with store.writing("第二处备份") as w:
        for name, value in ((SEQ, newest.head.seq), (DAY, now.date().toordinal())):
            w.take_number(name, value - w.read.last_number(name))


def remind_after(store: Store) -> int:
    """After how many days a clerk is reminded; what was said last counts."""
    said = store.select(Rule, eq("key", RULE), order=("-id",), limit=1)
    value = said[0].value if said else ""
    return int(value) if value.isdecimal() and int(value) in DAYS else USUAL


def set_remind_after(store: Store, days: int) -> None:
    """Says after how many days a clerk is reminded.

    Raises:
        NotAllowed: the clerk may not.
    """
    store.require_power(Power.SETTINGS)
    say(store, RULE, "第二处备份几天没有更新就提醒", str(days))
