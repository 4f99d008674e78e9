"""留痕: what left the program on paper or as a file, or was seen whole, entered in the log with who and when."""

from collections.abc import Sequence
from enum import StrEnum

from attrs import frozen

from db.records.power import Power
from db.services.duties.consent_held import refuse_withdrawn
from db.services.duties.giving_out import PRINTED, SAVED, Given, Use, enter
from db.store import Store

NOTHING = ("", 0)
"""The record of a paper that is made of many records, or of none."""
SEEN = "seen"
"""The deed of seeing whole what is masked."""


class Deed(StrEnum):
    """How something left the program."""

    PRINT = "print"
    SAVE = "save"


@frozen
class Holds:
    """What is personal on a paper.

    Attributes:
        count: of how many records.
        told: the labels of what is masked unless it is wanted whole.
        ids: of the records, where the paper is made of many.
        table: of these records.
    """

    count: int = 1
    told: Sequence[str] = ()
    ids: Sequence[int] = ()
    table: str = ""


ONE = Holds()
"""One record, nothing of it masked."""


@frozen
class Wholly:
    """That a paper leaves with whole numbers: what for, and what is on it."""

    use: Use
    holds: Holds = ONE


def note_output(
    store: Store, deed: Deed, title: str, of: tuple[str, int] = NOTHING, whole: Wholly | None = None
) -> None:
    """Enters that a paper was printed or saved; one with whole numbers in 外送登记, too.

    Args:
        store: the open store.
        deed: how it left.
        title: the kind of paper, never a person.
        of: table and id of the record that it is made of; `NOTHING` for a paper of many.
        whole: what personal data in full were asked for; None when they were masked or there were none.

    Raises:
        NotAllowed: the clerk may not print whole numbers.
        RecordInvalid: the use does not say to whom, or what for.
        ConsentWithdrawn: it rests on consent, and somebody whom it is about withdrew that.
    """
    change: dict[str, list[str | bool | None]] = {"paper": [None, title]}
    if whole:
        store.require_power(Power.PRINT_WHOLE)
        table, ids = (whole.holds.table, whole.holds.ids) if whole.holds.table else (of[0], [of[1]])
        if (kind := store.kinds.find(table)) is not None:
            refuse_withdrawn(store, whole.use, kind.record, ids)
        change |= {"plain": [None, True], "reason": [None, whole.use.purpose]}
    with store.writing("打印" if deed is Deed.PRINT else "另存文书") as w:
        w.note(deed.value, *of, change)
        if whole:
            way = PRINTED if deed is Deed.PRINT else SAVED
            enter(w, store.actor, whole.use, Given(what=title, way=way, count=whole.holds.count, told=whole.holds.told))


def note_seen(store: Store, table: str, record_id: int, labels: Sequence[str]) -> None:
    """Enters that masked fields of a record were seen whole: which, by their labels, never what stood there.

    Args:
        store: the open store.
        table: of the record.
        record_id: of the record; 0 while it is not saved.
        labels: of the fields.

    Raises:
        NotAllowed: the clerk may not see them whole.
    """
    store.require_power(Power.SEE_WHOLE)
    with store.writing("查看完整内容") as w:
        w.note(SEEN, table, record_id, {"fields": [None, "、".join(dict.fromkeys(labels))]})
