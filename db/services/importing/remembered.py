"""What the clerk said of a sheet last time, for the next one under the same headings: which form it is, and what its columns mean."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from db.records.base import changed
from db.records.centre.table_layout import TableLayout
from db.records.registry.roster_layout import written_columns
from db.services.importing.form import TableForm
from db.services.importing.headings import IGNORE, SEQUENCE, tidy_heading
from db.services.importing.layout import Layout
from db.services.importing.recognise import layout_as
from db.services.sheets.raw import RawSheet
from db.store import Writer
from db.store.reading import Reader


def key_of(layout: Layout) -> str:
    """The digest of the headings in their places, tidied; "" of a sheet without any."""
    told = "\n".join(f"{column.index} {tidy_heading(column.heading)}" for column in layout.columns)
    return hashlib.sha256(told.encode()).hexdigest()[:32] if told else ""


@frozen
class Kept:
    """What was said last time of a sheet.

    Attributes:
        form: which form it is.
        columns: what columns mean otherwise than they seem to, by index.
    """

    form: TableForm
    columns: Mapping[int, str] = {}


@frozen
class Memory:
    """All that was said of tables."""

    layouts: tuple[TableLayout, ...] = ()

    @classmethod
    def load(cls, store: Reader) -> "Memory":
        """What the store keeps."""
        return cls(tuple(store.select(TableLayout, order=("-id",))))

    def of(self, sheet: RawSheet, forms: Sequence[TableForm]) -> Kept | None:
        """What was said of a sheet that has these headings, as one of these forms; None where nothing was."""
        for name in dict.fromkeys(kept.form for kept in self.layouts):
            form = next((form for form in forms if form.name == name), None)
            layout = layout_as(sheet, form, {}) if form else None
            key = key_of(layout) if layout else ""
            kept = next((one for one in self.layouts if key and (one.form, one.headings) == (name, key)), None)
            if form and layout and kept:
                there, known = {c.index for c in layout.columns}, {IGNORE, SEQUENCE, *(t.key for t in form.topics)}
                return Kept(form, {i: key for i, key in kept.columns().items() if i in there and key in known})
        return None


def is_kept(layout: Layout) -> bool:
    """Whether what the clerk says of a layout is worth keeping: an export of ours is always read alike."""
    return bool(layout.columns) and not layout.skipped and not layout.own


def remember(writer: Writer, told: Iterable[tuple[TableForm, Layout, bool]]) -> None:
    """Keeps what the clerk said of each layout, and forgets it where nothing was said any more.

    Args:
        writer: of the transaction of the import.
        told: the form and the layout of each sheet, and whether the clerk said which form it is.
    """
    kept = {(one.form, one.headings): one for one in Memory.load(writer.read).layouts}
    for form, layout, is_said in told:
        key = key_of(layout)
        for known in [one for (name, headings), one in kept.items() if headings == key and name != form.name]:
            writer.delete(known)
            del kept[known.form, key]
        known, meanings = kept.get((form.name, key)), written_columns(layout.corrected)
        if known and not (is_said or layout.corrected):
            writer.delete(known)
            del kept[form.name, key]
        elif key and (is_said or layout.corrected) and (known is None or known.meanings != meanings):
            new = known or TableLayout(headings=key, form=form.name)
            kept[form.name, key] = writer.save(changed(new, meanings=meanings))
