"""The trial of an upgrade: the old store really is an old one, and nothing is written over."""

from pathlib import Path

import pytest

from db.errors import StoreExists
from db.records.registry.resident import Resident
from db.services.try_upgrade import try_upgrade
from db.store import FILE, Store, driver, first_release, ring_file, upgrade

PASSPHRASE = "议事-7788"


def test_the_old_store_has_been_through_the_first_step_only(tmp_path: Path) -> None:
    first_release.make(tmp_path / "old", PASSPHRASE, "梧桐社区党群服务中心", "钱㛃")
    key = ring_file.read(tmp_path / "old").unlock(PASSPHRASE).key
    connection = driver.connect(tmp_path / "old" / FILE, key)
    assert upgrade.applied_steps(connection) == ["m001_records"]
    connection.close()
    opened = Store.open(tmp_path / "old", PASSPHRASE)
    assert [r.name for r in opened.select(Resident)] == ["钱㛃"]
    assert opened.centre().name == "梧桐社区党群服务中心"
    opened.close()


def test_a_trial_leaves_the_copy_it_tells_of_and_is_not_repeated_over_itself(tmp_path: Path) -> None:
    copy = try_upgrade(tmp_path / "old")
    assert (tmp_path / "old" / "backups" / copy).stat().st_size > 0
    with pytest.raises(StoreExists):
        try_upgrade(tmp_path / "old")
