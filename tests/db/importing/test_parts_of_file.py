"""A workbook in which residents and other tables stand is taken in parts, in the order in which they lead to each other."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from db.records import KINDS
from db.records.matters.matter import Matter
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.services.import_file import ReadFile, look_at
from db.services.import_parts import parts_of
from db.services.sheets.raw import RawSheet
from db.store import Store
from tests.db.doors import Run, answer

RESIDENTS = (
    ("姓名", "与户主关系", "性别", "身份证号", "住址"),
    ("张桂芳", "户主", "女", "", "幸福里小区3号楼2单元502室"),
)
GRIDS = (("网格名称", "网格编码", "网格长", "联系电话"), ("第一网格", "220521003008001", "梁明", "13800000001"))
ORDERS = (
    ("工单编号", "诉求人", "联系电话", "来电时间", "诉求内容", "承办单位", "办结时间", "满意度"),
    ("GD20261101001", "张桂芳", "13812345678", "2026-11-01 09:00", "楼道灯不亮", "物业", "", ""),
)
REPORTED = (
    ("姓名", "单位", "身份证", "手机", "小区楼栋", "报到时间", "岗位"),
    ("王洋", "区财政局", "", "13812345678", "柳岸新城8栋3单元304", "2026-11-01", "安全巡查岗"),
)


def sheet(name: str, rows: Sequence[Sequence[str]]) -> RawSheet:
    return RawSheet(name, [list(row) for row in rows])


def parted(*sheets: RawSheet) -> list[tuple[bool, list[str]]]:
    parts = parts_of(ReadFile("a.xlsx", sheets), KINDS)
    return [(part.is_roster, [one.name for one in part.file.sheets]) for part in parts]


def test_what_residents_lead_to_comes_before_them_and_all_else_behind_them() -> None:
    made = sheet("工单", ORDERS), sheet("居民", RESIDENTS), sheet("网格", GRIDS), sheet("说明", [("请如实填写",)])
    assert parted(*made) == [(False, ["网格"]), (True, ["居民"]), (False, ["工单", "说明"])]
    assert parts_of(ReadFile("a.xlsx", made), KINDS)[1].words == "居民花名册"


def test_a_file_of_one_sort_is_one_part() -> None:
    assert parted(sheet("居民", RESIDENTS), sheet("说明", [("请如实填写",)])) == [(True, ["居民", "说明"])]
    assert parted(sheet("网格", GRIDS), sheet("工单", ORDERS)) == [(False, ["网格", "工单"])]


def test_party_members_who_report_are_no_residents_nor_anything_that_is_known() -> None:
    file = ReadFile("a.xlsx", (sheet("补报", REPORTED),))
    assert not look_at(file, KINDS).is_roster
    assert parted(*file.sheets) == [(False, ["补报"])]


def test_the_command_takes_all_parts_one_after_the_other(
    run: Run, opened: list[object], store: Store, tmp_path: Path
) -> None:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in (("工单", ORDERS), ("居民", RESIDENTS), ("网格", GRIDS)):
        made = book.create_sheet(name)
        for row in rows:
            made.append(list(row))
    path = tmp_path / "混合.xlsx"
    book.save(path)
    told = answer(run("import", path, *opened, "--json", "--leave-out", "工单"))
    assert (told["grid"]["new"], told["people_new"]) == (1, 1)
    assert [one["sheet"] for one in told["sheets"]] == ["网格", "居民", "工单"]
    assert (store.count(Grid), store.count(Resident), store.count(Matter)) == (1, 1, 0)
    told = answer(run("import", path, *opened, "--json"))
    assert (told["people_new"], told["people_matched"], store.count(Matter)) == (0, 1, 1)
