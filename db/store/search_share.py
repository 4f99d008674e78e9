"""Who gets the places of a list of hits, so that no kind of hit fills them all and hides another."""

from collections.abc import Sequence
from itertools import groupby

from attrs import field, frozen

from db.values.search_tokens import Step

# Steps that find what was asked for just as it was typed: each has its share, however many hits others have.
OWED = frozenset(
    {
        *(Step.NUMBER, Step.NUMBER_END, Step.NUMBER_START, Step.ADDRESS, Step.ROOM),
        *(Step.NAME, Step.INITIALS, Step.PINYIN, Step.TRAIT),
    }
)
_SHARE = 8


@frozen
class Shelf:
    """The hits of one kind, in their order.

    Attributes:
        step: how they were found.
        documents: what was found and stands on no shelf before.
    """

    step: Step
    documents: list[int] = field(factory=list[int])


def least(limit: int) -> int:
    """The places of a kind of hit when better ones would fill them all."""
    return limit // _SHARE


def cut(shelves: Sequence[Shelf], limit: int) -> list[list[int]]:
    """What of each shelf gets a place: better steps first, kinds of one step alike, and each that is owed its share."""
    if sum(len(shelf.documents) for shelf in shelves) <= limit:
        return [shelf.documents for shelf in shelves]
    groups = [list(group) for _, group in groupby(shelves, key=lambda shelf: shelf.step)]
    kept = [min(least(limit), sum(len(s.documents) for s in g)) if g[0].step in OWED else 0 for g in groups]
    found: list[list[int]] = []
    left = limit
    for number, group in enumerate(groups):
        quotas = _even([len(shelf.documents) for shelf in group], max(left - sum(kept[number + 1 :]), 0))
        found += [shelf.documents[:quota] for shelf, quota in zip(group, quotas, strict=True)]
        left -= sum(quotas)
    return found


def _even(sizes: Sequence[int], room: int) -> list[int]:
    """As many for each as fit, the same for all that have more."""
    quotas = [0] * len(sizes)
    while room > 0 and (open_ones := [i for i, size in enumerate(sizes) if quotas[i] < size]):
        for i in open_ones[:room]:
            more = min(max(room // len(open_ones), 1), sizes[i] - quotas[i])
            quotas[i] += more
            room -= more
            if room <= 0:
                break
    return quotas
