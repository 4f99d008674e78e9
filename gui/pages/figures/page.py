"""统计: the report over a time and a place; every number opens its rows."""

from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.figure import Choice, Figure
from db.services.figures import kept, laid_down
from db.services.figures.measure import Measured, measure
from db.services.figures.report import Report, as_text, report
from db.services.figures.rows import FigureRows
from db.services.figures.scope import Scope
from db.services.figures.span import Span
from gui.file_choice import TABLES, where_to
from gui.keys import on_key, red_key
from gui.messages import show_failure
from gui.models.behind import Behind
from gui.models.record_source import Counted, Stop, only_reading
from gui.pages.figures.asked_line import Asked, AskedLine
from gui.pages.figures.report_text import ReportText
from gui.pages.figures.rows_card import RowsCard
from gui.pages.router import Router
from gui.papers.paperwork import TextJob
from gui.session import Session
from gui.tasks import Task, Tick
from gui.theme import px
from gui.widgets.parts import Card, PageHeader, button, scrolled

LOOK_MS = 5_000
"""So often it is looked whether another window has written."""


def make(session: Session, router: Router) -> QWidget:
    """The page, wired to the window."""
    page = FiguresPage(session)
    page.open_requested.connect(router.open_record)
    page.list_requested.connect(router.show_rows)
    page.text_requested.connect(router.copy_text)
    return page


class FiguresPage(QWidget):
    """The report, and beside it the rows of the number that is chosen.

    Signals:
        open_requested: table and id of a row.
        list_requested: the `FigureRows` that are wanted in their list.
        text_requested: the `TextJob` that puts the report on the clipboard.
        reckoned: the report is shown; the rows beside it may still be those of before.
        rows_shown: the rows of the number that was chosen are shown, or could not be read.

    Attributes:
        asked: over which time and of which place; `span` and `where` are its lines.
        text, rows: what is shown.
        report: what was reckoned last; None before.
    """

    open_requested = Signal(str, object)
    list_requested = Signal(object)
    text_requested = Signal(object)
    reckoned = Signal()
    rows_shown = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.report: Report | None = None
        self._task: Task[Report] | None = None
        self._ended: list[Task[Report]] = []
        self.destroyed.connect(partial(_end, self._ended))
        self._chosen: Measured | None = None
        self._coming = ""
        self._behind = Behind(self)
        self._behind.read.connect(self._on_rows)
        self._behind.failed.connect(self._on_no_rows)
        self._seen = session.store.last_entry(), date.today()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.look)
        self.asked = AskedLine(session)
        self.asked.chosen.connect(self.refresh)
        self.span, self.where = self.asked.span, self.asked.where
        self.text, self.rows = ReportText(), RowsCard(session.store)
        self.text.chosen.connect(self.show_rows)
        self.text.opened.connect(lambda found: self.list_requested.emit(FigureRows.of(found)))
        self.text.left_out.connect(self.list_requested)
        for part in (self.text, self.rows):
            part.to_lay_down.connect(self.ask_rule)
        self.rows.open_requested.connect(self.open_requested)
        self.rows.list_requested.connect(self.list_requested)
        self.rows.remove_requested.connect(self._remove)
        self._lay_out()
        red_key(self, self.rows.show_list)
        on_key("F5", self, self.refresh)

    def refresh(self, *_: object) -> None:
        """Reckons anew, behind the clerk's back; what is shown stays until then."""
        self._give_up()
        (span, scope), store, kinds = self.asked.asked(), self._session.store, self._session.seen
        self._seen = store.last_entry(), date.today()

        def work(tick: Tick) -> Report:
            own = store.again()
            try:
                return report(own, kinds, span, scope, tick)
            finally:
                own.leave()

        task: Task[Report] = Task(work)
        self._task = task
        self._ended.append(task)
        task.succeeded.connect(lambda found, task=task: self._on_reckoned(task, found))
        task.failed.connect(lambda error, task=task: self._on_failed(task, error))
        task.finished.connect(partial(_drop, self._ended, task))
        self._header.set_remark(" · ".join((*self._words(span, scope), self.tr("正在数…"))))
        task.start()

    def look(self) -> None:
        """Reckons anew where another window has written meanwhile, or the day is another."""
        with suppress(AppError):  # whoever does something next is told of it
            if (self._session.store.last_entry(), date.today()) != self._seen:
                self.refresh()

    def show_rows(self, found: Measured) -> None:
        """Shows what a number counts: value and rows as they are now, which is what the text says unless somebody has just written.

        The rows are found behind the clerk's back; those of a number that was chosen before are shown no more.
        """
        self.text.mark(found)
        self.rows.show_waiting(found)
        self.rows.take_focus()
        self._chosen = found
        self._find(found)

    def take_focus(self) -> None:
        """Puts the keys on a number, or on the time where there is none yet."""
        if self.text.numbers:
            self.text.take_focus()
        else:
            self.span.setFocus()
            self.span.selectAll()

    def ask_rule(self, figure: Figure) -> None:
        """Asks how a share is to be reckoned, or from where a figure is taken, and reckons anew once that is laid down."""
        from gui.dialogs.share_rule import ShareRule  # heavy: only when it is asked

        store = self._session.store
        if figure.choice:
            self._ask_choice(figure, figure.choice)
            return
        try:
            now = laid_down.laid(store, figure, date.today())
        except laid_down.NotLaidDown:
            now = None  # what cannot be read is written anew
        except AppError as error:
            self._session.messages.show_error(error)
            return
        answers = laid_down.answers(store.kinds, figure)
        dialog = ShareRule(figure.label, answers, now, lambda how: laid_down.lay_down(store, figure, how), self)
        if dialog.exec():
            self._session.messages.inform(self.tr("{0}以后这样算，记在“设置 → 规则”里").format(figure.label))
            self.refresh()

    def _ask_choice(self, figure: Figure, choice: Choice) -> None:
        from gui.dialogs.choice_rule import ChoiceRule  # heavy: only when it is asked

        store = self._session.store
        now = store.rule(choice.rule) or choice.words[0]
        dialog = ChoiceRule(figure.label, choice.words, now, partial(laid_down.choose, store, figure), self)
        if dialog.exec():
            self._session.messages.inform(self.tr("{0}以后这样算，记在“设置 → 规则”里").format(figure.label))
            self.refresh()

    def narrowing(self) -> Asked:
        """What is asked, and whose rows are seen, for a window that comes in place of this one."""
        shown = self.rows.found
        return self.asked.kept(shown.figure.name if shown else self._coming)

    def narrow_as(self, other: Asked) -> None:
        """Asks what the page of another window asked; a figure that is no longer told is left out."""
        self._coming = other.figure
        self.asked.ask(other)

    def copy(self) -> None:
        """Puts the report on the clipboard."""
        if (found := self.report) is not None:
            self.text_requested.emit(TextJob(make=lambda _store: as_text(found, date.today())))

    def ask_export(self) -> None:
        """Asks where to, and writes the figures there."""
        if self.report is None:
            return
        usual = f"{self.tr('统计')}-{self.report.span.words}"
        if (path := where_to(self, self.tr("导出统计到"), usual, TABLES)) is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Writes the figures that are shown."""
        from db.services.figures.export import export_report  # heavy: only when it is exported

        if self.report is None:
            return
        try:
            count = export_report(self._session.store, self.report, path)
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._session.messages.inform(self.tr("已导出 {0} 行：{1}").format(count, path.name))

    def wait(self) -> None:
        """Ends what runs; for closing the window."""
        self._give_up()
        self._behind.wait()
        _end(self._ended)

    def showEvent(self, event: QShowEvent) -> None:
        """While it is seen, it is looked for what others write."""
        self._look.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees stands still."""
        self._look.stop()
        super().hideEvent(event)

    # Inside.

    def _lay_out(self) -> None:
        self._header = PageHeader(self.tr("统计"))
        for words, tip, do in (
            (self.tr("复制文字"), "", self.copy),
            (self.tr("导出…"), "", self.ask_export),
        ):
            action = button(words, "quiet", tip)
            action.clicked.connect(do)
            self._header.add_action(action)
        left = Card()
        left.inside.addWidget(scrolled(_plain(self.text)))
        halves = QHBoxLayout()
        halves.setSpacing(px(14))
        halves.addWidget(left, 6)
        halves.addWidget(self.rows, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(10))
        column.addWidget(self._header)
        column.addWidget(self.asked)
        column.addLayout(halves, 1)

    def _remove(self, figure: Figure) -> None:
        """Counts a figure of the centre's own no more; that can be taken back."""
        store, messages = self._session.store, self._session.messages
        if (own := kept.kept_of(store, figure)) is None:
            self.refresh()
            return

        def bring_back() -> None:
            try:
                kept.put_back(store, own)
            except AppError as error:
                messages.show_error(error)
            self.refresh()

        try:
            kept.remove(store, own)
        except AppError as error:
            messages.show_error(error)
            return
        self._show_no_rows()
        self.refresh()
        messages.inform(self.tr("已删去口径：{0}").format(own.name), bring_back)

    def _give_up(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_reckoned(self, task: Task[Report], found: Report) -> None:
        if task is not self._task:
            return
        self._task = None
        before, self.report = self.report, found
        self.asked.say_shown(found)
        self._header.set_remark(" · ".join(self._words(found.span, found.scope)))
        self.text.show_report(found)
        shown = self.rows.found
        if before is None and self.isVisible() and not self.span.hasFocus():
            self.take_focus()
        name = shown.figure.name if shown and before else self._coming
        self._coming = ""
        now = self._told_as(name, found)
        if now is not None:
            self.text.mark(now)
            if shown is None:
                self.rows.show_waiting(now)
            self._find(now)
        elif shown and before:
            self._show_no_rows()
        self.reckoned.emit()

    def _find(self, asked: Measured) -> None:
        """Finds the rows of a number; what was asked before is given up."""
        store = self._session.store

        def read(stop: Stop, _counted: Counted) -> Measured:
            with only_reading(store, stop) as own:
                return measure(own, asked.figure, asked.span, asked.scope, rows=True)

        self._behind.start(read)

    def _on_rows(self, now: Measured) -> None:
        chosen, self._chosen = self._chosen, None
        self.rows.show_rows(now)
        self.rows_shown.emit()
        if chosen is not None and now.value != chosen.value:
            self.refresh()

    def _on_no_rows(self, error: Exception) -> None:
        self._show_no_rows()
        self.rows_shown.emit()
        show_failure(self._session.messages, error)

    def _show_no_rows(self) -> None:
        self._behind.give_up()
        self._chosen = None
        self.rows.show_nothing()
        self.text.mark(None)

    def _told_as(self, name: str, found: Report) -> Measured | None:
        """The figure of a name, as it is told now."""
        return next((told.found for _, told in found.every() if told.found.figure.name == name), None)

    def _on_failed(self, task: Task[Report], error: Exception) -> None:
        if task is self._task:
            self._task = None
            shown = self.report
            self._header.set_remark(" · ".join(self._words(shown.span, shown.scope)) if shown else "")
            self.asked.say_shown(shown, self.tr("没有数成，按 F5 再数"))
            show_failure(self._session.messages, error)

    def _words(self, span: Span, scope: Scope | None) -> list[str]:
        return [span.words, *([scope.title] if scope else [])]


def _drop(tasks: list[Task[Report]], task: Task[Report]) -> None:
    if task in tasks:
        tasks.remove(task)


def _end(tasks: list[Task[Report]], *_: object) -> None:
    """Ends the threads of tasks, and hears of them no more: one that is destroyed while it runs takes the program with it."""
    for task in [*tasks]:
        task.blockSignals(True)
        task.cancel()
        task.wait()
    tasks.clear()


def _plain(inside: QWidget) -> QWidget:
    inside.setObjectName("plain")
    return inside
