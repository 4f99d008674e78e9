"""A small Debian in a folder, to try the program where nothing is installed.

Nothing is ever mounted where the rest of the machine sees it: what runs inside has mounts, processes and network of its own, and
all of them end with it.
"""

import hashlib
import shutil
import subprocess
from pathlib import Path

from installer.common import ROOT, NotMade, say, tool
from installer.release_root import MIRROR

PLACE = ROOT / "build" / "trial"
USER = "clerk"
ENVIRONMENT = {
    "DEBIAN_FRONTEND": "noninteractive",
    "LANG": "C.UTF-8",
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
}
# What only this network asks of apt (a proxy, the dates of an archive) it asks of apt in the root as well.
NETWORK = ("Acquire::Check", "Acquire::http", "Acquire::https", "Acquire::Retries")
ISOLATED = ("unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child")
SYSTEM = 'mount -t proc proc "$0/proc"; mount --rbind /dev "$0/dev"; mount -t tmpfs none "$0/dev/shm"; mount -t tmpfs none "$0/tmp"'


class Root:
    """A Debian in a folder below ``build/trial``: minimal, with the packages it was made with, and one ordinary user.

    Attributes:
        folder: where it lies.
    """

    def __init__(self, suite: str, packages: tuple[str, ...]) -> None:
        self._suite, self._packages = suite, packages
        digest = hashlib.sha256(" ".join([suite, *packages]).encode()).hexdigest()
        self.folder = PLACE / f"{suite}-{digest[:8]}"

    def make(self) -> None:
        """Make it unless it is there: some minutes.

        Raises:
            NotMade: debootstrap or apt failed.
        """
        if self.folder.exists():
            return
        fresh = self.folder.with_name(f"{self.folder.name}.part")
        shutil.rmtree(fresh, ignore_errors=True)
        subprocess.run(["cp", "-ax", minimal(self._suite), fresh], check=True)  # a root has device files and owners
        install = "apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install"
        line = (
            f"apt-get -qq update; {install} {' '.join(self._packages)} >/dev/null 2>&1; apt-get clean; useradd {USER}"
        )
        if run(fresh, f"set -e; {line}", network=True).returncode:
            raise NotMade(f"{self._suite} 里没有装上：{' '.join(self._packages)}")
        fresh.rename(self.folder)

    def run(
        self, line: str, *, user: str = "root", mounts: dict[Path, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a line of shell inside as a user; folders of this machine are seen inside where ``mounts`` says."""
        return run(self.folder, line, user=user, mounts=mounts or {})


def minimal(suite: str) -> Path:
    """The minimal Debian of a suite, made once.

    Raises:
        NotMade: debootstrap failed.
    """
    folder = PLACE / suite
    if folder.exists():
        return folder
    say(f"建立 Debian {suite} 的根目录（只有第一次）")
    fresh = folder.with_name(f"{suite}.part")
    shutil.rmtree(fresh, ignore_errors=True)
    PLACE.mkdir(parents=True, exist_ok=True)
    command = [tool("debootstrap", "试用", "debootstrap"), "--variant=minbase", suite, fresh, MIRROR]
    with (PLACE / f"{suite}.log").open("wb") as log:
        if subprocess.run(command, stdout=log, stderr=log).returncode:
            raise NotMade(f"根目录没有建成，原因见 {log.name}")
    shutil.copy("/etc/resolv.conf", fresh / "etc/resolv.conf")
    told = subprocess.run(["apt-config", "dump", "Acquire"], capture_output=True, text=True).stdout
    wanted = [line for line in told.splitlines() if line.startswith(NETWORK)]
    (fresh / "etc/apt/apt.conf.d/90network").write_text("\n".join([*wanted, ""]), encoding="utf-8")
    fresh.rename(folder)
    return folder


def run(
    folder: Path, line: str, *, user: str = "root", mounts: dict[Path, str] | None = None, network: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in a root as a user, cut off from this machine and, unless asked otherwise, from the network."""
    steps = [SYSTEM]
    given = mounts or {}
    for number, inside in enumerate(given.values(), start=2):
        steps.append(f'mkdir -p "$0{inside}"; mount --bind "${number}" "$0{inside}"')
    steps.append(f'exec chroot --userspec={user}:{user} "$0" /bin/bash -c "$1"')
    command = [*ISOLATED, *(() if network else ("--net",)), "/bin/sh", "-ec", "; ".join(steps), folder, line, *given]
    home = "/root" if user == "root" else "/tmp/home"  # noqa: S108 - the root's own /tmp, empty at every run
    return subprocess.run(
        command, env={**ENVIRONMENT, "HOME": home}, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
