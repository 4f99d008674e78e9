"""延期申请单: how much longer the body that deals with a matter asks for and why, and what was granted."""

from collections.abc import Iterator

from printing.drawing import Sheet
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.matters.common import limit_row, pair
from printing.papers.matters.stage_sheet import (
    StageSheet,
    about,
    by_hand,
    claimants,
    example,
    long,
    person,
    row,
    said,
    sheets,
    written,
)
from printing.tables import Tall

TITLE = "延期申请单"


def layout(given: StageSheet) -> list[list[Sheet]]:
    """One form."""
    return sheets(given, TITLE, _bands(given), "lead", "due")


def _bands(given: StageSheet) -> Iterator[Tall]:
    step, matter = given.last("extend"), given.matter
    asked = f"{matter.days_asked}个工作日" if matter.days_asked else ""
    granted = f"{matter.days_granted}个工作日" if matter.days_granted is not None else ""
    yield row("主办单位", said(given, "lead"))
    yield from about(given)
    yield claimants(given, outside=True)
    yield row("现办理期限", said(given, "due"))
    yield from limit_row(given.limit)
    yield pair(("申请延长", asked), ("批准延长", granted))
    yield long("申请理由", written(given, step.reason), 56.0, fills=True)
    yield pair(("申请人", person(given, step.did)), ("批准人", person(given, step.second)))
    yield by_hand("主办单位", "申请人（盖章）", 28.0)
    yield by_hand("批准意见", "批准人（签名）", 28.0)


PAPER = Paper(
    "matter_extension", "延期申请单", StageSheet, layout, lambda given: f"{TITLE} {given.matter.number}".strip(), FORM, example
)  # fmt: skip
