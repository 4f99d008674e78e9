"""Who leaves the register holds no posts on without a word: one question, one transaction."""

from datetime import date

import pytest

from db.errors import RecordChanged
from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.registry.resident import Resident
from db.services.answers import Answers, Posts
from db.services.bodies.leaving import EndsBefore, PostsGoOn, end_all_posts, go_on_in_posts, live_posts
from db.services.save_as_declared import save_as_declared
from db.store import Store, gt
from tests.factories import make, plant

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def resident(store: Store) -> Resident:
    """One who lives here and holds two posts; a third has ended, a fourth is of somebody else."""
    resident = plant(store, Resident, name="周秀兰", state="1", state_day=None, house=0)
    person, other = store.save(Person(name="周秀兰", resident=resident.id)), store.save(Person(name="周秀兰"))
    body = store.save(Body(name="幸福里社区居委会", kind="12"))
    for post, since, until, whose in (
        ("01", MARCH, None, person),
        ("02", MAY, None, person),
        ("03", MARCH, APRIL, person),
    ):
        store.save(Tenure(person=whose.id, of=store.kinds.reference_of(body), post=post, since=since, until=until))
    store.save(Tenure(person=other.id, of=store.kinds.reference_of(body), post="01", since=MARCH))
    return resident


def posts(store: Store) -> list[tuple[str, date | None, str]]:
    return [(t.post, t.until, t.why_left) for t in store.select(Tenure, order=("id",))]


BEFORE = [("01", None, ""), ("02", None, ""), ("03", APRIL, ""), ("01", None, "")]


@pytest.mark.parametrize(("state", "word"), [("2", "迁出"), ("3", "死亡"), ("4", "注销")])
def test_what_is_held_is_listed_and_nothing_is_saved_before_it_is_said(
    store: Store, resident: Resident, state: str, word: str
) -> None:
    gone = changed(resident, state=state, state_day=APRIL)
    with pytest.raises(PostsGoOn) as asked:
        save_as_declared(store, gone)
    assert word in asked.value.message
    assert "幸福里社区居委会 书记、幸福里社区居委会 副书记" in asked.value.remedy
    assert (asked.value.yes.said, asked.value.no.said) == (Posts.END, Posts.KEEP)
    assert store.get(Resident, resident.id) == resident
    assert posts(store) == BEFORE


def test_they_end_with_the_day_of_leaving_in_one_transaction(store: Store, resident: Resident) -> None:
    last = store.last_entry().seq
    save_as_declared(store, changed(resident, state="3", state_day=APRIL), Answers(posts=Posts.END))
    assert posts(store) == [("01", APRIL, "死亡"), ("02", MAY, "死亡"), ("03", APRIL, ""), ("01", None, "")]
    assert {entry.reason for entry in store.history(store.select(Tenure, limit=1)[0])[:1]} == {"登记居民"}
    assert store.last_entry().seq == last + 3
    assert store.verify() == []


def test_without_a_day_they_end_today(store: Store, resident: Resident) -> None:
    save_as_declared(store, changed(resident, state="2", state_day=None), Answers(posts=Posts.END))
    assert [until for _, until, _ in posts(store)][:2] == [max(date.today(), MARCH), max(date.today(), MAY)]


def test_they_may_go_on(store: Store, resident: Resident) -> None:
    gone = save_as_declared(store, changed(resident, state="2", state_day=APRIL), Answers(posts=Posts.KEEP))
    assert posts(store) == BEFORE
    save_as_declared(store, changed(gone, note="补记"))
    assert posts(store) == BEFORE, "who has left is not asked about again"


def test_nobody_is_asked_about_who_holds_nothing(store: Store, resident: Resident) -> None:
    for post in store.select(Tenure):
        if post.until is None:
            store.save(changed(post, until=MAY))
    save_as_declared(store, changed(resident, state="2", state_day=MAY))
    other = save_as_declared(store, make(Resident, 99, house=0, state="1", state_day=None))
    save_as_declared(store, changed(other, state="3", state_day=MAY))


def test_all_posts_of_a_person_end_and_go_on_again(store: Store, resident: Resident) -> None:
    person = next(p for p in store.select(Person) if p.resident == resident.id)
    live = live_posts(store, [person.id])
    with pytest.raises(EndsBefore) as refused:
        end_all_posts(store, live, APRIL)
    assert refused.value.message == "幸福里社区居委会 副书记从 2026-05-01 起，止日不能更早"
    assert posts(store) == BEFORE
    ended = end_all_posts(store, live, MAY)
    assert [post.until for post in ended] == [MAY, MAY]
    assert live_posts(store, [person.id]) == []
    with pytest.raises(RecordChanged):
        end_all_posts(store, live, MAY)
    go_on_in_posts(store, ended)
    assert posts(store) == BEFORE
    assert store.count(Tenure, gt("version", 1)) == 2
