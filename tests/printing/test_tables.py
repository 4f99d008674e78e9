"""Boxes hold what is written in them, and go on over the page without losing a line."""

from printing.drawing import Text
from printing.page import FORM, MM
from printing.table_pages import Frame, laid
from printing.tables import Cell, Listed, Long, Placed, Signed, fitted, height_pt

FRAME = Frame(FORM.left_pt, 700, 750, 100)
LABEL = Cell("情况", 26)


def words(page: Placed) -> str:
    found = sorted((op for op in page.ops if isinstance(op, Text)), key=lambda op: (-op.y_pt, op.x_pt))
    return "".join(op.text for op in found)


def test_text_shrinks_before_it_takes_more_lines() -> None:
    assert fitted(Cell("张国富", 30)).size_pt == 12
    assert fitted(Cell("阿卜杜拉·买买提", 31)).size_pt < 12
    assert len(fitted(Cell("阿卜杜拉·买买提依明·吐尔逊", 31)).lines) == 2


def test_what_never_fits_makes_the_box_higher() -> None:
    cell = Cell("阿卜杜热西提·买买提依明·" * 6, 30, solid=True)
    found = fitted(cell)
    assert len(found.lines) > 2
    assert height_pt((cell,)) >= found.height_pt()
    assert "".join(o.text for line in found.lines for o in line if isinstance(o, Text)) == cell.text


def test_a_telephone_number_is_not_broken() -> None:
    found = fitted(Cell("13804350021", 19, sizes_pt=(14, 12, 10.5, 9, 7.5)))
    assert len(found.lines) == 1


def test_a_long_text_goes_on_with_a_label_that_says_so() -> None:
    text = "".join(f"第{n}句话说明纠纷的经过和各方的意见。" for n in range(150))
    long = Long(LABEL, Cell(text, 130, align="justify", sizes_pt=(12,), lines=0))
    pages = laid([(Cell("上", 156),), long, (Cell("下", 156),)], FRAME)
    assert len(pages) > 2
    printed = "".join(words(page) for page in pages)
    assert all(f"第{n}句" in printed.replace("情况", "").replace("（续）", "") for n in range(150))
    assert "（续）" not in words(pages[0])
    assert all("（续）" in words(page) for page in pages[1:])


def test_signatures_take_lines_of_the_text_along() -> None:
    for count in range(20, 60):
        text = "\n".join(f"第{n}行" for n in range(count))
        long = Long(LABEL, Cell(text, 130, align="left", sizes_pt=(12,), lines=0))
        pages = laid([long, Signed((Cell("签名", 156, height_mm=45),))], FRAME)
        assert "签名" in words(pages[-1])
        assert words(pages[-1]).count("行") >= 3, count
        assert all(page.bottom_pt >= FRAME.bottom_pt - 0.01 for page in pages)


def test_column_headings_are_repeated() -> None:
    head = (Cell("姓名", 156),)
    rows = [(Cell(f"人{n}", 156),) for n in range(60)]
    pages = laid(rows, FRAME, (head,))
    assert all(words(page).startswith("姓名") for page in pages)
    listed = [Listed(cells, head) for cells in rows]
    assert all(words(page).startswith("姓名") for page in laid([head, *listed], FRAME))


def test_a_one_page_form_fills_its_page() -> None:
    long = Long(LABEL, Cell("简短", 130, sizes_pt=(12,), lines=0), fills=True)
    (page,) = laid([long, (Cell("签名", 156, height_mm=40),)], FRAME)
    assert abs(page.bottom_pt - FRAME.bottom_pt) < 0.1


def test_empty_rows_fill_up_the_last_page() -> None:
    (page,) = laid([(Cell("1", 156, height_mm=10),)], FRAME, (), lambda n: (Cell(str(n), 156, height_mm=10),))
    assert page.bottom_pt - FRAME.bottom_pt < 10 * MM
    assert words(page).startswith("123456789101112")
