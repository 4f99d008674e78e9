"""Pieces: sealed, named after what they hold, found when they are lost, and gone when nothing has named them for long."""

import os
import shutil
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.disk.parts import EVIDENCE
from db.errors import FileUnwritable, PieceLost
from db.records.exhibit import Exhibit
from db.records.registry.place import Grid
from db.services.backup import SUFFIX, backup, restore
from db.services.evidence.add_evidence import add_evidence
from db.services.evidence.remove_evidence import bring_back_evidence, remove_evidence
from db.store import Store, pieces
from db.store.pieces import PieceKey
from db.store.vault import KEPT_DAYS, SWEPT
from tests.conftest import PASSPHRASE
from tests.db.evidence.making import files_of, flip, matter, photo, scan
from tests.rings import change_ring, recode_ring

TODAY = date(2026, 3, 2)
OVER = TODAY + timedelta(days=KEPT_DAYS)
CONTENT = b"a photo of a charging post" * 50


def test_a_store_without_any_has_no_folder(store: Store) -> None:
    assert not (store.folder / EVIDENCE).exists()
    assert store.evidence.sweep(TODAY) == 0
    assert not (store.folder / EVIDENCE).exists()
    assert store.verify() == []


def test_a_piece_is_read_back_and_says_nothing_to_others(store: Store) -> None:
    """资料怎样保护：照片和扫描件各是一个加密文件（AES-256-GCM，evidence 文件夹）。"""
    name = store.evidence.put(CONTENT)
    assert store.evidence.read(name) == CONTENT
    ((found, path),) = files_of(store).items()
    assert (found, path) == (name, store.folder / EVIDENCE / name[:2] / name)
    raw = path.read_bytes()
    assert raw.startswith(b"DQE1\x00\x00\x00\x01")
    assert len(raw) == len(CONTENT) + pieces.OVERHEAD
    assert CONTENT[:12] not in raw
    if os.name == "posix":
        assert [stat.S_IMODE(p.stat().st_mode) for p in (path, path.parent, path.parents[1])] == [0o600, 0o700, 0o700]


def test_the_same_content_is_one_piece(store: Store) -> None:
    assert store.evidence.put(CONTENT) == store.evidence.put(CONTENT)
    assert len(files_of(store)) == 1


def test_a_name_is_no_hash_that_anybody_can_reckon() -> None:
    """Whoever has a photo cannot ask whether the centre has it: names are made with a key that lies in the database."""
    one, other = PieceKey(1, b"k" * 32), PieceKey(1, b"l" * 32)
    assert one.name_of(CONTENT) != other.name_of(CONTENT)
    assert one.sealed(one.name_of(CONTENT), CONTENT) == one.sealed(one.name_of(CONTENT), CONTENT)


def test_a_piece_under_the_name_of_another_one_does_not_open(store: Store) -> None:
    names = [store.evidence.put(CONTENT), store.evidence.put(CONTENT[1:])]
    one, other = (pieces.path_of(store.evidence.folder, name) for name in names)
    shutil.copyfile(one, other)
    with pytest.raises(PieceLost, match="已损坏"):
        store.evidence.read(names[1])


@pytest.mark.parametrize("at", [0, 4, 7, 8, 300, -1])
def test_every_byte_counts(store: Store, at: int) -> None:
    name = store.evidence.put(CONTENT)
    flip(files_of(store)[name], at)
    with pytest.raises(PieceLost, match="已损坏"):
        store.evidence.read(name)
    assert store.evidence.put(CONTENT) == name, "whoever has the photo still puts it right"
    assert store.evidence.read(name) == CONTENT


@pytest.mark.parametrize("length", [0, 7, 8, 20])
def test_a_piece_that_was_cut_off(store: Store, length: int) -> None:
    name = store.evidence.put(CONTENT)
    path = files_of(store)[name]
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(PieceLost, match="已损坏"):
        store.evidence.read(name)


def test_after_each_change_of_the_key_ring_there_is_a_new_key(store: Store) -> None:
    """What was sealed before stays as it is and is read on; what comes then bears the number of the new key."""
    first = store.evidence.put(CONTENT)
    change_ring(store, PASSPHRASE, "换了一个口令-2026")
    second = store.evidence.put(CONTENT[1:])
    code = recode_ring(store)
    third = store.evidence.put(CONTENT[2:])
    heads = [files_of(store)[name].read_bytes()[4:8] for name in (first, second, third)]
    assert heads == [n.to_bytes(4, "big") for n in (1, 2, 3)]
    store.close()
    for secret in ("换了一个口令-2026", code):
        opened = Store.open(store.folder, secret)
        assert [opened.evidence.read(name) for name in (first, second, third)] == [CONTENT[n:] for n in range(3)]
        opened.close()


def test_two_windows_make_one_key(store: Store) -> None:
    other = store.again()
    assert other.evidence.put(CONTENT) == store.evidence.put(CONTENT)
    rows = store._connection.execute("SELECT count(*) FROM evidence_key").fetchone()
    other.close()
    assert rows == (1,)


def test_a_lost_piece_is_named_with_its_record(store: Store) -> None:
    record = matter(store, number="SQ-2026-0007")
    one, other = add_evidence(store, record, [photo(1), scan(2)]).exhibits
    assert store.verify() == []
    flip(files_of(store)[one.piece])
    files_of(store)[other.piece].unlink()
    told = sorted(store.verify())
    assert told == [
        "诉求“SQ-2026-0007 3号楼充电桩断电”的照片或扫描件“IMG_0001.jpg”的文件已损坏",
        "诉求“SQ-2026-0007 3号楼充电桩断电”的照片或扫描件“协议2.pdf”的文件不见了",
    ]


def test_many_lost_pieces_are_counted(store: Store) -> None:
    record = matter(store)
    add_evidence(store, record, [photo(n) for n in range(60)])
    shutil.rmtree(store.evidence.folder)
    told = store.verify()
    assert len(told) == 51
    assert told[-1] == "另外还有 10 张照片或扫描件的文件缺失或损坏"


def test_what_nothing_names_goes_after_a_month(store: Store) -> None:
    record = matter(store)
    kept, gone = add_evidence(store, record, [photo(1), photo(2)]).exhibits
    assert store.evidence.sweep(TODAY) == 0
    remove_evidence(store, [gone])
    assert store.evidence.sweep(TODAY) == 0
    assert store.evidence.sweep(OVER - timedelta(days=1)) == 0
    assert files_of(store).keys() == {kept.piece, gone.piece}
    assert store.evidence.sweep(OVER) == 1
    assert files_of(store).keys() == {kept.piece}
    (deed,) = store.deeds("centre", [SWEPT])
    assert deed.change["count"] == [None, 1]
    with pytest.raises(PieceLost, match="不见了"):
        bring_back_evidence(store, [gone])
    assert store.select(Exhibit) == [kept]


def test_what_came_back_meanwhile_stays(store: Store) -> None:
    record = matter(store)
    (one,) = add_evidence(store, record, [photo()]).exhibits
    remove_evidence(store, [one])
    store.evidence.sweep(TODAY)
    bring_back_evidence(store, [one])
    assert store.evidence.sweep(OVER) == 0
    remove_evidence(store, [store.get(Exhibit, one.id)])
    assert store.evidence.sweep(OVER) == 0, "the month begins anew"
    assert store.evidence.sweep(OVER + timedelta(days=KEPT_DAYS)) == 1


def test_a_clock_that_ran_ahead_keeps_nothing_for_years(store: Store) -> None:
    store.evidence.put(CONTENT)
    store.evidence.sweep(date(2035, 1, 1))
    assert store.evidence.sweep(TODAY) == 0
    assert store.evidence.sweep(OVER) == 1


def test_what_another_one_names_stays(store: Store) -> None:
    """Deleting a record takes its photos, and of the files only those that nobody else shows."""
    one, other = matter(store, stage="1"), matter(store, stage="1")
    add_evidence(store, one, [photo(1), photo(2)])
    (shared,) = add_evidence(store, other, [photo(1)]).exhibits
    with store.writing() as w:
        w.delete(one)
    assert store.select(Exhibit) == [shared]
    store.evidence.sweep(TODAY)
    store.evidence.sweep(OVER)
    assert files_of(store).keys() == {shared.piece}
    assert store.verify() == []


@pytest.mark.skipif(os.name != "posix", reason="Windows lets only administrators make such links")
def test_its_folder_may_lie_on_another_disk(store: Store, tmp_path: Path) -> None:
    """Somebody made room and left a link in its place: all goes on as before, also a backup and the month after which things go."""
    other = tmp_path / "D盘"
    other.mkdir()
    (store.folder / EVIDENCE).symlink_to(other)
    record = matter(store)
    one, gone = add_evidence(store, record, [photo(1), photo(2)]).exhibits
    assert sum(1 for path in other.rglob("*") if path.is_file()) == 2
    file = tmp_path / f"备份{SUFFIX}"
    assert backup(store, file) == ()
    remove_evidence(store, [gone])
    store.evidence.sweep(TODAY)
    assert store.evidence.sweep(OVER) == 1
    assert files_of(store).keys() == {one.piece}
    store.close()
    restored = restore(file, store.folder, PASSPHRASE)
    assert (restored.verify(), len(files_of(restored))) == ([], 2)
    assert sum(1 for path in other.rglob("*") if path.is_file()) == 1, "what was there before was not touched"
    restored.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows lets only administrators make such links")
@pytest.mark.parametrize("dangling", [True, False])
def test_where_its_folder_cannot_be_nothing_is_added_and_it_is_said(store: Store, dangling: bool) -> None:
    record = matter(store)
    if dangling:
        (store.folder / EVIDENCE).symlink_to(store.folder / "不在")
    else:
        (store.folder / EVIDENCE).write_text("", encoding="utf-8")
    with pytest.raises(FileUnwritable, match="照片写不到这个位置"):
        add_evidence(store, record, [photo(1)])
    assert store.select(Exhibit) == []
    assert store.verify() == []
    assert store.evidence.sweep(TODAY) == 0


def test_it_leaves_alone_what_is_not_its_own(store: Store) -> None:
    name = store.evidence.put(CONTENT)
    own = [store.evidence.folder / "说明.txt", files_of(store)[name].with_name("拷贝.jpg")]
    for path in own:
        path.write_text("", encoding="utf-8")
    store.evidence.sweep(TODAY)
    store.evidence.sweep(OVER)
    assert all(path.exists() for path in own)
    assert files_of(store) == {}


def test_what_is_in_another_transaction_is_not_sealed_by_a_key_that_goes_with_it(store: Store) -> None:
    """The first photo of a centre is put inside a transaction that breaks off: its key is gone, and the file is written anew."""
    names: list[str] = []

    def break_off() -> None:
        with store.writing() as w:
            w.save(Grid(name="第一网格"))
            names.append(store.evidence.put(CONTENT))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert store._connection.execute("SELECT count(*) FROM evidence_key").fetchone() == (0,)
    again = store.evidence.put(CONTENT)
    assert again not in names
    assert store.evidence.read(again) == CONTENT
