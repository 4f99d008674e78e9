"""What the tests of services stand on."""

from pathlib import Path

import pytest

from db.__main__ import main
from db.services.centre.set_up import starting_rules
from db.store import Store
from tests.conftest import PASSPHRASE
from tests.db.doors import Run


@pytest.fixture
def desk(store: Store) -> Store:
    """A store as a clerk has it after the first morning: with the rules to start from."""
    with store.writing("新建资料") as w:
        w.save_all(starting_rules())
    return store


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command: exit code, output, error output."""

    def called(*arguments: object) -> tuple[int, str, str]:
        code = main([str(a) for a in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return called


@pytest.fixture
def opened(store: Store, tmp_path: Path) -> list[object]:
    """The arguments that name and open the store of this test."""
    secret = tmp_path / "口令.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return ["--store", store.folder, "--password-file", secret]
