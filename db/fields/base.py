"""What every kind of field shares: label, privacy, width, and how a value is read, shown, masked and stored."""

from enum import IntEnum
from typing import Any, ClassVar, Generic, TypeVar, cast

from attrs import field, frozen

from db.errors import Problem
from db.values import masks

T = TypeVar("T")
Stored = str | int | None


class Privacy(IntEnum):
    """How closely a field is kept (SENSITIVE: 个人信息保护法 第二十八条)."""

    PUBLIC = 0
    ORDINARY = 1
    PERSONAL = 2
    SENSITIVE = 3


@frozen
class Field(Generic[T]):
    """One field of a record; the base of all kinds.

    Attributes:
        label: what the clerk reads.
        required: an empty value forbids saving.
        privacy: who may see it unmasked.
        width: usual width in Han characters, for lists, forms and sheets.
        group: the heading under which a form shows it; "" continues the group before.
        folded: the group that begins here is seldom needed: a form shows its heading alone until it is opened.
        unfolded_by: field of the record and value with which the folded group is open from the start.
        listed: whether it is a column of the list.
        words: other headings under which imported sheets carry it.
        help: one sentence for the clerk.
        fixed: it is never typed: the program alone writes it (a number, a stage, a last day).
        derived: it has no column: the record tells it from what else it holds; see `db.records.base.derived`.
    """

    SQL: ClassVar[str] = "TEXT"
    EMPTY: ClassVar[Any] = ""
    # Whether a value names or reaches somebody all by itself, so that all but its ends is hidden, and from which privacy on.
    IDENTIFIES: ClassVar[bool] = False
    MASKED_FROM: ClassVar[Privacy] = Privacy.ORDINARY

    label: str
    required: bool = field(default=False, kw_only=True)
    privacy: Privacy = field(default=Privacy.ORDINARY, kw_only=True)
    width: int = field(default=8, kw_only=True)
    group: str = field(default="", kw_only=True)
    folded: bool = field(default=False, kw_only=True)
    unfolded_by: tuple[str, object] = field(default=("", None), kw_only=True)
    listed: bool = field(default=False, kw_only=True)
    words: tuple[str, ...] = field(default=(), kw_only=True)
    help: str = field(default="", kw_only=True)
    fixed: bool = field(default=False, kw_only=True)
    derived: bool = field(default=False, kw_only=True)
    name: str = field(default="", kw_only=True)

    @property
    def is_typed(self) -> bool:
        """Whether a clerk may write it, and a sheet fill it."""
        return not (self.fixed or self.derived)

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks that it bears, as the command line tells them."""
        marks = (("required", self.required), ("fixed", self.fixed), ("derived", self.derived), ("listed", self.listed))
        return tuple(name for name, is_set in marks if is_set)

    def read(self, written: str) -> T:
        """The value that somebody typed or a sheet carries.

        Raises:
            ValueUnreadable: it cannot be a value of this kind.
        """
        return cast("T", written.strip())

    def show(self, value: T) -> str:
        """The value as the clerk reads it; "" for nothing."""
        return "" if value is None else str(value)

    def mask(self, value: T) -> str:
        """The value as everybody sees it until the whole is asked for; every list, form, sheet and export asks here."""
        return self.mask_shown(self.show(value))

    def mask_shown(self, shown: str) -> str:
        """`mask` of a value that is at hand as it is shown or written only, such as the title of what a link leads to."""
        if self.privacy >= Privacy.SENSITIVE:
            return masks.whole(shown)
        return self.cover(shown) if self.privacy > Privacy.PUBLIC else shown

    def cover(self, shown: str) -> str:
        """What may be seen of a shown value that is neither public nor sensitive: usually all of it."""
        return shown

    @property
    def is_masked(self) -> bool:
        """Whether `mask` always tells less than `show`; of free text it hides only the numbers in it."""
        return self.privacy >= Privacy.SENSITIVE or (self.IDENTIFIES and self.privacy >= self.MASKED_FROM)

    def store(self, value: T) -> Stored:
        """The value as the table keeps it."""
        return cast("Stored", value)

    def load(self, stored: Stored) -> T:
        """The value of what the table keeps."""
        return cast("T", self.EMPTY if stored is None else stored)

    def fault(self, value: T) -> Problem | None:
        """What is wrong with the value by itself, or None; an empty one is wrong only where it is required."""
        if self.required and value == self.EMPTY:
            return self.problem("required", "没有填", f"请填写{self.label}")
        return None

    @property
    def is_checked(self) -> bool:
        """Whether a value can be wrong by itself at all."""
        return self.required or type(self).fault is not Field[Any].fault

    @property
    def may_refuse(self) -> bool:
        """Whether a fault of a value by itself can forbid saving."""
        return self.is_checked

    def offered(self, value: T) -> T:
        """What a new record begins with in place of a value that is offered no more: nothing, so that somebody chooses."""
        return value

    def surely_right(self) -> frozenset[T]:
        """Values in which `fault` finds nothing, so that a large import need not ask it: of most kinds the empty one."""
        return frozenset() if self.required else frozenset({cast("T", self.EMPTY)})

    @property
    def is_stored_as_is(self) -> bool:
        """Whether the table keeps a value just as the record does."""
        return type(self).store is Field[Any].store

    @property
    def is_loaded_as_is(self) -> bool:
        """Whether a record has a value just as the table keeps it, which then never keeps nothing; see `db.store.schema`."""
        return type(self).load is Field[Any].load and isinstance(self.EMPTY, str)

    def problem(self, code: str, message: str, remedy: str = "", *, blocking: bool = True) -> Problem:
        """A problem of this field."""
        return Problem(self.name, self.label, code, message, remedy, blocking)
