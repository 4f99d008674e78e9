"""What the child says of a photo or a scan."""

ABOUT, CONTENT = b"A", b"C"
"""The form, the moment of taking and the number of pages as JSON; then the bytes."""
