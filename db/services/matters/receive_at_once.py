"""办件, 当场办结: what is done while somebody waits is entered and over in one line."""

from db.errors import RecordChanged
from db.records.base import changed
from db.records.matters.reception import Reception
from db.services.deleting import delete
from db.services.letters.number_record import drop_number
from db.services.save_as_declared import save_as_declared
from db.store import Store

WHY = "当场撤回"


def receive_at_once(store: Store, item: str, name: str = "", who: int = 0) -> Reception:
    """What is done while somebody waits, as one reception that is over: they came once, and brought all that was wanted.

    Raises:
        RecordInvalid: nothing was to be done; no number is used up.
    """
    told = Reception(
        item=item.strip(), who=who, name=name.strip(), complete=True, on_spot=True, received_by=store.actor
    )
    return save_as_declared(store, told)


def take_back(store: Store, saved: Reception, before: Reception | None = None) -> Reception | None:
    """The reception as it was before it was saved; None of a new one, which is gone, and its number void.

    Raises:
        RecordChanged: it was changed since.
        AppError: it is there no more, or whoever works here may not.
    """
    with store.writing(WHY) as w:
        now = store.get(Reception, saved.id)
        if now.version != saved.version:
            raise RecordChanged(f"接待（{store.title(now)}）")
        if before is not None and before.id:
            return w.save(changed(before, version=now.version))
        delete(store, now)
        drop_number(store, w, now, WHY)
    return None
