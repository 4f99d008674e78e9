"""手上有什么: what somebody promised and has to deal with, to answer for and to go on typing; each is there once.

What whoever looks may not see is there as a line without words: how much there is, and of which sort.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum

from attrs import frozen

from db.records.base import Record
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account
from db.records.hall.meeting import RESOLUTION_TO_DO, Meeting, Resolution
from db.records.kind import Kind, WhileOpen
from db.records.kinds import Kinds
from db.records.letters.wording import Wording
from db.records.matters.matter import Matter
from db.records.may import Right
from db.records.participant import actors_of
from db.records.power import Power
from db.records.registry.ledger import Ledger
from db.records.step import CALLED, HANDED_ON, Step
from db.records.visits.visit import Visit
from db.services.bodies.leaving import live_posts
from db.services.centre.switches import in_use
from db.services.clocks import sums
from db.services.hall.due import UNTIL_MINUTES
from db.services.unfinished import WORDING_FORMS, Unfinished, told_of
from db.services.visits.due import PROMISED, VISIT_AGAIN
from db.store import Store, among, eq, ne
from db.store.drafts import Draft
from db.store.lift import Lift
from db.store.reading import Reader
from db.values import masks, name_list, person_name
from db.values.code_table import VEILED
from db.values.day import day_of
from db.values.legible import brief

UNTOLD_STAGE = "4"
"""核查反馈: whoever brought the matter is to be told what became of it."""
GONE = "已经删除的一条"
_LONGEST = 60


class Group(StrEnum):
    """The parts of the page, in their order; the value is the heading."""

    PROMISED = "答应的事"
    CALLS = "要回的话"
    WORK = "手上的事"
    MEETINGS = "要开的会"
    POSTS = "负责的"
    DRAFTS = "没写完的"


@frozen
class Line:
    """One thing that somebody has in hand.

    Attributes:
        group: where it stands.
        table: of the record; of a draft the form that it was typed in.
        id: of the record; of a draft the record that it belongs to, 0 for a new one.
        label: what sort of thing it is.
        title: what it is about, masked; `VEILED` where whoever looks may not see it.
        day: the last day, the day of a promise or of a meeting; None where there is none.
        note: where it stands, and how its clock came to the last day.
        draft: what was typed; None for all that is no draft.
    """

    group: Group
    table: str
    id: int
    label: str
    title: str
    day: date | None = None
    note: str = ""
    draft: Draft | None = None

    @property
    def is_covered(self) -> bool:
        """Whether whoever looks may not see it."""
        return self.title == VEILED

    @property
    def key(self) -> tuple[str, int, str, int]:
        """By what it is found again."""
        begun, apart = (self.draft.begun, self.draft.apart + 1) if self.draft else ("", 0)
        return self.table, self.id, begun, apart


@frozen
class InHand:
    """All that somebody has in hand.

    Attributes:
        giver: whose it is.
        lines: in the order of the page.
    """

    giver: Account
    lines: tuple[Line, ...]

    def counts(self) -> Mapping[Group, int]:
        """How many lines each part has; those that have none are left out."""
        return {group: found for group in Group if (found := sum(line.group is group for line in self.lines))}


@frozen
class Place:
    """A record in somebody's hand, before anything is told of it."""

    group: Group
    table: str
    id: int
    day: date | None = None


def require_whose(store: Store, account: int) -> None:
    """Lets pass who works by an account, and who does it for others.

    Raises:
        NotAllowed: it is somebody else's, and the clerk does not hand over for others.
    """
    if not account or account != store.account:
        store.require_power(Power.HAND_OVER)


def in_hand(store: Store, account: int) -> InHand:
    """What somebody has in hand.

    Raises:
        NotAllowed: it is somebody else's, and the clerk does not hand over for others.
        RecordGone: there is no such account.
    """
    require_whose(store, account)
    giver = store.get(Account, account)
    kinds = in_use(store)
    with store.lifted(Lift.HANDING_OVER):
        places = sorted(places_of(store, giver, kinds), key=_order)
        drafts = [(draft, is_of_gone(store, draft)) for draft in store.drafts.of(account)]
    told = (_draft_told(store, draft, open_to_all=gone or account == store.account) for draft, gone in drafts)
    lines = [*_told(store, places), *told]
    return InHand(giver, tuple(lines))


def places_of(store: Reader, giver: Account, kinds: Kinds) -> Iterator[Place]:
    """The records in somebody's hand, each once; read by one who sees all of them."""
    person = store.find(Person, giver.person) if giver.person else None
    if person is None:
        return
    yield from _work(store, person, kinds)
    if Visit.TABLE in kinds:
        yield from _visits(store, person)
    if Meeting.TABLE in kinds:
        yield from _hall(store, person)
    yield from (Place(Group.POSTS, Tenure.TABLE, post.id, post.since) for post in live_posts(store, [person.id]))
    if Ledger.TABLE in kinds:
        ledgers = store.select(Ledger, eq("responsible", person.id), eq("closed", None))
        yield from (Place(Group.POSTS, Ledger.TABLE, ledger.id, ledger.until) for ledger in ledgers)


def flows_in_hand(kinds: Kinds) -> list[Kind]:
    """The types with stages that say who deals with a record."""
    return [kind for kind in kinds if isinstance(kind.due, WhileOpen) and kind.due.mine]


def _work(store: Reader, person: Person, kinds: Kinds) -> Iterator[Place]:
    nearest: dict[tuple[str, int], datetime | None] = {}
    for row in store.open_rows(flows_in_hand(kinds), person.id):
        if row.rank == 0:
            known = nearest.get((row.table, row.id))
            nearest[row.table, row.id] = min(filter(None, (known, row.due)), default=None)
    for (table, record_id), due in nearest.items():
        record = store.get(store.kinds[table].record, record_id)
        group = Group.CALLS if _is_to_call(store, record) else Group.WORK
        yield Place(group, table, record_id, day_of(due))


def _is_to_call(store: Reader, record: Record) -> bool:
    """Whether somebody called and nothing followed, or waits to be told what became of it."""
    if isinstance(record, Matter) and record.stage == UNTOLD_STAGE and record.told is None:
        return True
    steps = [step for step in store.steps(record) if step.what != HANDED_ON]
    return bool(steps) and steps[-1].what == CALLED


def _visits(store: Reader, person: Person) -> Iterator[Place]:
    """What was promised at a door, and where somebody is to call again, until somebody called since."""
    pointing = store.pointing_at(person)
    ids = {record_id for table, record_id in pointing if table == Visit.TABLE}
    steps = store.get_many(Step, (record_id for table, record_id in pointing if table == Step.TABLE))
    handed = (store.kinds.leads_to(step.of) for step in steps.values() if step.what == HANDED_ON)
    ids |= {record_id for table, record_id in handed if table == Visit.TABLE}
    found = {v.id: v for v in store.select(Visit, among("id", ids), ne("promise", ""))} if ids else {}
    found |= {v.id: v for v in store.select(Visit, among("id", ids), among("result", VISIT_AGAIN))} if ids else {}
    for visit in found.values():
        if visit_holder(store, visit) == person.id and not _is_over(store, visit):
            group = Group.CALLS if visit.result in VISIT_AGAIN else Group.PROMISED
            yield Place(group, Visit.TABLE, visit.id, visit.day)


def visit_holder(store: Reader, visit: Visit) -> int:
    """The person who has to keep what was promised: who took it over last, else who was named, else who called; 0 where nobody knows who."""
    handed = [step.did for step in store.steps(visit) if step.what == HANDED_ON]
    acting = sorted(actors_of(visit), key=lambda actor: actor.role != PROMISED)
    return handed[-1] if handed else next((actor.who for actor in acting if actor.who), 0)


def _is_over(store: Reader, visit: Visit) -> bool:
    """Whether it was kept, or somebody called there since, or the matter that came of it is closed."""
    if visit.promise_kept:
        return True
    if visit.matter and (matter := store.find(Matter, visit.matter)) is not None:
        return not matter.is_open()
    if visit.has_open_promise():
        return False
    of = ("house", visit.house) if visit.house else ("resident", visit.resident)
    if not of[1]:
        return False
    later = store.select(Visit, eq(*of), order=("day", "id"))
    return later[-1].id != visit.id


def _hall(store: Reader, person: Person) -> Iterator[Place]:
    key = person_name.key(person.name)
    for resolution in store.select(Resolution, eq("state", RESOLUTION_TO_DO)):
        if key in {person_name.key(name) for name in name_list.names(resolution.owner)}:
            yield Place(Group.PROMISED, Resolution.TABLE, resolution.id, resolution.due)
    for meeting in store.select(Meeting, among("state", UNTIL_MINUTES)):
        if any(actor.who == person.id for actor in actors_of(meeting)):
            yield Place(Group.MEETINGS, Meeting.TABLE, meeting.id, day_of(meeting.starts))


def _order(place: Place) -> tuple[int, date, int, int]:
    return (list(Group).index(place.group), place.day or date.max, 0, place.id)


def _told(store: Store, places: list[Place]) -> Iterator[Line]:
    """The lines as whoever looks may read them."""
    seen = {
        table: store.get_many(store.kinds[table].record, [place.id for place in places if place.table == table])
        for table in dict.fromkeys(place.table for place in places)
    }
    for place in places:
        record, label = seen[place.table].get(place.id), store.kinds[place.table].label
        if record is None:
            yield Line(place.group, place.table, place.id, label, VEILED)
            continue
        title = brief(masks.in_text(store.title(record)), _LONGEST)
        yield Line(place.group, place.table, place.id, label, title, place.day, _note(store, record))


def _note(store: Store, record: Record) -> str:
    """Where a record stands, in a few words."""
    if isinstance(record, Visit):
        return brief(masks.in_text(record.promise or record.finding), _LONGEST)
    if isinstance(record, Resolution):
        return "办理中"
    if isinstance(record, Meeting):
        return f"{record.starts:%H:%M} {record.hall}" if record.starts else record.hall
    if (flow := store.flow_of(record)) is None:
        return ""
    stage = flow.stage(str(getattr(record, flow.field)))
    clocks = [one.words for one in sums(store, record) if one.is_running]
    return "；".join(filter(None, (stage.label if stage else "", *clocks)))


def _draft_told(store: Store, draft: Draft, *, open_to_all: bool) -> Line:
    """A draft as whoever looks may read it; what they typed themselves, and that a record is deleted, hides nothing."""
    one = told_of(store, draft) if open_to_all or may_see_draft(store, draft) else None
    kind = store.kinds.find(draft.form)
    label = one.label if one else kind.label if kind else "草稿"
    title = masks.in_text(_titled(one)) if one else VEILED
    note = f"{one.doing}（{one.left}）" if one and one.doing else ""
    return Line(Group.DRAFTS, draft.form, draft.key, label, title, draft.saved_at.date(), note, draft)


def _titled(one: Unfinished) -> str:
    unnamed = GONE if one.is_gone else "还没有写名称" if one.is_new else one.label
    return brief(one.title, _LONGEST) or unnamed


def is_of_gone(store: Reader, draft: Draft) -> bool:
    """Whether the record that a draft belongs to has been deleted since; asked by one who sees all of them."""
    kind = kind_of_draft(store, draft)
    return kind is not None and draft.key != 0 and store.find(kind.record, draft.key) is None


def may_see_draft(store: Store, draft: Draft) -> bool:
    """Whether whoever looks may see of what a draft is."""
    kind = kind_of_draft(store, draft)
    if kind is None or not store.may(kind, Right.SEE):
        return False
    if not draft.key:
        return store.may(kind, Right.MAKE)
    return store.find(kind.record, draft.key) is not None


def kind_of_draft(store: Reader, draft: Draft) -> Kind | None:
    """The type of which somebody typed a record, or the words of a paper; None where the program does not know it."""
    return store.kinds.find(Wording.TABLE if draft.form.startswith(WORDING_FORMS) else draft.form)
