"""答应办的事: kept, or turned into a matter that is dealt with as any other."""

from datetime import date

from attrs import evolve

from db.errors import ArgumentError
from db.records.matters.matter import Claimant, Matter
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.matters.take_in import claimant_from, enter_matter
from db.store import Store
from db.values.day import this_minute
from db.values.legible import brief

AT_THE_DOOR = "3"
"""入户走访, of the table ``matter_channel``."""
_LONGEST = 40


def keep_promise(store: Store, visit: Visit, day: date, note: str = "") -> Visit:
    """The visit with its promise kept on a day.

    Raises:
        ArgumentError: nothing was promised there, or it is kept already.
    """
    if not visit.promise:
        raise ArgumentError("这次走访没有答应办的事", "请先在走访里写上")
    if visit.promise_kept:
        raise ArgumentError(f"已经在 {visit.promise_kept:%Y-%m-%d} 办好了")
    with store.writing("答应的事办好了") as w:
        return w.save(evolve(visit, promise_kept=day, promise_done=note.strip() or visit.promise_done))


def take_in_promise(store: Store, visit: Visit) -> tuple[Matter, Visit]:
    """A matter made of what was promised, or found, at a call, with its number; and the visit that leads to it.

    Raises:
        ArgumentError: it is a matter already, or neither a finding nor a promise is written.
        NotAllowed: whoever asks takes in no matters.
        RecordInvalid: a matter may not be taken in so.
    """
    if visit.matter:
        raise ArgumentError("这次走访已经有诉求了", "请打开那一件")
    subject = brief(visit.promise or visit.finding, _LONGEST)
    if not subject:
        raise ArgumentError("没有写走访情况和答应办的事，转不成诉求", "请先写上是什么事")
    with store.writing("走访转诉求") as w:
        matter = enter_matter(store, _as_matter(store, visit, subject))
        return matter, w.save(evolve(visit, matter=matter.id))


def _as_matter(store: Store, visit: Visit, subject: str) -> Matter:
    house = store.find(House, visit.house) if visit.house else None
    building = store.find(Building, house.building) if house else None
    who = store.kinds.reference_of(resident) if (resident := _resident(store, visit)) else 0
    claimant = claimant_from(store, who) if who else Claimant(anonymous=True)
    return Matter(
        subject=subject,
        channel=AT_THE_DOOR,
        taken=this_minute(),
        taker=store.person_at_work(),
        facts=visit.finding,
        claimants=(claimant,),
        house=visit.house,
        building=building.id if building else 0,
        grid=building.grid if building else 0,
        estate=building.estate if building else 0,
    )


def _resident(store: Store, visit: Visit) -> Resident | None:
    return store.find(Resident, visit.resident) if visit.resident else None
