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
import time
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
CONSTRAINTS = ROOT / "constraints.txt"
WHEELS = ROOT / "vendor" / "wheels"
TOUR = ROOT / "build" / "tour"
DIST = ROOT / "dist"
BUNDLE = DIST / "dangqun-desk"
PROGRAM = BUNDLE / ("dangqun-desk.exe" if WINDOWS else "dangqun-desk")
SUMS = DIST / "SHA256SUMS"
SELFTEST = ROOT / "build" / "selftest"

# Library that Qt opens, and the Debian package that brings it: without CUPS no printer is found, without the others no window.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libcups.so.2": "libcups2",
}

# Tool that packs the bundle further, and what it is for.
PACKERS = {"dpkg-deb": "Debian 安装包（.deb）", "makensis": "Windows 安装程序（Setup.exe）", "minisign": "签名"}

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
  python3 run.py package       打包成不需要 Python 的文件夹，自检，写校验和，都在 dist
Windows 上把 python3 换成 py。"""


class SetUpFailed(Exception):
    """The machine cannot run the program yet; the text says what to do."""


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


def opens(library: str) -> bool:
    """Whether the system has the shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages() -> list[str]:
    """The Debian packages this machine still needs."""
    if not sys.platform.startswith("linux"):
        return []
    packages = [package for library, package in LIBRARIES.items() if not opens(library)]
    if importlib.util.find_spec("ensurepip") is None and not environment_works():
        packages.append("python3-venv")
    return packages


def install_system_packages() -> None:
    """Install the missing system libraries as root.

    Raises:
        SetUpFailed: they cannot be installed; the message has the line to type.
    """
    packages = missing_packages()
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
    still = missing_packages()
    if still:
        raise SetUpFailed(f"系统库装了仍打不开：{' '.join(still)}")


def requirements(*, for_tests: bool) -> list[str]:
    """The pinned packages of pyproject.toml; read here because an old pip knows no groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted: list[str] = project["project"]["dependencies"]
    return wanted + project["dependency-groups"]["dev"] if for_tests else wanted


def fingerprint(wanted: list[str]) -> str:
    """A hash that changes when something else has to be installed."""
    text = "\n".join([*wanted, CONSTRAINTS.read_text(encoding="utf-8")])
    return hashlib.sha256(text.encode()).hexdigest()


def stamp_file(*, for_tests: bool) -> Path:
    """The file that says what was installed last."""
    return VENV / ("installed-test.txt" if for_tests else "installed.txt")


def environment_works() -> bool:
    """Whether ``.venv`` runs: its Python is there, new enough and finds its packages."""
    if not PYTHON.exists():
        return False
    code = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([PYTHON, "-c", code], capture_output=True).returncode == 0


def is_installed(*, for_tests: bool) -> bool:
    """Whether the environment has just what pyproject.toml asks for."""
    stamp = stamp_file(for_tests=for_tests)
    if not stamp.exists() or not environment_works():
        return False
    return stamp.read_text(encoding="utf-8") == fingerprint(requirements(for_tests=for_tests))


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


def pip_install(wanted: list[str]) -> None:
    """Install pinned packages, from ``vendor/wheels`` when that folder is there.

    Raises:
        SetUpFailed: pip failed; its own words stand above.
    """
    source = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    say(f"正在安装 {len(wanted)} 个组件（{'离线，来自 vendor/wheels' if source else '联网，约一两分钟'}）")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    if subprocess.run([*pip, *source, "-c", CONSTRAINTS, *wanted]).returncode:
        raise SetUpFailed("组件没有装全。请检查网络；不能上网时，把安装包放进 vendor/wheels 再运行一次。")


def install_packages(*, for_tests: bool) -> None:
    """Install the pinned packages of the program, and of its tests.

    Raises:
        SetUpFailed: pip failed; its own words stand above.
    """
    pip_install(requirements(for_tests=for_tests))
    for done in (True, False) if for_tests else (False,):
        text = fingerprint(requirements(for_tests=done))
        stamp_file(for_tests=done).write_text(text, encoding="utf-8")


def set_up(*, for_tests: bool) -> None:
    """Bring the machine to where the program (or its tests) can run; quick when it is there already."""
    install_system_packages()
    if is_installed(for_tests=for_tests):
        return
    started = time.monotonic()
    make_environment()
    install_packages(for_tests=for_tests)
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


def start(arguments: list[str]) -> int:
    """Open the program; without a display play the tour and say where its pictures and papers are."""
    set_up(for_tests=False)
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


def run_pytest() -> tuple[bool, str]:
    """Whether all tests passed, and pytest's closing line; all else is shown as it comes."""
    closing = ""
    with subprocess.Popen(
        [PYTHON, *PYTEST], cwd=ROOT, env=offscreen(), text=True, encoding="utf-8", errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
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
    for name, arguments in (*GATES, ("pytest", PYTEST)):
        started = time.monotonic()
        if arguments is PYTEST:
            passed, closing = run_pytest()
        else:
            passed, said = run_gate(arguments)
            if not passed:
                say(f"—— {name} ——\n{said}")
        failed += not passed
        outcomes.append(f"{'通过' if passed else '未过'}  {name:<13} {time.monotonic() - started:6.1f} 秒")
    say("\n".join(["", *outcomes, closing]))
    return 1 if failed else 0


def test(arguments: list[str]) -> int:
    """Run every gate, or only pytest when it is given arguments."""
    set_up(for_tests=True)
    if not arguments:
        return run_gates()
    return subprocess.run([PYTHON, *PYTEST, *arguments], cwd=ROOT, env=offscreen()).returncode


def set_up_packer() -> None:
    """Install what packing needs beside the program.

    Raises:
        SetUpFailed: pip failed, or a tool of the system is missing.
    """
    set_up(for_tests=False)
    lacking = [] if WINDOWS else [tool for tool in ("objdump", "strip") if shutil.which(tool) is None]
    if lacking:
        raise SetUpFailed(f"打包还缺 {'、'.join(lacking)}。请先运行：\n  sudo apt-get install -y binutils")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted: list[str] = project["dependency-groups"]["package"]
    stamp = VENV / "installed-package.txt"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != fingerprint(wanted):
        pip_install(wanted)
        stamp.write_text(fingerprint(wanted), encoding="utf-8")


def write_sums(folder: Path) -> int:
    """Write the SHA-256 of every file below a folder, as ``sha256sum -c`` reads it; how many there are."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.relative_to(SUMS.parent).as_posix()}" for f in files]
    SUMS.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")
    return len(files)


def package() -> int:
    """Build the bundle, have it test itself, write the checksums, and say which packers are missing."""
    set_up_packer()
    say("正在打包，一两分钟……")
    started = time.monotonic()
    build = [PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", DIST]
    if subprocess.run([*build, "--workpath", ROOT / "build" / "package", "build.spec"], cwd=ROOT).returncode:
        say("没有打成，原因见上面。")
        return 1
    seconds = time.monotonic() - started
    shutil.rmtree(SELFTEST, ignore_errors=True)
    if subprocess.run([PROGRAM, "--selftest", SELFTEST], cwd=DIST, env=offscreen()).returncode:
        say(f"打出来的程序自检没有通过，详情见 {SELFTEST / 'result.json'}")
        return 1
    files = write_sums(BUNDLE)
    size = sum(path.stat().st_size for path in BUNDLE.rglob("*") if path.is_file() and not path.is_symlink())
    say(f"打包完毕，用了 {seconds:.0f} 秒：{files} 个文件，{size / 1e6:.0f} MB，自检通过，在 {BUNDLE}")
    for tool, purpose in PACKERS.items():
        if shutil.which(tool) is None:
            say(f"这台机器没有 {tool}，做不了{purpose}。")
    return 0


def main(arguments: list[str]) -> int:
    """The exit code of the command on the command line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console of another code page must not stop us
    if arguments[:1] in (["-h"], ["--help"]):
        say(USAGE)
        return 0
    try:
        if arguments == ["package"]:
            return package()
        if arguments[:1] != ["test"]:
            return start(arguments)
        return test(arguments[1:])
    except SetUpFailed as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
