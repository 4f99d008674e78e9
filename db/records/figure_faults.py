"""What is wrong with the figures that a type declares."""

from collections.abc import Iterator, Sequence

from db.fields import Amount, Code, Day, Link, Moment, Rows, Whole
from db.records.base import columns_of
from db.records.figure import DAYS, HOURS, PATHS, Figure, How, ratio, ratio_of
from db.records.kind import Kind
from db.records.paths import Find, Path, faults, path_of

MOST_CHARACTERS = 14
"""The most characters of a label."""


def figure_faults(kind: Kind, kinds: Sequence[Kind]) -> Iterator[str]:
    """What is wrong with them, as sentences."""
    find = {one.table: one.record for one in kinds}.get
    called = [one.name for other in kinds for one in (*other.figures, *other.musts)]
    for figure in kind.figures:
        for fault in (*_rows(kind, figure, find), *_measure(kind, figure, find), *_words(figure)):
            yield f"figure {figure.name} {fault}"
        if (times := called.count(figure.name)) > 1:
            yield f"figure {figure.name} is called like {times - 1} more, or like a must"
    names = {figure.name for figure in kind.figures}
    for check in kind.checks:
        for name in (*check.parts, check.whole):
            if name not in names:
                yield f"check {check.label} names {name}, which is no figure of the type"
        if not check.parts:
            yield f"check {check.label} adds up nothing"


def _rows(kind: Kind, figure: Figure, find: Find) -> Iterator[str]:
    """Which rows it is of."""
    if figure.of != kind.table:
        yield f"is of {figure.of}, and stands with {kind.table}"
    if figure.service and figure.where != ():
        yield "has conditions, and a service that tells its rows"
    elif figure.needs and not figure.service:
        yield f"needs {figure.needs}, and no service tells its rows"
    elif not figure.service and figure.where == ():
        yield "has no condition, and does not say ALL"
    yield from (fault.sentence() for fault in faults(figure.conditions, kind.record, find))
    if figure.when and not _is_day(kind, figure, find):
        yield f"lies in a period by {figure.when}, which holds no day"


def _is_day(kind: Kind, figure: Figure, find: Find) -> bool:
    """Whether that by which it lies in a period is a day of the row, or of the parts that it counts."""
    if parts := figure.measure.parts:
        way = path_of(kind.record, figure.when, find)
        return way is not None and [hop.name for hop in way.hops] == [parts] and isinstance(way.field, Day | Moment)
    return isinstance(columns_of(kind.record).get(figure.when), Day | Moment)


def _measure(kind: Kind, figure: Figure, find: Find) -> Iterator[str]:
    measure = figure.measure
    least, most = PATHS[measure.how]
    if not least <= len(measure.paths) <= most:
        yield f"measures {measure.how} of {len(measure.paths)} paths"
        return
    ways = [path_of(kind.record, path, find) for path in measure.paths]
    for path, way in zip(measure.paths, ways, strict=True):
        if way is None or not way.name or way.is_age or isinstance(way.field, Rows) != bool(measure.parts):
            yield f"measures {path}, which is no column"
            return
    yield from _fits(kind, measure.how, [way for way in ways if way])
    if figure.service and measure.how not in (How.COUNT, How.RATIO):
        yield f"measures {measure.how} of rows that a service tells"
    if measure.having and measure.how is not How.RATIO:
        yield f"tells some of its rows from others, and measures no ratio but {measure.how}"
    if measure.how is How.RATIO and not measure.having and not figure.service and not figure.by_rule:
        yield "is a ratio, and does not say which rows are told of all"
    if figure.by_rule:
        yield from _by_rule(kind, figure, find)
    row = way.field.part if (way := ways[0] if ways else None) and isinstance(way.field, Rows) else kind.record
    yield from (fault.sentence() for fault in faults(measure.having, row, find))
    if figure.choice and figure.service != figure.choice.ways[0][1]:
        yield "has a choice, and begins otherwise than by its first way"


def _by_rule(kind: Kind, figure: Figure, find: Find) -> Iterator[str]:
    """Whether a centre can lay down what counts."""
    parts = figure.measure.parts
    if figure.measure != (ratio_of(parts) if parts else ratio()) or figure.service or figure.claim:
        yield "is reckoned by a rule, and is more than a ratio of it"
    way = path_of(kind.record, figure.by_rule, find)
    if way is None or type(way.field) is not Code or [hop.name for hop in way.hops] != [parts] * bool(parts):
        yield f"is reckoned by {figure.by_rule}, which is no column of codes"
    if any(one.path == figure.by_rule for one in figure.conditions):
        yield f"is reckoned by {figure.by_rule}, and asks of it what a rule shall say"


def _fits(kind: Kind, how: How, ways: Sequence[Path]) -> Iterator[str]:
    """Whether what stands at the paths can be measured so."""
    links = [way.field.to if isinstance(way.field, Link) and not way.hops else "" for way in ways]
    if how is How.ONCE and links != [kind.table]:
        yield f"counts with {ways[0].text}, which does not lead to {kind.table}"
    if how is How.DEPTH and not (links[0] and links[0] == links[1]):
        yield f"is a tree of {ways[0].text} and {ways[1].text}, which are no links to one type"
    if how in HOURS and any(way.hops or not isinstance(way.field, Moment) for way in ways):
        yield f"reckons the time from {ways[0].text} to {ways[1].text}, which are no moments of the row itself"
    if how in DAYS and any(way.hops or not isinstance(way.field, Day | Moment) for way in ways):
        yield f"reckons the days from {ways[0].text} to {ways[1].text}, which are no days of the row itself"
    if how is How.TOTAL and not isinstance(ways[0].field, Whole | Amount):
        yield f"adds up {ways[0].text}, which is no number"
    if len(ways) == 2 and how is How.DISTINCT and ways[0].hops != ways[1].hops:
        yield f"pairs {ways[0].text} with {ways[1].text}, which do not stand in one row"


def _words(figure: Figure) -> Iterator[str]:
    is_ratio, claim = figure.measure.how is How.RATIO, figure.claim
    if not 0 < len(figure.label) <= MOST_CHARACTERS:
        yield f"has a label of {len(figure.label)} characters"
    if not figure.unit and not is_ratio:
        yield "counts, and has no unit"
    if claim and not claim.word:
        yield "claims, and has no word for it"
    if claim and not claim.years and not is_ratio:
        yield f"claims {claim.word}, and is no ratio"
    if claim and claim.years and (claim.years == 1 or not figure.when):
        yield f"claims {claim.word}, and does not go by several years"
