"""民情日志: what somebody did from day to day, out of what is kept anyway, and the lines that were added by hand.

A type says by its `deed` how it is told; what was done with a record of any type with stages, its steps tell.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from attrs import evolve, frozen

from db.errors import ArgumentError
from db.fields import Moment
from db.records.base import Record, fields_of
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.deed import Deed
from db.records.kind import Kind
from db.records.participant import acting, participant_of
from db.records.step import CORRECTED, HANDED_ON, RECKONED, TAKEN_OVER, UNDONE, Step
from db.records.visits.diary_line import CHIEF, DiaryLine
from db.services.answers import UNASKED, Answers
from db.services.centre.switches import seen
from db.services.find import line_of
from db.services.save_record import save_record
from db.store import Store, Where, among, eq, ge, lt, none_of
from db.store.rights import refused
from db.store.where import Either, Every, Within
from db.values import masks

_NO_DEED = (UNDONE, CORRECTED, TAKEN_OVER, RECKONED, HANDED_ON)
"""Steps that put something right, or that somebody else made: nobody did anything with the matter by them."""


@frozen
class DiaryEntry:
    """One line.

    Attributes:
        at: when it was done; a day alone has no clock time.
        what: what was done: 走访, 转交处置.
        title: with what, masked; "" of a line that was added by hand.
        more: what is told besides, masked.
        table, id: the record that it opens.
        is_own: whether it was added by hand.
    """

    at: datetime
    what: str
    title: str
    more: str
    table: str
    id: int
    is_own: bool = False


def diary(store: Store, person: int, first: date, last: date) -> list[DiaryEntry]:
    """What somebody did on these days, the earlier before the later, as far as who asks may see it.

    Raises:
        NotAllowed: it is the diary of somebody else, and who asks is not the chief.
    """
    if person not in dict(diarists(store)):
        raise refused(CHIEF, "看别人的民情日志")
    found = [*_deeds(store, person, first, last), *_steps(store, person, first, last)]
    return sorted(found, key=lambda one: (one.at, one.is_own))


def diarists(store: Store) -> list[tuple[int, str]]:
    """Whose diaries who works here may see, the own first; of who sees every line those of all who have an account."""
    me = store.person_at_work()
    sees_all = store.rights.is_whole or bool(CHIEF & store.rights.roles)
    others = {one.person for one in store.select(Account)} if sees_all else set[int]()
    wanted = [i for i in (me, *sorted(others - {me})) if i]
    titles = store.titles(Person.TABLE, wanted)
    return [(i, titles[i]) for i in wanted if i in titles]


def keep_diary_line(store: Store, line: DiaryLine, answers: Answers = UNASKED) -> DiaryLine:
    """A line as saved; of nobody said it is that of who works here.

    Raises:
        ArgumentError: nobody is said, and who works here is no person.
        RecordInvalid: day or text is not said.
    """
    if not line.person:
        if not (me := store.person_at_work()):
            raise ArgumentError("不知道是谁的日志", "请选“谁的日志”")
        line = evolve(line, person=me)
    return save_record(store, line, answers)


def _deeds(store: Store, person: int, first: date, last: date) -> Iterator[DiaryEntry]:
    for kind in seen(store):
        if deed := kind.deed:
            found = store.select(kind.record, _by(kind, deed, person), *_when(deed.when, first, last))
            linked = store.linked_titles(found)
            for one in found:
                is_own = kind.table == DiaryLine.TABLE
                title = "" if is_own else masks.in_text(one.title(linked[one.id]))
                more = " · ".join(line_of(one, linked[one.id], deed.line))
                yield DiaryEntry(
                    _moment(kind, deed, one), deed.word, title, masks.in_text(more), kind.table, one.id, is_own
                )


def _by(kind: Kind, deed: Deed, person: int) -> Where:
    part = participant_of(kind.record)
    if part is None or deed.by not in acting(kind.record):
        return eq(deed.by, person)
    return Within("id", part, "owner", (eq("role", deed.by), eq("who", person)))


def _when(name: str, first: date, last: date) -> tuple[Where, Where]:
    """Days and moments are kept so that each stands before whatever comes later."""
    return ge(name, first.isoformat()), lt(name, (last + timedelta(days=1)).isoformat())


def _moment(kind: Kind, deed: Deed, record: Record) -> datetime:
    at = getattr(record, deed.when)
    return at if isinstance(fields_of(kind.record)[deed.when], Moment) else datetime.combine(at, time())


def _steps(store: Store, person: int, first: date, last: date) -> Iterator[DiaryEntry]:
    """What they did with records, or keyed where nobody said who did it."""
    keyed = Every((eq("did", None), among("account", store.ids(Account, eq("person", person)))))
    steps = store.select(Step, Either((eq("did", person), keyed)), *_when("at", first, last), none_of("what", _NO_DEED))
    back = {one.reverses for one in store.select(Step, among("reverses", {one.id for one in steps}))}
    kinds = seen(store)
    by_table: dict[str, dict[int, list[Step]]] = {}
    for step in steps:
        table, i = store.kinds.leads_to(step.of)
        if step.id not in back and table in kinds:
            by_table.setdefault(table, {}).setdefault(i, []).append(step)
    for table, of in by_table.items():
        records = store.get_many(store.kinds[table].record, list(of))
        linked = store.linked_titles(list(records.values()))
        for i, record in records.items():
            title = masks.in_text(record.title(linked[i]))
            for step in of[i]:
                if step.at is not None:
                    yield DiaryEntry(step.at, *_said(store.kinds[table], step, title), table, i)


def _said(kind: Kind, step: Step, title: str) -> tuple[str, str, str]:
    """What was done, with what, and what is told besides: the label of a move; of a note what it is, and its words."""
    move = next((found for flow in kind.flows if (found := flow.move(step.move))), None) if step.move else None
    what = move.label if move else fields_of(Step)["what"].show(step.what)
    told = (step.note or step.reason) if move else " ".join(filter(None, (step.said, step.note or step.reason)))
    return what, title, masks.in_text(told)
