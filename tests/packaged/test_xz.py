"""Our .xz streams are what every decoder reads, and what a decoder on several cores needs to know stands in them."""

import io
import lzma
import random
import shutil
import subprocess
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from installer import xz

PLAIN, CODE = xz.chain(lc=4, pb=0), xz.chain(x86=True)
NOISE = random.Random(1).randbytes(70_001)
CALLS = b"\xe8\x10\x00\x00\x00" * 1000
"""Machine code that calls the same distance again and again: the x86 filter changes it."""
CASES = {
    "no block": [],
    "nothing in the only block": [b""],
    "one byte": [b"a"],
    "one block": [CALLS],
    "two blocks": [CALLS, NOISE],
    "nothing between two blocks": [NOISE, b"", CALLS],
    "a block that ends with a piece": [bytes(xz.PIECE), bytes(2 * xz.PIECE + 1)],
}


def packed(contents: Sequence[bytes]) -> bytes:
    """The contents as one stream, code and plain by turns."""
    target = io.BytesIO()
    xz.pack([xz.Run(content, PLAIN if at % 2 else CODE) for at, content in enumerate(contents)], target)
    return target.getvalue()


@pytest.mark.parametrize("contents", CASES.values(), ids=CASES)
def test_the_stream_is_read_back(contents: list[bytes]) -> None:
    assert lzma.decompress(packed(contents), format=lzma.FORMAT_XZ) == b"".join(contents)


@pytest.mark.skipif(shutil.which("xz") is None, reason="asks the tool of the system")
@pytest.mark.parametrize("contents", CASES.values(), ids=CASES)
def test_the_tool_of_the_system_finds_the_same_blocks(tmp_path: Path, contents: list[bytes]) -> None:
    path = tmp_path / "data.xz"
    path.write_bytes(packed(contents))
    assert subprocess.run(["xz", "-dc", "-T2", path], capture_output=True, check=True).stdout == b"".join(contents)
    listed = subprocess.run(["xz", "-l", "-vv", "--robot", path], capture_output=True, text=True, check=True).stdout
    blocks = [line.split("\t") for line in listed.splitlines() if line.startswith("block\t")]
    there = [content for content in contents if content]
    assert [int(fields[7]) for fields in blocks] == [len(content) for content in there]
    assert [fields[12] for fields in blocks] == ["cu"] * len(there), "both sizes stand in every header"


def test_two_blocks_have_their_sizes_and_their_own_filters() -> None:
    """Read by hand, byte after byte, as the format's document has it."""
    stream = packed([CALLS, NOISE])
    assert stream[:12] == b"\xfd7zXZ\x00\x00\x01" + zlib.crc32(b"\x00\x01").to_bytes(4, "little")
    place, found = 12, []
    while stream[place]:
        length = (stream[place] + 1) * 4
        header = stream[place : place + length]
        assert zlib.crc32(header[:-4]) == int.from_bytes(header[-4:], "little")
        assert header[1] & 0xC0 == 0xC0
        sizes, at = [], 2
        for _ in range(2):
            value = shift = 0
            while header[at] & 0x80:
                value, shift, at = value | (header[at] & 0x7F) << shift, shift + 7, at + 1
            sizes.append(value | header[at] << shift)
            at += 1
        found.append((sizes[1], header[1] & 3, header[at]))
        place += length + sizes[0] + -sizes[0] % 4 + 4
    assert found == [(len(CALLS), 1, lzma.FILTER_X86), (len(NOISE), 0, lzma.FILTER_LZMA2)]


def test_a_damaged_block_is_noticed() -> None:
    stream = bytearray(packed([NOISE]))
    stream[len(stream) // 2] ^= 1
    with pytest.raises(lzma.LZMAError):
        lzma.decompress(stream)


def test_same_runs_same_bytes_and_the_share_done_grows_to_one() -> None:
    told: list[float] = []
    runs = [xz.Run(NOISE, PLAIN), xz.Run(bytes(3 * xz.PIECE), CODE)]
    first, second = io.BytesIO(), io.BytesIO()
    xz.pack(runs, first, told.append)
    xz.pack(runs, second)
    assert first.getvalue() == second.getvalue()
    assert max(told) == 1
    assert len(told) == 4


def test_who_listens_can_stop_the_packing() -> None:
    def stop(_: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        xz.pack([xz.Run(bytes(xz.PIECE), PLAIN)] * 3, io.BytesIO(), stop)


@pytest.mark.parametrize("value", [0, 127, 128, 16_383, 16_384, 2**32 - 1, 2**32, 2**63 - 1])
def test_a_multibyte_integer_at_its_bounds(value: int) -> None:
    coded = xz.number(value)
    assert sum((byte & 0x7F) << 7 * place for place, byte in enumerate(coded)) == value
    assert [byte >> 7 for byte in coded] == [1] * (len(coded) - 1) + [0]
    assert coded == b"\0" or coded[-1], "no more bytes than it needs"


@pytest.mark.parametrize(
    ("length", "dictionary"), [(0, 4096), (4096, 4096), (4097, 6144), (50 << 20, 64 << 20), (900 << 20, 64 << 20)]
)
def test_the_dictionary_fits_the_data_and_an_old_machine(length: int, dictionary: int) -> None:
    assert xz.fitted(CODE, length)[-1]["dict_size"] == dictionary


def test_a_filter_that_the_format_of_the_package_does_not_use_is_refused() -> None:
    with pytest.raises(ValueError, match=str(lzma.FILTER_DELTA)):
        xz.filter_flags({"id": lzma.FILTER_DELTA, "dist": 4})
