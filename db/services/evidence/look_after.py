"""每天照看照片: the store's pieces and those that its daily backups share make up for each other; what nobody needs goes.

Whether each is there is looked at every day, whether it is whole of a few, one day in the store and the next in the backups: all of
them have had their turn after some months, however many days the program is not opened.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

from attrs import frozen

from db.services.backed_pieces import SHARED, clear_shared, in_folder, sound
from db.store import BACKUPS, Store, pieces
from db.store.vault import Holdings

FEW = 10
TURN = "evidence_turn"
"""The counter of the days on which pieces were looked at."""


@frozen
class Looked:
    """What came of it.

    Attributes:
        mended: how many were put back into the store.
        lost: a sentence for each that is nowhere whole.
    """

    mended: int = 0
    lost: tuple[str, ...] = ()


@frozen
class _Places:
    """The store's pieces and the shared ones, of which each makes up for the other."""

    store: Store
    held: Holdings
    own: Path
    shared: Path

    def mend(self, name: str, place: Path) -> bool | None:
        """Looks at a piece in a place, and takes it from the other one where it is not whole; whether it did, None for nowhere whole.

        Raises:
            DiskFull: there is no room.
            FileUnwritable: the folder cannot be written to.
        """
        if sound(self.held, name, [in_folder(place)]) is not None:
            return False
        other = self.shared if place == self.own else self.own
        if (raw := sound(self.held, name, [in_folder(other)])) is None:
            return None
        if place == self.own:
            self.store.evidence.put_back(name, raw)
        else:
            with pieces.written_into(place) as write:
                write(name, raw)
        return True


def look_after_evidence(store: Store, today: date) -> Looked:
    """Looks after the photos and scans of a store, after today's backup was made.

    Raises:
        DiskFull: there is no room.
        FileUnwritable: the folder cannot be written to.
    """
    places = _Places(store, store.evidence.holdings(), store.evidence.folder, store.folder / BACKUPS / SHARED)
    named = places.held.named.keys()
    there, kept = pieces.names_in(places.own), pieces.names_in(places.shared)
    lost: list[str] = []
    mended = 0
    for name, looked_at in _to_look_at(places, sorted(named), named - (there & kept)):
        done = [places.mend(name, place) for place in looked_at]
        lost += [name] if None in done else []
        mended += bool(done[looked_at.index(places.own)]) if places.own in looked_at else 0
    clear_shared(store.folder / BACKUPS, kept - named)
    store.evidence.sweep(today, there - named)
    return Looked(mended, tuple(store.evidence.told(lost)))


def _to_look_at(
    places: _Places, names: Sequence[str], lacking: Collection[str]
) -> Iterable[tuple[str, tuple[Path, ...]]]:
    """Which pieces are looked at today, and where: those that lack somewhere, and the few whose turn it is in one of the places."""
    both = (places.own, places.shared)
    if len(names) <= FEW:
        return [(name, both) for name in names]
    with places.store.writing("照看照片") as w:
        round_, in_store = divmod(w.take_number(TURN), 2)
    start = round_ * FEW % len(names)
    few = [*names, *names][start : start + FEW]
    place = (places.own,) if not in_store else (places.shared,)
    return [*((name, both) for name in sorted(lacking)), *((name, place) for name in few if name not in lacking)]
