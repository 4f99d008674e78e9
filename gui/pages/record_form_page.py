"""One record in its form, with its title, its drafts, saving and printing."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import attrs
from attrs import frozen
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from db.errors import AppError, Problem, RecordInvalid
from db.records.base import Record, parts_of
from db.records.may import Right
from db.records.participant import posts_of
from db.services.answers import UNASKED, Answers
from db.services.clocks import followed_by
from db.services.deleting import bring_back, delete, weight
from db.services.letters.number_record import number_on, renew_number
from db.services.registry.contradictions import contradictions, far_days
from db.values import masks
from gui.evidence.card import EvidenceCard
from gui.keys import keep_focus, on_key
from gui.large_work import LargeWork
from gui.messages import Question
from gui.pages.holders_card import HoldersCard
from gui.pages.past import PAST_KEY
from gui.pages.registry.life_opening import LIFE_KEY
from gui.pages.registry.over_time import OverTimeCard, is_told
from gui.saving import save, told_of_matter
from gui.session import Session
from gui.theme import px
from gui.widgets.form import RecordForm
from gui.widgets.number_fault import NumberFault
from gui.widgets.parts import Card, PageHeader, button

R = TypeVar("R", bound=Record)
AGAIN_KEY = "Ctrl+D"


@frozen
class PaperChoice:
    """One way to print the record of a form, or to hand its words on.

    Attributes:
        label: what the menu says.
        run: does it, with the id of the saved record.
    """

    label: str
    run: Callable[[int], None]


class RecordFormPage(QWidget):
    """The form of one record type; with a ``lead`` in place of the title there is no way back.

    Signals:
        saved: the id of the record saved.
        deleted: the id of a record that is gone, or that came back.
        back_requested: the clerk wants back.
        print_requested: table and id of the record whose plain sheet is wanted.
        picked: field name and id, when a linked record was chosen.
        again_requested: the id of the saved record of which another one is wanted.
        open_requested: table and id of another record.
        past_requested: what happened to the record is wanted.
        job_requested: the job of the sheet of its photos.
        made: the form was made, with nothing in it yet.
        shown: a record stands in it, begun, opened or saved.
    """

    saved = Signal(object)
    deleted = Signal(object)
    back_requested = Signal()
    print_requested = Signal(str, object)
    picked = Signal(str, object)
    again_requested = Signal(object)
    open_requested = Signal(str, object)
    past_requested = Signal()
    job_requested = Signal(object)
    made = Signal(object)
    shown = Signal()

    def __init__(
        self,
        session: Session,
        kind: type[Record],
        new_title: str,
        leave_out: Sequence[str] = (),
        lead: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._session, self._kind, self._new_title = session, kind, new_title
        self._leave_out = leave_out
        self._work = LargeWork(session, self)
        self._papers: tuple[PaperChoice, ...] = ()
        self._said: Callable[[Any], Answers] = lambda _typed: UNASKED
        self._remarks: Callable[[Any], Sequence[Problem]] = lambda _saved: ()
        self._after: Callable[[Any, Any], tuple[str, Callable[[], Record | None]]] | None = None
        self.record: Record = kind()
        self.begun = ""
        self.form: RecordForm | None = None
        self._header = PageHeader("", with_back=lead is None, lead=lead)
        self._header.back_requested.connect(self.back_requested)
        self._print = button(self.tr("打印"), tip="Ctrl+P")
        self._print.clicked.connect(self._on_print_clicked)
        self._save = button(self.tr("保存"), "primary", "Ctrl+S")
        self._save.clicked.connect(self.save)
        self._delete = button(self.tr("删除"), "quiet")
        self._delete.clicked.connect(self.delete)
        may = session.store.kinds[kind.TABLE].may
        self._can_delete = lead is None and bool(may.deletes or may.as_owner) and session.may(kind, Right.DELETE)
        self._again = button(self.tr("再来一份"), "quiet", AGAIN_KEY)
        self._again.clicked.connect(lambda: self.again_requested.emit(self.record.id))
        self._can_repeat = False
        self._past = button(self.tr("修改记录"), "quiet", PAST_KEY)
        self._past.clicked.connect(self.past_requested)
        self._shows_past = lead is None
        for one in (self._delete, self._past, self._again, self._print, self._save):
            self._header.add_action(one)
        self._card = Card()
        self.evidence: EvidenceCard | None = None
        self.holders: HoldersCard | None = None
        self.over_time: OverTimeCard | None = None
        self._row = QHBoxLayout()
        self._row.setSpacing(px(14))
        self._row.addWidget(self._card, 5)
        self.number_fault = NumberFault()
        self.number_fault.renewal_requested.connect(self._on_renewal_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(10))
        column.addWidget(self._header)
        column.addWidget(self.number_fault)
        column.addLayout(self._row, 1)
        on_key("Ctrl+S", self, self.save)
        on_key("Ctrl+P", self, self._on_print_pressed)

    def show_record(self, record: Record, begun: str = "") -> None:
        """Shows a record, and over it what was typed and not saved; ``begun`` is what a new one was begun from."""
        form = self.form or self._make_form()
        self.record, self.begun = record, begun
        form.show_record(record, begun)
        for editor in form.editors.values():
            editor.setEnabled(self.is_typed())
        self._show_beside(record)
        self._show_title()
        self.shown.emit()

    def put_doing(self, one: QPushButton) -> None:
        """Puts a button to those over the form, before the red one."""
        self._header.add_action(one, before_last=True)

    def put_aside(self, card: QWidget) -> None:
        """Puts something beside the form, which it makes room for while it is seen."""
        self._row.addWidget(card, 2)

    def take_version(self, saved: Record) -> None:
        """Goes on from what was saved of the record beside the form; what is typed stays."""
        self.record = saved
        if self.form is not None:
            self.form.go_on_from(saved)

    def is_typed(self) -> bool:
        """Whether who works here may type into the record that is shown."""
        return self._session.may(self._kind, Right.CHANGE if self.record.id else Right.MAKE)

    def set_papers(self, papers: Sequence[PaperChoice]) -> None:
        """Offers these ways to print instead of the plain sheet alone; the first one is what Ctrl+P does."""
        self._papers = tuple(papers)
        if papers:
            self._print.setText(self.tr("打印…"))

    @property
    def papers(self) -> tuple[PaperChoice, ...]:
        """The ways to print that are offered."""
        return self._papers

    def paper_menu(self) -> QMenu:
        """The ways to print; what is typed is saved before."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice in self._papers:
            menu.addAction(choice.label).triggered.connect(lambda _on=False, choice=choice: self._run(choice))
        return menu

    def save(self) -> bool:
        """Saves what is typed; whether it was saved. What is wrong is shown at its field."""
        form = self.form
        if form is None or not self.is_typed() or (record := form.check()) is None:
            return False
        before = self.record
        try:
            saved = save(self._session.store, self._session.messages, record, self._said(record), form.held)
        except RecordInvalid as error:
            form.show_problems(error.problems)
            return False
        except AppError as error:
            self._session.messages.show_error(error)
            return False
        self._take(saved)
        title = masks.in_text(self._session.store.title(saved)) + told_of_matter(self._session.store, saved)
        told = self.tr("已保存：{title}").format(title=title)
        if moved := followed_by(self._session.store, saved):
            told = self.tr("{0}；{1} 件在办的事期限跟着改了，经过里写着").format(told, moved)
        if self._after is None:
            self._session.messages.inform(told)
        else:
            more, undo = self._after(before, saved)
            self._session.messages.inform("；".join(filter(None, (told, more))), lambda: self._take_back(saved, undo))
        return True

    def _take(self, saved: Record) -> None:
        """Shows what was just saved, and tells of it."""
        form = self.form
        assert form is not None
        form.drop_draft()
        far = far_days(self.record, saved, date.today())
        self.record = saved
        form.show_saved(saved)
        self.shown.emit()
        saved = self.record
        keep_focus(self)
        others = [*far, *contradictions(self._session.store, saved), *self._remarks(saved)]
        form.show_problems([*saved.problems(), *others])
        self._show_beside(saved)
        self._show_title()
        self.saved.emit(saved.id)

    def _show_beside(self, record: Record) -> None:
        """What is shown of a record besides its fields."""
        self.number_fault.show_record(self._session.store, record)
        for one in (self.evidence, self.holders, self.over_time):
            if one is not None:
                one.show_record(record)

    def _on_renewal_requested(self) -> None:
        """A new number in place of the void one; what is typed is saved before."""
        if self.form is not None and self.form.is_changed() and not self.save():
            return
        try:
            saved = renew_number(self._session.store, self.record, date.today())
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._take(saved)
        self._session.messages.inform(self.tr("已取新号：{0}").format(number_on(self._session.store, saved)))

    def _on_filled(self, saved: Record) -> None:
        self._take(saved)
        self._session.messages.inform(
            self.tr("已写进户口簿：{0}").format(masks.in_text(self._session.store.title(saved)))
        )

    def save_with(
        self,
        said: Callable[[Any], Answers],
        remarks: Callable[[Any], Sequence[Problem]],
        after: Callable[[Any, Any], tuple[str, Callable[[], Record | None]]] | None = None,
    ) -> None:
        """Hands in from now on what need not be asked, and asks for remarks on what was saved: never a refusal.

        ``after`` tells of a saved record in words of its own, with a way back; see `gui.pages.bound.Saving`.
        """
        self._said, self._remarks, self._after = said, remarks, after

    def _take_back(self, saved: Record, undo: Callable[[], Record | None]) -> None:
        """Goes back to the record as it was; one that was new is gone."""
        try:
            back = undo()
        except AppError as error:
            self._session.messages.show_error(error)
            return
        if self.record.id == saved.id and back is not None:
            self._take(back)
        elif back is None:
            if self.record.id == saved.id:
                self.record = self._kind()
            self.deleted.emit(saved.id)
        self._session.messages.inform(self.tr("已撤销"))

    def offer_again(self) -> None:
        """Offers to begin another record from the saved one."""
        self._can_repeat = True

    def forbid_deleting(self) -> None:
        """Takes the button away: for records that the program cannot do without."""
        self._can_delete = False

    def delete(self) -> None:
        """Asks once, deletes, and offers to bring the record back."""
        record, title = self.record, masks.in_text(self._session.store.title(self.record))
        question = Question(
            self.tr("删除“{title}”？").format(title=title),
            self.tr("列表里不再有这一条。删错了，马上点“撤销”；以后只能从备份里找回。"),
            self.tr("删除"),
            grave=True,
        )
        if not record.id or not self._session.messages.ask(question):
            return

        def gone(along: Sequence[Record]) -> None:
            if self.form is not None:
                self.form.drop_draft()
            self.record = self._kind()
            told = self.tr("已删除：{title}").format(title=title)
            self._session.messages.inform(told, lambda: self._bring_back(record, along))
            self.deleted.emit(record.id)

        many = weight(self._session.store, record)
        self._work.do(self.tr("正在删除"), many, lambda store, tick: delete(store, record, tick), gone)

    def _bring_back(self, record: Record, along: Sequence[Record]) -> None:
        self._work.do(
            self.tr("正在撤销删除"),
            len(along),
            lambda store, tick: bring_back(store, record, as_new(record), along, tick),
            lambda again: self.deleted.emit(again.id),
        )

    def keep_draft(self) -> None:
        """Keeps what is typed and says so, once."""
        if self.form is not None and self.form.is_changed():
            self.form.keep_draft()
            self._session.messages.inform(self.tr("没有保存的内容已留作草稿，下次打开接着写"))

    def focus_first(self) -> None:
        """Goes to the first field."""
        if self.form is not None:
            self.form.focus_first()

    def _make_form(self) -> RecordForm:
        # Made at first use: most pages are opened for their list.
        form = RecordForm(self._kind, self._session.lookup, self._session.store.drafts, self._leave_out)
        form.changed.connect(self._show_title)
        form.picked.connect(self.picked)
        if self._session.store.kinds[self._kind.TABLE].evidence:
            self.evidence = EvidenceCard(self._session, self)
            self.evidence.print_requested.connect(self.job_requested)
            form.put_below(self.evidence)
        if posts_of(self._kind):
            self.holders = HoldersCard(self._session.store, self._kind)
            self.holders.open_requested.connect(self.open_requested)
            form.put_below(self.holders)
        if is_told(self._kind):
            self.over_time = OverTimeCard(self._session, self._kind)
            self.over_time.open_requested.connect(self.open_requested)
            self.over_time.filled.connect(self._on_filled)
            self.over_time.happened.connect(self._take)
            on_key(LIFE_KEY, self, self.over_time.ask_life)
            self.over_time.ready = lambda: not form.is_changed() or self.save()
            form.put_below(self.over_time)
        self._card.inside.addWidget(form)
        self.form = form
        self.made.emit(form)
        return form

    def _show_title(self) -> None:
        saved = bool(self.record.id)
        title = masks.in_text(self._session.store.title(self.record)) if saved else self._new_title
        self._header.set_title(title or self._kind.LABEL)
        changed = self.form is not None and self.form.is_changed()
        told = self.tr("有修改，未保存 · 草稿自动保留") if changed else ""
        self._header.set_remark(told if self.is_typed() else self.tr("只能看，不能改"))
        self._save.setVisible(self.is_typed())
        self._print.setVisible(saved)
        self._again.setVisible(saved and self._can_repeat)
        self._past.setVisible(saved and self._shows_past)
        self._delete.setVisible(saved and self._can_delete)

    def _on_print_clicked(self) -> None:
        if self._papers:
            self.paper_menu().popup(self._print.mapToGlobal(QPoint(0, self._print.height())))
        else:
            self._on_print_pressed()

    def _on_print_pressed(self) -> None:
        if not self.record.id:
            return
        if self._papers:
            self._run(self._papers[0])
        else:
            self.print_requested.emit(self._kind.TABLE, self.record.id)

    def _run(self, choice: PaperChoice) -> None:
        form = self.form
        if form is not None and form.is_changed() and not self.save():
            return
        choice.run(self.record.id)


def as_new(record: R) -> R:
    """The record with its parts as if it had never been saved."""
    parts = {
        name: tuple(attrs.evolve(p, id=0, version=0) for p in getattr(record, name)) for name in parts_of(type(record))
    }
    return attrs.evolve(record, id=0, version=0, **parts)
