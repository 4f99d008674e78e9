"""再来一份: what a new record takes over, and what is of the old one alone, of every type by its declaration."""

from datetime import date
from typing import Any

import attrs
import pytest

from db.fields import Day, IdNumber, Moment, Period, Privacy, Rows
from db.records import KINDS
from db.records.base import Record, columns_of, fields_of
from db.records.kind import Kind
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.registry.resident import RESIDENTS, CareTag, Document, Resident
from db.records.visits.visit import Visit
from db.services.again import AGAIN, begun_again, begun_with, can_be_repeated, own_fields, taken_over
from db.store import Store
from tests.factories import example, plant

REPEATED = [kind for kind in KINDS if can_be_repeated(kind)]
each_kind = pytest.mark.parametrize("kind", REPEATED, ids=lambda kind: kind.table)


def again(store: Store, record: Record) -> Any:
    kind = store.kinds[record.TABLE]
    return kind.record(**taken_over(kind, record))


@each_kind
def test_nothing_of_one_record_alone_comes_along(store: Store, kind: Kind) -> None:
    old = plant(store, kind.record)
    fresh = again(store, old)
    assert (fresh.id, fresh.version) == (0, 0)
    for name, field in fields_of(kind.record).items():
        value = getattr(fresh, name)
        alone = (
            not field.is_typed
            or field.privacy >= Privacy.SENSITIVE
            or isinstance(field, Day | Moment | Period | IdNumber)
        )
        if alone:
            assert value == getattr(kind.record(), name), name
        if isinstance(field, Rows):
            for part in value:
                assert (part.id, part.version) == (0, 0)
                for inner, column in columns_of(type(part)).items():
                    if isinstance(column, Day | Moment | IdNumber):
                        assert getattr(part, inner) == column.EMPTY, f"{name}.{inner}"


@each_kind
def test_an_import_would_not_take_the_two_for_one(kind: Kind) -> None:
    own = own_fields(kind)
    for key in kind.known_by:
        assert own & {name.rstrip("?") for name in key}, key


@each_kind
def test_something_does_come_along(kind: Kind) -> None:
    assert set(fields_of(kind.record)) - own_fields(kind)


def test_a_second_resident_has_no_number_of_the_first(store: Store) -> None:
    old = Resident(
        id=7, version=2, name="张国富", id_number="11010519491231002X", birth=date(1949, 12, 31), phone="13804350021",
        house=3, politics="01", state="3", state_day=date(2026, 1, 2),
        documents=(Document(number="E12345678", kind="414"),), care=(CareTag(kind="11"),),
    )  # fmt: skip
    fresh = again(store, old)
    assert fresh == Resident(name="张国富", phone="13804350021", house=3, politics="01")
    assert "id_number" in own_fields(RESIDENTS)


def test_a_matter_keeps_who_came_and_what_it_is_about(store: Store) -> None:
    old = example(Matter)
    fresh = again(store, attrs.evolve(old, number="诉〔2026〕1号", stage="20", outcome="1", outside_no="12345-1"))
    assert (fresh.subject, fresh.category, fresh.place) == (old.subject, old.category, old.place)
    assert [c.name for c in fresh.claimants] == [c.name for c in old.claimants]
    blank = Matter()
    for name in ("number", "stage", "outcome", "outside_no", "root", "due", "taken", "slip", "closed"):
        assert getattr(fresh, name) == getattr(blank, name), name


def test_another_case_is_no_way_of_the_same_matter(store: Store) -> None:
    old = attrs.evolve(example(MediationCase), matter=9)
    assert again(store, old).matter == 0


def test_who_holds_a_post_does_not_hold_it_twice() -> None:
    assert "chief" in own_fields(KINDS["grid"])
    assert "steward" in own_fields(KINDS["building"])


def test_it_is_begun_from_what_is_there_and_from_nothing_once_that_is_gone(store: Store) -> None:
    kind = KINDS["visit"]
    saved = plant(store, Visit)
    assert begun_again(store, kind, {AGAIN: saved.id})["visitor"] == saved.visitor
    assert begun_again(store, kind, {}) == begun_again(store, kind, {AGAIN: 12345}) == {}


def test_numbers_of_the_book_are_drawn_and_never_copied() -> None:
    assert not can_be_repeated(KINDS["issued_number"])
    assert not can_be_repeated(KINDS["meeting"]), "it is proposed with its agenda"
    assert not can_be_repeated(KINDS["centre"])


def test_who_asks_for_himself_is_named_from_whom_it_is_begun(store: Store) -> None:
    kind, person = store.kinds["rights_request"], store.save(Resident(name="张桂芳"))
    assert begun_with(store, kind, {"resident": person.id}, {})["asker"] == "张桂芳"
    assert "asker" not in begun_with(store, kind, {}, {})
    assert begun_with(store, kind, {"resident": person.id, "asker": "女儿"}, {})["asker"] == "女儿"
