"""Every role tries every command, and comes as far as the table says that was written by hand."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from db.__main__ import main
from db.commands import COMMANDS as KNOWN
from db.records.duties.retention import Appraisal
from db.records.matters.matter import Matter
from db.records.registry.resident import Resident
from db.records.role import Role
from db.records.visits.visit import Visit
from db.services.backup import backup
from db.store import Store, keyring, ring_file
from db.values import code_table
from tests.conftest import QUICK
from tests.db.pictures.making import jpeg
from tests.db.rights.table import FOR_NOBODY_YET, commanders
from tests.db.rights.town import Town, name_of

COMMANDERS = commanders()
SECRET = "三月的雨落在第二扇窗上"
REFUSED, NOTHING_FOUND = ("只有", "无权"), "没有找到"


@pytest.fixture(scope="session")
def opening(town: Town, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The town, which everybody opens with a passphrase of their own, and a backup of it."""
    folder = shutil.copytree(town.folder, tmp_path_factory.mktemp("commands") / "store")
    ring = keyring.KeyRing(generation=1)
    for number, role in enumerate(Role):
        entry, secret = f"{number + 1:016x}", f"{SECRET}{role.value}"
        ring = ring.with_entry(entry, secret, town.key, QUICK, name=name_of(role), account=town.accounts[role])
    ring_file.write(folder, ring, town.key)
    file = folder.parent / "town.dqbak"
    store = Store._with_key(folder, town.key)
    backup(store, file)
    store.close()
    return folder, file


def arguments(words: str, town: Town, backup_file: Path, place: Path) -> Sequence[object]:
    """What is typed behind the words of a command."""
    resident, matter = (str(town.ids[table]["grid"]) for table in (Resident.TABLE, Matter.TABLE))
    of_matter = (Matter.TABLE, matter)
    made: dict[str, Callable[[], Sequence[object]]] = {
        "import": lambda: [roster(place / "roster.csv")],
        "export": lambda: [place / "masked.csv"],
        "export --plain": lambda: [place / "plain.csv", "--recipient", "街道", "--purpose", "发补贴"],
        "search": lambda: [name_in_grid(town)],
        "list": lambda: [Resident.TABLE],
        "list --plain": lambda: [Resident.TABLE, "--recipient", "街道", "--purpose", "发补贴"],
        "timeline": lambda: [Resident.TABLE, resident],
        "figure": lambda: ["residents_here"],
        "evidence list": lambda: of_matter,
        "evidence save": lambda: [*of_matter, folder_at(place / "saved"), "--recipient", "街道", "--purpose", "核对"],
        "evidence add": lambda: [*of_matter, jpeg(place / "added.jpg")],
        "move": lambda: [*of_matter, "void", "--reason", "录重了"],
        "purge --look": lambda: [Visit.TABLE, str(town.ids[Visit.TABLE]["grid"])],
        "purge": lambda: [
            Visit.TABLE,
            str(town.ids[Visit.TABLE]["grid"]),
            "--appraisal",
            town.ids[Appraisal.TABLE]["other"],
        ],
        "purge --deleted": lambda: [Resident.TABLE],
        "purge --again": lambda: [Resident.TABLE],
        "backup": lambda: [place / "made.dqbak"],
        "second-place": lambda: [place / "stick"],
        "restore": lambda: [backup_file],
        "verify --go-on": lambda: ["--reason", "停电后查过"],
    }
    return made.get(words, lambda: ())()


def roster(file: Path) -> Path:
    """A table of one whom nobody knows."""
    file.write_text("姓名,与户主关系,住址\n封常清,户主,水景花苑3幢2单元502室\n", encoding="utf-8")
    return file


def folder_at(place: Path) -> Path:
    place.mkdir()
    return place


def name_in_grid(town: Town) -> str:
    store = Store._with_key(town.folder, town.key)
    name = store.get(Resident, town.ids[Resident.TABLE]["grid"]).name
    store._connection.close()
    return name


def test_the_table_knows_every_command_and_lets_and_refuses_somebody() -> None:
    assert {words.split()[0] for words in COMMANDERS} == KNOWN.keys() - FOR_NOBODY_YET
    assert {words for words, roles in COMMANDERS.items() if roles == set(Role)} == {"kinds", "log"}
    assert all(COMMANDERS.values())


def test_who_gets_which_command_done(
    opening: tuple[Path, Path], town: Town, role: Role, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = shutil.copytree(opening[0], tmp_path / "store"), opening[1]
    secret = tmp_path / "secret.txt"
    secret.write_text(f"{SECRET}{role.value}", encoding="utf-8")
    done: set[str] = set()
    for words in COMMANDERS:  # in their order: restoring comes behind what it takes back
        typed = (*words.split(), *arguments(words, town, file, tmp_path), "--store", folder, "--password-file", secret)
        code = main([str(one) for one in typed])
        out, err = capsys.readouterr()
        is_refused = code == 2 and any(
            said in err for said in REFUSED
        )  # photos that are planted have no file, which is no refusal
        if not is_refused and NOTHING_FOUND not in out:
            done.add(words)
    code_table.lay_over({})
    assert done == {words for words, roles in COMMANDERS.items() if role in roles}
