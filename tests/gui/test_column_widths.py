"""The columns of a list where room is short: the first one is whole, what is mostly empty gives way, then the widest."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.bodies.body import Body
from db.records.matters.matter import Matter
from db.store import Store
from gui.main_window import MainWindow
from gui.widgets.column_widths import Column, widths
from gui.widgets.record_view import RecordView
from tests.factories import plant
from tests.gui.keys import in_front

FIRST, SUBJECT, DAY = Column(140, 60), Column(300, 60), Column(100, 90)


def test_what_is_over_goes_to_all() -> None:
    assert widths([FIRST, SUBJECT, DAY], 1080) == [280, 600, 200]
    assert widths([], 500) == []


def test_what_is_mostly_empty_gives_way_first_and_the_emptiest_before_others() -> None:
    few, none = Column(200, 80, 0.4), Column(150, 70, 0.1)
    assert widths([FIRST, SUBJECT, few, none, DAY], 850) == [140, 300, 200, 110, 100]
    assert widths([FIRST, SUBJECT, few, none, DAY], 750) == [140, 300, 140, 70, 100]
    assert widths([FIRST, SUBJECT, few, none, DAY], 600) == [140, 210, 80, 70, 100], "then the widest"


def test_the_first_is_whole_even_where_it_is_mostly_empty_or_the_widest() -> None:
    assert widths([Column(500, 60, 0.1), SUBJECT, DAY], 700)[0] == 500
    assert widths([Column(500, 60), SUBJECT, DAY], 400) == [250, 75, 75], "but the others have room for their headings"


def first_is_whole(view: RecordView, row: int) -> bool:
    text = str(view.model().index(row, 0).data())
    return QFontMetrics(view.font()).horizontalAdvance(text) < view.columnWidth(0)


def test_a_matter_is_read_whole_though_one_leading_unit_has_a_long_name(
    window: MainWindow, qtbot: QtBot, store: Store
) -> None:
    window.resize(1366, 690)
    in_front(qtbot, window)
    subject = "5号楼2单元电线垂下来快碰到头了"
    lead = plant(store, Body, name="枣树街道综合行政执法队第三中队")
    for number in range(3):
        plant(store, Matter, number=f"诉求〔2026〕{number}号", subject=subject, lead=0 if number else lead.id)
    window.show_page("matter")
    view = window.page("matter").list.view
    QApplication.processEvents()
    at = [kind.name for kind in view.model().columns].index("subject")
    assert QFontMetrics(view.font()).horizontalAdvance(subject) < view.columnWidth(at)
    assert first_is_whole(view, 0)


def test_what_comes_into_sight_further_down_is_read_whole_too(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    window.resize(1366, 690)
    in_front(qtbot, window)
    for number in range(80):
        plant(store, Matter, number=f"诉求〔2026〕{number}号" if number else "诉求（接续旧簿）〔2025〕10001号")
    window.show_page("matter")
    view = window.page("matter").list.view
    row = next(row for row in range(80) if "旧簿" in str(view.model().index(row, 0).data()))
    assert row > 60, "further down than is looked at in advance"
    assert not first_is_whole(view, row)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert first_is_whole(view, row)


def test_a_day_is_read_whole_while_something_is_left_to_the_others() -> None:
    columns = [Column(100, 50), Column(400, 50), Column(120, 40, is_whole=True)]
    assert widths(columns, 400) == [100, 180, 120]
    assert widths(columns, 200)[2] < 120
