"""居住记录: where somebody lived from a day to a day. What was so is closed, never written over."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Code, Day, Link, Looks, Privacy, Text
from db.records.base import Spell, changed, compact
from db.records.spells import ONE_DAY, last_day

MAIN = "1"
"""常住 of the table ``residence_kind``: the one place where somebody lives; 寄住 and visits may go on beside it."""


@frozen(kw_only=True, slots=False)
class Residence(Spell):
    """居住记录 (户口登记条例 第六条: whoever lives somewhere for good is registered in one place)."""

    TABLE: ClassVar[str] = "residence"
    LABEL: ClassVar[str] = "居住记录"

    since: Annotated[date | None, Day("起", looks=Looks.BACK, width=6, help="不知道从哪天起，就空着")] = None
    until: Annotated[date | None, Day("止", looks=Looks.BACK, width=6, help="住到哪天，连这一天在内；还住着就空着")] = (
        None
    )
    house: Annotated[int, Link("房屋", to="house", required=True, privacy=Privacy.PERSONAL, width=14)] = 0
    kind: Annotated[str, Code("居住方式", table="residence_kind", width=4)] = MAIN
    reason: Annotated[str, Code("迁移原因", table="moving_reason", width=5, words=("流入原因", "迁入原因"))] = ""
    whence: Annotated[str, Text("从哪里来", privacy=Privacy.PERSONAL, width=10)] = ""
    whither: Annotated[str, Text("到哪里去", privacy=Privacy.PERSONAL, width=10)] = ""
    source: Annotated[str, Text("依据", width=10, help="例如：本人说的、走访、派出所名单")] = ""


Residences = tuple[Residence, ...]
_UNKNOWN_SINCE = compact(Residence())


def standing(rows: Sequence[Residence]) -> Residence | None:
    """The open one where somebody lives for good; None where there is none."""
    return next((one for one in rows if one.until is None and one.kind == MAIN), None)


def moved(rows: Residences, house: int, day: date) -> Residences:
    """The rows of somebody who lives in a house from a day on, or in none that is known.

    Where nothing was known before, nobody knows since when. What began on that day itself is put right, not closed.
    """
    if not rows:  # as of all who are new
        return (changed(_UNKNOWN_SINCE, house=house),) if house else rows
    now = standing(rows)
    if now is None:
        return _begun(rows, house, day)
    if now.house == house:
        return rows
    if now.since is None or now.since < day:
        closed = tuple(changed(one, until=day - ONE_DAY) if one is now else one for one in rows)
        return (*closed, Residence(house=house, since=day)) if house else closed
    left = tuple(one for one in rows if one is not now)
    before = next((one for one in left if _ends_before(one, now.since) and one.house == house), None)
    if before is not None:
        return tuple(changed(one, until=None) if one is before else one for one in left)
    return tuple(changed(one, house=house) if one is now else one for one in rows) if house else left


def _begun(rows: Residences, house: int, day: date) -> Residences:
    if not house:
        return rows
    if (before := next((one for one in rows if _ends_before(one, day) and one.house == house), None)) is not None:
        return tuple(changed(one, until=None) if one is before else one for one in rows)
    known = any(one.kind == MAIN for one in rows)
    return (*rows, Residence(house=house, since=day if known else None))


def _ends_before(one: Residence, day: date) -> bool:
    return one.kind == MAIN and one.until == day - ONE_DAY


def left(rows: Residences, day: date, said: date | None) -> Residences:
    """The rows of somebody who left the register on a day; those that had ended on the day that was said before end on this.

    None ends before it began.
    """
    return tuple(
        changed(one, until=last_day(one, day)) if one.until is None or (said and one.until == said) else one
        for one in rows
    )


def stayed(rows: Residences, house: int, said: date | None) -> Residences:
    """The rows of somebody who was said to have left on a day, and had not: what ended then goes on."""
    ended = next((one for one in rows if one.kind == MAIN and one.house == house and one.until == said), None)
    return tuple(changed(one, until=None) if one is ended else one for one in rows) if said and ended else rows
