"""户主 leaves the register in the form: who follows is asked of a clerk as 变动 asks it, and nobody is asked where there is no choice."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from db.records.base import changed
from db.records.registry.household import Household
from db.records.registry.resident import DIED, GONE, Resident
from db.services.answers import ASKED_HEAD, UNASKED, Answers, NewHead
from db.services.registry.events.by_hand import HeadFollows
from db.services.registry.register_resident import register_resident
from db.services.registry.resident_card import household_of
from db.store import Store
from tests.db.registry.events.people import family

DAY = date.today() - timedelta(days=3)
CLERK = UNASKED.with_(ASKED_HEAD)


def left(store: Store, who: Resident, answers: Answers, state: str = DIED) -> Resident:
    return register_resident(store, changed(store.get(Resident, who.id), state=state, state_day=DAY), answers)


def head(store: Store, home: Household) -> str:
    return store.get(Resident, store.get(Household, home.id).head).name


def home_of(store: Store, people: Mapping[str, Resident]) -> tuple[Household, Resident]:
    home = household_of(store, next(iter(people.values())).id)
    assert home is not None
    return home, store.get(Resident, home.head)


@pytest.mark.parametrize("state", [DIED, GONE])
def test_a_clerk_is_asked_who_follows_and_whoever_is_meant_is_the_head(store: Store, state: str) -> None:
    home, old = home_of(store, family(store))
    with pytest.raises(HeadFollows) as asked:
        left(store, old, CLERK, state)
    assert store.get(Resident, old.id).state == "1", "nothing was saved"
    assert head(store, home) == old.name
    proposed = [asked.value.yes.said]
    answers = CLERK
    for _ in range(len(home.present()) - 2):  # all others in turn
        answers = answers.with_(asked.value.no.said)
        if isinstance(answers.head, NewHead) and answers.head.id:
            proposed.append(answers.head)
            break
        with pytest.raises(HeadFollows) as asked:
            left(store, old, answers, state)
        proposed.append(asked.value.yes.said)
    there = {m.resident for m in home.present()} - {old.id}
    assert {one.id for one in proposed if isinstance(one, NewHead)} == there
    last = proposed[-1]
    left(store, old, CLERK.with_(last), state)
    assert isinstance(last, NewHead)
    assert store.get(Household, home.id).head == last.id


def test_after_the_last_one_the_first_is_proposed_again(store: Store) -> None:
    home, old = home_of(store, family(store))
    answers, first = CLERK, ""
    for _ in range(len(home.present()) - 1):
        with pytest.raises(HeadFollows) as asked:
            left(store, old, answers)
        first = first or asked.value.yes.words
        answers = answers.with_(asked.value.no.said)
    with pytest.raises(HeadFollows) as asked:
        left(store, old, answers)
    assert asked.value.yes.words == first


def test_where_nobody_is_there_to_be_asked_and_where_no_choice_is_the_likeliest_follows(store: Store) -> None:
    people = family(store)
    home, old = home_of(store, people)
    left(store, old, UNASKED)
    assert head(store, home) != old.name
    while len(store.get(Household, home.id).present()) > 2:
        _, old = home_of_now(store, home)
        left(store, old, UNASKED)
    now, old = home_of_now(store, home)
    left(store, old, CLERK)
    (last,) = store.get(Household, now.id).present()
    assert store.get(Household, now.id).head == last.resident


def home_of_now(store: Store, home: Household) -> tuple[Household, Resident]:
    now = store.get(Household, home.id)
    return now, store.get(Resident, now.head)


def test_who_was_no_head_leaves_without_a_question(store: Store) -> None:
    home, old = home_of(store, family(store))
    other = next(m.resident for m in home.present() if m.resident != old.id)
    left(store, store.get(Resident, other), CLERK)
    assert head(store, home) == old.name
