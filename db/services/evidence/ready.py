"""What is ready to be added: a photo as we keep photos, a PDF as it came."""

from datetime import datetime

from attrs import frozen

from db.records.exhibit import PHOTO


@frozen
class Ready:
    """One file that was read.

    Attributes:
        name: of the file.
        content: what its piece will hold.
        form: a photo or a scan; see `db.records.exhibit`.
        taken: when the camera says that it was taken.
        pages: of a PDF.
    """

    name: str
    content: bytes
    form: str = PHOTO
    taken: datetime | None = None
    pages: int | None = None
