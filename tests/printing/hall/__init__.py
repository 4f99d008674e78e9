"""Meetings, topics, resolutions."""
