"""回访单: what whoever brought a matter says of how it was dealt with, each time; with room for once more."""

from collections.abc import Iterator

from db.records.matters.parts import Callback
from printing.drawing import Sheet
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.matters.common import pair, told
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

TITLE = "诉求回访单"


def layout(given: StageSheet) -> list[list[Sheet]]:
    """One form."""
    return sheets(given, TITLE, _bands(given), "lead")


def _bands(given: StageSheet) -> Iterator[Tall]:
    yield row("主办单位", said(given, "lead"))
    yield from about(given)
    yield claimants(given, outside=False)
    yield long("处置情况", said(given, "result"))
    for number, one in enumerate(given.matter.callbacks or (Callback(way=""),), 1):
        yield from _one(given, number, one)
    yield by_hand("回访人", "回访人（签名）")
    yield by_hand("诉求人\n（上门时签）", "诉求人（签名）")


def _one(given: StageSheet, number: int, one: Callback) -> Iterator[Tall]:
    """One callback; what was not asked is left to be ticked."""

    def asked(name: str, words: str) -> str:
        return told(one, name, given.titles, masked=given.masked) or words

    yield pair((f"第{number}次回访", asked("at", "")), ("方　式", asked("way", "□电话 □上门 □窗口")))
    yield pair(("有没有响应", asked("answered", "□是　□否")), ("解决没有", asked("solved", "□是　□否")))
    yield pair(
        ("满意度", asked("satisfaction", "□满意 □基本满意 □一般\n□不满意 □非常不满意")),
        ("回访人", person(given, one.by)),
    )
    yield long("说了什么", written(given, one.note), 16.0)


PAPER = Paper(
    "matter_callback", "回访单", StageSheet, layout, lambda given: f"{TITLE} {given.matter.number}".strip(), FORM, example
)  # fmt: skip
