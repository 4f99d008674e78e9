"""今日 asks for the sheet of the recovery code until it is kept: a power cut or a dialog that went leaves no code that nobody has."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records.base import changed
from db.records.centre.account import Account, roles_of
from db.records.role import Role
from db.services.centre.kept_code import is_code_kept
from db.store import Store
from gui.alone import show_code
from gui.dialogs.secret_preview import SecretPreview
from gui.main_window import MainWindow
from gui.widgets.code_ask import CodeAsk
from tests.gui.conftest import Shown

CODE = "2345-6789-ABCD-EFGH-JKMN-PQRS"


def asks(window: MainWindow) -> CodeAsk:
    found = window.page("today").findChild(CodeAsk)
    assert isinstance(found, CodeAsk)
    return found


def test_what_is_kept_is_asked_for_no_more(qtbot: QtBot, window: MainWindow, store: Store, shown: Shown) -> None:
    window.show_page("today")
    assert asks(window).isVisibleTo(window)
    qtbot.mouseClick(asks(window).kept, Qt.MouseButton.LeftButton)
    assert not asks(window).isVisibleTo(window)
    assert is_code_kept(store)
    assert "恢复码单" in shown.news[-1]
    window.show_page("today")
    assert not asks(window).isVisibleTo(window)


def test_the_sheet_is_asked_for_until_its_preview_was_closed_with_an_answer(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown
) -> None:
    show_code(window.session, window, CODE)
    preview = window.findChild(SecretPreview)
    assert isinstance(preview, SecretPreview)
    shown.answer = False
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert not is_code_kept(store), "it is still there to be printed"
    shown.answer = True
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert is_code_kept(store)
    assert not asks(window).isVisibleTo(window), "今日 is in front and knows at once"


def test_who_gives_no_passphrases_is_not_asked(window: MainWindow, store: Store) -> None:
    me = store.get(Account, store.account)
    store.save(changed(me, roles=roles_of([Role.DESK])))
    window.show_page("today")
    assert not asks(window).isVisibleTo(window)
