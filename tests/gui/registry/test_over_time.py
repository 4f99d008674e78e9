"""以前和现在 under the form of a door, a household and a booklet, and on the card of a resident; a booklet that tells its number alone is filled."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from db.records.base import changed
from db.records.registry.booklet import TAKEN_OVER, Booklet
from db.records.registry.door_parts import Letting, Owner
from db.records.registry.household import HEAD, Household, Member
from db.records.registry.place import House
from db.records.registry.residence import Residence
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import CareTag
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.registry.over_time import OverTimeCard
from gui.pages.registry.person import PersonPage
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front

THEN, MOVED = date(2020, 1, 1), date(2024, 6, 1)


@pytest.fixture
def door(store: Store) -> House:
    """A door from which one moved to another, and where somebody else came."""
    tenant = Letting(tenant="孙二", since=MOVED, source="租赁合同")
    house = plant(store, House, owners=(Owner(name="钱一"),), lettings=(tenant,), hazards=())
    other = plant(store, House, owners=(), lettings=(), hazards=())
    moved = Residence(house=house.id, since=THEN, until=date(2024, 5, 31), whence="某省 13800001111")
    tag = CareTag(kind="30", since=THEN)
    one = store.save(
        Resident(name="钱一", house=other.id, residences=(moved, Residence(house=other.id, since=MOVED)), care=(tag,))
    )
    store.save(Household(house=other.id, head=one.id, members=(Member(resident=one.id, relation=HEAD, since=MOVED),)))
    return store.get(House, house.id)


def card_of(window: MainWindow, table: str, record_id: int) -> OverTimeCard:
    window.show_list(table)
    window.open_record(table, record_id)
    card = window.page(table).form_page.over_time
    assert card is not None
    return card


def test_a_door_tells_who_lived_there_and_a_day_who_did_then(
    qtbot: QtBot, window: MainWindow, door: House, store: Store
) -> None:
    card = card_of(window, "house", door.id)
    in_front(qtbot, window)
    assert not card.day.isVisible(), "the fields of the form come first"
    assert card.heading is not None
    card.heading.click()
    assert card.day.isVisible()
    assert {line[1:3] for line in card.lines()} == {("居住记录", "钱一"), ("产权人", "钱一"), ("出租", "孙二")}
    assert next(line for line in card.lines() if line[1] == "居住记录")[0] == "2020-01-01 至 2024-05-31"
    assert "13800001111" not in str(card.lines()), "numbers stay masked"
    assert card.empty.text() == "空置：从 2024-06-01 起没有人住"
    qtbot.keyClicks(card.day.line, "2023-03-01")
    assert {line[1] for line in card.lines()} == {"居住记录", "产权人"}
    card.day.set_value(date(2025, 3, 1))
    assert {line[1] for line in card.lines()} == {"产权人", "出租"}
    lived = next(turn for turn in card.turns if turn.what == "居住记录")
    card.open_requested.emit(lived.table, lived.id)
    assert window.current_key() == "resident"
    store.save(changed(store.select(Resident)[0], house=door.id))
    window.open_record("house", door.id)
    assert card.empty.text() == "", "somebody lives there again"
    window.open_new("house")
    assert not card.isVisible(), "of a new door nothing is told"


@pytest.mark.usefixtures("door")
def test_a_person_is_told_without_why_until_everything_is_asked_for(
    qtbot: QtBot, window: MainWindow, store: Store
) -> None:
    (one,) = store.select(Resident)
    window.open_record("resident", one.id)
    in_front(qtbot, window)
    page = window.findChild(PersonPage)
    assert page is not None

    def told() -> list[str]:
        card = page.findChildren(OverTimeCard)[-1]
        return [line[1] for line in card.lines()]

    assert sorted(told()) == ["居住记录", "居住记录", "户"]
    page.reveal()
    assert sorted(told()) == ["关爱类别", "居住记录", "居住记录", "户"]


@pytest.mark.usefixtures("door")
def test_a_booklet_of_before_is_filled_once_somebody_has_seen_who(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown
) -> None:
    (one,) = store.select(Resident)
    booklet = store.save(Booklet(number="8801", head=one.id, doubt=f"{TAKEN_OVER}；问过派出所"))
    card = card_of(window, "booklet", booklet.id)
    in_front(qtbot, window)
    card.fill.click()
    assert "没有找到同住的户籍人口" in shown.news[-1]
    store.save(changed(one, population="1"))
    window.open_record("booklet", booklet.id)
    shown.answer = False
    card.fill.click()
    assert "钱一  户主" in shown.questions[-1].text
    assert store.get(Booklet, booklet.id).members == ()
    shown.answer = True
    card.fill.click()
    now = store.get(Booklet, booklet.id)
    assert [(m.resident, m.relation) for m in now.members] == [(one.id, HEAD)]
    assert now.doubt == "问过派出所"
    assert not card.fill.isVisible()
    assert [line[1:3] for line in card.lines()] == [("户籍成员", "钱一")]


@pytest.mark.usefixtures("door")
def test_what_is_typed_is_saved_before_a_booklet_is_filled(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown
) -> None:
    (one,) = store.select(Resident)
    store.save(changed(one, population="1"))
    booklet = store.save(Booklet(number="8801", head=one.id, doubt=TAKEN_OVER))
    card = card_of(window, "booklet", booklet.id)
    in_front(qtbot, window)
    form = window.page("booklet").form_page.form
    assert form is not None
    form.editors["number"].set_value("8802")
    form.changed.emit()
    shown.answer = True
    card.fill.click()
    now = store.get(Booklet, booklet.id)
    assert (now.number, len(now.members)) == ("8802", 1)
