"""Files as telephones and scanners make them, small."""

import io
import zlib
from importlib import resources
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter

RED, BLUE = (220, 30, 30), (40, 120, 200)
SIDEWAYS = 6
"""Exif's word for a telephone that was held upright: what it kept is turned to the right for showing."""


def drawn(width: int = 96, height: int = 64, mode: str = "RGB") -> Image.Image:
    """Blue, its upper left quarter red."""
    image = Image.new("RGB", (width, height), BLUE)
    ImageDraw.Draw(image).rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=RED)
    return image.convert(mode)


def jpeg(
    path: Path, image: Image.Image | None = None, *, turned: int = 1, taken: str = "", place: bool = False
) -> Path:
    exif = Image.Exif()
    exif[0x0112] = turned
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    if place:
        exif.get_ifd(0x8825)[2] = (41.0, 44.0, 12.0)
    (image or drawn()).save(path, "JPEG", quality=95, exif=exif.tobytes())
    return path


def png(path: Path, image: Image.Image | None = None) -> Path:
    (image or drawn()).save(path, "PNG")
    return path


def heic(path: Path) -> Path:
    """A photo of 96 × 64 that is to be turned to the right, taken on 2026-03-01 at 17:05."""
    path.write_bytes(resources.files("tests.db.pictures").joinpath("rotated.heic").read_bytes())
    return path


def pdf(path: Path, pages: int = 2, password: str = "") -> Path:
    made = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        made.new_page(595, 842)
    written = io.BytesIO()
    made.save(written)
    if password:
        locked = PdfWriter(PdfReader(written))
        locked.encrypt(password, algorithm="AES-256")
        written = io.BytesIO()
        locked.write(written)
    path.write_bytes(written.getvalue())
    return path


def bomb(path: Path, side: int = 20_000) -> Path:
    """A PNG that says it is so many pixels wide and high, and has hardly a byte."""
    raw = io.BytesIO()
    drawn(2, 2).save(raw, "PNG")
    data = bytearray(raw.getvalue())
    data[16:24] = side.to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    path.write_bytes(data)
    return path


def jpeg_bomb(path: Path, side: int) -> Path:
    """A JPEG that says the same of itself."""
    return _lying(jpeg(path), b"\xff\xc0", 5, side.to_bytes(2, "big") * 2)


def heic_bomb(path: Path, side: int) -> Path:
    """A HEIC that says the same of itself."""
    return _lying(heic(path), b"ispe", 8, side.to_bytes(4, "big") * 2)


def _lying(path: Path, mark: bytes, behind: int, size: bytes) -> Path:
    """A picture with another size written so many bytes behind the mark where its own stands."""
    data = bytearray(path.read_bytes())
    at = data.index(mark) + behind
    data[at : at + len(size)] = size
    path.write_bytes(data)
    return path


def png_of(width: int, height: int, row: bytes) -> bytes:
    """A PNG of 16 bits a colour, every row of it the same."""

    def chunk(name: bytes, held: bytes) -> bytes:
        return len(held).to_bytes(4, "big") + name + held + zlib.crc32(name + held).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((16, 2, 0, 0, 0))
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def seen(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def is_red(image: Image.Image, across: float, down: float) -> bool:
    red, _, blue = image.convert("RGB").getpixel((int(image.width * across), int(image.height * down)))  # type: ignore[misc]
    return red > blue
