"""Exchanging the files of a store: it either happened or it did not, whenever the process is killed.

What comes in lies ready in a room of its own. Then a file says what is to be done; from there on it is done, if not by this
process then by the next that opens the store. The files that were there are moved aside first, all of them, then the new ones
in; so what is where tells how far it came.
"""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, cast

from db.disk.parts import BACKUPS, INTENT, LOGS, PARTS
from db.disk.renaming import put_in_place, settle
from db.disk.workroom import clear_dead, holding
from db.errors import StoreOpen


class Intent(NamedTuple):
    """What is to be exchanged; all names are of things in the store's folder.

    Attributes:
        room: the folder in which the new files lie.
        aside: the folder into which the old ones go.
        out: names of the old files.
        new: names of the new files.
        source: what the clerk calls what is put in.
    """

    room: str
    aside: str
    out: tuple[str, ...]
    new: tuple[str, ...]
    source: str


def exchange(folder: Path, intent: Intent) -> None:
    """Carries out an intent. The caller holds the room.

    Raises:
        OSError: it could not be done; all is as it was.
    """
    room = folder / intent.room
    for name in intent.new:
        settle(room / name)
    beside = room / INTENT
    beside.write_text(json.dumps(intent._asdict(), ensure_ascii=False), encoding="utf-8")
    settle(beside)
    settle(room)
    put_in_place(beside, folder / INTENT)
    settle(folder)
    try:
        _carry_out(folder, intent)
    except OSError:
        _undo(folder, intent)
        _over(folder)
        raise
    _over(folder)


def finish(folder: Path) -> str:
    """Finishes an exchange that was broken off, or undoes it where it cannot be finished; "" when there is none.

    Returns:
        What was done, for the clerk.

    Raises:
        StoreOpen: another process is at it now.
        OSError: neither can be done.
    """
    if (intent := _read(folder)) is None:
        return _finish_first_version(folder)
    room = folder / intent.room
    held = holding(room) if room.exists() else None
    if held is not None and not held.take():
        raise StoreOpen
    try:
        whole = all((room / name).exists() or _is_in(folder, name, intent) for name in intent.new)
        (_carry_out if whole else _undo)(folder, intent)
    finally:
        if held is not None:
            held.let_go()
    _over(folder)
    clear_dead(folder)
    if whole:
        return f"上次用备份“{intent.source}”恢复时程序被中断，现在已经补做完成；原来的资料在 {intent.aside} 里"
    return f"上次用备份“{intent.source}”恢复时程序被中断，没有恢复成；原来的资料已经放回原处"


def _finish_first_version(folder: Path) -> str:
    """Mends what version 0.1.0 left, which moved file by file and kept no intent: its room tells how far it came.

    A room that still holds everything came too early: the old files go back. One that gave away some gives the rest.
    """
    missing = [part for part in PARTS if not (folder / part).exists()]
    rooms = [room for room in folder.glob(".dq*/") if missing and not holding(room).path.exists()]
    rooms = [room for room in rooms if all((room / part).exists() for part in missing)]
    if len(rooms) != 1:
        return ""
    if any(not (rooms[0] / part).exists() for part in PARTS):
        _move(rooms[0], folder, missing)
        shutil.rmtree(rooms[0], ignore_errors=True)
        return "上次恢复备份时程序被中断，现在已经补做完成；原来的资料在 backups 里"
    aside = max((folder / BACKUPS).glob("before-restore-*/"), default=None)
    if aside is None or any(not (aside / part).exists() for part in missing):
        return ""
    _move(aside, folder, [name for name in (*PARTS, *LOGS) if not (folder / name).exists()])
    shutil.rmtree(rooms[0], ignore_errors=True)
    return "上次恢复备份时程序被中断，没有恢复成；原来的资料已经放回原处"


def _read(folder: Path) -> Intent | None:
    try:
        told = cast("dict[str, Any]", json.loads((folder / INTENT).read_text(encoding="utf-8")))
        return Intent(
            str(told["room"]), str(told["aside"]), tuple(told["out"]), tuple(told["new"]), str(told["source"])
        )
    except FileNotFoundError:
        return None


def _carry_out(folder: Path, intent: Intent) -> None:
    room, aside = folder / intent.room, folder / intent.aside
    if intent.out:
        aside.mkdir(parents=True, exist_ok=True)
    # What has a namesake aside is the new one already.
    _move(folder, aside, [name for name in intent.out if not (aside / name).exists()])
    _move(room, folder, intent.new)


def _undo(folder: Path, intent: Intent) -> None:
    room, aside = folder / intent.room, folder / intent.aside
    if room.exists():
        _move(
            folder, room, [name for name in intent.new if not (room / name).exists() and _is_in(folder, name, intent)]
        )
    _move(aside, folder, intent.out)
    if aside.exists() and not any(aside.iterdir()):
        aside.rmdir()


def _is_in(folder: Path, name: str, intent: Intent) -> bool:
    """Whether the new file of a name is in its place: there is one, and the old one has gone."""
    return (folder / name).exists() and (name not in intent.out or (folder / intent.aside / name).exists())


def _move(source: Path, target: Path, names: Iterable[str]) -> None:
    there = [name for name in names if (source / name).exists()]
    for name in there:
        put_in_place(source / name, target / name)
    if there:
        settle(source)
        settle(target)


def _over(folder: Path) -> None:
    (folder / INTENT).unlink(missing_ok=True)
    settle(folder)
