"""What the log is compared with that the desk does not hold: the recovery code, a printed line, a file that lies elsewhere."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from db.errors import AppError
from db.services.check_store import remedy_of
from db.services.log_anchors import NAME, Compared, compare_file, compare_line, keep_anchor
from gui.borrowed import restyle
from gui.file_choice import which_file, which_folder
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, button, label

SHOWN = 5
"""So many lines of a file are told one by one."""


class ComparedCard(Card):
    """The card.

    Attributes:
        secret: the recovery code, or an auditor's passphrase; 核验 takes it.
        line: what a printed log says.
        told: what came out.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(
            self.tr("日志有没有被人改写"), self.tr("会改日志的人也能改电脑里的，所以要用不在这台电脑上的来对")
        )
        self._session = session
        self.secret, self.line = QLineEdit(), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setPlaceholderText(self.tr("恢复码，或审计员的口令；填了再点“现在核验”或“选存档点”"))
        self.secret.setAccessibleName(self.tr("恢复码或审计员的口令"))
        self.line.setPlaceholderText(self.tr("月报上的核对行，例如 12345-ABCD-EFGH-K"))
        self.line.setAccessibleName(self.tr("核对行"))
        self.line.returnPressed.connect(self.compare_line)
        self.compare = button(self.tr("核对这一行"))
        self.compare.clicked.connect(self.compare_line)
        choose = button(self.tr("选存档点…"), "quiet", self.tr("备份旁边的“{0}”").format(NAME))
        choose.clicked.connect(self.ask_file)
        keep = button(self.tr("另存存档点…"), "quiet", self.tr("在别的盘上再留一行"))
        keep.clicked.connect(self.ask_folder)
        self.told = label("", wrap=True)
        self.told.hide()
        self.inside.addWidget(self.secret)
        self.inside.addLayout(_row(self.line, self.compare, choose, keep))
        self.inside.addWidget(self.told)

    def take_secret(self) -> str:
        """What is typed as a secret; it stands there no more."""
        typed = self.secret.text().strip()
        self.secret.clear()
        return typed

    def compare_line(self) -> None:
        """Compares the line that is typed."""
        self._tell(lambda: [compare_line(self._session.store, self.line.text())])

    def ask_file(self) -> None:
        """Asks which file, and compares it."""
        if (path := which_file(self, self.tr("选一个存档点"), self.tr("存档点"), (".txt",))) is not None:
            self.compare_file(path)

    def compare_file(self, path: Path) -> None:
        """Compares each line of a file; with the secret, where one is typed, its seal, too."""
        secret = self.take_secret()
        self._tell(lambda: compare_file(self._session.store, path, secret))

    def ask_folder(self) -> None:
        """Asks where to, and keeps a line there."""
        if (folder := which_folder(self, self.tr("存档点放在哪个文件夹"))) is None:
            return
        try:
            path = keep_anchor(self._session.store, folder)
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._session.messages.inform(self.tr("已记在 {0}").format(path.name))

    def _tell(self, ask: Callable[[], list[Compared]]) -> None:
        try:
            found = ask()
        except AppError as error:
            self._session.messages.show_error(error)
            return
        bad = [one for one in found if not one.holds]
        shown = [one.sentence() for one in (bad or found)[:SHOWN]]
        if bad:
            shown.append(remedy_of(shown[0]))
        self.told.setProperty("tone", "accent" if bad else "")
        restyle(self.told)
        self.told.setText("\n".join(f"{one}。" for one in shown))
        self.told.show()


def _row(line: QWidget, *others: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(8))
    row.addWidget(line, 1)
    for one in others:
        row.addWidget(one)
    return row
