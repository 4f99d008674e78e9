"""Doors, people and households over time: who lived there, whose it was, to whom it was let, as of any day."""

from datetime import date, timedelta
from typing import Any

import pytest

from db.errors import RecordInvalid
from db.records.base import changed
from db.records.bodies.body import Body
from db.records.registry.booklet import Booklet, BookletMember
from db.records.registry.door_parts import Letting, Owner
from db.records.registry.heads import HEAD
from db.records.registry.household import Household, Member
from db.records.registry.place import Grid, House
from db.records.registry.residence import Residence
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Carer, CareTag, FormerName, PartyMembership, Telephone
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.scope import Scope
from db.services.figures.span import read_span
from db.services.registry.over_time import door_on, door_over_time, household_over_time, person_over_time
from db.services.registry.register_resident import Door, house_at
from db.services.registry.vacant import vacant_since
from db.services.save_as_declared import save_as_declared
from db.store import Store, Warrant
from tests.factories import plant

TODAY = date.today()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def flat(store: Store) -> House:
    return house_at(store, Door("幸福里小区", "3", "2", "501"))


def test_who_lived_behind_a_door_on_a_day(store: Store, flat: House) -> None:
    old = store.save(
        Resident(name="王老", birth=date(1940, 1, 1), house=flat.id, state="3", state_day=date(2025, 3, 1))
    )
    gone = Residence(house=flat.id, since=date(2020, 1, 1), until=date(2025, 2, 28))
    tenant = store.save(Resident(name="李租", residences=(gone,)))
    guest = Residence(house=flat.id, since=date(2025, 1, 1), kind="3")
    visitor = store.save(Resident(name="周访", residences=(guest,)))
    seat = Member(resident=tenant.id, relation=HEAD, since=date(2020, 1, 1), until=date(2025, 2, 28))
    home = store.save(Household(house=flat.id, members=(seat,)))
    booklet = store.save(Booklet(number="1", house=flat.id, members=(BookletMember(resident=old.id, relation=HEAD),)))
    store.save(
        changed(flat, owners=(Owner(name="甲", until=date(2024, 12, 31)), Owner(name="乙", since=date(2025, 1, 1))))
    )
    then = door_on(store, flat.id, date(2025, 2, 28))
    assert [one.name for one, _ in then.living] == ["王老", "李租", "周访"]
    assert [h.id for h, _ in then.households] == [home.id]
    assert [b.id for b, _ in then.booklets] == [booklet.id]
    assert [o.name for o in then.owners] == ["乙"]
    after = door_on(store, flat.id, date(2025, 3, 2))
    assert [one.id for one, _ in after.living] == [visitor.id]
    assert (after.households, after.booklets) == ([], [])
    assert [o.name for o in door_on(store, flat.id, date(2024, 12, 31)).owners] == ["甲"]
    told = door_over_time(store, flat.id)
    assert [(t.title, t.until) for t in told][:2] == [("周访", None), ("乙", None)]
    assert {t.title for t in told} == {"周访", "乙", "王老", "李租", "甲"}


def test_a_person_and_a_household_over_time(store: Store, flat: House) -> None:
    tag = CareTag(kind="30", since=date(2024, 1, 1), until=date(2024, 12, 31), source="区民政局")
    one = store.save(Resident(name="王五", house=flat.id, care=(tag,)))
    other = store.save(Resident(name="李四"))
    members = (
        Member(resident=one.id, relation=HEAD, since=date(2020, 1, 1)),
        Member(resident=other.id, until=YESTERDAY),
    )
    home = store.save(Household(house=flat.id, head=one.id, members=members))
    assert [(t.what, t.until) for t in person_over_time(store, one.id)] == [
        ("户", None), ("居住记录", None), ("关爱类别", date(2024, 12, 31)),
    ]  # fmt: skip
    assert [(t.title, t.more) for t in household_over_time(store, home)] == [("王五", ("户主",)), ("李四", ())]


def test_who_looked_after_somebody_and_where_their_membership_lay_is_told_over_time(store: Store) -> None:
    body = store.save(Body(name="第一党支部", kind="16"))
    daughter = store.save(Resident(name="王妹"))
    carers = (
        Carer(who=store.kinds.reference_of(daughter), kind="2", since=date(2025, 1, 1)),
        Carer(name="邻居", until=date(2024, 12, 31)),
    )
    party = (PartyMembership(body=body.id, since=date(2023, 1, 1), until=date(2023, 12, 31), went="转到外市"),)
    one = store.save(Resident(name="王五", carers=carers, party=party))
    told = person_over_time(store, one.id)
    assert [(t.what, t.title, t.table, t.id) for t in told] == [
        ("监护和照料", "王妹", "resident", daughter.id), ("监护和照料", "邻居", "", 0), ("组织关系", "第一党支部", "body", body.id),
    ]  # fmt: skip
    assert told[2].more == ("转到外市",)


def test_nobody_belongs_to_two_households_or_booklets_at_once(store: Store, flat: House) -> None:
    one = store.save(Resident(name="王五"))
    kinds: list[tuple[Any, Any]] = [(Household, Member), (Booklet, BookletMember)]
    for made, part in kinds:
        first: Any = store.save(made(house=flat.id, members=(part(resident=one.id, relation=HEAD),)))
        with pytest.raises(RecordInvalid, match="王五还在"):
            save_as_declared(store, made(members=(part(resident=one.id),)))
        left = store.save(changed(first, members=(changed(first.members[0], until=YESTERDAY),)))
        save_as_declared(store, made(members=(part(resident=one.id, relation=HEAD),)))
        save_as_declared(store, changed(left, note="不问没有新写的人"))


def test_another_owner_is_one_from_the_day_on(store: Store, flat: House) -> None:
    told = lambda h: [(o.name, o.phone, o.since, o.until) for o in h.owners]  # noqa: E731
    one = store.save(changed(flat, owner="张三", owner_phone="13800000001"))
    assert told(one) == [("张三", "13800000001", None, None)]
    one = store.save(changed(one, owner_phone="13800000002"))
    assert told(one) == [("张三", "13800000002", None, None)], "another number is no other owner"
    one = store.save(changed(one, owner="李四", owner_phone=""))
    assert told(one) == [("张三", "13800000002", None, YESTERDAY), ("李四", "", TODAY, None)]
    one = store.save(changed(one, owner="李思"))
    assert told(one)[1:] == [("李思", "", TODAY, None)], "a slip of the day is put right"
    both = (*one.owners[:1], changed(one.owners[1], share="1/2"), Owner(name="王五", share="50%"))
    one = store.save(changed(one, owners=both))
    assert (one.owner, one.problems()) == ("李思", [])
    one = store.save(changed(one, owners=(*both[:1], changed(both[1], until=YESTERDAY, since=None), both[2])))
    assert one.owner == "王五"
    assert [p.code for p in one.problems()] == ["shares_differ"]
    assert {h.id for h in store.search("王五")} == {one.id}
    one = store.save(changed(one, owner=""))
    assert told(one)[-1][3] == YESTERDAY
    assert store.verify() == []


def test_a_house_stands_empty_from_the_day_after_the_last_one_left(store: Store, flat: House) -> None:
    ids = [house_at(store, Door("幸福里小区", "3", "2", room)).id for room in ("502", "503", "504", "505")]
    store.save(changed(store.get(House, ids[2]), use="1"))
    gone = (Residence(house=ids[0], until=date(2025, 5, 1)),)
    store.save(Resident(name="王五", residences=gone, house=flat.id))
    store.save(Resident(name="李四", residences=(Residence(house=ids[3], kind="2"),)))
    found = vacant_since(store, [flat.id, *ids], TODAY)
    assert found == {ids[0]: date(2025, 5, 2), ids[1]: None}
    assert ids[0] not in vacant_since(store, ids, date(2025, 5, 1))


def test_whoever_asks_by_another_name_or_number_finds_the_person(store: Store) -> None:
    one = store.save(
        Resident(
            name="王五",
            script_name="Wang Wu",
            former_names=(FormerName(name="赵小六"),),
            telephones=(Telephone(number="13800001234"),),
            carers=(Carer(name="钱七", phone="13900005678"),),
        )
    )
    for words in ("赵小六", "zxl", "13800001234", "5678", "Wang Wu"):
        assert one.id in {h.id for h in store.search(words)}, words


def test_a_letting_names_whom_it_is_to(store: Store, flat: House) -> None:
    company = store.save(Body(name="某公司", kind="50"))
    letting = Letting(
        who=store.kinds.reference_of(company), tenant="某公司", since=date(2025, 1, 1), ends=date(2027, 1, 1)
    )
    saved = store.save(changed(flat, lettings=(letting,)))
    assert door_on(store, saved.id, date(2025, 1, 1)).lettings == list(saved.lettings)
    assert door_on(store, saved.id, date(2024, 12, 31)).lettings == []
    assert {h.id for h in store.search("某公司")} >= {saved.id}


def counted(store: Store, name: str, span: str) -> int:
    return int(measure(store, figures_by_name(store.kinds)[name], read_span(span, TODAY)).value.number)


def test_the_grids_that_are_in_use_and_have_a_code(store: Store) -> None:
    """种子数字 S2-49、S2-77: the grids of a day, and those of them with a code."""
    before = {n: counted(store, n, "2025-12-31") for n in ("grids_here", "grids_coded")}
    plant(store, Grid, name="甲", code="110101001001001", since=date(2025, 1, 1), until=None)
    after = {n: counted(store, n, "2025-12-31") for n in before}
    assert after == {n: number + 1 for n, number in before.items()}
    plant(store, Grid, name="乙", code="", since=date(2025, 1, 1), until=None)
    assert counted(store, "grids_coded", "2025-12-31") == after["grids_coded"]
    assert counted(store, "grids_here", "2025-12-31") == after["grids_here"] + 1
    plant(store, Grid, name="丙", code="1", since=date(2025, 1, 1), until=date(2025, 12, 30))
    plant(store, Grid, name="丁", code="2", since=date(2026, 1, 1), until=None)
    assert counted(store, "grids_coded", "2025-12-31") == after["grids_coded"]


def test_a_grid_counts_in_its_own_scope_and_not_once_it_is_gone(store: Store) -> None:
    """S2-77: the same figure over another scope; a grid that was deleted, or whose code was taken away, is none."""
    one, other = (plant(store, Grid, name=name, code=name, since=date(2025, 1, 1), until=None) for name in ("甲", "乙"))
    figures = figures_by_name(store.kinds)
    span = read_span("2025-12-31", TODAY)
    for grid in (one, other):
        scope = Scope("grid", grid.id, "")
        for name in ("grids_here", "grids_coded"):
            found = measure(store, figures[name], span, scope, rows=True)
            assert (found.value.number, found.rows["grid"]) == (1, [grid.id])
    both = counted(store, "grids_coded", "2025-12-31")
    store.save(changed(one, code=""))
    assert counted(store, "grids_coded", "2025-12-31") == both - 1
    with store.writing(warrant=Warrant.UNDO) as w:
        w.delete(store.get(Grid, other.id))
    assert counted(store, "grids_coded", "2025-12-31") == both - 2
