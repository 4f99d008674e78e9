"""The outlines of an embedded TrueType program, as paths in ems: what the printer is given to fill.

Read here and not through a font engine, because an engine of each system would load, hint and round them its own way.
"""

from collections.abc import Iterator, Sequence
from struct import error as StructError  # noqa: N812  an error is named as errors are
from struct import unpack_from
from typing import NamedTuple

from printing.pdf_file import NotOurs

_MOST_NESTED = 6


class Step(NamedTuple):
    """One step of a path: M to a point, L line, Q and C curves with their control points first, Z closes."""

    kind: str
    points: tuple[float, ...] = ()


Path = tuple[Step, ...]
_Point = tuple[float, float, bool]
"""Right, up, and whether it lies on the line."""


class Outlines:
    """The glyphs of one program (OpenType: glyf, loca, head)."""

    def __init__(self, program: bytes) -> None:
        """Reads the table of tables; raises NotOurs."""
        self._data = program
        try:
            tables = {tag: at for tag, _, at, _ in self._directory()}
            self._glyf, self._loca = tables[b"glyf"], tables[b"loca"]
            self._units: int = unpack_from(">H", program, tables[b"head"] + 18)[0]
            self._long: bool = unpack_from(">h", program, tables[b"head"] + 50)[0] == 1
        except (LookupError, StructError) as error:
            raise NotOurs("a font program is damaged") from error

    def _directory(self) -> Iterator[tuple[bytes, int, int, int]]:
        for n in range(unpack_from(">H", self._data, 4)[0]):
            yield unpack_from(">4sLLL", self._data, 12 + 16 * n)

    def path(self, glyph: int) -> Path:
        """The glyph's outline in ems, filled by the non-zero rule; empty when it is blank."""
        try:
            contours = self._contours(glyph, 0)
        except (LookupError, StructError) as error:
            raise NotOurs("a glyph is damaged") from error
        steps: list[Step] = []
        for contour in contours:
            steps += _steps([(x / self._units, y / self._units, on) for x, y, on in contour])
        return tuple(steps)

    def _contours(self, glyph: int, depth: int) -> list[list[_Point]]:
        size, form = (4, ">LL") if self._long else (2, ">HH")
        start, end = (n * (1 if self._long else 2) for n in unpack_from(form, self._data, self._loca + size * glyph))
        if start == end:
            return []
        at = self._glyf + start
        count = unpack_from(">h", self._data, at)[0]
        if count >= 0:
            return self._simple(at + 10, count)
        if depth > _MOST_NESTED:
            raise NotOurs("a glyph is composed of itself")
        return self._composed(at + 10, depth)

    def _simple(self, at: int, count: int) -> list[list[_Point]]:
        data = self._data
        ends = unpack_from(f">{count}H", data, at)
        total = ends[-1] + 1 if ends else 0
        at += 2 * count
        at += 2 + unpack_from(">H", data, at)[0]
        flags: list[int] = []
        while len(flags) < total:
            flag = data[at]
            at += 1
            flags.append(flag)
            if flag & 8:
                flags += [flag] * data[at]
                at += 1
        xs, at = self._coordinates(at, flags, 2, 16)
        ys, _ = self._coordinates(at, flags, 4, 32)
        points: list[_Point] = [(x, y, bool(flag & 1)) for x, y, flag in zip(xs, ys, flags, strict=True)]
        return [
            points[start:end] for start, end in zip((0, *(n + 1 for n in ends)), (n + 1 for n in ends), strict=False)
        ]

    def _coordinates(self, at: int, flags: Sequence[int], short: int, same: int) -> tuple[list[int], int]:
        """One coordinate of all points, and the place behind them."""
        found: list[int] = []
        value = 0
        for flag in flags:
            if flag & short:
                value += self._data[at] if flag & same else -self._data[at]
                at += 1
            elif not flag & same:
                value += unpack_from(">h", self._data, at)[0]
                at += 2
            found.append(value)
        return found, at

    def _composed(self, at: int, depth: int) -> list[list[_Point]]:
        contours: list[list[_Point]] = []
        more = True
        while more:
            flags, part = unpack_from(">HH", self._data, at)
            if not flags & 2:
                raise NotOurs("a glyph's parts are placed by points")
            dx, dy = unpack_from(">hh" if flags & 1 else ">bb", self._data, at + 4)
            at += 8 if flags & 1 else 6
            xx, xy, yx, yy = 1.0, 0.0, 0.0, 1.0
            if flags & 0x80:
                xx, xy, yx, yy = (n / 16384 for n in unpack_from(">hhhh", self._data, at))
                at += 8
            elif flags & 0x40:
                xx, yy = (n / 16384 for n in unpack_from(">hh", self._data, at))
                at += 4
            elif flags & 8:
                xx = yy = unpack_from(">h", self._data, at)[0] / 16384
                at += 2
            for contour in self._contours(part, depth + 1):
                contours.append([(xx * x + yx * y + dx, xy * x + yy * y + dy, on) for x, y, on in contour])
            more = bool(flags & 0x20)
        return contours


def _steps(points: list[_Point]) -> Iterator[Step]:
    """A contour; between two points off the line lies one on it (OpenType, glyf)."""
    if len(points) < 2:
        return
    first = next((n for n, point in enumerate(points) if point[2]), None)
    if first is None:
        points = [_middle(points[-1], points[0]), *points]
        first = 0
    ring = [*points[first:], *points[: first + 1]]
    yield Step("M", ring[0][:2])
    bend: _Point | None = None
    for point in ring[1:]:
        if point[2]:
            yield Step("Q", (*bend[:2], *point[:2])) if bend else Step("L", point[:2])
            bend = None
        else:
            if bend:
                yield Step("Q", (*bend[:2], *_middle(bend, point)[:2]))
            bend = point
    yield Step("Z")


def _middle(a: _Point, b: _Point) -> _Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, True
