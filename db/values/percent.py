"""Shares in per cent, as clerks write them: 12, 12%, 百分之十二 is not read."""

import unicodedata
from decimal import Decimal, InvalidOperation

from db.errors import ValueUnreadable

_MOST = 100


def read_percent(written: str) -> Decimal:
    """How many per cent somebody wrote, 0 to 100.

    Raises:
        ValueUnreadable: it is no number, or none of these.
    """
    text = unicodedata.normalize("NFKC", written).replace(" ", "").removesuffix("%")
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal(-1)
    if not (found.is_finite() and 0 <= found <= _MOST):
        raise ValueUnreadable(f"“{written}”看不出百分之几", "请填0到100之间的数，例如12%")
    return found
