"""会议记录 and 会议议程."""

import pytest
from attrs import evolve

from db.records.hall.meeting import AgendaItem
from printing.papers import PAPERS
from printing.papers.hall.meeting_agenda import example as agenda_example
from printing.papers.hall.meeting_record import MeetingRecord, example
from tests.printing import measure
from tests.printing.samples import agenda, attendees

record = PAPERS["meeting_record"].make
order = PAPERS["meeting_agenda"].make


def texts(pdf: bytes, page: int = 0) -> list[str]:
    return [measure.text(row) for row in measure.rows(measure.pages(pdf)[page])]


def spoken(times: int) -> MeetingRecord:
    """A record with long speeches."""
    given = example()
    items = tuple(evolve(i, discussion="\n".join([f"张国富：{i.discussion}"] * times)) for i in given.meeting.agenda)
    return evolve(given, meeting=evolve(given.meeting, agenda=items))


def test_the_record_says_who_was_there_and_who_said_what() -> None:
    pdf = record(example())
    text = measure.all_text(pdf)
    for words in (
        "幸福里社区2026年3月议事厅会议记录",
        "时间：2026年3月25日（星期三）下午2:30",
        "主持人：周秀兰",
        "记录人：李敏",
        "请假：陈玉梅",
        "人数：应到9人，实到8人",
        "汇报人：王建军。",
        "讨论发言：",
        "参会居民围绕电梯井位置",
        "四、未达成一致的意见",
    ):
        assert words in text.replace("　", ""), words


def test_the_signatures_are_blank() -> None:
    last = texts(record(example()), len(measure.pages(record(example()))) - 1)
    signed = [row for row in last if "签名" in row]
    assert signed == ["主持人（签名）：年月日", "记录人（签名）：年月日"]


@pytest.mark.parametrize("times", [1, 3, 8])
def test_grid_whatever_its_length(times: int) -> None:
    pdf = record(spoken(times))
    assert measure.grid_faults(pdf) == []
    for page in measure.body(pdf):
        last = measure.text(page[-1])
        assert not last.startswith(("一、", "二、", "三、", "四、"))
        assert last not in ("讨论发言：", "议定事项：")
    assert len(measure.body(pdf)[-1]) >= 4, "the signatures take text along to their page"


def test_home_addresses_stay_out() -> None:
    people = tuple(evolve(a, came="1") for a in attendees(12))
    pdf = record(evolve(example(), meeting=evolve(example().meeting, attendees=people)))
    assert "号楼1单元" not in measure.all_text(pdf)


def test_what_was_not_recorded_is_left_to_write_in() -> None:
    meeting = evolve(example().meeting, agenda=(AgendaItem(subject="小区停车"),), attendees=(), dissent="")
    pdf = record(evolve(example(), meeting=meeting, resolutions=()))
    page = measure.body(pdf)[0]
    assert "讨论发言：" in [measure.text(row) for row in page]
    assert measure.text(page[-1]) == "记录人（签名）：年月日"
    gap = page[-3][0].y - page[-2][0].y
    assert gap > 4 * 29, "four lines to write on"


@pytest.mark.parametrize("topics", [1, 3, 20])
def test_the_agenda_lists_topics_in_order(topics: int) -> None:
    given = agenda_example()
    pdf = order(evolve(given, meeting=evolve(given.meeting, agenda=agenda(topics))))
    text = "".join(measure.text(row) for page in measure.body(pdf) for row in page)
    places = [text.index(f"第{n}项公共设施") for n in range(1, topics + 1)]
    assert places == sorted(places)
    assert measure.grid_faults(pdf) == []
    assert "汇报人：欧阳建国" in text


def test_reporters_stand_under_their_topics() -> None:
    rows = texts(order(agenda_example()))
    at = rows.index("一、3号楼加装电梯的方案与费用分摊")
    assert rows[at + 1] == "汇报人：王建军"
