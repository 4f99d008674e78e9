"""操作日志: who did what when, to what; by person, kind of deed, day and record, printed and exported."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import AppError
from db.records.power import Power
from db.services.log_lines import LABEL, Line, export_log, lines
from db.store import Store
from gui.file_choice import TABLES, where_to
from gui.keys import on_key
from gui.messages import show_failure
from gui.models.log_source import LogSource
from gui.models.record_table import RecordTableModel
from gui.pages.centre.log_asked import LogAskedLine
from gui.pages.router import Router
from gui.papers.log_papers import log_paper, monthly_line
from gui.session import Session
from gui.tasks import Tick, on_own_store
from gui.theme import px
from gui.widgets.parts import Card, PageHeader, button, button_row, label, scrolled
from gui.widgets.print_menu import Printable, PrintMenu
from gui.widgets.progress import Progress
from gui.widgets.record_view import RecordView
from gui.widgets.whole_list import wait_until_whole
from gui.words import tr

SHOWN = 118
"""The height of what is told of the entry that is marked, in pixels at 100 %."""


class LogPage(QWidget):
    """The list, and below it what the entry tells that is marked.

    Attributes:
        asked: what is asked for.
        model, view: the list.
        told: what the marked entry tells.
        open: opens the record of it.
    """

    def __init__(self, session: Session, router: Router, lead: QWidget) -> None:
        super().__init__()
        self._session, self._router = session, router
        self._line: Line | None = None
        self._source = LogSource(session.store)
        self.model = RecordTableModel(self._source, parent=self)
        self.view = RecordView(self.model)
        self.view.setAccessibleName(LABEL)
        self.view.marked.connect(self._show_entry)
        self.view.opened.connect(lambda _seq: self.open_marked())
        self.model.counted.connect(self._show_count)
        self.model.failed.connect(lambda error: show_failure(session.messages, error))
        self.model.modelReset.connect(self._show_count)
        self.asked = LogAskedLine(session)
        self.asked.chosen.connect(self.refresh)
        self.told = label("", wrap=True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.told.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.open = button(self.tr("打开这一条"), "", "Enter")
        self.open.clicked.connect(self.open_marked)
        self._header = PageHeader("", lead=lead)
        self._whose = label("", "quiet", "small", wrap=True)
        self._lay_out()
        on_key("Ctrl+F", self, self.asked.words.setFocus)
        on_key("F5", self, self.refresh)

    def refresh(self) -> None:
        """Reads what is asked for; the rows stay where nothing was written meanwhile."""
        whole = self._session.store.can(Power.LOG)
        self._whose.setText("" if whole else self.tr("这里是您自己做过的；所有人的，只有审计员、书记/主任可以看"))
        self._whose.setVisible(not whole)
        self._source.asked = self.asked.asked()
        self.model.refresh()
        self._show_count()
        if not self.view.current_id():
            self.view.mark_first()
        self._show_entry(self.view.current_id())

    def open_marked(self) -> None:
        """Opens the record of the marked entry, where there is one that may be seen."""
        if self._line is not None and self._line.is_there:
            self._router.open_record(self._line.table, self._line.row_id)

    def choices(self) -> list[Printable]:
        """What can be printed."""
        today = date.today()
        return [
            Printable(self.tr("列出的这些"), lambda: log_paper(self.model.ids(), self.asked.told(), today)),
            Printable(self.tr("月报核对行"), lambda: monthly_line(today)),
        ]

    def ask_export(self) -> None:
        """Asks where to, and writes what is listed there."""
        if (path := where_to(self, self.tr("导出操作日志到"), LABEL, TABLES)) is not None:
            self._when_whole(lambda: self.export(path))

    def export(self, path: Path) -> None:
        """Writes what is listed, behind a bar."""
        store, seqs = self._session.store, self.model.ids()

        def work(own: Store, _tick: Tick) -> int:
            return export_log(own, seqs, path)

        def done(count: int) -> None:
            self._session.messages.inform(self.tr("已导出 {0} 行：{1}").format(count, path.name))
            self.refresh()

        bar = Progress(self.tr("正在导出"), self.window(), self._session.messages)
        bar.run(on_own_store(store, work), done)

    def wait(self) -> None:
        """Ends what reads behind the list."""
        self.model.wait()

    def _lay_out(self) -> None:
        export = button(self.tr("导出…"), "quiet")
        export.clicked.connect(self.ask_export)
        prints = PrintMenu(self.choices)
        prints.chosen.connect(self._on_print_chosen)
        self._header.add_action(export)
        self._header.add_action(prints)
        below = Card(margin=12)
        area = scrolled(self.told)
        area.setFixedHeight(px(SHOWN))
        below.inside.addWidget(area)
        below.inside.addLayout(button_row(self.open, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(10))
        for one in (self._header, self._whose, self.asked):
            column.addWidget(one)
        column.addWidget(self.view, 1)
        column.addWidget(below)

    def _on_print_chosen(self, choice: Printable) -> None:
        def make() -> None:
            if (job := choice.job()) is not None:
                self._router.print_job(job)

        self._when_whole(make)

    def _when_whole(self, then: Callable[[], object]) -> None:
        wait_until_whole(self.model, self.window(), self._session.messages, then)

    def _show_count(self) -> None:
        again = self.tr("，按 F5 再读") if self.model.is_broken_off else ""
        self._header.set_remark(f"{self.model.count_words()}{again}")

    def _show_entry(self, seq: int) -> None:
        try:
            self._line = lines(self._session.store, [seq]).get(seq) if seq else None
        except AppError as error:
            self._line = None
            self._session.messages.show_error(error)
        none = self.tr("没有这样的记录：换个人、换几天，或点“全部”") if not self.model.rowCount() else ""
        self.told.setText(_words(self._line) if self._line else none)
        self.open.setEnabled(self._line is not None and self._line.is_there)


def _words(line: Line) -> str:
    """Everything that an entry tells."""
    number = tr("第 {0:,} 条").format(line.seq)
    head = "　".join((number, f"{line.at:%Y-%m-%d %H:%M:%S}", line.who, line.what, line.of()))
    reason = [tr("事由：{0}").format(line.reason)] if line.reason else []
    return "\n".join([head, *reason, *(one.words() for one in line.changes)])
