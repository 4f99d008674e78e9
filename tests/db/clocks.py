"""Rules of clocks and opening hours, as tests of what must be done in time need them."""

from datetime import date, time, timedelta

import attrs

from db.records.centre.clock_rule import ClockRule
from db.records.centre.opening import Opening
from db.store import Store, eq
from db.values.working_time import WORKING_DAYS

SETTLE, HANDLE, SIGN, ARRIVE = "mediation_case.settle", "matter.handle", "spare_whistle.sign", "spare_whistle.arrive"
LONG_AGO = date(2020, 1, 1)


def rule(store: Store, clock: str, amount: int, unit: str = WORKING_DAYS, **changes: object) -> ClockRule:
    """A rule as saved."""
    made = ClockRule(clock=clock, amount=amount, unit=unit, since=LONG_AGO, source="本市办法")
    return store.save(attrs.evolve(made, **changes))


def new_term(store: Store, since: date, amount: int, unit: str) -> ClockRule:
    """Another term of mediation from a day on; the one before ends the day before."""
    (old,) = store.select(ClockRule, eq("clock", SETTLE))
    store.save(attrs.evolve(old, until=since - timedelta(days=1)))
    return rule(store, SETTLE, amount, unit, since=since)


def usual_hours(store: Store) -> None:
    """Half past eight to half past eleven, half past one to five."""
    with store.writing() as w:
        w.save_all(
            [
                Opening(opens=time(8, 30), closes=time(11, 30)),
                Opening(opens=time(13, 30), closes=time(17)),
            ]
        )
