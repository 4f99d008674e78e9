"""Masks: what a person sees who has no need of the whole. Counted by character, never by UTF-16 unit.

One mask for every place, so that no two of them add up: of an identity number the region and the last two, of a day of
birth the year. With the region, the year and the sex known, some three thousand numbers still fit; first six and last
four beside the year would leave 34 (GB 11643-1999: the check character rules out ten of eleven). Of an old number of 15
figures, or of the first 17, the last one alone is shown: it is the last but one of the 18, and adds nothing.
"""

from db.values import numbers_in_text

STAR = "*"
MOST_STARS = 8
_HIDDEN = 4
_MOBILE = 11


def id_number(value: str) -> str:
    """Region and last two; the end of a passport's number; nothing of what may be a piece of an identity number."""
    if len(value) >= numbers_in_text.OLD_LENGTH:
        head, tail = numbers_in_text.IDENTITY_HEAD, numbers_in_text.identity_tail(len(value))
        return value[:head] + STAR * (len(value) - head - tail) + value[-tail:]
    return STAR * len(value) if value.isdigit() and len(value) >= numbers_in_text.LONG else _tail(value, 3)


def phone(value: str) -> str:
    """First three and last four of a mobile, area and end of a fixed line; otherwise only the end."""
    if len(value) == _MOBILE and value.isdigit() and value.startswith("1"):
        return value[:3] + STAR * _HIDDEN + value[-4:]
    masked = in_text(value)
    return masked if masked != value else _tail(value, 4)


def year_of(day: str) -> str:
    """The year of a day written 1949-12-31; nothing of anything else."""
    return f"{day[:4]}年" if day[:4].isdigit() else whole(day)


def in_text(value: str) -> str:
    """The text with every number in it covered by which somebody is known or reached; all else stays."""
    found = numbers_in_text.find(value)
    if not found:
        return value
    hidden = {place for number in found for place in number.hidden}
    return "".join(STAR if place in hidden else c for place, c in enumerate(value))


def whole(value: str) -> str:
    """Nothing but stars, as many as eight."""
    return STAR * min(len(value), MOST_STARS)


def _tail(value: str, shown: int) -> str:
    """The last characters, if four stay hidden."""
    kept = shown if len(value) >= shown + _HIDDEN else 0
    return STAR * (len(value) - kept) + value[len(value) - kept :]
