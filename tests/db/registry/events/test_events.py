"""What happens to people, as moves: what moves together, what is refused, what is told before."""

from datetime import date, timedelta

from db.records.registry.heads import HEAD
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.services.registry.events import What, take_back
from db.store import Store
from tests.db.registry.events.people import broken, family, happens, picture, told

TODAY = date.today()
DAY = TODAY - timedelta(days=10)


def test_an_old_head_dies(store: Store) -> None:
    people = family(store)
    before = picture(store)
    lines = told(store, What.DIED, people["王老"], day=DAY)
    assert "王老：登记状态 在册 → 死亡" in "\n".join(lines)
    done = happens(store, What.DIED, people["王老"], day=DAY)
    assert broken(store) == []
    home = store.select(Household)[0]
    assert home.head == people["李婆"].id
    assert {store.get(Resident, m.resident).name: m.relation for m in home.present()} == {
        "李婆": HEAD, "王大": "22", "赵媳": "38",
    }  # fmt: skip
    take_back(store, done.seq)
    assert picture(store) == before
    assert store.verify() == []
