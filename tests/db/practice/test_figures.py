"""The practice community has something of what figures count, its checks hold, and it keeps figures of its own."""

from collections.abc import Iterator
from datetime import date

import pytest

from db.practice import open_practice
from db.services.centre.switches import in_use
from db.services.figures.measure import measure
from db.services.figures.report import report
from db.services.figures.span import this_year, until
from db.store import Store


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The practice community of today."""
    store = open_practice(tmp_path_factory.mktemp("practice") / "store", date.today())
    yield store
    store.close()


def test_there_is_something_to_count_and_it_adds_up(made: Store) -> None:
    today = date.today()
    found = report(made, in_use(made), this_year(today))
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
    assert [one.figure.label for untold in found.untold.values() for one in untold] == ["满意率"], (
        "as in every new store"
    )
    assert [check.words() for check in found.checks if not check.holds] == []
    assert found.checks


def test_what_is_joined_is_counted_with_what_it_was_joined_to(made: Store) -> None:
    found = report(made, in_use(made), until(date.today()))
    told = next(told.found for _, told in found.every() if told.found.figure.name == "problems")
    rows = measure(made, told.figure, told.span, rows=True).rows["matter"]
    assert len(rows) == told.value.number == len(set(rows))
