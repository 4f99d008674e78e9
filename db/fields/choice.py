"""One of a few: yes or no, a code of a table."""

import unicodedata
from collections.abc import Iterable
from typing import Any, ClassVar, Protocol

from attrs import Factory, field, frozen

from db.errors import Problem, ValueUnreadable
from db.fields.base import Field, Stored
from db.values import code_table

_YES = frozenset({"是", "是的", "有", "对", "√", "✓", "✔", "☑", "v", "1", "y", "yes", "true"})
_NO = frozenset({"", "否", "不是", "无", "没有", "不", "×", "✗", "✘", "☐", "x", "-", "0", "n", "no", "false"})


@frozen
class Flag(Field[bool]):
    """Yes or no, in the words and ticks that clerks write for them."""

    SQL: ClassVar[str] = "INTEGER"
    EMPTY: ClassVar[Any] = False

    def read(self, written: str) -> bool:
        """Yes for 是, 有, √ and the like, no for 否, 无, × and for nothing.

        Raises:
            ValueUnreadable: it says neither.
        """
        word = unicodedata.normalize("NFKC", written).strip().casefold()
        if word in _YES or word in _NO:
            return word in _YES
        raise ValueUnreadable(f"“{written.strip()}”看不出是还是否", f"{self.label}填“是”或“否”")

    def show(self, value: bool) -> str:
        """是, or nothing."""
        return "是" if value else ""

    def store(self, value: bool) -> Stored:
        """1 or 0."""
        return int(value)

    def load(self, stored: Stored) -> bool:
        """Whether it is 1."""
        return bool(stored)


@frozen
class Code(Field[str]):
    """A code of a code table in ``resources/codes``."""

    table: str = field(default="", kw_only=True)

    def codes(self) -> code_table.CodeTable:
        """The table."""
        return code_table.load(self.table)

    def read(self, written: str) -> str:
        """The code of a label, a code or a usual spelling.

        Raises:
            ValueUnreadable: the table knows no such word.
        """
        if not written.strip():
            return ""
        if (code := self.codes().code(written)) is not None:
            return code
        known = "、".join(list(self.codes().offered.values())[:6])
        more = "；要加新的，先到“设置 → 选项”里加" if self.codes().own else ""
        raise ValueUnreadable(f"“{written.strip()}”不在{self.label}代码表里", f"可填{known}等{more}")

    def show(self, value: str) -> str:
        """The label."""
        return self.codes().label(value)

    def offered(self, value: str) -> str:
        """Nothing for a code that the centre uses no more."""
        return "" if value in self.codes().retired else value

    def fault(self, value: str) -> Problem | None:
        """The code must be in the table; one that is covered is, see `db.store.veil`.

        One of the centre's own may have been added in another window, whose words this process has not read.
        """
        if not value:
            return super().fault(value)
        if value in self.codes().labels or value == code_table.VEILED or self._may_be_own(value):
            return None
        return self.problem("unknown_code", f"“{value}”不在代码表里", "请从列表里选")

    def _may_be_own(self, value: str) -> bool:
        return self.codes().own and value.startswith(code_table.OWN) and value[len(code_table.OWN) :].isdecimal()

    def surely_right(self) -> frozenset[str]:
        """The codes of the table, and none where none is demanded."""
        return super().surely_right() | (self.codes().labels.keys() - {""})


class Staged(Protocol):
    """A stage as its field needs it; see `db.records.flow.Stage`."""

    @property
    def code(self) -> str:
        """What is kept."""
        ...

    @property
    def label(self) -> str:
        """What the clerk reads."""
        ...

    @property
    def words(self) -> Iterable[str]:
        """What else clerks write for it."""
        ...


@frozen
class StageCode(Code):
    """The stage at which something stands: one of those of its flow, or one of the centre's own.

    One that nobody knows any more is shown as it is, and never hidden.

    Attributes:
        table: the name under which the centre's own labels are laid over those of the stages.
        stages: of its flows.
    """

    stages: tuple[Staged, ...] = field(default=(), kw_only=True)
    _codes: code_table.CodeTable = field(
        init=False,
        eq=False,
        repr=False,
        default=Factory(
            lambda self: code_table.made(self.table, ((s.code, s.label, s.words) for s in self.stages)), takes_self=True
        ),
    )

    def codes(self) -> code_table.CodeTable:
        """The stages, as the centre calls them."""
        return code_table.with_own(self._codes)

    def standing(self, value: str) -> str:
        """The program's stage as which one counts where stages are compared; see `db.values.code_table.standing`."""
        return code_table.standing(self.table, value)

    def fault(self, value: str) -> Problem | None:
        """There must be one."""
        return self.problem("required", "没有填", f"请填写{self.label}") if self.required and not value else None

    def read(self, written: str) -> str:
        """The code of a label or a usual spelling; what nobody knows stays as it is."""
        found = self.codes().code(written)
        return written.strip() if found is None else found
