"""The named colours and measures of every screen; the only place where a colour is written."""

from typing import NamedTuple


class Tokens(NamedTuple):
    """Colours as ``#rrggbb``, lengths in pixels of a screen at 100 %.

    Attributes:
        accent: the one red, for the thing to do and for what is overdue.
        base: the height of ordinary text.
    """

    accent: str = "#b3261e"
    accent_hover: str = "#9a1f18"
    accent_soft: str = "#fdeceb"
    text: str = "#1f2328"
    quiet: str = "#6b7280"
    faint: str = "#9aa0a8"
    white: str = "#ffffff"
    ground: str = "#f6f7f9"
    line: str = "#e5e7eb"
    line_strong: str = "#cfd4da"
    hover: str = "#f3f4f6"
    selected: str = "#fbeeed"
    good: str = "#1a7f4b"
    good_soft: str = "#e6f4ec"
    warn: str = "#b45309"
    warn_soft: str = "#fdf3e4"
    info_soft: str = "#eef0f3"
    practice: str = "#fff7e0"

    base: int = 14
    small: int = 12
    large: int = 16
    title: int = 22
    figure: int = 28
    radius: int = 8
    card_radius: int = 10
    control: int = 36
    row: int = 40
    nav_width: int = 196


TOKENS = Tokens()
LENGTHS = ("base", "small", "large", "title", "figure", "radius", "card_radius", "control", "row", "nav_width")
