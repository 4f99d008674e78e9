"""The names of estates that buildings bore become estates, and every address reads as it did."""

import json
from collections.abc import Callable, Iterator, Sequence

import pytest

from db.errors import RecordTwice
from db.records.bodies.body import Body
from db.records.bodies.tenure import Tenure
from db.records.estates.estate import Estate
from db.records.registry.place import Building, House
from db.services.timeline import timeline
from db.store import Store, eq, upgrade
from db.store.driver import Connection
from db.store.renames import OLD
from db.values.address import building_title
from tests.db.store.bringing_up import before_step, brought_up
from tests.db.store.old_entries import enter
from tests.db.store.test_migrations import old

__all__ = ["old"]
STEP = "m019_estates"
Upgraded = Callable[[Sequence[tuple[str, str]]], Store]


@pytest.fixture
def before(old: Store) -> Iterator[Connection]:
    """A store as the step finds it, with no building."""
    with before_step(old, STEP) as opened:
        opened.execute("PRAGMA foreign_keys = OFF")
        opened.execute("DELETE FROM house")
        opened.execute("DELETE FROM building")
        opened.execute("UPDATE resident SET house = NULL")
        opened.execute("UPDATE household SET house = NULL")
        opened.execute("UPDATE visit SET house = NULL")
        yield opened


@pytest.fixture
def upgraded(old: Store, before: Connection) -> Iterator[Upgraded]:
    opened: list[Store] = []

    def bring_up(buildings: Sequence[tuple[str, str]]) -> Store:
        for number, (estate, name) in enumerate(buildings, 1):
            before.execute(
                "INSERT INTO building (id, version, estate, number) VALUES (?, 1, ?, ?)", (number, estate, name)
            )
            before.execute("INSERT INTO house (id, version, building, room) VALUES (?, 1, ?, '101')", (number, number))
        opened.append(Store._with_key(old.folder, old._key))
        return opened[0]

    yield bring_up
    for one in opened:
        assert one.verify() == []
        one.close()


def test_every_address_reads_as_it_did(upgraded: Upgraded) -> None:
    were = [
        ("翠湖里", "1"),
        ("翠湖里（东区）", "1"),
        ("青石村三组", "平房"),
        ("", "5"),
        ("幸福里(东区)", "2"),
        ("第五园", "4-2"),
    ]
    store = upgraded(were)
    assert store.titles("building", range(1, 7)) == {n: building_title(*one) for n, one in enumerate(were, 1)}
    assert store.titles("house", [2]) == {2: "翠湖里（东区）1号楼101室"}
    assert [(e.name, e.phase) for e in store.select(Estate, order=("id",))][:2] == [("翠湖里", ""), ("翠湖里", "东区")]
    assert store.get(Building, 4).estate == 0
    assert store.search("翠湖里东区1号楼")[0].id == 2


def test_spellings_of_one_estate_are_one_that_is_called_as_most_called_it(upgraded: Upgraded) -> None:
    names = [
        "翠湖里(东区)",
        "翠湖里（东区）",
        "翠湖里（东区）",
        "翠湖里 东区",
        "青石村3组",
        "青石村三组",
        "水岸星城",
        "水岸·星城小区",
    ]
    store = upgraded([(name, str(number)) for number, name in enumerate(names)])
    told = {e.title({}): e.aliases for e in store.select(Estate)}
    assert told == {
        "翠湖里（东区）": "翠湖里(东区)、翠湖里 东区",
        "青石村3组": "青石村三组",
        "水岸星城": "水岸·星城小区",
    }
    assert len({b.estate for b in store.select(Building)}) == 3
    new = store.save(Estate(name="新小区"))
    assert new.id not in {b.estate for b in store.select(Building)}, "the counter goes on behind the estates"


def test_what_stood_twice_in_two_spellings_stays_two_estates_and_is_told(upgraded: Upgraded) -> None:
    store = upgraded([("水岸星城", "3"), ("水岸·星城", "3"), ("水岸星城", "4")])
    first, second = store.select(Estate, order=("id",))
    assert (first.name, second.name, second.note) == (
        "水岸星城", "水岸·星城", "和“水岸星城”有同样的楼号，没有并到一起，请核对"
    )  # fmt: skip
    assert store.titles("building", [1, 2, 3]) == {1: "水岸星城3号楼", 2: "水岸·星城3号楼", 3: "水岸星城4号楼"}


def test_an_estate_that_was_there_takes_its_buildings_by_any_of_its_names(
    before: Connection, upgraded: Upgraded
) -> None:
    before.execute("INSERT INTO estate (id, version, name, aliases) VALUES (77, 1, '柳荫里', '柴机厂家属院、老厂')")
    store = upgraded([("柳荫里小区", "1"), ("柴机厂家属院", "2")])
    (estate,) = store.select(Estate)
    assert (estate.id, estate.aliases) == (77, "柴机厂家属院、老厂、柳荫里小区")
    assert store.ids(Building, eq("estate", 77)) == [1, 2]


def test_a_building_stands_in_its_estate_once(upgraded: Upgraded) -> None:
    store = upgraded([("翠湖里", "1"), ("", "5")])
    for building in (Building(estate=store.get(Building, 1).estate, number="1"), Building(number="5")):
        with pytest.raises(RecordTwice):
            store.save(building)


@pytest.mark.parametrize(("typed", "shown"), [("翠湖里小区", "翠湖里"), ("没有的", "没有的")])
def test_what_was_typed_for_the_estate_is_still_typed(
    before: Connection, upgraded: Upgraded, typed: str, shown: str
) -> None:
    body = json.dumps({"estate": typed, "number": "9"})
    before.execute("INSERT INTO draft (form, key, saved_at, body) VALUES ('building', 0, '2026-11-21', ?)", (body,))
    store = upgraded([("翠湖里", "1")])
    draft = store.drafts.load("building", 0)
    assert draft is not None
    known = store.get(Building, 1).estate if typed != shown else 0
    assert draft.values == {"estate": {"id": known, "text": shown}, "number": "9"}


def test_what_the_log_told_of_the_name_is_still_read(before: Connection, upgraded: Upgraded) -> None:
    enter(before, "卢清", "改小区", Building.TABLE, 1, {"estate": ["幸福里", "翠湖里"]})
    store = upgraded([("翠湖里", "1")])
    lines = timeline(store, store.get(Building, 1))
    assert any("小区：幸福里 → 翠湖里" in line.more for line in lines)


def test_the_step_is_the_one_that_is_tried() -> None:
    assert STEP in upgrade.step_names(upgrade.own_steps())
    assert House.TITLED_BY == ("building",)


def test_posts_of_bodies_stay_and_chiefs_of_grids_hold_theirs(old: Store) -> None:
    store = brought_up(
        old,
        "m023_tenures",
        "PRAGMA foreign_keys = OFF",
        "DELETE FROM grid",
        "DELETE FROM person",
        "INSERT INTO body (id, version, name, kind) VALUES (5, 1, '居委会', '30')",
        "INSERT INTO person (id, version, name) VALUES (7, 1, '周一·兰'), (8, 1, '王芳'), (9, 1, '王芳'), (10, 1, '李三')",
        "INSERT INTO tenure (id, version, person, body, post) VALUES (3, 2, 7, 5, '05')",
        "INSERT INTO grid (id, version, name, chief) VALUES (1, 1, '一', '周一・兰'), (2, 1, '二', '王芳'), (3, 1, '三', '')",
        "INSERT INTO grid (id, version, name, chief) VALUES (4, 1, '四', '李三、周一·兰'), (6, 1, '六', '赵没有')",
        "UPDATE account SET person = NULL",
        "UPDATE meeting_actor SET who = NULL",
        "UPDATE case_actor SET who = NULL",
        "UPDATE visit_actor SET who = NULL",
        "UPDATE building SET grid = NULL",
        "UPDATE building_place SET grid = NULL",
    )
    body = store.get(Tenure, 3)
    assert (store.kinds.leads_to(body.of), body.post, body.version) == (("body", 5), "05", 2)
    chiefs = [(store.kinds.leads_to(t.of), t.person, t.post, t.since) for t in store.select(Tenure) if t.id != 3]
    assert sorted(chiefs, key=str) == [
        (("grid", 1), 7, "11", None), (("grid", 4), 10, "11", None), (("grid", 4), 7, "11", None),
    ]  # fmt: skip
    assert store.save(Tenure(person=8, of=body.of, post="01")).id not in {t[1] for t in chiefs}
    store.close()


def test_what_the_log_and_drafts_told_of_the_body_of_a_post_is_read_as_of_today() -> None:
    assert OLD.change("tenure", {"body": [None, 5]}) == {"of": [None, 20 << 48 | 5]}
    assert OLD.change("tenure", {"of": [20 << 48 | 5, 9 << 48 | 1]}) == {"of": [20 << 48 | 5, 9 << 48 | 1]}
    assert OLD.typed("tenure", {"body": {"id": 5, "text": "居委会"}}) == {"of": {"id": 20 << 48 | 5, "text": "居委会"}}


def test_what_the_settings_name_are_bodies_once(old: Store) -> None:
    store = brought_up(
        old,
        "m023_tenures",
        "DELETE FROM body",
        "UPDATE centre SET name = '幸福里社区党群服务中心', community = '幸福里社区', committee = '幸福里社区人民调解委员会'",
        "INSERT INTO body (id, version, name, kind) VALUES (5, 1, '幸福里社区居民委员会', '30')",
    )
    told = {b.name: (b.kind, b.level) for b in store.select(Body)}
    assert told == {
        "幸福里社区居民委员会": ("30", ""),
        "幸福里社区党群服务中心": ("36", "3"),
        "幸福里社区": ("35", "3"),
        "幸福里社区人民调解委员会": ("32", "3"),
    }
    assert store.search("幸福里社区党群")[0].table == "body"
    known = set(store.ids(Body))
    assert store.save(Body(name="新的", kind="99")).id not in known
    store.close()
