"""What happens to people, as moves: what moves together, what is refused, what is told before."""

from datetime import date, timedelta

import pytest

from db.errors import AppError
from db.records.base import changed
from db.records.registry.booklet import Booklet
from db.records.registry.heads import HEAD
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Carer, CareTag
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import read_span
from db.services.registry.events import Asked, Event, EventStands, Newborn, Newcomer, What, carry_out, take_back, weigh
from db.services.registry.over_time import over_time
from db.store import Store
from tests.db.registry.events.people import broken, door, family, happens, picture, refused, told

TODAY = date.today()
DAY = TODAY - timedelta(days=10)


def relations(store: Store, home: Household | Booklet) -> dict[str, str]:
    return {store.get(Resident, m.resident).name: m.relation for m in home.present()}


def test_an_old_head_dies(store: Store) -> None:
    people = family(store)
    one = people["王老"]
    store.save(changed(store.get(Resident, one.id), care=(CareTag(kind="10"),)))
    store.save(
        changed(
            store.get(Resident, people["李婆"].id), marriage="20", carers=(Carer(who=store.kinds.reference_of(one)),)
        )
    )
    before = picture(store)
    assert "王老：登记状态 在册 → 死亡" in "\n".join(told(store, What.DIED, one, day=DAY))
    done = happens(store, What.DIED, one, day=DAY)
    assert broken(store) == []
    (home,), (booklet,) = store.select(Household), store.select(Booklet)
    assert relations(store, home) == relations(store, booklet) == {"李婆": HEAD, "王大": "22", "赵媳": "38"}
    widow = store.get(Resident, people["李婆"].id)
    assert (widow.marriage, widow.carers[0].until) == ("30", DAY)
    dead = store.get(Resident, one.id)
    assert (dead.state_day, dead.residences[-1].until, dead.care[0].until) == (DAY, DAY, DAY)
    for record in (dead, store.get(Household, home.id)):
        assert ("死亡", "王老") in {(t.what, t.title) for t in over_time(store, record)}
    take_back(store, done.seq)
    assert picture(store) == before
    assert store.verify() == []
    with pytest.raises(EventStands, match="已经撤回过了"):
        take_back(store, done.seq)


def test_the_head_is_whom_the_clerk_wants(store: Store) -> None:
    people = family(store)
    happens(store, What.DIED, people["王老"], day=DAY, head=people["王大"].id)
    (home,) = store.select(Household)
    assert relations(store, home) == {"王大": HEAD, "李婆": "52", "赵媳": ""}


def test_what_was_granted_until_later_ends_with_whoever_dies(store: Store) -> None:
    people = family(store)
    tags = (CareTag(kind="30", until=TODAY + timedelta(days=9)), CareTag(kind="20", until=DAY - timedelta(days=9)))
    store.save(changed(store.get(Resident, people["王老"].id), care=tags))
    assert any("关爱类别 1 项" in line for line in told(store, What.DIED, people["王老"], day=DAY))
    happens(store, What.DIED, people["王老"], day=DAY)
    ends = [tag.until for tag in store.get(Resident, people["王老"].id).care]
    assert ends == [DAY, DAY - timedelta(days=9)]


def test_a_family_moves_in_and_a_tenant_leaves(store: Store) -> None:
    flat = door(store, "601")
    rows = (Newcomer(name="陈一"), Newcomer(name="林二", relation="12"))
    done = happens(store, What.CAME, day=DAY, house=flat.id, people=rows, reason="01", whence="外省")
    (home,) = store.select(Household)
    assert relations(store, home) == {"陈一": HEAD, "林二": "12"}
    tenant = store.get(Resident, home.head)
    assert (tenant.residences[0].since, tenant.residences[0].reason) == (DAY, "01")
    happens(store, What.LEFT, tenant, day=TODAY, whither="老家")
    tenant = store.get(Resident, tenant.id)
    assert (tenant.state, tenant.state_day, tenant.residences[0].whither) == ("2", TODAY, "老家")
    assert relations(store, store.get(Household, home.id)) == {"林二": HEAD}
    assert broken(store) == []
    with pytest.raises(EventStands, match="后来又改过"):
        take_back(store, done.seq)
    assert "回来" in refused(store, What.MOVED, tenant, day=TODAY, house=flat.id)
    assert "要晚于" in refused(store, What.RETURNED, tenant, day=TODAY, house=flat.id)


def test_twins_are_born_and_a_couple_divides(store: Store) -> None:
    people = family(store)
    happens(
        store,
        What.BORN,
        people["赵媳"],
        day=DAY,
        booklet=True,
        children=(Newborn(name="王双", sex="1"), Newborn(name="王喜", sex="2")),
    )
    (home,), (booklet,) = store.select(Household), store.select(Booklet)
    for one in (home, booklet):
        assert {n: r for n, r in relations(store, one).items() if n in ("王双", "王喜")} == {"王双": "41", "王喜": "42"}
    other = door(store, "602")
    happens(store, What.DIVIDED, people["赵媳"], day=TODAY, house=other.id)
    fresh = store.select(Household)[-1]
    assert (fresh.house, relations(store, fresh)) == (other.id, {"赵媳": HEAD})
    assert broken(store) == []


@pytest.mark.parametrize(
    ("what", "asked", "why"),
    [
        (What.DIED, {"day": TODAY + timedelta(days=1)}, "还没有到"),
        (What.DIED, {}, "没有写哪一天"),
        (What.DIED, {"day": date(1930, 1, 1)}, "出生的"),
        (What.LEFT, {"day": date(2019, 1, 1)}, "这一天不能更早"),
        (What.RETURNED, {"day": DAY, "house": 1}, "现在就在册|住到哪里"),
        (What.BORN, {"day": DAY}, "出生的孩子"),
        (What.JOINED, {"day": DAY}, "并到哪一户"),
    ],
)
def test_what_cannot_be_is_refused(store: Store, what: What, asked: dict[str, object], why: str) -> None:
    people = family(store)
    before = picture(store)
    asked = {**asked, **({"house": door(store, "501").id} if "house" in asked else {})}
    said = refused(store, what, people["王老"], **asked)
    assert any(part in said for part in why.split("|")), said
    assert picture(store) == before


def test_what_somebody_changed_meanwhile_is_not_written_over(store: Store) -> None:
    people = family(store)
    weighed = weigh(store, Event(what=What.DIED, who=(people["王老"].id,), asked=Asked(day=DAY)))
    happens(store, What.LEFT, people["李婆"], day=TODAY)
    with pytest.raises(AppError, match="有人改过"):
        carry_out(store, weighed)


def test_births_deaths_arrivals_and_departures_of_a_period(store: Store) -> None:
    people = family(store)
    flat = door(store, "601")

    def counted(name: str, span: str = "") -> int:
        figure = figures_by_name(store.kinds)[name]
        return int(measure(store, figure, read_span(span or str(DAY.year), TODAY)).value.number)

    names = ("births", "deaths", "arrivals", "departures")
    assert [counted(n) for n in names] == [0, 0, 0, 0]
    happens(store, What.CAME, day=DAY, house=flat.id, people=(Newcomer(name="陈一"),))
    assert [counted(n) for n in names] == [0, 0, 1, 0]
    happens(store, What.MOVED, people["赵媳"], day=DAY, house=flat.id)
    assert counted("arrivals") == 1, "moving within the community is no arrival"
    happens(store, What.BORN, people["王大"], day=DAY, children=(Newborn(name="王新", sex="1"),))
    done = happens(store, What.DIED, people["王老"], day=DAY)
    happens(store, What.LEFT, people["李婆"], day=TODAY)
    assert [counted(n) for n in names] == [1, 1, 1, 1]
    assert [counted(n, str(DAY.year - 1)) for n in names] == [0, 0, 0, 0]
    assert done.said == "死亡：王老"
