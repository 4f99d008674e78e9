"""Code tables: what the standards say, and what clerks write for it."""

from importlib import resources

import pytest

from db.values import code_table

TABLES = sorted(
    f.name.removesuffix(".csv")
    for f in resources.files("resources").joinpath("codes").iterdir()
    if f.name.endswith(".csv")
)


@pytest.mark.parametrize("name", TABLES)
def test_every_label_and_code_leads_to_its_code(name: str) -> None:
    table = code_table.load(name)
    assert table.labels
    assert len(set(table.labels.values())) == len(table.labels), "two codes with one label"
    for code, label in table.labels.items():
        assert code
        assert label
        assert table.code(label) == code
        assert label == label.strip()


@pytest.mark.parametrize("name", TABLES)
def test_every_table_tells_its_source(name: str) -> None:
    text = resources.files("resources").joinpath("codes", f"{name}.csv").read_text(encoding="utf-8")
    assert text.startswith("# ")


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
