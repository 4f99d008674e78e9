"""再彻底删除: a backup of before a purge says what it brings back, and that goes once more by the decision of then."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.records.base import changed
from db.records.registry.resident import Resident
from db.services.backup import backup, restore
from db.services.duties.purge import look_before_purge, purge
from db.services.duties.purge_again import brought_back, purge_again
from db.services.look_before import look_before
from db.store import Store, purge_check
from tests.db.duties.test_purge import NAME, decided, meddle, somebody, traces


@pytest.fixture
def back(store: Store, tmp_path: Path) -> Iterator[Store]:
    """A store that was restored from a backup of before somebody went for good."""
    resident, appraisal = somebody(store), decided(store)
    backup(store, file := tmp_path / "以前.dqbak")
    purge(store, appraisal, [resident])
    key = store._key
    store.close()

    def opening(folder: Path, _secret: str) -> Store:
        return Store._with_key(folder, key)

    told = look_before(file, store.folder, "", opening).sentences()
    assert "已经彻底删除的居民 1 条，恢复以后又会回来" in told[-1]
    with closing(restore(file, store.folder, "", opening)) as opened:
        yield opened


def test_it_says_what_came_back_and_that_goes_once_more(back: Store) -> None:
    """销毁：恢复了以前的备份，会说明带回了哪些，可以再彻底删除一次。"""
    assert any("又回来了" in one for one in back.told)
    found = brought_back(back)
    assert found is not None
    assert [one.TABLE for one in found.records] == [Resident.TABLE]
    done = purge_again(back, found)
    assert dict(done.counts) == {"居民": 1}
    assert traces(back) == []
    assert back.inner_faults() == []
    assert brought_back(back) is None


def test_once_more_is_only_for_what_had_gone(back: Store) -> None:
    other = back.save(Resident(name="张三"))
    found = brought_back(back)
    assert found is not None
    with back.writing("彻底删除") as w:
        w.note("purge", Resident.TABLE, other.id, {"restored": [None, found.restoring]})
    assert any("没有两个人批准" in one for one in purge_check.faults(back._connection, back.kinds))
    with back.writing("彻底删除") as w:
        w.note("purge", Resident.TABLE, other.id, {"restored": [None, 1], "left": [None, ""]})
    assert len(list(purge_check.faults(back._connection, back.kinds))) == 2, "the first entry restored nothing"
    meddle(back, "UPDATE audit SET action = 'other' WHERE action = 'restore'")
    assert brought_back(back) is None


def test_names_alone_go_once_more_where_that_is_said(store: Store, tmp_path: Path) -> None:
    resident, appraisal = somebody(store), decided(store)
    other = store.save(Resident(name="张三", note=f"{NAME}的邻居"))
    store.save(changed(other, note=""))
    backup(store, file := tmp_path / "以前.dqbak")
    purge(store, appraisal, [resident], named=True)
    assert traces(store) == []
    key = store._key
    store.close()
    with closing(restore(file, store.folder, "", lambda folder, _secret: Store._with_key(folder, key))) as opened:
        found = brought_back(opened)
        assert found is not None
        assert look_before_purge(opened, found.records).by_name()
        done = purge_again(opened, found, named=True)
        assert done.others == 2
        assert traces(opened) == []
        assert opened.inner_faults() == []
