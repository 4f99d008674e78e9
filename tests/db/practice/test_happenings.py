"""What happened in the practice community in its three months, and who is registered twice there."""

from collections import Counter
from datetime import date, timedelta

import pytest

from db.records.registry.resident import Resident
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import Span
from db.services.registry.events.deed import LIFE
from db.store import Store
from tests.db.practice.conftest import TODAY

pytestmark = pytest.mark.xdist_group("practice")


def test_something_of_each_sort_happened_in_the_three_months(made: Store) -> None:
    deeds = made.deeds(Resident.TABLE, (LIFE,))
    days = {str(deed.change["day"][1]) for deed in deeds}  # type: ignore[index]
    assert Counter(str(deed.change["what"][1]) for deed in deeds) == Counter(  # type: ignore[index]
        {
            "life_born": 2,
            "life_came": 1,
            "life_moved": 1,
            "life_left": 1,
            "life_died": 2,
            "life_married": 1,
            "life_divided": 1,
        }
    )
    assert all(TODAY - timedelta(days=95) <= date.fromisoformat(day) < TODAY for day in days)
    span = Span(TODAY - timedelta(days=90), TODAY, "")
    for name, least in (("births", 2), ("deaths", 2), ("arrivals", 3), ("departures", 1)):
        found = measure(made, figures_by_name(made.kinds)[name], span)
        assert found.value.number >= least, name


def test_two_are_registered_twice(made: Store, twice: list[tuple[int, int]]) -> None:
    assert len(twice) == 2
    people = made.get_many(Resident, [i for pair in twice for i in pair])
    assert all(people[one].name == people[again].name for one, again in twice)
