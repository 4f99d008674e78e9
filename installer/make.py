"""Everything that is handed out, in order; what could not be made is said in a sentence and stops nothing else."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from installer import bundle, deb, elf, release, setup_exe, sums
from installer.common import DIST, ROOT, WINDOWS, NotMade, say, size

SELFTEST = ROOT / "build" / "selftest"


def attempt(make: Callable[[], object]) -> bool:
    """Whether it could be made; if not, the reason is said."""
    try:
        make()
    except NotMade as failure:
        say(str(failure))
        return False
    return True


def build(python: Path, *, here: bool) -> Path:
    """The release bundle where it can be built, otherwise one of this machine's Python, saying what that means."""
    reason = "用了 --here" if here else release.lacking()
    if not reason:
        return release.build(python, DIST)
    say("正在打包，一两分钟……")
    made = bundle.build(python, DIST)
    if not WINDOWS:
        glibc = elf.highest(elf.below(made))
        say(f"{reason}，所以打的不是发行版：装它的电脑要有 glibc {glibc} 或更新（UOS 20 只有 {release.GLIBC}）。")
    return made


def everything(python: Path, arguments: list[str]) -> int:
    """Build the bundle, have it test itself, pack it, write checksums and signature; the exit code.

    Only a bundle that cannot be built or does not work is a failure: an installer needs tools that not every machine has.
    """
    parser = argparse.ArgumentParser(prog="run.py package", description="打包：文件夹、安装包、校验和、签名，都在 dist")
    parser.add_argument("--key", help=f"minisign 签名钥匙；不写时看环境变量 {sums.KEY}")
    parser.add_argument("--here", action="store_true", help="用这台机器的 Python 打，不建立发行版的根目录")
    given = parser.parse_args(arguments)
    key = sums.given_key(given.key)
    started = time.monotonic()
    try:
        made = build(python, here=given.here)
        bundle.check(made, SELFTEST)
    except NotMade as failure:
        say(str(failure))
        return 1
    seconds = time.monotonic() - started
    files = sum(path.is_file() for path in made.rglob("*"))
    say(f"打包完毕，用了 {seconds:.0f} 秒：{files} 个文件，{size(made) / 1e6:.0f} MB，自检通过，在 {made}")
    if not WINDOWS:
        attempt(lambda: deb.make(made, DIST))
    attempt(lambda: setup_exe.make(made, DIST))
    say(f"校验和：{sums.write_sums(DIST)} 个文件，在 {DIST / sums.SUMS}")
    signed = attempt(lambda: sums.sign(DIST, key))
    return 0 if signed or key is None else 1
