"""Three months of mediation cases, accepted one after another and then brought to the stage they are in."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import attrs
from attrs import field, frozen

from db.practice.casting import Cast, Casting, Player, Scope
from db.practice.data import SECRETARY, Unit, items, table, units
from db.practice.desk_days import open_day_after, open_day_before
from db.practice.names import MALE
from db.practice.town import Home, Town
from db.practice.wording import fill
from db.records.bodies.person import Person
from db.records.clock import EXTEND
from db.records.matters.codes import EXPLAINED, SOLVED
from db.records.mediation.case import CLOSED_STAGES, MediationCase, Party
from db.services.mediation.accept_case import matter_of, party_from
from db.services.move import Keyed, catch_up
from db.services.save_as_declared import save_as_declared
from db.store import Store

LETTERS = "甲乙丙丁戊"
ACCEPTED, NOT_ACCEPTED, STOPPED = "1", "9", "8"
AGREES, REFUSES = "1", "2"
_WAY = ("consent", "investigate", "mediate", "agree", "follow_up", "close")
PATHS: Mapping[str, tuple[str, ...]] = {
    **{stage: _WAY[: number + 1] for number, stage in enumerate("234567")},
    STOPPED: ("consent", "end"),
    NOT_ACCEPTED: ("refuse",),
}
"""The moves that lead to each stage."""
WITH_RESULT = ("agree", "follow_up", "close", "end", "refuse")
SLIPS = range(10_000, 100_000)
MORNING = time(10, 0)
FAMILY = "1"


@frozen
class Story:
    """A dispute as ``stories.json`` tells it."""

    key: str
    subject: str
    dispute: str
    cast: str
    ago: int
    stage: str
    facts: str
    source: str = "1"
    estate: str = ""
    building: str = ""
    place: str = ""
    count: int = 2
    sides: str = ""
    refused: str = ""
    agreed: int = 0
    closed: int = 0
    result: str = ""
    outside: list[str | dict[str, Any]] = field(factory=list[str | dict[str, Any]])
    jobs: Mapping[str, str] = field(factory=dict[str, str])
    clock: list[tuple[str, int, dict[str, Any]]] = field(factory=list[tuple[str, int, dict[str, Any]]])

    def side(self, place: int) -> str:
        """申请人 for the first party, 被申请人 for the others, unless the story says otherwise."""
        return self.sides[place] if self.sides else "1" if place == 0 else "2"


@frozen
class Told:
    """A story with its people and its days.

    Attributes:
        case: the case as it was accepted.
        words, days: what the blanks of its texts are filled with.
    """

    story: Story
    case: MediationCase
    words: Mapping[str, str]
    days: Mapping[str, date]


class CaseBook:
    """Makes the cases."""

    def __init__(self, store: Store, town: Town, chance: random.Random) -> None:
        self._store = store
        self._town = town
        self._chance = chance
        self._mediators = [name for role, name, _ in table("staff") if role == "2"]
        self._jobs: dict[int, str] = {}
        self.casts: dict[str, Cast] = {}

    def write(self) -> dict[str, MediationCase]:
        """The cases as saved, by the key of their story."""
        casting = Casting(self._town, self._chance)
        told: list[Told] = []
        for item in items("stories"):
            story = Story(**item)
            if cast := casting.cast(story.key, story.cast, Scope(story.estate, story.building, story.count)):
                told.append(self._tell(story, cast))
        told.sort(key=lambda t: t.days["日"])
        slips = self._chance.sample(SLIPS, len(told))
        accepted = [attrs.evolve(t, case=self._accepted(t, str(slip))) for t, slip in zip(told, slips, strict=True)]
        with self._store.writing():
            self._bring_on([t for t in accepted if t.story.stage != ACCEPTED])
        return self._store_cases(accepted)

    def _accepted(self, told: Told, slip: str) -> MediationCase:
        """The case as accepted, its matter with a slip that is the same each time."""
        taken = datetime.combine(told.days["日"], time())
        matter = attrs.evolve(matter_of(self._store, told.case), slip=slip, taken=taken)
        return save_as_declared(self._store, attrs.evolve(told.case, matter=save_as_declared(self._store, matter).id))

    def _store_cases(self, accepted: list[Told]) -> dict[str, MediationCase]:
        saved = self._store.get_many(MediationCase, [t.case.id for t in accepted])
        return {t.story.key: saved[t.case.id] for t in accepted}

    def _tell(self, story: Story, cast: Cast) -> Told:
        today = self._town.today
        received = open_day_before(today - timedelta(days=story.ago))
        days = {
            "日": received,
            "结": open_day_after(received + timedelta(days=story.agreed), today),
            "闭": open_day_after(received + timedelta(days=story.closed), today),
        }
        words = _words_of(cast, self._town) | {"楼": stairs(cast[0].home)}
        self.casts[story.key] = cast
        parties = [self._insider(story, place, player, received) for place, player in enumerate(cast)]
        for other in story.outside:
            parties.append(_outsider(other, story.side(len(parties)), cast[0], self._town))
            words |= _words_of_unit(other, LETTERS[len(parties) - 1])
        mediator = self._mediators[1 if story.dispute == FAMILY else self._chance.randrange(len(self._mediators))]
        case = MediationCase(
            title_text=fill(story.subject, words),
            dispute=story.dispute,
            source=story.source,
            received=received,
            place=story.place or cast[0].home.estate + words["楼"],
            facts=fill(story.facts, words, days),
            mediator="" if story.stage == ACCEPTED else mediator,
            parties=tuple(sorted(parties, key=lambda party: party.side)),
        )
        return Told(story, case, words, days)

    def _insider(self, story: Story, place: int, player: Player, received: date) -> Party:
        party = party_from(self._store, player.resident, story.side(place), received)
        job = story.jobs.get(LETTERS[place]) or self._job(party.sex, party.age or 0)
        return attrs.evolve(party, job=self._jobs.setdefault(player.resident.id, job))

    def _job(self, sex: str, age: int) -> str:
        fitting = [
            word
            for own, youngest, oldest, words in table("jobs")
            if own == sex and int(youngest) <= age <= int(oldest)
            for word in words.split()
        ]
        return self._chance.choice(fitting) if fitting else ""

    def _bring_on(self, told: list[Told]) -> None:
        """Moves each case to the stage that its story tells, by the mediator who had it."""
        persons = {person.name: person.id for person in self._store.select(Person)}
        with self._store.writing() as w:
            agreed = w.save_all([self._with_consent(t) for t in told])
        for case, one in zip(agreed, told, strict=True):
            mediator = persons.get(case.mediator, 0)
            catch_up(self._store, case, [*_steps(one, mediator), *_of_clock(one, mediator, persons[SECRETARY])])

    def _with_consent(self, told: Told) -> MediationCase:
        """The case with what each party said to mediation."""
        parties = tuple(
            attrs.evolve(party, consent=_consent(told.story, party, told.words)) for party in told.case.parties
        )
        return attrs.evolve(told.case, parties=parties)


def _steps(told: Told, mediator: int) -> Iterator[Keyed]:
    """The moves of a story, spread over its days."""
    story, days = told.story, told.days
    names = PATHS[story.stage]
    last = days["闭"] if story.stage in CLOSED_STAGES else days["结"]
    for number, name in enumerate(names, 1):
        day = days["日"] + (last - days["日"]) * number // len(names)
        at = happened(day, days["日"], date.today())
        result = fill(story.result, told.words, days) if name in WITH_RESULT else ""
        values: dict[str, object] = {"result": result} if result else {}
        if name == "close":
            values["outcome"] = SOLVED
        if name == "end":
            values |= {"outcome": EXPLAINED}
        yield Keyed(
            name, at, mediator, reason=result or "当事人不同意" if name in ("end", "refuse") else "", values=values
        )


def _of_clock(told: Told, mediator: int, secretary: int) -> Iterator[Keyed]:
    """What was done about its term: it stood still, went on, was put off by whom the secretary allows it."""
    received = told.days["日"]
    for name, after, given in told.story.clock:
        at = happened(open_day_before(received + timedelta(days=after)), received, date.today())
        values = {"due": open_day_after(received + timedelta(days=given["due"]), date.max)} if "due" in given else {}
        second = secretary if name == EXTEND else 0
        yield Keyed(name, at, mediator, second, reason=given.get("reason", ""), values=values)


def happened(day: date, received: date, today: date) -> datetime:
    """When a step of a day was made: nothing is to come, and nothing of a case that came today was made before."""
    past = min(day, today - timedelta(days=1))
    return datetime.combine(received, time()) if past < received <= today else datetime.combine(past, MORNING)


def _consent(story: Story, party: Party, words: Mapping[str, str]) -> str:
    if story.stage in (ACCEPTED, NOT_ACCEPTED):
        return "0"
    return REFUSES if party.name == words.get(story.refused) else AGREES


def stairs(home: Home) -> str:
    """3号楼2单元."""
    return f"{_building(home)}{home.house.unit}单元" if home.house.unit else _building(home)


def _building(home: Home) -> str:
    number = home.building.number
    return f"{number}号楼" if number.isdigit() else number


def _words_of(cast: Cast, town: Town) -> dict[str, str]:
    words: dict[str, str] = {}
    for letter, player in zip(LETTERS, cast, strict=False):
        words[letter] = player.resident.name
        words[f"{letter}龄"] = str(town.age(player.resident))
        words[f"{letter}室"] = player.home.place
        words[f"{letter}亲"] = words["手足"] = player.kin
        if player.child:
            words[f"{letter}孩"] = "儿子" if player.child.sex == MALE else "女儿"
            words[f"{letter}孩龄"] = str(town.age(player.child))
    return words


def _words_of_unit(other: str | dict[str, Any], letter: str) -> dict[str, str]:
    if isinstance(other, str):
        return {letter: units()[other].name, f"{letter}人": units()[other].person}
    return {letter: other["name"]}


def _outsider(other: str | dict[str, Any], side: str, first: Player, town: Town) -> Party:
    """A party that is not in the registry: an organisation, or somebody from elsewhere."""
    if isinstance(other, str):
        unit: Unit = units()[other]
        speaker = f"{unit.post}{unit.person}"
        return Party(side=side, name=unit.name, job=speaker, phone=unit.phone, address=unit.address)
    return Party(
        side=side,
        name=other["name"],
        sex=other["sex"],
        ethnicity="01",
        age=other["age"] or town.age(first.resident) + (2 if other["sex"] == MALE else -2),
        job=other["job"],
        address=other["address"],
    )
