"""What is written down with a step tells no number by which somebody is known or reached: not by any door that is not asked for it."""

import csv
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.records import KINDS
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.letters.number import IssuedNumber
from db.records.matters.matter import Claimant, Matter
from db.records.step import CALLED, NOTED, Step
from db.services.export_table import export_table
from db.services.letters.account_for_numbers import NumberTaken
from db.services.letters.issue_number import void_number
from db.services.letters.number_record import entry_of, void_words
from db.services.list_records import list_records
from db.services.matters.take_in import take_in
from db.services.move import Keyed, catch_up, correct, move, note, void
from db.services.timeline import timeline
from db.services.unfinished import NOTING, unfinished
from db.store import Store
from tests.db.doors import Run
from tests.factories import citizen_number, plant

NOON = datetime(2026, 3, 2, 12, 0)
PHONE, IDENTITY = "13812349126", citizen_number(7)
TOLD = f"打{PHONE}，证{IDENTITY}"
COVERED = "打138****9126，证220500**********73"


@pytest.fixture
def matter(store: Store) -> Matter:
    """A matter of which every text that is written down with its steps has numbers in it."""
    worker, other = plant(store, Person, name=f"王建军{PHONE}").id, plant(store, Person, name="李敏").id
    body = plant(store, Body, name="幸福物业").id
    given = take_in(store, Matter(subject=f"断电 {TOLD}", taken=NOON, claimants=(Claimant(name="周桂芳"),)))
    note(store, given, TOLD, CALLED, worker)
    note(store, given, TOLD, NOTED)
    due = NOON.date()
    given = catch_up(
        store,
        given,
        [
            Keyed("gather", NOON, worker, note=TOLD, values={"called": TOLD}),
            Keyed("assign", NOON, values={"lead": body, "due": due}),
            Keyed("extend", NOON, second=other, reason=TOLD, values={"due": due + timedelta(days=1)}),
            Keyed("handle", NOON, worker, values={"result": TOLD}),
        ],
    )
    given = move(store, given, "check", NOON, other, finding=TOLD)
    return correct(store, given, TOLD, other, place=TOLD, taker=worker)


def telling(text: object) -> bool:
    return PHONE in str(text) or IDENTITY in str(text)


def test_the_timeline_covers_reasons_notes_calls_corrections_and_names(store: Store, matter: Matter) -> None:
    lines = timeline(store, matter)
    assert not [line for line in lines if telling(line)]
    assert sum(COVERED in more for line in lines for more in line.more) >= 5
    assert any(line.who.startswith("王建军138****9126") for line in lines)
    assert any(telling(line.who) for line in timeline(store, matter, plain=True))


def test_lists_and_exports_cover_the_texts_of_steps(store: Store, matter: Matter, tmp_path: Path) -> None:
    assert store.count(Step) >= 8
    for kind in (KINDS["step"], KINDS["matter"], KINDS["issued_number"]):
        assert not [one for one in list_records(store, kind, [], None) if telling(one)], kind.table
        path = tmp_path / f"{kind.table}.csv"
        export_table(store, kind.record, path)
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        assert len(rows) > 1
        assert not [row for row in rows if telling(row)], kind.table
    assert matter.id


def test_the_command_line_covers_them_in_every_answer(
    run: Run, opened: list[object], store: Store, matter: Matter
) -> None:
    said: list[tuple[Any, ...]] = [
        ("timeline", "matter", matter.id),
        ("timeline", "step", store.steps(matter)[-1].id),
        ("list", "step"),
        ("list", "matter"),
        ("search", "断电"),
        ("move", "matter", matter.id, "return", "--reason", TOLD),
        ("move", "matter", matter.id, "undo"),
        ("move", "matter", matter.id, "correct", "--reason", TOLD, "--set", f"place={TOLD}后门"),
        ("move", "matter", matter.id, "void", "--reason", TOLD),
    ]
    for words in said:
        code, out, err = run(*words, *opened)
        assert (code, err) == (0, ""), words
        assert out.strip()
        assert not telling(out), words


def test_what_is_said_of_a_number_covers_why_it_is_void_and_what_it_was_for(store: Store, matter: Matter) -> None:
    entry = entry_of(store, matter)
    assert entry
    void_number(store, entry, TOLD)
    assert void_words(store, store.get(Matter, matter.id)) == f"{matter.number}已作废：{COVERED}"
    with pytest.raises(NumberTaken) as taken:
        take_in(store, Matter(subject="路灯", taken=NOON, number=matter.number, claimants=(Claimant(anonymous=True),)))
    assert f"《断电 {COVERED}》" in str(taken.value)
    assert not telling(taken.value)


def test_the_book_and_the_log_say_no_more_of_why_something_is_void(store: Store, matter: Matter) -> None:
    void(store, matter, TOLD)
    (entry,) = store.select(IssuedNumber)
    assert entry.reason == COVERED
    reasons = [row[0] for row in store._connection.execute("SELECT reason FROM audit")]
    assert reasons
    assert not [reason for reason in reasons if telling(reason)]


@pytest.mark.parametrize(
    ("key", "begun", "typed"),
    [(True, NOTING, {"note": TOLD}), (True, "", {"place": TOLD}), (False, "", {"subject": TOLD})],
)
def test_what_is_unfinished_is_named_without_numbers(
    store: Store, matter: Matter, key: bool, begun: str, typed: Mapping[str, object]
) -> None:
    store.drafts.keep("matter", matter.id if key else 0, begun, typed, None)
    (left,) = unfinished(store)
    assert COVERED in left.title
    assert not telling((left.label, left.title))
