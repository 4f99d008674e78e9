"""The page of any record type: the list, and one record in its place."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from attrs import Factory, field, frozen
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.records.base import Record
from db.records.kind import View
from db.records.may import Right
from db.records.power import Power
from db.services.again import AGAIN, begun_with, can_be_repeated
from db.services.listed_rows import Rows
from db.store import Where
from db.store.drafts import Draft, begun_from, begun_values
from gui.exporting import Exporter
from gui.keys import on_key
from gui.models.record_source import StoreSource
from gui.pages.list_prints import ListPrints, more_menu
from gui.pages.past import offer_past
from gui.pages.record_form_page import AGAIN_KEY, PaperChoice, RecordFormPage
from gui.session import Session
from gui.theme import px
from gui.widgets.list_bar import LIST_KEYS
from gui.widgets.parts import PageHeader, button
from gui.widgets.print_menu import Ids, Printable
from gui.widgets.record_list import FILTER_KEY, RecordList


@frozen
class PageMaking:
    """How the page of a record type differs from the plain one.

    Attributes:
        title: over the list; "" for the record's label.
        new: what the button that makes a new one says.
        empty: what to do when there is none.
        order: of the list, before the clerk chooses.
        lead: stands in place of the title, such as tabs.
        views: named parts of the list.
        shapes: ways to print one record besides its plain sheet.
        many: what can be done with those that are picked or listed; None for nothing.
        only: conditions that all records listed meet.
        usual: what a new record has before anything is typed, such as today's date.
        papers: what can be printed of the records listed, by their ids; None for nothing.
        bring: begins an import of such records; None where tables of them are not taken in.
    """

    title: str = ""
    new: str = ""
    empty: str = ""
    order: tuple[str, ...] = ("-id",)
    lead: QWidget | None = None
    views: tuple[View, ...] = ()
    shapes: tuple[PaperChoice, ...] = ()
    papers: Callable[[Ids], Sequence[Printable]] | None = None
    bring: Callable[[], None] | None = None
    many: "Callable[[RecordPage], Sequence[Printable]] | None" = None
    only: tuple[Where, ...] = ()
    usual: Callable[[], Mapping[str, object]] = field(default=dict)


@frozen
class Detail:
    """A page of its own for one record, in place of the form.

    Attributes:
        page: the widget.
        show: shows the record with an id.
        new: starts a new one; None when the form does that.
        leave: called when the clerk leaves it.
        focus: takes the keys; the page itself does where none of its fields asks for them.
        step_back: goes one step back inside the page, such as from its form to what was read; whether there was one.
        refresh: reads the same record again, where nothing is typed.
    """

    page: QWidget
    show: Callable[[int], None]
    new: Callable[[Mapping[str, object]], None] | None = None
    leave: Callable[[], None] = field(default=lambda: None)
    focus: Callable[[], None] = field(default=Factory(lambda self: self.page.setFocus, takes_self=True))
    step_back: Callable[[], bool] = field(default=lambda: False)
    refresh: Callable[[], None] = field(default=lambda: None)


@frozen
class PagePlace:
    """What was in front of a page.

    Attributes:
        opened: the id of the record; 0 for the list.
        way_back: where closing that record would have led.
    """

    opened: int = 0
    way_back: Callable[[], None] | None = None


class RecordPage(QWidget):
    """List, form and detail of one record type.

    Signals:
        record_saved: table and id.
        print_requested: table and id of the record whose plain sheet is wanted.
        job_requested: the job of a paper of the list, or of the photos of a record.
    """

    record_saved = Signal(str, object)
    print_requested = Signal(str, object)
    job_requested = Signal(object)

    def __init__(self, session: Session, kind: type[Record], making: PageMaking | None = None) -> None:
        super().__init__()
        making = making or PageMaking()
        self.kind = kind
        self._session = session
        self._new_label = making.new or self.tr("新建{label}").format(label=kind.LABEL)
        self._usual, self._opened = making.usual, 0
        self._way_back: Callable[[], None] | None = None
        self._detail: Detail | None = None
        source, label = StoreSource(session.store, kind, making.order, making.only), self._new_label
        self.list = RecordList(session, source, label, making.empty, making.views)
        self.narrowing, self.narrow_as = self.list.narrowing, self.list.narrow_as
        self.list.opened.connect(self._on_list_opened)
        self.list.new_requested.connect(self._on_new_clicked)
        self.form_page = RecordFormPage(session, kind, self._new_label)
        self.form_page.set_papers(making.shapes)
        self.form_page.saved.connect(self.tell_saved)
        self.form_page.again_requested.connect(self.open_again)
        self._makes = session.may(kind, Right.MAKE)
        if self._makes and can_be_repeated(session.store.kinds[kind.TABLE]):
            self.form_page.offer_again()
            on_key(AGAIN_KEY, self, self._on_again_pressed)
        self.form_page.deleted.connect(self._on_record_deleted)
        self.form_page.back_requested.connect(self.close_record)
        self.form_page.print_requested.connect(self.print_requested)
        self.form_page.job_requested.connect(self.job_requested)
        self._list_side = self._make_list_side(making)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list_side)
        self._stack.addWidget(self.form_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        on_key("Escape", self, self.close_record)
        offer_past(session, self)
        on_key("Ctrl+N", self, self._on_new_clicked if self._makes else lambda: None)

    # What the window asks.

    def set_detail(self, detail: Detail) -> None:
        """Opens records on a page of their own from now on."""
        self._detail = detail
        self._stack.addWidget(detail.page)

    def open_record(self, record_id: int) -> None:
        """Opens a record.

        Raises:
            RecordGone: it is no longer there.
        """
        if self._detail is None:
            self.edit_record(record_id)
            return
        self._leave()
        self._detail.show(record_id)
        self._opened = record_id
        self._stack.setCurrentWidget(self._detail.page)
        self.take_focus()

    def edit_record(self, record_id: int) -> None:
        """Opens a record in the form.

        Raises:
            RecordGone: it is no longer there.
        """
        self._show_form(self._session.store.get(self.kind, record_id))

    def open_new(self, values: Mapping[str, object] | None = None) -> None:
        """Starts a new record, with a few values to begin with; refused to who makes none."""
        self._session.store.require(self._session.store.kinds[self.kind.TABLE], Right.MAKE)
        if self._detail is not None and self._detail.new is not None:
            self._leave()
            self._detail.new(values or {})
            self._opened = 0
            self._stack.setCurrentWidget(self._detail.page)
            self.take_focus()
        else:
            store, begun = self._session.store, values or {}
            fresh = self.kind(**begun_with(store, store.kinds[self.kind.TABLE], begun, self._usual()))
            self._show_form(fresh, begun_from(begun))
            if self.form_page.form is not None:
                self.form_page.form.propose(self._usual())

    def open_again(self, record_id: int) -> None:
        """Starts a new record that takes over what is not of this one alone."""
        self.open_new({AGAIN: record_id})
        self._session.messages.inform(self.tr("照原来的填好了，编号、日期、证件号码栏没有带来，文字照抄；请核对"))

    def place(self) -> PagePlace:
        """What is in front, to come back to."""
        return PagePlace(self._opened if self.is_record_open() else 0, self._way_back)

    def return_to(self, place: PagePlace) -> None:
        """Shows again what was in front; the list where that is gone meanwhile."""
        self._way_back = None
        if not place.opened or not self._session.store.find(self.kind, place.opened):
            self.show_list()
            return
        if not self.is_record_open() or self._opened != place.opened:
            self.open_record(place.opened)
        self._way_back = place.way_back
        self.take_focus()

    def came_from(self, back: Callable[[], None]) -> None:
        """Leads back there, and not to the list, when the record that is open is closed."""
        self._way_back = back

    def open_draft(self, draft: Draft) -> None:
        """Opens what was typed and not saved.

        Raises:
            RecordGone: the record that it belongs to is no longer there.
        """
        self._leave()
        self._session.store.drafts.prefer(draft)
        if not draft.key:
            self.open_new(begun_values(draft.begun))
        elif self._detail is not None and self._detail.new is not None:
            self.open_record(draft.key)
        else:
            self.edit_record(draft.key)

    def close_record(self) -> None:
        """Back to the list, or from the form to the record's own page; what is typed stays as a draft."""
        if not self.is_record_open():
            self.list.view.unpick()
            return
        if self._is_detail_shown() and self._detail and self._detail.step_back():
            return
        self._leave()
        record = self.form_page.record
        if self._stack.currentWidget() is self.form_page and self._detail and record.id and not self._detail.new:
            back, self._way_back = self._way_back, None
            self.open_record(record.id)
            self._way_back = back
            return
        back, self._way_back = self._way_back, None
        if back is not None:
            self._stack.setCurrentWidget(self._list_side)
            self.list.refresh()
            back()
        else:
            self.show_list()

    def show_list(self, view: str = "") -> None:
        """Brings the list to the front, or one of its named parts."""
        self._leave()
        self._way_back = None
        if view:
            self.list.show_view(view)
        self._stack.setCurrentWidget(self._list_side)
        self.list.refresh()
        self.take_focus()

    def leave_what_is_read(self) -> None:
        """Back to the list where nothing is typed in the record that is open; the keys stay where they are."""
        form = self.form_page.form
        if self.is_record_open() and not (form is not None and form.is_changed()):
            self._leave()
            self._way_back = None
            self._stack.setCurrentWidget(self._list_side)

    def show_rows(self, rows: Rows) -> None:
        """Brings the list to the front, with the rows of a figure, or of a pasted list, alone."""
        self.show_list()
        self.list.show_rows(rows)
        self.take_focus()

    def take_focus(self) -> None:
        """Lets the arrow keys work at once."""
        if not self.is_record_open():
            self.list.take_focus()
        elif self._stack.currentWidget() is self.form_page:
            self.form_page.focus_first()
        elif self._detail is not None:
            self._detail.focus()

    def is_record_open(self) -> bool:
        """Whether a record is in front of the list."""
        return self._stack.currentWidget() is not self._list_side

    def tell_saved(self, record_id: int) -> None:
        """Shows a record in the list as it was just saved, and tells the window."""
        if self._is_detail_shown() and not self._opened:
            self._opened = record_id
        self.list.refresh()
        self.list.view.mark(record_id)
        self.record_saved.emit(self.kind.TABLE, record_id)

    def refresh(self) -> None:
        """Reads the list again; a record that is open and gone meanwhile gives way to it."""
        if self.is_record_open() and self._opened and not self._session.store.find(self.kind, self._opened):
            self.show_list()
            return
        self.list.refresh()
        if self._detail is not None and self._is_detail_shown():
            self._detail.refresh()

    def put_over_list(self, line: QWidget) -> None:
        """Puts a line between the head and the list."""
        column = self._list_side.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, line)

    def record_changed(self, record: Record) -> None:
        """Shows a record that changed without the page's doing; what is typed stays."""
        if type(record) is not self.kind:
            return
        self.list.refresh()
        if self._detail is not None and hasattr(self._detail.page, "record_changed"):
            self._detail.page.record_changed(record)  # type: ignore[attr-defined]

    def wait(self) -> None:
        """Ends what reads behind the list; called when the window is closed."""
        self.list.wait()

    def keep_draft(self) -> None:
        """Keeps what is typed; called when another page is shown."""
        self._leave()

    # Inside.

    def _make_list_side(self, making: PageMaking) -> QWidget:
        header = self.header = PageHeader(making.title or self.kind.LABEL, lead=making.lead)
        if making.bring and self._makes and self._session.can(Power.IMPORT):
            bring = button(self.tr("导入…"), "quiet")
            bring.clicked.connect(making.bring)
            header.add_action(bring)
        self.exporter = Exporter(self._session, self.kind, self, self.list)
        if self._session.may(self.kind, Right.EXPORT):
            export = button(self.tr("导出…"), "quiet")
            export.clicked.connect(self.exporter.ask)
            header.add_action(export)
        self.prints = ListPrints(self._session, self._session.store.kinds[self.kind.TABLE], self.list, making.papers)
        self.prints.ready.connect(self.job_requested)
        header.add_action(self.prints.menu)
        if (many := making.many) is not None:
            header.add_action(more_menu(self._session, self.list, lambda: many(self)))
        if self._makes:
            make = button(self._new_label, "primary", "Ctrl+N")
            make.clicked.connect(self._on_new_clicked)
            header.add_action(make)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(10))
        column.addWidget(header)
        column.addWidget(self.list, 1)
        on_key("Ctrl+F", side, self.list.focus_words)
        on_key(FILTER_KEY, side, self.list.ask_filter)
        on_key("Ctrl+P", side, self.prints.menu.open)
        for number in range(1, LIST_KEYS + 1):
            on_key(f"Alt+{number}", side, partial(self.list.lists.press, number - 1))
        return side

    def _show_form(self, record: Record, begun: str = "") -> None:
        self._leave()
        self.form_page.show_record(record, begun)
        self._opened = record.id
        self._stack.setCurrentWidget(self.form_page)
        self.form_page.focus_first()

    def _is_detail_shown(self) -> bool:
        return self._detail is not None and self._stack.currentWidget() is self._detail.page

    def _leave(self) -> None:
        if self._stack.currentWidget() is self.form_page:
            self.form_page.keep_draft()
        elif self._detail is not None and self._stack.currentWidget() is self._detail.page:
            self._detail.leave()

    def _on_again_pressed(self) -> None:
        if self.is_record_open() and self._opened:
            self.open_again(self._opened)

    def _on_record_deleted(self, record_id: int) -> None:
        if self._stack.currentWidget() is self.form_page:
            self.show_list()
        self.tell_saved(record_id)

    def _on_list_opened(self, record_id: int) -> None:
        self._way_back = None
        self.open_record(record_id)

    def _on_new_clicked(self) -> None:
        self._way_back = None
        self.open_new()
