"""这一户以前的事 beside the intake: told in either role, and opening one of them loses nothing that is typed."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.records.matters.matter import Claimant, Matter
from db.records.matters.parts import Respondent
from db.records.registry.resident import reference_to
from db.services.save_as_declared import save_as_declared
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_related import RelatedCard
from gui.widgets.editors import RowsEditor
from tests.gui.community import settle
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import NOON, page_of, pick


def card_of(window: MainWindow) -> RelatedCard:
    found = [one for one in page_of(window).side.findChildren(RelatedCard)]
    return found[0]


def test_what_the_door_had_is_told_and_opening_it_keeps_what_is_typed(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    in_front(qtbot, window)
    people = settle(store)
    wife, husband = people["张桂芳"], people["李国富"]
    against = (Respondent(who=reference_to(husband.id), name="李国富"),)
    first = save_as_declared(store, Matter(subject="夜里太吵", taken=NOON, against=against))
    by = (Claimant(who=reference_to(wife.id), name="张桂芳"),)
    save_as_declared(store, Matter(subject="楼上漏水", taken=NOON.replace(day=1), claimants=by))
    window.open_new("matter")
    page = page_of(window)
    write(page.form.editors["subject"].target(), "门前堆物")
    claimants = page.form.editors["claimants"]
    assert isinstance(claimants, RowsEditor)
    pick(qtbot, claimants.rows[0].editors["who"], "zgf")
    card = card_of(window)
    qtbot.waitUntil(card.isVisible)
    assert [(one.title.split()[-1], one.line.split(" · ")[0]) for one in card.lines] == [
        ("夜里太吵", "被反映"),
        ("楼上漏水", "诉求人"),
    ]
    (link,) = [b for b in card.findChildren(QPushButton) if "夜里太吵" in b.text()]
    link.click()
    assert page.record.id == first.id
    window.open_new("matter")
    assert page.form.editors["subject"].value() == "门前堆物"
    assert claimants.rows[0].editors["name"].value() == "张桂芳"
