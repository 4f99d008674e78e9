"""人口变动: what happens to people, weighed first, then done in one transaction, and taken back as a whole.

weighed = weigh(store, Event(what=What.DIED, who=(i,), asked=Asked(day=day)))   # changes nothing
if not weighed.refused:
    done = carry_out(store, weighed)                                           # exactly this
    take_back(store, done)                                                     # of `taken_back`

Status, day, house, residence, households, booklets, head, posts and tags move together (户口登记条例 第五条、第六条、第八条;
the program's register is a working ledger: what the police do about a booklet is theirs).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from attrs import frozen

from db.records.base import Record, changed
from db.records.bodies.person import Person
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import CareTag
from db.records.step import NOTED, Step
from db.services.bodies.leaving import end_posts_in, live_posts, posts_told
from db.services.registry.doubt_number import with_doubts
from db.services.registry.events.asked import LEAVES_HEADLESS, Event, What
from db.services.registry.events.board import HOMES, Board, CannotHappen, Home, named, resolved
from db.services.registry.events.following import end_with, goes_on
from db.services.registry.events.happenings import lay_out
from db.services.registry.events.hidden import leave_hidden
from db.services.registry.events.lettings import lettings_told
from db.services.registry.events.meetings import meetings_told
from db.services.registry.events.told import Line, lines_of
from db.services.registry.resident_card import Standing, resident_card
from db.store import Store, Writer, among
from db.store.lift import Lift
from db.values.day import this_minute

LIFE = "life_event"
"""The deed, as the audit names it."""


@frozen
class Weighed:
    """What an event would do.

    Attributes:
        event: what was said.
        lines: what would be otherwise.
        doubts: what is to be looked at, before or afterwards.
        refused: why it cannot be; "" where it can.
        heads: who may be the head of those who stay, the one who would be first: ids and names.
    """

    event: Event
    lines: tuple[Line, ...] = ()
    doubts: tuple[str, ...] = ()
    refused: str = ""
    heads: tuple[tuple[int, str], ...] = ()


@frozen
class Done:
    """What was done.

    Attributes:
        seq: the number of its entry in the audit, by which it is taken back.
        people: the ids of those to whom it happened, whoever is new among them.
        said: 迁入：王五、李四.
    """

    seq: int
    people: tuple[int, ...]
    said: str


def weigh(store: Store, event: Event) -> Weighed:
    """What an event would do; changes nothing.

    Raises:
        RecordGone: somebody is no longer there.
        NotAllowed: somebody, or a home that is concerned, is not seen.
    """
    return _weigh(store, event)[0]


def _weigh(store: Store, event: Event) -> tuple[Weighed, Board]:
    board = Board(store, event.asked.day or date.min, event.head)
    try:
        lay_out(store, board, event)
    except CannotHappen as why:
        return Weighed(event, refused=why.message), board
    posts = _posts_told(store, event)
    meetings = meetings_told(store, _people(store, event.who), board.day) if event.what is What.DIED else []
    lines = (*lines_of(store, board), *posts, *_tags_told(store, event), *meetings)
    doubts = (*dict.fromkeys(board.doubts), *lettings_told(store, board), *_open_matters(store, event))
    return Weighed(event, lines, doubts, heads=_heads(board, event)), board


def _leaves(event: Event) -> bool:
    """Whether they leave the register."""
    return event.what is What.DIED or (event.what is What.LEFT and not event.asked.stays)


def _ends_posts(event: Event) -> bool:
    return _leaves(event) and not (event.what is What.LEFT and event.asked.posts)


def _posts_told(store: Store, event: Event) -> list[Line]:
    if not _ends_posts(event):
        return []
    found: list[Line] = []
    for i in event.who:
        if posts := live_posts(store, store.ids(Person, among("resident", [i]))):
            found.append(
                Line(store.get(Resident, i).name, "职务", posts_told(store, posts), f"到 {event.asked.day} 止")
            )
    return found


def _tags_told(store: Store, event: Event) -> list[Line]:
    """How many tags end; not which: whoever asks need not see them all."""
    if not _leaves(event):
        return []
    day = event.asked.day or date.max
    open_tags = {one.name: sum(goes_on(tag, day) for tag in one.care) for one in _people(store, event.who)}
    return [Line(name, CareTag.LABEL, "", f"{n} 项到 {event.asked.day} 止") for name, n in open_tags.items() if n]


def _open_matters(store: Store, event: Event) -> list[str]:
    """What is still open for somebody who leaves."""
    if not _leaves(event):
        return []
    told: list[str] = []
    for one in _people(store, event.who):
        matters = [m for m in resident_card(store, one.id).matters if m.standing is Standing.OPEN]
        if matters:
            counts = "、".join(f"{m.label} {len(m.shown) + m.more} 件" for m in matters)
            told.append(f"{one.name}还有在办的：{counts}，请看要不要接着办")
    return told


def _people(store: Store, ids: Iterable[int]) -> Sequence[Resident]:
    return list(store.get_many(Resident, ids).values())


def _heads(board: Board, event: Event) -> tuple[tuple[int, str], ...]:
    """Whoever could be the head in place of the one who goes: those who stay in the homes of which the head is another one now."""
    if event.what not in LEAVES_HEADLESS:
        return ()
    found: dict[int, str] = {}
    for kind in HOMES:
        for one in board.changes(kind):
            was, now = one.was, one.now
            if isinstance(was, Household | Booklet) and isinstance(now, Household | Booklet) and was.head != now.head:
                people = sorted(board.people(now), key=lambda r, head=now.head: r.id != head)
                found |= {r.id: r.name for r in people if r.id not in found}
    return tuple(found.items())


def carry_out(store: Store, weighed: Weighed) -> Done:
    """Does what was weighed, all or nothing.

    Raises:
        CannotHappen: it was refused, or something that it concerns is otherwise by now.
        NotAllowed: the clerk may not.
    """
    event = weighed.event
    with store.writing(f"人口变动：{event.what.label}") as w:
        again, board = _weigh(store, event)
        if again.refused:
            raise CannotHappen(again.refused)
        if again != weighed:
            raise CannotHappen("这期间有人改过，和刚才看的不一样了", "请看过“办了以后”再办")
        leave_hidden(store, w, event, board.day)
        ids = _save_people(w, board)
        w.save_all([one.now for one in board.changes(House)])
        homes = [one for kind in HOMES for one in _save_homes(w, board, kind, ids)]
        people = tuple(dict.fromkeys([*event.who, *ids.values(), *_partner(event)]))
        said = f"{event.what.label}：{_told_of(w, ids.values() if event.what is What.BORN else people)}"
        _follow(store, w, event)
        _note(store, w, event, people, homes, board)
        told = {"what": event.what.value, "people": len(people), "day": str(event.asked.day)}
        w.end_deed(LIFE, Resident.TABLE, {name: [None, value] for name, value in told.items()})
        w.finish()  # its number is read out of the audit, before another window does something
        return Done(store.deeds(Resident.TABLE, (LIFE,))[0].seq, people, said)


def _partner(event: Event) -> list[int]:
    return [event.asked.partner] if event.what is What.MARRIED and event.asked.partner else []


def _told_of(w: Writer, people: Collection[int]) -> str:
    return named(w.read.get_many(Resident, people).values())


def _save_people(w: Writer, board: Board) -> Mapping[int, int]:
    """Saves whoever is new or otherwise; the ids of the new ones by those that they have on the board."""
    ids: dict[int, int] = {}
    for one in board.changes(Resident):
        assert isinstance(one.now, Resident)
        was = one.was if isinstance(one.was, Resident) else None
        saved = w.save(with_doubts(changed(one.now, id=max(one.now.id, 0)), was))
        if one.now.id < 0:
            ids[one.now.id] = saved.id
    return ids


def _save_homes(w: Writer, board: Board, kind: type[Home], ids: Mapping[int, int]) -> list[Home]:
    homes = [one.now for one in board.changes(kind)]
    return [w.save(resolved(one, ids)) for one in homes if isinstance(one, Household | Booklet)]


def _follow(store: Store, w: Writer, event: Event) -> None:
    """What ends with somebody's leaving in what the clerk need not see: posts, tags, meetings to come, and being the one who looks after others."""
    if not _leaves(event) or event.asked.day is None:
        return
    day = event.asked.day
    with store.lifted(Lift.FOLLOWING):
        end_with(store, w, dict.fromkeys(event.who, day), event.who if event.what is What.DIED else ())
        if _ends_posts(event):
            posts = live_posts(store, store.ids(Person, among("resident", event.who)))
            end_posts_in(w, posts, day, event.what.label)


def _residents_before(board: Board) -> Iterable[Resident]:
    """Those who are otherwise now, as they were: the door that somebody left is told of it as well."""
    return (one.was for one in board.changes(Resident) if isinstance(one.was, Resident))


def _note(store: Store, w: Writer, event: Event, people: Sequence[int], homes: Sequence[Record], board: Board) -> None:
    """记一笔: one line with each person, home and door that it concerns: what, when, who."""
    day, now = event.asked.day, this_minute()
    assert day is not None
    at = datetime.combine(day, datetime.min.time())
    there = list(w.read.get_many(Resident, people).values())
    doors = {row.house for one in there for row in one.residences if row.since == day or row.until == day}
    doors |= {one.house for one in (*there, *_residents_before(board))} - {0}
    step = Step(
        what=NOTED, move=event.what.value, said=event.what.label, at=at, keyed=now, account=store.account,
        note=named(there),
    )  # fmt: skip
    with store.lifted(Lift.FOLLOWING):
        for record in (*there, *homes, *w.read.get_many(House, doors - {0}).values()):
            w.write_step(record, step)
