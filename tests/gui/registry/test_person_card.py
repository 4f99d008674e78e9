"""居民卡: the telephone by one key, with a word about the call; the doors above, below and beside; what opens from it."""

from datetime import date

import attrs
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from db.records.estates.estate import Estate
from db.records.registry.booklet import Booklet, BookletMember
from db.records.registry.household import Household, Member
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Carer, CareTag, Telephone
from db.records.visits.visit import Visit
from db.services.note_output import SEEN
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.registry.person import PersonPage, whole
from gui.pages.registry.phone_call import PhoneCall
from gui.widgets.long_link import LongLink
from tests.gui.conftest import Dress, Shown
from tests.gui.keys import in_front

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def somebody(store: Store) -> Resident:
    """Behind a door between two others, with numbers of their own and of a daughter."""
    building = store.save(Building(number="3"))
    doors = {r: store.save(House(building=building.id, unit="1", room=r)).id for r in ("401", "501", "502")}
    store.save(Resident(name="孙二", house=doors["502"]))
    return store.save(
        Resident(
            name="钱一",
            house=doors["501"],
            phone="13904351276",
            telephones=(Telephone(number="0435-3201188", of="1"),),
            carers=(Carer(name="钱小", kind="2", phone="13804357788"), Carer(name="旧人", phone="13700001111", until=date(2020, 1, 1))),
        )
    )  # fmt: skip


def card_of(qtbot: QtBot, window: MainWindow, resident: Resident) -> PersonPage:
    window.open_record("resident", resident.id)
    in_front(qtbot, window)
    page = window.page("resident").findChild(PersonPage)
    assert isinstance(page, PersonPage)
    page.setFocus()
    return page


def seen(store: Store, resident: Resident) -> list[str]:
    return [str(e.change["fields"][1]) for e in store.history(resident) if e.action == SEEN]


def dialog_of(window: MainWindow) -> PhoneCall:
    return next(one for one in window.findChildren(PhoneCall) if one.isVisible())


def test_one_key_shows_the_numbers_whole_and_the_same_key_writes_the_call_down(
    qtbot: QtBot, window: MainWindow, store: Store, somebody: Resident, shown: Shown
) -> None:
    page = card_of(qtbot, window, somebody)
    assert seen(store, somebody) == []
    qtbot.keyClick(page, Qt.Key.Key_F4)
    dialog = dialog_of(window)
    assert [one.number for one in dialog.numbers] == ["13904351276", "0435-3201188", "13804357788"], "not of who was"
    assert seen(store, somebody) == ["联系电话、其他电话、监护和照料"]
    dialog.ways.choose(1)
    dialog.form.fill({"finding": "问低保怎么办", "promise": "周五回话"}, only_empty=False)
    in_front(qtbot, dialog)
    dialog.form.focus_first()
    qtbot.keyClick(dialog, Qt.Key.Key_F4)
    (call,) = store.select(Visit)
    assert (call.way, call.resident, call.house, call.finding) == ("2", somebody.id, 0, "来电：问低保怎么办")
    assert (call.promise, call.day, call.visitor) == ("周五回话", date.today(), store.actor)
    assert "周五回话" in [one.text() for one in page.findChildren(QPushButton)], "the card tells it at once"
    assert shown.undo is not None
    shown.undo()
    assert store.select(Visit) == []


def test_looking_alone_writes_no_call_and_nobody_without_a_number_is_looked_at(
    qtbot: QtBot, window: MainWindow, store: Store, somebody: Resident, shown: Shown
) -> None:
    page = card_of(qtbot, window, somebody)
    page.call()
    dialog_of(window).reject()
    assert store.select(Visit) == []
    bare = store.save(Resident(name="孙三"))
    card_of(qtbot, window, bare).call()
    assert "没有登记电话" in shown.news[-1]
    assert seen(store, bare) == []


def test_the_doors_around_are_one_key_away(
    qtbot: QtBot, window: MainWindow, store: Store, somebody: Resident, shown: Shown
) -> None:
    page = card_of(qtbot, window, somebody)
    qtbot.keyClick(page, Qt.Key.Key_L, CTRL)
    (menu,) = page.findChildren(QMenu, "neighbours")
    assert [one.text() for one in menu.actions()] == ["楼下  1单元401室  没有登记的人住", "同层  1单元502室  孙二"]
    with qtbot.waitSignal(page.open_requested) as asked:
        menu.actions()[1].trigger()
    assert asked.args is not None
    assert store.get(Resident, asked.args[1]).name == "孙二"
    menu.close()
    card_of(qtbot, window, store.save(Resident(name="孙三"))).ask_neighbour()
    assert shown.news[-1] == "没有登记现住房屋"


def test_the_booklet_and_the_door_open_from_the_card(
    qtbot: QtBot, window: MainWindow, store: Store, somebody: Resident
) -> None:
    booklet = store.save(Booklet(number="8801", members=(BookletMember(resident=somebody.id),)))
    page = card_of(qtbot, window, somebody)
    links = {one.text(): one for one in page.findChildren(QPushButton)}
    opened: list[tuple[str, int]] = []
    page.open_requested.disconnect()
    page.open_requested.connect(lambda table, i: opened.append((table, i)))
    for words in ("户籍户 8801", "打开房屋"):
        links[words].click()
    assert opened == [("booklet", booklet.id), ("house", somebody.house)]
    assert "打开这一户" not in links


def test_what_somebody_was_looked_after_for_is_no_group_of_today(store: Store) -> None:
    care = (CareTag(kind="30", until=date(2020, 1, 1)), CareTag(kind="11"))
    assert whole(store.save(Resident(name="钱一", care=care)), "care") == "独居"


def is_cut(page: PersonPage, one: QWidget) -> bool:
    """Whether less of a word is seen than there is: it has too little room, or goes on beyond what is around it."""
    around = one.parentWidget()
    while around is not None and around is not page:
        right = one.mapTo(around, one.rect().topRight()).x()
        if right > around.width() or one.mapTo(around, one.rect().topLeft()).x() < 0:
            return True
        around = around.parentWidget()
    if isinstance(one, QLabel) and one.wordWrap():
        return one.height() < one.heightForWidth(one.width())
    if isinstance(one, LongLink):
        return one.text().replace("\n", "") != one.whole() or one.height() < one.heightForWidth(one.width())
    return one.width() < one.minimumSizeHint().width()


@pytest.fixture(params=[(1366, 728, 100), (1366, 728, 150), (1920, 1040, 150)], ids=str)
def screen(request: pytest.FixtureRequest, dress: Dress) -> tuple[int, int]:
    """How wide and high a window is, whose words are of some size."""
    width, height, scale = request.param
    dress(scale)
    return width, height


def test_a_long_door_cuts_no_word_of_the_card(
    qtbot: QtBot, screen: tuple[int, int], window: MainWindow, store: Store, somebody: Resident
) -> None:
    long = "东方红柴油机配件厂职工家属院北区二期东侧安置小区（原拖拉机配件厂二分厂家属院）"
    building = store.get(Building, store.get(House, somebody.house).building)
    store.save(attrs.evolve(building, estate=store.save(Estate(name=long)).id))
    other = store.save(Resident(name="钱二", house=somebody.house, phone="13904351277"))
    members = tuple(Member(resident=one.id, relation=code) for one, code in ((somebody, "02"), (other, "10")))
    store.save(Household(house=somebody.house, head=somebody.id, members=members))
    store.save(
        Visit(
            resident=somebody.id,
            visitor="范晓棠",
            day=date.today(),
            promise="周五以前问清物业公司电梯大修要用多少维修资金，再上门告诉一声" * 2,
        )
    )
    window.resize(*screen)
    page = card_of(qtbot, window, somebody)
    QCoreApplication.processEvents()
    assert (window.width(), window.height()) == screen
    words = [
        w for w in page.findChildren(QWidget) if isinstance(w, QLabel | QPushButton) and w.isVisible() and w.text()
    ]
    assert any(long in w.whole() for w in words if isinstance(w, LongLink)), "the door stands there"
    assert [w.text() for w in words if is_cut(page, w)] == []
    for area in page.findChildren(QScrollArea):
        inside = area.widget()
        assert inside is not None
        assert inside.width() <= area.viewport().width()
