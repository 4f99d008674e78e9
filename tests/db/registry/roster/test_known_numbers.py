"""Numbers of before and further papers lead to who is known; whoever was said to be somebody else is not proposed again."""

from datetime import date

import pytest

from db.records.base import changed
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Document
from db.services.registry.alike import alike
from db.services.registry.apart import set_apart
from db.services.registry.compare_roster import Found, compare
from db.services.registry.doubt_number import with_doubts
from db.services.registry.import_roster import Choices, Roster
from db.services.registry.import_roster.match import Agrees
from db.store import Store
from tests.db.registry.roster.files import TODAY, imported, number, planned, sheet
from tests.factories import plant

HEADINGS = ["姓名", "身份证号", "性别", "电话"]
OLD, NEW = number(11), number(13)
BLANK: dict[str, object] = {
    "birth": None, "phone": "", "phone_of": "", "ethnicity": "", "house": 0, "sex": "", "documents": (), "apart": (), "doubt": "", "residences": (), "note": "",
    "telephones": (), "former_names": (), "care": (), "carers": (), "party": (),
}  # fmt: skip


def somebody(store: Store, **told: object) -> Resident:
    return plant(store, Resident, **{**BLANK, "name": "吴越", "id_number": NEW, "id_kind": "111", **told})


def test_a_known_person_comes_with_a_number_of_before(store: Store) -> None:
    one = somebody(store, documents=(Document(number=OLD, until=date(2020, 1, 1), reason="换证"),))
    plan = imported(store, sheet(HEADINGS, ["吴越", OLD, "", "13900002222"]))
    assert (plan.counts.people_new, plan.counts.people_matched) == (0, 1)
    assert [p.code for p in plan.problems] == [], "a number that is known is nothing to be told of"
    (now,) = store.select(Resident)
    assert (now.id_number, now.documents, now.phone) == (NEW, one.documents, "13900002222")


def test_a_wrong_number_of_before_leads_to_who_bears_the_name(store: Store) -> None:
    wrong = OLD[:-1] + ("0" if OLD[-1] != "0" else "1")
    somebody(store, documents=(Document(number=wrong, reason="原来登记有误"),))
    assert planned(store, sheet(HEADINGS, ["吴越", wrong, "", ""])).counts.people_new == 0
    assert planned(store, sheet(HEADINGS, ["李四", wrong, "", ""])).counts.people_new == 1


def test_a_number_of_fifteen_figures_that_was_typed_leads_to_who_bears_it(store: Store) -> None:
    """What 待核实 says of its length is no fault of it: it is the same number as that of eighteen (GB 11643-1999)."""
    old = with_doubts(somebody(store, id_number=NEW[:6] + NEW[8:17], birth=date(1980, 1, 15), sex="1"), None)
    store.save(changed(old, version=1))
    assert old.doubt
    assert planned(store, sheet(HEADINGS, ["吴越", NEW, "", ""])).counts.people_new == 0
    assert [one.agrees for one in alike(store, Resident(name="吴月", id_number=NEW))] == [(Agrees.NUMBER,)]


def test_somebody_else_with_a_number_of_before_is_new_and_doubtful(store: Store) -> None:
    somebody(store, documents=(Document(number=OLD),))
    plan = imported(store, sheet(HEADINGS, ["李四", OLD, "", ""]))
    assert plan.counts.people_new == 1
    assert "number_taken" in {p.code for p in plan.problems}


def test_a_further_paper_in_the_list_leads_to_who_has_it(store: Store) -> None:
    """A number that was written anew, beside the one that is known."""
    somebody(store, id_number=OLD)
    headings = ["姓名", "身份证号", "其他证件"]
    plan = planned(store, sheet(headings, ["吴越", NEW, f"{OLD}（居民身份证，2020-01-01，换证）"]))
    assert plan.counts.people_new == 0


def test_a_number_of_before_is_no_news_when_lists_are_compared(store: Store) -> None:
    somebody(store, documents=(Document(number=OLD),), birth=date(1980, 1, 15), sex="1")
    found = compare(store, Roster("名单.xlsx", (sheet(HEADINGS, ["吴越", OLD, "", ""]),)), today=TODAY)
    assert [row.found for row in found.rows] == [Found.UNCHANGED]


@pytest.mark.parametrize("told_by", [None, 0, 1])
def test_whoever_was_said_to_be_somebody_else_is_not_proposed_again(store: Store, told_by: int | None) -> None:
    """A row that may be either of two: once they are told apart, in whichever record, the one that came later, of such a row."""
    two = [somebody(store, id_number="", phone="13900002222") for _ in range(2)]
    if told_by is not None:
        set_apart(store, two[told_by], [two[1 - told_by].id])
    rows = sheet([*HEADINGS, "民族"], ["吴越", "", "男", "13900002222", "回族"])
    assert planned(store, rows).counts.problems["maybe_same"] == 1
    imported(store, rows, choices=Choices(same=frozenset({("名册", 2)})))
    now = store.get_many(Resident, [one.id for one in two])
    meant = [one.id for one in now.values() if one.ethnicity]
    assert meant == [two[0 if told_by is None else 1].id]


def test_whoever_agrees_in_more_is_proposed_all_the_same(store: Store) -> None:
    first = somebody(store, id_number="", phone="13900002222", birth=date(1970, 1, 1))
    second = somebody(store, id_number="", phone="13900002222")
    set_apart(store, second, [first.id])
    rows = sheet([*HEADINGS, "民族", "出生日期"], ["吴越", "", "", "13900002222", "回族", "1970-01-01"])
    imported(store, rows, choices=Choices(same=frozenset({("名册", 2)})))
    assert store.get(Resident, first.id).ethnicity
