"""Photos and scans in backups: in the file itself, or, of the daily ones, in a folder beside them that all of these share.

A backup that a clerk makes holds everything. Thirty daily ones that did would hold each photo thirty times: their pieces lie once in
``backups/pieces``, and each of them lists the names of its own.
"""

import time
import zipfile
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from attrs import frozen

from db.disk.parts import EVIDENCE
from db.services.ticks import Tick, go_on
from db.store import Store, pieces
from db.store.files import in_clerks_words
from db.store.vault import Holdings

SHARED = "pieces"
"""The folder beside the daily backups."""
SUFFIX = ".dqbak"
"""Of the files of backups."""
LIST = "pieces.txt"
"""In a daily backup: the names of its pieces, one a line."""
_YOUNG_SECONDS = 86_400
"""A piece may be there before the backup that lists it is."""


@frozen
class Source:
    """Somewhere where pieces are.

    Attributes:
        take: gives the file of a piece, whatever state it is in; None where there is none.
        names: tells which are there.
    """

    take: Callable[[str], bytes | None]
    names: Callable[[], Iterable[str]]


def in_folder(folder: Path) -> Source:
    """The pieces of a folder."""
    return Source(lambda name: pieces.raw_of(folder, name), lambda: pieces.names_in(folder))


def in_archive(archive: zipfile.ZipFile) -> Source:
    """The pieces in a backup, each as large as it says at most."""
    found = {info.filename: info for info in archive.infolist() if not info.compress_type}

    def take(name: str) -> bytes | None:
        if (info := found.get(packed_name(name))) is None:
            return None
        try:
            return archive.read(info)
        except (OSError, EOFError, ValueError, zipfile.BadZipFile):
            return None

    return Source(take, lambda: (name.rpartition("/")[2] for name in found))


def packed_name(name: str) -> str:
    """What a piece is called in a backup."""
    return f"{EVIDENCE}/{name[:2]}/{name}"


def pack(archive: zipfile.ZipFile, held: Holdings, sources: Sequence[Source], tick: Tick) -> Iterator[str]:
    """Puts all pieces into a backup, each whole; gives the names of those that no source has.

    Raises:
        Cancelled: the tick said so.
    """
    for done, name in enumerate(sorted(held.named)):
        go_on(tick, done, len(held.named))
        if (raw := sound(held, name, sources)) is None:
            yield name
        else:
            archive.writestr(zipfile.ZipInfo(packed_name(name)), raw)  # sealed: it cannot be made smaller


def share(archive: zipfile.ZipFile, held: Holdings, source: Source, shared: Path) -> Iterator[str]:
    """Lists all pieces in a backup, and puts those into the shared folder that are not there yet; gives the names of the missing ones."""
    if not held.named:
        return
    archive.writestr(zipfile.ZipInfo(LIST), "\n".join(sorted(held.named)))
    new = sorted(held.named.keys() - pieces.names_in(shared))
    with ExitStack() as stack:
        write = stack.enter_context(pieces.written_into(shared)) if new else None
        for name in new:
            if write and (raw := sound(held, name, [source])) is not None:
                write(name, raw)
            else:
                yield name


@contextmanager
def pieces_of(file: Path) -> Generator[tuple[Source, ...]]:
    """Where the pieces of a backup are: in the file, or in the folder beside it."""
    try:
        archive = zipfile.ZipFile(file)
    except (OSError, zipfile.BadZipFile):
        yield (in_folder(file.parent / SHARED),)
        return
    with archive:
        yield in_archive(archive), in_folder(file.parent / SHARED)


def bring(store: Store, sources: Sequence[Source]) -> None:
    """Puts into a store, which was just taken out of a backup, the pieces that it names, from wherever they are whole.

    Raises:
        DiskFull: there is no room.
        FileUnwritable: the folder cannot be written to.
    """
    if not (held := store.evidence.holdings()).named:
        return
    with pieces.written_into(store.evidence.folder) as write:
        for name in sorted(held.named):
            if (raw := sound(held, name, sources)) is not None:
                write(name, raw)


def listed_in(file: Path) -> frozenset[str] | None:
    """The names of the shared pieces of a backup, none of one that holds its own; None where nobody can say."""
    try:
        with zipfile.ZipFile(file) as archive:
            if LIST not in archive.namelist():
                return frozenset()
            return frozenset(archive.read(LIST).decode("ascii").split())
    except (OSError, EOFError, RuntimeError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def clear_shared(backups: Path, unnamed: Collection[str]) -> None:
    """Removes shared pieces beside backups that no backup there lists; none where one does not say what it lists.

    Args:
        backups: the folder of the backups.
        unnamed: the pieces that may go.
    """
    needed: set[str] = set()
    for file in backups.glob(f"*{SUFFIX}") if unnamed else ():
        if (listed := listed_in(file)) is None:
            return
        needed |= listed
    with in_clerks_words("备份"):
        for name in set(unnamed) - needed:
            path = pieces.path_of(backups / SHARED, name)
            if abs(time.time() - path.stat().st_mtime) > _YOUNG_SECONDS:
                path.unlink(missing_ok=True)


def sound(held: Holdings, name: str, sources: Iterable[Source]) -> bytes | None:
    """The file of a piece from the first source that has it whole; None where none has."""
    for source in sources:
        if (raw := source.take(name)) is not None and held.opens(name, raw):
            return raw
    return None
