"""A small town in which somebody of every role works: what lies in their grid, what they act in, and what is none of their business."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from attrs import frozen

from db.practice import open_practice
from db.records.base import Record
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.placement import Placement
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account, roles_of
from db.records.centre.centre import Centre, Rule
from db.records.centre.clock_rule import ClockRule
from db.records.centre.handover import Handover
from db.records.centre.holiday import HolidayYear
from db.records.centre.opening import Opening
from db.records.centre.option_list import OptionList
from db.records.centre.table_layout import TableLayout
from db.records.duties.consent import Consent, PrivacyNotice
from db.records.duties.giving import ExportEntry
from db.records.duties.incident import Incident
from db.records.duties.request import RightsRequest
from db.records.duties.retention import Appraisal, Retention
from db.records.estates.estate import Estate
from db.records.exhibit import Exhibit
from db.records.hall.meeting import Meeting, Resolution, Topic
from db.records.kept_figure import KeptFigure
from db.records.letters.announcement import Announcement
from db.records.letters.number import IssuedNumber
from db.records.letters.wording import Wording
from db.records.matters.common_problem import CommonProblem
from db.records.matters.joint_talk import JointTalk
from db.records.matters.listening import Listening
from db.records.matters.matter import Matter
from db.records.matters.opinion_letter import OpinionLetter
from db.records.matters.project import Project
from db.records.matters.reception import Reception
from db.records.matters.reminder import Reminder
from db.records.matters.skip_rule import SkipRule
from db.records.matters.three_steps import ThreeSteps
from db.records.matters.whistle import Whistle
from db.records.matters.whistle_flow import EIGHT_STEPS
from db.records.mediation.case import MediationCase
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.ledger import Ledger, LedgerRow
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.records.registry.roster_layout import RosterLayout
from db.records.role import Role
from db.records.saved_list import SavedList
from db.records.stage_setting import StageSetting
from db.records.step import NOTED, Step
from db.records.visits.diary_line import DiaryLine
from db.records.visits.round_sheet import RoundSheet
from db.records.visits.visit import Visit
from db.store import Store
from tests.factories import begun, plant
from tests.named import account_named

NOW = datetime(2026, 3, 2, 9, 30)
SURNAMES = dict(zip(Role, "司马上官欧阳夏侯诸葛闻人", strict=True))


def name_of(role: Role) -> str:
    """What the clerk with a role is called."""
    return f"{SURNAMES[role]}{'一二三四五六七八九十壹贰'[int(role) - 1]}"


EVERYBODY = "、".join(map(name_of, Role))


@frozen
class Town:
    """Where it lies, and its records: by table, by what they are to somebody, by id.

    What they are: ``other`` nobody's business, ``grid`` in the grid of everybody, ``mine`` with everybody in it, ``owned`` of what
    lies there or leads there; of a matter that somebody took in ``mine:`` with the role.
    """

    folder: Path
    key: bytes
    ids: Mapping[str, Mapping[str, int]]
    accounts: Mapping[Role, int]

    def as_role(self, role: Role) -> Store:
        """The store, opened by the clerk with one role."""
        return Store._with_key(self.folder, self.key, self.accounts[role])


def build(store: Store) -> Town:
    """Everything in a new store whose clerk has every role."""
    return _Builder(store).town()


class _Builder:
    """Plants one part after the other."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ids: dict[str, dict[str, int]] = {}
        self.of = store.kinds.reference_of
        self.accounts: dict[Role, int] = {}

    def town(self) -> Town:
        own, other = (plant(self.store, Grid, name=name, chief="", phone="") for name in ("东网格", "西网格"))
        self._clerks(own)
        self.keep("other", other)
        houses, people = self._register(own, other)
        self._work(own, other, houses)
        self._ledgers(people)
        self._letters()
        self._duties()
        self._staff()
        self._settings()
        self._attached()
        return Town(self.store.folder, self.store._key, self.ids, self.accounts)

    def keep(self, what: str, record: Record) -> int:
        self.ids.setdefault(record.TABLE, {})[what] = record.id
        return record.id

    def _clerks(self, grid: Grid) -> None:
        for role in Role:
            account = self.store.save(Account(name=name_of(role), roles=roles_of([role])))
            self.store.save(Tenure(person=account.person, of=self.of(grid), post="12"))
            self.accounts[role] = self.keep("other", account)

    def _register(self, own: Grid, other: Grid) -> tuple[dict[str, House], dict[str, Resident]]:
        estate = plant(self.store, Estate)
        self.keep("other", estate)
        houses: dict[str, House] = {}
        people: dict[str, Resident] = {}
        for what, grid in (("grid", own), ("other", other)):
            building = plant(self.store, Building, estate=estate.id, grid=grid.id, steward="")
            self.keep("other", building)
            houses[what] = plant(self.store, House, building=building.id)
            name = f"{'东西'[what == 'other']}门住户"  # nobody who acts anywhere is called so
            people[what] = plant(self.store, Resident, name=name, house=houses[what].id, care=())
            self.keep(what, houses[what])
            self.keep(what, people[what])
            self.keep(what, plant(self.store, Household, house=houses[what].id, head=people[what].id, members=()))
            self.keep(what, plant(self.store, Booklet, house=houses[what].id, head=people[what].id, members=()))
        return houses, people

    def _work(self, own: Grid, other: Grid, houses: Mapping[str, House]) -> None:
        store = self.store
        for what, grid in (("grid", own), ("other", other)):
            self.keep(what, begun(store, Matter, {"grid": grid.id, "taker": 0, "claimants": ()}))
            self.keep(what, plant(store, Visit, house=houses[what].id, resident=0, matter=0, visitor="外来人", sheet=0))
            self.keep(what, plant(store, Listening, grid=grid.id, estate=0, sat="外来人", lines=()))
            self.keep(what, plant(store, RoundSheet, building=houses[what].building, doors=()))
        self.keep(
            "mine", plant(store, Visit, house=houses["other"].id, resident=0, matter=0, visitor=EVERYBODY, sheet=0)
        )
        self.keep("mine", plant(store, Listening, grid=other.id, estate=0, sat=EVERYBODY, lines=()))
        for what, by in (("other", "外来人"), ("mine", EVERYBODY)):
            self.keep(what, plant(store, Reception, who=0, matter=0, received_by=by, agent=""))
        for role in Role:
            account = account_named(store, name_of(role))
            assert account is not None
            self.keep(
                f"mine:{role}", begun(store, Matter, {"grid": other.id, "taker": account.person, "claimants": ()})
            )
            self.keep(f"mine:{role}", plant(store, DiaryLine, person=account.person))
        self.keep("other", plant(store, DiaryLine, person=plant(store, Person, resident=0, unit=0).id))
        led = begun(store, Matter, {"grid": other.id, "taker": 0, "claimants": ()})
        self.keep("owned", led)
        self._whistles(led)
        mediator = account_named(store, name_of(Role.MEDIATOR))
        assert mediator is not None
        both = begun(
            store, Matter, {"grid": own.id, "taker": mediator.person, "claimants": ()}
        )  # the grid's, and theirs
        foreign = self.ids["matter"]["other"]
        for what, of, by in (("owned", both.id, "外来人"), ("other", foreign, "外来人"), ("mine", foreign, EVERYBODY)):
            self.keep(what, plant(store, JointTalk, matter=of, led_by=by, seats=()))
        for what, of in (("owned", "grid"), ("other", "other")):
            self.keep(what, begun(store, ThreeSteps, {"matter": self.ids["matter"][of], "opinions": ()}))
        self.keep("other", begun(store, Project, {"leader": "外来人", "matters": (), "people": ()}))
        self.keep("other", begun(store, CommonProblem, {"matters": ()}))
        self.keep("other", begun(store, MediationCase, {"mediator": "外来人", "recorder": "", "matter": 0}))
        self.keep("mine", begun(store, MediationCase, {"mediator": EVERYBODY, "recorder": "", "matter": led.id}))
        self.keep("other", plant(store, Topic, matter=led.id, case=0, proposer="外来人"))
        self.keep("other", plant(store, Meeting, chair="外来人", recorder="", agenda=(), attendees=()))
        self.keep("mine", plant(store, Meeting, chair=EVERYBODY, recorder="", agenda=(), attendees=()))
        self.keep("other", plant(store, Resolution, meeting=self.ids["meeting"]["other"], matter=0, topic=0))

    def _whistles(self, led: Matter) -> None:
        """Three whistles, each with one who urges; a letter about one of them."""
        nobody = {
            "blown_by": "外来人",
            "follower": "",
            "supervisor": "",
            "again": 0,
            "helpers": (),
            "steps": EIGHT_STEPS,
        }
        for what, doer in (("grid", ""), ("other", ""), ("mine", EVERYBODY)):
            matter = led.id if what == "mine" else self.ids["matter"][what]
            whistle = begun(self.store, Whistle, {**nobody, "doer": doer, "matter": matter})
            self.keep(what, whistle)
            by = EVERYBODY if what == "mine" else "外来人"
            owner = self.ids["whistle"]["other" if what == "mine" else what]
            urged = plant(self.store, Reminder, whistle=owner, urged_by=by)
            self.keep("owned" if what == "grid" else what, urged)
        self.keep("other", plant(self.store, OpinionLetter, whistle=self.ids["whistle"]["other"], drafter="外来人"))

    def _ledgers(self, people: Mapping[str, Resident]) -> None:
        ledger = plant(self.store, Ledger, table="resident", responsible=0)
        self.keep("other", ledger)
        for what, to in (("owned", "grid"), ("other", "other")):
            self.keep(what, plant(self.store, LedgerRow, ledger=ledger.id, who=self.of(people[to])))

    def _letters(self) -> None:
        letter = plant(self.store, Announcement, number="", annexes=())
        self.keep("other", letter)
        self.keep("other", plant(self.store, Wording))
        for what, family, holder in (
            ("other", "5", ("mediation_case", self.ids["mediation_case"]["other"])),
            ("owned", "1", ("announcement", letter.id)),
        ):
            number = IssuedNumber(
                family=family, year=2026, serial=1, written=f"〔2026〕{family}号", matter="某事", issued=NOW.date(),
                state="1", holder=holder[0], holder_id=holder[1],
            )  # fmt: skip
            self.keep(what, self.store.save(number))

    def _duties(self) -> None:
        for what, by in (("other", "外来人"), ("mine", EVERYBODY)):
            self.keep(what, plant(self.store, ExportEntry, by=by))
        notice = plant(self.store, PrivacyNotice)
        self.keep("other", notice)
        lives = {what: self.ids["resident"][what] for what in ("grid", "other")}
        for what, resident, by in (
            ("grid", lives["grid"], "外来人"),
            ("other", lives["other"], "外来人"),
            ("mine", lives["other"], EVERYBODY),
        ):
            self.keep(what, plant(self.store, Consent, resident=resident, notice=notice.id, by=by))
        self.keep("other", plant(self.store, Retention))
        for kind in (RightsRequest, Appraisal, Incident):
            self.keep("other", begun(self.store, kind))

    def _staff(self) -> None:
        body, lower = (plant(self.store, Body, head=0, contact=0, grid=0, estate=0) for _ in range(2))
        self.keep("other", body)
        person = plant(self.store, Person, resident=0, unit=0)
        self.keep("other", person)
        self.keep("other", plant(self.store, Tenure, person=person.id, of=self.of(body)))
        self.keep("other", plant(self.store, Placement, upper=body.id, lower=lower.id))

    def _settings(self) -> None:
        for kind in (HolidayYear, Opening, ClockRule, SkipRule, StageSetting, Rule, TableLayout, RosterLayout):
            self.keep("other", plant(self.store, kind))
        self.keep("other", plant(self.store, OptionList, table="care", options=()))
        self.keep("other", self.store.select(Centre)[0])
        giver, taker = self.accounts[Role.DESK], self.accounts[Role.CHIEF]
        self.keep("other", plant(self.store, Handover, giver=giver, taker=taker))
        for listed in (SavedList, KeptFigure):
            self.keep("owned", plant(self.store, listed, table="resident"))

    def _attached(self) -> None:
        for what, of in (("owned", "grid"), ("other", "other")):
            number = self.of(self.store.get(Matter, self.ids["matter"][of]))
            self.keep(what, plant(self.store, Exhibit, of=number))
            told = {"did": 0, "second": 0, "account": 0, "body": 0, "reverses": 0, "move": ""}
            self.keep(what, plant(self.store, Step, of=number, what=NOTED, at=NOW, keyed=NOW, **told))


def populate(folder: Path, day: date) -> Store:
    """The practice community of a folder, or made there, in which somebody of every role has come to work, in the first grid."""
    store = open_practice(folder, day)
    grid = store.select(Grid, order=("name",))[0]
    for role in Role:
        account = store.save(Account(name=name_of(role), roles=roles_of([role])))
        store.save(Tenure(person=account.person, of=store.kinds.reference_of(grid), post="12"))
    return store
