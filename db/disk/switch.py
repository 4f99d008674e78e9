"""Exchanging the files of a store: it either happened or it did not, whenever the process is killed.

What comes in lies ready in a room of its own. Then a file says what is to be done; from there on it is done, if not by this
process then by the next that opens the store. The files that were there are moved aside first, all of them, then the new ones
in; so what is where tells how far it came.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, cast

from db.disk.parts import BACKUPS, INTENT, LOGS, PARTS
from db.disk.renaming import put_in_place, settle
from db.disk.workroom import clear_dead, holding
from db.errors import ExchangeStuck, StoreForeign, StoreOpen

_UNDONE = "上次用备份“{source}”恢复时程序被中断，没有恢复成；原来的资料已经放回原处"
_RESEALED = "上次重新加密时程序被中断，现在已经补做完成；以前的口令和恢复码打不开现在的资料"
_NOT_RESEALED = "上次重新加密时程序被中断，没有做成；资料和口令都是原来的，请再做一次"
_DROPPED = "before"
# Whoever lays a file of that name into the folder must not make us move what lies elsewhere.
_NAMED = r"(?!\.{1,2}$)[^/\\:]+"
_ROOM, _ASIDE, _NAME = re.compile(r"\.dq[^/\\:]*"), re.compile(rf"{BACKUPS}/{_NAMED}"), re.compile(_NAMED)


class Intent(NamedTuple):
    """What is to be exchanged; all names are of things in the store's folder.

    Attributes:
        room: the folder in which the new files lie.
        aside: the folder into which the old ones go.
        out: names of the old files.
        new: names of the new files.
        source: what the clerk calls what is put in.
        drop: whether the old files are of no use to anybody once the new ones are in: the same store, sealed anew.
    """

    room: str
    aside: str
    out: tuple[str, ...]
    new: tuple[str, ...]
    source: str
    drop: bool = False


def exchange(folder: Path, intent: Intent, ready: Callable[[], None] = lambda: None) -> None:
    """Carries out an intent. The caller holds the room.

    Args:
        folder: of the store.
        intent: see there.
        ready: called when nobody else opens the store any more, and before its files are moved.

    Raises:
        OSError: it could not be done; all is as it was.
        ExchangeStuck: it could not be done, nor undone; the next opening finishes it.
    """
    room = folder / intent.room
    for name in intent.new:
        settle(room / name)
    beside = room / INTENT
    beside.write_text(json.dumps(intent._asdict(), ensure_ascii=False), encoding="utf-8")
    settle(beside)
    settle(room)
    put_in_place(beside, folder / INTENT)
    try:
        settle(folder)  # if this fails, the intent is there all the same: it has to be withdrawn, too
        ready()
        _carry_out(folder, intent)
    except OSError:
        _withdraw(folder, intent)
        raise
    with suppress(OSError):  # it has happened; what is left of the intent is cleared away by the next opening
        _end(folder, intent)


def finish(folder: Path) -> str:
    """Finishes an exchange that was broken off, or undoes it where it cannot be finished; "" when there is none.

    Returns:
        What was done, for the clerk.

    Raises:
        StoreOpen: another process is at it now.
        StoreForeign: the store is in pieces, and nobody can read what was to be done.
        ExchangeStuck: it can be neither finished nor undone now.
        OSError: the folder cannot be read.
    """
    if not (folder / INTENT).exists():
        return _finish_first_version(folder)
    if (intent := _read(folder)) is None:
        return _put_aside(folder)
    room = folder / intent.room
    held = holding(room) if room.exists() else None
    if held is not None and not held.take():
        raise StoreOpen
    try:
        done = _is_carried_out(folder, intent)
        if not done:
            _withdraw(folder, intent)
    finally:
        if held is not None:
            held.let_go()
    if done:
        with suppress(OSError):
            _end(folder, intent)
    clear_dead(folder)
    if intent.drop:
        return _RESEALED if done else _NOT_RESEALED
    if done:
        return f"上次用备份“{intent.source}”恢复时程序被中断，现在已经补做完成；原来的资料在 {intent.aside} 里"
    return _UNDONE.format(source=intent.source)


def _is_carried_out(folder: Path, intent: Intent) -> bool:
    """Whether it could be carried out: all that is new is there, and the disk lets it be moved."""
    room = folder / intent.room
    if intent.drop and all((folder / name).exists() and not (room / name).exists() for name in intent.new):
        return True  # the last to be moved is in its place; the old files may have gone already
    if not all((room / name).exists() or _is_in(folder, name, intent) for name in intent.new):
        return False
    try:
        _carry_out(folder, intent)
    except OSError:
        return False
    return True


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
    """What is to be done; None when the file says nothing that we would have written."""
    try:
        told = cast("dict[str, Any]", json.loads((folder / INTENT).read_text(encoding="utf-8")))
        intent = Intent(
            str(told["room"]), str(told["aside"]), tuple(told["out"]), tuple(told["new"]), str(told["source"]),
            bool(told.get("drop", False)),
        )  # fmt: skip
        fits = _ROOM.fullmatch(intent.room) and _ASIDE.fullmatch(intent.aside)
        named = all(_NAME.fullmatch(name) for name in (*intent.out, *intent.new))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return intent if fits and named else None


def _put_aside(folder: Path) -> str:
    """Takes an intent that nobody can read out of the way of a store that is whole: a file of no use, or damaged.

    Raises:
        StoreForeign: the store is in pieces.
    """
    if any(not (folder / part).exists() for part in PARTS):
        remedy = f"请把整个资料文件夹另存一份，联系技术人员；或把 {INTENT} 移到别处，再用最近的备份恢复"
        raise StoreForeign(f"资料文件不齐，恢复备份的记录（{INTENT}）又读不懂", remedy)
    (folder / BACKUPS).mkdir(mode=0o700, exist_ok=True)
    put_in_place(folder / INTENT, folder / BACKUPS / INTENT)
    return f"资料文件夹里有一份读不懂的 {INTENT}，已移到 backups 里；资料没有改动"


def _carry_out(folder: Path, intent: Intent) -> None:
    room, aside = folder / intent.room, folder / intent.aside
    if intent.out:
        aside.mkdir(parents=True, exist_ok=True)
    # What has a namesake aside is the new one already.
    _move(folder, aside, [name for name in intent.out if not (aside / name).exists()])
    _move(room, folder, intent.new)


def _withdraw(folder: Path, intent: Intent) -> None:
    """Undoes what was done of an intent, and the intent itself.

    Raises:
        ExchangeStuck: something could not be moved back; the intent stays, and with it the next opening goes on.
    """
    try:
        _undo(folder, intent)
        _over(folder)
    except OSError as error:
        raise ExchangeStuck from error


def _undo(folder: Path, intent: Intent) -> None:
    room, aside = folder / intent.room, folder / intent.aside
    if room.exists():
        back = [name for name in intent.new if not (room / name).exists() and _is_in(folder, name, intent)]
        _move(folder, room, back, _hope)
    _move(aside, folder, intent.out, _hope)
    if aside.exists() and not any(aside.iterdir()):
        aside.rmdir()


def _is_in(folder: Path, name: str, intent: Intent) -> bool:
    """Whether the new file of a name is in its place: there is one, and the old one has gone."""
    return (folder / name).exists() and (name not in intent.out or (folder / intent.aside / name).exists())


def _move(source: Path, target: Path, names: Iterable[str], wait: Callable[[Path], None] = settle) -> None:
    there = [name for name in names if (source / name).exists()]
    for name in there:
        put_in_place(source / name, target / name)
    if there:
        wait(source)
        wait(target)


def _end(folder: Path, intent: Intent) -> None:
    """What is to be done no more; old files that are of no use go with the room, at the latest when that is found dead."""
    room, aside = folder / intent.room, folder / intent.aside
    if intent.drop and aside.exists():
        room.mkdir(exist_ok=True)
        put_in_place(aside, room / _DROPPED)
        _hope(room)
        _hope(aside.parent)
    _over(folder)


def _over(folder: Path) -> None:
    (folder / INTENT).unlink(missing_ok=True)
    _hope(folder)


def _hope(folder: Path) -> None:
    """On the way back, or when all has happened, a disk that does not say whether it has a name is no reason to stop."""
    with suppress(OSError):
        settle(folder)
