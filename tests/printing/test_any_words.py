"""Whatever clerks write: no line begins or ends wrong, nothing is torn apart, no heading last, no signature alone, nothing outside."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from random import Random
from typing import Any

from attrs import evolve
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from db.records.hall.meeting import AgendaItem, Attendee, Resolution
from db.records.letters.announcement import Annex
from printing.drawing import Rule, Sheet, Text
from printing.flow import NO_END, NO_START
from printing.glyphs import run_width
from printing.page import OFFICIAL
from printing.papers import PAPERS
from printing.papers.hall import meeting_agenda, meeting_record, minutes, notice
from printing.papers.letters import announcement
from tests.printing.samples import NAMES

WORDS = ("幸福里社区", "居民代表", "讨论", "加装电梯", "物业服务", "公共收益", "有关规定", "停车", "意见")
NASTY = (
    *WORDS, "，", "，", "。", "；", "、", "：", "（", "）", "《", "》", "“", "”", "——", "……", "！", "？", "℃", "①", "②", "的", "了",
    "2026年3月25日", "28,600元", "13804350021", "0435-6321788", "http://www.example.gov.cn/a/b.html?x=1", "Wi-Fi", "12.5%",
    "3号楼2单元501室", "Maximiliana", "GB/T 9704-2012", "〔2026〕12号", "3.5万元", "x＝1", "阿卜杜拉·买买提", "王𠮷", "李𬭚",
)  # fmt: skip
LEADS = ("一、", "（一）", "1.", "（1）")
CLOSING = "".join(NO_START)
OPENING = "".join(NO_END)
INDENT = OFFICIAL.left_pt + 1
Row = list[Text]
any_words = settings(max_examples=30, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
"""Not shrunk: a paper of fewer words is another paper."""


def words(random: Random, most: int, of: Sequence[str] = WORDS) -> str:
    return "".join(random.choice(of) for _ in range(random.randint(1, most)))


def paragraph(random: Random, most: int) -> str:
    return words(random, most, NASTY).lstrip(CLOSING).rstrip(OPENING) or "无"


def body(random: Random, most: int) -> str:
    """Headings of all levels, three at most without a text, and paragraphs; the last is a paragraph."""
    lines: list[str] = []
    for _ in range(random.randint(0, most)):
        bare = len(lines) > 2 and all(line.startswith(LEADS) for line in lines[-3:])
        kind = 1.0 if bare else random.random()
        heading = random.choice(LEADS) + words(random, 9)
        lines.append(
            heading if kind < 0.35 else f"{heading}。{words(random, 8)}" if kind < 0.5 else paragraph(random, 40)
        )
    return "\n".join([*lines, paragraph(random, 10)])


def jobs(random: Random) -> Iterator[tuple[str, Any]]:
    """One input of each official paper."""
    usual = minutes.example()
    agenda = tuple(
        AgendaItem(
            topic=n + 1, subject=paragraph(random, 12), speaker=random.choice(("", "王建军")),
            discussion=random.choice(("", body(random, 6))), decision=random.choice(("", body(random, 3))),
        )
        for n in range(random.randint(1, 5))
    )  # fmt: skip
    people = tuple(
        Attendee(name=random.choice(NAMES), unit=random.choice(("", "安居物业服务有限公司")), came=random.choice("1123"), role=random.choice("1234"))
        for _ in range(random.randint(0, 30))
    )  # fmt: skip
    duties = tuple(
        Resolution(subject=paragraph(random, 6), topic=random.randint(0, 5)) for _ in range(random.randint(0, 5))
    )
    meeting = evolve(
        usual.meeting, name=words(random, 9) + random.choice(("会议", "2026年3月议事厅会议")), agenda=agenda,
        attendees=people, dissent=random.choice(("", body(random, 2))), requirements=random.choice(("", body(random, 2))),
    )  # fmt: skip
    yield "minutes", evolve(usual, meeting=meeting, resolutions=duties, copies=usual.copies * random.randint(0, 3))
    yield "meeting_record", meeting_record.MeetingRecord(centre=usual.centre, meeting=meeting, resolutions=duties)
    yield "meeting_agenda", meeting_agenda.MeetingAgenda(centre=usual.centre, meeting=meeting)
    yield "notice", evolve(notice.example(), meeting=evolve(meeting, attendees=()), slip=random.random() < 0.5)
    posted = announcement.example()
    annexes = tuple(
        Annex(title=paragraph(random, 4), body=random.choice(("", body(random, 5))))
        for _ in range(random.randint(0, 3))
    )
    record = evolve(
        posted.announcement, title_text=f"关于{words(random, 12)}的通知", body=body(random, 14), dress=random.choice("123"),
        number="幸居发〔2026〕12号", annexes=annexes, duplex=random.random() < 0.5, note=random.choice(("", "联系人：李敏")),
        day=date(2026, 3, 2),
    )  # fmt: skip
    yield "announcement", evolve(posted, announcement=record)


def rows(sheet: Sheet) -> list[Row]:
    """The rows of the grid from top to bottom; one of rules to write on counts as text."""
    found: list[Row] = []
    for dy, ops in sheet.groups:
        texts = sorted((op for op in ops if isinstance(op, Text)), key=lambda op: op.x_pt)
        lines = [op for op in ops if isinstance(op, Rule)]
        if dy > OFFICIAL.bottom_pt + 1 and (texts or lines):
            found.append(texts or [Text("", "＿", lines[0].x0_pt, 0, 0)])
    return found


def text(row: Row) -> str:
    return "".join(op.text for op in row)


def goes_on(row: Row) -> bool:
    """Whether the row goes on in the paragraph above: it begins at the left edge."""
    return row[0].x_pt < INDENT and not text(row).startswith(("附件", "主持人（", "记录人（"))


@any_words
@given(st.randoms(use_true_random=False))
def test_lines_of_any_paper(random: Random) -> None:
    for name, job in jobs(random):
        for sheets in PAPERS[name].layout(job):
            for sheet in sheets:
                found = rows(sheet)
                for row, after in zip_longest(found, found[1:]):
                    line = text(row)
                    assert line[0] not in NO_START or line.startswith(("——", "……")), (name, line)
                    if after is None or not goes_on(after):
                        continue
                    assert line[-1] not in NO_END, (name, line)
                    assert not (line[-1].isdigit() and text(after)[0] in "年月日元万号%单"), (name, line, text(after))


@any_words
@given(st.randoms(use_true_random=False))
def test_nothing_of_any_paper_is_outside_its_type_area(random: Random) -> None:
    for name, job in jobs(random):
        for sheets in PAPERS[name].layout(job):
            for row in (row for sheet in sheets for row in rows(sheet) if row[0].font):
                last = row[-1]
                right = last.x_pt + run_width(last.font, last.text, last.size_pt) + last.gap_pt * (len(last.text) - 1)
                right -= last.size_pt / 2 if last.text[-1] in NO_START else 0.0  # that half of its cell is blank
                left = row[0].x_pt + (row[0].size_pt / 2 if row[0].text[0] in NO_END else 0.0)
                assert left > OFFICIAL.left_pt - 0.5, (name, text(row))
                assert right < OFFICIAL.right_pt + 0.5, (name, text(row))


@any_words
@given(st.randoms(use_true_random=False))
def test_pages_of_any_paper(random: Random) -> None:
    """Every text here ends in a paragraph, so a page whose last row is a heading has torn it from its text."""
    for name, job in jobs(random):
        signer = {"notice": notice.example().centre.signer(), "announcement": announcement.example().centre.signer()}
        for sheets in PAPERS[name].layout(job):
            for number, sheet in enumerate(sheets, 1):
                found = rows(sheet)
                if found and number < len(sheets):
                    heading = all(op.font.startswith(("HeiTi", "KaiTi")) for op in found[-1])
                    assert not heading, (name, text(found[-1]))
                if any(text(row) == signer.get(name) for row in found):
                    above = found[: next(n for n, row in enumerate(found) if text(row) == signer[name])]
                    told = [
                        row
                        for row in above
                        if not re.match(r"附件：|\d\.", text(row)) and row[0].x_pt < OFFICIAL.left_pt + 40
                    ]
                    assert told, (name, [text(row) for row in found])
