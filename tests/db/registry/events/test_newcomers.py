"""迁入: what is written of whoever comes is kept, an old number as it is now; who only changes the household has not left."""

from datetime import date, timedelta

from db.records.registry.resident import Resident
from db.services.registry.events import Newcomer, What
from db.store import Store, eq
from tests.db.registry.events.people import door, family, happens, told

DAY = date.today() - timedelta(days=10)


def test_an_old_number_is_widened_and_kept_beside_and_the_phone_is_written(store: Store) -> None:
    row = Newcomer(name="陈一", id_number="110105491231002", phone="13812345678")
    happens(store, What.CAME, day=DAY, house=door(store, "601").id, people=(row,))
    (one,) = store.select(Resident, eq("name", "陈一"))
    assert (one.id_number, one.sex, one.birth) == ("11010519491231002X", "2", date(1949, 12, 31))
    assert [old.number for old in one.documents] == ["110105491231002"]
    assert (one.phone, one.doubt) == ("13812345678", "")


def test_who_divides_the_household_is_not_said_to_have_left_the_register(store: Store) -> None:
    one = family(store)["王大"]
    said = "\n".join(told(store, What.DIVIDED, one, day=DAY))
    assert "转出这一户" in said
    assert "迁出" not in said
    assert "→ 迁出" in "\n".join(told(store, What.LEFT, one, day=DAY))
