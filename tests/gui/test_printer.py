"""To paper: what leaves the program is what was previewed, at its places and its size, drawn as outlines."""

import io
import math
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from attrs import evolve
from PIL import Image, ImageChops, ImageFilter
from PySide6.QtGui import QFontDatabase
from PySide6.QtPrintSupport import QPrinter

from db.errors import Cancelled
from gui.page_setup import EVEN, ODD, Letter, PageSetup, PagesUnclear, chosen_pages, is_for_both_sides, sides
from gui.pdf_document import PdfDocument
from gui.printer import PrinterRefused, Sheet, new_printer, print_pages
from printing.drawing import Sheet as DrawnSheet
from printing.drawing import Text
from printing.page import OFFICIAL
from printing.papers import PAPERS
from printing.papers.hall import notice
from printing.press import pressed
from tests.printing.samples import letters

DPI = 150
MM = DPI / 25.4
NEAR_MM = 0.2


def file_printer(document: PdfDocument, path: Path) -> QPrinter:
    """Stands for a printer: takes pages into a file, as CUPS takes them."""
    printer = new_printer(document, "试印")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def printed(data: bytes, path: Path, setup: PageSetup | None = None) -> bytes:
    document = PdfDocument(data)
    print_pages(document, file_printer(document, path), setup or PageSetup(), lambda _done, _total: True)
    return path.read_bytes()


def pictures(pdf: bytes, some: list[int] | None = None) -> list[Image.Image]:
    """All pages, or some, as ink white on black."""
    document = pypdfium2.PdfDocument(pdf)
    scale = DPI / 72
    return [
        ImageChops.invert(page.render(scale=scale).to_pil().convert("L"))  # pyright: ignore[reportArgumentType]
        for page in (document if some is None else (document[n] for n in some))
    ]


def ink_mm(picture: Image.Image) -> tuple[float, float, float, float]:
    box = picture.point([0] * 80 + [255] * 176).getbbox()
    assert box is not None
    return box[0] / MM, box[1] / MM, box[2] / MM, box[3] / MM


def strayed(a: Image.Image, b: Image.Image) -> int:
    """Dots of strong ink in one picture with no ink within a dot (0.17 mm) in the other, either way."""
    size = (min(a.width, b.width), min(a.height, b.height))
    a, b = a.crop((0, 0, *size)), b.crop((0, 0, *size))
    count = 0
    for one, other in ((a, b), (b, a)):
        near = other.filter(ImageFilter.MaxFilter(3)).point([0] * 40 + [255] * 216)
        count += ImageChops.subtract(one.point([0] * 160 + [255] * 96), near).histogram()[255]
    return count


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_the_printed_page_is_the_previewed_page(name: str, tmp_path: Path) -> None:
    paper = PAPERS[name]
    previewed = paper.make(paper.example())
    output = printed(previewed, tmp_path / "out.pdf")
    count = len(pypdfium2.PdfDocument(previewed))
    assert len(pypdfium2.PdfDocument(output)) == count
    some = sorted({0, count // 2, count - 1})
    before, after = pictures(previewed, some), pictures(output, some)
    for a, b in zip(before, after, strict=True):
        if a.getbbox() is None:
            assert b.getbbox() is None
            continue
        assert ink_mm(b) == pytest.approx(ink_mm(a), abs=NEAR_MM)
        assert strayed(a, b) == 0
    photos = [[len(page.images) for page in pypdf.PdfReader(io.BytesIO(data)).pages] for data in (previewed, output)]
    assert photos[0] == photos[1], "印出来的是图片"
    assert any(photos[0]) is (name == "photo_sheet")


def test_rare_names_are_printed_as_outlines(tmp_path: Path) -> None:
    """王𠮷, 李𬭚, 㛃䶮: their characters come from other fonts than the rest."""
    previewed = notice.PAPER.make(letters(8))
    output = printed(previewed, tmp_path / "out.pdf")
    some = [2, 4, 7]
    for a, b in zip(pictures(previewed, some), pictures(output, some), strict=True):
        assert ink_mm(b) == pytest.approx(ink_mm(a), abs=NEAR_MM)
        assert strayed(a, b) == 0


def test_a_printer_that_spoils_fonts_gets_drawings(tmp_path: Path) -> None:
    """王𠮷 and 李𬭚 once more, and a name turned over: every character of it as an outline."""
    for previewed in (notice.PAPER.make(letters(5)), PAPERS["name_cards"].make(PAPERS["name_cards"].example())):
        output = printed(previewed, tmp_path / "out.pdf", PageSetup(outlines=True))
        assert not any(page.get("/Resources", {}).get("/Font") for page in pypdf.PdfReader(io.BytesIO(output)).pages)
        for a, b in zip(pictures(previewed, [2]), pictures(output, [2]), strict=True):
            assert ink_mm(b) == pytest.approx(ink_mm(a), abs=NEAR_MM)
            assert strayed(a, b) == 0


def test_a_batch_is_not_blown_up_on_its_way_to_the_printer(tmp_path: Path) -> None:
    previewed = notice.PAPER.make(letters(30))
    assert len(printed(previewed, tmp_path / "out.pdf")) < 3 * len(previewed)


def test_fonts_lent_to_the_printer_are_given_back(tmp_path: Path) -> None:
    before = set(QFontDatabase.families())
    printed(notice.PAPER.make(letters(3)), tmp_path / "out.pdf")
    assert set(QFontDatabase.families()) == before


def test_a_shift_moves_everything_and_changes_nothing_else(tmp_path: Path) -> None:
    previewed = PAPERS["notice"].make(PAPERS["notice"].example())
    still = ink_mm(pictures(printed(previewed, tmp_path / "a.pdf"))[0])
    moved = ink_mm(pictures(printed(previewed, tmp_path / "b.pdf", PageSetup(shift_mm=(3.0, -2.0))))[0])
    assert moved == pytest.approx((still[0] + 3, still[1] - 2, still[2] + 3, still[3] - 2), abs=NEAR_MM)


@pytest.mark.parametrize(
    ("size_mm", "words"),
    [
        ((210, 297), "A4"),
        ((148, 210), "A5"),
        ((420, 297), "A3"),
        ((210, 330), "F4（210×330 毫米）"),
        ((100, 60), "60×100 毫米"),
    ],
)
def test_the_paper_comes_from_the_document(size_mm: tuple[int, int], words: str, tmp_path: Path) -> None:
    document = plain(size_mm)
    assert Sheet.of(document, 0).name() == words
    output = printed(document.data, tmp_path / "out.pdf")
    box = pypdf.PdfReader(io.BytesIO(output)).pages[0].mediabox
    assert (float(box.width) / 72 * 25.4, float(box.height) / 72 * 25.4) == pytest.approx(size_mm, abs=0.4)
    assert ink_mm(pictures(output)[0]) == pytest.approx(ink_mm(pictures(document.data)[0]), abs=0.4)


def plain(size_mm: tuple[int, int]) -> PdfDocument:
    """A paper of another size with some ink in two corners."""
    grid = evolve(OFFICIAL, paper_width_mm=size_mm[0], paper_height_mm=size_mm[1])
    ops = (Text("SongTi", "一", 20, 20, 12), Text("SongTi", "国", size_mm[0] * 2.5, size_mm[1] * 2.5, 12))
    return PdfDocument(pressed([[DrawnSheet([(0.0, ops)])]], grid, title="试印", author=""))


def test_pages_are_chosen_in_words() -> None:
    assert chosen_pages(PageSetup(), 4) == [0, 1, 2, 3]
    assert chosen_pages(PageSetup(pages="1-3,5"), 6) == [0, 1, 2, 4]
    assert chosen_pages(PageSetup(pages="5，1 至2".replace(" ", "")), 6) == [0, 1, 4]
    assert chosen_pages(PageSetup(pages="3-"), 5) == [2, 3, 4]
    assert chosen_pages(PageSetup(parity=ODD), 5) == [0, 2, 4]
    assert chosen_pages(PageSetup(pages="2-4", parity=EVEN), 5) == [1, 3]


@pytest.mark.parametrize("pages", ["0", "7", "3-1", "五", "1-2-3", "2,9"])
def test_pages_that_are_not_there_are_refused(pages: str) -> None:
    with pytest.raises(PagesUnclear, match=r"1 到 6"):
        chosen_pages(PageSetup(pages=pages), 6)


def test_no_two_letters_share_a_sheet() -> None:
    job = [Letter("甲", 0, 1), Letter("乙", 1, 3), Letter("丙", 4, 2)]
    assert sides(range(6), job, duplex=True) == [0, None, 1, 2, 3, None, 4, 5]
    assert sides(range(6), job, duplex=False) == [0, 1, 2, 3, 4, 5]
    assert is_for_both_sides(job, 6)
    assert not is_for_both_sides([Letter("甲", 0, 1), Letter("乙", 1, 1)], 2)
    assert is_for_both_sides([], 2)


def test_copies_of_an_odd_paper_begin_on_their_own_sheets(tmp_path: Path) -> None:
    previewed = PAPERS["minutes"].make(PAPERS["minutes"].example())
    count = len(pictures(previewed))
    output = printed(previewed, tmp_path / "out.pdf", PageSetup(copies=2, duplex=True))
    pages = pictures(output)
    assert len(pages) == 2 * (count + count % 2)
    assert strayed(pages[0], pages[len(pages) // 2]) == 0


def test_one_letter_of_a_batch_alone(tmp_path: Path) -> None:
    document = PdfDocument(notice.PAPER.make(letters(5)))
    found = document.letters()
    assert [one.name.split(" ")[0] for one in found][2] == "王𠮷"
    output = printed(document.data, tmp_path / "out.pdf", PageSetup(pages=str(found[2].first + 1)))
    only, whole = pictures(output), pictures(document.data)
    assert len(only) == found[2].count
    assert strayed(only[0], whole[found[2].first]) == 0


def test_stopping_stops_before_the_next_page(tmp_path: Path) -> None:
    document = PdfDocument(notice.PAPER.make(letters(5)))
    told: list[int] = []

    def tick(done: int, _total: int) -> bool:
        told.append(done)
        return done < 2

    with pytest.raises(Cancelled):
        print_pages(document, file_printer(document, tmp_path / "out.pdf"), PageSetup(), tick)
    assert told == [1, 2]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_told_with_a_remedy(tmp_path: Path) -> None:
    document = PdfDocument(notice.PAPER.make(letters(1)))
    with pytest.raises(PrinterRefused, match="什么都没有印"):
        print_pages(document, file_printer(document, tmp_path / "gone" / "out.pdf"), PageSetup(), lambda *_: True)


def test_strayed_sees_half_a_millimetre() -> None:
    page = pictures(PAPERS["sign_in"].make(PAPERS["sign_in"].example()))[0]
    assert math.ceil(0.5 * MM) == 3
    assert strayed(page, ImageChops.offset(page, 3, 0)) > 100
