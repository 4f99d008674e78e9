"""What stands between a secret that opened a store and its window: saying who one is, and a passphrase of one's own."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from db.records.centre.account import Account
from db.services.centre.accounts import at_work
from db.services.centre.administrators import administrators
from db.store import Store, keyring
from gui.dialogs.own_passphrase import OwnPassphrase
from gui.dialogs.whose import Whose
from gui.messages import Messages
from gui.store_work import claim_for, own_passphrase


def is_open(store: Store) -> bool:
    """Whether nothing is to be asked any more."""
    return not (store.ring.is_unclaimed or store.ring.must_change)


class Threshold(QObject):
    """Asks what is to be asked, one question after the other.

    Signals:
        passed: the open store, and a new recovery code that is to be shown at once, or "".
        turned_back: the clerk closed a question; the store is closed.

    Attributes:
        dialog: the question that is open.
    """

    passed = Signal(object, str)
    turned_back = Signal()

    def __init__(self, messages: Messages, parent: QObject | None = None, over: QWidget | None = None) -> None:
        """Questions stand over a window where there is one."""
        super().__init__(parent)
        self._messages, self._over = messages, over
        self.dialog: QDialog | None = None
        self._secret = ""
        """What opened the store, for so long as something is asked."""
        self._asked: list[QDialog] = []
        """All questions so far: PySide 6.9.3 dies of one that goes while another follows from what it tells."""

    def enter(self, store: Store, secret: str, code: str = "") -> None:
        """Asks what is to be asked of an open store that a secret has opened; it is closed while a question is."""
        self._secret = "" if is_open(store) else secret
        if is_open(store):
            self.passed.emit(store, code)
            return
        me, unclaimed, by_code = store.get(Account, store.account), store.ring.is_unclaimed, False
        accounts = at_work(store)
        if not unclaimed and store.ring.entry == keyring.RECOVERY:
            by_code, accounts = True, administrators(store) or accounts
        store.close()
        if unclaimed:
            self._ask_whose_it_is(store, accounts)
        elif not by_code:
            told = self.tr("现在的口令是管理员给的，请换成只有您自己知道的。")
            self._ask_own(store, me, told)
        elif len(accounts) == 1:
            self._ask_own(store, accounts[0], self._told_of_code())
        else:
            self._ask_who_stands_in(store, accounts)

    def _told_of_code(self) -> str:
        return self.tr("用恢复码打开了。请马上设一个新口令，原来的口令从此作废；恢复码单收好，下次还能用。")

    def _ask_whose_it_is(self, closed: Store, accounts: Sequence[Account]) -> None:
        told = self.tr("这份资料原来只有一个口令。选出您是哪一位，它从此归您；别的工作人员的口令，以后由您来给。")
        asked = self._ask_whose(accounts, self.tr("这个口令是哪一位的？"), told)

        def claim(account: int) -> None:
            asked.do(lambda _tick: claim_for(closed, account, self._secret))

        asked.chosen.connect(claim)
        asked.done_with.connect(lambda own: self.enter(own.again(), self._secret))

    def _ask_who_stands_in(self, closed: Store, accounts: Sequence[Account]) -> None:
        told = self.tr("恢复码由一位管理员来用。选出您是哪一位，然后设一个新口令。")
        asked = self._ask_whose(accounts, self.tr("用恢复码打开，您是哪一位？"), told)

        def chosen(account: int) -> None:
            asked.accept()
            self._ask_own(closed, next(one for one in accounts if one.id == account), self._told_of_code())

        asked.chosen.connect(chosen)

    def _ask_whose(self, accounts: Sequence[Account], title: str, told: str) -> Whose:
        dialog = Whose({account.id: account.name for account in accounts}, title, told, self._messages, self._over)
        self._show(dialog)
        return dialog

    def _ask_own(self, closed: Store, account: Account, told: str) -> None:
        def change(new: str) -> object:
            return own_passphrase(closed, account.id, self._secret, new)

        dialog = OwnPassphrase(account.name, told, change, self._messages, self._over)
        dialog.done_with.connect(lambda made, new: self.enter(made[0].again(), new, made[1]))
        self._show(dialog)

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        self._asked.append(dialog)
        dialog.rejected.connect(self._on_rejected)
        dialog.show()

    def _on_rejected(self) -> None:
        self._secret = ""
        self.turned_back.emit()
