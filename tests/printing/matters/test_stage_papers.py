"""Papers of the stages of a matter: what each says, to whom, and what it leaves to be written by hand."""

import pytest
from attrs import evolve

from db.errors import RecordInvalid
from db.records.matters.matter import Claimant
from db.records.step import Step
from printing.papers import PAPERS
from printing.papers.matters.stage_sheet import StageSheet, example
from tests.printing import measure
from tests.printing.boxes import page_texts, text
from tests.printing.test_many_and_long import assert_on_paper

STAGES = (
    "matter_accept", "matter_reply", "matter_extension", "matter_check", "matter_callback", "matter_archive", "matter_elsewhere",
)  # fmt: skip
OUTSIDE = ("matter_reply", "matter_check")
each = pytest.mark.parametrize("name", STAGES)


def told(name: str, given: StageSheet) -> str:
    return text(PAPERS[name].make(given)).replace("\u3000", "").replace(" ", "").replace("\n", "")


def with_matter(**changes: object) -> StageSheet:
    given = example()
    return evolve(given, matter=evolve(given.matter, **changes))


SAYS = {
    "matter_accept": ("诉求受理单", "拟办意见", "分管负责人", "主要负责人", "设备离线", "张国富（要求不公开）"),
    "matter_reply": ("诉求办理回复单", "漏保老化", "王建军", "2026-03-1117:00", "诉求人意见"),
    "matter_extension": ("延期申请单", "5个工作日", "3个工作日", "漏保要从厂家调货", "王建军", "李敏"),
    "matter_check": ("核查反馈单", "扫码试充", "2026-03-12", "王建军", "李敏"),
    "matter_callback": ("诉求回访单", "第1次回访", "2026-03-1309:00", "电话", "基本满意", "就是慢了两天", "李敏"),
    "matter_archive": ("诉求评议归档表", "55.7小时", "2026-03-13基本满意", "已解决", "公开办理情况是"),
    "matter_elsewhere": ("诉求告知单", "诉讼", "应当在诉讼中主张", "0435-6440001", "诉求人签收"),
}


@each
def test_it_says_what_is_known(name: str) -> None:
    said = told(name, example())
    for shown in (*SAYS[name], "诉求〔2026〕18号", "2026年3月16日"):
        assert shown in said, shown


@each
def test_numbers_are_covered_and_nobody_is_named_who_must_not_be(name: str) -> None:
    phone = "13804350021"
    claimants = (Claimant(name="王秀英", phone=phone, hidden=True), Claimant(anonymous=True, phone=phone))
    words = f"王秀英说，{phone}"
    given = with_matter(claimants=claimants, facts=words, result=words, finding=words, subject=words, place=words)
    steps = tuple(evolve(step, reason=words) for step in given.steps)
    said = told(name, evolve(given, steps=steps, masked=False))
    assert words.replace("，", "") not in said
    if name in OUTSIDE:
        assert "王秀英" not in said
        assert phone not in said
    assert "诉求人说" in said


@each
def test_long_texts_go_on_over_the_page(name: str) -> None:
    words = "\n".join(f"第{n}条情况" for n in range(90))
    given = with_matter(facts=words, result=words, finding=words)
    steps = tuple(evolve(step, reason=words) for step in given.steps)
    pdf = PAPERS[name].make(evolve(given, steps=steps))
    assert_on_paper(pdf, PAPERS[name].geometry.paper_pt)
    found = page_texts(pdf)
    assert len(found) >= 2
    assert all("诉求〔2026〕18号" in page for page in found)
    assert "第89条情况" in "".join(found)


@each
def test_what_is_not_done_yet_leaves_room(name: str) -> None:
    """A paper is printed before its step is keyed, too: to be filled in and signed."""
    given = with_matter(
        callbacks=(), result="", finding="", checked=None, told=None, days_asked=None, days_granted=None
    )
    pdf = PAPERS[name].make(evolve(given, steps=(), titles={"body": given.titles["body"]}))
    assert len(measure.pages(pdf)) == 1
    if name == "matter_callback":
        assert "不满意非常不满意" in text(pdf).replace(" ", "")
    assert Step().did == 0


@each
def test_what_has_no_number_or_nobody_dealing_with_it_is_not_printed(name: str) -> None:
    with pytest.raises(RecordInvalid, match="编号：没有填"):
        PAPERS[name].make(with_matter(number=""))
    if name == "matter_elsewhere":
        with pytest.raises(RecordInvalid, match="告知的途径：没有填"):
            PAPERS[name].make(with_matter(elsewhere=""))
