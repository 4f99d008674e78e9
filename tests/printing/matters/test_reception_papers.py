"""接待登记表, 代办委托单, 一次性告知单: what is brought and what is lacking stands on each, and what a paper cannot do without is asked."""

import attrs
import pytest

from db.errors import RecordInvalid
from printing.papers import PAPERS
from tests.printing.boxes import text as text_of

NAMES = ("reception_form", "agency_letter", "one_time_notice")


@pytest.mark.parametrize("name", NAMES)
def test_each_says_what_is_to_be_brought(name: str) -> None:
    paper = PAPERS[name]
    words = text_of(paper.make(paper.example())).replace("\n", "")
    for word in ("老年证办理", "张国富", "一寸照片", "缺", "已带", "办件〔2026〕12号"):
        assert word in words, word


def test_what_is_still_lacking_is_said_at_once() -> None:
    paper = PAPERS["one_time_notice"]
    assert "还缺：一寸照片。" in text_of(paper.make(paper.example()))


def test_nobody_is_asked_to_do_it_who_is_not_named() -> None:
    paper = PAPERS["agency_letter"]
    given = paper.example()
    with pytest.raises(RecordInvalid, match="代办人"):
        paper.make(attrs.evolve(given, record=attrs.evolve(given.record, agent="")))
