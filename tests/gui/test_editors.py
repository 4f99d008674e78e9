"""One editor for each kind of field, used as a clerk does: with the keys."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.errors import ValueUnreadable
from db.fields import (
    Amount,
    Code,
    CreditCode,
    Day,
    Evidence,
    Field,
    Flag,
    IdNumber,
    Link,
    LongText,
    Moment,
    Money,
    Name,
    Phone,
    Ref,
    Rows,
    Text,
    TimeOfDay,
    Whole,
)
from db.records import RECORD_TYPES
from db.records.base import Part, Record, fields_of
from db.records.hall.meeting import Meeting
from db.records.mediation.case import MediationCase, Party
from db.records.registry.household import Household, Member
from db.services.find import Found
from db.values.reference import reference
from gui.widgets.editors import (
    CodeEditor,
    DayEditor,
    Editor,
    IdNumberEditor,
    LinkEditor,
    LongTextEditor,
    RowsEditor,
    TextEditor,
    editor_for,
)
from tests.gui.keys import write

PEOPLE = {(1 << 40) + 1: "张桂芳", (1 << 40) + 2: "张国富", (1 << 40) + 3: "王𠮷"}


@frozen
class People:
    """A registry of three."""

    def find(self, words: str, table: str = "", whose: Collection[int] = ()) -> Sequence[Found]:
        first = {"z": "张", "w": "王"}.get(words[:1], words[:1])
        return [Found("resident", i, "居民", name, "3号楼") for i, name in PEOPLE.items() if name.startswith(first)]

    def of_slip(self, code: str) -> Sequence[Found]:
        return ()

    def every(self, table: str, whose: Collection[int] = ()) -> Sequence[Found] | None:
        return [Found("resident", i, "居民", name, "3号楼") for i, name in PEOPLE.items()]

    def title(self, table: str, record_id: int) -> str:
        return PEOPLE.get(record_id, "")

    def title_referred(self, number: int) -> str:
        return f"第{number}号" if number else ""

    def reference(self, table: str, record_id: int) -> int:
        return reference({"resident": 1, "body": 2}[table], record_id)

    def phone_of(self, name: str) -> str:
        return ""

    def new_title(self, words: str, table: str) -> str:
        return ""

    def make(self, words: str, table: str) -> int:
        raise AssertionError("a registry of three takes nobody in")

    def note_seen(self, table: str, record_id: int, labels: Sequence[str]) -> None:
        """Nobody keeps a log here."""


class Bench:
    """Shows one editor with another field after it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        self.window.resize(900, 600)
        qtbot.addWidget(self.window)
        self.layout = QVBoxLayout(self.window)

    def show(self, kind: Field[Any]) -> Any:
        editor = editor_for(kind, People())
        self.after = QLineEdit()
        self.layout.addWidget(editor)
        self.layout.addWidget(self.after)
        self.layout.addStretch()
        with self.qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        editor.setFocus()
        return editor

    def keys(self, editor: Editor, text: str) -> None:
        write(editor.target(), text)

    def press(self, editor: Editor, key: Qt.Key) -> None:
        self.qtbot.keyClick(editor.target(), key)

    def leave(self) -> None:
        self.after.setFocus()


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def _kind(kind: type[Record] | type[Part], name: str) -> Field[Any]:
    return fields_of(kind)[name]


SAMPLES: dict[type[Field[Any]], Any] = {
    Text: "3号楼漏水",
    LongText: "第一行\n第二行",
    Name: "阿依古丽·买买提",
    IdNumber: "330203195405031227",
    CreditCode: "91350100M000100Y43",
    Phone: "13912345678",
    Day: date(2026, 3, 2),
    Moment: datetime(2026, 3, 2, 14, 30),
    TimeOfDay: time(8, 30),
    Whole: 42,
    Amount: Decimal("88.5"),
    Money: Decimal("28600.00"),
    Ref: (1 << 48) + 3,
    Flag: True,
    Evidence: "0123456789abcdef" * 2,
    Link: (1 << 40) + 3,
    Rows: (Member(id=7, version=1, resident=(1 << 40) + 1, relation="02"), Member(resident=(1 << 40) + 3)),
}


@pytest.mark.parametrize("record", RECORD_TYPES, ids=lambda k: k.TABLE)
def test_every_field_of_every_record_comes_back_as_it_went_in(record: type[Record], bench: Bench) -> None:
    for kind in fields_of(record).values():
        if isinstance(kind, Code):
            value = next(iter(kind.codes().labels), "")  # a table that the centre fills in ships empty
        elif isinstance(kind, Rows):
            value = (kind.part(id=5, version=2), kind.part(id=6, version=1))
        elif isinstance(kind, Link):
            value = SAMPLES[Link]
        else:
            value = SAMPLES[type(kind)]
        editor = editor_for(kind, People(), bench.window)
        editor.set_value(value)
        assert editor.value() == value, kind.name
        draft = editor.typed()
        editor.set_value(kind.EMPTY)
        assert editor.value() == kind.EMPTY, kind.name
        editor.set_typed(draft)
        assert editor.value() == value, kind.name


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("3.2", date(date.today().year, 3, 2)),
        ("20260302", date(2026, 3, 2)),
        ("明天", date.today() + timedelta(days=1)),
        ("下周三", date.today() - timedelta(days=date.today().weekday()) + timedelta(days=9)),
    ],
)
def test_a_day_is_typed_as_people_write_it_and_says_what_it_understood(written: str, meant: date, bench: Bench) -> None:
    editor: DayEditor = bench.show(_kind(MediationCase, "received"))
    bench.keys(editor, written)
    weekday = "一二三四五六日"[meant.weekday()]
    assert editor.line.echo() == f"{meant.year}年{meant.month}月{meant.day}日 星期{weekday}"
    assert editor.value() == meant
    bench.leave()
    assert editor.line.text() == meant.isoformat()
    assert editor.line.echo() == f"星期{weekday}"


def test_a_day_that_is_none_says_so_only_when_the_clerk_has_left_it(bench: Bench) -> None:
    editor: DayEditor = bench.show(_kind(MediationCase, "received"))
    bench.keys(editor, "2.30")
    assert editor.note() == ""
    bench.leave()
    assert "不是日历上的日期" in editor.note()
    assert editor.line.text() == "2.30"
    with pytest.raises(ValueUnreadable):
        editor.value()


def test_arrow_keys_step_by_days(bench: Bench) -> None:
    editor: DayEditor = bench.show(_kind(MediationCase, "due"))
    bench.keys(editor, "20260228")
    bench.press(editor, Qt.Key.Key_Up)
    assert editor.value() == date(2026, 3, 1)
    bench.press(editor, Qt.Key.Key_Down)
    bench.press(editor, Qt.Key.Key_Down)
    assert editor.value() == date(2026, 2, 27)


def test_a_moment_is_read_with_its_clock(bench: Bench) -> None:
    editor: DayEditor = bench.show(Moment("时间"))
    bench.keys(editor, "2026.11.25 下午2点半")
    assert editor.line.echo() == "2026年11月25日 星期三 下午2:30"
    bench.leave()
    assert editor.line.text() == "2026-11-25 14:30"


def test_a_right_number_tells_sex_and_birth_while_it_is_typed(bench: Bench) -> None:
    editor: IdNumberEditor = bench.show(IdNumber("证件号码"))
    told: list[dict[str, object]] = []
    editor.suggested.connect(told.append)
    bench.keys(editor, "33020319540503122")
    assert editor.line.echo() == "还差 1 位"
    assert told == []
    bench.keys(editor, "7")
    assert told == [{"id_kind": "111", "sex": "2", "birth": date(1954, 5, 3)}]
    assert editor.line.echo().startswith("✓ 女")


def test_a_wrong_number_is_named_but_stays_as_written(bench: Bench) -> None:
    editor: IdNumberEditor = bench.show(IdNumber("证件号码"))
    bench.keys(editor, "330203195405031228")
    bench.leave()
    assert editor.line.echo() == "末位校验不符"
    assert editor.value() == "330203195405031228"
    editor.set_kind("414")
    assert editor.line.echo() == ""


def test_codes_are_found_by_digit_initials_and_words(bench: Bench) -> None:
    editor: CodeEditor = bench.show(_kind(MediationCase, "dispute"))
    kind = editor.kind
    assert isinstance(kind, Code)
    label = kind.codes().labels
    assert label[editor.matches("2")[0]] == "邻里纠纷"
    assert label[editor.matches("lljf")[0]] == "邻里纠纷"
    assert "邻里纠纷" in [label[c] for c in editor.matches("邻")]
    bench.keys(editor, "ll")
    bench.press(editor, Qt.Key.Key_Return)
    assert editor.line.text() == "邻里纠纷"
    assert editor.value() == "2"


def test_tab_takes_the_marked_code_and_nothing_where_none_is_marked(bench: Bench) -> None:
    editor: CodeEditor = bench.show(_kind(Party, "sex"))
    QTest.mouseClick(editor.line, Qt.MouseButton.LeftButton)
    assert editor._dropdown.lines()
    assert editor._dropdown.current() is None, "the list was merely opened"
    bench.press(editor, Qt.Key.Key_Tab)
    assert editor.value() == ""
    editor.setFocus()
    bench.press(editor, Qt.Key.Key_Down)
    current = editor._dropdown.current()
    assert current is not None
    bench.press(editor, Qt.Key.Key_Tab)
    assert editor.value() == current.value, "what Down marks, Tab takes"
    editor.set_value("")
    editor.setFocus()
    bench.keys(editor, "2")
    bench.press(editor, Qt.Key.Key_Tab)
    assert editor.line.text() == "女"


def test_a_word_that_is_no_code_is_refused_in_place_and_kept(bench: Bench) -> None:
    editor: CodeEditor = bench.show(_kind(MediationCase, "dispute"))
    bench.keys(editor, "外星人")
    bench.leave()
    assert "不在纠纷类型代码表里" in editor.note()
    assert editor.line.text() == "外星人"


def test_a_person_is_picked_by_initials_without_the_mouse(bench: Bench) -> None:
    editor: LinkEditor = bench.show(_kind(Household, "head"))
    with bench.qtbot.waitSignal(editor.picked) as picked:
        bench.keys(editor, "z")
        bench.qtbot.waitUntil(lambda: editor._dropdown.isVisible())
        bench.press(editor, Qt.Key.Key_Down)
        bench.press(editor, Qt.Key.Key_Return)
    assert picked.args == [(1 << 40) + 2]
    assert editor.line.text() == "张国富"
    assert editor.value() == (1 << 40) + 2


def test_words_that_pick_nobody_are_not_taken_for_a_person(bench: Bench) -> None:
    editor: LinkEditor = bench.show(_kind(Household, "head"))
    bench.keys(editor, "李四")
    bench.leave()
    with pytest.raises(ValueUnreadable):
        editor.value()
    assert "还没有选定" in editor.note()
    editor.setFocus()
    editor.line.clear()
    bench.keys(editor, " ")
    assert editor.value() == 0


def test_rare_characters_are_never_cut(bench: Bench) -> None:
    editor: TextEditor = bench.show(_kind(Party, "name"))
    name = "𠮷" * 60
    bench.keys(editor, name)
    bench.leave()
    assert editor.value() == name


def test_rows_come_and_go_by_keys_and_a_removed_row_can_come_back(bench: Bench) -> None:
    editor: RowsEditor = bench.show(_kind(MediationCase, "parties"))
    assert editor.value() == ()
    for name in ("张三", "李四"):
        editor._add.click()
        write(editor.rows[-1].editors["name"].target(), name)
    editor._add.click()
    assert [party.name for party in editor.value()] == ["张三", "李四"]
    editor.rows[0].removal_requested.emit()
    assert [party.name for party in editor.value()] == ["李四"]
    editor._undo.click()
    assert [party.name for party in editor.value()] == ["张三", "李四"]


def test_numbers_vanish_while_somebody_looks_on_but_are_not_lost(bench: Bench) -> None:
    editor: TextEditor = bench.show(Phone("电话"))
    editor.set_value("13912345678")
    editor.set_blank(True)
    assert not any(c.isdigit() for c in editor.line.text())
    assert editor.value() == "13912345678"
    bench.keys(editor, "999")
    editor.set_blank(False)
    assert editor.line.text() == "13912345678"


def test_a_bigger_number_of_rows_keeps_its_identity(bench: Bench) -> None:
    editor: RowsEditor = bench.show(_kind(Household, "members"))
    before = SAMPLES[Rows]
    editor.set_value(before)
    write(editor.rows[0].editors["since"].target(), "20200101")
    after = editor.value()
    assert (after[0].id, after[0].version, after[0].since) == (7, 1, date(2020, 1, 1))
    assert after[1] == before[1]


@pytest.mark.parametrize("before", [True, False])
def test_a_long_text_is_all_in_sight_whatever_its_width(qtbot: QtBot, before: bool) -> None:
    """One paragraph that is broken into rows counts as those rows, filled in before or after the box has its width."""
    editor = LongTextEditor(LongText("讨论情况"))
    qtbot.addWidget(editor)
    text = "设计单位说明，北侧有燃气立管，移管要多花约九万元。" * 8
    if before:
        editor.set_value(text)
    editor.resize(420, 80)
    editor.show()
    editor.set_value(text)
    qtbot.waitUntil(lambda: editor.box.verticalScrollBar().maximum() == 0)
    high = editor.box.height()
    assert high > 6 * editor.box.fontMetrics().lineSpacing()
    editor.set_value("短")
    assert editor.box.height() < high / 2


def test_a_day_far_from_where_the_field_looks_is_remarked_on_when_it_is_left(qtbot: QtBot) -> None:
    kind = fields_of(Meeting)["starts"]
    editor = DayEditor(kind)
    qtbot.addWidget(editor)
    year = date.today().year
    editor.set_value(datetime(year - 2, 3, 2, 14, 30))
    editor.line.unfocused.emit()
    assert editor.note() == "", "what stood there is left alone"
    for written, told in ((f"{year - 2}.3.2 14:30", True), (f"{year + 1}.3.2 14:30", False)):
        editor.line.clear()
        QTest.keyClicks(editor.line, written)
        editor.line.unfocused.emit()
        assert ("一年多以前" in editor.note()) is told
