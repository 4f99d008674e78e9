"""Every print is seen here first: the bytes that will be printed, saved, or neither."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.disk.beside import written_beside
from db.errors import NO_ROOM, AppError, DiskFull, FileUnreadable
from db.services.note_output import Deed
from gui.borrowed import screen_of
from gui.dialogs.print_setup import PrintSetupDialog
from gui.file_choice import where_to
from gui.keys import on_key
from gui.messages import Messages
from gui.page_setup import Letter, PageSetup, chosen_pages
from gui.pdf_document import PdfDocument
from gui.printer import new_printer, print_pages
from gui.settings import Settings
from gui.tasks import Task
from gui.theme import px
from gui.widgets.letter_list import LetterList
from gui.widgets.parts import button, label
from gui.widgets.pdf_view import PdfView
from gui.widgets.progress import Progress


class PrintPreview(QDialog):
    """The preview of one paper or one batch; beside a batch stands the list of its letters.

    Attributes:
        SAVES: whether the paper may become a file.
        document: what is previewed.
        file_name: what a saved file is called, without its suffix.
        is_at_end: whether the last page was among those printed last.
        enters: enters a paper with whole numbers before it leaves, which it does not where that raises; None for any other.

    Signals:
        printed: everything that was asked for went to the printer.
        saved: it was saved; the path.
    """

    SAVES = True
    printed = Signal()
    saved = Signal(object)

    def __init__(
        self, title: str, data: bytes, messages: Messages, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title, self._messages, self._settings = title, messages, settings
        self.file_name = title
        self.document = PdfDocument(data)
        self.is_at_end = False
        self.enters: Callable[[Deed], None] | None = None
        self._task: Task[None] | None = None
        self.setWindowTitle(title)
        self.view = PdfView()
        self._place = label("", "quiet")
        self.letters: LetterList | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._make_bar())
        body = QHBoxLayout()
        body.setSpacing(0)
        letters = self.document.letters()
        if len(letters) > 1:
            self.letters = self._make_letters(letters)
            body.addWidget(self.letters)
        body.addWidget(self.view, 1)
        layout.addLayout(body, 1)
        self.view.verticalScrollBar().valueChanged.connect(self._show_place)
        self.view.show_document(self.document)
        self._show_place()
        self.resize(self._usual_size())

    def offer(self, text: str, slot: Callable[[], None]) -> None:
        """One quiet thing more to do with the paper, before saving it."""
        self._bar.insertWidget(self._bar.indexOf(self._save_button), self._button(text, "quiet", slot))

    def save_pdf(self, path: Path) -> None:
        """Writes the bytes beside and renames them.

        Raises:
            FileUnreadable: the place cannot be written to.
            DiskFull: there is no room.
            AppError: it has whole numbers, and could not be entered; there is no file.
        """
        try:
            with written_beside(path) as beside:
                beside.write_bytes(self.document.data)
                if self.enters is not None:
                    self.enters(Deed.SAVE)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise DiskFull from error
            raise FileUnreadable("文件写不到这个位置", "请换一个文件夹，或先关掉正打开着它的程序") from error
        self.saved.emit(path)

    def print_on(self, printer: QPrinter, setup: PageSetup) -> None:
        """Prints in the background, with progress; nothing is told to be printed that is not."""
        if self._task is not None or not self._is_entered():
            return
        progress = Progress(self.tr("正在打印{0}").format(self._title), self, self._messages)
        self._task = progress.run(
            lambda tick: print_pages(self.document, printer, setup, tick),
            lambda _result: self._on_printed(setup),
            lambda: self._messages.inform(self.tr("已停止打印，没有记作已打印；打印机里已收到的页可能还会出来")),
        )
        self._task.finished.connect(self._on_task_finished)

    def _is_entered(self) -> bool:
        """Whether the paper may leave; one with whole numbers is entered before, and stays entered where the printing is stopped."""
        try:
            if self.enters is not None:
                self.enters(Deed.PRINT)
        except AppError as error:
            self._messages.show_error(error)
            return False
        return True

    def wait(self) -> None:
        """Stops what is being printed and waits for it."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.wait()
        super().closeEvent(event)

    def _usual_size(self) -> QSize:
        room = screen_of(self).availableSize()
        return room.boundedTo(QSize(px(1160 if self.letters else 900), px(1000))) * 0.96

    def _make_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(px(18), px(12), px(18), px(12))
        bar.setSpacing(px(10))
        name = QLabel(self._title)
        name.setProperty("strong", True)
        width = self._button(self.tr("放大"), "quiet", lambda: None)
        width.setCheckable(True)
        width.toggled.connect(lambda wide: self.view.show_whole_pages(not wide))
        width.toggled.connect(lambda wide: width.setText(self.tr("整页") if wide else self.tr("放大")))
        save = self._button(self.tr("另存为 PDF"), "", self._on_save_clicked)
        save.setVisible(self.SAVES)
        self._save_button, self._bar = save, bar
        out = self._button(self.tr("打印"), "primary", self._on_print_clicked)
        out.setDefault(True)
        on_key(QKeySequence.StandardKey.Print, self, self._on_print_clicked, everywhere=True)
        if self.SAVES:
            on_key(QKeySequence.StandardKey.Save, self, self._on_save_clicked, everywhere=True)
        bar.addWidget(name)
        bar.addWidget(self._place)
        bar.addStretch(1)
        for one in (width, save, out):
            bar.addWidget(one)
        return bar

    def _make_letters(self, letters: list[Letter]) -> LetterList:
        made = LetterList(letters)
        made.chosen.connect(lambda letter: self.view.go_to(letter.first))
        made.print_asked.connect(self._on_letter_asked)
        return made

    def _button(self, text: str, kind: str, slot: Callable[[], None]) -> QPushButton:
        made = button(text, kind)
        made.setAutoDefault(kind == "primary")
        made.clicked.connect(slot)
        return made

    def _show_place(self) -> None:
        page = self.view.current_page()
        self._place.setText(self.tr("第 {0} 页，共 {1} 页").format(page + 1, self.document.page_count))
        if self.letters is not None:
            self.letters.mark(page)

    def _on_save_clicked(self) -> None:
        path = where_to(self, self.tr("另存为 PDF"), self.file_name, (("PDF", ".pdf"),))
        if path is None:
            return
        try:
            self.save_pdf(path)
        except AppError as error:
            self._messages.show_error(error)
            return
        self._messages.inform(self.tr("已保存为 PDF"))

    def _on_print_clicked(self) -> None:
        self._ask_and_print("")

    def _on_letter_asked(self, letter: Letter) -> None:
        last = letter.first + letter.count
        self._ask_and_print(f"{letter.first + 1}-{last}" if letter.count > 1 else str(last))

    def _ask_and_print(self, pages: str) -> None:
        dialog = PrintSetupDialog(self.document, self._title, self._settings, pages, self)
        if self.SAVES:
            dialog.pdf_requested.connect(self._on_save_clicked)
        else:
            dialog.leave_saving_out()
        if dialog.exec() == QDialog.DialogCode.Accepted:
            printer = new_printer(self.document, self._title, dialog.printer_name())
            self.print_on(printer, dialog.setup())

    def _on_printed(self, setup: PageSetup) -> None:
        count = self.document.page_count
        self.is_at_end = count - 1 in chosen_pages(setup, count)
        self.printed.emit()
        self._messages.inform(self.tr("已送到打印机"))
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def _on_task_finished(self) -> None:
        self._task = None
