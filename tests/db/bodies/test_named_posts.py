"""Who is named as the chief of a grid or the steward of a building holds that post, and who holds it is named, by any door."""

from collections.abc import Mapping
from datetime import date, timedelta

import attrs
import pytest

from db.errors import RecordInUse
from db.records.base import Record
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.participant import actors_of, posts_of
from db.records.registry.place import STEWARD, Building, Grid
from db.records.registry.resident import Resident
from db.services.answers import Answers, Posts
from db.services.bodies.holders import holders
from db.services.bodies.leaving import end_all_posts, go_on_in_posts, live_posts
from db.services.bodies.run_out import let_run_out
from db.services.bodies.what_they_do import what_they_do
from db.services.bodies.whose_name import open_names, say_whose, take_back_whose
from db.services.save_as_declared import save_as_declared
from db.store import Store, Warrant, eq
from tests.factories import plant

FIRST, LATER = date(2015, 3, 1), date(2020, 5, 1)
TODAY = date.today()
ONE = timedelta(days=1)
Place = Grid | Building


@pytest.fixture(params=["chief", "steward"])
def place(request: pytest.FixtureRequest, store: Store) -> Place:
    """A grid, or a building, that 钱一 looks after."""
    made: Place = Grid(name="第一网格") if request.param == "chief" else Building(number="1")
    return named(store, made, "钱一", FIRST)


def role_of(place: Place) -> str:
    (role,) = posts_of(type(place))
    return role


def since_of(place: Place) -> date | None:
    return getattr(place, posts_of(type(place))[role_of(place)].since)


def named(store: Store, place: Place, name: str, since: date | None = None) -> Place:
    """The place saved under another name, from a day that is said."""
    written = posts_of(type(place))[role_of(place)].since
    told: dict[str, object] = {role_of(place): name, **({written: since} if since else {})}
    return store.save(attrs.evolve(now(store, place), **told))


def now(store: Store, place: Place) -> Place:
    return store.get(type(place), place.id) if place.id else place


def posts(store: Store, place: Place) -> list[Tenure]:
    post = posts_of(type(place))[role_of(place)].post
    return store.select(Tenure, eq("of", store.kinds.reference_of(place)), eq("post", post), order=("id",))


def held(store: Store, place: Place) -> list[tuple[str, date | None, date | None]]:
    names = store.titles("person", {post.person for post in posts(store, place)})
    return [(names[post.person], post.since, post.until) for post in posts(store, place)]


def told(store: Store, place: Place, day: date) -> list[str]:
    post = posts_of(type(place))[role_of(place)].post
    found = store.as_of(Tenure, day, eq("of", store.kinds.reference_of(place)), eq("post", post))
    return [store.titles("person", [post.person])[post.person] for post in found]


def text(store: Store, place: Place) -> str:
    return str(getattr(now(store, place), role_of(place)))


def person_named(store: Store, name: str) -> Person:
    (found,) = store.select(Person, eq("name", name))
    return found


def test_ten_years_are_told_as_of_any_day(store: Store, place: Place) -> None:
    names = ["钱一", "孙二", "李三", "周四", "吴五", "郑六", "王七", "冯八", "陈九", "褚十"]
    days = [date(year, 3, 1) for year in range(2015, 2025)]
    for day, name in zip(days[1:], names[1:], strict=True):
        place = named(store, place, name, day)
    for day, name, before in zip(days, names, ["", *names], strict=False):
        assert told(store, place, day) == [name]
        assert told(store, place, day - ONE) == ([before] if before else [])
    assert told(store, place, TODAY) == ["褚十"]
    assert (text(store, place), store.count(Tenure)) == ("褚十", 10)
    assert sorted(p.name for p in store.select(Person) if p.name in names) == sorted(names)


def test_another_begins_today_where_no_day_is_said(store: Store, place: Place) -> None:
    assert since_of(named(store, place, "孙二")) == TODAY
    assert (told(store, place, TODAY - ONE), told(store, place, TODAY)) == (["钱一"], ["孙二"])


def test_what_is_not_the_name_changes_no_post(store: Store, place: Place) -> None:
    again = store.save(attrs.evolve(place, note="换了电话", **{role_of(place): "钱 一"}))
    assert since_of(again) == FIRST
    assert held(store, place) == [("钱一", FIRST, None)]


def test_where_nobody_is_named_nobody_holds_it_from_today_or_the_day_that_is_said(store: Store, place: Place) -> None:
    cleared = named(store, place, "")
    assert (since_of(cleared), held(store, place)) == (None, [("钱一", FIRST, TODAY - ONE)])
    cleared = named(store, named(store, place, "孙二", LATER), "", LATER + ONE)
    assert (since_of(cleared), held(store, place)[1:]) == (None, [("孙二", LATER, LATER)])


def test_one_more_leaves_the_others(store: Store, place: Place) -> None:
    two = named(store, place, "钱一、孙二", LATER)
    assert held(store, place) == [("钱一", FIRST, None), ("孙二", LATER, None)]
    named(store, two, "孙二")
    assert held(store, place) == [("钱一", FIRST, TODAY - ONE), ("孙二", LATER, None)]


def test_a_day_that_is_put_right_is_that_of_the_post_and_the_other_way_round(store: Store, place: Place) -> None:
    named(store, place, "钱一", LATER)
    assert held(store, place) == [("钱一", LATER, None)]
    (post,) = posts(store, place)
    store.save(attrs.evolve(post, since=FIRST))
    assert since_of(now(store, place)) == FIRST
    (post,) = posts(store, place)
    store.save(attrs.evolve(post, basis="〔2015〕1号"))
    assert now(store, place).version == 3, "what else is written of the post is not told there"


def test_a_day_that_was_wrong_is_put_right_in_the_post_before(store: Store, place: Place) -> None:
    named(store, place, "孙二")
    named(store, place, "孙二", LATER)
    assert held(store, place) == [("钱一", FIRST, LATER - ONE), ("孙二", LATER, None)]


def test_of_several_of_one_name_a_clerk_says_who_holds_it(store: Store, place: Place) -> None:
    one, other = (store.save(Person(name="王芳", job=job)) for job in ("民警", "经理"))
    named(store, place, "王芳", LATER)
    assert (told(store, place, LATER), text(store, place)) == ([], "王芳")
    (open_name,) = open_names(store)
    assert [written.role for written in open_name.places] == [posts_of(type(place))[role_of(place)].label]
    tied = say_whose(store, "王芳", other.id, open_name.places)
    assert [(post.person, post.since) for post in posts(store, place)][1:] == [(other.id, LATER)]
    take_back_whose(store, "王芳", other.id, tied)
    assert (held(store, place), len(open_names(store))) == ([("钱一", FIRST, LATER - ONE)], 1)
    store.save(Tenure(person=one.id, of=store.kinds.reference_of(place), post=posts(store, place)[0].post))
    assert ([a.who for a in actors_of(now(store, place))], open_names(store)) == ([one.id], []), "the post says who"


def test_who_is_called_otherwise_since_goes_on(store: Store, place: Place) -> None:
    store.save(attrs.evolve(person_named(store, "钱一"), name="钱亦"))
    named(store, place, "钱一、孙二", LATER)
    assert held(store, place) == [("钱亦", FIRST, None), ("孙二", LATER, None)]


def test_who_gets_the_post_is_named_and_who_leaves_it_is_not(store: Store, place: Place) -> None:
    of, post = store.kinds.reference_of(place), posts(store, place)[0].post
    person = store.save(Person(name="孙二"))
    fresh = store.save(Tenure(person=person.id, of=of, post=post, since=LATER))
    assert (text(store, place), since_of(now(store, place))) == ("钱一、孙二", LATER)
    first = live_posts(store, [person_named(store, "钱一").id])
    ended = end_all_posts(store, first, TODAY)
    assert text(store, place) == "孙二"
    go_on_in_posts(store, ended)
    assert text(store, place) == "孙二、钱一"
    with store.writing() as w:
        w.delete(w.read.get(Tenure, fresh.id))
    assert (text(store, place), store.count(Tenure)) == ("钱一", 1)
    store.save(attrs.evolve(store.get(Tenure, ended[0].id), until=TODAY + ONE))
    assert text(store, place) == "钱一", "until tomorrow"
    store.save(attrs.evolve(store.get(Tenure, ended[0].id), person=person.id))
    assert text(store, place) == "孙二"


def test_who_is_left_alone_is_named_since_their_own_day(store: Store, place: Place) -> None:
    named(store, place, "钱一、孙二", LATER)
    assert since_of(now(store, place)) == LATER
    end_all_posts(store, posts(store, place)[1:], TODAY - ONE)
    assert (text(store, place), since_of(now(store, place))) == ("钱一", FIRST)


def test_a_post_elsewhere_names_nobody(store: Store, place: Place) -> None:
    body = store.save(Body(name="居委会", kind="30"))
    (post,) = posts(store, place)
    store.save(Tenure(person=post.person, of=store.kinds.reference_of(body), post=post.post))
    store.save(Tenure(person=post.person, of=post.of, post="19"))
    assert now(store, place) == place


def test_what_is_as_it_was_leaves_one_post_without_a_gap(store: Store, place: Place) -> None:
    """As the undoing of a deed writes it: the picture of before."""
    other = named(store, place, "孙二")
    with store.writing("撤销", Warrant.UNDO) as w:
        w.save(attrs.evolve(place, version=other.version))
    assert held(store, place) == [("钱一", FIRST, None)]
    assert store.verify() == []


def test_what_is_deleted_goes_with_the_post_of_whom_it_names_and_comes_back_with_it(store: Store, place: Place) -> None:
    before = held(store, place)
    with store.writing("删除") as w:
        w.delete(place)
    assert (store.count(Tenure), store.find(type(place), place.id)) == (0, None)
    anew = tuple(attrs.evolve(actor, id=0, version=0) for actor in actors_of(place))
    back = store.save(attrs.evolve(place, id=0, version=0, actors=anew))
    assert (text(store, back), since_of(back), held(store, back)) == ("钱一", FIRST, before)
    assert actors_of(back)[0].who == actors_of(place)[0].who
    assert store.verify() == []


def test_a_post_of_a_table_goes_and_comes_with_what_is_put_back(store: Store, place: Place) -> None:
    with store.writing() as w:
        w.delete(place)
    with store.writing(warrant=Warrant.UNDO) as w:
        w.put_back([place])
    assert held(store, place) == [("钱一", FIRST, None)]
    with store.writing() as w:
        w.delete_all(type(place), [place.id])
    assert store.count(Tenure) == 0


@pytest.mark.parametrize(
    "said", [{"basis": "〔2015〕1号"}, {"way": "1"}, {"until": date.today() + timedelta(days=1000)}]
)
def test_a_post_of_which_more_is_known_keeps_the_place(store: Store, place: Place, said: Mapping[str, object]) -> None:
    (post,) = posts(store, place)
    store.save(attrs.evolve(post, **said))
    refuses_to_go(store, place)


def test_a_post_that_somebody_entered_keeps_the_place(store: Store, place: Place) -> None:
    """It is as plain as that of a name, in the same second, and the name follows it."""
    fresh = store.save(Grid(name="第二网格") if isinstance(place, Grid) else Building(number="2"))
    person = store.save(Person(name="孙二"))
    entered = Tenure(
        person=person.id, of=store.kinds.reference_of(fresh), post=posts(store, place)[0].post, since=LATER
    )
    entered = store.save(entered)
    assert (text(store, fresh), since_of(now(store, fresh))) == ("孙二", LATER)
    refuses_to_go(store, fresh)
    with store.writing() as w:
        w.delete(entered)
        w.delete_all(type(fresh), [fresh.id])
    assert store.find(type(fresh), fresh.id) is None


def test_who_held_it_before_keeps_the_place(store: Store, place: Place) -> None:
    refuses_to_go(store, named(store, place, "孙二", LATER))


def test_one_of_two_who_began_on_another_day_keeps_the_place(store: Store, place: Place) -> None:
    """Their names have one day alone, so that the other could not come back."""
    refuses_to_go(store, named(store, place, "钱一、孙二", LATER))


def refuses_to_go(store: Store, place: Place) -> None:
    before = store.select(Tenure)
    with pytest.raises(RecordInUse), store.writing() as w:
        w.delete_all(type(place), [place.id])
    assert store.select(Tenure) == before
    assert store.find(type(place), place.id) is not None


def test_what_comes_back_is_as_it_was(store: Store, place: Place) -> None:
    (post,) = posts(store, place)
    with store.writing() as w:
        w.delete(post)
        w.delete(w.read.get(type(place), place.id))
    with store.writing(warrant=Warrant.UNDO) as w:
        w.put_back([place])
    back = now(store, place)
    assert (text(store, place), since_of(back), held(store, place)) == ("钱一", FIRST, [("钱一", FIRST, None)])


def test_a_large_save_ties_all_of_them(store: Store) -> None:
    with store.writing() as w:
        w.save_all([Building(number=str(n), steward=f"王{name}") for n, name in enumerate("一二三四五六七八九十")])
    assert store.count(Tenure, eq("post", STEWARD), eq("until", None)) == 10


def test_who_leaves_the_register_and_the_post_is_no_longer_named(store: Store, place: Place) -> None:
    resident = plant(store, Resident, name="钱一", state="1", state_day=None, house=0)
    store.save(attrs.evolve(person_named(store, "钱一"), resident=resident.id))
    gone: Record = attrs.evolve(resident, state="3", state_day=TODAY - ONE)
    save_as_declared(store, gone, Answers(posts=Posts.END))
    assert (text(store, place), told(store, place, TODAY)) == ("", [])


def test_a_post_is_told_once_of_who_holds_it(store: Store, place: Place) -> None:
    assert [(one.label, one.count) for one in what_they_do(store, person_named(store, "钱一"))] == [("任职", 1)]
    assert store.verify() == []
    assert place.version == 1


def test_whose_post_ran_out_since_is_named_no_more(store: Store, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its last day was written ahead, and nobody wrote anything since."""
    (post,) = posts(store, place)
    ends = TODAY + 5 * ONE
    store.save(attrs.evolve(post, until=ends))
    second: Place = Building(number="2") if isinstance(place, Building) else Grid(name="第二网格")
    elsewhere = named(store, second, "孙二", FIRST)
    assert (let_run_out(store), text(store, place)) == (0, "钱一")

    class Later(date):
        @classmethod
        def today(cls) -> date:
            return ends + ONE

    monkeypatch.setattr("db.store.posts.date", Later)
    assert (let_run_out(store), text(store, place), since_of(now(store, place))) == (1, "", None)
    assert held(store, place) == [("钱一", FIRST, ends)]
    assert (let_run_out(store), text(store, elsewhere)) == (0, "孙二"), "once"


def test_who_begins_on_a_day_to_come_is_named_from_that_day_on(
    store: Store, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    (post,) = posts(store, place)
    begins = TODAY + 5 * ONE
    store.save(attrs.evolve(post, since=begins))
    assert (text(store, place), told(store, place, TODAY), told(store, place, begins)) == ("", [], ["钱一"])
    assert (let_run_out(store), text(store, place)) == (0, "")
    assert [one.label for one in holders(store, now(store, place))[posts_of(type(place))[role_of(place)].label]] == [
        "未到任"
    ]

    class Later(date):
        @classmethod
        def today(cls) -> date:
            return begins

    monkeypatch.setattr("db.store.posts.date", Later)
    assert (let_run_out(store), text(store, place), since_of(now(store, place))) == (1, "钱一", begins)
    assert let_run_out(store) == 0


def test_who_is_written_down_ahead_follows_on_the_day_that_was_said(
    store: Store, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins = TODAY + 5 * ONE
    named(store, place, "孙二", begins)
    assert (let_run_out(store), text(store, place), since_of(now(store, place))) == (1, "钱一", FIRST)
    assert let_run_out(store) == 0

    class Later(date):
        @classmethod
        def today(cls) -> date:
            return begins

    monkeypatch.setattr("db.store.posts.date", Later)
    assert (let_run_out(store), text(store, place), since_of(now(store, place))) == (1, "孙二", begins)
    assert held(store, place) == [("钱一", FIRST, begins - ONE), ("孙二", begins, None)]
