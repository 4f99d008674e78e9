"""民情日志: what somebody did on a day, in a week or a month; a line of one's own is written, changed and deleted here."""

import calendar
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from attrs import evolve
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.errors import AppError
from db.fields import Day, Looks, Ref
from db.records.bodies.person import Person
from db.records.may import Right
from db.records.visits.diary_line import DiaryLine
from db.services.save_as_declared import save_as_declared
from db.services.visits.diary import DiaryEntry, diarists, diary
from db.store import Warrant
from db.values.day import with_weekday
from gui.file_choice import TABLES, where_to
from gui.keys import on_key
from gui.models.diary_table import AT, ENTRY_ROLE, MORE, TITLE, WHAT, DiaryTableModel
from gui.papers.diary_papers import diary_paper
from gui.session import Session
from gui.theme import px
from gui.widgets.editors import DayEditor, RefEditor
from gui.widgets.parts import Card, EmptyState, PageHeader, button, label
from gui.widgets.plain_table import plain_table

WIDTHS = {AT: 112, WHAT: 160, TITLE: 340}
ROW = 38
ONE_DAY, WEEK, MONTH = range(3)


class DiaryPage(QWidget):
    """The page.

    Signals:
        open_requested: table and id of what a line tells.
        job_requested: the diary, to be printed.
        saved: the id of a line that was written, changed or deleted.

    Attributes:
        who: whose diary it is, for who sees those of others.
        day: a day of the time that is shown.
        line: where a line of one's own is written.
        found: the lines that are shown.
    """

    open_requested = Signal(str, object)
    job_requested = Signal(object)
    saved = Signal(object)

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self.found: Sequence[DiaryEntry] = ()
        self._changed: DiaryLine | None = None
        self.who = RefEditor(Ref(self.tr("谁的日志"), to=(Person.TABLE,)), session.lookup)
        self.day = DayEditor(Day(self.tr("日期"), looks=Looks.BACK))
        for editor, wide in ((self.who, 190), (self.day, 200)):
            editor.target().setAccessibleName(editor.kind.label)
            editor.setFixedWidth(px(wide))
            editor.changed.connect(self.refresh)
        self.who.picked.connect(lambda _id: self.refresh())
        self.spans = self._make_spans()
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("自己写一句，回车记在那一天"))
        self.line.setAccessibleName(self.tr("自己写一句"))
        self.line.returnPressed.connect(self.keep)
        self._told = label("", "quiet", wrap=True)
        self.model = DiaryTableModel(self)
        self.list = plain_table(self.model, MORE, WIDTHS, ROW, gives_way=(TITLE,))
        self.list.activated.connect(self._on_activated)
        self._stack = QStackedWidget()
        self._header = PageHeader("", lead=lead)
        self._lay_out()
        for key, slot in (
            ("Ctrl+P", self.print_diary),
            ("Alt+Left", lambda: self.step(-1)),
            ("Alt+Right", lambda: self.step(1)),
            ("Esc", self._leave_line),
        ):
            on_key(key, self, slot)
        on_key("Delete", self.list, self.delete)
        self.day.set_value(date.today())
        if me := session.store.person_at_work():
            self.who.set_value(session.lookup.reference(Person.TABLE, me))

    def refresh(self) -> None:
        """Reads again; what is marked stays marked."""
        others = len(diarists(self._session.store)) > 1
        self.who.setVisible(others)
        person, (first, last) = self.person(), self.span()
        self._told.setText(self._span_words(first, last))
        try:
            self.found = diary(self._session.store, person, first, last) if person else ()
        except AppError as error:
            self.found = ()
            self._told.setText(str(error))
        marked = self.list.currentIndex().row()
        self.model.show_rows(self.found)
        self._stack.setCurrentIndex(0 if self.found else 1)
        if self.found:
            self.list.setCurrentIndex(self.model.index(max(min(marked, len(self.found) - 1), 0), AT))
        self._show_line()

    def take_focus(self) -> None:
        """Lets the arrow keys work at once."""
        (self.list if self.model.rows else self.line).setFocus()

    def person(self) -> int:
        """Whose diary is shown; 0 for nobody's."""
        try:
            number = int(self.who.value() or 0)
        except AppError:  # half a name is typed
            return 0
        return self._session.store.kinds.leads_to(number)[1] if number else self._session.store.person_at_work()

    def span(self) -> tuple[date, date]:
        """The first and the last day that are shown."""
        day = self._shown_day()
        which = self.spans.checkedId()
        if which == MONTH:
            return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
        first = day - timedelta(days=day.weekday())
        return (first, first + timedelta(days=6)) if which == WEEK else (day, day)

    def step(self, by: int) -> None:
        """Shows the day, week or month after, or before."""
        first, last = self.span()
        day = last + timedelta(days=1) if by > 0 else first - timedelta(days=1)
        self.day.set_value(day)
        self.refresh()

    def keep(self) -> None:
        """Keeps what is written as a line of the day, or as the line that is being changed."""
        text = self.line.text().strip()
        if not text:
            return
        store, before = self._session.store, self._changed
        fresh = (
            evolve(before, text=text) if before else DiaryLine(day=self._line_day(), person=self.person(), text=text)
        )

        def undo() -> None:
            if before is None:
                self._delete(kept)
            else:
                save_as_declared(self._session.store, evolve(before, version=kept.version))
                self._read_anew(kept.id)

        try:
            kept = save_as_declared(store, fresh)
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._leave_line()
        self._session.messages.inform(
            self.tr("已改好") if before else self.tr("已记在 {0}").format(kept.day), lambda: self._take_back(undo)
        )
        self._read_anew(kept.id)

    def delete(self) -> None:
        """Takes the line out that is marked, where it was added by hand; what follows from elsewhere stays."""
        one = self.list.currentIndex().data(ENTRY_ROLE)
        if one is None or not one.is_own or not self._is_mine():
            return
        line = self._session.store.find(DiaryLine, one.id)
        if line is None:
            return

        def undo() -> None:
            with self._session.store.writing("撤销删除日志", warrant=Warrant.UNDO) as w:
                w.put_back([line])
            self._read_anew(line.id)

        if self._told_of(lambda: self._delete(line)):
            self._session.messages.inform(self.tr("已删去这一句"), lambda: self._take_back(undo))

    def print_diary(self) -> None:
        """Prints what is shown."""
        if self.found:
            self.job_requested.emit(diary_paper(self.person(), *self.span()))

    def ask_export(self) -> None:
        """Asks where to, and writes the lines there."""
        first, last = self.span()
        usual = self.tr("民情日志-{0}").format(f"{first}" if first == last else self.tr("{0}至{1}").format(first, last))
        if self.found and (path := where_to(self, self.tr("导出民情日志到"), usual, TABLES)) is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Writes what is shown."""
        from db.services.visits.export_diary import export_diary  # heavy: only when it is exported

        store = self._session.store
        try:
            count = export_diary(store, dict(diarists(store)).get(self.person(), ""), self.found, path)
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._session.messages.inform(self.tr("已导出 {0} 行：{1}").format(count, path.name))

    def _told_of(self, do: Callable[[], None]) -> bool:
        """Does it, and tells what refuses it; whether it was done."""
        try:
            do()
        except AppError as error:
            self._session.messages.show_error(error)
            return False
        return True

    def _take_back(self, undo: Callable[[], None]) -> None:
        self._told_of(undo)

    def _delete(self, line: DiaryLine) -> None:
        with self._session.store.writing("删除日志") as w:
            w.delete(w.read.get(DiaryLine, line.id))
        self._read_anew(line.id)

    def _read_anew(self, line_id: int) -> None:
        self.refresh()
        self.saved.emit(line_id)

    def _is_mine(self) -> bool:
        return self.person() == self._session.store.person_at_work()

    def _shown_day(self) -> date:
        try:
            return self.day.value() or date.today()
        except AppError:  # half a day is typed
            return date.today()

    def _line_day(self) -> date:
        """The day in which a new line stands: today, where it lies in what is shown."""
        first, last = self.span()
        return date.today() if first <= date.today() <= last else self._shown_day()

    def _span_words(self, first: date, last: date) -> str:
        return (
            with_weekday(first)
            if first == last
            else self.tr("{0} 至 {1}").format(with_weekday(first), with_weekday(last))
        )

    def _show_line(self) -> None:
        self.line.setVisible(self._is_mine() and self._session.may(DiaryLine, Right.MAKE))

    def _leave_line(self) -> None:
        self._changed = None
        self.line.clear()

    def _on_activated(self, index: QModelIndex) -> None:
        """Opens what a line tells; one of one's own is changed in the line above."""
        one = index.data(ENTRY_ROLE)
        if one is None:
            return
        if one.is_own and self._is_mine():
            self._changed = self._session.store.find(DiaryLine, one.id)
            self.line.setText(self._changed.text if self._changed else "")
            self.line.setFocus()
        else:
            self.open_requested.emit(one.table, one.id)

    def _make_spans(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for number, words in enumerate((self.tr("日"), self.tr("周"), self.tr("月"))):
            made = button(words, "chip")
            made.setCheckable(True)
            group.addButton(made, number)
        first = group.button(ONE_DAY)
        assert isinstance(first, QPushButton)
        first.setChecked(True)
        group.idClicked.connect(lambda _id: self.refresh())
        return group

    def _lay_out(self) -> None:
        before, after = (
            button("‹", "quiet", self.tr("前一段（Alt+←）")),
            button("›", "quiet", self.tr("后一段（Alt+→）")),
        )
        for one, by, name in ((before, -1, self.tr("前一段")), (after, 1, self.tr("后一段"))):
            one.setAccessibleName(name)
            one.clicked.connect(lambda _on=False, by=by: self.step(by))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.who)
        row.addWidget(self.day)
        for one in (*self.spans.buttons(), before, after):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._told, 1)
        prints, export = button(self.tr("打印"), "quiet", "Ctrl+P"), button(self.tr("导出…"), "quiet")
        prints.clicked.connect(self.print_diary)
        export.clicked.connect(self.ask_export)
        if self._session.may(DiaryLine, Right.EXPORT):
            self._header.add_action(export)
        self._header.add_action(prints)
        self._stack.addWidget(self.list)
        words = self.tr("登记一件、办一步，这里自己就有一条；要添的话写在上面，回车就记下")
        self._stack.addWidget(EmptyState(self.tr("这几天还没有"), words))
        card = Card()
        card.inside.addWidget(self.line)
        card.inside.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(self._header)
        column.addLayout(row)
        column.addWidget(card, 1)
