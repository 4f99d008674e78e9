"""The tests of a part lie next to each other, go to one process, and leave nothing of the syntax of all files behind."""

import re
from itertools import groupby

import pytest
from xdist.scheduler import LoadGroupScheduling

from tests.architecture import source
from tests.architecture.source import ROOT, files, text
from tests.sharing_out import LONG, Sharing, part_of

NAMED = re.compile(r'xdist_group\("([^"]+)"\)')


def test_each_part_lies_together_and_the_long_ones_come_first(request: pytest.FixtureRequest) -> None:
    parts = [part for part, _ in groupby(request.session.items, part_of)]
    assert len(parts) == len(set(parts))
    long = [part in LONG for part in parts]
    assert long == sorted(long, reverse=True)


def test_what_is_called_long_is_a_file_or_a_group() -> None:
    groups = {source.GROUP} | {name for path in files("tests") for name in NAMED.findall(text(path))}
    assert [part for part in LONG if part not in groups and not (ROOT / part).is_file()] == []


@pytest.mark.parametrize(
    ("test", "part"),
    [
        ("tests/gui/test_looks.py::test_forms[a@b]", "tests/gui/test_looks.py"),
        ("tests/gui/test_looks.py::TestOne::test_forms", "tests/gui/test_looks.py"),
        ("tests/gui/help/test_true.py::test_keys[F1]@practice window", "practice window"),
    ],
)
def test_a_process_gets_a_group_or_a_file(test: str, part: str) -> None:
    sharing = Sharing.__new__(Sharing)
    assert isinstance(sharing, LoadGroupScheduling)
    assert sharing._split_scope(test) == part


def test_the_syntax_of_all_files_is_given_up() -> None:
    source.nodes(ROOT / "run.py")
    source.forget()
    assert source.tree.cache_info().currsize == source.nodes.cache_info().currsize == 0
