"""The practice community."""
