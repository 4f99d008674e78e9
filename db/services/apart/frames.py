"""How the child answers: frames of one letter, four bytes of length, and what it tells.

What these letters mean is the same whatever is read; the others are the reader's own.
"""

import json
import struct
from collections.abc import Callable

HEAD = struct.Struct(">cI")
REFUSED, END = b"F", b"E"
"""A message and its remedy; everything was told."""

Send = Callable[[bytes, bytes], None]


def frame(kind: bytes, told: bytes) -> bytes:
    """One frame."""
    return HEAD.pack(kind, len(told)) + told


def plain(told: object) -> bytes:
    """A plain value as a frame tells it."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
