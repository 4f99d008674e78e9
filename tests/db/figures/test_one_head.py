"""Value and rows are of one entry of the audit, whatever another window writes between the two."""

from datetime import datetime

import pytest

from db.records.figure import Value
from db.records.matters.matter import Matter
from db.services.figures import measure as measuring
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import until
from db.services.matters.take_in import take_in
from db.store import Store
from db.store.measuring import Measuring


def taken(store: Store) -> Matter:
    return take_in(store, Matter(subject="路灯不亮", taken=datetime(2026, 3, 2, 9)))


def test_what_another_window_writes_between_value_and_rows_is_in_neither(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(store)
    other = store.again()
    figure, span = figures_by_name(store.kinds)["matters_taken"], until(datetime(2026, 12, 31).date())
    rows = Measuring.measured_rows

    def late(self: Store, *given: object, **more: object) -> list[int]:
        taken(other)
        return rows(self, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "measured_rows", late)
    before = store.last_entry().seq
    found = measure(store, figure, span, rows=True)
    assert (found.value, len(found.rows["matter"]), found.head) == (Value(1), 1, before)
    monkeypatch.undo()
    after = measure(store, figure, span, rows=True)
    assert (after.value, len(after.rows["matter"])) == (Value(2), 2)
    assert after.head == other.last_entry().seq > before
    other.close()
    assert measuring.NO_ROWS == ({}, {})


def test_a_figure_inside_a_transaction_sees_what_that_wrote(store: Store) -> None:
    figure, span = figures_by_name(store.kinds)["matters_taken"], until(datetime(2026, 12, 31).date())
    with store.writing() as w:
        w.save(Matter(subject="路灯不亮", taken=datetime(2026, 3, 2, 9)))
        assert measure(store, figure, span).value == Value(1)
    assert measure(store, figure, span).value == Value(1)
    assert not store._connection.in_transaction
