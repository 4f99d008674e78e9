"""How long something took, in a clerk's words and in hours."""

from datetime import datetime

from db.values.day import has_clock

_MINUTE, _HOUR = 60, 3600


def time_between(since: datetime | None, until: datetime | None) -> str:
    """25分钟, 3.5小时; 2天 where one of both has no clock time; "" where one is not known, or the end comes first."""
    if since is None or until is None:
        return ""
    if not (has_clock(since) and has_clock(until)):
        days = (until.date() - since.date()).days
        return "" if days < 0 else f"{days}天" if days else "当天"
    seconds = (until - since).total_seconds()
    if seconds < 0:
        return ""
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)}分钟"
    return f"{round(seconds / _HOUR, 1):g}小时"
