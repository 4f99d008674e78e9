"""人员、组织、任职、上下级、小区: what may not be, what is found, and titles of what leads to each other."""

from datetime import date

import pytest

from db.errors import RecordInUse, RecordTwice
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.placement import Placement
from db.records.bodies.tenure import Tenure
from db.records.estates.estate import Estate
from db.records.registry.resident import Resident
from db.services.find import find
from db.store import Store
from tests.factories import make, plant

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def test_a_head_and_the_body_that_the_head_belongs_to_have_titles(store: Store) -> None:
    """Each links to the other: whoever followed every link for a title would never come back."""
    body = store.save(Body(name="幸福里社区党委", kind="10"))
    head = store.save(Person(name="罗桂兴", unit=body.id))
    body = store.save(Body(id=body.id, version=body.version, name=body.name, kind=body.kind, head=head.id))
    assert store.title(body) == "幸福里社区党委"
    assert store.titles("person", [head.id]) == {head.id: "罗桂兴"}
    assert store.linked_titles([body])[body.id]["head"] == "罗桂兴"
    assert store.linked_titles([head])[head.id]["unit"] == "幸福里社区党委"


def test_a_title_names_what_its_record_leads_to(store: Store) -> None:
    upper, lower = (store.save(Body(name=name, kind="12")) for name in ("社区党委", "第一网格党支部"))
    person = store.save(Person(name="郝玉洁"))
    placed = store.save(Placement(tree="1", upper=upper.id, lower=lower.id))
    post = store.save(Tenure(person=person.id, of=store.kinds.reference_of(lower), post="01"))
    assert store.title(placed) == "社区党委 → 第一网格党支部"
    assert store.title(post) == "郝玉洁 第一网格党支部 书记"
    assert make(Estate, name="翠湖里", phase="东区").title({}) == "翠湖里（东区）"


def test_one_person_stands_behind_a_resident(store: Store) -> None:
    resident = plant(store, Resident)
    person = store.save(Person(name=resident.name, resident=resident.id))
    with pytest.raises(RecordTwice):
        store.save(Person(name="另一个人", resident=resident.id))
    store.save(Person(name="外来的人"))
    store.save(Person(name="另一个外来的人"))
    with pytest.raises(RecordInUse), store.writing() as w:
        w.delete(resident)
    assert store.get(Person, person.id).resident == resident.id


def test_nobody_holds_one_post_of_a_body_twice_at_a_time(store: Store) -> None:
    person, body = plant(store, Person), plant(store, Body)
    first = store.save(Tenure(person=person.id, of=store.kinds.reference_of(body), post="01", since=MARCH))
    with pytest.raises(RecordTwice):
        store.save(Tenure(person=person.id, of=store.kinds.reference_of(body), post="01", since=APRIL))
    store.save(Tenure(person=person.id, of=store.kinds.reference_of(body), post="02", since=APRIL))
    ended = Tenure(**{n: getattr(first, n) for n in ("id", "version", "person", "of", "post", "since")}, until=MARCH)
    store.save(ended)
    store.save(Tenure(person=person.id, of=store.kinds.reference_of(body), post="01", since=APRIL))


def test_a_body_stands_once_in_a_tree_at_a_time_and_in_several_trees(store: Store) -> None:
    one, two, below = (plant(store, Body) for _ in range(3))
    first = store.save(Placement(tree="1", upper=one.id, lower=below.id, since=MARCH))
    with pytest.raises(RecordTwice):
        store.save(Placement(tree="1", upper=two.id, lower=below.id, since=APRIL))
    store.save(Placement(tree="2", upper=two.id, lower=below.id, since=APRIL))
    ended = Placement(id=first.id, version=1, tree="1", upper=one.id, lower=below.id, since=MARCH, until=MARCH)
    store.save(ended)
    store.save(Placement(tree="1", upper=two.id, lower=below.id, since=APRIL))


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (make(Tenure, since=APRIL, until=MARCH), [("until", "until_before", True)]),
        (make(Placement, since=APRIL, until=MARCH), [("until", "until_before", True)]),
        (make(Tenure, since=MARCH, until=MARCH), []),
        (make(Placement, upper=7, lower=7), [("lower", "under_itself", True)]),
        (make(Body, founded=APRIL, closed=MARCH), [("closed", "closed_before", True)]),
        (make(Body, founded=MARCH, closed=MARCH), []),
        (make(Body, closed=None), [("closed", "closed_missing", False)]),
        (make(Body, uscc="91350100M000100Y44"), [("uscc", "credit_checksum", False)]),
        (make(Body, uscc=""), []),
        (make(Tenure, since=None), [("since", "since_missing", False)]),
        (make(Placement, since=None), [("since", "since_missing", False)]),
        (make(Tenure, until=None), [("until", "until_missing", False)]),
    ],
)
def test_what_is_wrong_is_refused_and_what_is_missing_is_told(
    record: Tenure | Placement | Body, told: list[tuple[str, str, bool]]
) -> None:
    assert [(p.field, p.code, p.blocking) for p in record.problems()] == told


def test_who_is_in_office_on_a_day() -> None:
    post = make(Tenure, since=MARCH, until=APRIL)
    assert [post.holds(day) for day in (date(2026, 2, 28), MARCH, APRIL, date(2026, 4, 2))] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("words", ["罗桂兴", "lgx", "15400020102"])
def test_a_person_is_found(store: Store, words: str) -> None:
    body = store.save(Body(name="幸福里社区党委", kind="10"))
    store.save(Person(name="罗桂兴", unit=body.id, job="书记", phone="15400020102"))
    (line,) = [found for found in find(store, words) if found.table == "person"]
    assert (line.title, line.subtitle) == ("罗桂兴", "幸福里社区党委 · 书记 · 154****0102")


@pytest.mark.parametrize("words", ["幸福里社区", "党委", "xflsqdw", "91350100M000100Y43"])
def test_a_body_is_found(store: Store, words: str) -> None:
    store.save(Body(name="幸福里社区党委", kind="10", uscc="91350100M000100Y43"))
    assert ("body", "幸福里社区党委") in [(found.table, found.title) for found in find(store, words)]


@pytest.mark.parametrize("words", ["翠湖里", "老糖厂宿舍", "chl"])
def test_an_estate_is_found_by_each_of_its_names(store: Store, words: str) -> None:
    store.save(Estate(name="翠湖里", phase="东区", aliases="老糖厂宿舍、糖厂家属院"))
    assert ("estate", "翠湖里（东区）") in [(found.table, found.title) for found in find(store, words)]
