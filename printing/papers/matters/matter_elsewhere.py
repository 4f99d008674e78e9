"""告知单: that a matter is not for this desk, and by what lawful way it is to be pursued; for whoever brought it."""

from collections.abc import Iterator

from printing.drawing import Sheet
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.matters.stage_sheet import (
    StageSheet,
    about,
    by_hand,
    claimants,
    example,
    long,
    row,
    said,
    sheets,
    written,
)
from printing.tables import Tall

TITLE = "诉求告知单"


def layout(given: StageSheet) -> list[list[Sheet]]:
    """One form."""
    return sheets(given, TITLE, _bands(given), "elsewhere")


def _bands(given: StageSheet) -> Iterator[Tall]:
    yield from about(given)
    yield claimants(given, outside=False)
    yield long("情　况", said(given, "facts"), fills=True)
    yield row("不在这里办，\n请通过", said(given, "elsewhere"))
    yield long("说　明", written(given, given.last("refer").reason), 40.0)
    yield row("咨询电话", given.centre.phone)
    yield by_hand("告知人", "告知人（盖章）")
    yield by_hand("诉求人签收", "诉求人（签名）")


PAPER = Paper(
    "matter_elsewhere", "告知单", StageSheet, layout, lambda given: f"{TITLE} {given.matter.number}".strip(), FORM, example
)  # fmt: skip
