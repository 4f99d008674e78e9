"""What a command of ``python -m db`` has to say, and the store that it opens."""

from argparse import Namespace
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager

from attrs import frozen

from db.disk.switch import finish
from db.services.centre.open_as import MustChange, open_as
from db.services.centre.own_words import lay_own_words
from db.services.note_presence import Presence, note_presence
from db.store import Store
from db.store.files import in_clerks_words
from db.store.keyring import RECOVERY


@frozen
class Answer:
    """What a command has to say.

    Attributes:
        told: for ``--json``.
        lines: for people.
        code: the exit code.
    """

    told: Mapping[str, object] | Sequence[object]
    lines: tuple[str, ...]
    code: int = 0


@contextmanager
def opened(arguments: Namespace, passphrase: str) -> Generator[Store]:
    """The store that the arguments name, with an entry of who opened it for which command; what is to be known of it is a warning."""
    finish_restore(arguments)
    store = open_as(arguments.store, passphrase, arguments.clerk)
    if store.ring.must_change and store.ring.entry != RECOVERY:
        store.close()
        raise MustChange
    store.kinds = arguments.kinds
    arguments.warnings.extend(store.told)
    try:
        if store.loss is not None:
            arguments.warnings.append(f"{store.loss.error()}（verify --go-on --reason …）")
        else:
            lay_own_words(store)
        note_presence(store, Presence.OPENED, f"命令 {arguments.command}")
        yield store
    finally:
        store.close()


def finish_restore(arguments: Namespace) -> None:
    """Finishes a restore that was broken off before anything else can fail: whatever becomes of the command, it is told."""
    with in_clerks_words("资料"):
        if told := finish(arguments.store):
            arguments.warnings.append(told)
