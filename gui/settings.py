"""What this PC remembers of its clerk: text size, window, last store. No personal data."""

import json
import logging
from pathlib import Path

from db.disk.beside import written_beside

SCALES = (100, 115, 130)
LOCKS = (5, 10, 15, 30, 0)
USUAL_LOCK = 10
"""Minutes. GB/T 22239-2019 wants a session that nobody uses to end; ten minutes are its usual reading."""
FILE = "settings.json"
_ONCE_KEPT = "sheets"
"""Under this name titles as they were typed lay here in the clear, by the names of lists."""


class Settings:
    """Settings of one PC, kept as JSON in a folder that is handed in.

    Attributes:
        folder: where they are kept.
        scale: size of text in percent, one of `SCALES`.
        width: of the window, in pixels.
        height: of the window, in pixels.
        maximized: whether the window fills the screen.
        last_store: the folder of the store that was open last, or "".
        last_entry: the id of the key ring's entry by which a store was opened last, which says nothing of whose it is; or "".
        lock_after: minutes without a key or the mouse after which the window is locked, one of `LOCKS`; 0 for never.
        printer: the printer used last, or "".
        offered: by paper, what is offered before it is printed; where the last sheet of labels ended.
        sheet_columns: by `sheet_key`, which columns were chosen last for the 名单, 签到表 or 签领表 of a list.
        print_shifts: of each printer, how far its pages are put right: millimetres to the right and down.
    """

    def __init__(self, folder: Path, *, scale: int = SCALES[0], width: int = 1366, height: int = 720) -> None:
        self.folder = folder
        self.scale, self.width, self.height = scale, width, height
        self.maximized = False
        self.last_store, self.last_entry, self.printer = "", "", ""
        self.lock_after = USUAL_LOCK
        self.offered: dict[str, dict[str, int]] = {}
        self.sheet_columns: dict[str, dict[str, str]] = {}
        self.print_shifts: dict[str, list[float]] = {}

    def __eq__(self, other: object) -> bool:
        """Whether both are kept in one folder and say the same."""
        return isinstance(other, Settings) and vars(self) == vars(other)

    @classmethod
    def load(cls, folder: Path) -> "Settings":
        """The settings of the folder; defaults for whatever is missing or unreadable."""
        settings = cls(folder)
        try:
            kept: object = json.loads((folder / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):  # empty, cut off, or none of ours
            return settings
        if isinstance(kept, dict):
            for name, value in kept.items():
                if name in settings._kept() and type(value) is type(getattr(settings, name)):
                    setattr(settings, name, value)
        if settings.scale not in SCALES:
            settings.scale = SCALES[0]
        if settings.lock_after not in LOCKS:
            settings.lock_after = USUAL_LOCK
        if isinstance(kept, dict) and _ONCE_KEPT in kept:
            settings.keep()
        return settings

    def save(self) -> None:
        """Writes them whole, so that a power cut leaves the old or the new, never half.

        Raises:
            OSError: the folder cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({name: getattr(self, name) for name in self._kept()}, ensure_ascii=False, indent=1)
        with written_beside(self.folder / FILE) as fresh:
            fresh.write_text(text, encoding="utf-8")

    def keep(self) -> None:
        """Writes them where that is possible; a clerk can work without."""
        try:
            self.save()
        except OSError as error:
            logging.getLogger(__name__).info("settings not kept: %s", type(error).__name__)

    def shift_of(self, printer: str) -> tuple[float, float]:
        """How far a printer's pages are put right, in millimetres to the right and down; none for an unknown one."""
        kept: object = self.print_shifts.get(printer)
        if isinstance(kept, list) and len(kept) == 2 and all(isinstance(n, int | float) for n in kept):
            return float(kept[0]), float(kept[1])
        return 0.0, 0.0

    def offer_of(self, paper: str) -> dict[str, int]:
        """What is offered before a paper is printed; nothing where the file holds anything else."""
        kept: object = self.offered.get(paper)
        return {name: n for name, n in kept.items() if type(n) is int} if isinstance(kept, dict) else {}

    def keep_offer(self, paper: str, answers: dict[str, int]) -> None:
        """Remembers what to offer the next time."""
        self.offered = {**self.offered, paper: answers}
        self.keep()

    def sheet_of(self, key: str) -> dict[str, str]:
        """What was chosen last for the sheet of a list; nothing where the file holds anything else."""
        kept: object = self.sheet_columns.get(key)
        return {name: text for name, text in kept.items() if isinstance(text, str)} if isinstance(kept, dict) else {}

    def keep_sheet(self, key: str, chosen: dict[str, str]) -> None:
        """Remembers what was chosen for the sheet of a list."""
        self.sheet_columns = {**self.sheet_columns, key: chosen}
        self.keep()

    def keep_printer(self, printer: str, shift_mm: tuple[float, float]) -> None:
        """Remembers the printer used and its shift."""
        self.printer = printer
        self.print_shifts = {name: shift for name, shift in self.print_shifts.items() if name != printer}
        if any(shift_mm):
            self.print_shifts[printer] = list(shift_mm)
        self.save()

    @property
    def factor(self) -> float:
        """How much larger than usual everything is."""
        return self.scale / 100

    def _kept(self) -> list[str]:
        """The names of what is written: all but the folder itself."""
        return [name for name in vars(self) if name != "folder"]


def sheet_key(store: Path, *of: str | int) -> str:
    """Under what the columns of a sheet are remembered: a digest, which names neither the store nor the list."""
    from hashlib import sha256  # only once a list is printed: the first window would wait for it

    return sha256(json.dumps([str(store), *of]).encode()).hexdigest()
