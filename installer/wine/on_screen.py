"""What is tried with windows, as a clerk meets them: each step leaves pictures and returns what it saw, in one line."""

import json
import os
import signal
import time
from pathlib import Path

from installer.common import NAME, TITLE
from installer.wine.machine import PLACE, Machine, seen
from installer.wine.trial import PASSPHRASE, Trial, expect

DOOR = f"^{TITLE}$"
"""The title of the first window and of every short message."""
DESK = f" · {TITLE}$"
BOX = f"^{TITLE} 安装$"
"""The title of a setup's message; its pages have their names in it."""


def page(name: str, of: str = "安装") -> str:
    """The title of a page of the setup, or of the removal."""
    return f"^{TITLE} {of} · {name}$"


class OnScreen:
    """The steps, in the order in which they are written; the program has been installed over an old version's store."""

    def __init__(self, machine: Machine, trial: Trial) -> None:
        self.machine, self.trial = machine, trial

    def open_old_store(self) -> str:
        """The clerk types the passphrase; the store is brought up, after a copy, and everybody is still in it."""
        machine, trial = self.machine, self.trial
        started = time.monotonic()
        running = machine.start(self._program())
        machine.window(DOOR)
        seconds = time.monotonic() - started
        machine.picture("2-passphrase")
        machine.type(PASSPHRASE)
        machine.keys("Return")
        trial.wait(lambda: list(trial.store.glob("backups/before-upgrade-m001*.db")), "升级前没有留备份")
        trial.wait(lambda: not machine.windows(DOOR), "口令窗口没有关上")
        window = machine.window(DESK)
        machine.picture("3-first-window")
        second = self._second_start(window)
        told = self._setup_while_open()
        machine.window(DESK)
        machine.keys("alt+F4")
        expect(trial.code(running) == 0, "程序没有好好关上")
        return f"启动到口令窗口画好 {seconds:.1f} 秒；{second}；{told}；{trial.counted()}"

    def _second_start(self, window: str) -> str:
        """A second start goes to the first window; when that one hangs, it says who has the store."""
        code = self.trial.code(self.machine.start(self._program(), alone=True))
        expect(code == 0, f"再打开一次，退出码是 {code}")
        process = self.machine.process(window)
        os.kill(process, signal.SIGSTOP)
        try:
            held = self.machine.start(self._program(), alone=True)
            self.machine.window(DOOR)
            self.machine.picture("4-store-held")
            self.machine.keys("Return")
            expect(self.trial.code(held) == 2, "资料正开着，没有说")
        finally:
            os.kill(process, signal.SIGCONT)
        return "再打开一次：退出码 0，第一个窗口在；它没有反应时说出是谁开着，退出码 2"

    def _setup_while_open(self) -> str:
        machine, trial = self.machine, self.trial
        code = machine.run(trial.setup, "/S").returncode
        expect(code == 3, f"程序开着时没有拒绝：{code}")
        asking = machine.start(trial.setup)
        machine.window(page("安装前请知"))
        machine.keys("Return")
        machine.window(page("装在哪里"))
        machine.keys("Return")
        machine.window(BOX)
        machine.picture("5-still-running")
        machine.keys("Escape")
        expect(trial.code(asking) == 3, "点了取消，安装程序没有停下")
        return "程序开着时安装：退出码 3"

    def refusals(self) -> str:
        """What is wrong with a start is said in a dialog, for a double click has no console."""
        foreign = PLACE / "foreign"
        foreign.mkdir(exist_ok=True)
        (foreign / "keyring.json").write_text(json.dumps({"of": "another program"}), encoding="utf-8")
        for name, arguments in (("6-foreign-store", ["--store", seen(foreign)]), ("7-wrong-word", ["--nonsense"])):
            running = self.machine.start(self._program(), *arguments, alone=True)
            self.machine.window(DOOR)
            self.machine.picture(name)
            self.machine.keys("Return")
            code = self.trial.code(running)
            expect(code == 2, f"{name} 的退出码是 {code}")
        return "没有控制台时，不认识的资料和参数用对话框说，退出码 2"

    def pages(self) -> str:
        """The setup as a clerk sees it, page by page; a second one beside it gives way."""
        machine = self.machine
        running = machine.start(self.trial.setup)
        machine.window(page("安装前请知"))
        machine.picture("8-notice")
        second = machine.run(self.trial.setup, "/S").returncode
        expect(second == 3, f"安装程序开着时再开一个：{second}")
        machine.keys("Return")
        machine.window(page("装在哪里"))
        machine.picture("9-folder")
        machine.keys("Return")
        machine.window(page("装好了"), seconds=600)
        machine.picture("10-done")
        machine.keys("space", "Return")  # without opening the program
        expect(self.trial.code(running) == 0, "安装没有走完")
        return "许可、位置、完成三页的画面已留；再开一个安装程序：退出码 3"

    def removal(self) -> str:
        """The removal as a clerk sees it."""
        machine, trial = self.machine, self.trial
        running = machine.start(trial.program / "uninstall.exe")  # which goes on from a copy of itself
        machine.window(page("先说清楚", "卸载"))
        machine.picture("11-removal")
        machine.keys("Return")
        machine.window(page("已卸载", "卸载"))
        machine.picture("12-removed")
        machine.keys("Return")
        trial.code(running)
        trial.wait(lambda: not machine.windows(page("已卸载", "卸载")), "卸载的窗口没有关上")
        expect(not trial.program.exists() and not trial.links(), "卸载以后还留下程序")
        return f"卸载各页的画面已留；{trial.counted()}"

    def _program(self) -> Path:
        return self.trial.program / f"{NAME}.exe"
