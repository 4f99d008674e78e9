"""Taking back what was just saved of a session: the session is as before, and what was taken in of it is void."""

from db.errors import RecordChanged
from db.records.base import changed
from db.records.matters.listening import Listening
from db.records.matters.matter import Matter
from db.services.move import void
from db.store import Store

WHY = "撤销听民声记录"


def take_back(store: Store, before: Listening, saved: Listening) -> Listening | None:
    """The session as it was before it was saved; None of a new one, which is gone. Its matters are void, and their numbers with them.

    Raises:
        RecordChanged: the session, or one of the matters, was changed since.
    """
    had = {line.matter for line in before.lines}
    with store.writing(WHY) as w:
        now = store.get(Listening, saved.id)
        fresh = store.get_many(Matter, [line.matter for line in saved.lines if line.matter not in had])
        if now.version != saved.version:
            raise RecordChanged(f"听民声（{store.title(now)}）")
        for matter in fresh.values():
            if len(store.steps(matter)) > int(matter.on_spot):
                raise RecordChanged(f"诉求（{store.title(matter)}）")
        back = None
        if before.id:
            back = w.save(changed(before, version=now.version))
        else:
            w.delete(now)
        for matter in fresh.values():
            void(store, matter, WHY, store.person_at_work())
    return back
