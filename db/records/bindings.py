"""What stands in a declaration by name is bound by its floor once, and nothing is bound that nobody asks for."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from db.records.kind import PLAIN_SHEET, Kind, OwnPaper


def binding_faults(kinds: Sequence[Kind], floor: str, names: Collection[str]) -> Iterator[str]:
    """What is wrong with the names that a floor binds, as sentences."""
    count = Counter(names)
    for kind in kinds:
        asked = _asked(kind, floor)
        for name in asked:
            if count[name] != 1:
                yield f"{kind.table}: {floor} {name} is bound {count[name]} times"
    unasked = set(count) - {name for kind in kinds for name in _asked(kind, floor)}
    if floor != "papers":
        yield from (f"{floor} {name} is bound and nobody asks for it" for name in sorted(unasked))


def _asked(kind: Kind, floor: str) -> set[str]:
    if floor == "papers":
        own = {paper.name for paper in (*kind.papers, PLAIN_SHEET) if isinstance(paper, OwnPaper)}
        return {paper for flow in kind.flows for move in flow.moves for paper in move.papers} - own
    if floor == "figures":
        ways = {service for one in kind.figures if one.choice for _, service, _ in one.choice.ways if service}
        return ways | {figure.service for figure in kind.figures if figure.service}
    named: object = getattr(kind, floor)
    return {named} if isinstance(named, str) and named else set()
