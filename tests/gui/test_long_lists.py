"""Long lists: the first rows at once, the count and the rest behind, given up when something else is asked for."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import cast

import attrs
import pytest
from attrs import Factory, define
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.errors import Cancelled, StoreGone
from db.records.base import Record
from db.records.condition import is_, one_of
from db.records.registry.resident import Resident
from db.services.selection import Selection
from db.store import Store
from gui.dialogs.export_dialog import ExportDialog
from gui.dialogs.sheet_dialog import SheetDialog
from gui.main_window import MainWindow
from gui.models.record_source import Counted, Linked, Stop, StoreSource
from gui.models.record_table import PAGE_ROWS, RecordTableModel
from gui.pages.record_page import RecordPage
from gui.widgets.progress import Progress
from gui.widgets.record_list import RecordList
from gui.widgets.record_view import RecordView
from tests.gui.conftest import Shown
from tests.gui.headings import click_heading
from tests.gui.keys import in_front

MANY = 2 * PAGE_ROWS + 50
WOMEN = Selection(conditions=(is_("sex", "2"),))


@define
class _Slow:
    """Ids that are read behind only when the gate of what was asked is open."""

    listed: list[int]
    kind: type[Record] = Resident
    at_once: int = PAGE_ROWS + 1
    fails: bool = False
    gates: dict[Selection, threading.Event] = Factory(dict)
    given_up: list[Selection] = Factory(list)
    asked: list[Selection] = Factory(list)
    saved: int = 0
    whole: list[Selection] = Factory(list)

    def gate(self, asked: Selection) -> threading.Event:
        return self.gates.setdefault(asked, threading.Event())

    def stamp(self) -> object:
        return self.saved

    def first(self, asked: Selection, limit: int) -> Sequence[int] | None:
        self.asked.append(asked)
        return self.listed[:limit] if self.at_once else None

    def ids(self, asked: Selection) -> Sequence[int]:
        self.whole.append(asked)
        return list(self.listed)

    def ids_behind(self, asked: Selection, stop: Stop, counted: Counted) -> Sequence[int]:
        counted(len(self.listed))
        while not self.gate(asked).wait(0.001):
            if stop():
                self.given_up.append(asked)
                raise Cancelled
        if self.fails:
            raise StoreGone("资料不见了")
        return list(self.listed)

    def records(self, ids: Iterable[int]) -> Mapping[int, Record]:
        return {i: Resident(id=i, name=f"居民{i}") for i in ids}

    def linked(self, records: Sequence[Record]) -> Mapping[int, Linked]:
        return {}

    def can_sort(self, name: str) -> bool:
        return True


@pytest.fixture
def source() -> _Slow:
    return _Slow(list(range(1, MANY + 1)))


@pytest.fixture
def model(source: _Slow, qtbot: QtBot) -> RecordTableModel:
    """A model that has counted, and still reads."""
    made = RecordTableModel(source)
    with qtbot.waitSignal(made.counted):
        assert made.total() is None
    return made


def test_the_first_rows_are_there_at_once_and_the_rest_comes_behind_them(
    source: _Slow, model: RecordTableModel, qtbot: QtBot
) -> None:
    assert (model.rowCount(), model.total(), model.is_whole()) == (PAGE_ROWS, MANY, False)
    assert model.index(0, 0).data() == "居民1"
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted):
        source.gate(Selection()).set()
    assert (model.rowCount(), model.is_whole()) == (MANY, True)
    assert model.row_of(MANY) == MANY - 1


def test_what_was_asked_before_is_given_up_and_never_shown(
    source: _Slow, model: RecordTableModel, qtbot: QtBot
) -> None:
    model.set_filter(WOMEN)
    qtbot.waitUntil(lambda: source.given_up == [Selection()])
    source.listed = source.listed[::-1]
    model.order_by("name")
    with qtbot.waitSignal(model.rowsInserted):
        source.gate(attrs.evolve(WOMEN, order="name")).set()
    assert list(model.ids()) == source.listed
    qtbot.waitUntil(lambda: source.given_up == [Selection(), WOMEN])


def test_what_cannot_be_found_at_once_is_shown_when_it_is(source: _Slow, qtbot: QtBot) -> None:
    source.at_once = 0
    model = RecordTableModel(source)
    assert (model.rowCount(), model.total()) == (0, None)
    with qtbot.waitSignal(model.modelReset):
        source.gate(Selection()).set()
    assert (model.rowCount(), model.total()) == (MANY, MANY)


def test_the_marked_row_stays_marked_when_others_come_before_it(
    source: _Slow, model: RecordTableModel, qtbot: QtBot
) -> None:
    view = RecordView(model)
    qtbot.addWidget(view)
    view.mark(7)
    source.listed = [MANY + 1, *source.listed]
    with qtbot.waitSignal(model.modelReset):
        source.gate(Selection()).set()
    assert view.current_id() == 7
    assert view.currentIndex().row() == 7


def test_picking_all_looks_at_what_is_in_sight_alone(
    source: _Slow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.listed = list(range(1, 50_001))
    view = RecordView(RecordTableModel(source))
    qtbot.addWidget(view)
    view.show()
    source.gate(Selection()).set()
    qtbot.waitUntil(lambda: view.model().rowCount() == 50_000)
    asked: list[int] = []
    count = RecordTableModel.columnCount
    monkeypatch.setattr(RecordTableModel, "columnCount", lambda *given: (asked.append(1), count(*given))[1])
    view.selectAll()
    view.grab()
    assert view.picked_count() == 50_000
    assert len(asked) < 5_000


def test_nothing_is_read_again_while_nothing_was_saved(source: _Slow, model: RecordTableModel, qtbot: QtBot) -> None:
    source.gate(Selection()).set()
    qtbot.waitUntil(model.is_whole)
    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.refresh()
    assert source.asked == [Selection()]


def test_after_a_save_the_first_rows_are_fresh_and_no_row_is_there_twice(
    source: _Slow, model: RecordTableModel, qtbot: QtBot
) -> None:
    source.gate(Selection()).set()
    qtbot.waitUntil(model.is_whole)
    source.gates.clear()
    source.saved += 1
    source.listed = [5, *(i for i in source.listed if i != 5)]
    model.refresh()
    assert (model.id_at(0), model.rowCount(), model.total()) == (5, MANY, MANY)
    assert sorted(model._ids) == list(range(1, MANY + 1))
    source.gate(Selection()).set()
    qtbot.waitUntil(model.is_whole)
    assert list(model.ids()) == source.listed


def test_whoever_needs_all_ids_waits_for_them(source: _Slow, model: RecordTableModel) -> None:
    assert list(model.ids()) == source.listed
    assert model.is_whole()


def test_when_reading_behind_fails_the_first_rows_stay_and_the_rest_is_read_behind_when_it_is_asked_for(
    source: _Slow, model: RecordTableModel, qtbot: QtBot
) -> None:
    source.fails = True
    with qtbot.waitSignal(model.failed):
        source.gate(Selection()).set()
    assert source.whole == [], "the window reads nothing of it"
    assert (model.rowCount(), model.is_whole(), model.is_broken_off) == (PAGE_ROWS, False, True)
    source.fails = False
    with qtbot.waitSignal(model.rowsInserted):
        model.refresh()
    assert source.whole == []
    assert (model.is_whole(), model.is_broken_off, list(model.ids())) == (True, False, source.listed)


def test_whoever_needs_all_ids_gets_all_of_them_after_a_reading_that_failed(
    source: _Slow, model: RecordTableModel, qtbot: QtBot
) -> None:
    source.fails = True
    with qtbot.waitSignal(model.failed):
        source.gate(Selection()).set()
    assert list(model.ids()) == source.listed
    assert not model.is_broken_off


def test_a_model_that_goes_takes_its_thread_with_it(source: _Slow, model: RecordTableModel, qtbot: QtBot) -> None:
    tasks = [*model._behind._alive.values()]
    model.wait()
    assert source.given_up == [Selection()]
    qtbot.waitUntil(lambda: not any(map(isValid, tasks)))


def test_nothing_is_left_of_what_was_read(source: _Slow, model: RecordTableModel, qtbot: QtBot) -> None:
    tasks = [*model._behind._alive.values()]
    source.gate(Selection()).set()
    model.set_filter(WOMEN)
    tasks += model._behind._alive.values()
    source.gate(WOMEN).set()
    qtbot.waitUntil(lambda: not any(map(isValid, tasks)))
    assert model._behind._alive == {}


@pytest.fixture
def register(window: MainWindow, store: Store, qtbot: QtBot) -> RecordList:
    """The list of more residents than are read at once; in front."""
    with store.writing() as w:
        w.save_all([Resident(name=f"王{n}", sex="12"[n % 2]) for n in range(MANY)])
    window.show_list("resident")
    in_front(qtbot, window)
    found = cast("RecordList", window.page("resident").list)
    qtbot.waitUntil(found.model.is_whole)
    return found


def test_the_count_over_a_long_list_is_exact(register: RecordList, qtbot: QtBot) -> None:
    assert register._count.text() == f"{MANY} 条"
    register.narrow(WOMEN.conditions)
    qtbot.waitUntil(register.model.is_whole)
    assert register._count.text() == f"{MANY // 2} 条"
    assert register.view.isVisible()
    register.narrow([is_("sex", "9")])
    assert register._count.text() == "0 条"
    assert register.empty.isVisible()


def test_a_list_that_was_not_read_to_its_end_says_so_and_reads_again(
    register: RecordList, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = StoreSource.ids_behind
    monkeypatch.setattr(StoreSource, "ids_behind", _gone)
    with qtbot.waitSignal(register.model.failed):
        register.narrow([one_of("sex", ("1", "2"))])
    assert [type(error) for error in shown.errors] == [StoreGone]
    assert register._count.text() == "没有读完，只列出前面一部分"
    monkeypatch.setattr(StoreSource, "ids_behind", read)
    with qtbot.waitSignal(register.model.rowsInserted):
        register.again.click()
    assert register._count.text() == f"{MANY} 条"
    assert not register.again.isVisible()


def _gone(*_: object) -> Sequence[int]:
    raise StoreGone("资料不见了")


def test_while_it_is_looked_for_nobody_says_that_there_is_none(
    register: RecordList, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StoreSource, "first", lambda *_: None)
    register.narrow(WOMEN.conditions)
    assert register._count.text() == "正在数…"
    assert not register.empty.isVisible()
    qtbot.waitUntil(register.model.is_whole)
    assert register._count.text() == f"{MANY // 2} 条"
    assert register.model.rowCount() == MANY // 2


def test_a_long_list_is_ordered_by_pinyin(register: RecordList, store: Store, qtbot: QtBot) -> None:
    store.save(Resident(name="阿明"))
    store.save(Resident(name="周正"))
    register.refresh()
    qtbot.waitUntil(register.model.is_whole)
    click_heading(register, 0)
    qtbot.waitUntil(register.model.is_whole)
    names = [str(register.model.index(row, 0).data(Qt.ItemDataRole.DisplayRole)) for row in (0, MANY + 1)]
    assert names == ["阿明", "周正"]


def test_what_is_narrowed_is_exported_whole_however_soon(register: RecordList) -> None:
    register.narrow(WOMEN.conditions)
    found = register.narrowed()
    assert found is not None
    assert len(found) == MANY // 2


@pytest.fixture
def behind(register: RecordList, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[threading.Event]:
    """The register narrowed, while the rest of it is read only once this is set; nothing of it may be read in the window."""
    gate, read = threading.Event(), StoreSource.ids_behind

    def when_open(source: StoreSource, asked: Selection, stop: Stop, counted: Counted) -> Sequence[int]:
        gate.wait()
        return read(source, asked, stop, counted)

    def in_the_window(*_: object) -> Sequence[int]:
        raise AssertionError

    monkeypatch.setattr(StoreSource, "ids_behind", when_open)
    monkeypatch.setattr(StoreSource, "ids", in_the_window)
    register.narrow(WOMEN.conditions)
    assert not register.model.is_whole()
    yield gate
    gate.set()
    qtbot.waitUntil(register.model.is_whole)


Deed = Callable[[RecordPage], object]
_DEEDS: dict[str, Deed] = {
    "导出": lambda page: page.exporter.ask(),
    "打印": lambda page: page.prints.menu.chosen.emit(page.prints.choices()[-1]),
    "全选": lambda page: page.list.view.selectAll(),
}


def _came(page: RecordPage) -> list[object]:
    """What comes of such a deed."""
    return [
        *page.window().findChildren(ExportDialog),
        *page.window().findChildren(SheetDialog),
        *page.list.view.picked(),
    ]


@pytest.mark.parametrize("words", ["导出", "打印", "全选"])
def test_what_asks_for_all_of_a_long_list_waits_for_it_behind_a_bar(
    words: str, register: RecordList, window: MainWindow, behind: threading.Event, qtbot: QtBot
) -> None:
    page = cast("RecordPage", window.page("resident"))
    _DEEDS[words](page)
    bar = window.findChild(Progress)
    assert isinstance(bar, Progress)
    assert _came(page) == []
    behind.set()
    qtbot.waitUntil(lambda: bool(_came(page)))
    assert len(register.model.ids()) == MANY // 2
    for dialog in (*window.findChildren(ExportDialog), *window.findChildren(SheetDialog)):
        dialog.reject()


def test_whoever_stops_the_bar_has_the_list_as_it_was(
    register: RecordList, window: MainWindow, behind: threading.Event, qtbot: QtBot, shown: Shown
) -> None:
    page = cast("RecordPage", window.page("resident"))
    page.exporter.ask()
    bar = window.findChild(Progress)
    assert isinstance(bar, Progress)
    bar.cancel()
    qtbot.waitUntil(lambda: not isValid(bar))
    behind.set()
    qtbot.waitUntil(register.model.is_whole)
    assert _came(page) == []
    assert shown.news == ["已取消，列表还在后面读"]


def test_all_are_picked_not_only_those_that_were_read(register: RecordList, qtbot: QtBot) -> None:
    register.narrow(WOMEN.conditions)
    register.view.selectAll()
    qtbot.waitUntil(lambda: register.view.picked_count() == MANY // 2)
    assert len(register.view.picked()) == MANY // 2
