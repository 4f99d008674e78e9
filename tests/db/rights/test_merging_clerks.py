"""合并人员: a clerk who becomes one with whoever acts in a case would see it; who may not see it does not bring that about."""

from contextlib import closing

import pytest

from db.records.bodies.person import Person
from db.records.centre.account import Account, roles_of
from db.records.mediation.case import MediationCase
from db.records.role import Role
from db.services.bodies.merging import CannotMerge, merge_persons, weigh_merge
from db.store import Store, eq
from tests.factories import begun


@pytest.mark.parametrize("is_kept", [True, False])
def test_nobody_comes_to_see_cases_by_becoming_their_mediator(store: Store, is_kept: bool) -> None:
    desk = store.save(Account(name="窗口员", roles=roles_of([Role.DESK])))
    begun(store, MediationCase, {"mediator": "外来人", "recorder": "", "matter": 0})
    mediator = store.select(Person, eq("name", "外来人"))[0]
    two = (desk.person, mediator.id) if is_kept else (mediator.id, desk.person)
    with closing(Store._with_key(store.folder, store._key, desk.id)) as clerk:
        with pytest.raises(CannotMerge, match="调解案件"):
            weigh_merge(clerk, *two)
        assert clerk.select(MediationCase) == []
    merge_persons(store, weigh_merge(store, *two))
    with closing(Store._with_key(store.folder, store._key, desk.id)) as clerk:
        assert len(clerk.select(MediationCase)) == 1, "who sees the cases may say that it is one person"


def test_two_who_are_no_clerks_are_made_one_at_the_desk(store: Store) -> None:
    desk = store.save(Account(name="窗口员", roles=roles_of([Role.DESK])))
    begun(store, MediationCase, {"mediator": "外来人", "recorder": "", "matter": 0})
    twin = store.save(Person(name="外 来人"))
    mediator = store.select(Person, eq("name", "外来人"))[0]
    with closing(Store._with_key(store.folder, store._key, desk.id)) as clerk:
        merge_persons(clerk, weigh_merge(clerk, twin.id, mediator.id))
        assert clerk.select(MediationCase) == []
