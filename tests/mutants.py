"""Mutants, run by hand: small faults are put into files of ours one at a time, and the tests that reach them must see it.

    python -m tests.mutants --seed 7 --count 60 db/records/flow.py db/store/guard.py

A comparison is turned, a condition or a raise dropped, a constant made one more or less. Each mutant lives in a copy of the checkout, its
tests stop at the first failure; what survives is printed with its line, to be mended by a test or explained.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[1]
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "build", "dist", "__pycache__", ".pytest_cache", ".ruff_cache")
SECONDS = 600
FIRST = (
    "tests/db/test_checker.py",
    "tests/db/test_move.py",
    "tests/db/test_rows_and_spells.py",
    "tests/db/test_kinds.py",
)
LAST = ("tests/db/test_walking_round.py", "tests/db/test_every_kind.py")
REACHED_BY = {
    "db/records": (*FIRST, "tests/db/test_records.py", "tests/db/test_record_commands.py", *LAST),
    "db/store": (*FIRST, "tests/db/store", "tests/db/test_record_commands.py", *LAST),
    "db/services": (*FIRST, "tests/db/test_record_commands.py", *LAST),
}
"""The tests that reach the files of a folder, the quick ones first."""
TURNED: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">",
    ast.Is: "is not", ast.IsNot: "is", ast.In: "not in", ast.NotIn: "in",
}  # fmt: skip


@frozen
class Mutant:
    """One fault.

    Attributes:
        file: where, as seen from the checkout.
        line: its number.
        start, end: the bytes of the file that it takes the place of.
        text: what stands there instead.
        what: what was done, for people.
    """

    file: str
    line: int
    start: int
    end: int
    text: str
    what: str


Fault = tuple[str, str]
"""What stands there instead, and what was done, for people."""


def _compare(node: ast.Compare) -> Iterator[Fault]:
    if len(node.ops) == 1 and type(node.ops[0]) in TURNED:
        turned = TURNED[type(node.ops[0])]
        left, right = ast.unparse(node.left), ast.unparse(node.comparators[0])
        yield f"({left} {turned} {right})", f"{ast.unparse(node)} → {turned}"


def _without_one(node: ast.BoolOp) -> Iterator[Fault]:
    word = " and " if isinstance(node.op, ast.And) else " or "
    for dropped in node.values:
        rest = [f"({ast.unparse(v)})" for v in node.values if v is not dropped]
        yield f"({word.join(rest)})", f"without {ast.unparse(dropped)}"


def _constant(node: ast.Constant) -> Iterator[Fault]:
    if isinstance(node.value, bool):
        yield str(not node.value), f"{node.value} turned"
    elif isinstance(node.value, int):
        yield from ((f"({node.value + by})", f"{node.value} → {node.value + by}") for by in (1, -1))


def _faults(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, Fault]]:
    """The faults of a node, each with the node in whose place it stands."""
    match node:
        case ast.Compare():
            yield from ((node, fault) for fault in _compare(node))
        case ast.BoolOp():
            yield from ((node, fault) for fault in _without_one(node))
        case ast.If():
            yield node.test, ("False", f"never: if {ast.unparse(node.test)}")
        case ast.IfExp():
            yield node.test, ("True", f"always: {ast.unparse(node.test)}")
        case ast.Raise():
            yield node, ("pass", f"no {ast.unparse(node)[:60]}")
        case ast.Constant():
            yield from ((node, fault) for fault in _constant(node))
        case _:
            pass


def mutants(file: str, source: bytes) -> Iterator[Mutant]:
    """All mutants of a file."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    tree = ast.parse(source)
    widths = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.keyword) and n.arg == "width"}
    for node in (one for one in ast.walk(tree) if id(one) not in widths):  # of no width is anything right or wrong
        for place, (text, what) in _faults(node):
            assert place.end_lineno is not None
            assert place.end_col_offset is not None
            start = starts[place.lineno - 1] + place.col_offset
            end = starts[place.end_lineno - 1] + place.end_col_offset
            yield Mutant(file, place.lineno, start, end, text, what)


def drawn(files: Sequence[str], seed: int, count: int) -> list[Mutant]:
    """So many mutants of all files, the same for the same seed and text."""
    every = [m for file in files for m in mutants(file, (ROOT / file).read_bytes())]
    return random.Random(seed).sample(every, min(count, len(every)))


def tests_of(file: str) -> list[str]:
    """The tests that reach a file, which are there."""
    found = next((paths for folder, paths in REACHED_BY.items() if file.startswith(folder)), LAST)
    return [path for path in dict.fromkeys(found) if (ROOT / path).exists()]


def pass_in(copy: Path, tests: Sequence[str]) -> bool:
    """Whether the tests pass in a copy of the checkout; a mutant that never ends does not."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly"]
    try:
        ended = subprocess.run(
            [*command, *tests],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


def survives(mutant: Mutant, copy: Path) -> bool:
    """Whether no test sees it."""
    place = copy / mutant.file
    sound = place.read_bytes()
    place.write_bytes(sound[: mutant.start] + mutant.text.encode() + sound[mutant.end :])
    try:
        return pass_in(copy, tests_of(mutant.file))
    finally:
        place.write_bytes(sound)


def main(arguments: Sequence[str]) -> int:
    """Prints the seed, every mutant with its end, and how many survived."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutants", description=__doc__.partition("\n")[0] if __doc__ else ""
    )
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--count", type=int, default=60)
    given = parser.parse_args(arguments)
    found = drawn(given.files, given.seed, given.count)
    print(f"seed {given.seed}, {len(found)} mutants of {len(given.files)} files", flush=True)
    alive: list[Mutant] = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=LEFT_BEHIND, symlinks=True)
        if not pass_in(copy, list(dict.fromkeys(test for file in given.files for test in tests_of(file)))):
            print("the tests fail without any mutant", flush=True)
            return 2
        for number, mutant in enumerate(found, 1):
            lives = survives(mutant, copy)
            alive += [mutant] if lives else []
            print(
                f"{number}\t{'SURVIVES' if lives else 'seen'}\t{mutant.file}:{mutant.line}\t{mutant.what}", flush=True
            )
    print(f"{len(alive)} of {len(found)} survive (seed {given.seed})", flush=True)
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
