"""Headings as clerks type them, and the marks that the standard writes instead."""

import pytest

from printing.typed import highest_number, typed


@pytest.mark.parametrize(
    ("line", "level", "head", "rest"),
    [
        ("一、工作目标", 1, "一、工作目标", ""),
        ("一、时间：3月25日下午2:30。", 1, "一、时间：", "3月25日下午2:30。"),
        ("十二、其他", 1, "十二、其他", ""),
        ("二．加强领导。各网格要落实到人。", 1, "二、加强领导。", "各网格要落实到人。"),
        ("(一)排查范围", 2, "（一）排查范围", ""),
        ("（三）、整改时限", 2, "（三）整改时限", ""),
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
    assert typed(f" {line} ") == (level, head, rest)


def test_a_long_sentence_is_body_text_behind_its_number() -> None:
    line = "一、请各位居民在3月5日前将阳台和楼道的杂物清理完毕，逾期由物业统一处理。"
    found = typed(line)
    assert (found.level, found.head) == (1, "一、")
    assert found.head + found.rest == line
    assert not found.is_heading()


def test_only_a_heading_without_text_is_kept_with_what_follows() -> None:
    assert typed("（一）排查范围").is_heading()
    assert not typed("1.清理楼道；").is_heading()
    assert not typed("一、时间：3月25日。").is_heading()


def test_counting_goes_on_after_the_clerks_own_headings() -> None:
    assert highest_number(("通知如下：", "一、时间：明天。", "（一）细目", "二、地点：二楼。")) == 2
    assert highest_number(("没有编号。",)) == 0
