"""矛盾调解: accepting a case with its parties out of the registry, and following it."""

from datetime import date
from functools import partial

import attrs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.base import columns_of
from db.records.mediation.case import MediationCase, Party
from db.records.registry.resident import Resident
from db.services.letters.number_record import renew_number
from db.services.mediation.accept_case import accept_case, change_case, earlier_cases, party_from, term_words
from db.store import Store
from db.store.drafts import begun_from
from gui.keys import on_key
from gui.lookup import Lookup
from gui.messages import Messages
from gui.numbering import numbered
from gui.theme import px
from gui.widgets.editors import RowsEditor
from gui.widgets.form import RecordForm
from gui.widgets.number_fault import NumberFault
from gui.widgets.parts import Card, PageHeader, button, label

LATER_FIELDS = ("number", "due", "recorder", "stage", "closed", "result")
SIDES = ("1", "2")
EARLIER_SHOWN = 8


class CasePage(QWidget):
    """One mediation case: new, or to be followed.

    Signals:
        saved: table and id of what was saved.
        back_requested: the clerk wants back to the list.
        print_requested: the id of the case whose 受理登记表 is to be printed.
        rights_requested: the same for the 权利义务告知书 of its parties.
        open_requested: table and id of another record.
    """

    saved = Signal(str, object)
    back_requested = Signal()
    print_requested = Signal(object)
    rights_requested = Signal(object)
    open_requested = Signal(str, object)

    def __init__(self, store: Store, lookup: Lookup, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._lookup, self._messages = store, lookup, messages
        self._case = MediationCase()
        self._form: RecordForm | None = None
        self._head = PageHeader("", with_back=True)
        self._head.back_requested.connect(self.back_requested)
        self._print = button(self.tr("印受理登记表"), tip="Ctrl+P")
        self._print.clicked.connect(self._on_print_clicked)
        self._rights = button(
            self.tr("印告知书"), tip=self.tr("人民调解当事人权利义务告知书，每位当事人一份，签名后存卷")
        )
        self._rights.clicked.connect(lambda: self._print_saved(self.rights_requested))
        self._save = button("", "primary", "Ctrl+S")
        self._save.clicked.connect(self.save)
        for action in (self._rights, self._print, self._save):
            self._head.add_action(action)
        for key, slot in (("Ctrl+S", self.save), ("Ctrl+P", self._on_print_clicked)):
            on_key(key, self, slot)
        self.number_fault = NumberFault()
        self.number_fault.renewal_requested.connect(self._on_renewal_requested)
        self._place = Card()
        self._earlier = Card(self.tr("这些当事人以前的事"))
        self._earlier_lines = QVBoxLayout()
        self._earlier_lines.setSpacing(px(6))
        self._earlier.inside.addLayout(self._earlier_lines)
        self._earlier.inside.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(px(14))
        columns.addWidget(self._place, 7)
        columns.addWidget(self._earlier, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(28), px(12), px(28), px(22))
        layout.setSpacing(px(12))
        layout.addWidget(self._head)
        layout.addWidget(self.number_fault)
        layout.addLayout(columns, 1)

    @property
    def form(self) -> RecordForm:
        """The form shown now."""
        assert self._form is not None
        return self._form

    def show_new(self, resident_id: int = 0) -> None:
        """Starts a new case, with a resident as the first party if one is given and still there."""
        parties = tuple(Party(side=side) for side in SIDES)
        resident = self._store.find(Resident, resident_id) if resident_id else None
        if resident:
            parties = (party_from(self._store, resident, SIDES[0], date.today()), parties[1])
        elif resident_id:
            self._messages.inform(self.tr("原来的当事人已经不在登记里，写过的内容都在；请把当事人补上"))
        case = MediationCase(received=date.today(), mediator=self._store.actor, parties=parties)
        self._show(case, begun_from({"resident": resident_id}))

    def show_case(self, case_id: int) -> None:
        """Shows a case that was accepted.

        Raises:
            RecordGone: it is no longer there.
        """
        self._show(self._store.get(MediationCase, case_id))

    def save(self) -> bool:
        """Accepts a new case or saves what was changed; whether it did. Shows what is wrong at its field."""
        typed = self.form.check()
        if not isinstance(typed, MediationCase):
            return False
        is_new = not typed.id
        try:
            save = (
                (lambda _move: accept_case(self._store, typed)) if is_new else partial(change_case, self._store, typed)
            )
            case = numbered(self._store, self._messages, save)
        except AppError as error:
            self._messages.show_error(error)
            return False
        self._take(case)
        told = self.tr("已受理：{0}，{1} 前办结").format(case.number, case.due) if is_new else self.tr("已保存")
        if is_new and (doubt := term_words(self._store, case)):
            told = f"{told}（{doubt}）"
        self._messages.inform(told)
        return True

    def _take(self, case: MediationCase) -> None:
        self.form.drop_draft()
        self._show(case, saved=True)
        self.saved.emit(case.TABLE, case.id)

    def _on_renewal_requested(self) -> None:
        """A new number in place of the void one; what is typed is saved before."""
        if self.form.is_changed() and not self.save():
            return
        try:
            case = renew_number(self._store, self._case, date.today())
        except AppError as error:
            self._messages.show_error(error)
            return
        self._take(case)
        self._messages.inform(self.tr("已取新号：{0}").format(case.number))

    def keep_draft(self) -> None:
        """Keeps what is typed; called when another page is shown."""
        if self._form:
            self._form.keep_draft()

    def _show(self, case: MediationCase, begun: str = "", *, saved: bool = False) -> None:
        self._case = case
        self._replace_form(case)
        if saved:
            self.form.show_saved(case)
        else:
            self.form.show_record(case, begun)
        self._head.set_title(case.number or self.tr("受理纠纷"))
        stage = columns_of(MediationCase)["stage"].show(case.stage)
        self._head.set_remark(self.tr("{0} · 期限 {1}").format(stage, case.due) if case.id else "")
        self._save.setText(self.tr("保存") if case.id else self.tr("受理并取号"))
        for action in (self._print, self._rights):
            action.setVisible(bool(case.id))
        self.number_fault.show_record(self._store, case)
        self._show_earlier()
        self.form.focus_first()

    def _replace_form(self, case: MediationCase) -> None:
        if self._form:
            self._place.inside.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        leave_out = ("number",) if case.id else LATER_FIELDS
        self._form = RecordForm(MediationCase, self._lookup, self._store.drafts, leave_out)
        self._form.part_picked.connect(self._on_part_picked)
        self._place.inside.addWidget(self._form)
        self._form.show()

    def _on_part_picked(self, field: str, number: int, inner: str, resident_id: int) -> None:
        """A resident was chosen in a row: the row takes name, sex, age, phone and address from the registry."""
        rows = self.form.editors[field]
        if inner != "resident" or not resident_id or not isinstance(rows, RowsEditor):
            return
        row = rows.rows[number]
        resident = self._store.find(Resident, resident_id)
        if resident is None:
            return
        party = party_from(self._store, resident, SIDES[0], date.today())
        for name in attrs.fields_dict(Party):
            if name in row.editors and name not in ("resident", "side", "consent"):
                row.editors[name].set_value(getattr(party, name))
                row.editors[name].set_veiled(True)
        self.form.keep_draft()
        self._show_earlier()

    def _show_earlier(self) -> None:
        while item := self._earlier_lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        rows = self.form.editors["parties"]
        ids = [row.editors["resident"].typed() for row in rows.rows] if isinstance(rows, RowsEditor) else []
        residents = [int(i["id"]) for i in ids if isinstance(i, dict) and i.get("id")]
        found = earlier_cases(self._store, residents, but=self._case.id)
        if not found:
            self._earlier_lines.addWidget(label(self.tr("没有查到"), "quiet"))
        for case in found[:EARLIER_SHOWN]:
            link = button(case.title_text, "link", case.number)
            link.clicked.connect(lambda _c=False, i=case.id: self.open_requested.emit("mediation_case", i))
            self._earlier_lines.addWidget(link)
            stage = columns_of(MediationCase)["stage"].show(case.stage)
            self._earlier_lines.addWidget(label(f"{case.received} · {stage}", "quiet", "small"))

    def _on_print_clicked(self) -> None:
        self._print_saved(self.print_requested)

    def _print_saved(self, signal: object) -> None:
        """Asks for a paper of an accepted case, of what is typed: what was changed is saved first."""
        if self._case.id and (self.form.check() == self._case or self.save()):
            signal.emit(self._case.id)  # type: ignore[attr-defined]
