"""Two persons who are one are made one in one deed, whatever leads to them, and are two again when it is taken back."""

from collections.abc import Mapping
from datetime import date, datetime

import attrs
import pytest

from db.errors import Cancelled, RecordChanged
from db.records.base import Record
from db.records.bodies.body import Body
from db.records.bodies.person import Person, SomebodyElse
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase, Party
from db.records.participant import actors_of
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.bodies.merging import (
    DEED,
    CannotMerge,
    in_order,
    merge_persons,
    namesakes_of,
    take_back_merge,
    weigh_merge,
)
from db.services.matters.take_in import take_in
from db.services.mediation.accept_case import accept_case
from db.services.move import NotToUndo, move, undo_move
from db.store import Store, eq, rows
from db.store.drafts import begun_from
from tests.factories import plant

NOON = datetime(2026, 3, 2, 12)
DAY = date(2026, 3, 2)


@pytest.fixture
def two(store: Store) -> tuple[Person, Person]:
    """One who is named in records, and one who is chosen in them."""
    resident = plant(store, Resident, name="王芳", house=0)
    kept = store.save(Person(name="王芳", job="经理", note="甲"))
    gone = store.save(Person(name="王 芳", job="民警", phone="13900001111", resident=resident.id, note="乙"))
    body = store.save(Body(name="居委会", kind="30", head=gone.id))
    of = store.kinds.reference_of(body)
    store.save(Tenure(person=kept.id, of=of, post="05", way="1"))
    store.save(Tenure(person=gone.id, of=of, post="05", since=date(2020, 1, 1), basis="〔2020〕1号"))
    store.save(Tenure(person=gone.id, of=of, post="01", since=DAY, until=date(2026, 4, 1)))
    grid = store.save(Grid(name="第一网格", chief="王芳"))
    visit = store.save(Visit(day=DAY, visitor="王芳"))
    with store.writing() as w:
        for record, role in ((grid, "chief"), (visit, "visitor")):
            w.tie(record, {(role, "王芳"): gone.id})
    store.save(Account(name="王芳", person=gone.id))
    who = store.kinds.reference_of(resident)
    matter = take_in(
        store, Matter(subject="断电", taken=NOON, taker=gone.id, claimants=(Claimant(name="王芳", who=who),))
    )
    move(store, matter, "answer", NOON, gone.id, result="已答复", outcome="1")
    return kept, gone


def picture(store: Store) -> Mapping[str, list[Mapping[str, object]]]:
    """All that the store holds, but versions."""
    return {k.table: [rows.picture(r) for r in store.select(k.record, order=("id",))] for k in store.kinds}


def named(store: Store) -> list[str]:
    """What papers print of who acts."""
    return [
        *(grid.chief for grid in store.select(Grid)),
        *(visit.visitor for visit in store.select(Visit)),
        *(c.name for matter in store.select(Matter) for c in matter.claimants),
        *(actor.name for kind in (Grid, Visit) for one in store.select(kind) for actor in actors_of(one)),
    ]


def test_all_leads_to_the_one_who_stays_and_what_is_written_stays(store: Store, two: tuple[Person, Person]) -> None:
    kept, gone = two
    written, leading = named(store), store.pointing_at(gone)
    plan = weigh_merge(store, kept.id, gone.id)
    assert dict(plan.moving) == {
        "网格": 1, "诉求": 1, "走访": 1, "组织": 1, "任职": 3, "工作人员": 1, "经过": 1,
    }  # fmt: skip
    merge_persons(store, plan)
    assert store.find(Person, gone.id) is None
    doubled = ("tenure", store.select(Tenure, eq("post", "05"))[0].id + 1)
    assert leading - {doubled} <= store.pointing_at(store.get(Person, kept.id))
    assert named(store) == written
    assert store.verify() == []
    (deed,) = store.deeds(Person.TABLE, [DEED])
    assert deed.change["gone"] == [None, gone.id]


def test_what_only_the_other_tells_is_taken_over_and_nothing_is_lost(store: Store, two: tuple[Person, Person]) -> None:
    kept, gone = two
    store.save(attrs.evolve(kept, others=(SomebodyElse(resident=gone.resident), SomebodyElse(resident=77))))
    merge_persons(store, weigh_merge(store, kept.id, gone.id))
    now = store.get(Person, kept.id)
    assert (now.name, now.job, now.phone, now.resident) == ("王芳", "经理", "13900001111", gone.resident)
    assert now.note.splitlines() == ["甲", "乙", "并入的一条：姓名 王 芳；职务 民警"]
    assert [other.resident for other in now.others] == [77], "a clerk says by now that it is the same"
    (post,) = store.select(Tenure, eq("post", "05"))
    assert (post.person, post.since, post.way, post.basis) == (kept.id, date(2020, 1, 1), "1", "〔2020〕1号")


def test_what_it_comes_to_is_told_before(store: Store, two: tuple[Person, Person]) -> None:
    plan = weigh_merge(store, *(one.id for one in two))
    assert (plan.filled, plan.noted) == (("登记居民", "电话"), ("姓名", "职务"))
    ((ours, theirs),) = plan.doubled
    assert (ours.person, theirs.person, ours.post, theirs.post) == (two[0].id, two[1].id, "05", "05")


def test_who_is_better_known_stays_unless_a_clerk_says_otherwise(store: Store, two: tuple[Person, Person]) -> None:
    kept, gone = two
    other = store.save(Person(name="王芳"))
    assert in_order(store, kept.id, gone.id) == in_order(store, gone.id, kept.id) == (gone.id, kept.id), "a resident"
    assert in_order(store, other.id, kept.id) == (kept.id, other.id), "who has a post"
    store.save(Account(name="王芳芳", person=other.id))
    assert in_order(store, kept.id, other.id) == (other.id, kept.id), "an account"
    assert [line.id for line in namesakes_of(store, kept.id)] == [gone.id, other.id]


def test_they_are_two_again(store: Store, two: tuple[Person, Person]) -> None:
    before = picture(store)
    done = merge_persons(store, weigh_merge(store, *(one.id for one in two)))
    assert picture(store) != before
    take_back_merge(store, done)
    assert picture(store) == before
    assert store.verify() == []


def test_what_somebody_changed_since_is_not_taken_back(store: Store, two: tuple[Person, Person]) -> None:
    done = merge_persons(store, weigh_merge(store, *(one.id for one in two)))
    store.save(attrs.evolve(store.select(Visit)[0], finding="水管漏水"))
    now = picture(store)
    with pytest.raises(RecordChanged):
        take_back_merge(store, done)
    assert picture(store) == now


def test_what_somebody_changed_meanwhile_is_not_merged(store: Store, two: tuple[Person, Person]) -> None:
    plan = weigh_merge(store, *(one.id for one in two))
    store.save(attrs.evolve(two[1], job="所长"))
    now = picture(store)
    with pytest.raises(RecordChanged):
        merge_persons(store, plan)
    assert picture(store) == now


def test_what_is_stopped_on_its_way_leaves_nothing_half_done(store: Store, two: tuple[Person, Person]) -> None:
    before, plan = picture(store), weigh_merge(store, *(one.id for one in two))
    with pytest.raises(Cancelled):
        merge_persons(store, plan, lambda done, total: done < total / 2)
    assert picture(store) == before
    done = merge_persons(store, plan)
    now = picture(store)
    with pytest.raises(Cancelled):
        take_back_merge(store, done, lambda done, total: done < total / 2)
    assert picture(store) == now


def refused(store: Store, kept: Person, gone: Person) -> str:
    with pytest.raises(CannotMerge) as told:
        weigh_merge(store, kept.id, gone.id)
    return told.value.message


def test_two_residents_are_two(store: Store, two: tuple[Person, Person]) -> None:
    kept, gone = two
    other: Record = plant(store, Resident, name="王芳", house=0)
    kept = store.save(attrs.evolve(kept, resident=other.id))
    assert refused(store, kept, gone) == "两条“王 芳”都对上了登记居民，是两个人"
    assert refused(store, kept, kept) == "选的是同一条"


def test_a_grid_that_names_both_names_them_still_and_has_one_chief(store: Store) -> None:
    grid = store.save(Grid(name="第一网格", chief="王芳、王方", chief_since=DAY))
    one, other = (store.select(Person, eq("name", name))[0] for name in ("王芳", "王方"))
    before = picture(store)
    done = merge_persons(store, weigh_merge(store, one.id, other.id))
    assert [(post.person, post.since) for post in store.select(Tenure)] == [(one.id, DAY)]
    now = store.get(Grid, grid.id)
    assert (now.chief, [actor.who for actor in actors_of(now)]) == ("王芳、王方", [one.id, one.id])
    take_back_merge(store, done)
    assert picture(store) == before


def test_two_accounts_are_two(store: Store, two: tuple[Person, Person]) -> None:
    store.save(Account(name="王方", person=two[0].id))
    assert refused(store, *two) == "两条都是工作人员：王方、王芳"


@pytest.mark.parametrize(
    ("ours", "is_one"),
    [
        ({"since": date(2020, 1, 1)}, True),
        ({"since": date(2019, 1, 1)}, False),
        ({"basis": "〔2019〕2号"}, False),
        ({"until": date(2020, 1, 1)}, False),
        ({"since": date(2015, 1, 1), "until": date(2019, 12, 31)}, True),
    ],
    ids=str,
)
def test_a_post_that_both_held_at_one_time_is_told_alike_or_a_clerk_says_how_it_was(
    store: Store, two: tuple[Person, Person], ours: Mapping[str, object], is_one: bool
) -> None:
    mine = store.select(Tenure, eq("person", two[0].id))[0]
    store.save(attrs.evolve(mine, **ours))
    if is_one:
        merge_persons(store, weigh_merge(store, *(one.id for one in two)))
        posts = [(t.since, t.until) for t in store.select(Tenure, eq("post", "05"), order=("since",))]
        assert posts[-1] == (date(2020, 1, 1), None)
        assert len(posts) == (2 if "until" in ours else 1)
    else:
        assert refused(store, *two) == "两条都任居委会 主任，日子重叠，写得不一样"


def test_one_post_that_goes_over_two_of_the_other_is_looked_at_by_a_clerk(
    store: Store, two: tuple[Person, Person]
) -> None:
    of, until = store.select(Tenure)[0].of, date(2026, 4, 1)
    for way, since in (("1", None), ("2", DAY)):
        store.save(Tenure(person=two[0].id, of=of, post="01", way=way, since=since, until=until))
    assert refused(store, *two) == "两条都任居委会 书记，日子重叠，写得不一样"


def test_a_post_that_somebody_changed_meanwhile_is_looked_at_again(store: Store, two: tuple[Person, Person]) -> None:
    plan = weigh_merge(store, *(one.id for one in two))
    store.save(attrs.evolve(plan.doubled[0][1], basis="〔2021〕3号"))
    with pytest.raises(RecordChanged):
        merge_persons(store, plan)


def test_what_is_typed_of_the_one_who_would_go_is_not_lost(store: Store, two: tuple[Person, Person]) -> None:
    kept, gone = two
    store.drafts.keep("person", gone.id, "", {"job": "所长"}, None)
    assert refused(store, kept, gone) == "“王 芳”正在修改，还没有保存"
    weigh_merge(store, gone.id, kept.id)
    store.drafts.forget(store.drafts.all()[0])
    store.drafts.keep("tenure", 0, begun_from({"person": gone.id}), {"post": "05"}, None)
    assert refused(store, kept, gone) == "还有从“王 芳”起头、没写完的内容"


def test_no_step_is_taken_back_that_would_bring_back_who_is_gone(store: Store) -> None:
    """Somebody else mediates since the step, so that nothing led to them as the two were made one."""
    one, gone = (store.save(Person(name=name)) for name in ("王芳", "王方"))
    parties = tuple(Party(name=name, side=side, consent="1") for name, side in (("赵五", "1"), ("周六", "2")))
    told = {"title_text": "漏水", "dispute": "2", "facts": "渗水", "received": DAY, "parties": parties}
    case = accept_case(store, MediationCase(mediator=gone.name, **told))  # pyright: ignore[reportArgumentType]
    case = move(store, move(store, case, "consent"), "mediate", mediator="李四")
    merge_persons(store, weigh_merge(store, one.id, gone.id))
    with pytest.raises(NotToUndo, match="删除或并掉"):
        undo_move(store, case)
    assert store.count(Person, eq("name", gone.name)) == 0
