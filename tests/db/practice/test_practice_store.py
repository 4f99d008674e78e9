"""The practice store comes, goes and comes back; a real store never does."""

from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest

from db.disk.parts import is_store
from db.errors import Cancelled
from db.practice import (
    PASSPHRASE,
    NotPractice,
    make_practice,
    open_practice,
    reset_practice,
)
from db.records.centre.account import Account
from db.records.centre.centre import Centre
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.store import Store

TODAY = date(2026, 11, 21)


def test_what_was_played_with_is_there_the_next_time(tmp_path: Path) -> None:
    store = open_practice(tmp_path / "store", TODAY)
    resident = store.select(Resident, limit=1)[0]
    store.save(attrs.evolve(resident, note="练习时写的"))
    store.close()
    store = open_practice(tmp_path / "store", TODAY + timedelta(days=40))
    assert store.get(Resident, resident.id).note == "练习时写的"
    store.close()

    (tmp_path / "store" / "我的笔记.txt").write_text("留着", encoding="utf-8")
    store = reset_practice(tmp_path / "store", TODAY + timedelta(days=40))
    assert all(r.note != "练习时写的" for r in store.select(Resident))
    assert max(v.day for v in store.select(Visit) if v.day) > TODAY
    assert (tmp_path / "store" / "我的笔记.txt").read_text(encoding="utf-8") == "留着"
    assert sorted(p.name for p in tmp_path.iterdir() if "store" in p.name) == ["store"]
    store.close()


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


def test_cancelling_a_reset_keeps_the_old_one(tmp_path: Path) -> None:
    store = open_practice(tmp_path / "store", TODAY)
    resident = store.save(attrs.evolve(store.select(Resident, limit=1)[0], note="还在"))
    store.close()
    with pytest.raises(Cancelled):
        reset_practice(tmp_path / "store", TODAY, lambda done, _: done < 3)
    store = open_practice(tmp_path / "store", TODAY)
    assert store.get(Resident, resident.id).note == "还在"
    store.close()
