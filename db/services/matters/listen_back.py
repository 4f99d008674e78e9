"""Taking back what was just saved of a session: the session is as before, and what was taken in of it is void."""

from db.errors import RecordChanged
from db.records.base import changed
from db.records.matters.listening import Listening
from db.records.matters.matter import Matter
from db.records.may import Right
from db.services.move import void
from db.store import Store, Warrant
from db.store.lift import Lift

WHY = "撤销听民声记录"


def take_back(store: Store, before: Listening, saved: Listening) -> Listening | None:
    """The session as it was before it was saved; None of a new one, which is gone. Its matters are void, and their numbers with them.

    Whoever may keep a session takes back what came of it, though not everybody who sits there may make a matter void.

    Raises:
        NotAllowed: the session is not seen, or whoever works here may not keep one.
        RecordChanged: the session, or one of the matters, was changed since.
    """
    store.require(store.kinds[Listening.TABLE], Right.MAKE)
    had = {line.matter for line in before.lines}
    with store.writing(WHY, Warrant.UNDO) as w:
        now = store.get(Listening, saved.id)
        if now.version != saved.version:
            raise RecordChanged(f"听民声（{store.title(now)}）")
        with store.lifted(Lift.UNDOING):
            fresh = list(store.get_many(Matter, [line.matter for line in now.lines if line.matter not in had]).values())
            worked_on = [matter for matter in fresh if _is_changed(store, now, matter)]
        if worked_on:
            raise RecordChanged(f"诉求（{store.title(worked_on[0])}）")
        back = None
        if before.id:
            back = w.save(changed(before, version=now.version))
        else:
            w.delete(now)
        with store.lifted(Lift.UNDOING):
            for matter in fresh:
                void(store, matter, WHY, store.person_at_work())
    return back


def _is_changed(store: Store, session: Listening, matter: Matter) -> bool:
    """Whether anything was done with a matter, or keyed into it, after the session was saved with it."""
    kept = max(entry.seq for entry in store.history(session) if entry.action in ("create", "update"))
    since = any(entry.seq > kept and entry.action == "update" for entry in store.history(matter))
    return since or len(store.steps(matter)) > int(matter.on_spot)
