"""Headings as clerks type them, and the marks that the standard writes instead; what merely looks like a mark is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values.numerals import han_number
from printing.typed import Typed, highest_number, typed_lines, without_marks


def alone(line: str) -> Typed:
    """What the line is, after all that come before it in its run."""
    return typed_lines([line])[0]


@pytest.mark.parametrize(
    ("line", "level", "head", "rest"),
    [
        ("一、工作目标", 1, "一、工作目标", ""),
        ("一、时间：3月25日下午2:30。", 1, "一、时间：", "3月25日下午2:30。"),
        ("一．加强领导。各网格要落实到人。", 1, "一、加强领导。", "各网格要落实到人。"),
        ("(一)排查范围", 2, "（一）排查范围", ""),
        ("（一）、整改时限", 2, "（一）整改时限", ""),
        ("1、清理楼道", 3, "1.清理楼道", ""),
        ("1. 清理楼道；", 3, "1.清理楼道；", ""),
        ("(1)楼道", 4, "（1）楼道", ""),
        ("1.5万元已经到账。", 0, "", "1.5万元已经到账。"),
        ("2026年3月2日起实行。", 0, "", "2026年3月2日起实行。"),
        ("一是加强领导；二是落实责任。", 0, "", "一是加强领导；二是落实责任。"),
        ("各位居民", 0, "", "各位居民"),
    ],
)
def test_headings_are_recognised(line: str, level: int, head: str, rest: str) -> None:
    assert alone(f" {line} ") == (level, head, rest)


@pytest.mark.parametrize(
    "line",
    [
        "3、4号楼因管道检修停水。",
        "1、2单元住户请提前储水。",
        "一、二层住户可到物业取水。",
        "十一、十二月份物业费照常收取。",
        "二、三期业主请到东门登记。",
        "1.5吨以上的货车不得驶入。",
        "2.5元一度的电费从四月起收。",
        "3.25日上午停气。",
        "3.15消费者权益日活动照常。",
        "(1)号门检修，请走(2)号门。",
        "（一）、（二）号楼之间禁止停车。",
        "5、楼顶太阳能由各户自行检查。",
        "1、3、5号楼周一供水。",
    ],
)
def test_text_that_looks_like_a_mark_stays_text(line: str) -> None:
    before = ["因管道检修，现将停水安排通知如下："]
    assert typed_lines([*before, line])[1] == (0, "", line)
    headed = ["一、停水范围", line, "二、停水时间", "3月2日全天。"]
    found = typed_lines(headed)
    assert [one.level for one in found] == [1, 0, 1, 0]
    assert found[1].text() == line


def test_marks_count_up_from_the_first_of_their_kind() -> None:
    lines = [
        "一、总体要求", "（一）目标", "1、清楼道；", "2、3号楼先清；", "（1）白天；", "（2）夜间。", "（二）范围",
        "1、2号楼和东门。", "二、工作安排", "（一）宣传", "3、4号楼另行通知。", "（二）检查", "三、其他",
    ]  # fmt: skip
    found = typed_lines(lines)
    assert [one.level for one in found] == [1, 2, 3, 3, 4, 4, 2, 0, 1, 2, 0, 2, 1]
    assert found[3].text() == "2. 3号楼先清；", "a figure stands off from its mark"
    assert found[7].text() == lines[7]
    assert [one.level for one in typed_lines(["2、三项措施", "3、五项制度"])] == [0, 0], "nothing is the first"
    assert [one.level for one in typed_lines(["1、2号楼周一停水。", "2、3号楼周二停水。"])] == [0, 0]


@given(st.integers(2, 120))
def test_runs_of_any_length_are_headings(count: int) -> None:
    lines = [f"{han_number(n)}、第{n}件事" for n in range(1, count + 1)]
    assert [one.level for one in typed_lines(lines)] == [1] * count
    assert highest_number(lines) == count


@given(st.lists(st.text("一二三十、.．（）()123号楼单元层请水 。\n", max_size=12), max_size=8))
def test_no_character_of_a_line_is_lost(lines: list[str]) -> None:
    """Marks change their signs, nothing else does."""
    signs = str.maketrans("", "", "、.．（）() \n")
    for line, found in zip(lines, typed_lines(lines), strict=True):
        assert found.text().translate(signs) == line.translate(signs)


@pytest.mark.parametrize(
    ("titles", "bare"),
    [
        (["一、3号楼加装电梯", "二、东门停车"], ["3号楼加装电梯", "东门停车"]),
        (["1、3号楼加装电梯；", "2. 东门停车。"], ["3号楼加装电梯", "东门停车"]),
        (["议题一：充电桩", "第二项：门禁", "③绿化"], ["充电桩", "门禁", "绿化"]),
        (["（一）充电桩", "(2)门禁", "3）绿化"], ["充电桩", "门禁", "绿化"]),
        (["3、4号楼停水", "一、二层防水"], ["3、4号楼停水", "一、二层防水"]),
        (["2026年度收支表。", "3号楼名单", "附件3：报名表"], ["2026年度收支表", "3号楼名单", "报名表"]),
        (["三、"], ["三、"]),
        ([], []),
    ],
)
def test_titles_that_a_paper_counts_itself_lose_their_own_numbers(titles: list[str], bare: list[str]) -> None:
    assert without_marks(titles) == bare


def test_a_long_sentence_is_body_text_behind_its_number() -> None:
    line = "一、请各位居民在3月5日前将阳台和楼道的杂物清理完毕，逾期由物业统一处理。"
    found = alone(line)
    assert (found.level, found.head) == (1, "一、")
    assert found.text() == line
    assert not found.is_heading()


def test_only_a_heading_without_text_is_kept_with_what_follows() -> None:
    assert alone("（一）排查范围").is_heading()
    assert not alone("1.清理楼道；").is_heading()
    assert not alone("一、时间：3月25日。").is_heading()


def test_counting_goes_on_after_the_clerks_own_headings() -> None:
    assert highest_number(("通知如下：", "一、时间：明天。", "（一）细目", "二、地点：二楼。")) == 2
    assert highest_number(("没有编号。", "一、二层住户除外。")) == 0
