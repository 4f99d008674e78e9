"""What each record of a type must have: n of N, who lacks it, as of a day, and one line on 今日."""

from datetime import date, datetime, timedelta

import attrs
import pytest

from db.records import KINDS
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.checker import faults
from db.records.condition import is_
from db.records.estates.estate import ESTATES, Estate
from db.records.kinds import Kinds
from db.records.must import Has, Life, Must
from db.records.registry.place import GRID_CHIEF, GRIDS, Grid
from db.services.musts import standing, standings
from db.services.save_as_declared import save_as_declared
from db.services.whats_due import whats_due
from db.store import Store
from tests.db.doors import Run, answer

TODAY, FIRST = date.today(), date(2020, 1, 1)
(ONE_CHIEF,), (GOVERNED,) = GRIDS.musts, ESTATES.musts


def lacking(store: Store, day: date = TODAY) -> list[tuple[str, int]]:
    return [(one.title, one.count) for one in standing(store, GRIDS, ONE_CHIEF, day).lacking]


@pytest.fixture
def grids(store: Store) -> list[Grid]:
    """One with a chief of today, one with nobody, one with two."""
    first = save_as_declared(store, Grid(name="第一网格", chief="钱一"))
    third = save_as_declared(store, Grid(name="第三网格", chief="孙二、李三"))
    return [first, store.save(Grid(name="第二网格")), third]


def test_who_has_none_and_who_has_two_is_told(store: Store, grids: list[Grid]) -> None:
    found = standing(store, GRIDS, ONE_CHIEF, TODAY)
    assert (found.met, found.total) == (1, 3)
    assert lacking(store) == [("第二网格", 0), ("第三网格", 2)]
    assert found.told() == "一格一长：网格 1/3，不符合的：第二网格、第三网格（有 2）"
    assert lacking(store, TODAY - timedelta(days=1)) == [("第一网格", 0), ("第二网格", 0), ("第三网格", 0)]
    save_as_declared(store, attrs.evolve(grids[1], chief="周四"))
    assert lacking(store) == [("第三网格", 2)]


def test_a_post_of_something_else_with_the_same_id_does_not_count(store: Store, grids: list[Grid]) -> None:
    body = store.save(Body(name="居委会", kind="30"))
    assert body.id == grids[0].id, "both are the first of their type"
    person = store.save(Person(name="周四"))
    store.save(Tenure(person=person.id, of=store.kinds.reference_of(body), post=GRID_CHIEF))
    assert ("第一网格", 1) not in lacking(store)
    assert (standing(store, GRIDS, ONE_CHIEF, TODAY).met, len(lacking(store))) == (1, 2)


def test_today_has_one_line_for_it_until_all_have_it(store: Store, grids: list[Grid]) -> None:
    def lines() -> list[tuple[str, str]]:
        return [(i.matter, i.must) for i in whats_due(store, datetime.now()).items if i.table == "grid"]

    assert lines() == [("一格一长：网格 1/3，不符合的：第二网格、第三网格（有 2）", "one_chief")]
    save_as_declared(store, attrs.evolve(grids[1], chief="周四"))
    save_as_declared(store, attrs.evolve(store.get(Grid, grids[2].id), chief="孙二"))
    assert lines() == []


def test_an_estate_has_a_body_that_governs_it(store: Store) -> None:
    first, second = (store.save(Estate(name=name)) for name in ("翠湖里", "景和苑"))
    store.save(Estate(name="旧小区", closed=TODAY, joined=first.id))
    body = store.save(Body(name="翠湖里业委会", kind="40", estate=first.id))
    store.save(Body(name="景和物业", kind="50", estate=second.id))
    found = standing(store, ESTATES, GOVERNED, TODAY)
    assert (found.met, found.total, [one.title for one in found.lacking]) == (1, 2, ["景和苑"])
    store.save(attrs.evolve(body, closed=TODAY))
    assert len(standing(store, ESTATES, GOVERNED, TODAY).lacking) == 2


def test_on_a_past_day_it_is_asked_of_what_was_there_then(store: Store) -> None:
    """An estate that is no more was there; a committee that was founded since, or is no more, was not, or was."""
    day, eve = date(2020, 5, 1), date(2020, 4, 30)
    gone, here = store.save(Estate(name="旧小区", closed=day)), store.save(Estate(name="翠湖里"))
    for estate, name, founded, closed in (
        (here, "第一届", date(2015, 1, 1), eve),
        (here, "第二届", day, None),
        (gone, "旧小区业委会", None, day),
    ):
        store.save(Body(name=name, kind="40", estate=estate.id, founded=founded, closed=closed))

    def stands(on: date) -> tuple[int, int, list[str]]:
        one = standing(store, ESTATES, GOVERNED, on)
        return one.met, one.total, [lacks.title for lacks in one.lacking]

    assert stands(date(2014, 12, 31)) == (1, 2, ["翠湖里"])
    assert stands(date(2015, 1, 1)) == (2, 2, [])
    assert stands(eve) == (1, 2, ["翠湖里"]), "the first is no more, the second is not yet"
    assert stands(day) == stands(TODAY) == (1, 1, [])


def test_what_of_a_past_day_nobody_knows_is_said(store: Store, grids: list[Grid]) -> None:
    assert len(grids) == 3
    assert standing(store, GRIDS, ONE_CHIEF, FIRST).of_the_past() == ("网格哪天有的、哪天没的都没有记，按现有的算",)
    store.save(Estate(name="翠湖里"))
    assert standing(store, ESTATES, GOVERNED, FIRST).of_the_past() == (
        "小区哪天有的没有记，当作那天已经有",
        "组织只照成立日期、撤销日期算那天有没有，没写的当作一直有；别的按现值",
    )
    with_days = attrs.evolve(
        GOVERNED, has=Has("tenure", "of", (is_("post", GRID_CHIEF),)), life=Life("founded", "closed")
    )
    asked = [
        Body(name=name, kind="50", founded=founded) for name, founded in (("甲", FIRST), ("乙", None), ("丙", TODAY))
    ]
    for body in asked:
        store.save(body)
    one = standing(store, store.kinds["body"], with_days, FIRST)
    assert (one.total, one.unsaid, one.of_the_past()) == (2, 1, ("1 个组织没写成立日期，当作那天已经有",))


@pytest.mark.usefixtures("grids")
def test_it_is_said_of_each_what_is_wrong(store: Store) -> None:
    found = standing(store, GRIDS, attrs.evolve(ONE_CHIEF, least=3, most=4), TODAY)
    assert [found.fault(one) for one in found.lacking] == [
        "网格长有 1 个，应当有 3 个", "没有网格长", "网格长有 2 个，应当有 3 个",
    ]  # fmt: skip


@pytest.mark.usefixtures("grids")
def test_a_must_of_what_the_centre_does_not_do_is_not_told(store: Store) -> None:
    without = Kinds(kind for kind in KINDS if kind.table != "tenure")
    assert [one.must.name for one in standings(store, without, TODAY)] == ["governed"]


def test_the_door_tells_it(run: Run, opened: list[object], grids: list[Grid]) -> None:
    told = {one["name"]: one for one in answer(run("must", *opened, "--json"))}
    one = told["one_chief"]
    assert (one["met"], one["total"], [o["id"] for o in one["lacking"]]) == (1, 3, [grids[1].id, grids[2].id])
    assert run("must", *opened)[1].splitlines()[0] == "一格一长：网格 1/3，不符合的：第二网格、第三网格（有 2）"
    before = answer(run("must", *opened, "--as-of", "2020-01-01", "--json"))
    assert before[0]["unknown"] == ["网格哪天有的、哪天没的都没有记，按现有的算"]
    assert one["unknown"] == []
    assert run("must", *opened, "--as-of", "2020-01-01")[1].splitlines()[1].startswith("  网格哪天有的")
    assert next(one["met"] for one in before if one["name"] == "one_chief") == 0


@pytest.mark.parametrize(
    ("must", "fault"),
    [
        (Must(name="x", label="甲", noun="甲", begin="登记甲", has=Has("tenure", "person")), "does not lead here"),
        (Must(name="x", label="甲", noun="甲", begin="登记甲", has=Has("nothing", "of")), "does not lead here"),
        (
            Must(name="x", label="甲", noun="甲", begin="登记甲", has=Has("tenure", "of"), least=2, most=1),
            "asks for 2 to 1",
        ),
        (
            Must(name="x", label="甲", noun="甲", begin="登记甲", has=Has("tenure", "of"), life=Life(until="chief")),
            "tells when one was there by chief, which is no day",
        ),
        (
            Must(name="x", label="甲", noun="甲", begin="登记甲", has=Has("tenure", "of", life=Life("post"))),
            "tells when one was there by post, which is no day",
        ),
        (
            Must(
                name="x",
                label="甲",
                noun="甲",
                begin="登记甲",
                has=Has("tenure", "of"),
                when=(ESTATES.views[0].conditions),
            ),
            "which is no column",
        ),
    ],
)
def test_a_wrong_declaration_is_told(must: Must, fault: str) -> None:
    kinds = [attrs.evolve(GRIDS, musts=(must,)) if kind is GRIDS else kind for kind in KINDS]
    assert any(fault in one for one in faults(kinds))
