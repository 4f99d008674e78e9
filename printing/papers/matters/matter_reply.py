"""回复单: what the body that deals with a matter has done, signed by it and by whoever brought it."""

from collections.abc import Iterator

from printing.drawing import Sheet
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.matters.common import pair
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
)
from printing.tables import Tall

TITLE = "诉求办理回复单"


def layout(given: StageSheet) -> list[list[Sheet]]:
    """One form."""
    return sheets(given, TITLE, _bands(given), "lead")


def _bands(given: StageSheet) -> Iterator[Tall]:
    step = given.last("handle")
    yield row("主办单位", said(given, "lead"))
    yield pair(("办理期限", said(given, "due")), ("首次答复", said(given, "first_answer")))
    yield from about(given)
    yield claimants(given, outside=True)
    yield long("处置情况", said(given, "result"), 56.0, fills=True)
    yield row("经办人", person(given, step.did))
    yield by_hand("主办单位", "经办人（盖章）", 28.0)
    yield by_hand("诉求人意见", "诉求人（签名）", 28.0)


PAPER = Paper(
    "matter_reply", "回复单", StageSheet, layout, lambda given: f"{TITLE} {given.matter.number}".strip(), FORM, example
)  # fmt: skip
