"""What is tried on the machine without looking at it, one function a step; each returns what it saw, in one line."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from installer import setup_exe
from installer.common import NAME, ROOT, TITLE, NotMade, size, version
from installer.wine.build import python_of_source
from installer.wine.machine import PLACE, USER, Machine, seen

OLD = "0.0.1"
STALE = Path("_internal", "of-the-version-before.txt")
PASSPHRASE = "for-a-trial-only"  # noqa: S105 - of tests/packaged/old_store.py, an invented store
ENTRY = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{NAME}"
PATIENCE = 120.0
FULL_BYTES = 12_000_000
"""On the full disk no file grows beyond this; some of the program's are larger."""


def expect(well: object, words: str) -> None:
    """Go on only if something is as it should be.

    Raises:
        NotMade: it is not.
    """
    if not well:
        raise NotMade(words)


class Trial:
    """The steps, in the order in which they are written; a later one needs what an earlier one left."""

    def __init__(self, machine: Machine, bundle: Path) -> None:
        self.machine, self.bundle = machine, bundle
        self.program = machine.local / "Programs" / NAME
        self.store = machine.local / NAME / "store"
        self.setup = PLACE / f"{NAME}-{version()}-setup.exe"
        self.old = PLACE / f"{NAME}-{OLD}-setup.exe"
        self.rows: dict[str, int] = {}

    def make_setups(self) -> str:
        """The setup, and one that says it is older and brings a file that this one does not."""
        setup_exe.make(self.bundle, PLACE)
        small = PLACE / "old" / NAME
        shutil.rmtree(small, ignore_errors=True)
        (small / STALE).parent.mkdir(parents=True)
        (small / STALE).write_text("stale", encoding="utf-8")
        (small / f"{NAME}.exe").write_bytes(b"MZ")  # nobody starts it
        setup_exe.make(small, PLACE, OLD)
        return f"{self.setup.name} {size(self.setup) / 1e6:.1f} MB，解开 {size(self.bundle) / 1e6:.0f} MB"

    def refuse_old_windows(self) -> str:
        """Nothing is installed where Windows is too old; a fresh wine says that it is Windows 7."""
        for left in (self.program, self.store.parent):
            shutil.rmtree(left, ignore_errors=True)
        self.machine.run("reg", "delete", rf"HKCU\Software\{NAME}", "/f")
        self.machine.run("winecfg", "-v", "win7")
        code = self.machine.run(self.setup, "/S").returncode
        running = self.machine.start(self.setup)
        self.machine.window(f"^{TITLE} 安装$")
        self.machine.picture("1-windows-7")
        self.machine.keys("Return")
        self.code(running)
        self.machine.run("winecfg", "-v", "win10")
        expect(code == 4 and not self.program.exists(), f"Windows 7 上没有拒绝：{code}")
        return "Windows 7：退出码 4，什么都没有装"

    def install_old(self) -> str:
        """The version before, and a store of the first release."""
        expect(self.machine.run(self.old, "/S").returncode == 0, "旧版没有装上")
        expect((self.program / STALE).exists(), "旧版没有装全")
        self.store.parent.mkdir(parents=True)
        self.rows = self._old_store("make")
        return f"旧版已装，旧资料 {len(self.rows)} 张表 {sum(self.rows.values())} 行"

    def full_disk(self) -> str:
        """A setup that cannot write to the end leaves the version before as it was."""
        before = self._files()
        done = self.machine.run(self.setup, "/S", largest=FULL_BYTES)
        expect(done.returncode == 2, f"盘满了，退出码是 {done.returncode}")
        expect(self._files() == before, f"盘满了，程序文件变了：{sorted(self._files() ^ before)[:5]}")
        return f"写不下：退出码 2，原来的 {len(before)} 个文件没有动"

    def unfit(self) -> str:
        """Folders of other programs, of the data, and too deep ones are refused; nothing in them is touched."""
        other = self.machine.drive / "别的程序"
        (other / "_internal").mkdir(parents=True, exist_ok=True)
        (other / "_internal" / "of-another.dll").write_bytes(b"MZ")
        deep = "\\".join(["C:", "深" * 100, "深" * 100])
        places = (r"C:\别的程序", rf"C:\users\{USER}\AppData\Local\{NAME}\store", deep)
        codes = [self.machine.run(self.setup, "/S", f"/D={place}").returncode for place in places]
        expect(codes == [6, 6, 6], f"不合适的位置没有拒绝：{codes}")
        expect([path.name for path in other.rglob("*.*")] == ["of-another.dll"], "动了别的程序的文件夹")
        return "别的程序的、放资料的、路径太长的文件夹：退出码 6"

    def upgrade(self) -> str:
        """The new one over it: only its own files are left, shortcuts and entry are there."""
        started = time.monotonic()
        done = self.machine.run(self.setup, "/S")
        seconds = time.monotonic() - started
        expect(done.returncode == 0, f"没有装上：{done.returncode}")
        expect(not (self.program / STALE).exists(), "旧版的文件还在")
        expect(not list(self.program.glob(f"{NAME}.[no]*")), "换下来的文件还在")
        entry = self.machine.registered(ENTRY)
        expect(version() in entry and str(self.program.name) in entry, f"“应用”列表里不对：{entry}")
        links = self.links()
        expect(len(links) == 2, f"快捷方式不对：{links}")
        return f"安静安装 {seconds:.1f} 秒；快捷方式：{'、'.join(sorted(links))}"

    def refuse_older(self) -> str:
        """The older one does not go over the newer one unasked."""
        code = self.machine.run(self.old, "/S").returncode
        expect(code == 5 and not (self.program / STALE).exists(), f"装了旧版：{code}")
        return "较旧的安装程序：退出码 5，什么都没有动"

    def selftest(self, *, offscreen: bool) -> str:
        """The installed program tries its main work."""
        name = "selftest-offscreen" if offscreen else "selftest-windows"
        folder = PLACE / name
        shutil.rmtree(folder, ignore_errors=True)
        code = self.machine.run(
            self.program / f"{NAME}.exe", "--selftest", seen(folder), offscreen=offscreen
        ).returncode
        expect((folder / "result.json").exists(), f"自检没有结果，退出码 {code}")
        told = json.loads((folder / "result.json").read_text(encoding="utf-8"))
        bad = [f"{check['name']}：{check['said']}" for check in told["checks"] if not check["ok"]]
        expect(told["ok"] and told["frozen"], f"自检没有通过：{bad}")
        return f"{told['versions']['qpa']}：{len(told['checks'])} 项全过，{told['seconds']} 秒"

    def elsewhere(self) -> str:
        """A folder of one's own choice, with blanks and Chinese in it, without a desktop shortcut."""
        place = self.machine.drive / "社区 软件" / NAME
        # NSIS wants the folder last and without quotes, and wine puts quotes around an argument with a blank.
        code = self.machine.run(self.setup, "/S", "/NODESKTOP", *rf"/D=C:\社区 软件\{NAME}".split(" ")).returncode
        expect(code == 0 and (place / f"{NAME}.exe").exists(), f"没有装到别处：{code}")
        expect(len(self.links()) == 1, f"不要桌面图标，还是有：{self.links()}")
        self.program = place
        return r"装到 C:\社区 软件，没有桌面快捷方式"

    def remove(self) -> str:
        """Everything of the program goes, everything of the clerk's stays."""
        (self.program / "我的笔记.txt").write_text("不是程序的文件", encoding="utf-8")
        started = time.monotonic()
        self._remove()
        seconds = time.monotonic() - started
        left = sorted(path.name for path in self.program.iterdir())
        expect(left == ["我的笔记.txt"], f"卸载以后留下：{left}")
        expect(not self.links() and not self.machine.registered(ENTRY), "快捷方式或“应用”列表里还有")
        return f"安静卸载 {seconds:.1f} 秒；{self.counted()}"

    def code(self, process: subprocess.Popen[bytes]) -> int:
        """The exit code of a program that is about to end."""
        try:
            return process.wait(PATIENCE)
        except subprocess.TimeoutExpired as late:
            self.machine.picture("still-there")
            raise NotMade("没有在两分钟里结束，画面在 still-there.png") from late

    def _remove(self) -> None:
        expect(self.machine.run(self.program / "uninstall.exe", "/S").returncode == 0, "卸载没有开始")
        # It goes on from a copy of itself, for nobody can delete what is running.
        self.wait(lambda: not (self.program / "uninstall.exe").exists() and not self.links(), "卸载没有走完")

    def links(self) -> set[str]:
        """The shortcuts of this user, by the folder they lie in."""
        menu = self.machine.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
        places = {"开始菜单": menu, "桌面": self.machine.home / "Desktop"}
        return {name for name, place in places.items() if (place / f"{TITLE}.lnk").exists()}

    def counted(self) -> str:
        """Whether every row of the old store is still there, and the store whole."""
        now = self._old_store("count")
        lost = [
            f"{table} {rows} 行只剩 {now.get(table, 0)}"
            for table, rows in self.rows.items()
            if now.get(table, 0) < rows
        ]
        expect(not lost, f"资料少了：{lost}")
        self._python("-m", "db", "verify", "--store", str(self.store))
        return f"旧资料 {sum(self.rows.values())} 行都在，核验通过"

    def _old_store(self, deed: str) -> dict[str, int]:
        told = json.loads(self._python("-m", "tests.packaged.old_store", deed, str(self.store)))
        told.pop("steps")
        return told

    def _python(self, *arguments: str) -> str:
        environment = {**os.environ, "DANGQUN_PASSPHRASE": PASSPHRASE}
        command = [python_of_source(), *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")
        expect(done.returncode == 0, f"{arguments[:3]}：{done.stdout}{done.stderr}")
        return done.stdout

    def _files(self) -> set[tuple[str, int]]:
        """The program's files with their times of change."""
        return {(str(path), path.stat().st_mtime_ns) for path in self.program.rglob("*") if path.is_file()}

    def wait(self, until: Callable[[], object], words: str) -> None:
        """Wait for something; the words say what did not come."""
        end = time.monotonic() + PATIENCE
        while not until():
            expect(time.monotonic() < end, words)
            time.sleep(0.2)
