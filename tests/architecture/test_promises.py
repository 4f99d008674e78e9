"""What README promises about the safety of data, a test proves: its docstring quotes the sentence after `MARK`.

Advice to the clerk, which begins with 请, promises nothing.
"""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import ROOT, text

HEADING = "资料怎样保护"
MARK = f"{HEADING}："


def _sentences() -> set[str]:
    """The sentences of the section, without bullets, bold leads and code marks."""
    section = re.search(rf"^## {HEADING}\n(.*?)^## ", text(ROOT / "README.md"), re.DOTALL | re.MULTILINE)
    assert section
    plain = re.sub(r"^- \*\*.*?\*\*：|`", "", section[1], flags=re.MULTILINE)
    sentences = (sentence.strip() for sentence in re.split(r"[。；\n]", plain))
    return {sentence for sentence in sentences if sentence and not sentence.startswith("请")}


def _quoted() -> Iterator[tuple[str, str]]:
    """Each sentence that the docstring of a test quotes, with the name of the test."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(text(path))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for line in (ast.get_docstring(node) or "").splitlines():
                    if line.strip().startswith(MARK):
                        yield line.strip().removeprefix(MARK).rstrip("。"), node.name


def test_every_sentence_is_proven_by_a_test() -> None:
    assert _sentences() - {sentence for sentence, _ in _quoted()} == set()


def test_every_quotation_is_a_sentence_of_the_readme() -> None:
    stale = [(sentence, name) for sentence, name in _quoted() if sentence not in _sentences()]
    assert not stale
