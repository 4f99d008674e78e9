"""What a correction changed, as its step and the timeline tell it: by names, masked, and never a bare id."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest

from db.fields import Field, Link, Ref, Rows
from db.records import KINDS
from db.records.base import Record, changed, fields_of
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.kind import Kind
from db.records.matters.matter import Claimant, Helper, Matter
from db.records.moving import correctable
from db.records.registry.place import Building, House
from db.services.changes_told import changes_told
from db.services.matters.take_in import take_in
from db.services.move import correct
from db.services.timeline import timeline
from db.store import Store
from tests.factories import begun, citizen_number, estate, plant

NOON = datetime(2026, 3, 2, 12, 0)
PHONE, OTHER = "13812349126", "13855559126"
STAGED = [kind for kind in KINDS if kind.flows]


@pytest.fixture
def matter(store: Store) -> Matter:
    """A matter that was just taken in."""
    claimants = (Claimant(name="周桂芳", phone=PHONE), Claimant(name="李国富"))
    return take_in(store, Matter(subject="充电桩断电", taken=NOON, claimants=claimants))


def told(store: Store, matter: Matter, **values: Any) -> str:
    """What the step of a correction tells, and its line."""
    right = correct(store, matter, "记错了", **values)
    note = store.steps(right)[-1].note
    assert timeline(store, right)[0].more == ("理由：记错了", note)
    return note


def test_what_a_field_leads_to_is_told_by_its_title(store: Store, matter: Matter) -> None:
    taker = plant(store, Person, name="王建军").id
    assert told(store, matter, taker=taker) == "接待人：卢清 → 王建军"
    other = plant(store, Person, name="李敏").id
    assert told(store, store.get(Matter, matter.id), taker=other) == "接待人：王建军 → 李敏"
    assert told(store, store.get(Matter, matter.id), taker=0) == "接待人：李敏 → （空）"


def test_a_title_is_masked_as_a_list_masks_it(store: Store, matter: Matter) -> None:
    number = citizen_number()
    taker = plant(store, Person, name=f"王建军{number}").id
    note = told(store, matter, taker=taker)
    assert note.startswith("接待人：卢清 → 王建军220")
    assert number not in note
    building = store.save(Building(estate=estate(store, "幸福里小区"), number="3"))
    house = store.save(House(building=building.id, unit="2", room="501"))
    shown = fields_of(Matter)["house"].mask_shown(store.title(house))
    assert told(store, store.get(Matter, matter.id), house=house.id) == f"房屋：（空） → {shown}"


def test_of_rows_those_are_told_that_differ(store: Store, matter: Matter) -> None:
    first, second = matter.claimants
    who = store.kinds.reference_of(plant(store, Body, name="幸福物业"))
    changed_one = attrs.evolve(second, who=who, phone=OTHER)
    assert told(store, matter, claimants=(first, changed_one)) == ("诉求人：李国富 → 幸福物业（李国富，138****9126）")
    again = store.get(Matter, matter.id)
    assert told(store, again, claimants=again.claimants[1:]) == "诉求人：周桂芳（138****9126） → （空）"
    helper = Helper(body=plant(store, Body, name="城管队").id)
    assert told(store, store.get(Matter, matter.id), helpers=(helper,)) == "协办单位：（空） → 城管队"


def test_where_the_mask_hides_the_difference_it_is_said_that_there_is_one(store: Store, matter: Matter) -> None:
    first, second = matter.claimants
    assert told(store, matter, claimants=(attrs.evolve(first, phone=OTHER), second)) == "诉求人有改动"
    facts = correct(store, store.get(Matter, matter.id), "记错了", facts=f"请打{PHONE}")
    assert told(store, facts, facts=f"请打{OTHER}") == "情况有改动"


def test_plain_values_are_told_as_they_are_shown(store: Store, matter: Matter) -> None:
    values = {"place": "东门", "urgency": "2", "people": 30, "money": Decimal("28600.00")}
    kinds = fields_of(Matter)
    was = {name: getattr(matter, name) for name in values}
    expected = [
        f"{kinds[n].label}：{kinds[n].show(was[n]) or '（空）'} → {kinds[n].show(v)}" for n, v in values.items()
    ]
    assert told(store, matter, **values) == "；".join(expected)


def links_of(field: Field[Any]) -> list[Link | Ref]:
    """The field itself, or those of its rows, that lead to something."""
    fields = fields_of(field.part).values() if isinstance(field, Rows) else (field,)
    return [one for one in fields if isinstance(one, Link | Ref)]


@pytest.mark.parametrize("kind", STAGED, ids=lambda kind: kind.table)
def test_no_correctable_field_of_any_type_tells_a_bare_id(store: Store, kind: Kind) -> None:
    before: Record = begun(store, kind.record)
    for name in correctable(kind):
        field = fields_of(kind.record)[name]
        for link in links_of(field):
            led = plant(store, KINDS[link.to if isinstance(link, Link) else link.to[0]].record)
            value: Any = led.id if isinstance(link, Link) else store.kinds.reference_of(led)
            now = (attrs.evolve(field.part(), **{link.name: value}),) if isinstance(field, Rows) else value
            words = changes_told(store, before, changed(before, **{name: now}), [name])
            assert str(value) not in words, name
            assert link.mask_shown(store.title(led))[:4] in words, name
