"""A form of any record type: filled, checked, kept as a draft."""

from datetime import date

import attrs
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.records import RECORD_TYPES
from db.records.base import Record, fields_of
from db.records.mediation.case import MediationCase, Party
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.store import Store
from db.values import masks
from gui.lookup import StoreLookup
from gui.widgets.editors import Editor, RowsEditor
from gui.widgets.editors.rows import PartRow
from gui.widgets.fold import FoldHeading
from gui.widgets.form import RecordForm
from tests.factories import citizen_number, make, plant
from tests.gui.keys import write


class Desk:
    """Opens forms on a store, one after the other, as a clerk does."""

    def __init__(self, qtbot: QtBot, store: Store) -> None:
        self._qtbot = qtbot
        self.store = store

    def open(self, record: Record) -> RecordForm:
        form = RecordForm(type(record), StoreLookup(self.store), self.store.drafts)
        form.resize(1100, 640)
        self._qtbot.addWidget(form)
        with self._qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        form.show_record(record)
        return form


@pytest.fixture
def desk(qtbot: QtBot, store: Store) -> Desk:
    return Desk(qtbot, store)


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda k: k.TABLE)
def test_a_form_gives_back_the_record_it_was_shown(kind: type[Record], desk: Desk) -> None:
    record = plant(desk.store, kind)
    form = desk.open(record)
    assert form.record() == record
    assert not form.is_changed()
    typed = [name for name, field in fields_of(kind).items() if field.is_typed]
    first = [name for name in kind.TYPED_FIRST if name in typed]
    assert list(form.editors) == [*first, *(name for name in typed if name not in first)]


DEMANDING = [kind for kind in RECORD_TYPES if any(p.blocking for p in kind().problems())]


@pytest.mark.parametrize("kind", DEMANDING, ids=lambda k: k.TABLE)
def test_an_empty_form_names_every_required_field_and_goes_to_the_first(kind: type[Record], desk: Desk) -> None:
    form = desk.open(kind())
    assert form.check() is None
    required = [n for n, f in fields_of(kind).items() if f.required and getattr(kind(), n) == f.EMPTY]
    assert [n for n in required if "没有填" in form.editors[n].note()] == required
    assert all(fields_of(kind)[n].label in form.summary() for n in required)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert form.editors[required[0]].isAncestorOf(focused)


def test_the_id_number_fills_sex_and_birth_but_never_over_what_was_typed(desk: Desk) -> None:
    form = desk.open(Resident())
    write(form.editors["name"].target(), "张桂芳")
    write(form.editors["id_number"].target(), citizen_number(2, date(1954, 5, 3)))
    assert (form.editors["sex"].value(), form.editors["birth"].value()) == ("2", date(1954, 5, 3))
    write(form.editors["id_number"].target(), "x")
    form.editors["id_number"].set_value("")
    write(form.editors["id_number"].target(), citizen_number(1, date(1960, 1, 1)))
    assert (form.editors["sex"].value(), form.editors["birth"].value()) == ("1", date(1960, 1, 1))
    form.editors["birth"].set_value(date(1961, 1, 1))
    form.editors["id_number"].set_value("")
    write(form.editors["id_number"].target(), citizen_number(2, date(1954, 5, 3)))
    assert form.editors["birth"].value() == date(1961, 1, 1)
    assert form.check() is not None
    assert "与证件号码不一致" in form.editors["birth"].note()
    assert form.summary() == "有 1 处请核对，不影响保存"


def test_a_passport_is_not_measured_by_the_rule_of_citizens_numbers(desk: Desk) -> None:
    form = desk.open(Resident(name="Anna", id_kind="414", id_number="E12345678"))
    assert form.editors["id_number"].target().echo() == ""  # type: ignore[attr-defined]
    form.editors["id_kind"].setFocus()
    write(form.editors["id_kind"].target(), "111")
    form.editors["name"].setFocus()
    assert form.editors["id_number"].target().echo() == "不是18位"  # type: ignore[attr-defined]


def test_what_is_typed_outlives_the_window(desk: Desk, qtbot: QtBot) -> None:
    resident = plant(desk.store, Resident, name="李四")
    form = desk.open(resident)
    write(form.editors["note"].target(), "腿脚不便")
    form.editors["birth"].set_value(None)
    write(form.editors["birth"].target(), "1954.")
    qtbot.waitUntil(lambda: desk.store.drafts.load("resident", resident.id) is not None)
    form.close()
    again = desk.open(resident)
    assert "腿脚不便" in again.editors["note"].value()
    assert again.editors["birth"].typed() == "1954."
    assert again.is_changed()
    again.drop_draft()
    third = desk.open(resident)
    assert third.record() == resident


def test_a_draft_of_rows_comes_back_with_readable_and_unreadable_cells(desk: Desk) -> None:
    form = desk.open(MediationCase())
    rows = form.editors["parties"]
    assert isinstance(rows, RowsEditor)
    row = rows.add_row(Party(name="赵磊"))
    write(row.editors["age"].target(), "四十")
    form.keep_draft()
    again = desk.open(MediationCase())
    rows = again.editors["parties"]
    assert isinstance(rows, RowsEditor)
    assert rows.rows[0].editors["name"].value() == "赵磊"
    assert [p.field for p in again.problems()] == ["parties.0.age"]
    assert again.check() is None
    assert "不是整数" in rows.rows[0].editors["age"].note()


def test_a_row_is_named_as_it_is_counted_on_the_screen(desk: Desk) -> None:
    """Empty rows are left out of the record, but the clerk counts them."""
    form = desk.open(MediationCase())
    rows = form.editors["parties"]
    assert isinstance(rows, RowsEditor)
    rows.add_row()
    rows.add_row()
    write(rows.add_row().editors["address"].target(), "3号楼")
    assert form.check() is None
    assert "没有填" in rows.rows[2].editors["name"].note()
    assert "第3行" in form.summary()
    assert "第1行" not in form.summary()


def test_a_form_set_back_by_hand_leaves_no_draft(desk: Desk, qtbot: QtBot) -> None:
    form = desk.open(plant(desk.store, Resident))
    line = form.editors["doubt"].target()
    write(line, "x")
    form.keep_draft()
    assert desk.store.drafts.keys("resident")
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    form.keep_draft()
    assert desk.store.drafts.keys("resident") == []


def test_links_are_picked_in_the_form_and_announced(desk: Desk, qtbot: QtBot) -> None:
    head = plant(desk.store, Resident, name="张桂芳")
    form = desk.open(Household())
    with qtbot.waitSignal(form.picked, timeout=3000) as picked:
        write(form.editors["head"].target(), "zgf")
        dropdown = form.editors["head"]._dropdown  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: dropdown.current() is not None)
        qtbot.keyClick(form.editors["head"].target(), Qt.Key.Key_Return)
    assert picked.args == ["head", head.id]
    assert form.record() == Household(head=head.id)


def test_what_is_masked_is_whole_only_when_asked_for_and_that_is_logged(desk: Desk) -> None:
    """资料怎样保护：登记表单和居民卡上也是这样，按 F9 看这一条的完整内容，记入操作记录。"""
    resident = plant(desk.store, Resident, note="女儿电话13904351276")
    form = desk.open(resident)
    shown = {name: form.editors[name].typed() for name in ("id_number", "phone", "permit_number", "birth", "note")}
    assert form.record() == resident
    assert not form.is_changed()
    assert form.editors["id_number"].target().text() == masks.id_number(resident.id_number)  # type: ignore[attr-defined]
    assert form.editors["birth"].target().text() == "1980年"  # type: ignore[attr-defined]
    assert "13904351276" not in form.editors["note"].target().toPlainText()  # type: ignore[attr-defined]
    before = desk.store.last_entry()[0]
    form.reveal()
    form.reveal()
    assert form.editors["phone"].target().text() == shown["phone"]  # type: ignore[attr-defined]
    entry = desk.store.history(resident)[0]
    assert (entry.action, entry.seq) == ("seen", before + 1)
    assert desk.store.last_entry()[0] == before + 1
    told = str(entry.change)
    assert "证件号码" in told
    assert "备注" in told
    assert not any(str(value) in told for value in shown.values())
    form.show_record(resident)
    assert form.editors["phone"].target().text() == masks.phone(resident.phone)  # type: ignore[attr-defined]


def test_a_masked_form_saved_untouched_keeps_every_value(desk: Desk) -> None:
    """Stars never come into the store; of the other types see the first test here."""
    for kind in (Resident, MediationCase, Household):
        record = plant(desk.store, kind)
        form = desk.open(record)
        assert form.record() == record, kind
        form.reveal()
        assert form.record() == record, kind


def test_editing_a_masked_number_begins_with_the_whole_of_it(desk: Desk, qtbot: QtBot) -> None:
    resident = plant(desk.store, Resident)
    form = desk.open(resident)
    line = form.editors["phone"].line  # type: ignore[attr-defined]
    line.setFocus()
    line.end(False)
    qtbot.keyClick(line, Qt.Key.Key_Left)
    assert line.text() == masks.phone(resident.phone)
    before = desk.store.last_entry()[0]
    line.end(False)
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.keyClicks(line, "9")
    assert line.text() == resident.phone[:-1] + "9"
    assert form.record() == attrs.evolve(resident, phone=resident.phone[:-1] + "9")
    assert desk.store.history(resident)[0].change == {"fields": [None, "联系电话"]}
    assert desk.store.last_entry()[0] == before + 1
    box = form.editors["id_number"].line  # type: ignore[attr-defined]
    box.selectAll()
    qtbot.keyClicks(box, "22")
    assert box.text() == "22"


def test_a_new_number_is_shown_as_it_is_typed(desk: Desk, qtbot: QtBot) -> None:
    form = desk.open(Resident())
    line = form.editors["phone"].line  # type: ignore[attr-defined]
    line.setFocus()
    qtbot.keyClicks(line, "13904351276")
    form.editors["name"].setFocus()
    assert line.text() == "13904351276"


def test_long_names_and_rare_characters_pass_whole(desk: Desk) -> None:
    name = "𬭎𠮷" * 30
    record = make(Resident, name=name)
    assert desk.open(record).record().name == name  # type: ignore[attr-defined]


def _all_editors(form: RecordForm) -> list[Editor]:
    rows = [e for e in form.editors.values() if isinstance(e, RowsEditor)]
    return [*form.editors.values(), *(inner for e in rows for row in e.rows for inner in row.editors.values())]


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda k: k.TABLE)
def test_what_is_wrong_stands_whole_under_its_field(kind: type[Record], desk: Desk, qtbot: QtBot) -> None:
    form = desk.open(plant(desk.store, kind))
    for group in form.findChildren(FoldHeading):
        group.setChecked(True)
    for wide in (700, 1060, 1500):
        form.resize(wide, 640)
        QApplication.processEvents()
        editors = [e for e in _all_editors(form) if e.isVisible()]
        for editor in editors:
            editor.show_problem(editor.kind.problem("odd", "这里写的看不懂，也许是别的什么", "请再看一眼，或者空着"))
        _stands_whole(editors, qtbot)
        for editor in editors:
            editor.show_problem(None)


def _stands_whole(editors: list[Editor], qtbot: QtBot) -> None:
    """What is wrong stands under each field, and each line of fields is one."""

    def standing() -> bool:
        notes = [(e.target(), e.findChild(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)) for e in editors]
        return all(
            note is not None
            and note.y() > field.geometry().bottom()
            and note.height() >= note.heightForWidth(note.width())
            for field, note in notes
        )

    qtbot.waitUntil(standing, timeout=3000)
    tops = {(row, e.mapTo(row, QPoint()).y()) for e in editors if isinstance(row := e.parentWidget(), PartRow)}
    assert len(tops) == len({row for row, _ in tops}), "the fields of a line stand on one line"
