"""Texts of a matter for others: without the names of those who do not want to be named to them."""

from collections.abc import Collection, Iterable, Mapping

from db.records.matters.listening import ListeningLine
from db.records.matters.matter import Matter
from db.records.matters.parts import Claimant

CLAIMANT = "诉求人"
_LEAST_NAME = 2


def names_kept(matter: Matter, titles: Mapping[str, Mapping[int, str]]) -> frozenset[str]:
    """The names of those who want no name, or do not want to be named, as typed and as registered."""
    return names_of(matter.claimants, titles)


def names_of(rows: Iterable[Claimant | ListeningLine], titles: Mapping[str, Mapping[int, str]]) -> frozenset[str]:
    """As `names_kept`, of whoever brought or said something."""
    kept = [one for one in rows if one.hidden or one.anonymous]
    names = {name for one in kept for name in (one.name.strip(), titles.get("", {}).get(one.who, ""))}
    return frozenset(name for name in names if len(name) >= _LEAST_NAME)


def without_names(text: str, names: Collection[str]) -> str:
    """A text with 诉求人 in place of these names, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, CLAIMANT)
    return text
