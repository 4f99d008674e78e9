"""按名单查找 over the list of residents: by its key, from 更多…, and where several lines are pasted into the filter."""

from PySide6 import QtCore
from PySide6.QtCore import QObject

from db.services.listed_rows import ListedRows
from gui.dialogs.listed_dialog import ListedDialog
from gui.keys import on_key
from gui.pages.record_page import RecordPage
from gui.pages.router import Router
from gui.papers.paperwork import TextJob
from gui.session import Session
from gui.widgets.print_menu import Printable
from gui.words import tr

KEY = "Ctrl+Shift+V"
_ENDS = ("\n", "\r", "\u2028", "\u2029")


class ByList(QObject):
    """Asks for a list, and narrows the page's own list to whom it found.

    Attributes:
        dialog: what asks; None while nothing does.
    """

    def __init__(self, session: Session, router: Router, page: RecordPage) -> None:
        super().__init__(page)
        self._session, self._router, self._page = session, router, page
        self.dialog: ListedDialog | None = None
        on_key(KEY, page, self.ask)
        words = page.list.words
        words.setPlaceholderText(self.tr("输入任意文字或拼音首字母，也可以粘贴名单"))
        words.textChanged.connect(self._on_words_changed)

    def ask(self, pasted: str = "") -> None:
        """Asks for the list, or shows one that was pasted, and looks it up."""
        self.dialog = ListedDialog(self._session, self._copy, pasted, self._page.window())
        self.dialog.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.taken.connect(self._on_taken)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()
        if pasted:
            self.dialog.look_up()

    def _on_words_changed(self, text: str) -> None:
        """Several lines are a list, not words to narrow by."""
        if any(end in text.strip() for end in _ENDS):
            self._page.list.words.clear()
            for end in _ENDS:
                text = text.replace(end, "\n")
            self.ask(text)

    def _copy(self, text: str) -> None:
        self._router.copy_text(TextJob(make=lambda _store: text))

    def _on_taken(self, ids: tuple[int, ...]) -> None:
        self._page.show_rows(ListedRows(ids))

    def _on_finished(self) -> None:
        self.dialog = None


def by_list(session: Session, router: Router, page: RecordPage) -> list[Printable]:
    """按名单查找, made for a page at the first look at what it offers."""
    found = page.findChild(ByList) or ByList(session, router, page)
    return [Printable(tr("按名单查找…"), lambda: found.ask())]
