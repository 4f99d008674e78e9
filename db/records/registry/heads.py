"""户主: who is the head among the members of a household, whichever kind it is; a household has one on every day (户口登记条例 第五条)."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from db.errors import Problem
from db.fields import Field
from db.records.spells import Held, days_without_one, overlap

HEAD = "02"
"""户主 of the table ``relation``."""


class Seat(Held, Protocol):
    """A member, from a day to a day."""

    @property
    def resident(self) -> int:
        """Who."""
        ...

    @property
    def relation(self) -> str:
        """To the head."""
        ...


def told_twice(present: Sequence[Seat], field: Field[Any]) -> Iterable[Problem]:
    """Two heads, or somebody twice, among those who are there now."""
    if sum(m.relation == HEAD for m in present) > 1:
        yield field.problem("two_heads", "同一户有两个户主", "请只留一个户主")
    if len({m.resident for m in present}) < len(present):
        yield field.problem("member_twice", "同一个人写了两次", "请删去重复的一行")


def of_heads(head: int, members: Sequence[Seat], field: Field[Any], *, asked: bool = True) -> Iterable[Problem]:
    """A head who is another one than the one among the members; days with two heads, and days with members and none."""
    heads = [m for m in members if m.relation == HEAD]
    now = [m.resident for m in heads if m.until is None]
    if len(now) == 1 and now[0] != head:
        yield field.problem("head_differs", "成员里的户主和“户主”一栏不是同一个人", "请改成一样的", blocking=False)
    if sum(m.until is None for m in heads) <= 1 and overlap(heads):  # two of today are told by `told_twice`
        yield field.problem("heads_overlap", "有的日子有两个户主", "请核对户主的起止日期", blocking=False)
    if asked and members and days_without_one(members, heads):
        yield field.problem("no_head", "有的日子没有户主", "请写上谁是户主；不知道的先空着", blocking=False)
