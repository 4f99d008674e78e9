"""文号簿 on paper: every number once, what is missing among them, and the column headings on every page."""

from typing import Any

import pytest
from attrs import evolve

from db.errors import RecordInvalid
from db.records.letters.number import UNUSED, VOID, IssuedNumber
from printing.page import LANDSCAPE, MM
from printing.papers import PAPERS
from printing.papers.letters.number_book import NumberBook, example
from tests.printing import measure

make = PAPERS["number_book"].make
HEADS = ["序号", "文号", "取号日期", "事由（标题）", "主送（发往）", "取号人", "状态", "说明"]


def rows(pdf: bytes, page: int = 0) -> list[str]:
    return [measure.text(row) for row in measure.rows(measure.pages(pdf)[page])]


def many(count: int) -> NumberBook:
    kept = [one for one in example().numbers if one.matter]
    numbers = (evolve(kept[n % len(kept)], serial=n + 1, written=f"幸居发〔2026〕{n + 1}号") for n in range(count))
    return evolve(example(), numbers=tuple(numbers))


def test_the_book_says_everything() -> None:
    text = "\n".join(rows(make(example())))
    told = (
        "2026年通知文号簿",
        "1—52026-01-05李敏未用",
        "6幸居发〔2026〕6号2026-01-12关于春节期间值班安排的通知各网格李敏有效",
        "8幸居发〔2026〕8号2026-02-26关于清理楼道杂物的通知各位居民李敏作废",
        "10缺号尚未说明",
        "12、13缺号尚未说明",
        "簿上共11个号：有效4个，补号1个，作废1个，未用5个。缺10、12、13号，尚未说明去向。",
    )
    assert [line for line in told if line not in text] == []
    assert "启用本程序前手工编" in text
    assert "已收" in text


def test_numbers_that_the_counter_alone_remembers_are_missing_too() -> None:
    assert "15、16缺号尚未说明" in rows(make(evolve(example(), last=16)))


def test_minutes_are_told_as_issues() -> None:
    minutes = IssuedNumber(family="4", serial=3, written="第3期", matter="3月议事厅会议", clerk="李敏")
    text = rows(make(evolve(example(), family="4", numbers=(minutes,))))
    assert "2026年会议纪要文号簿" in text
    assert any("第3期" in line for line in text)
    assert any("1、2缺号" in line for line in text)


def test_a_long_book_goes_on_with_its_headings() -> None:
    given = many(60)
    pdf = make(given)
    pages = measure.pages(pdf)
    assert len(pages) > 2
    for page in pages:
        for head in HEADS:
            assert any(head in measure.text(row) for row in measure.rows(page)), head
        inside = [g for g in page if g.has_ink]
        assert min(g.ink[0] for g in inside) >= LANDSCAPE.left_mm * MM - 1
        assert max(g.ink[2] for g in inside) <= LANDSCAPE.right_pt + 1
    text = "".join(line for n in range(len(pages)) for line in rows(pdf, n))
    assert [n for n in range(1, 61) if f"〔2026〕{n}号" not in text] == []
    assert "没有缺号" in text


@pytest.mark.parametrize("lack", [{"numbers": ()}, {"year": None}, {"family": ""}])
def test_an_empty_book_is_refused(lack: dict[str, Any]) -> None:
    with pytest.raises(RecordInvalid):
        make(evolve(example(), **lack))


def test_numbers_of_persons_in_the_book_are_covered() -> None:
    told = "打13812349126，证220500198001150073"
    void = IssuedNumber(
        family="1",
        serial=1,
        written="〔2026〕1号",
        matter=f"断电{told}",
        recipient=f"张桂芳{told}",
        state=VOID,
        reason=told,
    )
    unused = IssuedNumber(family="1", serial=2, state=UNUSED, reason=f"给了{told}")
    text = "".join(rows(make(evolve(example(), numbers=(void, unused), last=2))))
    assert "13812349126" not in text
    assert "220500198001150073" not in text
    assert text.count("138****9126") == 4
