"""Packs runs of bytes into one .xz stream, each run a block with a filter chain of its own.

The xz of Debian 12 gives all blocks the same chain; code, fonts and text each pack best with another. Sections named here are of
"The .xz File Format", version 1.1.0. Every block header has both sizes, by which a decoder finds the next block before it has
decoded this one: dpkg from 1.21.13 on then decodes as many at once as there are cores, and an older one decodes one by one.
"""

import lzma
import os
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import BinaryIO

Chain = tuple[dict[str, int], ...]
"""Filters as the module lzma takes them, LZMA2 the last."""

MAGIC, FOOTER_MAGIC = b"\xfd7zXZ\0", b"YZ"
FLAGS = b"\0\x01"
"""Stream flags, section 2.1.1.2: blocks are checked by CRC32. It is the quickest to check; dpkg has MD5 of every file as well."""
LARGEST = 64 << 20
"""The largest dictionary, in bytes: what a decoder must have free for each core."""
PIECE = 1 << 20
"""Bytes that are packed between two looks at whether to go on."""
AT_ONCE = 4
"""Blocks packed at the same time: packing one takes up to 700 MB of memory."""


@dataclass(frozen=True)
class Run:
    """Bytes that make one block, and the filters that they go through."""

    data: bytes
    chain: Chain


@dataclass(frozen=True)
class Block:
    """A block as section 3 has it, and what the index says of it.

    Attributes:
        content: header, compressed data, padding and check.
        unpadded: bytes of it without the padding.
        plain: bytes that come out of it.
    """

    content: bytes
    unpadded: int
    plain: int


def chain(lc: int = 3, pb: int = 2, *, x86: bool = False) -> Chain:
    """The tightest LZMA2; ``lc`` and ``pb`` are LZMA's literal context and position bits, ``x86`` is for machine code."""
    packer = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": lc, "pb": pb, "dict_size": LARGEST}
    return ({"id": lzma.FILTER_X86}, packer) if x86 else (packer,)


def pack(runs: Sequence[Run], target: BinaryIO, told: Callable[[float], None] = lambda _: None) -> None:
    """Write the runs as one stream; ``told`` hears the share that is done, from 0 to 1, and may be called by any thread.

    The same runs give the same bytes, whatever the number of cores.
    """
    done, whole = [0] * len(runs), sum(len(run.data) for run in runs)
    stop = Event()

    def pack_one(number: int) -> Block:
        def advance(length: int) -> None:
            if stop.is_set():
                raise KeyboardInterrupt
            done[number] = length
            told(sum(done) / whole)

        return block(runs[number], advance)

    target.write(MAGIC + FLAGS + crc32(FLAGS))
    blocks: list[Block] = []
    with ThreadPoolExecutor(min(AT_ONCE, os.cpu_count() or 1)) as pool:
        try:
            for made in pool.map(pack_one, (number for number, run in enumerate(runs) if run.data)):
                target.write(made.content)
                blocks.append(Block(b"", made.unpadded, made.plain))
        except BaseException:
            stop.set()
            raise
    target.write(end(blocks))


def block(run: Run, advance: Callable[[int], None] = lambda _: None) -> Block:
    """A run as a block; ``advance`` hears how many of its bytes are packed."""
    filters = fitted(run.chain, len(run.data))
    packer = lzma.LZMACompressor(format=lzma.FORMAT_RAW, filters=filters)
    packed = bytearray()
    view = memoryview(run.data)
    for start in range(0, len(view), PIECE):
        packed += packer.compress(view[start : start + PIECE])
        advance(min(start + PIECE, len(view)))
    packed += packer.flush()
    head = block_header(len(packed), len(run.data), filters)
    padding = bytes(-len(packed) % 4)  # section 3.3
    unpadded = len(head) + len(packed) + 4
    return Block(b"".join([head, packed, padding, crc32(run.data)]), unpadded, len(run.data))


def fitted(filters: Chain, length: int) -> Chain:
    """The chain with a dictionary no larger than the data needs, which spares memory on both ends."""
    *before, packer = filters
    wanted = min(packer["dict_size"], max(length, lzma_size(0)))
    size = next(lzma_size(code) for code in range(40) if lzma_size(code) >= wanted)
    return (*before, {**packer, "dict_size": size})


def lzma_size(code: int) -> int:
    """Bytes of the dictionary that a code of section 5.3.1 stands for, 0 to 39."""
    return (2 | code & 1) << (code // 2 + 11)


def block_header(packed: int, plain: int, filters: Chain) -> bytes:
    """A block header with both sizes, section 3.1."""
    flags = 0xC0 | (len(filters) - 1)
    content = bytes([flags]) + number(packed) + number(plain) + b"".join(filter_flags(one) for one in filters)
    content += bytes(-(len(content) + 1) % 4)
    sized = bytes([(len(content) + 1) // 4]) + content  # in units of 4 bytes, without the CRC32 that follows
    return sized + crc32(sized)


def filter_flags(one: dict[str, int]) -> bytes:
    """How a header names a filter and its properties, section 3.1.5.

    Raises:
        ValueError: another filter than LZMA2 and x86.
    """
    if one["id"] == lzma.FILTER_X86:  # section 5.3.2: without properties the data begins at offset 0
        return number(lzma.FILTER_X86) + number(0)
    if one["id"] != lzma.FILTER_LZMA2:
        raise ValueError(one["id"])
    code = next(code for code in range(40) if lzma_size(code) >= one["dict_size"])
    return number(lzma.FILTER_LZMA2) + number(1) + bytes([code])


def end(blocks: Sequence[Block]) -> bytes:
    """Index and stream footer, sections 4 and 2.1.2."""
    index = b"\0" + number(len(blocks))
    index += b"".join(number(one.unpadded) + number(one.plain) for one in blocks)
    index += bytes(-len(index) % 4)
    index += crc32(index)
    footer = (len(index) // 4 - 1).to_bytes(4, "little") + FLAGS
    return index + crc32(footer) + footer + FOOTER_MAGIC


def number(value: int) -> bytes:
    """A multibyte integer, section 1.2."""
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def crc32(data: bytes) -> bytes:
    """CRC32 as every part of the format stores it, section 6."""
    return zlib.crc32(data).to_bytes(4, "little")
