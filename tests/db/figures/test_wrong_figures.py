"""A figure that is declared wrongly is answered with a sentence, one for each way of being wrong."""

from collections.abc import Callable

import attrs
import pytest

from db.records import KINDS
from db.records.bodies.placement import PLACEMENTS
from db.records.checker import faults
from db.records.condition import is_
from db.records.estates.estate import ESTATES
from db.records.figure import (
    ALL,
    Check,
    Choice,
    Claim,
    Figure,
    How,
    Measure,
    count,
    depth,
    distinct,
    mean_hours,
    once,
    ratio,
    ratio_of,
    total,
)
from db.records.kind import Kind
from db.records.matters.matter import MATTERS


def of(**values: object) -> Kind:
    """The kind of matters with one figure alone."""
    told = {"name": "x", "label": "受理", "of": "matter", "where": ALL, "unit": "件"} | values
    return attrs.evolve(MATTERS, figures=(Figure(**told),), checks=())  # type: ignore[arg-type]


WRONG: dict[str, Callable[[], Kind]] = {
    "has no condition, and does not say ALL": lambda: of(where=()),
    "is of visit, and stands with matter": lambda: of(of="visit"),
    "has conditions, and a service that tells its rows": lambda: of(service="tell"),
    "names colour, which is no column": lambda: of(where=(is_("colour", "1"),)),
    "names nature 77, which has no such code": lambda: of(where=(is_("nature", "77"),)),
    "lies in a period by subject, which holds no day": lambda: of(when="subject"),
    "lies in a period by never, which holds no day": lambda: of(when="never"),
    "measures distinct of 0 paths": lambda: of(measure=distinct()),
    "measures distinct of 3 paths": lambda: of(measure=distinct("estate", "grid", "house")),
    "measures count of 1 paths": lambda: of(measure=Measure(How.COUNT, ("grid",))),
    "measures depth of 1 paths": lambda: of(measure=Measure(How.DEPTH, ("root",))),
    "measures colour, which is no column": lambda: of(measure=distinct("colour")),
    "measures claimants, which is no column": lambda: of(measure=distinct("claimants")),
    "counts with grid, which does not lead to matter": lambda: of(measure=once("grid")),
    "counts with subject, which does not lead to matter": lambda: of(measure=once("subject")),
    "adds up subject, which is no number": lambda: of(measure=total("subject")),
    "reckons the time from closed to taken, which are no moments": lambda: of(measure=mean_hours("closed", "taken")),
    "is a tree of root and grid, which are no links to one type": lambda: of(measure=depth("root", "grid")),
    "pairs claimants.who with grid, which do not stand in one row": lambda: of(
        measure=distinct("claimants.who", "grid")
    ),
    "is a ratio, and does not say which rows are told of all": lambda: of(measure=ratio(), unit=""),
    "tells some of its rows from others, and measures no ratio but count": lambda: of(
        measure=Measure(having=(is_("on_spot", 1),))
    ),
    "names hue, which is no column": lambda: of(measure=ratio(is_("hue", "1"))),
    "is reckoned by subject, which is no column of codes": lambda: of(measure=ratio(), by_rule="subject", unit=""),
    "is reckoned by stage, which is no column of codes": lambda: of(measure=ratio(), by_rule="stage", unit=""),
    "is reckoned by a rule, and is more than a ratio of it": lambda: of(measure=count(), by_rule="rating"),
    "is reckoned by rating, and asks of it what a rule shall say": lambda: of(
        measure=ratio(), by_rule="rating", where=(is_("rating", "1"),), unit=""
    ),
    "lies in a period by callbacks.way, which holds no day": lambda: of(
        measure=ratio_of("callbacks"), when="callbacks.way", unit="", by_rule="callbacks.solved"
    ),
    "lies in a period by closed, which holds no day": lambda: of(
        measure=ratio_of("callbacks"), when="closed", unit="", by_rule="callbacks.solved"
    ),
    "measures facts, which is no column": lambda: of(measure=ratio_of("facts"), unit="", by_rule="callbacks.solved"),
    "is reckoned by rating, which is no column": lambda: of(measure=ratio_of("callbacks"), unit="", by_rule="rating"),
    "is reckoned by callbacks.solved, which is no column": lambda: of(
        measure=ratio(), unit="", by_rule="callbacks.solved"
    ),
    "has a choice, and begins otherwise than by its first way": lambda: of(
        where=(), service="tell", choice=Choice("x", (("甲", "other", ""),))
    ),
    "measures total of rows that a service tells": lambda: of(where=(), service="tell", measure=total("people")),
    "has a label of 0 characters": lambda: of(label=""),
    "has a label of 15 characters": lambda: of(label="一二三四五六七八九十一二三四五"),
    "counts, and has no unit": lambda: of(unit=""),
    "claims, and has no word for it": lambda: of(measure=ratio(is_("on_spot", 1)), claim=Claim("")),
    "claims 全部, and is no ratio": lambda: of(claim=Claim("全部")),
    "claims 逐年下降, and does not go by several years": lambda: of(claim=Claim("逐年下降", years=3)),
    "claims 下降, and does not go by several years": lambda: of(when="taken", claim=Claim("下降", years=1)),
    "is called like 1 more, or like a must": lambda: of(name="one_chief"),
    "check 合计 names y, which is no figure of the type": lambda: attrs.evolve(
        of(), checks=(Check(label="合计", parts=("x", "y"), whole="x"),)
    ),
    "check 合计 adds up nothing": lambda: attrs.evolve(of(), checks=(Check(label="合计", parts=(), whole="x"),)),
}


@pytest.mark.parametrize("sentence", WRONG)
def test_what_is_wrong_is_told(sentence: str) -> None:
    found = faults(tuple(WRONG[sentence]() if kind is MATTERS else kind for kind in KINDS))
    assert [fault for fault in found if sentence in fault and fault.startswith("matter: ")], found


def test_two_of_one_name_are_told() -> None:
    double = attrs.evolve(MATTERS, figures=MATTERS.figures * 2)
    found = faults(tuple(double if kind is MATTERS else kind for kind in KINDS))
    assert "matter: figure problems is called like 1 more, or like a must" in found


def test_right_ones_are_passed() -> None:
    right = (
        of(measure=total("people")), of(measure=once("root")), of(measure=distinct("claimants.who", "claimants.name")),
        of(measure=distinct("house.building")), of(when="taken", claim=Claim("逐年下降", years=3)), of(measure=count()),
        of(measure=ratio(is_("on_spot", 1)), unit="", claim=Claim("全部")), of(where=(), service="tell"),
        of(measure=ratio(), by_rule="rating", unit=""),
        of(measure=ratio_of("callbacks"), by_rule="callbacks.solved", when="callbacks.at", unit=""),
    )  # fmt: skip
    for kind in right:
        assert faults(tuple(kind if one is MATTERS else one for one in KINDS)) == []
    assert PLACEMENTS.figures
    assert ESTATES.figures


def test_a_service_that_tells_rows_is_bound_once() -> None:
    def bound(*names: str) -> list[str]:
        return [fault for fault in faults((of(where=(), service="tell"),), {"figures": names}) if "figures" in fault]

    assert bound("tell") == []
    assert bound() == ["matter: figures tell is bound 0 times"]
    assert bound("tell", "x") == ["figures x is bound and nobody asks for it"]


def test_the_program_binds_what_its_figures_name() -> None:
    from db.services.figures.bound import FIGURES

    assert faults(tuple(KINDS), {"figures": tuple(FIGURES)}) == []
