"""Numbers that are counted or measured: exact, never binary fractions."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from attrs import field, frozen

from db.errors import Problem, ValueUnreadable
from db.fields.base import Field, Stored

_FIGURES = re.compile(r"([+-]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]*))?")
# Keyboards and tables write these for the hyphen-minus and the point.
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "。": "."})
_MOST_DIGITS = 15
# A spreadsheet's sums end in such noise: 88.45000000000001.
_NOISE = Decimal("0.000001")


def _narrow(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS)
    return "".join(c for c in narrow if not c.isspace() and unicodedata.category(c) != "Cf")


def _decimal(written: str, units: Iterable[str]) -> Decimal | None:
    """The number that is written with one of the units or none; None when it is anything else."""
    text = _narrow(written)
    for unit in sorted(map(_narrow, units), key=len, reverse=True):
        if text.endswith(unit):
            text = text.removesuffix(unit)
            break
    match = _FIGURES.fullmatch(text)
    if not match:
        return None
    return Decimal(f"{match[1]}{match[2].replace(',', '')}.{match[3] or '0'}")


@frozen
class _Limited(Field[Any]):
    """What whole numbers and amounts share: limits, and words of a unit that may follow the figures.

    Attributes:
        least: the smallest that can be meant; None for any.
        most: the largest.
        units: what a clerk writes behind the figures for the unit of the field.
    """

    SQL: ClassVar[str] = "INTEGER"
    EMPTY: ClassVar[Any] = None

    least: int | None = field(default=None, kw_only=True)
    most: int | None = field(default=None, kw_only=True)
    units: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def is_checked(self) -> bool:
        """Whether it has limits, or must be filled in."""
        return self.required or self.least is not None or self.most is not None

    def fault(self, value: Any) -> Problem | None:
        """Empty though required, or beyond the limits."""
        if value is not None and self.least is not None and value < self.least:
            return self.problem("too_small", f"{self.show(value)}太小", f"最小填{self.least}")
        if value is not None and self.most is not None and value > self.most:
            return self.problem("too_large", f"{self.show(value)}太大", f"最大填{self.most}")
        return super().fault(value)

    def _read(self, written: str, *, kind: str) -> Decimal | None:
        """The number, or None for nothing.

        Raises:
            ValueUnreadable: it is no number, has another unit, or more digits than anything that is counted.
        """
        if not _narrow(written):
            return None
        found = _decimal(written, self.units)
        unit = f"，单位是{self.units[0]}" if self.units else ""
        if found is None:
            raise ValueUnreadable(f"“{written.strip()}”不是{kind}", f"{self.label}只填数字{unit}")
        if abs(found) >= 10**_MOST_DIGITS:
            raise ValueUnreadable(f"“{written.strip()}”太大", f"请检查{self.label}有没有多写几位{unit}")
        return found


@frozen
class Whole(_Limited, Field[int | None]):
    """A whole number."""

    def read(self, written: str) -> int | None:
        """Digits, or None for nothing.

        Raises:
            ValueUnreadable: it is no whole number.
        """
        found = self._read(written, kind="整数")
        if found is not None and found != int(found):
            raise ValueUnreadable(f"“{written.strip()}”不是整数", f"{self.label}只填整数")
        return None if found is None else int(found)


@frozen
class Amount(_Limited, Field[Decimal | None]):
    """A number with so many decimals, such as an area to 0.01 square metres; the table keeps a whole number of the last.

    Attributes:
        places: how many decimals there are.
    """

    places: int = field(default=2, kw_only=True)

    def read(self, written: str) -> Decimal | None:
        """The exact number, or None for nothing: 92, 88.5㎡, 1,234.56.

        Raises:
            ValueUnreadable: it is no number, has another unit, or more decimals than are kept.
        """
        found = self._read(written, kind="数")
        if found is None:
            return None
        kept = self._scaled(found)
        if abs(kept - found) > _NOISE:
            raise ValueUnreadable(f"“{written.strip()}”的小数太多", f"{self.label}最多填{self.places}位小数")
        return kept

    def show(self, value: Decimal | None) -> str:
        """Every figure, without needless noughts at the end: 12506.36, 88.5, 102."""
        if value is None:
            return ""
        text = format(self._scaled(value), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text

    def store(self, value: Decimal | None) -> Stored:
        """So many of the last decimal."""
        return None if value is None else int(self._scaled(value).scaleb(self.places))

    def load(self, stored: Stored) -> Decimal | None:
        """The exact number."""
        return None if stored is None else Decimal(stored).scaleb(-self.places)

    def _scaled(self, value: Decimal) -> Decimal:
        return Decimal(value).quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)


@frozen
class Money(Amount):
    """Yuan and fen; the table keeps whole fen (分)."""

    units: tuple[str, ...] = field(default=("元", "块", "rmb", "¥", "￥"), kw_only=True)

    def read(self, written: str) -> Decimal | None:
        """As `Amount.read`; 1.2万 and 1.2万元 are ten thousand times that, and ¥ may stand in front. Raises as that."""
        text = _narrow(written).removeprefix("¥").removeprefix("人民币").removesuffix("元").removesuffix("整")
        bare = text.removesuffix("元").removesuffix("万")
        if not text.removesuffix("元").endswith("万"):
            return super().read(text)
        found = self._read(bare, kind="金额")
        if found is None or (found * 10_000).scaleb(self.places) % 1:
            raise ValueUnreadable(f"“{written.strip()}”不是金额", f"{self.label}填到分，例如12000或1.2万")
        return self._scaled(found * 10_000)

    def show(self, value: Decimal | None) -> str:
        """28,600.00."""
        return "" if value is None else f"{self._scaled(value):,}"
