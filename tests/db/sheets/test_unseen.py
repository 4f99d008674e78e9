"""What a spreadsheet shows counts; what it hides is left out, told, and taken where the clerk wants it."""

import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest

from db.records.registry.resident import Resident
from db.services.registry.import_roster import Choices, ImportPlan, preview, read_roster
from db.services.sheets import xlsx as parts
from db.services.sheets.process import read_sheets
from db.services.sheets.xls import looked
from db.services.sheets.xlsb import Sheet
from db.services.sheets.xlsb import looked as xlsb_looked
from db.store import Store
from tests.db.registry.roster.files import TODAY, number, workbook
from tests.db.sheets.books import cell, ods, ods_row, row, sheet, xlsb, xlsb_record, xlsb_row, xlsx

HEADINGS = ("姓名", "身份证号", "联系电话", "住址")


def people(start: int = 2, *, about: str = "") -> list[str]:
    return [
        row(n, f"隐{'甲乙丙丁'[n - 2]}", number(n), f"1350000001{n}", "望湖里1号楼101室", about=about if n == 3 else "")
        for n in range(start, 5)
    ]


def planned(store: Store, path: Path, **wishes: object) -> ImportPlan:
    return preview(store, read_roster(path), Choices(**wishes), TODAY)  # pyright: ignore[reportArgumentType]


def told(plan: ImportPlan, code: str) -> list[int]:
    return [p.row for p in plan.problems if p.code == code]


@pytest.mark.parametrize("about", ['hidden="1"', 'ht="0" customHeight="1"', 'spans="1:4" hidden="true"'])
def test_a_hidden_row_is_left_out_and_told_or_taken_and_told(store: Store, tmp_path: Path, about: str) -> None:
    path = xlsx(tmp_path / "隐.xlsx", sheet(row(1, *HEADINGS), *people(about=about)))
    plan = planned(store, path)
    assert ([p.resident.name for p in plan.people], told(plan, "row_hidden")) == (["隐甲", "隐丙"], [3])
    plan = planned(store, path, unhidden=frozenset({"名册"}))
    assert ([p.resident.name for p in plan.people], told(plan, "row_hidden_taken")) == (["隐甲", "隐乙", "隐丙"], [3])


def test_a_hidden_column_is_left_out_and_told_or_taken(store: Store, tmp_path: Path) -> None:
    hidden = '<cols><col min="3" max="3" width="9" hidden="1"/></cols>'
    path = xlsx(tmp_path / "隐.xlsx", sheet(row(1, *HEADINGS), *people(), before=hidden))
    plan = planned(store, path)
    assert {p.resident.phone for p in plan.people} == {""}
    assert told(plan, "column_hidden") == [1]
    assert not plan.layouts[0].corrected
    plan = planned(store, path, unhidden=frozenset({"名册"}))
    assert plan.people[0].resident.phone == "13500000012"


@pytest.mark.parametrize(("place", "index"), [("Z1", 25), ("AA1", 26), ("CA1", 78), ("ABC1", 730)])
def test_a_hidden_column_far_out_is_found(tmp_path: Path, place: str, index: int) -> None:
    hidden = f'<cols><col min="{index + 1}" max="16384" width="9" hidden="1"/></cols>'
    path = xlsx(tmp_path / "隐.xlsx", sheet(row(1, *HEADINGS, more=cell(place, "备注")), *people(), before=hidden))
    (found,) = read_sheets(path)
    assert min(found.hidden_columns) == index
    assert found.rows[0][index] == "备注"


def test_filtered_and_collapsed_rows_of_an_open_document_are_hidden(tmp_path: Path) -> None:
    rows = ods_row(*HEADINGS[:2]) + ods_row("隐甲", "1", about='table:visibility="filter"')
    rows += ods_row("隐乙", "2") + ods_row("隐丙", "3", about='table:visibility="collapse"')
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    (found,) = read_sheets(ods(tmp_path / "隐.ods", rows, columns=columns))
    assert (found.hidden_rows, found.hidden_columns) == (frozenset({1, 3}), frozenset({1, 2}))


def old_workbook(*records: tuple[int, bytes]) -> bytes:
    """The file system of an old workbook around one sheet of these records, longer than the least stream."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    begin, done = record(0x0809, bytes(16)), record(0x000A, b"")
    book = begin + record(0x0022, b"\1\0")
    place = len(book) + 4 + 10 + len(done)
    book += record(0x0085, struct.pack("<I", place) + b"\0\0\1\0A\0") + done
    book += begin + b"".join(record(*one) for one in records) + done
    stream = book.ljust(4096, b"\0")
    sectors = len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HH", head, 0x1E, 9, 6)
    struct.pack_into("<I4xIIIII", head, 0x30, 1, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 0x4C, 0, *[0xFFFFFFFF] * 108)
    name = "Workbook\0".encode("utf-16-le")
    entry = name.ljust(64, b"\0") + struct.pack("<H", len(name))
    entry = entry.ljust(116, b"\0") + struct.pack("<II", 2, len(stream)) + bytes(4)
    return bytes(head) + struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff") + entry.ljust(512, b"\0") + stream


def test_an_old_workbook_tells_its_hidden_rows_columns_and_the_start_of_its_days() -> None:
    hidden = struct.pack("<HHHHHHHH", 4, 0, 3, 255, 0, 0, 0x20, 0)
    plain = struct.pack("<HHHHHHHH", 5, 0, 3, 255, 0, 0, 0, 0)
    columns = struct.pack("<HHHHHH", 2, 3, 2340, 15, 1, 0)
    about = looked(old_workbook((0x0208, hidden), (0x0208, plain), (0x007D, columns)))
    assert about.date1904
    assert [(list(s.rows), list(s.columns)) for s in about.sheets] == [([4], [2, 3])]


@pytest.mark.parametrize("cut", [8, 60, 512, 700, 1100])
def test_of_an_old_workbook_that_is_cut_off_nothing_is_told(cut: int) -> None:
    assert looked(old_workbook((0x0208, bytes(16)))[:cut]).sheets == ()


def binary_people(*, about: dict[str, int] | None = None) -> bytes:
    rows = xlsb_row(0, *HEADINGS)
    for n in range(2, 5):
        told = (f"隐{'甲乙丙丁'[n - 2]}", number(n), f"1350000001{n}", "望湖里1号楼101室")
        rows += xlsb_row(n - 1, *told, **(about or {}) if n == 3 else {})
    return rows


@pytest.mark.parametrize("about", [{"flags": 0x10}, {"flags": 0x30}, {"height": 0}])
def test_a_hidden_row_of_a_binary_workbook_is_as_that_of_any_other(
    store: Store, tmp_path: Path, about: dict[str, int]
) -> None:
    path = xlsb(tmp_path / "隐.xlsb", binary_people(about=about))
    plan = planned(store, path)
    assert ([p.resident.name for p in plan.people], told(plan, "row_hidden")) == (["隐甲", "隐丙"], [3])
    plan = planned(store, path, unhidden=frozenset({"名册"}))
    assert ([p.resident.name for p in plan.people], told(plan, "row_hidden_taken")) == (["隐甲", "隐乙", "隐丙"], [3])


def test_hidden_columns_merged_cells_and_days_of_a_binary_workbook_are_told(tmp_path: Path) -> None:
    columns = xlsb_record(60, struct.pack("<IIIIH", 2, 2, 2340, 0, 1))
    columns += xlsb_record(60, struct.pack("<IIIIH", 3, 3, 2340, 0, 2))
    merged = xlsb_record(177, struct.pack("<I", 1)) + xlsb_record(176, struct.pack("<IIII", 1, 3, 3, 3))
    path = xlsb(tmp_path / "隐.xlsb", binary_people(), columns=columns, after=merged + xlsb_record(178), date1904=True)
    (found,) = read_sheets(path)
    assert (found.hidden_rows, found.hidden_columns, found.date1904) == (frozenset(), frozenset({2}), True)
    assert [(m.top, m.left, m.bottom, m.right) for m in found.merged] == [(1, 3, 3, 3)]
    assert [row[3] for row in found.rows] == ["住址", "望湖里1号楼101室", "", ""]


@pytest.mark.parametrize("length", [127, 128, 200, 16_383, 16_384, 40_000])
def test_behind_a_record_of_any_length_of_a_binary_workbook_the_next_is_found(tmp_path: Path, length: int) -> None:
    """A length is written seven bits to a byte."""
    rows = xlsb_row(0, *HEADINGS) + xlsb_record(1024, bytes(length)) + xlsb_row(1, "隐甲", flags=0x10)
    with zipfile.ZipFile(xlsb(tmp_path / "长.xlsb", rows)) as archive:
        assert list(xlsb_looked(archive).sheets["名册"].unseen.rows) == [1]


@pytest.mark.parametrize("cut", [1, 7, 40, 200])
def test_of_a_binary_workbook_that_breaks_off_nothing_is_told(tmp_path: Path, cut: int) -> None:
    whole = xlsb(tmp_path / "隐.xlsb", binary_people(about={"flags": 0x10}))
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(tmp_path / "断.xlsb", "w") as broken:
        for name in archive.namelist():
            content = archive.read(name)
            broken.writestr(name, content[:cut] if name.endswith("sheet1.bin") else content)
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(tmp_path / "断.xlsb") as broken:
        assert list(xlsb_looked(archive).sheets["名册"].unseen.rows) == [2]
        assert xlsb_looked(broken).sheets.get("名册", Sheet()).unseen.rows in ((), [])


def test_what_merged_cells_cover_does_not_count_and_is_told(store: Store, tmp_path: Path) -> None:
    rows = (
        row(1, "住址", "姓名", "与户主关系"),
        row(2, "望湖里7号楼1单元501", "盖甲", "户主"),
        row(3, "望湖里9号楼9单元909", "盖乙", "妻"),
        row(4, "望湖里7号楼1单元501", "盖丙", "子"),
    )
    merged = '<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>'
    plan = planned(store, xlsx(tmp_path / "盖.xlsx", sheet(*rows, after=merged)))
    assert (plan.counts.houses, plan.counts.households) == (1, 1)
    assert told(plan, "cell_covered") == [3]


FAULT, UNRECKONED = '<c r="{0}" t="e"><f>B9</f><v>#REF!</v></c>', '<c r="{0}"><f>C1&amp;"号"</f><v></v></c>'
EMPTY, RECKONED = (
    '<c r="{0}" t="str"><f>IF(A1,1,"")</f><v></v></c>',
    '<c r="{0}" t="str"><f>C1</f><v>13500000012</v></c>',
)


@pytest.mark.parametrize(
    ("written", "code"), [(FAULT, "cell_fault"), (UNRECKONED, "cell_unreckoned"), (EMPTY, ""), (RECKONED, "")]
)
def test_a_formula_that_says_nothing_is_told_with_its_row_and_column(
    store: Store, tmp_path: Path, written: str, code: str
) -> None:
    """What it comes to is lost otherwise, and nobody knows; in a column that is not imported it is none of our business."""
    rows = [
        row(1, "姓名", "住址", "联系电话", "随便"),
        row(2, "错甲", "望湖里1号楼101室", more=written.format("C2") + written.format("D2")),
        row(3, "错乙", "望湖里1号楼102室", "13500000013"),
    ]
    plan = planned(store, xlsx(tmp_path / "错.xlsx", sheet(*rows)))
    said = [(p.row, p.label, p.code) for p in plan.problems if p.code.startswith("cell_")]
    assert said == ([(2, "联系电话", code)] if code else [])
    assert [p.resident.name for p in plan.people] == ["错甲", "错乙"]


def test_a_formula_between_two_pieces_of_a_sheet_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(n, "错", "望湖里1号楼101室", more=UNRECKONED.format(f"C{n}")) for n in range(1, 30)]
    path = xlsx(tmp_path / "错.xlsx", sheet(*rows))
    for piece in range(97, 113):
        monkeypatch.setattr(parts, "_CHUNK", piece)
        with zipfile.ZipFile(path) as archive:
            told = parts.prepared(path.read_bytes(), archive).told["名册"]
        assert told == [(n, "cell_unreckoned@2") for n in range(29)]


def test_of_tables_side_by_side_each_tells_its_own_cells(store: Store, tmp_path: Path) -> None:
    heads = row(1, "姓名", "联系电话", "住址", "", "姓名", "联系电话", "住址")
    people = row(2, "左甲", "13500000021", "望湖里1号楼101室", "", "右甲", "", "望湖里1号楼102室", more="")
    people = people.replace('<c r="G2"', f'{FAULT.format("F2")}<c r="G2"')
    plan = planned(store, xlsx(tmp_path / "并.xlsx", sheet(heads, people)))
    assert [(p.sheet, p.row, p.label) for p in plan.problems if p.code == "cell_fault"] == [
        ("名册（右边第2块）", 2, "联系电话")
    ]


def test_tables_side_by_side_are_each_read_and_keep_their_rows(store: Store, tmp_path: Path) -> None:
    heads = ["姓名", "联系电话", "住址"]
    rows = [
        ["望湖里花名册"],
        [*heads, "", *heads, "", *heads],
        ["左甲", "13500000021", "望湖里1号楼101室", "", "中甲", "13500000022", "望湖里1号楼102室", "", "右甲", "13500000023", "望湖里1号楼103室"],
        ["左乙", "13500000024", "望湖里1号楼104室", "", "", "", "", "", "右乙", "", "望湖里1号楼105室"],
    ]  # fmt: skip
    roster = read_roster(workbook(tmp_path / "并排.xlsx", {"一区": rows}))
    assert [s.name for s in roster.sheets] == ["一区", "一区（右边第2块）", "一区（右边第3块）"]
    plan = preview(store, roster, Choices(), TODAY)
    assert {p.resident.name for p in plan.people} == {"左甲", "左乙", "中甲", "右甲", "右乙"}
    assert {(p.sheet, p.row) for p in plan.problems if p.code == "id_missing"} >= {("一区（右边第3块）", 4)}


def test_a_household_in_a_row_is_no_table_beside_another(tmp_path: Path) -> None:
    rows = [["户主姓名", "联系电话", "配偶姓名", "联系电话"], ["并甲", "13500000031", "并乙", "13500000032"]]
    assert len(read_roster(workbook(tmp_path / "户.xlsx", {"甲": rows})).sheets) == 1


def test_numbers_of_a_workbook_of_1904_are_its_days(store: Store, tmp_path: Path) -> None:
    days = (date(1962, 5, 17) - date(1904, 1, 1)).days
    xml = sheet(
        row(1, "姓名", "住址", "出生日期"), row(2, "年甲", "望湖里1号楼101室", more=f'<c r="C2"><v>{days}</v></c>')
    )
    old = xlsx(tmp_path / "旧.xlsx", xml, book='<workbookPr date1904="1"/>')
    assert planned(store, old).people[0].resident.birth == date(1962, 5, 17)
    new = xlsx(tmp_path / "新.xlsx", xml)
    assert planned(store, new).people[0].resident.birth == date(1958, 5, 16)


def test_an_open_quotation_mark_swallows_no_row_and_is_told(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "引.csv"
    path.write_text(
        '姓名,备注,联系电话\r\n引甲,"没关,13500000041\n引乙,"两行,\r\n有逗号",13500000042\r引丙,x,13500000043\n引丁,"也没关,13500000044',
        encoding="utf-8", newline="",
    )  # fmt: skip
    plan = planned(store, path)
    assert [p.resident.name for p in plan.people] == ["引甲", "引乙", "引丙", "引丁"]
    assert [p.resident.phone[-1] for p in plan.people] == ["1", "2", "3", "4"]
    assert told(plan, "quote_open") == [2, 5]
    assert store.count(Resident) == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_that_breaks_off_within_a_character_is_read_and_the_row_is_told(
    store: Store, tmp_path: Path, encoding: str
) -> None:
    rows = [f"断{'甲乙丙丁'[n]},1350000005{n},望湖里1号楼10{n}室" for n in range(4)]
    whole = "\n".join(["姓名,联系电话,住址", *rows]).encode(encoding)
    path = tmp_path / "断.csv"
    path.write_bytes(whole[:-1])
    plan = planned(store, path)
    assert [p.resident.name for p in plan.people] == ["断甲", "断乙", "断丙", "断丁"]
    assert told(plan, "cut_off") == [5]
    path.write_bytes(whole)
    assert told(planned(store, path), "cut_off") == []


def test_a_book_zipped_with_backslashes_is_read(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "斜.xlsx", sheet(row(1, "姓名", "住址"), row(2, "斜甲", more=cell("B2", "x"))), slash="\\")
    assert read_sheets(path)[0].rows[1] == ["斜甲", "x"]
