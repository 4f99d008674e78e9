"""``python -m db evidence``: listed, added, saved outside of the program; what is wrong is one line, and nothing is changed."""

from pathlib import Path

import pytest

from db.records.duties.giving import SAVED, ExportEntry
from db.records.exhibit import Exhibit
from db.records.matters.matter import Matter
from db.records.registry.resident import Resident
from db.services.evidence.shown import Deed, exhibits_of
from db.store import Store
from tests.db.doors import Run, answer, only_opened
from tests.db.evidence.making import files_of, flip, matter
from tests.db.pictures.making import heic, jpeg, pdf
from tests.factories import plant


@pytest.fixture
def record(store: Store) -> Matter:
    return matter(store)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [heic(tmp_path / "IMG_1.HEIC"), pdf(tmp_path / "13812349126.pdf"), jpeg(tmp_path / "东门.jpg")]


def test_added_listed_and_saved(
    run: Run, opened: list[object], store: Store, record: Matter, files: list[Path], tmp_path: Path
) -> None:
    told = answer(run("evidence", "add", "matter", record.id, *files, "--caption", "断电", *opened, "--json"))
    assert (told["table"], told["id"], told["twice"]) == ("matter", record.id, [])
    assert [(one["form"], one["pages"], one["taken"]) for one in told["added"]] == [
        ("照片", None, "2026-03-01 17:05"), ("PDF", 2, ""), ("照片", None, "")
    ]  # fmt: skip
    again = answer(run("evidence", "add", "matter", record.id, files[1], *opened, "--json"))
    assert (again["added"], again["twice"]) == ([], ["138****9126.pdf"])
    listed = answer(run("evidence", "list", "matter", record.id, *opened, "--json"))["evidence"]
    assert listed == told["added"]
    assert [(one["name"], one["caption"], one["who"], one["state"]) for one in listed] == [
        ("IMG_1.HEIC", "断电", "卢清", "ok"), ("138****9126.pdf", "断电", "卢清", "ok"), ("东门.jpg", "断电", "卢清", "ok")
    ]  # fmt: skip
    out = tmp_path / "U盘"
    out.mkdir()
    said = ("--recipient", "南屏派出所", "--purpose", "核对现场")
    saved = answer(
        run("evidence", "save", "matter", record.id, out, "--only", listed[1]["id"], *said, *opened, "--json")
    )
    assert saved["files"] == ["断电.pdf"]
    assert (out / "断电.pdf").read_bytes() == files[1].read_bytes()
    assert [entry.action for entry in store.history(record)][:2] == [Deed.EXPORTED, Deed.ADDED]
    code, _, told = run("evidence", "save", "matter", record.id, out, *opened)
    assert (code, "给谁" in told, [path.name for path in out.iterdir()]) == (2, True, ["断电.pdf"])
    code, lines, _ = run("evidence", "save", "matter", record.id, out, *said, *opened)
    assert (code, lines.splitlines()[1:]) == (0, ["已另存 3 个，不加密", "断电.jpg", "断电 (2).pdf", "断电 (2).jpg"])
    given = [(one.what, one.way, one.count, one.recipient) for one in store.select(ExportEntry, order=("id",))]
    assert given == [("照片和扫描件", SAVED, count, "南屏派出所") for count in (1, 3)]


def test_what_is_lost_is_said_with_the_exit_code_of_damage(
    run: Run, opened: list[object], store: Store, record: Matter, files: list[Path]
) -> None:
    run("evidence", "add", "matter", record.id, *files, *opened)
    first, second, _ = exhibits_of(store, record)
    flip(files_of(store)[first.piece])
    files_of(store)[second.piece].unlink()
    code, out, err = run("evidence", "list", "matter", record.id, *opened)
    assert (code, err) == (1, "")
    states = [line.rpartition("\t")[2] for line in out.splitlines()[1:]]
    assert (states[0], states[1], "卢清" in states[2]) == ("文件已损坏", "文件不见了", True)


WRONG = [
    ["add", "matter", "{id}"],
    ["add", "matter", "{id}", "{good}", "没有这个.jpg"],
    ["add", "matter", "{id}", "{good}", "{bad}"],
    ["add", "matter", "{id}", "{good}", "--only", "7"],
    ["add", "matter", "{id}", "{good}", "--caption", "长" * 101],
    ["add", "matter", "7", "{good}"],
    ["add", "resident", "{resident}", "{good}"],
    ["list", "matter", "{id}", "{good}"],
    ["list", "matter", "{id}", "--caption", "断电"],
    ["list", "nothing", "{id}"],
    ["save", "matter", "{id}"],
    ["save", "matter", "{id}", "没有这个文件夹"],
    ["save", "matter", "{id}", "{folder}", "{folder}"],
    ["save", "matter", "{id}", "{folder}", "--only", "7"],
    ["save", "matter", "{id}", "{folder}", "--caption", "断电"],
    ["send", "matter", "{id}"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_what_is_wrong_is_one_line_and_changes_nothing(
    run: Run, opened: list[object], store: Store, record: Matter, tmp_path: Path, arguments: list[str]
) -> None:
    good, bad = jpeg(tmp_path / "good.jpg"), tmp_path / "名单.docx"
    bad.write_bytes(b"PK\x03\x04 and more")
    resident = plant(store, Resident)
    before = store.last_entry()
    given = [
        a.format(id=record.id, resident=resident.id, good=good, bad=bad, folder=store.folder / "backups")
        for a in arguments
    ]
    (store.folder / "backups").mkdir(exist_ok=True)
    code, out, err = run("evidence", *given, *opened)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert any("\u4e00" <= c <= "\u9fff" for c in err)
    assert store.count(Exhibit) == 0
    assert only_opened(store, before)
