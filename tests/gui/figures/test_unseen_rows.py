"""The value of a number is the centre's; of its rows those are listed that the clerk may see, the rest as a count."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account, roles_of
from db.records.hall.meeting import Resolution
from db.records.matters.matter import Matter
from db.records.registry.place import Grid
from db.records.role import Role
from db.services.figures.measure import Measured, figures_by_name, measure
from db.services.figures.rows import FigureRows, Which
from db.services.figures.span import until
from db.services.matters.take_in import take_in
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.figures.rows_card import RowsCard
from gui.session import Session
from gui.settings import Settings
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front


@pytest.fixture
def clerk(store: Store) -> Iterator[Store]:
    """Somebody who works in one grid, where one of three matters lies."""
    own, other = (plant(store, Grid, name=name, chief="") for name in ("东网格", "西网格"))
    for subject, grid in (("路灯不亮", own), ("井盖松动", other), ("电梯停运", other)):
        take_in(store, Matter(subject=subject, taken=datetime(2026, 3, 2, 9), grid=grid.id))
    account = store.save(Account(name="王芳", roles=roles_of([Role.GRID])))
    store.save(Tenure(person=account.person, of=store.kinds.reference_of(own), post="12"))
    theirs = Store._with_key(store.folder, store._key, account.id)
    yield theirs
    theirs.close()


def told(store: Store, name: str) -> Measured:
    return measure(store, figures_by_name(store.kinds)[name], until(date.today()), rows=True)


def test_a_count_says_how_many_rows_more_there_are(clerk: Store, qtbot: QtBot) -> None:
    card = RowsCard(clerk)
    qtbot.addWidget(card)
    found = told(clerk, "matters_taken")
    card.show_rows(found)
    assert (card._value.text(), card.model.rowCount(), found.unseen) == ("3", 1, 2)
    assert card._foot.text() == "共 1 行 · Enter 打开 · 另有 2 行您无权查看，数里算着"


def test_the_parts_of_a_share_are_the_centre_s(clerk: Store, store: Store, qtbot: QtBot) -> None:
    for done in (date(2026, 3, 1), None):
        plant(store, Resolution, due=date(2026, 3, 2), done=done, state="2" if done else "1")
    whole, found = told(store, "resolutions_on_time"), told(clerk, "resolutions_on_time")
    assert (found.value, found.unseen, found.unseen_missing) == (whole.value, 2, 1)
    card = RowsCard(clerk)
    qtbot.addWidget(card)
    card.show_rows(found)
    assert [card.chips[which].text() for which in Which] == ["全部 2", "是的 1", "不是的 1"]
    for which, unseen in ((Which.ALL, 2), (Which.SO, 1), (Which.MISSING, 1)):
        card.chips[which].click()
        assert card._foot.text() == f"一行也没有 · 另有 {unseen} 行您无权查看，数里算着"
    card.show_rows(whole)
    assert "另有" not in card._foot.text(), "whoever sees all is told of nothing"


def test_the_list_of_the_rows_says_it_too(clerk: Store, shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(lambda _: Session(clerk, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(window)
    in_front(qtbot, window)
    window.show_rows(FigureRows.of(told(clerk, "matters_taken")))
    listed = window.page("matter").list
    assert (listed.model.rowCount(), listed._told.isVisible()) == (1, True)
    assert listed._told.text() == "另有 2 行您无权查看，数里算着"
    listed.clear_filter()
    assert not listed._told.isVisible()
    window.hide()
