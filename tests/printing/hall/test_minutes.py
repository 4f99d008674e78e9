"""会议纪要: red head, grid, attendance, 版记, over as many pages as it takes."""

import io
from datetime import date

import pdfplumber
import pytest
from attrs import evolve

from db.records.hall.meeting import Meeting, Resolution
from printing.papers import PAPERS
from printing.papers.hall.minutes import Minutes, example
from tests.printing import measure
from tests.printing.samples import attendees, headed_minutes, long_minutes

make = PAPERS["minutes"].make


def flat(pdf: bytes) -> str:
    return "".join(measure.text(row) for page in measure.body(pdf) for row in page)


@pytest.mark.parametrize("times", [1, 2, 4, 9])
def test_grid_whatever_its_length(times: int) -> None:
    pdf = make(long_minutes(times))
    assert measure.grid_faults(pdf) == []
    steps = measure.cell_steps(pdf)
    assert steps[len(steps) // 20] == pytest.approx(measure.CELL_PT, abs=0.02)
    for number, (text, gap, left, right) in enumerate(measure.page_numbers(pdf), 1):
        assert text == f"—{number}—"
        assert gap == pytest.approx(7, abs=0.1)
        assert (184 - right if number % 2 else left - 28) == pytest.approx(14 / measure.MM, abs=0.8)


def test_nine_repeats_make_full_pages_of_22_rows() -> None:
    pages = measure.body(make(long_minutes(9)))
    assert len(pages) >= 5
    assert {len(page) for page in pages[1:-2]} <= {21, 22}
    assert 22 in {len(page) for page in pages[1:-2]}


def test_the_red_head_stands_where_the_standard_puts_it() -> None:
    pdf = make(example())
    red = [g for g in measure.pages(pdf)[0] if g.rgb[0] > 200 and g.rgb[1] < 80]
    assert "".join(g.char for g in red) == "幸福里社区会议纪要"
    assert measure.red_top_mm(pdf) == pytest.approx(37 + 35, abs=0.1)
    number = next(row for row in measure.body(pdf)[0] if measure.text(row) == "〔2026〕3号")
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        rule = next(line for line in read.pages[0].lines if line["x1"] - line["x0"] > 400)
    assert (rule["x1"] - rule["x0"]) / measure.MM == pytest.approx(156, abs=0.1)
    lower_edge = number[0].y - 0.12 * 16
    assert (lower_edge - (297 * measure.MM - rule["top"])) / measure.MM == pytest.approx(4, abs=0.1)
    middle = (number[0].ink[0] + number[-1].ink[2]) / 2 / measure.MM
    assert middle == pytest.approx(28 + 78, abs=0.3)


def test_the_colophon_stands_on_the_lower_edge_of_the_last_page() -> None:
    for times in (1, 3):
        with pdfplumber.open(io.BytesIO(make(long_minutes(times)))) as read:
            lines = sorted(
                (line["top"] / measure.MM, line["linewidth"] / measure.MM)
                for line in read.pages[-1].lines
                if line["x1"] - line["x0"] > 400 and line["top"] > 150 * measure.MM
            )
        assert [round(width, 2) for _, width in lines] == [0.35, 0.25, 0.35]
        assert lines[-1][0] == pytest.approx(262, abs=0.05)


def test_it_says_what_was_talked_over_and_who_does_what() -> None:
    text = flat(make(example()))
    for words in (
        "2026年3月25日下午2:30，幸福里社区2026年3月议事厅会议在幸福里社区党群服务中心二楼议事厅召开。会议由周秀兰主持。",
        "一、3号楼加装电梯的方案与费用分摊",
        "会议议定：1.同意采用北侧外挂方案",
        "责任分工：完成各层分摊系数测算并上门征求意见（由加装电梯工作小组负责，2026年4月15日前办结）。",
        "四、未达成一致的意见",
        "出席：周秀兰（幸福里社区党委，主持）、张国富、",
        "列席：孙志强（安居物业服务有限公司）、",
        "请假：陈玉梅",
    ):
        assert words in text


def test_home_addresses_do_not_go_out_with_minutes() -> None:
    people = tuple(evolve(a, came="1") for a in attendees(12))
    text = flat(make(evolve(example(), meeting=evolve(example().meeting, attendees=people))))
    assert "号楼1单元" not in text
    assert "王𠮷" in text


def test_names_in_the_lists_are_not_broken() -> None:
    people = tuple(evolve(a, came="1", name=n) for a, n in zip(attendees(60), ["张国富", "欧阳小三"] * 30, strict=True))
    pdf = make(evolve(example(), meeting=evolve(example().meeting, attendees=people)))
    rows = [measure.text(row) for page in measure.body(pdf) for row in page]
    listed = rows[next(n for n, row in enumerate(rows) if row.startswith("出席：")) :]
    assert all(
        row.endswith(("张国富", "欧阳小三", "、")) for row in listed if not row.startswith(("—", "请假", "缺席"))
    )


def test_nobody_is_said_to_have_come_before_anybody_signed_in() -> None:
    people = tuple(evolve(a, came="0") for a in example().meeting.attendees)
    text = flat(make(evolve(example(), meeting=evolve(example().meeting, attendees=people))))
    assert "出席：（签到尚未登记）" in text
    assert "张国富" not in text


@pytest.mark.parametrize("times", range(1, 9))
def test_who_came_is_not_parted_from_who_asked_leave_nor_from_the_text(times: int) -> None:
    *_, last = [[measure.text(row) for row in page] for page in measure.body(make(long_minutes(times)))]
    came, excused = (next((n for n, row in enumerate(last) if row.startswith(word)), -1) for word in ("出席", "请假"))
    assert 0 < came < excused


def test_headings_never_stand_last() -> None:
    for times in range(1, 12):
        for page in measure.body(make(long_minutes(times))):
            last = measure.text(page[-1])
            assert not last.startswith(("一、", "二、", "三、", "四、")), times
            assert last not in ("会议议定：", "责任分工："), times


def test_the_last_page_has_text() -> None:
    for times in range(1, 12):
        assert len(measure.body(make(long_minutes(times)))[-1]) >= 3, times


def test_resolutions_of_no_topic_have_a_section_of_their_own() -> None:
    loose = Resolution(subject="清理楼道杂物", owner="各楼栋长", due=date(2026, 4, 30))
    text = flat(make(evolve(example(), resolutions=(loose,))))
    assert "四、其他议定事项清理楼道杂物（由各楼栋长负责，2026年4月30日前办结）。五、未达成一致的意见" in text


def test_an_empty_meeting_still_prints() -> None:
    meeting = Meeting(name="居民议事会", starts=example().meeting.starts, hall="二楼")
    given = Minutes(centre=example().centre, meeting=meeting)
    assert measure.grid_faults(make(given)) == []
    assert "居民议事会会议纪要" in measure.all_text(make(given))


def test_a_number_not_yet_taken_is_left_to_write_in() -> None:
    blank = evolve(example().meeting, minutes_number="")
    row = next(r for r in measure.body(make(evolve(example(), meeting=blank)))[0] if measure.text(r).startswith("〔"))
    assert measure.text(row) == "〔2026〕号"
    assert row[-1].x - row[-2].x > 2.5 * 16
    seventh = evolve(example().meeting, minutes_number="第7期")
    assert "第7期" in flat(make(evolve(example(), meeting=seventh)))


def test_a_long_name_makes_a_mark_of_several_lines() -> None:
    centre = evolve(example().centre, community="内蒙古自治区呼和浩特市新城区海拉尔东路街道幸福里社区")
    pdf = make(evolve(example(), centre=centre))
    red = [g for g in measure.pages(pdf)[0] if g.rgb[0] > 200 and g.rgb[1] < 80]
    assert len({round(g.y) for g in red}) == 3
    assert measure.red_top_mm(pdf) == pytest.approx(37 + 35, abs=0.1)
    assert measure.grid_faults(pdf) == []


def faces(pdf: bytes, words: str) -> set[str]:
    """The fonts that a line is set in, digits and marks aside."""
    rows = [row for page in measure.body(pdf) for row in page]
    row = next(row for row in rows if measure.text(row).startswith(words))
    return {glyph.font for glyph in row if "\u4e00" <= glyph.char <= "\u9fff"}


@pytest.mark.parametrize("name", ["minutes", "meeting_record"])
def test_headings_typed_in_a_discussion_have_the_faces_of_their_level(name: str) -> None:
    """GB/T 9704-2012 7.3.3: 一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋 as the body."""
    given = PAPERS[name].example()
    meeting = headed_minutes().meeting
    first = meeting.agenda[0]
    pdf = PAPERS[name].make(evolve(given, meeting=meeting))
    assert measure.grid_faults(pdf) == []
    plain = faces(pdf, "一层住户担心采光")
    hei, kai = faces(pdf, "一、主要意见"), faces(pdf, "（一）采光")
    assert hei == faces(pdf, f"一、{first.subject}"[:6]), "as the paper's own headings"
    assert len({*plain, *hei, *kai}) == 3
    assert faces(pdf, "（一）收费") == kai
    assert faces(pdf, "1.加装隔声板") == faces(pdf, "（1）由设计单位补图") == plain


def test_decisions_that_the_clerk_numbered_stay_as_they_are_numbered() -> None:
    given = example()
    first, *more = given.meeting.agenda
    typed = evolve(first, decision="（一）方案\n采用北侧外挂。\n（二）分摊\n按楼层系数。")
    text = flat(make(evolve(given, meeting=evolve(given.meeting, agenda=(typed, *more)))))
    assert "会议议定：（一）方案采用北侧外挂。（二）分摊按楼层系数。" in text
    dated = evolve(first, decision="2026年4月底前完成测算。\n由业主代表组成小组。")
    text = flat(make(evolve(given, meeting=evolve(given.meeting, agenda=(dated, *more)))))
    assert "1.2026年4月底前完成测算。2.由业主代表组成小组。" in text, "a year is no number of a list"
