"""What is exported opens in a spreadsheet as it is, hides what it should, and comes back as the same people."""

import csv
import signal
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook

from db.errors import ArgumentError, Cancelled, FileUnwritable, StoreBusy
from db.fields import Rows
from db.records import KINDS, RECORD_TYPES
from db.records.base import Record, fields_of
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.centre.centre import Centre
from db.records.letters.announcement import Announcement
from db.records.letters.number import IssuedNumber
from db.records.mediation.case import MediationCase
from db.records.registry.household import Household, Member
from db.records.registry.place import Building, House
from db.records.registry.resident import CareTag, Document, Resident
from db.records.visits.visit import Visit
from db.services.bodies.whose_name import say_other
from db.services.chosen import Chosen
from db.services.export_table import export_table, masked_columns
from db.services.figures.export import export_report
from db.services.figures.report import report
from db.services.figures.span import read_span
from db.services.registry.import_roster import Choices, commit, preview, read_roster
from db.services.sheets.process import read_sheets
from db.services.sheets.raw import Cell
from db.store import Store
from tests.db.registry.roster.files import TODAY, number
from tests.db.windows import heard, rest, tell, window
from tests.factories import estate, plant
from tests.giving import USE


@pytest.fixture
def family(store: Store) -> Store:
    """A store with a household of two, and somebody alone."""
    building = store.save(Building(estate=estate(store, "水景花苑"), number="3"))
    house = store.save(House(building=building.id, unit="2", room="0201", area=Decimal("89.5")))
    head = store.save(
        Resident(
            name="乌兰·巴特尔",
            id_number=number(1),
            sex="1",
            birth=date(1980, 1, 15),
            ethnicity="02",
            politics="01",
            phone="13800138000",
            house=house.id,
            documents=(
                Document(number="E12345678", kind="414"),
                Document(number="22052119800115001X", until=date(2026, 3, 2), reason="登记有误（一位）"),
            ),
            care=(CareTag(kind="20", basis="肢体二级"), CareTag(kind="10")),
        )
    )
    wife = store.save(Resident(name="=1+1", id_number=number(2), sex="2", birth=date(1980, 1, 15), house=house.id))
    members = (Member(resident=head.id, relation="02"), Member(resident=wife.id, relation="10"))
    store.save(Household(head=head.id, house=house.id, members=members))
    store.save(Resident(name="张三", note="只有名字\n和备注"))
    return store


def exported(store: Store, path: Path, *, plain: bool, kind: type[Record] = Resident) -> list[dict[str, Cell]]:
    """The rows of an export by heading, as a spreadsheet's reader sees them."""
    export_table(store, kind, path, whole=USE if plain else None)
    headings, *rows = read_sheets(path)[0].rows
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


SUFFIXES = pytest.mark.parametrize("suffix", [".xlsx", ".csv"])


@SUFFIXES
def test_numbers_and_telephones_are_masked_unless_plain(family: Store, tmp_path: Path, suffix: str) -> None:
    masked = exported(family, tmp_path / f"遮住{suffix}", plain=False)[0]
    plain = exported(family, tmp_path / f"全部{suffix}", plain=True)[0]
    assert str(masked["证件号码"]).strip("\t") == "220521**********" + number(1)[16:]
    assert str(masked["联系电话"]).strip("\t") == "138****8000"
    assert str(masked["关爱类别"]).strip("*") == ""
    assert str(plain["证件号码"]).strip("\t") == number(1)
    assert str(plain["联系电话"]).strip("\t") == "13800138000"
    assert plain["关爱类别"] == "残疾（肢体二级）、高龄"
    assert (plain["现住房屋"], plain["与户主关系"], plain["户主姓名"]) == (
        "水景花苑3号楼2单元0201室",
        "户主",
        "乌兰·巴特尔",
    )


def test_a_spreadsheet_neither_rounds_numbers_nor_runs_formulas(family: Store, tmp_path: Path) -> None:
    path = tmp_path / "居民.xlsx"
    export_table(family, Resident, path, whole=USE)
    sheet = load_workbook(path).worksheets[0]
    headings = [c.value for c in sheet[1]]
    number_cell = sheet.cell(2, headings.index("证件号码") + 1)
    name_cell = sheet.cell(3, headings.index("姓名") + 1)
    assert (number_cell.data_type, number_cell.number_format, number_cell.value) == ("s", "@", number(1))
    assert (name_cell.data_type, name_cell.value) == ("s", "=1+1")


def test_csv_is_known_as_utf8_and_starts_no_formula(family: Store, tmp_path: Path) -> None:
    path = tmp_path / "居民.csv"
    export_table(family, Resident, path, whole=USE)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\n\t=1+1," in content
    assert f",\t{number(1)},".encode() in content


@SUFFIXES
def test_an_export_comes_back_into_the_same_store_as_nothing_new(family: Store, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"居民{suffix}"
    export_table(family, Resident, path, whole=USE)
    counts = preview(family, read_roster(path), Choices(), TODAY).counts
    assert (counts.people_matched, counts.people_new, counts.people_completed) == (3, 0, 0)
    assert (counts.households, counts.houses, counts.buildings) == (0, 0, 0)


def test_an_export_comes_back_into_an_empty_store_as_the_same_people(family: Store, tmp_path: Path) -> None:
    path = tmp_path / "居民.xlsx"
    export_table(family, Resident, path, whole=USE)
    other, _ = Store.create(tmp_path / "另一份", "另一个口令", Centre(name="另一个中心"), Account(name="李四"))
    commit(other, preview(other, read_roster(path), Choices(), TODAY), path.name)
    assert _told(other) == _told(family)
    (household,) = other.select(Household)
    assert [m.relation for m in household.members] == ["02", "10"]
    other.close()


def _told(store: Store) -> Sequence[tuple[object, ...]]:
    return [
        (
            *(r.name, r.id_number, r.birth, r.sex, r.ethnicity, r.politics, r.phone),
            [(t.kind, t.basis) for t in r.care],
            [(d.number, d.kind, d.until, d.reason) for d in r.documents],
        )
        for r in store.select(Resident, order=("name",))
    ]


@SUFFIXES
@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda k: k.TABLE)
def test_every_type_of_record_has_its_columns(store: Store, tmp_path: Path, kind: type[Record], suffix: str) -> None:
    path = tmp_path / f"{kind.TABLE}{suffix}"
    export_table(store, kind, path)
    labels = [f.label for f in fields_of(kind).values() if not (isinstance(f, Rows) and f.fixed)]
    assert read_sheets(path)[0].rows[0][: len(labels)] == labels


def test_households_name_their_members(family: Store, tmp_path: Path) -> None:
    row = exported(family, tmp_path / "户.xlsx", plain=True, kind=Household)[0]
    assert (row["户主"], row["户内成员"]) == ("乌兰·巴特尔", "乌兰·巴特尔（户主）、=1+1（配偶）")


def test_figures_stay_figures(family: Store, tmp_path: Path) -> None:
    row = exported(family, tmp_path / "房屋.xlsx", plain=True, kind=House)[0]
    assert (row["建筑面积（平方米）"], row["房号"]) == (89.5, "0201")


def test_a_cancelled_export_leaves_no_file_and_the_old_one_as_it_was(family: Store, tmp_path: Path) -> None:
    old = tmp_path / "居民.xlsx"
    old.write_bytes(b"old")
    with pytest.raises(Cancelled):
        export_table(family, Resident, old, tick=lambda _done, _total: False)
    assert old.read_bytes() == b"old"
    assert not list(tmp_path.glob("*.part"))
    assert not list(tmp_path.glob(".*.part"))


def test_no_row_is_ever_written_anywhere_else(family: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed export leaves nothing in the system's folder for temporary files, which nobody clears away: there is none here."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "没有的文件夹"))
    path = tmp_path / "居民.xlsx"
    assert exported(family, path, plain=True)[0]["证件号码"] == number(1)
    with pytest.raises(Cancelled):
        export_table(family, Resident, path, tick=lambda _done, _total: False)
    assert [one for one in tmp_path.iterdir() if one.is_file()] == [path]


@pytest.mark.parametrize("text", ["长" * 32_768, "𠮷" * 16_384])
def test_what_a_workbook_would_cut_off_is_said_and_written_whole_as_csv(
    store: Store, tmp_path: Path, text: str
) -> None:
    store.save(Resident(name="张桂芳", note=text))
    with pytest.raises(ArgumentError, match=r"第 2 行的“备注”有 .* 个字，Excel 一格最多放 32,767 个"):
        export_table(store, Resident, tmp_path / "居民.xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []
    assert exported(store, tmp_path / "居民.csv", plain=True)[0]["备注"] == text
    store.save(attrs.evolve(store.select(Resident)[0], note=text[:16_383]))
    assert exported(store, tmp_path / "居民.xlsx", plain=True)[0]["备注"] == text[:16_383]


def test_more_rows_than_a_workbook_has_are_said(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.services.export_table.MOST_ROWS", 2)
    store.save(Resident(name="张桂芳"))
    export_table(store, Resident, tmp_path / "一.xlsx")
    store.save(Resident(name="李国富"))
    with pytest.raises(ArgumentError, match="放不下"):
        export_table(store, Resident, tmp_path / "二.xlsx")


def test_places_and_suffixes_that_cannot_be_written(family: Store, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="xlsx"):
        export_table(family, Resident, tmp_path / "居民.pdf")
    with pytest.raises(FileUnwritable):
        export_table(family, Resident, tmp_path / "没有的文件夹" / "居民.csv")


def test_the_audit_knows_who_took_what(family: Store, tmp_path: Path) -> None:
    before = family.last_entry()[0]
    export_table(family, Resident, tmp_path / "居民.csv", whole=USE)
    assert family.last_entry()[0] == before + 2, "the export, and the entry of the register"
    assert family.verify() == []


def test_nothing_leaves_that_the_audit_cannot_enter(family: Store, tmp_path: Path) -> None:
    """Another window is writing: what was there before is still there, and nothing lies beside it."""
    found, out = report(family, KINDS, read_span("2026", date(2026, 11, 30))), tmp_path / "出"
    out.mkdir()
    old = out / "居民.csv"
    old.write_bytes(b"old")
    before = family.last_entry()
    family._connection.execute("PRAGMA busy_timeout = 50")
    with window("hold_the_lock", family.folder) as other:
        assert heard(other) == "writing"
        with pytest.raises(StoreBusy):
            export_table(family, Resident, old, whole=USE)
        with pytest.raises(StoreBusy):
            export_report(family, found, out / "统计.xlsx")
        tell(other)
        rest(other)
    assert [(file.name, file.read_bytes()) for file in out.iterdir()] == [("居民.csv", b"old")]
    assert family.last_entry() == before


def test_chosen_columns_are_written_in_the_order_of_the_rows(family: Store, tmp_path: Path) -> None:
    head, wife = (person.id for person in family.select(Resident, order=("id",), limit=2))
    chosen = Chosen((wife, head, 12345), ("phone", "name", "care"))
    path = tmp_path / "名单.csv"
    assert export_table(family, Resident, path, chosen=chosen) == 2
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[:2] for row in rows] == [["联系电话", "姓名"], ["", "\t=1+1"], ["138****8000", "乌兰·巴特尔"]]
    assert masked_columns(Resident, chosen) == ["联系电话", "关爱类别"]
    assert masked_columns(Resident, Chosen(None, ("name", "sex"))) == []


def test_the_practice_community_is_marked(store: Store, tmp_path: Path) -> None:
    from attrs import evolve

    store.save(evolve(store.centre(), practice=True))
    path = tmp_path / "居民.xlsx"
    export_table(store, Resident, path)
    assert "练习" in read_sheets(path)[0].name


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.TABLE)
def test_what_an_export_would_mask_is_told_and_nothing_else(store: Store, tmp_path: Path, kind: type[Record]) -> None:
    """The screen asks by these words: the two files differ exactly where there are some."""
    plant(store, kind)
    masked, plain = (
        exported(store, tmp_path / f"{name}.xlsx", plain=name == "plain", kind=kind) for name in ("masked", "plain")
    )
    differ = {head for one, other in zip(masked, plain, strict=True) for head in one if one[head] != other[head]}
    told = masked_columns(kind)
    assert {max((head for head in masked[0] if label.startswith(head)), key=len) for label in told} == differ


def test_telephones_that_hang_on_the_wall_are_not_masked(store: Store, tmp_path: Path) -> None:
    assert masked_columns(Announcement) == masked_columns(IssuedNumber) == []
    assert masked_columns(MediationCase) == ["当事人联系方式"]
    plant(store, Announcement, objection_phone="04356321788")
    (row,) = exported(store, tmp_path / "posted.xlsx", plain=False, kind=Announcement)
    assert str(row["受理电话"]) == "04356321788"


def test_rows_that_nobody_types_are_not_told(store: Store, tmp_path: Path) -> None:
    person = store.save(Person(name="王芳"))
    say_other(store, person.id, plant(store, Resident, name="王芳").id)
    store.save(Visit(day=date(2026, 3, 2), visitor="王芳"))
    for kind, left_out in ((Person, "不是的居民"), (Visit, "办事的人")):
        export_table(store, kind, path := tmp_path / f"{kind.TABLE}.csv", whole=USE)
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        assert left_out not in rows[0]
        assert {len(row) for row in rows} == {len(rows[0])}
        assert "王芳" in rows[-1]
        assert not any("王芳" in label or left_out in label for label in masked_columns(kind))


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of files there")
def test_a_disk_that_takes_no_more_rows_of_a_workbook_is_said(store: Store, tmp_path: Path) -> None:
    import resource

    with store.writing() as w:
        w.save_all([Resident(name=f"张{n}", note="长" * 200) for n in range(200)])
    usual = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
        with pytest.raises(FileUnwritable):
            export_table(store, Resident, tmp_path / "居民.xlsx")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, usual)
    assert list(tmp_path.glob("*.xlsx")) == []
