"""What was looked for, marked in a text of the help."""

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from gui.theme import TOKENS


def marked(shown: QLabel, words: Sequence[str]) -> bool:
    """Marks the words in a label, however they are written; whether there are some."""
    if not words:
        return False
    found = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), re.IGNORECASE)
    text = shown.text()
    if not found.search(text):
        return False
    style = f"background:{TOKENS.accent_soft}; color:{TOKENS.accent}; font-weight:bold"
    told, at = "", 0
    for hit in found.finditer(text):
        told += f'{escape(text[at : hit.start()])}<span style="{style}">{escape(hit[0])}</span>'
        at = hit.end()
    shown.setTextFormat(Qt.TextFormat.RichText)
    shown.setText(told + escape(text[at:]))
    return True
