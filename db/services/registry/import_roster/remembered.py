"""What the clerk said of the columns last time, for the next roster under the same headings."""

from collections.abc import Iterable, Mapping

from db.records.base import changed
from db.records.registry.roster_layout import RosterLayout, written_columns
from db.services.importing.remembered import key_of
from db.services.registry.import_roster.headings import IGNORE, meanings
from db.services.registry.import_roster.recognise import SheetLayout
from db.store import Writer, eq
from db.store.reading import Reader


def remembered(store: Reader, layout: SheetLayout) -> Mapping[int, str]:
    """The meanings that the clerk gave to columns under these headings; those that nobody knows any more are left out."""
    found = _known(store, layout)
    there = {column.index for column in layout.columns}
    known = {IGNORE, *meanings()}
    return {i: key for i, key in found.columns().items() if i in there and key in known} if found else {}


def remember(writer: Writer, layouts: Iterable[SheetLayout]) -> None:
    """Keeps what the clerk changed of each layout, and forgets it where nothing was changed any more."""
    for layout in {key_of(one): one for one in layouts if one.columns and not one.skipped}.values():
        known = _known(writer.read, layout)
        written = written_columns(layout.corrected)
        if known and not layout.corrected:
            writer.delete(known)
        elif layout.corrected and (known is None or known.meanings != written):
            writer.save(changed(known or RosterLayout(headings=key_of(layout)), meanings=written))


def _known(store: Reader, layout: SheetLayout) -> RosterLayout | None:
    return next(iter(store.select(RosterLayout, eq("headings", key_of(layout)), limit=1)), None)
