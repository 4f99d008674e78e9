"""签到表, 受理登记表, 登记信息表, 恢复码单: what they say, what they leave blank, what they keep to themselves."""

import io
from datetime import date

import pdfplumber
import pytest
from attrs import evolve

from db.errors import RecordInvalid
from db.records.mediation.case import MediationCase, Party
from db.records.registry.household import Household, Member
from db.records.registry.resident import CareTag, Document, Resident
from printing.papers import PAPERS, record_sheet
from printing.papers.centre import recovery
from printing.papers.hall import sign_in
from printing.papers.mediation import case_intake, rights_notice
from printing.papers.record_sheet import RecordSheet
from tests.printing import measure
from tests.printing.boxes import assert_inside, page_texts
from tests.printing.samples import LATIN_NAME, LONG_NAME, attendees

MM = measure.MM


def text(pdf: bytes) -> str:
    return measure.all_text(pdf).replace("\n", "")


def pages_of(pdf: bytes) -> list[str]:
    return ["".join(measure.text(row) for row in measure.rows(page)) for page in measure.pages(pdf)]


def glyphs_in_boxes(pdf: bytes) -> None:
    """Every character of a table stands inside one of its boxes."""
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        for page, glyphs in zip(read.pages, measure.pages(pdf), strict=True):
            boxes = [(r["x0"], r["x1"], r["top"], r["bottom"]) for r in page.rects if r["width"] > 15]
            inside = [g for g in glyphs if g.has_ink and any(b[2] < 297 * MM - g.y < b[3] for b in boxes)]
            lowest = max(b[3] for b in boxes)
            assert len(inside) > 10
            assert lowest <= (297 - 25) * MM + 0.1
            for glyph in inside:
                left, bottom, right, top = glyph.ink
                assert any(
                    b[0] <= left + 0.7
                    and right - 0.7 <= b[1]
                    and b[2] <= 297 * MM - top + 0.7
                    and 297 * MM - bottom - 0.7 <= b[3]
                    for b in boxes
                ), glyph


def test_sign_in_of_300_people() -> None:
    given = sign_in.example()
    meeting = evolve(given.meeting, attendees=attendees(300))
    pdf = PAPERS["sign_in"].make(evolve(given, meeting=meeting))
    pages = pages_of(pdf)
    assert all("序号姓名单位或住址身份签名备注" in page for page in pages)
    assert pages[0].startswith("幸福里社区2026年3月议事厅会议签到表时间：2026年3月25日（星期三）下午2:30")
    assert all(f"第{n}页共{len(pages)}页" in page for n, page in enumerate(pages, 1))
    printed = "".join(pages)
    assert all(a.unit in printed for a in meeting.attendees)
    assert "应到300人" in pages[-1]
    glyphs_in_boxes(pdf)


def test_sign_in_fills_its_page_with_rows_to_sign() -> None:
    page = text(PAPERS["sign_in"].make(sign_in.example()))
    assert "张国富3号楼2单元501室出席" in page
    assert page.index("21") > page.index("20")
    assert "应到2人，实到人，请假人。记录人（签名）：" in page
    assert "1380435" not in page


def test_sign_in_can_leave_addresses_out() -> None:
    assert "501室" not in text(PAPERS["sign_in"].make(evolve(sign_in.example(), addresses=False)))


def test_intake_has_the_forms_wording_and_leaves_signatures_blank() -> None:
    given = case_intake.example()
    page = text(PAPERS["case_intake"].make(given))
    for words in (
        "人民调解受理登记表",
        "幸福里社区人民调解委员会编号：民调〔2026〕18号",
        "2026年3月9日，人民调解委员会依当事人申请，经当事人",
        "同意，调解张国富、阿卜杜拉·买买提之间的纠纷。",
        "姓名张国富性别男民族汉族年龄67岁",
        "职业或职务退休教师联系方式13804350021",
        "单位或住址幸福里小区3号楼2单元401室",
        "纠纷类型邻里纠纷",
        "①当事人申请②人民调解委员会主动调解",
        "当事人（签名）：登记人（签名）：",
        "（人民调解委员会印章）年月日年月日",
        "备注：此表由人民调解委员会填写。",
    ):
        assert words in page, words


@pytest.mark.parametrize(
    ("source", "way", "ticked"),
    [
        ("1", "依当事人申请", [True, False]),
        ("2", "主动调解", [False, True]),
        ("33", "接受公安机关委托", [False, False, True]),
    ],
)
def test_intake_ticks_where_the_case_comes_from(source: str, way: str, ticked: list[bool]) -> None:
    given = case_intake.example()
    pdf = PAPERS["case_intake"].make(evolve(given, case=evolve(given.case, source=source)))
    assert f"人民调解委员会{way}" in text(pdf).replace("经当事人", "")
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        page = read.pages[0]
        boxes = sorted((r for r in page.rects if abs(r["width"] - 14 * 0.78) < 0.1), key=lambda r: (r["top"], r["x0"]))
        strokes = [line for line in page.lines if line["x1"] - line["x0"] < 12]
    crossed = [any(b["x0"] <= s["x0"] and s["x1"] <= b["x1"] for s in strokes) for b in boxes]
    assert crossed == ticked


def test_intake_with_many_long_parties_and_long_facts() -> None:
    given = case_intake.example()
    first, second = given.case.parties
    parties = (
        first, second, evolve(second, name=LONG_NAME, address="幸福里小区" * 14), evolve(first, name=LATIN_NAME, age=101),
    )  # fmt: skip
    facts = "\n".join(f"第{n}段：{given.case.facts}" for n in range(9))
    pdf = PAPERS["case_intake"].make(evolve(given, case=evolve(given.case, parties=parties, facts=facts)))
    pages = pages_of(pdf)
    assert all("编号：民调〔2026〕18号" in page for page in pages)
    assert all(f"第{n}段：" in "".join(pages) for n in range(9))
    assert "当事人（签名）" in pages[-1]
    assert "人民调解委员会调解。" in pages[-1]
    assert "申请人1" in pages[0]
    glyphs_in_boxes(pdf)


def test_intake_without_parties_or_facts_is_refused() -> None:
    centre = case_intake.example().centre
    with pytest.raises(RecordInvalid, match="当事人：一方也没有"):
        PAPERS["case_intake"].make(case_intake.CaseIntake(centre=centre, case=MediationCase(title_text="漏水")))


def test_masked_sheet_hides_what_gives_a_person_away() -> None:
    page = text(PAPERS["record_sheet"].make(record_sheet.example()))
    assert "证件号码110105**********2X" in page
    assert "138****0021" in page
    assert "出生日期1949年民族" in page
    assert "12-31" not in page
    assert "独居" not in page
    assert "高龄" not in page
    assert "部分信息已遮盖" in page


@pytest.mark.parametrize(
    ("record", "is_said"),
    [
        (Resident(name="张国富", house=1), False),
        (Resident(name="张国富", phone="13804350021"), True),
        (Resident(name="张国富", note="电话13804350021"), True),
        (Resident(name="张国富", care=(CareTag(kind="10"),)), True),
        (Resident(name="张国富", documents=(Document(kind="414", number="G12345678"),)), True),
    ],
)
def test_that_something_is_covered_is_said_where_it_is(record: Resident, is_said: bool) -> None:
    page = text(PAPERS["record_sheet"].make(evolve(record_sheet.example(), record=record)))
    assert ("部分信息已遮盖" in page) is is_said


def test_unmasked_sheet_shows_everything_in_groups() -> None:
    page = text(PAPERS["record_sheet"].make(evolve(record_sheet.example(), masked=False)))
    for words in ("11010519491231002X", "1949-12-31", "13804350021", "高龄", "幸福里小区3号楼2单元501室", "联系与住处"):
        assert words in page
    assert "遮盖" not in page


def test_sheet_of_a_household_names_its_members_by_their_titles() -> None:
    members = (Member(resident=7, relation="02"), Member(resident=8, relation="", until=date(2025, 1, 1)))
    given = RecordSheet(
        centre=record_sheet.example().centre,
        record=Household(head=7, house=3, members=members),
        titles={"resident": {7: LONG_NAME, 8: "王𠮷"}, "house": {3: "3号楼2单元501室"}},
        masked=False,
    )
    page = text(PAPERS["record_sheet"].make(given))
    assert "户内成员（2）" in page
    assert "王𠮷" in page
    assert all(part in page for part in LONG_NAME.split("·"))


def test_sheet_without_a_title_shows_no_bare_number() -> None:
    given = RecordSheet(centre=record_sheet.example().centre, record=Household(head=1099511627777))
    assert "1099511627777" not in text(PAPERS["record_sheet"].make(given))


@pytest.mark.parametrize("count", [0, 1, 90])
def test_sheet_with_any_number_of_parts(count: int) -> None:
    care = tuple(CareTag(kind="10", basis=f"批复{n}号") for n in range(count))
    given = record_sheet.example()
    pages = pages_of(PAPERS["record_sheet"].make(evolve(given, record=evolve(given.record, care=care), masked=False)))
    assert (f"关爱类别（{count}）" if count else "关爱类别：无") in "".join(pages)
    assert all("序号类别" in page for page in pages if "批复" in page)
    assert all(f"批复{n}号" in "".join(pages) for n in range(count))


def test_a_telephone_number_in_a_narrow_column_is_not_broken() -> None:
    case = MediationCase(title_text="漏水", parties=(Party(name="张国富", phone="13804350021", address="三号楼"),))
    given = RecordSheet(centre=record_sheet.example().centre, record=case, masked=False)
    rows = [measure.text(row) for row in measure.rows(measure.pages(PAPERS["record_sheet"].make(given))[0])]
    assert any("13804350021" in row for row in rows)


def test_recovery_sheet_shows_the_code_large_and_in_groups() -> None:
    pdf = PAPERS["recovery"].make(recovery.example())
    (page,) = measure.pages(pdf)
    large = "".join(g.char for row in measure.rows(page, 18) for g in row)
    assert large == "K7QTM9XWRAB3HZDFN6UE2VPGC"
    assert "幸福里社区党群服务中心" in text(pdf)
    assert "经办人李敏日期2026年3月2日" in text(pdf)
    assert b"K7QTM" not in pdf
    glyphs_in_boxes(pdf)


@pytest.mark.parametrize(
    ("code", "groups"),
    [
        ("AAAAA-BBBBB", ["AAAAA", "BBBBB"]),
        ("AAAA BBBB CCCC", ["AAAA", "BBBB", "CCCC"]),
        ("AAAAABBBBBCC", ["AAAAA", "BBBBB", "CC"]),
    ],
)
def test_groups_of_a_code(code: str, groups: list[str]) -> None:
    assert recovery.groups(code) == groups


def test_recovery_sheet_needs_a_code() -> None:
    with pytest.raises(RecordInvalid, match="恢复码：没有填"):
        PAPERS["recovery"].make(evolve(recovery.example(), code=""))


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_marked_in_practice(name: str) -> None:
    paper = PAPERS[name]
    given = paper.example()
    practice = evolve(given, centre=evolve(given.centre, practice=True))
    for glyphs in measure.pages(paper.make(practice)):
        assert "".join(g.char for g in glyphs if g.rgb == (230, 230, 230)) == "练习资料"
    assert "练习资料" not in text(paper.make(given))


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    paper = PAPERS[name]
    assert paper.make(paper.example()) == paper.make(paper.example())


# 权利义务告知书


def test_parties_are_told_what_the_law_gives_and_asks() -> None:
    """人民调解法 第二十三、二十四、二十六、三十三条, and that it costs nothing (第四条); one page each, to be signed."""
    given = rights_notice.example()
    pages = page_texts(PAPERS["rights_notice"].make(given))
    assert len(pages) == len(given.case.parties) == 2
    for page, party in zip(pages, given.case.parties, strict=True):
        for words in (
            f"被告知人{party.name}",
            "民调〔2026〕18号",
            "不收取任何费用",
            "接受调解、拒绝调解或者要求终止调解",
            "如实陈述纠纷事实",
            "三十日内共同向人民法院申请司法确认",
            "通过仲裁、行政、司法等途径",
            "（人民调解委员会印章）",
        ):
            assert words in page, words


def test_no_rights_are_told_without_parties() -> None:
    given = rights_notice.example()
    with pytest.raises(RecordInvalid, match="当事人：没有填"):
        PAPERS["rights_notice"].make(evolve(given, case=evolve(given.case, parties=())))
    long = "内蒙古自治区呼和浩特市新城区海拉尔东路街道办事处与" * 4
    given = evolve(given, case=evolve(given.case, title_text=long))
    assert_inside(PAPERS["rights_notice"].make(given), 9.0)
