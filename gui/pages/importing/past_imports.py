"""What was imported before, and who stayed when an import was taken back: the two lists of the import page."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout

from db.records.kinds import Kinds
from db.records.registry.resident import Resident
from db.services.undo_import import PastImport, Undone
from gui.models.import_tables import (
    COL_CLERK,
    COL_COMPLETED,
    COL_FILE,
    COL_HOUSEHOLDS,
    COL_NEW,
    COL_STATE,
    COL_WHAT,
    COL_WHEN,
    KeptModel,
    PastImportsModel,
)
from gui.theme import px
from gui.widgets.parts import Card, button, label
from gui.widgets.plain_table import plain_table
from gui.words import tr

WIDTHS = {
    COL_WHEN: 150,
    COL_WHAT: 150,
    COL_CLERK: 90,
    COL_NEW: 84,
    COL_COMPLETED: 84,
    COL_HOUSEHOLDS: 84,
    COL_STATE: 90,
}
ROW, SHOWN = 34, 5
_LEAST = 2
"""Rows that are seen on the smallest screen."""


class PastImports(Card):
    """The imports so far, the newest first, and a button for the chosen one.

    Signals:
        undo_requested: a `PastImport` that is to be taken back.
        redo_requested: a `PastImport` that is to be brought back.
    """

    undo_requested = Signal(object)
    redo_requested = Signal(object)

    def __init__(self, kinds: Kinds) -> None:
        super().__init__(margin=12)
        self.model = PastImportsModel(kinds, self)
        self.view = plain_table(
            self.model, COL_FILE, WIDTHS, ROW, gives_way=(COL_HOUSEHOLDS, COL_CLERK, COL_COMPLETED, COL_WHAT)
        )
        self.view.setAccessibleName(self.tr("导入过的文件"))
        self.button = button("")
        self.button.clicked.connect(self._on_clicked)
        self._why_not = label(tone="quiet", size="small")
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(label(self.tr("导入过的文件"), size="large"))
        head.addStretch()
        head.addWidget(self._why_not)
        head.addWidget(self.button)
        self.inside.addLayout(head)
        self.inside.addWidget(self.view)
        self.view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_chosen())

    def show_imports(self, imports: list[PastImport]) -> None:
        """Shows the imports; the newest that is in force is chosen. Without any there is nothing to see."""
        self.model.show_rows(imports)
        self.setVisible(bool(imports))
        if imports:
            self.view.setMaximumHeight(px(ROW) * (min(len(imports), SHOWN) + 1) + px(4))
            self.view.setMinimumHeight(px(ROW) * min(len(imports) + 1, _LEAST) + px(4))
            first = next((row for row, past in enumerate(imports) if not past.undone), 0)
            self.view.selectRow(first)
        self._show_chosen()

    def chosen(self) -> PastImport | None:
        """The import that is chosen."""
        row = self.view.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _show_chosen(self) -> None:
        past = self.chosen()
        redo = past is not None and past.can_redo
        self.button.setText(self.tr("恢复这次导入") if redo else self.tr("撤销这次导入…"))
        self.button.setEnabled(past is not None and (redo or (past.is_latest and not past.undone)))
        why = ""
        if past and past.undone and not redo:
            why = self.tr("已经撤销；要用就重新导入")
        elif past and not past.undone and not past.is_latest:
            why = self.tr("先撤销它后面的导入")
        self._why_not.setText(why)

    def _on_clicked(self) -> None:
        if past := self.chosen():
            (self.redo_requested if past.can_redo else self.undo_requested).emit(past)


class UndoneCard(Card):
    """What was taken back, and who stayed.

    Signals:
        record_requested: table and id of one that stayed.
        closed: the clerk has seen it.
    """

    record_requested = Signal(str, object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = KeptModel(self)
        self.view = plain_table(self.model, 1, {0: 160}, ROW)
        self.view.activated.connect(self._on_activated)
        self._title, self._text = label(size="large"), label(tone="quiet", wrap=True)
        close = button(self.tr("知道了"), "primary")
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(close)
        self.inside.addLayout(head)
        self.inside.addWidget(self._text)
        self.inside.addWidget(self.view, 1)

    def show_undone(self, undone: Undone) -> None:
        """Shows what was done."""
        self._title.setText(self.tr("已撤销，{0} {1}留着").format(len(undone.kept), unit_of(undone)))
        self._text.setText(
            self.tr("{0}。下面这些导入以后改过或别处用到了，没有动，请看看要不要留；双击或回车打开。").format(
                taken_back(undone) or self.tr("没有可拿掉的")
            )
        )
        self.model.show_rows(undone.kept)
        self.view.selectRow(0)
        self.view.setFocus()

    def _on_activated(self, index: QModelIndex) -> None:
        kept = self.model.rows[index.row()]
        self.record_requested.emit(kept.table, kept.id)


def unit_of(undone: Undone) -> str:
    """By what those are counted that stay."""
    return tr("人") if all(kept.table == Resident.TABLE for kept in undone.kept) else tr("条")


def taken_back(undone: Undone) -> str:
    """What goes and what is as before: 拿掉 98 人、40 户，12 人恢复原样; "" for nothing."""
    counted = [(undone.removed, tr("人")), (undone.households, tr("户"))]
    counted += [(number, tr("条{0}").format(label)) for label, number in undone.others.items()]
    gone = "、".join(f"{n:,} {word}" for n, word in counted if n)
    unit = tr("条") if undone.others else tr("人")
    restored = tr("{0:,} {1}恢复原样").format(undone.restored, unit) if undone.restored else ""
    return "，".join(part for part in (tr("拿掉 {0}").format(gone) if gone else "", restored) if part)
