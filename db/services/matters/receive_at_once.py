"""办件, 当场办结: what is done while somebody waits is entered and over in one line."""

from db.records.matters.reception import Reception
from db.services.deleting import delete
from db.services.letters.number_record import drop_number
from db.services.save_as_declared import save_as_declared
from db.store import Store


def receive_at_once(store: Store, item: str, name: str = "", who: int = 0) -> Reception:
    """What is done while somebody waits, as one reception that is over: they came once, and brought all that was wanted.

    Raises:
        RecordInvalid: nothing was to be done; no number is used up.
    """
    told = Reception(
        item=item.strip(), who=who, name=name.strip(), complete=True, on_spot=True, received_by=store.actor
    )
    return save_as_declared(store, told)


def take_back(store: Store, reception: Reception) -> None:
    """Deletes what was just entered; its number is void, as that of anything that was told to somebody.

    Raises:
        AppError: it was changed since, or is there no more.
    """
    with store.writing("当场撤回") as w:
        delete(store, reception)
        drop_number(store, w, reception, "当场撤回")
