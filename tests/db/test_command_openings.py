"""What the log says of commands: who opened the store for which, once each, and where what they wrote went."""

from pathlib import Path

import pytest

from db.services.log_lines import WORDS
from db.store import Store
from db.store.audit import Entry
from tests.db.doors import Run


def since(store: Store, seq: int) -> list[Entry]:
    return list(store.log_entries(range(seq + 1, store.last_entry().seq + 1)).values())


@pytest.mark.parametrize("command", ["stats", "search", "clerks", "log", "verify", "kinds"])
def test_what_only_reads_is_one_entry_of_an_opening(run: Run, opened: list[object], store: Store, command: str) -> None:
    before = store.last_entry().seq
    words = ["王敏"] if command == "search" else []
    assert run(command, *words, *opened)[0] == 0
    told = [(entry.action, entry.reason, entry.account) for entry in since(store, before)]
    assert told[0] == ("opened", f"命令 {command}", store.account)
    assert {action for action, *_ in told[1:]} <= {"verify"}, "that it was looked through is a deed of its own"


def test_what_writes_a_file_says_where_to_behind_it(
    run: Run, opened: list[object], store: Store, tmp_path: Path
) -> None:
    before = store.last_entry().seq
    assert run("backup", tmp_path / "带走.dqbak", *opened)[0] == 0
    first, second = since(store, before)
    assert (WORDS[first.action][1], first.reason) == ("打开", "命令 backup")
    assert (WORDS[second.action][1], second.change["file"]) == ("备份", [None, "带走.dqbak"])


def test_a_wrong_passphrase_opens_nothing(run: Run, store: Store, tmp_path: Path) -> None:
    wrong = tmp_path / "错.txt"
    wrong.write_text("不是这个口令", encoding="utf-8")
    before = store.last_entry()
    assert run("stats", "--store", store.folder, "--password-file", wrong)[0] == 2
    assert store.last_entry() == before
