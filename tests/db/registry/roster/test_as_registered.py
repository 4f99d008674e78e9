"""A roster is one more door: who comes in by it is kept as who is registered at the desk, in the household of their house."""

from datetime import date

import pytest

from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.services.answers import Answers, Becomes
from db.services.registry.register_resident import Door, house_at
from db.services.save_as_declared import save_as_declared
from db.store import Store, eq
from tests.db.registry.roster.files import imported, sheet
from tests.factories import citizen_number

RIGHT = citizen_number(11)
LAST_WRONG = RIGHT[:-1] + ("0" if RIGHT[-1] != "0" else "1")
DOOR = Door("水景花苑", "1", "1", "101")
OURS = ("sex", "birth", "doubt", "id_number", "id_kind", "state", "house")
HEADINGS = ["姓名", "性别", "出生日期", "身份证号", "住址"]


@pytest.mark.parametrize(
    ("sex", "birth", "number"),
    [
        ("", None, RIGHT),
        ("2", None, RIGHT),
        ("1", date(1981, 1, 15), RIGHT),
        ("", None, LAST_WRONG),
        ("1", date(1980, 1, 15), RIGHT[:-2]),
    ],
)
def test_who_is_imported_is_kept_as_who_is_registered(store: Store, sex: str, birth: date | None, number: str) -> None:
    words = {"": "", "1": "男", "2": "女"}[sex]
    imported(store, sheet(HEADINGS, ["王建国", words, birth.isoformat() if birth else "", number, "水景花苑1-1-101"]))
    (brought,) = store.select(Resident)
    with store.writing() as w:
        for home in store.select(Household):
            w.delete(home)
        w.delete(brought)
    typed = Resident(name="王建国", sex=sex, birth=birth, id_number=number, house=house_at(store, DOOR).id)
    registered = save_as_declared(store, typed)
    assert {n: getattr(brought, n) for n in OURS} == {n: getattr(registered, n) for n in OURS}


def test_the_first_of_a_door_founds_a_household_and_the_next_is_in_it(store: Store) -> None:
    imported(
        store,
        sheet(["姓名", "与户主关系", "住址"], ["王五", "户主", "水景花苑1-1-101"], ["李四", "配偶", "水景花苑1-1-101"]),
    )
    (brought,) = store.select(Household)
    other = house_at(store, Door("水景花苑", "1", "1", "102"))
    first = save_as_declared(store, Resident(name="赵六", house=other.id))
    save_as_declared(store, Resident(name="周七", house=other.id), Answers(household=Becomes.JOIN))
    (registered,) = store.select(Household, eq("house", other.id))
    assert len(brought.present()) == len(registered.present()) == 2
    assert (bool(brought.head), registered.head) == (True, first.id)
