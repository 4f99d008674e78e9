"""哪天起住: asked where somebody is registered behind a door, today until the clerk says otherwise; left empty, nothing is said of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from attrs import evolve
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.errors import RecordInvalid, ValueUnreadable
from db.fields import Day, Looks
from db.records.base import fields_of
from db.records.registry.residence import standing
from db.records.registry.resident import Resident
from db.services.answers import Answers
from db.services.registry.next_of_family import begun_of
from db.store.drafts import begun_values
from gui.pages.record_page import RecordPage
from gui.session import Session
from gui.widgets.editors import DayEditor
from gui.widgets.form import RecordForm


class BegunDay(DayEditor):
    """A day that is there before anybody types, and where a form empties what stands beside its record."""

    def __init__(self, kind: Day, usual: Callable[[], date | None], parent: QWidget) -> None:
        super().__init__(kind, parent)
        self._usual = usual

    def set_value(self, value: Any) -> None:
        """See `Editor`."""
        super().set_value(self._usual() if value is None else value)


class Since(QObject):
    """Asks it of whoever is new, and of whoever gets another door."""

    def __init__(self, session: Session, page: RecordPage) -> None:
        super().__init__(page)
        self._store, self._form_page = session.store, page.form_page
        help_ = self.tr("不知道就空着；换了住处的，原来的住到前一天")
        kind = Day(self.tr("哪天起住"), looks=Looks.BACK, ahead=timedelta(), width=6, help=help_, name="living_since")
        self.editor = BegunDay(kind, self._usual, page)
        self.editor.hide()
        self._is_asked = False
        self._form_page.made.connect(self._on_made)
        self._form_page.shown.connect(self._on_shown)

    def said(self, resident: Resident, answers: Answers) -> Answers:
        """The answers, with the day that stands there.

        Raises:
            RecordInvalid: what stands there is no day.
        """
        if not self._is_asked or not resident.house:
            return answers
        try:
            return evolve(answers, since=self.editor.value())
        except ValueUnreadable as error:
            house = fields_of(Resident)["house"]
            told = self.tr("“哪天起住”看不懂：{0}").format(error.message)
            raise RecordInvalid([house.problem("since_unreadable", told, error.remedy)]) from error

    def _on_made(self, form: RecordForm) -> None:
        self._see = form.put_behind("house", self.editor)
        form.picked.connect(self._on_picked)
        self._see(False)

    def _on_shown(self) -> None:
        self._ask(is_asked=not self._form_page.record.id)

    def _on_picked(self, name: str, house: int) -> None:
        record = self._form_page.record
        if name == "house" and isinstance(record, Resident) and record.id:
            is_asked = bool(house) and house != record.house
            if is_asked != self._is_asked:
                self.editor.set_value(date.today() if is_asked else None)
            self._ask(is_asked=is_asked)

    def _ask(self, *, is_asked: bool) -> None:
        self._is_asked = is_asked
        self._see(is_asked)

    def _usual(self) -> date | None:
        """Today; of the next of a family what is known of the one from whom they were begun; of who is there already nothing."""
        if self._form_page.record.id:
            return None
        begun = begun_of(begun_values(self._form_page.begun))
        of = self._store.find(Resident, begun) if begun else None
        if of is None:
            return date.today()
        now = standing(of.residences)
        return now.since if now else None
