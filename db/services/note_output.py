"""留痕: what left the program on paper or as a file, entered in the log with who and when."""

from enum import StrEnum

from db.store import Store


class Deed(StrEnum):
    """How something left the program."""

    PRINT = "print"
    SAVE = "save"


def note_output(store: Store, deed: Deed, title: str, reason: str = "") -> None:
    """Enters that a paper was printed or saved.

    Args:
        store: the open store.
        deed: how it left.
        title: the kind of paper, never a person.
        reason: what personal data in full were asked for; "" when they were masked or there were none.
    """
    change: dict[str, list[str | bool | None]] = {"paper": [None, title]}
    if reason:
        change |= {"plain": [None, True], "reason": [None, reason]}
    with store.writing("打印" if deed is Deed.PRINT else "另存文书") as w:
        w.note(deed.value, "", 0, change)
