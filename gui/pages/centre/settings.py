"""设置: the centre, what it does, the clerks, the rules, the holidays, the hours, the limits, the stages, the choices, the words of notices, this computer, the backups, the log, and whether the store is whole."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.errors import NotAllowed
from db.records.centre.account import Account
from db.records.centre.centre import TAKEN_OVER, Centre, Rule
from db.records.centre.clock_rule import ClockRule
from db.records.centre.holiday import HolidayYear
from db.records.centre.opening import Opening
from db.records.letters.wording import Wording
from db.records.may import Right
from db.records.power import Power
from db.services.centre.switches import in_use, unused_fields, unused_rules
from db.services.unfinished import WORDING_FORMS
from db.store import none_of
from db.store.drafts import Draft
from gui.pages.centre.backups import BackupsPage
from gui.pages.centre.checking import CheckingPage
from gui.pages.centre.holidays import HolidaysPage
from gui.pages.centre.limits import LimitsPage, OpeningsPage
from gui.pages.centre.log import LogPage
from gui.pages.centre.options import OptionsPage
from gui.pages.centre.stages import StagesPage
from gui.pages.centre.this_computer import ThisComputerPage
from gui.pages.centre.workers import WorkersPage
from gui.pages.centre.works import WorksPage
from gui.pages.entries import SETTINGS
from gui.pages.letters.wordings import WordingsPage
from gui.pages.record_form_page import RecordFormPage
from gui.pages.record_page import PageMaking, RecordPage
from gui.pages.router import Router
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Tabs, label, scrolled

NAMES = (
    "本中心",
    "开展的工作",
    "工作人员",
    "规则",
    "放假安排",
    "办公时间",
    "办理时限",
    "环节",
    "选项",
    "模板",
    "这台电脑",
    "备份",
    "操作日志",
    "核验",
)
HELP = (
    "centre",
    "works",
    "clerks",
    "rules",
    "holidays",
    "openings",
    "limits",
    "stages",
    "options",
    "wordings",
    "computer",
    "backups",
    "log",
    "checking",
)
"""The names of the tabs in what F1 says."""
POWERS: tuple[Power | None, ...] = (
    Power.SETTINGS,
    Power.SETTINGS,
    Power.ACCOUNTS,
    Power.SETTINGS,
    Power.SETTINGS,
    Power.SETTINGS,
    Power.SETTINGS,
    Power.SETTINGS,
    Power.SETTINGS,
    None,
    None,
    Power.BACKUP,
    None,
    Power.VERIFY,
)
"""What whoever is to see a tab needs; the words of papers are for whoever changes these, this computer and one's own deeds are for everybody."""
CENTRE, WORKS, CLERKS, RULES, HOLIDAYS, OPENINGS, LIMITS, STAGES, OPTIONS, WORDINGS = range(10)
COMPUTER, BACKUPS, LOG, CHECKING = range(10, 14)


class SettingsPage(QWidget):
    """Thirteen tabs, their names in a list at the left; each clerk sees those that are for them.

    Attributes:
        tabs: the names.
    """

    def __init__(self, session: Session, router: Router) -> None:
        super().__init__()
        self._session, self._router = session, router
        self.tabs = Tabs(NAMES, upright=True)
        self.tabs.chosen.connect(self.show_tab)
        heads = [label(name, size="title") for name in NAMES]
        left_out = ("practice", *unused_fields(session.store.kinds, session.kinds))
        self.centre = RecordFormPage(session, Centre, "", leave_out=left_out, lead=heads[CENTRE])
        self.centre.saved.connect(lambda i: router.tell_saved(Centre.TABLE, i))
        self.works = WorksPage(session, router, heads[WORKS])
        self.clerks = WorkersPage(session, router, heads[CLERKS])
        self.clerks.record_saved.connect(router.tell_saved)
        self.rules = self._make_rules(heads[RULES])
        self.holidays = HolidaysPage(session, heads[HOLIDAYS])
        self.openings = OpeningsPage(session, heads[OPENINGS])
        self.limits = LimitsPage(session, heads[LIMITS])
        self.stages = StagesPage(session, heads[STAGES])
        self.options = OptionsPage(session, heads[OPTIONS])
        self.wordings = WordingsPage(session, router, heads[WORDINGS])
        self.computer = ThisComputerPage(session, router, heads[COMPUTER])
        self.backups = BackupsPage(session, heads[BACKUPS])
        self.log = LogPage(session, router, heads[LOG])
        self.checking = CheckingPage(session, heads[CHECKING])
        self._pages: tuple[QWidget, ...] = (
            self.centre,
            self.works,
            self.clerks,
            self.rules,
            self.holidays,
            self.openings,
            self.limits,
            self.stages,
            self.options,
            self.wordings,
            self.computer,
            self.backups,
            self.log,
            self.checking,
        )
        self._read_anew = self._reading()
        self._stack = QStackedWidget()
        self._lay_out()
        self.refresh()

    def _reading(self) -> dict[int, Callable[[], None]]:
        """What reads a tab anew when it comes to the front; of the form of the centre and of this computer nothing."""
        return {
            WORKS: self.works.refresh,
            CLERKS: self.clerks.refresh,
            RULES: self.rules.refresh,
            HOLIDAYS: self.holidays.refresh,
            OPENINGS: self.openings.refresh,
            LIMITS: self.limits.refresh,
            STAGES: self.stages.refresh,
            OPTIONS: self.options.refresh,
            WORDINGS: self.wordings.refresh,
            BACKUPS: self.backups.refresh,
            LOG: self.log.refresh,
            CHECKING: self.checking.refresh,
        }

    def _make_rules(self, head: QWidget) -> RecordPage:
        session = self._session
        off = unused_rules(session.store.kinds, session.kinds) | TAKEN_OVER
        making = PageMaking(
            lead=head,
            order=("key", "-since"),
            new=self.tr("新定规则"),
            only=(none_of("key", sorted(off)),),
        )
        return RecordPage(session, Rule, making)

    def _lay_out(self) -> None:
        self.rules.record_saved.connect(self._on_rule_saved)
        for page in self._pages:
            self._stack.addWidget(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._make_side())  # beside the pages: thirteen names have no room over one
        row.addWidget(self._stack, 1)
        self.allowed = [number for number in range(len(NAMES)) if self._refusal(number) is None]
        self.tabs.keep_only(self.allowed)
        self._stack.setCurrentIndex(self.allowed[0])
        self.tabs.choose(self.allowed[0])

    def _make_side(self) -> QVBoxLayout:
        area = scrolled(self.tabs)
        area.setFixedWidth(self.tabs.sizeHint().width() + px(18))
        side = QVBoxLayout()
        side.setContentsMargins(0, px(12), 0, px(22))
        side.addWidget(area)
        return side

    def _on_rule_saved(self) -> None:
        """A rule may say what the centre does, as the ticks do."""
        session = self._session
        if {kind.table for kind in in_use(session.store)} != {kind.table for kind in session.kinds}:
            self._router.build_anew()

    def show_tab_beside(self, step: int) -> None:
        """Brings the next tab to the front, or the one before, and the keys to its name; after the last comes the first."""
        at = self.allowed.index(self.tab()) if self.tab() in self.allowed else 0
        self.show_tab(self.allowed[(at + step) % len(self.allowed)])
        self.tabs.take_focus()

    def show_tab(self, number: int) -> None:
        """Brings a tab to the front, with its list where nothing is typed there; the tab in front shows its list in any case."""
        if number == self.tab():
            self.show_list()
            return
        if (refusal := self._refusal(number)) is not None:
            self._session.messages.inform(refusal.message)
            return
        self.keep_draft()
        self.tabs.choose(number)
        self._stack.setCurrentIndex(number)
        if isinstance(page := self._pages[number], RecordPage | WorkersPage):
            page.leave_what_is_read()
        self.refresh()

    def _refusal(self, number: int) -> NotAllowed | None:
        """Why a tab is not the clerk's; None where it is."""
        store, power = self._session.store, POWERS[number]
        try:
            if number == WORDINGS:
                store.require(store.kinds[Wording.TABLE], Right.CHANGE)
            if power is not None:
                store.require_power(power)
        except NotAllowed as error:
            return error
        return None

    def show_part(self, name: str) -> None:
        """Brings the tab of a name to the front; see `HELP`."""
        self.show_tab(HELP.index(name))

    def show_list(self) -> None:
        """Shows the list of the tab in front; what is typed in its form is kept as a draft."""
        if isinstance(page := self._pages[self.tab()], RecordPage | WorkersPage):
            page.show_list()
        self.refresh()

    def topic(self) -> str:
        """The text of the help about the tab in front."""
        return f"{SETTINGS}.{HELP[self.tab()]}"

    def tab(self) -> int:
        """The number of the tab in front."""
        return self._stack.currentIndex()

    def refresh(self) -> None:
        """Reads the shown tab again."""
        number = self._stack.currentIndex()
        if number == CENTRE:
            self.centre.show_record(self._session.store.centre())
        elif (read := self._read_anew.get(number)) is not None:
            read()

    def take_focus(self) -> None:
        """Takes the keys at the name of the tab in front."""
        self.tabs.take_focus()

    def open_draft(self, draft: Draft) -> None:
        """Opens what was typed and not saved, on the tab that it belongs to."""
        if draft.form.startswith(WORDING_FORMS):
            self.show_tab(WORDINGS)
            self.wordings.open_draft(draft)
            return
        tabs = {
            Centre.TABLE: CENTRE,
            Account.TABLE: CLERKS,
            Rule.TABLE: RULES,
            HolidayYear.TABLE: HOLIDAYS,
            Opening.TABLE: OPENINGS,
            ClockRule.TABLE: LIMITS,
        }
        self._session.store.drafts.prefer(draft)
        self.show_tab(tabs.get(draft.form, CENTRE))
        page = self._pages[self._stack.currentIndex()]
        if open_draft := getattr(page, "open_draft", None):
            open_draft(draft)

    def wait(self) -> None:
        """Ends what reads behind the log; called when the window is closed."""
        self.log.wait()

    def keep_draft(self) -> None:
        """Keeps what is typed."""
        self.centre.keep_draft()
        self.clerks.keep_draft()
        self.rules.keep_draft()
        self.holidays.keep_draft()
        self.openings.keep_draft()
        self.limits.keep_draft()
        self.wordings.keep_draft()
