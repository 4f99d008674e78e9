"""The cases of a backup of 0.1.0 on the page of today: each is shown where it stands, and goes on by the red button."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.records.base import fields_of
from db.records.mediation.case import AGREED, MediationCase
from db.services.backup import restore
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.widgets.editors import RowsEditor
from tests import old_stores
from tests.conftest import with_every_role
from tests.gui.conftest import Shown
from tests.gui.keys import in_front

RED = {
    "1": "征得同意",
    "2": "调查核实",
    "3": "开始调解",
    "4": "达成协议",
    "5": "履行回访",
    "6": "结案",
}
"""What the red button says, by stage; at the end there is none."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The daily backup of a store of 0.1.0, restored by this program."""
    old = old_stores.unpack("v0_1_0", tmp_path / "old")
    restored = with_every_role(restore(old.daily_backup, tmp_path / "store", old.passphrase))
    yield restored
    restored.close()


def red(page: MatterPage) -> list[QPushButton]:
    return [b for b in page.head.findChildren(QPushButton) if b.isVisible() and b.property("kind") == "primary"]


def test_each_is_shown_where_it_stands_and_goes_on(
    window: MainWindow, qtbot: QtBot, store: Store, shown: Shown
) -> None:
    in_front(qtbot, window)
    for case in store.select(MediationCase, order=("id",)):
        window.open_record("mediation_case", case.id)
        page = window.page("mediation_case").findChild(MatterPage)
        assert isinstance(page, MatterPage)
        stage = fields_of(MediationCase)["stage"].show(case.stage)
        assert [stop.label for stop in page.strip.stops() if stop.is_here] == [stage]
        assert page.head.title() == f"{case.number} {case.title_text}".strip()
        assert [line.what for line in page.timeline.lines] == ["修改", "登记"][-case.version :]
        assert [b.text() for b in red(page)] == ([RED[case.stage]] if case.is_open() else [])
        assert page.number_fault.told() == ""
        if case.stage in "1235":
            if case.stage == "1":
                assert page.moving is not None
                rows = page.moving.editors["parties"]
                assert isinstance(rows, RowsEditor)
                for row in rows.rows:
                    row.editors["consent"].set_value(AGREED)
            QTest.keyClick(red(page)[0], Qt.Key.Key_Return)
            assert store.get(MediationCase, case.id).stage > case.stage
            assert shown.news[-1].startswith(f"已办：{RED[case.stage]}")
    assert shown.errors == shown.crashes == []
