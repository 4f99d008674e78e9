"""会议通知: complete, polite, one letter a household, on the grid of the standard."""

from datetime import date, datetime

import pypdfium2
import pytest
from attrs import evolve

from db.errors import RecordInvalid
from db.records.hall.meeting import Meeting
from printing.glyphs import MissingGlyph
from printing.papers import PAPERS
from printing.papers.hall.notice import Recipient, when
from tests.printing import measure
from tests.printing.samples import LATIN_NAME, LONG_NAME, agenda, letter, letters

make = PAPERS["notice"].make


def rows(pdf: bytes, page: int = 0) -> list[str]:
    return [measure.text(row) for row in measure.rows(measure.pages(pdf)[page])]


def test_the_letter_says_everything() -> None:
    text = rows(make(letter()))
    assert text == [
        "送达：幸福里小区3号楼2单元501室",
        "关于召开幸福里社区",
        "2026年3月议事厅会议的通知",
        "尊敬的张国富及家人：",
        "现定于2026年3月25日召开幸福里社区2026年3月议事厅会",
        "议，诚邀您家派一位代表参加。有关事项通知如下：",
        "一、时间：2026年3月25日（星期三）下午2:30。",
        "二、地点：幸福里社区党群服务中心二楼议事厅。",
        "三、议题",
        "1.3号楼加装电梯的方案与费用分摊（汇报人：王建军）；",
        "2.小区东门夜间停车秩序；",
        "3.2026年第一季度公共收益收支情况（汇报人：赵丽华）。",
        "四、参加人员：受邀居民户各一位代表、安居物业服务有限",
        "公司负责人。",
        "五、有关要求：请准时参加；因故不能参加的，请提前告知",
        "联系人，对议题的意见建议可书面交社区转达。",
        "六、联系人：李敏，0435-6321788。",
        "特此通知。",
        "幸福里社区居民委员会",
        "2026年3月20日",
        "—1—",
    ]


@pytest.mark.parametrize("topics", [0, 1, 3, 12])
@pytest.mark.parametrize("name", ["张国富", LONG_NAME, LATIN_NAME])
def test_grid_and_marks_whatever_is_in_it(topics: int, name: str) -> None:
    meeting = evolve(letter().meeting, agenda=agenda(topics))
    pdf = make(letter(meeting=meeting, recipients=(Recipient(name=name),)))
    if name != LATIN_NAME:  # a Latin name of several words is broken between them, which the measure cannot tell
        assert measure.grid_faults(pdf) == []
    printed = "".join(measure.text(row) for page in measure.body(pdf) for row in page)
    assert name.replace(" ", "") in printed
    assert all(item.subject in printed for item in meeting.agenda)
    assert "议题" not in printed.replace("对议题的意见", "") or topics


def test_the_date_stands_two_cells_right_of_the_name() -> None:
    body = measure.body(make(letter()))[0]
    signer, day = body[-2], body[-1]
    assert day[0].x - signer[0].x == pytest.approx(2 * measure.CELL_PT, abs=0.2)
    assert 184 * measure.MM - signer[-1].x == pytest.approx(3 * measure.CELL_PT, abs=0.5)


def test_a_long_date_moves_the_name_instead() -> None:
    short = evolve(letter().centre, issuer="居委会")
    body = measure.body(make(letter(centre=short, day=date(2026, 11, 25))))[0]
    signer, day = body[-2], body[-1]
    assert day[0].x - signer[0].x == pytest.approx(2 * measure.CELL_PT, abs=0.2)
    assert 184 * measure.MM - day[-1].x == pytest.approx(3 * measure.CELL_PT, abs=0.5)


def test_the_signature_has_text_on_its_page() -> None:
    for topics in range(2, 14):
        pdf = make(letter(meeting=evolve(letter().meeting, agenda=agenda(topics))))
        last = [measure.text(row) for row in measure.body(pdf)[-1]]
        assert len(last) >= 5, topics


def test_each_letter_has_its_own_page_numbers() -> None:
    meeting = evolve(letter().meeting, agenda=agenda(12))
    pdf = make(letters(5, meeting=meeting))
    numbers = measure.page_numbers(pdf)
    assert [number for number, *_ in numbers] == ["—1—", "—2—"] * 5
    for (_, gap, left, right), odd in zip(numbers, [True, False] * 5, strict=True):
        assert gap == pytest.approx(7, abs=0.1)
        assert (184 - right if odd else left - 28) == pytest.approx(14 / measure.MM, abs=0.8)


def test_each_letter_names_only_its_own_household() -> None:
    job = letters(8)
    pages = measure.pages(make(job))
    assert len(pages) == 8
    for recipient, glyphs in zip(job.recipients, pages, strict=True):
        greeting = "".join(measure.text(row) for row in measure.rows(glyphs))
        assert f"尊敬的{recipient.name.replace(' ', '')}及家人：" in greeting
        assert greeting.count("尊敬的") == 1


def test_duplex_letters_begin_on_sheets_of_their_own() -> None:
    pdf = make(letters(3, duplex=True))
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 6
    assert [len(measure.rows(page)) > 0 for page in measure.pages(pdf)] == [True, False] * 3


def test_a_slip_is_never_torn_out_of_the_text_before_it() -> None:
    pages = measure.pages(make(evolve(letters(2), slip=True, duplex=True)))
    slips = [n for n, page in enumerate(pages) if "会议回执" in "".join(measure.text(r) for r in measure.rows(page))]
    assert slips == [2, 6]


def test_a_compact_letter_has_its_slip_on_the_same_page() -> None:
    job = evolve(letter(), slip=True, compact=True, reply_by=date(2026, 3, 24))
    (page,) = measure.pages(make(job))
    text = [measure.text(row) for row in measure.rows(page)]
    cut = text.index("沿此线裁下")
    assert text[cut + 1] == "会议回执（请于2026年3月24日前交回社区）"
    assert "2026年3月20日" in text[:cut]
    assert any(row.startswith("住户：张国富，幸福里小区") for row in text[cut:])
    assert min(g.ink[1] for g in page if abs(g.size - 12) < 0.3 and g.has_ink) >= 35 * measure.MM


@pytest.mark.parametrize("day", [None, date(2026, 3, 20)])
def test_a_letter_without_a_day_leaves_room_to_write_it(day: date | None) -> None:
    last = measure.text(measure.body(make(letter(day=day)))[0][-1])
    assert last == ("2026年3月20日" if day else "年月日")


def test_the_clock_is_left_out_when_nobody_set_it() -> None:
    assert when(datetime(2026, 3, 25)) == "2026年3月25日（星期三）"
    assert when(datetime(2026, 3, 25, 9, 5)) == "2026年3月25日（星期三）上午9:05"


def test_practice_papers_are_marked_on_every_page_and_stay_on_the_grid() -> None:
    job = letters(2, centre=evolve(letter().centre, practice=True))
    pdf = make(job)
    for glyphs in measure.pages(pdf):
        mark = [g for g in glyphs if g.size > 50]
        assert "".join(g.char for g in mark) == "练习资料"
        assert all(min(g.rgb) >= 200 for g in mark)
    assert measure.grid_faults(pdf) == []
    assert "练习资料" not in measure.all_text(make(letter())).replace("\n", "")


def test_an_unprintable_name_is_refused_by_name_before_anything_is_drawn() -> None:
    seen: list[int] = []
    job = letters(3)
    job = evolve(job, recipients=(*job.recipients, Recipient(name="王\U00032400")))
    with pytest.raises(MissingGlyph) as refused:
        make(job, lambda done, _total: seen.append(done) is None)
    assert "收件人第4行" in refused.value.message
    assert "U+32400" in refused.value.message
    assert len(seen) == 3  # the letters before it were laid out, none was drawn


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"recipients": ()}, "收件人：一个也没有"),
        ({"recipients": (Recipient(address="3号楼"),)}, "收件人第1行"),
        ({"meeting": Meeting(name="议事会", hall="二楼")}, "时间：没有填"),
    ],
)
def test_an_incomplete_letter_is_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(RecordInvalid, match=words):
        make(letter(**changes))


def test_the_pdf_does_not_carry_names_in_its_properties() -> None:
    document = pypdfium2.PdfDocument(make(letter()))
    assert document.get_metadata_value("Title") == "幸福里社区2026年3月议事厅会议通知"
    assert "张国富" not in str(document.get_metadata_dict())


def test_units_are_invited_by_their_own_greeting() -> None:
    unit = Recipient(name="孙志强", salutation="安居物业服务有限公司：")
    text = rows(make(letter(recipients=(unit,))))
    assert "安居物业服务有限公司：" in text
    assert any("诚请届时参加" in row for row in text)


def test_a_topic_that_begins_with_a_figure_stands_off_from_its_number() -> None:
    document = pypdfium2.PdfDocument(make(letter()))
    text = document[0].get_textpage().get_text_range()
    assert "1. 3号楼" in text
    assert "2.小区" in text
