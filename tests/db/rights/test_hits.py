"""What is hidden takes no place among the hits of a search: whoever sees few finds these, however many others bear the name."""

from contextlib import closing

from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account, roles_of
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.records.role import Role
from db.store import Store
from tests.factories import plant

MANY = 12


def test_hidden_hits_take_no_places(store: Store) -> None:
    grids = [plant(store, Grid, name=name, chief="", phone="") for name in ("东网格", "西网格")]
    houses = [
        plant(store, House, building=plant(store, Building, grid=grid.id, steward="", estate=0).id) for grid in grids
    ]
    plant(store, Resident, name="钱小满", house=houses[1].id)
    for _ in range(MANY):
        plant(store, Resident, name="钱小满", house=houses[1].id)
    own = plant(store, Resident, name="钱小满", house=houses[0].id)
    clerk = store.save(Account(name="孙大勇", roles=roles_of([Role.GRID])))
    store.save(Tenure(person=clerk.person, of=store.kinds.reference_of(grids[0]), post="12"))
    with closing(Store._with_key(store.folder, store._key, clerk.id)) as opened:
        assert [hit.id for hit in opened.search("钱小满", limit=1)] == [own.id]
        assert opened.found(Resident, "钱小满") == [own.id]
    assert len(store.search("钱小满", limit=50)) == MANY + 2
