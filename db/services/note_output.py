"""留痕: what left the program on paper or as a file, or was seen whole, entered in the log with who and when."""

from collections.abc import Sequence
from enum import StrEnum

from db.records.power import Power
from db.store import Store

NOTHING = ("", 0)
"""The record of a paper that is made of many records, or of none."""
SEEN = "seen"
"""The deed of seeing whole what is masked."""


class Deed(StrEnum):
    """How something left the program."""

    PRINT = "print"
    SAVE = "save"


def note_output(store: Store, deed: Deed, title: str, reason: str = "", of: tuple[str, int] = NOTHING) -> None:
    """Enters that a paper was printed or saved.

    Args:
        store: the open store.
        deed: how it left.
        title: the kind of paper, never a person.
        reason: what personal data in full were asked for; "" when they were masked or there were none.
        of: table and id of the record that it is made of; `NOTHING` for a paper of many.
    """
    change: dict[str, list[str | bool | None]] = {"paper": [None, title]}
    if reason:
        store.require_power(Power.PRINT_WHOLE)
        change |= {"plain": [None, True], "reason": [None, reason]}
    with store.writing("打印" if deed is Deed.PRINT else "另存文书") as w:
        w.note(deed.value, *of, change)


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
