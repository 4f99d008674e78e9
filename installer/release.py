"""The release build: a bundle that runs from glibc 2.28 on, made in a Debian 11 root of its own.

A program asks for at least the glibc it was linked against. UOS 20 has 2.28 and Kylin V10 has 2.31, and PySide6 6.9.3, the last
with wheels for 2.28, needs no more; so CPython is compiled in the oldest Debian that can still be had, with the few functions
avoided that came after 2.28 (``installer/python.sh``). The root, its Python and the wheels are kept under ``build/release``.
"""

import os
import platform
import shutil
import subprocess
import tomllib
from pathlib import Path

from installer import elf, release_root
from installer.common import NAME, ROOT, NotMade, say
from installer.release_root import PLACE, ROOT_FS, inside, is_done, note_done

GLIBC = "2.28"
MARK = "release.txt"
"""A file in the bundle that says what it was built for."""
SOURCES = ("db", "gui", "printing", "resources", "installer", "build.spec", "LICENSE", "THIRD_PARTY.md")
WHEELS = PLACE / "wheels"
# What the oldest system can run; pip takes the best of them.
PLATFORMS = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_26", "manylinux_2_17", "manylinux2014", "manylinux1")


def lacking() -> str:
    """Why the release build cannot be made here; empty when it can."""
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        return "发行版只能在 x86_64 的 Linux 上做"
    if os.geteuid() != 0:
        return "发行版要用 root 做"
    missing = [name for name in ("debootstrap", "chroot") if shutil.which(name) is None]
    return f"这台机器没有 {'、'.join(missing)}" if missing else ""


def build(python: Path, folder: Path) -> Path:
    """The release bundle, below a folder; what was there is replaced.

    Raises:
        NotMade: a step failed, or something in the bundle asks for a newer glibc.
    """
    release_root.prepare()
    prepare_environment(python)
    desk = ROOT_FS / "build" / "desk"
    shutil.rmtree(desk, ignore_errors=True)
    for name in SOURCES:
        source, target = ROOT / name, desk / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    say("发行版：打包")
    pack = "/build/env/bin/python -m PyInstaller --noconfirm --log-level ERROR"
    inside(f"cd /build/desk && {pack} --distpath dist --workpath work build.spec", "PyInstaller")
    made = desk / "dist" / NAME
    refuse_newer_glibc(made)
    (made / MARK).write_text(f"glibc {GLIBC}\n", encoding="utf-8")
    shutil.rmtree(folder / NAME, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.move(made, folder / NAME)
    shutil.rmtree(desk)
    return folder / NAME


def refuse_newer_glibc(bundle: Path) -> None:
    """Stop when any file of the bundle asks for more than the promised glibc.

    Raises:
        NotMade: with the files and what they ask for.
    """
    newer = elf.above(GLIBC, elf.below(bundle))
    if newer:
        raise NotMade("\n".join([f"这些文件要求比 {GLIBC} 新的 glibc，发行版不能用：", *newer]))


def prepare_environment(python: Path) -> None:
    """Install the pinned packages for the root's Python; the wheels come through this machine's pip.

    Raises:
        NotMade: pip failed; its own words stand above.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["package"], "pip"]
    constraints = ROOT / "constraints.txt"
    recipe = "\n".join([*wanted, constraints.read_text(encoding="utf-8")])
    if is_done("environment", recipe):
        return
    say("发行版：下载并安装组件")
    shutil.rmtree(WHEELS, ignore_errors=True)
    fits = [f"--platform={name}_x86_64" for name in PLATFORMS]
    download = [python, "-m", "pip", "download", "--quiet", "--only-binary=:all:", "--python-version=3.11", *fits]
    if subprocess.run([*download, "--dest", WHEELS, "-c", constraints, *wanted]).returncode:
        raise NotMade("组件没有下载全，原因见上面。")
    shutil.rmtree(ROOT_FS / "build" / "wheels", ignore_errors=True)
    shutil.copytree(WHEELS, ROOT_FS / "build" / "wheels")
    inside(f"rm -rf /build/env && {release_root.PYTHON} -m venv --without-pip /build/env", "venv")
    pip = "/build/env/bin/python $(ls /build/wheels/pip-*.whl)/pip install --quiet --no-index --no-warn-script-location"
    inside(f"{pip} --find-links /build/wheels /build/wheels/*.whl", "pip")
    note_done("environment", recipe)
