"""添加照片和扫描件: the pieces first, then the records that name them, all of them or none."""

from collections.abc import Sequence

from attrs import frozen

from db.errors import AppError
from db.records.base import Record, fields_of
from db.records.exhibit import Exhibit
from db.services.evidence.ready import Ready
from db.services.evidence.shown import Deed, exhibits_of, note_on
from db.store import Store
from db.values.legible import legible

_LONGEST_NAME = 255


class NoEvidence(AppError):
    """A record whose type takes no photos, or that is not saved yet."""

    code = "no_evidence"


@frozen
class Added:
    """What came of adding.

    Attributes:
        exhibits: those that were added, in their order.
        twice: names of the files that the record has already.
    """

    exhibits: tuple[Exhibit, ...]
    twice: tuple[str, ...] = ()


def add_evidence(store: Store, record: Record, ready: Sequence[Ready], caption: str = "") -> Added:
    """Photos and scans as saved; to what is over they are added, too.

    Raises:
        NoEvidence: the record takes none.
        ValueUnreadable: the caption is too long.
        DiskFull: there is no room; none was added.
        RecordGone: the record was deleted meanwhile.
    """
    refuse_evidence(store, record)
    of = store.kinds.reference_of(record)
    caption = fields_of(Exhibit)["caption"].read(caption)
    with store.evidence.adding() as put:
        names = [put(one.content) for one in ready]
        with store.writing("添加照片和扫描件") as w:
            w.read.get(type(record), record.id)
            shown = exhibits_of(w.read, record)
            there, last = {one.piece for one in shown}, max((one.place or 0 for one in shown), default=0)
            new: list[Exhibit] = []
            twice: list[str] = []
            for one, name in zip(ready, names, strict=True):
                if found := there & store.evidence.names_of(one.content):
                    store.evidence.mend(min(found), one.content)
                    twice.append(one.name)
                    continue
                there.add(name)
                # Another window may have swept it since: nobody can under this lock.
                new.append(_exhibit(of, one, put(one.content), caption, last + len(new) + 1))
            saved = w.save_all(new)
            if saved:
                note_on(w, record, Deed.ADDED, saved)
    return Added(tuple(saved), tuple(twice))


def _exhibit(of: int, one: Ready, piece: str, caption: str, place: int) -> Exhibit:
    name = legible(one.name)[0].replace("\n", " ")[-_LONGEST_NAME:]
    return Exhibit(
        of=of,
        piece=piece,
        form=one.form,
        name=name,
        caption=caption,
        taken=one.taken,
        size=len(one.content),
        pages=one.pages,
        place=place,
    )


def refuse_evidence(store: Store, record: Record) -> None:
    """Lets a record pass to which photos and scans may be added.

    Raises:
        NoEvidence: its type takes none, or it is not saved yet.
    """
    if not record.id:
        raise NoEvidence(f"这条{record.LABEL}还没有保存", "请先保存，再添加照片和扫描件")
    if not store.kinds[record.TABLE].evidence:
        raise NoEvidence(f"{record.LABEL}不能带照片和扫描件", "请加到有关的诉求、案件、会议或走访里")
