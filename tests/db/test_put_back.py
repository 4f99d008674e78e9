"""What was deleted is put back under its id, and past no door that is closed for a new one."""

import attrs
import pytest

from db.records.matters.matter import Matter
from db.records.registry.place import Grid
from db.store import NotByMove, Store, Warrant
from tests.factories import begun


def test_under_its_id_as_a_first_version(store: Store) -> None:
    grid = store.save(attrs.evolve(store.save(Grid(name="西区")), name="东区"))
    with store.writing() as w:
        w.delete(grid)
    with store.writing() as w:
        assert w.put_back([grid]) == [attrs.evolve(grid, version=1)]
        assert w.put_back([]) == []
    assert store.get(Grid, grid.id) == attrs.evolve(grid, version=1)


def test_what_stood_at_its_beginning_needs_no_warrant_and_what_was_under_way_one(store: Store) -> None:
    fresh = begun(store, Matter, {"claimants": (), "helpers": ()})
    worked = begun(store, Matter, {"stage": "3", "claimants": (), "helpers": ()})
    with store.writing(warrant=Warrant.PURGE) as w:
        w.delete(fresh)
        w.delete(worked)
    with store.writing() as w:
        assert w.put_back([fresh]) == [fresh]
    with pytest.raises(NotByMove, match="从头办起"), store.writing() as w:
        w.put_back([worked])
    with store.writing(warrant=Warrant.UNDO) as w:
        assert w.put_back([worked]) == [worked]
    assert store.get(Matter, worked.id).stage == "3"
