"""Random sequences of events on a small community: the register never contradicts itself, and the last one is taken back to the byte."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.registry.household import Household
from db.records.registry.resident import IN_REGISTER, Resident
from db.records.registry.resident_parts import CareTag
from db.services.registry.events import MANY, Asked, Event, Newborn, Newcomer, What, carry_out, take_back, weigh
from db.store import Store
from tests.db.registry.events.people import broken, door, family, picture

FIRST = date(2025, 1, 1)
EVENTS = 8


def _community(store: Store) -> list[int]:
    people = family(store)
    family(store, "502", (("孙甲", "1", 1980, "02"), ("周乙", "2", 1981, "12"), ("孙丙", "2", 2005, "30")))
    doors = [door(store, room).id for room in ("501", "502", "503", "504")]
    looked_after = changed(store.get(Resident, people["王老"].id), care=(CareTag(kind="10", since=date(2021, 1, 1)),))
    store.save(looked_after)
    person = store.save(Person(name="王大", resident=people["王大"].id))
    body = store.save(Body(name="第一网格党小组", kind="16"))
    of = store.kinds.reference_of(body)
    store.save(Tenure(person=person.id, of=of, post="01", since=date(2021, 1, 1)))
    return doors


def _asked(rng: random.Random, store: Store, what: What, day: date, doors: list[int]) -> Event:
    """Some event, sensible or not."""
    people = store.select(Resident)
    homes = [h for h in store.select(Household) if h.present()]
    one = rng.choice(people)
    mates = [m.resident for h in homes for m in h.present() if one.id in {x.resident for x in h.present()}]
    more = rng.sample(mates, rng.randint(0, len(mates))) if what in MANY else []
    who = tuple(dict.fromkeys([one.id, *more]))
    home = rng.choice(homes) if homes and rng.random() < 0.5 else None
    said: dict[str, Any] = {
        "day": day, "booklet": rng.random() < 0.4, "stays": rng.random() < 0.3, "divorced": rng.random() < 0.3,
        "together": rng.random() < 0.6, "partner": rng.choice(people).id, "whither": "外地",
    }  # fmt: skip
    if what in (What.CAME, What.MOVED, What.RETURNED):
        said |= {"home": home.id} if home else {"house": rng.choice(doors)}
    if what is What.JOINED:
        said["home"] = rng.choice(homes).id if homes else 0
    if what is What.CAME:
        who = ()
        said["people"] = tuple(Newcomer(name=f"新{rng.randint(1, 999)}") for _ in range(rng.randint(1, 3)))
    if what is What.BORN:
        said["children"] = tuple(Newborn(name=f"孩{rng.randint(1, 999)}", sex="1") for _ in range(rng.randint(1, 2)))
    return Event(what=what, who=who, asked=Asked(**said), head=rng.choice([0, *mates]) if mates else 0)


@pytest.mark.parametrize("seed", range(4))
def test_the_register_never_contradicts_itself(store: Store, seed: int) -> None:
    rng = random.Random(seed)
    doors, day, happened = _community(store), FIRST, 0
    while happened < EVENTS:
        event = _asked(rng, store, rng.choice(list(What)), day, doors)
        weighed = weigh(store, event)
        day += timedelta(days=rng.choice([0, 0, 1, 7]))
        if weighed.refused:
            if not any(one.state == IN_REGISTER for one in store.select(Resident)):
                break
            continue
        before = picture(store)
        done = carry_out(store, weighed)
        happened += 1
        assert broken(store) == [], (event, [line.text() for line in weighed.lines])
        if rng.random() < 0.4:
            take_back(store, done.seq)
            assert picture(store) == before, event
    assert happened
    assert store.verify() == []
