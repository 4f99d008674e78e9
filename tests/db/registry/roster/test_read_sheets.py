"""Whatever a clerk drags in is read, or refused in words that say what to do with it."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from db.errors import FileUnreadable
from db.services.registry.import_roster import read_roster
from db.services.sheets.process import read_sheets
from db.services.sheets.raw import Merged
from tests.db.registry.roster.files import open_document, workbook

TEXT = "姓名,身份证号,住址\n王𠮷,\t220521198001150014,水景花苑3幢\n"
CELLS = [["姓名", "身份证号", "住址"], ["王𠮷", "\t220521198001150014", "水景花苑3幢"]]
OLD_WORKBOOK = Path(__file__).with_name("old.xls")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_any_encoding_of_a_chinese_office(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes((TEXT * 3).encode(encoding))
    assert read_sheets(path)[0].rows == CELLS * 3


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_text_with_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "名册.txt"
    path.write_text("姓名,身份证号,住址\n王五,,水景花苑3幢\n".replace(",", delimiter), encoding="utf-8")
    assert read_sheets(path)[0].rows == [["姓名", "身份证号", "住址"], ["王五", "", "水景花苑3幢"]]


def test_rows_of_text_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes('姓名,备注\r\n\r\n王五,"两行\n备注"\r\n李四,="0123"\r\n'.encode("gb18030"))
    assert read_sheets(path)[0].rows == [["姓名", "备注"], [], ["王五", "两行\n备注"], ["李四", "0123"]]


def test_a_workbook_keeps_its_first_row_its_blank_rows_and_its_merged_cells(tmp_path: Path) -> None:
    rows = [[], ["", "姓名"], ["", "王五"], ["", None]]
    path = workbook(tmp_path / "名册.xlsx", {"甲": rows, "乙": [["x"]]}, {"甲": ["B3:B4"]})
    first, second = read_sheets(path)
    assert first.rows == [[], ["", "姓名"], ["", "王五"]]
    assert first.merged == (Merged(2, 1, 3, 1),)
    assert second.name == "乙"


def test_a_hidden_sheet_is_told_as_hidden(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = workbook(tmp_path / "名册.xlsx", {"甲": [["姓名"]], "旧": [["姓名"]]})
    book = load_workbook(path)
    book["旧"].sheet_state = "hidden"
    book.save(path)
    assert [s.hidden for s in read_sheets(path)] == [False, True]


def test_the_suffix_does_not_matter(tmp_path: Path) -> None:
    book = workbook(tmp_path / "其实是xlsx.xls", {"甲": [["姓名", "电话"], ["王五", "1"]]})
    text = tmp_path / "其实是文本.xlsx"
    text.write_bytes(TEXT.encode("gb18030"))
    assert read_sheets(book)[0].rows[1][0] == "王五"
    assert read_sheets(text)[0].rows == CELLS


def test_an_old_workbook() -> None:
    (found,) = read_sheets(OLD_WORKBOOK)
    assert found.rows[2] == [
        "张建国",
        "男",
        date(1962, 3, 4),
        "220521196203041230",
        "水景花苑3幢2单元201室",
        13844556677.0,
    ]


def test_an_open_document(tmp_path: Path) -> None:
    path = open_document(tmp_path / "名册.ods", [["姓名", "电话"], ["王五", "13800138000"]])
    assert read_sheets(path)[0].rows == [["姓名", "电话"], ["王五", "13800138000"]]


def zipped(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
    return path.read_bytes()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("空.xlsx", b"", "空的"),
        ("空白.csv", b" \r\n \r\n", "空的"),
        ("扫描.xlsx", b"%PDF-1.7\n1 0 obj", "PDF"),
        ("导出.xls", b"<html><body><table><tr><td>x</td></tr></table></body></html>", "网页"),
        ("导出.xls", "\ufeff<?xml version='1.0'?><Workbook/>".encode(), "网页"),
        ("照片.xlsx", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "图片"),
        ("乱码.csv", bytes(range(128, 256)) * 4, "编码"),
        ("乱码.txt", b"\x01\x00abc\xff\xff\x80\x00" * 3, "文本"),
        ("加密.xlsx", ole("EncryptedPackage"), "密码"),
        ("说明.doc", ole("WordDocument"), "Word"),
        ("坏的.xls", ole("Workbook"), "损坏"),
        ("坏的.xlsx", b"PK\x03\x04" + b"x" * 300, "损坏"),
        ("压缩.rar", b"Rar!\x1a\x07\x00", "压缩包"),
    ],
)
def test_wrong_files_are_refused_by_name(tmp_path: Path, name: str, content: bytes, word: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileUnreadable) as refused:
        read_sheets(path)
    assert word in refused.value.message
    assert refused.value.remedy


@pytest.mark.parametrize(("inner", "word"), [("word/document.xml", "Word"), ("readme.txt", "压缩包")])
def test_wrong_zip_files_are_refused_by_name(tmp_path: Path, inner: str, word: str) -> None:
    path = tmp_path / "名册.xlsx"
    zipped(path, inner)
    with pytest.raises(FileUnreadable, match=word):
        read_sheets(path)


def test_a_cut_workbook_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "名册.xlsx", {"甲": [["姓名", "电话"]] * 50})
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(FileUnreadable, match="损坏"):
        read_sheets(path)


def test_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    whole, cut = workbook(tmp_path / "名册.xlsx", {"甲": [["姓名", "电话"]] * 50}), tmp_path / "坏.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(cut, "w") as target:
        for item in source.namelist():
            content = source.read(item)
            target.writestr(item, content[: len(content) // 2] if item.endswith("sheet1.xml") else content)
    with pytest.raises(FileUnreadable, match="损坏"):
        read_sheets(cut)


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="找不到"):
        read_sheets(tmp_path / "没有.xlsx")
    with pytest.raises(FileUnreadable, match="文件夹"):
        read_sheets(tmp_path)


def test_a_table_without_names_is_refused_before_anything_else(tmp_path: Path) -> None:
    path = workbook(tmp_path / "水费.xlsx", {"甲": [["户号", "吨数"], ["3-2-201", 12]]})
    with pytest.raises(FileUnreadable, match="没有认出"):
        read_roster(path)
