"""Words: a line, several lines, a person's name."""

from attrs import field, frozen

from db.errors import Problem
from db.fields.base import Field
from db.values import masks, person_name


@frozen
class Words(Field[str]):
    """What can hold anything, and so also numbers; the base of the other kinds here."""

    def cover(self, shown: str) -> str:
        """The text, of the numbers in it by which somebody is known or reached only what a mask leaves."""
        return masks.in_text(shown)


@frozen
class Text(Words):
    """One line of text."""


@frozen
class LongText(Words):
    """Several lines of text.

    Attributes:
        lines: how many a form shows from the start.
    """

    lines: int = field(default=2, kw_only=True)


@frozen
class Name(Words):
    """A person's name, stored as typed (GB 18030-2022 level 3; separator U+00B7)."""

    def read(self, written: str) -> str:
        """The name without outer blanks and with the right dot."""
        return person_name.tidy(written)

    def fault(self, value: str) -> Problem | None:
        """Required, and no character that no name can hold."""
        if strange := person_name.strange_characters(value):
            points = "、".join(f"U+{ord(c):04X}" for c in strange)
            return self.problem("name_character", f"含有不能识别的字符 {points}", "请重新录入这个字")
        return super().fault(value)
