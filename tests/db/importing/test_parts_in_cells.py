"""Repeated parts in one cell: what an export writes of any is read back, and what clerks write is read as they mean it."""

import pytest

from db.records.base import fields_of
from db.records.bodies.person import Person
from db.records.hall.meeting import AgendaItem, Meeting
from db.records.mediation.case import MediationCase, Party
from db.records.registry.place import House
from db.records.registry.resident import Resident, reference_to
from db.services.importing.book import Book
from db.services.told_cells import cell
from db.store import Store
from tests.db.registry.roster.files import TODAY
from tests.factories import plant

PARTIES = fields_of(MediationCase)["parties"]


def read(store: Store, text: str) -> list[tuple[str, str, str, str, str]] | None:
    unsure: list[str] = []
    found = Book(store, TODAY).parts(PARTIES, text, unsure)  # type: ignore[arg-type]
    return None if found is None else [(p.side, p.name, p.job, p.phone, p.address) for p in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "party",
    [
        Party(name="王五"),
        Party(name="王五", phone="13812345678"),
        Party(name="王五", address="幸福里小区3号楼"),
        Party(name="快递驿站，经营者谷小婵", job="店主、房东", address="幸福里（东区）3号楼（临街）"),
        Party(side="2", name="王五", age=45, address="3号楼；2单元"),
        Party(name="王五", job="“老王”", phone="13812345678、02012345678"),
    ],
    ids=str,
)
def test_what_an_export_writes_is_read_back(store: Store, party: Party) -> None:
    parties = (party, Party(side="2", name="赵六", job="会计", address="A座"))
    written = str(cell(PARTIES, parties, store.all_titles([MediationCase(parties=parties)]), plain=True))
    assert Book(store, TODAY).parts(PARTIES, written, []) == parties  # type: ignore[arg-type]


def test_long_texts_come_back_with_their_signs(store: Store) -> None:
    item = AgendaItem(
        subject="停车", speaker="邬丽珊", discussion="先说，再议。\n一、画线（白）；二、装桩", decision="同意"
    )
    field = fields_of(Meeting)["agenda"]
    written = str(cell(field, (item,), store.all_titles([Meeting(agenda=(item,))]), plain=True))
    assert Book(store, TODAY).parts(field, written, []) == (item,)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "sides"),
    [
        ("王五（申请人）、赵六（被申请人，13812345678）", ["1 王五", "2 赵六"]),
        ("申请人：王五；被申请人：赵六、钱七", ["1 王五", "2 赵六", "2 钱七"]),
        ("申请人:王五\n对方：赵六", ["1 王五", "2 赵六"]),
        ("王五，赵六", ["1 王五", "1 赵六"]),
        ("王五（男，45）", ["1 王五"]),
    ],
)
def test_what_clerks_write_is_read_as_they_mean_it(store: Store, written: str, sides: list[str]) -> None:
    found = read(store, written)
    assert found is not None
    assert [f"{side} {name}" for side, name, *_ in found] == sides
    assert all(not job for _, _, job, *_ in found)


def test_a_namesake_is_known_by_what_stands_beside_the_name(store: Store) -> None:
    house = plant(store, House)
    one, two = (
        plant(store, Resident, name="何月英", phone=f"1381234567{n}", house=house.id * (n == 2)) for n in (1, 2)
    )
    plant(store, Person, name="何月英", phone="13900000000")
    home = store.titles("house", [house.id])[house.id]
    field = fields_of(MediationCase)["parties"]

    def led(text: str) -> tuple[int, list[str]]:
        unsure: list[str] = []
        (party,) = Book(store, TODAY).parts(field, text, unsure) or ()  # type: ignore[arg-type]
        return party.who, unsure  # type: ignore[attr-defined]

    assert led("何月英（申请人，何月英，13812345671）") == (reference_to(one.id), [])
    assert led(f"何月英（申请人，何月英，单位或住址：{home}）") == (reference_to(two.id), [])
    assert led("何月英（申请人，何月英，退休）") == (0, ["何月英"])


def test_what_is_masked_says_nothing(store: Store) -> None:
    assert read(store, "申请人（王五，138****5678）") == [("1", "王五", "", "", "")]
