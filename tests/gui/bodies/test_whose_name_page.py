"""同名待认 and 像是居民 as a clerk uses them, and the page of a person."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.errors import RecordGone
from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.bodies.whose_name import open_names, say_whose
from db.services.note_output import SEEN
from db.store import Store, eq
from gui.dialogs.last_day import LastDay
from gui.main_window import MainWindow
from gui.pages.bodies.person import ActingPersonPage
from gui.pages.bodies.whose_name import WhoseNamePage
from gui.pages.record_page import RecordPage
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write

DAY = date(2026, 3, 2)


@pytest.fixture
def two(store: Store) -> tuple[Person, Person]:
    return store.save(Person(name="王芳", job="民警")), store.save(Person(name="王芳", job="物业经理"))


@pytest.fixture
def visits(store: Store, two: tuple[Person, Person]) -> list[Visit]:
    """Two that write the name of both."""
    assert len({person.name for person in two}) == 1
    return [store.save(Visit(day=DAY, visitor="王芳", finding=text)) for text in ("水管漏水", "老人独居")]


def page_of(window: MainWindow) -> WhoseNamePage:
    window.show_page("whose_name")
    page = window.page("whose_name")
    assert isinstance(page, WhoseNamePage)
    return page


def buttons(page: QWidget, text: str) -> list[QPushButton]:
    QApplication.processEvents()  # what was put into a layout is shown by then
    return [one for one in page.findChildren(QPushButton) if one.isVisibleTo(page) and one.text() == text]


def texts(page: QWidget) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]


def who(store: Store) -> list[int]:
    return [visit.actors[0].who for visit in store.select(Visit, order=("id",))]


@pytest.mark.usefixtures("visits")
def test_a_name_is_said_for_what_is_ticked_and_taken_back(
    window: MainWindow, store: Store, two: tuple[Person, Person], shown: Shown
) -> None:
    page = page_of(window)
    assert page.names.text() == "同名待认 1"
    assert "2 处写了这个名字" in texts(page)
    QApplication.processEvents()
    ticks = [tick for tick in page.findChildren(QCheckBox) if tick.isVisibleTo(page)]
    assert [tick.text() for tick in ticks] == ["走访人", "走访人"]
    ticks[1].setChecked(False)
    buttons(page, "是这一位")[1].click()
    assert who(store) == [two[1].id, 0]
    assert shown.news == ["已认 1 处：王芳"]
    assert page.names.text() == "同名待认 1"
    assert shown.undo
    shown.undo()
    assert who(store) == [0, 0]
    buttons(page, "另有其人，新建一位")[0].click()
    assert page.names.text() == "同名待认 0"
    assert len(set(who(store))) == 1
    assert len(store.select(Person, eq("name", "王芳"))) == 3
    assert "没有待认的名字" in texts(page)
    shown.undo()
    assert who(store) == [0, 0]
    assert len(store.select(Person, eq("name", "王芳"))) == 2


@pytest.mark.usefixtures("visits")
def test_what_another_window_said_is_not_taken_back(
    window: MainWindow, store: Store, two: tuple[Person, Person], shown: Shown
) -> None:
    page = page_of(window)
    (one,) = open_names(store)
    other = store.again()
    say_whose(other, one.name, two[0].id, one.places[:1])
    other.close()
    buttons(page, "是这一位")[1].click()
    assert (who(store), shown.news) == ([two[0].id, two[1].id], ["已认 1 处：王芳"])
    assert shown.undo
    shown.undo()
    assert who(store) == [two[0].id, 0]


def test_a_record_is_opened_from_there(window: MainWindow, store: Store, visits: list[Visit]) -> None:
    page = page_of(window)
    buttons(page, store.title(visits[0]))[0].click()
    opened = window.page("visit")
    assert isinstance(opened, RecordPage)
    assert opened.form_page.record.id == visits[0].id


@pytest.mark.usefixtures("visits")
def test_what_another_window_did_meanwhile_is_told(
    window: MainWindow, store: Store, two: tuple[Person, Person], shown: Shown
) -> None:
    page = page_of(window)
    with store.writing() as w:
        w.delete(two[1])
    buttons(page, "是这一位")[1].click()
    assert len(shown.errors) == 1
    assert who(store) == [0, 0]


def test_whether_a_person_is_a_resident_is_said_once(window: MainWindow, store: Store, shown: Shown) -> None:
    person = store.save(Person(name="王芳"))
    first, second = (plant(store, Resident, name="王芳", phone="13900002222") for _ in range(2))
    page = page_of(window)
    assert page.pairs.text() == "像是居民 2"
    page.pairs.click()
    assert not any("13900002222" in text for text in texts(page))
    buttons(page, "不是")[0].click()
    assert page.pairs.text() == "像是居民 1"
    assert shown.undo
    shown.undo()
    assert page.pairs.text() == "像是居民 2"
    buttons(page, "是同一个人")[1].click()
    assert (store.get(Person, person.id).resident, page.pairs.text()) == (second.id, "像是居民 0")
    assert "没有待核对的" in texts(page)
    shown.undo()
    assert (store.get(Person, person.id).resident, first.id) == (0, first.id)


def test_after_a_name_the_keys_go_on_with_the_next_one(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    for name in ("丁一", "王芳", "赵六"):
        for job in ("民警", "物业经理"):
            store.save(Person(name=name, job=job))
        store.save(Visit(day=DAY, visitor=name))
    in_front(qtbot, window)
    page = page_of(window)
    for pressed, first in (
        (3, 2),
        (3, 0),
        (1, None),
    ):  # of the second of three, then of the last of two, then the only one
        said = buttons(page, "是这一位")[pressed]
        said.setFocus()
        qtbot.keyClick(said, Qt.Key.Key_Space)
        ahead = buttons(page, "是这一位")
        assert QApplication.focusWidget() is (page.names if first is None else ahead[first])


def test_after_a_pair_the_keys_go_on_with_the_next_one(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    for name in ("丁一", "王芳"):
        store.save(Person(name=name))
        for _ in range(2):
            plant(store, Resident, name=name)
    in_front(qtbot, window)
    page = page_of(window)
    page.pairs.click()
    for left in (3, 2, 1):
        said = buttons(page, "不是")[-2 if left > 1 else 0]
        number = buttons(page, "不是").index(said)
        said.setFocus()
        qtbot.keyClick(said, Qt.Key.Key_Space)
        assert QApplication.focusWidget() is buttons(page, "是同一个人")[min(number, left - 1)]


def person_page(window: MainWindow, person: Person) -> ActingPersonPage:
    window.open_record("person", person.id)
    page = window.findChild(ActingPersonPage)
    assert page is not None
    return page


def test_a_person_is_shown_with_posts_and_deeds(window: MainWindow, store: Store) -> None:
    body = store.save(Body(name="幸福里社区居委会", kind="12"))
    person = store.save(Person(name="周秀兰", unit=body.id, job="主任", phone="13812345678"))
    post = store.save(Tenure(person=person.id, of=store.kinds.reference_of(body), post="02", since=DAY))
    visit = store.save(Visit(day=DAY, visitor="周秀兰"))
    page = person_page(window, person)
    assert [(doing.label, doing.count) for doing in page.doings] == [("任职", 1), ("走访人 · 走访", 1)]
    assert not any("13812345678" in text for text in texts(page))
    window.reveal()
    assert any("13812345678" in text for text in texts(page))
    assert store.history(person)[0].action == SEEN
    buttons(page, store.title(visit))[0].click()
    opened = window.page("visit")
    assert isinstance(opened, RecordPage)
    assert opened.form_page.record.id == visit.id
    opened.close_record()
    assert page.isVisible()
    store.save(changed(post, until=date(2026, 3, 9)))
    page.refresh()
    assert "已离任" in page.doings[0].shown[0].line


def test_a_person_is_edited_in_the_form_and_shown_again(window: MainWindow, store: Store) -> None:
    person = store.save(Person(name="周秀兰", job="主任"))
    page = person_page(window, person)
    buttons(page, "修改")[0].click()
    form = window.page("person").form_page
    form.form.editors["job"].set_value("书记")
    assert form.save()
    window.page("person").close_record()
    assert page.isVisible()
    assert "书记" in texts(page)
    with store.writing() as w:
        w.delete(store.get(Person, person.id))
    with pytest.raises(RecordGone):
        page.show_person(person.id)


def test_a_new_post_begins_with_the_person(window: MainWindow, store: Store) -> None:
    person = store.save(Person(name="周秀兰"))
    buttons(person_page(window, person), "新建任职")[0].click()
    opened = window.page("tenure")
    assert isinstance(opened, RecordPage)
    assert getattr(opened.form_page.record, "person", 0) == person.id


@pytest.fixture
def director(store: Store) -> Person:
    """One who lives here and holds two posts."""
    resident = plant(store, Resident, name="周秀兰", state="1", state_day=None, house=0)
    person = store.save(Person(name="周秀兰", resident=resident.id))
    body = store.save(Body(name="幸福里社区居委会", kind="12"))
    for post in ("01", "02"):
        store.save(Tenure(person=person.id, of=store.kinds.reference_of(body), post=post, since=DAY))
    return person


def live(store: Store) -> int:
    return store.count(Tenure, eq("until", None))


def asked(qtbot: QtBot, page: ActingPersonPage) -> LastDay:
    """The question of 全部离任."""
    buttons(page, "全部离任")[0].click()
    found = QApplication.activeModalWidget()
    assert isinstance(found, LastDay)
    in_front(qtbot, found)
    return found


def test_all_posts_end_on_the_day_that_is_said_and_go_on_again(
    qtbot: QtBot, window: MainWindow, store: Store, director: Person, shown: Shown
) -> None:
    page = person_page(window, director)
    qtbot.keyClick(asked(qtbot, page), Qt.Key.Key_Escape)
    assert live(store) == 2
    dialog = asked(qtbot, page)
    assert dialog.day.value() == date.today()
    assert any("幸福里社区居委会 书记、幸福里社区居委会 副书记" in text for text in texts(dialog))
    for words, said in (("2026-03-01", "从 2026-03-02 起"), ("", "没有填"), ("哪天", "看不懂")):
        qtbot.keyClick(dialog.day.line, Qt.Key.Key_Delete)  # all of it is selected
        write(dialog.day.line, words)
        qtbot.keyClick(dialog.day.line, Qt.Key.Key_Return)
        assert said in dialog.day.note()
        assert (live(store), dialog.isVisible()) == (2, True)
    write(dialog.day.line, "2026-03-09")
    qtbot.keyClick(dialog.day.line, Qt.Key.Key_Return)
    assert (live(store), shown.news) == (0, ["已填止日 2 条"])
    assert {post.until for post in store.select(Tenure)} == {date(2026, 3, 9)}
    assert buttons(page, "全部离任") == []
    assert shown.undo
    shown.undo()
    assert live(store) == 2
    assert len(buttons(page, "全部离任")) == 1


def test_what_another_window_ended_meanwhile_is_told(
    qtbot: QtBot, window: MainWindow, store: Store, director: Person, shown: Shown
) -> None:
    page = person_page(window, director)
    dialog = asked(qtbot, page)
    first = store.select(Tenure, order=("id",))[0]
    store.save(changed(first, until=date(2026, 3, 5)))
    qtbot.keyClick(dialog.day.line, Qt.Key.Key_Return)
    assert (len(shown.errors), live(store), len(page.posts)) == (1, 1, 1)


def test_one_question_when_a_resident_leaves(window: MainWindow, store: Store, director: Person, shown: Shown) -> None:
    page = window.page("resident")
    window.show_page("resident")
    page.edit_record(director.resident)
    page.form_page.form.editors["state"].set_value("3")
    page.form_page.form.editors["state_day"].set_value(date(2026, 4, 1))
    assert page.form_page.save()
    assert [question.title for question in shown.questions] == ["周秀兰死亡，在任的职务也到此为止吗？"]
    assert {post.until for post in store.select(Tenure)} == {date(2026, 4, 1)}
