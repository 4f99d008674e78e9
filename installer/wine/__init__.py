"""The Windows setup tried out under wine, on Debian: ``python3 -m installer.wine``. Standard library only.

Wine is not Windows: RELEASE.md says what this cannot show.
"""
