"""What a clerk reads goes through one door: no words in the code of the screen but through ``tr``.

Names of entries, tabs and columns that stand alone at the head of a module are data; so are the words of errors, of the log,
and of the modules without Qt.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import READER, ROOT, files, short, text, tree

pytestmark = READER

HAN = re.compile(r"[\u4e00-\u9fff]")
DOORS = ("tr", "translate")
NOT_SCREEN = ("problem", "Problem", "writing")
"""Calls whose words are told through `Messages`, or stand in the log."""


def words_past_the_door(path: Path) -> Iterator[str]:
    """Every literal in a function of a module that does not go through ``tr``."""
    if "PySide6" not in text(path):
        return
    yield from (f"{short(path)}:{node.lineno} {node.value}" for node in _loose(tree(path), inside=False))


def _loose(node: ast.AST, *, inside: bool) -> Iterator[ast.Constant]:
    if isinstance(node, ast.Constant):
        if inside and isinstance(node.value, str) and HAN.search(node.value):
            yield node
        return
    if _is_let_pass(node):
        return
    inside = inside or isinstance(node, ast.FunctionDef | ast.Lambda)
    for child in ast.iter_child_nodes(node):
        yield from _loose(child, inside=inside)


def _is_let_pass(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Raise():  # a docstring, or the words of an error
            return True
        case ast.ClassDef(bases=[ast.Name(id=base), *_]):
            return base.endswith("Error")
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in (*DOORS, *NOT_SCREEN) or name.endswith(("Error", "Refused"))
        case _:
            return False


def test_the_screen_speaks_through_one_door() -> None:
    screen = [p for p in files("gui") if not {"tour", "selftest"} & set(p.relative_to(ROOT).parts)]
    assert len(screen) > 50
    assert [line for path in screen for line in words_past_the_door(path)] == []
