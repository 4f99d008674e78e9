"""Rules of clocks and opening hours, as tests of what must be done in time need them."""

from datetime import date, datetime, time, timedelta
from typing import TypeVar

import attrs

from db.records.base import Record, changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.centre.clock_rule import ClockRule
from db.records.centre.holiday import HolidaySpan, HolidayYear
from db.records.centre.opening import Opening
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase, Party
from db.services.clocks import sums
from db.services.matters.take_in import take_in
from db.services.mediation.accept_case import accept_case
from db.services.move import Keyed, catch_up, move
from db.store import Store, eq
from db.store.clock_runs import Run
from db.values.working_time import WORKING_DAYS
from tests.factories import plant

R = TypeVar("R", bound=Record)

SETTLE, HANDLE, SIGN, ARRIVE = "mediation_case.settle", "matter.handle", "spare_whistle.sign", "spare_whistle.arrive"
LONG_AGO = date(2020, 1, 1)
TAKEN = datetime(2026, 3, 2, 9, 0)
"""A Monday."""
NOON = datetime(2026, 3, 2, 12, 0)


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


def at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    """A time of March 2026."""
    return datetime(2026, 3, day, hour, minute)


def taken_in(store: Store) -> Matter:
    """A matter of a Monday morning."""
    return take_in(store, Matter(subject="3号楼充电桩断电", taken=TAKEN, claimants=(Claimant(name="周桂芳"),)))


def assigned(store: Store, due: date | None = None, moment: datetime = NOON) -> Matter:
    """A matter that a body deals with."""
    lead = plant(store, Body, name="幸福物业").id
    matter = move(store, taken_in(store), "gather", at=TAKEN, called="网格长", level="3")
    return move(store, matter, "assign", at=moment, lead=lead, due=due)


def accepted(store: Store, due: date | None = None) -> MediationCase:
    """A case of that Monday."""
    parties = (Party(name="张桂芳", consent="1"), Party(side="2", name="李国富", consent="1"))
    case = MediationCase(
        title_text="楼上渗水", dispute="2", facts="渗水。", received=TAKEN.date(), due=due, parties=parties
    )
    return accept_case(store, case)


def run(store: Store, record: Matter | MediationCase) -> Run:
    return store.clocks_of(record)[-1]


def words(store: Store, record: Matter | MediationCase) -> str:
    (told,) = sums(store, record)
    return told.words


def holidays(store: Store, off: str) -> HolidayYear:
    (known,) = store.select(HolidayYear, eq("year", 2026))
    return store.save(changed(known, spans=(*known.spans, HolidaySpan(name="停电", off=off))))


def extended(store: Store, record: R, due: date) -> R:
    asks, allows = (plant(store, Person, name=name).id for name in ("张网格", "王主任"))
    return catch_up(store, record, [Keyed("extend", at(4), asks, allows, "等配件", values={"due": due})])
