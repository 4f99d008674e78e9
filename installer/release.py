"""The release build: a bundle that runs from glibc 2.28 on, made in a Debian 11 root of its own.

A program asks for at least the glibc it was linked against. UOS 20 has 2.28 and Kylin V10 has 2.31, and PySide6 6.9.3, the last
with wheels for 2.28, needs no more; so CPython is compiled in the oldest Debian that can still be had, with the few functions
avoided that came after 2.28 (``installer/python.sh``). The root, its Python and the wheels are kept under ``build/release``.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import tomllib
import urllib.request
from pathlib import Path

from installer import bundle, elf, release_root
from installer.common import NAME, ROOT, NotMade, say
from installer.release_root import PLACE, ROOT_FS, inside, is_done, note_done
from installer.roots import MIRROR

GLIBC = "2.28"
LIMITS = {"GLIBC": GLIBC, "GLIBCXX": "3.4.25", "CXXABI": "1.3.11", "GCC": "8.0.0"}
"""What a system of that age has: glibc 2.28, and libstdc++ and libgcc of GCC 8 (both systems and Debian 10)."""
MARK = "release.txt"
"""A file in the bundle that says what it was built for."""
SOURCES = (
    "db",
    "gui",
    "printing",
    "resources",
    "installer",
    "build.spec",
    "pyproject.toml",
    "LICENSE",
    "THIRD_PARTY.md",
)
WHEELS = PLACE / "wheels"
# What the oldest system can run; pip takes the best of them.
PLATFORMS = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_26", "manylinux_2_17", "manylinux2014", "manylinux1")

FCITX = PLACE / "libfcitxplatforminputcontextplugin.so"
FCITX_SOURCES = {
    "q/qt6-base/qt6-base_6.8.2+dfsg.orig.tar.xz": "e0dddfea4dabb8ae4ad9224d674bef21cd101a6a5126fe988e3af69b251260b8",
    "f/fcitx-qt5/fcitx-qt5_1.2.7.orig.tar.xz": "951fcf8f1db23ed22ad91094eb4c6c906f92005a3643b52f666bd8a331163147",
}
"""Place in Debian's pool, and SHA-256."""


def lacking() -> str:
    """Why the release build cannot be made here; empty when it can."""
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        return "发行版只能在 x86_64 的 Linux 上做"
    if os.geteuid() != 0:
        return "发行版要用 root 做"
    missing = [name for name in ("debootstrap", "unshare") if shutil.which(name) is None]
    return f"这台机器没有 {'、'.join(missing)}" if missing else ""


def build(python: Path, folder: Path) -> Path:
    """The release bundle, below a folder; what was there is replaced.

    Raises:
        NotMade: a step failed, or something in the bundle asks for a newer glibc.
    """
    release_root.prepare()
    prepare_environment(python)
    prepare_input_method()
    desk = ROOT_FS / "build" / "desk"
    shutil.rmtree(desk, ignore_errors=True)
    for name in SOURCES:
        source, target = ROOT / name, desk / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    say("发行版：打包")
    unpacked = " ".join(f"{name}={value}" for name, value in bundle.PLAIN.items())
    pack = f"{unpacked} /build/env/bin/python -m PyInstaller --noconfirm --log-level ERROR"
    inside(f"cd /build/desk && {pack} --distpath dist --workpath work build.spec", "PyInstaller")
    made = desk / "dist" / NAME
    refuse_newer_glibc(made)
    (made / MARK).write_text(f"glibc {GLIBC}\n", encoding="utf-8")
    shutil.rmtree(folder / NAME, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.move(made, folder / NAME)
    shutil.rmtree(desk)
    return folder / NAME


def refuse_newer_glibc(made: Path) -> None:
    """Stop when any file of the bundle asks for a newer system than is promised.

    Raises:
        NotMade: with the files and what they ask for.
    """
    newer = elf.above(LIMITS, elf.below(made))
    if newer:
        raise NotMade("\n".join([f"这些文件要求的系统比 glibc {GLIBC} 那时的新，发行版不能用：", *newer]))


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


def prepare_input_method() -> None:
    """Put Qt's plugin for fcitx among the others of the environment; it is compiled once and kept.

    Raises:
        NotMade: a source is not what it was, or the compiler failed.
    """
    qt = "build/env/lib/python3.11/site-packages/PySide6/Qt"
    script = ROOT / "installer" / "fcitx.sh"
    recipe = "\n".join([script.read_text(encoding="utf-8"), *FCITX_SOURCES.values()])
    plugin = ROOT_FS / qt / "plugins" / "platforminputcontexts" / FCITX.name
    if not (is_done("fcitx", recipe) and FCITX.exists()):
        say("发行版：编译输入法接口（只有第一次）")
        for place, digest in FCITX_SOURCES.items():
            fetch(f"{MIRROR}/pool/main/{place}", digest, ROOT_FS / "build" / Path(place).name)
        shutil.copy(script, ROOT_FS / "build")
        inside(f"sh /build/fcitx.sh /{qt} >/build/fcitx.log 2>&1", "输入法接口，原因见根目录里的 /build/fcitx.log")
        shutil.copy(plugin, FCITX)
        note_done("fcitx", recipe)
    shutil.copy(FCITX, plugin)


def fetch(address: str, digest: str, target: Path) -> None:
    """Download a file whose SHA-256 is known.

    Raises:
        NotMade: it cannot be had, or it is another one.
    """
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - the address is ours, and the content is checked
            data: bytes = answer.read()
    except OSError as error:
        raise NotMade(f"没有下载到 {address}：{error}") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise NotMade(f"{address} 的内容变了，没有用它。")
    target.write_bytes(data)
