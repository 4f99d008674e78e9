"""照片与附件 on the page of a record: what is there, and what can be done with it; dropping and pasting work on the whole page."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.base import Record
from db.records.exhibit import Exhibit
from db.records.may import Right
from db.services.evidence.shown import shown_of
from gui.evidence.arranging import rearranged
from gui.evidence.doing import Doing
from gui.evidence.dropped import can_give, given_by
from gui.evidence.exhibit_list import WIDE, ExhibitList
from gui.evidence.exhibits import ExhibitModel
from gui.evidence.pictures import Pictures, Wanted
from gui.evidence.viewer import Viewer
from gui.keys import on_key
from gui.papers.photo_papers import photo_sheet
from gui.session import Session
from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import Card, button, label, scrolled
from gui.words import tr

ADD_KEY, PASTE_KEY = "Ctrl+O", "Ctrl+V"


class EvidenceCard(Card):
    """The card; hidden for a type that takes no photos and for what is not saved yet.

    Attributes:
        model: what is shown.
        list: where it is shown.
        doing: what is done with it.

    Signals:
        changed: something was added, captioned, turned, arranged, taken away or saved elsewhere.
        print_requested: the job of the sheet of what is chosen, or of all.
    """

    changed = Signal()
    print_requested = Signal(object)

    def __init__(self, session: Session, page: QWidget) -> None:
        """A card on a page, which from now on takes what is dropped on it or pasted into it."""
        super().__init__()
        self._session, self._page = session, page
        self._record: Record | None = None
        self._changes = False
        self.doing = Doing(session, page, self._on_done)
        self.model = ExhibitModel(self)
        self.model.captioned.connect(self._on_captioned)
        self.list = ExhibitList(self.model)
        self.list.opened.connect(self.open_row)
        self.list.removal_asked.connect(self._on_remove_clicked)
        self.list.moved.connect(self._on_moved)
        self._pictures = Pictures(session.store, self)
        self._pictures.came.connect(self._on_picture_came)
        self._hint = label("", "quiet", wrap=True)
        self._head = label("", size="large")
        self.inside.addLayout(self._make_head())
        self.inside.addWidget(self._hint)
        self.inside.addWidget(self.list)
        self.hide()
        page.setAcceptDrops(True)
        page.installEventFilter(self)
        on_key(ADD_KEY, page, self._on_add_clicked)
        on_key(PASTE_KEY, page, self.paste)

    def show_record(self, record: Record) -> None:
        """Shows what a record has."""
        is_other = self._record is None or (self._record.TABLE, self._record.id) != (record.TABLE, record.id)
        takes = self._session.store.kinds[record.TABLE].evidence
        self._record = record if takes else None
        self._changes = self.model.changes = self._session.may(type(record), Right.CHANGE)
        self.setVisible(bool(takes and record.id))
        if is_other:
            self.list.clearSelection()
            self.list.setCurrentIndex(self.model.index(-1))
        self.refresh()

    def counted(self) -> str:
        """How many there are, in words; "" for none."""
        return tr("照片与附件 {0}").format(len(self.model.rows)) if self.model.rows else ""

    def refresh(self) -> None:
        """Reads again what the record has; what is chosen stays."""
        there = shown_of(self._session.store, self._record) if self._record is not None and self._record.id else []
        if there != self.model.rows or not there:
            chosen = [self.model.rows[row].exhibit.id for row in self.list.chosen()]
            self.model.show_rows(there)
            self.list.choose([self.model.row_of(one) for one in chosen])
        self._show_words()
        self._want_pictures()

    def open_row(self, row: int) -> Viewer:
        """Opens the viewer at one of them."""
        viewer = Viewer(self.model.rows, self.doing, self._page, changes=self._changes)
        viewer.finished.connect(lambda _result: self._on_viewer_closed(viewer))
        viewer.show_row(row)
        viewer.open()
        return viewer

    def print_sheet(self) -> None:
        """Prints those that are chosen where there are several, else all."""
        if self._record is None or not self.model.rows:
            return
        chosen = self._chosen() if len(self.list.chosen()) > 1 else []
        only = [one.id for one in chosen]
        self.print_requested.emit(photo_sheet(type(self._record), self._record.id, date.today(), only))

    def focus_first(self) -> None:
        """Goes to the photos, or to what adds the first one."""
        (self.list if self.model.rows else self.add).setFocus()

    def paste(self) -> None:
        """Adds what lies on the clipboard."""
        given = given_by(QGuiApplication.clipboard().mimeData())
        if self._record is not None and not given:
            told = tr("剪贴板里没有照片，也没有复制的文件")
            self._session.messages.inform(told)
        elif given and (record := self._ready()):
            self.doing.add(record, given)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes what is dropped anywhere on the page."""
        if watched is not self._page or self._record is None or not self._changes:
            return super().eventFilter(watched, event)
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            if can_give(event.mimeData()):
                event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            given = given_by(event.mimeData())
            if given and (record := self._ready()):
                event.acceptProposedAction()
                self.doing.add(record, given)
            return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want_pictures()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read for a page that nobody sees; the store may be closed next."""
        self._pictures.stop()
        super().hideEvent(event)

    # Inside.

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._head)
        row.addStretch()
        buttons = QWidget()
        flow = FlowLayout(buttons, px(6))
        row.addWidget(buttons)
        self._of_chosen: list[QPushButton] = []
        for text, tip, slot in (
            (tr("查看"), "Enter", lambda: self.open_row(self.list.chosen()[0])),
            (tr("打印照片页"), tr("选中几张印几张，没选就全印"), self.print_sheet),
            (tr("另存…"), tr("存到程序外面"), lambda: self.doing.ask_where_to(self._chosen())),
        ):
            self._of_chosen.append(made := _button(text, "quiet", tip, slot))
            flow.addWidget(made)
        self._changing = [
            _button(tr("写说明"), "quiet", "F2", self.list.write),
            _button(tr("拿掉"), "quiet", "Delete", self._on_remove_clicked),
        ]
        for made in self._changing:
            flow.addWidget(made)
        self.add = _button(tr("添加…"), "", ADD_KEY, self._on_add_clicked)
        flow.addWidget(self.add)
        self.list.selectionModel().selectionChanged.connect(self._show_buttons)
        return row

    def _ready(self) -> Record | None:
        """The record, once it is saved, of whoever may change it."""
        if not self._changes:
            return None
        if self._record is not None and not self._record.id:
            self._session.messages.inform(tr("请先保存，再添加照片和扫描件"))
            return None
        return self._record

    def _chosen(self) -> list[Exhibit]:
        return [self.model.rows[row].exhibit for row in self.list.chosen()]

    def _show_words(self) -> None:
        count = len(self.model.rows)
        self._head.setText(tr("照片与附件（{0}）").format(count) if count else tr("照片与附件"))
        self._hint.setText(tr("把照片、扫描的 PDF 拖到这一页，或者复制了按 Ctrl+V；可以一次几个"))
        self._hint.setVisible(not count and self._changes)
        self.list.setVisible(bool(count))
        self._show_buttons()

    def _show_buttons(self) -> None:
        for one in (*self._of_chosen, *self._changing):
            one.setVisible(bool(self.model.rows) and (self._changes or one not in self._changing))
            one.setEnabled(bool(self.list.chosen()))
        self.add.setVisible(self._changes)

    def _want_pictures(self) -> None:
        if self.isVisible() and (lacking := self.model.lacking()):
            most = round(px(WIDE) * self.devicePixelRatioF())
            self._pictures.want([Wanted(exhibit, 0, most) for exhibit in lacking])

    def _on_picture_came(self, wanted: Wanted, picture: object) -> None:
        if isinstance(picture, QImage | AppError):
            self.model.take_picture(wanted.exhibit, picture)

    def _on_add_clicked(self) -> None:
        if record := self._ready():
            self.doing.ask_for_files(record)

    def _on_remove_clicked(self) -> None:
        if self._changes and (chosen := self._chosen()):
            self.doing.remove(chosen)

    def _on_moved(self, gap: int) -> None:
        rows = self.model.rows
        order = rearranged(len(rows), self.list.chosen(), gap)
        if self._record is not None and self._changes and order != list(range(len(rows))):
            self.doing.arrange(self._record, [rows[row].exhibit.id for row in order])

    def _on_captioned(self, row: int, text: str) -> None:
        self.doing.write(self.model.rows[row].exhibit, text)

    def _on_viewer_closed(self, viewer: Viewer) -> None:
        viewer.deleteLater()
        self.list.choose([viewer.row()])
        self.list.setFocus()

    def _on_done(self, choose: Sequence[Exhibit]) -> None:
        at = self.list.currentIndex().row()
        self.refresh()
        if choose:
            self.list.choose([self.model.row_of(choose[0].id)])
        elif not self.list.chosen():
            self.list.choose([min(at, len(self.model.rows) - 1)])
        if self.isVisible():  # a dialog may be over the window: then the keys come here after it
            self.focus_first()
        self.changed.emit()


def whole_page(card: EvidenceCard) -> QWidget:
    """A card alone on a page, which scrolls."""
    inside = QWidget()
    inside.setObjectName("plain")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, px(6), 0)
    column.addWidget(card)
    column.addStretch(1)
    return scrolled(inside)


def _button(text: str, kind: str, tip: str, slot: Callable[[], object]) -> QPushButton:
    made = button(text, kind, tip)
    made.clicked.connect(lambda _on=False: slot())
    return made
