"""Lists and figures of a centre's own that asked for 户别, 户号 or 其他电话 before these stood elsewhere."""

import pytest

from db.records.condition import Condition, contains, has, is_, is_not, nothing, one_of, read, something, written
from db.records.kept_figure import KeptFigure
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.records.saved_list import SavedList
from db.services.saved_lists import offered
from db.store import Store
from tests.db.store.bringing_up import brought_up
from tests.db.store.test_migrations import old

__all__ = ["old"]
KEPT = 'INSERT INTO saved_list (id, version, "table", name, conditions, columns, "order") VALUES (?, ?, ?, ?, ?, ?, ?)'
MIXED = one_of("kind", ("1", "2"))
DOOR = something("house")


@pytest.mark.parametrize(
    ("table", "asked", "now", "asks"),
    [
        ("household", [is_("kind", "2"), DOOR], "booklet", [DOOR, is_("kind", "1")]),
        ("household", [is_("kind", "3")], "booklet", [is_("kind", "2")]),
        ("household", [is_not("kind", "1")], "booklet", []),
        ("household", [is_("kind", "1"), DOOR], "household", [DOOR]),
        ("household", [is_("kind", "1"), contains("booklet", "88")], "booklet", [contains("number", "88"), is_("kind", "1")]),
        ("household", [something("booklet")], "booklet", [something("number")]),
        ("household", [MIXED, DOOR], "household", [MIXED, DOOR]),
        ("household", [has("members", nothing("resident.other_phone"))], "household",
         [has("members", nothing("resident.telephones.number"))]),
        ("resident", [contains("other_phone", "138"), is_("state", "1")], "resident",
         [contains("telephones.number", "138"), is_("state", "1")]),
        ("visit", [something("resident.other_phone")], "visit", [something("resident.telephones.number")]),
    ],
)  # fmt: skip
def test_what_was_asked_is_asked_where_it_stands_now(
    old: Store, table: str, asked: list[Condition], now: str, asks: list[Condition]
) -> None:
    text = written(asked)
    figure = 'INSERT INTO kept_figure (id, version, "table", name, conditions) VALUES (9, 4, ?, ?, ?)'
    kept = (9, 4, table, "我的", text, "head booklet other_phone note", "")
    upgraded = brought_up(old, "m055_asked", (KEPT, kept), (figure, (table, "我的", text)))
    for kind in (SavedList, KeptFigure):
        kept = upgraded.get(kind, 9)
        assert (kept.table, list(read(kept.conditions).conditions), kept.version) == (now, asks, 4)
    columns = {"booklet": "head number other_phone note", "household": "head other_phone note"}
    wanted = columns.get(now, "head booklet telephones note" if now == "resident" else "head booklet other_phone note")
    assert upgraded.get(SavedList, 9).columns == wanted
    upgraded.close()


def test_what_no_one_list_asks_is_told_and_kept(old: Store) -> None:
    asked = ((8, written([MIXED, DOOR])), (9, "{kaputt"))
    kept = ((KEPT, (key, 1, "household", f"甲{key}", text, "", "-booklet")) for key, text in asked)
    upgraded = brought_up(old, "m055_asked", *kept)
    lists = {one.name: one for one in offered(upgraded, upgraded.kinds[Household.TABLE])}
    assert (lists["甲8"].conditions, len(lists["甲8"].told), lists["甲8"].order) == ((DOOR,), 1, "")
    assert upgraded.get(SavedList, 8).conditions == written([MIXED, DOOR])
    assert upgraded.get(SavedList, 9).conditions == "{kaputt"
    upgraded.close()


def test_the_second_telephone_finds_whom_it_found(old: Store) -> None:
    called = "UPDATE resident SET other_phone = '13800002222' WHERE id = (SELECT min(id) FROM resident)"
    kept = (9, 1, "resident", "我的", written([contains("other_phone", "0000222")]), "", "-other_phone")
    upgraded = brought_up(old, "m052_more_of_residents", called, (KEPT, kept))
    mine = next(one for one in offered(upgraded, upgraded.kinds[Resident.TABLE]) if one.name == "我的")
    assert (mine.told, mine.order) == ((), "")
    found = upgraded.select(Resident, *upgraded.where(Resident, mine.conditions))
    assert [one.id for one in found] == [min(upgraded.ids(Resident))]
    upgraded.close()


def test_booklets_are_listed_by_what_asked_for_them(old: Store) -> None:
    kept = (9, 1, "household", "户口簿", written([is_("kind", "2")]), "", "-booklet")
    upgraded = brought_up(old, "m050_booklets", "UPDATE household SET kind = '2', booklet = '8801'", (KEPT, kept))
    mine = next(one for one in offered(upgraded, upgraded.kinds[Booklet.TABLE]) if one.name == "户口簿")
    assert (mine.told, mine.order) == ((), "-number")
    assert upgraded.ids(Booklet, *upgraded.where(Booklet, mine.conditions)) == upgraded.ids(Booklet) != []
    upgraded.close()
