"""席卡、表决票、唱票单、送达回证、张贴证明、受理登记表: words and places."""

import io
import re
from datetime import date

import pdfplumber
import pytest
from attrs import evolve

from db.errors import RecordInvalid
from db.records.centre.holiday import HolidaySpan, HolidayYear
from db.records.hall.meeting import AgendaItem
from printing.papers import PAPERS
from printing.papers.hall import ballots, delivery_receipt, name_cards, tally
from printing.papers.hall.name_cards import NameCard
from printing.papers.hall.notice import Recipient
from printing.papers.letters import posting_proof
from printing.papers.mediation import case_intake
from tests.printing import measure
from tests.printing.boxes import assert_inside, outside, page_texts, pages_with_boxes, text
from tests.printing.measure import MM, Glyph
from tests.printing.samples import LATIN_NAME, LONG_NAME, NAMES, agenda

TABLES = (
    "tally",
    "posting_proof",
    "delivery_receipt",
    "roster",
    "household_card",
    "visit_list",
    "round_sheet",
    "coverage_table",
)


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


@pytest.mark.parametrize(("wide", "high", "a_sheet"), [(200, 100, 1), (90, 50, 2), (80, 70, 2)])
def test_a_card_for_a_holder_keeps_to_its_size(wide: int, high: int, a_sheet: int) -> None:
    cards = tuple(NameCard(name=name, unit="幸福里社区居民委员会居民代表") for name in NAMES)
    given = evolve(name_cards.example(), cards=cards, wide_mm=wide, high_mm=high)
    pages = measure.pages(PAPERS["name_cards"].make(given))
    assert len(pages) == -(-len(NAMES) // a_sheet)
    gap = (297 - a_sheet * 2 * high) / (a_sheet + 1)
    faces = [297 - (n + 1) * (gap + 2 * high) + half * high for n in range(a_sheet) for half in (0, 1)]
    for glyphs in pages:
        for g in glyphs:
            left, low, right, top = (n / MM for n in g.ink)
            if not g.has_ink:
                continue
            assert (210 - wide) / 2 + 1 < left < right < (210 + wide) / 2 - 1, g
            assert any(face + 1 < low < top < face + high - 1 for face in faces), g


@pytest.mark.parametrize(
    ("changes", "words"), [({"wide_mm": 300}, "面宽.*最大填210"), ({"high_mm": 10}, "面高.*最小填50")]
)
def test_a_card_larger_than_the_sheet_is_refused(changes: dict[str, int], words: str) -> None:
    with pytest.raises(RecordInvalid, match=words):
        PAPERS["name_cards"].make(evolve(name_cards.example(), **changes))


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


def test_receipts_of_units_and_guests_lie_behind_those_of_the_doors_as_the_notices_do() -> None:
    given = delivery_receipt.example()
    others = (Recipient(name="刘洋"), Recipient(name="孙志强", address="安居物业服务有限公司"))
    pages = page_texts(PAPERS["delivery_receipt"].make(evolve(given, recipients=(*others, *given.recipients))))
    names = ("张国富", "阿卜杜拉·买买提", "刘洋", "孙志强")
    assert [next(name for name in names if f"受送达人{name}" in page) for page in pages] == list(names)


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


def test_a_posting_says_how_many_working_days_without_the_first() -> None:
    page = text(PAPERS["posting_proof"].make(posting_proof.example()))
    for words in ("关于3号楼加装电梯方案的公示", "自2026年3月2日起，至2026年3月9日止张贴时间（5个工作日，张贴当日不计）", "1.3号楼2单元一层公告栏",
                  "张贴时照片", "期满时照片", "张贴人（签名）：见证人（签名）：", "幸福里社区党群服务中心（盖章）"):  # fmt: skip
        assert words in page
    assert len(measure.pages(PAPERS["posting_proof"].make(posting_proof.example()))) == 1


LABOUR_DAY = HolidayYear(year=2026, spans=(HolidaySpan(name="劳动节", off="5月1日至5日", worked="5月9日"),))


@pytest.mark.parametrize(
    ("period", "unit", "until", "told"),
    [
        (7, "2", date(2026, 5, 9), "（7个工作日，张贴当日不计）"),
        (7, "1", date(2026, 5, 6), "（7日，张贴当日不计，末日逢休假日顺延）"),
        (7, "1", date(2026, 5, 12), "（共15日，张贴当日不计）"),
        (7, "2", date(2026, 5, 12), "（共9个工作日，张贴当日不计）"),
        (None, "1", date(2026, 5, 4), "（共7日，张贴当日不计）"),
    ],
)
def test_a_posting_counts_by_the_calendar_of_its_period(period: int | None, unit: str, until: date, told: str) -> None:
    """From the Monday before Labour Day, with the Saturday that is worked."""
    given = evolve(
        posting_proof.example(),
        since=date(2026, 4, 27), until=until, period=period, period_unit=unit, years=(LABOUR_DAY,),
    )  # fmt: skip
    assert told in text(PAPERS["posting_proof"].make(given))


def test_a_posting_of_which_nothing_is_known_leaves_room_to_write() -> None:
    given = evolve(posting_proof.example(), places="", since=None, until=None, poster="")
    page = text(PAPERS["posting_proof"].make(given))
    assert "自年月日起，至年月日止" in page
    with pytest.raises(RecordInvalid, match="张贴的文书：没有填"):
        PAPERS["posting_proof"].make(evolve(given, matter=""))


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
