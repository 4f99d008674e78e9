"""Every print is seen here first: the bytes that will be printed, saved, or neither."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.errors import FileUnreadable
from gui.messages import Messages, show_failure
from gui.printer import new_printer, print_pages
from gui.tasks import Task
from gui.theme import px
from gui.widgets.pdf_view import PdfDocument, PdfView


class PrintPreview(QDialog):
    """The preview of one paper or one batch.

    Signals:
        printed: it went to the printer.
        saved: it was saved; the path.
    """

    printed = Signal()
    saved = Signal(object)

    def __init__(self, title: str, data: bytes, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._messages = title, messages
        self._document = PdfDocument(data)
        self._task: Task[None] | None = None
        self.setWindowTitle(title)
        self._view = PdfView()
        self._place = QLabel()
        self._place.setProperty("tone", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._make_bar())
        layout.addWidget(self._view, 1)
        self._view.verticalScrollBar().valueChanged.connect(self._show_place)
        self._view.show_document(self._document)
        self._show_place()
        self.resize(self._usual_size())

    def save_pdf(self, path: Path) -> None:
        """Writes the bytes beside and renames them.

        Raises:
            FileUnreadable: the place cannot be written to.
        """
        beside = path.with_name(path.name + ".new")
        try:
            beside.write_bytes(self._document.data)
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise FileUnreadable("文件写不到这个位置", "请换一个文件夹，或先关掉正打开着它的程序") from error
        self.saved.emit(path)

    def closeEvent(self, event: object) -> None:
        if self._task:
            self._task.wait()

    def _usual_size(self) -> QSize:
        room = self.screen().availableSize() if self.screen() else self.sizeHint()
        return room.boundedTo(QSize(px(900), px(1000))) * 0.96

    def _make_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(px(18), px(12), px(18), px(12))
        bar.setSpacing(px(10))
        name = QLabel(self._title)
        name.setProperty("strong", True)
        width = self._button(self.tr("放大"), "quiet", lambda: None)
        width.setCheckable(True)
        width.toggled.connect(lambda wide: self._view.show_whole_pages(not wide))
        width.toggled.connect(lambda wide: width.setText(self.tr("整页") if wide else self.tr("放大")))
        save = self._button(self.tr("另存为 PDF"), "", self._on_save_clicked)
        out = self._button(self.tr("打印"), "primary", self._on_print_clicked)
        out.setDefault(True)
        for key, slot in ((QKeySequence.StandardKey.Print, self._on_print_clicked),
                          (QKeySequence.StandardKey.Save, self._on_save_clicked)):  # fmt: skip
            QShortcut(QKeySequence(key), self, slot)
        bar.addWidget(name)
        bar.addWidget(self._place)
        bar.addStretch(1)
        for button in (width, save, out):
            bar.addWidget(button)
        return bar

    def _button(self, text: str, kind: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", kind)
        button.setAutoDefault(kind == "primary")
        button.clicked.connect(slot)
        return button

    def _show_place(self) -> None:
        page = self._view.current_page() + 1
        self._place.setText(self.tr("第 {0} 页，共 {1} 页").format(page, self._document.page_count))

    def _on_save_clicked(self) -> None:
        suggestion = str(Path.home() / f"{self._title}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("另存为 PDF"), suggestion, "PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen)
        try:
            self.save_pdf(path if path.suffix else path.with_suffix(".pdf"))
        except FileUnreadable as error:
            self._messages.show_error(error)
            return
        self._messages.inform(self.tr("已保存为 PDF"))

    def _on_print_clicked(self) -> None:
        printer = new_printer(self._document, self._title)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self._document.page_count)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        task: Task[None] = Task(lambda tick: print_pages(self._document, printer, tick), self)
        task.succeeded.connect(lambda _result: self._on_printed())
        task.failed.connect(lambda error: show_failure(self._messages, error))
        self._task = task
        task.start()

    def _on_printed(self) -> None:
        self.printed.emit()
        self._messages.inform(self.tr("已送到打印机"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
