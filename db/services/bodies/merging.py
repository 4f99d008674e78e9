"""合并人员: two persons who are one: all that leads to one of them leads to the other from then on; all or nothing, and it can be taken back.

plan = weigh_merge(store, kept, gone)   # changes nothing
done = merge_persons(store, plan)
take_back_merge(store, done)

What was written stays, and so does what is printed of it: names stand in records as they were typed.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from attrs import frozen

from db.errors import AppError, RecordChanged
from db.records.base import Record, changed, fields_of
from db.records.bodies.person import PERSONS, Person
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account
from db.records.may import Right
from db.services.bodies.leaving import posts_told
from db.services.earlier import Told, told
from db.services.leading_on import how_much_leads, lead_all
from db.services.ticks import PIECE, Tick, go_on, never_stop
from db.services.unfinished import begun_for
from db.store import Store, Warrant, Writer, eq
from db.store.lift import Lift
from db.values import masks, person_name

DEED = "merge_persons"
"""The action under which the audit tells of it as a whole."""
_TAKEN = ("resident", "unit", "job", "politics", "phone")
"""What the one who stays takes over where it is empty."""
_FILLED = ("since", "way", "time", "basis", "why_left")
"""The same of a post that both hold."""


class CannotMerge(AppError):
    """Two persons cannot be made one; nothing was changed."""

    code = "cannot_merge"


@frozen
class Merging:
    """What making two persons one comes to.

    Attributes:
        kept: who stays, as they are.
        gone: who goes, as they are.
        moving: how much leads to the latter, by the labels of the types.
        doubled: posts that both hold alike, that of the one who stays and that of the other, and become one.
        filled: the labels of what the one who stays takes over.
        noted: the labels of what both tell otherwise; the note keeps what the other tells.
    """

    kept: Person
    gone: Person
    moving: tuple[tuple[str, int], ...]
    doubled: tuple[tuple[Tenure, Tenure], ...]
    filled: tuple[str, ...]
    noted: tuple[str, ...]


@frozen
class Merged:
    """What was done: the records as they were and as they are, and those that went.

    Attributes:
        kept: who stayed, before and after.
        gone: who went.
        doubled: posts that both held, and that went with them.
        led: what leads to the one who stayed by now, before and after.
    """

    kept: tuple[Person, Person]
    gone: Person
    doubled: tuple[Tenure, ...]
    led: tuple[tuple[Record, Record], ...]


def in_order(store: Store, one: int, other: int) -> tuple[int, int]:
    """Who of two persons stays and who goes, unless the clerk says otherwise: who is a resident, has an account, is named more often.

    Raises:
        RecordGone: one is no longer there.
    """
    first, second = sorted(
        (store.get(Person, i) for i in (one, other)),
        key=lambda p: (not p.resident, not _accounts(store, p), -len(store.pointing_at(p)), p.id),
    )
    return first.id, second.id


def namesakes_of(store: Store, person: int) -> list[Told]:
    """Other persons who bear the name of one, each in one line, masked.

    Raises:
        RecordGone: that one is no longer there.
    """
    key = person_name.key(store.get(Person, person).name)
    others = [p.id for p in store.select(Person, order=("id",)) if p.id != person and person_name.key(p.name) == key]
    return list(told(store, PERSONS, others))


def weigh_merge(store: Store, kept: int, gone: int, *, one_resident: bool = False) -> Merging:
    """What making one of two persons would do; ``one_resident`` where the residents who they are become one with it.

    Raises:
        CannotMerge: it is the same one, both are residents or have accounts, both hold one post at one time and not alike,
            something is typed of the one who would go, or a clerk would come to see what whoever asks does not see.
        RecordGone: one is no longer there.
    """
    store.require(PERSONS, Right.DELETE)
    if kept == gone:
        raise CannotMerge("选的是同一条", "请另选一条")
    stays, goes = store.get(Person, kept), store.get(Person, gone)
    name = masks.in_text(goes.name)
    if stays.resident and goes.resident and not one_resident:
        raise CannotMerge(
            f"两条“{name}”都对上了登记居民，是两个人",
            "对错了的，先打开那一条，改“登记居民”；同一个人登记成两位居民的，先在居民里核对",
        )
    if all(accounts := [_accounts(store, one) for one in (stays, goes)]):
        names = masks.in_text("、".join(account.name for found in accounts for account in found))
        raise CannotMerge(
            f"两条都是工作人员：{names}", "先在“设置 → 工作人员”里，把其中一个的“人员”改成另外一位，或删去不用的那一个"
        )
    _refuse_rising(store, *((goes, accounts[0]) if accounts[0] else (stays, accounts[1])))
    if gone in store.drafts.keys(Person.TABLE):
        raise CannotMerge(f"“{name}”正在修改，还没有保存", "请先打开保存，或在“今日”里去掉那份草稿")
    if gone in begun_for(store.drafts, store.kinds).get(Person.TABLE, set()):
        raise CannotMerge(f"还有从“{name}”起头、没写完的内容", "请先在“今日”里写完，或去掉那份草稿")
    return Merging(
        stays,
        goes,
        how_much_leads(store, goes),
        tuple(_doubled(store, stays, goes)),
        tuple(fields_of(Person)[n].label for n in _TAKEN if getattr(goes, n) and not getattr(stays, n)),
        tuple(fields_of(Person)[n].label for n in _told_otherwise(stays, goes)),
    )


def merge_persons(store: Store, plan: Merging, tick: Tick = never_stop) -> Merged:
    """Makes them one.

    Raises:
        Cancelled: ``tick`` said so; nothing was changed.
        RecordChanged: somebody changed one of them, or their posts, since it was weighed.
        RecordGone: one is no longer there.
        CannotMerge: somebody wrote something meanwhile that forbids it.
    """
    with store.writing("合并人员", Warrant.MERGE) as w, w.posts.still():
        done = merge_in(store, w, plan, tick)
        deed = {"kept": [None, plan.kept.id], "gone": [None, plan.gone.id], "led": [None, len(done.led)]}
        w.end_deed(DEED, Person.TABLE, deed)
    return done


def merge_in(store: Store, w: Writer, plan: Merging, tick: Tick) -> Merged:
    """The same as a part of another deed, in its transaction, whose posts are still."""
    for one in (plan.kept, plan.gone):
        if w.read.get(Person, one.id).version != one.version:
            raise RecordChanged(Person.LABEL)
    if (pairs := weigh_merge(store, plan.kept.id, plan.gone.id).doubled) != plan.doubled:
        raise RecordChanged(Tenure.LABEL)
    w.delete_all(Tenure, [theirs.id for _, theirs in pairs])
    led: list[tuple[Record, Record]] = []
    filled = [_filled(ours, theirs) for ours, theirs in pairs]
    led += zip((ours for ours, _ in pairs), w.save_all(filled), strict=True)
    led += lead_all(w, plan.gone, plan.kept, tick)
    w.delete(plan.gone)
    saved = w.save(_told_of_both(store, plan))
    return Merged((plan.kept, saved), plan.gone, tuple(theirs for _, theirs in pairs), tuple(led))


def take_back_merge(store: Store, done: Merged, tick: Tick = never_stop) -> None:
    """They are two again, and all leads to each of them as before.

    Raises:
        Cancelled: ``tick`` said so; nothing was changed.
        RecordChanged: somebody changed something of it since; nothing was changed.
        RecordGone: something of it is no longer there.
    """
    store.require(PERSONS, Right.DELETE)
    with store.lifted(Lift.UNDOING), store.writing("撤销合并人员", Warrant.UNDO) as w, w.posts.still():
        was, now = done.kept
        w.save(changed(was, version=now.version))
        w.put_back([done.gone])
        by_type: dict[type[Record], list[Record]] = defaultdict(list)
        for before, after in done.led:
            by_type[type(before)].append(changed(before, version=after.version))
        saved = 0
        for records in by_type.values():
            for start in range(0, len(records), PIECE):
                go_on(tick, saved, len(done.led))
                saved += len(w.save_all(records[start : start + PIECE]))
        w.put_back(done.doubled)


def _refuse_rising(store: Store, other: Person, accounts: Sequence[Account]) -> None:
    """Whoever acts in a record may see it: nobody comes to see by it what whoever makes the two persons one does not see.

    Raises:
        CannotMerge: the accounts of one of them would.
    """
    if not accounts:
        return
    seen = store.pointing_at(other)
    with store.lifted(Lift.FOLLOWING):
        hidden = {table for table, _ in store.pointing_at(other) - seen}
    if hidden:
        labels = "、".join(kind.label for kind in store.kinds if kind.table in hidden)
        raise CannotMerge(
            f"{masks.in_text(accounts[0].name)}是工作人员，合并以后会看到另一条经办的{labels}，有的您无权查看",
            "请书记/主任来合并",
        )


def _accounts(store: Store, person: Person) -> list[Account]:
    return store.select(Account, eq("person", person.id), order=("id",))


def _doubled(store: Store, kept: Person, gone: Person) -> Iterator[tuple[Tenure, Tenure]]:
    """The posts that both hold at one time and that tell nothing other than each other.

    Raises:
        CannotMerge: two do.
    """
    left = store.select(Tenure, eq("person", kept.id), order=("since", "id"))
    for theirs in store.select(Tenure, eq("person", gone.id), order=("since", "id")):
        over = [ours for ours in left if (ours.of, ours.post) == (theirs.of, theirs.post) and _overlap(ours, theirs)]
        if len(over) > 1 or any(not _alike(ours, theirs) for ours in over):
            raise CannotMerge(
                f"两条都任{posts_told(store, [theirs])}，日子重叠，写得不一样",
                "请先在“任职”里改对其中一条的起止，或删去写错的那一条",
            )
        for ours in over:
            left.remove(ours)
            yield ours, theirs


def _overlap(one: Tenure, other: Tenure) -> bool:
    return all(not a.until or not b.since or b.since <= a.until for a, b in ((one, other), (other, one)))


def _alike(ours: Tenure, theirs: Tenure) -> bool:
    pairs = [(getattr(ours, name), getattr(theirs, name)) for name in _FILLED]
    return ours.until == theirs.until and all(not a or not b or a == b for a, b in pairs)


def _filled(ours: Tenure, theirs: Tenure) -> Tenure:
    """A post with what only the other tells."""
    return changed(ours, **{name: getattr(ours, name) or getattr(theirs, name) for name in _FILLED})


def _told_of_both(store: Store, plan: Merging) -> Person:
    """Who stays, with what only the other tells; what both tell otherwise is kept in the note."""
    kept, gone = plan.kept, plan.gone
    taken = {name: getattr(kept, name) or getattr(gone, name) for name in _TAKEN}
    resident = taken["resident"]
    others = {one.resident: one for one in (*gone.others, *kept.others) if one.resident != resident}
    note = "\n".join(filter(None, (kept.note, gone.note, "；".join(_otherwise(store, kept, gone)))))
    return changed(kept, note=note, others=tuple(changed(one, id=0) for one in others.values()), **taken)


def _told_otherwise(kept: Person, gone: Person) -> list[str]:
    """What both tell, each otherwise; a name also where it is written otherwise."""
    fields = fields_of(Person)
    return [
        n for n in ("name", *_TAKEN) if getattr(gone, n) and getattr(kept, n) not in (fields[n].EMPTY, getattr(gone, n))
    ]


def _otherwise(store: Store, kept: Person, gone: Person) -> Sequence[str]:
    """并入的一条：姓名 王方；电话 …: what the other tells otherwise; nothing where both tell the same."""
    fields = fields_of(Person)
    linked = store.linked_titles([gone])[gone.id]
    words = [
        f"{fields[n].label} {linked.get(n) or fields[n].show(getattr(gone, n))}" for n in _told_otherwise(kept, gone)
    ]
    return [f"并入的一条：{words[0]}", *words[1:]] if words else []
