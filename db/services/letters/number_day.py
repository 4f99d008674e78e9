"""The day by which a number is counted: none is drawn for a day that is not there yet, nor without a question for one long ago."""

from datetime import date
from typing import Any

from db.errors import Problem, RecordInvalid
from db.fields import Field, Looks
from db.fields.time import FAR
from db.services.answers import Answers, Choice, OldDay, Undecided
from db.values.day import long_form


class DayLongAgo(Undecided):
    """A number would be counted in a year long over: whether that is meant is to be said."""

    code = "day_long_ago"


def settle_day(day: date, kind: Field[Any] | None, answers: Answers) -> None:
    """Lets a day pass that a number may be counted by; ``kind`` is the field that tells it, None where none does by itself.

    A day by which something came in lies not in the future; one that a paper bears may lie a year ahead.

    Raises:
        RecordInvalid: it is in the future, or the clerk said that it is not what is meant.
        DayLongAgo: it is more than a year ago, and whoever asks for the number can be asked about it.
    """
    today, label = date.today(), kind.label if kind else "日期"
    latest = today if getattr(kind, "looks", None) is Looks.BACK else today + FAR
    if day > latest:
        told = f"{long_form(day)}还没有到（这台电脑的日期是{long_form(today)}），没有取号"
        raise RecordInvalid([_problem(kind, "number_ahead", told, "请改日期；日期没有写错的，请校准电脑的时钟")])
    if day >= today - FAR or answers.old is OldDay.RIGHT or answers.old is OldDay.TRUSTED:
        return
    if answers.old is OldDay.WRONG:
        raise RecordInvalid([_problem(kind, "number_long_ago", f"{long_form(day)}，没有取号", "请改日期")])
    raise DayLongAgo(
        f"{label}是{long_form(day)}，已经过去{_how_long(day, today)}，取{day.year}年的号吗？",
        f"号取出来就占用{day.year}年的一个号，不能收回。补登以前的，照这一天取；年份写错了的，先改日期。",
        Choice(OldDay.RIGHT, f"取{day.year}年的号"),
        Choice(OldDay.WRONG, "返回改日期"),
        grave=True,
    )


def _problem(kind: Field[Any] | None, code: str, message: str, remedy: str) -> Problem:
    return kind.problem(code, message, remedy) if kind else Problem("", "日期", code, message, remedy)


def _how_long(day: date, today: date) -> str:
    """Whole years, by the calendar: 365 days each would make a year too many of every century and a half."""
    years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    return "一年多" if years <= 1 else f"{years}年"
