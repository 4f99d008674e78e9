"""``python -m tests.packaged.old_store make|count FOLDER``: a store of the first release, and how many rows one has.

For trying an upgrade of the installed program from outside of it.
"""

import json
import sys
from importlib import resources
from pathlib import Path

from sqlite_utils import Database

from db.store import FILE, anchor, audit, driver, first_release, migrations, ring_file, upgrade

PASSPHRASE = "for-a-trial-only"
FIRST = "m001_records"
PEOPLE = 2000
FIRST_ID = 5_000_000_000_000


def make(folder: Path) -> None:
    """Every table of the first release with a row in it, and two thousand residents."""
    folder.mkdir(parents=True)
    ring, key = first_release.first_ring(PASSPHRASE)
    connection = driver.connect(folder / FILE, key, new=True)
    steps = upgrade.step_names(migrations.steps)
    following = steps[steps.index(FIRST) + 1]
    migrations.steps.apply(Database(connection, strict=True), stop_before=[following])  # type: ignore[arg-type]
    entered = resources.files("tests.db.old").joinpath(f"{FIRST}.sql").read_text(encoding="utf-8")
    for statement in entered.split(";\n\n"):
        connection.execute(statement)
    rows = [(FIRST_ID + n, f"试{chr(0x4E00 + n)}") for n in range(PEOPLE)]
    connection.executemany("INSERT INTO resident (id, version, name, state) VALUES (?, 1, ?, '1')", rows)
    anchor.write(folder, audit.head(connection))
    connection.close()
    first_release.write_first_format(folder, ring)


def count(folder: Path) -> dict[str, int]:
    """Rows of every table that holds what somebody entered, and how many schema steps the store has been through."""
    connection = driver.connect(folder / FILE, ring_file.read(folder).unlock(PASSPHRASE).key)
    tables = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    own = [str(name) for name, sql in tables if str(sql).startswith("CREATE TABLE") and not str(name).startswith("_")]
    rows = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0] for name in own}
    steps = len(upgrade.applied_steps(connection))
    connection.close()
    return {"steps": steps} | {name: int(str(n)) for name, n in rows.items()}


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]))
    print(json.dumps(count(Path(sys.argv[2]))))
