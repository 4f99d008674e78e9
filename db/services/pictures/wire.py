"""What the child says of a photo or a scan."""

ABOUT, CONTENT = b"A", b"C"
"""The moment of taking of a photo and the number of pages of a scan as JSON; then the bytes."""
