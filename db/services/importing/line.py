"""One row of a sheet by what its columns mean; what cannot be read of it is told."""

from collections.abc import Callable
from typing import Any

from db.errors import Problem, ValueUnreadable
from db.fields import Field
from db.services.importing.cells import read_cell, text_of, written_in
from db.services.importing.drafts import Place
from db.services.importing.form import TableForm
from db.services.importing.headings import unit_of
from db.services.importing.layout import Layout
from db.services.importing.problems import Option, RowProblem, Verdict
from db.services.importing.row_values import Values

_NOT_TAKEN = "没有导入这一格，请核对后补上"
_AS_WRITTEN = "已照原样导入，请核对"
HELD = "没有导入这一行"


class Line:
    """One row.

    Attributes:
        place: sheet and row.
        form: what kind of table it stands in.
        is_ours: whether this program wrote it.
        titles: the tab and the titles over the headings.
        from_1904: whether days are counted from 1904 on.
    """

    def __init__(
        self, form: TableForm, layout: Layout, row: int, values: Values, tell: Callable[[RowProblem], None]
    ) -> None:
        self.form = form
        self.place: Place = (layout.sheet, row)
        self.is_ours = layout.own
        self.titles: tuple[str, ...] = (layout.sheet,)
        self.from_1904 = False
        self._values, self._tell = values, tell

    def has(self, key: str) -> bool:
        """Whether the row says something of a topic."""
        return bool(self.text(key))

    def text(self, key: str) -> str:
        """What its cells say; several that may be put together stand with 、 between them."""
        read = written_in if self.is_ours else text_of
        return "、".join(filter(None, (read(cell) for _, cell in self._values.get(key, ()))))

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of which the row says something, those first that stand further left."""
        return tuple(self._values)

    def value(self, key: str, kind: Field[Any] | None = None) -> Any:
        """The value of a topic, None or empty where there is none; what is wrong with it is told.

        Args:
            key: the topic.
            kind: as what it is read; None for as its form declares.
        """
        topic = self.form.topic(key)
        field = kind or (topic.kind if topic else None)
        cells = self._values.get(key, ())
        if field is None or not cells:
            return field.EMPTY if field else ""
        heading, cell = cells[0]
        if len(cells) > 1:
            cell = self.text(key)
        try:
            value = read_cell(field, cell, own=self.is_ours, from_1904=self.from_1904, unit=unit_of(heading))
        except (ValueUnreadable, OverflowError) as error:
            message = error.message if isinstance(error, ValueUnreadable) else "看不懂"
            self.tell(key, "unreadable", message, _NOT_TAKEN, Verdict.WRONG)
            return field.EMPTY
        if (fault := field.fault(value)) and value != field.EMPTY:
            self.fault(key, fault)
            return field.EMPTY if fault.blocking else value
        return value

    def fault(self, key: str, fault: Problem) -> None:
        """Tells of a value that cannot be right; one that forbids saving is not taken."""
        remedy = _NOT_TAKEN if fault.blocking else _AS_WRITTEN
        self.tell(key, fault.code, fault.message, remedy, Verdict.WRONG)

    def tell(
        self,
        key: str,
        code: str,
        message: str,
        remedy: str,
        verdict: Verdict = Verdict.DOUBTFUL,
        options: tuple[Option, ...] = (),
    ) -> None:
        """Tells something of the row, or of one of its topics."""
        topic = self.form.topic(key)
        written = self.text(key) if key in self._values else ""
        label = topic.label if topic else ""
        self._tell(
            RowProblem(
                *self.place, key, label, code, message, remedy, written,
                verdict=verdict, table=self.form.table, options=options,
            )
        )  # fmt: skip
