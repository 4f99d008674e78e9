"""Passphrases typed wrong: from the fifth time in a row on each waits longer, also after a restart and on a clock that was set back.

A file beside the store has a line for each, for the store itself is closed then; the next opening enters them in the audit. Whoever can
write into the folder can remove it, and can also carry the store away: what keeps guessing slow there is Argon2id alone.

GB/T 22239-2019 wants a lock after so many failures; 5 times and 15 minutes are its usual reading, doubling up to a day is ours.
"""

import json
import os
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from attrs import evolve, frozen

from db.disk.parts import FAILED as FILE
from db.errors import AppError, TooManyTries, WrongPassphrase
from db.store.keyring import RECOVERY, is_code
from db.store.ring_file import Found, Unlocked

MOST = 5
"""So many in a row cost nothing but the next."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(days=1)
_WRONG, _OPENED, _ENTERED, _SET_BACK, _GIVEN = "wrong", "opened", "entered", "clock set back", "given"
_PLAIN: int = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@frozen
class Tries:
    """What was tried with one entry.

    Attributes:
        count: how often it was typed wrong since it was right last.
        since: from when on one waits.
        untold: how often it was typed wrong since the audit entered it last.
        first: when the first of these was.
        last: when the last of these was.
    """

    count: int = 0
    since: datetime = datetime.min
    untold: int = 0
    first: datetime = datetime.min
    last: datetime = datetime.min

    def until(self) -> datetime | None:
        """When it may be tried again; None for at once."""
        if self.count < MOST:
            return None
        return self.since + min(FIRST_WAIT * (1 << min(self.count - MOST, 10)), LONGEST_WAIT)


class Failures:
    """The file of one store."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def unlock(self, found: Found, secret: str, entry: str, now: datetime) -> Unlocked:
        """What a secret opens; a wrong one is written down.

        Args:
            found: the key ring.
            secret: what was typed.
            entry: of whom; "" for anybody.
            now: the time.

        Raises:
            TooManyTries: it is too early for another try, and it is no recovery code.
            WrongPassphrase: nothing opens with it.
            StoreForeign: nothing does, and the rings are damaged or were changed.
        """
        asked = self._begun(entry or _only(found), secret, now)
        try:
            unlocked = found.unlock(secret, asked if asked == RECOVERY else entry)
        except WrongPassphrase as error:
            raise self._failed(asked, now) from error
        if unlocked.entry != RECOVERY:
            self._refuse_early(asked, now)
        if self._path.exists():
            self._add(unlocked.entry, _OPENED, now)
            self._add("", _OPENED, now)
        return unlocked

    @contextmanager
    def counting(self, secret: str, entry: str, now: datetime) -> Generator[None]:
        """Counts a secret that is tried otherwise than by opening this store: a backup of it, or what is asked once more in an open one.

        Args:
            secret: what was typed.
            entry: of whom; "" for anybody.
            now: the time.

        Raises:
            TooManyTries: it is too early for another try, and it is no recovery code.
            WrongPassphrase: what is tried inside said so; it is written down.
        """
        asked = self._begun(entry, secret, now)
        try:
            yield
        except WrongPassphrase as error:
            raise self._failed(asked, now) from error
        if not is_code(secret):
            self._refuse_early(asked, now)

    def read(self) -> Mapping[str, Tries]:
        """What was tried, by the ids of entries; under "" with no entry named."""
        found: dict[str, Tries] = {}
        for entry, what, at in self._lines():
            known = found.get(entry, Tries())
            if what == _WRONG:
                first = known.first if known.untold else at
                found[entry] = Tries(known.count + 1, at, known.untold + 1, first, at)
            elif what == _SET_BACK:
                found[entry] = evolve(known, since=at)
            elif what == _GIVEN or (what == _OPENED and (entry or at - known.last >= FIRST_WAIT)):
                found[entry] = evolve(known, count=0)  # what was tried of nobody's may have been somebody else's
            elif what == _ENTERED:
                found = {one: evolve(tries, untold=0) for one, tries in found.items()}
        return found

    def given(self, entry: str, now: datetime) -> None:
        """Notes that an administrator gave another passphrase: whoever waited because the old one was forgotten waits no more."""
        if self._path.exists():
            self._add(entry, _GIVEN, now)

    def told(self, now: datetime) -> None:
        """Notes that the audit has them; the file goes when nobody has to wait."""
        self._add("", _ENTERED, now)
        if not any(tries.count for tries in self.read().values()):
            with suppress(OSError):
                self._path.unlink()

    def _waited(self, entry: str, now: datetime) -> Tries:
        """What was tried with an entry; where the clock was set back since, one waits from now on."""
        tries = self.read().get(entry, Tries())
        if tries.count < MOST or tries.since <= now:
            return tries
        self._add(entry, _SET_BACK, now)
        return evolve(tries, since=now)

    def _begun(self, asked: str, secret: str, now: datetime) -> str:
        """Under which entry a secret that is tried now is written down, if it is wrong."""
        if not is_code(secret):
            self._refuse_early(asked, now)
        return RECOVERY if self._too_early(asked, now) else asked

    def _failed(self, asked: str, now: datetime) -> AppError:
        """Writes down a wrong one. Others were tried at the same time: whoever began before the fifth of these failed hears no more than that."""
        late = self._too_early(asked, now) if asked != RECOVERY else None
        self._add(asked, _WRONG, now)
        return late or WrongPassphrase(_then(self.read().get(asked, Tries()), now))

    def _refuse_early(self, asked: str, now: datetime) -> None:
        if early := self._too_early(asked, now):
            raise early

    def _too_early(self, asked: str, now: datetime) -> TooManyTries | None:
        tries = self._waited(asked, now)
        until = tries.until()
        return TooManyTries(tries.count, until, _clock(until, now)) if until and now < until else None

    def _lines(self) -> Iterable[tuple[str, str, datetime]]:
        try:
            raw = self._path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return
        for line in raw.splitlines():
            try:
                told = cast("dict[str, Any]", json.loads(line))
                yield str(told["entry"]), str(told["what"]), datetime.fromisoformat(told["at"])
            except (ValueError, KeyError, TypeError):  # a line that a power cut tore
                continue

    def _add(self, entry: str, what: str, now: datetime) -> None:
        """One line more, which is on the disk when this returns; a folder that cannot be written to forgets it.

        It begins a line of its own, whatever a power cut left of the one before.
        """
        line = json.dumps({"at": now.isoformat(timespec="seconds"), "entry": entry, "what": what})
        with suppress(OSError):
            opened = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _PLAIN, 0o600)
            try:
                os.write(opened, f"\n{line}\n".encode())
                os.fsync(opened)
            finally:
                os.close(opened)


def _only(found: Found) -> str:
    """The one entry of a key ring that has no other; "" where there are several."""
    names = found.names()
    return next(iter(names)) if len(names) == 1 else ""


def _then(tries: Tries, now: datetime) -> str:
    """What is to be said after a wrong one; "" for what is said at the first ones."""
    if until := tries.until():
        return f"已经连续输错 {tries.count} 次，{_clock(until, now)}以后才能再试；忘记口令时可用恢复码打开"
    if (left := MOST - tries.count) <= 2:
        return f"再错 {left} 次要等 {FIRST_WAIT.seconds // 60} 分钟；忘记口令时可用恢复码打开"
    return ""


def _clock(until: datetime, now: datetime) -> str:
    clock = f"{until + timedelta(minutes=1):%H:%M}"  # seconds are not told
    return f"{clock} " if until.date() == now.date() else f"{until.month}月{until.day}日 {clock} "
