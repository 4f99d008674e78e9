"""Numbers that are counted or measured."""

from typing import Any, ClassVar

from attrs import field, frozen

from db.errors import Problem, ValueUnreadable
from db.fields.base import Field
from db.values import id_number


@frozen
class Whole(Field[int | None]):
    """A whole number.

    Attributes:
        least: the smallest that can be meant; None for any.
        most: the largest.
    """

    SQL: ClassVar[str] = "INTEGER"
    EMPTY: ClassVar[Any] = None

    least: int | None = field(default=None, kw_only=True)
    most: int | None = field(default=None, kw_only=True)

    def read(self, written: str) -> int | None:
        """Digits, or None for nothing."""
        text = id_number.tidy(written)
        if not text:
            return None
        try:
            return int(text)
        except ValueError as error:
            raise ValueUnreadable(f"“{written.strip()}”不是整数", f"{self.label}只填数字") from error

    @property
    def is_checked(self) -> bool:
        """Whether it has limits, or must be filled in."""
        return self.required or self.least is not None or self.most is not None

    def fault(self, value: int | None) -> Problem | None:
        """Empty though required, or beyond the limits."""
        if value is not None and self.least is not None and value < self.least:
            return self.problem("too_small", f"{value}太小", f"最小填{self.least}")
        if value is not None and self.most is not None and value > self.most:
            return self.problem("too_large", f"{value}太大", f"最大填{self.most}")
        return super().fault(value)


@frozen
class Number(Field[float | None]):
    """A number with decimals, such as an area in square metres."""

    SQL: ClassVar[str] = "REAL"
    EMPTY: ClassVar[Any] = None

    def read(self, written: str) -> float | None:
        """Digits with a point, or None for nothing."""
        text = id_number.tidy(written).rstrip("㎡m2平方米") if written else ""
        if not text:
            return None
        try:
            return float(text)
        except ValueError as error:
            raise ValueUnreadable(f"“{written.strip()}”不是数", f"{self.label}只填数字") from error

    def show(self, value: float | None) -> str:
        """Without a needless ``.0``."""
        return "" if value is None else f"{value:g}"
