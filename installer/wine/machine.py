"""A Windows PC made of wine: a Chinese user on a Chinese Windows, with a screen of its own, and its own Python."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from installer.bundle import PLAIN
from installer.common import ROOT, NotMade

PLACE = ROOT / "build" / "wine"
INSIDE = r"C:\python\python.exe"
STUBS = ROOT / "tests" / "packaged" / "wine_stubs"
USER = "张三"
FONT = "HeiTi.ttf"
FONT_FAMILY = "Dangqun HeiTi"
# Debian's packages for them: wine64 nsis gcc-mingw-w64-x86-64 xvfb xdotool imagemagick libc-bin.
WINE = Path("/usr/lib/wine/wine64")
SERVER = Path("/usr/lib/wine/wineserver")
TOOLS = ("makensis", "prlimit", "x86_64-w64-mingw32-gcc", "Xvfb", "xdotool", "import", "localedef")
WAKE_SECONDS, CALM_SECONDS, HUNG_SECONDS = 120.0, 60.0, 1800.0
_STILL, _PAUSE, _CARET_BYTES = 3, 0.4, 600
# Whoever starts a program with the mouse gives it no handles; wine gives the pipes of this side to a window program, too.
_ALONE = (
    "import subprocess, sys; sys.exit(subprocess.Popen(sys.argv[1:], creationflags=subprocess.DETACHED_PROCESS).wait())"
)
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

    def run(self, *command: str | Path, offscreen: bool = False, largest: int = 0) -> subprocess.CompletedProcess[str]:
        """Run a Windows program to its end. Its output goes through a pipe: straight into a file Python would not start.

        Args:
            command: the program and its arguments.
            offscreen: whether Qt shows no window; wine keeps Qt's variables of this machine away.
            largest: the bytes after which no file grows any more, as on a full disk; 0 for no limit.

        Raises:
            NotMade: it hangs.
        """
        line = [str(part) for part in command]
        if offscreen:
            line = ["cmd", "/c", f"set QT_QPA_PLATFORM=offscreen&& {subprocess.list2cmdline(line)}"]
        limit = ["prlimit", f"--fsize={largest}"] if largest else []
        try:
            return subprocess.run(
                [*limit, WINE, *line], env=self._environment, cwd=ROOT, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
                timeout=HUNG_SECONDS, restore_signals=not largest,
            )  # fmt: skip
        except subprocess.TimeoutExpired as late:
            self.picture("hangs")
            raise NotMade(f"{HUNG_SECONDS / 60:.0f} 分钟还没有结束，画面在 hangs.png：{line[:2]}") from late

    def start(self, *command: str | Path, alone: bool = False) -> subprocess.Popen[bytes]:
        """Start a Windows program that stays; ``alone`` as by a double click, without an error output."""
        line = [WINE, *((INSIDE, "-c", _ALONE) if alone else ()), *map(str, command)]
        return subprocess.Popen(
            line, env=self._environment, cwd=ROOT, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def set_up(self) -> None:
        """Make the PC anew: Chinese Windows, the stubs for wine's gaps, a Chinese font for its own dialogs."""
        subprocess.run([SERVER, "-k"], env=self._environment, stderr=subprocess.DEVNULL)  # of a trial that was killed
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

    def window(self, title: str, seconds: float = WAKE_SECONDS) -> str:
        """Wait for a window by its title, and until it is painted; give it the keys; its number.

        Args:
            title: a regular expression.
            seconds: how long it may take.

        Raises:
            NotMade: it did not come.
        """
        until = time.monotonic() + seconds
        while not (found := self.windows(title)):
            if time.monotonic() > until:
                self.picture("no-window")
                raise NotMade(f"{seconds:.0f} 秒内没有出现窗口“{title}”，画面在 no-window.png")
            time.sleep(_PAUSE)
        self.calm()
        subprocess.run(["xdotool", "windowfocus", found[-1]], env=self._environment, stderr=subprocess.DEVNULL)
        return found[-1]

    def windows(self, title: str) -> list[str]:
        """The numbers of the windows with a title."""
        search = ["xdotool", "search", "--onlyvisible", "--name", title]
        return subprocess.run(search, env=self._environment, capture_output=True, text=True).stdout.split()

    def process(self, window: str) -> int:
        """The process on this side that has a window."""
        told = subprocess.run(
            ["xdotool", "getwindowpid", window], env=self._environment, capture_output=True, text=True
        )
        return int(told.stdout)

    def calm(self) -> None:
        """Wait until the screen stands still for a second; a caret may blink.

        Raises:
            NotMade: it does not.
        """
        until, still, last = time.monotonic() + CALM_SECONDS, 0, self._pixels()
        while still < _STILL:
            if time.monotonic() > until:
                raise NotMade(f"画面 {CALM_SECONDS:.0f} 秒没有停下来")
            time.sleep(_PAUSE)
            now = self._pixels()
            still = still + 1 if _changed(last, now) < _CARET_BYTES else 0
            last = now

    def _pixels(self) -> bytes:
        grab = ["import", "-window", "root", "-depth", "8", "rgb:-"]
        return subprocess.run(grab, env=self._environment, capture_output=True).stdout

    def keys(self, *names: str) -> None:
        """Press keys, one after the other."""
        must(["xdotool", "key", "--delay", "60", *names], env=self._environment)

    def type(self, text: str) -> None:
        """Type a text."""
        must(["xdotool", "type", "--delay", "40", text], env=self._environment)


def _changed(one: bytes, other: bytes) -> int:
    """How many bytes differ."""
    both = int.from_bytes(one, "little") ^ int.from_bytes(other, "little")
    size = max(len(one), len(other))
    return size - both.to_bytes(size, "little").count(0)
