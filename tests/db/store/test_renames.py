"""What older programs called otherwise is read as of today."""

from collections.abc import Mapping

import pytest

from db.records import KINDS
from db.records.base import fields_of, parts_of
from db.records.registry.resident import reference_to
from db.store.renames import OLD, Renames, Was

TWICE = Renames(
    tables={"clerk": "officer", "officer_of_old": "officer"},
    fields={"officer": {"post": Was("duty"), "matter": Was("subject", str)}},
    values={"officer": {"duty": lambda value: f"{value}!" if value else value}},
)


def test_a_table_is_known_by_every_name_that_it_had() -> None:
    assert TWICE.today("clerk") == TWICE.today("officer_of_old") == TWICE.today("officer") == "officer"
    assert TWICE.ever("officer") == ("officer", "clerk", "officer_of_old")
    assert TWICE.ever("house") == ("house",)


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ({"name": [None, "王甲"]}, {"name": [None, "王甲"]}),
        ({"post": ["书记", "主任"], "name": ["", "王甲"]}, {"duty": ["书记!", "主任!"], "name": ["", "王甲"]}),
        ({"duty": [None, "主任"]}, {"duty": [None, "主任!"]}),
        ({"matter": [None, "3号楼漏水"]}, {"subject": [None, "3号楼漏水"]}),
        ({"matter": ["3号楼漏水", ""]}, {"subject": ["3号楼漏水", ""]}),
        ({"matter": [None, 7]}, {"matter": [None, 7]}),
    ],
)
def test_a_change_is_told_by_the_fields_of_today(
    told: Mapping[str, list[object]], read: Mapping[str, list[object]]
) -> None:
    assert TWICE.change("officer", told) == read
    assert TWICE.change("house", told) == told


def test_a_draft_holds_the_fields_of_today() -> None:
    assert TWICE.typed("officer", {"post": "书记", "matter": "漏水"}) == {"duty": "书记", "subject": "漏水"}
    assert TWICE.typed("house", {"post": "书记"}) == {"post": "书记"}


def test_what_is_renamed_leads_to_tables_and_fields_of_today() -> None:
    assert set(OLD.tables.values()) <= {kind.table for kind in KINDS}
    assert not set(OLD.tables) & {kind.table for kind in KINDS}
    for table in {*OLD.fields, *OLD.values}:
        named = {*OLD.values.get(table, {}), *(was.now for was in OLD.fields.get(table, {}).values())}
        assert named <= set(fields_of(KINDS[table].record))


@pytest.mark.parametrize(
    ("told", "now"),
    [
        (12506.36, 1250636),
        (88.0, 8800),
        (0.29, 29),
        (12506.365, 1250637),
        (-1.005, -101),
        (float("inf"), None),
        (1e12, None),
        (None, None),
        (8850, 8850),
    ],
)
def test_areas_that_were_fractions_are_told_as_the_step_made_them(told: object, now: object) -> None:
    assert OLD.change("house", {"area": [None, told]}) == {"area": [None, now]}


ROWS = Renames(parts={"officer": {"resident": Was("who", convert=lambda value: value and f"R{value}")}})


def test_fields_of_rows_are_told_by_their_names_of_today_however_deep_they_lie() -> None:
    told = {"aides": [[{"resident": 5, "name": "王甲"}], [{"resident": None, "name": "王甲"}, {"who": "R6"}]]}
    assert ROWS.change("officer", told) == {
        "aides": [[{"who": "R5", "name": "王甲"}], [{"who": None, "name": "王甲"}, {"who": "R6"}]]
    }
    assert ROWS.change("house", told) == told
    kept = {"steps": [{"move": "sign", "typed": {"aides": [{"id": 0, "cells": {"resident": 5, "name": "王甲"}}]}}]}
    assert ROWS.typed("officer", kept) == {
        "steps": [{"move": "sign", "typed": {"aides": [{"id": 0, "cells": {"who": "R5", "name": "王甲"}}]}}]
    }


@pytest.mark.parametrize(("table", "rows"), [("mediation_case", "parties"), ("meeting", "attendees")])
def test_parties_and_attendees_of_before_lead_to_residents(table: str, rows: str) -> None:
    wanted = reference_to((1 << 40) + 5)
    assert OLD.change(table, {rows: [[], [{"resident": (1 << 40) + 5}, {"resident": None}]]}) == {
        rows: [[], [{"who": wanted}, {"who": None}]]
    }
    typed = OLD.typed(table, {rows: [{"cells": {"resident": {"id": (1 << 40) + 5, "text": "王甲"}}}, {"resident": 0}]})
    assert typed == {rows: [{"cells": {"who": {"id": wanted, "text": "王甲"}}}, {"who": 0}]}


def test_what_was_resolved_is_the_subject_and_a_link_to_a_matter_stays_one() -> None:
    assert OLD.change("resolution", {"matter": ["换灯", "换楼道灯"]}) == {"subject": ["换灯", "换楼道灯"]}
    assert OLD.change("resolution", {"matter": [None, 7]}) == {"matter": [None, 7]}
    link = {"id": 7, "text": "诉求〔2026〕3号"}
    assert OLD.typed("resolution", {"matter": "换灯", "#was": {"matter": "换"}}) == {
        "subject": "换灯",
        "#was": {"subject": "换"},
    }
    assert OLD.typed("resolution", {"matter": link, "#was": {"matter": link}}) == {
        "matter": link,
        "#was": {"matter": link},
    }
    action = {"id": 0, "cells": {"matter": "报修", "owner": "物业"}}
    minutes = OLD.typed("meeting", {"minutes": {"topics": {"matter": {"actions": [action]}}}})
    assert minutes == {
        "minutes": {"topics": {"matter": {"actions": [{"id": 0, "cells": {"subject": "报修", "owner": "物业"}}]}}}
    }


def test_rows_of_before_are_rows_of_today() -> None:
    for table, parts in OLD.parts.items():
        there = [fields_of(rows.part) for rows in parts_of(KINDS[table].record).values()]
        for name, was in parts.items():
            assert any(was.now in fields for fields in there)
            assert not any(name in fields for fields in there)
