"""文号簿 on the screen: taking, voiding with a way back, filling gaps, and how numbers are written."""

from datetime import date
from pathlib import Path

import attrs
import pypdfium2
import pytest
from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from db.records.letters.announcement import Announcement
from db.records.letters.number import CASE, LETTER, MINUTES, NOTICE, IssuedNumber
from db.records.mediation.case import MediationCase
from db.services.export_table import export_table
from db.services.find import find
from db.services.letters.account_for_numbers import gaps
from db.services.letters.issue_announcement import issue_announcement
from db.services.letters.issue_number import issue_number, set_number_style, void_number
from db.services.mediation.accept_case import accept_case
from db.store import Store, eq
from db.values.number_form import STANDARD
from gui.main_window import MainWindow
from gui.pages.letters.number_gaps import GapsPage
from gui.pages.letters.number_page import NumberPage
from gui.pages.letters.number_styles import StylesPage
from gui.pages.record_page import RecordPage
from gui.papers import list_papers
from gui.widgets.print_menu import PrintMenu
from tests.factories import decide_words, make
from tests.gui.conftest import Shown
from tests.gui.keys import write

TODAY = date.today()
YEAR = TODAY.year


@pytest.fixture
def store(store: Store) -> Store:
    """A centre that has decided how its numbers are written."""
    decide_words(store)
    return store


BOOK, GAPS, STYLES = "issued_number", "number_gaps", "number_styles"


@frozen
class Book:
    """The book of numbers in a window: its list, one number, and the tabs beside it."""

    window: MainWindow

    def show(self, key: str) -> None:
        self.window.show_page(key)

    @property
    def book(self) -> RecordPage:
        return self.window.page(BOOK)

    @property
    def number(self) -> NumberPage:
        found = self.book.findChild(NumberPage)
        assert found is not None
        return found

    @property
    def gaps(self) -> GapsPage:
        return self.window.page(GAPS)

    @property
    def styles(self) -> StylesPage:
        return self.window.page(STYLES)


@pytest.fixture
def page(window: MainWindow) -> Book:
    window.show_page("issued_number")
    return Book(window)


def click(qtbot: QtBot, widget: QWidget, text: str) -> None:
    QApplication.processEvents()
    found = next(b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def told(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def listed(page: Book, column: str) -> list[str]:
    model = page.book.list.model
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    return [model.index(row, heads.index(column)).data() for row in range(model.rowCount())]


def test_a_number_is_taken_with_the_keys(qtbot: QtBot, page: Book, store: Store, shown: Shown) -> None:
    qtbot.keyClick(page.book, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = page.number.form
    assert form is not None
    form.editors["family"].set_value(LETTER)
    page.number.save()
    assert store.count(IssuedNumber) == 0
    assert "没有写" in form.editors["matter"].note(), "a number without a paper is of no use"
    write(form.editors["matter"].target(), "商请支援防汛物资")
    page.number.save()
    assert shown.news == [f"已取号：函〔{YEAR}〕1号"]
    assert f"函〔{YEAR}〕1号" in told(page.number)
    page.book.close_record()
    assert listed(page, "事由") == ["商请支援防汛物资"]


def test_voiding_asks_for_a_reason_and_can_be_undone(qtbot: QtBot, page: Book, store: Store, shown: Shown) -> None:
    number = issue_number(store, NOTICE, TODAY, "防汛通知")
    page.book.open_record(number.id)
    click(qtbot, page.number, "作废这个号")
    assert "原因" in page.number.reason.note()
    assert store.get(IssuedNumber, number.id).state == "1"
    write(page.number.reason.target(), "日期印错")
    click(qtbot, page.number, "作废这个号")
    assert store.get(IssuedNumber, number.id).state == "2"
    assert "日期印错" in told(page.number)
    assert "作废这个号" not in [b.text() for b in page.number.findChildren(QPushButton) if b.isVisible()]
    assert shown.undo is not None
    shown.undo()
    again = store.get(IssuedNumber, number.id)
    assert (again.state, again.reason) == ("1", "")


def test_the_record_that_bears_a_number_is_one_step_away(
    qtbot: QtBot, window: MainWindow, page: Book, store: Store
) -> None:
    case = accept_case(store, make(MediationCase, number="", received=TODAY, due=None, closed=None))
    (number,) = store.select(IssuedNumber, eq("family", CASE))
    page.book.open_record(number.id)
    click(qtbot, page.number, "打开所编资料")
    assert window.current_key() == "mediation_case"
    assert case.number in told(window.page("mediation_case"))


def test_gaps_are_shown_in_words_explained_and_filled(qtbot: QtBot, page: Book, store: Store, shown: Shown) -> None:
    with store.writing() as w:
        w.take_number(f"number-{NOTICE}:{YEAR}", 3)
    issue_number(store, NOTICE, TODAY, "防汛通知")
    page.show(GAPS)
    assert f"{YEAR}年通知：缺 1—3 号" in told(page.gaps)
    click(qtbot, page.gaps, "记下原因")
    assert "缺" in told(page.gaps), "no reason, nothing explained"
    assert len(shown.errors) == 1
    click(qtbot, page.gaps, "补 1 号")
    form = page.number.form
    assert form is not None
    write(form.editors["matter"].target(), "停水通知")
    write(form.editors["reason"].target(), "在外面写的")
    page.number.save()
    filled = store.select(IssuedNumber, eq("serial", 1))[0]
    assert (filled.state, filled.matter, filled.written) == ("3", "停水通知", f"〔{YEAR}〕1号")
    page.show(GAPS)
    assert f"{YEAR}年通知：缺 2、3 号" in told(page.gaps)
    write(page.gaps.reasons[0], "手工编号")
    qtbot.keyClick(page.gaps.reasons[0], Qt.Key.Key_Return)
    assert gaps(store) == []
    assert "没有缺号" in told(page.gaps)


def test_a_paper_book_is_gone_on_with(qtbot: QtBot, page: Book, store: Store) -> None:
    page.show(GAPS)
    click(qtbot, page.gaps, "接着编")
    assert page.gaps.family.note()
    page.gaps.family.set_value(LETTER)
    write(page.gaps.last.target(), "11")
    click(qtbot, page.gaps, "接着编")
    assert issue_number(store, LETTER, TODAY, "复函").written == f"函〔{YEAR}〕12号"


def test_the_next_number_is_shown_as_it_is_typed_and_a_bad_form_is_refused(
    qtbot: QtBot, page: Book, store: Store, shown: Shown
) -> None:
    page.show(STYLES)
    word, form = page.styles.lines[NOTICE]
    form.setText(STANDARD)
    write(word, "幸社发")
    assert page.styles.samples[NOTICE].text() == f"幸社发〔{YEAR}〕1号"
    click(qtbot, page.styles, "保存")
    assert issue_number(store, NOTICE, TODAY, "通知").written == f"幸社发〔{YEAR}〕1号"
    form.setText("{代字}{年度}{序号}")
    assert "不认识字段“{年度}”" in page.styles.samples[NOTICE].text()
    click(qtbot, page.styles, "保存")
    assert "{代字}{年}{序号}" in str(shown.errors[-1])
    assert issue_number(store, NOTICE, TODAY, "通知").written == f"幸社发〔{YEAR}〕2号"


def test_the_book_comes_to_the_front_when_a_number_is_opened_from_elsewhere(
    window: MainWindow, page: Book, store: Store
) -> None:
    number = issue_number(store, NOTICE, TODAY, "通知")
    page.show(STYLES)
    window.open_record("issued_number", number.id)
    assert page.book.is_record_open()
    assert number.written in told(window)
    page.show(BOOK)


def test_an_announcement_that_asks_for_its_number_has_it_when_it_is_saved(
    window: MainWindow, store: Store, shown: Shown
) -> None:
    window.open_new("announcement", {"title_text": "关于清理楼道杂物的通知", "body": "请清理。", "number": "取号"})
    form_page = window.page("announcement").form_page
    form_page.form.editors["day"].set_value(TODAY)
    assert form_page.save()
    assert form_page.form.editors["number"].value() == f"〔{YEAR}〕1号"
    assert [n.matter for n in store.select(IssuedNumber)] == ["关于清理楼道杂物的通知"]
    assert shown.errors == []


def test_each_family_of_a_year_is_printed_from_the_book(
    qtbot: QtBot, window: MainWindow, page: Book, store: Store
) -> None:
    announced = issue_announcement(
        store, Announcement(title_text="停水", body="请知。", day=TODAY, addressee="各位居民：", number="取号")
    )
    entry = store.select(IssuedNumber)[0]
    store.save(attrs.evolve(entry, recipient=""))
    issue_number(store, LETTER, date(YEAR - 1, 12, 30), "去年的函", "街道办事处")
    menu = page.book.findChildren(PrintMenu)[0].fill()
    assert [one.text() for one in menu.actions()][:2] == [f"{YEAR}年通知文号簿", f"{YEAR - 1}年"]
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20_000) as opened:
        menu.actions()[0].trigger()
    assert opened.args
    opened.args[0].close()
    pdf = list_papers.number_book(NOTICE, YEAR, TODAY).make(store, lambda _done, _total: True)
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert announced.number in text
    assert "各位居民" in text, "an old entry has its recipient from the paper"
    with pytest.raises(list_papers.NothingToPrint):
        list_papers.number_book(NOTICE, YEAR - 1, TODAY).make(store, lambda _done, _total: True)


def test_the_book_as_a_workbook_names_its_papers(store: Store, tmp_path: Path) -> None:
    issue_announcement(
        store, Announcement(title_text="停水", body="请知。", day=TODAY, addressee="各位居民：", number="取号")
    )
    assert export_table(store, IssuedNumber, tmp_path / "book.xlsx") == 1
    heads, row = CalamineWorkbook.from_path(tmp_path / "book.xlsx").get_sheet_by_index(0).to_python()
    told = dict(zip(heads, row, strict=True))
    assert (told["文号"], told["状态"], told["主送（发往）"]) == (f"〔{YEAR}〕1号", "有效", "各位居民")
    assert told["所编资料"] == "公告通知", "not the name of a table"


@pytest.mark.parametrize("form", ["", "{序号}"])
def test_a_counted_number_is_spelled_one_way_everywhere(page: Book, store: Store, tmp_path: Path, form: str) -> None:
    """On the screen, in the search, in the workbook and on paper; also where the centre's form is bare figures."""
    if form:
        set_number_style(store, MINUTES, "", form, TODAY)
    given = issue_number(store, MINUTES, TODAY, "三月议事会")
    page.book.refresh()
    assert listed(page, "文号") == ["第1期"]
    for words in ("第1期", "1期", "三月议事会"):
        assert [one.title for one in find(store, words)] == ["第1期 三月议事会"], words
    export_table(store, IssuedNumber, tmp_path / "book.xlsx")
    heads, row = CalamineWorkbook.from_path(tmp_path / "book.xlsx").get_sheet_by_index(0).to_python()
    assert dict(zip(heads, row, strict=True))["文号"] == "第1期"
    pdf = list_papers.number_book(MINUTES, YEAR, TODAY).make(store, lambda _done, _total: True)
    assert "第1期" in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    page.show(STYLES)
    assert page.styles.samples[MINUTES].text() == "第2期"
    assert "第1期" in str(void_number(store, given, "重复").title({}))
