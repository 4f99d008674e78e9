"""照片页: the photos and scans of one record, from the store to paper. No Qt: it is made in a worker's thread."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

import attrs

from db.errors import Cancelled
from db.records.base import Record, fields_of
from db.records.exhibit import SCAN, Exhibit
from db.services.evidence.shown import Shown, shown_of
from db.services.letters.number_record import void_words
from db.services.note_output import Holds
from db.store import Store
from gui.papers.asked import MASKED, NONE, Answers, Asked
from gui.papers.list_papers import NothingToPrint
from gui.papers.paperwork import Job
from gui.tasks import Tick

if TYPE_CHECKING:
    from printing.papers.photo_sheet import Photo

PAGE = 1600
"""Pixels across of a page of a PDF: 260 to the inch where it stands alone on A4."""
MOST = 200
"""Photos and pages of PDFs that are printed at once: all of them are in the memory together."""
_TAKEN = fields_of(Exhibit)["taken"]


def photo_sheet(
    kind: type[Record], record_id: int, day: date, only: Collection[int] = (), answers: Answers = NONE
) -> Job:
    """照片页 of one record, masked unless answered otherwise.

    Args:
        kind: of the record.
        record_id: of the record.
        day: of printing.
        only: the ids of those that are wanted; none for all of them.
        answers: see `gui.papers.asked`.
    """

    def make(store: Store, tick: Tick) -> bytes:
        from printing.papers import photo_sheet as paper

        record = store.get(kind, record_id)
        chosen = [one for one in shown_of(store, record) if not only or one.exhibit.id in only]
        refuse(chosen)
        count = len(chosen)
        photos: list[Photo] = []
        for done, one in enumerate(chosen):
            if not tick(done // 2, count):
                raise Cancelled
            photos += _photos(store, one, lambda _done, _count, done=done: tick(done // 2, count))
        title = store.title(record)
        subject = title if title.startswith(kind.LABEL) else f"{kind.LABEL}：{title}"
        void = void_words(store, record)
        given = paper.PhotoSheet(centre=store.centre(), subject=subject, photos=tuple(photos), day=day, void=void)
        return paper.PAPER.make(attrs.evolve(given, **answers), tick)

    again = partial(photo_sheet, kind, record_id, day, only)
    asked = Asked("photo_sheet", ("a_page", MASKED), again, first=False)
    holds = Holds(len(only) or 1, ("照片说明里的号码",))
    return Job(f"{kind.LABEL}照片页", make, asked=asked, of=(kind.TABLE, record_id), holds=holds)


def refuse(chosen: list[Shown]) -> None:
    """Lets what can be printed pass.

    Raises:
        NothingToPrint: there is none, or there are too many.
    """
    if not chosen:
        raise NothingToPrint("这一条没有照片和扫描件", "请先添加，再打印")
    count = sum(one.exhibit.pages or 1 for one in chosen)
    if count > MOST:
        raise NothingToPrint(f"一次最多印 {MOST} 张，这里连 PDF 的页共 {count} 张", "请先选中要印的几张，再打印")


def _photos(store: Store, one: Shown, tick: Tick) -> "Iterator[Photo]":
    """What is printed of one: itself, or each page of a PDF.

    Raises:
        PieceLost: its file is not there, or damaged.
        FileUnreadable: a page cannot be drawn.
        Cancelled: the tick said so.
    """
    from printing.papers.photo_sheet import Photo

    exhibit = one.exhibit
    content, turned, pages = store.evidence.read(exhibit.piece), (exhibit.turned or 0) % 4, exhibit.pages or 1
    if exhibit.form != SCAN:
        yield Photo(content=content, turned=turned, caption=exhibit.caption, when=_when(one))
        return
    from db.services.pictures.process import page_of  # starts a process: only for a scan

    title = exhibit.caption or PurePath(exhibit.name).stem  # the name that a camera gives says nothing
    for number in range(pages):
        place = f"{title}（第{number + 1}页，共{pages}页）" if pages > 1 else title
        yield Photo(content=page_of(content, number, PAGE, tick), turned=turned, caption=place, when=_when(one))


def _when(one: Shown) -> str:
    """When it was taken, else when and by whom it was added."""
    if one.exhibit.taken:
        return f"拍摄 {_TAKEN.show(one.exhibit.taken)}"
    return f"添加 {one.at:%Y-%m-%d} {one.who}".rstrip() if one.at else ""
