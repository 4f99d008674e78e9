"""The practice store comes, goes and comes back; a real store never does."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from db.disk.parts import BACKUPS, BESIDE, RESERVE, WHOLE, is_store
from db.errors import Cancelled
from db.practice import (
    PASSPHRASE,
    NotPractice,
    make_practice,
    open_practice,
    reset_practice,
)
from db.records.centre.account import Account, roles_of
from db.records.centre.centre import Centre
from db.records.registry.resident import Resident
from db.records.role import EVERY_ROLE, Role
from db.records.visits.visit import Visit
from db.store import Store, ring_file
from tests.conftest import ring_of_before
from tests.db.practice.conftest import TODAY
from tests.db.store.test_switch import killed_before
from tests.db.windows import ROOT

pytestmark = pytest.mark.xdist_group("practice")

BEFORE = TODAY - timedelta(days=40)
"""What is made anew is of this day, and none to come: nobody is born on one."""


def test_what_was_played_with_is_there_the_next_time(played: Path, tmp_path: Path) -> None:
    store = open_practice(played, TODAY)
    resident = store.select(Resident, limit=1)[0]
    store.save(attrs.evolve(resident, note="练习时写的"))
    store.close()
    store = open_practice(played, TODAY + timedelta(days=40))
    assert store.get(Resident, resident.id).note == "练习时写的"
    store.close()

    (played / "我的笔记.txt").write_text("留着", encoding="utf-8")
    store = reset_practice(played, BEFORE)
    assert all(r.note != "练习时写的" for r in store.select(Resident))
    assert max(v.day for v in store.select(Visit) if v.day) < BEFORE
    assert (played / "我的笔记.txt").read_text(encoding="utf-8") == "留着"
    assert sorted(p.name for p in tmp_path.iterdir() if "store" in p.name) == ["store"]
    store.close()


def test_whoever_practises_does_everything_whatever_roles_the_clerk_had(played: Path) -> None:
    store = open_practice(played, TODAY)
    account = store.get(Account, store.account)
    store.save(attrs.evolve(account, roles=roles_of([Role.DESK, Role.ADMIN])))
    store.save(attrs.evolve(store.get(Account, store.account), roles=roles_of([Role.DESK])))
    assert store.rights.roles == {Role.DESK}, "as in one that was made before there were roles"
    store.close()
    store = open_practice(played, TODAY)
    assert store.rights.roles == EVERY_ROLE
    assert store.rights.is_whole
    store.close()


def test_one_that_was_made_with_one_passphrase_for_everybody_is_the_clerks_who_practises(played: Path) -> None:
    store = open_practice(played, TODAY)
    account = store.get(Account, store.account)
    store.save(attrs.evolve(account, roles=roles_of([Role.DESK])))
    folder, key, generation = store.folder, store._key, store.ring.now().generation
    store.close()
    ring_file.write(folder, attrs.evolve(ring_of_before(key, PASSPHRASE), generation=generation), key)
    store = open_practice(played, TODAY)
    assert not store.ring.is_unclaimed
    assert store.rights.roles == EVERY_ROLE
    store.close()


def test_links_of_the_names_that_it_once_worked_under_lead_nowhere(tmp_path: Path) -> None:
    """Its folder was made under a name that anybody could know."""
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "别人的.doc").write_text("还在", encoding="utf-8")
    for name in (".store.new", ".store.old"):
        (tmp_path / name).symlink_to(victim)
    open_practice(tmp_path / "store", TODAY).close()
    reset_practice(tmp_path / "store", TODAY).close()
    assert [path.name for path in victim.iterdir()] == ["别人的.doc"]
    assert sorted(p.name for p in (tmp_path / "store").iterdir()) == sorted([*WHOLE, *BESIDE, RESERVE])


def test_one_that_another_window_has_open_is_not_thrown_away(played: Path) -> None:
    held = open_practice(played, TODAY)
    code = (
        "import sys; from pathlib import Path; from tests.db.practice.test_practice_store import TODAY, reset_practice;"
        "reset_practice(Path(sys.argv[1]), TODAY)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, played], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert "PracticeInUse" in ran.stderr
    held.save(attrs.evolve(held.select(Resident, limit=1)[0], note="还在"))
    held.close()


@pytest.mark.parametrize("step", [0, 1, 6])
def test_a_reset_that_is_killed_leaves_a_whole_one_and_what_else_lies_there(played: Path, step: int) -> None:
    (played / "我的笔记.txt").write_text("留着", encoding="utf-8")
    assert killed_before(step, lambda: reset_practice(played, BEFORE))
    store = open_practice(played, TODAY)
    newest = max(v.day for v in store.select(Visit) if v.day)
    assert (newest < BEFORE) == (step > 0), "the first renaming is the switch"
    assert store.verify() == []
    assert store.told == ()
    store.close()
    assert (played / "我的笔记.txt").read_text(encoding="utf-8") == "留着"
    left = {p.name for p in played.iterdir()}
    assert left <= {*WHOLE, *BESIDE, RESERVE, BACKUPS, "我的笔记.txt"}


@pytest.mark.parametrize("passphrase", ["幸福里-7788-议事", PASSPHRASE], ids=["its own", "that of the practice"])
def test_a_real_store_is_never_thrown_away(tmp_path: Path, passphrase: str) -> None:
    real, _ = Store.create(tmp_path / "real", passphrase, Centre(name="实有中心"), Account(name="卢清"))
    kept = real.save(Resident(name="黄水生"))
    real.close()
    before = {p.name: p.read_bytes() for p in (tmp_path / "real").iterdir() if p.is_file()}
    for destructive in (reset_practice, open_practice, make_practice):
        with pytest.raises(NotPractice) as refused:
            destructive(tmp_path / "real", TODAY)
        assert refused.value.remedy
    assert {p.name: p.read_bytes() for p in (tmp_path / "real").iterdir() if p.is_file()} == before
    real = Store.open(tmp_path / "real", passphrase)
    assert real.get(Resident, kept.id).name == "黄水生"
    real.close()


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        open_practice(tmp_path / "store", TODAY, lambda done, _: done < 4)
    assert not is_store(tmp_path / "store")
    assert not [p for p in tmp_path.iterdir() if "store" in p.name]


def test_cancelling_a_reset_keeps_the_old_one(played: Path) -> None:
    store = open_practice(played, TODAY)
    resident = store.save(attrs.evolve(store.select(Resident, limit=1)[0], note="还在"))
    store.close()
    with pytest.raises(Cancelled):
        reset_practice(played, TODAY, lambda done, _: done < 3)
    store = open_practice(played, TODAY)
    assert store.get(Resident, resident.id).note == "还在"
    store.close()
