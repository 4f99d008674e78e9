"""Text on one line of a history."""

import pytest

from db.values.legible import brief


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        ("一行\n 两行\t三行 ", "一行 两行 三行"),
        ("字" * 40, "字" * 40),
        ("字" * 41, "字" * 40 + "…"),
        ("字\n" * 20 + "末", "字 " * 20 + "…"),
    ],
)
def test_brief_is_one_line_of_at_most_forty_characters(text: str, told: str) -> None:
    assert brief(text) == told
