"""Cells become values; what cannot is kept as written and told, and nobody who is named is lost."""

from datetime import date, datetime

import pytest

from db.errors import Cancelled
from db.records.registry.resident import Resident
from db.services.registry.import_roster.cells import read_phones
from db.services.registry.import_roster.read_rows import Entry, read_rows
from db.services.registry.import_roster.recognise import recognise
from db.services.sheets.raw import Cell, Merged, RawSheet
from db.values import code_table, phone
from tests.db.registry.roster.files import TODAY, number, read

RIGHT = number(1)
WRONG = RIGHT[:-1] + ("1" if RIGHT[-1] != "1" else "2")


def one(headings: list[str], *cells: Cell) -> tuple[Resident, list[str]]:
    """The person of a single row behind a name, and the codes of its problems."""
    found = read(["姓名", *headings], ["王五", *cells])
    return found.entries[0].resident, [p.code for p in found.problems]


@pytest.mark.parametrize(
    ("written", "kept", "code"),
    [
        (RIGHT, RIGHT, None),
        (f"{RIGHT[:6]} {RIGHT[6:14]} {RIGHT[14:]}", RIGHT, None),
        (f"\t {RIGHT} ", RIGHT, None),
        (f"'{RIGHT}", RIGHT, None),
        ("".join(chr(ord(c) + 0xFEE0) for c in RIGHT), RIGHT, None),
        ("11010519491231002x", "11010519491231002X", None),
        ("11010519491231002Х", "11010519491231002X", None),
        ("110105491231002", "11010519491231002X", "old_number"),
        (110105491231002.0, "11010519491231002X", "old_number"),
        ("110105491231998", "110105491231998", "id_old_century"),
        ("", "", "id_missing"),
        ("无", "", "id_missing"),
        (WRONG, WRONG, "id_checksum"),
        ("22052119800115001", "22052119800115001", "id_length"),
        ("2205211980011500A1", "2205211980011500A1", "id_characters"),
        ("220521198002300012", "220521198002300012", "id_birth"),
        ("220521209901150014", "220521209901150014", "id_birth"),
        (2.205211980011501e17, "220521198001150100", "id_rounded"),
        ("2.20521E+17", "2.20521E+17", "id_rounded"),
        ("220521********0014", "220521********0014", "id_masked"),
        ("待办", "待办", "id_missing"),
    ],
)
def test_identity_numbers(written: Cell, kept: str, code: str | None) -> None:
    resident, codes = one(["身份证号"], written)
    assert resident.id_number == kept
    assert codes == ([code] if code else [])
    assert bool(resident.doubt) == (code is not None and code != "old_number")


def test_a_number_that_lost_its_digits_is_doubted_even_if_it_checks() -> None:
    lucky = next(float(f"22052119800115{n:02d}00") for n in range(100) if _checks(f"22052119800115{n:02d}00"))
    resident, codes = one(["身份证号"], lucky)
    assert codes == ["id_rounded"]
    assert resident.doubt


def _checks(written: str) -> bool:
    from db.values import id_number

    return not id_number.fault(written)


def test_other_documents_are_not_checked_as_citizens_numbers() -> None:
    resident, codes = one(["证件类型", "证件号码"], "普通护照", "E12345678")
    assert (resident.id_kind, resident.id_number, codes) == ("414", "E12345678", [])


def test_a_kind_of_document_in_its_own_column_holds_whatever_the_number_is_called() -> None:
    assert one(["证件号码"], "护照：E12345678")[0].id_kind == "414"
    for kind in ("军官证", "居民身份证"):
        assert (
            code_table.load("id_kind").labels[one(["证件类型", "证件号码"], kind, "护照：E12345678")[0].id_kind] == kind
        )


@pytest.mark.parametrize(
    "written",
    [
        *(
            "1954-05-03",
            "1954.5.3",
            "1954年5月3日",
            "19540503",
            "1954/05/03",
            "１９５４．５．３",
            "1954-05-03 00:00:00",
        ),
        *("一九五四年五月三日", "1954 05 03", "1954、5、3", "1954—5—3", "54年5月3日", "54.5.3", "生于1954年5月3日"),
        *("1954年5月3日生", "公元1954年5月3日", "1954年五月三号"),
        *(19540503.0, 19847.0, date(1954, 5, 3), datetime(1954, 5, 3)),
    ],
)
def test_days_of_birth(written: Cell) -> None:
    resident, codes = one(["出生年月", "身份证号"], written, "")
    assert resident.birth == date(1954, 5, 3)
    assert codes == ["id_missing"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1954.5", "birth_incomplete"),
        ("1954年5月", "birth_incomplete"),
        (1954.1, "birth_unreadable"),
        ("1954", "birth_unreadable"),
        ("5.3", "birth_unreadable"),
        ("明天", "birth_unreadable"),
        ("1954.2.30", "birth_unreadable"),
        ("2054.5.3", "birth_unreadable"),
        ("22.5.3", "birth_unreadable"),
        ("1954年农历五月初三", "birth_unreadable"),
        ("1954-5-3（农历）", "birth_unreadable"),
        ("一九五四年五月", "birth_incomplete"),
        ("5/3/54", "birth_unreadable"),
    ],
)
def test_what_is_no_day_of_birth_goes_to_the_note(written: Cell, code: str) -> None:
    resident, codes = one(["出生年月", "身份证号"], written, "")
    assert resident.birth is None
    assert str(written) in resident.note
    assert codes == ["id_missing", code]


def test_the_number_gives_sex_and_birth_where_the_sheet_does_not() -> None:
    resident, codes = one(["出生年月", "性别", "身份证号"], "1980.1", "", RIGHT)
    assert (resident.birth, resident.sex, resident.note, codes) == (date(1980, 1, 15), "1", "", [])


def test_what_contradicts_the_number_is_kept_and_doubted() -> None:
    resident, codes = one(["出生年月", "性别", "身份证号"], "1981-01-15", "女", RIGHT)
    assert (resident.birth, resident.sex) == (date(1981, 1, 15), "2")
    assert codes == ["sex_differs", "birth_differs"]
    assert "性别" in resident.doubt
    assert "出生日期" in resident.doubt


@pytest.mark.parametrize(
    ("written", "code"), [("男", "1"), ("女", "2"), (1.0, "1"), (2.0, "2"), ("1", "1"), (" 男 ", "1")]
)
def test_sexes(written: Cell, code: str) -> None:
    assert one(["性别"], written)[0].sex == code


@pytest.mark.parametrize(
    ("headings", "cells", "expected"),
    [
        (["电话"], ["17318421022/0435-6444079"], ("17318421022", "0435-6444079", "")),
        (["电话"], [18487374702.0], ("18487374702", "", "")),
        (["电话"], ["155-6595-9758"], ("15565959758", "", "")),
        (["电话"], ["+86 172 2762 3397"], ("17227623397", "", "")),
        (["电话1", "电话2"], ["17318421022", "17318421022"], ("17318421022", "", "")),
        (["电话1", "电话2"], ["", "17318421022"], ("17318421022", "", "")),
        (["电话"], ["17318421022、17318421023、17318421024"], ("17318421022", "17318421023", "另有电话：17318421024")),
        (["电话"], ["173****1022"], ("", "", "")),
        (["电话"], ["无"], ("", "", "")),
    ],
)
def test_telephones(headings: list[str], cells: list[Cell], expected: tuple[str, str, str]) -> None:
    resident, codes = one(["身份证号", *headings], RIGHT, *cells)
    assert (resident.phone, "、".join(one.number for one in resident.telephones), resident.note) == expected
    assert codes == []


def test_a_number_nobody_can_dial_is_kept_and_told() -> None:
    resident, codes = one(["身份证号", "电话"], RIGHT, "173184210")
    assert (resident.phone, codes) == ("173184210", ["phone"])


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("高龄 独居", ["10", "11"]),
        ("低保、残疾", ["30", "20"]),
        ("低保,低保户", ["30"]),
        ("退役军人", ["50"]),
        ("无", []),
        ("", []),
    ],
)
def test_care(written: str, kinds: list[str]) -> None:
    resident, codes = one(["身份证号", "特殊人群/备注"], RIGHT, written)
    assert [t.kind for t in resident.care] == kinds
    assert (resident.note, codes) == ("", [])


def test_what_stands_in_brackets_is_the_basis_of_care() -> None:
    (tag,) = one(["身份证号", "特殊人群"], RIGHT, "残疾（肢体 二级）")[0].care
    assert (tag.kind, tag.basis) == ("20", "肢体 二级")


def test_words_that_are_no_care_go_to_the_note() -> None:
    mixed, no_codes = one(["身份证号", "特殊人群/备注"], RIGHT, "低保、爱唱戏")
    only, codes = one(["身份证号", "特殊人群"], RIGHT, "爱唱戏")
    assert ([t.kind for t in mixed.care], mixed.note, no_codes) == (["30"], "爱唱戏", [])
    assert (only.note, codes) == ("爱唱戏", ["care_unknown"])


@pytest.mark.parametrize(
    ("heading", "written", "field", "code"),
    [
        ("民族", "汉", "ethnicity", "01"),
        ("民族", "布依族", "ethnicity", "09"),
        ("政治面貌", "党员", "politics", "01"),
        ("政治面貌", "民盟盟员", "politics", "05"),
        ("政治面貌", "团 员", "politics", "03"),
        ("人户一致", "否", "residence_match", "02"),
        ("人员类别", "流动人口", "population", "2"),
    ],
)
def test_words_of_code_tables(heading: str, written: str, field: str, code: str) -> None:
    resident, codes = one(["身份证号", heading], RIGHT, written)
    assert (getattr(resident, field), codes) == (code, [])


def test_a_word_no_code_table_knows_is_not_lost() -> None:
    resident, codes = one(["身份证号", "政治面貌"], RIGHT, "积极分子")
    assert (resident.politics, resident.note, codes) == ("", "政治面貌：积极分子", ["unknown_code"])


@pytest.mark.parametrize(
    ("written", "name"),
    [("陈 晨", "陈晨"), ("乌兰・巴特尔", "乌兰·巴特尔"), ("买买提江．吐尔逊", "买买提江·吐尔逊"), ("胡𡋗", "胡𡋗")],
)
def test_names(written: str, name: str) -> None:
    found = read(["姓名", "身份证号"], [written, RIGHT])
    assert (found.entries[0].resident.name, found.problems) == (name, [])


def test_a_character_of_no_font_is_replaced_and_its_code_noted() -> None:
    found = read(["姓名", "身份证号"], ["王\ue863", RIGHT])
    resident = found.entries[0].resident
    assert (resident.name, [p.code for p in found.problems]) == ("王〓", ["name_character"])
    assert "U+E863" in resident.note
    assert not [p for p in resident.problems() if p.blocking]


def test_columns_made_a_remark_keep_their_heading() -> None:
    raw = RawSheet("名册", [["姓名", "身份证号", "学历"], ["王五", RIGHT, "本科"]])
    found = read_rows(raw, recognise(raw, {2: "note"}), TODAY)
    assert found.entries[0].resident.note == "学历：本科"


PLACE = ["序号", "楼栋", "单元", "房号", "与户主关系", "姓名", "身份证号"]


def codes_of(*rows: list[Cell]) -> list[str]:
    return [p.code for p in read(PLACE, *rows).problems]


def doors(*rows: list[Cell]) -> list[str]:
    return [_door(e) for e in read(PLACE, *rows).entries]


def _door(entry: Entry) -> str:
    return entry.place.written() if entry.place else ""


@pytest.mark.parametrize(
    "row", [["小计", "", ""], ["", "", "合计"], ["", " 合 计", ""], [" 共计", "", ""], ["", "本页小计", ""]]
)
def test_a_total_is_passed_over_wherever_it_begins_and_whatever_it_counts(row: list[Cell]) -> None:
    found = read(PLACE, ["1", "1号楼", "1单元", "101", "户主", "王五", RIGHT], [*row, "", "", "王六", ""])
    assert [e.resident.name for e in found.entries] == ["王五"]
    assert found.passed == [3]


def test_what_stands_for_a_telephone_is_kept_beside_it_and_in_a_sheet_of_ours_in_its_place() -> None:
    cells: list[Cell] = ["找儿子", "13812345678（儿子）", "无", "138****5678"]
    assert read_phones(cells, own=False) == (["13812345678"], ["找儿子", "儿子"])
    assert read_phones(cells, own=True) == (["找儿子", *phone.split("13812345678（儿子）")], [])


def test_subtotals_blank_rows_and_repeated_headings_are_nobody() -> None:
    found = read(
        PLACE,
        [1.0, "1号楼", "1单元", "101", "户主", "王五", RIGHT],
        ["小计", "", "", "", "", "1人", ""],
        ["", "", "", "", "", "", ""],
        list(PLACE),
        ["合 计", "", "", "", "", "2人", ""],
        ["填表人：", "", "", "", "", "", ""],
    )
    assert [e.row for e in found.entries] == [2]
    assert found.problems == []


def test_a_row_about_a_person_without_a_name_is_told() -> None:
    found = read(PLACE, [1.0, "1", "1", "101", "户主", "", RIGHT], [2.0, "1", "1", "102", "", "", ""])
    assert [(p.row, p.code) for p in found.problems] == [(2, "name_missing")]


def test_an_empty_flat_is_nobody_and_told() -> None:
    assert codes_of([1.0, "1", "1", "101", "", "空房", ""]) == ["no_person"]


def test_members_without_an_address_of_their_own_live_with_the_row_above() -> None:
    assert doors(
        [1.0, "1号楼", "1单元", "101", "户主", "王五", RIGHT],
        [2.0, "", "", "", "配偶", "李四", number(2)],
        [3.0, "1#", "1单元", "102", "户主", "赵六", number(3)],
    ) == ["1号楼1单元101室", "1号楼1单元101室", "1号楼1单元102室"]


def test_a_head_without_an_address_never_gets_that_of_the_neighbours() -> None:
    rows: list[list[Cell]] = [
        [1.0, "1号楼", "1单元", "101", "户主", "王五", RIGHT],
        [2.0, "", "", "", "户主", "李四", number(2)],
        [3.0, "", "", "", "子", "李七", number(4)],
    ]
    assert doors(*rows) == ["1号楼1单元101室", "", ""]
    assert codes_of(*rows) == ["address_missing", "address_missing"]


def test_a_building_written_once_holds_for_the_rows_below_and_is_told() -> None:
    rows: list[list[Cell]] = [
        [1.0, "1号楼", "2单元", "101", "户主", "王五", RIGHT],
        [2.0, "", "", "102", "户主", "李四", number(2)],
    ]
    assert doors(*rows)[1] == "1号楼2单元102室"
    assert codes_of(*rows) == ["building_carried"]


def test_merged_cells_give_their_value_to_all_their_rows_and_an_empty_one_gives_nothing() -> None:
    rows: list[list[Cell]] = [
        list(PLACE),
        [1.0, "1号楼", "1单元", "101", "户主", "王五", RIGHT],
        [2.0, "", "", "", "配偶", "李四", number(2)],
        ["小计", "", "", "", "", "2人", ""],
        ["", "", "", "", "", "", ""],
        [3.0, "", "", "", "户主", "赵六", number(3)],
        [4.0, "", "", "", "子", "赵七", number(5)],
    ]
    merged = tuple(Merged(top, column, bottom, column) for top, bottom in ((1, 2), (4, 6)) for column in (1, 2, 3))
    raw = RawSheet("名册", rows, merged)
    found = read_rows(raw, recognise(raw), TODAY)
    assert [_door(e) for e in found.entries] == ["1号楼1单元101室", "1号楼1单元101室", "", ""]
    assert [(p.row, p.code) for p in found.problems] == [(6, "address_missing"), (7, "address_missing")]


def test_an_address_that_cannot_be_read_stays_in_the_note() -> None:
    resident, codes = one(["身份证号", "住址"], RIGHT, "老粮站后院")
    assert (resident.note, codes) == ("住址写作：老粮站后院", ["address_unreadable"])


def test_no_message_carries_what_is_personal() -> None:
    found = read(["姓名", "身份证号", "住址", "电话", "出生年月"], ["王五5", WRONG, "老粮站后院", "17318421", "去年"])
    told = " ".join(p.sentence() for p in found.problems)
    assert len(found.problems) == 5
    assert not [word for word in ("王五", WRONG, "老粮站", "17318421", "去年") if word in told]


def test_reading_rows_can_be_stopped_on_the_way() -> None:
    raw = RawSheet("名册", [["姓名", "性别"], *([f"江{a}", "女"] for a in "甲乙丙" * 1000)])
    told: list[tuple[int, int]] = []

    def tick(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) < 2

    with pytest.raises(Cancelled):
        read_rows(raw, recognise(raw), TODAY, tick)
    assert told == [(1000, 3001), (2000, 3001)]
