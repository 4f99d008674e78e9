"""备份留多少: the nearer the day the more backups of it are kept; which go follows from what is inside and from their days.

The furthest backup is the newest whatever a clock says, and ages are reckoned from the backups themselves: a clock that stood in
2010, or for two days in 2030, thins out nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from attrs import evolve, frozen

from db.records.centre.centre import Rule
from db.records.power import Power
from db.services.kept import KeptBackup
from db.store import Store, eq

RULE = "backup_keep"
"""The key of the rule that says how many are kept."""
_NEAR = 3
_WEEK, _MONTH = 7, 31


@frozen
class Keep:
    """How many backups are kept.

    Attributes:
        name: as the rule has it.
        title: for the clerk, in a word.
        label: for the clerk, in a sentence.
        newest: so many are kept whatever their days.
        days: of so many days one each.
        weeks: then of so many weeks one each.
        months: then of so many months one each.
        yearly: whether then of each year one.
    """

    name: str
    title: str
    label: str
    newest: int
    days: int
    weeks: int
    months: int
    yearly: bool


MANY = Keep("many", "多留", "最近 30 份，三个月内每周一份，两年内每月一份，再早每年一份", 30, 30, 13, 24, yearly=True)
"""Where nobody has said: nothing goes that the programs of before would have kept."""
USUAL = Keep(
    "usual", "照常", "7 天内每天一份，一个月内每周一份，一年内每月一份，再早每年一份", 7, 7, 5, 12, yearly=True
)
FEW = Keep("few", "少留", "7 天内每天一份，一个月内每周一份，半年内每月一份，再早不留", 7, 7, 5, 6, yearly=False)
CHOICES = (MANY, USUAL, FEW)


def keep_of(store: Store) -> Keep:
    """How many backups this centre keeps; what was said last counts, whatever the clock showed then."""
    said = store.select(Rule, eq("key", RULE), order=("-id",), limit=1)
    return next((one for one in CHOICES if said and said[0].value == one.name), MANY)


def set_keep(store: Store, keep: Keep) -> None:
    """Says how many are kept from now on; what is too many goes with the next backup. See `superfluous` for what that will be.

    Raises:
        NotAllowed: the clerk may not.
    """
    store.require_power(Power.SETTINGS)
    say(store, RULE, "备份留多少", keep.name)


def say(store: Store, key: str, label: str, value: str) -> None:
    """Lays down a rule about backups from today on."""
    today = date.today()
    said = store.select(Rule, eq("key", key), order=("-id",), limit=1)
    if said and said[0].value == value:
        return
    rule = Rule(key=key, label=label, since=today, source="本中心自定")
    if said and said[0].since == today:
        rule = said[0]
    store.save(evolve(rule, value=value), label)


def superfluous(kept: Iterable[KeptBackup], keep: Keep) -> list[KeptBackup]:
    """Of our own backups those that are too many; one that holds the same as another goes first. None with a name that a clerk gave.

    Args:
        kept: the furthest first.
        keep: how many are kept.
    """
    own = [one for one in kept if one.made is not None]
    first, again = _apart(own)
    today = min((_day(one) for one in first[:_NEAR]), default=date.min)
    seen: set[tuple[object, ...]] = set()
    gone: list[KeptBackup] = []
    for number, one in enumerate(first):
        day = _day(one)
        standing = _stands_for(day, max((today - day).days, 0), keep)
        if number >= keep.newest and (standing is None or standing in seen):
            gone.append(one)
        else:
            seen |= {("day", day), _week(day), _month(day), ("year", day.year)}
    return [*gone, *again[max(0, keep.newest - len(first) + len(gone)) :]]


def _apart(own: Sequence[KeptBackup]) -> tuple[list[KeptBackup], list[KeptBackup]]:
    """The first one of each end of the audit, and those that hold the same once more."""
    ends: set[int] = set()
    first: list[KeptBackup] = []
    again: list[KeptBackup] = []
    for one in own:
        (again if one.head.seq in ends else first).append(one)
        ends.add(one.head.seq)
    return first, again


def _day(one: KeptBackup) -> date:
    return (one.made or datetime.min).date()


def _stands_for(day: date, age: int, keep: Keep) -> tuple[object, ...] | None:
    """For what a backup of a day stands at its age, in days; None for nothing any more."""
    if age <= keep.days:
        return ("day", day)
    if age <= keep.weeks * _WEEK:
        return _week(day)
    if age <= keep.months * _MONTH:
        return _month(day)
    return ("year", day.year) if keep.yearly else None


def _week(day: date) -> tuple[object, ...]:
    return ("week", *day.isocalendar()[:2])


def _month(day: date) -> tuple[object, ...]:
    return ("month", day.year, day.month)
