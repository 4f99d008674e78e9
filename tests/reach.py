"""Which tests reach which line of db: coverage.py asks for every test by itself. Made once for a commit, kept in the cache of this account.

As a plugin of pytest (``REACH=FOLDER pytest -p tests.reach``) it writes; `Reach` reads.
"""

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Generator
from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest
from attrs import field, frozen
from coverage import Coverage
from coverage.data import CoverageData

FOLDER = "REACH"
LINES, SECONDS = "lines", "seconds.json"
EVERY = ""
"""The context of what is no single test's: imports, and what is set up once for all."""
MAPPED = "tests/db"
DECLARED = ("db/records/", "db/fields/")
IN_A_CHILD = ("db/services/sheets/", "db/services/pictures/", "db/services/apart/")
OF_THE_CHILD = ("tests/db/sheets/", "tests/db/pictures/", "tests/db/registry/roster/test_read_sheets.py")
"""What runs in a process of its own, where nothing is asked, and its tests."""
_ELSEWHERE = 60.0
"""Seconds that are counted for what was not measured: a file, a folder."""
BESIDE = ("tests/gui", "tests/printing")


@frozen
class Reach:
    """What the tests of one commit reach.

    Attributes:
        lines: what coverage.py knows.
        seconds: of every test that passed, the quickest first, and one case of each before another of the same.
    """

    lines: CoverageData
    seconds: dict[str, float]
    _by_file: dict[str, dict[int, set[str]]] = field(factory=dict)

    @classmethod
    def of(cls, checkout: Path, tree: str) -> "Reach":
        """Of a clean checkout; `tree` is the name of what lies in it. The first time it runs all tests of db."""
        kept = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "dangqun-desk-reach" / tree
        if not (kept / SECONDS).exists():
            kept.mkdir(parents=True, exist_ok=True)
            options = ("-q", "-n", "0", "-p", "no:randomly", "-p", "tests.reach", MAPPED)
            command = (sys.executable, "-m", "pytest", *options)
            subprocess.run(command, cwd=checkout, env={**os.environ, FOLDER: str(kept)}, check=False)
        lines = CoverageData(str(kept / LINES))
        lines.read()
        seconds = json.loads((kept / SECONDS).read_text(encoding="utf-8"))
        return cls(lines, {test: seconds[test] for test in _in_order(seconds)})

    def tests(self, file: str, lines: range | None) -> list[str]:
        """The tests that reach these lines, the quickest first; without lines, those that reach the file.

        Declarations are reached by the tests of all types as well, which lie beside the folders of the areas. What none of them
        reaches, windows and papers of its area may.
        """
        of_file = self._of(file)
        reached = {test for line in (of_file if lines is None else lines) for test in of_file.get(line, ())}
        declared = lines is None and file.startswith(DECLARED)
        named = [
            test
            for test in self.seconds
            if test in reached
            or (module := test.partition("::")[0]) in reached
            or (declared and str(Path(module).parent) == MAPPED)
            or (file.startswith(IN_A_CHILD) and module.startswith(OF_THE_CHILD))
        ]
        return named or (list(self.seconds) if EVERY in reached else self._beside(Path(file)))

    def _of(self, file: str) -> dict[int, set[str]]:
        """The contexts of each line of a file."""
        if file not in self._by_file:
            found = self.lines.contexts_by_lineno(file)
            self._by_file[file] = {line: set(contexts) for line, contexts in found.items()}
        return self._by_file[file]

    def _beside(self, file: Path) -> list[str]:
        """The folders of its area, or else the files that import it."""
        areas = [f"{place}/{part}" for place in BESIDE for part in file.parts[1:-1] if Path(place, part).is_dir()]
        module = f"from {'.'.join(file.with_suffix('').parts)} import"
        tests = (test for place in BESIDE for test in sorted(Path(place).rglob("test_*.py")))
        return areas or [str(test) for test in tests if module in test.read_text(encoding="utf-8")]

    def within(self, tests: list[str], seconds: float) -> list[str]:
        """The first of them that take no longer together; one at least."""
        ends = accumulate(self.seconds.get(test, _ELSEWHERE) for test in tests)
        return [test for n, (test, end) in enumerate(zip(tests, ends, strict=True)) if not n or end <= seconds]

    def limit(self, tests: list[str]) -> float:
        """Seconds after which the tests are said never to end."""
        return 600 + 6 * sum(self.seconds.get(test, _ELSEWHERE) for test in tests)


def _in_order(seconds: dict[str, float]) -> list[str]:
    """Cases of one test see the same faults: one of each comes before another."""
    seen: Counter[str] = Counter()
    turn: dict[str, int] = {}
    for test in sorted(seconds, key=lambda one: (seconds[one], one)):
        turn[test] = seen[test.partition("[")[0]]
        seen[test.partition("[")[0]] += 1
    return sorted(turn, key=lambda one: (turn[one], seconds[one], one))


if os.environ.get(FOLDER):
    COVERAGE = Coverage(data_file=str(Path(os.environ[FOLDER], LINES)), source=["db"], config_file=False)
    COVERAGE.set_option("run:relative_files", value=True)
    TOOK: dict[str, float] = defaultdict(float)
    FAILED: set[str] = set()
    SHARING: set[str] = set()
    CACHED = type(cache(len))

    def pytest_load_initial_conftests() -> None:
        """Starts before anything of ours is imported."""
        COVERAGE.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
        """A test reaches what is kept from earlier calls as well: nothing is kept."""
        ours = [module for name, module in sys.modules.items() if name.partition(".")[0] == "db"]
        for one in [one for module in ours for one in vars(module).values() if isinstance(one, CACHED)]:
            one.cache_clear()
        COVERAGE.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            COVERAGE.switch_context(EVERY)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """What is set up for a module is reached by each of its tests."""
        if fixturedef.scope == "function":
            return (yield)
        SHARING.add(request.node.nodeid)
        test = os.environ["PYTEST_CURRENT_TEST"].rpartition(" ")[0]
        COVERAGE.switch_context(request.node.nodeid)
        try:
            return (yield)
        finally:
            COVERAGE.switch_context(test)

    def pytest_runtest_logreport(report: pytest.TestReport) -> None:
        """Adds up set-up, call and tear-down."""
        TOOK[report.nodeid] += report.duration
        if not report.passed:
            FAILED.add(report.nodeid)

    def pytest_sessionfinish() -> None:
        """Tests that share what is set up once stay together: each counts as long as all of its module."""
        COVERAGE.stop()
        COVERAGE.save()
        whole: dict[str, float] = defaultdict(float)
        for test, took in TOOK.items():
            whole[test.partition("::")[0]] += took
        seconds = {
            test: whole[module] if (module := test.partition("::")[0]) in SHARING else took
            for test, took in TOOK.items()
            if test not in FAILED
        }
        Path(os.environ[FOLDER], SECONDS).write_text(json.dumps(seconds), encoding="utf-8")
