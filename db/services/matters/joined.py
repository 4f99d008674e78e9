"""并案 and 撤出并案: what follows from the moves of a matter, in the transaction of the move.

Whatever is joined has one root, which is never joined itself; each joining and taking out gives the row of the root its next
version, so that two windows cannot both be right.
"""

from collections.abc import Iterator

from db.errors import RecordGone
from db.records.base import changed, fields_of
from db.records.flow import Move
from db.records.matters.flow import VOID_STAGES
from db.records.matters.matter import MATTERS, Matter
from db.services.matters.claimants_told import tell_joined
from db.services.matters.climbing import climbed
from db.services.matters.ending import refuse_ending
from db.services.matters.outside import taken_twice
from db.services.matters.stages import stage_moved
from db.services.matters.stepping_aside import refuse_lead
from db.services.matters.telling import named, named_to, tell
from db.store import MoveRefused, Store, Writer, eq, none_of
from db.store.lift import Lift


def matter_moved(store: Store, w: Writer, before: Matter, after: Matter, move: Move | None) -> Matter:
    """The matter as a move, or taking one back (None for that), is to leave it; its root and what is joined to it follow.

    Raises:
        MoveRefused: it would be joined to itself or to what is over, ended while a way is open, settled without a way, made void
            while others are joined to it, have the outside number that another one has got while it was void, or be there again
            while what it is joined to is void; or it is about whom it is given to.
        RecordGone: what it is joined to is gone.
    """
    if (after.lead, after.helpers) != (before.lead, before.helpers):
        refuse_lead(store, after)
    if after.joined != before.joined:
        return _joined(store, w, before, after)
    if after.stage in VOID_STAGES:
        _refuse_leaving(store, after)
    elif before.stage in VOID_STAGES:
        _refuse_returning(store, after)
    if not after.is_open() and (before.is_open() or after.stage in VOID_STAGES):
        refuse_ending(store, after, move)
    saved = climbed(before, stage_moved(store, w, before, after, move), move)
    tell_joined(store, w, before, saved)
    return saved


def root_to_join(store: Store, matter: Matter, to: int) -> Matter:
    """The matter with which one will be counted that is joined to another one: this, or what this is joined to.

    Raises:
        MoveRefused: it is the matter itself, or over.
        RecordGone: it is gone.
    """
    if (target := store.find(Matter, to)) is None:
        raise RecordGone(Matter.LABEL)
    with store.lifted(Lift.FOLLOWING):
        root = store.get(Matter, target.root) if target.root else target
    if root.id == matter.id:
        raise _refused("joined", "就是这一件，或者已经并到这一件", "请另选一件")
    for one in (target, root):
        if one.stage in VOID_STAGES:
            raise _refused("joined", f"{named_to(store, one)}已经作废", "请另选一件")
    if not root.is_open():
        raise _refused("joined", f"{named_to(store, root)}已经办结", "要并过去，请先把它重开；不然请另选一件")
    return root


def _joined(store: Store, w: Writer, before: Matter, after: Matter) -> Matter:
    """The matter with its root; what is joined to it goes along, or comes back with it."""
    root = root_to_join(store, after, after.joined).id if after.joined else 0
    name = named(after)
    with store.lifted(Lift.FOLLOWING):
        followers, owner = list(_followers(store, before, root)), store.find(Matter, root or before.root)
    for one in followers:
        moved = changed(one, root=root or after.id)
        tell(store, w, moved, f"随{name}一起并案" if root else f"随{name}一起撤出并案")
    if owner:
        tell(store, w, owner, f"{name}并到这件" if root else f"{name}撤出并案")
    return changed(after, root=root)


def _followers(store: Store, before: Matter, root: int) -> Iterator[Matter]:
    """What goes with a matter: all that has it as its root, or that came to its root by way of it."""
    if root and not before.root:
        yield from store.select(Matter, eq("root", before.id))
        return
    others = {one.id: one for one in store.select(Matter, eq("root", before.root))} if before.root else {}
    for one in others.values():
        at = one
        while at.joined in others and at.joined != before.id:
            at = others[at.joined]
        if one.id != before.id and at.joined == before.id:
            yield one


def _refuse_leaving(store: Store, matter: Matter) -> None:
    """Lets a matter be made void to which none is joined: these would be counted with nothing."""
    with store.lifted(Lift.FOLLOWING):
        joined = store.select(Matter, eq("root", matter.id), none_of("stage", VOID_STAGES), order=("id",))
    if joined:
        told = "、".join(named_to(store, one) for one in joined[:3])
        out = next(move.label for flow in MATTERS.flows for move in flow.moves if move.back)
        raise _refused("stage", f"{told}并在这件里", f"请先在那边“{out}”，再作废这件")


def _refuse_returning(store: Store, matter: Matter) -> None:
    """Lets a matter be void no more that is joined to nothing void, with which it would be counted, and has no number of another's."""
    with store.lifted(Lift.FOLLOWING):
        root = store.get(Matter, matter.root) if matter.root else None
    if root is not None and root.stage in VOID_STAGES:
        raise _refused("stage", f"并到的{named_to(store, root)}已经作废", "请先在那边撤回“作废”，再撤回这一件")
    if found := taken_twice(store, matter):
        raise MoveRefused([found])


def _refused(field: str, what: str, remedy: str) -> MoveRefused:
    return MoveRefused([fields_of(Matter)[field].problem("joined", what, remedy)])
