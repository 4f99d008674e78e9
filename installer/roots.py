"""Debians in folders: a minimal one of each release is made once and kept; others are copies of it, with packages or without.

What runs inside has mounts and processes of its own, and no network unless it asks for it: nothing is ever mounted where the rest
of the machine sees it, and everything ends with the command.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from installer.common import ROOT, NotMade, say, tool

PLACE = ROOT / "build" / "roots"
MIRROR = os.environ.get("DANGQUN_DEBIAN_MIRROR", "http://deb.debian.org/debian")
USER = "clerk"
"""The one ordinary user of every root."""
INSTALL = "apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install"
# What only this network asks of apt (a proxy, the dates of an archive) it asks of apt in the root as well.
NETWORK = ("Acquire::Check", "Acquire::http", "Acquire::https", "Acquire::Retries")
ISOLATED = ("unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child")
SYSTEM = 'mount -t proc proc "$0/proc"; mount --rbind /dev "$0/dev"; mount -t tmpfs none "$0/dev/shm"; mount -t tmpfs none "$0/tmp"'


@dataclass(frozen=True)
class Root:
    """A Debian in a folder."""

    folder: Path

    def command(
        self, line: str, *, user: str = "root", mounts: Mapping[Path, str] | None = None, network: bool = False
    ) -> list[str | Path]:
        """The command that runs a line of shell inside as a user, with ``environment``; killed, it takes along what it started.

        Args:
            line: what bash runs.
            user: root or ``USER``.
            mounts: folders of this machine, and where they are seen inside.
            network: whether it may use this machine's.
        """
        steps, given = [SYSTEM], mounts or {}
        for number, inside in enumerate(given.values(), start=2):
            steps.append(f'mkdir -p "$0{inside}"; mount --bind "${number}" "$0{inside}"')
        steps.append(f'exec chroot --userspec={user}:{user} "$0" /bin/bash -c "$1"')
        cut = () if network else ("--net",)
        return [*ISOLATED, *cut, "/bin/sh", "-ec", "; ".join(steps), self.folder, line, *given]

    def run(
        self, line: str, *, user: str = "root", mounts: Mapping[Path, str] | None = None, network: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run a line of shell inside, as ``command`` has it; what it says is in the answer."""
        command = self.command(line, user=user, mounts=mounts, network=network)
        return subprocess.run(
            command, env=environment(user), stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
        )

    def do(self, line: str, failure: str) -> None:
        """Run a line of shell inside as root, with network.

        Raises:
            NotMade: it failed; the message is ``failure`` and the end of what it said.
        """
        done = self.run(f"set -e; {line}", network=True)
        if done.returncode:
            raise NotMade(f"{failure}\n{(done.stdout + done.stderr)[-2000:].strip()}")

    def set_sources(self, suite: str, *more: str) -> None:
        """Where it gets packages: its own release with security updates, and more lines of ``sources.list``."""
        lines = [f"deb {MIRROR} {suite} main", f"deb {MIRROR}-security {suite}-security main", *more]
        etc = self.folder / "etc"
        (etc / "apt/sources.list").write_text("\n".join([*lines, ""]), encoding="utf-8")
        shutil.copy("/etc/resolv.conf", etc / "resolv.conf")
        told = subprocess.run(["apt-config", "dump", "Acquire"], capture_output=True, text=True).stdout
        wanted = [line for line in told.splitlines() if line.startswith(NETWORK)]
        (etc / "apt/apt.conf.d/90network").write_text("\n".join([*wanted, ""]), encoding="utf-8")


def environment(user: str) -> dict[str, str]:
    """The environment of a user of a root, with nothing of this machine's."""
    path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    home = "/root" if user == "root" else f"/home/{user}"
    return {"DEBIAN_FRONTEND": "noninteractive", "HOME": home, "LANG": "C.UTF-8", "PATH": path}


def emptied(folder: Path) -> Path:
    """A new, empty folder of a name that others may know: a link that waits there is taken away, and never followed.

    Raises:
        FileExistsError: somebody puts something there meanwhile.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.is_symlink():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def minimal(suite: str) -> Path:
    """The folder of a release's minimal Debian, made at the first time.

    Raises:
        NotMade: debootstrap is missing or failed; its log lies beside the folder.
    """
    folder = PLACE / suite
    if folder.exists():
        return folder
    say(f"建立 Debian {suite} 的根目录（只有第一次）")
    program = tool("debootstrap", "根目录", "debootstrap")
    made = Root(emptied(PLACE / f"{suite}.part"))
    (PLACE / f"{suite}.log").unlink(missing_ok=True)
    with (PLACE / f"{suite}.log").open("xb") as log:
        if subprocess.run(
            [program, "--variant=minbase", suite, made.folder, MIRROR], stdout=log, stderr=log
        ).returncode:
            raise NotMade(f"根目录没有建成，原因见 {log.name}")
    made.do(f"useradd --create-home {USER}", "根目录里没有建成用户")
    made.folder.rename(folder)
    return folder


def fresh(suite: str, folder: Path, *sources: str) -> Root:
    """A copy of the minimal Debian in a folder, which is replaced, with lists of packages.

    Raises:
        NotMade: debootstrap or apt failed.
    """
    made = minimal(suite)
    subprocess.run(["cp", "-axT", made, emptied(folder)], check=True)  # a root has device files and owners
    root = Root(folder)
    root.set_sources(suite, *sources)
    root.do("apt-get -qq update", f"{suite}：没有取到软件包的目录")
    return root


def filled(suite: str, packages: tuple[str, ...]) -> Root:
    """A Debian with packages, made at the first time that these are asked for.

    Raises:
        NotMade: debootstrap or apt failed.
    """
    digest = hashlib.sha256(" ".join([suite, *packages]).encode()).hexdigest()
    folder = PLACE / f"{suite}-{digest[:8]}"
    if not folder.exists():
        made = fresh(suite, folder.with_name(f"{folder.name}.part"))
        made.do(f"{INSTALL} {' '.join(packages)}; apt-get clean", f"{suite} 里没有装上需要的软件包")
        made.folder.rename(folder)
    return Root(folder)
