"""The search box: who or what is called just that comes before what only mentions the name."""

from datetime import date

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.hall.meeting import Resolution, Topic
from db.records.matters.whistle import Whistle
from db.records.mediation.case import MediationCase
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.services.find import find
from db.store import Store
from tests import factories
from tests.factories import plant


def test_bearers_of_a_name_come_before_what_mentions_it(store: Store) -> None:
    store.save(Topic(subject="停车位重新划线", proposer="纪红梅", raised=date(2026, 11, 1)))
    plant(store, Resolution, subject="楼道照明", owner="第二网格")
    store.save(Resident(name="纪红梅花"))
    person = store.save(Person(name="纪红梅"))
    grid = store.save(Grid(name="第二网格", chief="纪红梅"))
    building = store.save(Building(estate=factories.estate(store, "幸福里小区"), number="3"))
    store.save(House(building=building.id, unit="1", room="101"))
    body = plant(store, Body, name="安居物业服务有限公司", short="安居物业")
    for words, best in (
        ("纪红梅", person),
        ("jihongmei", person),
        ("第二网格", grid),
        ("幸福里小区3号楼", building),
        ("安居物业", body),
    ):
        first = find(store, words)[0]
        assert (first.table, first.id) == (best.TABLE, best.id), words
    tables = [one.table for one in find(store, "纪红梅")]
    assert tables.index("topic") > tables.index("grid"), (
        "what bears a name, or a chief of it, stands before what mentions it"
    )
    assert find(store, "·—") == []


def test_several_names_asked_for_at_once_still_share_the_places(store: Store) -> None:
    for name in ("张桂芳", "李国富"):
        store.save(Topic(subject=f"{name}提的事", proposer=name))
        store.save(Resident(name=name))
    titles = [one.title for one in find(store, "张桂芳、李国富")]
    assert {"张桂芳", "李国富"} <= set(titles)


def test_a_number_that_is_typed_whole_comes_before_the_same_of_another_sort(store: Store) -> None:
    plant(store, MediationCase, number="民调〔2026〕4号", facts="花盆")
    whistle = plant(store, Whistle, number="哨〔2026〕4号")
    plant(store, Whistle, number="哨〔2026〕41号")
    for words in ("哨〔2026〕4号", "哨2026 4号"):
        first = find(store, words)[0]
        assert (first.table, first.id) == ("whistle", whistle.id), words
