"""The practice community: made at its first use, opened without a question afterwards."""

from datetime import date
from pathlib import Path

from db.services.set_up import set_up
from db.store import PARTS, Store
from gui.tasks import Tick

CENTRE = "练习小区党群服务中心"
CLERK = "练习员"
# No secret: the people are invented, and nobody should be asked for a passphrase to try something.
PASSPHRASE = "practice"  # noqa: S105
SEED = 25


def open_practice(folder: Path, today: date, tick: Tick) -> Store:
    """The practice store, closed, to be taken by `Store.again`; made where there is none.

    Raises:
        Cancelled: the clerk stopped it; nothing is left.
    """
    if all((folder / part).exists() for part in PARTS):
        store = Store.open(folder, PASSPHRASE)
        store.close()
        return store
    from db.services.practice.build import build  # a great deal of data, wanted once

    store = set_up(folder, CENTRE, CLERK, PASSPHRASE, practice=True).store
    try:
        build(store, SEED, today, tick)
    except BaseException:
        store.close()
        for part in PARTS:
            (folder / part).unlink(missing_ok=True)
        raise
    store.close()
    return store
