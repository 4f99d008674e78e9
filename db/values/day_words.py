"""Days and times as people write them at a desk.

A clerk leaves out what is plain: the year, the month, the week. What is meant depends on where it is written: a meeting
lies ahead, a visit lies back, and on 29 November "25日" is 25 December for the one and 25 November for the other.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from db.errors import ValueUnreadable
from db.values.day import WEEKDAYS, long_form, months_later
from db.values.legible import seen
from db.values.numerals import HAN, number


class Looks(StrEnum):
    """Where the days of a field lie, as seen from today: of NEAR the nearest one is meant, and of EITHER the one of this year."""

    EITHER = ""
    NEAR = "near"
    AHEAD = "ahead"
    BACK = "back"


_WORDS = {
    **{
        "今天": 0,
        "今日": 0,
        "今": 0,
        "当天": 0,
        "明天": 1,
        "明日": 1,
        "明": 1,
        "后天": 2,
        "后日": 2,
        "后": 2,
        "大后天": 3,
    },
    **{"昨天": -1, "昨日": -1, "昨": -1, "前天": -2, "前日": -2, "前": -2, "大前天": -3},
}
_YEARS = {"今年": 0, "本年": 0, "明年": 1, "后年": 2, "去年": -1, "前年": -2, "": 0}

_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?\.?(?: 00?:00(?::00)?)?")
_TWO_FIGURES = re.compile(r"(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?")
_PLAIN = re.compile(r"(\d{4}|\d{2})(\d{2})(\d{2})")
_SHORT = re.compile(r"(今年|本年|明年|后年|去年|前年|)(\d{1,2})[-./月](\d{1,2})[日号]?")
_FOUR_FIGURES = re.compile(r"()(\d{2})(\d{2})")
_OF_MONTH = re.compile(
    r"(本月|这个?月|下下个?月|下个?月|上上个?月|上个?月|)(?:(\d{1,2})[日号]|(?<=月)(底|末|初)|月(底|末|初))"
)
_OF_YEAR = re.compile(r"(今年|本年|明年|后年|去年|前年|)(?:(\d{1,2})月(底|末|初)|年?(?:底|末))")
_WEEK = re.compile(r"(本|这个?|下下个?|下个?|上上个?|上个?|)(?:周|星期|礼拜)([一二三四五六日天])")
_TERM = re.compile(r"(半|\d{1,3})(个月|月|天|日|个?星期|个?礼拜|周|年)(?:以|之)?([后内前])")
_TOLD_WEEKDAY = re.compile(r"(.*[\d日号])[ ,]?\(?(?:周|星期|礼拜)([一二三四五六日天])\)?")
_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?")

# Feasts and memorial days with a day of their own in the solar calendar, and the numbers that stand for some of them.
_FEASTS = {
    **{"元旦": (1, 1), "妇女节": (3, 8), "植树节": (3, 12), "劳动节": (5, 1), "青年节": (5, 4), "护士节": (5, 12)},
    **{"儿童节": (6, 1), "环境日": (6, 5), "禁毒日": (6, 26), "建党节": (7, 1), "党的生日": (7, 1), "建军节": (8, 1)},
    **{"教师节": (9, 10), "烈士纪念日": (9, 30), "国庆": (10, 1), "消防日": (11, 9), "宪法日": (12, 4)},
    **{"国家公祭日": (12, 13), "志愿者日": (12, 5)},
}
_FEASTS_BY_NUMBER = {
    **{"三八": (3, 8), "五一": (5, 1), "五四": (5, 4), "六一": (6, 1), "七一": (7, 1), "八一": (8, 1), "十一": (10, 1)}
}
_FEAST = re.compile(
    rf"(?:(?:三八|五一|五四|六一|七一|八一|十一)?(?:国际|中国|世界|全国|国家)?(?P<name>{'|'.join(_FEASTS)})节?"
    rf"|(?<![{HAN}两\d月第周期拜])(?P<number>{'|'.join(_FEASTS_BY_NUMBER)})节?(?![{HAN}两\d个月日号点时刻分天周年]))"
    r"(?:当天|当日|那天|这天)?"
)
_OF_THE_MOON = re.compile("春节|除夕|年三十|元宵|清明|端午|七夕|中元|中秋|重阳|腊八|小年|冬至|农历|阴历|正月|腊月")

# The hours that each word can stand before, and what is added to them.
_PERIODS: dict[str, tuple[range, dict[int, int]]] = {
    **dict.fromkeys(("凌晨",), (range(7), {12: 0})),
    **dict.fromkeys(("早上", "早晨", "清晨", "早"), (range(1, 12), {})),
    **dict.fromkeys(("上午",), (range(13), {})),
    **dict.fromkeys(("中午",), (range(10, 15), {1: 13, 2: 14})),
    **dict.fromkeys(("下午", "午后"), (range(12, 24), {hour: hour + 12 for hour in range(1, 12)})),
    **dict.fromkeys(("傍晚",), (range(16, 21), {hour: hour + 12 for hour in range(4, 9)})),
    **dict.fromkeys(
        ("晚上", "夜里", "夜间", "深夜", "半夜", "晚"),
        (range(17, 25), {0: 24, 12: 24, **{hour: hour + 12 for hour in range(5, 12)}}),
    ),
}
_PERIOD = "|".join(_PERIODS)
_NOON, _MIDNIGHT = ("正午", "中午"), ("午夜", "零点")
_CLOCK_TEXT = (
    rf"(?P<period>{_PERIOD})? ?(?P<hour>\d{{1,2}})"
    r"(?:(?::|点钟?|时)(?:(?P<minute>\d{1,2})(?::\d{1,2})?分?|(?P<half>半)|(?P<quarter>[13])刻)?)?(?:整)?"
)
_CLOCK = re.compile(_CLOCK_TEXT)
_IN_MOMENT = re.compile(
    rf"(?P<day>.*?)[ ,]*(?P<clock>(?:(?:{_PERIOD}) ?|(?<!\d))\d{{1,2}}(?::|点|时)[^ ]*|(?:{_PERIOD}) ?\d{{1,2}}"
    rf"|(?<= )\d{{1,2}}|{'|'.join((*_NOON, *_MIDNIGHT))}|(?P<vague>{_PERIOD}))"
)
# What nothing has to be tidied in.
_TIDY = re.compile(r"[0-9./-]*")
_CENTURY = 100
_HALF_YEAR = 183


def _tidy(written: str) -> str:
    """Half-width, single blanks, Arabic figures for numerals; the names of weekdays stay."""
    if _TIDY.fullmatch(written):  # as nearly all days of a roster are
        return written
    text = seen(unicodedata.normalize("NFKC", written).translate({ord(c): "〇" for c in "○◯"}))
    text = re.sub(r"(?<=\d)T(?=\d)", " ", " ".join(text.split()))
    text = re.sub(r"(?<=[年月]) | (?=[年月日号])", "", text)
    text = _FEAST.sub(_feast, text)
    text = re.sub(rf"(?<![周期拜{HAN}])[{HAN}]+", lambda m: number(m[0]), text)
    return re.sub(r"两(?=[个周天点时年月])", "2", text)


def _feast(match: re.Match[str]) -> str:
    """The day of a feast as month and day: 国庆节 is 10月1日."""
    month, day = _FEASTS[match["name"]] if match["name"] else _FEASTS_BY_NUMBER[match["number"]]
    return f"{month}月{day}日"


def _unreadable(text: str) -> ValueUnreadable:
    if _OF_THE_MOON.search(text):
        return ValueUnreadable(f"“{text}”每年的公历日期不同", "请写公历的月和日，如 2月17日")
    return ValueUnreadable(f"看不懂日期“{text}”", "可写 3.2、20260302、明天、下周三、下个月5号")


def _first(days: Iterable[tuple[int, int, int]], written: str, looks: Looks, today: date) -> date:
    """The first of these days that the calendar has and that lies where the field looks, or else the first it has."""
    there: list[date] = []
    for year, month, day in days:
        try:
            there.append(date(year, month, day))
        except ValueError:
            continue
    if not there:
        raise ValueUnreadable(f"“{written}”不是日历上的日期", "请检查月和日")
    if looks is Looks.AHEAD:
        return next((d for d in there if d >= today), there[0])
    if looks is Looks.BACK:
        return next((d for d in there if d <= today), there[0])
    if looks is Looks.NEAR:
        return min(there, key=lambda d: abs(d - today))
    return there[0]


def _years(today: date, looks: Looks) -> list[int]:
    """This year, then those in which a day without a year may be meant as well."""
    others = {Looks.AHEAD: (1,), Looks.BACK: (-1,), Looks.NEAR: (1, -1)}.get(looks, ())
    return [today.year, *(today.year + n for n in others)]


def _of_year(year: str, month: int, day: int, *, written: str, looks: Looks, today: date) -> date:
    """A day of a month; what was just now is meant ahead too, for whoever writes it down afterwards."""
    if year:
        return _first([(today.year + _YEARS[year], month, day)], written, Looks.EITHER, today)
    found = _first([(y, month, day) for y in _years(today, looks)], written, looks, today)
    if looks is Looks.AHEAD and found.year > today.year:
        this_year = _first([(y, month, day) for y in _years(today, looks)], written, Looks.EITHER, today)
        if (today - this_year).days < _HALF_YEAR:
            return this_year
    return found


def _of_month(which: str, day: str, end: str, *, written: str, looks: Looks, today: date) -> date:
    month = months_later(today.replace(day=1), which.count("下") - which.count("上"))
    other = {Looks.AHEAD: range(3), Looks.BACK: range(0, -3, -1), Looks.NEAR: (0, 1, -1)}.get(looks, range(1))
    months = [month] if which else [months_later(month, n) for n in other]
    last = calendar.monthrange
    days = [(m.year, m.month, int(day or (1 if end == "初" else last(m.year, m.month)[1]))) for m in months]
    return _first(days, written, Looks.EITHER if which else looks, today)


def _of_week(which: str, weekday: str, looks: Looks, today: date) -> date:
    weeks = which.count("下") - which.count("上")
    monday = today - timedelta(days=today.weekday())
    found = monday + timedelta(weeks=weeks, days=WEEKDAYS.index(weekday.replace("天", "日")))
    if not which and looks is Looks.AHEAD and found < today:
        return found + timedelta(weeks=1)
    if not which and looks is Looks.BACK and found > today:
        return found - timedelta(weeks=1)
    return found


def _after(count: str, unit: str, direction: str, today: date) -> date:
    sign = -1 if direction == "前" else 1
    if count == "半":
        return today + timedelta(days=sign * 15) if unit.endswith("月") else months_later(today, sign * 6)
    many = sign * int(count)
    if unit.endswith("月"):
        return months_later(today, many)
    if unit == "年":
        return months_later(today, 12 * many)
    return today + timedelta(days=many * (1 if unit in ("天", "日") else 7))


def _two_figure_year(figures: str, looks: Looks, today: date) -> int:
    """26 is 2026; the years behind today are those of the last century, where the field looks back."""
    this_century = today.year // _CENTURY * _CENTURY
    ahead = 0 if looks is Looks.BACK else 20
    year = this_century + int(figures)
    return year if year <= today.year + ahead else year - _CENTURY


def read_day(written: str, today: date | None = None, looks: Looks = Looks.EITHER) -> date | None:
    """The day that somebody wrote, or None for nothing.

    Reads 2026-3-2, 2026年3月2日（星期一）, 20260302, 26.3.2, 3.2, 0302, 三月二号, 25日, 今天, 下周三, 三天后, 下个月5号, 月底, 国庆,
    明年元旦; of feasts those that the solar calendar has.
    A day without year, month or week is the nearest one where the field looks; in this year, month or week where it
    looks to either side and not for the nearest.

    Raises:
        ValueUnreadable: it is none of these, no day of the calendar, or not on the weekday that was written with it.
    """
    text = _tidy(written)
    now = today or date.today()
    if not text:
        return None
    if text is written:  # without blanks and words
        return _read(text, looks, now)
    if told := _TOLD_WEEKDAY.fullmatch(text):
        weekday = WEEKDAYS.index(told[2].replace("天", "日"))
        found = _read(told[1].strip(), looks, now)
        if found.weekday() != weekday:  # the weekday tells which year is meant
            found = _read(told[1].strip(), Looks.EITHER, now)
        if found.weekday() != weekday:
            right = f"{long_form(found)}是星期{WEEKDAYS[found.weekday()]}"
            raise ValueUnreadable(f"“{text}”的星期不对：{right}", "请核对日期和星期")
        return found
    return _read(text, looks, now)


def _read(text: str, looks: Looks, now: date) -> date:
    if text in _WORDS:
        return now + timedelta(days=_WORDS[text])
    if (match := _FULL.fullmatch(text) or _TWO_FIGURES.fullmatch(text) or _PLAIN.fullmatch(text)) is not None:
        year = int(match[1]) if len(match[1]) == 4 else _two_figure_year(match[1], looks, now)
        return _first([(year, int(match[2]), int(match[3]))], text, Looks.EITHER, now)
    if match := _SHORT.fullmatch(text) or _FOUR_FIGURES.fullmatch(text):
        return _of_year(match[1], int(match[2]), int(match[3]), written=text, looks=looks, today=now)
    if match := _OF_MONTH.fullmatch(text):
        return _of_month(match[1], match[2], match[3] or match[4], written=text, looks=looks, today=now)
    if match := _WEEK.fullmatch(text):
        return _of_week(match[1], match[2], looks, now)
    if match := _TERM.fullmatch(text):
        return _after(match[1], match[2], match[3], now)
    return _end(text, looks, now)


def _end(text: str, looks: Looks, now: date) -> date:
    """年底, 3月底, 明年3月初."""
    match = _OF_YEAR.fullmatch(text)
    if not match:
        raise _unreadable(text)
    first = int(match[2] or 12)
    if first not in range(1, 13):
        raise _unreadable(text)
    month = _of_year(match[1], first, 1, written=text, looks=looks, today=now)
    return month if match[3] == "初" else months_later(month, 1) - timedelta(days=1)


def read_month(written: str) -> tuple[int, int] | None:
    """Year and month where somebody wrote no day, such as 1954.5, or None."""
    match = _MONTH.fullmatch(unicodedata.normalize("NFKC", written).strip())
    if match and 1 <= int(match[2]) <= 12:
        return int(match[1]), int(match[2])
    return None


def _clock(written: str) -> tuple[int, time]:
    """Days to go on and the time of day."""
    text = _tidy(written).strip()
    if text in _NOON:
        return 0, time(12)
    if text in _MIDNIGHT or text == "0点":
        return 0, time(0, fold=1)
    match = _CLOCK.fullmatch(text)
    if not match:
        raise ValueUnreadable(f"看不懂时间“{written.strip()}”", "可写 14:30、下午2点半")
    hour = int(match["hour"])
    minute = 30 if match["half"] else int(match["quarter"] or 0) * 15 or int(match["minute"] or 0)
    if period := match["period"]:
        hours, meant = _PERIODS[period]
        hour = meant.get(hour, hour)
        if hour not in hours:
            raise ValueUnreadable(
                f"“{written.strip()}”说不通：{period}没有{match['hour']}点", "请改成 14:30 这样的写法"
            )
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise ValueUnreadable(f"看不懂时间“{written.strip()}”", "可写 14:30、下午2点半")
    days, hour = divmod(hour, 24)
    return days, time(hour, minute, fold=int(not hour and not minute))


def read_time(written: str) -> time | None:
    """A time of the day: 8:30, 下午2点半, 17点; 24:00 is midnight.

    Raises:
        ValueUnreadable: it is none.
    """
    return _clock(written)[1].replace(fold=0) if _tidy(written).strip() else None


def read_moment(written: str, today: date | None = None, looks: Looks = Looks.EITHER) -> datetime | None:
    """Day and time together: 25日 14:30, 明晚7点, 2026年3月25日（星期三）下午2:30.

    A day without a clock time is its midnight without ``fold`` (see `db.values.day.has_clock`); 晚上12点 is the midnight
    that ends the day.

    Raises:
        ValueUnreadable: day or time cannot be read.
    """
    text = _tidy(written)
    if not text:
        return None
    match = _IN_MOMENT.fullmatch(text)
    if match and not match["day"]:
        raise ValueUnreadable(f"“{text}”没有日期", "请连日期一起写，如 明天下午2点半")
    if not match:
        return _at_midnight(read_day(text, today, looks))
    found = read_day(match["day"].strip(" ,"), today, looks)
    if found is None or match["vague"]:
        return _at_midnight(found)
    days, clock = _clock(match["clock"])
    return datetime.combine(found + timedelta(days=days), clock)


def _at_midnight(found: date | None) -> datetime | None:
    return datetime.combine(found, time()) if found else None
