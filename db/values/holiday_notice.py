"""放假安排 as the State Council's yearly notice words it: 1月1日（周四）至3日（周六）放假调休，1月4日（周日）上班."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import frozen

from db.errors import ValueUnreadable
from db.values.day import WEEKDAYS, long_form

LONGEST_SPAN = 31
"""Days off in a row; more is a slip of the pen."""
_WEEKDAY = r"(?:周|星期)([一二三四五六日天])"
_DAY = re.compile(rf"(?:(\d{{4}})年)?(?:(\d{{1,2}})月)?(\d{{1,2}})日?(?:\((?:[^()]*?[、,])?{_WEEKDAY}\)|\([^()]*\))?")
_RANGE = re.compile(r"(?:至|到|—+|–|-|~)")
_OUTSIDE = r"(?![^()]*\))"  # what stands in brackets stays together
_BETWEEN = re.compile(rf"[、,;和及]+{_OUTSIDE}")
_CLAUSE = re.compile(rf"[。;,\n]{_OUTSIDE}")
_FEAST = re.compile(r"(?:[一二三四五六七八九十]{1,2}、)?([一-龥]{2,8}(?:、[一-龥]{2,8}){0,2})\s*:")
_ITEM = re.compile(r"[一二三四五六七八九十]{1,2}、")
_YEAR = re.compile(r"(20\d\d)年部分节假日")
_AMENDED = re.compile(r"关于(?:调整|延长|修改|变更)(20\d\d)年([一-龥]{2,8}?)(?:放假|假期|休假|节假日)")
"""The title of a notice that changes one feast of a year."""
_UNTIL = re.compile(r"假期(?:延长)?至")
_DECEMBER = re.compile(rf"(?<![\d年])12月(\d{{1,2}})日(?=(?:\((?:[^()]*?[、,])?{_WEEKDAY}\))?)")
_NEW_YEAR = "元旦"
_NUMBER = re.compile(r"(国办发明电)\s*[〔\[(]\s*(\d{4})\s*[〕\])]\s*(\d{1,3})\s*号")


@frozen
class Feast:
    """One feast of a notice: its name, the days off, and the weekends worked in exchange, as `written` words them."""

    name: str
    off: str
    worked: str


@frozen
class Notice:
    """What a notice says.

    Attributes:
        year: whose holidays they are.
        source: number of the notice, or its title where the text carries none.
        feasts: in the order of the notice.
    """

    year: int
    source: str
    feasts: tuple[Feast, ...]


def read_days(text: str, year: int) -> tuple[date, ...]:
    """The days that a clause names, in its order: 1月1日至3日, 2月14日、2月28日, 2026年12月31日至1月2日.

    A day without a year is in ``year``, or in the year of the day before it when it goes on from December.

    Raises:
        ValueUnreadable: it is no list of days, or a weekday in brackets is not that day's.
    """
    found: list[date] = []
    for part in _BETWEEN.split(_tidied(text)):
        if part:
            found += _read_part(part, year, found[-1] if found else None)
    if text.strip() and not found:
        raise _unclear(text)
    return tuple(found)


def _tidied(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).rstrip("。.")


def _unclear(text: str) -> ValueUnreadable:
    return ValueUnreadable(f"看不懂“{text.strip()}”", "可写 1月1日至3日；几天不相连的用顿号：2月14日、2月28日")


def _read_part(part: str, year: int, before: date | None) -> list[date]:
    """One day, or the days from one to another."""
    ends = _RANGE.split(part)
    first = _read_one(ends[0], year, before)
    if len(ends) == 1:
        return [first]
    last = _read_one(ends[1], first.year, first)
    if last < first and first.month == 12 and not ends[1].startswith(str(first.year)):
        last = _read_one(ends[1], first.year + 1, first)
    if len(ends) > 2 or not first < last <= first + timedelta(days=LONGEST_SPAN):
        raise ValueUnreadable(f"“{part}”的起止不对", "起的一天写在前，止的一天写在后")
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _read_one(part: str, year: int, before: date | None) -> date:
    match = _DAY.fullmatch(part)
    if not match or not (match[2] or before):
        raise _unclear(part)
    month = int(match[2]) if match[2] else before.month if before else 0
    try:
        day = date(int(match[1] or year), month, int(match[3]))
    except ValueError as error:
        raise ValueUnreadable(f"“{part}”不是{match[1] or year}年日历上的日期", "请检查月和日") from error
    if match[4] and WEEKDAYS[day.weekday()] != match[4].replace("天", "日"):
        raise ValueUnreadable(
            f"{long_form(day)}是星期{WEEKDAYS[day.weekday()]}，写的却是星期{match[4]}", "请核对年份和日期"
        )
    return day


def written(days: Iterable[date], year: int) -> str:
    """Days as a clerk writes them, runs joined: 1月1日至3日、1月9日; with the year where it is another one."""
    runs: list[list[date]] = []
    for day in sorted(set(days)):
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join(_written_run(run[0], run[-1], year) for run in runs)


def _written_run(first: date, last: date, year: int) -> str:
    text = _written_day(first, year)
    if first == last:
        return text
    if (first.year, first.month) == (last.year, last.month):
        return f"{text}至{last.day}日"
    # After a day of another year a day of this one needs its year too, else it would be read as of that one.
    return f"{text}至{_written_day(last, first.year)}"


def _written_day(day: date, year: int) -> str:
    return f"{day.month}月{day.day}日" if day.year == year else long_form(day)


def read_notice(text: str) -> Notice:
    """What the text of a notice says, whatever stands around it.

    Raises:
        ValueUnreadable: the year is missing, no feast is found, or a day is wrong.
    """
    tidy = unicodedata.normalize("NFKC", text).replace(" ", "").replace("\u3000", "")
    amended = _AMENDED.search(tidy)
    year = amended or _YEAR.search(tidy)
    if not year:
        raise ValueUnreadable(
            "看不出是哪一年的放假安排", "请连标题“国务院办公厅关于××××年部分节假日安排的通知”一起粘贴"
        )
    if amended and _UNTIL.search(tidy):
        raise ValueUnreadable(
            f"这份通知只说{amended[2]}假期延长到哪一天", f"请在{year[1]}年的表里把{amended[2]}的止日改成那一天"
        )
    feasts = tuple(_amended(tidy, amended) if amended else _feasts(tidy, int(year[1])))
    if not feasts:
        raise ValueUnreadable(
            "没有找到放假的日子", "请粘贴通知全文，例如“一、元旦：1月1日（周四）至3日（周六）放假调休”"
        )
    number = _NUMBER.search(tidy)
    title = f"调整{year[1]}年{amended[2]}假期" if amended else f"{year[1]}年部分节假日"
    source = f"{number[1]}〔{number[2]}〕{number[3]}号" if number else f"国务院办公厅关于{title}安排的通知"
    return Notice(int(year[1]), source, feasts)


def _amended(text: str, title: re.Match[str]) -> Iterator[Feast]:
    """The feasts of a notice that changes some: those it heads with a name, otherwise the one of its title."""
    year = int(title[1])
    body = re.sub(r"[一二三四]、(?=\d)", "", text[title.end() :].removeprefix("安排").removeprefix("的通知"))
    headed = [one for one in _feasts(body, year) if title[2] in one.name or "节" in one.name or one.name == _NEW_YEAR]
    yield from headed or _feasts(f"{title[2]}:{body.replace(':', '。')}", year)


def _december(clause: str, year: int) -> str:
    """A clause of New Year, whose days of December are those before it, but for a weekday that says otherwise."""

    def dated(match: re.Match[str]) -> str:
        said = match[2].replace("天", "日") if match[2] else ""
        day = int(match[1])
        own = said and 1 <= day <= 31 and WEEKDAYS[date(year, 12, day).weekday()] == said
        return f"{year if own else year - 1}年{match[0]}"

    return _DECEMBER.sub(dated, clause)


def _feasts(text: str, year: int) -> Iterator[Feast]:
    heads = list(_FEAST.finditer(text))
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(text)
        off: list[date] = []
        worked: list[date] = []
        for part in _CLAUSE.split(text[head.end() : end]):
            clause = _december(part, year) if _NEW_YEAR in head[1] else part
            if "上班" in clause:
                worked += _days_of(clause, "上班", year)
            elif "放假" in clause or "补休" in clause:
                off += _days_of(clause, "放假" if "放假" in clause else "补休", year)
        if off or worked:
            # A text on one line has the end of the sentence before in front of the number.
            yield Feast(_ITEM.split(head[1])[-1], written(off, year), written(worked, year))


def _days_of(clause: str, verb: str, year: int) -> tuple[date, ...]:
    """The days before the verb; none where the clause speaks of something else."""
    words = clause.split(verb)[0]
    return read_days(words, year) if re.search(r"\d日", words) else ()
