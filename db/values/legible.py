"""Text out of foreign files as a record can hold it: without what nobody sees, with a mark for what nobody can read."""

import unicodedata

from db.values import person_name

MARK = "〓"
"""What stands for a character of private use, as printers write it (a sort that is missing)."""
LONGEST = 40
"""Characters of a title or of an old or new value that a line tells."""
_DROPPED = ("Cc", "Cf")


def seen(text: str) -> str:
    """The text without signs that take no room on screen or paper, such as U+200B."""
    return text if text.isprintable() else "".join(c for c in text if unicodedata.category(c) != "Cf")


def brief(text: str, longest: int = LONGEST) -> str:
    """The text on one line, cut where a line would have no room for it; ``longest`` in characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[:longest]}…"


def legible(text: str) -> tuple[str, str]:
    """The text without controls and invisible signs, and the characters in it that no table knows, which became 〓.

    Line breaks stay; a tab becomes a blank. What GB 18030-2022 has given a place of its own gets it.
    """
    if text.isprintable():  # as nearly all is
        return text, ""
    kept: list[str] = []
    strange: list[str] = []
    for character in text.replace("\r\n", "\n").translate(person_name.GB18030_2022):
        if character == "\n":
            kept.append(character)
        elif character in "\t\r\v\f\u2028\u2029":
            kept.append(" ")
        elif person_name.strange_characters(character):
            if unicodedata.category(character) != "Cc":
                kept.append(MARK)
                strange.append(character)
        elif unicodedata.category(character) not in _DROPPED:
            kept.append(character)
    return "".join(kept), "".join(dict.fromkeys(strange))


def points(characters: str) -> str:
    """Characters by their numbers, for a note: U+E863、U+E864."""
    return "、".join(f"U+{ord(c):04X}" for c in characters)
