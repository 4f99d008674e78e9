"""Mutants, run by hand: small faults are put into lines of ours one at a time, and the tests that reach the line must see it.

    python -m tests.mutants --since 47c3764 --seed 7 --count 60 db ':!db/practice'

A comparison is turned, a condition or a raise dropped, a constant made one more or less. Each mutant lives in a copy of the last commit; the
tests that reach its line (`tests.reach`) run, the quickest first, until one fails. What survives is printed with its line, before and after,
to be mended by a test or explained; ``--again FILE`` tries the survivors of an earlier report.
"""

import argparse
import ast
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from attrs import frozen

from tests.reach import Reach

ROOT = Path(__file__).parents[1]
PYTEST = (sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:randomly")
OUT_OF_MEMORY = 8 << 30
HUNK = re.compile(r"^(?:\+\+\+ b/(.*)|@@ -\S+ \+(\d+)(?:,(\d+))? @@.*)$", re.MULTILINE)
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
SEES = {0: "SURVIVES", 1: "seen"}
"""What pytest's exit codes say; every other one says that nothing could be loaded."""
TURNED: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">",
    ast.Is: "is not", ast.IsNot: "is", ast.In: "not in", ast.NotIn: "in",
}  # fmt: skip


@frozen
class Mutant:
    """One fault.

    Attributes:
        file: where, as seen from the checkout.
        first, last: the numbers of its lines.
        start, end: the bytes of the file that it takes the place of.
        text: what stands there instead.
        what: what was done, for people.
        called: whether it runs when something is called, not when its file is imported.
    """

    file: str
    first: int
    last: int
    start: int
    end: int
    text: str
    what: str
    called: bool

    def put_into(self, source: bytes) -> bytes:
        """The file with the fault in it."""
        return source[: self.start] + self.text.encode() + source[self.end :]

    def before(self, source: bytes) -> str:
        """Its lines as they are."""
        return " ".join(line.strip() for line in source.decode().split("\n")[self.first - 1 : self.last])

    def after(self, source: bytes) -> str:
        """Its lines with the fault."""
        whole = self.put_into(source).decode().split("\n")
        more = len(whole) - len(source.decode().split("\n"))
        return " ".join(line.strip() for line in whole[self.first - 1 : self.last + more])


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
        case ast.If() if ast.unparse(node.test) != "TYPE_CHECKING":
            yield node.test, ("False", f"never: if {ast.unparse(node.test)}")
        case ast.IfExp():
            yield node.test, ("True", f"always: {ast.unparse(node.test)}")
        case ast.Raise():
            yield node, ("pass", f"no {ast.unparse(node)[:60]}")
        case ast.Constant():
            yield from ((node, fault) for fault in _constant(node))
        case _:
            pass


def _nodes(node: ast.AST, called: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    """All nodes in which a fault is one, each with whether it lies in the body of a function."""
    yield node, called
    for name, value in ast.iter_fields(node):
        inside = called or (name == "body" and isinstance(node, ast.FunctionDef | ast.Lambda))
        for child in value if isinstance(value, list) else [value]:
            of_no_width = isinstance(child, ast.keyword) and child.arg == "width"  # there nothing is right or wrong
            if isinstance(child, ast.AST) and not of_no_width and not isinstance(child, ast.JoinedStr):
                yield from _nodes(child, inside)


def mutants(file: str, source: bytes) -> Iterator[Mutant]:
    """All mutants of a file. Python 3.11 does not say where the parts of an f-string stand: they are left alone."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, called in _nodes(ast.parse(source)):
        for place, (text, what) in _faults(node):
            assert place.end_lineno is not None
            assert place.end_col_offset is not None
            start = starts[place.lineno - 1] + place.col_offset
            end = starts[place.end_lineno - 1] + place.end_col_offset
            yield Mutant(file, place.lineno, place.end_lineno, start, end, text, what, called)


def git(*arguments: str, cwd: Path = ROOT) -> str:
    """What git answers."""
    return subprocess.run(("git", *arguments), cwd=cwd, check=True, capture_output=True, text=True).stdout


def added(since: str, paths: Sequence[str]) -> dict[str, set[int]]:
    """The lines of each Python file under these paths that came after a commit."""
    lines: dict[str, set[int]] = {}
    file = ""
    for hunk in HUNK.finditer(git("diff", "-U0", f"{since}..HEAD", "--", *paths)):
        if hunk[1] is not None:
            file = hunk[1]
        elif file.endswith(".py"):
            first, count = int(hunk[2]), int(hunk[3] or 1)
            lines.setdefault(file, set()).update(range(first, first + count))
    return lines


def every(checkout: Path, lines: dict[str, set[int]]) -> list[Mutant]:
    """All mutants of these lines."""
    return [
        m for file in sorted(lines) for m in mutants(file, (checkout / file).read_bytes()) if m.first in lines[file]
    ]


def again(found: Sequence[Mutant], checkout: Path, report: Path) -> list[Mutant]:
    """Those that survived in an earlier report, wherever their lines stand by now."""
    rows = [line.split("\t") for line in report.read_text(encoding="utf-8").splitlines()]
    alive = {(row[2].partition(":")[0], *row[3:]) for row in rows if row[1:2] == [SEES[0]]}
    sources = {m.file: (checkout / m.file).read_bytes() for m in found}
    return [m for m in found if (m.file, m.what, m.before(sources[m.file]), m.after(sources[m.file])) in alive]


def run_in(copy: Path, tests: Sequence[str], limit: float, *options: str) -> tuple[int, str]:
    """How pytest ended in a copy of the checkout, and what failed; what never ends is seen as well."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as listed:
        listed.write("\n".join(tests))
        listed.flush()
        process = subprocess.Popen(
            (*PYTEST, "--hypothesis-seed=0", *options, f"@{listed.name}"),
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            told, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return 1, "it never ends"
    failed = FAILED.search(told)
    return process.returncode, failed[1] if failed else told[-200:]


def sight(mutant: Mutant, copy: Path, reach: Reach, seconds: float) -> tuple[str, str]:
    """Whether a test sees it, and which."""
    reaching = reach.tests(mutant.file, range(mutant.first, mutant.last + 1) if mutant.called else None)
    tests = reach.within(reaching, seconds)
    if not tests:
        return SEES[0], "no test comes here"
    place = copy / mutant.file
    sound = place.read_bytes()
    place.write_bytes(mutant.put_into(sound))
    try:
        code, told = run_in(copy, tests, reach.limit(tests), "-p", "no:cacheprovider")
        if code == pytest.ExitCode.USAGE_ERROR:  # a case that is called after a declaration may have another name by it
            tests = list(dict.fromkeys(test.partition("[")[0] for test in tests))
            code, told = run_in(copy, tests, reach.limit(tests), "-p", "no:cacheprovider")
    finally:
        place.write_bytes(sound)
    return SEES.get(code, "seen"), told


def tried(found: Sequence[Mutant], copy: Path, reach: Reach, seconds: float) -> int:
    """How many survive; prints each with its end."""
    alive = 0
    for number, mutant in enumerate(found, 1):
        end, told = sight(mutant, copy, reach, seconds)
        alive += end == SEES[0]
        sound = (copy / mutant.file).read_bytes()
        more = [mutant.before(sound), mutant.after(sound)] if end == SEES[0] else [told.replace("\n", " ")]
        print(number, end, f"{mutant.file}:{mutant.first}", mutant.what, *more, sep="\t", flush=True)
    return alive


def main(arguments: Sequence[str]) -> int:
    """Prints the seed, every mutant with its end, and how many survived."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutants", description=__doc__.partition("\n")[0] if __doc__ else ""
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", default=["db"], help="as git takes them; db if none")
    parser.add_argument("--since", metavar="COMMIT", required=True, help="only lines added after it")
    parser.add_argument("--again", metavar="FILE", type=Path, help="an earlier report, whose survivors are tried again")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of tests for one mutant; all if not said")
    parser.add_argument("--count", type=int, default=60)
    given = parser.parse_args(arguments)
    resource.setrlimit(resource.RLIMIT_AS, (OUT_OF_MEMORY, OUT_OF_MEMORY))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        git("clone", "-q", "--shared", str(ROOT), str(copy))
        reach = Reach.of(copy, git("rev-parse", "HEAD^{tree}").strip())
        found = every(copy, added(given.since, given.paths))
        total = len(found)
        if given.again:
            found = again(found, copy, given.again)
        else:
            found = random.Random(given.seed).sample(found, min(given.count, total))
        print(f"seed {given.seed}: {len(found)} of {total} mutants, commit {git('rev-parse', 'HEAD')[:12]}", flush=True)
        code, told = run_in(copy, list(reach.seconds), 600, "--collect-only")  # compiles all as well
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # the faults are never compiled into a file
        if code:
            print(f"the tests cannot be loaded without any mutant: {told}", flush=True)
            return 2
        alive = tried(found, copy, reach, given.seconds)
    print(f"{alive} of {len(found)} survive (seed {given.seed})", flush=True)
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
