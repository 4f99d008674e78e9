"""名单, 签到表, 签领表 of any selection, measured: rows a page, heads, what is written by hand, widths, marks of the page."""

import pytest
from attrs import evolve

from db.errors import RecordInvalid
from printing.glyphs import MissingGlyph
from printing.page import FORM, LANDSCAPE
from printing.papers import PAPERS, listing
from printing.papers.listing import ListedCell, ListedColumn, ListedRow, Listing, ListTooWide, is_wide, widths
from printing.tables import fitted
from tests.printing import measure
from tests.printing.boxes import assert_inside
from tests.printing.measure import MM
from tests.printing.samples import LATIN_NAME, LONG_NAME, NAMES

HOME = "幸福里小区12号楼1单元301室"


def listed(columns: tuple[ListedColumn, ...], rows: list[tuple[str, ...]], *, signed: bool = True) -> Listing:
    made = tuple(ListedRow(cells=tuple(ListedCell(text=text) for text in row)) for row in rows)
    return evolve(listing.example(), columns=columns, rows=made, signed=signed)


def column(label: str, *, blank: bool = False, solid: bool = False) -> ListedColumn:
    return ListedColumn(label=label, blank=blank, solid=solid)


NAME, DOOR, SIGNED = column("姓名", solid=True), column("住址"), column("签名", blank=True)


def of_many(count: int, *, signed: bool = True) -> Listing:
    return listed((NAME, DOOR, SIGNED), [("张国富", HOME, "")] * count, signed=signed)


@pytest.mark.parametrize(("signed", "first", "next_ones"), [(True, 18, 20), (False, 26, 28)])
def test_every_page_holds_its_rows_under_a_head_of_its_own(signed: bool, first: int, next_ones: int) -> None:
    count = 90
    pages = measure.pages(PAPERS["listing"].make(of_many(count, signed=signed)))
    numbers: list[int] = []
    for place, glyphs in enumerate(pages):
        rows = [measure.text(row) for row in measure.rows(glyphs)]
        assert "序号姓名住址签名" in rows, "the head stands on every page"
        here = [row for row in rows if "张国富" in row]
        numbers += [int(row.split("张国富")[0]) for row in here]
        assert f"第{place + 1}页共{len(pages)}页" in rows
        if place < len(pages) - 1:
            assert len(here) == (next_ones if place else first)
    assert numbers == list(range(1, count + 1)), "each row once, counted through"


def test_what_it_is_for_who_made_it_and_how_many_stand_on_it() -> None:
    words = measure.all_text(PAPERS["listing"].make(of_many(3)))
    for said in (
        "独居老人签领表",
        "制表单位：幸福里社区党群服务中心",
        "部分信息已遮盖",
        "事由：端午慰问",
        "日期：2026年6月19日",
    ):
        assert said in words
    assert "共3人。制表人：王芳制表日期：2026年6月18日" in words


def test_what_was_not_told_is_left_to_be_written_in() -> None:
    given = evolve(of_many(1), subject="", held=None, maker="", masked=False)
    rows = [measure.text(row) for row in measure.rows(measure.pages(PAPERS["listing"].make(given))[0])]
    assert "事由：日期：年月日" in rows
    assert "部分信息已遮盖" not in "".join(rows)
    assert "事由" not in measure.all_text(PAPERS["listing"].make(evolve(given, signed=False)))


def test_what_is_left_of_the_paper_goes_to_those_who_write() -> None:
    given = listed((NAME, DOOR, column("物品", blank=True), SIGNED), [("张国富", "301室", "", "")])
    name, door, item, signed = widths(given, FORM)
    assert item == signed > 45
    assert 12 + name + door + item + signed == pytest.approx(FORM.area_width_mm)
    assert not is_wide(given)


def test_many_columns_turn_the_sheet_and_too_many_are_refused() -> None:
    number = "110105194912310021"
    wide = listed((NAME, *[column(f"证件{n}") for n in range(5)], SIGNED), [("张国富", *[number] * 5, "")] * 3)
    assert is_wide(wide)
    found = widths(wide, LANDSCAPE)
    assert 12 + sum(found) == pytest.approx(LANDSCAPE.area_width_mm)
    pdf = PAPERS["listing_wide"].make(wide)
    assert_inside(pdf, 7.5)
    assert measure.all_text(pdf).count(number) == 15, "no number is broken"
    with pytest.raises(ListTooWide, match="栏太多"):
        widths(listed((NAME, *[column(f"证件{n}") for n in range(11)]), [("张国富", *[number] * 11)]), LANDSCAPE)


@pytest.mark.parametrize("endless", ["1" * 90, "https://www.abc.gov.cn/" * 8, "W" * 120])
def test_one_endless_text_is_broken_and_the_columns_are_not_blamed(endless: str) -> None:
    number = "110105194912310021"
    columns = (NAME, *[column(f"证件{n}") for n in range(6)], column("网址"))
    given = listed(columns, [("张国富", *[number] * 6, endless), ("李四", *[number] * 6, "")])
    assert is_wide(given)
    assert 12 + sum(widths(given, LANDSCAPE)) == pytest.approx(LANDSCAPE.area_width_mm)
    pdf = PAPERS["listing_wide"].make(given)
    assert_inside(pdf, 7.5)
    assert measure.all_text(pdf).count(number) == 12, "no number is broken"
    assert sum(map(measure.all_text(pdf).count, set(endless))) >= len(endless), "and nothing of the text is lost"


@pytest.mark.parametrize("name", [*NAMES, LONG_NAME, LATIN_NAME, "张𬭚", "𠮷野家"])
def test_names_of_any_kind_stand_whole_in_their_boxes(name: str) -> None:
    rows = [(name, HOME * 4, "")] * 30
    pdf = PAPERS["listing"].make(listed((NAME, DOOR, SIGNED), rows))
    assert_inside(pdf, 7.5)
    flat = "".join(measure.text(row) for glyphs in measure.pages(pdf) for row in measure.rows(glyphs))
    if len(name) < 8:
        assert flat.count(name) == 30
    for char in set(name) - set(" -"):
        assert flat.count(char) >= 30, f"{char} is missing"


def test_a_character_that_no_font_has_is_named_before_anything_is_printed() -> None:
    with pytest.raises(MissingGlyph, match="U\\+10FFFD"):
        PAPERS["listing"].make(listed((NAME,), [("张\U0010fffd",)]))


@pytest.mark.parametrize(("changes", "said"), [({"title": ""}, "标题"), ({"rows": ()}, "行"), ({"columns": ()}, "栏")])
def test_a_sheet_that_says_nothing_is_refused(changes: dict[str, object], said: str) -> None:
    with pytest.raises(RecordInvalid, match=said):
        PAPERS["listing"].make(evolve(listing.example(), **changes))


def test_the_signature_stands_in_the_last_box_and_is_empty() -> None:
    (glyphs,) = measure.pages(PAPERS["listing"].make(of_many(2)))
    (head,) = [row for row in measure.rows(glyphs) if measure.text(row) == "序号姓名住址签名"]
    left = FORM.left_mm + FORM.area_width_mm - widths(of_many(2), FORM)[-1]
    assert [g.char for g in head if g.x > left * MM] == ["签", "名"]
    rows = [row for row in measure.rows(glyphs) if "张国富" in measure.text(row)]
    assert all(g.x < left * MM for row in rows for g in row)


def test_however_long_a_list_is_each_cell_is_set_once_and_few_are_kept() -> None:
    """What is kept of all cells of a long list would stay in memory to the end: seven kilobytes a cell."""
    fitted.cache_clear()
    count = 1100
    PAPERS["listing"].make(listed((NAME, DOOR, SIGNED), [(f"第{n}位", HOME, "") for n in range(count)]))
    told = fitted.cache_info()
    cells = count * 2  # its number and its name; the others are the same everywhere
    assert cells <= told.misses <= cells + 50
    assert told.currsize <= 2048 < cells
