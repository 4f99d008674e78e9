"""The page of any record type: the list, and the form of one record in its place."""

from collections.abc import Callable, Mapping

from attrs import frozen
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from db.errors import AppError, RecordInvalid
from db.records.base import Record
from gui.models.record_source import StoreSource
from gui.session import Session
from gui.theme import px
from gui.widgets.form import RecordForm
from gui.widgets.parts import Card, PageHeader, button
from gui.widgets.record_list import RecordList

Saver = Callable[[Record], Record]
LIST, FORM = 0, 1


@frozen
class PageWords:
    """What a page calls things, where the label of the record is not enough.

    Attributes:
        title: over the list.
        new: the button that makes a new one.
        empty: what to do when there is none.
    """

    title: str
    new: str
    empty: str = ""


class RecordPage(QWidget):
    """List and form of one record type.

    Signals:
        record_saved: table and id.
        print_requested: table and id of the record whose plain sheet is wanted.
        export_requested: the table whose list is wanted as a workbook.
        picked: field name and id, when a linked record was chosen in the form.
    """

    record_saved = Signal(str, object)
    print_requested = Signal(str, object)
    export_requested = Signal(str)
    picked = Signal(str, object)

    def __init__(
        self,
        session: Session,
        kind: type[Record],
        words: PageWords | None = None,
        save: Saver | None = None,
        order: tuple[str, ...] = ("-id",),
    ) -> None:
        super().__init__()
        self.kind = kind
        self._session = session
        self._words = words or PageWords(kind.LABEL, f"新建{kind.LABEL}")
        self._save: Saver = save or session.store.save
        self._blank = False
        self.list = RecordList(StoreSource(session.store, kind, order))
        self.form: RecordForm | None = None
        self._record: Record = kind()
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._make_list_side())
        self._stack.addWidget(self._make_form_side())
        for keys, slot in (
            ("Ctrl+N", self.open_new),
            ("Ctrl+F", self._on_find_keys),
            ("Ctrl+S", self._on_save_clicked),
        ):
            QShortcut(QKeySequence(keys), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("Escape"), self, self.close_form, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What the window asks.

    def open_record(self, record_id: int) -> None:
        """Opens a record in the form.

        Raises:
            RecordGone: it is no longer there.
        """
        self._show_form(self._session.store.get(self.kind, record_id))

    def open_new(self, values: Mapping[str, object] | None = None) -> None:
        """Opens an empty form, with a few values to start from."""
        form = self._show_form(self.kind())
        if values:
            form.fill(values)

    def close_form(self) -> None:
        """Back to the list; what is typed stays as a draft."""
        if self.is_form_open() and self.form is not None:
            self.form.keep_draft()
            if self.form.is_changed():
                self._session.messages.inform(self.tr("没有保存的内容已留作草稿，再打开时接着写"))
            self._stack.setCurrentIndex(LIST)
            self.refresh()
            self.list.view.setFocus()

    def is_form_open(self) -> bool:
        """Whether the form is in front."""
        return self._stack.currentIndex() == FORM

    def refresh(self) -> None:
        """Reads the list again."""
        self.list.refresh()

    def set_blank(self, blank: bool) -> None:
        """Hides personal data while a visitor looks on."""
        self._blank = blank
        self.list.model.set_blank(blank)
        if self.form is not None:
            self.form.set_blank(blank)

    def save(self) -> bool:
        """Saves what is in the form; whether it was saved."""
        form = self.form
        if form is None or (record := form.check()) is None:
            return False
        try:
            saved = self._save(record)
        except RecordInvalid as error:
            form.show_problems(error.problems)
            return False
        except AppError as error:
            self._session.messages.show_error(error)
            return False
        form.drop_draft()
        doubts = [p for p in saved.problems() if not p.blocking]
        self._record = saved
        form.show_record(saved)
        form.show_problems(doubts)
        self._show_title()
        self.list.refresh()
        self.list.view.mark(saved.id)
        self._session.messages.inform(self.tr("已保存"))
        self.record_saved.emit(self.kind.TABLE, saved.id)
        return True

    # Inside.

    def _make_list_side(self) -> QWidget:
        header = PageHeader(self._words.title)
        self._export = button(self.tr("导出表格"))
        self._export.clicked.connect(lambda: self.export_requested.emit(self.kind.TABLE))
        make = button(self._words.new, "primary", "Ctrl+N")
        make.clicked.connect(lambda: self.open_new())
        for one in (self._export, make):
            header.add_action(one)
        self.list.opened.connect(self.open_record)
        self.list.new_requested.connect(lambda: self.open_new())
        return _side(header, self.list)

    def _make_form_side(self) -> QWidget:
        self._header = PageHeader("", with_back=True)
        self._header.back_requested.connect(self.close_form)
        self._print: QPushButton = button(self.tr("打印"), tip="Ctrl+P")
        self._print.clicked.connect(lambda: self.print_requested.emit(self.kind.TABLE, self._record.id))
        self._print.setShortcut(QKeySequence("Ctrl+P"))
        self._save_button = button(self.tr("保存"), "primary", "Ctrl+S")
        self._save_button.clicked.connect(self._on_save_clicked)
        for one in (self._print, self._save_button):
            self._header.add_action(one)
        self._card = Card()
        return _side(self._header, self._card)

    def _show_form(self, record: Record) -> RecordForm:
        if self.form is None:
            # Built on first use: most pages are opened for their list.
            self.form = RecordForm(self.kind, self._session.lookup, self._session.store.drafts)
            self.form.changed.connect(self._show_title)
            self.form.picked.connect(self.picked)
            self._card.inside.addWidget(self.form)
        elif self.is_form_open():
            self.form.keep_draft()
        self._record = record
        self.form.show_record(record)
        self.form.set_blank(self._blank)
        self._stack.setCurrentIndex(FORM)
        self._show_title()
        self.form.focus_first()
        return self.form

    def _show_title(self) -> None:
        saved = bool(self._record.id)
        title = self._session.store.title(self._record) if saved else self._words.new
        self._header.set_title(title or self.kind.LABEL)
        changed = self.form is not None and self.form.is_changed()
        self._header.set_remark(self.tr("有修改，还没有保存（已留草稿）") if changed else "")
        self._print.setVisible(saved)

    def _on_save_clicked(self) -> None:
        if self.is_form_open():
            self.save()

    def _on_find_keys(self) -> None:
        if not self.is_form_open():
            self.list.words.setFocus()
            self.list.words.selectAll()


def _side(header: QWidget, body: QWidget) -> QWidget:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(px(28), px(8), px(28), px(22))
    column.setSpacing(px(10))
    column.addWidget(header)
    column.addWidget(body, 1)
    return side
