"""Every field of every type has its editor: what is entered is what is asked, and shown again it is the same."""

import pytest
from pytestqt.qtbot import QtBot

from db.fields import Code, Link, Ref
from db.records import KINDS
from db.records.kind import Kind
from db.records.paths import faults
from db.services.conditions_told import choices_of
from db.store import Store
from gui.lookup import StoreLookup
from gui.widgets.editors.base import Editor
from gui.widgets.filters.editor import ConditionEditor, PartInput
from gui.widgets.filters.inputs import DaysAway, Input, Picks, Range, Reaches, Ticks, Typed
from tests.factories import plant, value


def fill(store: Store, one: Input) -> None:
    """Enters something."""
    if isinstance(one, PartInput):
        for inner in one.inner.values():
            fill(store, inner)
    elif isinstance(one, Ticks):
        one.tick(*one.list.keys()[:2])
    elif isinstance(one, Picks):
        one.add(led_to(store, one.editor.kind))
    elif isinstance(one, DaysAway):
        one.editor.set_value(30)
        if isinstance(one, Reaches):
            one.ages.set_value("60、65")
    elif isinstance(one, Range):
        put(one.first)
        put(one.last)
    elif isinstance(one, Typed):
        put(one.editor)


def put(editor: Editor) -> None:
    editor.set_value(value(editor.kind))


def led_to(store: Store, field: object) -> int:
    assert isinstance(field, Link | Ref)
    kind = KINDS[field.to if isinstance(field, Link) else field.to[0]].record
    record = (store.select(kind, limit=1) or [plant(store, kind)])[0]
    return record.id if isinstance(field, Link) else KINDS.reference_of(record)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.tab], ids=lambda kind: kind.table)
def test_what_is_entered_is_asked_and_shown_again(store: Store, qtbot: QtBot, kind: Kind) -> None:
    lookup = StoreLookup(store)
    for choice in (one for one in choices_of(kind.record, KINDS) if not one.path.hops):
        first = ConditionEditor(choice.path, lookup, {})
        qtbot.addWidget(first)
        for number in range(len(first.modes)):
            first.choose(number)
            one = first.current()
            if isinstance(field := choice.path.field, Code) and not field.codes().labels:
                continue  # the centre fills the table in; of nothing nothing can be asked
            fill(store, one)
            asked = first.conditions()
            assert asked, f"{choice.label} {one.mode.label}"
            assert list(faults(asked, kind.record, KINDS.record_of)) == []
            store.count(kind.record, *store.where(kind.record, asked))  # the engine knows what is asked
            again = ConditionEditor(choice.path, lookup, {})
            qtbot.addWidget(again)
            again.show_conditions(asked)
            assert again.conditions() == asked, f"{choice.label} {one.mode.label}"
