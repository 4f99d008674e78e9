"""拿掉照片和扫描件: what names them goes, and can be brought back for as long as their pieces are kept; see `db.store.vault`."""

from collections.abc import Sequence

from db.errors import PieceLost, RecordGone
from db.records.base import Record, changed
from db.records.exhibit import Exhibit
from db.services.evidence.shown import Deed, as_it_is, note_on, owner_of
from db.store import Store, Warrant, Writer


def remove_evidence(store: Store, exhibits: Sequence[Exhibit], reason: str = "") -> list[Exhibit]:
    """Takes photos and scans of one record away, of one that is over only with a reason; those that went, as they were.

    Raises:
        NotByMove: the record is over, and no reason was given.
        RecordGone: one is no longer there.
        RecordChanged: somebody changed one meanwhile.
    """
    reason = reason.strip()
    why = f"拿掉照片和扫描件：{reason}" if reason else "拿掉照片和扫描件"
    return _remove(store, exhibits, why, Warrant.CORRECT if reason else None)


def take_back(store: Store, exhibits: Sequence[Exhibit]) -> None:
    """Takes away what was just added. Raises as `remove_evidence` does."""
    _remove(store, exhibits, "撤销添加照片和扫描件", Warrant.UNDO)


def bring_back_evidence(store: Store, exhibits: Sequence[Exhibit]) -> None:
    """Photos and scans of one record that were taken away, there again as they were; of one whose file was lost it is told in its place.

    Raises:
        PieceLost: no piece of any is there; nothing was brought back.
        LinkGone: the record was deleted meanwhile.
        RecordTwice: one is there already.
    """
    with store.writing("撤销拿掉照片和扫描件", Warrant.UNDO) as w:
        lost = [error for one in exhibits if (error := _lost(store, one))]
        if len(lost) == len(exhibits):
            raise lost[0]
        note_on(w, _owner(w, exhibits), Deed.BROUGHT_BACK, w.put_back(exhibits))


def carry_over(w: Writer, exhibits: Sequence[Exhibit], record: Record) -> None:
    """Gives a deleted record that was saved as a new one what it had, be its file there or not: a daily backup may still have it."""
    of = w.read.kinds.reference_of(record)
    w.save_all([changed(exhibit, id=0, version=0, of=of) for exhibit in exhibits])


def _lost(store: Store, exhibit: Exhibit) -> PieceLost | None:
    """Looks, under the write lock, whether the piece of one is there still."""
    try:
        store.evidence.read(exhibit.piece)
    except PieceLost as error:
        return error
    return None


def _remove(store: Store, exhibits: Sequence[Exhibit], why: str, warrant: Warrant | None) -> list[Exhibit]:
    with store.writing(why, warrant) as w:
        there = [as_it_is(w.read, exhibit) for exhibit in exhibits]
        owner = _owner(w, there)
        for exhibit in there:
            w.delete(exhibit)
        note_on(w, owner, Deed.REMOVED, there)
    return there


def _owner(w: Writer, exhibits: Sequence[Exhibit]) -> Record:
    table, record_id = owner_of(w.read, exhibits[0])
    if not table:
        raise RecordGone(Exhibit.LABEL)
    return w.read.get(w.read.kinds[table].record, record_id)
