"""What a file is called that a clerk saves: by what is in it, and the day."""

import re
from datetime import date

MOST_SIGNS = 40
"""Characters before the day: with the folder, Windows still opens it."""
_REFUSED = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What Windows lets stand in no name."""


def dated(name: str, day: date) -> str:
    """80岁以上-2026-11-30, without a suffix; what no name of a file may have is a blank."""
    plain = " ".join(_REFUSED.sub(" ", name).split())[:MOST_SIGNS].strip(" .")
    return f"{plain}-{day.isoformat()}" if plain else day.isoformat()
