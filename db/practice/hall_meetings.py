"""Three monthly 议事日 meetings with minutes and resolutions, and the coming one, as the rule sets their days."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import attrs
from attrs import field, frozen

from db.practice.casting import Cast
from db.practice.data import items, table, units
from db.practice.desk_days import open_day_after, open_day_before, past_topic_days
from db.practice.dispute_cases import LETTERS, SLIPS, stairs
from db.practice.town import Home, Town
from db.practice.wording import fill
from db.records.hall.meeting import AgendaItem, Attendee, Meeting, Resolution, Topic
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.services.hall.call_meeting import propose_meeting
from db.services.hall.invite import invite_households
from db.services.hall.raise_topic import CHANNELS, matter_of_topic
from db.services.hall.write_minutes import write_minutes
from db.services.save_as_declared import save_as_declared
from db.store import Store

HELD = 3
COMING, TOO_LATE, TURNED_DOWN = HELD + 1, HELD + 2, 0
WAITING, NOT_TAKEN_UP = "1", "5"
CAME, EXCUSED, ABSENT, UNKNOWN = "1", "2", "3", "0"
PRESENT, GUEST, CHAIR, RECORDER = "1", "2", "3", "4"
DONE, POSTED = "2", "3"
LATEST_ENTRY_DAYS = 5
SLIP_STEP = 977
ESTATES = {"柳": "柳荫家属院", "幸": "幸福里小区", "景": "景和苑"}
LIFT_ROUNDS = (2, 3, COMING)
GUESTS_OF_ESTATE = 6
SPEAKERS = 4
REQUIREMENTS = "请准时参加；不能到会的，请于会前一天告知联系人，可以委托家人到会。"
# Who comes besides the residents: every time, and only when one of the topics is theirs.
REGULARS = ("柳管委", "幸物业", "景物业", "幸业委", "景业委", "民警")
EXTRAS = {1: ("助餐",), 2: ("法律顾问", "物业办"), 3: ("执法队", "早点", "物业办"), COMING: ("维保", "法律顾问")}


@frozen
class Resolved:
    """What was resolved, as ``topics.json`` tells it; days count from the meeting."""

    subject: str
    owner: str
    due: int
    done: int = 0
    outcome: str = ""
    posted: bool = False

    def resolution(self, topic: int, held: date, today: date) -> Resolution:
        """The record, as far as it had come by today."""
        finished = open_day_before(held + timedelta(days=self.done)) if self.done else None
        if finished and finished > today:
            finished = None
        under_way = "" if self.done else self.outcome
        return Resolution(
            subject=self.subject,
            owner=self.owner,
            due=open_day_before(held + timedelta(days=self.due)),
            state="1" if not finished else POSTED if self.posted else DONE,
            done=finished,
            outcome=self.outcome if finished else under_way,
            topic=topic,
        )


@frozen
class Session:
    """What was said of a topic at one meeting, and decided."""

    discussion: str
    decision: str
    dissent: str = ""
    resolutions: list[dict[str, Any]] = field(factory=list[dict[str, Any]])


@frozen
class Theme:
    """A topic as ``topics.json`` tells it."""

    first: int
    subject: str
    source: str
    proposer: str
    detail: str
    case: str = ""
    sessions: list[dict[str, Any]] = field(factory=list[dict[str, Any]])

    def session(self, round_: int) -> Session | None:
        """What the meeting of a round did with it."""
        place = round_ - self.first
        return Session(**self.sessions[place]) if 0 <= place < len(self.sessions) else None


class Hall:
    """Holds the meetings."""

    def __init__(
        self, store: Store, town: Town, chance: random.Random, cases: Mapping[str, MediationCase], lift: Cast
    ) -> None:
        self._store = store
        self._town = town
        self._chance = chance
        self._cases = cases
        self._themes = [Theme(**item) for item in items("topics")]
        self._delegates = {estate: self._choose(name) for estate, name in ESTATES.items()}
        self._lift = [player.home for player in lift]
        self._words = {"梯楼": stairs(self._lift[0])}
        self._words |= {f"梯{letter}": p.resident.name for letter, p in zip(LETTERS, lift, strict=False)}
        for estate, homes in self._delegates.items():
            self._words |= {f"{estate}{n + 1}": home.head.name for n, home in enumerate(homes[:SPEAKERS])}
        self._theme_of: dict[int, Theme] = {}

    def hold(self) -> None:
        """The meetings that were held, the one that is called, and what came too late for it."""
        days = past_topic_days(self._store, self._town.today, HELD)
        windows = [days[0] - timedelta(days=30), *days]
        for round_, day in enumerate(days, start=1):
            self._raise_topics(round_, windows[round_ - 1], day)
            self._hold(round_, day)
        today = self._town.today
        self._raise_topics(COMING, days[-1], today + timedelta(days=LATEST_ENTRY_DAYS))
        save_as_declared(self._store, self._called(COMING, today))
        self._raise_topics(
            TOO_LATE, today - timedelta(days=2 + LATEST_ENTRY_DAYS), today + timedelta(days=LATEST_ENTRY_DAYS)
        )
        self._raise_topics(TURNED_DOWN, days[0], days[1])

    def _choose(self, estate: str) -> list[Home]:
        """The households of an estate that are invited each time; the first ones speak."""
        fit = [h for h in self._town.in_estate(estate) if 30 <= self._town.age(h.head) <= 76 and h.kind != "written"]
        owners = [h for h in fit if not h.rented]
        return self._chance.sample(owners, min(GUESTS_OF_ESTATE, len(owners)))

    def _raise_topics(self, round_: int, after: date, before: date) -> None:
        """Topics of a round, raised between the meeting before and a few days before their own."""
        latest = min(before - timedelta(days=LATEST_ENTRY_DAYS), self._town.today)
        earliest = min(after - timedelta(days=LATEST_ENTRY_DAYS - 1), latest)
        themes = [t for t in self._themes if t.first == round_]
        drafts: list[Topic] = []
        for theme in themes:
            day = open_day_before(earliest + timedelta(days=self._chance.randint(0, (latest - earliest).days)))
            case = self._cases.get(theme.case)
            if case and case.received:
                day = min(max(day, case.received), latest) if case.received <= latest else day
            drafts.append(self._topic(theme, day, case))
        drafts.sort(key=lambda topic: str(topic.raised))
        for draft in drafts:
            topic = save_as_declared(self._store, attrs.evolve(draft, matter=draft.matter or self._matter(draft)))
            self._theme_of[topic.id] = next(t for t in themes if self._fill(t.subject) == topic.subject)

    def _matter(self, topic: Topic) -> int:
        """The matter of a topic that is a problem, with a slip that is the same each time; 0 for any other."""
        if topic.source not in CHANNELS:
            return 0
        taken = {matter.slip for matter in self._store.select(Matter)}
        slip = next(slip for slip in map(str, SLIPS[::SLIP_STEP]) if slip not in taken)
        return save_as_declared(self._store, attrs.evolve(matter_of_topic(topic), slip=slip)).id

    def _topic(self, theme: Theme, day: date, case: MediationCase | None) -> Topic:
        linked = case and case.received and case.received <= day
        return Topic(
            subject=self._fill(theme.subject),
            source=theme.source,
            proposer=self._fill(theme.proposer),
            raised=day,
            state=NOT_TAKEN_UP if theme.first == TURNED_DOWN else WAITING,
            case=case.id if case and linked else 0,
            matter=case.matter if case and linked else 0,
            detail=self._fill(theme.detail),
        )

    def _fill(self, text: str) -> str:
        return fill(text, self._words)

    def _called(self, round_: int, day: date) -> Meeting:
        """The meeting of a round as it is called, its guests not yet come."""
        proposed = propose_meeting(self._store, day)
        homes = [home for group in self._delegates.values() for home in group]
        homes += self._lift if round_ in LIFT_ROUNDS else []
        guests = invite_households(self._store, {home.household.id for home in homes})
        secretary = next(name for role, name, _ in table("staff") if role == "4")
        return attrs.evolve(
            proposed,
            chair=secretary,
            requirements=REQUIREMENTS,
            attendees=(*self._staff(), *guests, *_from_units((*REGULARS, *EXTRAS[round_]))),
        )

    def _staff(self) -> list[Attendee]:
        """Chair, director, mediators and recorder."""
        community = self._store.centre().community
        roles = {"4": CHAIR, "5": PRESENT, "2": PRESENT}
        posts = {"4": f"{community}党委书记", "5": f"{community}居委会主任", "2": f"{community}人民调解员"}
        found = [
            Attendee(name=name, unit=posts[role], phone=phone, role=roles[role])
            for role, name, phone in table("staff")
            if role in roles
        ]
        _, clerk, phone = table("staff")[0]
        return [*found, Attendee(name=clerk, unit=self._store.centre().name, phone=phone, role=RECORDER)]

    def _hold(self, round_: int, day: date) -> None:
        meeting = save_as_declared(self._store, self._called(round_, day))
        sessions = {i.topic: self._theme_of[i.topic].session(round_) for i in meeting.agenda}
        dissent = "".join(s.dissent for s in sessions.values() if s)
        held = attrs.evolve(
            meeting,
            agenda=tuple(self._discussed(item, sessions[item.topic]) for item in meeting.agenda),
            attendees=tuple(attrs.evolve(a, came=self._attendance(a)) for a in meeting.attendees),
            dissent=self._fill(dissent),
        )
        today = self._town.today
        resolved = [
            Resolved(**told).resolution(topic, day, today)
            for topic, session in sessions.items()
            for told in (session.resolutions if session else [])
        ]
        write_minutes(self._store, held, resolved, open_day_after(day + timedelta(days=1), today))

    def _discussed(self, item: AgendaItem, session: Session | None) -> AgendaItem:
        if session is None:
            return item
        return attrs.evolve(item, discussion=self._fill(session.discussion), decision=self._fill(session.decision))

    def _attendance(self, attendee: Attendee) -> str:
        """Who speaks was there; of the others some were excused, some just did not come."""
        if not attendee.household or attendee.name in self._words.values():
            return CAME
        return self._chance.choices((CAME, EXCUSED, ABSENT), (7, 2, 1))[0]


def _from_units(keys: Sequence[str]) -> list[Attendee]:
    """One speaker an organisation, as guests."""
    return [Attendee(name=u.person, unit=u.name, phone=u.phone, role=GUEST) for u in (units()[k] for k in keys)]
