"""Whistles of the practice community: one that was answered, one that waits for whoever signed, one that is late and was urged."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from db.practice.data import units
from db.practice.desk_days import open_day_before
from db.records.base import changed
from db.records.bodies.body import Body
from db.records.matters.codes import SOLVED
from db.records.matters.flow import CLOSED_STAGES
from db.records.matters.matter import Matter
from db.records.matters.reminder import YELLOW, Reminder
from db.records.matters.whistle import Whistle, WhistleArrival
from db.records.matters.whistle_flow import EIGHT_STEPS, THREE_STEPS
from db.services.matters.blow import begun_of_matter
from db.services.matters.whistle_presets import HARD, PRESETS, PUSHING, take
from db.services.move import Keyed, catch_up
from db.services.save_as_declared import save_as_declared
from db.store import Store, eq, none_of

SINCE = date(2024, 1, 1)
SQUAD, OFFICE = "执法队", "物业办"
SUBJECTS = ("B座楼顶太阳能水箱松动", "早点铺油烟扰民", "消防通道长期停车")
CLIMBS = "地下室有异味和积水"
_AGO = (9, 6, 4)
"""So many days before today they were blown."""


def whistle(store: Store, today: date) -> None:
    """Blows three whistles for matters that the community cannot deal with alone, and takes in the times of the first place for what must be in time."""
    take(store, PRESETS[0], SINCE)
    bodies = {body.name: body.id for body in store.select(Body)}
    squad, office = (bodies.get(units()[name].name, 0) for name in (SQUAD, OFFICE))
    matters = {one.subject: one for one in store.select(Matter, none_of("stage", CLOSED_STAGES), eq("root", None))}
    told = [matters[subject] for subject in SUBJECTS if subject in matters]
    if len(told) < len(SUBJECTS) or not (squad and office):
        return
    _climbed(store, matters, datetime.combine(min(today, date.today()) - timedelta(days=1), time(18)))
    at = [datetime.combine(open_day_before(today - timedelta(days=ago)), time(9, 30)) for ago in _AGO]
    handler = store.person_at_work()
    _answered(store, _blown(store, told[0], office, at[0], THREE_STEPS), at[0], handler)
    signed = _blown(store, told[1], squad, at[1], EIGHT_STEPS)
    catch_up(store, signed, [Keyed("sign", at[1] + timedelta(minutes=40), handler, values={"signer": "阮志飞"})])
    late = _blown(store, told[2], office, at[2], EIGHT_STEPS)
    urged = Reminder(whistle=late.id, lead=late.lead, subject=late.subject, card=YELLOW, at=at[2] + timedelta(days=1))
    save_as_declared(store, changed(urged, what="签收的时限已过，请尽快签收、到场并答复。", urged_by=store.actor))


def _climbed(store: Store, matters: Mapping[str, Matter], at: datetime) -> None:
    """A matter that went up to the street and came back to the community."""
    if (matter := matters.get(CLIMBS)) is None:
        return
    up, back = "网格里查不出从哪里渗水", "街道转来维修单位的电话，社区能办"
    did = store.person_at_work()
    catch_up(store, matter, [Keyed("hand_up", at, did, reason=up), Keyed("hand_back", at, did, reason=back)])


def _blown(store: Store, matter: Matter, lead: int, at: datetime, steps: str) -> Whistle:
    """A whistle for a matter, with who deals with it, follows it up and urges but for the last."""
    begun = begun_of_matter(store, matter)
    kind = HARD if steps == THREE_STEPS else PUSHING
    told = changed(
        begun, lead=lead, kind=kind, steps=steps, blown=at, occasion="1", doer=store.actor, follower=store.actor
    )
    return save_as_declared(store, changed(told, supervisor=store.actor if steps == THREE_STEPS else ""))


def _answered(store: Store, one: Whistle, at: datetime, did: int) -> None:
    came = (WhistleArrival(name="卞晓琴", post="科员"),)
    result = {
        "measures": "当场查看，限期三天改好；三天后复查，已经改好。",
        "outcome": SOLVED,
        "speed": 5,
        "quality": 4,
        "satisfied": 5,
    }
    catch_up(
        store,
        one,
        [
            Keyed("sign", at + timedelta(minutes=30), did, values={"signer": "卞晓琴"}),
            Keyed("contact", at + timedelta(hours=2), did, values={"contact": "电话约定第二天上午到场"}),
            Keyed("arrive", at + timedelta(days=1), did, values={"arrivals": came, "scene": "情况属实。"}),
            Keyed("end", at + timedelta(days=3), did, values=result),
        ],
    )
