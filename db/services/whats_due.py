"""今日: what is due, what is late, and the figures at the top of the first screen."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from attrs import frozen

from db.fields import Code
from db.records.base import columns_of
from db.records.hall.meeting import Meeting, Resolution, Topic
from db.records.letters.announcement import PUBLICITY, Announcement
from db.records.mediation.case import CLOSED_STAGES, MediationCase
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.centre.recurring_days import MonthDays, month_days, next_topic_day
from db.services.centre.working_days import holidays_of
from db.services.hall.call_meeting import OPEN_TOPICS, next_meeting
from db.store import Store, among, eq, ge, le, ne
from db.values.day import month_later

SETTLED = ("5", "6", "7")
NOT_ACCEPTED = "9"
UNTIL_MINUTES = ("1", "2", "3")
OPEN_STAGES = tuple(c for c in ("1", "2", "3", "4", "5", "6", "7", "8", "9") if c not in CLOSED_STAGES)
TO_DO = "1"
DONE = ("2", "3")
VISIT_AGAIN = ("2", "4")
STILL_TOLD = timedelta(days=30)
"""How long a 公示 that is over waits to be taken down before nobody is told any more."""


@frozen
class DueItem:
    """One thing to do: number, matter, who it concerns, where it stands, and its last day."""

    table: str
    id: int
    number: str
    matter: str
    who: str
    stage: str
    due: date | None

    def days_left(self, today: date) -> int | None:
        """Days to the last day; negative when it is past; None without a last day."""
        return (self.due - today).days if self.due else None


@frozen
class Today:
    """Everything the first screen shows.

    Attributes:
        is_new: nobody is registered yet: the roster comes first.
    """

    items: list[DueItem]
    open_cases: int
    accepted_this_month: int
    settled_this_month: int
    topic_day: date | None
    waiting_topics: int
    resolutions_done: int
    resolutions_due: int
    next_meeting: Meeting | None
    days: MonthDays
    is_new: bool

    def due_by(self, day: date) -> list[DueItem]:
        """What should be done on a day or before."""
        return [item for item in self.items if item.due and item.due <= day]


def whats_due(store: Store, now: datetime) -> Today:
    """The first screen's content at a time."""
    today = now.date()
    month, quarter = today.replace(day=1), today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    this_month = (ge("received", month.isoformat()), le("received", today.isoformat()), ne("stage", NOT_ACCEPTED))
    settled = (ge("closed", month.isoformat()), le("closed", today.isoformat()), among("stage", SETTLED))
    in_quarter = (ge("due", quarter.isoformat()), le("due", _quarter_end(quarter).isoformat()))
    on_time, late = _punctuality(store.select(Resolution, *in_quarter), today)
    return Today(
        items=sorted(_items(store, now), key=lambda i: (i.due or date.max, i.number)),
        open_cases=store.count(MediationCase, among("stage", OPEN_STAGES)),
        accepted_this_month=store.count(MediationCase, *this_month),
        settled_this_month=store.count(MediationCase, *settled),
        topic_day=next_topic_day(store, today),
        waiting_topics=store.count(Topic, among("state", (*OPEN_TOPICS, "2"))),
        resolutions_done=on_time,
        resolutions_due=on_time + late,
        next_meeting=next_meeting(store, now),
        days=month_days(store, today.year, today.month),
        is_new=not store.select(Resident, limit=1),
    )


def _punctuality(resolutions: Iterable[Resolution], today: date) -> tuple[int, int]:
    """How many were done by the day they were due, and how many were not, though that day is over.

    What was done without a day written down is not known to have been on time.
    """
    on_time = late = 0
    for one in resolutions:
        if one.due is None or one.state not in (*DONE, TO_DO):
            continue
        if one.state in DONE and one.done is not None and one.done <= one.due:
            on_time += 1
        elif one.due < today:
            late += 1
    return on_time, late


def _quarter_end(start: date) -> date:
    """The last day of the quarter."""
    return month_later(month_later(month_later(start))) - timedelta(days=1)


def _items(store: Store, now: datetime) -> list[DueItem]:
    cases = store.select(MediationCase, among("stage", OPEN_STAGES))
    resolutions = store.select(Resolution, eq("state", TO_DO))
    begun = (le("starts", now.isoformat(timespec="minutes")), among("state", UNTIL_MINUTES))
    held = store.select(Meeting, *begun)
    return [
        *(_case_item(c) for c in cases),
        *(DueItem("resolution", r.id, f"决议 {r.number}", r.matter, r.owner, "办理中", r.due) for r in resolutions),
        *(DueItem("meeting", m.id, "纪要", m.name, m.chair, "待写纪要", m.starts and m.starts.date()) for m in held),
        *_postings(store, now.date()),
        *_visits_again(store),
    ]


def _case_item(case: MediationCase) -> DueItem:
    stage = columns_of(MediationCase)["stage"]
    shown = stage.show(case.stage) if isinstance(stage, Code) else ""
    who = "、".join(p.name for p in case.parties)
    # The term is one for settling: a case with an agreement waits for the call afterwards, and is not late.
    due = None if case.stage in SETTLED else case.due
    return DueItem("mediation_case", case.id, case.number, case.title_text, who, shown, due)


def _postings(store: Store, today: date) -> list[DueItem]:
    """What hangs out as 公示: until its last day how long it must hang, afterwards that it is to be taken down.

    Nobody is hurt by a sheet that hangs too long: what is over has no last day, and is not told of for ever.
    """
    holidays = holidays_of(store)
    items: list[DueItem] = []
    for one in store.select(Announcement, eq("kind", PUBLICITY), eq("taken_down", None)):
        begins, ends = one.begins(), one.ends(holidays)
        if not begins or not ends or begins > today or ends < today - STILL_TOLD:
            continue
        runs = today <= ends
        stage = "公示中" if runs else "期满，待撤下"
        items.append(
            DueItem(
                "announcement", one.id, one.number or "公示", one.title_text, one.places, stage, ends if runs else None
            )
        )
    return items


def _visits_again(store: Store) -> list[DueItem]:
    """Doors and persons that were promised another call, where nobody has called since."""
    promised = store.select(Visit, among("result", VISIT_AGAIN))
    doors = store.select(Visit, among("house", {v.house for v in promised if v.house}), order=("day",))
    persons = store.select(Visit, among("resident", {v.resident for v in promised if v.resident}), order=("day",))
    last_at = {v.house: v.id for v in doors}
    last_with = {v.resident: v.id for v in persons}
    again = [v for v in promised if v.id == (last_at[v.house] if v.house else last_with.get(v.resident, v.id))]
    titles = store.linked_titles(again)
    return [
        DueItem(
            "visit",
            visit.id,
            "走访",
            visit.promise or visit.finding,
            titles[visit.id].get("resident") or titles[visit.id].get("house", ""),
            "需再访",
            None,
        )
        for visit in again
    ]
