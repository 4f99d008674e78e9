"""The Debian 11 root in which the release is built: made once, kept under ``build/release``, never mounted into."""

import hashlib
import shutil

from installer import roots
from installer.common import ROOT, say
from installer.roots import INSTALL, MIRROR

SUITE = "bullseye"
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


def inside(command: str, step: str) -> None:
    """Run a line of shell in the root.

    Raises:
        NotMade: it failed, with the end of what it said.
    """
    roots.Root(ROOT_FS).do(command, f"发行版没有打成，停在这一步：{step}")


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
    roots.fresh(SUITE, ROOT_FS, f"deb-src {MIRROR} bookworm main")  # the source of a newer Python
    inside(f"{INSTALL} {' '.join(PACKAGES)}", "apt")
    say("发行版：编译 Python（只有第一次）")
    (ROOT_FS / "build").mkdir()
    inside("cd /build && apt-get -qq source --download-only python3.11", "Python 的源码")
    shutil.copy(script, ROOT_FS / "build")
    inside("sh /build/python.sh >/build/python.log 2>&1", "编译 Python，原因见根目录里的 /build/python.log")
    note_done("root", recipe)
