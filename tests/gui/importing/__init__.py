"""Bringing in what the office has in other files."""
