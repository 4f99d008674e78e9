"""导入花名册: choose a file, see what would come of it, take it over or leave it, take it back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from attrs import evolve
from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from db.services.registry.import_roster import Choices, Counts, ImportPlan, Roster, commit, preview, read_roster
from db.services.undo_import import Undone, past_imports
from db.store import Store
from gui.messages import Messages, show_failure
from gui.pages.importing.import_preview import ImportPreview
from gui.pages.importing.import_undo import ImportUndo
from gui.pages.importing.past_imports import PastImports, UndoneCard
from gui.tasks import Task, Tick
from gui.theme import px
from gui.widgets.parts import Card, EmptyState, PageHeader, button, label

CHOOSE, WORKING, PREVIEW, DONE, UNDONE = range(5)
FILE_FILTER = "表格 (*.xlsx *.xls *.xlsm *.ods *.csv *.txt *.et)"


class ImportPage(QWidget):
    """Importing one roster.

    Signals:
        imported: the counts of what is now in the store.
        undone: what was taken back of one.
        doubts_requested: the clerk wants the list of residents 待核实.
        record_requested: table and id of a record that the clerk wants to see.
        attention_requested: the page is at work and should be seen.
    """

    imported = Signal(object)
    undone = Signal(object)
    doubts_requested = Signal()
    record_requested = Signal(str, object)
    attention_requested = Signal()

    def __init__(self, store: Store, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._messages = store, messages
        self._task: Task[object] | None = None
        self._roster: Roster | None = None
        self._choices = Choices()
        self._before = CHOOSE
        self.setAcceptDrops(True)
        self._head = PageHeader(self.tr("导入花名册"))
        self._cancel = button(self.tr("换一个文件"), "quiet")
        self._cancel.clicked.connect(self.start_again)
        self._commit = button("", "primary")
        self._commit.clicked.connect(self.commit)
        for action in (self._cancel, self._commit):
            self._head.add_action(action)
        self.preview = ImportPreview()
        self.preview.choices_changed.connect(self._on_choices_changed)
        self.undo = ImportUndo(messages, self._run, self._on_undone)
        self.past, self.undone_card = PastImports(), UndoneCard()
        self.past.undo_requested.connect(self.undo.start)
        self.past.redo_requested.connect(self.undo.redo)
        self.undone_card.record_requested.connect(self.record_requested)
        self.undone_card.closed.connect(self.start_again)
        self._stack = QStackedWidget()
        for place in (self._make_choose(), self._make_working(), self.preview, self._make_done(), self.undone_card):
            self._stack.addWidget(place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(28), px(12), px(28), px(22))
        layout.setSpacing(px(12))
        layout.addWidget(self._head)
        layout.addWidget(self._stack, 1)
        self._go(CHOOSE)

    def refresh(self) -> None:
        """Reads again what was imported so far."""
        self.past.show_imports(past_imports(self._store))

    @property
    def plan(self) -> ImportPlan | None:
        """The plan that is shown, or None while there is none."""
        return self.preview.plan if self._stack.currentIndex() == PREVIEW else None

    def is_done(self) -> bool:
        """Whether an import has been carried out and is told of."""
        return self._stack.currentIndex() == DONE

    def start_again(self) -> None:
        """Forgets the file and asks for another one."""
        self._roster, self._choices = None, Choices()
        self._go(CHOOSE)

    def load(self, path: Path) -> None:
        """Reads a file and shows what would come of it."""
        self._choices = Choices()

        def work(store: Store, tick: Tick) -> object:
            self._roster = read_roster(path, tick, store.kinds)
            return preview(store, self._roster, self._choices, date.today(), tick)

        self._run(work, self.tr("正在读取 {0}").format(path.name), self._on_planned)

    def commit(self) -> None:
        """Takes over what the preview shows, in one transaction."""
        plan, roster = self.preview.plan, self._roster
        if plan is None or roster is None:
            return

        def work(store: Store, tick: Tick) -> object:
            return commit(store, plan, roster.source, tick)

        self._run(work, self.tr("正在导入"), self._on_committed)

    def take_back(self, *, ask: bool = False) -> None:
        """Takes the newest import back."""
        if imports := past_imports(self._store):
            self.attention_requested.emit()
            self.undo.start(imports[0], ask=ask)

    def wait(self) -> None:
        """Stops what is running and waits for it; for closing the window."""
        if self._task:
            self._task.cancel()
            self._task.wait()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._stack.currentIndex() != WORKING:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = [u for u in event.mimeData().urls() if u.isLocalFile()]
        if urls:
            self.load(Path(urls[0].toLocalFile()))

    def _run(self, work: Callable[[Store, Tick], object], text: str, then: Callable[[object], None]) -> None:
        """Does work in a thread, on a connection of its own, and hands the result on; else all is as before."""
        if self._task and self._task.is_running():
            return
        if self._stack.currentIndex() != WORKING:
            self._before = self._stack.currentIndex()
        self._working.setText(text)
        self._bar.setMaximum(0)
        self._go(WORKING)

        def on_own_store(tick: Tick) -> object:
            own = self._store.again()
            try:
                return work(own, tick)
            finally:
                own.close()

        task: Task[object] = Task(on_own_store, self)
        task.progressed.connect(self._on_progressed)
        task.succeeded.connect(then)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_cancelled)
        self._task = task
        task.start()

    def _on_progressed(self, done: int, total: int) -> None:
        self._bar.setMaximum(total)
        self._bar.setValue(done)

    def _on_planned(self, plan: object) -> None:
        if isinstance(plan, ImportPlan) and self._roster:
            self.preview.show_plan(plan, self._roster, self._choices)
            self._go(PREVIEW)

    def _on_committed(self, counts: object) -> None:
        if isinstance(counts, Counts):
            self._show_done(counts)
            self._go(DONE)
            self._another.setFocus()  # not on the first button, which takes all of it back
            self._messages.inform(self.tr("已导入 {0} 人").format(f"{counts.people_new:,}"), self.take_back)
            self.imported.emit(counts)

    def _on_undone(self, undone: Undone | None) -> None:
        """Shows what was taken back; goes back where nothing was."""
        if undone is None:
            self._go(CHOOSE if self._before == UNDONE else self._before)
            return
        self._roster, self._choices = None, Choices()
        self.undone_card.show_undone(undone)
        self._go(UNDONE if undone.kept else CHOOSE)
        self.undone.emit(undone)

    def _on_failed(self, error: object) -> None:
        self._go(self._before)
        show_failure(self._messages, error)

    def _on_cancelled(self) -> None:
        self._go(self._before)
        self._messages.inform(self.tr("已取消，没有改动任何资料"))

    def _on_choices_changed(self, choices: Choices) -> None:
        """The clerk wants it otherwise: reckons again with the file that is in memory."""
        roster = self._roster
        if roster is None:
            return
        self._choices = evolve(choices)

        def work(store: Store, tick: Tick) -> object:
            return preview(store, roster, self._choices, date.today(), tick)

        self._run(work, self.tr("正在重新核对"), self._on_planned)

    def _go(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        if place == CHOOSE:
            self.refresh()
        self._cancel.setVisible(place in (PREVIEW, DONE))
        self._commit.setVisible(place == PREVIEW)
        self._head.set_remark(self._roster.source if self._roster and place != CHOOSE else "")
        plan = self.preview.plan
        if place == PREVIEW and plan:
            changes = plan.counts.people_new + plan.counts.people_completed + plan.counts.households
            self._commit.setEnabled(bool(changes))
            self._commit.setText(
                self.tr("导入 {0} 人").format(plan.counts.people_new) if plan.counts.people_new else
                self.tr("补全 {0} 人").format(plan.counts.people_completed) if changes else self.tr("没有要导入的")
            )  # fmt: skip
            self._commit.setFocus()

    def _make_choose(self) -> QWidget:
        card = Card()
        empty = EmptyState(
            self.tr("把花名册拖到这里"),
            self.tr(
                "Excel、WPS 表格或 CSV，原样拿来就行：有标题行、合并单元格、小计都认得。先看预览，再决定导不导入。"
            ),
        )
        choose = button(self.tr("选择文件…"), "primary")
        choose.clicked.connect(self._on_choose_clicked)
        empty.add_action(choose)
        card.inside.addWidget(empty, 1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addWidget(card, 1)
        column.addWidget(self.past)
        return page

    def _make_working(self) -> QWidget:
        card = Card()
        self._working, self._bar = label(size="large"), QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(px(420))
        stop = button(self.tr("取消"))
        stop.clicked.connect(lambda: self._task.cancel() if self._task else None)
        card.inside.addStretch(2)
        for widget in (self._working, self._bar, stop):
            widget.setMaximumWidth(px(420))
            card.inside.addWidget(widget)
        card.inside.addStretch(3)
        return card

    def _make_done(self) -> QWidget:
        card = Card()
        self._done = EmptyState("", "")
        doubts = button(self.tr("查看待核实名单"), "primary")
        doubts.clicked.connect(self.doubts_requested)
        self._another = button(self.tr("再导入一个文件"))
        self._another.clicked.connect(self.start_again)
        back = button(self.tr("撤销这次导入"), "quiet")
        back.clicked.connect(lambda: self.take_back())
        for action in (back, self._another, doubts):
            self._done.add_action(action)
        card.inside.addWidget(self._done, 1)
        return card

    def _show_done(self, counts: Counts) -> None:
        self._done.say(
            self.tr("导入完成：新登记 {0} 人，{1} 户").format(counts.people_new, counts.households),
            self.tr("{0} 人早已在册，其中补全了 {1} 人；{2} 人待核实。").format(
                counts.people_matched, counts.people_completed, counts.people_doubtful
            ),
        )

    def _on_choose_clicked(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("选择花名册"), str(Path.home()), FILE_FILTER)
        if chosen:
            self.load(Path(chosen))
