"""Where an import begins: a file is dropped or chosen, or an empty table is taken to be filled in."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu

from db.errors import AppError
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.registry.ledger import Ledger
from db.services.importing.empty_table import write_empty_table
from gui.file_choice import TABLES, where_to, which_file
from gui.messages import Messages
from gui.theme import px
from gui.widgets.parts import Card, EmptyState, button, label
from gui.words import tr

SUFFIXES = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".txt", ".et")
_LEAST, _MARGIN = 146, 12


class ChooseCard(Card):
    """Asks for a file.

    Signals:
        chosen: the path of a file.
        any_requested: the file may be of any type, not only of that from whose list the clerk came.

    Attributes:
        first: asks for the file.
    """

    chosen = Signal(object)
    any_requested = Signal()

    def __init__(self, kinds: Kinds, messages: Messages) -> None:
        super().__init__(margin=_MARGIN)
        self.setMinimumHeight(px(_LEAST))
        self._kinds = [kind for kind in kinds if kind.can_be_imported]
        self._messages = messages
        self.wanted: Kind | None = None
        self.into: Ledger | None = None
        self._state = EmptyState("", "")
        self.first = choose = button(tr("选择文件…"), "primary")
        choose.clicked.connect(self._on_choose_clicked)
        self.empty = button("", "")
        self.empty.clicked.connect(self._on_empty_clicked)
        self._state.add_action(choose)
        self._state.add_action(self.empty)
        self._only, self._any = label(tone="quiet"), button(tr("什么表都行"), "link")
        self._any.clicked.connect(self.any_requested)
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(self._only)
        head.addWidget(self._any)
        head.addStretch()
        self.inside.addLayout(head)
        self.inside.addWidget(self._state, 1)
        self.want(None)

    def want_into(self, ledger: Ledger) -> None:
        """Asks for a table that is taken into a ledger: one that is there, or a new one."""
        self.want(None)
        self.into = ledger
        self._only.setText(tr("导入到：{0}").format(ledger.name or tr("新立一本专项台账")))
        for one in (self._only, self._any):
            one.show()
        self.empty.hide()
        self._state.say(
            tr("把名单拖到这里"),
            tr(
                "上级发来的名单原样拿来就行：照证件号码、姓名和住址对到登记，别的列成了台账自己的栏目。导出去填好的，拖回来就记上。"
            ),
        )

    def want(self, kind: Kind | None) -> None:
        """Asks for a table of a type; for any for None."""
        self.wanted, self.into = kind, None
        self.empty.show()
        self._only.setText(tr("导入到：{0}").format(kind.label) if kind else "")
        self._only.setVisible(kind is not None)
        self._any.setVisible(kind is not None)
        self.empty.setText(tr("{0}空表…").format(kind.label) if kind else tr("空表…"))
        self._state.say(
            tr("把{0}的表拖到这里").format(kind.label) if kind else tr("把表格拖到这里"),
            tr("Excel、WPS 表格或 CSV，原样拿来就行，是哪种表自己认。先看预览，再决定导不导入。"),
        )

    def meant(self) -> tuple[str, int]:
        """For what a file is asked: the type, and the id of a ledger that is there; ("", 0) for anything."""
        if self.into is not None:
            return Ledger.TABLE, self.into.id
        return (self.wanted.table if self.wanted else ""), 0

    def menu(self) -> QMenu:
        """The types of which an empty table may be taken."""
        menu = QMenu(self)
        for kind in self._kinds:
            menu.addAction(kind.label).triggered.connect(partial(self._on_kind_chosen, kind))
        return menu

    def write_empty(self, kind: Kind, path: Path) -> None:
        """Writes the empty table of a type, and says so."""
        try:
            write_empty_table(kind, path)
        except AppError as error:
            self._messages.show_error(error)
            return
        self._messages.inform(tr("空表已存好：{0}；填好拖到这里就能导入").format(path.name))

    def _on_kind_chosen(self, kind: Kind, _on: bool = False) -> None:
        path = where_to(self, tr("空表存到"), tr("{0}空表").format(kind.label), TABLES[:1])
        if path is not None:
            self.write_empty(kind, path)

    def _on_empty_clicked(self) -> None:
        if self.wanted:
            self._on_kind_chosen(self.wanted)
        else:
            self.menu().exec(self.empty.mapToGlobal(QPoint(0, self.empty.height())))

    def _on_choose_clicked(self) -> None:
        if (path := which_file(self, tr("选择表格"), tr("表格"), SUFFIXES)) is not None:
            self.chosen.emit(path)
