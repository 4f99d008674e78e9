"""Masks: what a person sees who has no need of the whole. Counted by character, never by UTF-16 unit."""

from db.values.person_name import DOT

STAR = "*"


def id_number(value: str) -> str:
    """First six and last four; shorter numbers keep only their last three."""
    if len(value) >= 15:
        return value[:6] + STAR * (len(value) - 10) + value[-4:]
    return STAR * max(len(value) - 3, 0) + value[-3:]


def tail(value: str) -> str:
    """Only the last four: for places where the age stands beside the number."""
    return STAR * max(len(value) - 4, 0) + value[-4:]


def phone(value: str) -> str:
    """First three and last four of a mobile; otherwise only the last four."""
    if len(value) == 11 and value.isdigit():
        return value[:3] + STAR * 4 + value[-4:]
    return tail(value)


def name_for_posting(value: str) -> str:
    """A name as it may hang on a public board: 张*, 张**, 阿***·买**."""
    return DOT.join(part[:1] + STAR * (len(part) - 1) for part in value.split(DOT))


def whole(value: str) -> str:
    """Nothing but stars, as many as eight."""
    return STAR * min(len(value), 8)
