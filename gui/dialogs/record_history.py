"""修改记录: what happened to one record, field by field; and 恢复成这样, a new change with a reason."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import AppError
from db.records.base import Record
from db.records.may import Right
from db.records.registry.resident import Resident
from db.services.record_history import Plan, Version, part, plan, put_back, versions
from db.services.registry.merging import merges_of
from db.values import masks
from gui.dialogs.reason import Reason
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.messages import Question
from gui.models.plain_table import Index, PlainTableModel
from gui.pages.registry.merging import undo_merge
from gui.saving import answered
from gui.session import Session
from gui.theme import px
from gui.widgets.choice_list import ChoiceList
from gui.widgets.parts import Card, button, button_row, label, scrolled
from gui.widgets.plain_table import plain_table
from gui.words import tr

COL_AT, COL_WHO, COL_WHAT, COL_CHANGED, COL_WHY = range(5)
WIDTHS = {COL_AT: 150, COL_WHO: 90, COL_WHAT: 120, COL_WHY: 180}
ROW, SHOWN, TOLD = 34, 7, 150


class VersionsModel(PlainTableModel[Version]):
    """Changes, the newest first."""

    def __init__(self) -> None:
        super().__init__((tr("时间"), tr("谁"), tr("做了什么"), tr("改了哪些"), tr("事由")))

    def cell(self, index: Index, role: int) -> object:
        one = self.rows[index.row()]
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        changed = "、".join(change.label for change in one.changes)
        return (f"{one.at:%Y-%m-%d %H:%M}", one.who, one.what, changed, one.reason)[index.column()]


class RecordHistory(FittedDialog):
    """The list, below it the change that is marked, and what makes the record again what it was then.

    Signals:
        restored: the record as it was saved.

    Attributes:
        model, view: the list.
        told: the marked change.
        back: 恢复成这样.
    """

    restored = Signal(object)

    def __init__(self, session: Session, record: Record, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._record = session, record
        title = masks.in_text(session.store.title(record))
        self.setWindowTitle(self.tr("修改记录"))
        self.setMinimumWidth(px(860))
        self.model = VersionsModel()
        self.model.show_rows(versions(session.store, record))
        self.view = plain_table(self.model, COL_CHANGED, WIDTHS, ROW, (COL_WHY,))
        self.view.setAccessibleName(self.tr("修改记录"))
        self.view.setMinimumHeight(px(ROW) * (SHOWN + 1))
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._show())
        self.told = label("", wrap=True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.back = button(self.tr("恢复成这样…"), "", "Ctrl+Enter")
        self.back.clicked.connect(self.ask)
        leave = button(self.tr("关闭"))
        leave.clicked.connect(self.reject)
        card = Card(margin=12)
        area = scrolled(self.told)
        area.setFixedHeight(px(TOLD))
        card.inside.addWidget(area)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("{0}：{1}").format(record.LABEL, title), size="large", wrap=True))
        column.addWidget(self.view, 1)
        column.addWidget(card)
        self.unmerge = button(self.tr("撤销合并…"), "", self.tr("并进来的那一条回来，连着的都和合并以前一样"))
        self.unmerge.clicked.connect(self.ask_unmerge)
        self._merges = merges_of(session.store, record.id) if isinstance(record, Resident) else []
        self.unmerge.setVisible(bool(self._merges) and session.may(Resident, Right.DELETE))
        column.addLayout(button_row(self.back, self.unmerge, None, leave))
        red_key(self, self.ask)
        if self.model.rows:
            self.view.selectRow(0)
        self._show()
        self.view.setFocus()

    def marked(self) -> Version | None:
        """The change that is marked."""
        row = self.view.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def ask(self) -> None:
        """Asks for a reason, and makes the record again what it was."""
        one = self.marked()
        if one is None or not self.back.isEnabled():
            return
        try:
            made = plan(self._session.store, self._record, one.seq)
        except AppError as error:
            self._session.messages.show_error(error)
            return
        fields = _fields(made)

        def do(reason: str) -> AppError | None:
            return self.put_back(made, fields.ticked() if fields else made.names, one, reason)

        Reason(_question(one, made, listed=fields is not None), do, self, fields).exec()

    def ask_unmerge(self) -> None:
        """Asks once, and makes two again of what was merged last."""
        one = self._merges[0]
        title = self.tr("撤销合并，让“{0}”重新是单独的一条？").format(masks.in_text(one.name))
        text = self.tr("连着的户、案件、走访、照片都和合并以前一样。合并以后改过的会先告诉您，不会丢。")
        if self._session.messages.ask(Question(title, text, self.tr("撤销合并"), self.tr("不撤销"))):
            undo_merge(self._session, self, one.seq, lambda: self._unmerged())

    def _unmerged(self) -> None:
        self.accept()
        self.restored.emit(self._session.store.get(Resident, self._record.id))

    def put_back(self, made: Plan, names: Collection[str], one: Version, reason: str) -> AppError | None:
        """Saves it, of some fields alone where not all are named; None when it is done, else why not."""
        store = self._session.store
        try:
            some = part(self._record, made, names)
            saved = answered(store, self._session.messages, lambda said: put_back(store, some, one.at, reason, said))
        except AppError as error:
            return error
        self._session.messages.inform(self.tr("已恢复成 {0:%Y-%m-%d %H:%M} 的样子").format(one.at))
        self.accept()
        self.restored.emit(saved)
        return None

    def _show(self) -> None:
        one = self.marked()
        self.told.setText("\n".join(change.words() for change in one.changes) if one else "")
        self.back.setEnabled(one is not None and one.can)


def _fields(made: Plan) -> ChoiceList | None:
    """What will be otherwise, each to be left out; None where it is one field alone."""
    if len(made.names) == 1:
        return None
    lines = [(name, change.words()) for name, change in zip(made.names, made.changes, strict=True)]
    fields = ChoiceList(lines, ticks=True)
    fields.setAccessibleName(tr("恢复哪几栏"))
    fields.tick(made.names)
    fields.go(made.names[0])
    fields.setFixedHeight(px(ROW) * min(len(lines), SHOWN) + px(6))
    return fields


def _question(one: Version, made: Plan, *, listed: bool) -> Question:
    """What will be otherwise, and what stays."""
    told = [tr("勾上的改回来，去掉勾的不动")] if listed else [change.words() for change in made.changes]
    if made.left:
        told.append(tr("不恢复的：{0}").format("；".join(f"{name}（{why}）" for name, why in made.left)))
    title = tr("恢复成 {0:%Y-%m-%d %H:%M} 改过以后的样子？").format(one.at)
    return Question(title, "\n".join(told), tr("恢复成这样"), tr("不恢复"))
