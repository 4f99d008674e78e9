"""What was copied out of a chat: who said what and when, in the ways in which chats are copied, or a line each.

A head of its own line, as programs copy it (张三 2026/3/9 9:12, or 张三: alone), begins a message; else every line is one, whoever said
it standing before a colon, and so is what stands before the first head. One line that happens to end with a time is no head.
What is no matter of anybody, such as 收到 and [图片], is told apart and never dropped.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

from attrs import frozen

from db.errors import ValueUnreadable
from db.values import numbers_in_text
from db.values.day_words import Looks, read_moment, read_time

_DAY = r"(?:\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}月\d{1,2}日|\d{1,2}[-/]\d{1,2}|今天|昨天|前天)"
_CLOCK = r"(?:(?:凌晨|早上|上午|中午|下午|晚上)\s*)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_HEAD = re.compile(rf"(?P<name>\S.{{0,23}}?)[\s　]+(?P<when>(?:{_DAY}[\s　]*)?{_CLOCK})[:：]?")
_DATED = re.compile(_DAY)
_CLOCK_ALONE = re.compile(_CLOCK)
_TIME_ALONE = re.compile(rf"[—\-\s]*(?P<when>(?:{_DAY}[\s　]*)?{_CLOCK})[—\-\s]*")
_SPEAKER = re.compile(r"(?P<name>[^\s:：，。,.!！?？、\d]{1,8}(?:（[^）]{1,10}）)?)[:：]\s*(?P<rest>\S.*)")
_NAME_ALONE = re.compile(
    r"(?P<name>(?![^:：]*(?:如下|以下|问题|事项|情况|通知|内容|建议|意见|[有是])[:：])[^\s:：，。,!！?？、][^:：，。,!！?？、]{0,23})[:：]"
)
_LISTED = re.compile(r"^(?:\d{1,2}[.、．)）]|[（(]\d{1,2}[）)]|[-•·*])\s*")
_SIGN = re.compile(r"\[[^\]]{1,8}\]|[\W_]")
_IDLE = re.compile(
    "(?:收到|好的|好|谢谢您|谢谢|辛苦了|辛苦|感谢|赞|明白|知道了|了解|嗯|哦|ok|1|大家|社区|各位|您|啦|了)+",
    re.IGNORECASE,
)
_LONGEST_IDLE = 12
_MENTION = re.compile(r"[@＠][^\s@＠,，:：]{1,20}\s?")
_INTRODUCED = re.compile(r"(?:我是|我叫|本人)(?P<who>[㐀-鿿]{2,4}?)(?=[,，。;；!！、\s])[,，。;；、\s]*")


@frozen
class Said:
    """One message.

    Attributes:
        name: who said it, as the chat calls them; "" where that does not stand there.
        at: when, as far as that stands there; None for nothing.
        text: all of it, on one line.
        is_idle: whether it seems to be no matter: thanks, a picture.
    """

    name: str
    at: datetime | None
    text: str
    is_idle: bool = False


def read(text: str, today: date) -> list[Said]:
    """The messages of a text, in its order; none of an empty one."""
    lines = [line.strip() for line in text.replace("\u200b", "").splitlines() if line.strip()]
    first, shape = _first_head(lines)
    return [*_line_by_line(lines[:first], today), *_headed(lines[first:], today, shape)]


def stripped(said: Said, names: frozenset[str] = frozenset()) -> str:
    """The text of a message without whom it names, as far as ``names`` tell or they introduce themselves, and without their numbers."""
    text = _INTRODUCED.sub("", _MENTION.sub("", said.text))
    hidden = {
        place for number in numbers_in_text.find(text) for place in range(number.places[0], number.places[-1] + 1)
    }
    text = "".join(" " if place in hidden else one for place, one in enumerate(text))
    for name in sorted((one for one in {said.name, *names} if len(one) > 1), key=len, reverse=True):
        text = text.replace(name, "")
    text = re.sub(r"(?:联系)?(?:电话|手机|身份证)(?:号码?)?(?:是|为)?[:：]?\s*(?=[,，。;；\s]|$)", "", text)
    return " ".join(text.split()).strip("，,。;；:： ")


def _first_head(lines: list[str]) -> tuple[int, re.Pattern[str]]:
    """Where the first head stands, behind all lines where none does, and what heads look like."""
    timed = [n for n, line in enumerate(lines) if _HEAD.fullmatch(line)]
    if timed and (timed[0] == 0 or len(timed) > 1 or _DATED.search(lines[timed[0]])):
        return timed[0], _HEAD
    named = [n for n, line in enumerate(lines) if _NAME_ALONE.fullmatch(line)]
    if named and named[0] == 0 and len(lines) > 1 and not _LISTED.match(lines[1]):
        return 0, _NAME_ALONE
    return len(lines), _HEAD


def _headed(lines: list[str], today: date, shape: re.Pattern[str]) -> Iterator[Said]:
    name, head_line, parts = "", "", list[str]()
    at: datetime | None = None
    for line in [*lines, None]:
        head = (shape.fullmatch(line) or _TIME_ALONE.fullmatch(line)) if line else None
        if head is None and line:
            parts.append(line)
            continue
        if parts:
            yield _said(name, at, parts)
        elif name:
            yield Said(name, at, head_line, is_idle=True)
        if head and line:
            told = head.groupdict()
            at = _moment(told["when"], today, at) if told.get("when") else at
            name, head_line, parts = told.get("name") or "", line, []


def _line_by_line(lines: list[str], today: date) -> Iterator[Said]:
    at: datetime | None = None
    for line in lines:
        if alone := _TIME_ALONE.fullmatch(line):
            at = _moment(alone["when"], today, at)
            continue
        bare = _LISTED.sub("", line)
        speaker = _SPEAKER.fullmatch(bare)
        name, rest = (speaker["name"], speaker["rest"]) if speaker else ("", bare)
        if rest:
            yield _said(name, at, [rest])


def _said(name: str, at: datetime | None, parts: list[str]) -> Said:
    text = " ".join(" ".join(parts).split())
    return Said(name.strip(), at, text, _is_idle(text))


def _is_idle(text: str) -> bool:
    bare = _SIGN.sub("", text)
    return not bare or (len(bare) <= _LONGEST_IDLE and _IDLE.fullmatch(bare) is not None)


def _moment(written: str, today: date, before: datetime | None) -> datetime | None:
    """A time alone is of the day of what was said before, else of today."""
    try:
        if _CLOCK_ALONE.fullmatch(written.strip()):
            clock = read_time(written)
            return datetime.combine(before.date() if before else today, clock) if clock else None
        return read_moment(written, today, Looks.BACK)
    except ValueUnreadable:
        return None
