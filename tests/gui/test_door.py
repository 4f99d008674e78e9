"""The door of a store with several clerks: whose passphrase it is, whose it becomes, and one's own before anything else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db.disk.ring_names import ring_names
from db.errors import WrongPassphrase
from db.records.centre.account import Account
from db.records.role import Role
from db.store import Store, first_release, keyring, ring_file
from gui.dialogs.own_passphrase import OwnPassphrase
from gui.dialogs.unlock import Unlock
from gui.dialogs.whose import Whose
from gui.opening import Opening
from gui.settings import Settings
from gui.tasks import under_way
from tests.conftest import ring_of_before
from tests.gui.clerks import ENTRY, PASSPHRASE, SECOND, SECOND_ENTRY, SECOND_NAME, add_clerk
from tests.gui.conftest import Shown
from tests.gui.keys import write

NEW = "雨后的第一道虹-3"
Door = Callable[[], Opening]


@pytest.fixture
def door(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> Door:
    """Closes the store and asks for it, as the program does."""

    def ask() -> Opening:
        store.close()
        made = Opening(shown, tmp_path / "practice", settings=Settings(tmp_path / "settings"))
        made.ask(store.folder)
        assert made.dialog is not None
        qtbot.addWidget(made.dialog)
        return made

    return ask


def unlock(opening: Opening) -> Unlock:
    assert isinstance(opening.dialog, Unlock)
    return opening.dialog


def entered(qtbot: QtBot, opening: Opening, secret: str) -> Store:
    """Types a passphrase; the store that it opens."""
    with qtbot.waitSignal(opening.opened, timeout=20_000) as opened:
        write(unlock(opening).line, secret)
        qtbot.keyClick(unlock(opening).line, Qt.Key.Key_Return)
    assert opened.args is not None
    return opened.args[0]


def question(qtbot: QtBot, kind: type[QDialog]) -> QDialog:
    """The question that is open now."""
    found: list[QDialog] = []

    def look() -> bool:
        found[:] = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
        return bool(found)

    qtbot.waitUntil(look, timeout=20_000)
    qtbot.addWidget(found[0])
    return found[0]


def test_one_clerk_is_asked_for_nothing_but_the_passphrase(qtbot: QtBot, door: Door) -> None:
    opening = door()
    assert unlock(opening).names is None
    assert unlock(opening).focusWidget() is unlock(opening).line
    store = entered(qtbot, opening, PASSPHRASE)
    assert store.actor == "卢清"
    store.close()


def test_whoever_opened_it_last_types_the_passphrase_at_once(qtbot: QtBot, store: Store, door: Door) -> None:
    add_clerk(store)
    opening = door()
    assert opening._settings is not None
    unlock(opening).names.choose(SECOND_ENTRY)  # type: ignore[union-attr]
    first = entered(qtbot, opening, SECOND)
    assert (first.actor, opening._settings.last_entry) == (SECOND_NAME, SECOND_ENTRY)
    first.close()
    opening.ask(store.folder)
    assert unlock(opening).focusWidget() is unlock(opening).line
    again = entered(qtbot, opening, SECOND)
    assert again.actor == SECOND_NAME
    again.close()


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ("2", "王敏"),
        ("w", "王敏"),
        ("wm", "王敏"),
        ("3", "王秀兰"),
        ("wx", "王秀兰"),
        ("王秀", "王秀兰"),
        ("l", "卢清"),
    ],
)
def test_a_name_is_chosen_by_a_digit_or_its_beginning(store: Store, door: Door, keys: str, chosen: str) -> None:
    add_clerk(store)
    add_clerk(store, "王秀兰", entry="2b3c4d5e6f708192")
    opening = door()
    dialog = unlock(opening)
    assert dialog.names is not None
    dialog.ask_who()
    write(dialog.names, keys)
    assert dialog.names.name() == chosen
    assert (dialog.focusWidget() is dialog.line) is (keys != "w"), "two begin with w"


def test_the_arrows_and_alt_with_a_digit_choose_while_the_keys_are_at_the_passphrase(
    qtbot: QtBot, store: Store, door: Door
) -> None:
    add_clerk(store)
    dialog = unlock(door())
    assert dialog.names is not None
    dialog.names.choose(ENTRY)
    dialog.line.setText("卢清的")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
    assert (dialog.names.name(), dialog.line.text()) == (SECOND_NAME, ""), "what was typed was the other one's"
    qtbot.keyClick(dialog.line, Qt.Key.Key_Up)
    assert dialog.names.name() == "卢清"
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.line, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert (dialog.names.name(), dialog.line.text()) == (SECOND_NAME, "")


def test_the_passphrase_of_another_name_does_not_open(qtbot: QtBot, store: Store, door: Door) -> None:
    add_clerk(store)
    dialog = unlock(door())
    assert dialog.names is not None
    dialog.names.choose(SECOND_ENTRY)
    dialog.line.setText(PASSPHRASE)
    dialog.open_store()
    qtbot.waitUntil(lambda: bool(dialog.fault()), timeout=20_000)
    assert "口令" in dialog.fault()


def test_the_fifth_failure_says_until_when_and_what_opens_meanwhile(qtbot: QtBot, door: Door) -> None:
    dialog = unlock(door())
    for number in range(6):
        dialog.line.setText(f"不对的口令 {number}")
        dialog.open_store()
        qtbot.waitUntil(lambda: not dialog.is_busy(), timeout=20_000)
    assert "恢复码" in dialog.fault()
    assert ":" in dialog.fault(), "the time of day"


def test_the_one_passphrase_of_before_becomes_whose_it_is(qtbot: QtBot, store: Store, door: Door, shown: Shown) -> None:
    other = store.save(Account(name=SECOND_NAME))
    ring_file.write(store.folder, ring_of_before(store._key, PASSPHRASE), store._key)
    opening = door()
    write(unlock(opening).line, PASSPHRASE)
    unlock(opening).open_store()
    whose = question(qtbot, Whose)
    assert isinstance(whose, Whose)
    write(whose.names, "w")
    assert (whose.names.name(), whose.enter.text()) == (SECOND_NAME, f"我是{SECOND_NAME}")
    assert whose.focusWidget() is whose.enter
    with qtbot.waitSignal(opening.opened, timeout=20_000) as opened:
        qtbot.keyClick(whose.enter, Qt.Key.Key_Return)
    assert opened.args is not None
    entered_store: Store = opened.args[0]
    assert (entered_store.account, entered_store.ring.is_unclaimed) == (other.id, False)
    assert Role.ADMIN in entered_store.rights.roles
    entered_store.close()
    qtbot.waitUntil(lambda: not under_way())
    assert ring_names(store.folder) == {entered_store.ring.entry: SECOND_NAME}
    assert shown.crashes == []


def test_the_recovery_code_lets_an_administrator_in_who_sets_a_passphrase_at_once(
    qtbot: QtBot, made_store: tuple[Store, str], store: Store, door: Door, shown: Shown
) -> None:
    add_clerk(store)
    opening = door()
    write(unlock(opening).line, made_store[1])
    unlock(opening).open_store()
    whose = question(qtbot, Whose)
    assert isinstance(whose, Whose)
    write(whose.names, "2")
    qtbot.keyClick(whose.enter, Qt.Key.Key_Return)
    own = question(qtbot, OwnPassphrase)
    assert isinstance(own, OwnPassphrase)
    own.new.first.setText("123456")
    own.new.second.setText("123456")
    own.change()
    assert own.fault()
    own.new.first.setText(NEW)
    own.new.second.setText(NEW)
    with qtbot.waitSignal(opening.opened, timeout=20_000) as opened:
        own.change()
    assert opened.args is not None
    entered_store, code = opened.args
    assert (entered_store.actor, code) == (SECOND_NAME, ""), "the code of before holds"
    entered_store.close()
    Store.open(store.folder, NEW, SECOND_ENTRY).close()
    with pytest.raises(WrongPassphrase):
        Store.open(store.folder, SECOND, SECOND_ENTRY)
    assert shown.crashes == []


def test_a_passphrase_that_was_given_is_changed_before_anything_else(
    qtbot: QtBot, store: Store, door: Door, shown: Shown
) -> None:
    add_clerk(store, given=True)
    opening = door()
    assert unlock(opening).names is not None
    unlock(opening).names.choose(SECOND_ENTRY)  # type: ignore[union-attr]
    write(unlock(opening).line, SECOND)
    unlock(opening).open_store()
    own = question(qtbot, OwnPassphrase)
    assert isinstance(own, OwnPassphrase)
    own.reject()
    qtbot.waitUntil(lambda: isinstance(opening.dialog, Unlock) and opening.dialog.isVisible(), timeout=20_000)
    assert unlock(opening).names is not None, "whoever does not want to is at the door again"
    unlock(opening).names.choose(SECOND_ENTRY)  # type: ignore[union-attr]
    write(unlock(opening).line, SECOND)
    unlock(opening).open_store()
    own = question(qtbot, OwnPassphrase)
    assert isinstance(own, OwnPassphrase)
    own.new.first.setText(NEW)
    own.new.second.setText(NEW)
    with qtbot.waitSignal(opening.opened, timeout=20_000) as opened:
        own.change()
    assert opened.args is not None
    assert opened.args[0].actor == SECOND_NAME
    assert opened.args[0].told == () or "备份" in opened.args[0].told[-1]
    opened.args[0].close()
    assert shown.crashes == []


def test_the_names_at_the_door_are_those_of_the_key_ring(store: Store, tmp_path: Path) -> None:
    add_clerk(store)
    assert ring_names(store.folder) == ring_file.read(store.folder).names()
    (store.folder / ring_file.FILE).write_text("{", encoding="utf-8")
    assert ring_names(store.folder) == ring_file.read(store.folder).names(), "by the second file"
    first_release.write_first_format(tmp_path, keyring.KeyRing({"desk": store.ring.now().entries[ENTRY]}))
    assert ring_names(tmp_path) == {}, "the first format has none"
