"""照片和扫描件: what shows what a record says; one table for all types that declare it.

A record of its own and no part of the one that it belongs to: two windows add to the same matter at once, and a signed page that comes
back when all is over is added to what is locked. What it shows lies in a sealed file beside the database, its piece.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Code, Evidence, Looks, Moment, Privacy, Ref, Text, Whole
from db.records.base import Record
from db.records.kind import Kind, Room
from db.records.may import ATTACHED_MAY

PHOTO, SCAN = "1", "2"
"""What a piece is: a JPEG of ours, or a PDF as it came; codes of the table ``exhibit_form``."""


@frozen(kw_only=True, slots=False)
class Exhibit(Record):
    """一张照片或一份扫描件.

    Attributes:
        of: the record that it belongs to.
        piece: what it shows, sealed; several may show the same.
        name: of the file that it came from.
        taken: when the camera says that it was taken.
        size: bytes of the piece before it was sealed.
        pages: of a PDF.
        turned: quarters to the right by which it is shown and printed turned; the piece stays as it is.
        place: by which those of one record are ordered; of two that are the same the elder one comes first.
    """

    TABLE: ClassVar[str] = "exhibit"
    LABEL: ClassVar[str] = "照片或扫描件"

    of: Annotated[int, Ref("属于", required=True)] = 0
    piece: Annotated[str, Evidence("文件", required=True)] = ""
    form: Annotated[str, Code("形式", table="exhibit_form", required=True, width=4, listed=True, fixed=True)] = PHOTO
    name: Annotated[str, Text("文件名", privacy=Privacy.PERSONAL, width=14, listed=True, longest=255)] = ""
    caption: Annotated[str, Text("说明", privacy=Privacy.PERSONAL, width=20, listed=True)] = ""
    taken: Annotated[datetime | None, Moment("拍摄时间", looks=Looks.BACK, width=8, listed=True, fixed=True)] = None
    size: Annotated[int | None, Whole("字节数", width=6, fixed=True)] = None
    pages: Annotated[int | None, Whole("页数", width=4, fixed=True)] = None
    turned: Annotated[int | None, Whole("右转几次", width=4, fixed=True)] = None
    place: Annotated[int | None, Whole("排在第几", width=4, fixed=True)] = None

    def title(self, linked: Mapping[str, str]) -> str:
        """What the clerk says of it, or the name that its file had."""
        return self.caption or self.name or self.LABEL


LOOKS = frozenset(("turned", "place"))
"""What says how one is looked at and nothing of what it shows: it may be set of what is over, too."""
EXHIBITS = Kind(record=Exhibit, code=50, room=Room.CENTRE, may=ATTACHED_MAY)
