"""The second place: whole or not there, whenever it is pulled, full or killed; and nobody reads there without a passphrase."""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.errors import AppError, Cancelled, FileUnwritable, StoreForeign
from db.records.registry.place import Grid
from db.services.backed_pieces import SHARED
from db.services.backup import SUFFIX, look_inside, restore
from db.services.evidence.add_evidence import add_evidence
from db.services.evidence.remove_evidence import remove_evidence
from db.services.kept import kept_in
from db.services.kept_backups import todays_backup
from db.services.second_place import carry as service
from db.services.second_place.carry import Carried, SecondPlaceAway, SecondPlaceFull, carry
from db.services.second_place.places import MARK, mark, set_place
from db.services.second_place.standing import Need, standing
from db.services.thinning import FEW, set_keep
from db.store import BACKUPS, Store, pieces
from tests.conftest import CENTRE, CLERK, PASSPHRASE
from tests.db.evidence.making import matter, photo, scan
from tests.db.killing import killed_at

TODAY = datetime.now().replace(hour=8, minute=30, second=0, microsecond=0) + timedelta(days=1)


@pytest.fixture
def stick(store: Store, tmp_path: Path) -> Path:
    place = tmp_path / "stick" / "党群服务台备份"
    set_place(store, 0, place)
    return place


def work(store: Store, day: int) -> None:
    """A day with something saved, and its backup."""
    store.save(Grid(name=f"第{day}天"))
    todays_backup(store, TODAY + timedelta(days=day))


def carried(store: Store, place: Path, day: int = 0) -> Carried:
    done = carry(store, place, TODAY + timedelta(days=day))
    assert done is not None
    return done


def names(path: Path, folder: Path) -> list[str]:
    opened = restore(path, folder, PASSPHRASE)
    found = [grid.name for grid in opened.select(Grid)]
    opened.close()
    return found


def whole(store: Store, place: Path) -> list[int]:
    """The ends of all backups there, each of which was opened and has its photos."""
    found = kept_in(store, place)
    assert len(found) == len(list(place.glob(f"*{SUFFIX}"))), "nothing there that says nothing"
    for one in found:
        inside = look_inside(store, one.path, every=True)
        assert (inside.faults, inside.lost) == ((), ())
    return [one.head.seq for one in found]


def test_the_daily_backup_lies_there_too_and_restores(store: Store, stick: Path, tmp_path: Path) -> None:
    record = matter(store)
    add_evidence(store, record, [photo(1), scan(2)])
    work(store, 0)
    done = carried(store, stick)
    assert (done.copied, done.gone, done.left) == (1, 0, 0)
    assert done.newest.path.parent == stick
    assert names(done.newest.path, tmp_path / "new pc") == ["第0天"]
    assert carried(store, stick).copied == 0, "it is there already"


def test_a_stick_that_was_away_catches_up(store: Store, stick: Path) -> None:
    work(store, 0)
    carried(store, stick)
    away = stick.parent.rename(stick.parent.with_name("in the drawer"))
    for day in range(1, 6):
        work(store, day)
        with pytest.raises(SecondPlaceAway, match="不在"):
            carry(store, stick, TODAY)
    assert not stick.exists(), "nothing is written into an empty mount point"
    away.rename(stick.parent)
    assert carried(store, stick, 5).copied == 5
    assert len(whole(store, stick)) == 6


def test_two_sticks_in_turn_each_have_all(store: Store, stick: Path, tmp_path: Path) -> None:
    """Under one name, as two sticks have one letter; the other one was in use before."""
    other = tmp_path / "other stick"
    mark(other / stick.name)
    for day in range(6):
        work(store, day)
        carried(store, stick, day)
        aside = tmp_path / "aside"
        stick.parent.rename(aside)
        other.rename(stick.parent)
        aside.rename(other)
    day_of_work = 2  # what was saved, and that it was backed up
    assert whole(store, stick)[0] + day_of_work >= whole(store, other / stick.name)[0]
    carried(store, stick)
    carried(store, other / stick.name)
    assert whole(store, stick) == whole(store, other / stick.name)


def test_nothing_there_can_be_read(store: Store, stick: Path) -> None:
    record = matter(store)
    add_evidence(store, record, [photo(1)])
    work(store, 0)
    carried(store, stick)
    words = [
        text.encode(code) for text in ("第0天", CENTRE.name, "充电桩", "photo 1") for code in ("utf-8", "utf-16-le")
    ]
    for path in (path for path in stick.rglob("*") if path.is_file()):
        raw = path.read_bytes()
        assert not [word for word in words if word in raw], path.name


@pytest.mark.parametrize("step", [*range(0, 60, 7), *range(60, 400, 23)])
def test_killed_at_any_moment_what_is_there_is_whole(store: Store, stick: Path, step: int) -> None:
    """And the next attempt goes on, and leaves nothing over.

    资料怎样保护：设了第二处（U盘、另一个盘、单位网上的文件夹），每天的备份也存到那里，拔掉、断电、盘满都不会留下半份，读回来打开过才算数。
    """
    add_evidence(store, matter(store), [photo(1), photo(2)])
    for day in range(3):
        work(store, day)
    store.close()

    def begin(count: Callable[[], None]) -> None:
        events = {"open", "os.rename", "os.mkdir", "os.remove", "os.chmod", "shutil.rmtree"}
        place = str(stick)
        sys.addaudithook(
            lambda event, given: (
                count() if event in events and str(given[0] if given else "").startswith(place) else None
            )
        )

    was_killed = killed_at(step, begin, lambda: carry(own := store.again(), stick, TODAY) and own.close())
    own = store.again()
    ends = whole(own, stick)
    assert ends == sorted(ends, reverse=True)
    done = carried(own, stick)
    assert len(whole(own, stick)) == 3
    assert was_killed or done.copied == 0
    left = [*stick.glob(".dq*/*"), *stick.glob("*/.dq*/*")]
    assert not left, "a room that was just made, if anything"
    own.close()


def test_a_stick_that_is_pulled_out_in_the_middle(store: Store, stick: Path, tmp_path: Path) -> None:
    work(store, 0)
    carried(store, stick)
    work(store, 1)
    drawer = tmp_path / "drawer"

    def pull(_done: int, _total: int) -> bool:
        if stick.parent.exists():
            stick.parent.rename(drawer)
        return True

    with pytest.raises(SecondPlaceAway):
        carry(store, stick, TODAY, pull)
    assert not stick.exists()
    drawer.rename(stick.parent)
    assert len(whole(store, stick)) == 1
    assert carried(store, stick).copied == 1


def test_cancelled_in_the_middle(store: Store, stick: Path) -> None:
    work(store, 0)
    with pytest.raises(Cancelled):
        carry(store, stick, TODAY, lambda _done, _total: False)
    assert {path.name for path in stick.iterdir()} == {MARK}


def test_a_stick_that_takes_nothing(store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work(store, 0)
    made = os.open

    def refused(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if str(path).startswith(str(stick)) and flags & os.O_CREAT:
            raise OSError(errno.EROFS, "read-only")
        return made(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(FileUnwritable, match="写不到第二处"):
        carry(store, stick, TODAY)
    assert standing(store, TODAY).day is None, "it does not count"


def test_a_full_stick_keeps_what_it_has(store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work(store, 0)
    carried(store, stick)
    work(store, 1)
    room = service.volume_of(stick)
    monkeypatch.setattr(service, "volume_of", lambda _place: room._replace(free=1_000))
    with pytest.raises(SecondPlaceFull, match="只剩 0 MB"):
        carry(store, stick, TODAY)
    assert len(whole(store, stick)) == 1


def test_old_ones_that_find_no_room_are_counted_and_the_newest_counts(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(3):
        work(store, day)
    room = service.volume_of(stick)
    size = store.folder.joinpath(BACKUPS).glob(f"*{SUFFIX}").__next__().stat().st_size
    begun = (1 << 20) * 64

    def left(_place: Path) -> Any:
        return room._replace(free=begun if not list(stick.glob(f"*{SUFFIX}")) else size)

    monkeypatch.setattr(service, "volume_of", left)
    done = carried(store, stick)
    assert (done.copied, done.left) == (1, 2)
    assert whole(store, stick) == [kept_in(store, store.folder / BACKUPS)[0].head.seq]


def test_what_the_disk_gives_back_otherwise_does_not_count(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(store, 0)

    def rot(path: Path) -> None:
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 1
        path.write_bytes(raw)

    monkeypatch.setattr(service, "_drop_from_memory", rot)
    with pytest.raises(StoreForeign, match="读不回来"):
        carry(store, stick, TODAY)
    assert not list(stick.glob(f"*{SUFFIX}"))


def test_backups_from_before_the_store_was_sealed_anew_are_carried_and_blame_no_stick(
    store: Store, stick: Path, tmp_path: Path
) -> None:
    """Nothing of today opens them; whoever restores one types the passphrase of then."""
    work(store, 0)
    work(store, 1)
    store.reseal()
    assert carried(store, stick, 1).copied == 2, "even when nothing newer lies beside the store yet"
    assert carried(store, stick, 1).copied == 0
    work(store, 2)
    done = carried(store, stick, 2)
    assert (done.copied, len(kept_in(store, stick))) == (1, 3)
    oldest = kept_in(store, stick)[-1].path
    assert names(oldest, tmp_path / "then") == ["第0天"]


def test_one_of_before_that_the_disk_gives_back_otherwise_does_not_count(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(store, 0)
    store.reseal()

    def rot(path: Path) -> None:
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 1
        path.write_bytes(raw)

    monkeypatch.setattr(service, "_drop_from_memory", rot)
    with pytest.raises(StoreForeign, match="读不回来"):
        carry(store, stick, TODAY)
    assert not list(stick.glob(f"*{SUFFIX}"))


def test_a_newest_that_rots_there_is_copied_again(store: Store, stick: Path) -> None:
    work(store, 0)
    path = carried(store, stick).newest.path
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    assert carried(store, stick).copied == 1
    assert len(whole(store, stick)) == 1


def test_a_name_that_something_else_has_is_left_alone(store: Store, stick: Path) -> None:
    work(store, 0)
    name = kept_in(store, store.folder / BACKUPS)[0].path.name
    (stick / name).write_bytes(b"somebody else's")
    assert carried(store, stick).newest.path.name == name.replace(SUFFIX, f"-2{SUFFIX}")
    assert (stick / name).read_bytes() == b"somebody else's"


def test_a_clock_set_back_changes_nothing_of_the_order(store: Store, stick: Path) -> None:
    work(store, 0)
    carried(store, stick)
    store.save(Grid(name="时钟倒回以后"))
    made = todays_backup(store, datetime(2010, 1, 1, 0, 0, 12))
    done = carry(store, stick, datetime(2010, 1, 1, 0, 0, 12))
    assert done is not None
    assert done.newest.path.name == made.path.name


def test_thinned_out_and_photos_go_when_nobody_needs_them(store: Store, stick: Path) -> None:
    set_keep(store, FEW)
    exhibits = add_evidence(store, matter(store), [photo(1), photo(2)]).exhibits
    for day in range(3):
        work(store, day)
    carried(store, stick)
    remove_evidence(store, exhibits[:1])
    for day in range(3, 300, 45):
        work(store, day)
        carried(store, stick, day)
    assert pieces.names_in(stick / SHARED) == {exhibits[0].piece, exhibits[1].piece}, "too young to go"
    for path in (stick / SHARED).rglob("*"):
        os.utime(path, (0, 0)) if path.is_file() else None
    store.save(Grid(name="最后"))
    work(store, 301)
    done = carried(store, stick, 301)
    assert pieces.names_in(stick / SHARED) == {exhibits[1].piece}
    assert whole(store, stick)[0] == done.newest.head.seq
    assert len(whole(store, stick)) < 12


def test_another_centres_backups_in_the_same_folder_stay(store: Store, stick: Path, tmp_path: Path) -> None:
    strange = stick / f"党群服务台备份-20200101-080000{SUFFIX}"
    other, _ = Store.create(tmp_path / "other", "别的口令二〇二六-甲", CENTRE, CLERK)
    todays_backup(other, TODAY)
    shutil.copy(next((other.folder / BACKUPS).glob(f"*{SUFFIX}")), strange)
    other.close()
    set_keep(store, FEW)
    for day in range(0, 300, 60):
        work(store, day)
    carried(store, stick, 300)
    assert strange.exists()


def test_nothing_to_carry_yet(store: Store, stick: Path) -> None:
    assert carry(store, stick, TODAY) is None
    assert standing(store, TODAY).need is Need.OLD


def test_errors_are_the_clerks_to_act_on(tmp_path: Path) -> None:
    errors: list[AppError] = [SecondPlaceAway(tmp_path), SecondPlaceFull(tmp_path, 5_000_000, 1_000_000)]
    assert all(error.remedy for error in errors)
