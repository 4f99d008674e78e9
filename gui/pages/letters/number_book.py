"""文号簿: the book, what is missing in it, and how numbers are written."""

from datetime import date

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.records.letters.number import VOID, IssuedNumber
from db.store import eq
from gui.pages.letters.number_gaps import GapsPage
from gui.pages.letters.number_page import NumberPage
from gui.pages.letters.number_styles import StylesPage
from gui.pages.list_prints import papers_of_numbers
from gui.pages.record_page import Detail, PageMaking, RecordPage
from gui.pages.router import Router
from gui.session import Session
from gui.widgets.parts import Tabs
from gui.widgets.record_list import View

NAMES = ("文号簿", "缺号", "代字与格式")
BOOK, GAPS, STYLES = range(3)


class NumberBookPage(QWidget):
    """Three tabs."""

    def __init__(self, session: Session, router: Router) -> None:
        super().__init__()
        self._heads = [Tabs(NAMES) for _ in NAMES]
        for head in self._heads:
            head.chosen.connect(self.show_tab)
        making = PageMaking(
            new=self.tr("取号"),
            empty=self.tr("会议纪要、调解案件保存时自动取号；别的文书点“取号”（Ctrl+N）"),
            order=("-year", "family", "-serial"),
            lead=self._heads[BOOK],
            papers=lambda _ids: papers_of_numbers(session.store),
            views=(
                View(self.tr("今年"), (eq("year", date.today().year),)),
                View(self.tr("作废的"), (eq("state", VOID),)),
            ),
        )
        self.book = RecordPage(session, IssuedNumber, making)
        self.book.record_saved.connect(router.tell_saved)
        self.book.job_requested.connect(router.print_job)
        self.number = NumberPage(session)
        self.number.saved.connect(lambda _table, i: self.book.tell_saved(i))
        self.number.back_requested.connect(self.book.close_record)
        self.number.open_requested.connect(router.open_record)
        self.book.set_detail(
            Detail(
                self.number, self.number.show_number, lambda values: self.number.show_new(str(values.get("family", "")))
            )
        )
        self.gaps = GapsPage(session, self._heads[GAPS])
        self.gaps.filling_requested.connect(self._on_filling_requested)
        self.gaps.changed.connect(self.book.refresh)
        self.styles = StylesPage(session, self._heads[STYLES])
        self._stack = QStackedWidget()
        for page in (self.book, self.gaps, self.styles):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.show_tab(BOOK)

    def show_tab(self, number: int) -> None:
        """Brings a tab to the front."""
        for head in self._heads:
            head.choose(number)
        self._stack.setCurrentIndex(number)
        self.refresh()
        self.take_focus()

    def page_of(self, table: str) -> RecordPage | None:
        """The book, brought to the front."""
        if table != IssuedNumber.TABLE:
            return None
        self.show_tab(BOOK)
        return self.book

    def refresh(self) -> None:
        """Reads the shown tab again."""
        (self.book, self.gaps, self.styles)[self._stack.currentIndex()].refresh()

    def take_focus(self) -> None:
        """Lets the arrow keys work at once."""
        if self._stack.currentIndex() == BOOK:
            self.book.take_focus()

    def _on_filling_requested(self, family: str, year: int, serial: int) -> None:
        self.show_tab(BOOK)
        self.book.open_new({"family": family})
        self.number.show_filling(family, year, serial)
