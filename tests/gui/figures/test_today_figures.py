"""Every number on the first screen opens exactly the rows that it counts, and another window's work is seen."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.records.hall.meeting import Resolution, Topic
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.services.centre.own_options import add
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import until
from db.services.matters.take_in import take_in
from db.store import Store, Warrant
from db.values import code_table
from db.values.day import with_weekday
from gui.main_window import MainWindow
from gui.pages.today import TodayPage
from gui.widgets.figure_card import FigureCard
from tests.factories import plant
from tests.gui.community import settle
from tests.gui.keys import in_front

TODAY = date.today()
MORNING = datetime.combine(TODAY, datetime.min.time().replace(hour=8))


@pytest.fixture
def today(window: MainWindow, qtbot: QtBot) -> TodayPage:
    """The first screen of a store with something of everything that it counts."""
    store = window.session.store
    with store.writing(warrant=Warrant.UPGRADE) as w:
        root = w.save(Matter(subject="漏水", taken=MORNING))
        w.save(
            Matter(subject="也漏水", taken=MORNING, root=root.id, joined=root.id, stage="5", outcome="6", closed=TODAY)
        )
        w.save(Matter(subject="路灯", taken=MORNING, stage="5", outcome="1", closed=TODAY))
        w.save(Matter(subject="去年的", taken=MORNING - timedelta(days=400)))
    for stage, closed in (("1", None), ("3", None), ("7", TODAY), ("9", TODAY)):
        plant(store, MediationCase, stage=stage, closed=closed, received=TODAY, due=TODAY, outcome="", matter=0)
    for state in ("1", "2", "3", "4"):
        plant(store, Topic, state=state)
    first = TODAY.replace(month=(TODAY.month - 1) // 3 * 3 + 1, day=1)
    for due, state, done in ((first, "2", first), (TODAY, "2", None), (TODAY, "1", None)):
        plant(store, Resolution, due=due, state=state, done=done)
    in_front(qtbot, window)
    window.show_page("today")
    page = window.page("today")
    assert isinstance(page, TodayPage)
    return page


def numbers(card: FigureCard) -> Iterator[QPushButton]:
    yield from (one for one in card.below if isinstance(one, QPushButton))


def counted(words: str) -> int:
    """The number in words; of 1/3 the 3: all that were to be so."""
    return int(re.findall(r"\d+", words)[-1])


@pytest.mark.parametrize(
    ("name", "key", "figure"),
    [
        ("problems", "matter", 2),
        ("cases", "mediation_case", 2),
        ("topic_day", "topic", 3),
        ("resolutions", "resolution", None),
    ],
)
def test_a_card_and_each_number_below_it_open_what_they_count(
    window: MainWindow, today: TodayPage, name: str, key: str, figure: int | None
) -> None:
    card = today._cards[name]
    card.opened.emit()
    shown = window.page(key).list
    assert window.current_key() == key
    if figure is not None:
        assert shown.model.rowCount() == figure
    if name in ("problems", "cases"):
        assert card._figure.text() == str(figure)
    for number in range(len(list(numbers(card)))):
        window.show_page("today")
        one = list(numbers(card))[number]
        words = one.text()
        one.click()
        assert shown.model.rowCount() == counted(words), words
        assert shown.bar.chips[0].text().startswith(shown.rows.figure.label)


def test_what_is_due_and_what_is_late_of_it_is_shown_in_its_place(window: MainWindow, today: TodayPage) -> None:
    card = today._cards["due"]
    every = today._model.rowCount()
    for name, shown in (("due_today", card._figure.text()), ("due_late", next(numbers(card)).text().split()[1])):
        figure = measure(window.session.store, figures_by_name(window.session.kinds)[name], until(TODAY))
        assert figure.value.shown() == shown, "the card and the figure are one"
    card.opened.emit()
    assert (window.current_key(), str(today._model.rowCount())) == ("today", card._figure.text())
    late = next(numbers(card))
    late.click()
    assert today._model.rowCount() == counted(late.text()) < int(card._figure.text()) < every
    window.show_page("today")
    assert today._model.rowCount() == every


def test_a_nought_shows_nothing_and_its_chip_all_of_it_again(qtbot: QtBot, store: Store) -> None:
    settle(store)
    page = TodayPage(store)
    qtbot.addWidget(page)
    page.refresh()
    in_front(qtbot, page)
    every = page._model.rowCount()
    assert (page._cards["due"]._figure.text(), page.chip.isVisible(), every > 0) == ("0", False, True)
    page._cards["due"].opened.emit()
    assert (page._model.rowCount(), page.chip.text()) == (0, "只列到期和逾期的 0 件  ✕")
    page.look()
    assert page._model.rowCount() == 0
    page.chip.click()
    assert (page._model.rowCount(), page.chip.isVisible()) == (every, False)


def test_the_chip_says_what_is_counted_and_goes_by_a_key(window: MainWindow, today: TodayPage, qtbot: QtBot) -> None:
    next(numbers(today._cards["problems"])).click()
    shown = window.page("matter").list
    (chip,) = shown.bar.chips
    assert chip.text() == f"反映的问题 · {TODAY.year}年{TODAY.month}月"
    assert shown.narrowed() == shown.model.ids()
    qtbot.keyClick(chip.open, Qt.Key.Key_Delete)
    assert (shown.bar.chips, shown.model.rowCount(), shown.narrowed()) == ([], 4, None)


def test_rows_stay_those_of_the_figure_as_they_change(window: MainWindow, today: TodayPage) -> None:
    store = window.session.store
    today._cards["cases"].opened.emit()
    shown = window.page("mediation_case").list
    assert shown.model.rowCount() == 2
    case = store.get(MediationCase, shown.model.ids()[0])
    with store.writing(warrant=Warrant.UPGRADE) as w:
        w.save(attrs.evolve(case, stage="8", closed=TODAY))
    shown.refresh()
    assert shown.model.rowCount() == 1


def test_another_windows_work_is_seen_and_what_is_marked_stays_marked(
    store: Store, today: TodayPage, qtbot: QtBot
) -> None:
    today.focus_list()
    today._list.selectRow(1)
    marked = today._model.rows[1][:2]
    before = today._cards["problems"]._figure.text()
    today.look()
    assert today._cards["problems"]._figure.text() == before
    other = store.again()
    take_in(other, Matter(subject="电梯", taken=datetime.now()))
    other.close()
    today.look()
    assert today._cards["problems"]._figure.text() == str(int(before) + 1)
    assert today._model.rows[today._list.currentIndex().row()][:2] == marked
    assert today._others.isActive()
    today.hide()
    assert not today._others.isActive()
    assert qtbot


def test_a_night_in_front_of_it_ends_on_another_day(store: Store, today: TodayPage) -> None:
    """What is offered from that day on is offered, too."""
    yesterday = MORNING - timedelta(days=1)
    add(store, "matter_channel", "网格铃")
    today.refresh(yesterday)
    today._seen = store.last_entry(), yesterday.date()
    code_table.lay_over({})  # as it was before midnight
    assert "网格铃" not in code_table.load("matter_channel").offered.values()
    today.look()
    assert today._day.text().startswith(with_weekday(TODAY))
    assert "网格铃" in code_table.load("matter_channel").offered.values()
    code_table.lay_over({})


def test_a_figure_says_nothing_that_it_does_not_open(today: TodayPage) -> None:
    """No number stands on a card that cannot be pressed, but days."""
    for card in today._cards.values():
        told = [one.text() for one in card.below if isinstance(one, QLabel)]
        assert not [words for words in told if re.search(r"\d", words) and "天" not in words]
