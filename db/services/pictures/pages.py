"""A page of a PDF as a picture, drawn in the reading process: a PDF comes from anybody, also when it is looked at again."""

import io
from typing import TYPE_CHECKING, Any, cast

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]  it ships no type information

from db.errors import FileUnreadable
from db.services.apart.frames import Send
from db.services.pictures.wire import CONTENT

if TYPE_CHECKING:
    from PIL import Image

_MOST_SIDE = 4000
_QUALITY = 90


def answer(data: bytes, number: int, width: int, send: Send) -> None:
    """Sends a page, counted from 0, so many pixels wide, as a JPEG.

    Raises:
        FileUnreadable: it cannot be drawn.
    """
    try:
        document = pypdfium2.PdfDocument(data)
        page = document[number]
        across, down = page.get_width(), page.get_height()
        scale = min((width - 0.5) / across, _MOST_SIDE / max(across, down))  # what is drawn is rounded up
        drawn = cast("Image.Image", cast("Any", page).render(scale=scale).to_pil()).convert("RGB")
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError) as error:
        raise FileUnreadable("这一页画不出来", "可以导出这份 PDF，用别的程序打开") from error
    written = io.BytesIO()
    drawn.save(written, "JPEG", quality=_QUALITY)
    send(CONTENT, written.getvalue())
