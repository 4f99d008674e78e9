"""写照片说明: what a photo or scan shows, in a line."""

from db.errors import RecordGone
from db.records.base import changed, fields_of
from db.records.exhibit import Exhibit
from db.services.evidence.shown import Deed, as_it_is, note_on, owner_of
from db.store import Store


def caption_evidence(store: Store, exhibit: Exhibit, written: str) -> Exhibit:
    """A photo or scan with another caption.

    Raises:
        ValueUnreadable: it is too long.
        NotByMove: the record that it belongs to is over.
        RecordChanged: somebody changed it meanwhile.
        RecordGone: it was taken away meanwhile.
    """
    caption = fields_of(Exhibit)["caption"].read(written)
    if caption == exhibit.caption:
        return exhibit
    with store.writing("写照片说明") as w:
        table, record_id = owner_of(w.read, exhibit)
        if not table:
            raise RecordGone(Exhibit.LABEL)
        saved = w.save(changed(as_it_is(w.read, exhibit), caption=caption))
        owner = w.read.get(w.read.kinds[table].record, record_id)
        note_on(w, owner, Deed.CAPTIONED, [saved], before=exhibit.title({}))
    return saved
