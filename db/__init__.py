"""What the program knows and keeps: values, fields, records, the store, and the services on it."""

VERSION = "0.1.0"
"""Of the program; a test holds it to pyproject.toml, which a frozen program does not have."""
