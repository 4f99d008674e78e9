"""What a command of ``python -m db`` has to say, and the store that it opens."""

from argparse import Namespace
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager

from attrs import frozen

from db.services.centre.stage_names import lay_labels
from db.store import Store


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
    """The store that the arguments name; that its end is missing is added to the warnings."""
    store = Store.open(arguments.store, passphrase)
    try:
        if store.loss is not None:
            arguments.warnings.append(f"{store.loss.error()}（verify --go-on）")
        else:
            lay_labels(store)
        yield store
    finally:
        store.close()
