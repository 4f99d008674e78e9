"""Out of which ledger a table went: it has the numbers of the rows there, and beside them the names that these bear."""

from collections.abc import Iterator

from db.records.base import fields_of
from db.records.registry.ledger import Ledger, LedgerRow
from db.services.import_file import ReadFile
from db.services.importing.cells import text_of
from db.services.importing.headings import tidy_heading
from db.services.importing.table_head import LOOK_AT
from db.services.registry.ledgers.export import tab_of
from db.services.registry.ledgers.headings import SERIAL
from db.services.sheets.raw import RawSheet
from db.store import Store, eq
from db.values import person_name

_LEAST_SHARE = 0.5
"""So much of the numbered rows must bear the name of the row of that number: somebody may have put a name right outside."""


def has_numbers(file: ReadFile) -> bool:
    """Whether a file has numbers of a ledger's rows at all; without them it is of none, and no store need be asked."""
    return any(True for sheet in file.sheets if not sheet.hidden for _ in _numbered(sheet))


def went_out_of(store: Store, file: ReadFile) -> Ledger | None:
    """The ledger of which a file is the export, filled in or not; None for any other file, or where two ledgers are alike."""
    told = [row for sheet in file.sheets if not sheet.hidden for row in _numbered(sheet)]
    if not told:
        return None
    found = [(_alike(store, one, told), one) for one in store.select(Ledger)]
    best = max((score for score, _ in found), default=0)
    meant = [one for score, one in found if score == best]
    if best < len(told) * _LEAST_SHARE or best == 0:
        return None
    titles = [file.source, *(sheet.name for sheet in file.sheets)]
    named = [one for one in meant if any(title.startswith(tab_of(one)) for title in titles)] or meant
    still = [one for one in named if not one.closed] if len(named) > 1 else named
    return still[0] if len(still) == 1 else None


def _numbered(sheet: RawSheet) -> Iterator[tuple[int, frozenset[str]]]:
    """The rows with a number of a ledger: the number, and the words that stand in the row, as names are compared."""
    heading = tidy_heading(fields_of(LedgerRow)[SERIAL].label)
    for top, row in enumerate(sheet.rows[:LOOK_AT]):
        at = next((n for n, cell in enumerate(row) if tidy_heading(text_of(cell)) == heading), None)
        if at is None:
            continue
        for cells in sheet.rows[top + 1 :]:
            number = text_of(cells[at]) if at < len(cells) else ""
            if number.isdecimal():
                yield int(number), frozenset(person_name.key(text_of(cell)) for cell in cells if cell != "")
        return


def _alike(store: Store, ledger: Ledger, told: list[tuple[int, frozenset[str]]]) -> int:
    """How many rows bear the name of the row of their number, in full or as an export covers it."""
    name = fields_of(LedgerRow)["name"]
    rows = store.select(LedgerRow, eq("ledger", ledger.id))
    names = {row.serial: {person_name.key(row.name), person_name.key(name.mask(row.name))} for row in rows}
    return sum(bool(names.get(number, set()) & words) for number, words in told)
