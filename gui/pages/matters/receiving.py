"""接待, in the form: who it is, what of theirs is not over yet, what is to be brought; another coming, and what becomes a matter."""

from collections.abc import Callable

from attrs import evolve
from PySide6.QtCore import QObject

from db.errors import AppError, ValueUnreadable
from db.records.matters.matter import Matter
from db.records.matters.reception import Reception
from db.records.may import Right
from db.services.earlier import told
from db.services.matters.keep_reception import home_of
from db.services.matters.receive_at_once import take_back
from db.services.matters.receptions import become_matter, in_hand_of, materials_for, matter_taken_back
from db.services.matters.take_in import claimant_from
from gui.keys import on_key
from gui.pages.bound import Saving
from gui.pages.matter_related import RelatedCard
from gui.pages.record_form_page import PaperChoice
from gui.pages.record_page import RecordPage
from gui.session import Session
from gui.widgets.editors import RowsEditor
from gui.widgets.form import RecordForm
from gui.widgets.parts import button
from gui.words import tr

AGAIN_KEY = "F6"
NOTICE, LETTER = "一次性告知单", "代办委托单"


class Receiving(QObject):
    """What the page of receptions has besides its plain form."""

    def __init__(self, session: Session, page: RecordPage) -> None:
        super().__init__(page)
        self._session, self._store, self._page, self._form_page = session, session.store, page, page.form_page
        self.card = RelatedCard(tr("这位没办完的"))
        self.card.inside.addStretch(1)
        self.card.hide()
        self.card.open_requested.connect(self._form_page.open_requested)
        self._form_page.put_aside(self.card)
        self.again = button(tr("又来一次"), "", AGAIN_KEY)
        self.again.clicked.connect(self.come_again)
        self.matter = button(tr("转成诉求"))
        self.matter.clicked.connect(self.make_matter)
        for one in (self.matter, self.again):
            one.hide()
            self._form_page.put_doing(one)
        on_key(AGAIN_KEY, self._form_page, self.come_again)
        self._form_page.made.connect(self._on_made)
        self._form_page.shown.connect(self._on_shown)
        self._papers = self._form_page.papers
        self._seen: tuple[int, str, int] | None = None

    def saving(self) -> Saving:
        """What is told of one that was saved, and what takes that back."""

        def after(before: Reception, saved: Reception) -> tuple[str, Callable[[], Reception | None]]:
            came = saved.trips if before.id and saved.trips != before.trips else None
            lacking = "、".join(one.name for one in saved.materials if not one.brought)
            words = (tr("来了 {0} 次").format(came) if came else "", tr("还缺{0}").format(lacking) if lacking else "")
            return "；".join(filter(None, words)), lambda: take_back(self._store, saved, before)

        return Saving(after=after)

    def come_again(self) -> None:
        """One more coming of whom it is for, saved with what is typed; it goes on where what they lacked is ticked."""
        form, now = self._form_page.form, self._form_page.record
        if form is None or self.again.isHidden() or not isinstance(now, Reception):
            return
        form.fill({"trips": (now.trips or 1) + 1}, only_empty=False)
        if self._form_page.save():
            rows = form.editors["materials"]
            boxes = [row.editors["brought"] for row in rows.rows] if isinstance(rows, RowsEditor) else []
            next((one for one in boxes if not one.value()), form.editors["finished"]).target().setFocus()

    def make_matter(self) -> None:
        """It becomes a matter, which opens; what is typed is saved before."""
        form = self._form_page.form
        if form is None or (form.is_changed() and not self._form_page.save()):
            return
        now, messages = self._form_page.record, self._session.messages
        assert isinstance(now, Reception)
        try:
            made = become_matter(self._store, now)
        except AppError as error:
            messages.show_error(error)
            return
        self._page.edit_record(now.id)
        self._page.tell_saved(now.id)
        self._form_page.open_requested.emit(Matter.TABLE, made.id)
        words = tr("已登记：{0}，回执码 {1}").format(made.number, made.slip)
        messages.inform(words, lambda: self._take_back(now, made))

    def _take_back(self, reception: Reception, made: Matter) -> None:
        try:
            matter_taken_back(self._store, reception, made)
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._page.tell_saved(reception.id)
        self._form_page.open_requested.emit(Reception.TABLE, reception.id)
        self._session.messages.inform(tr("已撤销，{0} 作废").format(made.number))

    def _on_made(self, form: RecordForm) -> None:
        form.changed.connect(self._look)
        form.picked.connect(self._on_picked)
        form.editors["item"].left.connect(self._propose)

    def _on_shown(self) -> None:
        now = self._form_page.record
        assert isinstance(now, Reception)
        may = bool(now.id) and self._form_page.is_typed()
        self.again.setVisible(may and not now.finished and not now.matter)
        self.matter.setVisible(may and not now.matter and self._session.may(Matter, Right.MAKE))
        papers = [self._noted(one) if one.label == NOTICE else one for one in self._papers]
        lacks = any(not one.brought for one in now.materials)
        first = NOTICE if lacks else LETTER if now.agent and not now.finished else ""
        papers.sort(key=lambda one: bool(first) and one.label != first)
        self._form_page.set_papers(papers)
        self._seen = None
        self._look()

    def _noted(self, choice: PaperChoice) -> PaperChoice:
        """That paper, printed to be given: it is noted that they have it."""

        def run(record_id: int) -> None:
            form, now = self._form_page.form, self._form_page.record
            if form is not None and isinstance(now, Reception) and not now.notice and self._form_page.is_typed():
                form.fill({"notice": True}, only_empty=False)
                if not self._form_page.save():
                    return
            choice.run(record_id)

        return evolve(choice, run=run)

    def _on_picked(self, name: str, _record_id: int) -> None:
        form = self._form_page.form
        if form is None or name != "who":
            return
        who = int(form.editors["who"].value())
        form.fill({"name": claimant_from(self._store, who).name if who else "", "house": home_of(self._store, who)})

    def _propose(self) -> None:
        """What is to be brought for the same thing, as it was the last time; nothing where something is typed."""
        form, now = self._form_page.form, self._form_page.record
        if form is None or now.id or not (item := str(form.editors["item"].typed()).strip()):
            return
        if rows := materials_for(self._store, item):
            form.fill({"materials": rows})

    def _look(self) -> None:
        """Shows what else of whoever is typed is not over yet."""
        form, now = self._form_page.form, self._form_page.record
        if form is None:
            return
        try:
            who, name = int(form.editors["who"].value()), str(form.editors["name"].value())
        except ValueUnreadable:
            return
        if (who, name, now.id) == self._seen:
            return
        self._seen = who, name, now.id
        ids = [one.id for one in in_hand_of(self._store, who, name, now.id)]
        self.card.show_lines(list(told(self._store, self._store.kinds[Reception.TABLE], ids)))
        self.card.setVisible(bool(ids))
