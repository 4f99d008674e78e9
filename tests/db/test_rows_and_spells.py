"""Fields without a column, and parts that hold from one day to another."""

from datetime import date
from typing import Annotated, ClassVar

import pytest
from attrs import frozen

from db.fields import Text, Whole
from db.records.base import Record, Spell, as_of, columns_of, derived, derived_of, fields_of, shown_of
from db.store import schema


@frozen(kw_only=True, slots=False)
class Post(Spell):
    """A post that somebody holds."""

    TABLE: ClassVar[str] = "post"
    LABEL: ClassVar[str] = "职务"

    name: Annotated[str, Text("职务")] = ""


@frozen(kw_only=True, slots=False)
class Holder(Record):
    """Somebody with a name."""

    TABLE: ClassVar[str] = "holder"
    LABEL: ClassVar[str] = "人"

    name: Annotated[str, Text("姓名")] = ""

    @derived(Whole("字数"))
    def length(self) -> int:
        """How many characters the name has."""
        return len(self.name)


MARCH = Post(name="书记", since=date(2026, 3, 1), until=date(2026, 3, 31))


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2026-02-28", False), ("2026-03-01", True), ("2026-03-31", True), ("2026-04-01", False)],
)
def test_both_ends_belong_to_a_spell(day: str, holds: bool) -> None:
    assert MARCH.holds(date.fromisoformat(day)) is holds
    assert as_of([MARCH], date.fromisoformat(day)) == ([MARCH] if holds else [])


def test_an_open_end_holds_for_ever() -> None:
    assert Post(since=date(2026, 3, 1)).holds(date(2999, 1, 1))
    assert Post(until=date(2026, 3, 1)).holds(date(1900, 1, 1))


def test_a_spell_does_not_end_before_it_begins() -> None:
    wrong = Post(since=date(2026, 3, 2), until=date(2026, 3, 1))
    assert [(p.field, p.code, p.blocking) for p in wrong.problems()] == [("until", "until_before", True)]
    assert not Post(since=date(2026, 3, 1), until=date(2026, 3, 1)).problems()


def test_spells_are_found_by_owner_and_day() -> None:
    assert list(schema.indexes_sql(Post, Holder)) == ["CREATE INDEX post_owner ON post(owner, since, until)"]


def test_what_is_derived_has_a_label_and_no_column() -> None:
    kind = derived_of(Holder)["length"]
    assert (kind.name, kind.label, kind.derived, kind.is_typed) == ("length", "字数", True, False)
    assert "length" not in columns_of(Holder)
    assert "length" not in fields_of(Holder)
    assert list(shown_of(Holder)) == ["name", "length"]
    assert Holder(name="周秀兰").length == 3
    assert '"length"' not in schema.table_sql(Holder)
