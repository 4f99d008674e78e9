"""今日: what is due, the month, the next meeting."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.bodies.tenure import MUSTS
from db.records.hall.meeting import Meeting
from db.services.centre.own_words import lay_own_words
from db.services.due import DueItem, whom
from db.services.hall.call_meeting import recipients
from db.services.unfinished import unfinished
from db.services.whats_due import Today, is_due, whats_due
from db.store import Store
from db.values.day import has_clock, with_weekday
from gui.keys import on_key
from gui.models.due_table import COL_DUE, COL_MATTER, COL_NUMBER, COL_STAGE, COL_WHO, ITEM_ROLE, DueTableModel
from gui.pages.drafts_away import throw_away
from gui.pages.router import Router
from gui.pages.today_figures import TodayFigures
from gui.pages.today_shares import ShareLine
from gui.papers import paperwork
from gui.papers.morning_papers import morning_list
from gui.session import BackupNews, Session
from gui.theme import px
from gui.tokens import TOKENS
from gui.widgets.code_ask import CodeAsk
from gui.widgets.month import MonthView
from gui.widgets.parts import Card, EmptyState, button, label, scrolled
from gui.widgets.plain_table import plain_table
from gui.widgets.safety import safety_words, show_trial
from gui.widgets.unfinished_card import UnfinishedCard

WIDTHS = {COL_NUMBER: 150, COL_WHO: 156, COL_STAGE: 80, COL_DUE: 112}
ROW = 40
TOPICS_NAMED = 2
LOOK_MS = 5_000
"""So often it is looked whether another window has written."""


def make(session: Session, router: Router) -> QWidget:
    """What is due, the month, the next meeting; wired to the window."""
    page = TodayPage(session.store, session.backups)
    asks = CodeAsk(session, router)
    page.put_on_top(asks)
    page.read_anew.connect(asks.refresh)
    page.open_requested.connect(router.open_record)
    page.rows_requested.connect(router.show_rows)
    page.list_requested.connect(router.show_narrowed)
    page.must_requested.connect(lambda name: router.show_page(MUSTS, name))
    page.view_requested.connect(router.show_list)
    page.notices_requested.connect(lambda i: router.print_job(paperwork.notices(i, date.today())))
    page.meeting_requested.connect(lambda: router.open_new(Meeting.TABLE))
    page.import_requested.connect(lambda: router.show_page("import"))
    page.round_requested.connect(lambda items: router.print_job(morning_list(date.today(), items)))
    page.draft_requested.connect(lambda one: router.open_draft(one.draft))
    page.draft_unwanted.connect(lambda one: throw_away(session, one, page.refresh))
    return page


class TodayPage(QWidget):
    """The first screen.

    Attributes:
        chip: what of the list is shown alone; pressed, all of it is.

    Signals:
        open_requested: table and id of a record to open.
        rows_requested: the `FigureRows` that the clerk wants to see.
        list_requested: a table, and the conditions of the rows of it that are wanted.
        must_requested: the name of the must of which the clerk wants to see who lacks.
        view_requested: the table and the name of a list that the clerk wants to see.
        notices_requested: the id of the meeting whose notices are to be printed.
        meeting_requested: the clerk wants to call the next meeting.
        import_requested: the clerk of a new store wants to take over the roster.
        draft_requested, draft_unwanted: the `Unfinished` to go on with, or to throw away.
        round_requested: the things to do of which 晨会单 is wanted; None for those that want to be looked at today.
        read_anew: everything was read anew.
    """

    open_requested = Signal(str, object)
    rows_requested = Signal(object)
    list_requested = Signal(str, object)
    must_requested = Signal(str)
    view_requested = Signal(str, str)
    notices_requested = Signal(object)
    meeting_requested = Signal()
    import_requested = Signal()
    draft_requested = Signal(object)
    draft_unwanted = Signal(object)
    round_requested = Signal(object)
    read_anew = Signal()

    def __init__(self, store: Store, backups: BackupNews | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._backups = store, backups or BackupNews()
        self._meeting_id = 0
        self._today: Today | None = None
        self._now = datetime.now()
        self._day, self._safety = label(size="title"), label(tone="quiet", size="small")
        self._trial = label(tone="quiet", size="small", wrap=True)
        self._model = DueTableModel(self, partial(whom, store))
        self._clock = QTimer(self)
        self._clock.setInterval(60_000)
        self._clock.timeout.connect(lambda: self._model.pass_on(datetime.now()))
        self._others = QTimer(self)
        self._others.setInterval(LOOK_MS)
        self._others.timeout.connect(self.look)
        self._seen = store.last_entry(), date.today()
        self._narrowed: Callable[[DueItem], bool] | None = None
        self._words = ""
        self._figures = TodayFigures(self.rows_requested.emit, lambda late: self.show_due(late=late))
        self._cards = self._figures.cards
        inside = QWidget()
        inside.setObjectName("plain")
        layout = self._column = QVBoxLayout(inside)
        layout.setContentsMargins(px(28), px(12), px(28), px(22))
        layout.setSpacing(px(16))
        layout.addLayout(_row((self._day, 1), (self._safety, 0)))
        layout.addWidget(self._trial)
        layout.addLayout(_row(*((card, 1) for card in self._cards.values()), spacing=14))
        self.unfinished = UnfinishedCard()
        self.unfinished.open_requested.connect(self.draft_requested)
        self.unfinished.drop_requested.connect(self.draft_unwanted)
        left = QVBoxLayout()
        left.setSpacing(px(14))
        left.addWidget(self._make_list(), 1)
        left.addWidget(self.unfinished)
        columns = QHBoxLayout()
        columns.setSpacing(px(14))
        columns.addLayout(left, 7)
        columns.addWidget(self._make_month(), 3)
        layout.addLayout(columns, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        if self._backups.keeper is not None:
            self._backups.keeper.changed.connect(self._show_safety)
        page.addWidget(scrolled(inside))  # a low screen with large text has no room for all of it

    def put_on_top(self, line: QWidget) -> None:
        """Puts a line over everything else."""
        self._column.insertWidget(0, line)

    def refresh(self, now: datetime | None = None) -> None:
        """Reads everything anew, and shows all that is to be done."""
        self._narrowed = None
        self._read(now or datetime.now())

    def look(self) -> None:
        """Reads everything anew where another window has written meanwhile, or the day is another; what is marked stays marked."""
        with suppress(AppError):  # whoever does something next is told of it
            if (self._store.last_entry(), date.today()) != self._seen:
                self._read(datetime.now())

    def _read(self, now: datetime) -> None:
        self._seen = self._store.last_entry(), date.today()
        lay_own_words(self._store)  # some begin or end with the day
        today = whats_due(self._store, now)
        self._day.setText(with_weekday(now.date()))
        self._show_safety(now)
        self._today, self._now = today, now
        self._show_items()
        self._stack.setCurrentIndex(0 if today.items else 1)
        self._show_empty(today.is_new, waits=bool(today.waiting))
        self.shares.show_shares(today, now)
        self.unfinished.show_drafts(unfinished(self._store))
        self._figures.show(today, now)
        self._month_name.setText(self.tr("{0}年{1}月").format(now.year, now.month))
        self._month.show_month(now.date(), today.days)
        self._show_next_meeting(today)
        self._show_works(today)
        self.read_anew.emit()

    def _show_safety(self, now: datetime | None = None) -> None:
        if self._store.is_resting or (self._backups.keeper is not None and self._backups.keeper.doing):
            return
        self._safety.setText(safety_words(self._store, self._backups, now or datetime.now()))
        show_trial(self._trial, self._store, now or datetime.now())

    def showEvent(self, event: QShowEvent) -> None:
        """While it is seen, hours and minutes go on."""
        self._clock.start()
        self._others.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees stands still."""
        self._clock.stop()
        self._others.stop()
        super().hideEvent(event)

    def show_due(self, *, late: bool = False) -> None:
        """Shows of what is to be done only what the figure counts, or what is late of it; reading anew shows all of it again."""
        words = self.tr("只列逾期的 {0} 件  ✕") if late else self.tr("只列到期和逾期的 {0} 件  ✕")
        self.narrow(lambda item: is_due(item, self._now.date()) and (not late or item.is_late(self._now)), words)

    def narrow(self, which: Callable[[DueItem], bool], words: str) -> None:
        """Shows of what is to be done only some; ``words`` say which, with their number at {0}."""
        self._narrowed, self._words = which, words
        self._show_items()
        self.focus_list()

    def show_all(self) -> None:
        """Shows all that is to be done again."""
        self._narrowed = None
        self._show_items()
        self.focus_list()

    def listed(self) -> list[DueItem]:
        """What of it is listed."""
        every = self._today.items if self._today else []
        return every if self._narrowed is None else [item for item in every if self._narrowed(item)]

    def print_round(self) -> None:
        """Asks for 晨会单: of what is shown alone, else of what wants to be looked at today."""
        self.round_requested.emit(tuple(self.listed()) if self._narrowed is not None else None)

    def _show_items(self) -> None:
        """What there is to do, or the part that a figure counts; what was marked is marked again."""
        if self._today is None:
            return
        row = self._list.currentIndex().row()
        marked = self._model.rows[row][:2] if 0 <= row < len(self._model.rows) else None
        items = self.listed()
        self._model.set_items(items, self._now)
        self.chip.setText(self._words.format(len(items)))
        self.chip.setVisible(self._narrowed is not None)
        found = next((n for n, item in enumerate(self._model.rows) if item[:2] == marked), None)
        if found is not None:
            self._list.selectRow(found)

    def focus_list(self) -> None:
        """Puts the keyboard into the list of what is to be done."""
        self._list.setFocus()
        if self._model.rowCount() and not self._list.currentIndex().isValid():
            self._list.selectRow(0)

    def _make_list(self) -> Card:
        card = Card(self.tr("要办的事"), self.tr("我的在前，按到期先后"))
        self._list = plain_table(self._model, COL_MATTER, WIDTHS, ROW, gives_way=(COL_WHO, COL_STAGE))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.activated.connect(self._on_item_activated)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._empty = EmptyState("")
        self._import = button(self.tr("导入花名册"))
        self._import.clicked.connect(self.import_requested)
        self._empty.add_action(self._import)
        self._stack.addWidget(self._empty)
        self.shares = ShareLine()
        self.shares.narrowed.connect(self.narrow)
        self.shares.view_requested.connect(self.view_requested)
        self.shares.print_requested.connect(self.print_round)
        on_key("Ctrl+P", self, self.print_round)
        card.inside.addWidget(self.shares)
        self.chip = button("", "filter", self.tr("又列全部要办的事"))
        self.chip.clicked.connect(self.show_all)
        self.chip.hide()
        card.inside.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        card.inside.addWidget(self._stack, 1)
        return card

    def _show_empty(self, new: bool, *, waits: bool) -> None:
        self._import.setVisible(new)
        if new:
            words = self.tr("先把现有的花名册导进来（Excel、WPS 表格都行），或点右上角“登记居民”录入第一位")
            self._empty.say(self.tr("这里还没有居民"), words)
        elif waits:
            self._empty.say(self.tr("没有要到期的事"), self.tr("等着您办的在上面一排，点一下打开"))
        else:
            self._empty.say(self.tr("眼下没有要办的事"), self.tr("有期限的事，到期前会排在这里"))

    def _make_month(self) -> Card:
        card = Card()
        self._month_name, self._month = label(size="large"), MonthView()
        self._legend = label(tone="quiet", size="small")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._meeting, self._agenda = label(size="large", wrap=True), label(tone="quiet", size="small", wrap=True)
        self._notices = button("")
        self._notices.clicked.connect(self._on_notices_clicked)
        card.inside.addLayout(_row((self._month_name, 1), (self._legend, 0)))
        card.inside.addWidget(self._month)
        card.inside.addSpacing(px(8))
        card.inside.addWidget(self._meeting)
        card.inside.addWidget(self._agenda)
        card.inside.addStretch(1)
        card.inside.addWidget(self._notices)
        return card

    def _show_works(self, today: Today) -> None:
        """Shows nothing of what the centre does not do, and nothing that is not for who works here."""
        marks = (("visit", "○", self.tr("走访日")), ("topic", "●", self.tr("议事日")))
        shown = (f'<span style="color:{TOKENS.accent}">{m}</span> {w}' for t, m, w in marks if t in today.tables)
        self._legend.setText("　".join(shown))
        for one in (self._meeting, self._agenda, self._notices):
            one.setVisible("meeting" in today.tables)
        self._notices.setVisible("meeting" in today.tables and (today.calls or bool(self._meeting_id)))

    def _show_next_meeting(self, today: Today) -> None:
        meeting = today.next_meeting
        self._meeting_id = meeting.id if meeting else 0
        if meeting is None or meeting.starts is None:
            self._meeting.setText(self.tr("还没有预约下次会议"))
            waiting = today.figures.get("topics_waiting")
            self._agenda.setText(self.tr("{0} 个议题等着上会").format(waiting.value.shown()) if waiting else "")
            self._notices.setText(self.tr("预约会议"))
            return
        day = self.tr("{0}月{1}日").format(meeting.starts.month, meeting.starts.day)
        clock = f"{meeting.starts:%H:%M}" if has_clock(meeting.starts) else ""
        self._meeting.setText(" ".join(filter(None, (day, clock, meeting.name))))
        self._agenda.setText("\n".join(filter(None, (meeting.hall, self._agenda_words(meeting)))))
        letters = len(recipients(self._store, meeting))
        self._notices.setText(
            self.tr("印会议通知（{0} 户）").format(letters) if letters else self.tr("打开会议，邀请住户")
        )

    def _agenda_words(self, meeting: Meeting) -> str:
        """The first topics by name, the others by number."""
        subjects = [item.subject for item in meeting.agenda]
        named = "、".join(subjects[:TOPICS_NAMED])
        rest = self.tr(" 等 {0} 个议题").format(len(subjects)) if len(subjects) > TOPICS_NAMED else ""
        return named + rest

    def _on_item_activated(self, index: QModelIndex) -> None:
        item = index.data(ITEM_ROLE)
        if item.must:
            self.must_requested.emit(item.must)
        elif item.rows:
            self.list_requested.emit(*item.rows)
        elif item.view:
            self.view_requested.emit(item.table, item.view)
        else:
            self.open_requested.emit(item.table, item.id)

    def _on_notices_clicked(self) -> None:
        if self._meeting_id:
            self.notices_requested.emit(self._meeting_id)
        else:
            self.meeting_requested.emit()


def _row(*widgets: tuple[QWidget, int], spacing: int = 10) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(px(spacing))
    for widget, stretch in widgets:
        layout.addWidget(widget, stretch)
    return layout
