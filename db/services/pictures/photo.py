"""A photo as it is kept: upright, at most `SIDE` pixels a side, a JPEG with nothing in it but what is seen.

Where it was taken, by which telephone, and small previews of what was cut away stay out of the store with the rest of the original.
"""

import io
import re
import struct
from datetime import datetime
from typing import Any

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pi_heif ships no type information, and Pillow's own leaves out some.
from PIL import Image, UnidentifiedImageError

from db.errors import FileUnreadable
from db.services.pictures.kinds import Kind

SIDE = 1600
QUALITY = 85
MOST_PIXELS = 200_000_000
"""As many as a telephone makes today."""
_DETAILS, _TAKEN = 0x8769, 0x9003
"""Exif 2.32, 4.6.3 and 4.6.5: where the details stand, and the day and time of the original."""
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What stands a photo upright, by its orientation (Exif 2.32, 4.6.4 A)."""
_SPOILT = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, struct.error)
"""What Pillow meets in Exif that some program wrote badly; the photo may be whole all the same."""
_EARLIEST = 1990
_MOMENT = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):\d\d")
_WHITE = (255, 255, 255)
_AGAIN = "请从手机或相机重新传一次"


def photo_of(data: bytes, kind: Kind) -> tuple[bytes, datetime | None]:
    """The JPEG that is kept of a photo, and when the camera says that it was taken.

    Raises:
        FileUnreadable: it is damaged, cut off, or larger than any photo.
        MemoryError: it is more than this process may use.
    """
    Image.MAX_IMAGE_PIXELS = None  # its own limit says nothing of how much a reduced one takes
    if kind is Kind.HEIC:
        from pi_heif import register_heif_opener

        register_heif_opener()
    try:
        with Image.open(io.BytesIO(data), formats=(kind.value,)) as image:
            _refuse_large(*image.size)
            orientation, taken = _told(image)
            # A JPEG is read at an eighth of its size where that is enough, so that even the largest takes little.
            image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
            method = _UPRIGHT.get(orientation)
            return _encoded(_on_white(image if method is None else image.transpose(method))), taken
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, RuntimeError) as error:
        raise FileUnreadable("是照片，但没有传完或已损坏", _AGAIN) from error


def _refuse_large(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise FileUnreadable(f"有 {width:,} × {height:,} 个像素，大得不像照片", "请先在手机或电脑上缩小，再添加")


def _on_white(image: Image.Image) -> Image.Image:
    """The picture in grey or in colours, what could be seen through being white as paper is."""
    if image.mode.startswith(("I", "F")):  # 16 bits of grey
        return image.convert("I").point(lambda level: level / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGB", seen.size, _WHITE)
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _encoded(image: Image.Image) -> bytes:
    """A JPEG; comments of the original would be written into it, too."""
    image.info = {}
    written = io.BytesIO()
    image.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def _told(image: Image.Image) -> tuple[int, datetime | None]:
    """How a photo lies (1 to 8), and when it was taken; 1 and None where its Exif cannot be read."""
    try:
        exif = image.getexif()
        lies, details = exif.get(_ORIENTATION), exif.get_ifd(_DETAILS)
    except _SPOILT:
        return 1, None
    return lies if isinstance(lies, int) else 1, _taken(details)


def _taken(details: dict[int, Any]) -> datetime | None:
    """When it was taken, to the minute; None where nothing that makes sense is told."""
    if not (found := _MOMENT.match(str(details.get(_TAKEN, "")))):
        return None
    try:
        moment = datetime.strptime(" ".join(found.groups()), "%Y %m %d %H %M")
    except ValueError:
        return None
    return moment if moment.year >= _EARLIEST else None
