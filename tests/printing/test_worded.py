"""Every paper with words of its own: the centre's stand in their place, whatever is wrong is told before."""

from typing import Any

import pytest
from attrs import evolve

from db.errors import RecordInvalid
from db.records.letters.wording import Wording, announcement_paper
from printing.papers.letters.announcement import Announced, to_post
from printing.worded import WORDED, WordedPaper
from printing.wording import Passage
from tests.printing import measure

each_paper = pytest.mark.parametrize("paper", WORDED.values(), ids=lambda paper: paper.name)
each_passage = pytest.mark.parametrize(
    ("paper", "passage"),
    [pytest.param(paper, p, id=f"{paper.name}.{p.key}") for paper in WORDED.values() for p in paper.passages],
)
NOTICE, PUBLICITY = (WORDED[announcement_paper(kind)] for kind in "13")


def own(paper: WordedPaper, **texts: str) -> tuple[Wording, ...]:
    return tuple(Wording(paper=paper.name, key=key, text=text) for key, text in texts.items())


def text_of(paper: WordedPaper, given: Any) -> str:
    pdf = paper.paper.make(given)
    return "".join(measure.text(row) for page in measure.pages(pdf) for row in measure.rows(page))


def said(paper: WordedPaper, **texts: str) -> str:
    return text_of(paper, evolve(paper.example(), wordings=own(paper, **texts)))


@each_paper
def test_the_programs_words_are_what_is_said_without_any(paper: WordedPaper) -> None:
    usual = {passage.key: passage.usual for passage in paper.passages if passage.usual}
    assert said(paper, **usual) == text_of(paper, paper.example())


@each_passage
def test_every_field_offered_can_be_used(paper: WordedPaper, passage: Passage) -> None:
    words = "改过的话" + "".join(f"{{{name}}}" for name in passage.fields)
    assert "{" not in said(paper, **{passage.key: words})


@each_passage
def test_a_field_that_is_not_offered_is_named_with_those_that_are(paper: WordedPaper, passage: Passage) -> None:
    with pytest.raises(RecordInvalid) as refused:
        said(paper, **{passage.key: "见{没有的}"})
    told = str(refused.value)
    assert f"模板“{passage.label}”：不认识字段“{{没有的}}”" in told
    assert all(f"{{{name}}}" in told for name in passage.fields)


@each_paper
def test_long_words_stay_on_the_papers_own_places(paper: WordedPaper) -> None:
    """The layout is the program's: more words make more lines, and nothing runs off the type area."""
    words = {
        passage.key: (passage.usual or "大家的事大家商量着办。") + "请相互转告，" * 12 for passage in paper.passages
    }
    words = {key: text for key, text in words.items() if not key.startswith("slip")}
    pdf = paper.paper.make(evolve(paper.example(), wordings=own(paper, **words)))
    for page in measure.pages(pdf):
        inside = [g.ink for g in page if g.has_ink]
        type_area = paper.paper.geometry
        assert min(ink[0] for ink in inside) / measure.MM > type_area.left_mm - 0.5
        assert max(ink[2] for ink in inside) / measure.MM < type_area.left_mm + type_area.area_width_mm + 0.6
    if paper.paper.name in ("notice", "announcement", "minutes"):
        assert measure.grid_faults(pdf) == []


def test_an_announcement_opens_and_closes_as_the_centre_does() -> None:
    text = said(NOTICE, opening="为保障{社区名称}居民的安全，通知如下：", closing="特此通知。")
    assert "各位居民：为保障幸福里社区居民的安全，通知如下：为消除火灾隐患" in text
    assert "联系人及电话：李敏，0435-6321788。特此通知。幸福里社区居民委员会" in text


def test_a_closing_that_the_clerk_typed_too_is_said_once() -> None:
    given = NOTICE.example()
    typed = evolve(given.announcement, body=f"{given.announcement.body}\n特此通知。")
    text = text_of(NOTICE, evolve(given, announcement=typed, wordings=own(NOTICE, closing="特此通知。")))
    assert text.count("特此通知。") == 1


def test_a_publicity_says_its_days_and_where_to_object_in_other_words() -> None:
    text = said(
        PUBLICITY,
        period="公示时间自{公示起日}起至{公示止日}止{天数说明}。",
        objections="如有不同意见，请在公示期内向{落款单位}反映，电话{受理电话}，地点{受理地点}。",
    )
    text = text.replace("—1—", "")
    assert "三、公示时间自2026年3月2日起至2026年3月11日止（7个工作日，张贴当日不计）。" in text
    assert "四、如有不同意见，请在公示期内向幸福里社区居民委员会反映，电话0435-6321788，地点" in text
    assert "异议受理" not in text


def test_doors_boards_and_chat_groups_read_the_same_words() -> None:
    given: Announced = evolve(NOTICE.example(), wordings=own(NOTICE, closing="特此通知。\n请相互转告。"))
    assert to_post(given).lines[-2:] == ("特此通知。", "请相互转告。")


def test_minutes_open_and_close_as_the_centre_does() -> None:
    text = said(
        WORDED["minutes"],
        opening="{日期}，{会议名称}召开，{主持人}主持，{议题数}个议题：",
        spoke="由{汇报人}介绍“{议题}”的情况。",
        undecided="（下次再议。）",
        closing="会议要求按期办结。",
    )
    assert "2026年3月25日，幸福里社区2026年3月议事厅会议召开，周秀兰主持，3个议题：" in text
    assert "由王建军介绍“3号楼加装电梯的方案与费用分摊”的情况。" in text
    assert "会议要求按期办结。出席：" in text
    assert "纪要如下" not in text


def test_a_vote_is_explained_in_the_centres_words() -> None:
    text = said(WORDED["ballots"], hint="{会议名称}：请用黑色笔打“○”。\n画“×”的不算。")
    assert text.count("黑色笔") == text.count("画“×”的不算。") == 8, "on each of the four of both sheets"
    assert "多选、涂改" not in text
    text = said(WORDED["tally"], note="一票一笔。\n{落款单位}")
    assert "一票一笔。" in text
    assert "画错的划去" not in text


def test_a_long_hint_on_a_ballot_pushes_no_matter_off_it() -> None:
    paper = WORDED["ballots"]
    meeting = paper.example().meeting
    full = evolve(meeting, agenda=(meeting.agenda * 4)[:7])
    given = evolve(paper.example(), meeting=full, wordings=own(paper, hint="请看清再填，" * 30))
    with pytest.raises(RecordInvalid, match="太长，一张票上印不下"):
        paper.paper.make(evolve(given, wordings=own(paper, hint="请看清再填，" * 80)))
    for page in measure.pages(paper.paper.make(given)):
        for above, below in ((0, 148.5), (148.5, 297)):
            tops = [g.ink for g in page if g.has_ink and above < g.y / measure.MM < below]
            assert min(ink[1] for ink in tops) / measure.MM > above + 8.5


def test_forms_say_the_centres_words() -> None:
    assert "请拨打" in said(WORDED["delivery_receipt"], note="有疑问请拨打{中心电话}。")
    text = said(WORDED["posting_proof"], statement="{文书}已经张贴，特此证明。", note="照片附后。")
    assert "关于3号楼加装电梯方案的公示已经张贴，特此证明。" in text
    assert "照片附后。" in text
