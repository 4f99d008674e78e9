"""合并居民: two records of one resident become one: all that leads to one leads to the other from then on; all or nothing.

plan = weigh_residents(store, kept, gone)                 # changes nothing
seq = merge_residents(store, plan, taken)       # the entry of the audit by which it can be taken back, whenever
part_residents(store, seq)
"""

from collections.abc import Collection
from datetime import date
from typing import TypeVar, cast

from attrs import frozen

from db.errors import AppError, RecordChanged
from db.records.base import Record, changed, columns_of, parts_of
from db.records.bodies.person import Person
from db.records.may import Right
from db.records.registry.booklet import Booklet
from db.records.registry.heads import HEAD
from db.records.registry.household import Household, Member
from db.records.registry.resident import IN_REGISTER, RESIDENTS, Resident
from db.records.spells import ONE_DAY, last_day
from db.services.bodies.merging import Merging, merge_in, weigh_merge
from db.services.leading_on import how_much_leads, lead_all
from db.services.past_deed import PastDeed
from db.services.registry.events.board import Board
from db.services.registry.merged_resident import differing, merged
from db.services.ticks import Tick, never_stop
from db.services.undo_import import tables
from db.services.unfinished import begun_for
from db.store import Store, Warrant, Writer, eq
from db.store.audit import Entry
from db.store.lift import Lift
from db.store.reading import Reader
from db.values.code_table import VEILED

DEED, UNDEED = "merge_residents", "unmerge_residents"
"""The actions under which the audit tells of it as a whole."""
H = TypeVar("H", bound=Household | Booklet)


class CannotMergeResidents(AppError):
    """Two residents cannot be made one, or not be made two again; nothing was changed."""

    code = "cannot_merge_residents"


@frozen
class Weighed:
    """What making two residents one comes to.

    Attributes:
        moving: how much leads to the one who goes, by the labels of the types.
        differing: the fields that both tell, each otherwise.
        persons: what making one of the two persons who they are comes to; None unless both are.
    """

    kept: Resident
    gone: Resident
    moving: tuple[tuple[str, int], ...]
    differing: tuple[str, ...]
    persons: Merging | None = None


@frozen
class PastMerge:
    """One that is in force.

    Attributes:
        seq: of its entry.
        name: of the one who went.
    """

    seq: int
    name: str


def in_order(store: Store, one: int, other: int) -> tuple[int, int]:
    """Who of two residents stays and who goes: whoever is named more often stays, else who was registered first.

    Raises:
        RecordGone: one is no longer there.
    """
    first, second = sorted(
        (store.get(Resident, i) for i in (one, other)), key=lambda r: (-len(store.pointing_at(r)), r.id)
    )
    return first.id, second.id


def weigh_residents(store: Store, kept: int, gone: int) -> Weighed:
    """What making one of two residents would do.

    Raises:
        CannotMergeResidents: it is the same one, or something is typed of the one who would go.
        CannotMerge: both are persons, who cannot be made one, see `db.services.bodies.merging.weigh_merge`.
        RecordGone: one is no longer there.
    """
    store.require(RESIDENTS, Right.DELETE)
    if kept == gone:
        raise CannotMergeResidents("选的是同一条", "请另选一条")
    stays, goes = store.get(Resident, kept), store.get(Resident, gone)
    if any(_is_covered(one) for one in (stays, goes)):  # what is not seen would be lost with the one who goes
        raise CannotMergeResidents("里面有您无权查看的内容", "请书记/主任来合并")
    with store.lifted(Lift.FOLLOWING):
        persons = [i for resident in (kept, gone) for i in store.ids(Person, eq("resident", resident))]
    if gone in store.drafts.keys(Resident.TABLE) or gone in begun_for(store.drafts, store.kinds).get(
        Resident.TABLE, set()
    ):
        raise CannotMergeResidents("要并掉的那一条还有没写完的内容", "请先在“今日”里写完，或去掉那份草稿")
    both = weigh_merge(store, *persons, one_resident=True) if len(persons) == 2 else None
    return Weighed(stays, goes, how_much_leads(store, goes), tuple(differing(stays, goes)), both)


def merge_residents(store: Store, plan: Weighed, taken: Collection[str] = (), tick: Tick = never_stop) -> int:
    """Makes them one, with the fields ``taken`` from the one who goes; the number of the entry by which it is taken back.

    Raises:
        Cancelled: ``tick`` said so; nothing was changed.
        RecordChanged: somebody changed one of them, or of the persons who they are, since it was weighed.
        CannotMergeResidents, CannotMerge: somebody wrote something meanwhile that forbids it.
    """
    with store.writing("合并居民", Warrant.MERGE) as w, w.posts.still():
        for one in (plan.kept, plan.gone):
            if w.read.get(Resident, one.id).version != one.version:
                raise RecordChanged(Resident.LABEL)
        if weigh_residents(store, plan.kept.id, plan.gone.id).persons != plan.persons:
            raise RecordChanged(Person.LABEL)
        if plan.persons:
            _join_persons(store, w, plan.persons, tick)
        whole = merged(store, plan.kept, plan.gone, taken)
        _join_homes(store, w, plan, whole, Household)
        _join_homes(store, w, plan, whole, Booklet)
        led = lead_all(w, plan.gone, plan.kept, tick)
        w.save(_led(w, plan, whole))
        w.delete(plan.gone)
        told = {"kept": plan.kept.id, "gone": plan.gone.id, "name": plan.gone.name, "led": len(led)}
        w.end_deed(DEED, Resident.TABLE, {name: [None, value] for name, value in told.items()})
    return next(deed.seq for deed in store.deeds(Resident.TABLE, (DEED,)))


def merges_of(store: Reader, resident: int) -> list[PastMerge]:
    """What was merged into a resident and is not taken back, the newest first."""
    undone = {deed.told("merge") for deed in store.deeds(Resident.TABLE, (UNDEED,))}
    found = [deed for deed in store.deeds(Resident.TABLE, (DEED,)) if deed.seq not in undone]
    return [PastMerge(deed.seq, str(deed.told("name"))) for deed in found if deed.told("kept") == resident]


def part_residents(store: Store, seq: int, tick: Tick = never_stop) -> None:
    """They are two again, and all leads to each of them as before.

    Raises:
        CannotMergeResidents: it is taken back already, or something of it was changed since.
        Cancelled: ``tick`` said so; nothing was changed.
    """
    store.require(RESIDENTS, Right.DELETE)
    with store.lifted(Lift.UNDOING), store.writing("撤销合并居民", Warrant.UNDO) as w:
        deed = next((d for d in w.read.deeds(Resident.TABLE, (DEED,)) if d.seq == seq), None)
        if deed is None or seq not in {one.seq for one in merges_of(w.read, int(deed.told("kept")))}:
            raise CannotMergeResidents("这次合并已经撤销过了", "不用再做什么")
        if touched := _changed_since(w.read, deed):
            raise CannotMergeResidents(
                f"合并以后改过：{'、'.join(touched)}", "请先在“修改记录”里恢复成合并以后的样子，再撤销"
            )
        with w.posts.still():
            tables.bring_back(w, deed, tick)
        w.end_deed(UNDEED, Resident.TABLE, {"merge": [None, seq]})


def _is_covered(resident: Resident) -> bool:
    """Whether something of a resident is not shown to whoever asks."""
    parts: list[Record] = [part for name in parts_of(Resident) for part in getattr(resident, name)]
    return any(getattr(row, n) == VEILED for row in (resident, *parts) for n in columns_of(type(row)))


def _changed_since(store: Reader, deed: Entry) -> list[str]:
    """What the deed wrote and is otherwise by now, by the titles of the records."""
    past, found = PastDeed(store, deed), list[str]()
    for kind in store.kinds:
        ids = past.touched(kind.record)
        touched = store.changed_since(deed.seq, kind.table, ids) if ids else set[int]()
        found += [f"{kind.label}{store.titles(kind.table, [i]).get(i, '（已经不在了）')}" for i in sorted(touched)]
    return found


def _led(w: Writer, plan: Weighed, whole: Resident) -> Resident:
    """The one who stays, who is no longer cared for, called or told apart by themselves."""
    here = {w.read.kinds.reference_of(plan.kept), w.read.kinds.reference_of(plan.gone)}
    carers = tuple(c for c in whole.carers if c.who not in here)
    phones = tuple(changed(t, who=0) if t.who in here else t for t in whole.telephones)
    return changed(whole, carers=carers, telephones=phones)


def _join_persons(store: Store, w: Writer, plan: Merging, tick: Tick) -> None:
    """Makes one of the two persons, of whom only the one who stays is a resident from then on: a resident is one person."""
    w.save(changed(plan.gone, resident=0))
    merge_in(store, w, weigh_merge(store, plan.kept.id, plan.gone.id), tick)


def _join_homes(store: Store, w: Writer, plan: Weighed, whole: Resident, kind: type[H]) -> None:
    """Puts them into one household, and one booklet: the one where they live by what was chosen, else that of the one who stays.

    Whoever left the register by what was chosen has no seat; those who stay in a home without its head have another one.
    """
    pair, here = (plan.kept.id, plan.gone.id), whole.state == IN_REGISTER
    last = date.today() - ONE_DAY if here else whole.state_day or date.today()
    homes = sorted(
        w.read.owners(kind, "members", "resident", pair),
        key=lambda h: (h.house != whole.house, plan.kept.id not in {m.resident for m in h.present()}, h.id),
    )
    own = {home.id: home for home in (*homes, *w.read.select(kind, eq("head", plan.gone.id)))}
    seated = False
    for home in own.values():
        members = _seats(cast("tuple[Member, ...]", home.members), plan, None if here and not seated else last)
        seated = seated or any(m.resident == plan.kept.id and m.until is None for m in members)
        heads = {m.resident for m in members if m.until is None and m.relation == HEAD}
        head = plan.kept.id if home.head in pair else home.head
        left = head == plan.kept.id and bool(members) and head not in heads
        now = changed(home, members=members, head=0 if left else head)
        if left and now.present():
            ended = max(m.until or last for m in members if m.resident == plan.kept.id)
            now = Board(store, ended, 0).elect(now, plan.kept, ended + ONE_DAY)
        w.save(now)


def _seats(members: tuple[Member, ...], plan: Weighed, last: date | None) -> tuple[Member, ...]:
    """The members with one row for both today, as head where either is; where they have no seat any more it ends on the last day."""
    pair = (plan.kept.id, plan.gone.id)
    now = [m for m in members if m.resident in pair and m.until is None]
    heads = any(m.relation == HEAD for m in now)
    first = next((m for m in now if m.resident == plan.kept.id), now[0] if now else None)
    found: list[Member] = []
    for one in members:
        if one in now and one is not first:
            continue
        if one is first:
            relation = HEAD if heads else one.relation or next((m.relation for m in now if m.relation), "")
            until = None if last is None else last_day(one, last)
            one = changed(one, resident=plan.kept.id, relation=relation, until=until)
        elif one.resident == plan.gone.id:
            one = changed(one, resident=plan.kept.id)
        found.append(one)
    return tuple(found)
