"""导入: choose a file, see what would come of it, take it over or leave it, take it back."""

import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from db.records import KINDS
from db.records.kinds import Kinds
from db.records.registry.ledger import Ledger
from db.records.registry.resident import Resident
from db.services import import_file as tables
from db.services.import_parts import Part, parts_of
from db.services.importing.plan import TablePlan
from db.services.registry.import_roster import ImportPlan
from db.services.registry.ledgers.whose import went_out_of
from db.services.undo_import import Undone, past_imports
from db.store import Store
from gui.messages import Messages, show_failure
from gui.pages.importing.choose_card import ChooseCard
from gui.pages.importing.comparing import Comparing
from gui.pages.importing.import_undo import ImportUndo
from gui.pages.importing.ledger_way import LedgerWay
from gui.pages.importing.past_imports import PastImports, UndoneCard
from gui.pages.importing.ways import RosterWay, TableWay, Told, Way
from gui.tasks import Task, Tick, on_own_store
from gui.theme import px
from gui.widgets.parts import Card, EmptyState, PageHeader, button, label

CHOOSE, WORKING, PREVIEW, TABLES, LEDGER, DONE, UNDONE = range(7)
SHOWN = (PREVIEW, TABLES, LEDGER)
"""The previews, each with its way."""
_WORTH_A_BAR = 0.4
"""Seconds after which the bar takes the place of a preview that is reckoned again."""


class ImportPage(QWidget):
    """Importing one file: a roster of residents, or tables of any other type.

    Signals:
        imported: what came of it: the counts of a roster, or the plan of tables that was carried out.
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

    def __init__(
        self, store: Store, messages: Messages, parent: QWidget | None = None, kinds: Kinds | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._messages = store, messages
        self._kinds = KINDS if kinds is None else kinds
        self._task: Task[object] | None = None
        self._began = 0.0
        self._is_stale = self._is_first = False
        self._file: tables.ReadFile | None = None
        self._path = Path()
        self._for: tuple[str, int] = ("", 0)
        self._before = CHOOSE
        self.setAcceptDrops(True)
        self.roster, self.tables = RosterWay(self._kinds), TableWay(self._kinds)
        self.ledgers = LedgerWay(self._kinds)
        self._ways: dict[int, Way] = dict(zip(SHOWN, (self.roster, self.tables, self.ledgers), strict=True))
        self._way: Way = self.roster
        self._parts: Sequence[Part] = ()
        self._rest: Sequence[Part] = ()
        self._brought: list[str] = []
        self.preview = self.roster.view
        for way in self._ways.values():
            way.changed.connect(self._plan_again)
        self.roster.other_requested.connect(lambda: self._go_way(self.tables))
        self.tables.other_requested.connect(lambda: self._go_way(self.roster))
        self.ledgers.other_requested.connect(lambda: self._start(self._parts))
        self._head = PageHeader(self.tr("导入"))
        self._cancel = button(self.tr("换一个文件"), "quiet")
        self._cancel.clicked.connect(self.start_again)
        self._commit = button("", "primary")
        self._commit.clicked.connect(self.commit)
        self._skip = button(self.tr("这部分不导入，看下一部分"), "quiet")
        self._skip.clicked.connect(lambda: self._start(self._rest))
        for action in (self._cancel, self._skip, self._commit):
            self._head.add_action(action)
        self.choose = ChooseCard(self._kinds, messages)
        self.choose.chosen.connect(self.load)
        self.choose.any_requested.connect(lambda: self.choose.want(None))
        self.undo = ImportUndo(messages, self._run, self._on_undone)
        self.comparing = self._make_comparing()
        self.past, self.undone_card = PastImports(self._kinds), UndoneCard()
        self.past.undo_requested.connect(self.undo.start)
        self.past.redo_requested.connect(self.undo.redo)
        self.undone_card.record_requested.connect(self.record_requested)
        self.undone_card.closed.connect(self.start_again)
        self._stack = QStackedWidget()
        views = (self.preview, self.tables.view, self.ledgers.view)
        for place in (self._make_choose(), self._make_working(), *views, self._make_done(), self.undone_card):
            self._stack.addWidget(place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(28), px(12), px(28), px(22))
        layout.setSpacing(px(12))
        layout.addWidget(self._head)
        layout.addWidget(self._stack, 1)
        self._go(CHOOSE)

    def refresh(self) -> None:
        """Reads again what was imported so far; whoever comes by the navigation may bring any table."""
        self.past.show_imports(past_imports(self._store))
        if self._stack.currentIndex() == CHOOSE:
            self.choose.want(None)

    def take_focus(self) -> None:
        """Takes the keys for what comes first: choosing a file, or taking over what is shown."""
        place = self._stack.currentIndex()
        first = {CHOOSE: self.choose.first, DONE: self._another}.get(place)
        if place in SHOWN:
            first = self._commit if self._commit.isEnabled() else self._cancel
        if first is not None:
            first.setFocus()

    def show_part(self, part: str) -> None:
        """Asks for a table of a type, from whose list the clerk comes, or of the ledger whose id follows.

        What is looked at stays where it was brought for the same; what was brought for something else gives way, and comes in by
        being chosen again: whoever asks for a table of a ledger must not take over what was meant for the register.
        """
        table, _, number = part.partition(" ")
        if table == Ledger.TABLE:
            there = self._store.find(Ledger, int(number)) if number else None
            self.choose.want_into(there or Ledger(since=date.today()))
        else:
            self.choose.want(self._kinds.find(table))
        is_other = self._stack.currentIndex() in SHOWN and self._for != self.choose.meant()
        if is_other or self._stack.currentIndex() in (DONE, UNDONE):
            self.start_again()

    @property
    def plan(self) -> ImportPlan | None:
        """The plan of a roster that is shown, or None while there is none."""
        return self.preview.plan if self._stack.currentIndex() == PREVIEW else None

    @property
    def table_plan(self) -> TablePlan | None:
        """The plan of tables that is shown, or None while there is none."""
        return self.tables.view.plan if self._stack.currentIndex() == TABLES else None

    def is_done(self) -> bool:
        """Whether an import has been carried out and is told of."""
        return self._stack.currentIndex() == DONE

    def start_again(self) -> None:
        """Forgets the file and asks for another one."""
        self._file, self._rest = None, ()
        self._go(CHOOSE)

    def load(self, path: Path) -> None:
        """Reads a file and shows what would come of it, in the way that fits it."""
        self._path = path
        kind, into = self.choose.wanted, self.choose.into
        self._for = self.choose.meant()
        wanted = kind.table if kind else ""
        keeps_ledgers = Ledger.TABLE in self._kinds

        def work(store: Store, tick: Tick) -> object:
            file = tables.read_file(path, tick)
            parts = (Part(file, wanted == Resident.TABLE),) if wanted else parts_of(file, store.kinds)
            return file, parts, went_out_of(store, file) if keeps_ledgers else None

        def then(found: object) -> None:
            assert isinstance(found, tuple)
            self._file, self._parts, whose = found
            self._rest, self._brought = (), []
            ledger = whose if into is None else into
            if ledger is None:
                self._start(self._parts, wanted)
                return
            self.ledgers.aim(ledger, whose, by_itself=into is None)
            self._go_way(self.ledgers, fresh=True)

        self._run(work, self.tr("正在读取 {0}").format(path.name), then)

    def commit(self) -> None:
        """Takes over what the preview shows, in one transaction."""
        if self._file is None or self._stack.currentIndex() not in SHOWN:
            return
        self._run(self._way.commit, self.tr("正在导入"), self._on_committed)

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
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        if len(paths) > 1:
            self._messages.inform(self.tr("一次导入一个文件：先看“{0}”，别的请随后再拖进来").format(paths[0].name))
        if paths:
            self.load(paths[0])

    def _start(self, parts: Sequence[Part], wanted: str = "") -> None:
        """Shows the first of some parts of the file; the others follow."""
        self._file, self._rest = parts[0].file, parts[1:]
        self._go_way(self.roster if parts[0].is_roster else self.tables, wanted, fresh=True)

    def _go_way(self, way: Way, wanted: str = "", *, fresh: bool = False) -> None:
        """Shows the file in a way: because the clerk said so, where it is not ``fresh``."""
        if self._file is not None:
            self._way, self._is_first = way, True
            way.begin(self._file, wanted, asked=not fresh)
            self._run(way.plan, self.tr("正在核对"), self._on_planned)

    def _plan_again(self) -> None:
        """The clerk wants it otherwise: reckons again with the file that is in memory."""
        self._is_stale = self._task is not None and self._task.is_running()
        if self._file is not None and not self._is_stale:
            self._run(self._way.plan, self.tr("正在重新核对"), self._on_planned, stays=True)

    def _run(
        self,
        work: Callable[[Store, Tick], object],
        text: str,
        then: Callable[[object], None],
        *,
        stays: bool = False,
    ) -> None:
        """Does work in a thread, on a connection of its own, and hands the result on; else all is as before.

        What ``stays`` keeps what is shown as long as it does not take long.
        """
        if self._task and self._task.is_running():
            return
        if self._stack.currentIndex() != WORKING:
            self._before = self._stack.currentIndex()
        self._working.setText(text)
        self._bar.setMaximum(0)
        self._began = time.monotonic()
        self._commit.setEnabled(False)
        if not stays:
            self._go(WORKING)

        task: Task[object] = Task(on_own_store(self._store, work), self)
        task.progressed.connect(self._on_progressed)
        task.succeeded.connect(then)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_cancelled)
        self._task = task
        task.start()

    def _on_progressed(self, done: int, total: int) -> None:
        self._bar.setMaximum(total)
        self._bar.setValue(done)
        if self._stack.currentIndex() != WORKING and time.monotonic() - self._began > _WORTH_A_BAR:
            self._go(WORKING)

    def _make_comparing(self) -> Comparing:
        self.preview.compare_requested.connect(self._on_compare_requested)
        opened = self.record_requested.emit
        made = Comparing(self, self._messages, self._run, lambda: self._go(PREVIEW), self._on_committed, opened)
        made.outdated.connect(self._plan_again)
        return made

    def _on_compare_requested(self) -> None:
        if found := self.roster.understood():
            self.comparing.start(self._store, *found, self._path)

    def _on_planned(self, plan: object) -> None:
        if self._is_stale:  # the clerk has said more meanwhile
            self._plan_again()
            return
        self._way.show_plan(plan)
        self._go(next(place for place, way in self._ways.items() if way is self._way))

    def _on_committed(self, result: object) -> None:
        told = self._way.told(result)
        self._brought.append(told.title)
        self._messages.inform(told.news, self.take_back)
        self.imported.emit(result)
        if self._rest:
            self._start(self._rest)
            return
        self._show_done(told)
        self._go(DONE)
        (self._open if told.leads_to[1] else self._another).setFocus()  # not on the first, which takes all of it back

    def _on_undone(self, undone: Undone | None) -> None:
        """Shows what was taken back; goes back where nothing was."""
        if undone is None:
            self._go(CHOOSE if self._before == UNDONE else self._before)
            return
        self._file, self._rest = None, ()
        self.undone_card.show_undone(undone)
        self._go(UNDONE if undone.kept else CHOOSE)
        self.undone.emit(undone)

    def _on_failed(self, error: object) -> None:
        self._go(self._before)
        show_failure(self._messages, error)

    def _on_cancelled(self) -> None:
        self._go(self._before)
        self._messages.inform(self.tr("已取消，没有改动任何资料"))

    def _go(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        if place == CHOOSE:
            self.past.show_imports(past_imports(self._store))
        self._cancel.setVisible(place in (*SHOWN, DONE))
        self._commit.setVisible(place in SHOWN)
        more = self.tr("，接着还有{0}").format(self._rest[0].words) if self._rest and place in SHOWN else ""
        self._head.set_remark(f"{self._file.source}{more}" if self._file and place != CHOOSE else "")
        self._skip.setVisible(bool(more))
        if place in SHOWN:
            self._way = self._ways[place]
            words, can = self._way.commit_words()
            self._commit.setText(words)
            self._commit.setEnabled(can)
            if self._is_first:
                self._commit.setFocus()
            self._is_first = False

    def _make_choose(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addWidget(self.choose, 1)
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
        self._doubts = button(self.tr("查看待核实名单"), "primary")
        self._doubts.clicked.connect(self.doubts_requested)
        self._leads_to = ("", 0)
        self._open = button(self.tr("打开这一本"), "primary")
        self._open.clicked.connect(lambda: self.record_requested.emit(*self._leads_to))
        self._another = button(self.tr("再导入一个文件"))
        self._another.clicked.connect(self.start_again)
        back = button(self.tr("撤销这次导入"), "quiet")
        back.clicked.connect(lambda: self.take_back())
        for action in (back, self._another, self._open, self._doubts):
            self._done.add_action(action)
        card.inside.addWidget(self._done, 1)
        return card

    def _show_done(self, told: Told) -> None:
        self._done.say("\n".join(self._brought), told.text)
        self._doubts.setVisible(told.has_doubts)
        self._leads_to = told.leads_to
        self._open.setVisible(bool(told.leads_to[1]))
