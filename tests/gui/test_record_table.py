"""The one table model, over every record type and over a hundred thousand rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import attrs
import pytest
from attrs import Factory, define
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from db.records import RECORD_TYPES
from db.records.base import Record, fields_of
from db.records.condition import is_
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.selection import Selection
from db.store import Store
from gui.models.record_source import Counted, Linked, Stop, StoreSource
from gui.models.record_table import ID_ROLE, PAGE_ROWS, RECORD_ROLE, SORT_ROLE, RecordTableModel
from tests.factories import estate, plant

DOOR = "幸福里小区3号楼2单元501室"


@pytest.fixture
def people(store: Store) -> dict[str, Resident]:
    """Three residents, one of whom lives somewhere."""
    building = plant(store, Building, estate=estate(store, "幸福里小区"), number="3", places=())
    house = plant(store, House, building=building.id, unit="2", room="501")
    told = (
        Resident(
            name="张桂芳", id_number="330203195405031227", phone="13912345678", birth=date(1954, 5, 3), house=house.id
        ),
        Resident(name="阿依古丽·买买提", phone="13800001111", sex="2"),
        Resident(name="王𠮷", phone="88221234"),
    )
    return {one.name: store.save(one) for one in told}


def _model(store: Store) -> RecordTableModel:
    return RecordTableModel(StoreSource(store, Resident, ("id",)))


def _column(model: RecordTableModel, name: str) -> int:
    return [kind.name for kind in model.columns].index(name)


def _texts(model: RecordTableModel, name: str) -> list[object]:
    return [model.index(row, _column(model, name)).data() for row in range(model.rowCount())]


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda k: k.TABLE)
def test_qt_finds_no_fault_with_the_model_of_any_record_type(store: Store, kind: type[Record]) -> None:
    for _ in range(3):
        plant(store, kind)
    count = store.count(kind)
    model = RecordTableModel(StoreSource(store, kind))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.set_filter(Selection(words="没有这个词"))
    assert model.rowCount() == 0
    model.set_filter(Selection())
    assert model.rowCount() == count >= 3
    headings = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert headings == [field.label for field in fields_of(kind).values() if field.listed]
    assert tester.model() is model


@pytest.mark.usefixtures("people")
def test_names_are_whole_and_numbers_are_masked(store: Store) -> None:
    model = _model(store)
    assert _texts(model, "name") == ["张桂芳", "阿依古丽·买买提", "王𠮷"]
    assert _texts(model, "id_number")[0] == "330203**********27"
    assert _texts(model, "phone") == ["139****5678", "138****1111", "****1234"]
    assert _texts(model, "house") == [DOOR, "", ""]


@pytest.mark.usefixtures("people")
def test_nothing_of_a_number_is_left_while_somebody_looks_on(store: Store) -> None:
    model = _model(store)
    model.set_blank(True)
    shown = "".join(str(t) for name in ("id_number", "phone") for t in _texts(model, name))
    assert not any(c.isdigit() for c in shown)
    assert _texts(model, "name")[0] == "***"
    model.set_blank(False)
    assert _texts(model, "name")[0] == "张桂芳"
    assert _texts(model, "phone")[0] == "139****5678"


def test_sorting_is_by_value_not_by_what_is_shown(store: Store) -> None:
    ids = [plant(store, House, area=area).id for area in (Decimal("99.5"), Decimal(100), None, Decimal(8))]
    model = RecordTableModel(StoreSource(store, House, ("id",)))
    area = _column(model, "area")
    model.sort(area)
    assert [ids.index(model.id_at(row)) for row in range(4)] == [2, 3, 0, 1]
    assert [model.index(row, area).data(SORT_ROLE) for row in range(4)] == ["", 800, 9950, 10000]
    model.sort(area, Qt.SortOrder.DescendingOrder)
    assert model.index(0, area).data() == "100"


def test_roles_give_the_record_and_its_id(store: Store) -> None:
    saved = store.save(Resident(name="李四"))
    model = _model(store)
    assert model.index(0, 0).data(ID_ROLE) == saved.id > 1 << 40
    assert model.index(0, 0).data(RECORD_ROLE).name == "李四"
    assert model.row_of(saved.id) == 0
    assert model.row_of(5) == -1


def test_any_list_can_be_filtered_by_what_it_shows(store: Store) -> None:
    """By a name, by who is linked, by the word for a code: also where the search box has no index."""
    building = plant(store, Building, estate=estate(store, "幸福里小区"), number="7")
    house = plant(store, House, building=building.id, room="6号门市", owner="全国森", use="1")
    other = plant(
        store,
        House,
        building=plant(store, Building, estate=estate(store, "景和苑"), number="C座").id,
        owner="乙",
        use="0",
    )
    resident = plant(store, Resident, name="葛致远", house=house.id)
    visit = plant(store, Visit, resident=resident.id, visitor="路建平")
    plant(store, Visit, visitor="喻志强")
    for kind, words, expected in (
        (House, "号门市", [house.id]),
        (House, "全国", [house.id]),
        (House, "景和苑", [other.id]),
        (House, "商用", [house.id]),
        (Visit, "葛致远", [visit.id]),
        (Visit, "gzy", [visit.id]),
        (Visit, "路建", [visit.id]),
        (Visit, "没有这个词", []),
        (Resident, "gzy", [resident.id]),
    ):
        assert list(StoreSource(store, kind).ids(Selection(words=words))) == expected, words


def test_conditions_narrow_a_list(store: Store) -> None:
    woman, man = plant(store, Resident, sex="2"), plant(store, Resident, sex="1")
    source = StoreSource(store, Resident)
    assert list(source.ids(Selection(conditions=(is_("sex", "2"),)))) == [woman.id]
    assert list(source.ids(Selection(order="sex"))) == [man.id, woman.id]
    assert list(source.ids(Selection(order="-sex"))) == [woman.id, man.id]
    assert source.can_sort("sex")
    assert source.can_sort("house")
    assert not source.can_sort("care"), "which is several rows"


@define
class _Counting:
    """A street's worth of people, made only when asked for."""

    size: int
    kind: type[Record] = Resident
    asked: list[int] = Factory(list)

    def stamp(self) -> object:
        return len(self.asked)

    def first(self, asked: Selection, limit: int) -> Sequence[int] | None:
        return range(1, min(self.size, limit) + 1)

    def ids(self, asked: Selection) -> Sequence[int]:
        return range(1, self.size + 1)

    def ids_behind(self, asked: Selection, stop: Stop, counted: Counted) -> Sequence[int]:
        counted(self.size)
        return self.ids(asked)

    def records(self, ids: Iterable[int]) -> Mapping[int, Record]:
        wanted = list(ids)
        self.asked += wanted
        return {i: Resident(id=i, name=f"居民{i}") for i in wanted}

    def linked(self, records: Sequence[Record]) -> Mapping[int, Linked]:
        return {}

    def can_sort(self, name: str) -> bool:
        return False


def test_a_hundred_thousand_rows_are_listed_but_only_those_in_view_are_read(qtbot: QtBot) -> None:
    source = _Counting(100_000)
    model = RecordTableModel(source)
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(900, 600)
    view.show()
    assert model.rowCount() == PAGE_ROWS
    with qtbot.waitSignal(model.rowsInserted):
        assert not model.is_whole()
    assert (model.total(), model.rowCount()) == (100_000, 100_000)
    view.scrollToBottom()
    assert model.index(99_999, 0).data() == "居民100000"
    assert len(source.asked) <= 3 * PAGE_ROWS


def test_a_saved_record_changes_its_row_without_moving_the_list(
    store: Store, people: dict[str, Resident], qtbot: QtBot
) -> None:
    model = _model(store)
    store.save(attrs.evolve(people["张桂芳"], phone="13711112222"))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.refresh()
    assert _texts(model, "phone")[0] == "137****2222"
    store.save(Resident(name="赵磊"))
    with qtbot.waitSignal(model.modelReset):
        model.refresh()
    assert model.rowCount() == 4
