"""The practice community has something of what figures count, its checks hold, and it keeps figures of its own."""

import pytest

from db.services.centre.switches import in_use
from db.services.figures.measure import measure
from db.services.figures.report import report
from db.services.figures.span import this_year, until
from db.store import Store
from tests.db.practice.conftest import TODAY

pytestmark = pytest.mark.xdist_group("practice")


def test_there_is_something_to_count_and_it_adds_up(made: Store) -> None:
    found = report(made, in_use(made), this_year(TODAY))
    by_label = {told.found.figure.label: told.found.value for _, told in found.every()}
    for label in (
        "反映的问题",
        "了结的问题",
        "受理纠纷",
        "开会",
        "决议按期办结",
        "走访",
        "在任人员",
        "80岁以上独居",
        "投诉和隐患",
    ):
        assert by_label[label].number, label
    assert by_label["反映的问题"].number < by_label["受理诉求"].number, (
        "some were joined to others, or are about meetings"
    )
    assert [one.figure.label for untold in found.untold.values() for one in untold] == [
        "满意率", "回访响应率", "回访解决率", "回访满意率", "接待满意率",
    ], "as in every new store"  # fmt: skip
    assert [check.words() for check in found.checks if not check.holds] == []
    assert found.checks


def test_what_is_joined_is_counted_with_what_it_was_joined_to(made: Store) -> None:
    found = report(made, in_use(made), until(TODAY))
    told = next(told.found for _, told in found.every() if told.found.figure.name == "problems")
    rows = measure(made, told.figure, told.span, rows=True).rows["matter"]
    assert len(rows) == told.value.number == len(set(rows))
