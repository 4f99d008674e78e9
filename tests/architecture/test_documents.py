"""What README, CONTRIBUTING and CHANGELOG promise is there."""

import ast
import re
import tomllib

import pytest

from tests.architecture.source import ROOT, text

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "THIRD_PARTY.md", "CHANGELOG.md", "RELEASE.md")
PATH = re.compile(
    r"`((?:db|gui|printing|resources|installer|tests|docs|\.ci)/[\w./-]+|(?!__)[\w-]+\.(?:md|txt|toml|py)|LICENSE|\.ci/run)`"
)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_named_is_there(name: str) -> None:
    named = {path for path in PATH.findall(text(ROOT / name)) if "<" not in path}
    assert not [path for path in named if not (ROOT / path).exists()]


def test_pictures_are_there() -> None:
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text(ROOT / "README.md"))
    assert shown
    assert not [path for path in shown if not (ROOT / path).is_file()]


def test_ci_runs_the_command_of_the_readme() -> None:
    command = text(ROOT / ".ci" / "run").strip().splitlines()[-1].removeprefix("exec ")
    blocks = re.findall(r"```\n(.*?)```", text(ROOT / "README.md"), re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        assert command in [line.split("#")[0].strip() for line in block.splitlines()]


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]["version"]
    assert re.search(rf"^## {re.escape(version)}$", text(ROOT / "CHANGELOG.md"), re.MULTILINE)


def test_an_old_python_can_read_the_starter_up_to_its_sentence() -> None:
    code = text(ROOT / "run.py")
    assert ast.parse(code, feature_version=(3, 7))
    assert code.index("sys.version_info < (3, 11)") < code.index("import tomllib")


def test_the_root_is_tidy() -> None:
    """Nothing lies at the root that no document or tool names."""
    known = {
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "THIRD_PARTY.md",
        "RELEASE.md",
        "LICENSE",
        "constraints.txt",
    }
    known |= {"build.spec", "pyproject.toml", "run.py"}
    assert {path.name for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".")} <= known


def test_documents_hold_no_path_of_one_machine() -> None:
    for name in DOCUMENTS:
        assert not re.search(r"(?<![\w.])/(?:work|tmp|home|root)/", text(ROOT / name))
