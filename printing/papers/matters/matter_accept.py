"""受理单: that a matter is taken in, and what those in charge say who is to deal with it; kept with the file."""

from collections.abc import Iterator

from printing.drawing import Sheet
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.matters.common import pair
from printing.papers.matters.stage_sheet import StageSheet, about, by_hand, claimants, example, long, said, sheets
from printing.tables import Tall

TITLE = "诉求受理单"


def layout(given: StageSheet) -> list[list[Sheet]]:
    """One form."""
    return sheets(given, TITLE, _bands(given), "taken")


def _bands(given: StageSheet) -> Iterator[Tall]:
    channel = "　".join(filter(None, (said(given, "channel"), said(given, "outside_no"))))
    yield pair(("来　源", channel), ("紧急程度", said(given, "urgency")))
    yield from about(given)
    yield claimants(given, outside=False)
    yield long("情　况", said(given, "facts"), fills=True)
    yield pair(("接待人", said(given, "taker")), ("现层级", said(given, "level")))
    yield by_hand("拟办意见", "受理人")
    yield by_hand("分管负责人\n意见", "签名")
    yield by_hand("主要负责人\n意见", "签名")


PAPER = Paper(
    "matter_accept", "受理单", StageSheet, layout, lambda given: f"{TITLE} {given.matter.number}".strip(), FORM, example
)  # fmt: skip
