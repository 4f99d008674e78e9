"""What was copied out of a chat: who said what and when, in the ways in which chats are copied, or a line each.

A head of its own line, as desktop programs copy it (张三 2026/3/9 9:12), begins a message; else every line is one, whoever said it
standing before a colon. What is no matter of anybody, such as 收到 and [图片], is told apart and never dropped.
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
_CLOCK_ALONE = re.compile(_CLOCK)
_TIME_ALONE = re.compile(rf"[—\-\s]*(?P<when>(?:{_DAY}[\s　]*)?{_CLOCK})[—\-\s]*")
_SPEAKER = re.compile(r"(?P<name>[^\s:：，。,.!！?？、\d]{1,8}(?:（[^）]{1,10}）)?)[:：]\s*(?P<rest>\S.*)")
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
    headed = any(_HEAD.fullmatch(line) for line in lines)
    return list(_headed(lines, today) if headed else _line_by_line(lines, today))


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


def _headed(lines: list[str], today: date) -> Iterator[Said]:
    name, parts = "", list[str]()
    at: datetime | None = None
    for line in lines:
        if head := _HEAD.fullmatch(line) or _TIME_ALONE.fullmatch(line):
            if parts:
                yield _said(name, at, parts)
            name, at, parts = head.groupdict().get("name") or "", _moment(head["when"], today, at), []
        else:
            parts.append(line)
    if parts:
        yield _said(name, at, parts)


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
