"""What another window does with photos; see `tests.db.another`."""

import sys

from db.errors import RecordChanged, RecordGone
from db.records.matters.matter import Matter
from db.services.evidence.add_evidence import add_evidence
from db.services.evidence.look_of_evidence import arrange_evidence, turn_evidence
from db.services.evidence.remove_evidence import remove_evidence
from db.services.evidence.shown import exhibits_of
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


def come_and_go(store: Store) -> None:
    """Adds the same two photos to the one matter for ever, turns and arranges what is there and takes it away, whoever added it."""
    (matter,) = store.select(Matter)
    while True:
        add_evidence(store, matter, [photo(0), photo(1)])
        there = exhibits_of(store, matter)
        arrange_evidence(store, matter, [one.id for one in reversed(there)])
        for one in there:
            try:
                remove_evidence(store, [turn_evidence(store, one, 1)])
            except (RecordGone, RecordChanged) as told:  # the other window was here before
                sys.stdout.write(f"{told.code}\n")
        sys.stdout.write("round\n")
        sys.stdout.flush()
