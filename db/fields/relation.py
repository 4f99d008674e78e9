"""Other rows: a link to another record, repeated parts."""

from typing import Any, ClassVar

from attrs import field, frozen

from db.errors import ValueUnreadable
from db.fields.base import Field, Stored
from db.values import masks


@frozen
class Leading(Field[int]):
    """What leads to another record: the base of links and references."""

    SQL: ClassVar[str] = "INTEGER"
    EMPTY: ClassVar[Any] = 0

    @property
    def titled_by(self) -> str:
        """The key under which titles of what it leads to are handed on; see `db.store.reading.Titles`."""
        raise NotImplementedError

    def read(self, written: str) -> int:
        """The number itself; choosing by words is the search's business.

        Raises:
            ValueUnreadable: it is none.
        """
        try:
            return int(written or 0)
        except ValueError as error:
            raise ValueUnreadable(f"“{written}”不是编号", "请从列表里选") from error

    def show(self, value: int) -> str:
        """The bare number; titles come from the store."""
        return str(value) if value else ""

    def cover(self, shown: str) -> str:
        """The title of what it leads to, without the numbers in it."""
        return masks.in_text(shown)

    def store(self, value: int) -> Stored:
        """NULL for none, so that a foreign key holds."""
        return value or None


@frozen
class Link(Leading):
    """The id of another record; 0 for none.

    Attributes:
        to: the table of the record.
        unique: no other record of the type may lead to the same one.
    """

    to: str = field(default="", kw_only=True)
    unique: bool = field(default=False, kw_only=True)

    @property
    def titled_by(self) -> str:
        """The table that it leads to."""
        return self.to


@frozen
class Ref(Leading):
    """A record of one of several types, as one number: see `db.values.reference`; 0 for none.

    Attributes:
        to: tables of the types that it may lead to.
    """

    to: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def titled_by(self) -> str:
        """Nothing: a reference tells its type itself."""
        return ""


@frozen
class Rows(Field[tuple[Any, ...]]):
    """Repeated parts with a table of their own: a case's parties, a household's members.

    Attributes:
        part: the class of the parts.
        today: fields of the record that tell what the open one of its parts, which hold from day to day, says under the same names.
        telling: column and value of the parts of which that holds; ("", "") where it holds of all.
        paper: whether they are keyed off a paper, line by line: Enter goes on to the next one.
    """

    EMPTY: ClassVar[Any] = ()

    part: type[Any] = field(default=object, kw_only=True)
    today: tuple[str, ...] = field(default=(), kw_only=True)
    telling: tuple[str, str] = field(default=("", ""), kw_only=True)
    paper: bool = field(default=False, kw_only=True)

    def show(self, value: tuple[Any, ...]) -> str:
        """How many there are."""
        return f"{len(value)} 项" if value else ""

    def tells(self, part: Any) -> bool:
        """Whether a part tells what `today` names."""
        column, wanted = self.telling
        return not column or getattr(part, column) == wanted
