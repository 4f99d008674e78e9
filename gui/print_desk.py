"""Printing from any page: makes the paper in the background, with progress, and opens its preview."""

from collections.abc import Callable
from pathlib import Path

import attrs
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from db.errors import AppError
from db.services.duties.giving_out import Use
from db.services.note_output import NOTHING, Deed, Wholly, note_output, note_seen
from gui.dialogs.paper_options import PaperOptions
from gui.dialogs.print_preview import PrintPreview
from gui.dialogs.secret_preview import SecretPreview
from gui.file_choice import where_to
from gui.papers.asked import MASKED, Answers, Asked
from gui.papers.paperwork import Job, Sent, TextJob
from gui.session import Session
from gui.tasks import Task, on_own_store
from gui.widgets.progress import Progress


class PrintDesk(QObject):
    """Makes papers for one window, one after the other.

    Signals:
        previewed: the preview of a job is open.
        asked: the questions of a job are open.
        changed: a record as it was saved because its paper left the program, or because that was undone.
    """

    previewed = Signal(object)
    asked = Signal(object)
    changed = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._store, self._messages, self._window = session.store, session.messages, window
        self._settings, self._lookup = session.settings, session.lookup
        self._answers: dict[str, Answers] = {}
        self._task: Task[bytes] | None = None
        self._sent: Sent | None = None
        self._open: PrintPreview | None = None

    def print_job(self, job: Job) -> None:
        """Asks what the paper is to be like where that is open, makes it and shows it.

        Nothing happens while another one is being made.
        """
        if self._task is not None:
            return
        if job.asked is None:
            self._make(job)
        elif job.asked.first:
            self.ask(job, job.asked)
        else:
            answers = self._answers.get(job.asked.key)
            self._make(job.asked.job(answers) if answers else job)

    def copy_text(self, job: TextJob) -> None:
        """Puts a text on the clipboard and tells so, or says why there is none."""
        try:
            text = job.make(self._store)
        except AppError as error:
            self._messages.show_error(error)
            return
        QGuiApplication.clipboard().setText(text)
        self._on_sent(job, self.tr("文字已复制，可以到微信群里粘贴"))

    def ask(self, job: Job, asked: Asked, over: QWidget | None = None) -> PaperOptions:
        """Opens the questions; what was answered before in this run stands there, but data are masked again; ``over`` is what they are put over."""
        above = over or self._window
        dialog = PaperOptions(job.title, asked.kinds(), asked.defaults(self._store), self._lookup, above)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.asks.count(job.holds.count)
        dialog.set_answers({**self._settings.offer_of(asked.key), **self._answers.get(asked.key, {})})
        dialog.accepted.connect(lambda: self._on_answered(asked, dialog.answers(), dialog.use()))
        dialog.open()
        self.asked.emit(dialog)
        return dialog

    def _on_answered(self, asked: Asked, answers: Answers, use: Use | None) -> None:
        self._answers[asked.key] = {name: value for name, value in answers.items() if name != MASKED}
        if self._task is None:
            job = asked.job(answers)
            if use is None:
                self._make(job)
                return
            try:
                note_seen(self._store, *job.of, job.holds.told)  # the preview shows it, whether or not it leaves
            except AppError as error:
                self._messages.show_error(error)
                return
            self._make(job, Wholly(use, job.holds))

    def _make(self, job: Job, whole: Wholly | None = None) -> None:
        progress = Progress(self.tr("正在排版{0}").format(job.title), self._window, self._messages)
        self._task = progress.run(on_own_store(self._store, job.make), lambda data: self._show_job(job, data, whole))
        self._task.finished.connect(self._on_task_finished)

    def _show_job(self, job: Job, data: bytes, whole: Wholly | None) -> None:
        """The preview, with 改选项 where the job asks something and 另存为 Word where it has a .docx."""
        if whole is None and job.given is not None:
            whole = Wholly(job.given(self._store), job.holds)
        preview = self._open = self.show_preview(job.title, data, job.of, whole)
        preview.file_name = job.file_name
        if job.asked is not None:
            asked = job.asked
            preview.offer(self.tr("改选项…"), lambda: self._on_options_clicked(preview, job, asked))
        preview.printed.connect(lambda: self._on_sent(job))
        preview.printed.connect(lambda: self._on_printed(job, preview))
        preview.saved.connect(lambda _path: self._on_sent(job))
        # Told when the preview is gone: under it nobody could press 撤销.
        preview.finished.connect(lambda _result: self._on_preview_closed())
        if job.word is not None:
            preview.offer(self.tr("另存为 Word"), lambda: self._on_word_clicked(job, preview))

    def _on_options_clicked(self, preview: PrintPreview, job: Job, asked: Asked) -> None:
        """The preview waits below: whoever goes back from the questions comes to it again."""
        # Queued: the questions are a child of what is closed, and must not go with it while their own signal is being told.
        self.ask(job, asked, preview).accepted.connect(preview.close, Qt.ConnectionType.QueuedConnection)

    def _on_sent(self, job: Job | TextJob, before: str = "") -> None:
        """Lets the record know that its paper is out; where that fails, the paper is out all the same.

        ``before`` is what was told of the job itself.
        """
        try:
            sent = job.sent(self._store)
        except AppError as error:
            self._messages.show_error(error)
            return
        if sent is None:
            if before:
                self._messages.inform(before)
            return
        self._sent = attrs.evolve(sent, told=f"{before}；{sent.told}") if before else sent
        self.changed.emit(sent.record)
        if self._open is None:
            self._tell_sent()

    def _on_printed(self, job: Job, preview: PrintPreview) -> None:
        """Remembers where the paper ended, for the next one to begin there."""
        if job.asked is None or job.next_time is None or not preview.is_at_end:
            return
        try:
            self._settings.keep_offer(job.asked.key, job.next_time(self._store))
        except AppError as error:
            self._messages.show_error(error)
            return
        self._answers.pop(job.asked.key, None)

    def _on_preview_closed(self) -> None:
        self._open = None
        self._tell_sent()

    def _tell_sent(self) -> None:
        sent, self._sent = self._sent, None
        if sent is not None:
            self._messages.inform(sent.told, lambda: self._take_back(sent))

    def _take_back(self, sent: Sent) -> None:
        try:
            record = sent.undo(self._store)
        except AppError as error:
            self._messages.show_error(error)
            return
        self.changed.emit(record)

    def _on_word_clicked(self, job: Job, preview: PrintPreview) -> None:
        path = where_to(preview, self.tr("另存为 Word"), job.file_name, (("Word", ".docx"),))
        if path is not None and self._task is None:
            self.save_word(job, path, preview.enters)

    def save_word(self, job: Job, path: Path, enters: Callable[[Deed], None] | None = None) -> None:
        """Makes the .docx in the background and writes it beside the place first, so that there is never half a file.

        ``enters`` is that of the preview: a paper with whole numbers is entered before it leaves, as one that is printed.
        """
        make = job.word
        if make is None:
            return
        if enters is not None:
            try:
                enters(Deed.SAVE)
            except AppError as error:
                self._messages.show_error(error)
                return
        progress = Progress(self.tr("正在排版{0}").format(job.title), self._window, self._messages)
        self._task = progress.run(
            on_own_store(self._store, lambda own, tick: _saved(make(own, tick), path.with_suffix(".docx"))),
            lambda _data: self._on_word_saved(job, is_entered=enters is not None),
        )
        self._task.finished.connect(self._on_task_finished)

    def _on_word_saved(self, job: Job, *, is_entered: bool) -> None:
        if not is_entered:
            self._note(Deed.SAVE, job.title, of=job.of)
        self._messages.inform(self.tr("已保存为 Word"))
        self._on_sent(job)

    def _note(self, deed: Deed, title: str, of: tuple[str, int] = NOTHING) -> None:
        """Enters in the log what left the program; a log that cannot be written is told, the paper is out all the same."""
        try:
            note_output(self._store, deed, title, of)
        except AppError as error:
            self._messages.show_error(error)

    def show_preview(
        self, title: str, data: bytes, of: tuple[str, int] = NOTHING, whole: Wholly | None = None
    ) -> PrintPreview:
        """Opens the preview of a finished paper.

        Args:
            title: what it is called.
            data: the PDF.
            of: table and id of the record that it is made of.
            whole: what personal data in full were asked for.
        """
        preview = PrintPreview(title, data, self._messages, self._settings, self._window)
        return self._opened(preview, title, of, whole)

    def show_secret(self, title: str, data: bytes, kept: Callable[[], object]) -> PrintPreview:
        """Opens the preview of a finished paper that must not become a file; ``kept`` hears that it is out, or copied by hand."""
        preview = SecretPreview(title, data, self._messages, self._settings, self._window)
        preview.kept.connect(kept)
        return self._opened(preview, title)

    def _opened(
        self, preview: PrintPreview, title: str, of: tuple[str, int] = NOTHING, whole: Wholly | None = None
    ) -> PrintPreview:
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if whole:
            preview.enters = lambda deed: note_output(self._store, deed, title, of, whole)
        else:
            preview.printed.connect(lambda: self._note(Deed.PRINT, title, of))
            preview.saved.connect(lambda _path: self._note(Deed.SAVE, title, of))
        preview.open()
        self.previewed.emit(preview)
        return preview

    def wait(self) -> None:
        """Stops what is being made and waits for it; for closing the window."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()

    def _on_task_finished(self) -> None:
        self._task = None


def _saved(content: bytes, path: Path) -> bytes:
    from printing.__main__ import save  # reportlab comes with it

    save(content, path)
    return content
