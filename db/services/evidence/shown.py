"""Which photos and scans a record has, and what its log says of them."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from attrs import frozen

from db.errors import RecordChanged
from db.records.base import Record
from db.records.exhibit import LOOKS, Exhibit
from db.records.moving import changed_fields
from db.store import Writer, eq
from db.store.audit import Entry
from db.store.reading import Reader


class Deed(StrEnum):
    """What was done with photos and scans of a record, as its log names it."""

    ADDED = "add_evidence"
    REMOVED = "remove_evidence"
    BROUGHT_BACK = "bring_back_evidence"
    CAPTIONED = "caption_evidence"
    EXPORTED = "export_evidence"


def exhibits_of(read: Reader, record: Record) -> list[Exhibit]:
    """The photos and scans of a record in their order: as they were added, or as somebody arranged them since."""
    return read.select(Exhibit, eq("of", read.kinds.reference_of(record)), order=("place", "id"))


@frozen
class Shown:
    """A photo or scan as the page of its record shows it.

    Attributes:
        exhibit: the photo or scan.
        who: who added it.
        at: when it was added.
    """

    exhibit: Exhibit
    who: str = ""
    at: datetime | None = None


def shown_of(read: Reader, record: Record) -> list[Shown]:
    """The photos and scans of a record in their order, each with who added it and when."""
    exhibits = exhibits_of(read, record)
    added = read.first_entries(Exhibit.TABLE, [exhibit.id for exhibit in exhibits])
    return [_shown(exhibit, added.get(exhibit.id)) for exhibit in exhibits]


def _shown(exhibit: Exhibit, added: Entry | None) -> Shown:
    return Shown(exhibit, added.actor, added.at.replace(second=0, microsecond=0)) if added else Shown(exhibit)


def owner_of(read: Reader, exhibit: Exhibit) -> tuple[str, int]:
    """Table and id of the record that one belongs to."""
    return read.kinds.leads_to(exhibit.of)


def as_it_is(read: Reader, exhibit: Exhibit) -> Exhibit:
    """One as it is now: turned or arranged elsewhere it is still the same.

    Raises:
        RecordGone: it was taken away meanwhile.
        RecordChanged: something else of it was changed meanwhile.
    """
    now = read.get(Exhibit, exhibit.id)
    if changed_fields(exhibit, now) - LOOKS:
        raise RecordChanged(Exhibit.LABEL)
    return now


def note_on(w: Writer, record: Record, deed: Deed, exhibits: Sequence[Exhibit], before: str = "") -> None:
    """Enters with the record what was done with its photos and scans, so that its timeline tells it.

    Args:
        w: the transaction.
        record: that they belong to.
        deed: what was done.
        exhibits: with which.
        before: what was said of it before.
    """
    titles = [exhibit.title({}) for exhibit in exhibits]
    w.note(deed, record.TABLE, record.id, {"evidence": [before or None, titles]})
