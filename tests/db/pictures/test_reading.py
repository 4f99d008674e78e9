"""A photo comes upright, small and with nothing in it but what is seen; a PDF as it is; what is neither is refused by its name."""

import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from db.errors import Cancelled, FileUnreadable
from db.records.exhibit import PHOTO, SCAN
from db.services.apart import process as apart
from db.services.evidence.ready import Ready
from db.services.pictures import process
from db.services.pictures.photo import MOST_PIXELS, SIDE
from db.services.pictures.process import page_of, read_evidence
from tests.db.pictures.making import (
    SIDEWAYS,
    bomb,
    drawn,
    heic,
    heic_bomb,
    is_red,
    jpeg,
    jpeg_bomb,
    pdf,
    png,
    png_of,
    seen,
)


def read(path: Path) -> Ready:
    found = read_evidence([path])
    assert found.refused == ()
    (ready,) = found.ready
    return ready


def refused(path: Path) -> FileUnreadable:
    found = read_evidence([path])
    assert found.ready == ()
    (why,) = found.refused
    assert why.remedy
    assert str(why).startswith(f"“{path.name}”")
    return why


# photos


@pytest.mark.parametrize(
    ("turned", "red"),
    [
        (1, (0.2, 0.2)),
        (2, (0.8, 0.2)),
        (3, (0.8, 0.8)),
        (4, (0.2, 0.8)),
        (5, (0.2, 0.2)),
        (SIDEWAYS, (0.8, 0.2)),
        (7, (0.8, 0.8)),
        (8, (0.2, 0.8)),
        (77, (0.2, 0.2)),
    ],
)
def test_a_photo_stands_upright(tmp_path: Path, turned: int, red: tuple[float, float]) -> None:
    image = seen(read(jpeg(tmp_path / "a.jpg", turned=turned)).content)
    assert (image.width > image.height) is (turned not in range(5, 9))
    assert [spot for spot in ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)) if is_red(image, *spot)] == [red]
    assert image.getexif().get(0x0112, 1) == 1


def test_of_a_telephone(tmp_path: Path) -> None:
    """HEIC, taken upright, with the moment of taking."""
    ready = read(heic(tmp_path / "IMG_0001.HEIC"))
    image = seen(ready.content)
    assert (ready.name, ready.form, ready.taken) == ("IMG_0001.HEIC", PHOTO, datetime(2026, 3, 1, 17, 5))
    assert (image.format, image.size, is_red(image, 0.8, 0.2), is_red(image, 0.2, 0.2)) == (
        "JPEG",
        (64, 96),
        True,
        False,
    )


@pytest.mark.parametrize(
    ("size", "kept"), [((4000, 3000), (1600, 1200)), ((900, 3200), (450, 1600)), ((800, 600), (800, 600))]
)
def test_a_large_one_becomes_small(tmp_path: Path, size: tuple[int, int], kept: tuple[int, int]) -> None:
    assert seen(read(jpeg(tmp_path / "a.jpg", drawn(*size))).content).size == kept
    assert max(kept) <= SIDE


def test_nothing_of_it_is_kept_but_what_is_seen(tmp_path: Path) -> None:
    """Where it was taken is nobody's business; the moment is told beside.

    资料怎样保护：照片的拍摄地点不保留。
    """
    path = jpeg(tmp_path / "a.jpg", taken="2026:03:01 17:05:09", place=True)
    with path.open("ab") as file:
        file.write("藏在后面的东西".encode())
    ready = read(path)
    assert ready.taken == datetime(2026, 3, 1, 17, 5)
    assert "藏在后面".encode() not in ready.content
    assert dict(seen(ready.content).getexif()) == {}


def test_no_comment_of_it_is_kept(tmp_path: Path) -> None:
    photo, picture = tmp_path / "a.jpg", tmp_path / "b.png"
    drawn().save(photo, "JPEG", comment="手机号13912345678")
    words = PngImagePlugin.PngInfo()
    words.add_text("comment", "IMEI 86753090")
    drawn().save(picture, "PNG", pnginfo=words)
    for path in (photo, picture):
        assert seen(read(path).content).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_photo_whose_exif_is_spoilt_is_added_all_the_same(tmp_path: Path) -> None:
    """Programs that edit photos write it badly; what is seen is whole."""
    path, exif = tmp_path / "a.jpg", Image.Exif()
    exif[0x0112], exif[0x0132] = 6, "2026:03:01 17:05:09"
    drawn().save(path, "JPEG", exif=exif, dpi=(72, 72))
    data = path.read_bytes()
    assert b"MM\x00*" in data
    path.write_bytes(data.replace(b"MM\x00*", b"MM\x00\x00", 1))
    assert seen(read(path).content).size == drawn().size


@pytest.mark.parametrize("taken", ["", "0000:00:00 00:00:00", "2026:13:01 17:05:09", "1904:01:01 00:00:00", "昨天"])
def test_a_moment_that_makes_no_sense_is_none(tmp_path: Path, taken: str) -> None:
    assert read(jpeg(tmp_path / "a.jpg", taken=taken)).taken is None


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16", "CMYK"])
def test_however_its_colours_are_kept(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "a.png"
    if mode == "CMYK":
        drawn(mode=mode).save(path, "JPEG")
    elif mode == "I;16":
        Image.new("I;16", (40, 30), 40_000).save(path, "PNG")
    else:
        png(path, drawn(mode=mode))
    image = seen(read(path).content)
    assert image.mode in ("RGB", "L")
    if mode in ("RGB", "RGBA", "P", "CMYK"):
        assert is_red(image, 0.2, 0.2)
    if mode == "I;16":
        assert abs(int(image.getpixel((5, 5))) - 40_000 // 256) < 3  # type: ignore[arg-type]


@pytest.mark.parametrize(("sort", "suffix"), [("PNG", "png"), ("MPO", "jpg")])
def test_of_one_that_moves_or_holds_several_the_first_is_kept(tmp_path: Path, sort: str, suffix: str) -> None:
    """An animated PNG, and what telephones with two lenses make."""
    path = tmp_path / f"a.{suffix}"
    drawn().save(path, sort, save_all=True, append_images=[drawn().rotate(180)])
    assert is_red(seen(read(path).content), 0.2, 0.2)


def test_sixteen_bits_a_colour(tmp_path: Path) -> None:
    pixel = b"".join((level << 8).to_bytes(2, "big") for level in (220, 30, 30))
    path = written(tmp_path / "a.png", png_of(40, 30, b"\0" + pixel * 40))
    assert seen(read(path).content).getpixel((5, 5)) == pytest.approx((220, 30, 30), abs=4)


@pytest.mark.parametrize("size", [(60_000, 1), (1, 60_000)])
def test_one_as_thin_as_a_thread(tmp_path: Path, size: tuple[int, int]) -> None:
    path = png(tmp_path / "a.png", Image.new("L", size, 90))
    assert max(seen(read(path).content).size) == SIDE


def test_what_can_be_seen_through_is_white_as_paper_is(tmp_path: Path) -> None:
    image = seen(read(png(tmp_path / "a.png", Image.new("RGBA", (20, 20), (0, 0, 0, 0)))).content)
    assert image.convert("L").getextrema() == (255, 255)


def test_the_same_photo_comes_out_the_same(tmp_path: Path) -> None:
    """Else it would lie in the store as often as it is added."""
    one, other = (jpeg(tmp_path / name, drawn(2000, 1500)) for name in ("a.jpg", "b.jpg"))
    assert read(one).content == read(other).content


def test_a_suffix_says_nothing(tmp_path: Path) -> None:
    assert seen(read(png(tmp_path / "微信图片.jpg")).content).format == "JPEG"
    assert read(pdf(tmp_path / "扫描件.jpg")).form == SCAN


def test_the_largest_that_a_telephone_makes(tmp_path: Path) -> None:
    """A JPEG is read small from the start: 108 million pixels take no more than a small one."""
    path = jpeg(tmp_path / "a.jpg", Image.new("L", (12_000, 9_000), 200))
    assert seen(read(path).content).size == (1600, 1200)


# PDF


def test_a_scan_stays_as_it_is(tmp_path: Path) -> None:
    path = pdf(tmp_path / "协议.pdf", pages=3)
    ready = read(path)
    assert (ready.form, ready.pages, ready.taken, ready.content) == (SCAN, 3, None, path.read_bytes())


def test_a_page_of_it_is_drawn(tmp_path: Path) -> None:
    content = pdf(tmp_path / "协议.pdf").read_bytes()
    image = seen(page_of(content, 1, 800))
    assert (image.format, image.width, round(image.height / image.width, 2)) == ("JPEG", 800, 1.42)
    with pytest.raises(FileUnreadable, match="画不出来"):
        page_of(content, 2, 800)
    with pytest.raises(FileUnreadable, match="画不出来"):
        page_of(b"%PDF-1.4 nothing", 0, 800)


# what is refused


def cut(path: Path, part: float = 0.6) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


WRONG: dict[str, tuple[Callable[[Path], Path], str]] = {
    "文字.jpg": (lambda p: written(p, "这是文字\n".encode() * 50), "不是照片，也不是 PDF"),
    "空.jpg": (lambda p: written(p, b""), "空文件（0 字节）"),
    "没传完.heic": (lambda p: cut(heic(p)), "没有传完或已损坏"),
    "没传完.jpg": (lambda p: cut(jpeg(p, drawn(900, 700))), "没有传完或已损坏"),
    "没传完.png": (lambda p: cut(png(p, drawn(900, 700))), "没有传完或已损坏"),
    "只有开头.jpg": (lambda p: written(p, b"\xff\xd8\xff\xe0"), "没有传完或已损坏"),
    "炸弹.png": (bomb, "20,000 × 20,000 个像素"),
    "更大的炸弹.png": (lambda p: bomb(p, 50_000), "50,000 × 50,000 个像素"),
    "炸弹.jpg": (lambda p: jpeg_bomb(p, 50_000), "50,000 × 50,000 个像素"),
    "炸弹.heic": (lambda p: heic_bomb(p, 50_000), "50,000 × 50,000 个像素"),
    "加密.pdf": (lambda p: pdf(p, password="123456"), "设了打开密码"),
    "没传完.pdf": (lambda p: cut(pdf(p), 0.3), "没有传完或已损坏"),
    "太大.pdf": (lambda p: written(p, b"%PDF-1.4\n" + bytes(21 << 20)), "21 MB，PDF 最多 20 MB"),
    "太大.jpg": (lambda p: written(p, b"\xff\xd8\xff" + bytes(65 << 20)), "65 MB，大得不像照片"),
    "动图.gif": (lambda p: (drawn().save(p, "GIF"), p)[1], "这种图片格式不能添加"),
    "图.webp": (lambda p: (drawn().save(p, "WEBP"), p)[1], "这种图片格式不能添加"),
    "图.avif": (lambda p: written(p, b"\0\0\0\x1cftypavif" + bytes(99)), "这种图片格式不能添加"),
    "纪要.docx": (lambda p: written(p, b"PK\x03\x04" + bytes(99)), "是文档或表格"),
    "现场.mp4": (lambda p: written(p, b"\0\0\0\x20ftypisom" + bytes(99)), "是视频"),
    "文件夹": (lambda p: (p.mkdir(), p)[1], "是文件夹"),
    "不在.jpg": (lambda p: p, "读不到"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    make, why = WRONG[name]
    assert why in refused(make(tmp_path / name)).message


def test_a_png_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    """Not so many pixels that it is refused at once, and more than the process may use."""
    side = int(MOST_PIXELS**0.5) - 1
    path = tmp_path / "大.png"
    Image.new("1", (side, side)).save(path, "PNG")
    raw = bytearray(path.read_bytes())
    raw[25] = 6  # says that it has colours and can be seen through
    raw[24] = 8
    raw[29:33] = zlib.crc32(bytes(raw[12:29])).to_bytes(4, "big")
    path.write_bytes(raw)
    assert refused(path).message.endswith(("内存装不下", "没有传完或已损坏"))


def test_more_than_the_memory_holds_is_left_for_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [pdf(tmp_path / f"{n}.pdf", pages=n + 1) for n in range(4)]
    monkeypatch.setattr(process, "MOST_TOGETHER", sum(path.stat().st_size for path in paths[:2]))
    found = read_evidence(paths)
    assert [one.name for one in found.ready] == ["0.pdf", "1.pdf"]
    assert [why.message.startswith(f"“{n}.pdf”放不下了") for n, why in enumerate(found.refused, 2)] == [True, True]


def test_the_others_are_read_all_the_same(tmp_path: Path) -> None:
    paths = [jpeg(tmp_path / "1.jpg"), written(tmp_path / "2.jpg", b"no"), heic(tmp_path / "3.heic")]
    found = read_evidence(paths)
    assert [one.name for one in found.ready] == ["1.jpg", "3.heic"]
    assert [str(why).startswith("“2.jpg”不是") for why in found.refused] == [True]


def test_progress_and_cancelling(tmp_path: Path) -> None:
    paths = [jpeg(tmp_path / f"{n}.jpg") for n in range(3)]
    told: list[tuple[int, int]] = []

    def tick(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 2

    with pytest.raises(Cancelled):
        read_evidence(paths, tick)
    assert {total for _, total in told} == {3}
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_what_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", -1)
    assert "没有读完" in refused(jpeg(tmp_path / "a.jpg")).message


def test_nothing_is_written_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    for path in (jpeg(tmp_path / "a.jpg"), heic(tmp_path / "b.heic"), pdf(tmp_path / "c.pdf")):
        read(path)
    page_of((tmp_path / "c.pdf").read_bytes(), 0, 400)
    assert list(temporary.iterdir()) == []
