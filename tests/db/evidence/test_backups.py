"""Photos in backups: a file that a clerk makes holds them all, the daily ones share them, and restoring brings them."""

import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.disk.parts import EVIDENCE, PARTS
from db.disk.switch import Intent
from db.errors import Cancelled
from db.records.exhibit import Exhibit
from db.records.matters.matter import Matter
from db.records.registry.place import Grid
from db.services import thinning
from db.services.backed_pieces import LIST, SHARED
from db.services.backup import SUFFIX, backup, look_inside, restore
from db.services.check_store import check_store
from db.services.evidence.add_evidence import add_evidence
from db.services.evidence.look_after import FEW, look_after_evidence
from db.services.evidence.remove_evidence import remove_evidence
from db.services.kept_backups import todays_backup
from db.services.thinning import Keep
from db.store import BACKUPS, Store, pieces
from tests.conftest import PASSPHRASE
from tests.db.evidence.making import files_of, flip, matter, photo, scan

NOW = datetime.now().replace(hour=8, minute=30) + timedelta(days=1)
MANY = 2000


@pytest.fixture
def record(store: Store) -> Matter:
    return matter(store, number="SQ-2026-0007")


@pytest.fixture
def shown(store: Store, record: Matter) -> tuple[Exhibit, ...]:
    """The three photos of the one matter."""
    return add_evidence(store, record, [photo(1), scan(2), photo(3)]).exhibits


def shared_in(folder: Path) -> dict[str, Path]:
    place = folder / BACKUPS / SHARED
    return {name: pieces.path_of(place, name) for name in pieces.names_in(place)}


def look_after(store: Store, days: int = 0) -> int:
    looked = look_after_evidence(store, (NOW + timedelta(days=days)).date())
    assert looked.lost == ()
    return looked.mended


def old(path: Path) -> None:
    """Nobody has touched it for two days."""
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 2 * 86_400))


# one file


def test_two_thousand_there_and_back(store: Store, record: Matter, tmp_path: Path) -> None:
    """Backed up, restored elsewhere, moved with the folder; one that is flipped is found among all."""
    added = add_evidence(store, record, [photo(n) for n in range(MANY)]).exhibits
    file = tmp_path / f"备份{SUFFIX}"
    assert backup(store, file) == ()
    restored = restore(file, tmp_path / "new pc", PASSPHRASE)
    assert restored.told == ()
    assert restored.verify() == []
    assert len(files_of(restored)) == MANY
    restored.close()
    moved = (tmp_path / "new pc").rename(tmp_path / "D盘")
    opened = Store.open(moved, PASSPHRASE)
    assert opened.verify() == []
    assert opened.evidence.read(added[1234].piece) == photo(1234).content
    flip(files_of(opened)[added[1234].piece])
    assert opened.verify() == ["诉求“SQ-2026-0007 3号楼充电桩断电”的照片或扫描件“IMG_1234.jpg”的文件已损坏"]
    opened.close()


@pytest.mark.usefixtures("shown")
def test_a_file_needs_no_other(store: Store, tmp_path: Path) -> None:
    file = tmp_path / f"备份{SUFFIX}"
    backup(store, file)
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    assert names == [*PARTS, *(f"{EVIDENCE}/{name[:2]}/{name}" for name in sorted(files_of(store)))]
    assert look_inside(store, file, every=True).lost == ()
    shutil.rmtree(store.folder)
    restored = restore(file, tmp_path / "new pc", PASSPHRASE)
    assert restored.verify() == []
    restored.close()


@pytest.mark.usefixtures("shown")
def test_it_is_cancelled_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        backup(store, tmp_path / f"备份{SUFFIX}", tick=lambda done, _total: done < 2)
    assert {path.name for path in tmp_path.iterdir()} == {"home", "store"}


def test_a_backup_without_photos_is_as_it_was(store: Store, tmp_path: Path) -> None:
    for shared in (None, tmp_path / SHARED):
        file = tmp_path / f"备份{SUFFIX}"
        backup(store, file, shared=shared)
        with zipfile.ZipFile(file) as archive:
            assert archive.namelist() == list(PARTS)
    assert not (tmp_path / SHARED).exists()


def test_restoring_an_older_one_takes_the_photos_of_now_aside(store: Store, record: Matter, tmp_path: Path) -> None:
    """Nothing of the store that was there is lost, and nothing of it is mixed into the other one."""
    bare = tmp_path / f"以前的{SUFFIX}"
    backup(store, bare)
    (one,) = add_evidence(store, record, [photo(1)]).exhibits
    store.close()
    restored = restore(bare, store.folder, PASSPHRASE)
    assert files_of(restored) == {}
    assert not (restored.folder / EVIDENCE).exists()
    assert restored.verify() == []
    restored.close()
    (aside,) = (store.folder / BACKUPS).glob("before-restore-*")
    kept = Store.open(aside, PASSPHRASE)
    assert kept.evidence.read(one.piece) == photo(1).content
    assert kept.verify() == []
    kept.close()


@pytest.mark.parametrize("stop", range(8))
def test_broken_off_it_is_finished_with_the_photos(
    store: Store, shown: tuple[Exhibit, ...], tmp_path: Path, stop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However far the exchange of the files came: the photos go with the database that names them."""
    from db.disk import switch

    file = tmp_path / f"备份{SUFFIX}"
    backup(store, file)
    remove_evidence(store, shown[:1])
    store.close()
    moves = 0
    real: Callable[[Path, Path], None] = switch.put_in_place

    def broken_off(source: Path, target: Path) -> None:
        nonlocal moves
        if moves == stop:
            raise KeyboardInterrupt
        moves += 1
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(switch, "put_in_place", broken_off)
        with pytest.raises(KeyboardInterrupt):
            restore(file, store.folder, PASSPHRASE)
    opened = Store.open(store.folder, PASSPHRASE)
    assert opened.verify() == []
    assert opened.count(Exhibit) == (3 if opened.told else 2)
    opened.close()


def test_an_intent_may_name_the_folder_of_photos() -> None:
    assert Intent("r", "a", (EVIDENCE,), (EVIDENCE,), "s").new == (EVIDENCE,)


# a lost piece


def test_a_backup_is_made_without_what_is_lost_and_says_so(
    store: Store, shown: tuple[Exhibit, ...], tmp_path: Path
) -> None:
    flip(files_of(store)[shown[1].piece])
    file = tmp_path / f"备份{SUFFIX}"
    assert backup(store, file) == (shown[1].piece,)
    assert look_inside(store, file, every=True).lost == (shown[1].piece,)
    assert look_inside(store, file, every=False).lost == (shown[1].piece,)
    restored = restore(file, tmp_path / "new pc", PASSPHRASE)
    told = "诉求“SQ-2026-0007 3号楼充电桩断电”的照片或扫描件“协议2.pdf”的文件不见了"
    assert restored.told == (told,), "one photo that is lost keeps nobody from all the rest"
    restored.close()


def test_a_piece_that_is_damaged_in_the_backup_comes_from_the_store_that_is_there(
    store: Store, shown: tuple[Exhibit, ...], tmp_path: Path
) -> None:
    file = tmp_path / f"备份{SUFFIX}"
    backup(store, file)
    raw = bytearray(file.read_bytes())
    at = raw.index(files_of(store)[shown[0].piece].read_bytes())
    raw[at + 40] ^= 1
    file.write_bytes(raw)
    assert look_inside(store, file, every=True).lost == (shown[0].piece,)
    store.close()
    restored = restore(file, store.folder, PASSPHRASE)
    assert restored.told == ()
    assert restored.verify() == []
    restored.close()


# the daily ones


def test_each_piece_lies_once_for_all_daily_backups(store: Store, record: Matter, shown: tuple[Exhibit, ...]) -> None:
    sizes: list[int] = []
    for day in range(3):
        made = todays_backup(store, NOW + timedelta(days=day)).path
        look_after(store, day)
        sizes.append(made.stat().st_size)
        with zipfile.ZipFile(made) as archive:
            assert archive.namelist() == [*PARTS, LIST]
            assert archive.read(LIST).decode().split() == sorted(one.piece for one in shown)
        assert shared_in(store.folder).keys() == {one.piece for one in shown}
        assert look_inside(store, made, every=True).lost == ()
    add_evidence(store, record, [photo(9)])
    todays_backup(store, NOW + timedelta(days=5))
    assert len(shared_in(store.folder)) == 4
    assert max(sizes) - min(sizes) < 20_000


@pytest.mark.usefixtures("record", "shown")
def test_a_daily_one_is_restored_with_its_photos(store: Store, tmp_path: Path) -> None:
    made = todays_backup(store, NOW).path
    shutil.rmtree(store.folder / EVIDENCE)
    restored = restore(made, tmp_path / "new pc", PASSPHRASE)
    assert restored.told == ()
    assert restored.verify() == []
    restored.close()


def test_a_daily_one_that_was_carried_off_alone_says_what_it_lacks(
    store: Store, shown: tuple[Exhibit, ...], tmp_path: Path
) -> None:
    alone = Path(shutil.copy(todays_backup(store, NOW).path, tmp_path / f"U盘{SUFFIX}"))
    restored = restore(alone, tmp_path / "new pc", PASSPHRASE)
    assert len(restored.told) == len(shown)
    assert restored.select(Matter)[0].subject == "3号楼充电桩断电"
    restored.close()
    store.close()
    back = restore(alone, store.folder, PASSPHRASE)
    assert back.told == (), "on the computer from which it came it finds them"
    back.close()


def test_the_two_places_make_up_for_each_other(store: Store, shown: tuple[Exhibit, ...]) -> None:
    todays_backup(store, NOW)
    gone, hurt, lacking = (one.piece for one in shown)
    files_of(store)[gone].unlink()
    flip(files_of(store)[hurt])
    shared_in(store.folder)[lacking].unlink()
    assert look_after(store) == 2
    assert store.verify() == []
    flip(shared_in(store.folder)[lacking])
    assert look_after(store, 1) == 0
    held = store.evidence.holdings()
    assert all(held.opens(name, path.read_bytes()) for name, path in shared_in(store.folder).items())
    assert shared_in(store.folder).keys() == {gone, hurt, lacking}


def test_what_is_nowhere_whole_is_told(store: Store, shown: tuple[Exhibit, ...]) -> None:
    todays_backup(store, NOW)
    files_of(store)[shown[0].piece].unlink()
    flip(shared_in(store.folder)[shown[0].piece])
    looked = look_after_evidence(store, NOW.date())
    assert looked.lost == ("诉求“SQ-2026-0007 3号楼充电桩断电”的照片或扫描件“IMG_0001.jpg”的文件不见了",)
    report = check_store(store, NOW, lambda _done, _total: True)
    assert [fault.text for fault in report.faults] == list(looked.lost)
    assert "每日备份里有的，下次打开程序时自动补回" in report.faults[0].remedy
    assert [(one.faults, one.lost) for one in report.backups] == [((), 1)]
    todays_backup(store, NOW + timedelta(days=1))  # it is made all the same


def test_a_few_are_opened_each_day_until_all_have_had_their_turn(store: Store, record: Matter) -> None:
    count = 3 * FEW - 7
    added = add_evidence(store, record, [photo(n) for n in range(count)]).exhibits
    todays_backup(store, NOW)
    for path in shared_in(store.folder).values():
        flip(path)
    held = store.evidence.holdings()

    def hurt() -> int:
        return sum(not held.opens(name, path.read_bytes()) for name, path in shared_in(store.folder).items())

    seen = [hurt()]
    for day in range(count):
        look_after(store, day)
        seen.append(hurt())
        if not seen[-1]:
            break
    assert seen[0] == len(added)
    assert seen[0] - seen[1] == FEW, "few, so that no morning is long"
    assert seen[-1] == 0


def test_what_no_backup_lists_any_more_goes(
    store: Store, shown: tuple[Exhibit, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thinning, "MANY", Keep("many", "", "", 2, -1, -1, -1, yearly=False))
    todays_backup(store, NOW)
    remove_evidence(store, shown[:1])
    for path in shared_in(store.folder).values():
        old(path)
    for day in (1, 2):
        assert shared_in(store.folder).keys() == {one.piece for one in shown}
        store.save(Grid(name=f"第{day}网格"))
        todays_backup(store, NOW + timedelta(days=day))
        look_after(store, day)
    assert shared_in(store.folder).keys() == {one.piece for one in shown[1:]}


def test_what_is_young_or_what_a_damaged_backup_may_list_stays(store: Store, shown: tuple[Exhibit, ...]) -> None:
    made = todays_backup(store, NOW).path
    remove_evidence(store, shown)
    made.unlink()
    look_after(store)
    assert len(shared_in(store.folder)) == 3, "another window is making its backup of just these"
    for path in shared_in(store.folder).values():
        old(path)
    (store.folder / BACKUPS / f"坏了{SUFFIX}").write_bytes(b"PK")
    look_after(store)
    assert len(shared_in(store.folder)) == 3
    (store.folder / BACKUPS / f"坏了{SUFFIX}").unlink()
    look_after(store)
    assert shared_in(store.folder) == {}
