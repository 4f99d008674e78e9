"""Where something is saved: with its suffix whatever was typed, and never over another file unasked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.file_choice import TABLES, where_to, which_file, which_folder

EXCEL, CSV = "Excel (*.xlsx)", "CSV (*.csv)"


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def saved(
    over: QWidget, monkeypatch: pytest.MonkeyPatch, answers: list[tuple[str, str]]
) -> tuple[Path | None, list[str]]:
    """What comes of answers to the dialog one after the other, and what each time was proposed."""
    proposed: list[str] = []
    left: Iterator[tuple[str, str]] = iter(answers)

    def ask(_over: QWidget, _title: str, place: str, filters: str) -> tuple[str, str]:
        assert filters == f"{EXCEL};;{CSV}"
        proposed.append(place)
        return next(left)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return where_to(over, "导出到", "居民-2026-11-30", TABLES), proposed


@pytest.mark.parametrize(
    ("typed", "sort", "name"),
    [
        ("名单", EXCEL, "名单.xlsx"),
        ("名单", CSV, "名单.csv"),
        ("名单", "", "名单.xlsx"),
        ("名单.CSV", EXCEL, "名单.CSV"),
        ("2026.11", EXCEL, "2026.11.xlsx"),
        ("名单.xls", EXCEL, "名单.xls.xlsx"),
    ],
)
def test_it_has_a_suffix_of_the_sort_that_is_chosen(
    over: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, sort: str, name: str
) -> None:
    path, proposed = saved(over, monkeypatch, [(str(tmp_path / typed), sort)])
    assert path == tmp_path / name
    assert proposed == [str(Path.home() / "居民-2026-11-30.xlsx")]


def test_a_file_that_is_there_is_not_taken_by_a_suffix_that_nobody_typed(
    over: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "名单.xlsx").write_text("", encoding="utf-8")
    again, other = str(tmp_path / "名单.xlsx"), str(tmp_path / "名单2")
    path, proposed = saved(over, monkeypatch, [(str(tmp_path / "名单"), EXCEL), (again, EXCEL)])
    assert (path, proposed[1:]) == (tmp_path / "名单.xlsx", [again]), "the dialog itself asks whether it may go"
    path, _ = saved(over, monkeypatch, [(str(tmp_path / "名单"), EXCEL), (other, EXCEL)])
    assert path == tmp_path / "名单2.xlsx"
    path, _ = saved(over, monkeypatch, [(str(tmp_path / "名单"), EXCEL), ("", "")])
    assert path is None


def test_nothing_chosen_is_nothing(over: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    assert saved(over, monkeypatch, [("", "")])[0] is None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    assert (which_file(over, "", "表格", (".csv",)), which_folder(over, "")) == (None, None)


def test_what_is_opened_is_looked_for_at_home_or_where_it_lies(
    over: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[str, ...]] = []

    def ask(_over: QWidget, *given: str) -> tuple[str, str]:
        asked.append(given)
        return str(tmp_path / "a.csv"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    assert which_file(over, "选择表格", "表格", (".xlsx", ".csv")) == tmp_path / "a.csv"
    which_file(over, "选择备份", "备份", (".dqbak",), tmp_path)
    assert asked == [
        ("选择表格", str(Path.home()), "表格 (*.xlsx *.csv)"), ("选择备份", str(tmp_path), "备份 (*.dqbak)")
    ]  # fmt: skip
