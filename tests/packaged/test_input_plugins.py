"""The package for Linux can be typed into: a plugin for every input method, each with all that it links to."""

import os
import subprocess
from pathlib import Path

import pytest

BUNDLE = Path(os.environ.get("DANGQUN_BUNDLE", ""))
"""The bundle that was just built; only a release bundle, which says so in a file, has more plugins than the wheel."""
PLUGINS = BUNDLE / "_internal/PySide6/Qt/plugins/platforminputcontexts"
NAMES = ("compose", "fcitx", "ibus")

pytestmark = pytest.mark.skipif(not (BUNDLE / "release.txt").is_file(), reason="looks into a release bundle")


@pytest.mark.parametrize("name", NAMES)
def test_plugin_is_there_and_complete(name: str) -> None:
    told = subprocess.run(
        ["ldd", "-r", PLUGINS / f"lib{name}platforminputcontextplugin.so"], capture_output=True, text=True
    )
    assert told.returncode == 0
    assert "not found" not in told.stdout
    assert "undefined symbol" not in told.stdout


def test_licence_of_the_plugin_from_outside_the_wheel_is_there() -> None:
    assert "CSSlayer" in (BUNDLE / "licences/fcitx-qt5/fcitx-qt5.txt").read_text(encoding="utf-8")
