"""Every record type by its field list alone: a new type is tested the moment it is registered."""

from datetime import date
from typing import Any

import attrs
import pytest

from db.fields import Code, Field, IdNumber, Link, Phone, Privacy, Ref, Rows
from db.records import KINDS, RECORD_TYPES
from db.records.base import Part, Record, Row, changed, columns_of, fields_of, group_of, parts_of
from db.records.hall.meeting import Attendee, Meeting
from db.records.mediation.case import MediationCase, Party
from db.records.registry.household import Household, Member
from db.records.registry.resident import Resident
from db.store import Store
from tests.factories import BORN, citizen_number, example, make, plant, value

PART_TYPES: list[type[Part]] = [rows.part for kind in RECORD_TYPES for rows in parts_of(kind).values()]
ROW_TYPES: list[type[Row]] = [*RECORD_TYPES, *PART_TYPES]
FIELDS = [pytest.param(f, id=f"{kind.TABLE}.{name}") for kind in ROW_TYPES for name, f in fields_of(kind).items()]
COLUMNS = [pytest.param(f, id=f"{kind.TABLE}.{name}") for kind in ROW_TYPES for name, f in columns_of(kind).items()]


def name_of(kind: type[Row]) -> str:
    return kind.TABLE


each_row = pytest.mark.parametrize("kind", ROW_TYPES, ids=name_of)
each_record = pytest.mark.parametrize("kind", RECORD_TYPES, ids=name_of)


def test_no_table_twice() -> None:
    tables = [kind.TABLE for kind in ROW_TYPES]
    assert len(set(tables)) == len(tables)
    assert [kind.record for kind in KINDS] == list(RECORD_TYPES)


@each_row
def test_labels_and_headings_are_told_apart(kind: type[Row]) -> None:
    labels = [f.label for f in fields_of(kind).values()]
    assert len(set(labels)) == len(labels)
    owners: dict[str, str] = {}
    for name, field in fields_of(kind).items():
        for heading in {field.label, *field.words}:
            assert owners.setdefault(heading, name) == name, f"{heading} would fill two fields"


@each_row
def test_a_changed_row_is_a_new_one_with_the_other_values(kind: type[Row]) -> None:
    one = example(kind)
    kept = attrs.asdict(one, recurse=False)
    two = changed(one, version=7)
    assert two == attrs.evolve(one, version=7)
    assert list(vars(two)) == [a.name for a in attrs.fields(kind)], "a row is kept without slots: see `changed`"
    assert attrs.asdict(one, recurse=False) == kept
    with pytest.raises(TypeError):
        changed(one, unheard_of=1)


@each_record
def test_a_list_has_columns_that_fit_a_small_screen(kind: type[Record]) -> None:
    widths = [f.width for f in fields_of(kind).values() if f.listed]
    assert widths
    assert sum(widths) <= 76, "1366 pixels hold some 76 Han characters beside the navigation"


@pytest.mark.parametrize("field", FIELDS)
def test_field_declared_whole(field: Field[Any]) -> None:
    assert field.label.strip() == field.label != ""
    assert 2 <= field.width <= 30
    if isinstance(field, Code):
        assert field.codes().labels or field.codes().own, "what every centre fills in itself begins empty"
    if isinstance(field, Link):
        assert field.to in KINDS
    if isinstance(field, Rows):
        assert issubclass(field.part, Part)
        assert field.part in PART_TYPES


@pytest.mark.parametrize("kind", [Resident, Party, Attendee])
def test_what_identifies_a_person_is_personal(kind: type[Row]) -> None:
    telling = [f for f in fields_of(kind).values() if isinstance(f, IdNumber | Phone)]
    assert telling
    assert all(f.privacy >= Privacy.PERSONAL for f in telling)


@pytest.mark.parametrize("field", COLUMNS)
def test_values_survive_the_table(field: Field[Any]) -> None:

    for kept in (value(field), field.EMPTY):
        assert field.load(field.store(kept)) == kept


@pytest.mark.parametrize("field", COLUMNS)
def test_what_is_shown_is_read_back(field: Field[Any]) -> None:

    for kept in (value(field), field.EMPTY):
        assert field.read(field.show(kept)) == kept


@each_row
def test_the_example_is_valid(kind: type[Row]) -> None:
    assert [p.sentence() for p in example(kind).problems()] == []


@each_row
def test_each_missing_required_value_is_named(kind: type[Row]) -> None:
    for name, field in fields_of(kind).items():
        if field.required:
            problems = attrs.evolve(example(kind), **{name: field.EMPTY}).problems()
            assert [(p.field, p.label) for p in problems if p.code == "required"] == [(name, field.label)]


@pytest.mark.parametrize("field", FIELDS)
def test_what_may_be_empty_is_not_wrong_for_being_empty(field: Field[Any]) -> None:
    """A record's check passes over what is empty and may be."""
    fault = field.fault(field.EMPTY)
    assert (fault is not None) == field.required


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_surely_right_has_no_fault(field: Field[Any]) -> None:
    """A record's check does not ask of these values."""
    assert [v for v in field.surely_right() if field.fault(v)] == []
    assert (field.EMPTY in field.surely_right()) is not field.required


@each_row
def test_what_forbids_saving_is_the_blocking_part_of_all_that_is_wrong(kind: type[Row]) -> None:
    """Whatever a column holds, missing and strange values: the shorter check before a save comes to the same."""
    for name, field in columns_of(kind).items():
        for wrong in (field.EMPTY, "\ue000?" if isinstance(field.EMPTY, str) else field.EMPTY):
            one = attrs.evolve(example(kind), **{name: wrong})
            assert one.refusals() == [p for p in one.problems() if p.blocking]


@each_record
def test_a_title_is_never_empty(kind: type[Record]) -> None:
    linked = {name: "幸福里3号楼" for name, f in columns_of(kind).items() if isinstance(f, Link)}
    assert make(kind).title(linked).strip()


class Asked(dict[str, str]):
    """Titles of links that notes for which of them a title asks."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __missing__(self, name: str) -> str:
        self.names.add(name)
        return "幸福里"

    def get(self, name: str, default: object = None) -> Any:
        return self[name]


@each_record
def test_a_title_asks_for_no_link_but_those_that_its_type_names(kind: type[Record]) -> None:
    """The store brings the titles of these alone."""
    asked = Asked()
    make(kind).title(asked)
    assert asked.names <= set(kind.TITLED_BY)
    assert all(isinstance(columns_of(kind)[name], Link | Ref) for name in kind.TITLED_BY)


def test_no_title_tells_itself() -> None:
    """Else titles would be looked for without end."""

    def below(kind: type[Record], seen: tuple[str, ...]) -> None:
        assert kind.TABLE not in seen
        for name in kind.TITLED_BY:
            link = columns_of(kind)[name]
            assert isinstance(link, Link | Ref)
            for to in (link.to,) if isinstance(link, Link) else link.to:
                below(KINDS[to].record, (*seen, kind.TABLE))

    for kind in RECORD_TYPES:
        below(kind, ())


@each_record
def test_every_field_has_a_form_heading_or_none_has(kind: type[Record]) -> None:
    groups = list(group_of(kind).values())
    assert all(groups) or not any(groups)


@each_record
def test_saved_and_read_back_is_the_same(store: Store, kind: type[Record]) -> None:
    saved = plant(store, kind)
    assert saved.id
    assert saved.version == 1
    assert store.get(kind, saved.id) == saved


def test_a_problem_of_a_part_says_which_row() -> None:
    case = make(MediationCase, parties=(example(Party, 1), example(Party, 2, name="")))
    (problem,) = case.problems()
    assert (problem.field, problem.label) == ("parties.1.name", "当事人第2行 姓名或名称")


def test_a_case_needs_two_sides_and_their_consent() -> None:
    one = make(MediationCase, parties=(example(Party),))
    assert [p.code for p in one.problems()] == ["one_party"]
    refused = make(MediationCase, stage="3", parties=(example(Party, 1), example(Party, 2, consent="2")))
    assert [p.code for p in refused.problems()] == ["consent_refused"]
    assert not attrs.evolve(refused, stage="8").problems()


def test_a_case_is_not_due_before_it_came() -> None:
    case = make(MediationCase, received=date(2026, 3, 2), due=date(2026, 3, 1))
    assert [p.code for p in case.problems()] == ["due_before"]


def test_a_household_has_one_head_and_nobody_twice() -> None:
    head, wife = Member(resident=1, relation="02"), Member(resident=2, relation="12")
    assert not make(Household, head=1, members=(head, wife)).problems()
    two = make(Household, head=1, members=(head, attrs.evolve(wife, relation="02")))
    assert [p.code for p in two.problems()] == ["two_heads"]
    twice = make(Household, head=1, members=(head, attrs.evolve(wife, resident=1)))
    assert [p.code for p in twice.problems()] == ["member_twice"]
    next_head = attrs.evolve(wife, relation="02", since=date(2026, 1, 2))
    left = make(Household, head=2, members=(attrs.evolve(head, until=date(2026, 1, 1)), next_head))
    assert not left.problems()


def test_a_meeting_has_one_chair() -> None:
    meeting = make(Meeting, attendees=(example(Attendee, 1, role="3"), example(Attendee, 2, role="3")))
    assert [p.code for p in meeting.problems()] == ["two_chairs"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id_number": "110105194912310029"}, "id_checksum"),
        ({"id_number": "不详"}, "id_missing"),
        ({"id_number": "1101051949"}, "id_length"),
        ({"sex": "2"}, "sex_differs"),
        ({"birth": date(1980, 1, 16)}, "birth_differs"),
    ],
)
def test_doubts_about_a_resident_never_forbid_saving(changes: dict[str, Any], code: str) -> None:
    (problem,) = make(Resident, **changes).problems()
    assert problem.code == code
    assert not problem.blocking


def test_other_papers_are_not_measured_as_identity_numbers() -> None:
    assert not make(Resident, id_kind="414", id_number="E12345678").problems()
    assert not make(Resident, id_number="").problems()


def test_age_counts_from_the_birthday() -> None:
    resident = make(Resident, id_number=citizen_number(3))
    assert resident.birth == BORN
    assert resident.age(date(2026, 1, 14)) == 45
    assert resident.age(date(2026, 1, 15)) == 46
