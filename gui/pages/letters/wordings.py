"""模板: what the papers say, in the centre's own words; the layout stays the program's."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import AppError, RecordInvalid
from db.records.letters.wording import Wording, worded_papers
from db.services.letters.wordings import checked, keep_wordings, wordings_of
from db.store.drafts import Draft
from db.values.template import listed, tidy
from gui.keys import on_key
from gui.pages.router import Router
from gui.papers import paperwork
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, PageHeader, button, label, scrolled

if TYPE_CHECKING:
    from printing.worded import WordedPaper
    from printing.wording import Passage

NOTICE = "notice"
"""The paper that is shown first."""
IN_A_ROW = 6
"""Chips: all of them in one have no room on a small screen."""


def draft_form(paper: str) -> str:
    """The form under which what is typed for a paper is kept as a draft."""
    return f"wording:{paper}"


class WordingsPage(QWidget):
    """One chip a paper, one box a passage of the paper that is chosen.

    Attributes:
        chips: the papers, by name.
        boxes: where the words are typed, by the passage's key.
        notes: what is wrong with them.
    """

    def __init__(self, session: Session, router: Router, lead: QWidget) -> None:
        super().__init__()
        self._session, self._router = session, router
        self._papers: Mapping[str, WordedPaper] = {}
        self._paper = NOTICE
        self._passages: dict[str, Passage] = {}
        self.chips: dict[str, QPushButton] = {}
        self.boxes: dict[str, QPlainTextEdit] = {}
        self.notes: dict[str, QLabel] = {}
        self._backs: dict[str, QPushButton] = {}
        self._held: dict[str, Draft | None] = {}
        self._header = PageHeader("", lead=lead)
        self._reset = button(self.tr("恢复原文"), "quiet", self.tr("这一种文书全部换回程序原文（Ctrl+R）"))
        self._reset.clicked.connect(self.reset)
        preview = button(self.tr("看样张"), tip="Ctrl+P")
        preview.clicked.connect(self.preview)
        save = button(self.tr("保存"), "primary", "Ctrl+S")
        save.clicked.connect(self.save)
        for action in (self._reset, preview, save):
            self._header.add_action(action)
        self._choices = QGridLayout()
        self._choices.setSpacing(px(8))
        self._choices.setColumnStretch(IN_A_ROW, 1)
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
        column.addLayout(self._choices)
        column.addWidget(area, 1)
        for key, slot in (("Ctrl+S", self.save), ("Ctrl+P", self.preview), ("Ctrl+R", self.reset)):
            on_key(key, self, slot, everywhere=True)

    def refresh(self) -> None:
        """Reads the words that are kept, and over them what was typed and not saved: in this window, or else at last."""
        self._make_chips()
        draft = self._draft()
        self._held[self._paper] = draft
        self._show({**self._kept(), **({k: str(v) for k, v in draft.values.items()} if draft else {})})

    def show_paper(self, name: str) -> None:
        """Shows the words of another paper; what is typed for this one stays as a draft."""
        self.keep_draft()
        self._make_chips()
        self._paper = name
        self._make_boxes()
        self.refresh()

    def open_draft(self, draft: Draft) -> None:
        """Goes on with what was typed and not saved."""
        self.keep_draft()
        self._session.store.drafts.prefer(draft)
        paper = draft.form.removeprefix(draft_form(""))
        self._held.pop(paper, None)
        self._make_chips()
        self._paper = paper
        self._make_boxes()
        self.refresh()

    def save(self) -> bool:
        """Keeps what is typed; whether it was kept. What is wrong is shown under its box."""
        wordings = self._check()
        return wordings is not None and self._keep(wordings, self.tr("已保存，以后的{0}照这样写").format(self._label()))

    def reset(self) -> None:
        """The program's words everywhere; it can be undone while the line is shown."""
        self._keep((), self.tr("{0}已恢复原文").format(self._label()))

    def preview(self) -> None:
        """Shows the paper with invented content in the words that are typed."""
        wordings = self._check()
        if wordings is not None:
            self._router.print_job(paperwork.worded_sample(self._paper, self._label(), wordings))

    def keep_draft(self) -> None:
        """Keeps what is typed and not saved, beside what another window has typed."""
        if not self.boxes:
            return
        kept = self._kept()
        typed = {key: box.toPlainText() for key, box in self.boxes.items() if box.toPlainText() != kept[key]}
        held = self._held.get(self._paper)
        if not typed:
            self._forget()
        elif held is None or typed != held.values:
            self._held[self._paper] = self._session.store.drafts.keep(draft_form(self._paper), 0, "", typed, held)

    def _draft(self) -> Draft | None:
        """What this window has typed and not saved, or else what was typed last."""
        drafts, form, held = self._session.store.drafts, draft_form(self._paper), self._held.get(self._paper)
        return held if held in drafts.others(form, 0, "", None) else drafts.load(form, 0)

    def _forget(self) -> None:
        if (held := self._held.get(self._paper)) is not None:
            self._session.store.drafts.forget(held)
        self._held[self._paper] = None

    def _label(self) -> str:
        return self._papers[self._paper].label

    def _kept(self) -> dict[str, str]:
        own = {wording.key: wording.text for wording in wordings_of(self._session.store, self._paper)}
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
                found.append(checked(self._paper, key, box.toPlainText(), passage.fields))
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
        store, paper = self._session.store, self._paper
        try:
            before = keep_wordings(store, paper, wordings)
        except AppError as error:
            self._session.messages.show_error(error)
            return False
        self._forget()
        self._show(self._kept())  # not what another window has typed
        self._session.messages.inform(told, lambda: self._undo(paper, before))
        return True

    def _undo(self, paper: str, before: tuple[Wording, ...]) -> None:
        self.keep_draft()
        try:
            keep_wordings(self._session.store, paper, before)
        except AppError as error:
            self._session.messages.show_error(error)
        self.refresh()

    def _show(self, texts: Mapping[str, str]) -> None:
        for key, box in self.boxes.items():
            self.notes[key].hide()
            box.setPlainText(texts[key])

    def _make_chips(self) -> None:
        # At first use: the papers are heavy, and most days nobody comes here.
        if not self.chips:
            from printing.worded import WORDED

            self._papers = WORDED
            group = QButtonGroup(self)
            for name, paper in WORDED.items():
                chip = button(paper.label, "chip")
                chip.setCheckable(True)
                chip.clicked.connect(lambda _on=False, name=name: self.show_paper(name))
                group.addButton(chip)
                self._choices.addWidget(chip, *divmod(len(self.chips), IN_A_ROW))
                self.chips[name] = chip
            used = [name for name, told in worded_papers().items() if told.of in self._session.kinds]
            if self._paper not in used:
                self._paper = used[0]
            self._make_boxes()
        for name, chip in self.chips.items():  # what was typed for a paper of work that is off is still gone on with
            chip.setVisible(name == self._paper or worded_papers()[name].of in self._session.kinds)
        self.chips[self._paper].setChecked(True)

    def _make_boxes(self) -> None:
        """A box for each passage of the paper that is chosen."""
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.boxes, self.notes, self._backs = {}, {}, {}
        passages = self._papers[self._paper].passages
        self._passages = {passage.key: passage for passage in passages}
        for passage in passages:
            self._lines.addWidget(self._make_box(passage))
        self._lines.addStretch(1)

    def _make_box(self, passage: "Passage") -> Card:
        card = Card(margin=12)
        card.inside.setSpacing(px(6))
        head = QHBoxLayout()
        head.setSpacing(px(14))
        head.addWidget(label(self.tr("{0} · {1}").format(self._label(), passage.label)))
        head.addWidget(label(listed(passage.fields), "faint", "small"), 1)
        back = button(self.tr("用程序原文"), "link")
        head.addWidget(back)
        box, note = QPlainTextEdit(), label("", "accent", "small", wrap=True)
        box.setTabChangesFocus(True)
        box.setAccessibleName(passage.label)
        box.setPlaceholderText(passage.example)
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
