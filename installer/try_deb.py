"""``python3 -m installer.try_deb``: the .deb in dist on bare Debian roots, from installing to purging, with pictures and figures.

Each root has neither Python nor a font. An older package is installed first, with a store of the first release in a clerk's home;
then the new one over it, its self-test as an ordinary user, the program on an X screen with the keys a clerk presses, and purge.
Logs, pictures and ``result.json`` go to ``build/trial``. Needs root, debootstrap, Xvfb and xdotool.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from installer import roots
from installer.common import DIST, NAME, ROOT, TITLE, NotMade, say, tool, version
from installer.roots import USER

PLACE = ROOT / "build" / "trial"
SUITES = ("bookworm", "bullseye")
OLDER = "0.0.1"
TIMES = 3
HOME = f"home/{USER}"
STORE = f"{HOME}/.local/share/{NAME}/store"
PASSPHRASE = "for-a-trial-only"  # noqa: S105 - of tests/packaged/old_store.py, an invented store
SCREEN = "1366x768x24"
PYTHON = ROOT / ".venv" / "bin" / "python"
GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
sys.exit(not application.primaryScreen().grabWindow(0).save(sys.argv[1]))
"""


@dataclass
class Trial:
    """One root and what was found in it.

    Attributes:
        suite: the Debian release.
        display: the number of the X screen, once there is one.
        told: figures and findings for ``result.json``.
        faults: what was not as it should be.
    """

    suite: str
    display: int = 0
    told: dict[str, object] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def root(self) -> Path:
        """The root's folder."""
        return PLACE / self.suite / "root"

    def run(self, command: str, user: str = "root") -> str:
        """What shell in the root said; a failure is a fault."""
        done = roots.Root(self.root).run(command, user=user, network=True)
        with (PLACE / self.suite / "trial.log").open("a", encoding="utf-8") as log:
            log.write(f"### {user}: {command} -> {done.returncode}\n{done.stdout}{done.stderr}\n")
        self.expect(done.returncode == 0, f"{command} ended with {done.returncode}: {done.stderr[-400:]}")
        return done.stdout.strip()

    def timed(self, command: str) -> float:
        """Run shell in the root; the seconds it took."""
        started = time.monotonic()
        self.run(command)
        return round(time.monotonic() - started, 1)

    def expect(self, well: bool, fault: str) -> None:
        """Note a fault when something is not well."""
        if not well:
            self.faults.append(fault)

    def picture(self, name: str) -> None:
        """Save what the screen shows."""
        path = PLACE / self.suite / f"{name}.png"
        env = {**os.environ, "DISPLAY": f"127.0.0.1:{self.display}", "QT_QPA_PLATFORM": "xcb"}
        subprocess.run([PYTHON, "-c", GRAB, path], env=env, check=True, capture_output=True)

    def keys(self, *command: str) -> None:
        """Press keys on the screen."""
        env = {**os.environ, "DISPLAY": f"127.0.0.1:{self.display}"}
        subprocess.run(["xdotool", *command], env=env, check=True, capture_output=True)


def make_root(trial: Trial) -> None:
    """A fresh minimal root with a clerk in it and package lists."""
    place = PLACE / trial.suite
    for old in (*place.glob("*.png"), *place.glob("*.log"), *place.glob("*.json")):
        old.unlink()
    roots.fresh(trial.suite, trial.root)
    bare = trial.run("command -v python3 fc-list || true; find / -xdev -name '*.tt[fc]' -o -xdev -name '*.otf'")
    trial.expect(bare == "", f"the root is not bare: {bare}")


def older(deb: Path) -> Path:
    """The same package under an older number."""
    folder = PLACE / "older"
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["dpkg-deb", "--raw-extract", deb, folder], check=True)
    control = folder / "DEBIAN" / "control"
    control.write_text(re.sub(r"(?m)^Version: .*", f"Version: {OLDER}", control.read_text(encoding="utf-8")), "utf-8")
    target = PLACE / f"{NAME}_{OLDER}_amd64.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", folder, target]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(folder)
    return target


def rows(trial: Trial, work: str) -> dict[str, int]:
    """How many rows the clerk's store has, after making it when asked to."""
    command = [PYTHON, "-m", "tests.packaged.old_store", work, trial.root / STORE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    trial.run(f"chown -R {USER}: /{HOME}")
    return json.loads(done.stdout)


def install(trial: Trial, deb: Path, old: Path) -> None:
    """The older package with everything it needs, then the new one over it."""
    for package in (old, deb):
        shutil.copy(package, trial.root / package.name)
    trial.told["apt install, seconds"] = trial.timed(f"{roots.INSTALL} /{old.name}")
    trial.told["packages brought"] = int(trial.run("grep -c ' install ' /var/log/dpkg.log"))
    trial.told["dpkg -i over the old one, seconds"] = trial.timed(f"dpkg -i /{deb.name}")
    trial.expect(trial.run(f"dpkg-query -W -f '${{Version}}' {NAME}") == version(), "the new version is not installed")
    trial.run(f"dpkg --audit {NAME} && dpkg --verify {NAME}")


def selftest(trial: Trial) -> None:
    """The self-test as the clerk, without a screen."""
    trial.run(f"QT_QPA_PLATFORM=offscreen {NAME} --selftest /{HOME}/selftest", USER)
    folder = trial.root / HOME / "selftest"
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    trial.told["selftest"] = {check["name"]: check["ok"] for check in result["checks"]}
    trial.told["selftest, seconds"] = result["seconds"]
    trial.expect(result["ok"] and result["frozen"], "the self-test found faults")
    shutil.copy(folder / "window.png", PLACE / trial.suite / "selftest.png")


@contextmanager
def screen(trial: Trial) -> Iterator[None]:
    """An X screen outside of the root, reached through the loopback: nothing has to be mounted."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-ac", "-listen", "tcp"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        trial.display = int(server.stdout.readline() if server.stdout else "")  # a free one, told when it is ready
        yield
    finally:
        server.terminate()
        server.wait()


def wait_for_window(trial: Trial, seconds: int = 60) -> None:
    """Wait until the program shows a window, and then until it is painted."""
    env = {**os.environ, "DISPLAY": f"127.0.0.1:{trial.display}"}
    search = ["xdotool", "search", "--onlyvisible", "--name", TITLE]
    end = time.monotonic() + seconds
    while subprocess.run(search, env=env, capture_output=True).returncode:
        if time.monotonic() > end:
            trial.expect(False, "no window came up")
            return
        time.sleep(0.1)
    time.sleep(2)


def work_on_screen(trial: Trial) -> None:
    """Opens the old store with its passphrase and looks for somebody, by the keys a clerk presses."""
    with screen(trial), (PLACE / trial.suite / "window.log").open("wb") as log:
        env = {**roots.environment(USER), "DISPLAY": f"127.0.0.1:{trial.display}"}
        command = roots.Root(trial.root).command(f"exec {NAME}", user=USER, network=True)
        program = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        wait_for_window(trial)
        trial.keys("mousemove", "683", "384")
        trial.picture("1-unlock")
        trial.keys("type", "--delay", "40", PASSPHRASE)
        trial.keys("key", "Return")
        time.sleep(8)
        trial.picture("2-today")
        # Without a window manager nobody hands the keyboard on from the closed window to the next.
        trial.keys("search", "--onlyvisible", "--name", TITLE, "windowfocus")
        trial.keys("key", "ctrl+k")
        trial.keys("type", "--delay", "80", "qy")
        time.sleep(3)
        trial.picture("3-search")
        trial.expect(program.poll() is None, "the program ended by itself")
        program.kill()  # as when the power fails: the store has to stand it
        program.wait()


def upgraded(trial: Trial, before: dict[str, int]) -> None:
    """The store has been migrated after a copy, and has every row it had."""
    after = rows(trial, "count")
    lost = {name: (n, after.get(name, 0)) for name, n in before.items() if after.get(name, 0) < n}
    copies = [path.name for path in (trial.root / STORE / "backups").glob("before-upgrade-*.db")]
    told = [
        {name: n for name, n in counted.items() if name in before and name != "steps"} for counted in (before, after)
    ]
    trial.told["rows before and after"] = [sum(counted.values()) for counted in told]
    trial.told["schema steps before and after"] = [before["steps"], after["steps"]]
    trial.told["copy made before the upgrade"] = copies
    trial.expect(not lost, f"rows were lost: {lost}")
    trial.expect(after["steps"] > before["steps"], "the store was not migrated")
    trial.expect(len(copies) == 1, f"copies before the upgrade: {copies}")


def purge(trial: Trial) -> None:
    """Nothing of the program stays, everything of the clerk does."""
    before = rows(trial, "count")
    trial.run(f"apt-get -qq -y purge {NAME}")
    found = trial.run(f"ls -d /opt/* 2>/dev/null; find /usr /etc /var/lib -xdev -iname '*{NAME}*'")
    trial.expect(found == "", f"left after purge: {found}")
    trial.expect(rows(trial, "count") == before, "purging changed the clerk's store")
    trial.told["rows after purge"] = sum(before.values())


def time_alone(trial: Trial, deb: Path) -> None:
    """The seconds of dpkg alone, where nothing of the program is: the least and the median of some times.

    A busy machine makes the clock's seconds longer but hardly the processors'.
    """
    load = round(os.getloadavg()[0], 1)
    seconds: list[float] = []
    worked: list[float] = []
    for _ in range(TIMES):
        before = os.times()
        seconds.append(trial.timed(f"dpkg -i /{deb.name}"))
        after = os.times()
        children = after.children_user - before.children_user + after.children_system - before.children_system
        worked.append(round(children, 1))
        trial.run(f"dpkg --purge {NAME}; sync")
    trial.told[f"dpkg -i alone, least and median seconds of {TIMES}"] = [min(seconds), statistics.median(seconds)]
    trial.told["the same in seconds of processors"] = [min(worked), statistics.median(worked)]
    trial.told["load average before, cores"] = [load, os.cpu_count()]


def try_on(trial: Trial, deb: Path, old: Path) -> None:
    """The whole trial on one root; figures and faults are in the trial afterwards."""
    make_root(trial)
    install(trial, deb, old)
    before = rows(trial, "make")
    selftest(trial)
    work_on_screen(trial)
    upgraded(trial, before)
    purge(trial)
    time_alone(trial, deb)


def main(arguments: list[str]) -> int:
    """Try the package on every root; 0 when nothing was amiss."""
    parser = argparse.ArgumentParser(prog="python3 -m installer.try_deb", description="在什么都没有的系统上试安装包")
    parser.add_argument("suites", nargs="*", default=SUITES, help="Debian 版本，不写时是 bookworm 和 bullseye")
    given = parser.parse_args(arguments)
    deb = DIST / f"{NAME}_{version()}_amd64.deb"
    if not deb.exists():
        say("dist 里没有这个版本的 .deb，请先运行 python3 run.py package。")
        return 1
    try:
        for name in ("debootstrap", "Xvfb", "xdotool", "unshare"):
            tool(name, "安装试验", {"Xvfb": "xvfb", "unshare": "util-linux"}.get(name, name))
        PLACE.mkdir(parents=True, exist_ok=True)
        old = older(deb)
        trials = [Trial(suite) for suite in given.suites]
        for trial in trials:
            try_on(trial, deb, old)
            told = {**trial.told, "faults": trial.faults}
            text = json.dumps(told, ensure_ascii=False, indent=2)
            (PLACE / trial.suite / "result.json").write_text(text, encoding="utf-8")
            say(f"{trial.suite}：{text}")
    except NotMade as failure:
        say(str(failure))
        return 1
    return 1 if any(trial.faults for trial in trials) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
