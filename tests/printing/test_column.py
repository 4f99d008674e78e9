"""What must stand together stands on one page."""

from hypothesis import given
from hypothesis import strategies as st

from printing.column import BLANK, Row, kept, last_with_next, paginated
from printing.drawing import Rule


def row(name: float, *, keep: bool = False) -> Row:
    return Row((Rule(name, 0, 0, 0),), keep)


def names(page: list[tuple[int, Row]]) -> list[float]:
    return [op.x0_pt for _, r in page for op in r.ops if isinstance(op, Rule)]


def test_a_heading_never_stands_last() -> None:
    rows = [row(n) for n in range(21)] + [row(100, keep=True), row(101)]
    assert [names(page) for page in paginated(rows, 0, 22)] == [list(range(21)), [100, 101]]


def test_a_signature_takes_text_along() -> None:
    text = [row(n) for n in range(20)]
    rows = [*last_with_next(text), *kept([BLANK, row(100), row(101)])]
    pages = paginated(rows, 0, 22)
    assert [names(page) for page in pages] == [list(range(17)), [17, 18, 19, 100, 101]]


def test_no_page_begins_with_an_empty_row() -> None:
    pages = paginated([*(row(n) for n in range(22)), BLANK, row(30)], 0, 22)
    assert [[at for at, _ in page] for page in pages][1] == [0]


def test_the_first_page_begins_below_its_head() -> None:
    pages = paginated([row(n) for n in range(30)], 10, 22)
    assert [len(page) for page in pages] == [12, 18]
    assert pages[0][0][0] == 10


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=120), st.integers(0, 21))
def test_every_row_is_printed_once_in_order(flags: list[tuple[bool, bool]], first: int) -> None:
    rows = [BLANK._replace(keep=keep) if blank else row(n, keep=keep) for n, (keep, blank) in enumerate(flags)]
    pages = paginated(rows, first, 22)
    assert [name for page in pages for name in names(page)] == [n for n, (_, blank) in enumerate(flags) if not blank]
    assert all(at < 22 for page in pages for at, _ in page)
