"""Rosters as they come over the desk."""
