"""Three months of matters, taken in one after another and then brought on, step by step, by those whose work it is."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import attrs
from attrs import field, frozen

from db.practice.casting import Cast, Casting, Scope
from db.practice.data import SECRETARY, items, staff_names, units
from db.practice.desk_days import open_day_after, open_day_before
from db.practice.dispute_cases import SLIPS, stairs
from db.practice.limits import category, straight_to
from db.practice.town import Home, Town
from db.practice.wording import fill
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.clock import EXTEND, PAUSE, RESUME
from db.records.matters.matter import Claimant, Helper, Matter
from db.records.matters.parts import Callback, Respondent
from db.services.move import Keyed, catch_up, void
from db.services.save_as_declared import save_as_declared
from db.store import Store

DEPUTY = "苗春燕"
VOID, HANDLE, ASSIGN = "void", "handle", "assign"
LED = (ASSIGN, "skip", "decide")
BY_DEPUTY = (ASSIGN, "skip", EXTEND, PAUSE, RESUME, "return", "reopen")
BY_SECRETARY = ("archive", "decide")
BY_CHIEF = ("gather", "check")
TEXTS = ("called", "result", "finding", "reason")


@frozen
class Story:
    """A matter as ``matters.json`` tells it."""

    key: str
    subject: str
    nature: str
    channel: str
    ago: int
    time: str
    facts: str
    steps: list[tuple[str, int, dict[str, Any]]]
    cast: str = ""
    estate: str = ""
    building: str = ""
    place: str = ""
    category: str = ""
    urgency: str = "1"
    outside_no: str = ""
    people: int | None = None
    money: int | None = None
    occurred: int | None = None
    anonymous: bool = False
    hidden: bool = False
    against: str = ""
    outside: Mapping[str, str] = field(factory=dict[str, str])


@frozen
class Told:
    """A story with its people and its day.

    Attributes:
        matter: as it was taken in.
        chief: the chief of the grid where it is, by name.
        words, days: what the blanks of its texts are filled with.
    """

    story: Story
    matter: Matter
    chief: str
    words: Mapping[str, str]
    days: Mapping[str, date]


class MatterBook:
    """Makes the matters."""

    def __init__(self, store: Store, town: Town, chance: random.Random) -> None:
        self._store, self._town, self._chance = store, town, chance
        self._persons = {person.name: person for person in store.select(Person, order=("-id",))}
        self._bodies = {body.name: body for body in store.select(Body)}
        self._estates = {name: estate.id for name, estate in town.estates.items()}
        self._taken: dict[str, int] = {}

    def write(self) -> None:
        """Takes them in, in the order in which they came, and brings each to where its story ends."""
        save_as_declared(self._store, straight_to(self._body("幸物业"), self._body("物业办")))
        casting = Casting(self._town, self._chance)
        stories = [Story(**item) for item in items("matters")]
        slips = self._chance.sample(SLIPS, len(stories))
        told: list[Told] = []
        for story, slip in zip(stories, slips, strict=True):
            cast = casting.cast(story.key, story.cast, Scope(story.estate, story.building)) if story.cast else []
            if cast is not None:
                told.append(self._tell(story, cast, str(slip)))
        told.sort(key=lambda t: str(t.matter.taken))
        for one in told:
            taken = save_as_declared(self._store, one.matter)
            self._taken[one.story.key] = taken.id
            self._bring_on(one, taken)

    def _tell(self, story: Story, cast: Cast, slip: str) -> Told:
        day = open_day_before(self._town.today - timedelta(days=story.ago))
        taken = datetime.combine(day, time.fromisoformat(story.time))
        words, days = dict[str, str](), {"日": day}
        home = cast[0].home if cast else self._somewhere(story)
        if cast and home:
            words = {"甲": cast[0].resident.name, "甲室": home.place, "楼": stairs(home)}
        matter = Matter(
            slip=slip,
            subject=fill(story.subject, words, days),
            nature=story.nature,
            category=category(story.category),
            channel=story.channel,
            outside_no=story.outside_no,
            urgency=story.urgency,
            taken=taken,
            taker=self._persons[staff_names()[0]].id,
            people=story.people,
            money=None if story.money is None else Decimal(story.money),
            occurred=None if story.occurred is None else datetime.combine(day + timedelta(story.occurred), time()),
            facts=fill(story.facts, words, days),
            place=story.place,
            estate=self._estates[home.estate] if home else 0,
            grid=home.grid.id if home else 0,
            building=home.building.id if home else 0,
            claimants=(self._claimant(story, cast),),
            against=(Respondent(name=story.against),) if story.against else (),
        )
        return Told(story, matter, home.grid.chief if home else self._town.grids[-1].chief, words, days)

    def _somewhere(self, story: Story) -> Home | None:
        """A home in the building that a story without anybody from here is about; None where it names none."""
        homes = self._town.in_estate(story.estate) if story.building else []
        return next((home for home in homes if home.building.number == story.building), None)

    def _claimant(self, story: Story, cast: Cast) -> Claimant:
        if story.anonymous:
            return Claimant(anonymous=True)
        if not cast:
            return Claimant(name=story.outside.get("name", ""), phone=story.outside.get("phone", ""))
        resident = cast[0].resident
        who = self._store.kinds.reference_of(resident)
        return Claimant(who=who, name=resident.name, phone=resident.phone, hidden=story.hidden)

    def _bring_on(self, told: Told, matter: Matter) -> None:
        steps = list(self._steps(told))
        if steps and steps[0].name == VOID:
            void(self._store, matter, steps[0].reason, steps[0].did, steps[0].at)
        elif steps:
            catch_up(self._store, self._with_helpers(told.story, matter), steps)

    def _with_helpers(self, story: Story, matter: Matter) -> Matter:
        """The matter with the bodies that help: known when it is given to the one that leads."""
        names = [name for move, _, values in story.steps if move == ASSIGN for name in values.get("helpers", ())]
        helpers = tuple(Helper(body=self._body(name).id) for name in names)
        return save_as_declared(self._store, attrs.evolve(matter, helpers=helpers)) if helpers else matter

    def _steps(self, told: Told) -> Iterator[Keyed]:
        """The moves of a story, each some minutes after the one before where both are of one day."""
        lead = next((self._body(v["lead"]) for move, _, v in told.story.steps if move in LED), None)
        taken = told.matter.taken or datetime.min
        for number, (name, after, given) in enumerate(told.story.steps, 1):
            at = self._moment(taken, after, number)
            texts = {n: fill(str(given[n]), told.words, told.days) for n in TEXTS if n in given}
            values: dict[str, object] = {
                n: given[n] for n in ("level", "size", "outcome", "rating", "elsewhere", "publish") if n in given
            }
            values |= {n: text for n, text in texts.items() if n != "reason"}
            if name == "callback":
                values["callbacks"] = (attrs.evolve(Callback(), **given),)
            if lead and name in LED:
                values["lead"] = lead.id
            if "due" in given:
                values["due"] = open_day_after(taken.date() + timedelta(days=given["due"]), date.max)
            if "joined" in given:
                values["joined"] = self._taken[given["joined"]]
            if given.get("told"):
                values["told"] = at.date()
            second = self._persons[SECRETARY].id if name == EXTEND else 0
            did = self._doer(name, told.chief, lead)
            yield Keyed(name, at, did, second, reason=texts.get("reason", ""), values=values)

    def _moment(self, taken: datetime, after: int, number: int) -> datetime:
        """So many open days later; what happened is keyed, so it is never of a day to come, unless it was taken in on one."""
        latest, yesterday = (day - timedelta(days=1) for day in (self._town.today, date.today()))
        day = open_day_after(taken.date() + timedelta(days=after), latest)
        day = min(day, yesterday) if taken.date() <= yesterday else day
        return datetime.combine(day, taken.time()) + timedelta(minutes=5 * number)

    def _doer(self, move: str, chief: str, lead: Body | None) -> int:
        if move == HANDLE and lead:
            return lead.head
        for moves, name in ((BY_CHIEF, chief), (BY_DEPUTY, DEPUTY), (BY_SECRETARY, SECRETARY)):
            if move in moves:
                return self._persons[name].id
        return self._persons[staff_names()[0]].id

    def _body(self, name: str) -> Body:
        unit = units().get(name)
        return self._bodies[unit.name if unit else name]
