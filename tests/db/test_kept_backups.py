"""The backups beside the store: what counts is what is inside, whatever their names and the clock say."""

import os
import shutil
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import attrs
import pytest

from db.disk.held import HeldFile
from db.records.registry.place import Grid
from db.services import kept_backups as service
from db.services import thinning
from db.services.backup import SUFFIX, backup, restore
from db.services.kept_backups import clock_behind, kept_backups, last_backup, todays_backup
from db.services.log_anchors import NAME
from db.services.thinning import Keep
from db.store import BACKUPS, FILE, Store
from tests.conftest import CENTRE, CLERK, PASSPHRASE
from tests.db.windows import heard, window

TODAY = datetime.now().replace(hour=8, minute=30, second=0, microsecond=0) + timedelta(days=1)
"""The morning after the entries that the tests make."""
DEAD_BATTERY = datetime(2010, 1, 1, 0, 0, 12)
FUTURE = datetime(2030, 5, 5, 9, 0)


KEPT = 4


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer backups are kept than in earnest."""
    monkeypatch.setattr(thinning, "MANY", Keep("many", "", "", KEPT, -1, -1, -1, yearly=False))


def name(moment: datetime) -> str:
    return f"党群服务台备份-{moment:%Y%m%d-%H%M%S}{SUFFIX}"


def content(path: Path, folder: Path) -> list[str]:
    opened = restore(path, folder, PASSPHRASE)
    names = [grid.name for grid in opened.select(Grid)]
    opened.close()
    return names


def test_one_backup_a_day(store: Store) -> None:
    first = todays_backup(store, TODAY).path
    assert todays_backup(store, TODAY + timedelta(hours=5)).path == first
    end = store.last_entry()
    second = todays_backup(store, TODAY + timedelta(days=1)).path
    assert second != first
    newest = last_backup(store)
    assert newest is not None
    assert (newest.path, newest.made) == (second, TODAY + timedelta(days=1))
    assert newest.head == end
    restore(second, store.folder.parent / "new pc", PASSPHRASE).close()


def test_a_backup_that_lacks_much_is_not_the_one_of_today(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one of a new store is made before the rosters are imported."""
    monkeypatch.setattr(service, "MUCH", 3)
    now = datetime.now()
    first = todays_backup(store, now)
    for number in range(3):
        store.save(Grid(name=f"第{number}网格"))
    assert todays_backup(store, now).path == first.path
    store.save(Grid(name="第九网格"))
    end = store.last_entry()
    assert todays_backup(store, now).head == end != first.head


def test_the_log_says_of_each_that_it_was_made_and_where(store: Store) -> None:
    made = todays_backup(store, TODAY)
    last = store.last_entry().seq
    entry = store.log_entries([last])[last]
    assert (entry.action, entry.reason, entry.account) == ("backup", "每天自动备份", store.account)
    assert entry.change["file"] == [None, made.path.name]
    assert todays_backup(store, TODAY + timedelta(hours=1)).path == made.path
    assert store.last_entry().seq == last, "one that is there already is not made again"


def test_no_backup_yet(store: Store) -> None:
    assert last_backup(store) is None


@pytest.mark.parametrize("clock", [DEAD_BATTERY, FUTURE, TODAY])
def test_what_was_just_made_is_never_deleted(store: Store, tmp_path: Path, clock: datetime) -> None:
    """Thirty and more backups with later names are there, and this one is the newest by what it holds.

    资料怎样保护：哪份最新看里面的内容，不看文件名和时钟。
    """
    for number in range(KEPT + 3):
        store.save(Grid(name=f"{number}"))
        backup(
            store,
            (store.folder / BACKUPS / name(FUTURE + timedelta(days=number + 1))).resolve() if number else _first(store),
        )
    store.save(Grid(name="最后的"))
    made = todays_backup(store, clock).path
    assert made.exists()
    kept = kept_backups(store)
    assert kept[0].path == made
    assert len(kept) == KEPT
    assert [k.head.seq for k in kept] == sorted((k.head.seq for k in kept), reverse=True), (
        "the oldest by content are gone"
    )
    assert content(made, tmp_path / "new pc")[-1] == "最后的"


def _first(store: Store) -> Path:
    (store.folder / BACKUPS).mkdir()
    return store.folder / BACKUPS / name(FUTURE)


def test_a_clock_that_starts_at_the_same_second_every_day_overwrites_nothing(store: Store) -> None:
    made: list[Path] = []
    for number in range(3):
        store.save(Grid(name=f"{number}"))
        made.append(todays_backup(store, DEAD_BATTERY).path)
    assert len(set(made)) == 3
    assert [k.path for k in kept_backups(store)] == made[::-1]
    assert todays_backup(store, DEAD_BATTERY).path == made[-1], "nothing was saved since"


def test_a_clock_that_goes_back_from_2030(store: Store) -> None:
    late = todays_backup(store, FUTURE).path
    store.save(Grid(name="时钟校准以后"))
    made = todays_backup(store, TODAY).path
    newest = last_backup(store)
    assert newest is not None
    assert newest.path == made != late


def empty(path: Path, _store: Store) -> None:
    path.write_bytes(b"")


def foreign(path: Path, store: Store) -> None:
    """Another centre's store was backed up into the same folder."""
    other, _ = Store.create(
        store.folder.parent / "other", "别的口令二〇二六", attrs.evolve(CENTRE, name="水景社区"), CLERK
    )
    for number in range(20):
        other.save(Grid(name=f"别处{number}"))
    backup(other, path)
    other.close()


def cut(path: Path, store: Store) -> None:
    backup(store, path)
    path.write_bytes(path.read_bytes()[:-3000])


def flipped(path: Path, store: Store) -> None:
    backup(store, path)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def last_weeks(path: Path, store: Store) -> None:
    """An old backup that somebody copied under today's name."""
    backup(store, path)
    store.save(Grid(name="后来的"))


@pytest.mark.parametrize("lay", [empty, foreign, cut, flipped, last_weeks])
def test_a_file_with_todays_name_is_not_yet_todays_backup(
    store: Store, tmp_path: Path, lay: Callable[[Path, Store], None]
) -> None:
    """资料怎样保护：哪份最新看里面的内容，不看文件名和时钟。"""
    there = store.folder / BACKUPS / name(TODAY)
    there.parent.mkdir()
    lay(there, store)
    before = there.read_bytes()
    store.save(Grid(name="今天以前的"))
    made = todays_backup(store, TODAY).path
    assert made != there
    assert content(made, tmp_path / "new pc")[-1] == "今天以前的"
    newest = last_backup(store)
    assert newest is not None
    assert newest.path == made
    assert there.read_bytes() == before, "it may be all that somebody has"


def test_two_backups_of_one_day_with_different_content_both_stay(store: Store) -> None:
    first = todays_backup(store, TODAY).path
    store.save(Grid(name="上午"))
    second = todays_backup(store, TODAY + timedelta(days=1)).path
    later = store.folder / BACKUPS / name(TODAY + timedelta(hours=9))
    store.save(Grid(name="下午"))
    backup(store, later)
    assert [k.path for k in kept_backups(store)] == [later, second, first]


def test_a_clock_set_back_by_a_time_zone(store: Store) -> None:
    """Eight hours back: still the same day, but before the last entry; what was saved meanwhile is in a backup."""
    store.save(Grid(name="东八区"))
    back = datetime.fromisoformat(store.last_entry().at) - timedelta(hours=8)
    first = todays_backup(store, back).path
    assert todays_backup(store, back + timedelta(minutes=5)).path == first
    store.save(Grid(name="零时区"))
    assert todays_backup(store, back + timedelta(minutes=10)).path != first


def test_a_clock_before_the_last_entry_is_told(store: Store) -> None:
    store.save(Grid(name="一格"))
    last = datetime.fromisoformat(store.last_entry().at)
    assert "2010-01-01" in clock_behind(store, DEAD_BATTERY)
    assert clock_behind(store, last - timedelta(hours=8))
    assert clock_behind(store, last - timedelta(seconds=30)) == "", "the clock was set by the network"
    assert clock_behind(store, last) == ""
    assert clock_behind(store, FUTURE) == ""


def test_the_same_content_again_pushes_nothing_out(store: Store) -> None:
    """A month of days without work, after a day with some."""
    first = todays_backup(store, TODAY).path
    store.save(Grid(name="最后一件"))
    for day in range(1, KEPT + 3):
        shutil.copy(first, store.folder / BACKUPS / name(TODAY - timedelta(days=day)))
    made = todays_backup(store, TODAY + timedelta(days=1)).path
    kept = kept_backups(store)
    assert {made, first} <= {k.path for k in kept}
    assert len(kept) == KEPT


def test_the_clerks_own_files_stay(store: Store) -> None:
    folder = store.folder / BACKUPS
    own = [f"2025年底{SUFFIX}", f"党群服务台备份-给街道{SUFFIX}", f"党群服务台备份-20261399-000000{SUFFIX}"]
    folder.mkdir()
    for one in own:
        backup(store, folder / one)
    (folder / "before-upgrade-m001-20260101-080000-000000.db").write_bytes(b"kept")
    for day in range(KEPT + 2):
        store.save(Grid(name=f"{day}"))
        todays_backup(store, TODAY + timedelta(days=day))
    left = {p.name for p in folder.iterdir()} - {NAME}
    assert {*own, "before-upgrade-m001-20260101-080000-000000.db"} <= left
    assert len(left) == KEPT + 4


def test_todays_backup_was_opened(store: Store) -> None:
    """资料怎样保护：备份文件同样加密，写完再打开核验才算数。"""
    made = todays_backup(store, TODAY)
    raw = bytearray(made.path.read_bytes())
    raw[len(raw) // 2] ^= 1
    made.path.write_bytes(raw)
    again = todays_backup(store, TODAY + timedelta(hours=1))
    assert again.path != made.path, "the first one does not open any more"


def test_what_dead_programs_left_is_cleared_away_at_once_and_what_living_ones_do_is_not(
    store: Store, tmp_path: Path
) -> None:
    """Beside the store and on the stick alike: the next that writes there clears up."""
    stick = tmp_path / "stick"
    for place in (store.folder / BACKUPS, stick):
        place.mkdir(exist_ok=True)
        for kind in ("dead", "living", "unheld", "ancient"):
            (place / f".dq-{kind}").mkdir()
            (place / f".dq-{kind}" / FILE).write_bytes(b"half a copy")
        (place / ".dq-dead" / "held").write_bytes(b"")
        yesterday = time.time() - 90_000
        for left in (".dqa1b2c3", "keyring.json.new", ".名单.xlsx.part", ".dqfresh"):
            (place / left).write_bytes(b"half")
        left = (".dqa1b2c3", "keyring.json.new", ".名单.xlsx.part")
        for path in (place / ".dq-ancient" / FILE, place / ".dq-ancient", *(place / one for one in left)):
            os.utime(path, (yesterday, yesterday))
    held = [HeldFile(place / ".dq-living" / "held") for place in (store.folder / BACKUPS, stick)]
    assert all(one.take() for one in held)
    todays_backup(store, TODAY)
    backup(store, stick / f"备份{SUFFIX}")
    for place in (store.folder / BACKUPS, stick):
        assert {p.name for p in place.glob(".dq*")} == {".dq-living", ".dq-unheld", ".dqfresh"}
        assert not [p.name for p in place.iterdir() if p.suffix in (".new", ".part")]
    for one in held:
        one.let_go()


def test_a_backup_that_was_killed_leaves_nothing_for_long(store: Store, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with window("back_up_halfway", store.folder) as other:
        assert heard(other) == "halfway"
        assert list(stick.glob(".dq-*/centre.db"))
        backup(store, stick / f"一{SUFFIX}")
        assert list(stick.glob(".dq-*/centre.db")), "it is still at work"
        other.kill()
        other.wait()
    backup(store, stick / f"二{SUFFIX}")
    assert {p.name for p in stick.iterdir()} == {f"一{SUFFIX}", f"二{SUFFIX}", NAME}
