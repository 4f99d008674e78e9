"""The cells of a row of a roster: what merged cells share, which of them are addresses, and what nobody can read in them."""

from collections.abc import Mapping

from db.services.importing.row_values import RowValues
from db.services.registry.import_roster import headings
from db.services.registry.import_roster.headings import ADDRESS, ROOM
from db.services.registry.import_roster.read_person import Draft
from db.services.registry.import_roster.recognise import SheetLayout
from db.services.sheets.raw import RawSheet
from db.values.legible import MARK, points

# What is one's own: 同上 says nothing there.
_OWN = frozenset({headings.NAME, "id_number", headings.SEQUENCE})


def row_values(sheet: RawSheet, layout: SheetLayout) -> RowValues:
    """What reads the rows of a roster."""
    shared = {c.index for c in layout.columns if c.meaning in headings.SHARED}
    return RowValues(sheet, layout, shared, _OWN, (headings.NAME,))


def blocks_of_doors(cells: RowValues, layout: SheetLayout) -> Mapping[int, int]:
    """The merged block of address cells that each row stands in, by index."""
    doors = {c.index for c in layout.columns if c.meaning in (ADDRESS, ROOM)}
    found: dict[int, int] = {}
    for index, blocks in cells.blocks.items():
        if told := [block for column, block in blocks.items() if column in doors]:
            found[index] = max(told)
    return found


def note_characters(cells: RowValues, draft: Draft) -> None:
    """Tells of what nobody could read in the row that was given last."""
    for meaning, strange in cells.strange:
        draft.remark(meaning, "character")
        label = headings.meanings()[meaning].label
        draft.notes.append(f"{label}里的{MARK}原为字库外的字 {points(strange)}")
