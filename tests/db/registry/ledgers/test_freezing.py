"""专项台账: a list frozen on a day, marks of who is done with, who is left by grid, and whom the list has more by today."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

import attrs
import pytest

from db.errors import ArgumentError, Cancelled, RecordChanged, RecordInvalid, ValueUnreadable
from db.records.condition import is_
from db.records.registry.ledger import DAY, NUMBER, TICK, WORDS, Ledger, LedgerColumn, LedgerRow
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import RESIDENTS, Resident
from db.services.deleting import bring_back, delete
from db.services.registry.ledgers import freezing, marks
from db.services.registry.ledgers.counts import Changed, by_day, by_grid, changed, ledgers_due, rows_of
from db.services.registry.ledgers.freezing import Asked, add, freeze
from db.services.registry.ledgers.marks import fill, mark, told, write
from db.services.registry.register_resident import Door, house_at
from db.store import Store
from tests.factories import plant

TODAY = date(2026, 11, 30)
MEN = (is_("sex", "1"),)
COLUMNS = (
    LedgerColumn(name="方式", form=WORDS),
    LedgerColumn(name="照片", form=TICK),
    LedgerColumn(name="哪天", form=DAY),
    LedgerColumn(name="金额", form=NUMBER),
)


@pytest.fixture
def people(store: Store) -> list[Resident]:
    """Three men behind two doors of two grids, and one of no door; a woman."""
    doors = [Door("幸福里小区", "3", "2", "502"), Door("幸福里小区", "12", "1", "301")]
    houses = [house_at(store, door) for door in doors]
    for number, house in enumerate(houses):
        grid = store.save(Grid(name=("第二网格", "第十网格")[number]))
        building = store.get(Building, house.building)
        store.save(attrs.evolve(building, grid=grid.id))
    made = [("张国富", "1", 1), ("李国富", "1", 0), ("王国富", "1", -1), ("张桂芳", "2", 0)]
    return [store.save(Resident(name=name, sex=sex, house=houses[at].id if at >= 0 else 0)) for name, sex, at in made]


def fresh(**changes: Any) -> Ledger:
    return Ledger(name="医保缴费", since=date(2026, 11, 1), until=date(2026, 12, 31), columns=COLUMNS, **changes)


def frozen(store: Store, people: list[Resident], **changes: Any) -> Ledger:
    asked = Asked(RESIDENTS, [one.id for one in people if one.sex == "1"], MEN, "男同志")
    return freeze(store, fresh(**changes), asked, TODAY)


def names(rows: list[LedgerRow] | tuple[LedgerRow, ...]) -> list[str]:
    return [row.name for row in rows]


def test_who_is_in_it_stays_as_they_were_called_then(store: Store, people: list[Resident]) -> None:
    ledger = frozen(store, people)
    assert (ledger.table, ledger.source, ledger.frozen) == ("resident", "男同志", TODAY)
    before = rows_of(store, ledger.id)
    assert [(row.name, row.place, row.grid, row.joined) for row in before] == [
        ("李国富", "幸福里小区3号楼2单元502室", "第二网格", TODAY),
        ("张国富", "幸福里小区12号楼1单元301室", "第十网格", TODAY),
        ("王国富", "", "", TODAY),
    ]
    store.save(attrs.evolve(people[1], name="李大富", house=0, sex="2"))
    assert rows_of(store, ledger.id) == before


def test_whom_the_list_has_more_or_fewer_is_told_and_nobody_is_added_by_itself(
    store: Store, people: list[Resident]
) -> None:
    ledger = frozen(store, people)
    assert changed(store, ledger, rows_of(store, ledger.id)) == Changed()
    late = plant(store, Resident, name="赵国富", sex="1")
    store.save(attrs.evolve(people[0], sex="2"))
    found = changed(store, ledger, rows_of(store, ledger.id))
    assert (found.more, names(found.fewer)) == ((late.id,), ["张国富"])
    assert len(rows_of(store, ledger.id)) == 3
    freeze(store, ledger, Asked(RESIDENTS, found.more), date(2026, 12, 2))
    rows = rows_of(store, ledger.id)
    assert {row.name: row.joined for row in rows}["赵国富"] == date(2026, 12, 2)
    assert store.get(Ledger, ledger.id) == ledger, "what it began with stays"
    assert not changed(store, ledger, rows).more


def test_what_cannot_be_asked_whole_tells_of_nobody(store: Store, people: list[Resident]) -> None:
    ledger = frozen(store, people)
    plant(store, Resident, name="赵国富", sex="1")
    later = '[{"path":"sex","test":"is","values":["1"]},{"path":"sign","test":"is","values":["1"]}]'
    for text in (later, "[]", "", '[{"what":1}]'):
        assert changed(store, attrs.evolve(ledger, conditions=text), rows_of(store, ledger.id)) == Changed()


def test_nobody_is_in_it_twice(store: Store, people: list[Resident]) -> None:
    ledger = frozen(store, people)
    again = Asked(RESIDENTS, [people[0].id, people[3].id, people[3].id])
    freeze(store, ledger, again, TODAY)
    assert sorted(names(rows_of(store, ledger.id))) == sorted(["张国富", "李国富", "王国富", "张桂芳"])
    with pytest.raises(ArgumentError, match="都在台账里了"):
        freeze(store, ledger, again, TODAY)


def test_what_is_refused_leaves_nothing(store: Store, people: list[Resident]) -> None:
    with pytest.raises(ArgumentError, match="先筛出名单"):
        freeze(store, fresh(), Asked(RESIDENTS, []), TODAY)
    frozen(store, people)
    with pytest.raises(RecordInvalid, match="两栏都叫"):
        freeze(store, attrs.evolve(fresh(), columns=(COLUMNS[0], COLUMNS[0])), Asked(RESIDENTS, [people[0].id]), TODAY)
    assert store.count(Ledger) == 1
    ledger = store.select(Ledger)[0]
    houses = Asked(store.kinds["house"], store.ids(House))
    with pytest.raises(ArgumentError, match="另一种资料"):
        freeze(store, ledger, houses, TODAY)
    with pytest.raises(RecordInvalid, match="早于开始的日子"):
        store.save(attrs.evolve(ledger, until=date(2026, 10, 1)))


def test_what_is_cancelled_leaves_nothing(store: Store, people: list[Resident]) -> None:
    asked = Asked(RESIDENTS, [one.id for one in people])
    with pytest.raises(Cancelled):
        add(store, fresh(), asked, TODAY, lambda done, _total: not done)
    assert (store.count(Ledger), store.count(LedgerRow)) == (0, 0)


def test_whatever_is_cancelled_leaves_all_as_it_was(store: Store, people: list[Resident]) -> None:
    def stop(_done: int, _total: int) -> bool:
        return False

    ledger = frozen(store, people)
    rows = rows_of(store, ledger.id)
    for work in (freezing.take_out, marks.restore):
        with pytest.raises(Cancelled):
            work(store, rows, stop)
    with pytest.raises(Cancelled):
        delete(store, ledger, stop)
    assert rows_of(store, ledger.id) == rows
    along = delete(store, ledger)
    again = attrs.evolve(ledger, id=0, version=0, columns=())
    with pytest.raises(Cancelled):
        bring_back(store, ledger, again, along, stop)
    assert (store.count(Ledger), store.count(LedgerRow)) == (0, 0)
    assert bring_back(store, ledger, again, along).id


def test_marks_say_on_which_day_and_by_whom_and_are_taken_back(store: Store, people: list[Resident]) -> None:
    ledger = frozen(store, people)
    before = rows_of(store, ledger.id)
    saved = mark(store, before[:2], date(2026, 12, 1), "王芳")
    assert [(row.done, row.did) for row in saved] == [(date(2026, 12, 1), "王芳")] * 2
    assert by_day(rows_of(store, ledger.id)) == [(date(2026, 12, 1), 2)]
    counts = [(one.grid, one.total, one.left) for one in by_grid(rows_of(store, ledger.id))]
    assert counts == [("第二网格", 1, 0), ("第十网格", 1, 0), ("未划网格", 1, 1)]
    with pytest.raises(RecordChanged):
        mark(store, before[:1], TODAY, "李敏")
    with pytest.raises(Cancelled):
        mark(store, before[2:], TODAY, "李敏", lambda _done, _total: False)
    assert rows_of(store, ledger.id)[2] == before[2]
    marks.restore(store, before[:2])
    assert all(row.done is None and not row.did for row in rows_of(store, ledger.id))


def test_what_was_written_since_a_mark_stays_when_it_is_taken_back(store: Store, people: list[Resident]) -> None:
    ledger = frozen(store, people)
    before = rows_of(store, ledger.id)[:1]
    (marked,) = mark(store, before, TODAY, "王芳")
    write(store, marked, ledger.columns[0], "微信")
    (row,) = marks.restore(store, before)
    assert (row.done, row.did, told(row, ledger.columns[0])) == (None, "", "微信")


class Meanwhile(list[int]):
    """Ids, and what another window does while they are read."""

    def __init__(self, ids: Iterable[int], do: Callable[[], object]) -> None:
        super().__init__(ids)
        self._do = do

    def __iter__(self) -> Iterator[int]:
        self._do()
        return super().__iter__()


def test_nobody_is_in_it_twice_when_two_windows_add_them(store: Store, people: list[Resident]) -> None:
    ledger = freeze(store, fresh(), Asked(RESIDENTS, [people[0].id]), TODAY)
    asked = Asked(RESIDENTS, [people[1].id, people[2].id])
    meanwhile = Meanwhile(asked.ids, lambda: freeze(store, ledger, Asked(RESIDENTS, [people[1].id]), TODAY))
    freeze(store, ledger, Asked(RESIDENTS, meanwhile), TODAY)
    assert sorted(names(rows_of(store, ledger.id))) == sorted(["张国富", "李国富", "王国富"])


@pytest.mark.parametrize(
    ("column", "typed", "shown"),
    [
        (0, " 微信 ", "微信"),
        (1, "√", "是"),
        (2, "20261203", "2026-12-03"),
        (3, "380.50", "380.5"),
        (0, "", ""),
        (1, "否", ""),
    ],
)
def test_each_column_reads_and_shows_what_it_holds(
    store: Store, people: list[Resident], column: int, typed: str, shown: str
) -> None:
    ledger = frozen(store, people)
    row = rows_of(store, ledger.id)[0]
    row = write(store, row, ledger.columns[0], "现金")
    row = write(store, row, ledger.columns[column], typed)
    assert told(store.get(LedgerRow, row.id), ledger.columns[column]) == shown
    if column:
        assert told(row, ledger.columns[0]) == "现金", "the others stay"


@pytest.mark.parametrize(("column", "typed"), [(1, "大概"), (2, "下雨那天"), (3, "三百多")])
def test_what_does_not_fit_a_column_is_refused(store: Store, people: list[Resident], column: int, typed: str) -> None:
    ledger = frozen(store, people)
    row = rows_of(store, ledger.id)[0]
    with pytest.raises(ValueUnreadable):
        write(store, row, ledger.columns[column], typed)
    assert store.get(LedgerRow, row.id) == row


def test_a_column_that_is_called_otherwise_keeps_what_stands_in_it(store: Store, people: list[Resident]) -> None:
    ledger = frozen(store, people)
    row = write(store, rows_of(store, ledger.id)[0], ledger.columns[0], "微信")
    columns = (attrs.evolve(ledger.columns[0], name="缴费方式"), *ledger.columns[1:])
    renamed = store.save(attrs.evolve(ledger, columns=columns))
    assert told(row, renamed.columns[0]) == "微信"
    assert told(attrs.evolve(row, values="坏了"), renamed.columns[0]) == ""


@pytest.mark.parametrize("name", ["备注", "办了", "完成 日期", "列入日期"])
def test_no_column_is_called_as_one_that_every_ledger_has(store: Store, name: str) -> None:
    """Else the table that comes back filled in would write what stands in it over marks, days and notes."""
    with pytest.raises(RecordInvalid, match="本来就有"):
        store.save(attrs.evolve(fresh(), columns=(LedgerColumn(name=name, form=WORDS),)))


def test_a_new_column_holds_nothing_of_one_that_was_taken_out(store: Store, people: list[Resident]) -> None:
    ledger = frozen(store, people)
    row = write(store, rows_of(store, ledger.id)[0], ledger.columns[0], "微信")
    without = store.save(attrs.evolve(ledger, columns=ledger.columns[1:]))
    again = store.save(attrs.evolve(without, columns=(*without.columns, LedgerColumn(name="方式", form=WORDS))))
    assert told(row, again.columns[-1]) == ""
    drafted = attrs.evolve(again, columns=tuple(attrs.evolve(one, key="") for one in again.columns))
    assert store.save(drafted).columns == again.columns, "what a form does not show is not lost"


def test_a_day_and_a_note_are_written_in_place(store: Store, people: list[Resident]) -> None:
    ledger = frozen(store, people)
    row = fill(store, rows_of(store, ledger.id)[0], "done", "2026-11-28", TODAY)
    assert (row.done, row.did) == (date(2026, 11, 28), store.actor)
    row = fill(store, row, "note", " 在外地，女儿代办 ", TODAY)
    assert (row.done, row.note) == (date(2026, 11, 28), "在外地，女儿代办")
    row = fill(store, row, "done", "", TODAY)
    assert (row.done, row.did, row.note) == (None, "", "在外地，女儿代办")
    with pytest.raises(ArgumentError, match="还没到"):
        fill(store, row, "done", "2099-01-01", TODAY)
    with pytest.raises(ValueUnreadable):
        fill(store, row, "done", "下雨那天", TODAY)


def test_rows_are_numbered_once_and_for_all(store: Store, people: list[Resident]) -> None:
    ledger = freeze(store, fresh(), Asked(RESIDENTS, [people[0].id, people[1].id]), TODAY)
    by_name = {row.name: row for row in rows_of(store, ledger.id)}
    assert sorted(row.serial or 0 for row in by_name.values()) == [1, 2]
    freezing.take_out(store, [by_name["张国富"]])
    freeze(store, ledger, Asked(RESIDENTS, [people[2].id]), TODAY)
    assert {row.name: row.serial for row in rows_of(store, ledger.id)} == {"李国富": 2, "王国富": 3}


def test_a_row_is_about_somebody(store: Store, people: list[Resident]) -> None:
    ledger = frozen(store, people)
    assert store.save(LedgerRow(ledger=ledger.id, name="没登记的人")).who == 0
    with pytest.raises(RecordInvalid, match="没有填是谁"):
        store.save(LedgerRow(ledger=ledger.id, name=" "))
    assert not changed(store, ledger, rows_of(store, ledger.id)).fewer, "nobody asks whether a list has a text"


def test_today_tells_it_while_it_runs_and_somebody_is_left(store: Store, people: list[Resident]) -> None:
    ledger = frozen(store, people)
    now = datetime(2026, 11, 30, 9, 0)
    (item,) = ledgers_due(store, now)
    assert (item.matter, item.stage, item.due) == ("医保缴费", "还剩 3", date(2026, 12, 31))
    assert not ledgers_due(store, datetime(2026, 10, 31, 9, 0)), "it has not begun"
    closed = store.save(attrs.evolve(ledger, closed=TODAY))
    assert not ledgers_due(store, now)
    store.save(attrs.evolve(closed, closed=None))
    mark(store, rows_of(store, ledger.id), TODAY, "王芳")
    assert not ledgers_due(store, now), "nobody is left"


def test_rows_that_were_added_are_taken_out_and_put_back(store: Store, people: list[Resident]) -> None:
    ledger = frozen(store, people)
    rows = rows_of(store, ledger.id)
    freezing.take_out(store, rows[:2])
    assert rows_of(store, ledger.id) == rows[2:]
    freezing.put_back(store, rows[:2])
    assert names(rows_of(store, ledger.id)) == names(rows)


def test_what_was_added_is_taken_back_unless_something_was_written_in_it_since(
    store: Store, people: list[Resident]
) -> None:
    blank = store.save(fresh())
    asked = Asked(RESIDENTS, [people[0].id, people[1].id], MEN)
    freezing.take_back(store, add(store, blank, asked, TODAY))
    (ledger,) = store.select(Ledger)
    assert (ledger.table, ledger.conditions, rows_of(store, ledger.id)) == ("", "", [])
    added = add(store, fresh(), asked, TODAY)
    write(store, added.rows[1], added.now.columns[0], "微信")
    with pytest.raises(RecordChanged, match=added.rows[1].name):
        freezing.take_back(store, added)
    assert len(rows_of(store, added.now.id)) == 2, "all or none"


def test_a_ledger_that_is_deleted_takes_its_rows_along_and_comes_back_with_them(
    store: Store, people: list[Resident]
) -> None:
    ledger = frozen(store, people)
    write(store, rows_of(store, ledger.id)[0], ledger.columns[0], "微信")
    before = rows_of(store, ledger.id)
    along = delete(store, ledger)
    assert (store.count(Ledger), store.count(LedgerRow)) == (0, 0)
    parts = tuple(attrs.evolve(one, id=0, version=0) for one in ledger.columns)
    again = bring_back(store, ledger, attrs.evolve(ledger, id=0, version=0, columns=parts), along)
    after = rows_of(store, again.id)
    assert [attrs.evolve(row, version=1, ledger=again.id, values="") for row in before] == [
        attrs.evolve(row, values="") for row in after
    ]
    assert told(after[0], again.columns[0]) == "微信"
    assert store.verify() == []


def test_open_ledgers_of_a_type_can_be_added_to(store: Store, people: list[Resident]) -> None:
    ledger = frozen(store, people)
    blank = store.save(Ledger(name="还没有人", since=TODAY))
    over = store.save(Ledger(name="过了", since=date(2026, 1, 1), until=date(2026, 2, 1)))
    found = freezing.open_ledgers(store, RESIDENTS, TODAY)
    assert {one.id for one in found} == {ledger.id, blank.id}
    assert [one.id for one in freezing.open_ledgers(store, store.kinds["house"], TODAY)] == [blank.id]
    assert over.id not in {one.id for one in found}


def test_homes_have_ledgers_too(store: Store, people: list[Resident]) -> None:
    assert people
    houses = store.ids(House)
    ledger = freeze(store, Ledger(name="燃气排查", since=TODAY), Asked(store.kinds["house"], houses), TODAY)
    assert [(row.name, row.grid) for row in rows_of(store, ledger.id)] == [
        ("幸福里小区3号楼2单元502室", "第二网格"),
        ("幸福里小区12号楼1单元301室", "第十网格"),
    ]
