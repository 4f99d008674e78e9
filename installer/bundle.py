"""The bundle: a folder that runs without Python, built from ``build.spec`` by the Python at hand, and its self-test."""

import os
import shutil
import subprocess
from pathlib import Path

from installer.common import NAME, PROGRAM, ROOT, WORK, NotMade

PLAIN = {"PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0"}
"""PyInstaller leaves the modules unpacked: an installer packs them better than they would be (4.7 MB instead of 7.5)."""


def build(python: Path, folder: Path) -> Path:
    """The bundle, built below a folder by PyInstaller of this Python; what was there is replaced.

    Raises:
        NotMade: PyInstaller failed; its own words stand above.
    """
    shutil.rmtree(folder / NAME, ignore_errors=True)
    command = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", folder, "--workpath", WORK, "build.spec"]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, **PLAIN}).returncode:
        raise NotMade("没有打成，原因见上面。")
    return folder / NAME


def check(bundle: Path, folder: Path) -> None:
    """Have the built program try its main work, without a screen, into a folder that is made anew.

    Raises:
        NotMade: something in it does not work.
    """
    shutil.rmtree(folder, ignore_errors=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([bundle / PROGRAM, "--selftest", folder], cwd=bundle.parent, env=environment)
    if done.returncode:
        raise NotMade(f"打出来的程序自检没有通过，详情见 {folder / 'result.json'}")
