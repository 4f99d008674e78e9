"""照片页: so many a page, each whole and upright with its words under it, the same on the screen and from the printer."""

import io
from datetime import date

import attrs
import pypdfium2
import pytest
from PIL import Image

from db.errors import RecordInvalid
from printing.papers.photo_sheet import PAPER, Photo, PhotoSheet, example
from printing.replay import Replay, Shown
from tests.db.pictures.making import drawn
from tests.printing import measure

A4 = (595, 842)


def jpeg(width: int = 800, height: int = 500, mode: str = "RGB") -> bytes:
    written = io.BytesIO()
    drawn(width, height, mode).save(written, "JPEG")
    return written.getvalue()


def sheet(count: int, a_page: str = "2", **changes: object) -> PhotoSheet:
    photos = tuple(
        Photo(content=jpeg(), caption=f"第{n}处公告栏", when="拍摄 2026-03-02 09:10") for n in range(1, count + 1)
    )
    return attrs.evolve(example(), photos=photos, a_page=a_page, **changes)


def pages(data: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    return [page.render(scale=1).to_pil().convert("RGB") for page in document]


def places(data: bytes) -> list[list[tuple[float, float, float, float]]]:
    """Where the photos of each page stand: left, bottom, width, height in points, upright ones alone."""
    replay = Replay(data)
    found = [[m.matrix for m in replay.marks(n) if isinstance(m, Shown)] for n in range(len(replay.pages))]
    return [[(e, f, a, d) for a, _, _, d, e, f in page] for page in found]


@pytest.mark.parametrize(("a_page", "counts"), [("1", [1] * 7), ("2", [2, 2, 2, 1]), ("4", [4, 3]), ("6", [6, 1])])
def test_so_many_a_page_and_none_over_another(a_page: str, counts: list[int]) -> None:
    data = PAPER.make(sheet(7, a_page))
    found = places(data)
    assert [len(page) for page in found] == counts
    for page in found:
        assert all(round(w / h, 2) == 1.6 for _, _, w, h in page), "none is stretched"
        assert all(x >= 0 and y >= 0 and x + w <= A4[0] and y + h <= A4[1] for x, y, w, h in page)
        for number, (x, y, w, h) in enumerate(page):
            for u, v, s, t in page[:number]:
                assert x >= u + s or u >= x + w or y >= v + t or v >= y + h
    told = measure.all_text(data)
    assert all(f"{n}．第{n}处公告栏" in told for n in range(1, 8))
    assert told.count("拍摄2026-03-02") == 7
    assert f"共{len(counts)}页" in told


def test_fewer_a_page_are_larger() -> None:
    wide = [places(PAPER.make(sheet(6, a_page)))[0][0][2] for a_page in ("1", "2", "4", "6")]
    assert wide[0] >= wide[1] > wide[2] > wide[3] * 0.99


@pytest.mark.parametrize(("turned", "red"), [(0, (0.1, 0.1)), (1, (0.9, 0.1)), (2, (0.9, 0.9)), (3, (0.1, 0.9))])
def test_it_is_printed_as_it_was_turned(turned: int, red: tuple[float, float]) -> None:
    given = attrs.evolve(example(), photos=(Photo(content=jpeg(), turned=turned),), a_page="1")
    (image,) = pages(PAPER.make(given))
    coloured = [(x, y) for x in range(image.width) for y in range(image.height) if _is_coloured(image, x, y)]
    left, right = min(x for x, _ in coloured), max(x for x, _ in coloured)
    top, bottom = min(y for _, y in coloured), max(y for _, y in coloured)
    assert (right - left > bottom - top) is (turned % 2 == 0)
    spots = {(a, b): (left + a * (right - left), top + b * (bottom - top)) for a in (0.1, 0.9) for b in (0.1, 0.9)}
    assert [spot for spot, (x, y) in spots.items() if _is_red(image, int(x), int(y))] == [red]


def _is_coloured(image: Image.Image, x: int, y: int) -> bool:
    red, green, blue = image.getpixel((x, y))  # type: ignore[misc]
    return max(red, green, blue) - min(red, green, blue) > 60


def _is_red(image: Image.Image, x: int, y: int) -> bool:
    red, _, blue = image.getpixel((x, y))  # type: ignore[misc]
    return red > blue + 60


def test_numbers_in_what_is_said_are_masked_unless_asked_for() -> None:
    given = attrs.evolve(
        sheet(1), subject="诉求：找13812349126", photos=(Photo(content=jpeg(), caption="电话13812349126"),)
    )
    told = measure.all_text(PAPER.make(given))
    assert "13812349126" not in told
    assert told.count("138****9126") == 2
    assert measure.all_text(PAPER.make(attrs.evolve(given, masked=False))).count("13812349126") == 2


@pytest.mark.parametrize("a_page", ["1", "2", "4", "6"])
def test_a_long_caption_leaves_room_for_the_photo(a_page: str) -> None:
    photos = tuple(Photo(content=jpeg(500, 800), caption="长" * 100, when="添加 2026-03-02 卢清") for _ in range(6))
    data = PAPER.make(attrs.evolve(example(), photos=photos, a_page=a_page))
    assert all(high > 90 for page in places(data) for _, _, _, high in page)


def test_grey_and_very_long_ones_too() -> None:
    photos = (Photo(content=jpeg(60, 40, "L")), Photo(content=jpeg(1600, 20)), Photo(content=jpeg(20, 1600)))
    assert len(places(PAPER.make(attrs.evolve(example(), photos=photos, a_page="4")))[0]) == 3


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0", b"%PDF-1.4", jpeg()[:40]])
def test_what_is_no_photo_is_named(content: bytes) -> None:
    with pytest.raises(RecordInvalid, match="第2张照片：打不开"):
        PAPER.make(attrs.evolve(example(), photos=(Photo(content=jpeg()), Photo(content=content))))


def test_of_what_has_a_void_number_every_page_says_so() -> None:
    data = PAPER.make(sheet(3, void="诉求〔2026〕1号已作废：登记错了"))
    assert [measure.all_text(data).count(words) for words in ("作废：登记错了", "共2页")] == [2, 2]


def test_none_is_no_paper() -> None:
    with pytest.raises(RecordInvalid):
        PAPER.make(attrs.evolve(example(), photos=()))


def test_the_photo_itself_is_in_the_file_and_the_same_bytes_come_out() -> None:
    """It is neither made coarser nor decoded: what was kept is what is printed."""
    given = sheet(2, day=date(2026, 3, 10))
    data = PAPER.make(given)
    marks = [mark for mark in Replay(data).marks(0) if isinstance(mark, Shown)]
    assert [mark.content for mark in marks] == [given.photos[0].content] * 2
    assert PAPER.make(given) == data
