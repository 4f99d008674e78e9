"""What an earlier commit took and what this tree takes, in the same call and in turn: whether something became slower.

``python -m tests.bench.against COMMIT [TIMES]`` runs the other benches in a copy of that commit and in this tree, each so many times,
with the same interpreter, and prints for every number the least of both. Goal: none is more than `MARGIN` of what it was. Only what both
benches print under the same label is compared; the rest is named.
"""

import argparse
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from tests.architecture.source import ROOT

MARGIN = 1.10
LEAST = 0.2
"""Milliseconds below which a number says nothing."""
BENCHES = (("start", "5"), ("store", "20000"), ("search", "20000"), ("notices", "500"), ("import_roster", "20000"))
_LINE = re.compile(r"^(?P<label>\S.*?)(?:: |\s{2,})(?P<rest>.*\d.*)$")
_SIZE = re.compile(r"\b\d+ MB\b")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:\.\d+)(?!\d|x|\s*x)")
Numbers = dict[tuple[str, int], float]


def copy_of(commit: str, folder: Path) -> Path:
    """The tree of a commit in a folder.

    Raises:
        subprocess.CalledProcessError: there is no such commit.
    """
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def numbers(said: str) -> Iterator[tuple[tuple[str, int], float]]:
    """Each decimal number of a bench's table, by the label of its line and its place there; ratios are left out.

    How large something has become is no part of the label.
    """
    for line in said.splitlines():
        if found := _LINE.match(line.strip()):
            for place, number in enumerate(_NUMBER.findall(found["rest"])):
                yield (_SIZE.sub("MB", found["label"]), place), float(number)


def run(tree: Path, bench: str, size: str) -> Numbers:
    """What a bench prints in a tree."""
    command = [sys.executable, "-m", f"tests.bench.{bench}", size]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=True)
    return dict(numbers(done.stdout))


def least(runs: list[Numbers]) -> Numbers:
    """The least of each number over several runs."""
    return {key: min(one[key] for one in runs) for key in runs[0] if all(key in one for one in runs)}


def compare(bench: str, before: Numbers, now: Numbers) -> int:
    """Prints the table of a bench; how many numbers missed the goal."""
    missed = 0
    for key in before:
        if key not in now or before[key] < LEAST:
            continue
        ratio = now[key] / before[key]
        missed += ratio > MARGIN
        told = f"{bench:<14}{key[0][:44]:<46}{key[1]}{before[key]:>10.2f}{now[key]:>10.2f}{ratio:>7.2f}x"
        sys.stdout.write(f"{told}{'  slower' if ratio > MARGIN else ''}\n")
    if gone := sorted({label for label, _ in before} ^ {label for label, _ in now}):
        sys.stdout.write(f"{bench:<14}not in both: {'; '.join(gone)}\n")
    return missed


def main() -> int:
    """Runs everything in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit")
    parser.add_argument("times", nargs="?", type=int, default=3)
    parser.add_argument("--bench", action="append", default=[], help="only these")
    asked = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        trees = (copy_of(asked.commit, Path(name)), ROOT)
        for bench, size in BENCHES:
            if asked.bench and bench not in asked.bench:
                continue
            runs: tuple[list[Numbers], list[Numbers]] = ([], [])
            for _ in range(asked.times):
                for tree, found in zip(trees, runs, strict=True):
                    found.append(run(tree, bench, size))
            missed += compare(bench, least(runs[0]), least(runs[1]))
    sys.stdout.write(f"{missed} numbers above {MARGIN:.2f}\n")
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main())
