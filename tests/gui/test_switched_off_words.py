"""No word of what a centre does not do is read anywhere: pages, forms, settings, help, search, papers, commands."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.records import KINDS
from db.records.kind import Kind, Switch
from db.services.centre.set_up import starting_rules
from db.services.centre.switches import turn
from db.store import Store
from gui.help.topics import topics
from gui.main_window import MainWindow
from gui.pages.centre.settings import HELP, LOG, WORKS
from gui.pages.entries import SETTINGS
from gui.session import Session
from gui.settings import Settings
from tests.gui.conftest import Shown
from tests.gui.sight import texts_of

SWITCHES = tuple({kind.switch.name: kind.switch for kind in KINDS if kind.switch}.values())
OFF = (*((switch,) for switch in SWITCHES), SWITCHES)
"""Each by itself, and all together."""
SAID_ANYWAY = ("会议秘书", "单独同意", "告知书等纸上的话", "决议督办", "接待人", "民心接待", "民情接待处置中心")
"""A role that is called so whatever is done, a word of 个人信息保护法, what papers may be, a list of the hall, and whoever or whatever
receives what is said."""


def _name(off: Sequence[Switch]) -> str:
    return off[0].name if len(off) == 1 else "all"


def words_of(off: Sequence[Kind]) -> set[str]:
    """What types are called: in lists, tabs, buttons, the navigation and on papers."""
    rooms = {kind.room for kind in KINDS if kind.tab and kind not in off}
    listed = [kind for kind in off if kind.tab]
    found = {word for kind in listed for word in (kind.label, kind.tab, kind.start)}
    found |= {kind.room.value for kind in listed if kind.room not in rooms}
    switches = {kind.switch for kind in listed}
    found |= {kind.switch.label for kind in off if kind.switch and kind.switch not in switches}  # a page of no list
    return {word for word in found if word}


@pytest.fixture
def window(off: Sequence[Switch], qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> MainWindow:
    """The window of a new centre that does not do some work."""
    with store.writing() as w:
        w.save_all(starting_rules())
    for switch in off:
        turn(store, switch, on=False)
    made = MainWindow(lambda _: Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    made.show()
    return made


def _read(part: QWidget) -> str:
    """What a clerk can read there, in the menus too."""
    QApplication.processEvents()
    seen = [one for one in (part, *part.findChildren(QWidget)) if one.isVisible()]
    menus = (action.text() for one in (*seen, *part.findChildren(QMenu)) for action in one.actions())
    return "\n".join([*(text for one in seen for text in texts_of(one)), *menus])


def _pages(window: MainWindow) -> Iterator[tuple[str, str]]:
    """Where it was read, and what."""
    for key, entry in window._entries.items():
        if entry.needs and entry.needs[0].table not in window.session.kinds:
            continue
        window.show_page(key)
        yield key, _read(window)
        if entry.kind:
            window.open_new(key)
            yield f"{key} new", _read(window.page(key))
    for number, name in enumerate(HELP):
        if number not in (WORKS, LOG):  # what was done stays written
            window.page(SETTINGS).show_tab(number)
            yield f"settings {name}", _read(window.page(SETTINGS)._pages[number])
    for topic in topics(tuple(window._lines.values()), kinds=window.session.kinds):
        pairs = [text for part in topic.pairs for pair in (*part.pairs, (part.heading,)) for text in pair]
        texts = [topic.name, *topic.sentences, *pairs]
        yield f"help {topic.key}", "\n".join(texts)


@pytest.mark.parametrize("off", OFF, ids=_name)
def test_no_word_of_what_is_off_is_read(off: Sequence[Switch], window: MainWindow) -> None:
    words = words_of([kind for kind in KINDS if kind.switch in off])
    own = (*SAID_ANYWAY, *(f"开展的工作：{switch.label}" for switch in off))
    assert words
    said = {
        (place, word, line)
        for place, text in _pages(window)
        for line in text.splitlines()
        for word in words
        if word in line and not any(one in line for one in own)
    }
    assert not said


def test_the_words_are_read_while_it_is_on(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> None:
    """Else the walk would find nothing whatever is off."""
    with store.writing() as w:
        w.save_all(starting_rules())
    for switch in SWITCHES:
        turn(store, switch, on=True)
    window = MainWindow(lambda _: Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(window)
    window.show()
    said = "\n".join(text for _, text in _pages(window))
    for off in OFF:
        words = words_of([kind for kind in KINDS if kind.switch in off])
        assert {word for word in words if word not in said} == set(), _name(off)
