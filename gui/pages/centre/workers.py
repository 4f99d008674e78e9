"""工作人员: who works with the program, what they may do and whether they have a passphrase; made, given, ended here and nowhere else."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.errors import AppError, Problem
from db.fields import Day
from db.records.base import fields_of
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.centre.handover import Handover
from db.records.may import Right
from db.records.power import Power
from db.records.role import Role
from db.services.answers import Posts
from db.services.centre.accounts import PostsEndToo, Sealed, leave, reseal, set_roles
from db.services.centre.clock_right import put_clock_right, ran_ahead
from db.services.centre.handover.in_hand import in_hand
from db.services.centre.who_works import Worker, roles_as_before, workers
from db.store import Store
from db.store.drafts import Draft
from gui.alone import renew_code, tell
from gui.dialogs.given_passphrase import GivenPassphrase
from gui.dialogs.last_day import LastDay
from gui.dialogs.reason import Reason
from gui.dialogs.roles import RolesDialog
from gui.keys import keep_focus, on_key
from gui.messages import Question
from gui.models.worker_table import COL_ENTRY, COL_NAME, COL_OPENED, COL_ROLES, WORKER_ROLE, WorkerTableModel
from gui.pages.entries import HANDOVER
from gui.pages.record_form_page import RecordFormPage
from gui.pages.router import Router
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, PageHeader, button, button_row, label
from gui.widgets.plain_table import plain_table

WIDTHS = {COL_NAME: 130, COL_ENTRY: 120, COL_OPENED: 130}
ROW = 36


class WorkersPage(QWidget):
    """The list of them, and the form of one.

    Signals:
        record_saved: table and id.
    """

    record_saved = Signal(str, object)

    def __init__(self, session: Session, router: Router, lead: QWidget) -> None:
        super().__init__()
        self._session, self._router = session, router
        self.model = WorkerTableModel(self)
        self.view = plain_table(self.model, COL_ROLES, WIDTHS, ROW, gives_way=(COL_OPENED,))
        self.view.setAccessibleName(self.tr("工作人员"))
        self.view.activated.connect(self._on_activated)
        self.view.selectionModel().currentRowChanged.connect(self._show_buttons)
        self.give = self._button(self.tr("给口令…"), self.give_passphrase)
        self.roles = self._button(self.tr("角色…"), self.ask_roles)
        self.leave = self._button(self.tr("离开…"), self.ask_leave)
        self.edit = self._button(self.tr("修改"), self._on_edit_clicked, "quiet", "Enter")
        self.make = self._button(self.tr("新登记"), self.open_new, "primary", "Ctrl+N")
        self.code = self._button(self.tr("换一个恢复码"), self.renew_code)
        self.seal = self._button(self.tr("重新加密"), self.seal_anew)
        self.clock = self._button(self.tr("时钟走快过…"), self.ask_clock)
        self._past, self._about = label("", "quiet", "small", wrap=True), label("", size="large")
        self.form_page = self._make_form()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_list_side(lead))
        self._stack.addWidget(self.form_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        on_key("Escape", self, self.close_record)
        on_key("Ctrl+N", self, self.open_new)

    # What the settings ask.

    def refresh(self) -> None:
        """Reads everybody again; who was marked is marked again."""
        kept = self.current()
        self.model.show_rows(workers(self._session.store))
        self.clock.setVisible(ran_ahead(self._session.store) is not None)
        found = (n for n, one in enumerate(self.model.rows) if kept and one.account.id == kept.account.id)
        self.view.selectRow(next(found, 0))
        self._show_buttons()

    def take_focus(self) -> None:
        """Lets the arrow keys work at once."""
        (self.form_page if self.is_record_open() else self.view).setFocus()

    def is_record_open(self) -> bool:
        """Whether the form of somebody is in front of the list."""
        return self._stack.currentWidget() is self.form_page

    def show_list(self) -> None:
        """Brings the list to the front; what is typed in the form is kept as a draft."""
        self.keep_draft()
        self._stack.setCurrentIndex(0)
        self.refresh()
        self.view.setFocus()

    def leave_what_is_read(self) -> None:
        """Back to the list where nothing is typed in the form."""
        form = self.form_page.form
        if self.is_record_open() and not (form is not None and form.is_changed()):
            self._stack.setCurrentIndex(0)

    def close_record(self) -> None:
        """Back to the list, where the form is in front."""
        if self.is_record_open():
            self.show_list()

    def open_record(self, record_id: int) -> None:
        """Opens somebody's form.

        Raises:
            RecordGone: they are no longer there.
        """
        self._show_form(self._session.store.get(Account, record_id))

    def open_new(self) -> None:
        """Starts a new one, with no title: what stands on papers nobody guesses. The roles are asked as soon as it is saved."""
        self._show_form(Account())

    def open_draft(self, draft: Draft) -> None:
        """Opens what was typed and not saved."""
        self._session.store.drafts.prefer(draft)
        if draft.key:
            self._show_form(self._session.store.get(Account, draft.key))
        else:
            self.open_new()

    def keep_draft(self) -> None:
        """Keeps what is typed."""
        if self.is_record_open():
            self.form_page.keep_draft()

    # What an administrator does.

    def current(self) -> Worker | None:
        """Who is marked."""
        found = self.view.currentIndex().data(WORKER_ROLE)
        return found if isinstance(found, Worker) else None

    def give_passphrase(self) -> GivenPassphrase | None:
        """Gives whoever is marked a passphrase, or another one."""
        if (one := self.current()) is None:
            return None
        dialog = GivenPassphrase(self._session, one.account, self.window(), again=one.entry is not None)

        def done() -> None:
            told = self.tr("{0}有口令了，头一次打开时要先换").format(one.account.name)
            self._session.messages.inform(told)
            self.refresh()

        dialog.accepted.connect(done)
        dialog.finished.connect(lambda _result: keep_focus(self))
        dialog.open()
        return dialog

    def ask_roles(self) -> RolesDialog | None:
        """Asks what whoever is marked may do, from when; that can be taken back."""
        if (one := self.current()) is None:
            return None
        account, store = one.account, self._session.store

        def take(roles: frozenset[Role], since: date) -> None:
            saved = set_roles(store, account, roles, since)
            self._session.messages.inform(
                self.tr("{0}的角色定好了").format(account.name), lambda: self._bring_back(saved, account)
            )
            self._tell(account.id)

        dialog = RolesDialog(
            account.name, account.roles_on(self._session.store.day()), self._session.kinds, take, self.window()
        )
        dialog.finished.connect(lambda _result: keep_focus(self))
        dialog.open()
        return dialog

    def ask_leave(self) -> LastDay | None:
        """Asks for the last day of whoever is marked, and whether posts end with it; then all is sealed anew."""
        if (one := self.current()) is None:
            return None
        account = one.account
        if self._hands_over_first(account):
            self._router.show_page(HANDOVER, str(account.id))
            return None
        question = Question(
            self.tr("{0}到哪一天为止？").format(account.name),
            self.tr("口令从此打不开，角色到那天为止；做过的事仍记在名下。资料随后重新加密，要一会儿。"),
            self.tr("办理离开"),
        )
        kind = fields_of(Account)["left"]
        assert isinstance(kind, Day)

        def go(day: date) -> Problem | None:
            if day > date.today():
                return kind.problem("ahead", self.tr("还没到"), self.tr("请写今天或以前的日期；到那天再来办"))
            self._leave(account, day, Posts.ASK)
            return None

        dialog = LastDay(question, kind, go, self.window())
        dialog.finished.connect(lambda _result: keep_focus(self))
        dialog.open()
        return dialog

    def renew_code(self) -> None:
        """Makes a new recovery code, which is printed at once."""
        renew_code(self._session, self._router)

    def seal_anew(self) -> None:
        """Puts everything under another key: what somebody may have copied of the old one opens nothing that comes now."""
        question = Question(
            self.tr("重新加密？"),
            self.tr("资料全部换一把钥匙，口令不变。怀疑钥匙被人拿走时用；别的窗口要先关掉。"),
            self.tr("重新加密"),
        )
        if self._session.messages.ask(question):
            done: Callable[[Sealed], None] = partial(self._on_sealed, self.tr("已重新加密"))
            self._router.do_alone(self.tr("正在重新加密"), reseal, done)

    def ask_clock(self) -> Reason | None:
        """Asks why the log knows a day that is still to come; then roles go by today again."""
        store = self._session.store
        if (wrong := ran_ahead(store)) is None:
            return None
        told = self.tr(
            "操作日志里最新的一天是 {0}，今天是 {1}。角色的起止照最新的一天算，所以有的已经到期。请先核对电脑的日期，"
            "对了再写明原因（例如电池没电，时钟跑到了那一天），记入操作日志，以后照今天算。"
        ).format(wrong, date.today())

        def do(reason: str) -> AppError | None:
            try:
                put_clock_right(store, reason)
            except AppError as error:
                return error
            self._tell(store.account)
            return None

        dialog = Reason(
            Question(self.tr("时钟走快过，现在的日期是对的？"), told, self.tr("现在的对")), do, self.window()
        )
        dialog.finished.connect(lambda _result: keep_focus(self))
        dialog.open()
        return dialog

    # Inside.

    def _hands_over_first(self, account: Account) -> bool:
        """Whether whoever is to leave still has something in hand, and that is to be handed over before."""
        if Handover.TABLE not in self._session.kinds or not self._session.can(Power.HAND_OVER):
            return False
        if not (found := in_hand(self._session.store, account.id)).lines:
            return False
        told = "，".join(self.tr("{0} {1}").format(group, count) for group, count in found.counts().items())
        question = Question(
            self.tr("{0}手上还有没交的，先交接吗？").format(account.name),
            self.tr("{0}。交给接班的人以后，再回来办离开。").format(told),
            self.tr("先去交接"),
            self.tr("不交接，办离开"),
        )
        return self._session.messages.ask(question)

    def _leave(self, account: Account, day: date, posts: Posts) -> None:
        def refused(error: AppError) -> None:
            if not isinstance(error, PostsEndToo):
                self._session.messages.show_error(error)
                return
            yes, no = error.yes, error.no
            wants = self._session.messages.ask(Question(error.message, error.remedy, yes.words, no.words))
            self._leave(account, day, Posts.END if wants else Posts.KEEP)

        def work(own: Store) -> Sealed:
            return leave(own, own.get(Account, account.id), day, posts)

        done = partial(self._on_sealed, self.tr("{0}已办理离开").format(account.name))
        self._router.do_alone(self.tr("正在办理离开，并重新加密"), work, done, refused)

    def _on_sealed(self, what: str, sealed: Sealed) -> None:
        self.refresh()
        tell(self._session, self._router, what, sealed)

    def _bring_back(self, saved: Account, before: Account) -> None:
        try:
            roles_as_before(self._session.store, saved, before)
        except AppError as error:
            self._session.messages.show_error(error)
        self._tell(saved.id)

    def _tell(self, account: int) -> None:
        """Whoever changed their own roles gets a window of what they may do now."""
        self.refresh()
        self.record_saved.emit(Account.TABLE, account)
        if account == self._session.store.account:
            self._router.build_anew()

    def _on_saved(self, account: int) -> None:
        """The door shows the name of now; a new one is asked for its roles."""
        store, is_new = self._session.store, account not in {one.account.id for one in self.model.rows}
        try:
            store.ring.rename()
        except AppError as error:
            self._session.messages.show_error(error)
        self.record_saved.emit(Account.TABLE, account)
        self.refresh()
        if is_new:
            self._stack.setCurrentIndex(0)
            self.view.selectRow(next(n for n, one in enumerate(self.model.rows) if one.account.id == account))
            self.ask_roles()

    def _show_form(self, record: Account) -> None:
        self.keep_draft()
        self.form_page.show_record(record)
        self._stack.setCurrentWidget(self.form_page)
        self.form_page.focus_first()

    def _show_buttons(self, *_: object) -> None:
        one, practice = self.current(), self._session.is_practice
        works = one is not None and not one.account.left
        self.give.setText(self.tr("重给口令…") if one is not None and one.entry else self.tr("给口令…"))
        for made in (self.give, self.leave):
            made.setVisible(works and not practice)
        self.roles.setVisible(works)
        self.leave.setEnabled(one is not None and one.account.id != self._session.store.account)
        self.edit.setVisible(one is not None)
        self._about.setText(one.account.name if one else "")
        self._past.setText(one.history() if one else "")

    def _on_activated(self, index: QModelIndex) -> None:
        self.open_record(index.data(WORKER_ROLE).account.id)

    def _on_edit_clicked(self) -> None:
        if (one := self.current()) is not None:
            self.open_record(one.account.id)

    def _button(self, text: str, do: Callable[[], object], kind: str = "", tip: str = "") -> QPushButton:
        made = button(text, kind, tip)
        made.clicked.connect(lambda _on=False: do())
        return made

    def _make_form(self) -> RecordFormPage:
        left_out = () if self._session.may(Person, Right.SEE) else ("person",)
        form = RecordFormPage(self._session, Account, self.tr("新登记工作人员"), left_out)
        form.forbid_deleting()  # the audit and the papers name them: who has left stays in the list
        form.saved.connect(self._on_saved)
        form.back_requested.connect(self.show_list)
        return form

    def _make_list_side(self, lead: QWidget) -> QWidget:
        header = PageHeader("", lead=lead)
        for one in (self.edit, self.leave, self.roles, self.give, self.make):
            header.add_action(one)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(header)
        card = Card()
        card.inside.addWidget(self.view, 1)
        for told in (self._about, self._past):
            card.inside.addWidget(told)
        column.addWidget(card, 1)
        keys = Card(self.tr("恢复码和加密"), self.tr("恢复码只在生成时打印一次，请锁进柜子"))
        keys.inside.addLayout(button_row(self.code, self.seal, self.clock, None))
        column.addWidget(keys)
        keys.setHidden(self._session.is_practice)
        return side
