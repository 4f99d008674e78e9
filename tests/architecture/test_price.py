"""What a record type costs whoever declares it: lines and files, counted on the two that only tests have."""

import ast
import io
import re
import tokenize

from tests.architecture.source import ROOT, text

REGISTRY = 2
"""An entry costs two lines of a file that is there: its import and its place."""
LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
PLAIN, STAGED = ("added_kind",), ("added_staged", "added_paper")


def written(code: str) -> int:
    """The lines of a file without blank ones, comments and docstrings."""
    found: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type not in LAYOUT:
            found.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
            found.difference_update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return len(found)


def price(*names: str) -> tuple[int, int]:
    """Lines and files of a declaration, each of its files with an entry in a registry; the step of the schema is written by a command."""
    return sum(written(text(ROOT / "tests" / f"{name}.py")) + REGISTRY for name in names), 2 * len(names)


def test_a_plain_type_costs_forty_lines_in_two_files_at_most() -> None:
    lines, files = price(*PLAIN)
    assert (lines <= 40, files) == (True, 2), lines


def test_a_type_with_stages_number_last_day_and_paper_costs_a_hundred_and_fifty_in_four_at_most() -> None:
    lines, files = price(*STAGED)
    assert (lines <= 150, files) == (True, 4), lines


def test_the_price_that_is_told_is_the_price() -> None:
    told = re.findall(r"(\d+)(?: lines)? in (\d)", text(ROOT / "CONTRIBUTING.md").partition("## A new record type")[2])
    assert [(int(lines), int(files)) for lines, files in told[:2]] == [price(*PLAIN), price(*STAGED)]


def test_what_is_counted() -> None:
    code = '"""Of a file."""\n\nimport os  # why\n\n\n# what\ndef do() -> str:\n    """Does."""\n    return (\n        """a\nb"""\n    )\n'
    assert written(code) == 6
