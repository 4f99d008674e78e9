"""A step that only makes tables is a file that a command writes: a store goes through it in its turn, an old one after a copy."""

from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from db.records import KINDS
from db.store import BACKUPS, Store, schema, table_steps, upgrade
from tests.added import ADDED, EVERY
from tests.db.store.test_schema import in_the_file, normal
from tests.factories import plant


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a step for each of the types that the program does not have."""
    for kind in ADDED:
        schema.write_step(tmp_path / "schema", [kind.table], EVERY)
    return tmp_path / "schema"


def test_the_steps_are_numbered_behind_those_that_are_there(place: Path) -> None:
    last = int(upgrade.last_step()[1:4])
    assert table_steps.names(place) == [f"m{last + 1:03d}_spare_key", f"m{last + 2:03d}_spare_whistle"]
    assert table_steps.names(place / "none") == []


def test_a_store_goes_through_them_after_a_copy(store: Store, place: Path) -> None:
    steps = table_steps.joined(upgrade.own_steps(), place)
    upgrade.apply(store._connection, store.folder / BACKUPS, steps)
    assert upgrade.applied_steps(store._connection) == upgrade.step_names(steps)
    assert len(list((store.folder / BACKUPS).glob("before-upgrade-*"))) == 1
    store.kinds = EVERY
    for kind in ADDED:
        assert {normal(sql) for sql in schema.statements(kind.record)} >= in_the_file(store, kind.table)
        saved = plant(store, kind.record)
        assert store.get(kind.record, saved.id) == saved


def test_each_takes_its_place_among_the_others(place: Path) -> None:
    own, ran = Migrations(upgrade.SET), list[str]()
    for name in ("m001_first", "m900_last"):
        own(name=name)(lambda _db, name=name: ran.append(name))
    joined = table_steps.joined(own, place)
    assert upgrade.step_names(joined) == ["m001_first", *table_steps.names(place), "m900_last"]
    made = Database(memory=True)
    made.execute("CREATE TABLE resident (id INTEGER PRIMARY KEY)")
    joined.apply(made)
    assert {"spare_key", "spare_whistle", "spare_whistle_unit"} <= set(made.table_names())
    assert ran == ["m001_first", "m900_last"]
    made.close()


def test_the_command_prints_or_writes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = schema.write_step(tmp_path, ["grid"])
    assert file.read_text(encoding="utf-8") == schema.script(["grid"])
    assert schema.script() == schema.script([kind.table for kind in KINDS])
    assert capsys.readouterr().out == ""
