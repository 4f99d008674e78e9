"""登记家人: the next of a family by one key, with what they have in common filled in and their relation to the head offered."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.errors import ValueUnreadable
from db.fields import Code
from db.records.base import fields_of
from db.records.may import Right
from db.records.registry.household import Member
from db.records.registry.resident import Resident
from db.services.answers import UNASKED, Answers, Becomes
from db.services.registry.next_of_family import (
    begun_of,
    family_of,
    has_spouse,
    head_of,
    likely_relations,
)
from db.store.drafts import begun_values
from db.values import masks
from gui.keys import on_key
from gui.pages.record_page import RecordPage
from gui.session import Session
from gui.widgets.dropdown import FIRST
from gui.widgets.editors import CodeEditor
from gui.widgets.form import RecordForm
from gui.widgets.parts import button

NEXT_KEY = "F4"


class RelationEditor(CodeEditor):
    """The relation to a head: what is likely is offered as soon as the keys come here, and Tab or Enter takes it."""

    def __init__(self, kind: Code, likely: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self._likely = likely
        self.line.focused.connect(self._offer_likely)

    def _offer_likely(self) -> None:
        if self._text().strip() or self.line.isReadOnly():
            return
        labels = self._table.labels
        first = [code for code in self._likely() if code in labels]
        rest = [code for code in labels if code not in first and self._is_offered(code)]
        self._dropdown.offer(self._choices([*first, *rest]), FIRST)


class Family(QObject):
    """Lets the page of residents go on with the next of a family."""

    def __init__(self, session: Session, page: RecordPage) -> None:
        super().__init__(page)
        self._session, self._store, self._page = session, session.store, page
        self._form_page = page.form_page
        kind = fields_of(Member)["relation"]
        assert isinstance(kind, Code)
        self.relation = RelationEditor(kind, self._likely, page)
        self.relation.hide()
        self._see: Callable[[bool], None] = lambda _seen: None
        self._form_page.made.connect(self._on_made)
        self._form_page.shown.connect(self._on_shown)
        if session.may(Resident, Right.MAKE):
            self.next = button(page.tr("保存并登记家人"), "", NEXT_KEY)
            self.next.clicked.connect(self.go_on)
            self._form_page.put_doing(self.next)
            on_key(NEXT_KEY, page.form_page, self.go_on)

    def said(self, resident: Resident) -> Answers:
        """Whoever was begun from somebody who lives behind this door joins them, as whom the clerk says."""
        begun = begun_values(self._form_page.begun)
        if resident.id or not begun_of(begun) or begun.get("house") != resident.house:
            return UNASKED
        try:
            relation = str(self.relation.value())
        except ValueUnreadable:
            relation = ""
        return Answers(household=Becomes.JOIN, relation=relation)

    def go_on(self) -> None:
        """Saves what is typed and begins the next of the family; what is worth a look in what was saved is looked at first."""
        page, form = self._form_page, self._form_page.form
        if form is None or not form.isVisible():
            return
        of = begun_of(begun_values(page.begun))
        if form.is_changed() or not page.record.id:
            if not page.save():
                return
            self._of = of
            if form.summary():
                return
        assert isinstance(page.record, Resident)
        self._begin(page.record, self._of)

    _of = 0
    """Of whose family the one was that was saved last."""

    def _begin(self, resident: Resident, of: int) -> None:
        source = self._store.find(Resident, of) if of else None
        self._of = 0
        self._page.open_new(family_of(source or resident))

    def _on_made(self, form: RecordForm) -> None:
        self._see = form.put_behind("name", self.relation)
        self._see(False)

    def _on_shown(self) -> None:
        begun = self._begun()
        is_new = not self._form_page.record.id
        self._see(bool(begun) and is_new)
        if (form := self._form_page.form) is None:
            return
        of = self._store.find(Resident, begun) if begun and is_new else None
        name = masks.in_text(of.name) if of else ""
        form.editors["phone"].show_hint(self.tr("{0}的电话，不一样就改").format(name) if of and of.phone else "")
        head = head_of(self._store, of) if of else None
        self.relation.show_hint(self.tr("户主 {0}").format(masks.in_text(head.name)) if head else "")

    def _begun(self) -> int:
        return begun_of(begun_values(self._form_page.begun))

    def _likely(self) -> Sequence[str]:
        of = self._store.find(Resident, self._begun())
        form = self._form_page.form
        if of is None or form is None:
            return ()
        head = head_of(self._store, of)
        try:
            one = form.record()
        except ValueUnreadable:
            one = Resident()
        assert isinstance(one, Resident)
        return likely_relations(head, one, has_spouse=has_spouse(self._store, head))
