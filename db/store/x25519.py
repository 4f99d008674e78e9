"""X25519 (RFC 7748): what the key ring uses so that a key can be sealed for somebody whose secret nobody else knows.

The arithmetic is that of Cryptodome, asked directly: its own door would load forty modules before the store opens.
"""

import ctypes
import secrets
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from Cryptodome.Util._file_system import pycryptodome_filename

BYTES = 32
_BASE = (9).to_bytes(BYTES, "little")
_ANY_SEED = 1 << 64


@cache
def _library() -> ctypes.CDLL:
    names = (f"_curve25519{ending}" for ending in EXTENSION_SUFFIXES)
    paths = [Path(pycryptodome_filename(["Cryptodome", "PublicKey"], name)) for name in names]
    library = ctypes.CDLL(str(next(path for path in paths if path.is_file())))
    for deed in (library.curve25519_new_point, library.curve25519_scalar, library.curve25519_get_x):
        deed.restype = ctypes.c_int
    library.curve25519_free_point.restype = None
    return library


def new_private() -> bytes:
    """A private key."""
    return secrets.token_bytes(BYTES)


def public(private: bytes) -> bytes:
    """The public key of a private one."""
    return _times(private, _BASE)


def shared(private: bytes, public_key: bytes) -> bytes:
    """What both have in common: of one's own private key and the other's public one.

    Raises:
        ValueError: the public key is none (RFC 7748, 6.1: nothing in common but zeros).
    """
    return _times(private, public_key)


def _times(scalar: bytes, point: bytes) -> bytes:
    if len(scalar) != BYTES or len(point) != BYTES:
        raise ValueError("no key of this curve")
    library, made, found = _library(), ctypes.c_void_p(), ctypes.create_string_buffer(BYTES)
    whole = scalar[:-1] + bytes([scalar[-1] & 127 | 64])
    whole = bytes([whole[0] & 248]) + whole[1:]  # RFC 7748, 5: what of a scalar counts
    coordinate = point[:-1] + bytes([point[-1] & 127])
    if library.curve25519_new_point(ctypes.byref(made), coordinate[::-1], ctypes.c_size_t(BYTES), None):
        raise ValueError("no point of this curve")
    try:
        seed = ctypes.c_uint64(secrets.randbelow(_ANY_SEED))
        failed = library.curve25519_scalar(made, whole[::-1], ctypes.c_size_t(BYTES), seed)
        failed = failed or library.curve25519_get_x(found, ctypes.c_size_t(BYTES), made)
    finally:
        library.curve25519_free_point(made)
    if failed or not any(found.raw):
        raise ValueError("nothing in common")
    return found.raw[::-1]
