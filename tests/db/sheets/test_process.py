"""A file is read in a process of its own: whatever it does there, the program lives and says what to do."""

import os
import resource
import select
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from db.errors import Cancelled, FileUnreadable
from db.services.apart import process
from db.services.sheets.process import read_sheets
from tests.db.registry.roster.files import workbook
from tests.db.sheets.books import cell, ods, ods_row, row, sheet, xlsx

HEADINGS = ("姓名", "联系电话")
SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "cases" / "files"


def texts(path: Path) -> list[list[object]]:
    (found,) = read_sheets(path)
    return [[c for c in r if c != ""] for r in found.rows if r]


def far(path: Path, place: str, number: int) -> Path:
    return xlsx(path, sheet(row(1, *HEADINGS), row(2, "远甲", "13500000011"), row(number, more=cell(place, "."))))


@pytest.mark.parametrize(
    ("place", "number"), [("XFD200000", 200_000), ("XFD1048576", 1 << 20), ("C1048576", 1 << 20), ("ZZ900000", 900_000)]
)
def test_a_stray_cell_far_away_is_read_where_it_stands(tmp_path: Path, place: str, number: int) -> None:
    (found,) = read_sheets(far(tmp_path / "远.xlsx", place, number))
    assert found.rows[1][:2] == ["远甲", "13500000011"]
    assert len(found.rows) == number
    assert found.rows[-1][-1] == "."
    assert sum(map(len, found.rows)) < 50_000


def test_the_same_cell_kills_a_reader_that_lays_the_sheet_out(tmp_path: Path) -> None:
    """The control: why there is a process of its own, and why sheets are made compact first."""
    path = far(tmp_path / "远.xlsx", "XFD200000", 200_000)
    code = (
        "import sys; from python_calamine import CalamineWorkbook as C; C.from_path(sys.argv[1]).get_sheet_by_index(0)"
    )
    limit = (1 << 30, 1 << 30)
    done = subprocess.run(
        [sys.executable, "-c", code, path], stderr=subprocess.DEVNULL,
        preexec_fn=lambda: (resource.setrlimit(resource.RLIMIT_AS, limit), resource.setrlimit(resource.RLIMIT_CORE, (0, 0))),
    )  # fmt: skip
    assert done.returncode < 0


def test_a_number_that_is_none_is_read_as_the_word_for_it(tmp_path: Path) -> None:
    """What programs that reckon write for what they could not: no number later on, where it would end the whole import."""
    odd = "".join(f'<c r="{column}2"><v>{said}</v></c>' for column, said in (("B", "NaN"), ("C", "-inf"), ("D", "6")))
    path = xlsx(tmp_path / "空.xlsx", sheet(row(1, *HEADINGS, "生日", "楼层"), row(2, "甲", more=odd)))
    assert texts(path)[1] == ["甲", "nan", "-inf", 6.0]


def test_blanks_and_formats_far_away_are_nothing(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "空白.xlsx",
        sheet(row(1, *HEADINGS), row(2, "远甲", "1"), row(900, more='<c r="XFD900" s="1"/>' + cell("XFB900", " "))),
    )
    (found,) = read_sheets(path)
    assert len(found.rows) == 2


def test_a_sheet_filled_on_a_diagonal_is_refused_and_a_cell_named(tmp_path: Path) -> None:
    letters = [f"{a}{b}{c}" for a in "ABCDEFGHIJKLMNOPQRSTUVW" for b in "ABCDEFGHIJKLMNOP" for c in "ABCDEFGHIJKLMNOP"]
    rows = [row(60 * i + 1, more=cell(f"{column}{60 * i + 1}", "x")) for i, column in enumerate(letters)]
    with pytest.raises(FileUnreadable, match=f"名册.*{letters[-1]}{60 * len(letters) - 59}") as refused:
        read_sheets(xlsx(tmp_path / "散.xlsx", sheet(*rows)))
    assert refused.value.remedy


def test_a_column_merged_from_top_to_bottom_costs_nothing(tmp_path: Path) -> None:
    merged = '<mergeCells count="1"><mergeCell ref="C1:C1048576"/></mergeCells>'
    rows = (row(1, *HEADINGS, "备注"), row(2, "远甲", "1"), row(1 << 20, more=cell(f"A{1 << 20}", ".")))
    (found,) = read_sheets(xlsx(tmp_path / "并.xlsx", sheet(*rows, after=merged)))
    assert found.merged[0].bottom == (1 << 20) - 1
    assert found.rows[1][:2] == ["远甲", "1"]


@pytest.mark.parametrize("name", ["bad-s2-2405.xls", "bad-s2-251.xls"])
def test_an_old_workbook_that_ends_the_process_is_refused(name: str) -> None:
    if not (SHARED / name).exists():
        pytest.skip("the inputs of this check are not here")
    with pytest.raises(FileUnreadable, match="损坏") as refused:
        read_sheets(SHARED / name)
    assert refused.value.remedy


def test_a_file_too_large_for_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Python itself that finds the memory used up; the limit is made small, and holds for the child alone."""
    little = (
        "import sys; from db.services.apart import limits; limits.MEMORY = 80 << 20;"
        "from db.services.apart.child import main; sys.exit(main())"
    )
    monkeypatch.setattr(process, "_command", lambda: [sys.executable, "-c", little])
    path = tmp_path / "大.csv"
    path.write_bytes("姓名,备注\n".encode() + b"x,y\n" * 1_000_000)
    with pytest.raises(FileUnreadable, match="内存") as refused:
        read_sheets(path)
    assert refused.value.remedy


def test_a_cell_with_megabytes_of_text_is_refused_and_named(tmp_path: Path) -> None:
    xml = sheet(row(1, *HEADINGS), row(2, "远甲", "x" * 9_000_000))
    with pytest.raises(FileUnreadable, match=r"名册.*B2") as refused:
        read_sheets(xlsx(tmp_path / "长.xlsx", xml))
    assert refused.value.remedy


def test_such_a_text_among_the_shared_ones_is_found_too(tmp_path: Path) -> None:
    shown = '<c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c>'
    texts = f"<sst><si><t>姓名</t></si><si><t>{'x' * 9_000_000}</t></si></sst>"
    path = xlsx(tmp_path / "长.xlsx", sheet(row(1, more=shown)), more={"xl/sharedStrings.xml": texts.encode()})
    with pytest.raises(FileUnreadable, match=r"名册.*C1"):
        read_sheets(path)


def test_a_line_of_megabytes_is_refused_and_named(tmp_path: Path) -> None:
    path = tmp_path / "长.csv"
    path.write_text("姓名,备注\n远甲,1\n远乙," + "x" * 3_000_000, encoding="utf-8")
    with pytest.raises(FileUnreadable, match="第 3 行"):
        read_sheets(path)


def test_what_is_declared_larger_than_any_roster_is_refused_unopened(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "弹.xlsx", sheet(row(1, *HEADINGS)))
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")  # of the last part, the sheet
    data[at + 24 : at + 28] = (3_000_000_000).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(FileUnreadable, match="解开") as refused:
        read_sheets(path)
    assert refused.value.remedy


def test_what_is_declared_smaller_than_it_is_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "弹.xlsx", sheet(row(1, *HEADINGS), *(row(n, "远甲", str(n)) for n in range(2, 9000))))
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(FileUnreadable, match="损坏"):
        read_sheets(path)


def test_the_clerk_can_stop_it_at_once(tmp_path: Path) -> None:
    path = workbook(tmp_path / "名册.xlsx", {"甲": [["姓名", "电话"]] * 5000})
    with pytest.raises(Cancelled):
        read_sheets(path, lambda _done, _total: False)
    assert not [t for t in threading.enumerate() if t.name == "read-sheets"]


def test_progress_is_told_in_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "名册.xlsx", {"甲": [["姓名", "电话"]] * 5000})
    seen: list[tuple[int, int]] = []
    read_sheets(path, lambda done, total: seen.append((done, total)) or True)
    assert [pair for pair in seen if pair[1]] == [(done, 5000) for done in range(1000, 5001, 1000)]


def test_what_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SECONDS", -1)
    with pytest.raises(FileUnreadable, match="没有读完") as refused:
        read_sheets(workbook(tmp_path / "名册.xlsx", {"甲": [["姓名"]]}))
    assert refused.value.remedy


@pytest.mark.skipif(sys.platform != "linux", reason="pidfd_open(2)")
def test_it_ends_with_the_program_however_that_ends(tmp_path: Path) -> None:
    """Where it waits for a disk that never answers, such as this pipe, nothing else would end it."""
    pipe = tmp_path / "名册.xlsx"
    os.mkfifo(pipe)
    code = (
        "import sys; from db.services.apart.process import asked\n"
        "with asked({'read': 'sheets', 'path': sys.argv[1]}) as child: print(child.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, pipe], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        reading = os.pidfd_open(int(program.stdout.readline()))
        with pipe.open("wb"):  # as soon as it is being read
            program.kill()
            assert select.select([reading], [], [], 20)[0] == [reading]
    os.close(reading)


def test_neither_arguments_nor_files_carry_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[object] = []
    real = subprocess.Popen

    def popen(command: list[str], **more: object) -> object:
        kept.append(command)
        return real(command, **more)  # pyright: ignore[reportCallIssue, reportArgumentType]

    monkeypatch.setattr(subprocess, "Popen", popen)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", os.fspath(temporary))
    read_sheets(far(tmp_path / "远甲的名册.xlsx", "XFD200000", 200_000))
    assert kept
    assert "远甲" not in str(kept)
    assert not list(temporary.iterdir())


def test_a_row_that_an_open_document_repeats_without_end_is_read_once_and_told(tmp_path: Path) -> None:
    rows = ods_row(*HEADINGS) + ods_row("远甲", "1", about='table:number-rows-repeated="1048576"')
    (found,) = read_sheets(ods(tmp_path / "重.ods", rows))
    assert found.rows == [list(HEADINGS), ["远甲", "1"]]
    assert found.told == ((1, "rows_repeated"),)


def test_few_copies_of_a_row_are_rows(tmp_path: Path) -> None:
    rows = ods_row(*HEADINGS) + ods_row("远甲", "1", about='table:number-rows-repeated="3"') + ods_row("远乙", "2")
    (found,) = read_sheets(ods(tmp_path / "重.ods", rows))
    assert [r[0] for r in found.rows] == ["姓名", "远甲", "远甲", "远甲", "远乙"]


def test_a_cell_that_an_open_document_repeats_over_the_whole_width(tmp_path: Path) -> None:
    wide = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    rows = ods_row(*HEADINGS) + ods_row("远甲", "1") * 300 + f"<table:table-row>{wide}</table:table-row>" + blank
    (found,) = read_sheets(ods(tmp_path / "宽.ods", rows))
    assert len(found.rows) == 302
    assert found.told == ((301, "cells_repeated"),)
    assert sum(map(len, found.rows)) < 2000
