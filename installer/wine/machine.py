"""A Windows PC made of wine: a Chinese user on a Chinese Windows, with a screen of its own, and its own Python."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from installer.bundle import PLAIN
from installer.common import ROOT, NotMade

PLACE = ROOT / "build" / "wine"
STUBS = ROOT / "tests" / "packaged" / "wine_stubs"
USER = "张三"
FONT = "HeiTi.ttf"
FONT_FAMILY = "Dangqun HeiTi"
# Debian's packages for them: wine64 nsis gcc-mingw-w64-x86-64 xvfb xdotool imagemagick libc-bin.
WINE = Path("/usr/lib/wine/wine64")
SERVER = Path("/usr/lib/wine/wineserver")
TOOLS = ("makensis", "x86_64-w64-mingw32-gcc", "Xvfb", "xdotool", "import", "localedef")
WINDOWS_KEY = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion"


def tools() -> None:
    """Make sure that all tools are here.

    Raises:
        NotMade: some are missing.
    """
    lacking = [name for name in TOOLS if shutil.which(name) is None] + [
        str(p) for p in (WINE, SERVER) if not p.exists()
    ]
    if lacking:
        packages = "wine64 nsis gcc-mingw-w64-x86-64 xvfb xdotool imagemagick"
        raise NotMade(f"还缺 {'、'.join(lacking)}。请先运行：apt-get install --no-install-recommends {packages}")


def must(command: list[str | Path], **more: object) -> None:
    """Run a tool of this machine.

    Raises:
        NotMade: it failed; its words stand in the message.
    """
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)  # type: ignore[call-overload]
    if done.returncode:
        raise NotMade(f"{command[0]} 失败：{done.stdout[-2000:]}")


def seen(path: Path) -> str:
    """A path of this machine as Windows programs see it."""
    return "Z:" + str(path).replace("/", "\\")


class Machine:
    r"""The PC. Use as a context: the screen and all programs end with it.

    Attributes:
        drive: its C:.
        local: the user's AppData\Local.
    """

    def __init__(self) -> None:
        self._prefix = PLACE / "prefix"
        self.drive = self._prefix / "drive_c"
        self.home = self.drive / "users" / USER
        self.local = self.home / "AppData" / "Local"
        self._screen: subprocess.Popen[bytes] | None = None
        self._environment = {
            **os.environ,
            **PLAIN,
            "WINEPREFIX": str(self._prefix),
            "WINEDEBUG": "-all",
            # No debugger that hangs after a crash, no offer to download Mono and Gecko.
            "WINEDLLOVERRIDES": "winedbg.exe=d;mscoree=;mshtml=",
            "USER": USER,
            "HOME": str(PLACE / "home"),
            "LOCPATH": str(PLACE / "locale"),
            "LANG": "zh_CN.UTF-8",
            "LC_ALL": "zh_CN.UTF-8",
        }

    def __enter__(self) -> "Machine":
        """Switch on the screen."""
        ends = os.pipe()
        command = ["Xvfb", "-displayfd", str(ends[1]), "-screen", "0", "1366x768x24"]
        self._screen = subprocess.Popen(
            command, pass_fds=(ends[1],), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(ends[1])
        with os.fdopen(ends[0]) as told:
            self._environment["DISPLAY"] = f":{told.readline().strip()}"
        return self

    def __exit__(self, *_: object) -> None:
        """End everything that was started here."""
        subprocess.run([SERVER, "-k"], env=self._environment, stderr=subprocess.DEVNULL)
        if self._screen is not None:
            self._screen.terminate()
            self._screen.wait()

    def run(self, *command: str | Path, offscreen: bool = False) -> subprocess.CompletedProcess[str]:
        """Run a Windows program to its end. Its output goes through a pipe: straight into a file Python would not start."""
        line = [str(part) for part in command]
        if offscreen:  # wine keeps Qt's variables of this machine away
            line = ["cmd", "/c", f"set QT_QPA_PLATFORM=offscreen&& {subprocess.list2cmdline(line)}"]
        return subprocess.run(
            [WINE, *line], env=self._environment, cwd=ROOT, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip

    def start(self, *command: str | Path) -> subprocess.Popen[bytes]:
        """Start a Windows program that stays."""
        line = [WINE, *map(str, command)]
        return subprocess.Popen(
            line, env=self._environment, cwd=ROOT, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def set_up(self) -> None:
        """Make the PC anew: Chinese Windows, the stubs for wine's gaps, a Chinese font for its own dialogs."""
        shutil.rmtree(self._prefix, ignore_errors=True)
        shutil.rmtree(PLACE / "home", ignore_errors=True)
        (PLACE / "home" / "Desktop").mkdir(parents=True)
        (PLACE / "locale").mkdir(exist_ok=True)
        must(["localedef", "-i", "zh_CN", "-f", "UTF-8", PLACE / "locale" / "zh_CN.UTF-8"])
        self.run("wineboot", "-i")
        system = self.drive / "windows" / "system32"
        for source in sorted(STUBS.glob("*.c")):
            target = system / f"{source.stem}.dll"
            must(["x86_64-w64-mingw32-gcc", "-shared", "-s", "-O2", "-o", target, source, "-ladvapi32"])
        shutil.copy(ROOT / "resources" / "fonts" / FONT, self.drive / "windows" / "Fonts")
        self.register(
            r"HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId\Windows.UI.ViewManagement.UISettings",
            "DllPath", r"C:\windows\system32\windows.ui.dll",
        )  # fmt: skip
        for face in ("Tahoma", "Microsoft Sans Serif"):
            self.register(rf"{WINDOWS_KEY}\FontLink\SystemLink", face, f"{FONT},{FONT_FAMILY}", "REG_MULTI_SZ")
        for face in ("SimSun", "宋体", "Microsoft YaHei", "微软雅黑"):
            self.register(r"HKCU\Software\Wine\Fonts\Replacements", face, FONT_FAMILY)

    def register(self, key: str, name: str, value: str, kind: str = "REG_SZ") -> None:
        """Write one value into the registry."""
        self.run("reg", "add", key, "/v", name, "/t", kind, "/d", value, "/f")

    def registered(self, key: str) -> str:
        """A key of the registry with its values, as Windows prints it; "" when it is not there."""
        done = self.run("reg", "query", key)
        return "" if done.returncode else done.stdout

    def picture(self, name: str) -> None:
        """The screen as it is now, as a PNG beside the log."""
        must(["import", "-window", "root", PLACE / f"{name}.png"], env=self._environment)

    def window(self, title: str, seconds: float = 90) -> str:
        """Wait for a window by its title, give it the keys; its number.

        Raises:
            NotMade: it did not come.
        """
        search = ["xdotool", "search", "--onlyvisible", "--name", title]
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = subprocess.run(search, env=self._environment, capture_output=True, text=True).stdout.split()
            if found:
                time.sleep(2)  # until it is painted, and its animations are over
                subprocess.run(["xdotool", "windowfocus", found[-1]], env=self._environment, stderr=subprocess.DEVNULL)
                return found[-1]
            time.sleep(0.3)
        self.picture("no-window")
        raise NotMade(f"{seconds:.0f} 秒内没有出现窗口“{title}”，画面在 no-window.png")

    def keys(self, *names: str) -> None:
        """Press keys, one after the other."""
        must(["xdotool", "key", "--delay", "60", *names], env=self._environment)

    def type(self, text: str) -> None:
        """Type a text."""
        must(["xdotool", "type", "--delay", "40", text], env=self._environment)
