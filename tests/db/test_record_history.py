"""修改记录 of one record, and 恢复成这样: a new change, of what may be typed alone."""

from collections.abc import Iterator

import attrs
import pytest

from db.errors import NotAllowed
from db.records.centre.account import Account, roles_of
from db.records.matters.matter import Matter
from db.records.registry.household import Household, Member
from db.records.registry.place import Grid
from db.records.registry.resident import CareTag, Resident
from db.records.role import Role
from db.services.answers import UNASKED
from db.services.record_history import NothingToRestore, part, plan, put_back, versions
from db.store import Store
from tests.factories import plant


@pytest.fixture
def grid(store: Store) -> Grid:
    made = store.save(Grid(name="第一网格", party_group="甲组"), "分网格")
    made = store.save(attrs.evolve(made, party_group="乙组", phone="13812345678"), "换党小组")
    return store.save(attrs.evolve(made, name="幸福网格"), "改名")


def test_each_change_is_told_field_by_field(store: Store, grid: Grid) -> None:
    newest, middle, first = versions(store, grid)
    assert [change.words() for change in newest.changes] == ["网格名称：第一网格 → 幸福网格"]
    assert {change.label for change in middle.changes} == {"党支部（党小组）", "网格长电话"}
    assert not any("13812345678" in change.words() for change in middle.changes)
    assert (newest.who, newest.reason, newest.what, first.what) == (store.actor, "改名", "修改", "登记")
    assert (newest.can, middle.can, first.can) == (False, True, True), "what it is now it is already"


def test_it_comes_back_as_it_was_then_and_that_is_a_new_change(store: Store, grid: Grid) -> None:
    _, _, first = versions(store, grid)
    made = plan(store, grid, first.seq)
    assert {change.label for change in made.changes} == {"网格名称", "党支部（党小组）", "网格长电话"}
    saved = put_back(store, made, first.at, "改错了", UNASKED)
    assert isinstance(saved, Grid)
    assert (saved.name, saved.party_group, saved.phone) == ("第一网格", "甲组", "")
    newest = versions(store, saved)[0]
    assert newest.what == "修改"
    assert newest.reason.endswith("的样子：改错了")
    assert store.verify() == []
    with pytest.raises(NothingToRestore):
        plan(store, saved, first.seq)


def test_one_field_comes_back_and_the_others_stay(store: Store, grid: Grid) -> None:
    _, _, first = versions(store, grid)
    made = part(grid, plan(store, grid, first.seq), ["party_group"])
    assert [change.label for change in made.changes] == ["党支部（党小组）"]
    saved = put_back(store, made, first.at, "党小组没换", UNASKED)
    assert isinstance(saved, Grid)
    assert (saved.name, saved.party_group, saved.phone) == ("幸福网格", "甲组", "13812345678")
    assert [change.label for change in versions(store, saved)[0].changes] == ["党支部（党小组）"]
    with pytest.raises(NothingToRestore):
        part(saved, plan(store, saved, first.seq), [])


def test_rows_come_back_too(store: Store) -> None:
    people = [plant(store, Resident, n) for n in (1, 2)]
    home = store.save(Household(members=(Member(resident=people[0].id, relation="02"),)))
    home = store.save(attrs.evolve(home, members=(*home.members, Member(resident=people[1].id, relation="10"))))
    first = versions(store, home)[-1]
    saved = put_back(store, plan(store, home, first.seq), first.at, "登错户", UNASKED)
    assert isinstance(saved, Household)
    assert [member.resident for member in saved.members] == [people[0].id]


def test_what_moves_alone_write_stays_and_says_so(store: Store) -> None:
    matter = plant(store, Matter, 1)
    changed = store.save(attrs.evolve(matter, subject="另一件事"), "改事由")
    with store.writing("另记") as w:
        w.note("update", Matter.TABLE, matter.id, {"stage": ["9", changed.stage]})
    first = versions(store, changed)[-1]
    made = plan(store, changed, first.seq)
    assert [change.label for change in made.changes] == ["事由"]
    assert [why for _, why in made.left] == ["由办理动作决定"]


@pytest.fixture
def desk(store: Store) -> Iterator[Store]:
    account = store.save(Account(name="王敏", roles=roles_of([Role.DESK])))
    found = Store._with_key(store.folder, store._key, account.id)
    yield found
    found._connection.close()


def test_what_the_clerk_may_not_see_is_neither_told_nor_brought_back(store: Store, desk: Store) -> None:
    person = plant(store, Resident, 1, care=(CareTag(kind="32", basis="在册登记"),))
    person = store.save(attrs.evolve(person, care=(), note="改过"), "销了")
    seen = desk.get(Resident, person.id)
    found = versions(desk, seen)
    assert not any("在册登记" in change.words() for one in found for change in one.changes)
    made = plan(desk, seen, found[-1].seq)
    assert "里面有您无权查看的" in [why for _, why in made.left]
    assert not any("关爱" in change.label for change in made.changes)


def test_whoever_may_not_change_it_is_refused(store: Store, grid: Grid) -> None:
    account = store.save(Account(name="薛静", roles=roles_of([Role.SECRETARY])))
    other = Store._with_key(store.folder, store._key, account.id)
    first = versions(other, grid)[-1]
    with pytest.raises(NotAllowed):
        plan(other, grid, first.seq)
    other._connection.close()
