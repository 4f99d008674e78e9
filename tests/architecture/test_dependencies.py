"""What the program stands on is pinned, explained and licensed; nothing comes in unnoticed."""

import re
import tomllib
from functools import cache
from importlib import metadata
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from db import VERSION
from tests.architecture.source import ROOT, text

PROJECT = ROOT / "pyproject.toml"
# pip is in every environment; each brings its own version.
UNPINNED = {"pip"}


@cache
def project() -> dict[str, Any]:
    return tomllib.loads(text(PROJECT))


def direct(*, dev: bool) -> list[Requirement]:
    lines = project()["project"]["dependencies"] + (project()["dependency-groups"]["dev"] if dev else [])
    return [Requirement(line) for line in lines]


def for_packaging() -> list[Requirement]:
    """Installed by run.py package alone, so they may be missing here."""
    return [Requirement(line) for line in project()["dependency-groups"]["package"]]


def pinned(line: str) -> tuple[str, str]:
    requirement = Requirement(line)
    return canonicalize_name(requirement.name), str(requirement.specifier).removeprefix("==")


@cache
def constraints() -> dict[str, str]:
    lines = text(ROOT / "constraints.txt").splitlines()
    return dict(pinned(line) for line in lines if line and not line.startswith("#"))


def closure(wanted: list[Requirement]) -> set[str]:
    """The names of these packages and of all that they bring on this machine."""
    found: dict[tuple[str, frozenset[str]], Requirement] = {}
    left = list(wanted)
    while left:
        requirement = left.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if key in found:
            continue
        found[key] = requirement
        for line in metadata.requires(requirement.name) or []:
            brought = Requirement(line)
            extras = requirement.extras or {""}
            if brought.marker is None or any(brought.marker.evaluate({"extra": e}) for e in extras):
                left.append(brought)
    return {name for name, _ in found}


@pytest.mark.parametrize("requirement", direct(dev=True), ids=str)
def test_pinned_to_one_version_that_is_installed(requirement: Requirement) -> None:
    assert re.fullmatch(r"==[\w.]+", str(requirement.specifier))
    assert requirement.specifier.contains(metadata.version(requirement.name))


def test_every_pin_says_why() -> None:
    pins = [line for line in text(PROJECT).splitlines() if re.match(r'\s+"[\w.\[\]-]+==', line)]
    assert len(pins) == len(direct(dev=True)) + len(for_packaging())
    assert not [line for line in pins if not re.search(r'",\s+# \w+', line)]


def test_what_they_bring_is_pinned_too() -> None:
    pins = {canonicalize_name(r.name) for r in direct(dev=True)} | set(constraints()) | UNPINNED
    assert not closure(direct(dev=True)) - pins


@pytest.mark.parametrize("requirement", for_packaging(), ids=str)
def test_the_packer_is_pinned_too(requirement: Requirement) -> None:
    assert re.fullmatch(r"==[\w.]+", str(requirement.specifier))


def test_the_program_knows_its_own_version() -> None:
    assert project()["project"]["version"] == VERSION


def test_constraints_are_what_is_tested() -> None:
    brought = closure(direct(dev=True)) & set(constraints())
    assert {name: metadata.version(name) for name in brought} == {name: constraints()[name] for name in brought}


def test_every_component_has_its_licence() -> None:
    rows = re.findall(r"^\| ([\w.-]+)(?: \(\w+\))? \| ([^|]+) \|", text(ROOT / "THIRD_PARTY.md"), re.MULTILINE)
    licensed = {canonicalize_name(name) for name, licence in rows if licence.strip()}
    assert not closure(direct(dev=True)) - licensed
    assert not (set(constraints()) | {canonicalize_name(r.name) for r in for_packaging()}) - licensed


def test_every_bundled_font_has_its_licence() -> None:
    listed = set(re.findall(r"^\| ([\w-]+\.ttf) \| [^|]+ \| [^|]+ \|", text(ROOT / "THIRD_PARTY.md"), re.MULTILINE))
    assert listed == {path.name for path in (ROOT / "resources" / "fonts").glob("*.ttf")}
    assert list((ROOT / "resources" / "fonts" / "licences").iterdir())


def test_the_program_itself_is_licensed() -> None:
    assert project()["project"]["license"] == {"text": "Apache-2.0"}
    licence = text(ROOT / "LICENSE")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
