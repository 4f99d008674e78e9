"""口径: a declared figure, whose value is what its rows measure, so that it cannot disagree with the rows that it opens.

A type declares what is told of it; `db.services.figures` evaluates over a period and a scope, and nothing else counts what is
shown or printed of more than one record.
"""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import Enum, StrEnum

from attrs import field, frozen

from db.records.condition import Condition, Test


class All(Enum):
    """See `ALL`."""

    ALL = "all"


ALL = All.ALL
"""Every record of the type: a figure without a condition must say so."""


class How(StrEnum):
    """What is made of the rows."""

    COUNT = "count"
    ONCE = "once"
    DISTINCT = "distinct"
    TOTAL = "total"
    RATIO = "ratio"
    DEPTH = "depth"
    MEAN = "mean"
    MEDIAN = "median"
    MEAN_DAYS = "mean_days"
    MEDIAN_DAYS = "median_days"


HOURS, DAYS = (How.MEAN, How.MEDIAN), (How.MEAN_DAYS, How.MEDIAN_DAYS)
"""What reckons times: between moments, and between days."""
PATHS = {
    How.COUNT: (0, 0),
    How.ONCE: (1, 1),
    How.DISTINCT: (1, 2),
    How.TOTAL: (1, 1),
    How.RATIO: (0, 1),
    How.DEPTH: (2, 2),
    How.MEAN: (2, 2),
    How.MEDIAN: (2, 2),
    How.MEAN_DAYS: (2, 2),
    How.MEDIAN_DAYS: (2, 2),
}
"""How many paths a measure names: at least, and at most."""


@frozen
class Measure:
    """What is made of the rows; see the functions below.

    Attributes:
        how: what is made.
        paths: of what: columns, or through parts and links to one; of a ratio of parts, the parts.
        having: of a ratio, what must hold of the rows that are told of all; of one of parts, of a part.
        among: of a ratio of parts, what must hold of a part that is looked at.
    """

    how: How = How.COUNT
    paths: tuple[str, ...] = ()
    having: tuple[Condition, ...] = ()
    among: tuple[Condition, ...] = ()

    @property
    def parts(self) -> str:
        """The parts that a ratio counts; "" where it counts rows."""
        return self.paths[0] if self.how is How.RATIO and self.paths else ""


def count() -> Measure:
    """How many rows there are."""
    return Measure()


def once(link: str) -> Measure:
    """How many there are when each is counted with the one that it was joined to; the rows are these, whatever else holds of them.

    Over a time all that are counted together lie where the first of them does, so that they are counted in one time alone.
    """
    return Measure(How.ONCE, (link,))


def distinct(*paths: str) -> Measure:
    """How many different things stand at a path, or how many pairs at two; nothing is none.

    A person is the resident behind, where there is one.
    """
    return Measure(How.DISTINCT, paths)


def total(path: str) -> Measure:
    """The sum of numbers or amounts."""
    return Measure(How.TOTAL, (path,))


def ratio(*having: Condition) -> Measure:
    """How many rows are so, of all; those that are not are the missing."""
    return Measure(How.RATIO, having=having)


def ratio_of(parts: str) -> Measure:
    """How many parts are so, of all; the rows are those that have any, and those of which a part is not so are the missing.

    Over a time a part lies where its own day does, so that one row may be among those of two times.
    """
    return Measure(How.RATIO, (parts,))


def depth(upper: str, lower: str) -> Measure:
    """How many levels the trees have whose branches are the rows."""
    return Measure(How.DEPTH, (upper, lower))


def mean_hours(since: str, until: str) -> Measure:
    """How many hours lie between two moments of a row, on the average; none counts less than no time."""
    return Measure(How.MEAN, (since, until))


def median_hours(since: str, until: str) -> Measure:
    """How many hours lie between them with the row in the middle: as many took longer as took less."""
    return Measure(How.MEDIAN, (since, until))


def mean_days(since: str, until: str) -> Measure:
    """How many days lie between two days of a row, on the average: 0 on the same day. Of a moment the day counts."""
    return Measure(How.MEAN_DAYS, (since, until))


def median_days(since: str, until: str) -> Measure:
    """How many days lie between them with the row in the middle."""
    return Measure(How.MEDIAN_DAYS, (since, until))


@frozen
class Claim:
    """Words that a figure proves: printed only when they are true.

    Attributes:
        word: 全覆盖, 配齐, 逐年下降.
        years: for how many years, that of the period among them, it must have fallen each year; 0 where it claims all of a ratio.
    """

    word: str
    years: int = 0


@frozen
class Choice:
    """From where a figure is taken, which no source says: a centre chooses, and the card tells what was chosen.

    Attributes:
        rule: the key of the rule that says it.
        ways: of each the word, what tells the rows then, by its name in `db.services.bound`, and a sentence on how it is counted. The
            first holds until one is chosen.
        needs: the table of another type; where that is not in use, the last way holds.
        narrows: by word what must hold of the rows besides, of a figure whose rows conditions tell; nothing of a way that is not here.
    """

    rule: str
    ways: tuple[tuple[str, str, str], ...]
    needs: str = ""
    narrows: tuple[tuple[str, tuple[Condition, ...]], ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The word of each way."""
        return tuple(word for word, _, _ in self.ways)

    def narrowed(self, conditions: tuple[Condition, ...], word: str) -> tuple[Condition, ...]:
        """What is asked of the rows by a way, of what is asked by any way or before one was chosen."""
        of_ways = {one for _, narrow in self.narrows for one in narrow}
        return (*(one for one in conditions if one not in of_ways), *dict(self.narrows).get(word, ()))


@frozen(kw_only=True)
class Figure:
    """One figure.

    Attributes:
        name: stable; unlike that of any other.
        label: what the clerk reads.
        of: the table of the rows; that of the type which declares it.
        where: all must hold of the rows; `ALL` where nothing must. Nothing of one whose rows a service tells.
        when: the day by which a row lies in a period, of a ratio of parts that of the part (``callbacks.at``); "" for what is so on a day, the last one of the period. A service that tells the
            rows of a period may go by days of its own.
        measure: what is made of the rows.
        unit: 件, 起, 名; "" of a share.
        service: what tells the rows in place of conditions: its name in `db.services.bound`; "" for none.
        needs: the table of another type from which the service knows them: nothing is told where that is not in use; "" for none.
        claim: what it proves, besides.
        about: one sentence on how it is counted, where the conditions do not say it themselves.
        today_alone: whether it is told of today alone, and of no other day or time.
        by_rule: of a share which no law reckons for everybody: the column of codes of which a centre lays down which count, and of
            which; `db.services.figures.laid_down` puts them in. "" of any other.
        choice: what a centre says otherwise than others do of where it is taken from; None of any other.
    """

    name: str
    label: str
    of: str
    where: tuple[Condition, ...] | All = ()
    when: str = ""
    measure: Measure = field(factory=count)
    unit: str = ""
    service: str = ""
    needs: str = ""
    claim: Claim | None = None
    about: str = ""
    today_alone: bool = False
    by_rule: str = ""
    choice: Choice | None = None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What must hold of the rows."""
        told = () if isinstance(self.where, All) else self.where
        parts = self.measure.parts
        return (*told, Condition(parts, Test.HAS, having=self.measure.among)) if parts else told

    @property
    def asked(self) -> tuple[Condition, ...]:
        """All that is asked of rows and of their parts."""
        parts = self.measure.parts
        having = self.measure.having
        return (*self.conditions, *((Condition(parts, Test.HAS, having=having),) if parts else having))


@frozen(kw_only=True)
class Check:
    """请核: that figures add up to another one over the same period, told where they do not.

    Attributes:
        parts: names of figures of the type.
        whole: the name of what they come to.
        label: what is checked, in the clerk's words.
        within: whether they only must not come to more.
        taken: the word of the `Choice` of the first part for which that holds; "" where it has none.
    """

    label: str
    parts: tuple[str, ...]
    whole: str
    within: bool = False
    taken: str = ""


@frozen
class Value:
    """What a figure comes to.

    Attributes:
        number: the figure; of a ratio how many are so.
        total: of a ratio, of how many; None of any other.
    """

    number: int | Decimal
    total: int | None = None

    @property
    def is_all(self) -> bool:
        """Whether a ratio holds of all there are, and there are some."""
        return bool(self.total) and self.number == self.total

    def shown(self) -> str:
        """1,324; of a ratio 11/12."""
        return f"{self.number:,}" if self.total is None else f"{self.number:,}/{self.total:,}"

    def share(self) -> str:
        """92%; never 100% or 0% of what is not all or nothing; — where there is nothing."""
        if not self.total:
            return "—"
        exact = 100 * Decimal(self.number) / Decimal(self.total)
        whole = exact.quantize(Decimal(1), ROUND_HALF_UP)
        if (whole == 100) == (exact == 100) and (whole == 0) == (exact == 0):
            return f"{whole}%"
        return f"{max(exact.quantize(Decimal('0.1'), ROUND_DOWN), Decimal('0.1'))}%"
