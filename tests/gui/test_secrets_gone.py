"""No object of the process holds what was typed at the door once it is shut: neither a task, nor a question that is kept, nor what follows it."""

import gc
from collections.abc import Iterator
from pathlib import Path

import attrs
from pytestqt.qtbot import QtBot

from db.store import Store, keyring, ring_file
from gui.dialogs.own_passphrase import OwnPassphrase
from gui.dialogs.unlock import Unlock
from gui.opening import Opening
from tests.conftest import ACCOUNT, CLERK, ENTRY, QUICK
from tests.gui.conftest import Shown
from tests.gui.keys import write
from tests.gui.test_door import question

BACKWARDS = {"own": "7-灯一盏第的后水潮", "new": "3-虹道二第的前山"}
"""What is typed is never written here the right way round: the text of this very file is an object of the process."""


def secret(which: str) -> str:
    return "".join(reversed(BACKWARDS[which]))


def strings() -> Iterator[str]:
    """Every text that an object holds which Python keeps track of, also in plain dictionaries and tuples, which it does not."""
    for one in gc.get_objects():
        for held in gc.get_referents(one):
            inner = gc.get_referents(held) if isinstance(held, dict | tuple) and not gc.is_tracked(held) else [held]
            yield from (text for text in inner if type(text) is str)


def holding(which: str) -> bool:
    gc.collect()
    return any(text[::-1] == BACKWARDS[which] for text in strings())


def with_secret(store: Store, *, given: bool) -> None:
    """A passphrase in place of the one that the tests know, perhaps one that an administrator gave."""
    ring = keyring.KeyRing(generation=1).with_entry(
        ENTRY, secret("own"), store._key, QUICK, name=CLERK.name, account=ACCOUNT
    )
    ring = ring.with_entry(keyring.RECOVERY, keyring.new_code(), store._key, QUICK)
    ring = ring.having(ENTRY, attrs.evolve(ring.entries[ENTRY], must_change=given))
    with store.writing() as w:
        ring = store.ring.hold(w, ring)
    ring_file.write(store.folder, ring, store._key)
    store.ring.ring = None
    store.close()


def typed(opening: Opening, text: str) -> None:
    assert isinstance(opening.dialog, Unlock)
    write(opening.dialog.line, text)
    opening.dialog.enter.click()


def test_the_passphrase_is_nowhere_once_the_store_is_open(
    qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path
) -> None:
    with_secret(store, given=False)
    opening = Opening(shown, tmp_path / "practice")
    opened: list[Store] = []
    opening.opened.connect(lambda store, _code: opened.append(store))
    opening.ask(store.folder)
    typed(opening, secret("own"))
    assert holding("own"), "while it is tried it is held, and the test sees it"
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert not holding("own")
    opened[0].close()


def test_one_that_was_given_and_the_own_one_are_nowhere_either(
    qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path
) -> None:
    with_secret(store, given=True)
    opening = Opening(shown, tmp_path / "practice")
    opened: list[Store] = []
    opening.opened.connect(lambda store, _code: opened.append(store))
    opening.ask(store.folder)
    typed(opening, secret("own"))
    asked = question(qtbot, OwnPassphrase)
    assert isinstance(asked, OwnPassphrase)
    for line in (asked.new.first, asked.new.second):
        write(line, secret("new"))
    asked.enter.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert not holding("own")
    assert not holding("new")
    opened[0].close()
