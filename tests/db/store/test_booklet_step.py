"""Household booklets that a desk had among its households: each is a record of its own, with all that led to it, and nothing is lost."""

import json
from datetime import date

import pytest

from db.records.base import changed
from db.records.hall.meeting import Meeting
from db.records.registry.booklet import TAKEN_OVER, Booklet
from db.records.registry.household import Household
from db.records.registry.ledger import LedgerRow
from db.records.registry.resident import CareTag, Resident
from db.records.step import Step
from db.services.registry.fill_booklet import fill_booklet, members_to_fill
from db.store import Store, among
from db.store.driver import whole
from tests.db.store.bringing_up import before_step
from tests.db.store.old_entries import enter
from tests.db.store.test_migrations import old

__all__ = ["old"]
FIRST = 1 << 40


@pytest.fixture
def upgraded(old: Store) -> Store:
    """One booklet of a family elsewhere, one of a dormitory, a dormitory behind a door, a household with a number, and one without."""
    with before_step(old, "m050_booklets") as opened:
        resident, house = (
            whole(row[0]) for t in ("resident", "house") for row in opened.execute(f"SELECT min(id) FROM {t}")
        )
        opened.execute("PRAGMA foreign_keys = OFF")
        for table in ("household", "household_member"):
            opened.execute(f"DELETE FROM {table}")
        rows = [
            (1, "2", "8801", None),
            (2, "3", "8802", None),
            (3, "3", "8803", house),
            (4, "1", "8804", house),
            (5, "1", "", house),
        ]
        for number, kind, booklet, door in rows:
            opened.execute(
                "INSERT INTO household (id, version, head, house, kind, booklet, note) VALUES (?, 3, ?, ?, ?, ?, '话')",
                (FIRST + number, resident, door, kind, booklet),
            )
            opened.execute(
                "INSERT INTO household_member (id, version, owner, position, resident, relation, since, until)"
                " VALUES (?, 1, ?, 0, ?, '02', '2020-01-02', NULL)",
                (FIRST + number, FIRST + number, resident),
            )
        opened.execute(
            "INSERT OR REPLACE INTO counter (name, value) VALUES ('id:household', 5), ('id:household_member', 5)"
        )
        opened.execute("UPDATE attendee SET household = ?", (FIRST + 1,))
        opened.execute(
            'INSERT INTO step (id, version, "of", what, note) VALUES (?, 1, ?, ?, ?)',
            (FIRST + 99, 2 << 48 | FIRST + 1, "1", "来问过"),
        )
        opened.execute(
            "INSERT INTO ledger_row (id, version, who, name) VALUES (?, 1, ?, '张三户')",
            (FIRST + 99, 2 << 48 | FIRST + 2),
        )
        for key, typed in ((FIRST + 1, {"booklet": "8801X", "kind": "2"}), (FIRST + 5, {"note": "x"})):
            opened.execute(
                "INSERT INTO draft (form, key, begun, apart, saved_at, body) VALUES ('household', ?, '', 0, '2026-11-21', ?)",
                (key, json.dumps(typed)),
            )
        enter(opened, "卢清", "", "household", FIRST + 1, {"booklet": ["88", "8801"]})
    return Store._with_key(old.folder, old._key)


def test_what_was_a_booklet_is_one_under_its_id_with_its_members(upgraded: Store) -> None:
    found = {b.id - FIRST: b for b in upgraded.select(Booklet)}
    assert {n: (b.number, b.kind, bool(b.house), b.doubt, b.note) for n, b in found.items()} == {
        1: ("8801", "1", False, "", "话"),
        2: ("8802", "2", False, "", "话"),
        3: ("8803", "2", True, TAKEN_OVER, ""),
        4: ("8804", "1", True, TAKEN_OVER, ""),
    }
    assert [(len(b.members), bool(b.head)) for b in found.values()] == [(1, True), (1, True), (0, True), (0, True)]
    assert found[1].members[0].since == date(2020, 1, 2)
    assert sorted(h.id - FIRST for h in upgraded.select(Household)) == [3, 4, 5]
    assert [len(h.members) for h in upgraded.select(Household)] == [1, 1, 1]
    new = upgraded.save(Booklet(number="1"))
    assert new.id not in {b.id for b in found.values()}
    assert upgraded.verify() == []
    upgraded.close()


def test_what_led_to_it_leads_to_it_still(upgraded: Store) -> None:
    booklet = upgraded.get(Booklet, FIRST + 1)
    assert [s.note for s in upgraded.steps(booklet)] == ["来问过"]
    assert upgraded.kinds.leads_to(upgraded.get(LedgerRow, FIRST + 99).who) == ("booklet", FIRST + 2)
    assert upgraded.get(Step, FIRST + 99).of == upgraded.kinds.reference_of(booklet)
    guests = [a for m in upgraded.select(Meeting) for a in m.attendees]
    assert {(a.household, a.booklet, a.is_neighbour) for a in guests} == {(0, FIRST + 1, True)}
    draft = upgraded.drafts.load("booklet", booklet.id)
    assert draft is not None
    assert draft.values == {"number": "8801X"}
    assert upgraded.drafts.load("household", FIRST + 5) is not None
    told = upgraded.history(booklet)
    assert told
    assert told[0].change["number"] == ["88", "8801"]
    assert upgraded.history(upgraded.get(Booklet, FIRST + 4)) == []
    upgraded.close()


def test_who_stands_in_it_is_taken_over_once_somebody_has_looked(upgraded: Store) -> None:
    booklet = upgraded.get(Booklet, FIRST + 4)
    resident = upgraded.get(Resident, upgraded.get(Household, FIRST + 4).head)
    assert members_to_fill(upgraded, booklet) == [], "nobody has said that they are registered here"
    upgraded.save(changed(resident, population="1", state="1"))
    assert members_to_fill(upgraded, booklet) == [], "they stand in another one"
    for other in upgraded.select(Booklet, among("id", [FIRST + 1, FIRST + 2])):
        upgraded.save(changed(other, members=(changed(other.members[0], until=date(2026, 1, 1)),)))
    assert [(r.id, relation) for r, relation in members_to_fill(upgraded, booklet)] == [(resident.id, "02")]
    filled = fill_booklet(upgraded, booklet)
    assert ([m.resident for m in filled.members], filled.doubt) == ([resident.id], "")
    upgraded.close()


def test_a_care_tag_has_its_source_and_ends_with_its_last_day(store: Store) -> None:
    tag = CareTag(kind="30", since=date(2020, 1, 1), until=date(2020, 12, 31), source="区民政局")
    one = store.save(Resident(name="王五", care=(tag,)))
    assert store.get(Resident, one.id).care[0].source == "区民政局"
    assert tag.holds(date(2020, 12, 31))
    assert not tag.holds(date(2021, 1, 1))
    wrong = CareTag(kind="30", since=date(2021, 1, 1), until=date(2020, 12, 31))
    assert [p.blocking for p in wrong.problems()] == [False]
