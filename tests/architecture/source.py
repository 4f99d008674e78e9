"""The project's own files, read once for all rules."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("db", "printing", "gui", "resources")
CODE = (*PROGRAM, "installer")
PLACES = (*CODE, "tests")
GROUP = "source"
READER = pytest.mark.xdist_group(GROUP)
"""Of tests that look through all files: one process reads them."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files(*places: str) -> tuple[Path, ...]:
    """The Python files below these folders, and run.py."""
    found = [path for place in places for path in sorted((ROOT / place).rglob("*.py"))]
    return (*found, ROOT / "run.py")


@cache
def text(path: Path) -> str:
    """What the file says."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """The syntax of the file."""
    return ast.parse(text(path), str(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that the syntax of the file is made of; walking takes long, and every rule looks through it."""
    return tuple(ast.walk(tree(path)))


def forget() -> None:
    """Gives up what was read: of all files it is half a gigabyte."""
    for kept in (text, tree, nodes):
        kept.cache_clear()


def short(path: Path) -> str:
    """The path as a reader knows it."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[Function]:
    """Every function and method, the inner ones too."""
    for node in nodes(path):
        if isinstance(node, Function):
            yield node


def names(path: Path) -> Iterator[tuple[str, int]]:
    """Every name and attribute that the code uses, with its line; comments and strings do not count."""
    for node in nodes(path):
        if isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.alias):
            yield node.name, node.lineno


def strings(path: Path) -> Iterator[tuple[str, int]]:
    """Every string in the code but docstrings, with its line."""
    documents = {
        id(node.body[0].value)
        for node in nodes(path)
        if isinstance(node, ast.Module | ast.ClassDef | Function) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value, node.lineno
