"""Photos and scans of a record: added, told, changed, taken away and brought back, also where the record is locked."""

from pathlib import Path

import attrs
import pytest

from db.errors import FileUnwritable, LinkGone, PieceLost, RecordGone, ValueUnreadable
from db.records.exhibit import Exhibit
from db.records.matters.matter import Matter
from db.records.registry.place import Grid
from db.services.evidence.add_evidence import NoEvidence, add_evidence
from db.services.evidence.caption_evidence import caption_evidence
from db.services.evidence.export_evidence import export_evidence
from db.services.evidence.ready import Ready
from db.services.evidence.remove_evidence import bring_back_evidence, remove_evidence, take_back
from db.services.evidence.shown import exhibits_of
from db.services.move import move, undo_move
from db.services.timeline import timeline
from db.store import NotByMove, Store
from db.values import masks
from tests.conftest import PASSPHRASE
from tests.db.evidence.making import TAKEN, files_of, flip, matter, photo, scan, visit
from tests.factories import plant
from tests.rings import change_ring


@pytest.fixture
def record(store: Store) -> Matter:
    return matter(store)


@pytest.fixture
def over(store: Store) -> Matter:
    """A matter that is closed."""
    return matter(store, stage="5", outcome="1")


def told(store: Store, record: Matter) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.what, line.more) for line in timeline(store, record)]


def test_they_belong_to_their_record_and_the_record_stays_as_it_is(store: Store, record: Matter) -> None:
    added = add_evidence(store, record, [photo(), scan()], caption="现场")
    assert exhibits_of(store, record) == list(added.exhibits)
    one, other = added.exhibits
    assert (one.name, one.caption, one.form, one.taken, one.size) == ("IMG_0001.jpg", "现场", "1", TAKEN, 320)
    assert (other.name, other.form, other.pages) == ("协议1.pdf", "2", 3)
    assert store.get(Matter, record.id) == record, "whoever has it open in a form saves without a clash"
    assert exhibits_of(store, visit(store)) == []


def test_the_same_photo_once_to_a_record(store: Store, record: Matter) -> None:
    add_evidence(store, record, [photo(1)])
    added = add_evidence(store, record, [photo(1), photo(2), photo(2)])
    assert [exhibit.name for exhibit in added.exhibits] == ["IMG_0002.jpg"]
    assert added.twice == ("IMG_0001.jpg", "IMG_0002.jpg")
    assert add_evidence(store, record, [photo(1)]).exhibits == ()
    assert len(told(store, record)) == 3, "what added nothing is not told"


def test_the_same_photo_once_also_after_the_passphrase_was_changed(store: Store, record: Matter) -> None:
    """Its piece has another name under the new key, and another record shows that one."""
    (one,) = add_evidence(store, record, [photo(1)]).exhibits
    change_ring(store, PASSPHRASE, "换了一个口令-2026")
    flip(files_of(store)[one.piece])
    assert add_evidence(store, record, [photo(1)]).twice == ("IMG_0001.jpg",)
    assert store.evidence.read(one.piece) == photo(1).content, "whoever has the photo still puts it right"
    (other,) = add_evidence(store, visit(store), [photo(1)]).exhibits
    assert other.piece != one.piece


def test_what_takes_none(store: Store, record: Matter) -> None:
    with pytest.raises(NoEvidence, match="网格不能带照片"):
        add_evidence(store, plant(store, Grid), [photo()])
    with pytest.raises(NoEvidence, match="还没有保存"):
        add_evidence(store, Matter(), [photo()])
    with pytest.raises(ValueUnreadable, match="最多 100 个字"):
        add_evidence(store, record, [photo()], caption="长" * 101)
    assert store.select(Exhibit) == []
    assert files_of(store) == {}


def test_to_what_was_deleted_meanwhile(store: Store) -> None:
    record = visit(store)
    with store.writing() as w:
        w.delete(record)
    with pytest.raises(RecordGone):
        add_evidence(store, record, [photo()])
    assert store.select(Exhibit) == []


def test_the_timeline_tells(store: Store, record: Matter) -> None:
    one, other = add_evidence(store, record, [photo(1), photo(2)]).exhibits
    one = caption_evidence(store, one, "断电的充电桩，找13800001234")
    remove_evidence(store, [other])
    bring_back_evidence(store, [other])
    assert told(store, record)[:4] == [
        ("放回照片和扫描件", ("IMG_0002.jpg",)),
        ("拿掉照片和扫描件", ("IMG_0002.jpg",)),
        ("改照片说明", ("IMG_0001.jpg → 断电的充电桩，找138****1234",)),
        ("添加照片和扫描件", ("IMG_0001.jpg、IMG_0002.jpg",)),
    ]


def test_taken_away_and_brought_back(store: Store, record: Matter) -> None:
    added = add_evidence(store, record, [photo(1), photo(2)]).exhibits
    remove_evidence(store, added[:1])
    assert exhibits_of(store, record) == list(added[1:])
    bring_back_evidence(store, added[:1])
    assert exhibits_of(store, record) == list(added)
    take_back(store, added)
    assert exhibits_of(store, record) == []
    with pytest.raises(RecordGone):
        remove_evidence(store, added[:1])


def test_of_several_that_were_taken_away_those_come_back_whose_files_are_there_and_the_others_with_them(
    store: Store, record: Matter
) -> None:
    added = add_evidence(store, record, [photo(1), photo(2)]).exhibits
    remove_evidence(store, added)
    flip(files_of(store)[added[0].piece])
    bring_back_evidence(store, added)
    assert exhibits_of(store, record) == list(added)
    assert len(store.verify()) == 1, "what is damaged is told in its place"
    remove_evidence(store, added)
    files_of(store)[added[1].piece].unlink()
    with pytest.raises(PieceLost):
        bring_back_evidence(store, added)


def test_a_caption_that_stays_changes_nothing(store: Store, record: Matter) -> None:
    (one,) = add_evidence(store, record, [photo()], caption="现场").exhibits
    assert caption_evidence(store, one, " 现场 ") == one
    assert store.get(Exhibit, one.id).version == 1


def test_to_what_is_over_they_are_added_and_stay(store: Store, over: Matter) -> None:
    """The signed page comes back when all is over; what it was decided by is not taken away behind it."""
    (one,) = add_evidence(store, over, [scan()]).exhibits
    for change in (lambda: remove_evidence(store, [one]), lambda: caption_evidence(store, one, "另一份")):
        with pytest.raises(NotByMove, match="已经办结"):
            change()
    with pytest.raises(NotByMove), store.writing() as w:
        w.delete(one)
    assert exhibits_of(store, over) == [one]
    remove_evidence(store, [one], reason="放错了，是别家的协议")
    assert exhibits_of(store, over) == []
    assert told(store, over)[0] == ("拿掉照片和扫描件", ("协议1.pdf", "理由：放错了，是别家的协议"))
    bring_back_evidence(store, [one])
    take_back(store, [one])


def test_a_move_is_taken_back_though_photos_came_meanwhile(store: Store, record: Matter) -> None:
    done = move(store, record, "withdraw", reason="不提了")
    add_evidence(store, done, [photo()])
    assert undo_move(store, done).record == attrs.evolve(record, version=done.version + 1)


@pytest.mark.parametrize(
    ("caption", "name", "file"),
    [
        ("", "IMG_0001.HEIC", "IMG_0001.jpg"),
        ("3号楼/充电桩: 断电?", "a.jpg", "3号楼_充电桩_ 断电_.jpg"),
        ("收据 13843500001", "a.jpg", "收据 138____0001.jpg"),
        ("CON", "a.jpg", "_CON.jpg"),
        ("..", "a.jpg", "照片或扫描件.jpg"),
        ("长" * 100, "a.jpg", f"{'长' * 66}.jpg"),
    ],
)
def test_exported_under_a_name_that_every_system_takes(
    store: Store, record: Matter, tmp_path: Path, caption: str, name: str, file: str
) -> None:
    (one,) = add_evidence(store, record, [Ready(name, b"jpeg")], caption=caption).exhibits
    assert export_evidence(store, one, tmp_path) == tmp_path / file
    assert (tmp_path / file).read_bytes() == b"jpeg"
    again = export_evidence(store, one, tmp_path)
    assert again.stem.endswith(" (2)"), "nothing is overwritten"
    assert told(store, record)[0] == (
        "导出照片和扫描件",
        (masks.in_text(one.title({}))[:40] + "…" * (len(caption) > 40),),
    )


def test_exported_nowhere(store: Store, record: Matter, tmp_path: Path) -> None:
    (one,) = add_evidence(store, record, [photo()]).exhibits
    with pytest.raises(FileUnwritable):
        export_evidence(store, one, tmp_path / "没有")
    assert told(store, record)[0][0] == "添加照片和扫描件", "what did not leave is not said to have left"


def test_nothing_leaves_when_the_log_cannot_be_kept(store: Store, record: Matter, tmp_path: Path) -> None:
    """The transaction fails at its very end: what it had to say is gone, and so is the file."""
    (one,) = add_evidence(store, record, [photo()]).exhibits
    before, out = told(store, record), tmp_path / "出"
    out.mkdir()
    store._connection.execute("CREATE TEMP TABLE kept (id INTEGER PRIMARY KEY)")
    store._connection.execute(
        "CREATE TEMP TABLE loose (of_ INTEGER REFERENCES kept (id) DEFERRABLE INITIALLY DEFERRED)"
    )
    store._connection.execute(
        "CREATE TEMP TRIGGER at_the_end AFTER INSERT ON audit BEGIN INSERT INTO loose VALUES (1); END"
    )
    with pytest.raises(LinkGone):
        export_evidence(store, one, out)
    store._connection.execute("DROP TRIGGER at_the_end")
    assert not list(out.iterdir())
    assert told(store, record) == before
