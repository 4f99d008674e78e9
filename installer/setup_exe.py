"""The Windows setup, made by NSIS from ``windows/setup.nsi``: ``dangqun-desk-VERSION-setup.exe``."""

import shutil
import subprocess
import time
from pathlib import Path

from installer.common import NAME, ROOT, WINDOWS, NotMade, say, size, version

SCRIPT = ROOT / "installer" / "windows" / "setup.nsi"
# Where NSIS' own installer puts it, for it does not write itself into PATH.
USUAL = (Path(r"C:\Program Files (x86)\NSIS\makensis.exe"), Path(r"C:\Program Files\NSIS\makensis.exe"))
STUB = Path("Stubs", "lzma_solid-amd64-unicode")
"""The 64-bit stub: Debian's NSIS has it, the one for Windows may not."""


def make(bundle: Path, folder: Path, number: str = "") -> Path:
    """The setup of a Windows bundle, in a folder.

    Args:
        bundle: what PyInstaller made on Windows.
        folder: where the setup goes.
        number: the version it says it is, if not this one.

    Raises:
        NotMade: it cannot be made here; the message says what is missing.
    """
    number = number or version()
    target = folder / f"{NAME}-{number}-setup.exe"
    if not (bundle / f"{NAME}.exe").exists():
        raise NotMade(f"这里打的是 Linux 的程序，所以没有做 {target.name}。Windows 上运行 py run.py package。")
    program = makensis(target.name)
    say(f"正在压缩 {target.name}，几分钟……")
    started = time.monotonic()
    if subprocess.run(command(program, bundle, target, number)).returncode:
        raise NotMade("makensis 没有做成，原因见上面。")
    say(f"Windows 安装程序：{target}，{size(target) / 1e6:.1f} MB，用了 {time.monotonic() - started:.0f} 秒")
    return target


def makensis(purpose: str) -> Path:
    """NSIS' compiler.

    Raises:
        NotMade: the machine lacks it; the message says where to get it.
    """
    found = shutil.which("makensis")
    for place in (Path(found) if found else None, *USUAL):
        if place and place.exists():
            return place
    where = "从 https://nsis.sourceforge.io 下载 NSIS 3 装上" if WINDOWS else "apt-get install nsis"
    raise NotMade(f"这台机器没有 makensis，所以没有做 {purpose}。请{where}，再运行一次。")


def command(program: Path, bundle: Path, target: Path, number: str) -> list[str | Path]:
    """The command line for the compiler."""
    stubs = (program.parent / STUB, Path("/usr/share/nsis") / STUB)
    told = {
        "BUNDLE": bundle.resolve(),
        "TARGET": target.resolve(),
        "VERSION": number,
        "NUMBERS": numbers(number),
        "KILOBYTES": -(-size(bundle) // 1024),
        "LONGEST": longest(bundle),
        **({"WIDE": ""} if any(stub.exists() for stub in stubs) else {}),
    }
    return [program, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{k}={v}" for k, v in told.items()), SCRIPT]


def longest(bundle: Path) -> int:
    """Characters that the longest path in the bundle adds to the folder that the setup unpacks into."""
    return len(f"\\{NAME}.new\\") + max(len(str(path.relative_to(bundle))) for path in bundle.rglob("*"))


def numbers(number: str) -> str:
    """A version as Windows' version resource wants it, four numbers: 0.1.0 as 0.1.0.0."""
    return ".".join([*number.split("."), "0", "0", "0"][:4])
