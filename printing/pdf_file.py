"""A finished PDF of ours read again: its values, pages and streams, so that what is printed comes from the previewed bytes.

It reads what `printing.press` writes (ISO 32000-1 with a plain cross-reference table, Flate streams, no encryption) and
refuses everything else.
"""

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

_TOKEN = re.compile(
    rb"[\s\0]*(?:%[^\r\n]*[\s\0]*)*(?:"
    rb"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))"
    rb"|\((?P<text>(?:[^()\\]|\\.)*)\)"
    rb"|(?P<mark><<|>>|\[|\])"
    rb"|/(?P<name>[^\s\0<>\[\]()/%{}]*)"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|(?P<word>[A-Za-z'\"][A-Za-z0-9'\"*]*)"
    rb")",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}
_MOST_DEEP = 32


class NotOurs(ValueError):
    """The file has something that our own papers never have."""


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


class Word(str):
    """A bare word: an operator, true, false, null, obj, R."""

    __slots__ = ()


class Ref(NamedTuple):
    """Points to an object of the file."""

    number: int


Value: TypeAlias = float | bytes | Name | Word | Ref | list["Value"] | dict[str, "Value"]


class Page(NamedTuple):
    """A page as it stands in the file.

    Attributes:
        size_pt: width and height.
        content: its drawing operators.
        fonts: its font dictionaries by the names the operators use.
        images: its photos likewise.
    """

    size_pt: tuple[float, float]
    content: bytes
    fonts: dict[str, Ref]
    images: dict[str, Ref]


def values(data: bytes, start: int = 0) -> Iterator[Value]:
    """The values and operators one after the other.

    Raises:
        NotOurs: something else stands between them.
    """
    tokens = _Tokens(data, start)
    while (found := tokens.next()) is not None:
        yield found


class _Tokens:
    """Reads values from a place on."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self.at = at

    def next(self, depth: int = 0) -> Value | None:
        """The next value; None at the end of the data."""
        found = _TOKEN.match(self._data, self.at)
        if found is None:
            if self._data[self.at :].strip(b"\0\t\n\f\r "):
                raise NotOurs(f"byte {self.at}")
            return None
        self.at = found.end()
        kind, raw = found.lastgroup, found[found.lastgroup or 0]
        if kind == "number":
            return float(raw) if b"." in raw else int(raw)
        if kind == "text":
            return _ESCAPE.sub(_unescaped, raw) if b"\\" in raw else raw
        if kind == "word":
            return Word(raw.decode("ascii"))
        if kind == "name":
            return Name(raw.decode("latin-1"))
        if kind == "hex":
            digits = b"".join(raw.split()).decode("ascii")
            return bytes.fromhex(digits + "0" * (len(digits) % 2))
        return self._collection(raw, depth)

    def _collection(self, mark: bytes, depth: int) -> Value:
        if mark in (b">>", b"]"):
            return Word(mark.decode("ascii"))
        end = ">>" if mark == b"<<" else "]"
        if depth > _MOST_DEEP:
            raise NotOurs("too deep")
        inside: list[Value] = []
        while (found := self.next(depth + 1)) != end or not isinstance(found, Word):
            if found is None:
                raise NotOurs("open at the end")
            if isinstance(found, Word) and found == "R":
                found = Ref(int(_number(inside[-2])))
                del inside[-2:]
            inside.append(found)
        return inside if end == "]" else {str(_name(k)): v for k, v in zip(inside[::2], inside[1::2], strict=True)}


def _unescaped(found: re.Match[bytes]) -> bytes:
    raw = found[1]
    return bytes((int(raw, 8) & 0xFF,)) if raw.isdigit() else _NAMED.get(raw, raw)


def _number(value: Value | None) -> float:
    if isinstance(value, (int, float)):
        return value
    raise NotOurs("a number is missing")


def _name(value: Value) -> Name:
    if isinstance(value, Name):
        return value
    raise NotOurs("a name is missing")


def numbers(value: Value | None) -> list[float]:
    """The value as a list of numbers; raises NotOurs when it is none."""
    if isinstance(value, list):
        return [_number(one) for one in value]
    raise NotOurs("numbers are missing")


class PdfFile:
    """The objects of a file, read when they are asked for."""

    def __init__(self, data: bytes) -> None:
        """Reads the cross-reference table; raises NotOurs."""
        self._data = data
        self._kept: dict[int, Value] = {}
        start = data.rfind(b"startxref")
        table = int(_number(_Tokens(data, start + 9).next())) if start >= 0 else -1
        head = re.compile(rb"xref\s+0 (\d+)\s+").match(data, max(table, 0))
        if head is None:
            raise NotOurs("no cross-reference table")
        entries = data[head.end() : head.end() + 20 * int(head[1])]
        self._places = [int(entries[n : n + 10]) for n in range(0, len(entries), 20)]
        trailer = _Tokens(data, head.end() + len(entries))
        trailer.next()
        self.root = self.dictionary(self._in(trailer.next(), "Root"))

    def value(self, of: Value | None) -> Value:
        """What a reference points to; anything else is itself."""
        if isinstance(of, Ref):
            if of.number not in self._kept:
                found = self._tokens(of).next()
                if found is None:
                    raise NotOurs("an object is empty")
                self._kept[of.number] = found
            return self._kept[of.number]
        if of is None:
            raise NotOurs("an object is missing")
        return of

    def dictionary(self, of: Value | None) -> dict[str, Value]:
        """The dictionary that is meant; raises NotOurs when it is none."""
        found = self.value(of)
        if isinstance(found, dict):
            return found
        raise NotOurs("a dictionary is missing")

    def stream(self, of: Value | None) -> bytes:
        """The content of a stream, unpacked."""
        about, raw = self._packed(of)
        packed = about.get("Filter")
        if packed is None:
            return raw
        if packed not in ("FlateDecode", ["FlateDecode"]):
            raise NotOurs("a stream is packed otherwise")
        try:
            return zlib.decompress(raw)
        except zlib.error as error:
            raise NotOurs("a stream is damaged") from error

    def jpeg(self, of: Value | None) -> bytes:
        """The file of a photo."""
        about, raw = self._packed(of)
        if about.get("Subtype") != "Image" or about.get("Filter") not in ("DCTDecode", ["DCTDecode"]):
            raise NotOurs("something else than a photo")
        return raw

    def _packed(self, of: Value | None) -> tuple[dict[str, Value], bytes]:
        """What is said of a stream, and its bytes as they are."""
        if not isinstance(of, Ref):
            raise NotOurs("a stream is missing")
        tokens = self._tokens(of)
        about = self.dictionary(tokens.next())
        if tokens.next() != "stream":
            raise NotOurs("a stream is missing")
        start = tokens.at + (2 if self._data[tokens.at : tokens.at + 2] == b"\r\n" else 1)
        return about, self._data[start : start + int(_number(self.value(about.get("Length"))))]

    def pages(self) -> list[Page]:
        """The pages in their order."""
        kids = self.value(self.dictionary(self.root.get("Pages")).get("Kids"))
        return [self._page(self.dictionary(kid)) for kid in kids] if isinstance(kids, list) else []

    def _page(self, about: dict[str, Value]) -> Page:
        left, bottom, right, top = numbers(self.value(about.get("MediaBox")))
        if about.get("Type") != "Page" or left or bottom or about.get("Rotate", 0) != 0:
            raise NotOurs("a page is turned or nested")
        fonts, images = (self._named(about, sort) for sort in ("Font", "XObject"))
        return Page((right, top), self.stream(about.get("Contents")), fonts, images)

    def _named(self, page: dict[str, Value], sort: str) -> dict[str, Ref]:
        """What a page uses of a sort, by the names that its operators have for it."""
        found = self.dictionary(self.dictionary(page.get("Resources")).get(sort, {}))
        return {name: ref for name, ref in found.items() if isinstance(ref, Ref)}

    def _in(self, of: Value | None, key: str) -> Value | None:
        return self.dictionary(of).get(key)

    def _tokens(self, ref: Ref) -> _Tokens:
        """From the object's value on."""
        if not 0 < ref.number < len(self._places):
            raise NotOurs("an object is missing")
        tokens = _Tokens(self._data, self._places[ref.number])
        if [tokens.next(), tokens.next(), tokens.next()][::2] != [ref.number, "obj"]:
            raise NotOurs("an object is elsewhere")
        return tokens
