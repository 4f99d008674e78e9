"""What the tests of services stand on."""

import pytest

from db.services.centre.set_up import starting_rules
from db.store import Store


@pytest.fixture
def desk(store: Store) -> Store:
    """A store as a clerk has it after the first morning: with the rules to start from."""
    with store.writing("新建资料") as w:
        w.save_all(starting_rules())
    return store
