"""放假安排: the years that are entered, which one is missing, and the notice's own text as the quick way in."""

from datetime import date

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.records.centre.holiday import HolidayYear
from db.services.centre.working_days import missing_words
from db.store import eq
from gui.dialogs.paste_notice import PasteNotice
from gui.pages.record_page import PageMaking, RecordPage
from gui.session import Session
from gui.widgets.parts import button, label


class HolidaysPage(RecordPage):
    """The list of years and the form of one."""

    def __init__(self, session: Session, lead: QWidget) -> None:
        making = PageMaking(
            new=self.tr("录入一年"),
            empty=self.tr("没有放假安排，工作日只按周末算。点“粘贴通知…”，把国务院办公厅的通知全文贴进来"),
            order=("-year",),
            lead=lead,
        )
        super().__init__(session, HolidayYear, making)

    def refresh(self) -> None:
        """Reads the years again, and says which one is missing."""
        super().refresh()
        self._show_missing()

    def tell_saved(self, record_id: int) -> None:
        """Shows what was just saved."""
        super().tell_saved(record_id)
        self._show_missing()

    def paste(self) -> None:
        """Asks for the text of a notice, and opens what it says in the form."""
        dialog = PasteNotice(self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.year is not None:
            self.take(dialog.year)

    def take(self, year: HolidayYear) -> None:
        """Opens a year in the form to be looked at and saved; one that is there already gets the new days."""
        there = self._session.store.select(HolidayYear, eq("year", year.year), limit=1)
        self.edit_record(there[0].id) if there else self.open_new()
        if self.form_page.form is not None:
            values = {"year": year.year, "source": year.source, "spans": year.spans}
            self.form_page.form.fill(values, only_empty=False)

    def missing(self) -> str:
        """What is said of a year that is not entered."""
        return self._missing.text()

    def _make_list_side(self, making: PageMaking) -> QWidget:
        side = super()._make_list_side(making)
        self._missing = label("", "warn", "small")
        paste = button(self.tr("粘贴通知…"))
        paste.clicked.connect(self.paste)
        self.header.add_action(paste, before_last=True)
        column = side.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self._missing)
        return side

    def _show_missing(self) -> None:
        text = missing_words(self._session.store, date.today())
        self._missing.setText(text)
        self._missing.setVisible(bool(text))
