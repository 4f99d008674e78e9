"""What every part of the installer works with: names, places, and how it speaks."""

import os
import shutil
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "dangqun-desk"
TITLE = "党群服务台"
WINDOWS = os.name == "nt"
PROGRAM = f"{NAME}.exe" if WINDOWS else NAME
DIST = ROOT / "dist"
WORK = ROOT / "build" / "package"


class NotMade(Exception):
    """Something could not be made; the text says what is missing and what to do."""


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


@cache
def version() -> str:
    """The version in pyproject.toml, the only place where it is decided."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return project["project"]["version"]


def tool(name: str, purpose: str, package: str = "") -> str:
    """The path of a tool.

    Raises:
        NotMade: the machine lacks it; the message says what is therefore not made, and the package that brings it.
    """
    found = shutil.which(name)
    if found is None:
        remedy = f"（apt-get install {package}）" if package else ""
        raise NotMade(f"这台机器没有 {name}{remedy}，所以没有做{purpose}。")
    return found


def size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder; a link counts nothing."""
    if path.is_file():
        return path.stat().st_size
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file() and not p.is_symlink())
