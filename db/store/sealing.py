"""AES-256-GCM and keys for one purpose: what the key ring and the pieces of evidence are sealed with."""

import hmac

from Cryptodome.Cipher import AES
from Cryptodome.Cipher._mode_gcm import GcmMode

NONCE_BYTES = 12
TAG_BYTES = 16


def key_for(purpose: bytes, key: bytes) -> bytes:
    """A key for one purpose, of a random one: one block of HKDF-Expand (RFC 5869, 2.3)."""
    return hmac.digest(key, purpose + b"\x01", "sha256")


def seal(key: bytes, nonce: bytes, bound: bytes, content: bytes) -> bytes:
    """The content sealed, its tag behind it.

    Args:
        key: 32 bytes.
        nonce: never used twice with one key for different content.
        bound: authenticated with the content, and not kept in it.
        content: what is sealed.
    """
    sealed, tag = _cipher(key, nonce, bound).encrypt_and_digest(content)
    return sealed + tag


def unseal(key: bytes, nonce: bytes, bound: bytes, sealed: bytes) -> bytes | None:
    """What was sealed; None where key, nonce, what is bound or a byte is not that of then."""
    if len(sealed) < TAG_BYTES:
        return None
    try:
        return _cipher(key, nonce, bound).decrypt_and_verify(sealed[:-TAG_BYTES], sealed[-TAG_BYTES:])
    except ValueError:
        return None


def _cipher(key: bytes, nonce: bytes, bound: bytes) -> GcmMode:
    # Its stub has a bare Dict among the overloads.
    cipher = AES.new(  # pyright: ignore[reportUnknownMemberType]
        key, AES.MODE_GCM, nonce=nonce, mac_len=TAG_BYTES
    )
    cipher.update(bound)
    return cipher
