"""The Debian 11 root in which the release is built: made once, kept under ``build/release``, never mounted into."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from installer.common import ROOT, NotMade, say, tool

SUITE = "bullseye"
MIRROR = os.environ.get("DANGQUN_DEBIAN_MIRROR", "http://deb.debian.org/debian")
PLACE = ROOT / "build" / "release"
ROOT_FS = PLACE / "root"
# To compile Python; the same for the input method's plugin; to pack with PyInstaller; and what Qt's plugins name that goes into the bundle.
PACKAGES = (
    "dpkg-dev", "gcc", "libc6-dev", "make", "patch", "xz-utils",
    "libbz2-dev", "libexpat1-dev", "libffi-dev", "liblzma-dev", "uuid-dev", "zlib1g-dev",
    "cmake", "g++", "libxkbcommon-dev", "ninja-build", "qtbase5-dev-tools", "x11proto-dev",
    "binutils", "libcups2", "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1", "libglib2.0-0", "libgssapi-krb5-2",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-randr0", "libxcb-shape0", "libxkbcommon-x11-0",
)  # fmt: skip
PYTHON = "/opt/python/bin/python3.11"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
ENVIRONMENT = {"HOME": "/root", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", "PATH": PATH}


def inside(command: str, step: str) -> None:
    """Run a line of shell in the root.

    Raises:
        NotMade: it failed; its own words stand above.
    """
    chroot = [tool("chroot", "发行版"), ROOT_FS, "/bin/sh", "-ec", command]
    if subprocess.run(chroot, env=ENVIRONMENT, stdin=subprocess.DEVNULL).returncode:
        raise NotMade(f"发行版没有打成，停在这一步：{step}")


def is_done(step: str, recipe: str) -> bool:
    """Whether a step was finished with this very recipe; if not, its note goes until it is."""
    note = PLACE / f"{step}.txt"
    digest = hashlib.sha256(recipe.encode()).hexdigest()
    if note.exists() and note.read_text(encoding="ascii") == digest:
        return True
    note.unlink(missing_ok=True)
    return False


def note_done(step: str, recipe: str) -> None:
    """Note that a step was finished with this recipe."""
    (PLACE / f"{step}.txt").write_text(hashlib.sha256(recipe.encode()).hexdigest(), encoding="ascii")


def prepare() -> None:
    """Make the root with its own Python: some minutes, and only when the recipe has changed.

    Raises:
        NotMade: a step failed.
    """
    script = ROOT / "installer" / "python.sh"
    recipe = "\n".join([SUITE, *PACKAGES, script.read_text(encoding="utf-8")])
    if is_done("root", recipe):
        return
    is_done("environment", "")  # it lay in the old root
    PLACE.mkdir(parents=True, exist_ok=True)
    say(f"发行版：建立 Debian {SUITE} 的根目录（只有第一次）")
    bootstrap(SUITE, ROOT_FS)
    set_sources(ROOT_FS, SUITE)
    apt = "apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install"
    inside(f"apt-get -qq update && {apt} {' '.join(PACKAGES)} >/dev/null", "apt")
    say("发行版：编译 Python（只有第一次）")
    (ROOT_FS / "build").mkdir()
    inside("cd /build && apt-get -qq source --download-only python3.11", "Python 的源码")
    shutil.copy(script, ROOT_FS / "build")
    inside("sh /build/python.sh >/build/python.log 2>&1", "编译 Python，原因见根目录里的 /build/python.log")
    note_done("root", recipe)


def bootstrap(suite: str, root: Path) -> None:
    """Make a minimal root of a Debian release in a new folder.

    Raises:
        NotMade: debootstrap is missing or failed; its log lies beside the root.
    """
    program = tool("debootstrap", "根目录", "debootstrap")
    shutil.rmtree(root, ignore_errors=True)
    with root.with_suffix(".log").open("wb") as log:
        if subprocess.run([program, "--variant=minbase", suite, root, MIRROR], stdout=log, stderr=log).returncode:
            raise NotMade(f"根目录没有建成，原因见 {log.name}")


def set_sources(root: Path, suite: str) -> None:
    """Where a root gets its packages: its own suite with security updates, and the source of a newer Python."""
    lines = [f"deb {MIRROR} {suite} main", f"deb {MIRROR}-security {suite}-security main"]
    lines += [f"deb-src {MIRROR} bookworm main"]
    (root / "etc/apt/sources.list").write_text("\n".join([*lines, ""]), encoding="utf-8")
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    # What the network asks of apt on this machine (proxy, dates of an archive), it asks of apt in the root.
    told = subprocess.run(["apt-config", "dump", "Acquire"], capture_output=True, text=True).stdout
    asked = ("Acquire::Check", "Acquire::http", "Acquire::https", "Acquire::Retries")
    wanted = [line for line in told.splitlines() if line.startswith(asked)]
    (root / "etc/apt/apt.conf.d/90network").write_text("\n".join([*wanted, ""]), encoding="utf-8")
