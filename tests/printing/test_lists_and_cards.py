"""席卡、表决票、唱票单、送达回证、张贴证明、花名册、户卡、走访登记表、标签、信封: words and places."""

import io
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pdfplumber
import pytest
from attrs import evolve

from db.errors import Cancelled, RecordInvalid
from db.records.meeting import AgendaItem
from printing.drawing import Text
from printing.papers import (
    PAPERS,
    ballots,
    case_intake,
    delivery_receipt,
    household_card,
    mailing,
    name_cards,
    posting_proof,
    roster,
    tally,
    visit_list,
)
from printing.papers.name_cards import NameCard
from printing.papers.notice import Recipient
from printing.papers.roster import RosterRow
from printing.papers.visit_list import VisitDoor
from tests.printing import measure
from tests.printing.measure import MM, Glyph
from tests.printing.samples import LATIN_NAME, LONG_NAME, NAMES, agenda

Boxes = list[tuple[float, float, float, float]]


def text(pdf: bytes) -> str:
    return measure.all_text(pdf).replace("\n", "")


def page_texts(pdf: bytes) -> list[str]:
    return ["".join(measure.text(row) for row in measure.rows(page)) for page in measure.pages(pdf)]


def pages_with_boxes(pdf: bytes) -> Iterator[tuple[list[Glyph], Boxes, float, float]]:
    """Of each page its glyphs with ink, its boxes (left, bottom, right, top) and the paper's size in points."""
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        for page, glyphs in zip(read.pages, measure.pages(pdf), strict=True):
            high = float(page.height)
            boxes = [(r["x0"], high - r["bottom"], r["x1"], high - r["top"]) for r in page.rects if r["width"] > 15]
            yield [g for g in glyphs if g.has_ink], boxes, float(page.width), high


def outside(glyph: Glyph, box: tuple[float, float, float, float], slack: float = 0.7) -> bool:
    left, bottom, right, top = glyph.ink
    return left < box[0] - slack or right > box[2] + slack or bottom < box[1] - slack or top > box[3] + slack


def assert_inside(pdf: bytes, margin_mm: float = 5.0) -> None:
    """Every character of a table is inside one box, every box and character inside the paper's margin."""
    edge = margin_mm * MM
    for glyphs, boxes, wide, high in pages_with_boxes(pdf):
        paper = (edge, edge, wide - edge, high - edge)
        assert not [g for g in glyphs if outside(g, paper)]
        assert all(edge <= b[0] and b[2] <= wide - edge and edge <= b[1] and b[3] <= high - edge for b in boxes)
        top, bottom = max(b[3] for b in boxes), min(b[1] for b in boxes)
        within = [
            g for g in glyphs if bottom < g.y < top and any(b[0] < g.x < b[2] and b[1] < g.y < b[3] for b in boxes)
        ]
        assert within
        lost = [g for g in within if all(outside(g, box) for box in boxes)]
        assert not lost, lost[:3]


TABLES = ("tally", "posting_proof", "delivery_receipt", "roster", "household_card", "visit_list")


@pytest.mark.parametrize("name", TABLES)
def test_every_character_stands_in_its_box(name: str) -> None:
    assert_inside(PAPERS[name].make(PAPERS[name].example()), 9.0)


# 席卡


def upright(glyphs: list[Glyph]) -> list[Glyph]:
    return [g for g in glyphs if g.y < 148.5 * MM]


@pytest.mark.parametrize("name", [*NAMES, "李敏", "欧阳建国"])
def test_a_name_card_reads_the_same_from_both_sides(name: str) -> None:
    given = evolve(name_cards.example(), cards=(NameCard(name=name, unit="居民代表"),))
    (glyphs,) = measure.pages(PAPERS["name_cards"].make(given))
    inked = [g for g in glyphs if g.has_ink]
    near, far = upright(inked), [g for g in inked if g.y > 148.5 * MM]
    printed = "".join(measure.text(row) for row in measure.rows(near))
    # A hyphen at the end of a line is not copied.
    assert re.sub(r"[-\s\x02]", "", printed) == re.sub("[- ]", "", name) + "居民代表"
    assert sorted(g.char for g in far) == sorted(g.char for g in near)
    for glyph in far:
        x, y = 210 * MM - glyph.x, 297 * MM - glyph.y
        assert [g for g in near if g.char == glyph.char and abs(g.x - x) < 0.2 and abs(g.y - y) < 0.2], glyph
    fold = 297 / 2 * MM
    assert all(
        g.ink[0] > 10 * MM and g.ink[2] < 200 * MM and g.ink[1] > 8 * MM and g.ink[3] < fold - 8 * MM for g in near
    )


def sizes(name: str) -> float:
    given = evolve(name_cards.example(), cards=(NameCard(name=name),))
    (glyphs,) = measure.pages(PAPERS["name_cards"].make(given))
    return max(g.size for g in glyphs)


def test_the_size_of_a_card_is_fitted_to_the_name() -> None:
    assert sizes("李敏") == sizes("张国富") > 120
    assert 60 < sizes("阿卜杜拉·买买提") < 75
    assert sizes(LONG_NAME) >= 28
    assert sizes(LATIN_NAME) >= 28


def test_a_name_of_two_characters_is_as_wide_as_one_of_three() -> None:
    def span(name: str) -> tuple[float, float]:
        given = evolve(name_cards.example(), cards=(NameCard(name=name),))
        (glyphs,) = measure.pages(PAPERS["name_cards"].make(given))
        near = upright([g for g in glyphs if g.has_ink])
        return min(g.x for g in near), max(g.x for g in near)

    two, three = span("李敏"), span("张国富")
    assert abs(two[0] - three[0]) < 1
    assert abs(two[1] - three[1]) < 1


# 表决票, 唱票单


def test_four_ballots_a_sheet_each_in_its_quarter() -> None:
    given = evolve(ballots.example(), count=6)
    pdf = PAPERS["ballots"].make(given)
    pages = list(pages_with_boxes(pdf))
    assert len(pages) == 2
    for glyphs, boxes, wide, high in pages:
        for left in (0.0, wide / 2):
            for bottom in (0.0, high / 2):
                quarter = (left + 5 * MM, bottom + 5 * MM, left + wide / 2 - 5 * MM, bottom + high / 2 - 5 * MM)
                own = [g for g in glyphs if left < g.x < left + wide / 2 and bottom < g.y < bottom + high / 2]
                words = "".join(measure.text(row) for row in measure.rows(own))
                assert words.startswith("幸福里社区2026年3月议事厅会议表决票")
                assert words.count("同意") == words.count("反对") == words.count("弃权") == 3
                assert "盖章处" in words
                assert "幸福里社区居民委员会2026年3月25日" in words.replace("盖章处", "")
                assert not [g for g in own if outside(g, quarter)]
                inside = [b for b in boxes if left < b[0] < left + wide / 2 and bottom < b[1] < bottom + high / 2]
                assert len(inside) == 3 * 4


def test_the_boxes_of_a_ballot_are_vectors() -> None:
    with pdfplumber.open(io.BytesIO(PAPERS["ballots"].make(ballots.example()))) as read:
        ticks = [r for r in read.pages[0].rects if r["width"] < 15]
    assert len(ticks) == 4 * 3 * 3
    assert all(abs(r["width"] - r["height"]) < 0.1 for r in ticks)


def test_a_long_agenda_makes_more_ballots_and_loses_no_matter() -> None:
    given = ballots.example()
    pdf = PAPERS["ballots"].make(evolve(given, meeting=evolve(given.meeting, agenda=agenda(8)), count=1))
    pages = page_texts(pdf)
    assert len(pages) > 1
    assert all(f"第{n}张，共{len(pages)}张" in page for n, page in enumerate(pages, 1))
    printed = "".join(pages)
    assert all(f"第{n}项公共设施" in printed for n in range(1, 9))


def test_other_options_than_the_usual_three() -> None:
    page = text(
        PAPERS["ballots"].make(evolve(ballots.example(), count=4, options="张国富、王𠮷、阿卜杜拉·买买提、另选他人"))
    )
    assert page.count("阿卜杜拉·买买提") == 12
    assert "同意" not in page


@pytest.mark.parametrize(
    ("count", "options"), [(1, ""), (60, ""), (380, ""), (1500, ""), (60, "、".join("甲乙丙丁戊己庚辛"))]
)
def test_a_tally_has_a_stroke_for_every_vote(count: int, options: str) -> None:
    given = evolve(tally.example(), count=count, options=options)
    given = evolve(given, meeting=evolve(given.meeting, agenda=(AgendaItem(subject="充电桩选址"),)))
    pdf = PAPERS["tally"].make(given)
    assert_inside(pdf, 9.0)
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        squares = [r for page in read.pages for r in page.rects if r["width"] < 13 * MM]
    words = options.split("、") if options else ["同意", "反对", "弃权"]
    assert len(squares) * 5 >= count * len(words)
    page = text(pdf)
    assert all(word in page for word in (*words, "无效票", "唱票人", "计票人", "监票人", "充电桩选址"))


@pytest.mark.parametrize("name", ["ballots", "tally"])
def test_nothing_to_vote_on_is_refused(name: str) -> None:
    given = PAPERS[name].example()
    with pytest.raises(RecordInvalid, match="议程：没有填"):
        PAPERS[name].make(evolve(given, meeting=evolve(given.meeting, agenda=())))
    with pytest.raises(RecordInvalid, match="表决人数：没有填"):
        PAPERS[name].make(evolve(given, count=None))


# 送达回证, 张贴证明


def test_a_receipt_for_each_recipient_in_the_order_of_the_doors() -> None:
    pages = page_texts(PAPERS["delivery_receipt"].make(delivery_receipt.example()))
    assert len(pages) == 2
    assert "受送达人张国富" in pages[0]
    assert "送达地点幸福里小区3号楼2单元501室" in pages[0]
    assert "受送达人阿卜杜拉·买买提" in pages[1]
    for page in pages:
        for words in (
            "幸福里社区2026年3月议事厅会议通知",
            "直接送达",
            "留置送达",
            "签名或盖章",
            "代收人签名",
            "见证人签名",
        ):
            assert words in page


def test_a_receipt_holds_the_longest_name_and_address() -> None:
    one = Recipient(name=LONG_NAME, address="幸福里小区东区一期" * 9)
    given = evolve(delivery_receipt.example(), recipients=(one,), matter="关于幸福里小区公共收益使用方案征求意见" * 4)
    pdf = PAPERS["delivery_receipt"].make(given)
    assert_inside(pdf, 9.0)
    assert all(part in text(pdf) for part in LONG_NAME.split("·"))
    assert text(pdf).count("一期") == 9


def test_a_posting_says_how_many_days_without_the_first() -> None:
    page = text(PAPERS["posting_proof"].make(posting_proof.example()))
    for words in ("关于3号楼加装电梯方案的公示", "自2026年3月2日起，至2026年3月9日止（共7日，张贴当日不计）", "1.3号楼2单元一层公告栏",
                  "张贴时照片", "期满时照片", "张贴人（签名）：见证人（签名）：", "幸福里社区党群服务中心（盖章）"):  # fmt: skip
        assert words in page
    assert len(measure.pages(PAPERS["posting_proof"].make(posting_proof.example()))) == 1


def test_a_posting_of_which_nothing_is_known_leaves_room_to_write() -> None:
    given = evolve(posting_proof.example(), places="", since=None, until=None, poster="")
    page = text(PAPERS["posting_proof"].make(given))
    assert "自年月日起，至年月日止" in page
    with pytest.raises(RecordInvalid, match="张贴的文书：没有填"):
        PAPERS["posting_proof"].make(evolve(given, matter=""))


# 花名册, 户卡


def people(count: int) -> tuple[RosterRow, ...]:
    return tuple(
        RosterRow(
            building=f"幸福里小区{(count - n) // 40 + 1}号楼", door=f"{n % 3 + 1}单元{n % 9 + 1}0{n % 2 + 1}室",
            name=NAMES[n % len(NAMES)], sex="男", relation="户主", id_number="11010519491231002X",
            birth=date(1949, 12, 31), phone="13804350021", population="户籍人口", care="独居",
        )
        for n in range(count)
    )  # fmt: skip


def test_a_roster_repeats_its_head_and_is_ordered_by_the_walk() -> None:
    pdf = PAPERS["roster"].make(evolve(roster.example(), rows=people(500)))
    pages = page_texts(pdf)
    assert all("序号门牌姓名性别与户主关系证件号码联系电话人员类别" in page for page in pages)
    assert all(f"第{n}页共{len(pages)}页" in page for n, page in enumerate(pages, 1))
    assert "共500人。" in pages[-1]
    printed = "".join(pages)
    places = [printed.index(f"幸福里小区{n}号楼") for n in range(1, 13)]
    assert places == sorted(places)
    assert_inside(pdf, 9.0)
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        assert all(page.width > page.height for page in read.pages)


def test_a_building_is_never_announced_at_the_foot_of_a_page() -> None:
    for count in range(30, 60):
        rows = tuple(evolve(row, building=f"{n // 7}号楼", name="张国富") for n, row in enumerate(people(count)))
        for page in PAPERS["roster"].layout(evolve(roster.example(), rows=rows)):
            words = "".join(op.text for _, ops in page[0].groups for op in ops if isinstance(op, Text))
            assert "人" not in words.split("户籍人口")[-1].split("共")[0].split("第")[0], count


def test_a_masked_roster_gives_nobody_away() -> None:
    page = text(PAPERS["roster"].make(evolve(roster.example(), rows=people(3))))
    assert "110105********002X" in page
    assert "138****0021" in page
    assert "1949-12-31" not in page
    assert "19491231" not in page
    assert "独居" not in page
    assert "部分信息已遮盖" in page
    whole = text(PAPERS["roster"].make(evolve(roster.example(), rows=people(3), masked=False)))
    assert all(words in whole for words in ("11010519491231002X", "1949-12-31", "13804350021", "独居"))
    assert "遮盖" not in whole


def test_a_long_job_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []

    def tick(done: int, count: int) -> bool:
        told.append((done, count))
        return done < 3

    with pytest.raises(Cancelled):
        PAPERS["roster"].make(evolve(roster.example(), rows=people(120)), tick)
    assert [done for done, _ in told] == [1, 2, 3]
    assert told[0][1] > 3


@pytest.mark.parametrize(
    ("name", "field"),
    [("roster", "rows"), ("household_card", "households"), ("visit_list", "doors"), ("labels", "recipients"),
     ("envelope_dl", "recipients"), ("delivery_receipt", "recipients"), ("name_cards", "cards")],
)  # fmt: skip
def test_an_empty_list_is_refused(name: str, field: str) -> None:
    with pytest.raises(RecordInvalid, match="没有填"):
        PAPERS[name].make(evolve(PAPERS[name].example(), **{field: ()}))


def test_a_household_card_on_half_an_a4() -> None:
    pdf = PAPERS["household_card"].make(household_card.example())
    page = text(pdf)
    assert "住址幸福里小区12号楼1单元301室" in page
    assert "2古丽娜尔·买买提配偶女" in page
    assert "网格第一网格王芳" in page
    assert "1975" not in page.replace("110105", "")
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        assert (round(read.pages[0].width / MM), round(read.pages[0].height / MM)) == (210, 148)


def test_a_large_household_goes_on_over_a_second_card() -> None:
    given = household_card.example()
    household = given.households[0]
    members = tuple(evolve(household.members[0], name=name) for name in NAMES * 2)
    pdf = PAPERS["household_card"].make(evolve(given, households=(evolve(household, members=members),)))
    pages = page_texts(pdf)
    assert len(pages) > 1
    assert "户卡（续）幸福里小区12号楼1单元301室" in pages[1]
    assert "共16人。" in pages[-1]
    assert_inside(pdf, 9.0)


# 走访登记表


def test_doors_come_as_they_are_walked() -> None:
    page = text(PAPERS["visit_list"].make(visit_list.example()))
    order = [
        page.index(words) for words in ("3号楼2个门牌", "2单元501室", "2单元1001室", "12号楼1个门牌", "1单元301室")
    ]
    assert order == sorted(order)
    assert "2月14日" in page
    assert "声控灯" in page
    assert "走访日：3月14日星期六" in page
    assert page.count("平安无事") == page.count("需再访") > 3


def test_who_is_looked_after_is_a_star_unless_asked_for() -> None:
    given = visit_list.example()
    masked = text(PAPERS["visit_list"].make(given))
    assert masked.count("★") == 2
    assert "独居" not in masked
    assert "高龄、独居" in text(PAPERS["visit_list"].make(evolve(given, masked=False)))


def test_a_walk_of_many_doors_keeps_long_promises_in_their_boxes() -> None:
    doors = tuple(
        VisitDoor(building=f"{n // 50 + 1}号楼", door=f"{n % 50 + 1}室", people=NAMES[n % len(NAMES)], count=n % 7, promise="请物业修好" * (n % 30))
        for n in range(160)
    )  # fmt: skip
    pdf = PAPERS["visit_list"].make(evolve(visit_list.example(), doors=doors))
    assert_inside(pdf, 9.0)
    assert all("序号门牌住户人数" in page for page in page_texts(pdf))
    assert "共160个门牌" in page_texts(pdf)[-1]


# 标签, 信封


def letters(count: int) -> tuple[Recipient, ...]:
    return tuple(
        Recipient(name=NAMES[n % len(NAMES)], address=f"幸福里小区{count - n}号楼1单元101室") for n in range(count)
    )


def test_labels_stay_on_their_labels_in_the_order_of_the_buildings() -> None:
    pdf = PAPERS["labels"].make(evolve(mailing.example(), recipients=letters(30), used=2))
    pages = measure.pages(pdf)
    assert len(pages) == 2
    found: list[str] = []
    for glyphs in pages:
        for number in range(24):
            left, top = number % 3 * 70 * MM, (296.5 - number // 3 * 37) * MM
            box = (left + 4 * MM, top - 35 * MM, left + 66 * MM, top - 2 * MM)
            own = [g for g in glyphs if g.has_ink and left <= g.x < left + 70 * MM and top - 37 * MM < g.y < top]
            assert not [g for g in own if outside(g, box)], number
            found.append("".join(measure.text(row) for row in measure.rows(own)))
    assert found[:2] == ["", ""]
    for number, words in enumerate(found[2:32], 1):
        assert words.startswith(f"幸福里小区{number}号楼1单元101室")
        assert words.endswith("收幸福里社区居民委员会")
    assert not any(found[32:])


@pytest.mark.parametrize(("name", "size"), [("envelope_dl", (220, 110)), ("envelope_c5", (229, 162))])
def test_an_envelope_has_the_door_the_name_and_the_sender(name: str, size: tuple[int, int]) -> None:
    recipients = (*letters(3), Recipient(name=LONG_NAME, address="幸福里小区东区一期" * 6))
    pdf = PAPERS[name].make(evolve(mailing.example(), recipients=recipients))
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        assert {(round(p.width / MM), round(p.height / MM)) for p in read.pages} == {size}
    for glyphs in measure.pages(pdf):
        wide, high = size[0] * MM, size[1] * MM
        assert not [g for g in glyphs if g.has_ink and outside(g, (10 * MM, 8 * MM, wide - 10 * MM, high - 20 * MM))]
        rows = [measure.text(row) for row in measure.rows(glyphs)]
        assert rows[-2:] == ["幸福里社区居民委员会", "幸福街道幸福路8号0435-6440001"]
        baselines = sorted({round(g.y) for g in glyphs if g.has_ink}, reverse=True)
        assert all(a - b > 9 for a, b in pairwise(baselines) if a - b > 3)
    assert page_texts(pdf)[0].startswith("幸福里小区1号楼1单元101室")


def test_the_same_recipient_twice_gets_one() -> None:
    one = Recipient(name="张国富", address="3号楼501室")
    assert len(measure.pages(PAPERS["envelope_dl"].make(evolve(mailing.example(), recipients=(one, one))))) == 1


# 受理登记表


def test_an_intake_of_four_parties_is_one_page() -> None:
    given = case_intake.example()
    first, second = given.case.parties
    parties = (first, second, evolve(first, name="李敏"), evolve(second, name="王芳"))
    pdf = PAPERS["case_intake"].make(evolve(given, case=evolve(given.case, parties=parties)))
    (page,) = page_texts(pdf)
    assert "双方多次协商未果" in page
    assert "会调解。当事人（签名）" in page
    assert "当事人（签名）" in page
    assert_inside(pdf, 9.0)


def test_short_facts_go_with_their_signatures_as_a_whole() -> None:
    given = case_intake.example()
    first, second = given.case.parties
    parties = tuple(evolve(first if n % 2 else second, name=f"甲{n}") for n in range(6))
    first_page, second_page = page_texts(
        PAPERS["case_intake"].make(evolve(given, case=evolve(given.case, parties=parties)))
    )
    assert "纠纷简要" not in first_page
    assert "（续）" not in second_page.replace("登记表（续）", "")
    assert "当事人（签名）" in second_page
