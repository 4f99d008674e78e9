"""关于: which program this is, what it is made of, and under which licences."""

import platform
import re
import sys
from importlib.resources import files
from pathlib import Path

import PySide6

from db import VERSION
from gui.words import tr

ABOUT = "about"
HELP = "关于本程序"
LISTED, RUNNING = "THIRD_PARTY.md", "随程序运行"
"""The list of components, and the heading over those that run with the program."""
_ROW = re.compile(r"^\| (?P<name>[\w.-]+) \| (?P<licence>[^|]+) \| [^|]+ \|$", re.MULTILINE)


def program_folder() -> Path:
    """Where the licences lie: beside the installed program, or in the folder of its source."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else Path(str(files("db"))).parent


def told_of_program() -> tuple[str, ...]:
    """Name and version, licence, and where the texts of all licences lie."""
    return (
        tr("党群服务台 {version}。资料只在这台电脑上，程序不联网。").format(version=VERSION),
        tr("Python {python}，Qt（PySide6）{qt}，{system}。").format(
            python=platform.python_version(), qt=PySide6.__version__, system=f"{platform.system()} {platform.release()}"
        ),
        tr("本程序按 Apache-2.0 许可，可以免费使用、复制、修改。"),
        tr("用到的组件和字体各按自己的许可，写在 {path} 里，全文在它旁边。").format(path=program_folder() / LISTED),
    )


def components() -> tuple[tuple[str, str], ...]:
    """The components that run with the program and the short names of their licences; none when their list is gone."""
    listed = program_folder() / LISTED
    text = listed.read_text(encoding="utf-8") if listed.is_file() else ""
    running = text.partition(RUNNING)[2].partition("\n### ")[0]
    return tuple((row["name"], re.split(r"[;(]", row["licence"])[0].strip()) for row in _ROW.finditer(running))
