"""Each key and each button that the help names is found where it says."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from attrs import frozen
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.practice import open_practice
from db.records import KINDS
from db.records.base import Record
from db.records.kind import Kind
from db.store import Store
from gui.help.topics import Topic, topics
from gui.main_window import MainWindow
from gui.notices import Toast
from gui.pages.centre.settings import HELP
from gui.pages.entries import SETTINGS, lines
from gui.session import Session
from gui.settings import Settings
from tests.gui.conftest import Shown
from tests.gui.sight import readable

pytestmark = pytest.mark.xdist_group("practice window")  # in one process it is made once

DAY = date(2026, 11, 29)
PAGED = tuple(
    topic
    for topic in topics(lines(KINDS))
    if topic.key not in ("list", "by_list", "life", "evidence", "large", "roles", "keys", "door", "about")
)
QUOTED = re.compile("“([^”]+)”")
KEY = re.compile(r"\b(?:Ctrl\+(?:Shift\+)?(?:Enter|Tab|[A-Z0-9])|F\d+|Esc)")
TOLD_KEY = re.compile(
    r"(?:Ctrl\+(?:Shift\+)?|Alt\+)(?:Enter|Tab|[A-Z0-9↑↓←→])|\b(?:Enter|Tab|Delete|F\d+|Esc)\b|回车|空格"
)
"""A key as sentences name it."""
CLAUSE = re.compile(r"[，。；：\n（）]")
SAID_LATER = {
    "appraisal": {"彻底删除以前删掉的"},
    "privacy_consent": {"已撤回"},
    "dividing": {"撤回"},
    "figures": {"不是的", "按现值", "请核", "名单…", "另存为口径", "定怎样算…"},
    "mediation_case": {"并到这件"},
    "estate": {"已并出"},
    "import": {"标好的表"},
    "resident": {"不是同一人", "按现在的条件更新", "这就是他"},
    "settings.checking": {"资料完好"},
}
"""What a page says only after something was done there; their own tests see it."""
MOST = 9
"""So many records of a type are opened for their buttons, each at another stage."""


@pytest.fixture(scope="module")
def practice(practised: Callable[[date], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The practice community, in which there is something of everything."""
    store = open_practice(copytree(practised(DAY), tmp_path_factory.mktemp("practice") / "store"), DAY)
    yield store
    store.close()


@pytest.fixture
def window(qtbot: QtBot, practice: Store, shown: Shown, tmp_path: Path) -> MainWindow:
    made = MainWindow(lambda _: Session(practice, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    made.show()
    return made


def _page(window: MainWindow, topic: Topic) -> QWidget:
    """The page that a text is about, in front."""
    head, _, part = topic.key.partition(".")
    window.show_page(head)
    page = window.page(head)
    if head == SETTINGS:
        page.show_tab(HELP.index(part))
    return page


def _said(window: MainWindow, page: QWidget) -> str:
    """All that stands on a page and around it, with the entries of its menus."""
    QApplication.processEvents()
    menus = [page, *page.findChildren(QWidget), *page.findChildren(QMenu)]
    return "\n".join([readable(window), *(action.text() for one in menus for action in one.actions())])


def _one_of_each(store: Store, kind: Kind) -> list[Record]:
    """Records at different stages, joined to another one and not, the newest first."""
    found: dict[object, Record] = {}
    for record in store.select(kind.record, order=("-id",)):
        found.setdefault((getattr(record, "stage", ""), bool(getattr(record, "root", 0))), record)
    return list(found.values())[:MOST]


@frozen
class Walk:
    """What was read on the way through a page: first as it is shown, then with records at every stage, then with a new one.

    Attributes:
        around: all that stands on the page and around it, with its menus.
        page: the page alone, without the new one.
    """

    around: str
    page: str


@pytest.fixture(scope="module")
def walks() -> dict[str, Walk]:
    """What was read so far, by topic: two tests ask for it, and one window is walked through."""
    return {}


@pytest.fixture
def walk(request: pytest.FixtureRequest, topic: Topic, walks: dict[str, Walk]) -> Walk:
    """What is read of the page of a topic."""
    if topic.key not in walks:
        walks[topic.key] = _walked(topic, request.getfixturevalue("window"), request.getfixturevalue("practice"))
    return walks[topic.key]


def _walked(topic: Topic, window: MainWindow, practice: Store) -> Walk:
    page = _page(window, topic)
    told = [readable(one) for one in (page, *page.findChildren(QMenu))]
    said = [_said(window, page)]
    kind = next((kind for kind in KINDS if kind.table == topic.key), None)
    for record in _one_of_each(practice, kind) if kind else ():
        window.open_record(kind.table if kind else "", record.id)
        said.append(_said(window, page))
        told.append(readable(page))
    if kind:
        window.open_new(kind.table)
        said.append(_said(window, page))
    return Walk("\n".join(said), "\n".join(told))


@pytest.mark.parametrize("topic", PAGED, ids=lambda topic: topic.key)
def test_what_a_text_quotes_stands_on_its_page(topic: Topic, walk: Walk) -> None:
    quoted = [part for sentence in topic.sentences for whole in QUOTED.findall(sentence) for part in whole.split(" → ")]
    missing = {words for words in quoted if words not in walk.around} - {other.title for other in PAGED}
    assert missing == SAID_LATER.get(topic.key, set())


@pytest.mark.parametrize("topic", PAGED, ids=lambda topic: topic.key)
def test_a_key_that_a_text_names_is_taken_on_its_page(topic: Topic, window: MainWindow, practice: Store) -> None:
    texts = [*topic.sentences, *(key for part in topic.pairs for key, _ in part.pairs)]
    named = {key for text in texts for key in KEY.findall(text)}
    page = _page(window, topic)
    kind = next((kind for kind in KINDS if kind.table == topic.key), None)
    if kind and (records := practice.select(kind.record, limit=1)):
        window.open_record(kind.table, records[0].id)
    QApplication.processEvents()
    if kind:
        window.open_new(kind.table)
    news = Toast("已保存", lambda: None, window)  # it takes its key while it is there
    assert named <= _keys(page) | _keys(window.search) | _own_keys(window) | _keys(news)


@pytest.mark.parametrize("topic", PAGED, ids=lambda topic: topic.key)
def test_a_text_and_its_page_name_the_same_key_for_the_same_deed(topic: Topic, walk: Walk) -> None:
    pairs = [f"{key} {meaning}" for part in topic.pairs for key, meaning in part.pairs]
    helped = list(_deeds("\n".join([*topic.sentences, *pairs])))
    apart = {
        (here, there)
        for here, keys, deed in _deeds(walk.page)
        for there, others, same in helped
        if not keys & others and _are_one(deed, same)
    }
    assert apart == set()


def test_two_sentences_that_differ_are_told_from_two_that_agree() -> None:
    (window,) = _deeds("双击或 F2 写自己的栏目、备注和办了的日子")
    text, other = _deeds("在“办了”那一格按回车写日子，空格记“办了”")
    assert _are_one(window[2], text[2])
    assert not window[1] & text[1]
    assert not _are_one(window[2], other[2]), "another deed"
    assert [keys for _, keys, _ in _deeds("撤回上一步\tCtrl+B")] == [{"Ctrl+B"}]


def _deeds(text: str) -> Iterator[tuple[str, set[str], str]]:
    """Each clause that names keys, the keys, and what these do: what stands behind the last one, else before the first."""
    for clause in dict.fromkeys(CLAUSE.split(text)):
        keys = list(TOLD_KEY.finditer(clause))
        if keys:
            behind, before = clause[keys[-1].end() :], clause[: keys[0].start()]
            chinese = ["".join(re.findall("[\u4e00-\u9fff]", part)) for part in (behind, before)]
            yield clause, {key[0].replace("回车", "Enter") for key in keys}, next(filter(None, chinese), "")


def _are_one(deed: str, other: str) -> bool:
    """Whether two deeds begin with the same verb and are about the same thing."""
    pieces, others = ({told[n : n + 2] for n in range(1, len(told) - 1)} for told in (deed, other))
    return bool(deed) and deed[:1] == other[:1] and (deed == other or bool(pieces & others))


def _own_keys(window: MainWindow) -> set[str]:
    return {_name(one) for one in window.findChildren(QShortcut) if one.parent() is window}


def _keys(part: QWidget) -> set[str]:
    pressed = {_name(one) for one in part.findChildren(QShortcut)}
    return pressed | {key.toString() for one in part.findChildren(QAction) for key in one.shortcuts()}


def _name(shortcut: QShortcut) -> str:
    return shortcut.key().toString().replace("Return", "Enter")
