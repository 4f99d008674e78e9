"""Makes inside.txt and strokes.txt out of ids_lv2.txt and ts.txt of yi-bai/ids: what each part stands in, and how many strokes that has.

``python resources/characters/build_inside.py ids_lv2.txt ts.txt FOLDER`` keeps the characters of GB 18030-2022 (with the extension I
of its amendment), without how their parts are arranged. A line of the first is a part and the characters in which it stands, those in
which it stands twice twice; the n-th line of the second has those of n strokes. No part of the running program.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

# 基本区 and the extensions A, B to F, I.
KEPT = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2EBEF), (0x2EBF0, 0x2EE5F))
OTHERWISE = "~"
"""Stands before a part where characters may be taken apart otherwise than is usual: 章 is 立 and 早, otherwise 音 and 十."""
RADICALS = (0x2E80, 0x2FDF)
# ⿰⿱(.,J): the sequence, and for which regions it is drawn so; a dot stands for the mainland, nothing for all.
_SEQUENCE = re.compile(r"(.*?)(?:\(([^()]*)\))?")
_FIRST_COUNT = re.compile(r"\d+")  # of the mainland's shape
_NAMED_PIECE = re.compile(r"\{[^}]*\}")


def within(character: str, *ranges: tuple[int, int]) -> bool:
    """Whether a character stands in any of several ranges."""
    return any(first <= ord(character) <= last for first, last in ranges)


def parts(sequences: str) -> Iterator[Counter[str]]:
    """The parts of each way in which a character is drawn on the mainland; strokes are none."""
    for written in sequences.split(";"):
        match = _SEQUENCE.fullmatch(written)
        assert match
        if match[2] is not None and "." not in match[2].split(","):
            continue
        text = _NAMED_PIECE.sub("", match[1])
        if "#" not in text:
            yield Counter(one for one in text if within(one, *KEPT, RADICALS))


def inside(source: Path) -> Iterator[str]:
    """The lines of the first table."""
    found: dict[str, list[str]] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        character, *columns = line.split("\t")
        if len(character) != 1 or not within(character, *KEPT):
            continue
        for mark, sequences in zip(("", OTHERWISE), columns, strict=False):
            most: Counter[str] = Counter()
            for one in parts(sequences):
                most |= one
            for part, times in most.items():
                if part != character:
                    found.setdefault(mark + part, []).extend([character] * times)
    return (part + "".join(sorted(among, key=ord)) for part, among in sorted(found.items()))


def strokes(source: Path) -> Iterator[str]:
    """The lines of the second."""
    found: dict[int, list[str]] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        character, written = line.split("\t")
        count = _FIRST_COUNT.match(written)
        if count and len(character) == 1 and within(character, *KEPT):
            found.setdefault(int(count[0]), []).append(character)
    return ("".join(sorted(found.get(count, ()), key=ord)) for count in range(1, max(found) + 1))


def main(sequences: str, counts: str, folder: str) -> None:
    """Reads both and writes the tables."""
    tables = {"inside.txt": inside(Path(sequences)), "strokes.txt": strokes(Path(counts))}
    for name, lines in tables.items():
        (Path(folder) / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
