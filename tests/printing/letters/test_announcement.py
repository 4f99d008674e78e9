"""通知, 公告, 公示: what they say, and every element of GB/T 9704-2012 where it belongs."""

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from attrs import evolve

from db.errors import RecordInvalid
from db.records.centre.holiday import HolidaySpan, HolidayYear
from db.records.letters.announcement import Annex
from printing.papers import PAPERS
from printing.papers.letters.announcement import Announced, example
from tests.printing import measure

make = PAPERS["announcement"].make
LONG = "各楼栋长、网格员要逐户走访，重点查看楼道杂物、飞线充电和地下空间积水，发现问题当日上报社区值班室。"


def paper(dress: str = "1", **changes: Any) -> Announced:
    """The example in some dress; changes of the record by its field names."""
    given = example()
    return evolve(given, announcement=evolve(given.announcement, dress=dress, **changes))


def red(**changes: Any) -> Announced:
    """A 通知 with a red head."""
    usual: dict[str, Any] = {
        "kind": "1", "title_text": "关于做好2026年汛期安全隐患排查整治工作的通知", "number": "幸居发〔2026〕12号", "annexes": (),
        "body": "\n".join([LONG] * 3),
    }  # fmt: skip
    return paper("2", **usual | changes)


def rows(pdf: bytes, page: int = 0) -> list[str]:
    return [measure.text(row) for row in measure.rows(measure.pages(pdf)[page])]


def row_of(pdf: bytes, words: str, page: int = 0) -> list[measure.Glyph]:
    return next(row for row in measure.rows(measure.pages(pdf)[page]) if words in measure.text(row))


def rules(pdf: bytes, page: int) -> list[tuple[float, float, float]]:
    """Top, length and thickness of the long rules of a page, in mm, from top to bottom."""
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        found = [(r["top"], r["x1"] - r["x0"], r["linewidth"]) for r in read.pages[page].lines]
    return sorted((t / measure.MM, w / measure.MM, p / measure.MM) for t, w, p in found if w > 400)


def test_the_publicity_says_everything() -> None:
    text = rows(make(example()))
    assert text == [
        "关于幸福里小区第三届业主委员会",
        "委员候选人名单的公示",
        "幸福里小区全体业主：",
        "根据《中华人民共和国民法典》和《物业管理条例》的有关",
        "规定，幸福里小区业主大会筹备组通过业主自荐、业主联名推荐",
        "等方式，产生了第三届业主委员会委员候选人。现将有关情况公",
        "示如下：",
        "一、候选人产生情况",
        "筹备组共收到报名表12份，经资格审查，符合条件的11人。",
        "二、候选人名单（按姓氏笔画排列）",
        "（一）委员候选人",
        "王建军、刘洋、张国富、陈玉梅、赵丽华、周秀兰、欧阳",
        "小三。",
        "（二）候补委员候选人",
        "孙志强、阿卜杜拉·买买提。",
        "三、公示期：2026年3月2日至2026年3月11日（7个工作日，",
        "张贴当日不计）。",
        "四、异议受理：公示期内对公示内容有异议的，请向幸福里",
        "社区居民委员会提出。提出方式：以书面或来电形式，并署真实",
        "—1—",
    ]
    assert rows(make(example()), 1)[-4:] == [
        "附件：第三届业主委员会委员候选人简介",
        "幸福里社区居民委员会",
        "2026年3月2日",
        "—2—",
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"period": 10, "period_unit": "1"}, "公示期：2026年3月2日至2026年3月12日（10日，张贴当日不计）。"),
        ({"until": date(2026, 3, 20)}, "公示期：2026年3月2日至2026年3月20日。"),
        ({"posted": None, "day": date(2026, 3, 4)}, "公示期：2026年3月4日至2026年3月13日（7个工作日，张贴当日不计）。"),
    ],
)
def test_the_end_of_the_posting_is_printed(changes: dict[str, Any], told: str) -> None:
    text = "".join(row for page in range(2) for row in rows(make(paper(**changes)), page))
    assert told in text


def test_a_notice_has_no_publicity_lines() -> None:
    text = measure.all_text(make(paper(kind="1")))
    assert "公示期" not in text
    assert "异议" not in text


def test_lines_that_fields_make_are_numbered_only_where_the_clerk_numbers() -> None:
    text = measure.all_text(make(paper(body="名单如下。", contact="李敏，0435-6321788")))
    assert "\n公示期：2026年" in text
    assert "\n联系人及电话：李敏，0435-6321788。" in text


@pytest.mark.parametrize("dress", ["1", "2", "3"])
@pytest.mark.parametrize("times", [1, 4, 14])
def test_grid_whatever_its_length(dress: str, times: int) -> None:
    body = "\n".join([example().announcement.body, *[LONG] * times])
    faults = measure.grid_faults(make(paper(dress, body=body, copies="幸福街道办事处")))
    # The number of a 信函 hangs on its rule, not on the grid (10.1).
    assert [f for f in faults if dress != "3" or not f.startswith("第1页行距")] == []


@pytest.mark.parametrize("dress", ["1", "2", "3"])
def test_no_heading_stands_last_and_no_signature_alone(dress: str) -> None:
    for times in range(12):
        body = (
            "\n".join(f"{n}、工作要求\n{LONG}" for n in "一二三四五六七八"[: times % 8 + 1]) + f"\n{LONG[:10]}" * times
        )
        pages = measure.body(make(paper(dress, body=body, kind="1", annexes=())))
        for number, page in enumerate(pages):
            lines = [measure.text(row) for row in page]
            assert not re.match("[一二三四五六七八]、", lines[-1])
            assert number == 0 or not lines[0].startswith("幸福里社区居民委员会"), (
                "the signature has the page to itself"
            )


def test_the_head_has_serial_secrecy_urgency_one_under_the_other() -> None:
    pdf = make(red(serial=12, secrecy="机密★1年", urgency="1"))
    found = [row_of(pdf, words) for words in ("000012", "机密★1年", "特急")]
    pitch = (225 * measure.MM - 16) / 21
    assert [row[0].x for row in found] == pytest.approx([28 * measure.MM] * 3, abs=0.3)
    assert found[0][0].y - found[1][0].y == pytest.approx(pitch, abs=0.1)
    assert found[1][0].y - found[2][0].y == pytest.approx(pitch, abs=0.1)
    assert found[0][0].y == pytest.approx((297 - 37) * measure.MM - 0.88 * 16, abs=0.1)
    assert "Hei" in found[1][0].font
    assert "Hei" in found[2][0].font
    assert measure.red_top_mm(pdf) == pytest.approx(37 + 35, abs=0.1)


def test_elements_that_are_missing_leave_no_gap() -> None:
    pdf = make(red(urgency="2"))
    assert row_of(pdf, "加急")[0].y == pytest.approx((297 - 37) * measure.MM - 0.88 * 16, abs=0.1)


@pytest.mark.parametrize("names", ["周秀兰", "周秀兰、王建军", "周秀兰、王建军、李敏"])
def test_a_paper_that_goes_up_names_its_approvers(names: str) -> None:
    pdf = make(red(approvers=names))
    number = row_of(pdf, "幸居发〔2026〕12号")
    last = names.split("、")[-1]
    assert measure.text(number).endswith(last), "the number stands beside the last of them"
    assert number[0].x == pytest.approx(28 * measure.MM + measure.CELL_PT, abs=0.3)
    first = row_of(pdf, "签发人：")
    rightmost = max(g.ink[2] for row in (first, number) for g in row)
    assert rightmost == pytest.approx(184 * measure.MM - measure.CELL_PT, abs=2.5)  # the glyph's own blank
    assert "Kai" in next(g for g in first if g.char == "周").font
    top, length, _ = rules(pdf, 0)[0]
    assert length == pytest.approx(156, abs=0.1)
    assert top - (297 - (number[0].y - 0.12 * 16) / measure.MM) == pytest.approx(4, abs=0.1)


def test_the_note_stands_in_brackets_under_the_date() -> None:
    pdf = make(red(note="联系人：李敏，电话：0435-6321788"))
    body = measure.body(pdf)[0] + measure.body(pdf)[1]
    texts = [measure.text(row) for row in body]
    at = texts.index("（联系人：李敏，电话：0435-6321788）")
    assert texts[at - 1] == "2026年3月2日"


def test_attachments_begin_pages_before_the_colophon() -> None:
    annexes = (
        Annex(title="隐患排查登记表", body="一、排查范围\n全部楼栋。"),
        Annex(title="值班安排", body="见公告栏。"),
    )
    pdf = make(red(annexes=annexes, copies="幸福街道办事处"))
    assert "附件：1.隐患排查登记表" in measure.all_text(pdf)
    assert rows(pdf, 2)[:2] == ["附件1", "隐患排查登记表"]
    assert rows(pdf, 3)[:2] == ["附件2", "值班安排"]
    mark, title = row_of(pdf, "附件2", 3), row_of(pdf, "值班安排", 3)
    assert "Hei" in mark[0].font
    pitch = (225 * measure.MM - 16) / 21
    middle = 2 * pitch + 8  # the third row's middle, measured from the upper edge of the type area
    assert (260 * measure.MM - (title[0].ink[1] + title[0].ink[3]) / 2) == pytest.approx(middle, abs=2)
    assert [rules(pdf, page)[-3:] for page in (1, 2)] == [[], []]
    assert rules(pdf, 3)[-1][0] == pytest.approx(262, abs=0.05)
    assert [text for text, *_ in measure.page_numbers(pdf)] == ["—1—", "—2—", "—3—", "—4—"]


def test_the_only_attachment_has_no_number() -> None:
    pdf = make(red(annexes=(Annex(title="值班安排", body="见公告栏。"),)))
    assert "附件：值班安排" in measure.all_text(pdf)
    assert rows(pdf, 2)[:2] == ["附件", "值班安排"]


def test_an_attachment_without_a_text_is_only_named() -> None:
    """It is a sheet that exists already; the others keep their numbers (7.3.4, 7.3.7)."""
    pdf = make(red(annexes=(Annex(title="报名表"), Annex(title="值班安排", body="见公告栏。"))))
    assert "附件：1.报名表" in measure.all_text(pdf)
    titles = [rows(pdf, page)[:2] for page in range(1, len(measure.pages(pdf)))]
    assert [title for title in titles if title[0].startswith("附件")] == [["附件2", "值班安排"]]


def test_holidays_move_the_last_day_that_is_printed() -> None:
    """Seven working days over Labour Day, with the Saturday that is worked."""
    given = paper(day=date(2026, 4, 27), posted=None)
    year = HolidayYear(year=2026, spans=(HolidaySpan(name="劳动节", off="5月1日至5日", worked="5月9日"),))
    without, with_year = (measure.all_text(make(evolve(given, years=years))) for years in ((), (year,)))
    assert "至2026年5月6日（7个工作日" in without.replace("\n", "")
    assert "至2026年5月9日（7个工作日" in with_year.replace("\n", "")


def test_the_addressee_moved_below_stands_above_the_copies_without_a_rule() -> None:
    pdf = make(red(copies="幸福街道办事处", main_below=True))
    page = len(measure.pages(pdf)) - 1
    assert "幸福里小区全体业主：" not in rows(pdf)
    main, copies = row_of(pdf, "主送：", page), row_of(pdf, "抄送：", page)
    assert main[0].y > copies[0].y
    found = rules(pdf, page)
    assert [round(p, 2) for _, _, p in found] == [0.35, 0.25, 0.35]
    main_mm = 297 - main[0].y / measure.MM
    assert not any(main_mm < top < 297 - copies[0].y / measure.MM - 14 / measure.MM for top, *_ in found)


def colophon_pages(pdf: bytes) -> tuple[int, list[str]]:
    """The page that has the colophon, and the page numbers that are printed."""
    numbers = [text for text, *_ in measure.page_numbers(pdf)]
    return next(n + 1 for n in range(len(numbers)) if "印发" in "".join(rows(pdf, n))), numbers


@pytest.mark.parametrize("times", range(1, 30))
def test_on_both_sides_the_colophon_stands_on_the_last_back(times: int) -> None:
    page, numbers = colophon_pages(make(red(body="\n".join([LONG] * times), duplex=True)))
    assert page == len(numbers)
    assert page % 2 == 0
    numbered = [f"—{n}—" for n in range(1, page + 1)]
    # An empty page before the colophon's: neither has a number (GB/T 9704-2012 7.5).
    assert [n if n.startswith("—") else "" for n in numbers] in (numbered, [*numbered[:-2], "", ""])


def test_the_letter_has_its_rules_and_no_number_on_its_first_page() -> None:
    pdf = make(paper("3", number="幸居函〔2026〕3号", copies="幸福街道办事处"))
    assert measure.red_top_mm(pdf) == pytest.approx(30, abs=0.15)
    found = rules(pdf, 0)
    assert [round(length, 1) for _, length, _ in found] == [170.0] * 4
    assert [thick > 0.5 for _, _, thick in found] == [True, False, False, True], "上粗下细，下边相反"
    assert all(rules(pdf, page) == [] for page in range(1, len(measure.pages(pdf))))
    red_glyphs = [g for g in measure.pages(pdf)[0] if g.rgb[0] > 200 and g.rgb[1] < 80]
    lower_edge = 297 - min(g.ink[1] for g in red_glyphs) / measure.MM
    assert found[0][0] - found[0][2] / 2 - lower_edge == pytest.approx(4, abs=0.15)
    assert 297 - found[3][0] - found[3][2] / 2 == pytest.approx(20, abs=0.05)
    number = row_of(pdf, "幸居函〔2026〕3号")
    assert 184 * measure.MM - number[-1].ink[2] == pytest.approx(0, abs=2)
    upper = 297 * measure.MM - (number[0].y + 0.88 * 16)
    assert upper - (found[1][0] + found[1][2] / 2) * measure.MM == pytest.approx(14, abs=0.2)
    assert [text for text, *_ in measure.page_numbers(pdf)] == ["", "—2—"]
    assert "印发" not in measure.all_text(pdf)
    assert row_of(pdf, "抄送：幸福街道办事处。", 1)


def test_a_number_not_yet_taken_is_left_to_write_in() -> None:
    assert "〔2026〕号" in rows(make(red(number="")))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (lambda: paper(title_text=""), "title_text"),
        (lambda: paper(body=" "), "body"),
        (lambda: red(secrecy="保密"), "secrecy"),
        (lambda: red(urgency="急"), "urgency"),
        (lambda: red(serial=1_000_000), "serial"),
        (lambda: red(annexes=(Annex(title=" "),)), "annexes.0.title"),
        (lambda: paper(until=date(2026, 3, 1)), "until"),
    ],
)
def test_what_is_missing_or_unknown_is_told_before_anything_is_printed(
    given: Callable[[], Announced], field: str
) -> None:
    with pytest.raises(RecordInvalid) as refused:
        make(given())
    assert field in {p.field for p in refused.value.problems}


def test_the_pdf_does_not_carry_names_in_its_properties() -> None:
    document = pypdfium2.PdfDocument(make(paper(title_text="关于张国富同志任职的公示")))
    assert "张国富" not in str(document.get_metadata_dict())
    document.close()
