"""走访单 and 敲门行动走访情况表 as they are read: codes on every page, no telephones, sums that add up."""

from attrs import evolve

from printing.papers import PAPERS
from printing.papers.visits import coverage_table, round_sheet
from printing.papers.visits.round_sheet import SheetDoor
from tests.printing.boxes import assert_inside, page_texts, text

PHONE = "13800138000"


def test_every_page_has_the_code_and_every_line_its_number() -> None:
    given = round_sheet.example()
    doors = tuple(SheetDoor(line=n, floor="3层", door=f"30{n}室") for n in range(1, 41))
    pdf = PAPERS["round_sheet"].make(evolve(given, sheets=(evolve(given.sheets[0], doors=doors),)))
    pages = page_texts(pdf)
    assert len(pages) == 5
    assert all(f"单号：{given.sheets[0].code}" in page for page in pages)
    assert "共40个门牌" in pages[-1]
    assert_inside(pdf, 9.0)


def test_each_paper_begins_a_page() -> None:
    given = round_sheet.example()
    pages = page_texts(PAPERS["round_sheet"].make(evolve(given, sheets=given.sheets * 2)))
    assert [page.count("共4个门牌") for page in pages] == [1, 1]


def test_numbers_and_groups_are_shown_to_nobody_on_the_stairs() -> None:
    given = round_sheet.example()
    door = SheetDoor(line=1, door="101室", people="张国富", care="独居", promise=f"回电{PHONE}", matters=f"找{PHONE}")
    told = evolve(given, sheets=(evolve(given.sheets[0], doors=(door,)),))
    masked, whole = (text(PAPERS["round_sheet"].make(evolve(told, masked=one))) for one in (True, False))
    assert PHONE not in masked
    assert "独居" not in masked
    assert "★" in masked
    assert whole.count(PHONE) == 2
    assert "独居" in whole


def test_only_what_is_not_all_right_is_ticked_by_the_code_that_is_keyed() -> None:
    page = text(PAPERS["round_sheet"].make(round_sheet.example()))
    assert page.count("3未遇") == 4
    assert "平安无事" not in page


def test_sums_are_those_of_the_buildings() -> None:
    page = text(PAPERS["coverage_table"].make(coverage_table.example()))
    assert "合计2栋1661381612" in page.replace(" ", "")
