"""Widgets that know fields and records, but neither store nor services."""
