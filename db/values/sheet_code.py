"""The short code of a paper that comes back: four figures, or six, and a check by which a slip of the finger is found.

The check is Damm's (H. M. Damm, Total anti-symmetrische Quasigruppen, 2004): every wrong figure and every two that are swapped are found.
"""

_TABLE = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
FIRST, LAST = 1000, 9999
FIRST_LONG, LAST_LONG = 100_000, 999_999
"""Serial numbers of codes of seven figures, where those of five are nearly used up."""
LENGTHS = (5, 7)


def made(serial: int) -> str:
    """The code of a serial number."""
    return f"{serial}{_check(str(serial))}"


def is_one(text: str) -> bool:
    """Whether it is a code."""
    return has_shape(text) and _check(text) == "0"


def has_shape(text: str) -> bool:
    """Whether it has as many figures as a code, right or wrong."""
    return len(text) in LENGTHS and text.isascii() and text.isdigit()


def serial_of(text: str) -> int:
    """The serial number of a code."""
    return int(text[:-1])


def _check(figures: str) -> str:
    interim = 0
    for figure in figures:
        interim = int(_TABLE[interim][int(figure)])
    return str(interim)
