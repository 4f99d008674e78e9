"""可能是同一个人: told beside the form of a resident while it is typed; opened, taken for the same, or kept apart."""

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from db.errors import AppError, ValueUnreadable
from db.records.registry.resident import RESIDENTS, Resident
from db.services.earlier import told
from db.services.registry.alike import Alike, alike
from db.services.registry.apart import bring_together, set_apart
from db.services.registry.merged_resident import told_besides
from db.values import masks
from gui.keys import step, stops_in
from gui.pages.record_page import RecordPage
from gui.pages.registry.merging import ask_to_merge
from gui.session import Session
from gui.theme import px
from gui.widgets.form import RecordForm
from gui.widgets.parts import Card, button, label, put_in_place
from gui.words import tr

SAID = "#apart"
"""Under this name a draft keeps who was said not to be the same."""
PAUSE_MS = 250


class AlikePeople(Card):
    """Who may be the same person, each with what they have in common.

    Signals:
        open_requested, same_requested, apart_requested: the id of one of them.
    """

    open_requested = Signal(object)
    same_requested = Signal(object)
    apart_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(title=tr("可能已经登记过"))
        self.setParent(parent)
        self._rows = QWidget()
        self.inside.addWidget(self._rows)
        self.inside.addStretch(1)
        self.people: tuple[int, ...] = ()
        self.hide()

    def show_people(self, session: Session, found: Sequence[Alike]) -> None:
        """Shows them; nothing where there are none."""
        ids = tuple(one.resident.id for one in found)
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        lines = {line.id: line for line in told(session.store, RESIDENTS, ids)}
        for one in found:
            if (line := lines.get(one.resident.id)) is not None:
                column.addLayout(self._line(one, line.title, line.line))
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._rows.isAncestorOf(focused)
        put_in_place(self.inside, self._rows, fresh)
        self._rows, self.people = fresh, ids
        self.setVisible(bool(ids))
        if had_focus and (stops := stops_in(fresh)):
            stops[0].setFocus()

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab goes through the lines, which are made anew."""
        return step(stops_in(self), onward=onward) or super().focusNextPrevChild(onward)

    def _line(self, one: Alike, title: str, line: str) -> QVBoxLayout:
        cell, row = QVBoxLayout(), QHBoxLayout()
        cell.setSpacing(px(2))
        row.setSpacing(px(6))
        cell.addWidget(label(title))
        cell.addWidget(label(line, "quiet", "small", wrap=True))
        cell.addWidget(label(one.why(), "warn", "small", wrap=True))
        for text, signal in (
            (tr("打开"), self.open_requested),
            (tr("这就是他"), self.same_requested),
            (tr("不是同一人"), self.apart_requested),
        ):
            made = button(text, "chip")
            made.clicked.connect(lambda _on=False, s=signal, i=one.resident.id: s.emit(i))
            row.addWidget(made)
        row.addStretch(1)
        cell.addLayout(row)
        return cell


class Watching(QObject):
    """Looks who may be the same while a resident is typed; who was said not to be is kept as the resident is saved."""

    def __init__(self, session: Session, page: RecordPage) -> None:
        super().__init__(page)
        self._session, self._store, self._page = session, session.store, page
        self._form_page = page.form_page
        self._apart: list[int] = []
        self.card = AlikePeople(self._form_page)
        self.card.open_requested.connect(lambda i: page.open_record(i))
        self.card.same_requested.connect(self._on_same)
        self.card.apart_requested.connect(self._on_apart)
        self._form_page.put_aside(self.card)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._form_page.made.connect(self._on_made)
        self._form_page.shown.connect(self._on_shown)

    def look(self) -> None:
        """Shows who may be the same as what is typed now; while that cannot be read, what was shown stays."""
        self._pause.stop()
        form = self._form_page.form
        if form is None or not form.isVisible() or not self._form_page.is_typed():
            return
        try:
            one = form.record()
        except ValueUnreadable:
            return
        assert isinstance(one, Resident)
        found = [other for other in alike(self._store, one) if other.resident.id not in self._apart]
        self.card.show_people(self._session, found)

    def typed(self) -> object:
        """See `gui.widgets.drafting.Typed`."""
        return list(self._apart)

    def set_typed(self, typed: object) -> None:
        """See `gui.widgets.drafting.Typed`."""
        ids = [int(i) for i in cast("Sequence[Any]", typed)] if isinstance(typed, Sequence) else []
        self._apart = [i for i in ids if i in self._store.get_many(Resident, ids)]

    def _on_made(self, form: RecordForm) -> None:
        form.keep_beside(SAID, self)
        form.changed.connect(self._pause.start)

    def _on_shown(self) -> None:
        """Nothing is told of what was opened until something of it is changed; what was said of a new one is kept once it is saved."""
        record = self._form_page.record
        said, self._apart = self._apart, self._apart if not record.id else []
        if record.id and said and isinstance(record, Resident):
            try:
                self._form_page.take_version(set_apart(self._store, record, said))
            except AppError as error:
                self._session.messages.show_error(error)
        self.card.show_people(self._session, ())
        if not record.id:
            self._pause.start()

    def _on_apart(self, other: int) -> None:
        record = self._form_page.record
        if not record.id:
            self._apart.append(other)
            if (form := self._form_page.form) is not None:
                form.touched()
            self.look()
            return
        assert isinstance(record, Resident)
        try:
            self._form_page.take_version(set_apart(self._store, record, [other]))
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._session.messages.inform(
            self.tr("已记下：不是同一人"), lambda: bring_together(self._store, record.id, other)
        )
        self.look()

    def _on_same(self, other: int) -> None:
        """Goes on with who is there, with what was typed where nothing stands; what both tell otherwise stays as it is there."""
        form = self._form_page.form
        if form is None:
            return
        if mine := self._form_page.record.id:  # two are registered: they are compared and made one
            ask_to_merge(self._session, mine, other, self._form_page, self._page.open_record)
            return
        try:
            typed = form.record()
        except ValueUnreadable as error:
            self._session.messages.show_error(error)
            return
        there = self._store.find(Resident, other)
        if there is None:
            return
        assert isinstance(typed, Resident)
        form.drop_draft()
        form.show_record(self._form_page.record, self._form_page.begun)
        self._page.edit_record(other)
        fresh, differing = told_besides(typed, there)
        form.fill(fresh)
        said = self.tr("已转到原来的登记，空着的照刚才填的补上，保存了才算")
        if differing:
            said += self.tr("；写得不同的没有改：{0}").format("、".join(differing))
        self._session.messages.inform(masks.in_text(said))
