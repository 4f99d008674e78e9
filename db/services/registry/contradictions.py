"""What a record says against another one: a task due before its meeting, two meetings in one hall at one hour.

Each is worth a word and none forbids saving: the clerk may know better, and the other record may be the wrong one.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from db.errors import Problem
from db.fields import Day, Moment
from db.records.base import Record, columns_of, fields_of
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.hall.meeting import Meeting, Resolution
from db.records.participant import acting
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household, Member
from db.records.registry.resident import Resident
from db.services.hall.call_meeting import CALLED_OFF
from db.store import Store, ge, le, ne
from db.values import person_name, relation_sex
from db.values.day import has_clock, long_form
from db.values.folding import fold
from db.values.name_list import names

_ONE_HOUR = timedelta(hours=1)


def contradictions(store: Store, record: Record) -> list[Problem]:
    """What other records say against this one, and who is named by too little to be known; none of it is blocking."""
    short = [doubt for name, kind in acting(type(record)).items() if (doubt := kind.doubt(getattr(record, name)))]
    return [*short, *_of_others(store, record)]


def _of_others(store: Store, record: Record) -> Iterable[Problem]:
    match record:
        case Meeting():
            return _hall_taken(store, record)
        case Resolution():
            meeting = store.find(Meeting, record.meeting) if record.meeting else None
            return before_its_meeting(record, meeting) if meeting else ()
        case Person():
            return _namesake(store, record)
        case Household() | Booklet():
            return _of_home(store, record)
        case Account(person=0):
            return _nobodys(store, record)
        case _:
            return ()


def far_days(before: Record, record: Record, today: date) -> list[Problem]:
    """The days just written that lie far from where their fields look; those that stood there before are left alone."""
    kinds = {name: kind for name, kind in columns_of(type(record)).items() if isinstance(kind, Day | Moment)}
    fresh = {n: k for n, k in kinds.items() if before.id != record.id or getattr(before, n) != getattr(record, n)}
    return [doubt for name, kind in fresh.items() if (doubt := kind.doubt(getattr(record, name), today))]


def before_its_meeting(resolution: Resolution, meeting: Meeting) -> Iterable[Problem]:
    """A task that is due or done before the day on which it was resolved."""
    if meeting.starts is None:
        return
    held = meeting.starts.date()
    for name in ("due", "done"):
        day = getattr(resolution, name)
        if day is not None and day < held:
            kind = fields_of(Resolution)[name]
            yield kind.problem(
                f"{name}_before_meeting", f"早于开会的日子（{long_form(held)}）", "请核对这个日期", blocking=False
            )


def _namesake(store: Store, person: Person) -> Iterator[Problem]:
    """Another person of the same name: it may be the same one, whom a record or an account has made."""
    key = person_name.key(person.name)
    others = [one for one in store.select(Person, ne("id", person.id)) if person_name.key(one.name) == key]
    if others:
        kind = fields_of(Person)["name"]
        remedy = "是同一个人的，请用原来那条；不是同一个人的，写到这个名字的记录会列在“同名待认”里"
        yield kind.problem("namesake", "已经有同名的人员", remedy, blocking=False)


def _of_home(store: Store, home: Household | Booklet) -> Iterator[Problem]:
    """Members of whom their own record tells another sex than their relation to the head does."""
    people = store.get_many(Resident, (m.resident for m in home.present()))
    field, kinds = fields_of(type(home))["members"], fields_of(Member)
    for m in home.present():
        one = people.get(m.resident)
        if one and relation_sex.contradicts(m.relation, one.sex):
            sex, relation = fields_of(Resident)["sex"].show(one.sex), kinds["relation"].show(m.relation)
            told = f"{one.name}登记的是{sex}，与户主关系写的是{relation}"
            yield field.problem("relation_sex", told, "请核对关系，或打开本人核对性别", blocking=False)


def _nobodys(store: Store, account: Account) -> Iterator[Problem]:
    """An account whose name persons bear, and nobody said which of them it is."""
    keys = {person_name.key(name) for name in names(account.name)[:1]}
    if any(person_name.key(one.name) in keys for one in store.select(Person)):
        remedy = "请到“同名待认”里认，或在这里选上；认了以后，经办才记到那一位名下"
        yield fields_of(Account)["person"].problem("open_name", "有同名的人员，还没认是哪一位", remedy, blocking=False)


def _hall_taken(store: Store, meeting: Meeting) -> Iterator[Problem]:
    """Other meetings that begin in the same place less than an hour before or after."""
    starts = meeting.starts
    if starts is None or not has_clock(starts) or not meeting.hall or meeting.state == CALLED_OFF:
        return
    kind = fields_of(Meeting)["starts"]
    assert isinstance(kind, Moment)
    around = (ge("starts", kind.store(starts - _ONE_HOUR)), le("starts", kind.store(starts + _ONE_HOUR)))
    for other in store.select(Meeting, *around, ne("state", CALLED_OFF), order=("starts",)):
        if other.id == meeting.id or other.starts is None or not has_clock(other.starts):
            continue
        if abs(other.starts - starts) < _ONE_HOUR and fold(other.hall) == fold(meeting.hall):
            told = f"{kind.show(other.starts)} 在{other.hall}已有“{other.name}”"
            yield kind.problem("hall_taken", told, "请核对时间或地点", blocking=False)
