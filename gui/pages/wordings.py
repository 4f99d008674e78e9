"""模板: what a notice says, in the centre's own words; the layout stays the program's."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import AppError, RecordInvalid
from db.records.wording import Wording
from db.services.wordings import checked, keep_wordings, wordings_of
from db.values.template import listed, tidy
from gui import paperwork
from gui.pages.router import Router
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, PageHeader, button, label, scrolled

if TYPE_CHECKING:
    from printing.wording import Passage

NOTICE = "notice"
DRAFT = "wording"


class WordingsPage(QWidget):
    """One box a passage of the notice.

    Attributes:
        boxes: where the words are typed, by the passage's key.
        notes: what is wrong with them.
    """

    def __init__(self, session: Session, router: Router, lead: QWidget) -> None:
        super().__init__()
        self._session, self._router = session, router
        self._passages: dict[str, Passage] = {}
        self.boxes: dict[str, QPlainTextEdit] = {}
        self.notes: dict[str, QLabel] = {}
        self._backs: dict[str, QPushButton] = {}
        self._header = PageHeader("", lead=lead)
        self._reset = button(self.tr("全部还原"), "quiet", self.tr("换回程序原文（Ctrl+R）"))
        self._reset.clicked.connect(self.reset)
        preview = button(self.tr("看样张"), tip="Ctrl+P")
        preview.clicked.connect(self.preview)
        save = button(self.tr("保存"), "primary", "Ctrl+S")
        save.clicked.connect(self.save)
        for action in (self._reset, preview, save):
            self._header.add_action(action)
        inside = QWidget()
        inside.setObjectName("plain")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, px(6), 0)
        self._lines.setSpacing(px(10))
        area = scrolled(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(10))
        column.addWidget(self._header)
        column.addWidget(area, 1)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, slot in (("Ctrl+S", self.save), ("Ctrl+P", self.preview), ("Ctrl+R", self.reset)):
            QShortcut(QKeySequence(key), self, slot, context=within)

    def refresh(self) -> None:
        """Reads the words that are kept, and over them what was typed and not saved."""
        self._make_boxes()
        draft = self._session.store.drafts.load(DRAFT, 0)
        self._show({**self._kept(), **({k: str(v) for k, v in draft.values.items()} if draft else {})})

    def save(self) -> bool:
        """Keeps what is typed; whether it was kept. What is wrong is shown under its box."""
        wordings = self._check()
        return wordings is not None and self._keep(wordings, self.tr("已保存，以后的会议通知照这样写"))

    def reset(self) -> None:
        """The program's words everywhere; it can be undone while the line is shown."""
        self._keep((), self.tr("已换回程序原文"))

    def preview(self) -> None:
        """Shows a notice of an invented meeting in the words that are typed."""
        wordings = self._check()
        if wordings is not None:
            self._router.print_job(paperwork.worded_notice(wordings))

    def keep_draft(self) -> None:
        """Keeps what is typed and not saved."""
        if not self.boxes:
            return
        kept = self._kept()
        typed = {key: box.toPlainText() for key, box in self.boxes.items() if box.toPlainText() != kept[key]}
        if typed:
            self._session.store.drafts.save(DRAFT, 0, typed)
        else:
            self._session.store.drafts.drop(DRAFT, 0)

    def _kept(self) -> dict[str, str]:
        own = {wording.key: wording.text for wording in wordings_of(self._session.store, NOTICE)}
        return {key: own.get(key, passage.usual) for key, passage in self._passages.items()}

    def _check(self) -> tuple[Wording, ...] | None:
        """The words that differ from the program's, or None after showing what is wrong."""
        found: list[Wording] = []
        wrong: QPlainTextEdit | None = None
        for key, passage in self._passages.items():
            box, note = self.boxes[key], self.notes[key]
            note.hide()
            if tidy(box.toPlainText()) == passage.usual:
                continue
            try:
                found.append(checked(NOTICE, key, box.toPlainText(), passage.fields))
            except RecordInvalid as error:
                problem = error.problems[0]
                note.setText(f"{problem.message}。{problem.remedy}")
                note.show()
                wrong = wrong or box
        if wrong is not None:
            wrong.setFocus()
            return None
        return tuple(found)

    def _keep(self, wordings: tuple[Wording, ...], told: str) -> bool:
        store = self._session.store
        try:
            before = keep_wordings(store, NOTICE, wordings)
        except AppError as error:
            self._session.messages.show_error(error)
            return False
        store.drafts.drop(DRAFT, 0)
        self.refresh()
        self._session.messages.inform(told, lambda: self._undo(before))
        return True

    def _undo(self, before: tuple[Wording, ...]) -> None:
        try:
            keep_wordings(self._session.store, NOTICE, before)
        except AppError as error:
            self._session.messages.show_error(error)
        self.refresh()

    def _show(self, texts: Mapping[str, str]) -> None:
        for key, box in self.boxes.items():
            self.notes[key].hide()
            box.setPlainText(texts[key])

    def _make_boxes(self) -> None:
        # At first use: the papers are heavy, and most days nobody comes here.
        if self.boxes:
            return
        from printing.papers.notice import PASSAGES

        self._passages = {passage.key: passage for passage in PASSAGES}
        for passage in PASSAGES:
            self._lines.addWidget(self._make_box(passage))
        self._lines.addStretch(1)

    def _make_box(self, passage: "Passage") -> Card:
        card = Card(margin=12)
        card.inside.setSpacing(px(6))
        head = QHBoxLayout()
        head.setSpacing(px(14))
        head.addWidget(label(self.tr("会议通知 · {0}").format(passage.label)))
        head.addWidget(label(listed(passage.fields), "faint", "small"), 1)
        back = button(self.tr("用程序原文"), "link")
        head.addWidget(back)
        box, note = QPlainTextEdit(), label("", "accent", "small", wrap=True)
        box.setTabChangesFocus(True)
        box.setAccessibleName(passage.label)
        box.setFixedHeight(px(56))
        box.textChanged.connect(lambda: back.setVisible(box.toPlainText() != passage.usual))
        back.clicked.connect(lambda: box.setPlainText(passage.usual))
        back.hide()
        note.hide()
        self.boxes[passage.key], self.notes[passage.key], self._backs[passage.key] = box, note, back
        card.inside.addLayout(head)
        card.inside.addWidget(box)
        card.inside.addWidget(note)
        return card
