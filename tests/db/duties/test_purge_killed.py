"""A purge that is killed between any two statements has either not happened, or wholly: nothing of it is half gone."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from db.records.duties.retention import Appraisal
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.duties.purge import purge
from db.services.evidence.add_evidence import add_evidence
from db.store import Store, pieces
from tests.db.duties.test_purge import decided, somebody, traces
from tests.db.evidence.making import photo
from tests.db.killing import killed_at
from tests.factories import plant

EVERY = 29
"""Of so many statements one is the one before which it is killed; prime to what repeats."""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no fork")
def test_a_kill_leaves_everything_or_nothing(store: Store, tmp_path: Path) -> None:
    """销毁：彻底删除到一半断电，要么没有删，要么全删了。"""
    resident, appraisal = somebody(store), decided(store)
    visit = plant(store, Visit, resident=resident.id, house=0, matter=0)
    (shown,) = add_evidence(store, visit, [photo()], "门口").exhibits
    before, key = len(traces(store)), store._key
    store.close()
    found: list[bool] = []
    step, alive = 0, True
    while alive:
        place = shutil.copytree(store.folder, tmp_path / f"store{step}")
        alive = killed_at(step, *_work(place, key, resident.id, appraisal.id))
        with closing(Store._with_key(place, key)) as opened:
            left = traces(opened)
            found.append(not left)
            assert len(left) in (0, before), f"half of it is gone after {step} statements"
            assert opened.inner_faults() == []
            if not left:
                opened.evidence.sweep(date.today())
                assert not pieces.path_of(opened.evidence.folder, shown.piece).exists(), "photos go with the next sweep"
        shutil.rmtree(place)
        step += EVERY
    assert found == sorted(found)
    assert found[-1]
    assert not found[0]


def _work(
    place: Path, key: bytes, resident: int, appraisal: int
) -> tuple[Callable[[Callable[[], None]], None], Callable[[], object]]:
    held: list[Store] = []

    def begin(count: Callable[[], None]) -> None:
        held.append(opened := Store._with_key(place, key))
        opened._connection.set_trace_callback(lambda _sql: count())  # pyright: ignore

    def work() -> object:
        (opened,) = held
        return purge(opened, opened.get(Appraisal, appraisal), [opened.get(Resident, resident)])

    return begin, work
