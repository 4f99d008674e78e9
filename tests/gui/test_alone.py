"""What seals the store anew: the window lets go of it meanwhile, and goes on with all that was typed in it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.errors import StoreOpen, StoreResting, WrongPassphrase
from db.records.centre.account import Account
from db.records.registry.resident import Resident
from db.services.centre import accounts
from db.services.centre.accounts import Sealed
from db.store import Store
from gui.dialogs.passphrase import PassphraseDialog
from gui.main_window import MainWindow
from gui.tasks import Task, under_way
from tests.conftest import PASSPHRASE
from tests.gui.conftest import Shown
from tests.gui.keys import write

NEW = "another-rain-8"
NAME = "张桂芳"


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> Iterator[PassphraseDialog]:
    made = PassphraseDialog(window.session, window)
    qtbot.addWidget(made)
    made.open()
    yield made
    qtbot.waitUntil(lambda: not under_way(), timeout=20_000)


def typed(dialog: PassphraseDialog, old: str, new: str = NEW) -> None:
    dialog.old.setText(old)
    dialog.new.first.setText(new)
    dialog.new.second.setText(new)
    dialog.change()


def began(window: MainWindow) -> str:
    """Somebody is being registered; the key of the page."""
    window.open_new("resident")
    write(window.page("resident").form_page.form.editors["name"].target(), NAME)
    return NAME


def test_the_passphrase_can_be_changed_only_by_who_knows_the_old_one(
    qtbot: QtBot, window: MainWindow, dialog: PassphraseDialog, shown: Shown
) -> None:
    assert [dialog.focusWidget(), dialog.old.nextInFocusChain()] == [dialog.old, dialog.new.first]
    labels = [dialog.new.form.labelForField(line) for line in (dialog.old, dialog.new.first)]
    assert [one.text() for one in labels if isinstance(one, QLabel)] == ["原口令", "新口令"]
    typed(dialog, "wrong one")
    dialog.reject()
    assert dialog.is_busy(), "neither Esc nor a second press breaks in"
    qtbot.waitUntil(lambda: "口令" in dialog.fault(), timeout=20_000)
    assert dialog.old.isEnabled()
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        typed(dialog, PASSPHRASE)
    assert shown.crashes == []
    folder = window.session.store.folder
    with pytest.raises(WrongPassphrase):
        Store.open(folder, PASSPHRASE)
    Store.open(folder, NEW).close()


def test_the_window_goes_on_with_what_was_typed_after_all_was_sealed_anew(
    qtbot: QtBot, window: MainWindow, dialog: PassphraseDialog, shown: Shown
) -> None:
    store, before = window.session.store, window.session.store._key
    began(window)
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        typed(dialog, PASSPHRASE)
    page = window.page("resident")
    assert page.form_page.form.editors["name"].value() == NAME
    assert store._key != before, "it is under another key"
    assert [draft.values["name"] for draft in store.drafts.all()] == [NAME]
    write(page.form_page.form.editors["name"].target(), "兰")
    page.form_page.save()
    assert [one.name for one in store.select(Resident)] == [f"{NAME}兰"]
    assert shown.crashes == []


def test_where_another_window_has_it_open_the_passphrase_changes_and_it_says_what_was_left(
    qtbot: QtBot, window: MainWindow, dialog: PassphraseDialog, shown: Shown
) -> None:
    other = window.session.store.again()
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        typed(dialog, PASSPHRASE)
    other.close()
    assert ["没有重新加密" in error.remedy for error in shown.errors] == [True]
    Store.open(window.session.store.folder, NEW).close()


def test_what_must_be_alone_is_refused_where_another_window_has_it_open(
    qtbot: QtBot, window: MainWindow, shown: Shown
) -> None:
    store, done = window.session.store, list[Sealed]()
    before, other = store._key, store.again()
    window.do_alone("重新加密", accounts.reseal, done.append)
    qtbot.waitUntil(lambda: bool(shown.errors), timeout=20_000)
    other.close()
    assert (done, [type(error) for error in shown.errors]) == ([], [StoreOpen])
    assert store._key == before
    store.save(Resident(name=NAME))


def test_a_new_recovery_code_is_shown_at_once_and_opens_the_store(
    qtbot: QtBot, window: MainWindow, shown: Shown
) -> None:
    clerks = window.page("settings").clerks
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20_000) as preview:
        clerks.code.click()
    assert preview.args is not None
    qtbot.addWidget(preview.args[0])
    assert [question.title for question in shown.questions] == ["换一个恢复码？"]
    assert shown.crashes == []
    preview.args[0]._is_out = True
    preview.args[0].reject()


def test_what_runs_in_the_background_ends_first_and_tells_what_it_has_to_tell(
    qtbot: QtBot, window: MainWindow, shown: Shown
) -> None:
    store, told, made = window.session.store, list[str](), list[Sealed]()
    own = store.again()
    own.leave()

    def counted(_tick: object) -> int:
        mine = own.again()
        try:
            return mine.count(Account)
        finally:
            mine.close()

    task: Task[int] = Task(counted, window)
    task.succeeded.connect(lambda count: told.append(f"{count}, {store.count(Resident)}"))
    task.start()
    window.do_alone("重新加密", accounts.reseal, made.append)
    qtbot.waitUntil(lambda: bool(made), timeout=20_000)
    assert told == ["1, 0"], "and it could still ask the store of the window"
    assert (made[0].anew, shown.errors, shown.crashes) == (True, [], [])


def test_a_store_that_rests_is_asked_nothing_and_wakes_with_all_that_held_it(store: Store) -> None:
    drafts, held = store.drafts, store.again()
    store.rest()
    held.close()
    assert store._key == b""
    for ask in (lambda: store.count(Account), drafts.all, lambda: store.save(Resident(name=NAME)), store.again):
        with pytest.raises(StoreResting):
            ask()
    store.close()
    store.wake(held)
    drafts.keep("resident", 0, "", {"name": NAME}, None)
    assert (store.count(Account), len(store.drafts.all())) == (1, 1)
    with pytest.raises(ValueError, match="another"):
        store.wake(Store._with_key(store.folder, store._key, account=store.account + 1))
