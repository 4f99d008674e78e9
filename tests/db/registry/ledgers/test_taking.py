"""A table into a ledger: a street's list becomes one, and what comes back filled in is written into its rows and doubles nobody."""

from collections.abc import Sequence
from datetime import date

import attrs
import pytest

from db.errors import ArgumentError, ValueUnreadable
from db.records.base import Record
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.registry.household import Household
from db.records.registry.ledger import DAY, NUMBER, TICK, WORDS, Ledger, LedgerColumn, LedgerRow
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import RESIDENTS, Resident
from db.services.import_file import ReadFile
from db.services.importing.choices import Choices, Take
from db.services.importing.commit import PlanOutdated
from db.services.importing.fates import Fate, fate_of
from db.services.importing.plan import TablePlan
from db.services.importing.problems import Verdict
from db.services.registry.ledgers.counts import rows_of
from db.services.registry.ledgers.freezing import Asked, freeze
from db.services.registry.ledgers.marks import kind_of, mark, told, write
from db.services.registry.ledgers.meant import OUT
from db.services.registry.ledgers.taking import Target, commit, plan_of
from db.services.sheets.raw import Cell, RawSheet
from db.services.undo_import import past_imports, undo_import
from db.store import Store
from tests.db.importing.tables import sheet
from tests.factories import citizen_number, estate, plant

TODAY = date(2026, 11, 30)
NEW = Ledger(name="医保缴费", since=date(2026, 11, 1))
LI, ZHAO = citizen_number(11), citizen_number(13)


@pytest.fixture
def home(store: Store) -> House:
    grid = store.save(Grid(name="第二网格"))
    building = plant(store, Building, estate=estate(store, "幸福里小区"), number="3", grid=grid.id)
    return plant(store, House, building=building.id, unit="2", room="502")


@pytest.fixture
def people(store: Store, home: House) -> dict[str, Resident]:
    """One with a number, one at the same door without, two namesakes elsewhere, and one whose name nobody else bears."""
    made = [
        Resident(name="李国富", id_number=LI, house=home.id),
        Resident(name="张桂芳", house=home.id, phone="13812345678"),
        Resident(name="王芳", birth=date(1980, 1, 1)),
        Resident(name="王芳", birth=date(1990, 1, 1)),
        Resident(name="欧阳春"),
    ]
    return {f"{one.name}{one.birth or ''}": store.save(one) for one in made}


def planned(
    store: Store, *sheets: RawSheet, ledger: Ledger = NEW, table: str = "resident", choices: Choices | None = None
) -> TablePlan:
    return plan_of(store, ReadFile("街道.xlsx", sheets), Target(ledger, table), choices or Choices(), TODAY)


def taken(
    store: Store, *sheets: RawSheet, ledger: Ledger = NEW, table: str = "resident", choices: Choices | None = None
) -> Ledger:
    return commit(store, planned(store, *sheets, ledger=ledger, table=table, choices=choices), "街道.xlsx")


def listed(*rows: Sequence[Cell]) -> RawSheet:
    """A list as a street sends it."""
    head = ("序号", "姓名", "身份证号", "家庭住址", "联系电话", "应缴金额", "是否参保")
    return sheet(("2026年医保未缴费人员名单",), head, *((n, *row) for n, row in enumerate(rows, 1)))


def fates(plan: TablePlan) -> list[Fate]:
    return [fate_of(place, plan.rows[place]) for place in sorted(plan.rows)]


def whom(store: Store, ledger: Ledger) -> dict[str, int]:
    """The id of the record behind each row, by its name."""
    return {row.name: store.kinds.leads_to(row.who)[1] for row in rows_of(store, ledger.id)}


def test_a_list_becomes_a_ledger_of_those_whom_the_register_knows(store: Store, people: dict[str, Resident]) -> None:
    given = listed(
        ("李国富", LI, "", "", 380, "√"),
        ("张桂芳", "", "幸福里小区3-2-502", "139 0000 0000", 380, ""),
        ("钱七", ZHAO, "幸福里小区9号楼101", "13900000001", 190.5, "√"),
    )
    plan = planned(store, given)
    assert fates(plan) == [Fate.NEW, Fate.NEW, Fate.NEW]
    assert [(p.row, p.code) for p in plan.problems if p.verdict is Verdict.DOUBTFUL] == [(5, "who")]
    assert (
        plan.assumptions
        == ("台账添上自己的栏目：应缴金额、是否参保", "“Sheet1”：第1行是标题、小计、落款或说明，没有导入")[:1]
    )
    ledger = commit(store, plan, "街道.xlsx")
    assert (ledger.name, ledger.table, ledger.frozen, ledger.source) == ("医保缴费", "resident", TODAY, "街道")
    assert [(one.name, one.form) for one in ledger.columns] == [("应缴金额", NUMBER), ("是否参保", TICK)]
    assert whom(store, ledger) == {"李国富": people["李国富"].id, "张桂芳": people["张桂芳"].id, "钱七": 0}
    rows = {row.name: row for row in rows_of(store, ledger.id)}
    assert [told(rows["李国富"], one) for one in ledger.columns] == ["380", "是"]
    known, unknown = rows["张桂芳"], rows["钱七"]
    assert (known.place, known.grid, known.phone, known.number) == (
        "幸福里小区3号楼2单元502室",
        "第二网格",
        "13900000000",
        "",
    )
    assert (unknown.place, unknown.number, unknown.phone) == ("幸福里小区9号楼101", ZHAO, "13900000001")
    assert sorted(row.serial or 0 for row in rows.values()) == [1, 2, 3]
    assert store.verify() == []


@pytest.mark.parametrize("answer", ["", OUT])
def test_whom_nobody_can_tell_is_asked(store: Store, people: dict[str, Resident], answer: str) -> None:
    given = listed(("王芳", "", "", "", "", ""), ("欧阳春", "", "", "", "", ""), ("王芳", ZHAO, "", "", "", ""))
    plan = planned(store, given)
    asked = [problem for problem in plan.problems if problem.code == "who"]
    first, lonely, other = asked
    ids = {str(people[name].id) for name in ("王芳1980-01-01", "王芳1990-01-01")}
    assert {option.answer for option in first.options} == {"skip", "out", *ids}
    assert first.options[0].answer == "skip", "of two namesakes none is taken"
    assert lonely.options[0].answer == str(people["欧阳春"].id), "nobody else is called so"
    assert "一位" in lonely.message
    assert other.row == 5
    chosen = answer or str(people["王芳1990-01-01"].id)
    ledger = taken(store, given, choices=Choices(answers={("Sheet1", 3, "who"): chosen}))
    rows = rows_of(store, ledger.id)
    assert [row.name for row in rows].count("王芳") == (1 if answer else 2)
    linked = {store.kinds.leads_to(row.who)[1] for row in rows}
    assert (people["王芳1990-01-01"].id in linked) is not bool(answer)


def test_a_number_that_belongs_to_somebody_of_another_name_is_asked(store: Store, people: dict[str, Resident]) -> None:
    assert people
    plan = planned(store, listed(("赵六", LI, "", "", "", "")))
    (problem,) = [one for one in plan.problems if one.code == "who"]
    assert "另一个人" in problem.message
    assert problem.options[0].answer == "skip"


def test_an_address_that_names_no_estate_finds_the_door_that_is_alone(
    store: Store, people: dict[str, Resident]
) -> None:
    ledger = taken(store, listed(("张桂芳", "", "3号楼2单元502", "", "", "")))
    assert whom(store, ledger) == {"张桂芳": people["张桂芳"].id}


def test_a_telephone_beside_the_name_is_enough(store: Store, people: dict[str, Resident]) -> None:
    ledger = taken(store, listed(("张桂芳", "", "", "138-1234-5678", "", "")))
    assert whom(store, ledger) == {"张桂芳": people["张桂芳"].id}


def test_somebody_who_left_is_told(store: Store, people: dict[str, Resident]) -> None:
    store.save(attrs.evolve(people["欧阳春"], state="3", state_day=date(2026, 1, 1)))
    plan = planned(store, listed(("欧阳春", "", "", "", "", "")))
    assert "left" in [problem.code for problem in plan.problems]


def test_nothing_is_left_of_a_list_that_brings_nobody(store: Store, people: dict[str, Resident]) -> None:
    assert people
    choices = Choices(answers={("Sheet1", 3, "who"): OUT})
    assert planned(store, listed(("钱七", "", "", "", "", "")), choices=choices).brings == 0


# What comes back.


@pytest.fixture
def ledger(store: Store, people: dict[str, Resident]) -> Ledger:
    """Of two, with a column of words and one of days."""
    columns = (LedgerColumn(name="方式", form=WORDS), LedgerColumn(name="哪天", form=DAY))
    ids = [people["李国富"].id, people["张桂芳"].id]
    return freeze(store, attrs.evolve(NEW, columns=columns), Asked(RESIDENTS, ids), TODAY)


def out(*rows: Sequence[Cell]) -> RawSheet:
    """A table as it goes out, filled in."""
    return sheet(("台账编号", "名称", "住址", "网格", "方式", "哪天", "办了", "谁办的", "备注"), *rows)


def test_what_comes_back_is_written_into_its_rows(store: Store, ledger: Ledger) -> None:
    rows = {row.name: row for row in rows_of(store, ledger.id)}
    serials = {name: row.serial or 0 for name, row in rows.items()}
    given = out(
        (serials["张桂芳"], "张桂芳", "搬到外地了", "", "微信", "2026-11-20", "2026-11-21", "网格员小陈", "女儿代办"),
        (serials["李国富"], "李国富", "", "", "", "", "√", "", ""),
    )
    plan = planned(store, given, ledger=ledger)
    assert fates(plan) == [Fate.UPDATED, Fate.UPDATED]
    assert [problem.code for problem in plan.problems] == []
    assert commit(store, plan, "回收.xlsx") == ledger, "it has no other columns"
    after = {row.name: row for row in rows_of(store, ledger.id)}
    one, other = after["张桂芳"], after["李国富"]
    assert (one.done, one.did, one.note) == (date(2026, 11, 21), "网格员小陈", "女儿代办")
    assert [told(one, column) for column in ledger.columns] == ["微信", "2026-11-20"]
    assert (one.place, one.who) == (rows["张桂芳"].place, rows["张桂芳"].who), "who it is stays as it was then"
    assert (other.done, other.did) == (TODAY, store.actor), "a tick says nothing of the day"
    assert fates(planned(store, given, ledger=ledger)) == [Fate.SAME, Fate.SAME], "a second time brings nothing"


@pytest.mark.parametrize("take", [Take.KEEP, Take.TABLE])
def test_what_differs_is_kept_unless_the_clerk_says_otherwise(store: Store, ledger: Ledger, take: Take) -> None:
    row = next(row for row in rows_of(store, ledger.id) if row.name == "张桂芳")
    row = write(store, row, ledger.columns[0], "现金")
    mark(store, [row], date(2026, 11, 25), "王敏")
    given = out((row.serial or 0, "张桂芳", "", "", "微信", "2026-11-20", "2026-11-21", "", ""))
    plan = planned(store, given, ledger=ledger, choices=Choices(otherwise=take))
    (draft,) = [draft for draft in plan.drafts if draft.kind.table == LedgerRow.TABLE]
    assert {name: change.taken for name, change in draft.changes.items()} == {
        f"own_{ledger.columns[0].key}": take is Take.TABLE,
        f"own_{ledger.columns[1].key}": True,
        "done": take is Take.TABLE,
    }
    assert {problem.code for problem in plan.problems} == ({"differs"} if take is Take.KEEP else set())
    commit(store, plan, "回收.xlsx")
    now = store.get(LedgerRow, row.id)
    assert told(now, ledger.columns[1]) == "2026-11-20", "what was empty is filled"
    kept = take is Take.KEEP
    assert told(now, ledger.columns[0]) == ("现金" if kept else "微信")
    assert now.done == (date(2026, 11, 25) if kept else date(2026, 11, 21))


def test_without_its_numbers_it_is_known_by_whom_it_is_about(
    store: Store, ledger: Ledger, people: dict[str, Resident]
) -> None:
    given = sheet(("姓名", "身份证号码", "方式"), ("李国富", LI, "微信"), ("欧阳春", "", "现金"))
    plan = planned(store, given, ledger=ledger)
    assert fates(plan) == [Fate.UPDATED, Fate.NEW]
    commit(store, plan, "回收.xlsx")
    assert len(rows_of(store, ledger.id)) == 3
    assert whom(store, ledger)["欧阳春"] == people["欧阳春"].id


def test_a_number_of_another_ledger_leads_to_nobody_else(store: Store, ledger: Ledger) -> None:
    rows = {row.name: row for row in rows_of(store, ledger.id)}
    swapped = out((rows["李国富"].serial or 0, "张桂芳", "幸福里小区3号楼2单元502室", "", "微信", "", "", "", ""))
    taken(store, swapped, ledger=ledger)
    after = {row.name: row for row in rows_of(store, ledger.id)}
    assert [told(after[name], ledger.columns[0]) for name in ("李国富", "张桂芳")] == ["", "微信"]


def test_whom_the_register_did_not_know_is_not_doubled_and_tied_once_it_does(
    store: Store, people: dict[str, Resident]
) -> None:
    assert people
    given = listed(("钱七", ZHAO, "幸福里小区9号楼101", "", "", ""), ("钱七", "", "", "", "", ""))
    ledger = taken(store, given)
    assert len(rows_of(store, ledger.id)) == 2, "another address is another one"
    assert fates(planned(store, given, ledger=ledger)) == [Fate.SAME, Fate.SAME]
    other = listed(("钱七", citizen_number(15), "幸福里小区9号楼101", "", "", ""))
    assert fates(planned(store, other, ledger=ledger)) == [Fate.NEW], "another number is another one"
    registered = store.save(Resident(name="钱七", id_number=ZHAO))
    taken(store, listed(("钱七", ZHAO, "幸福里小区9号楼101", "", "", "")), ledger=ledger)
    rows = rows_of(store, ledger.id)
    assert len(rows) == 2
    assert [store.kinds.leads_to(row.who)[1] for row in rows if row.number] == [registered.id]


def test_a_day_to_come_and_what_cannot_be_read_are_told_and_left_out(store: Store, ledger: Ledger) -> None:
    row = next(row for row in rows_of(store, ledger.id) if row.name == "张桂芳")
    given = out((row.serial or 0, "张桂芳", "", "", "", "下雨那天", "2027-01-01", "", ""))
    plan = planned(store, given, ledger=ledger)
    assert {problem.code for problem in plan.problems} == {"unreadable", "day_ahead"}
    commit(store, plan, "回收.xlsx")
    assert store.get(LedgerRow, row.id) == row


@pytest.mark.parametrize("take", [Take.KEEP, Take.TABLE])
def test_what_was_written_while_a_column_held_something_else_is_told_as_it_is(
    store: Store, ledger: Ledger, take: Take
) -> None:
    row = next(row for row in rows_of(store, ledger.id) if row.name == "张桂芳")
    write(store, row, ledger.columns[0], "一箱")
    counted = (attrs.evolve(ledger.columns[0], form=NUMBER), ledger.columns[1])
    ledger = store.save(attrs.evolve(ledger, columns=counted))
    given = out((row.serial or 0, "张桂芳", "", "", 3, "", "", "", ""))
    plan = planned(store, given, ledger=ledger, choices=Choices(otherwise=take))
    (draft,) = [draft for draft in plan.drafts if draft.kind.table == LedgerRow.TABLE]
    assert [(change.was, change.said) for change in draft.changes.values()] == [("一箱", "3")]
    commit(store, plan, "回收.xlsx")
    assert told(store.get(LedgerRow, row.id), ledger.columns[0]) == ("一箱" if take is Take.KEEP else "3")


def test_a_heading_that_every_ledger_has_twice_makes_no_column_of_that_name(
    store: Store, people: dict[str, Resident]
) -> None:
    assert people
    given = sheet(("姓名", "身份证号", "办结日期", "完成日期"), ("李国富", LI, "2026-11-20", "2026-11-21"))
    ledger = taken(store, given)
    assert [one.name for one in ledger.columns] == ["完成日期之二"]


def test_one_sheet_more_fills_the_columns_that_the_first_one_brought(store: Store, people: dict[str, Resident]) -> None:
    assert people
    head = ("姓名", "身份证号", "应缴")
    first, second = sheet(head, ("李国富", LI, 380), name="一"), sheet(head, ("钱七", ZHAO, 190), name="二")
    ledger = taken(store, first, second)
    assert [one.name for one in ledger.columns] == ["应缴"]
    assert {row.name: told(row, ledger.columns[0]) for row in rows_of(store, ledger.id)} == {
        "李国富": "380",
        "钱七": "190",
    }


def test_the_clerk_says_what_a_column_is(store: Store, ledger: Ledger) -> None:
    given = sheet(("姓名", "身份证号", "缴费情况", "街道审核"), ("李国富", LI, "√", "通过"))
    assert planned(store, given, ledger=ledger).assumptions == ("台账添上自己的栏目：缴费情况、街道审核",)
    choices = Choices(columns={("Sheet1", 2): "done", ("Sheet1", 3): ""})
    plan = planned(store, given, ledger=ledger, choices=choices)
    assert plan.assumptions == ()
    assert commit(store, plan, "回收.xlsx").columns == ledger.columns
    assert [row.name for row in rows_of(store, ledger.id) if row.done] == ["李国富"]


def test_it_is_taken_back_like_any_import(store: Store, people: dict[str, Resident], ledger: Ledger) -> None:
    before = rows_of(store, ledger.id)
    taken(store, listed(("李国富", LI, "", "", 380, ""), ("欧阳春", "", "", "", 190, "")), ledger=ledger)
    assert len(rows_of(store, ledger.id)) == 3
    undo_import(store, past_imports(store)[0])
    after = rows_of(store, ledger.id)
    assert [attrs.evolve(row, version=1) for row in after] == [attrs.evolve(row, version=1) for row in before]
    assert [one.name for one in store.get(Ledger, ledger.id).columns] == ["方式", "哪天"]
    made = taken(store, listed(("李国富", LI, "", "", 380, "")), ledger=attrs.evolve(NEW, name="体检"))
    undo_import(store, past_imports(store)[0])
    assert not store.find(Ledger, made.id)
    assert people["李国富"].id in store.ids(Resident)


def test_another_window_that_was_first_lets_nothing_in(store: Store, people: dict[str, Resident]) -> None:
    plan = planned(store, listed(("李国富", LI, "", "", 380, "")))
    store.save(attrs.evolve(people["欧阳春"], note="改过"))
    with pytest.raises(PlanOutdated):
        commit(store, plan, "街道.xlsx")
    assert (store.count(Ledger), store.count(LedgerRow)) == (0, 0)


# Other types.


@pytest.mark.parametrize(
    ("table", "head", "row"),
    [
        ("house", ("房屋", "燃气"), ("幸福里小区3号楼2单元502室", "√")),
        ("house", ("小区", "楼栋", "单元", "房号", "燃气"), ("幸福里小区", "3号楼", "2", "502", "√")),
        ("building", ("小区", "楼栋", "电梯"), ("幸福里小区", "3号楼", "2部")),
        ("household", ("户主", "住址", "人数"), ("李国富", "幸福里小区3-2-502", 3)),
        ("body", ("单位名称", "隐患"), ("幸福里物业", "无证")),
        ("person", ("姓名", "电话", "培训"), ("陈师傅", "13900000000", "√")),
        ("grid", ("网格名称", "检查"), ("第二网格", "√")),
    ],
)
def test_any_type_is_found_again(
    store: Store, people: dict[str, Resident], home: House, table: str, head: tuple[Cell, ...], row: tuple[Cell, ...]
) -> None:
    wanted: dict[str, Record] = {
        "house": home,
        "building": store.get(Building, home.building),
        "household": plant(store, Household, head=people["李国富"].id, house=home.id),
        "body": plant(store, Body, name="幸福里物业"),
        "person": plant(store, Person, name="陈师傅", phone="13900000000"),
        "grid": store.select(Grid)[0],
    }
    ledger = taken(
        store, sheet(head, row, tuple("没有的" if n == 0 else cell for n, cell in enumerate(row))), table=table
    )
    rows = rows_of(store, ledger.id)
    assert [store.kinds.leads_to(row.who)[1] for row in rows if row.who] == [wanted[table].id]
    assert ledger.table == table
    assert len(ledger.columns) == 1


def test_a_ledger_of_another_type_is_refused(store: Store, ledger: Ledger) -> None:
    with pytest.raises(ArgumentError, match="另一种资料"):
        planned(store, sheet(("房屋", "燃气"), ("3号楼", "√")), ledger=ledger, table="house")


@pytest.mark.parametrize(("written", "kept"), [("380元", "380"), ("12 人", "12"), ("3万元", None), ("三百元", None)])
def test_what_is_counted_may_stand_behind_a_number(written: str, kept: str | None) -> None:
    field = kind_of(LedgerColumn(name="金额", form=NUMBER))
    if kept is None:
        with pytest.raises(ValueUnreadable):
            field.read(written)
    else:
        assert field.show(field.read(written)) == kept
