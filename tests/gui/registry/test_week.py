"""A week of a grid worker, by the keyboard alone in the real window: each thing that happens is held against the records, and taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.records.base import changed
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.place import STEWARD, Building, House
from db.records.registry.resident import DIED, GONE, IN_REGISTER, Resident
from db.records.registry.resident_parts import CareTag
from db.services.registry.resident_card import household_of
from db.store import Store
from gui.dialogs.life import LifeDialog
from gui.main_window import MainWindow
from gui.models.due_table import ITEM_ROLE
from gui.notices import UNDO_KEY
from gui.pages.registry.duplicates import DuplicatesPage
from gui.pages.registry.merging import MergeResidents
from gui.session import Session
from gui.settings import Settings
from gui.widgets.editors import LinkEditor
from tests.db.registry.events.people import BEGAN, broken, door, family, picture
from tests.factories import citizen_number
from tests.gui.keys import Keyboard, in_front

Key, Ctrl, Alt, Shift = (
    Qt.Key,
    *(getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Alt", "Shift")),
)
UNDO = getattr(Key, f"Key_{UNDO_KEY}")
TODAY = date.today()
COUPLE = (("张夫", "1", 1980, "02"), ("刘妻", "2", 1982, "12"))


class Week(Keyboard):
    """Who works at the desk: goes about by keys, and looks at what is shown."""

    def __init__(self, qtbot: QtBot, window: MainWindow, store: Store) -> None:
        super().__init__(qtbot)
        self.window, self.store = window, store

    def front(self) -> None:
        """The keys go to the dialog that is open, else to the window."""
        in_front(self._qtbot, QApplication.activeModalWidget() or self.window)

    def until(self, there: Callable[[], object]) -> None:
        """Waits for work that is done apart."""
        self._qtbot.waitUntil(lambda: bool(there()), timeout=20_000)

    def card(self, name: str) -> None:
        """Opens the card of somebody from wherever the clerk is."""
        self.front()
        self.press(Key.Key_K, Ctrl)
        self.type(name)
        self.until(self.window.search.results)
        self.press(Key.Key_Return)
        assert self.window.current_key() == "resident"

    def event(self, digit: Qt.Key) -> LifeDialog:
        """变动… of the card in front, and what happened."""
        self.press(Key.Key_E, Ctrl)
        self.front()
        self.press(digit)
        return self.dialog()

    def dialog(self) -> LifeDialog:
        found = QApplication.activeModalWidget()
        assert isinstance(found, LifeDialog)
        return found

    def to(self, name: str) -> None:
        """Tab until the keys are in a field of the questions."""
        form = self.dialog().form
        assert form is not None
        for _ in range(12):
            focused = QApplication.focusWidget()
            if focused is not None and form.editors[name].isAncestorOf(focused):
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {name}")

    def choose(self, name: str, words: str) -> None:
        """Types what a link is found by, and takes what is marked."""
        self.to(name)
        self.type(words)
        form = self.dialog().form
        editor = form.editors[name] if form else None
        assert isinstance(editor, LinkEditor)
        self.until(editor.marked)
        self.press(Key.Key_Tab)

    def undo(self) -> None:
        """Takes back what was told last."""
        self.front()
        self.press(UNDO)

    def coming(self) -> set[str]:
        """The lists that 今日 tells of."""
        self.front()
        self.press(Key.Key_1, Ctrl)
        model = self.window.page("today")._list.model()
        items = [model.index(row, 0).data(ITEM_ROLE) for row in range(model.rowCount())]
        return {one.view for one in items if one is not None and one.view}

    def listed(self, place: Qt.Key) -> set[str]:
        """The names in the list at a place over the residents."""
        self.front()
        self.press(Key.Key_2, Ctrl)
        self.press(place, Alt)
        model = self.window.page("resident").list.model
        names = {str(model.index(row, 0).data()) for row in range(model.rowCount())}
        self.press(place, Alt)
        return names


@pytest.fixture
def week(qtbot: QtBot, store: Store, tmp_path: Path) -> Week:
    """A family of four with an old head who is looked after and the steward of the building; a couple, and a tenant."""
    people = family(store) | family(store, "301", COUPLE) | family(store, "402", (("周租", "1", 1990, "02"),))
    old = people["王老"]
    ends = TODAY + timedelta(days=3)
    store.save(changed(store.get(Resident, old.id), care=(CareTag(kind="30", since=BEGAN, until=ends),)))
    person = store.save(Person(name="王老", resident=old.id))
    (building,) = store.select(Building)
    reference = store.kinds.reference_of(building)
    store.save(Tenure(person=person.id, of=reference, post=STEWARD, since=BEGAN))
    window = MainWindow(lambda messages: Session(store, messages, Settings(tmp_path)))
    qtbot.addWidget(window)
    in_front(qtbot, window)
    return Week(qtbot, window, store)


def one(store: Store, name: str) -> Resident:
    (found,) = [resident for resident in store.select(Resident) if resident.name == name]
    return found


def stands(store: Store) -> dict[str, str]:
    """Everybody who lives with somebody, with what they are to the head."""
    names = {resident.id: resident.name for resident in store.select(Resident)}
    return {names[m.resident]: m.relation for home in store.select(Household) for m in home.present()}


def test_a_family_moves_in(week: Week, store: Store) -> None:
    flat, before = door(store, "601"), picture(store)
    week.front()
    week.press(Key.Key_2, Ctrl)
    week.press(Key.Key_M, Ctrl)
    week.press(Key.Key_Up)  # 迁入… is the last of the menu but what is for ledgers
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in range(12):
        if menu.activeAction().text() == "迁入…":
            break
        week.press(Key.Key_Up)
    week.press(Key.Key_Return)
    week.front()
    week.choose("house", "601")
    week.to("people")
    for name, number, relation in (
        ("陈一", citizen_number(1, date(1980, 5, 3)), ""),
        ("林二", citizen_number(2, date(1982, 7, 1)), "妻"),
        ("陈三", citizen_number(3, date(2012, 1, 9)), "独生子"),
    ):
        week.type(name)
        week.press(Key.Key_Tab)
        week.type(number)
        week.press(Key.Key_Tab)
        week.type(relation)
        if name != "陈三":
            week.press(Key.Key_J, Ctrl)
    week.press(Key.Key_Return, Ctrl)
    came = {resident.name: resident for resident in store.select(Resident) if resident.house == flat.id}
    assert {name: (who.state, who.birth, who.sex) for name, who in came.items()} == {
        "陈一": (IN_REGISTER, date(1980, 5, 3), "1"),
        "林二": (IN_REGISTER, date(1982, 7, 1), "2"),
        "陈三": (IN_REGISTER, date(2012, 1, 9), "1"),
    }
    assert all([row.since for row in who.residences] == [TODAY] for who in came.values())
    home = household_of(store, came["陈三"].id)
    assert home is not None
    assert (home.head, home.house) == (came["陈一"].id, flat.id)
    assert {name: stands(store)[name] for name in came} == {"陈一": "02", "林二": "12", "陈三": "21"}
    assert broken(store) == []
    week.undo()
    assert picture(store) == before


def test_a_tenant_leaves(week: Week, store: Store) -> None:
    before = picture(store)
    week.card("周租")
    week.event(Key.Key_2)
    week.to("whither")
    week.type("老家")
    week.press(Key.Key_Return)
    gone = one(store, "周租")
    assert (gone.state, gone.state_day) == (GONE, TODAY)
    assert [(row.until, row.whither) for row in gone.residences] == [(TODAY, "老家")]
    assert "周租" not in stands(store)
    assert broken(store) == []
    week.undo()
    assert picture(store) == before


def test_an_old_head_dies(week: Week, store: Store) -> None:
    old, before = one(store, "王老"), picture(store)
    assert store.select(Building)[0].steward == "王老"
    assert "关爱到期" in week.coming()
    assert "王老" in week.listed(Key.Key_2)
    week.card("王老")
    dialog = week.event(Key.Key_4)
    new = one(store, "王大")
    for _ in range(12):
        week.press(Key.Key_Tab)
        if QApplication.focusWidget() in dialog.heads.buttons.values():
            break
    while QApplication.focusWidget() is not dialog.heads.buttons[new.id]:
        week.press(Key.Key_Right)
    week.press(Key.Key_Space)
    week.press(Key.Key_Return, Ctrl)
    dead = one(store, "王老")
    assert (dead.state, dead.state_day, dead.house) == (DIED, TODAY, old.house)
    assert [row.until for row in dead.residences] == [TODAY]
    assert [tag.until for tag in dead.care] == [TODAY]
    (home,) = [home for home in store.select(Household) if home.house == old.house]
    assert (home.head, stands(store)["王大"], "王老" in stands(store)) == (new.id, "02", False)
    assert [tenure.until for tenure in store.select(Tenure)] == [TODAY]
    assert store.select(Building)[0].steward == ""
    assert store.select(House)
    assert broken(store) == []
    assert "关爱到期" not in week.coming()
    assert "王老" not in week.listed(Key.Key_2)
    week.undo()
    assert picture(store) == before
    assert store.select(Building)[0].steward == "王老"


def test_a_couple_divides(week: Week, store: Store) -> None:
    before = picture(store)
    week.card("刘妻")
    week.event(Key.Key_6)
    week.choose("house", "幸福里3-2-602")
    week.to("divorced")
    week.press(Key.Key_Space)
    week.to("booklet")
    week.press(Key.Key_Space)
    week.press(Key.Key_Return, Ctrl)
    wife, man = one(store, "刘妻"), one(store, "张夫")
    assert (wife.marriage, man.marriage) == ("40", "40")
    assert wife.house != man.house
    assert store.title(store.get(House, wife.house)).endswith("602室")
    assert {name: stands(store)[name] for name in ("刘妻", "张夫")} == {"刘妻": "02", "张夫": "02"}
    heads = {book.head for book in store.select(Booklet)}
    assert {wife.id, man.id} <= heads
    assert broken(store) == []
    week.undo()
    assert {key: value for key, value in picture(store).items() if key in before} == before


def test_twins_are_born(week: Week, store: Store) -> None:
    before = picture(store)
    week.card("刘妻")
    week.event(Key.Key_3)
    week.to("children")
    for name, sex in (("张双", "1"), ("张喜", "2")):
        week.type(name)
        week.press(Key.Key_Tab)
        week.type(sex)
        if name == "张双":
            week.press(Key.Key_J, Ctrl)
    week.press(Key.Key_Return, Ctrl)
    mother = one(store, "刘妻")
    born = [one(store, name) for name in ("张双", "张喜")]
    assert [(child.birth, child.sex, child.house) for child in born] == [
        (TODAY, "1", mother.house),
        (TODAY, "2", mother.house),
    ]
    assert {stands(store)[child.name] for child in born} <= {"20", "21", "22", "30", "31", "32"}
    assert broken(store) == []
    week.undo()
    assert picture(store) == before


def test_two_turn_out_to_be_one(week: Week, store: Store) -> None:
    flat = door(store, "502")
    first = store.save(Resident(name="吴越", birth=date(1960, 5, 6), sex="1", phone="13900001111", workplace="粮站"))
    again = store.save(
        Resident(name="吴越", birth=date(1960, 5, 6), sex="1", phone="13900002222", workplace="面店", house=flat.id)
    )
    before = picture(store)
    week.front()
    week.press(Key.Key_2, Ctrl)
    week.press(Key.Key_Tab, Ctrl)
    page = week.window.page("duplicates")
    assert isinstance(page, DuplicatesPage)
    week.press(Key.Key_F5)
    week.until(lambda: page.found)
    week.front()
    week.press(Key.Key_Return)  # at the first pair
    week.front()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MergeResidents)
    kept, other = dialog._plan.kept, dialog._plan.gone
    while QApplication.focusWidget() not in dialog.sides["workplace"]:
        week.press(Key.Key_Tab, Shift)
    assert dialog.sides["workplace"][0].hasFocus(), "Tab stops at what is chosen"
    week.press(Key.Key_Right)
    assert dialog.taken() == {"workplace"}, "and the arrow chooses the other"
    week.press(Key.Key_Return, Ctrl)
    week.until(lambda: store.find(Resident, other.id) is None)
    now = store.get(Resident, kept.id)
    assert {kept.id, other.id} == {first.id, again.id}
    assert (now.workplace, now.phone) == (other.workplace, kept.phone)
    assert [telephone.number for telephone in now.telephones] == [other.phone]
    assert now.house == flat.id
    week.until(lambda: not page.found)
    week.undo()
    week.until(lambda: store.find(Resident, other.id))
    week.until(lambda: picture(store) == before)
