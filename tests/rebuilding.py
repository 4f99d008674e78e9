"""An attacker who wants a whole number out of masked output: how many numbers still fit all that a row tells."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from db.values.id_number import CHECKS, WEIGHTS

NOW = date(2026, 11, 29)
OLDEST = date(1906, 1, 1)
_MASKED = re.compile(r"[0-9*]{14,18}X?")
_DAY = re.compile(r"((?:19|20)\d\d)[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_AGE = re.compile(r"(\d{1,3})岁")


def numbers_that_fit(texts: Iterable[str], region: str, sex: str) -> int:
    """How many right identity numbers fit everything in the texts; where somebody comes from and the sex are known anyway.

    A day in the texts is taken for the day of birth, when one is called so; the texts are all that one row shows.
    """
    told = list(texts)
    figures: dict[int, str] = dict(enumerate(region))
    for text in told:
        figures |= _shown(text)
    days = list(_days(told, figures))
    partial = Counter(
        sum(int(f) * w for f, w in zip(seq, WEIGHTS[14:], strict=True)) % 11 for seq in _serials(figures, sex)
    )
    lead = sum(int(f) * w for f, w in zip(region, WEIGHTS, strict=False))
    wanted = CHECKS.index(figures[17]) if 17 in figures else None
    fitting = 0
    for day in days:
        before = lead + sum(int(f) * w for f, w in zip(f"{day:%Y%m%d}", WEIGHTS[6:], strict=False))
        fitting += sum(n for rest, n in partial.items() if wanted is None or (before + rest) % 11 == wanted)
    return fitting


def _shown(text: str) -> Mapping[int, str]:
    """The figures of a citizen's number that masked or whole numbers in a text show, by their place in the 18."""
    found: dict[int, str] = {}
    squeezed = re.sub(r"[\s\-()]", "", re.sub(r"(?<![0-9*])1[3-9][0-9][*]{4}[0-9]{4}", "电", text))
    for match in _MASKED.finditer(squeezed):
        number = match[0]
        places = range(18) if len(number) == 18 else [*range(6), *range(8, 17)] if len(number) == 15 else range(6)
        found |= {place: f for place, f in zip(places, number, strict=False) if f != "*"}
    return found


def _days(texts: list[str], figures: Mapping[int, str]) -> Iterator[date]:
    """The days on which this person can be born, after all that is said of it."""
    whole: set[date] = set()
    years: set[int] = set()
    for text in texts:
        if re.search(r"出生|生于|生日|^(?:19|20)\d\d[-年]?(?:\d\d-\d\d)?$", text):
            whole |= {d for y, m, n in _DAY.findall(text) if (d := _day(int(y), int(m), int(n)))}
            years |= {int(y) for y in _YEAR.findall(text)}
        years |= {NOW.year - int(a) - before for a in _AGE.findall(text) for before in (0, 1)}
    for count in range((NOW - OLDEST).days):
        day = OLDEST + timedelta(count)
        if (whole and day not in whole) or (years and day.year not in years):
            continue
        if all(figures.get(6 + place, f) == f for place, f in enumerate(f"{day:%Y%m%d}")):
            yield day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _serials(figures: Mapping[int, str], sex: str) -> Iterator[str]:
    for number in range(1000):
        serial = f"{number:03d}"
        if number % 2 == (sex == "1") and all(figures.get(14 + p, f) == f for p, f in enumerate(serial)):
            yield serial
