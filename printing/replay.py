"""The marks of a finished PDF in drawing order, read from its bytes: outlines to fill and lines to draw, never pixels but those of photos.

So the paper from the printer is made of what the preview shows. Operators: ISO 32000-1, annex A.
"""

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from attrs import define, evolve, field

from printing import letters
from printing.drawing import BLACK, Colour
from printing.outlines import Outlines, Path, Step
from printing.pdf_file import Name, NotOurs, Page, PdfFile, Ref, Value, Word, numbers, values

Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Glyph(NamedTuple):
    """A glyph to fill: number ``glyph`` of ``font``, its ems laid on the page by ``matrix``."""

    font: "Font"
    glyph: int
    matrix: Matrix
    colour: Colour


class Drawn(NamedTuple):
    """A path; ``fill`` and ``stroke`` are its colours or None, lengths are in points before ``matrix``."""

    path: Path
    matrix: Matrix
    fill: Colour | None
    stroke: Colour | None
    width: float
    dash: tuple[float, ...]
    cap: int
    join: int
    even_odd: bool = False


class Shown(NamedTuple):
    """A photo, a JPEG that fills the square of one ``matrix`` unit with its upper edge at 1."""

    content: bytes
    matrix: Matrix


Mark = Glyph | Drawn | Shown


class Font:
    """A composite font of the file, with two-byte codes that are its glyphs' numbers."""

    def __init__(self, file: PdfFile, ref: Ref) -> None:
        about = file.dictionary(ref)
        kinds = file.value(about.get("DescendantFonts"))
        inner = file.dictionary(kinds[0]) if isinstance(kinds, list) else {}
        usual = (about.get("Encoding"), inner.get("Subtype"), inner.get("CIDToGIDMap"))
        if usual != ("Identity-H", "CIDFontType2", "Identity"):
            raise NotOurs("a font is embedded otherwise")
        self._file, self._inner = file, inner
        self._paths: dict[int, Path] = {}
        self.widths = _widths(inner.get("W"))

    @cached_property
    def program(self) -> bytes:
        """The TrueType program as it is embedded."""
        descriptor = self._file.dictionary(self._inner.get("FontDescriptor"))
        return self._file.stream(descriptor.get("FontFile2"))

    @cached_property
    def _outlines(self) -> Outlines:
        return Outlines(self.program)

    def path(self, glyph: int) -> Path:
        """The outline of a glyph in ems."""
        if glyph not in self._paths:
            self._paths[glyph] = self._outlines.path(glyph)
        return self._paths[glyph]


def _widths(given: Value | None) -> dict[int, float]:
    """Advances in ems of the codes that are not one em wide."""
    found: dict[int, float] = {}
    items = given if isinstance(given, list) else []
    for first, widths in zip(items[::2], items[1::2], strict=True):
        if not isinstance(first, int):
            raise NotOurs("widths are told otherwise")
        found |= {first + n: width / 1000 for n, width in enumerate(numbers(widths))}
    return found


class Replay:
    """A finished paper to be drawn again.

    Attributes:
        pages: its pages.
    """

    def __init__(self, data: bytes) -> None:
        """Reads the file; raises NotOurs."""
        self._file = PdfFile(data)
        self._fonts: dict[Ref, Font] = {}
        self.pages = self._file.pages()

    def marks(self, number: int) -> list[Mark]:
        """Everything on a page, counted from 0; the origin is its lower left corner.

        Raises:
            NotOurs: the page draws something that our papers never draw.
        """
        page = self.pages[number]
        return _Reader(page, lambda name: self._font(page, name), self._file).marks()

    def names(self) -> list[letters.Entry]:
        """Where each named letter begins; empty when the pages are nobody's."""
        return letters.read(self._file)

    def _font(self, page: Page, name: str) -> Font:
        ref = page.fonts.get(name)
        if ref is None:
            raise NotOurs("a font is missing")
        if ref not in self._fonts:
            self._fonts[ref] = Font(self._file, ref)
        return self._fonts[ref]


@define
class _State:
    """The graphics state that q keeps and Q brings back."""

    matrix: Matrix = PLAIN
    fill: Colour = BLACK
    stroke: Colour = BLACK
    width: float = 1.0
    dash: tuple[float, ...] = ()
    cap: int = 0
    join: int = 0
    font: Font | None = None
    size: float = 0.0
    char_gap: float = 0.0
    leading: float = 0.0
    stretch: float = 1.0
    rise: float = 0.0


_PAINTS = {
    "S": (False, True, False), "s": (False, True, True), "f": (True, False, False), "F": (True, False, False),
    "f*": (True, False, False), "B": (True, True, False), "B*": (True, True, False), "b": (True, True, True),
    "b*": (True, True, True), "n": (False, False, False),
}  # fmt: skip
"""Whether the operator fills, strokes, and closes first."""
_PATH_STEPS = {"m": "M", "l": "L", "c": "C", "h": "Z"}
_SILENT = frozenset(("M", "i", "ri", "BMC", "BDC", "EMC", "MP", "DP", "ET"))
_NUMBER_OF = {"w": "width", "Tc": "char_gap", "TL": "leading", "Ts": "rise"}


@define
class _Reader:
    """Goes through the operators of one page."""

    page: Page
    find: Callable[[str], Font]
    file: PdfFile
    state: _State = field(factory=_State)
    found: list[Mark] = field(factory=list[Mark])
    path: list[Step] = field(factory=list[Step])
    kept: list[_State] = field(factory=list[_State])
    line: Matrix = PLAIN
    text: Matrix = PLAIN

    def marks(self) -> list[Mark]:
        given: list[Value] = []
        for value in values(self.page.content):
            if not isinstance(value, Word):
                given.append(value)
                continue
            self._do(str(value), given)
            given = []
        return self.found

    def _do(self, word: str, given: list[Value]) -> None:
        if word in _PATH_STEPS:
            self.path.append(Step(_PATH_STEPS[word], tuple(numbers(given))))
        elif word in _PAINTS:
            self._paint(word)
        elif word in _NUMBER_OF:
            setattr(self.state, _NUMBER_OF[word], numbers(given)[0])
        elif word not in _SILENT:
            known = _OPERATORS.get(word)
            if known is None:
                raise NotOurs(f"operator {word}")
            known(self, given)

    def _paint(self, word: str) -> None:
        fills, strokes, closes = _PAINTS[word]
        state = self.state
        if closes:
            self.path.append(Step("Z"))
        if self.path and (fills or strokes):
            fill, stroke = state.fill if fills else None, state.stroke if strokes else None
            look = (state.width, state.dash, state.cap, state.join, word.endswith("*"))
            self.found.append(Drawn(tuple(self.path), state.matrix, fill, stroke, *look))
        self.path = []

    def rectangle(self, given: list[Value]) -> None:
        x, y, wide, high = numbers(given)
        corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))
        self.path += [Step("L" if n else "M", corner) for n, corner in enumerate(corners)]
        self.path.append(Step("Z"))

    def keep(self, _given: list[Value]) -> None:
        self.kept.append(evolve(self.state))

    def bring_back(self, _given: list[Value]) -> None:
        if not self.kept:
            raise NotOurs("Q without q")
        self.state = self.kept.pop()

    def transform(self, given: list[Value]) -> None:
        self.state.matrix = times(_matrix(given), self.state.matrix)

    def show_photo(self, given: list[Value]) -> None:
        self.found.append(Shown(self.file.jpeg(self.page.images.get(str(given[0]))), self.state.matrix))

    def dashes(self, given: list[Value]) -> None:
        self.state.dash = tuple(numbers(given[0]))

    def cap(self, given: list[Value]) -> None:
        self.state.cap = int(numbers(given)[0])

    def join(self, given: list[Value]) -> None:
        self.state.join = int(numbers(given)[0])

    def fill(self, given: list[Value]) -> None:
        self.state.fill = _colour(numbers(given))

    def stroke(self, given: list[Value]) -> None:
        self.state.stroke = _colour(numbers(given))

    def begin_text(self, _given: list[Value]) -> None:
        self.line = self.text = PLAIN

    def set_font(self, given: list[Value]) -> None:
        name, size = given
        if not isinstance(name, Name):
            raise NotOurs("a font without a name")
        self.state.font, self.state.size = self.find(name), numbers([size])[0]

    def set_mode(self, given: list[Value]) -> None:
        if numbers(given)[0] != 0:
            raise NotOurs("text that is not filled")

    def set_stretch(self, given: list[Value]) -> None:
        self.state.stretch = numbers(given)[0] / 100

    def set_text(self, given: list[Value]) -> None:
        self.line = self.text = _matrix(given)

    def step(self, given: list[Value]) -> None:
        x, y = numbers(given)
        self.line = self.text = times((1, 0, 0, 1, x, y), self.line)

    def new_line(self, _given: list[Value]) -> None:
        self.step([0, -self.state.leading])

    def show(self, given: list[Value]) -> None:
        state = self.state
        if state.font is None or not isinstance(given[0], bytes):
            raise NotOurs("text without a font")
        ems: Matrix = (state.size * state.stretch, 0, 0, state.size, 0, state.rise)
        codes = given[0]
        for code in (codes[n] << 8 | codes[n + 1] for n in range(0, len(codes), 2)):
            where = times(times(ems, self.text), state.matrix)
            self.found.append(Glyph(state.font, code, where, state.fill))
            self._advance((state.font.widths.get(code, 1.0) * state.size + state.char_gap) * state.stretch)

    def show_spaced(self, given: list[Value]) -> None:
        for piece in given[0] if isinstance(given[0], list) else ():
            if isinstance(piece, bytes):
                self.show([piece])
            else:
                self._advance(-numbers([piece])[0] / 1000 * self.state.size * self.state.stretch)

    def _advance(self, x: float) -> None:
        a, b, c, d, e, f = self.text
        self.text = (a, b, c, d, e + x * a, f + x * b)


_OPERATORS: dict[str, Callable[[_Reader, list[Value]], None]] = {
    "re": _Reader.rectangle, "q": _Reader.keep, "Q": _Reader.bring_back, "cm": _Reader.transform, "d": _Reader.dashes,
    "J": _Reader.cap, "j": _Reader.join, "g": _Reader.fill, "rg": _Reader.fill, "k": _Reader.fill,
    "G": _Reader.stroke, "RG": _Reader.stroke, "K": _Reader.stroke, "BT": _Reader.begin_text, "Tf": _Reader.set_font,
    "Tr": _Reader.set_mode, "Tz": _Reader.set_stretch, "Tm": _Reader.set_text, "Td": _Reader.step,
    "Do": _Reader.show_photo, "T*": _Reader.new_line, "Tj": _Reader.show, "TJ": _Reader.show_spaced,
}  # fmt: skip


def _matrix(given: list[Value]) -> Matrix:
    a, b, c, d, e, f = numbers(given)
    return a, b, c, d, e, f


def times(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def _colour(given: list[float]) -> Colour:
    """Grey, light or inks as light."""
    if len(given) == 1:
        return given[0], given[0], given[0]
    if len(given) == 3:
        return given[0], given[1], given[2]
    cyan, magenta, yellow, black = given
    return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
