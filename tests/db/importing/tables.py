"""Small tables built for a test, and what importing them comes to."""

from collections.abc import Sequence
from pathlib import Path

from db.services.import_file import ReadFile, commit, preview
from db.services.importing.choices import Choices
from db.services.importing.plan import TablePlan
from db.services.importing.problems import Verdict
from db.services.sheets.raw import Cell, Merged, RawSheet
from db.services.undo_import import PastImport, past_imports
from db.store import Store
from tests.db.registry.roster.files import TODAY

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "tables"
"""Tables as offices keep them, where this checkout has them beside it."""


def sheet(*rows: Sequence[Cell], name: str = "Sheet1", merged: Sequence[Merged] = ()) -> RawSheet:
    """A sheet without a file."""
    return RawSheet(name, [list(row) for row in rows], tuple(merged))


def planned(store: Store, *sheets: RawSheet, choices: Choices | None = None) -> TablePlan:
    """What importing these sheets would do."""
    return preview(store, ReadFile("表.xlsx", tuple(sheets)), choices or Choices(), TODAY)


def imported(store: Store, *sheets: RawSheet, choices: Choices | None = None) -> TablePlan:
    """The plan of these sheets, carried out."""
    return commit(store, planned(store, *sheets, choices=choices), "表.xlsx")


def told(plan: TablePlan, *verdicts: Verdict) -> list[tuple[int, str]]:
    """Row and code of what is to be said, of these verdicts or of all."""
    return [(p.row, p.code) for p in plan.problems if not verdicts or p.verdict in verdicts]


def past(store: Store, number: int = 0) -> PastImport:
    """An import that was carried out, the newest first."""
    return past_imports(store)[number]
