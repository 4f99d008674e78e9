"""What the tests of services stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.__main__ import main
from db.services.centre.set_up import starting_rules
from db.store import Store
from db.values import code_table
from tests.conftest import PASSPHRASE
from tests.db.doors import Run


@pytest.fixture
def desk(store: Store) -> Store:
    """A store as a clerk has it after the first morning: with the rules to start from."""
    with store.writing("新建资料") as w:
        w.save_all(starting_rules())
    return store


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs a command: exit code, output, error output; what its store calls the stages holds for this test alone."""

    def called(*arguments: object) -> tuple[int, str, str]:
        code = main([str(a) for a in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    yield called
    code_table.lay_over({})


@pytest.fixture
def opened(store: Store, tmp_path: Path) -> list[object]:
    """The arguments that name and open the store of this test."""
    secret = tmp_path / "口令.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return ["--store", store.folder, "--password-file", secret]
