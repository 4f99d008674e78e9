"""What older programs called otherwise is read as of today."""

from collections.abc import Mapping

import pytest

from db.records import KINDS
from db.records.base import fields_of
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
