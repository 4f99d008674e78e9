"""Where the folders of tests lie: in memory where this computer has plenty of it, else on the disk as ever.

A store waits for the disk after every deed, and a run makes some ten thousand stores; none of them outlives its test.
"""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
NEEDED = 4 << 30
"""What has to be free, several times what the folders of two processes ever hold at once."""


def place() -> str | None:
    """The folder in memory, None where there is none, where it is small, or where nothing in it may be run."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return None
    barred = os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    return None if barred or min(shutil.disk_usage(MEMORY).free, _free_memory()) < NEEDED else str(MEMORY)


def _free_memory() -> int:
    """What Linux says that programs could still have, in bytes."""
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    told = dict(line.split(":", 1) for line in lines)
    return int(told.get("MemAvailable", "0 kB").split()[0]) * 1024
