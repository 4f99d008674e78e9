"""Visits and their rounds."""
