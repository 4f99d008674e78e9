"""Code tables: what the standards say, and what clerks write for it."""

import csv
from importlib import resources

import pytest

from db.fields import Code
from db.records import RECORD_TYPES
from db.records.base import fields_of, parts_of
from db.records.kinds import CLOCKS, HOLDERS
from db.records.participant import participant_of
from db.values import code_table

FOLDER = resources.files("resources").joinpath("codes")
TEXTS = {
    f.name.removesuffix(".csv"): f.read_text(encoding="utf-8") for f in FOLDER.iterdir() if f.name.endswith(".csv")
}
# The folder also holds tables of readings, which have other columns.
EMPTY = {"whistle_item"}
"""What no source names: the centre fills these in, and they ship with nothing."""
TABLES = sorted(name for name, text in TEXTS.items() if "\n# code,label," in text)


@pytest.mark.parametrize("name", TABLES)
def test_every_label_and_code_leads_to_its_code(name: str) -> None:
    table = code_table.load(name)
    assert bool(table.labels) == (name not in EMPTY)
    assert table.labels or "\n# own\n" in TEXTS[name], "nobody could fill it in"
    assert len(set(table.labels.values())) == len(table.labels), "two codes with one label"
    for code, label in table.labels.items():
        assert code
        assert label
        assert table.code(label) == code
        assert label == label.strip()


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_table_tells_its_source_and_has_whole_rows(name: str) -> None:
    lines = [line for line in TEXTS[name].splitlines() if line]
    assert lines[0].startswith("# ")
    widths = {len(row) for row in csv.reader(line for line in lines if not line.startswith("#"))}
    assert len(widths) == 1 or name in EMPTY


def test_every_code_field_has_its_table() -> None:
    rows = [*RECORD_TYPES, *(part.part for kind in RECORD_TYPES for part in parts_of(kind).values())]
    named = {f.table for kind in rows for f in fields_of(kind).values() if type(f) is Code}
    acting = {part.TABLE for kind in RECORD_TYPES if (part := participant_of(kind))}
    assert named - set(TABLES) == {HOLDERS, CLOCKS, *acting}, (
        "which types bear numbers and run by clocks, and who acts in them, the types say themselves"
    )


@pytest.mark.parametrize(
    ("name", "count"),
    [("ethnicity", 56), ("politics", 13)],
)
def test_whole_standards(name: str, count: int) -> None:
    standard = [code for code in code_table.load(name).labels if int(code) <= count]
    assert len(standard) == count


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("sex", "男", "1"),
        ("sex", "女性", "2"),
        ("ethnicity", "汉", "01"),
        ("ethnicity", "朝鲜族", "10"),
        ("politics", "党员", "01"),
        ("politics", "群众", "13"),
        ("relation", "本人", "02"),
        ("relation", "长子", "22"),
        ("relation", "妻", "12"),
        ("id_kind", "身份证", "111"),
    ],
)
def test_words_of_clerks(name: str, written: str, code: str) -> None:
    assert code_table.load(name).code(written) == code


def test_unknown_word_and_unknown_code() -> None:
    table = code_table.load("sex")
    assert table.code("雌") is None
    assert table.label("7") == "7"
