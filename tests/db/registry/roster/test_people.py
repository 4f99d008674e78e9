"""The same person is found again and completed; two persons are never made one in silence; nobody is lost."""

from datetime import date

import pytest

from db.records.base import changed
from db.records.registry.place import House
from db.records.registry.resident import CareTag, Resident
from db.services.registry.import_roster import Choices
from db.services.undo_import import past_imports, undo_import
from db.store import Store
from db.values.id_number import FAULTS
from tests.db.registry.roster.files import imported, number, planned, sheet

HEADINGS = ["姓名", "身份证号", "出生年月", "住址", "电话"]
ANNA = number(2)
WRONG = ANNA[:-1] + ("1" if ANNA[-1] != "1" else "2")
DOOR = "水景花苑3幢2单元201室"


def people(store: Store) -> list[Resident]:
    return store.select(Resident, order=("id",))


def test_a_right_number_finds_the_person_whatever_the_address(store: Store) -> None:
    imported(store, sheet(HEADINGS, ["李 安", ANNA, "", DOOR, "13800138000"]))
    plan = imported(store, sheet(HEADINGS, ["李安", ANNA, "", "水景花苑3-2-201", "13800138000"], name="本月新增"))
    assert (plan.counts.people_new, plan.counts.people_matched, plan.counts.people_completed) == (0, 1, 0)
    assert plan.counts.problems == {}
    assert len(people(store)) == 1


def test_the_same_person_twice_in_one_file_is_one(store: Store) -> None:
    plan = imported(
        store, sheet(HEADINGS, ["李安", ANNA, "", DOOR, ""]), sheet(HEADINGS, ["李安", ANNA, "", "", "13800138000"])
    )
    assert (plan.counts.people_new, plan.counts.people_matched, plan.counts.households) == (1, 1, 1)
    assert people(store)[0].phone == "13800138000"


def test_name_birth_and_address_find_a_person_without_a_number(store: Store) -> None:
    imported(store, sheet(HEADINGS, ["李安", "", "1980-01-15", DOOR, ""]))
    plan = imported(store, sheet(HEADINGS, ["李安", ANNA, "", "水景花苑3号楼2单元201", ""]))
    (found,) = people(store)
    assert (plan.counts.people_matched, found.id_number, found.doubt) == (1, ANNA, "")


def test_a_wrong_number_is_replaced_by_a_right_one_and_kept_as_a_further_document(store: Store) -> None:
    imported(store, sheet(HEADINGS, ["李安", WRONG, "1980-01-15", DOOR, ""]))
    assert people(store)[0].doubt
    plan = imported(store, sheet(HEADINGS, ["李安", ANNA, "", DOOR, ""]))
    (found,) = people(store)
    assert (found.id_number, found.doubt, plan.counts.problems) == (ANNA, "", {"corrected": 1})
    assert [(one.number, one.kind) for one in found.documents] == [(WRONG, "111")]
    assert found.note == ""
    assert [hit.id for hit in store.search(WRONG)] == [found.id]
    (done,) = past_imports(store)[:1]
    undo_import(store, done)
    (found,) = people(store)
    assert (found.id_number, found.documents, bool(found.doubt)) == (WRONG, (), True)


def test_what_is_written_beside_numbers_goes_into_the_note(store: Store) -> None:
    rows = [["李安", f"{ANNA}（已过期）", "", DOOR, "13800138000 (儿子)"]]
    rows += [["李平", f"身份证：{WRONG}", "", DOOR, "13800138001（儿子）、13800138002（女儿）"]]
    plan = imported(store, sheet([*HEADINGS, "产权人电话"], *([*row, "房东13800138003"] for row in rows)))
    first, second = people(store)
    assert (first.id_number, first.phone, first.sex) == (ANNA, "13800138000", "2")
    assert first.note == "证件号码注：已过期；电话注：儿子；产权人电话注：房东"
    assert (second.id_number, second.phone, second.telephones[0].number) == (WRONG, "13800138001", "13800138002")
    assert second.note.startswith("电话注：13800138001（儿子）、13800138002（女儿）")
    assert second.doubt == FAULTS["id_checksum"]
    assert [p.code for p in plan.problems] == ["id_checksum"]
    assert store.select(House)[0].owner_phone == "13800138003"


@pytest.mark.parametrize("numbered", [ANNA, ""])
def test_what_was_kept_with_words_beside_it_is_found_again_without_them(store: Store, numbered: str) -> None:
    """An older version kept what the cell said; neither the person nor the number comes twice."""
    imported(store, sheet(HEADINGS, ["李安", numbered or WRONG, "", DOOR, "13800138000"]))
    (old,) = people(store)
    number_then = numbered or f"身份证：{WRONG}"
    store.save(changed(old, phone="13800138000(儿子)", id_number=number_then))
    row = ["李安", numbered or f"身份证：{WRONG}", "", DOOR, "13800138000(儿子)"]
    plan = imported(store, sheet(HEADINGS, row))
    (found,) = people(store)
    assert (plan.counts.people_matched, found.phone, found.telephones) == (1, "13800138000(儿子)", ())
    assert (found.id_number, found.note) == (number_then, "电话注：儿子")


def test_a_document_that_is_called_by_its_name_is_of_that_kind(store: Store) -> None:
    rows = [["李安", "护照：E12345678", "", DOOR, ""], ["李平", "回乡证H1234567800", "", DOOR, ""]]
    plan = imported(store, sheet(HEADINGS, *rows))
    assert [(r.id_kind, r.id_number, r.doubt) for r in people(store)] == [
        ("414", "E12345678", ""),
        ("516", "H1234567800", ""),
    ]
    assert plan.problems == []


def test_a_wrong_number_never_replaces_a_right_one(store: Store) -> None:
    imported(store, sheet(HEADINGS, ["李安", ANNA, "", DOOR, ""]))
    plan = imported(store, sheet(HEADINGS, ["李安", WRONG, "1980-01-15", DOOR, ""]))
    assert (people(store)[0].id_number, people(store)[0].doubt) == (ANNA, "")
    assert plan.counts.problems == {}


def test_the_same_name_is_not_the_same_person(store: Store) -> None:
    imported(store, sheet(HEADINGS, ["李安", ANNA, "", DOOR, ""]))
    plan = imported(
        store, sheet(HEADINGS, ["李安", number(4, "19910101"), "", "第五园1-1-101", ""], ["李安", "", "", "", ""])
    )
    assert plan.counts.people_new == 2
    assert "maybe_same" not in plan.counts.problems
    assert len(people(store)) == 3


def test_father_and_son_of_one_name_at_one_address_are_two(store: Store) -> None:
    plan = imported(store, sheet(HEADINGS, ["李安", "", "1950-01-01", DOOR, ""], ["李安", "", "1980-01-15", DOOR, ""]))
    assert (plan.counts.people_new, plan.counts.people_matched) == (2, 0)


def test_what_agrees_but_not_enough_is_doubtful_and_never_merged(store: Store) -> None:
    imported(store, sheet(HEADINGS, ["李安", ANNA, "", DOOR, ""]))
    row = sheet(HEADINGS, ["李安", "", "", DOOR, ""])
    plan = imported(store, row)
    assert plan.counts.people_new == 1
    assert plan.counts.problems["maybe_same"] == 1
    assert "同一人" in people(store)[1].doubt
    again = imported(store, row)
    assert (again.counts.people_new, again.counts.problems.get("maybe_same")) == (0, None)


def test_the_clerk_decides_that_a_doubtful_person_is_the_same(store: Store) -> None:
    imported(store, sheet(HEADINGS, ["李安", ANNA, "", DOOR, ""]))
    row = sheet(HEADINGS, ["李安", "", "1980-01-15", "第五园1-1-101", "13800138000"])
    assert planned(store, row).counts.problems["maybe_same"] == 1
    imported(store, row, choices=Choices(same=frozenset({("名册", 2)})))
    (found,) = people(store)
    assert (found.phone, found.id_number) == ("13800138000", ANNA)


def test_one_number_for_two_names_keeps_both_and_doubts_both(store: Store) -> None:
    imported(store, sheet(HEADINGS, ["李安", ANNA, "", DOOR, ""]))
    row = sheet(HEADINGS, ["王五", ANNA, "", DOOR, ""])
    plan = imported(store, row)
    assert plan.counts.problems["number_taken"] == 1
    assert [p.id_number for p in people(store)] == [ANNA, ANNA]
    assert all("相同" in p.doubt for p in people(store))
    assert imported(store, row).counts.people_new == 0


def test_two_nobodies_of_one_name_stay_two_however_often_the_file_comes(store: Store) -> None:
    rows = sheet(["姓名", "电话"], ["张伟", ""], ["张伟", ""])
    assert imported(store, rows).counts.people_new == 2
    assert imported(store, rows).counts.people_new == 0
    assert len(people(store)) == 2


def test_only_what_is_empty_is_filled(store: Store) -> None:
    headings = ["姓名", "身份证号", "民族", "政治面貌", "电话", "特殊人群", "人员类别", "备注"]
    imported(store, sheet(headings, ["李安", ANNA, "汉", "群众", "13800138000", "低保", "", "会唱戏"]))
    plan = imported(
        store,
        sheet(headings, ["李安", ANNA, "", "党员", "13900139000、13700137000", "低保、残疾", "流动人口", "爱下棋"]),
    )
    (found,) = people(store)
    assert (found.ethnicity, found.politics, found.population) == ("01", "13", "2")
    assert (found.phone, found.telephones[0].number) == ("13800138000", "13900139000")
    assert [t.kind for t in found.care] == ["30", "20"]
    assert found.note == "会唱戏；爱下棋"
    assert plan.counts.problems == {"differs": 2}
    assert [(p.field, p.written, p.kept) for p in plan.problems] == [
        ("politics", "中共党员", "群众"),
        ("phone", "13700137000", "13800138000"),
    ]


def test_what_the_clerk_entered_by_hand_is_found_by_the_import(store: Store) -> None:
    by_hand = Resident(name="李安", id_number=ANNA, sex="2", birth=date(1980, 1, 15), care=(CareTag(kind="10"),))
    store.save(by_hand)
    plan = imported(store, sheet(HEADINGS, ["李安", ANNA, "", DOOR, ""]))
    (found,) = people(store)
    assert (plan.counts.people_matched, plan.counts.people_completed) == (1, 1)
    assert found.house != 0
    assert [t.kind for t in found.care] == ["10"]


def test_another_telephone_changes_somebody_and_completes_nothing(store: Store) -> None:
    store.save(Resident(name="李安", id_number=ANNA, sex="2", birth=date(1980, 1, 15), phone="13800138000"))
    headings, line = ["姓名", "身份证号", "联系电话"], ["李安", ANNA, "13900139000"]
    plan = imported(store, sheet(headings, line))
    assert (plan.counts.people_completed, plan.counts.people_changed) == (0, 1)
    (found,) = people(store)
    assert [found.phone, *(one.number for one in found.telephones)] == ["13800138000", "13900139000"]
    plan = imported(store, sheet([*headings, "民族"], [*line, "汉族"]))
    assert (plan.counts.people_completed, plan.counts.people_changed) == (1, 0)
    plan = imported(store, sheet([*headings, "民族"], [*line, "汉族"]))
    assert (plan.counts.people_completed, plan.counts.people_changed) == (0, 0)


def test_a_person_who_moved_stays_where_registered_and_is_told(store: Store) -> None:
    imported(store, sheet(HEADINGS, ["李安", ANNA, "", DOOR, ""]))
    before = people(store)[0].house
    plan = imported(store, sheet(HEADINGS, ["李安", ANNA, "", "第五园1-1-101", ""]))
    assert people(store)[0].house == before
    assert plan.counts.problems == {"differs": 1}
    assert plan.counts.households == 0


def test_somebody_registered_as_gone_is_told_and_not_brought_back(store: Store) -> None:
    store.save(Resident(name="李安", id_number=ANNA, sex="2", birth=date(1980, 1, 15), state="3"))
    plan = imported(store, sheet(HEADINGS, ["李安", ANNA, "", "", ""]))
    assert people(store)[0].state == "3"
    assert plan.counts.problems == {"address_missing": 1, "not_present": 1}


def test_masked_numbers_find_their_person_and_spoil_nothing(store: Store) -> None:
    imported(store, sheet(HEADINGS, ["李安", ANNA, "", DOOR, "13800138000"]))
    masked = ANNA[:6] + "********" + ANNA[14:]
    plan = imported(store, sheet(HEADINGS, ["李安", masked, "1980-01-15", DOOR, "138****8000"]))
    assert (plan.counts.people_matched, plan.counts.problems) == (1, {})
    assert people(store)[0].id_number == ANNA
