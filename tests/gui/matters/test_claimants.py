"""Residents who ask: from their card to a matter, and from a matter to them and to what they asked before."""

from PySide6.QtWidgets import QPushButton

from db.records.matters.matter import Claimant, Matter
from db.records.registry.resident import Resident
from db.services.matters.take_in import take_in
from db.store import Store
from gui.main_window import MainWindow
from tests.gui.community import settle
from tests.gui.matters.at_page import NOON, page_of


def test_who_asks_again_is_seen_with_what_was_before(window: MainWindow, store: Store) -> None:
    people = settle(store)
    who = store.kinds.reference_of(people["张桂芳"])
    first = take_in(store, Matter(subject="楼道灯", taken=NOON, claimants=(Claimant(who=who, name="张桂芳"),)))
    second = take_in(store, Matter(subject="还是楼道灯", taken=NOON, claimants=(Claimant(who=who, name="张桂芳"),)))
    window.open_record("matter", second.id)
    page = page_of(window)
    assert [(one.table, one.id) for one in page.related.lines] == [
        (Resident.TABLE, people["张桂芳"].id),
        ("matter", first.id),
    ]
    window.open_record("resident", people["张桂芳"].id)
    card = [b.text() for b in window.page("resident").findChildren(QPushButton) if b.isVisible()]
    assert f"{second.number} 还是楼道灯" in card, "the card of the resident shows what refers to them"


def test_a_matter_is_begun_from_the_card_of_a_resident(window: MainWindow, store: Store) -> None:
    who = settle(store)["张桂芳"]
    window.open_record("resident", who.id)
    next(
        b for b in window.page("resident").findChildren(QPushButton) if b.isVisible() and b.text() == "登记诉求"
    ).click()
    page = page_of(window)
    claimants = page.form.editors["claimants"].value()
    assert [(store.kinds.leads_to(one.who), one.name, one.phone) for one in claimants] == [
        ((Resident.TABLE, who.id), who.name, who.phone)
    ]
