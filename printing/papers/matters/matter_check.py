"""核查反馈单: what somebody else than who dealt with a matter found on the spot, and that whoever brought it was told."""

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

TITLE = "核查反馈单"


def layout(given: StageSheet) -> list[list[Sheet]]:
    """One form."""
    return sheets(given, TITLE, _bands(given), "lead")


def _bands(given: StageSheet) -> Iterator[Tall]:
    handled, checked = given.last("handle"), given.last("check")
    yield row("主办单位", said(given, "lead"))
    yield from about(given)
    yield claimants(given, outside=True)
    yield long("处置情况", said(given, "result"))
    yield long("核查情况", said(given, "finding"), 48.0, fills=True)
    yield pair(("核查日期", said(given, "checked")), ("告知诉求人", said(given, "told")))
    yield pair(("处置人", person(given, handled.did)), ("核查人", person(given, checked.did)))
    yield by_hand("核查结论", "核查人（签名）", 28.0)


PAPER = Paper(
    "matter_check", "核查反馈单", StageSheet, layout, lambda given: f"{TITLE} {given.matter.number}".strip(), FORM, example
)  # fmt: skip
