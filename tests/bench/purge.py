"""What deleting for good costs: ``python -m tests.bench.purge [RESIDENTS]``, beside a bare copy of the file and sealing all anew in the same run.

Seconds of the processor, so that what else runs does not count. All people are invented.
"""

import argparse
import shutil
import tempfile
from datetime import date
from pathlib import Path

from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.deleting import delete
from db.services.duties.purge import look_before_purge, purge
from db.services.duties.purge_plan import deleted_records
from db.store import FILE
from tests.bench.log import clocked
from tests.bench.store import peopled, say
from tests.db.duties.test_purge import decided

PASSPHRASE = "测量用的口令-二〇二六"
MANY = 100


def main(residents: int) -> None:
    """Makes a store and measures."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        store, made = peopled(folder / "store", residents, PASSPHRASE)
        with store.writing() as w:
            half = made[: residents // 2]
            w.save_all([Visit(resident=one.id, day=date.today(), visitor="卢清", finding="在家") for one in half])
        appraisal = decided(store)
        with clocked() as copied:
            shutil.copyfile(store.folder / FILE, folder / "copy.db")
        with clocked() as resealed:
            store.reseal()
        say("a bare copy of the file", copied[0])
        say("sealing all anew", resealed[0], copied[0])
        some: list[Resident] = made[:MANY]
        with clocked() as looked:
            look_before_purge(store, some[:1])
        say("looking, one resident", looked[0], copied[0])
        with clocked() as one:
            purge(store, appraisal, some[:1])
        say("one resident", one[0], resealed[0])
        with clocked() as many:
            purge(store, appraisal, some[1:])
        say(f"{MANY - 1} residents at once", many[0], resealed[0])
        gone = made[MANY]
        with store.writing() as w:
            for visit in store.pointing_at(gone):
                w.delete_all(Visit, [visit[1]])
        delete(store, gone)
        with clocked() as listed:
            deleted_records(store, Resident)
        say("the list of what was deleted before", listed[0])
        with clocked() as late:
            purge(store, appraisal, [gone])
        say("one that was deleted before", late[0], resealed[0])
        with clocked() as verified:
            assert store.inner_faults() == []
        say("核验 behind all that", verified[0], resealed[0])
        store.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("residents", nargs="?", type=int, default=20_000)
    main(parser.parse_args().residents)
