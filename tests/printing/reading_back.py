"""Printed papers read by programs that are not ours: pdfium, poppler, pypdf."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pypdfium2
from PIL import Image, ImageChops
from pypdf.generic import DictionaryObject, StreamObject

from printing.glyphs import Style, new_canvas, runs, width

PAGE = (600.0, 800.0)
SIZE = 20.0


def printed(lines: list[str], style: Style) -> bytes:
    """A paper with these lines, one below the other."""
    target = io.BytesIO()
    canvas = new_canvas(target, page_size=PAGE, title="试印", author="测试")
    for number, line in enumerate(lines):
        x, y = 40.0, 750.0 - number % 25 * 28
        for run in runs(line, style):
            canvas.setFont(run.font, SIZE)
            canvas.drawString(x, y, run.text)
            x += width(run.text, style, SIZE)
        if number % 25 == 24 or number == len(lines) - 1:
            canvas.showPage()
    canvas.save()
    return target.getvalue()


def pdfium_lines(paper: bytes) -> list[str]:
    """What pdfium copies."""
    document = pypdfium2.PdfDocument(paper)
    pages = [document[n].get_textpage().get_text_bounded() for n in range(len(document))]
    return [line.strip() for page in pages for line in page.splitlines() if line.strip()]


def pypdf_text(paper: bytes) -> str:
    """What pypdf copies; where it sees a new line is its guess, so the characters only."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages]
    return "".join("".join(pages).split())


def poppler_lines(paper: bytes, folder: Path) -> list[str] | None:
    """What poppler's pdftotext copies; None where it is not installed."""
    program = shutil.which("pdftotext")
    if program is None:
        return None
    file = folder / "paper.pdf"
    file.write_bytes(paper)
    done = subprocess.run([program, "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)
    return [line.strip() for line in done.stdout.decode().splitlines() if line.strip()]


def fonts(paper: bytes) -> Iterator[DictionaryObject]:
    """The font dictionaries of all pages."""
    for page in pypdf.PdfReader(io.BytesIO(paper)).pages:
        resources = page["/Resources"].get_object()
        assert isinstance(resources, DictionaryObject)
        named = resources.get("/Font", DictionaryObject()).get_object()
        assert isinstance(named, DictionaryObject)
        for font in named.values():
            found = font.get_object()
            assert isinstance(found, DictionaryObject)
            yield found


def descriptor(font: DictionaryObject) -> DictionaryObject:
    """The descriptor of a font, whether simple or composite."""
    if "/DescendantFonts" in font:
        descendants = font["/DescendantFonts"].get_object()
        assert isinstance(descendants, list)
        font = descendants[0].get_object()
    found = font["/FontDescriptor"].get_object()
    assert isinstance(found, DictionaryObject)
    return found


def program_of(font: DictionaryObject) -> bytes:
    """The TrueType program that the paper carries for a font."""
    program = descriptor(font)["/FontFile2"].get_object()
    assert isinstance(program, StreamObject)
    return program.get_data()


def picture(paper: bytes, scale: int) -> Image.Image:
    """The first line of the first page, 100 points high, ink white on black."""
    page = pypdfium2.PdfDocument(paper)[0]
    image = page.render(scale=scale, crop=(0, PAGE[1] - 100, 0, 0)).to_pil()  # pyright: ignore[reportArgumentType]
    return ImageChops.invert(image.convert("L"))


def ink_of(paper: bytes, scale: int) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of the ink of the first line, in points; None when it is blank."""
    box = picture(paper, scale).point([0] * 97 + [255] * 159).getbbox()
    if box is None:
        return None
    left, top, right, bottom = (edge / scale for edge in box)
    return left, PAGE[1] - bottom, right, PAGE[1] - top
