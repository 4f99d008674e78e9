"""人民调解协议书: what 人民调解法 第二十九条 names, one copy more than parties, and nothing where a hand signs."""

import pytest
from attrs import evolve

from db.errors import RecordInvalid
from db.records.mediation.case import MediationCase, Party
from printing.papers import PAPERS
from printing.papers.mediation import agreement
from tests.printing import measure
from tests.printing.boxes import assert_inside, page_texts
from tests.printing.samples import LATIN_NAME, LONG_NAME

PAPER = PAPERS["mediation_agreement"]


TWO = (Party(name="张国富", consent="2"), Party(side="2", name="李四"))
"""Of whom one refused."""


def printed(**changes: object) -> list[str]:
    given = agreement.example()
    return page_texts(PAPER.make(evolve(given, case=evolve(given.case, **changes))))


def test_it_says_who_agreed_on_what_and_leaves_signatures_blank() -> None:
    (page,) = printed(mediator="周秀兰", recorder="卢清")
    case = agreement.example().case
    for told in (
        "人民调解协议书",
        "幸福里社区人民调解委员会",
        f"编号：{case.number}",
        "张国富",
        "邻里纠纷",
        "3,200元",
        "经调解，自愿达成如下协议：一、被申请人于2026年3月20日前",
        "本协议一式三份，当事人、人民调解委员会各持一份。",
        "当事人（签名、盖章或按指印）：",
        "人民调解员（签名）：",
        "记录人（签名）：",
        "（人民调解委员会印章）",
        "第二十九条",
    ):
        assert told in page.replace("\n", ""), told
    assert "周秀兰" not in page
    assert "卢清" not in page
    assert_inside(PAPER.make(agreement.example()), 9.0)


@pytest.mark.parametrize(("count", "copies"), [(2, "三"), (6, "七"), (7, "八"), (40, "四十一")])
def test_every_party_signs_and_has_a_copy(count: int, copies: str) -> None:
    names = (LONG_NAME, LATIN_NAME, "王𠮷")
    parties = tuple(Party(side=str(n % 2 + 1), name=names[n % 3]) for n in range(count))
    given = agreement.example()
    pdf = PAPER.make(evolve(given, case=evolve(given.case, parties=parties, result="一、和好。\n" * 60)))
    whole = "".join(page_texts(pdf)).replace("\n", "")
    assert f"本协议一式{copies}份" in whole
    assert len(measure.pages(pdf)) > 1
    signs = whole.count("当事人（签名、盖章或按指印）：")
    assert signs == (1 if count <= 6 else count)
    last = page_texts(pdf)[-1].replace("\n", "")
    assert "人民调解员（签名）" in last
    assert "第二十九条" in last


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"result": ""}, "处理结果"),
        ({"facts": ""}, "纠纷简要情况"),
        ({"parties": ()}, "一方也没有"),
        ({"parties": (Party(name="张国富"),)}, "只有一方当事人"),
        ({"parties": TWO}, "有当事人明确拒绝"),
        ({"parties": TWO, "stage": "7"}, "张国富明确拒绝调解"),
        ({"stage": "8"}, "没有达成协议就结束了"),
        ({"stage": "9"}, "没有达成协议就结束了"),
    ],
    ids=str,
)
def test_what_nobody_agreed_on_is_not_printed(changes: dict[str, object], said: str) -> None:
    with pytest.raises(RecordInvalid, match=said):
        printed(**changes)


def test_of_a_case_that_was_only_begun_it_is_told_what_is_missing() -> None:
    with pytest.raises(RecordInvalid, match="受理日期"):
        PAPER.make(agreement.Agreement(centre=agreement.example().centre, case=MediationCase(title_text="漏水")))
