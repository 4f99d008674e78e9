"""Which font draws each character of a paper, and the canvas that embeds it. Nothing is ever left blank in silence.

Every style has a chain of bundled fonts. A character that no font of the chain draws stops the printing with its code
point (`MissingGlyph`) before a page exists. Fonts of the machine are never used, so every PC prints the same bytes.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import BinaryIO, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from db.errors import AppError
from printing.embedding import EmbeddedFont
from printing.fontfile import FontFile, Ink

__all__ = [
    "Canvas",
    "Ink",
    "MissingGlyph",
    "Run",
    "Style",
    "drawn",
    "ink",
    "missing",
    "new_canvas",
    "run_width",
    "runs",
    "width",
]

PROGRAM = "党群服务台"


class Style(StrEnum):
    """The faces of GB/T 9704-2012."""

    FANGSONG = "仿宋"
    HEI = "黑体"
    HEI_BOLD = "粗黑体"
    KAI = "楷体"
    SONG = "宋体"
    XIAOBIAOSONG = "小标宋"


# A pattern with a star is a font that somebody may put beside the bundled ones; none is needed.
_CHAINS = {
    Style.FANGSONG: ("ZhuqueFangsong*", "FangSong", "SongTi-Light"),
    Style.HEI: ("HeiTi",),
    Style.HEI_BOLD: ("HeiTi-Bold", "HeiTi"),
    Style.KAI: ("KaiTi", "KaiTi-Rest"),
    Style.SONG: (),
    Style.XIAOBIAOSONG: ("XiaoBiaoSong",),
}
_FOR_ALL = ("SongTi", "RareA", "RareB", "Symbols", "Extra*")
_FONTS = resources.files("resources").joinpath("fonts")
_lock = Lock()


class MissingGlyph(AppError):
    """No font draws a character; nothing was printed.

    Attributes:
        char: the character.
    """

    code = "missing_glyph"

    def __init__(self, char: str, owner: str = "") -> None:
        where = f"{owner}里的" if owner else ""
        # What Unicode has not assigned, private use and half characters show nothing, or cannot even be written.
        shown = "字符" if unicodedata.category(char) in ("Cn", "Co", "Cs") else f"“{char}”"
        super().__init__(
            f"{where}{shown}（U+{ord(char):04X}）没有字体能印出来，没有打印",
            "请核对这个字是否录对；确实是这个字时，请技术人员把含有它的 TrueType 字体改名为 Extra.ttf 放进字体文件夹",
        )
        self.char = char


class Run(NamedTuple):
    """Characters that one font draws.

    Attributes:
        font: its name on the canvas.
        text: what to draw with it.
    """

    font: str
    text: str


@cache
def _folder() -> Path:
    """The folder of the bundled fonts."""
    return Path(str(_FONTS))


@cache
def _chain(style: Style) -> tuple[str, ...]:
    """The style's fonts by name, in the order in which they are asked."""
    found: list[str] = []
    for name in (*_CHAINS[style], *_FOR_ALL):
        found += sorted(path.stem for path in _folder().glob(f"{name}.ttf"))
    return tuple(found)


def _font(name: str) -> EmbeddedFont:
    """The font, opened and registered when it is first asked for."""
    with _lock:
        return _opened(name)


@cache
def _opened(name: str) -> EmbeddedFont:
    font = EmbeddedFont(name, FontFile(_folder() / f"{name}.ttf"))
    pdfmetrics.registerFont(font)  # pyright: ignore[reportUnknownMemberType]
    return font


class _Faces(dict[str, str]):
    """Of one style: the first font of the chain that has the character, empty when there is none. Fills itself."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.chain = _chain(style)

    def __missing__(self, char: str) -> str:
        found = next((name for name in self.chain if char in _font(name).file), "")
        self[char] = found
        return found


@cache
def _faces(style: Style) -> _Faces:
    return _Faces(style)


class _Drawn(dict[int, str]):
    """What is drawn for a code point, as `str.translate` asks for it. Fills itself."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _drawn(chr(code))
        return found


_AS_DRAWN = _Drawn()
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_EM_SPACES = "\u2001\u2003\u3000"
_UNSEEN = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x1810), 0x034F))
_ACCENTED = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")


def _drawn(char: str) -> str:
    kind = unicodedata.category(char)
    if char in _SPACES:
        return " "
    if kind in ("Cc", "Cf") or ord(char) in _UNSEEN:
        return ""
    if kind == "Zs" and char != "\u00a0":
        return "\u3000" if char in _EM_SPACES else " "
    return char


def drawn(text: str) -> str:
    """What of the text is drawn; the stored text is never changed.

    Line ends and tabs are a space; control characters, joiners and variation selectors, which have no shape of their
    own, are left out; a letter and its accent become one character where Unicode has it.
    """
    text = text.translate(_AS_DRAWN)
    return _ACCENTED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def runs(text: str, style: Style, owner: str = "") -> list[Run]:
    """The text cut where the font changes.

    Args:
        text: one line; see `drawn` for what is left out of it.
        style: whose fonts are asked first.
        owner: whose text it is, for the error: "申请人姓名".

    Raises:
        MissingGlyph: no font draws one of the characters.
    """
    return list(_runs(drawn(text), style, owner))


def _runs(text: str, style: Style, owner: str) -> Iterator[Run]:
    for font, chars in groupby(text, _faces(style).__getitem__):
        piece = "".join(chars)
        if not font:
            raise MissingGlyph(piece[0], owner)
        yield Run(font, piece)


def missing(text: str, style: Style) -> list[str]:
    """The characters that no font draws, each once, in their order; empty when the text can be printed."""
    faces = _faces(style)
    return [char for char in dict.fromkeys(drawn(text)) if not faces[char]]


def width(text: str, style: Style, size_pt: float) -> float:
    """Points the text is wide with the fonts' own advances; raises MissingGlyph."""
    return sum(_font(run.font).stringWidth(run.text, size_pt) for run in runs(text, style))


def run_width(font: str, text: str, size_pt: float) -> float:
    """Points that text is wide in one font of the canvas, named as `Run.font` names it."""
    return _font(font).stringWidth(text, size_pt)


def ink(text: str, style: Style, size_pt: float) -> Ink:
    """The box of the text's ink in points, from the origin of its first character; all 0 when it is blank.

    Raises:
        MissingGlyph: no font draws one of the characters.
    """
    boxes = list(_boxes(runs(text, style)))
    if not boxes:
        return Ink(0, 0, 0, 0)
    scale = size_pt / 1000
    return Ink(
        min(box.left for box in boxes) * scale,
        min(box.bottom for box in boxes) * scale,
        max(box.right for box in boxes) * scale,
        max(box.top for box in boxes) * scale,
    )


def _boxes(line: Iterable[Run]) -> Iterator[Ink]:
    """The boxes of the glyphs of a line in thousandths of the type size, from the line's origin."""
    x = 0.0
    for run in line:
        file = _font(run.font).file
        for glyph in map(file.glyph, run.text):
            if box := file.ink(glyph):
                yield Ink(box.left + x, box.bottom, box.right + x, box.top)
            x += file.advance(glyph)


def new_canvas(target: str | Path | BinaryIO, *, page_size: tuple[float, float], title: str, author: str) -> Canvas:
    """A canvas that embeds all its fonts and gives the same bytes for the same drawing.

    Args:
        target: a file name or an open binary file.
        page_size: width and height in points.
        title: for the document's properties.
        author: the same.
    """
    rl_config.useA85 = 0  # text armour from the days of 7-bit mail: a fifth of the file
    _font("SongTi")  # an embedded font to start with: reportlab's own start is a Helvetica that is not in the file
    where = str(target) if isinstance(target, Path) else target
    canvas = Canvas(
        where,
        pagesize=page_size,
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 5),
        initialFontName="SongTi",  # pyright: ignore[reportArgumentType]  its stub says float
        lang="zh-CN",
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PROGRAM)
    return canvas
