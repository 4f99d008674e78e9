"""恢复码单收好了吗: a line on 今日 for who gives passphrases, until it is answered or another code is made."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from db.services.centre.kept_code import asks_for_code, keep_code
from gui.alone import renew_code
from gui.pages.router import Router
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import button, label


class CodeAsk(QFrame):
    """The question and its two answers; hidden where there is nothing to ask.

    Attributes:
        kept: says that the sheet is kept.
        renew: makes another code, of which the sheet is printed at once.
    """

    def __init__(self, session: Session, router: Router) -> None:
        super().__init__()
        self._session, self._router = session, router
        self.setProperty("kind", "note")
        words = self.tr("恢复码单还没有说收好了：口令忘了只有它打得开资料。找不到那张纸的，换一个新的。")
        self.kept = button(self.tr("已经收好"))
        self.kept.clicked.connect(self._on_kept_clicked)
        self.renew = button(self.tr("换一个恢复码…"))
        self.renew.clicked.connect(lambda: renew_code(session, router))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(6), px(12), px(6))
        row.setSpacing(px(10))
        row.addWidget(label(words, wrap=True), 1)
        row.addWidget(self.kept)
        row.addWidget(self.renew)
        self.hide()

    def refresh(self) -> None:
        """Reads whether it is to be asked."""
        self.setVisible(not self._session.store.is_resting and asks_for_code(self._session.store))

    def _on_kept_clicked(self) -> None:
        keep_code(self._session.store)
        self.refresh()
        self._session.messages.inform(self.tr("记下了：恢复码单已经收好"))
