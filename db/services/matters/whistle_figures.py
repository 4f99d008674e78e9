"""Figures of whistles whose rows conditions cannot tell: what was in time, and of how many matters one was blown."""

from datetime import date, datetime, timedelta

from db.records.matters.flow import VOID_STAGES
from db.records.matters.matter import Matter
from db.records.matters.whistle import WHISTLES, Whistle
from db.records.matters.whistle_flow import COLLECTED
from db.records.matters.whistle_flow import VOID_STAGES as VOID_WHISTLES
from db.services.figures.counted import Counted
from db.services.figures.span import Span
from db.store import Store, Where, among, eq, ge, lt, ne, none_of
from db.values.working_time import over

MOMENTS = {"sign": "signed", "contact": "contacted", "arrive": "arrived", "finish": "finished"}
"""By clock the field of the time at which that was done."""
_BLOWN = none_of("stage", (*VOID_WHISTLES, COLLECTED))


def whistles_in_time(clock: str, store: Store, span: Span, now: datetime) -> Counted:
    """Of the whistles of which something was to be done by a time within the span, and was done, or is late, those in time.

    What is still to be done and not late counts nowhere, nor does what has no limit, or was withdrawn before it was done.
    """
    ends = store.clock_ends(Whistle, clock, span.first, span.last)
    rows, so = list[int](), list[int]()
    for one in store.select(Whistle, among("id", list(ends)), _BLOWN, order=WHISTLES.order) if ends else ():
        done, end = getattr(one, MOMENTS[clock]), over(ends[one.id])
        if done is not None and done <= end:
            so.append(one.id)
        elif done is None and (end > now or not one.is_open()):
            continue
        rows.append(one.id)
    return Counted({Whistle.TABLE: rows}, {Whistle.TABLE: so})


def matters_whistled(store: Store, span: Span, _now: datetime) -> Counted:
    """The matters that came within the span, each once with what was joined to it; so are those of which a whistle was blown."""
    found = store.ids(Matter, eq("root", None), none_of("stage", VOID_STAGES), *within("taken", span), order=("id",))
    whistled = set(store.linked(Whistle, "matter", _BLOWN).values())
    joined = store.linked(Matter, "root", ne("root", None)) if whistled else {}
    roots = {joined.get(one, one) for one in whistled}
    return Counted({Matter.TABLE: found}, {Matter.TABLE: [one for one in found if one in roots]})


def within(field: str, span: Span) -> list[Where]:
    """That a moment lies in a span."""
    first = span.first or date.min
    return [ge(field, first.isoformat()), lt(field, (span.last + timedelta(days=1)).isoformat())]


def whistles_sign_on_time(store: Store, span: Span, now: datetime) -> Counted:
    """Those that were signed in time."""
    return whistles_in_time("sign", store, span, now)


def whistles_contact_on_time(store: Store, span: Span, now: datetime) -> Counted:
    """Those about which the body got in touch in time."""
    return whistles_in_time("contact", store, span, now)


def whistles_arrive_on_time(store: Store, span: Span, now: datetime) -> Counted:
    """Those to which somebody came in time."""
    return whistles_in_time("arrive", store, span, now)


def whistles_finish_on_time(store: Store, span: Span, now: datetime) -> Counted:
    """Those that were dealt with in time."""
    return whistles_in_time("finish", store, span, now)
