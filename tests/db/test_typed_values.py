"""What is typed of a record at the door: whom a number or a name means, and numbers that no store holds."""

import pytest

from db.errors import ArgumentError
from db.records.bodies.person import PERSONS, Person
from db.records.step import STEPS
from db.services.typed_values import the_one, typed_values
from db.store import Store
from tests.factories import plant

LARGEST = 2**63 - 1
"""The largest whole number of a database."""


def test_a_number_means_the_record_that_has_it_and_nothing_else(store: Store) -> None:
    person = plant(store, Person, name="王建军")
    assert the_one(store, PERSONS, f" {person.id} ") == person.id
    for number in (person.id + 1, LARGEST, LARGEST + 1):
        with pytest.raises(ArgumentError, match=f"没有这一条人员：{number}"):
            the_one(store, PERSONS, str(number))


def test_of_many_of_one_name_five_are_told(store: Store) -> None:
    ids = [plant(store, Person, name="王建军").id for _ in range(7)]
    with pytest.raises(ArgumentError, match="叫“王建军”的人员有 7 条") as refused:
        the_one(store, PERSONS, "王建军")
    assert str(refused.value).endswith(f"请写编号：{'、'.join(map(str, ids[:5]))}")


@pytest.mark.parametrize("number", [LARGEST + 1, 2**64 - 1, 2**64])
def test_a_number_that_no_store_holds_is_refused(store: Store, number: int) -> None:
    with pytest.raises(ArgumentError, match="关于不是已有的资料"):
        typed_values(store, STEPS, {"of": str(LARGEST)})
    with pytest.raises(ArgumentError, match=f"关于的数太大：{number}"):
        typed_values(store, STEPS, {"of": str(number)})
