"""A photo of ours turned, for what leaves the program: other programs do not know how it is looked at here."""

import io
from typing import cast

from PIL import Image, JpegImagePlugin

_TURNS = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
"""Pillow turns to the left."""


def turned(content: bytes, quarters: int) -> bytes:
    """A JPEG that we made, so many quarters turned to the right; as fine as it was, and for none the same bytes.

    Raises:
        OSError: it is no JPEG.
    """
    if not quarters % 4:
        return content
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as image:
        found = cast("JpegImagePlugin.JpegImageFile", image)
        tables, sampling = found.quantization, JpegImagePlugin.get_sampling(found)
        written = io.BytesIO()
        image.transpose(_TURNS[quarters % 4]).save(
            written, "JPEG", qtables=tables, subsampling=max(sampling, 0), optimize=True
        )
    return written.getvalue()
