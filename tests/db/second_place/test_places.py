"""Where second backups may lie, and when a clerk is reminded of them."""

from datetime import datetime, timedelta
from pathlib import Path

import attrs
import pytest

from db.disk.choice import FolderRefused
from db.disk.volumes import Volume, same_volume
from db.errors import NotAllowed
from db.records.centre.account import Account, roles_of
from db.records.registry.place import Grid
from db.records.role import Role
from db.services.kept_backups import todays_backup
from db.services.second_place import places as service
from db.services.second_place.carry import carry
from db.services.second_place.places import MARK, OWN_NAME, is_there, places, places_set, set_place, weigh_place
from db.services.second_place.standing import Need, remind_after, set_remind_after, standing
from db.store import Store

GIGA = 1_000_000_000
STICK = Volume(removable=True, free=8 * GIGA)


def test_a_stick_with_other_things_gets_a_folder_of_its_own(store: Store, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "报表.xls").write_bytes(b"x")
    assert weigh_place(store, stick, {}, STICK).folder == stick / OWN_NAME
    set_place(store, 0, stick / OWN_NAME)
    assert weigh_place(store, stick / OWN_NAME, {}, STICK).folder == stick / OWN_NAME, "chosen again it is the same"
    (tmp_path / "empty").mkdir()
    assert weigh_place(store, tmp_path / "empty", {}, STICK).folder == tmp_path / "empty"
    assert {path.name for path in stick.iterdir()} == {"报表.xls", OWN_NAME}
    assert {path.name for path in (stick / OWN_NAME).iterdir()} == {MARK}


def test_what_takes_both_at_once_is_warned_of(store: Store, tmp_path: Path) -> None:
    assert same_volume(tmp_path, store.folder)
    (told,) = weigh_place(store, tmp_path / "beside", {}, STICK).warnings
    assert "同一个盘" in told


def test_a_synced_folder_is_warned_of_and_a_small_disk_too(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "same_volume", lambda _one, _other: False)
    assert weigh_place(store, tmp_path / "stick", {}, STICK).warnings == ()
    (told,) = weigh_place(store, tmp_path / "坚果云" / "备份", {}, STICK).warnings
    assert "由坚果云同步" in told
    monkeypatch.setattr(service, "size_of_one", lambda _store: 3 * GIGA)
    (told,) = weigh_place(store, tmp_path / "stick", {}, STICK).warnings
    assert "还剩 8,000 MB" in told


@pytest.mark.parametrize(
    ("volume", "said"),
    [(Volume(memory=True, free=8 * GIGA), "临时文件夹"), (Volume(removable=True, free=50_000_000), "只剩 50 MB")],
)
def test_what_is_no_place_is_refused(store: Store, tmp_path: Path, volume: Volume, said: str) -> None:
    with pytest.raises(FolderRefused, match=said):
        weigh_place(store, tmp_path / "stick", {}, volume)


def test_the_stores_own_folder_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FolderRefused, match="资料自己的文件夹"):
        weigh_place(store, store.folder / "backups" / "第二处", {}, STICK)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FolderRefused, match="是文件"):
        weigh_place(store, tmp_path / "file", {}, STICK)


def test_an_empty_mount_point_is_not_the_stick(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "mnt" / OWN_NAME
    place.parent.mkdir()
    assert not is_there(place, store.folder), "it lies on the disk of the store"
    monkeypatch.setattr(service, "same_volume", lambda _one, _other: False)
    assert not is_there(place, store.folder), "a disk that cannot be pulled out is none either"
    monkeypatch.setattr(service, "volume_of", lambda _place: STICK)
    assert is_there(place, store.folder), "another stick under the same name is taken into use"


def test_it_is_set_by_an_administrator_and_the_last_word_counts(store: Store, tmp_path: Path) -> None:
    set_place(store, 0, tmp_path / "one")
    set_place(store, 1, tmp_path / "two")
    set_place(store, 0, tmp_path / "three")
    assert places(store) == [tmp_path / "three", tmp_path / "two"]
    set_place(store, 0, None)
    assert places_set(store) == [None, tmp_path / "two"]
    account = store.get(Account, store.account)
    store.save(attrs.evolve(account, roles=roles_of([Role.CHIEF])))
    for refused in (lambda: set_place(store, 0, None), lambda: set_remind_after(store, 3)):
        with pytest.raises(NotAllowed, match="管理员"):
            refused()


def test_one_is_reminded_when_it_is_old_and_something_was_saved_since(store: Store, tmp_path: Path) -> None:
    now = datetime.now()
    assert standing(store, now).need is Need.NOTHING, "a store of today"
    assert standing(store, now + timedelta(days=7)).need is Need.UNSET
    assert "设置 → 备份" in standing(store, now + timedelta(days=7)).sentence()
    set_place(store, 0, place := tmp_path / "stick")
    assert standing(store, now).need is Need.OLD
    assert "还没有存过一份" in standing(store, now).sentence()
    todays_backup(store, now)
    carry(store, place, now)
    assert standing(store, now + timedelta(days=300)).need is Need.NOTHING, "nothing was saved since"
    store.save(Grid(name="后来的"))
    assert standing(store, now + timedelta(days=6)).need is Need.NOTHING
    old = standing(store, now + timedelta(days=8))
    assert (old.need, old.old) == (Need.OLD, 8)
    assert "已经 8 天没有更新" in old.sentence()
    assert str(place) in old.sentence()
    set_remind_after(store, 30)
    assert remind_after(store) == 30
    assert standing(store, now + timedelta(days=8)).need is Need.NOTHING


def test_a_clock_that_was_ahead_silences_nothing(store: Store, tmp_path: Path) -> None:
    now = datetime.now()
    set_place(store, 0, place := tmp_path / "stick")
    todays_backup(store, now)
    carry(store, place, now + timedelta(days=1500))
    store.save(Grid(name="时钟校准以后"))
    assert standing(store, now).need is Need.OLD
    carry(store, place, now)
    assert standing(store, now).need is Need.NOTHING
