"""A record that is deleted comes back with its photos; one that an import made and that has some is not taken back."""

from datetime import datetime, timedelta

import attrs
import pytest

from db.records.exhibit import Exhibit
from db.records.visits.visit import Visit
from db.services.deleting import bring_back, delete
from db.services.evidence.add_evidence import add_evidence
from db.services.evidence.caption_evidence import caption_evidence
from db.services.evidence.look_after import look_after_evidence
from db.services.evidence.shown import exhibits_of
from db.services.kept_backups import todays_backup
from db.services.undo_import import undo_import
from db.store import Store
from tests.db.evidence.making import files_of, photo, scan, visit
from tests.db.importing.tables import imported, past, sheet

NOW = datetime.now().replace(hour=8, minute=30) + timedelta(days=1)
VISITS = sheet(
    ("走访日期", "走访人", "方式"), ("2026-03-02", "李敏", "上门"), ("2026-03-03", "李敏", "上门"), name="走访"
)


@pytest.fixture
def record(store: Store) -> Visit:
    """A visit with two photos and a scan, one of them captioned."""
    made = visit(store)
    first, *_ = add_evidence(store, made, [photo(1), scan(2), photo(3)]).exhibits
    caption_evidence(store, first, "东门")
    return made


def as_new(record: Visit) -> Visit:
    parts = tuple(attrs.evolve(one, id=0, version=0) for one in record.actors)
    return attrs.evolve(record, id=0, version=0, actors=parts)


def test_it_comes_back_with_its_photos(store: Store, record: Visit) -> None:
    before = exhibits_of(store, record)
    gone = delete(store, record)
    assert gone == tuple(before)
    assert store.count(Exhibit) == 0
    again = bring_back(store, record, as_new(record), gone)
    after = exhibits_of(store, again)
    told = [(one.piece, one.name, one.caption, one.form, one.taken, one.pages) for one in before]
    assert [(one.piece, one.name, one.caption, one.form, one.taken, one.pages) for one in after] == told
    assert all(store.evidence.read(one.piece) for one in after)
    assert store.verify() == []


def test_where_a_file_was_lost_it_comes_back_all_the_same_and_the_file_when_a_backup_has_it(
    store: Store, record: Visit
) -> None:
    """One photo that is damaged keeps nobody from a visit that was deleted by mistake."""
    todays_backup(store, NOW)
    first, second, _ = exhibits_of(store, record)
    gone = delete(store, record)
    files_of(store)[second.piece].unlink()
    again = bring_back(store, record, as_new(record), gone)
    assert [one.piece for one in exhibits_of(store, again)] == [one.piece for one in gone if isinstance(one, Exhibit)]
    assert len(store.verify()) == 1
    assert look_after_evidence(store, NOW.date()).mended == 1
    assert store.verify() == []
    assert store.evidence.read(first.piece)


def test_what_has_photos_since_stays_and_is_named(store: Store) -> None:
    imported(store, VISITS)
    seen, _ = store.select(Visit, order=("id",))
    exhibits = add_evidence(store, seen, [photo(1)]).exhibits
    done = undo_import(store, past(store))
    assert [k.why for k in done.kept if k.table == "visit"] == ["照片或扫描件里用到"]
    assert [one.id for one in store.select(Visit)] == [seen.id]
    assert exhibits_of(store, seen) == list(exhibits)
