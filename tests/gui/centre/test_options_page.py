"""设置 → 选项: names, own ones, order and what is used no more, by the keyboard; forms offer it at once."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.fields import Code
from db.records.base import fields_of
from db.records.condition import one_of
from db.records.matters.matter import Matter
from db.services.centre.own_options import add
from db.services.matters.take_in import take_in
from db.store import Store
from db.values import code_table
from gui.main_window import MainWindow
from gui.notices import Toast
from gui.pages.centre.options import FRESH, OptionsPage
from gui.pages.centre.settings import OPTIONS
from gui.session import Session
from gui.settings import Settings
from gui.widgets.editors import CodeEditor
from gui.widgets.filters.inputs import Ticks
from gui.widgets.filters.modes import CHOICE, Mode
from gui.widgets.form import RecordForm
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write

CHANNEL = "matter_channel"


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    code_table.lay_over({})


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> OptionsPage:
    in_front(qtbot, window)
    window.show_page("settings")
    settings = window.page("settings")
    settings.show_tab(OPTIONS)
    settings.options.show_table(CHANNEL)
    return settings.options


def channels() -> CodeEditor:
    field = fields_of(Matter)["channel"]
    assert isinstance(field, Code)
    return CodeEditor(field)


def offered() -> list[str]:
    editor = channels()
    return [code_table.load(CHANNEL).labels[code] for code in editor.matches("")]


def test_one_is_added_named_moved_and_retired_by_the_keyboard(page: OptionsPage, qtbot: QtBot) -> None:
    line = page.names[FRESH]
    line.setFocus()
    write(line, "网格铃")
    QTest.keyClick(line, Qt.Key.Key_Return)
    own = fields_of(Matter)["channel"].read("网格铃")
    assert offered()[-1] == "网格铃"
    assert page.names[FRESH].hasFocus(), "for the next one"
    qtbot.waitUntil(page.names[own].isVisible)
    page.names[own].setFocus()
    QTest.keyClick(page.names[own], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert offered()[-2] == "网格铃"
    assert page.names[own].hasFocus()
    page.offs["2"].setFocus()
    QTest.keyClick(page.offs["2"], Qt.Key.Key_Space)
    assert "来电" not in offered()
    assert page.sinces["2"].text() == date.today().isoformat()
    field = fields_of(Matter)["channel"]
    assert isinstance(field, Code)
    narrowing = Ticks(Mode("是", CHOICE), field)
    qtbot.addWidget(narrowing)
    assert "来电" in narrowing.list.seen().values(), "records of before are still looked for"


def test_on_what_paper_it_rests_and_since_when_stands_beside_what_the_centre_said(
    page: OptionsPage, qtbot: QtBot
) -> None:
    assert not page.sources, "nothing is said yet"
    page.offs["2"].click()
    source = page.sources["2"]
    qtbot.waitUntil(source.isVisible)
    source.setFocus()
    write(source, "社区会议纪要〔2026〕3号")
    QTest.keyClick(source, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: page.sinces["2"].hasFocus())  # the keys go on
    page.sinces["2"].selectAll()
    write(page.sinces["2"], "昨天下午")
    QTest.keyClick(page.sinces["2"], Qt.Key.Key_Return)
    assert "昨天下午" in page.refusal()
    page.sinces["2"].selectAll()
    write(page.sinces["2"], "2999-1-1")
    QTest.keyClick(page.sinces["2"], Qt.Key.Key_Return)
    assert (page.refusal(), page.sinces["2"].text(), page.sources["2"].text()) == (
        "",
        "2999-01-01",
        "社区会议纪要〔2026〕3号",
    )
    assert "来电" in offered(), "until then"
    page.offs["2"].click()
    assert not page.sources


def test_what_is_done_is_taken_back(page: OptionsPage, shown: Shown) -> None:
    was = offered()
    for change in (
        lambda: page.offs["2"].click(),
        lambda: page._shift("2", -1),
        lambda: (page.names["2"].setText("热线"), page.names["2"].editingFinished.emit()),
    ):
        change()
        assert offered() != was
        assert shown.undo
        shown.undo()
        assert offered() == was
    assert page._shipped.isHidden()


def test_long_names_of_tables_leave_room_for_the_names_of_options(page: OptionsPage, window: MainWindow) -> None:
    page.offs["2"].click()  # what the centre said of one has columns of its own
    window.resize(1366, 728)
    QApplication.processEvents()
    longest = "民情接待处置中心"
    assert page.names["2"].fontMetrics().horizontalAdvance(longest) < page.names["2"].width()


def test_before_another_name_for_what_records_bear_is_asked_what_it_changes(page: OptionsPage, shown: Shown) -> None:
    store = page._session.store
    for subject in ("路灯不亮", "井盖松动"):
        take_in(store, Matter(subject=subject, channel="2", taken=datetime.now()))
    shown.answer = False
    line = page.names["2"]
    line.setFocus()
    write(line, "热线")
    QTest.keyClick(line, Qt.Key.Key_Return)
    (question,) = shown.questions
    assert question.title == "“来电”改叫“热线”？"
    assert "诉求 2 条。" in question.text
    assert (line.text(), "来电" in offered(), shown.news) == ("", True, [])
    shown.answer = True
    write(line, "热线")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert len(shown.questions) == 2, "once for each time that it is typed"
    assert "热线" in offered()
    assert shown.news == ["“来电”改叫“热线”了"]
    page.names["2"].setFocus()
    page.names["2"].selectAll()
    write(page.names["2"], "来访")
    QTest.keyClick(page.names["2"], Qt.Key.Key_Return)
    assert len(shown.questions) == 2, "what is refused anyway is not asked"
    assert "已经有一个选项叫" in page.refusal()


def test_f8_takes_back_a_name(store: Store, qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(lambda messages: Session(store, messages, Settings(tmp_path / "settings")))
    qtbot.addWidget(window)
    window.show()
    in_front(qtbot, window)
    window.show_page("settings")
    settings = window.page("settings")
    settings.show_tab(OPTIONS)
    settings.options.show_table(CHANNEL)
    line = settings.options.names["2"]
    line.setFocus()
    write(line, "热线")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "热线" in offered()
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert "来电" in offered()
    window.hide()


def test_f8_takes_back_one_that_was_added(store: Store, qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(lambda messages: Session(store, messages, Settings(tmp_path / "settings")))
    qtbot.addWidget(window)
    window.show()
    in_front(qtbot, window)
    window.show_page("settings")
    settings = window.page("settings")
    settings.show_tab(OPTIONS)
    page: OptionsPage = settings.options
    page.show_table(CHANNEL)
    before = offered()
    for leave in (False, True):
        page.names[FRESH].setFocus()
        write(page.names[FRESH], "网格铃")
        QTest.keyClick(page.names[FRESH], Qt.Key.Key_Return)
        assert offered() == [*before, "网格铃"]
        (news,) = [one for one in window.findChildren(Toast) if one.isVisible()]
        assert news.tells("加了“网格铃”")
        if leave:
            window.show_page("today")
            assert not news.isVisible(), "what was told of the options stays with them"
            window.show_page("settings")
        else:
            QTest.keyClick(window, Qt.Key.Key_F8)
            assert offered() == before
    window.hide()


def test_one_that_records_bear_by_now_is_not_taken_back(page: OptionsPage, shown: Shown) -> None:
    write(page.names[FRESH], "网格铃")
    QTest.keyClick(page.names[FRESH], Qt.Key.Key_Return)
    own = fields_of(Matter)["channel"].read("网格铃")
    take_in(page._session.store, Matter(subject="路灯不亮", channel=own, taken=datetime.now()))
    assert shown.undo
    shown.undo()
    assert "已经用了它（诉求 1 条）" in shown.errors[-1].message + shown.errors[-1].remedy
    assert "网格铃" in offered()


def test_one_that_was_added_comes_into_sight(page: OptionsPage, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1366, 728)
    page.show_table("care")
    for number in range(2):
        fresh = page.names[FRESH]
        fresh.setFocus()
        write(fresh, f"空巢户{number}")
        QTest.keyClick(fresh, Qt.Key.Key_Return)
    last = next(code for code in reversed(page.names) if code != FRESH)
    assert page.names[last].text() == "空巢户1"
    qtbot.waitUntil(lambda: not page.names[last].visibleRegion().isEmpty())


def test_why_an_own_one_keeps_its_name_is_said_under_its_line(
    page: OptionsPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1366, 728)
    write(page.names[FRESH], "网格铃")
    QTest.keyClick(page.names[FRESH], Qt.Key.Key_Return)
    line = page.names[fields_of(Matter)["channel"].read("网格铃")]
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "要有名字" in page.refusal()

    def under() -> int:
        return page._refused.mapTo(page, QPoint()).y() - line.mapTo(page, QPoint()).y()

    qtbot.waitUntil(lambda: not page._refused.visibleRegion().isEmpty() and 0 < under() < 2 * line.height())


def test_after_a_change_what_stands_in_the_fields_is_read_whole(
    page: OptionsPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1366, 728)
    page.offs["2"].click()
    for line in (page.names["1"], page.names[FRESH], page.sources["2"], page.sinces["2"]):
        words = line.text() or line.placeholderText()
        qtbot.waitUntil(lambda line=line: line.isVisible() and line.width() > 0)
        QApplication.processEvents()
        assert line.fontMetrics().horizontalAdvance(words) + 16 < line.width(), words


def test_what_is_used_no_more_is_no_beginning_of_a_new_record(page: OptionsPage, window: MainWindow) -> None:
    page.offs["1"].click()
    window.open_new("matter")
    form = window.page("matter").findChild(RecordForm)
    assert form is not None
    assert form.editors["channel"].value() == ""
    assert form.editors["nature"].value() == "2", "what is used stays proposed"
    assert any(problem.field == "channel" and problem.blocking for problem in form.problems())


def test_a_refused_name_stays_with_its_reason(page: OptionsPage) -> None:
    line = page.names["1"]
    line.setFocus()
    write(line, "来电")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "已经有一个选项叫“来电”" in page.refusal()
    assert page.names["1"].text() == "来电"
    page.names["1"].selectAll()
    write(page.names["1"], "服务窗口")
    QTest.keyClick(page.names["1"], Qt.Key.Key_Return)
    assert (page.refusal(), offered()[0]) == ("", "服务窗口")


def test_tab_goes_through_the_rows_and_the_program_s_words_come_back(page: OptionsPage, shown: Shown) -> None:
    page.names["1"].setFocus()
    QTest.keyClick(page.names["1"], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.offs["1"]
    page.names["1"].setFocus()
    write(page.names["1"], "服务窗口")
    QTest.keyClick(page.names["1"], Qt.Key.Key_Tab)
    assert offered()[0] == "服务窗口"
    shown.answer = False
    page._shipped.click()
    assert offered()[0] == "服务窗口", "what would be lost is asked first"
    shown.answer = True
    page._shipped.click()
    assert all(question.grave for question in shown.questions)
    assert offered()[0] == "窗口"
    assert shown.undo
    shown.undo()
    assert offered()[0] == "服务窗口"
    page._shipped.click()
    assert page._shipped.isHidden()
    page._shift("1", 1)
    assert offered()[1] == "窗口"
    assert not page._shipped.isHidden(), "another order can be given back, too"


def test_a_filter_that_is_open_says_what_its_code_is_called_now(page: OptionsPage, window: MainWindow) -> None:
    store = window.session.store
    add(store, CHANNEL, "网格铃")
    own = fields_of(Matter)["channel"].read("网格铃")
    take_in(store, Matter(subject="路灯不亮", channel=own, taken=datetime.now()))
    window.show_page("matter")
    listed = window.page("matter").list
    listed.narrow([one_of("channel", [own])])
    assert (listed.bar.chips[0].text(), listed.model.rowCount()) == ("来源：网格铃", 1)
    window.show_page("settings")
    page.show_table(CHANNEL)
    page.names[own].setText("网格响铃")
    page.names[own].editingFinished.emit()
    page.offs[own].click()
    window.show_page("matter")
    assert (listed.bar.chips[0].text(), listed.model.rowCount()) == ("来源：网格响铃", 1)


def test_what_is_renamed_while_a_form_is_open_is_saved_from_it(
    page: OptionsPage, window: MainWindow, qtbot: QtBot
) -> None:
    store = window.session.store
    add(store, CHANNEL, "网格铃")
    own = fields_of(Matter)["channel"].read("网格铃")
    window.open_new("matter")
    form = window.page("matter").findChild(RecordForm)
    assert form is not None
    for name, text in (("subject", "路灯不亮"), ("channel", "网格铃")):
        line = form.editors[name].target()
        line.setFocus()
        line.selectAll()
        write(line, text)
    form.editors["subject"].setFocus()
    window.show_page("settings")
    page.show_table(CHANNEL)
    page.names[own].setText("网格响铃")
    page.names[own].editingFinished.emit()
    window.show_page("matter")
    assert form.isVisible()
    assert form.editors["channel"].value() == own
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (saved,) = store.select(Matter)
    assert (saved.subject, saved.channel) == ("路灯不亮", own)
    assert qtbot


def test_an_own_category_is_put_under_another_one_by_the_keyboard(page: OptionsPage, store: Store) -> None:
    page.show_table("matter_category")
    line = page.names[FRESH]
    line.setFocus()
    write(line, "车位纠纷")
    QTest.keyClick(line, Qt.Key.Key_Return)
    (own,) = page.uppers
    assert own == fields_of(Matter)["category"].read("车位纠纷")
    editor = page.uppers[own]
    editor.setFocus()
    write(editor.line, "2")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    page.names[own].setFocus()
    assert code_table.load("matter_category").upper == {own: "2"}
    assert page.uppers[own].value() == "2"
    editor = page.uppers[own]
    editor.setFocus()
    editor.line.clear()
    editor.set_value("")
    page.names[own].setFocus()
    assert code_table.load("matter_category").upper == {}
    page.show_table(CHANNEL)
    assert page.uppers == {}
    assert store.count(Matter) == 0
