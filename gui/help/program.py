"""关于: which program this is, what it is made of, and under which licences."""

import platform
import re
import sys
from pathlib import Path

import PySide6

from db import VERSION

ABOUT = "about"
HELP = "关于本程序"
LISTED = "THIRD_PARTY.md"
_ROW = re.compile(r"^\| (?P<name>[\w.-]+) \| (?P<licence>[^|]+) \| [^|]+ \|$", re.MULTILINE)


def program_folder() -> Path:
    """Where the licences lie: beside the installed program, or in the folder of its source."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else Path(__file__).parents[2]


def told_of_program() -> tuple[str, ...]:
    """Name and version, licence, and where the texts of all licences lie."""
    return (
        f"党群服务台 {VERSION}。资料只在这台电脑上，程序不联网。",
        f"Python {platform.python_version()}，Qt（PySide6）{PySide6.__version__}，{platform.system()} {platform.release()}。",
        "本程序按 Apache-2.0 许可，可以免费使用、复制、修改。",
        f"用到的组件和字体各按自己的许可；写在 {program_folder() / LISTED} 里，全文在它旁边。",
    )


def components() -> tuple[tuple[str, str], ...]:
    """The components that run with the program and the short names of their licences; none when their list is gone."""
    listed = program_folder() / LISTED
    text = listed.read_text(encoding="utf-8") if listed.is_file() else ""
    running = text.partition("随程序运行")[2].partition("\n### ")[0]
    return tuple((row["name"], re.split(r"[;(]", row["licence"])[0].strip()) for row in _ROW.finditer(running))
