"""留痕: what left the program on paper or as a file, entered in the log with who and when."""

from enum import StrEnum

from db.store import Store


class Deed(StrEnum):
    """How something left the program."""

    PRINT = "print"
    SAVE = "save"


def note_output(store: Store, deed: Deed, title: str) -> None:
    """Enters that a paper was printed or saved; the title names the kind of paper, never a person."""
    with store.writing("打印" if deed is Deed.PRINT else "另存文书") as w:
        w.note(deed.value, "", 0, {"paper": [None, title]})
