"""Files and folders that a clerk names: where something is saved, what is opened. Nothing else opens such a dialog."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

Sort = tuple[str, str]
"""What files of a sort are called, and their suffix."""
TABLES: tuple[Sort, ...] = (("Excel", ".xlsx"), ("CSV", ".csv"))


def where_to(over: QWidget, title: str, name: str, sorts: Sequence[Sort]) -> Path | None:
    """Where something is to be saved, with the suffix of one of the sorts; None where the clerk thinks better of it.

    Who types no suffix of these gets that of the sort that is chosen. Where there is such a file by then, the dialog comes again
    with its whole name, and so asks whether it may go.

    Args:
        over: what the dialog stands over.
        title: of the dialog.
        name: what is proposed, without a suffix.
        sorts: the first is proposed.
    """
    suffixes = {f"{words} (*{suffix})": suffix for words, suffix in sorts}
    usual = sorts[0][1]
    place = Path.home() / f"{name}{usual}"
    while True:
        chosen, sort = QFileDialog.getSaveFileName(over, title, str(place), ";;".join(suffixes))
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() in suffixes.values():
            return path
        place = path.with_name(f"{path.name}{suffixes.get(sort, usual)}")
        if not place.exists():
            return place


def which_file(over: QWidget, title: str, words: str, suffixes: Sequence[str], at: Path | None = None) -> Path | None:
    """A file to be opened, of these suffixes, looked for first at a place or else at home; None where there is none."""
    chosen, _ = QFileDialog.getOpenFileName(over, title, str(at or Path.home()), _filter(words, suffixes))
    return Path(chosen) if chosen else None


def which_files(over: QWidget, title: str, words: str, suffixes: Sequence[str], every: str) -> list[Path]:
    """Several files at once; ``every`` is what files of any suffix are called, which can be chosen, too."""
    chosen, _ = QFileDialog.getOpenFileNames(over, title, str(Path.home()), f"{_filter(words, suffixes)};;{every} (*)")
    return [Path(one) for one in chosen]


def which_folder(over: QWidget, title: str, at: Path | None = None) -> Path | None:
    """A folder, looked for first at a place or else at home; None where there is none."""
    chosen = QFileDialog.getExistingDirectory(over, title, str(at or Path.home()))
    return Path(chosen) if chosen else None


def _filter(words: str, suffixes: Sequence[str]) -> str:
    return f"{words} ({' '.join(f'*{suffix}' for suffix in suffixes)})"
