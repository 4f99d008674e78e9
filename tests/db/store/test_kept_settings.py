"""What a centre changes of stages is known at once, whoever wrote it, and gone with a deed that was taken back."""

from datetime import date

import pytest

from db.records.matters.matter import Matter
from db.records.stage_setting import StageSetting
from db.services.move import flow_of
from db.store import Store
from tests.factories import begun


def named(store: Store, record: Matter) -> str:
    stage = flow_of(store, record).stage("2")
    assert stage
    return stage.label


def called(label: str) -> StageSetting:
    return StageSetting(table=Matter.TABLE, flow="closed_loop", code="2", label=label, since=date(2026, 1, 1))


def _in_vain(store: Store, matter: Matter) -> None:
    with store.writing() as w:
        w.save(called("转给"))
        assert named(store, matter) == "转给"
        raise LookupError


def test_a_name_is_known_at_once(store: Store) -> None:
    matter = begun(store, Matter, {})
    before = named(store, matter)
    saved = store.save(called("转给"))
    assert named(store, matter) == "转给" != before
    with store.writing() as w:
        w.delete(saved)
    assert named(store, matter) == before


def test_a_name_that_was_taken_back_within_its_deed_is_forgotten(store: Store) -> None:
    matter = begun(store, Matter, {})
    before = named(store, matter)
    with pytest.raises(LookupError):
        _in_vain(store, matter)
    assert named(store, matter) == before


def test_what_another_window_names_is_known(store: Store) -> None:
    matter = begun(store, Matter, {})
    before = named(store, matter)
    other = Store._with_key(store.folder, store._key)
    try:
        other.save(called("转给"))
        assert named(store, matter) == "转给" != before
    finally:
        other.close()
