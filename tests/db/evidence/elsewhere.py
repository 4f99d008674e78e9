"""What another window does with photos; see `tests.db.another`."""

import sys

from db.records.matters.matter import Matter
from db.services.evidence.add_evidence import add_evidence
from db.store import Store
from tests.db.evidence.making import photo
from tests.db.moving import end_at


def add_photos(store: Store) -> None:
    """Adds photos to the one matter for ever, three at a time, the first of them always the same.

    A line of input says at which statement of which it is killed, and of which window the photos are; "" for never.
    """
    at, serial = sys.stdin.readline().rstrip("\n").split(":")
    if at:
        last, since = at.split(" ", 1)
        end_at(store, int(last), since)
    (matter,) = store.select(Matter)
    number = int(serial)
    while True:
        added = add_evidence(store, matter, [photo(0), photo(number + 1), photo(number + 2)])
        number += 2
        for exhibit in added.exhibits:
            sys.stdout.write(f"{exhibit.piece}\n")
        sys.stdout.flush()
