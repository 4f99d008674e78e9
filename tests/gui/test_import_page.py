"""Importing a roster in the window: preview first, then everything or nothing."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.errors import FileUnreadable
from db.records.household import Household
from db.records.resident import Resident
from db.store import Store, ne
from gui.pages.import_page import ImportPage
from tests.factories import citizen_number
from tests.gui.conftest import Shown

HEADINGS = "序号,楼栋,单元,房号,与户主关系,姓 名,性别,公民身份号码,联系电话\n"


def roster(folder: Path, rows: int = 2) -> Path:
    """A roster of a few families, the second person of each without a number."""
    lines = [HEADINGS]
    for n in range(rows):
        lines.append(
            f"{2 * n + 1},{n + 1}号楼,1单元,101,户主,陈{'一二三四五六七八九十'[n % 10]}梅,女,{citizen_number(2 * n + 2)},\n"
        )
        lines.append(f"{2 * n + 2},,,,配偶,周{'一二三四五六七八九十'[n % 10]}山,男,,13812345678\n")
    path = folder / "花名册.csv"
    path.write_bytes("".join(lines).encode("gb18030"))
    return path


@pytest.fixture
def page(qtbot: QtBot, store: Store, shown: Shown) -> ImportPage:
    made = ImportPage(store, shown)
    qtbot.addWidget(made)
    made.resize(1170, 700)
    made.show()
    return made


def test_the_preview_counts_and_changes_nothing(qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path) -> None:
    page.load(roster(tmp_path))
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    assert page.plan is not None
    assert (page.plan.counts.people_new, page.plan.counts.households) == (4, 2)
    assert page.preview.problems.rowCount() == page.plan.counts.problems["id_missing"] == 2
    assert store.count(Resident) == 0


def test_taking_over_registers_everybody_and_lists_the_doubtful(
    qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path
) -> None:
    page.load(roster(tmp_path))
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()
    assert store.count(Resident) == 4
    assert store.count(Household) == 2
    assert {r.name[0] for r in store.select(Resident, ne("doubt", ""))} == {"周"}


def test_a_column_given_another_meaning_is_reckoned_again(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    page.load(roster(tmp_path))
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    before = page.plan
    assert before is not None
    phone = next(c.index for c in before.layouts[0].columns if c.meaning == "phone")
    page.preview.columns.changed.emit(phone, "")
    qtbot.waitUntil(lambda: page.plan is not None and page.plan is not before, timeout=20_000)
    assert page.plan is not None
    assert {p.resident.phone for p in before.people} == {"", "13812345678"}
    assert {p.resident.phone for p in page.plan.people} == {""}


def test_cancelling_in_the_middle_keeps_nothing(
    qtbot: QtBot, page: ImportPage, store: Store, tmp_path: Path, shown: Shown
) -> None:
    page.load(roster(tmp_path))
    qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
    page.commit()
    assert page._task is not None
    page._task.cancel()
    qtbot.waitUntil(lambda: page.plan is not None or page.is_done(), timeout=20_000)
    assert store.count(Resident) in (0, 4)
    assert page.is_done() == (store.count(Resident) == 4)
    if not page.is_done():
        assert "没有改动" in shown.news[-1]


def test_a_file_that_is_no_table_is_refused_in_words(
    qtbot: QtBot, page: ImportPage, tmp_path: Path, shown: Shown
) -> None:
    path = tmp_path / "照片.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    page.load(path)
    qtbot.waitUntil(lambda: bool(shown.errors), timeout=20_000)
    assert isinstance(shown.errors[0], FileUnreadable)
    assert shown.errors[0].remedy
    assert page.plan is None
