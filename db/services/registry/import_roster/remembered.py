"""What the clerk said of the columns last time, for the next roster under the same headings."""

from collections.abc import Iterable, Mapping

from db.records.base import changed
from db.records.estates.estate import Estate
from db.records.registry.roster_layout import NO_ESTATE, RosterLayout, written_columns
from db.services.importing.remembered import key_of
from db.services.registry.import_roster.headings import IGNORE, meanings
from db.services.registry.import_roster.recognise import SheetLayout
from db.store import Writer, eq
from db.store.reading import Reader
from db.values.address import estate_key


def remembered(store: Reader, layout: SheetLayout) -> Mapping[int, str]:
    """The meanings that the clerk gave to columns under these headings; those that nobody knows any more are left out."""
    found = _known(store, layout)
    there = {column.index for column in layout.columns}
    known = {IGNORE, *meanings()}
    return {i: key for i, key in found.columns().items() if i in there and key in known} if found else {}


def estate_remembered(store: Reader, layout: SheetLayout) -> str | None:
    """The estate of buildings that name none, as it was said last time, "" for none of them; None where nobody knows any more."""
    said = found.estate if (found := _known(store, layout)) else ""
    if said in ("", NO_ESTATE):
        return "" if said else None
    there = store.select(Estate, eq("closed", None))
    return said if any(estate_key(said) in map(estate_key, one.names()) for one in there) else None


def remember(writer: Writer, layouts: Iterable[SheetLayout]) -> None:
    """Keeps what the clerk said of each layout, and forgets it where nothing is said any more."""
    told: dict[str, list[SheetLayout]] = {}
    for layout in layouts:
        if layout.columns and not layout.skipped:
            told.setdefault(key_of(layout), []).append(layout)
    for key, alike in told.items():
        layout = alike[-1]
        known, written, estate = _known(writer.read, layout), written_columns(layout.corrected), _estate(alike)
        if known and not (written or estate):
            writer.delete(known)
        elif (written or estate) and (known is None or (known.meanings, known.estate) != (written, estate)):
            writer.save(changed(known or RosterLayout(headings=key), meanings=written, estate=estate))


def _estate(layouts: Iterable[SheetLayout]) -> str:
    """What was said of sheets under the same headings; "" where nothing was, or of each something else."""
    said = {layout.estate or NO_ESTATE for layout in layouts if layout.estate_said}
    return next(iter(said)) if len(said) == 1 else ""


def _known(store: Reader, layout: SheetLayout) -> RosterLayout | None:
    return next(iter(store.select(RosterLayout, eq("headings", key_of(layout)), limit=1)), None)
