"""``python -m tests.packaged.old_store FOLDER COUNT``: a store of the first release with many residents, for upgrades.

The passphrase is read from DANGQUN_PASSPHRASE, as ``python -m db`` does.
"""

import os
import sys
from pathlib import Path

from db.__main__ import PASSPHRASE_VARIABLE
from db.store import FILE, driver, first_release, keyring


def make(folder: Path, passphrase: str, count: int) -> None:
    """Makes the store; its residents are 居民1 to 居民COUNT."""
    first_release.make(folder, passphrase, "梧桐社区党群服务中心", "居民1")
    connection = driver.connect(folder / FILE, keyring.read(folder).open(passphrase))
    rows = [(n, f"居民{n}") for n in range(2, count + 1)]
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO resident (id, version, name, state) VALUES (?, 1, ?, '1')", rows)
    connection.execute("COMMIT")
    connection.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]), os.environ[PASSPHRASE_VARIABLE], int(sys.argv[2]))
