"""Reading: conditions, order, pages, titles, looking back through parts, and how few questions that takes."""

from collections.abc import Callable
from datetime import date

import attrs
import pytest

from db.errors import RecordGone
from db.records.centre.centre import Rule
from db.records.mediation.case import MediationCase, Party
from db.records.registry.household import Household, Member
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import CareTag, Resident, reference_to
from db.store import Store, Warrant, Where, among, eq, ge, gt, le, like, lt, ne
from db.store.where import MANY
from tests.factories import estate, make, plant
from tests.statements import asked

DAYS = [None, date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)]


@pytest.fixture
def cases(store: Store) -> list[MediationCase]:
    """Four cases: 甲 without a term, 乙 丙 丁 due in January, February, March."""
    with store.writing(warrant=Warrant.PRACTICE) as w:
        return w.save_all([make(MediationCase, 0, title_text=t, due=d, received=None or date(2026, 1, 1), number="")
                           for t, d in zip("甲乙丙丁", DAYS, strict=True)])  # fmt: skip


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (eq("title_text", "乙"), "乙"),
        (eq("due", None), "甲"),
        (ne("due", None), "乙丙丁"),
        (ne("title_text", "乙"), "甲丙丁"),
        (lt("due", "2026-02-05"), "乙"),
        (le("due", "2026-02-05"), "乙丙"),
        (gt("due", "2026-02-05"), "丁"),
        (ge("due", "2026-02-05"), "丙丁"),
        (among("title_text", ["甲", "丁", "无"]), "甲丁"),
        (among("title_text", []), ""),
        (like("title_text", "丙"), "丙"),
    ],
)
def test_conditions(store: Store, cases: list[MediationCase], where: Where, found: str) -> None:
    assert "".join(c.title_text for c in store.select(MediationCase, where)) == found
    assert store.count(MediationCase, where) == len(found)
    assert store.ids(MediationCase, where) == [c.id for c in cases if c.title_text in found]


def test_an_empty_day_is_neither_before_nor_after_another(store: Store, cases: list[MediationCase]) -> None:
    before, after = (store.select(MediationCase, f("due", "2026-02-01")) for f in (lt, ge))
    assert [c.title_text for c in (*before, *after)] == ["乙", "丙", "丁"]
    assert len(cases) == 4


def test_all_conditions_must_hold(store: Store, cases: list[MediationCase]) -> None:
    found = store.select(MediationCase, ge("due", "2026-01-05"), lt("due", "2026-03-05"), ne("title_text", "乙"))
    assert found == [cases[2]]


@pytest.mark.parametrize("typed", ["50%", "a_b", "\\", "'", "100%_\\"])
def test_what_is_typed_is_no_wildcard(store: Store, typed: str) -> None:
    wanted = store.save(Grid(name=f"网格{typed}号"))
    store.save(Grid(name="网格50元a-b号100"))
    assert store.select(Grid, like("name", typed)) == [wanted]


@pytest.mark.parametrize("count", [3, MANY, MANY + 1, 40_000])
def test_as_many_values_as_a_whole_community_has(store: Store, count: int) -> None:
    wanted = [store.save(Grid(name=f"{n}")) for n in (1, 2)]
    others = range(10, 10 + count - 2)
    assert store.select(Grid, among("id", [*others, *(g.id for g in wanted)])) == wanted
    assert store.select(Grid, among("name", ["1", "2", *map(str, others)])) == wanted


@pytest.mark.parametrize(
    ("order", "found"),
    [((), "甲乙丙丁"), (("due",), "甲乙丙丁"), (("-due",), "丁丙乙甲"), (("stage", "-id"), "丁丙乙甲")],
)
def test_order(store: Store, cases: list[MediationCase], order: tuple[str, ...], found: str) -> None:
    assert "".join(c.title_text for c in store.select(MediationCase, order=order)) == found
    assert store.ids(MediationCase, order=order) == [c.id for f in found for c in cases if c.title_text == f]


def test_pages_join_without_gap(store: Store, cases: list[MediationCase]) -> None:
    pages = [store.select(MediationCase, order=("stage",), limit=2, offset=o) for o in (0, 2, 4)]
    assert [c for page in pages for c in page] == cases


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: s.select(Grid, eq("name = '' OR 1=1 --", "")),
        lambda s: s.select(Grid, order=("name; DROP TABLE grid",)),
        lambda s: s.owners(Household, "members", "resident) --", [1]),
    ],
)
def test_unknown_columns_never_reach_the_engine(store: Store, ask: Callable[[Store], object]) -> None:
    with pytest.raises(ValueError, match="no column"):
        ask(store)


def test_gone(store: Store) -> None:
    assert store.find(Grid, 4711) is None
    assert store.get_many(Grid, [0, 4711]) == {}
    with pytest.raises(RecordGone):
        store.get(Grid, 4711)


@pytest.fixture
def street(store: Store) -> list[Household]:
    """Forty households in two buildings, each with a head and a door."""
    with store.writing() as w:
        buildings = w.save_all([Building(estate=estate(store, "幸福里小区"), number=n) for n in ("2", "10")])
        houses = w.save_all([House(building=buildings[n % 2].id, unit="1", room=f"{n + 101}") for n in range(40)])
        heads = w.save_all([Resident(name=f"王{h.room}", house=h.id, care=(CareTag(kind="10"),)) for h in houses])
        homes = [Household(head=r.id, house=r.house, members=(Member(resident=r.id, relation="02"),)) for r in heads]
        return w.save_all(homes)


def test_titles_name_the_linked(store: Store, street: list[Household]) -> None:
    doors = store.titles("house", [h.house for h in street])
    assert doors[street[0].house] == "幸福里小区2号楼1单元101室"
    assert doors[street[39].house] == "幸福里小区10号楼1单元140室"
    assert store.titles("household", [street[1].id]) == {street[1].id: "王102户"}
    assert store.title(attrs.evolve(street[1], head=0)) == "幸福里小区10号楼1单元102室（无户主）"
    assert store.titles("household", [0, 4711]) == {}


def test_titles_of_a_page_cost_a_question_a_type(store: Store, street: list[Household]) -> None:
    """Forty households need their heads, their doors and the doors' buildings: not three questions a row."""
    with asked(store) as questions:
        titles = store.linked_titles(street)
    assert titles[street[0].id] == {"head": "王101", "house": "幸福里小区2号楼1单元101室"}
    assert len(questions) <= 5


def test_a_page_with_parts_costs_a_question_a_part(store: Store, street: list[Household]) -> None:
    with asked(store) as questions:
        found = store.select(Household, limit=40)
    assert found == street
    assert len(questions) == 2


def test_ids_of_a_long_list_cost_one_question(store: Store, street: list[Household]) -> None:
    with asked(store) as questions:
        assert len(store.ids(Household, order=("-house",))) == len(street)
    assert len(questions) == 1


def test_looking_back_through_parts(store: Store, street: list[Household]) -> None:
    wanted = [street[3], street[7]]
    with asked(store) as questions:
        assert store.owners(Household, "members", "resident", [h.head for h in wanted]) == wanted
    assert len(questions) == 3
    assert store.owners(Household, "members", "resident", []) == []


def test_a_case_is_found_once_though_both_sides_are_asked(store: Store, street: list[Household]) -> None:
    parties = tuple(Party(who=reference_to(h.head), name="王", side=s) for h, s in zip(street[:2], "12", strict=True))
    case = plant(store, MediationCase, parties=parties)
    assert store.owners(MediationCase, "parties", "who", [reference_to(h.head) for h in street]) == [case]


def test_looking_back_needs_no_scan(store: Store, street: list[Household]) -> None:
    plan = store._connection.execute(
        "EXPLAIN QUERY PLAN SELECT DISTINCT owner FROM household_member WHERE resident IN (?, ?)",
        (street[0].head, street[1].head),
    ).fetchall()
    assert not [row for row in plan if str(row[3]).startswith("SCAN")]


def test_the_rule_in_force(store: Store) -> None:
    for value, since in (("每月25日", date(2020, 1, 1)), ("每月10日", date(2026, 7, 1)), ("", date(2027, 1, 1))):
        store.save(Rule(key="topic_day", label="议事日", value=value, since=since, source="社区居民会议决定"))
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2027, 1, 1)]
    assert [store.rule("topic_day", d) for d in days] == ["", "每月25日", "每月25日", "每月10日", ""]
    assert store.rule("visit_day", date(2026, 7, 1)) == ""


def test_another_windows_saving_is_told_by_the_data_version(store: Store) -> None:
    other = store.again()
    seen = store.data_version()
    store.save(Grid(name="我的"))
    assert store.data_version() == seen, "one's own saving is no news"
    other.save(Grid(name="别人的"))
    assert store.data_version() != seen
    other.close()
