"""Accepting a case: parties out of the registry, a number, and what is wrong shown where it is."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.records.mediation.case import MediationCase, Party
from db.services.mediation.accept_case import accept_case
from db.store import Store
from gui.lookup import StoreLookup
from gui.main_window import MainWindow
from gui.pages.mediation.case import CasePage
from gui.widgets.editors import LinkEditor, RowsEditor
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.printing.boxes import page_texts


@pytest.fixture
def page(qtbot: QtBot, store: Store, shown: Shown) -> CasePage:
    settle(store)
    made = CasePage(store, StoreLookup(store), shown)
    qtbot.addWidget(made)
    made.resize(1170, 700)
    in_front(qtbot, made)
    return made


def parties(page: CasePage) -> RowsEditor:
    rows = page.form.editors["parties"]
    assert isinstance(rows, RowsEditor)
    return rows


def pick(qtbot: QtBot, page: CasePage, row: int, letters: str) -> None:
    """Types initials into the picker of a row and takes the first that is found."""
    editor = parties(page).rows[row].editors["resident"]
    assert isinstance(editor, LinkEditor)
    editor.line.setFocus()
    write(editor.line, letters)
    qtbot.waitUntil(lambda: bool(editor.choices()))
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(editor.value()))


def fill(page: CasePage) -> None:
    write(page.form.editors["title_text"].target(), "楼上渗水")
    page.form.editors["dispute"].set_value("2")
    write(page.form.editors["facts"].target(), "卫生间渗水，墙皮脱落。")


def test_a_party_picked_by_initials_brings_age_phone_and_address(qtbot: QtBot, page: CasePage) -> None:
    page.show_new()
    pick(qtbot, page, 0, "zgf")
    cells = {name: editor.value() for name, editor in parties(page).rows[0].editors.items()}
    assert cells["name"] == "张桂芳"
    assert cells["phone"] == "13812345678"
    assert cells["address"] == "幸福里小区3号楼2单元502室"
    assert cells["age"] == date.today().year - 1958 - ((date.today().month, date.today().day) < (4, 1))
    assert cells["side"] == "1"


def test_acceptance_gives_a_number_and_a_term_of_one_month(
    qtbot: QtBot, page: CasePage, store: Store, shown: Shown
) -> None:
    page.show_new()
    pick(qtbot, page, 0, "zgf")
    pick(qtbot, page, 1, "abdl")
    fill(page)
    with qtbot.waitSignal(page.saved):
        qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (case,) = store.select(MediationCase)
    assert case.number == f"民调〔{date.today().year}〕1号"
    assert [p.name for p in case.parties] == ["张桂芳", "阿卜杜拉·买买提"]
    assert case.due is not None
    assert 28 <= (case.due - date.today()).days <= 31
    assert case.number in shown.news[-1]


def test_a_case_without_a_second_party_is_not_accepted_and_says_where(
    qtbot: QtBot, page: CasePage, store: Store
) -> None:
    page.show_new()
    pick(qtbot, page, 0, "zgf")
    fill(page)
    page.save()
    assert store.count(MediationCase) == 0
    assert "没有填" in parties(page).rows[1].editors["name"].note()


def test_what_is_typed_is_there_again_after_the_window_was_closed(
    qtbot: QtBot, page: CasePage, store: Store, shown: Shown
) -> None:
    page.show_new()
    fill(page)
    page.keep_draft()
    again = CasePage(store, StoreLookup(store), shown)
    qtbot.addWidget(again)
    again.show_new()
    assert again.form.editors["title_text"].value() == "楼上渗水"
    assert again.form.editors["facts"].value() == "卫生间渗水，墙皮脱落。"


def test_earlier_cases_of_the_same_people_are_shown(qtbot: QtBot, page: CasePage, store: Store) -> None:
    page.show_new()
    pick(qtbot, page, 0, "zgf")
    pick(qtbot, page, 1, "abdl")
    fill(page)
    page.save()
    page.show_new()
    pick(qtbot, page, 0, "abdl")
    with qtbot.waitSignal(page.open_requested) as asked:
        link = next(b for b in page.findChildren(type(page._save)) if b.text() == "楼上渗水")
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert asked.args == ["mediation_case", store.select(MediationCase)[0].id]


def test_each_party_is_told_its_rights_as_they_are_typed(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown
) -> None:
    settle(store)
    given = MediationCase(
        title_text="楼上渗水", dispute="2", facts="渗水。", received=date(2026, 3, 9),
        parties=(Party(name="张桂芳"), Party(side="2", name="李国富")),
    )  # fmt: skip
    saved = accept_case(store, given)
    window.open_record(MediationCase.TABLE, saved.id)
    case = window.page("cases").findChild(CasePage)
    write(case.form.editors["mediator"].target(), "周秀兰")
    button = next(one for one in case.findChildren(QPushButton) if one.text() == "印告知书")
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20_000) as opened:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened.args is not None
    pages = page_texts(opened.args[0].document.data)
    opened.args[0].close()
    assert store.get(MediationCase, saved.id).mediator == "周秀兰", "what is typed is saved before it is printed"
    assert len(pages) == 2
    for page, name in zip(pages, ("张桂芳", "李国富"), strict=True):
        for words in (f"被告知人{name}", "张桂芳、李国富之间的邻里纠纷（楼上渗水）", saved.number, "周秀兰"):
            assert words in page
    assert shown.errors == []


def test_both_parties_of_a_case_are_in_sight_on_a_small_screen(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    """1366 by 768: who quarrels with whom is read without scrolling."""
    settle(store)
    given = MediationCase(
        title_text="楼上渗水", dispute="2", facts="渗水。", received=date(2026, 3, 9),
        parties=(Party(name="张桂芳"), Party(side="2", name="李国富")),
    )  # fmt: skip
    saved = accept_case(store, given)
    window.resize(1366, 768)
    window.open_record(MediationCase.TABLE, saved.id)
    case = window.page("cases").findChild(CasePage)
    qtbot.waitUntil(lambda: all(not one.editors["consent"].visibleRegion().isEmpty() for one in parties(case).rows))
    last = parties(case).rows[1].editors["consent"]
    assert last.visibleRegion().boundingRect().height() == last.height()
