"""``python3 -m installer.try_input [folder of the bundle]``: types Chinese into the packed program, under every input method.

Each trial has a minimal Debian of its own with the input method, an X display without a screen and the libraries that the .deb
asks for. ``nihao`` and a space are typed into the search field and read back through the clipboard. Pictures and logs are left
under ``build/input`` to be looked at. Wants root, debootstrap and a mirror of Debian.
"""

import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from installer import roots
from installer.common import DIST, NAME, ROOT, NotMade, say
from installer.deb import DEPENDS

OUT = ROOT / "build" / "input"
TYPED = "你好"
SECONDS = 180
SCREEN = ("dbus", "fonts-wqy-microhei", "openbox", "scrot", "x11-utils", "xclip", "xdotool", "xvfb")
PACKAGES = {
    "fcitx5": ("fcitx5", "fcitx5-pinyin"),
    "fcitx4": ("fcitx-bin", "fcitx-frontend-gtk2", "fcitx-googlepinyin", "fcitx-ui-classic"),
    "ibus": ("ibus", "ibus-libpinyin"),
}


@dataclass(frozen=True)
class Trial:
    """One input method in one Debian, how the session names it, and what this Debian needs besides to show candidates."""

    suite: str
    method: str
    session: str
    besides: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """A name for folders and messages."""
        return re.sub(r"[^\w.]+", "-", f"{self.method}-{self.suite}-{self.session}")


TRIALS = (
    Trial("bullseye", "fcitx4", "QT_IM_MODULE=fcitx"),
    Trial("bullseye", "fcitx5", "QT_IM_MODULE=fcitx", ("fcitx5-module-xorg",)),
    Trial("bullseye", "ibus", "QT_IM_MODULE=ibus"),
    Trial("bookworm", "fcitx4", "XMODIFIERS=@im=fcitx"),
    Trial("bookworm", "fcitx5", "XMODIFIERS=@im=fcitx"),
    Trial("bookworm", "ibus", "XMODIFIERS=@im=ibus"),
    Trial("trixie", "fcitx5", "QT_IM_MODULE=fcitx5"),
)


def libraries() -> tuple[str, ...]:
    """What the .deb asks for, by the first name that each has."""
    return tuple(re.split(r"[ (|]", wanted)[0] for wanted in DEPENDS)


def play(trial: Trial, bundle: Path) -> bool:
    """Whether the characters stood in the field; pictures and logs are left in the trial's folder.

    Raises:
        NotMade: the trial's Debian could not be made.
    """
    root = roots.filled(trial.suite, (*SCREEN, *libraries(), *PACKAGES[trial.method], *trial.besides))
    folder = OUT / trial.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    shutil.copy(Path(__file__).with_suffix(".sh"), folder)
    home = "export HOME=/tmp/home; mkdir $HOME"  # empty at every run
    line = f"{home}; {trial.session} timeout {SECONDS} dbus-run-session bash /trial/try_input.sh {trial.method}"
    done = root.run(line, user=roots.USER, mounts={bundle: "/opt/desk", folder: "/trial"})
    (folder / "trial.log").write_text(f"{done.stdout}\n{done.stderr}", encoding="utf-8")
    stood = done.stdout.rpartition("\n")[2]
    say(f"{trial.name}：{'输入得到' if stood == TYPED else '没有输入'}“{stood}”")
    return stood == TYPED


def main(given: Sequence[str]) -> int:
    """Play all trials, or those whose names begin with the words after the bundle; the exit code."""
    bundle = Path(given[0] if given else DIST / NAME).resolve()
    if not (bundle / NAME).exists():
        say(f"{bundle} 里没有 {NAME}，请先打包。")
        return 1
    if os.geteuid() != 0:
        say("试输入法要用 root。")
        return 1
    failed = False
    for trial in TRIALS:
        if not given[1:] or trial.name.startswith(tuple(given[1:])):
            try:
                failed |= not play(trial, bundle)
            except NotMade as failure:
                say(str(failure))
                failed = True
    say(f"图和记录在 {OUT}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
