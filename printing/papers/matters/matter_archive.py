"""评议归档表: how a matter came, was dealt with, checked and called back about, and how it ended; signed as it is filed."""

from collections.abc import Iterator

from printing.drawing import Sheet
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.matters.common import pair, told
from printing.papers.matters.stage_sheet import StageSheet, about, by_hand, claimants, example, long, said, sheets
from printing.tables import Tall

TITLE = "诉求评议归档表"


def layout(given: StageSheet) -> list[list[Sheet]]:
    """One form."""
    return sheets(given, TITLE, _bands(given))


def _bands(given: StageSheet) -> Iterator[Tall]:
    yield from about(given)
    yield claimants(given, outside=False)
    yield pair(("主办单位", said(given, "lead")), ("首接单位", said(given, "first_lead")))
    yield pair(("办理期限", said(given, "due")), ("办结日期", said(given, "closed")))
    yield pair(("首次答复", said(given, "first_answer")), ("答复时长", given.matter.answered_in))
    yield long("处置情况", said(given, "result"))
    yield long("核查情况", said(given, "finding"), fills=True)
    yield pair(("回　访", _called(given)), ("评　议", said(given, "rating")))
    yield pair(("结　果", said(given, "outcome")), ("公开办理情况", "是" if given.matter.publish else "否"))
    yield by_hand("评议意见", "评议人（签名）")
    yield by_hand("归档意见", "负责人（签名）")


def _called(given: StageSheet) -> str:
    """When whoever brought it was called back last, and how content they were."""
    last = given.matter.callbacks[-1:]
    return "".join(
        f"{said(given, 'called_back')}　{told(one, 'satisfaction', given.titles, masked=True)}" for one in last
    )


PAPER = Paper(
    "matter_archive", "评议归档表", StageSheet, layout, lambda given: f"{TITLE} {given.matter.number}".strip(), FORM, example
)  # fmt: skip
