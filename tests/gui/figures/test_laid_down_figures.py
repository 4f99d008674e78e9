"""满意率: the page asks how it is reckoned, by the keys alone, and tells it from then on."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.records import KINDS
from db.records.centre.centre import Rule
from db.records.kind import Room
from db.records.matters.matter import Matter
from db.services.figures.measure import figures_by_name
from db.services.figures.report import Report, Untold
from db.services.figures.span import until
from db.store import Warrant
from gui.dialogs.choice_rule import ChoiceRule
from gui.dialogs.share_rule import ShareRule
from gui.main_window import MainWindow
from gui.pages.figures.page import FiguresPage
from gui.pages.figures.report_text import ReportText
from tests.gui.conftest import Shown
from tests.gui.figures.opening import choose, reckoned
from tests.gui.keys import write

TODAY = date.today()


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> FiguresPage:
    """The page of a store with two matters that ended today, one of them to somebody's satisfaction."""
    with window.session.store.writing(warrant=Warrant.UPGRADE) as w:
        for rating in ("1", "3"):
            w.save(Matter(
                subject="路灯", taken=datetime(TODAY.year, 1, 1, 9), stage="5", outcome="1", rating=rating, closed=TODAY,
            ))  # fmt: skip
    return reckoned(window, qtbot)


def asked() -> ShareRule:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ShareRule)
    return dialog


def test_it_is_asked_and_told(page: FiguresPage, shown: Shown, qtbot: QtBot) -> None:
    assert "matters_satisfied" not in {one.found.figure.name for one in page.text.numbers}
    ask, *others = page.text.untold
    assert len(others) == 4, "those of callbacks and receptions"
    seen: list[str] = []

    def fill() -> None:
        dialog = asked()
        assert not [chip for chip in (*dialog.so.values(), *dialog.of.values()) if chip.isChecked()]
        assert (dialog.since.value(), dialog.source.text()) == (None, "")
        dialog.commit()
        seen.append(dialog.told())
        assert not [chip for chip in dialog.so.values() if chip.isVisible()], "nothing is counted yet"
        QTest.keyClick(dialog.of["1"], Qt.Key.Key_Space)
        assert not dialog._told.isVisible(), "what was wrong is said no more"
        assert not dialog.so["1"].isChecked(), "nothing is ticked that the clerk did not tick"
        QTest.keyClick(dialog.so["1"], Qt.Key.Key_Space)
        QTest.keyClick(dialog.of["3"], Qt.Key.Key_Space)
        assert [code for code, chip in dialog.so.items() if chip.isVisible()] == ["1", "3"]
        words = [one.text() for one in dialog.findChildren(QLabel)]
        assert words.index("一共数哪些") < words.index("其中算满意的")
        write(dialog.since.line, f"{TODAY.year}-1-1")
        write(dialog.source, "街道〔2026〕3号")
        QTest.keyClick(dialog.source, Qt.Key.Key_Return)

    QTimer.singleShot(0, fill)
    ask.setFocus()
    with qtbot.waitSignal(page.reckoned):
        QTest.keyClick(ask, Qt.Key.Key_Space)
    assert "还没有选其中哪些算" in seen[0]
    assert len(page.text.untold) == 4
    number = next(one for one in page.text.numbers if one.found.figure.name == "matters_satisfied")
    assert number.text() == "50%（1/2）"
    assert shown.news[-1] == "满意率以后这样算，记在“设置 → 规则”里"
    choose(page, number, qtbot)
    assert "满意的，占满意、不满意的" in page.rows._about.text()
    assert page.rows.rule.isVisible()

    def change() -> None:
        dialog = asked()
        assert [code for code, chip in dialog.of.items() if chip.isChecked()] == ["1", "3"]
        assert dialog.source.text() == "街道〔2026〕3号"
        dialog.of["1"].click()
        assert not dialog.so["1"].isChecked()
        assert not dialog.so["1"].isVisible()
        dialog.so["3"].click()
        dialog.of["9"].click()
        dialog.commit()

    QTimer.singleShot(0, change)
    with qtbot.waitSignal(page.rows_shown):
        page.rows.rule.click()
    assert page.rows.found is not None
    assert page.rows.found.value.shown() == "1/1"
    assert page._session.store.count(Rule) == 1


def test_from_where_settled_disputes_are_taken_is_chosen_and_told(
    page: FiguresPage, shown: Shown, qtbot: QtBot
) -> None:
    number = next(one for one in page.text.numbers if one.found.figure.name == "disputes_solved")
    choose(page, number, qtbot)
    assert "取自议事厅事项：" in page.rows._about.text()
    seen: list[str] = []

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ChoiceRule)
        assert [word for word, chip in dialog.ways.items() if chip.isChecked()] == ["议事厅事项"]
        QTest.keyClick(dialog.ways["全部纠纷"], Qt.Key.Key_Space)
        dialog.commit()
        seen.append(dialog.told())
        write(dialog.since.line, f"{TODAY.year}-1-1")
        write(dialog.source, "本中心自定")
        QTest.keyClick(dialog.source, Qt.Key.Key_Return)

    QTimer.singleShot(0, fill)
    with qtbot.waitSignal(page.rows_shown):
        page.rows.rule.click()
    assert "还没有写从哪天起" in seen[0]
    assert "取自全部纠纷：" in page.rows._about.text()
    assert page.rows._about.text().endswith("（本中心自定）")
    assert shown.news[-1] == "化解矛盾纠纷以后这样算，记在“设置 → 规则”里"


def test_of_what_somebody_may_not_know_nobody_is_asked_how_it_is_reckoned(qtbot: QtBot) -> None:
    """Only a share has such a rule; for the others there is nothing that could be asked."""
    text, named = ReportText(), figures_by_name(KINDS)
    qtbot.addWidget(text)
    untold = [Untold(named[one], f"看不到{one}") for one in ("residents_disabled", "matters_satisfied")]
    text.show_report(Report(until(TODAY), None, 0, {Room.REGISTRY: []}, [], {Room.REGISTRY: untold}))
    words = [one.text() for one in text.findChildren(QLabel)]
    assert {one.why for one in untold} <= set(words)
    assert [one.accessibleName() for one in text.untold] == ["满意率怎样算"]


def test_whoever_goes_back_changes_nothing(page: FiguresPage) -> None:
    QTimer.singleShot(0, lambda: asked().reject())
    page.text.untold[0].click()
    assert page._session.store.count(Rule) == 0
    assert page.text.untold
    assert page._task is None
