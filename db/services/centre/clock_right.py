"""时钟走快过: a clock that ran far ahead ended roles by a day that never was; an administrator says so, and the log keeps it.

By the newest day of the log roles begin and end, so that a clock that is set back gives none back. Whoever may give roles anyway may say
that this day was wrong: nobody gains by it what they could not give, and the entry tells who did it, why, and which day it was.
"""

from datetime import date

from db.errors import AppError, ReasonMissing
from db.records.centre.account import Account
from db.records.centre.centre import Centre
from db.records.power import Power
from db.records.role import Role
from db.services.centre.administrators import holders
from db.store import Store
from db.store.newest import CLOCK_RIGHT


class ClockIsRight(AppError):
    """The log knows no later day than today."""

    code = "clock_is_right"

    def __init__(self) -> None:
        super().__init__("操作日志里没有比今天更晚的日期", "不用更正；电脑的日期不对的，请先校准")


class NoneToday(AppError):
    """Nobody would give passphrases and roles on the day of the clock."""

    code = "none_today"

    def __init__(self, today: date) -> None:
        super().__init__(f"照 {today}，没有一位有口令的管理员，没有更正", "请先给自己“管理员”角色，从今天或以前开始")


def ran_ahead(store: Store) -> date | None:
    """The day of the log that is later than today; None where there is none."""
    newest = store.day()
    return newest if newest > date.today() else None


def put_clock_right(store: Store, reason: str) -> None:
    """Says that the clock had run ahead and is right now: from here on roles go by today again.

    Raises:
        NotAllowed: the clerk gives no passphrases and roles.
        ReasonMissing: no reason is given.
        ClockIsRight: the log knows no later day.
        NoneToday: nobody would be an administrator.
    """
    store.require_power(Power.ACCOUNTS)
    if not (reason := reason.strip()):
        raise ReasonMissing
    if (wrong := ran_ahead(store)) is None:
        raise ClockIsRight
    today = date.today()
    able = store.get_many(Account, [*holders(store), *([store.account] if store.ring.is_unclaimed else ())]).values()
    if not any(not one.left and Role.ADMIN in one.roles_on(today) for one in able):
        raise NoneToday(today)
    with store.writing(f"时钟走快过：{reason}") as w:
        w.note(CLOCK_RIGHT, Centre.TABLE, 0, {"clock": [wrong.isoformat(), today.isoformat()]})
    store.last_entry()
