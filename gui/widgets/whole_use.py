"""写全的给谁、用来做什么: what is asked wherever whole numbers leave the program, and what the law says of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from db.errors import AppError, RecordInvalid
from db.records.base import fields_of
from db.records.duties.giving import ExportEntry
from db.services.duties.giving_out import WHEREABOUTS, Use, criminal_line
from gui.borrowed import restyle
from gui.lookup import Lookup
from gui.theme import px
from gui.widgets.editors import Editor, editor_for
from gui.widgets.parts import label
from gui.widgets.passphrase import field_name

NAMES = ("recipient", "purpose", "basis", "approver")


class WholeUse(QWidget):
    """Asks; whoever holds it asks `fault` before it goes on, and `use` then.

    Signals:
        changed: something was typed.

    Attributes:
        editors: by field of the entry.
    """

    changed = Signal()

    def __init__(self, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kinds = fields_of(ExportEntry)
        self.editors: dict[str, Editor] = {name: editor_for(kinds[name], lookup) for name in NAMES}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(px(14))
        form.setVerticalSpacing(px(8))
        for name, editor in self.editors.items():
            form.addRow(field_name(kinds[name].label), editor)
            editor.changed.connect(self.changed)
        self._law = label("", "quiet", "small", wrap=True)
        form.addRow(self._law)
        self.count(0)

    def count(self, records: int) -> None:
        """Says of how many records it is."""
        duty = self.tr("交给别的单位，要告知本人并取得单独同意，履行法定职责除外（个人信息保护法第二十三条）。")
        told = self.tr("记入外送登记。{0}{1}").format(duty, criminal_line(records))
        self._law.setText(told)
        self._law.setProperty("tone", "accent" if records >= WHEREABOUTS else "quiet")
        restyle(self._law)

    def law(self) -> str:
        """What is said of the law."""
        return self._law.text()

    def use(self) -> Use:
        """What is said.

        Raises:
            ValueUnreadable: something typed is no value of its field.
        """
        return Use(**{name: editor.value() for name, editor in self.editors.items()})

    def fault(self) -> str:
        """Why it will not do yet, whose line is gone to; "" for nothing."""
        try:
            self.use().refuse_unsaid()
        except RecordInvalid as error:
            self.editors[error.problems[0].field].setFocus()
            return error.problems[0].sentence()
        except AppError as error:
            return str(error)
        return ""

    def clear(self) -> None:
        """Nothing is said."""
        for editor in self.editors.values():
            editor.set_value(editor.kind.EMPTY)

    def focus_first(self) -> None:
        """Goes to the first line."""
        self.editors[NAMES[0]].setFocus()
