"""接班: lines of one clerk go to another one in one deed, which can be taken back; what cannot go is named with the reason.

done = take_over(store, (giver, taker), keys, now)
take_back(store, done)

Who deals with a record, leads a meeting or looks after a ledger is another one from then on, a post ends on the eve, a draft is the
other's to go on with. Of a visit, who called stays as it was: a step says who keeps from now on what was promised.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from attrs import define, field, frozen

from db.errors import AppError, RecordChanged
from db.records.base import Record, changed
from db.records.bodies.person import Person
from db.records.bodies.tenure import TENURES, Tenure
from db.records.centre.account import Account
from db.records.centre.handover import Handover
from db.records.hall.meeting import Meeting
from db.records.kind import Kind
from db.records.may import Right
from db.records.participant import actors_of
from db.records.step import HANDED_ON, Step
from db.records.visits.visit import Visit
from db.services.centre.accounts import AccountLeft
from db.services.centre.handover.handed_on import fields_in_hand, handed_on, ties
from db.services.centre.handover.in_hand import Line, in_hand, is_of_gone, kind_of_draft, require_whose
from db.services.save_as_declared import save_as_declared
from db.services.ticks import Tick, go_on, never_stop
from db.store import Store, Warrant, Writer, eq
from db.store.drafts import Draft
from db.store.lift import Lift
from db.store.rights import Rights, refused
from db.values import person_name

DEED = "hand_over"
"""The action under which the audit tells of it as a whole."""
Key = tuple[str, int, str, int]
_ONE_DAY = timedelta(days=1)
_SEEN_IS_ENOUGH = frozenset({Meeting.TABLE})
"""Types of which whoever leads or writes down one need not be who calls it."""


class CannotHandOver(AppError):
    """Nothing can go over; nothing was changed."""

    code = "cannot_hand_over"


class LineStays(AppError):
    """One line cannot go over."""

    code = "line_stays"


@frozen
class Refusal:
    """A line that stayed, and why."""

    line: Line
    why: str


@define
class Changes:
    """What a deed changed, for taking it back.

    Attributes:
        records: as they were and as they are.
        begun: posts that began with it.
        stepped: records of which a step says who has them in hand.
        drafts: what the other goes on typing, as it is now.
    """

    records: list[tuple[Record, Record]] = field(factory=list[tuple[Record, Record]])
    begun: list[Tenure] = field(factory=list[Tenure])
    stepped: list[Record] = field(factory=list[Record])
    drafts: list[Draft] = field(factory=list[Draft])


@frozen
class HandedOver:
    """What was done.

    Attributes:
        record: what is kept of it; None where nothing went over.
        giver: who had it in hand.
        taker: who has it now.
        moved: what went over.
        refused: what stayed.
        changes: for taking it back.
        gone: how many that were chosen the giver has no longer in hand: deleted, closed or handed over meanwhile.
    """

    record: Handover | None
    giver: Account
    taker: Account
    moved: tuple[Line, ...]
    refused: tuple[Refusal, ...]
    changes: Changes
    gone: int = 0


def takers(store: Store, giver: int) -> list[Account]:
    """Who may take over: whoever works here besides."""
    return [one for one in store.select(Account, order=("name",)) if not one.left and one.id != giver]


def take_over(
    store: Store,
    people: tuple[int, int],
    keys: Collection[Key] | None,
    now: datetime,
    tick: Tick = never_stop,
    *,
    leaving: bool = False,
) -> HandedOver:
    """Lines of one account go to another one; all of them without keys.

    Args:
        store: the open store.
        people: the accounts of who hands over and of who takes over.
        keys: of the lines; None for all.
        now: when.
        tick: told before each line how many are done of how many; answers whether to go on.
        leaving: whether the giver works here no more afterwards.

    Raises:
        Cancelled: the tick said no; nothing was changed.
        NotAllowed: it is somebody else's, and the clerk does not hand over for others.
        CannotHandOver: there is nothing to go over, or both are the same.
        AccountLeft: who is to take over works here no more.
        RecordGone: there is no such account.
    """
    giver, taker = people
    require_whose(store, giver)
    if giver == taker:
        raise CannotHandOver("交班人和接班人是同一位，没有交接", "请另选一位接班人")
    own, other = store.get(Account, giver), store.get(Account, taker)
    if other.left:
        raise AccountLeft(other.name)
    with store.writing(f"交接班：{own.name} → {other.name}") as w:
        lines = [line for line in in_hand(store, giver).lines if keys is None or line.key in keys]
        if not lines:
            raise _nothing(own, chosen=keys is not None)
        handing = _Handing(store, w, (own, other), now)
        moved, stayed = handing.hand_on(lines, tick)
        record = handing.kept(moved, stayed, leaving=leaving) if moved else None
    gone = len(keys) - len(lines) if keys is not None else 0
    return HandedOver(record, own, other, tuple(moved), tuple(stayed), handing.changes, gone)


def _nothing(giver: Account, *, chosen: bool) -> CannotHandOver:
    if chosen:
        return CannotHandOver(f"勾的都已经不在{giver.name}手上了，没有交接", "请看看现在还有哪些，再勾要交的")
    return CannotHandOver(f"{giver.name}手上没有要交的，没有交接", "有了要交的再来")


def take_back(store: Store, done: HandedOver, tick: Tick = never_stop) -> None:
    """All is in the hand of who had it before.

    Raises:
        Cancelled: the tick said no; nothing was changed.
        NotAllowed: it is somebody else's, and the clerk does not hand over for others.
        RecordChanged: somebody changed something of it since; nothing was changed.
        RecordGone: something of it is no longer there.
    """
    require_whose(store, done.giver.id)
    reason = f"撤销交接班：{done.giver.name} → {done.taker.name}"
    with store.lifted(Lift.HANDING_OVER), store.writing(reason, Warrant.UNDO) as w:
        if done.record is not None:
            w.delete(done.record)
        for post in done.changes.begun:
            w.delete(post)
        for number, (before, after) in enumerate(done.changes.records):
            go_on(tick, number, len(done.changes.records))
            _put_back(store, w, before, after)
        for record in done.changes.stepped:
            _step(store, w, record, (done.taker, done.giver))
        for draft in done.changes.drafts:
            if not store.drafts.hand_on(draft, done.taker.id, done.giver.id):
                raise RecordChanged("草稿")


def _put_back(store: Store, w: Writer, before: Record, after: Record) -> None:
    """A record in the hand of who had it; a post goes on."""
    if isinstance(before, Tenure):
        w.save(changed(before, version=after.version))
        return
    was = {name: getattr(before, name) for name in fields_in_hand(store.kinds, before)}
    saved = w.save(changed(after, **was))
    if actors := actors_of(before):
        w.tie(saved, {(actor.role, person_name.key(actor.name)): actor.who for actor in actors})


def _step(store: Store, w: Writer, record: Record, people: tuple[Account, Account], at: datetime | None = None) -> None:
    """Writes down who has a record in hand from now on."""
    now = (at or datetime.now()).replace(second=0, microsecond=0)
    was, has = people
    said = f"交接：{was.name} → {has.name}"
    w.write_step(record, Step(what=HANDED_ON, said=said, at=now, did=has.person, keyed=now, account=store.account))


class _Handing:
    """One deed while it goes on."""

    def __init__(self, store: Store, w: Writer, people: tuple[Account, Account], now: datetime) -> None:
        self._store, self._w, self._people, self._now = store, w, people, now
        giver, taker = people
        self._given = w.read.find(Person, giver.person) if giver.person else None
        self._taken = w.read.find(Person, taker.person) if taker.person else None
        today = store.day()
        self._rights = Rights(store.kinds, taker.roles_on(today), taker.person, today)
        self._posts = store.may(TENURES, Right.CHANGE)
        self.changes = Changes()

    def hand_on(self, lines: Sequence[Line], tick: Tick) -> tuple[list[Line], list[Refusal]]:
        """Hands on what may go; what went, and what stayed."""
        moved: list[Line] = []
        stayed: list[Refusal] = []
        for number, line in enumerate(lines):
            go_on(tick, number, len(lines))
            kept = Changes(
                [*self.changes.records], [*self.changes.begun], [*self.changes.stepped], [*self.changes.drafts]
            )
            try:
                with self._store.lifted(Lift.HANDING_OVER), self._store.writing():
                    self._hand_on(line)
            except AppError as error:
                self.changes = kept
                stayed.append(Refusal(line, error.message))
            else:
                moved.append(line)
        return moved, stayed

    def kept(self, moved: Sequence[Line], stayed: Sequence[Refusal], *, leaving: bool) -> Handover:
        """What is kept of the deed: how much of which sort."""
        giver, taker = self._people
        counts = Counter(line.label if line.draft is None else "草稿" for line in moved)
        told = "、".join(f"{label} {count}" for label, count in counts.items())
        at = self._now.replace(second=0, microsecond=0)
        record = self._w.enter(
            Handover(
                at=at, giver=giver.id, taker=taker.id, count=len(moved), kept=len(stayed), told=told, leaving=leaving,
            )
        )  # fmt: skip
        self._w.end_deed(DEED, Handover.TABLE, {"rows": [None, len(moved)], "what": [None, told]})
        return record

    def _hand_on(self, line: Line) -> None:
        if line.draft is not None:
            self._draft(line)
            return
        if self._given is None or self._taken is None:
            raise LineStays(f"{self._people[1].name}还没有对上“人员”里的一位，只能接草稿")
        kind = self._store.kinds[line.table]
        record = self._w.read.get(kind.record, line.id)
        if isinstance(record, Tenure):
            self._post(record, self._taken)
            return
        self._require(kind, Right.SEE)
        if line.table not in _SEEN_IS_ENOUGH:
            self._require(kind, Right.CHANGE)
        if not isinstance(record, Visit):
            kinds = self._store.kinds
            saved = save_as_declared(self._store, handed_on(kinds, record, self._given, self._taken))
            if told := ties(kinds, saved, self._taken):  # several may bear the name
                saved = self._w.tie(saved, told)
            self.changes.records.append((record, saved))
            record = saved
        if isinstance(record, Visit) or kind.flows:
            _step(self._store, self._w, record, self._people, self._now)
            self.changes.stepped.append(record)
        if not self._w.read.seen_by(self._rights, line.table, [line.id]):
            raise LineStays(f"{self._people[1].name}按现在的角色看不到这一条")

    def _require(self, kind: Kind, right: Right) -> None:
        if not self._rights.may(kind, right):
            who = refused(self._rights.who(kind, right), f"{right.value}{kind.label}").message
            raise LineStays(f"{self._people[1].name}没有这个角色：{who}")

    def _post(self, post: Tenure, taken: Person) -> None:
        """A post ends on the eve, and begins for the other; by whoever may give posts, for in a grid they let somebody see it."""
        if not self._posts:
            raise LineStays(refused(TENURES.may.changes, "改任职").message)
        begins = self._now.date()
        if post.since and post.since >= begins:
            begins = post.since + _ONE_DAY
        ended = self._w.save(changed(post, until=begins - _ONE_DAY, why_left="交接"))
        self.changes.records.append((post, ended))
        there = self._w.read.select(
            Tenure, eq("of", post.of), eq("post", post.post), eq("person", taken.id), eq("until", None)
        )
        if not there:
            new = changed(post, id=0, version=0, person=taken.id, since=begins, until=None, why_left="", basis="")
            self.changes.begun.append(self._w.save(new))

    def _draft(self, line: Line) -> None:
        draft = line.draft
        assert draft is not None
        giver, taker = self._people
        kind = kind_of_draft(self._w.read, draft)
        if kind is None:
            raise LineStays("这份草稿只能由本人接着写")
        self._require(kind, Right.CHANGE if draft.key else Right.MAKE)
        if is_of_gone(self._w.read, draft):
            raise LineStays("那一条已经删除，没有可以接着写的")
        if draft.key and not self._w.read.seen_by(self._rights, kind.table, [draft.key]):
            raise LineStays(f"{taker.name}按现在的角色看不到这一条")
        if (handed := self._store.drafts.hand_on(draft, giver.id, taker.id)) is None:
            raise RecordChanged("草稿")
        self.changes.drafts.append(handed)
