"""The index says what the records say: after every change, after deletion, after it was filled anew."""

import logging

import attrs
import pytest

from db.errors import RecordInvalid
from db.fields import Link
from db.records import KINDS
from db.records.base import changed, fields_of
from db.records.centre.account import Account
from db.records.estates.estate import Estate
from db.records.kind import Kind
from db.records.mediation.case import MediationCase, Party
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.store import Store, Warrant, Writer, search_index
from db.store.search_entries import document, entry, is_same, record_of
from db.store.search_sources import read_word
from tests.db.finding import finds, found, house, people
from tests.factories import example, plant, value

TABLES = (
    "search_text_docsize",
    "search_identity_docsize",
    "search_telephone_docsize",
    "search_number",
    "search_home",
    "search_house",
    "search_building",
)


def sizes(store: Store) -> list[int]:
    return [len(store._connection.execute(f"SELECT 1 FROM {table}").fetchall()) for table in TABLES]


def test_a_changed_record_is_found_by_what_it_is_now_only(store: Store) -> None:
    person = store.save(Resident(name="张国芳", id_number="340603198001150024", phone="13912345678"))
    before = sizes(store)
    now = store.save(attrs.evolve(person, name="李晓静", id_number="510107196208223113", phone="13800001111"))
    for words in ("张国芳", "zgf", "zhangguofang", "国芳", "0024", "19800115", "5678", "1234", "340603198001150024"):
        assert not finds(store, words, now), words
    for words in ("李晓静", "lxj", "3113", "19620822", "0000", "13800001111"):
        assert finds(store, words, now), words
    assert sizes(store) == before


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.found], ids=lambda kind: kind.table)
def test_whatever_changes_an_entry_is_entered(kind: Kind) -> None:
    assert kind.found
    one = attrs.evolve(example(kind.record), id=7)
    for name, field in fields_of(kind.record).items():
        for new in (value(field, 31), field.EMPTY, 9 if isinstance(field, Link) else field.EMPTY):
            other = changed(one, **{name: new})
            if entry(KINDS, one, kind.found) != entry(KINDS, other, kind.found):
                assert not is_same(kind.found, one, other), name


def test_what_the_index_does_not_tell_leaves_it_as_it_is(store: Store) -> None:
    person = store.save(Resident(name="张国芳", id_number="340603198001150024", phone="13912345678"))
    store._connection.execute("DELETE FROM search_number")
    person = store.save(attrs.evolve(person, note="改过"))
    assert finds(store, "张国芳", person)
    assert not finds(store, "0024", person)
    assert finds(store, "0024", store.save(attrs.evolve(person, phone="")))


def test_a_deleted_record_leaves_nothing(store: Store) -> None:
    before = sizes(store)
    place = house(store, "幸福里小区", "3", "2", "501")
    person = store.save(Resident(name="张国芳", id_number="340603198001150024", phone="13912345678", house=place.id))
    with store.writing() as w:
        w.delete(person)
        w.delete(store.get(House, place.id))
    for words in ("张国芳", "zgf", "张国方", "zangguofan", "0024", "5678", "1234", "3-501", "340603198001150025"):
        assert store.search(words) == [], words
    with store.writing() as w:
        building = store.get(Building, place.building)
        w.delete(building)
        w.delete(store.get(Estate, building.estate))
    assert sizes(store) == before


def test_parts_that_go_are_forgotten(store: Store) -> None:
    parties = (Party(name="钱多多"), Party(name="孙少少"))
    case = plant(store, MediationCase, 1, number="民调〔2026〕1号", title_text="噪音", parties=parties)
    store.save(attrs.evolve(case, parties=(case.parties[1], Party(name="周正"))))
    assert not finds(store, "钱多多", case)
    assert finds(store, "孙少少", case)
    assert finds(store, "周正", case)


def _save_two(store: Store) -> None:
    with store.writing() as w:
        w.save(Resident(name="张国芳"))
        w.save(Resident(name=""))


def test_what_was_undone_is_not_found(store: Store) -> None:
    with pytest.raises(RecordInvalid):
        _save_two(store)
    assert store.search("zgf") == []


def test_what_comes_back_at_once_is_found(store: Store) -> None:
    person, other = people(store, "张国芳", "李晓静")
    with store.writing("", Warrant.UNDO) as w:
        w.delete(person)
        w.delete(other)
        w.put_back([attrs.evolve(person, version=0)])
    assert finds(store, "zgf", person)
    assert store.search("lxj") == []


def _delete_in_vain(w: Writer, person: Resident) -> None:
    with w.step():
        w.delete(person)
        raise RecordInvalid([])


def test_what_goes_in_a_step_that_is_undone_is_found(store: Store) -> None:
    gone, staying = people(store, "张国芳", "李晓静")
    with store.writing() as w:
        w.delete(gone)
        with pytest.raises(RecordInvalid):
            _delete_in_vain(w, staying)
    assert store.search("zgf") == []
    assert finds(store, "lxj", staying)


def test_however_many_go_at_once_none_is_found(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "_WAITING", 3)
    before = sizes(store)
    going = people(store, *(f"张国{one}" for one in "芳强明军涛勇杰"))
    with store.writing() as w:
        for one in going:
            w.delete(one)
    assert sizes(store) == before


def test_another_window_finds_what_was_saved_here(store: Store) -> None:
    other = store.again()
    people(store, "张国芳")
    assert found(other, "zgf") == ["张国芳"]
    other.close()


def test_filled_anew_it_finds_the_same(store: Store) -> None:
    for kind in (k.record for k in KINDS if k.found):
        plant(store, kind)
        plant(store, kind)
    words = ("赵", "zyi", "38", "0001", "1号", "事由1", "小区")
    before, size = [store.search(w) for w in words], sizes(store)
    assert any(before)
    search_index.rebuild(store._connection)
    assert [store.search(w) for w in words] == before
    assert sizes(store) == size


def test_an_index_of_older_rules_is_filled_anew(store: Store) -> None:
    person = people(store, "张国芳")[0]
    connection = store._connection
    connection.execute("DELETE FROM search_rules")
    connection.execute("INSERT INTO search_text (search_text) VALUES ('delete-all')")
    assert not finds(store, "zgf", person)
    search_index.refill(connection)
    assert finds(store, "zgf", person)
    search_index.put_many(connection, [attrs.evolve(person, name="周正")])
    search_index.refill(connection)
    assert finds(store, "周正", person), "an index of these rules is left as it is"


def test_ids_of_every_desk_come_back_as_they_were() -> None:
    for kind in (k.record for k in KINDS if k.found):
        for record_id in (1, (1 << 40) + 1, (255 << 40) + (1 << 40) - 1):
            assert record_of(KINDS, document(KINDS, kind.TABLE, record_id)) == (kind.TABLE, record_id)
            assert document(KINDS, kind.TABLE, record_id) < 1 << 63


def test_records_of_the_house_itself_are_not_searched(store: Store) -> None:
    store.save(Account(name="卢清明"))
    assert [hit.table for hit in store.search("卢清明")] == ["person"], "whose account it is, not the account"


def test_entering_many_equals_entering_one_by_one(store: Store) -> None:
    saved = people(store, *(f"赵{c}" for c in "甲乙丙丁戊"))
    search_index.put_many(store._connection, saved[::-1])
    for person in saved:
        search_index.put(store._connection, person)
    assert sizes(store)[0] == 5 + 1, "and the clerk"
    assert found(store, "赵") == [p.name for p in saved]


@pytest.mark.parametrize("words", ["zgf", "张国芳", "0024", "3-501", "zhangguofagn", "340603198001150025"])
def test_nothing_typed_reaches_a_log(store: Store, caplog: pytest.LogCaptureFixture, words: str) -> None:
    with caplog.at_level(logging.DEBUG):
        people(store, "张国芳")
        store.search(words)
    assert not caplog.records


def test_a_place_without_its_building_is_only_text(store: Store) -> None:
    assert read_word(store._connection, "3栋502").is_plain
    house(store, "幸福里小区", "3", "", "502")
    assert not read_word(store._connection, "3栋502").is_plain
