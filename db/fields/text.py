"""Words: a line, several lines, a person's name."""

from attrs import field, frozen

from db.errors import Problem, ValueUnreadable
from db.fields.base import Field
from db.values import masks, name_list, person_name


@frozen
class Words(Field[str]):
    """What can hold anything, and so also numbers; the base of the other kinds here."""

    def cover(self, shown: str) -> str:
        """The text, of the numbers in it by which somebody is known or reached only what a mask leaves."""
        return masks.in_text(shown)


@frozen
class _Line(Words):
    """One line, of no more characters than a list and a paper have room for.

    Attributes:
        longest: characters; what a store holds already may be longer, and stays as it is until somebody writes it anew.
    """

    longest: int = field(default=100, kw_only=True)

    def read(self, written: str) -> str:
        """The line without outer blanks.

        Raises:
            ValueUnreadable: it is longer than `longest`.
        """
        text = self._tidied(written)
        if len(text) > self.longest:
            raise ValueUnreadable(
                f"有 {len(text)} 个字，最多 {self.longest} 个字",
                f"请把{self.label}写短一些，多出来的写到情况、备注等栏里",
            )
        return text

    def _tidied(self, written: str) -> str:
        return written.strip()


@frozen
class Text(_Line):
    """One line of text."""


@frozen
class LongText(Words):
    """Several lines of text.

    Attributes:
        lines: how many a form shows from the start.
    """

    lines: int = field(default=2, kw_only=True)


@frozen
class Name(_Line):
    """A person's name, stored as typed (GB 18030-2022 level 3; separator U+00B7), without outer blanks and with the right dot.

    Attributes:
        acts: whoever is named here does something with the record, and is one of the persons; there may be several, and they
            stay apart. What is written stays what papers print; see `db.records.participant`.
        post: the post of the record that whoever is named here holds, and whose holders are named here; "" for none. See
            `db.store.posts`.
        since: the field of the day from which who is named last holds the post.
        phone: the field with the telephone of whoever is named; "" for none. Another name takes another number.
    """

    acts: bool = field(default=False, kw_only=True)
    post: str = field(default="", kw_only=True)
    since: str = field(default="", kw_only=True)
    phone: str = field(default="", kw_only=True)

    @property
    def marks(self) -> tuple[str, ...]:
        """See `Field`."""
        return (*super().marks, *(("acts",) if self.acts else ()))

    def doubt(self, value: str) -> Problem | None:
        """One who acts is seldom called by one character: the rest was left out, and nobody knows who it is."""
        if self.acts and len(value.strip()) == 1:
            return self.problem("one_character", "只有一个字", "请写全名", blocking=False)
        return None

    def _tidied(self, written: str) -> str:
        return name_list.tidied(written) if self.acts else person_name.tidy(written)

    def fault(self, value: str) -> Problem | None:
        """Required, and no character that no name can hold."""
        if strange := person_name.strange_characters(value):
            points = "、".join(f"U+{ord(c):04X}" for c in strange)
            return self.problem("name_character", f"含有不能识别的字符 {points}", "请重新录入这个字")
        return super().fault(value)
