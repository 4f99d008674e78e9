"""居民卡: who stands at the desk, whom they live with, what is open for them."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.records.base import Record, columns_of, fields_of
from db.records.mediation import MediationCase
from db.records.meeting import Meeting
from db.records.resident import Resident
from db.records.visit import Visit
from db.services.resident_card import HouseMate, ResidentCard, eldest_first, resident_card
from db.store import Store
from gui.keys import keep_focus
from gui.models.display import listed_text
from gui.theme import px
from gui.widgets.parts import Card, PageHeader, badge, button, label, scrolled
from gui.words import tr

FACTS = ("id_number", "phone", "other_phone", "ethnicity", "politics", "population", "registered_at", "note")


class PersonPage(QWidget):
    """The card of one resident.

    Signals:
        back_requested: the clerk wants back to the list.
        open_requested: table and id of a record to open.
        edit_requested: the id of the resident to edit.
        case_requested: the id of the resident for whom a case is to be accepted.
        sheet_requested: the id of the resident whose sheet is to be printed.
        relative_requested: the id of the resident of whose family somebody is to be registered.
    """

    back_requested = Signal()
    open_requested = Signal(str, object)
    edit_requested = Signal(object)
    case_requested = Signal(object)
    sheet_requested = Signal(object)
    relative_requested = Signal(object)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._id = 0
        self._blank = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(px(28), px(12), px(28), px(22))
        self._layout.setSpacing(px(16))
        self._content: QWidget | None = None

    def show_resident(self, resident_id: int) -> None:
        """Shows a resident.

        Raises:
            RecordGone: the resident is no longer there.
        """
        card = resident_card(self._store, resident_id)
        self._id = resident_id
        if self._content:
            self._layout.removeWidget(self._content)
            self._content.deleteLater()
        self._content = self._make(card)
        self._layout.addWidget(self._content)
        keep_focus(self)

    def refresh(self) -> None:
        """Reads the same resident again."""
        if self._id:
            self.show_resident(self._id)

    def set_blank(self, blank: bool) -> None:
        """Blanks numbers and phones while somebody looks on."""
        self._blank = blank
        self.refresh()

    def _make(self, card: ResidentCard) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(16))
        layout.addWidget(self._make_head(card))
        columns = QHBoxLayout()
        columns.setSpacing(px(14))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(px(14))
        left.addWidget(self._make_facts(card))
        left.addWidget(self._make_household(card), 1)
        right.addWidget(self._make_matters(card), 1)
        columns.addLayout(left, 5)
        columns.addLayout(right, 6)
        layout.addLayout(columns, 1)
        return content

    def _make_head(self, card: ResidentCard) -> PageHeader:
        resident = card.resident
        head = PageHeader(resident.name, with_back=True)
        head.back_requested.connect(self.back_requested)
        age = resident.age(date.today())
        sex = fields_of(Resident)["sex"].show(resident.sex)
        about = " · ".join(filter(None, (sex, self.tr("{0} 岁").format(age) if age is not None else "", card.address)))
        head.set_remark(about)
        if resident.doubt:
            head.add_action(_doubt_badge(self.tr("待核实"), resident.doubt))
        if resident.state != "1":
            head.add_action(badge(fields_of(Resident)["state"].show(resident.state), "plain"))
        for text, kind, signal in (
            (self.tr("打印登记表"), "", self.sheet_requested),
            (self.tr("修改"), "", self.edit_requested),
            (self.tr("受理纠纷"), "primary", self.case_requested),
        ):
            made = button(text, kind)
            made.clicked.connect(lambda _checked=False, signal=signal: signal.emit(self._id))
            head.add_action(made)
        return head

    def _make_facts(self, card: ResidentCard) -> Card:
        frame = Card(self.tr("登记信息"))
        layout = frame.inside
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(18))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        fields = columns_of(Resident)
        shown = [(fields[n].label, self._shown(card.resident, n)) for n in FACTS]
        care = "、".join(fields_of(type(tag))["kind"].show(tag.kind) for tag in card.resident.care)
        shown += [(self.tr("关爱类别"), "" if self._blank else care), (self.tr("待核实"), card.resident.doubt)]
        for row, (name, text) in enumerate(pair for pair in shown if pair[1]):
            grid.addWidget(label(name, "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, wrap=True), row, 1)
        layout.addLayout(grid)
        return frame

    def _make_household(self, card: ResidentCard) -> Card:
        frame = Card(self.tr("同户 {0} 人").format(len(card.mates)) if card.mates else self.tr("住户"))
        layout = frame.inside
        if not card.mates:
            layout.addWidget(label(self.tr("还没有编入一户；修改登记、填上现住房屋后自动入户"), "quiet", wrap=True))
        for mate in eldest_first(card.mates):
            layout.addWidget(self._mate_line(mate, card))
        relative = button(self.tr("＋ 登记家人"), "link", self.tr("住处和户籍地址照着填好"))
        relative.clicked.connect(lambda: self.relative_requested.emit(self._id))
        if card.household:
            link = button(self.tr("打开这一户"), "link")
            household_id = card.household.id
            link.clicked.connect(lambda: self.open_requested.emit("household", household_id))
            layout.addWidget(link)
        if card.resident.house:
            layout.addWidget(relative)
        layout.addStretch(1)
        return frame

    def _mate_line(self, mate: HouseMate, card: ResidentCard) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        members = fields_of(type(card.household.members[0])) if card.household else {}
        relation = members["relation"].show(mate.relation) if members else ""
        role = label(relation or self.tr("成员"), "quiet")
        role.setFixedWidth(px(84))
        age = mate.resident.age(date.today())
        layout.addWidget(role)
        if mate.is_self:
            layout.addWidget(label(mate.resident.name))
        else:
            name = button(mate.resident.name, "link")
            name.clicked.connect(lambda: self.open_requested.emit("resident", mate.resident.id))
            layout.addWidget(name)
        if mark := mate.resident.mark():
            layout.addWidget(badge(mark))
        layout.addStretch(1)
        layout.addWidget(label(self.tr("{0} 岁").format(age) if age is not None else "", "quiet"))
        phone = label(self._shown(mate.resident, "phone"), "quiet")
        phone.setFixedWidth(px(104))
        layout.addWidget(phone)
        return line

    def _make_matters(self, card: ResidentCard) -> Card:
        frame = Card(self.tr("在办和办过的事"))
        layout = frame.inside
        inside = QWidget()
        inside.setObjectName("plain")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, px(6), 0)
        lines.setSpacing(px(10))
        open_cases = card.open_cases
        closed = [c for c in card.cases if not c.is_open()]
        for heading, records in (
            (self.tr("在办纠纷"), open_cases),
            (self.tr("会议"), card.meetings),
            (self.tr("走访"), card.visits),
            (self.tr("已结纠纷"), closed),
        ):
            self._add_matters(lines, heading, records)
        if not (card.cases or card.meetings or card.visits):
            lines.addWidget(label(self.tr("没有在办的事，也没有旧记录"), "quiet"))
        lines.addStretch(1)
        area = scrolled(inside)
        layout.addWidget(area, 1)
        return frame

    def _add_matters(self, lines: QVBoxLayout, heading: str, records: Iterable[Record]) -> None:
        for number, record in enumerate(records):
            if number == 0:
                lines.addWidget(label(heading, "quiet", "small"))
            link = button(_matter_title(record), "link")
            link.clicked.connect(lambda _c=False, r=record: self.open_requested.emit(r.TABLE, r.id))
            lines.addWidget(link)
            lines.addWidget(label(_matter_line(record), "quiet", "small", wrap=True))

    def _shown(self, resident: Resident, name: str) -> str:
        kind = columns_of(Resident)[name]
        return listed_text(kind, getattr(resident, name), "", blank=self._blank)


def _matter_title(record: Record) -> str:
    match record:
        case Visit():
            return f"{record.day or ''} {columns_of(Visit)['result'].show(record.result)}"
        case _:
            return record.title({})


def _matter_line(record: Record) -> str:
    match record:
        case MediationCase():
            stage = columns_of(MediationCase)["stage"].show(record.stage)
            parties = "、".join(p.name for p in record.parties)
            return " · ".join(
                filter(
                    None, (parties, stage, tr("期限 {0}").format(record.due) if record.due and record.is_open() else "")
                )
            )
        case Meeting():
            return " · ".join(filter(None, (columns_of(Meeting)["starts"].show(record.starts), record.hall)))
        case Visit():
            return record.promise or record.finding
        case _:
            return ""


def _doubt_badge(text: str, reason: str) -> QLabel:
    made = badge(text, "warn")
    made.setToolTip(reason)
    return made
