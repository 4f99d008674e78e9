"""What this program exports comes back as it was, or is refused in words; a masked export never makes doubles."""

import csv
from datetime import date
from pathlib import Path

import pytest

from db.errors import FileUnreadable
from db.records import RECORD_TYPES
from db.records.base import Record, changed, fields_of
from db.records.centre.account import Account
from db.records.centre.centre import Centre
from db.records.registry.booklet import Booklet, BookletMember
from db.records.registry.household import HEAD, Household, Member
from db.records.registry.place import Building, House
from db.records.registry.residence import Residence
from db.records.registry.resident import CareTag, Document, Resident
from db.records.registry.resident_parts import Carer, FormerName, PartyMembership, Telephone
from db.services.export_table import export_table
from db.services.registry.import_roster import Choices, commit, preview, read_roster
from db.store import Store, rows
from tests.db.registry.roster.files import TODAY, number
from tests.factories import estate
from tests.giving import USE

OTHERS = [kind for kind in RECORD_TYPES if kind is not Resident]


def _whole(house: int, before: int) -> Resident:
    """Somebody of whom much is known."""
    return Resident(
        name="李一",
        id_number="E12345678",
        id_kind="414",
        house=house,
        ethnicity="01",
        politics="13",
        telephones=(
            Telephone(number="0551-62345678", of="3", name="李三", may_call="1", may_text="2", note="晚上"),
            Telephone(number="13800000077"),
        ),
        former_names=(FormerName(name="李小一", kind="2"), FormerName(name="李大一", until=date(2001, 2, 3))),
        marriage="20",
        education="21",
        workplace="某厂",
        party_joined=date(2001, 7, 1),
        permit_until=date(2027, 1, 1),
        script_name="Li Yi",
        residences=(
            Residence(house=before, until=date(2024, 5, 31), reason="01", source="走访"),
            Residence(house=house, since=date(2024, 6, 1), whence="某省，某市", kind="1"),
            Residence(house=before, since=date(2025, 1, 1), kind="2"),
        ),
        carers=(
            Carer(name="李三", kind="1", relation="20", phone="13800000088", since=date(2020, 1, 1)),
            Carer(name="赵四", kind="2", basis="某法院（2020）1号"),
        ),
        party=(PartyMembership(status="1", since=date(2002, 7, 1), came="转入，某厂"),),
    )


def settled(store: Store) -> Store:
    """A community with all that a resident can hold."""
    building = store.save(Building(estate=estate(store, "水景花苑"), number="3"))
    one, two = (store.save(House(building=building.id, unit="2", room=room)) for room in ("501", "502"))
    care = (
        CareTag(
            kind="30",
            since=date(2020, 3, 1),
            until=date(2027, 1, 1),
            basis="民〔2020〕3号（续，再续）",
            source="区民政局",
        ),
        CareTag(kind="20", until=date(2030, 1, 1)),
        CareTag(kind="10", basis="２０２１年、复核"),
    )
    people = [
        Resident(
            name="王一",
            id_number=number(1),
            sex="1",
            birth=date(1980, 1, 15),
            house=one.id,
            phone="13800000001",
            care=care,
            documents=(
                Document(number="E12345678", kind="414", until=date(2024, 5, 1), reason="换发（十年期），已交回"),
                Document(number="340104800115001", reason="十五位旧号"),
                Document(number="E87654321", kind="", until=date(2019, 1, 2), reason="遗失"),
                Document(number="A1234567", kind="", reason="哪一种不清楚，本人口述"),
                Document(number="A7654321", kind=""),
            ),
        ),
        Resident(
            name="王二",
            house=one.id,
            phone="13800000002(儿子)",
            doubt="没有证件号码；要问是否同住",
            note="有狗；晚上在家",
        ),
        Resident(name="王三", id_number="220521198001150033", doubt="", house=one.id),
        Resident(
            name="阿依古丽·买买提",
            id_number=number(2),
            sex="2",
            birth=date(1980, 1, 15),
            state="2",
            state_day=date(2025, 5, 1),
        ),
        _whole(two.id, one.id),
        Resident(name="李二", house=two.id, registered_at="某县某村", population="2", residence_match="02", state="3"),
        Resident(name="周一", note="外出人员用*标出", doubt="没有证件号码"),
    ]
    saved = [store.save(person) for person in people]
    for house, numbers, booklet in ((one, (0, 1, 2), "0007"), (two, (4, 5), "8")):
        members = tuple(Member(resident=saved[n].id, relation=HEAD if n == numbers[0] else "20") for n in numbers)
        store.save(Household(head=saved[numbers[0]].id, house=house.id, members=members))
        here = [m for m in members if store.get(Resident, m.resident).population != "2"]
        stand = tuple(BookletMember(resident=m.resident, relation=m.relation) for m in here)
        store.save(Booklet(number=booklet, head=saved[numbers[0]].id, house=house.id, members=stand))
    return store


def picture(store: Store) -> list[object]:
    """People, doors and households by what they say, without ids."""
    titles = store.titles("house", store.ids(House))
    names = {r.id: r.name for r in store.select(Resident)}
    people: list[object] = []
    for r in store.select(Resident):
        told = {
            n: f.show(getattr(r, n))
            for n, f in fields_of(Resident).items()
            if n not in ("house", "care", "documents", "residences", "carers", "party")
        }
        told["parts"] = repr(
            [rows.columns_in(type(p), rows.stored(p)) for n in ("carers", "party") for p in getattr(r, n)]
        )
        told["homes"] = repr(
            [(titles[h.house], *rows.stored(changed(h, id=0, version=0, house=0)).values()) for h in r.residences]
        )
        care = [(t.kind, t.since, t.until, t.basis, t.source) for t in r.care]
        documents = [(d.number, d.kind, d.until, d.reason) for d in r.documents]
        people.append((r.name, told, titles.get(r.house, ""), care, documents))
    families = [
        (names.get(h.head), titles.get(h.house), sorted((names[m.resident], m.relation) for m in h.members))
        for h in store.select(Household)
    ] + [
        (b.number, names.get(b.head), titles.get(b.house), sorted((names[m.resident], m.relation) for m in b.members))
        for b in store.select(Booklet)
    ]
    return sorted([*people, *families], key=repr)


def taken_in(store: Store, path: Path) -> None:
    roster = read_roster(path)
    commit(store, preview(store, roster, Choices(), TODAY), roster.source)


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    """A second store, without anybody."""
    made, _ = Store.create(tmp_path / "other", "lake-lantern-42", Centre(name="另一处"), Account(name="周格"))
    return made


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_plain_export_into_an_empty_store_is_the_same_community(
    store: Store, empty: Store, tmp_path: Path, suffix: str
) -> None:
    export_table(settled(store), Resident, path := tmp_path / f"居民.{suffix}", whole=USE)
    taken_in(empty, path)
    for came, went in zip(picture(empty), picture(store), strict=True):
        assert came == went
    empty.close()


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("plain", [False, True])
def test_an_export_into_the_store_it_came_from_changes_nothing(
    store: Store, tmp_path: Path, suffix: str, plain: bool
) -> None:
    export_table(settled(store), Resident, path := tmp_path / f"居民.{suffix}", whole=USE if plain else None)
    before = {kind.TABLE: {r.id: rows.picture(r) for r in store.select(kind)} for kind in RECORD_TYPES}
    taken_in(store, path)
    assert {kind.TABLE: {r.id: rows.picture(r) for r in store.select(kind)} for kind in RECORD_TYPES} == before


@pytest.mark.parametrize("kind", OTHERS, ids=lambda kind: kind.TABLE)
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_every_other_export_is_refused_in_words(store: Store, tmp_path: Path, kind: type[Record], suffix: str) -> None:
    settled(store)
    export_table(store, kind, path := tmp_path / f"表.{suffix}", whole=USE)
    people = store.count(Resident)
    with pytest.raises(FileUnreadable) as refused:
        taken_in(store, path)
    assert kind.LABEL in refused.value.message or "没有认出" in refused.value.message
    assert store.count(Resident) == people


def test_the_export_of_households_is_known_by_its_headings_in_any_program(store: Store, tmp_path: Path) -> None:
    """Saved again with a title above it, as csv of another delimiter."""
    export_table(settled(store), Household, path := tmp_path / "户.csv")
    told = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    again = tmp_path / "another.txt"
    again.write_text("\n".join("\t".join(row) for row in [["住户情况", *[""] * 5], *told]), encoding="gb18030")
    with pytest.raises(FileUnreadable, match="“户”"):
        read_roster(again)


AWKWARD = (
    "-",
    "无",
    "/",
    "*",
    "a（b（c）d），e",
    "甲、乙；丙",
    "一\n二",
    "起始甲",
    "２０２１",
    "'引",
    "=1+1",
    "  空  格 ".strip(),
    "同上",
    "合计",
)


def test_whatever_is_written_comes_back(store: Store, empty: Store, tmp_path: Path) -> None:
    for n, text in enumerate(AWKWARD):
        care = (CareTag(kind="20", basis=text),)
        store.save(Resident(name=f"周{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[n]}", note=text, registered_at=text, care=care))
    export_table(store, Resident, path := tmp_path / "居民.xlsx", whole=USE)
    taken_in(empty, path)
    for came, went in zip(picture(empty), picture(store), strict=True):
        assert came == went
    empty.close()


def test_a_masked_export_makes_nobody_of_whom_no_number_is_known(store: Store, tmp_path: Path) -> None:
    """A day of birth and a number that are masked tell nothing; whoever has the name is not registered twice."""
    settled(store)
    store.save(Resident(name="马景行", sex="1", birth=date(2026, 9, 1)))
    path = tmp_path / "居民.csv"
    export_table(store, Resident, path)
    plan = preview(store, read_roster(path), Choices(), TODAY)
    assert plan.counts.people_new == 0
    row = store.count(Resident) + 1
    assert [p.code for p in plan.problems if p.row == row] == ["id_missing", "address_missing", "maybe_same_masked"]
