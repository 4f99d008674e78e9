"""``python3 run.py`` sets up and opens the program, ``run.py test`` runs all gates, ``run.py package`` builds what is installed.

Standard library only. Must still be parsed by an old Python 3, so that the clerk gets a sentence and no traceback.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is the one file that an older Python may meet
    sys.exit(f"需要 Python 3.11 或更新版本，这台机器的是 {sys.version.split()[0]}。请安装后再运行。")

import ctypes
import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sysconfig
import time
import tomllib
import venv
from functools import partial
from pathlib import Path

from installer import bundle, make
from installer.common import NAME, NotMade, say

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
CONSTRAINTS = ROOT / "constraints.txt"
WHEELS = ROOT / "vendor" / "wheels"
HASHES = ROOT / "installer" / "wheels.sha256"
TOUR = ROOT / "build" / "tour"
BUNDLE = ROOT / "build" / "bundle"
BYTECODE = ROOT / "build" / "bytecode"

# Library that Qt opens, and the Debian package that brings it: without CUPS no printer is found, without the others no window.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libcups.so.2": "libcups2",
}

# What PyInstaller needs beside them.
BINUTILS = ("objdump", "strip")

# What is installed for which purpose, beside what the program itself needs: dependency groups of pyproject.toml.
GROUPS = {"program": (), "package": ("package",), "test": ("package", "dev")}

IMPORT_LINTER = "import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())"
GATES = (
    ("ruff check", ("-m", "ruff", "check", "--quiet")),
    ("ruff format", ("-m", "ruff", "format", "--check", "--quiet")),
    ("pyright", ("-m", "pyright")),
    ("lint-imports", ("-c", IMPORT_LINTER, "--no-logo")),
)
PYTEST = ("-m", "pytest")

USAGE = """用法：
  python3 run.py               安装所需的一切，打开程序（没有屏幕时演示一遍）
  python3 run.py --practice    打开练习小区（其余参数也原样交给程序）
  python3 run.py test          运行全部检查
  python3 run.py test 路径…    只运行这些测试（参数原样交给 pytest）
  python3 run.py package       打包：不需要 Python 的文件夹、安装包、校验和，都在 dist（--help 看参数）
Windows 上把 python3 换成 py。"""


class SetUpFailed(Exception):
    """The machine cannot run the program yet; the text says what to do."""


def opens(library: str) -> bool:
    """Whether the system has the shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def python_library() -> str:
    """The shared library of this Python; PyInstaller ships it, and Debian keeps it in a package of its own."""
    return f"libpython{sysconfig.get_python_version()}.so.1.0"


def missing_packages(purpose: str = "program") -> list[str]:
    """The Debian packages this machine still needs."""
    if not sys.platform.startswith("linux"):
        return []
    packages = [package for library, package in LIBRARIES.items() if not opens(library)]
    if importlib.util.find_spec("ensurepip") is None and not environment_works():
        packages.append("python3-venv")
    if purpose != "program":
        packages += ["binutils"] if any(shutil.which(tool) is None for tool in BINUTILS) else []
        # Where the library is part of the interpreter's own folder, PyInstaller finds it there.
        inside = Path(sysconfig.get_config_var("LIBDIR") or "", python_library()).exists()
        packages += [] if inside or opens(python_library()) else [python_library().partition(".so")[0]]
    return packages


def install_system_packages(purpose: str) -> None:
    """Install the missing system libraries as root.

    Raises:
        SetUpFailed: they cannot be installed; the message has the line to type.
    """
    packages = missing_packages(purpose)
    if not packages:
        return
    line = f"apt-get install -y {' '.join(packages)}"
    if os.geteuid() != 0:
        raise SetUpFailed(f"这台机器还缺系统库。请先运行下面这一行，再运行一次：\n  sudo {line}")
    if shutil.which("apt-get") is None:
        raise SetUpFailed(f"这台机器没有 apt-get。请装上与这些 Debian 软件包相当的系统库：\n  {' '.join(packages)}")
    say(f"正在安装系统库：{' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], env=environment, stdout=subprocess.DEVNULL)
    command = ["apt-get", "-qq", "-y", "--no-install-recommends", "install", *packages]
    if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode:
        raise SetUpFailed(f"系统库没有装上。请检查软件源，再运行：\n  {line}")
    still = missing_packages(purpose)
    if still:
        raise SetUpFailed(f"系统库装了仍打不开：{' '.join(still)}")


def requirements(purpose: str) -> list[str]:
    """The pinned packages of pyproject.toml; read here because an old pip knows no groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted: list[str] = project["project"]["dependencies"]
    return wanted + [line for group in GROUPS[purpose] for line in project["dependency-groups"][group]]


def fingerprint(wanted: list[str]) -> str:
    """A hash that changes when something else has to be installed."""
    text = "\n".join([*wanted, CONSTRAINTS.read_text(encoding="utf-8")])
    return hashlib.sha256(text.encode()).hexdigest()


def stamp_file(purpose: str) -> Path:
    """The file that says what was installed last."""
    return VENV / f"installed-{purpose}.txt"


def environment_works() -> bool:
    """Whether ``.venv`` runs: its Python is there, new enough and finds its packages."""
    if not PYTHON.exists():
        return False
    code = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([PYTHON, "-c", code], capture_output=True).returncode == 0


def is_installed(purpose: str) -> bool:
    """Whether the environment has just what pyproject.toml asks for."""
    stamp = stamp_file(purpose)
    if not stamp.exists() or not environment_works():
        return False
    return stamp.read_text(encoding="utf-8") == fingerprint(requirements(purpose))


def make_environment() -> None:
    """Make ``.venv``, anew when it does not work.

    Raises:
        SetUpFailed: it cannot be made.
    """
    if environment_works():
        return
    say("正在建立运行环境 .venv")
    try:
        venv.create(VENV, with_pip=True, clear=True, symlinks=not WINDOWS)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetUpFailed(f"运行环境没有建成（{error}）。请检查磁盘空间和写权限。") from error


def foreign_wheels() -> list[str]:
    """The files in ``vendor/wheels`` that are not, to the byte, what the package index has of our pins."""
    known = {line.split()[0] for line in HASHES.read_text(encoding="utf-8").splitlines() if line.strip()}
    found = sorted(path for path in WHEELS.rglob("*") if path.is_file())
    return [path.name for path in found if hashlib.sha256(path.read_bytes()).hexdigest() not in known]


def pip_install(wanted: list[str]) -> None:
    """Install pinned packages, from ``vendor/wheels`` when that folder is there.

    Raises:
        SetUpFailed: a file there is not the one that was pinned, or pip failed; its own words stand above.
    """
    foreign = foreign_wheels() if WHEELS.is_dir() else []
    if foreign:
        raise SetUpFailed(
            f"vendor/wheels 里有 {len(foreign)} 个文件与本程序登记的校验值（installer/wheels.sha256）不符，没有安装任何组件：\n  "
            + "\n  ".join(foreign)
            + "\n请删去这些文件，从可信的来源重新下载同名的安装包，再运行一次。"
        )
    source = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    say(f"正在安装 {len(wanted)} 个组件（{'离线，来自 vendor/wheels' if source else '联网，约一两分钟'}）")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    if subprocess.run([*pip, *source, "-c", CONSTRAINTS, *wanted]).returncode:
        raise SetUpFailed("组件没有装全。请检查网络；不能上网时，把安装包放进 vendor/wheels 再运行一次。")


def install_packages(purpose: str) -> None:
    """Install the pinned packages of a purpose, and note for which others that is enough.

    Raises:
        SetUpFailed: pip failed.
    """
    pip_install(requirements(purpose))
    for other, groups in GROUPS.items():
        if set(groups) <= set(GROUPS[purpose]):
            stamp_file(other).write_text(fingerprint(requirements(other)), encoding="utf-8")


def set_up(purpose: str) -> None:
    """Bring the machine to where the program (or its tests, or its packing) can run; quick when it is there already."""
    install_system_packages(purpose)
    if is_installed(purpose):
        return
    started = time.monotonic()
    make_environment()
    install_packages(purpose)
    say(f"安装完毕，用了 {time.monotonic() - started:.0f} 秒")


def has_display() -> bool:
    """Whether windows can be shown here."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def offscreen() -> dict[str, str]:
    """The environment in which Qt needs no display."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}


def testing() -> dict[str, str]:
    """The environment of tests; where Python is told to keep nothing that it compiles, it keeps it in `build`.

    Tests start hundreds of programs of ours, and pytest rewrites six hundred files for each of its processes.
    """
    told = offscreen()
    if told.pop("PYTHONDONTWRITEBYTECODE", ""):
        told.setdefault("PYTHONPYCACHEPREFIX", str(BYTECODE))
    return told


def start(arguments: list[str]) -> int:
    """Open the program; without a display play the tour and say where its pictures and papers are."""
    set_up("program")
    program = [PYTHON, "-m", "gui", *arguments]
    if arguments or has_display():
        return subprocess.run(program, cwd=ROOT).returncode
    say("这里没有屏幕，改为演示一遍主要工作……")
    shutil.rmtree(TOUR, ignore_errors=True)
    code = subprocess.run([*program, "--tour", TOUR], cwd=ROOT, env=offscreen()).returncode
    pictures, papers = len(list(TOUR.rglob("*.png"))), len(list(TOUR.rglob("*.pdf")))
    say(f"{'演示没有走完' if code else '演示完毕'}：画面 {pictures} 张、文书 {papers} 份，都在 {TOUR}")
    return code


def run_gate(arguments: tuple[str, ...]) -> tuple[bool, str]:
    """Whether a gate passed, and what it said."""
    done = subprocess.run(
        [PYTHON, *arguments], cwd=ROOT, env=offscreen(), text=True, encoding="utf-8", errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.returncode == 0, done.stdout.strip()


def run_bundle() -> tuple[bool, str]:
    """Whether the program can be packed; whether the packed program works is for tests/packaged."""
    try:
        bundle.build(PYTHON, BUNDLE)
    except NotMade as failure:
        return False, str(failure)
    return True, ""


def run_pytest() -> tuple[bool, str]:
    """Whether all tests passed, and pytest's closing line; all else is shown as it comes."""
    closing = ""
    with subprocess.Popen(
        [PYTHON, *PYTEST], cwd=ROOT, env={**testing(), "DANGQUN_BUNDLE": str(BUNDLE / NAME)}, text=True,
        encoding="utf-8", errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as running:  # fmt: skip
        for line in running.stdout or ():
            if closing:
                say(closing)
            closing = line.rstrip()
    return running.returncode == 0, closing


def run_gates() -> int:
    """Run every gate, also after one has failed, and sum up; the last line is pytest's own."""
    outcomes: list[str] = []
    failed = 0
    closing = ""
    gates = [(name, partial(run_gate, arguments)) for name, arguments in GATES]
    for name, gate in (*gates, ("bundle", run_bundle), ("pytest", run_pytest)):
        started = time.monotonic()
        passed, said = gate()
        if name == "pytest":
            closing = said
        elif not passed:
            say(f"—— {name} ——\n{said}")
        failed += not passed
        outcomes.append(f"{'通过' if passed else '未过'}  {name:<13} {time.monotonic() - started:6.1f} 秒")
    say("\n".join(["", *outcomes, closing]))
    return 1 if failed else 0


def test(arguments: list[str]) -> int:
    """Run every gate, or only pytest when it is given arguments."""
    set_up("test")
    if not arguments:
        return run_gates()
    return subprocess.run([PYTHON, *PYTEST, *arguments], cwd=ROOT, env=testing()).returncode


def package(arguments: list[str]) -> int:
    """Build everything that is handed out."""
    set_up("package")
    return make.everything(PYTHON, arguments)


def main(arguments: list[str]) -> int:
    """The exit code of the command on the command line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console of another code page must not stop us
    if arguments[:1] in (["-h"], ["--help"]):
        say(USAGE)
        return 0
    try:
        if arguments[:1] == ["package"]:
            return package(arguments[1:])
        if arguments[:1] == ["test"]:
            return test(arguments[1:])
        return start(arguments)
    except SetUpFailed as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
