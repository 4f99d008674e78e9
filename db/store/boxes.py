"""Boxes: a key sealed for somebody's public key, which the private one alone opens.

Each is made with a pair of keys of its own (X25519), whose public half stands before what is sealed; HKDF-SHA256 (RFC 5869) makes the
sealing key of what both pairs have in common, AES-256-GCM seals. The id of whose box it is is authenticated data.
"""

import hmac

from db.store import sealing, x25519
from db.store.sealing import NONCE_BYTES

_LABEL = b"dangqun-desk box 1"
_NONCE = bytes(NONCE_BYTES)
"""Each sealing key seals once."""


def seal(public: bytes, owner: str, content: bytes) -> bytes:
    """A box for the owner of a public key.

    Raises:
        ValueError: the public key is none.
    """
    once = x25519.new_private()
    mine = x25519.public(once)
    return mine + sealing.seal(_key(x25519.shared(once, public), mine, public), _NONCE, owner.encode(), content)


def unseal(private: bytes, public: bytes, owner: str, box: bytes) -> bytes | None:
    """What a box holds; None where it is another's, or a byte is not that of then."""
    theirs, sealed = box[: x25519.BYTES], box[x25519.BYTES :]
    try:
        common = x25519.shared(private, theirs)
    except ValueError:
        return None
    return sealing.unseal(_key(common, theirs, public), _NONCE, owner.encode(), sealed)


def _key(common: bytes, once: bytes, public: bytes) -> bytes:
    drawn = hmac.digest(bytes(32), common, "sha256")  # RFC 5869, 2.2, without a salt
    return sealing.key_for(_LABEL + once + public, drawn)
