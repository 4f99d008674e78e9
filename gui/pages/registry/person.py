"""居民卡: who stands at the desk, whom they live with, what is open for them."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.records.base import as_of, fields_of
from db.records.may import Right
from db.records.registry.place import House
from db.records.registry.resident import DIED, ENDED, Resident
from db.records.registry.resident_parts import CareTag, Telephone
from db.records.visits.visit import Visit
from db.services.duties.consent_held import withdrew
from db.services.note_output import note_seen
from db.services.registry.over_time import over_time
from db.services.registry.resident_card import (
    HouseMate,
    Matter,
    Matters,
    ResidentCard,
    Standing,
    eldest_first,
    resident_card,
)
from db.services.visits.visit_many import take_back
from db.values import masks
from gui.keys import keep_focus, on_key
from gui.later import soon
from gui.pages.registry.life_opening import LIFE_KEY, may_happen
from gui.pages.registry.next_doors import DOORS_KEY, ask_neighbour
from gui.pages.registry.over_time import OverTimeCard
from gui.pages.registry.phone_call import PHONE_KEY, PhoneCall
from gui.session import Session
from gui.theme import px
from gui.widgets.long_link import LongLink
from gui.widgets.parts import Card, PageHeader, badge, button, label, scrolled

FACTS = ("id_number", "phone", "telephones", "ethnicity", "politics", "population", "registered_at", "note")


class PersonPage(QWidget):
    """The card of one resident.

    Signals:
        back_requested: the clerk wants back to the list.
        open_requested: table and id of a record to open.
        edit_requested: the id of the resident to edit.
        begin_requested: the table of which a new record is to be begun for the resident, and the resident's id.
        sheet_requested: the id of the resident whose sheet is to be printed.
        relative_requested: the id of the resident of whose family somebody is to be registered.
        noted: a call that was written down, as saved.
        life_requested: the id of the resident to whom something happened.
    """

    back_requested = Signal()
    open_requested = Signal(str, object)
    edit_requested = Signal(object)
    begin_requested = Signal(str, object)
    sheet_requested = Signal(object)
    relative_requested = Signal(object)
    noted = Signal(object)
    life_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._store = session, session.store
        begun = (kind for kind in session.seen if kind.on_card and kind.on_card.begins)
        self._begun = [kind for kind in begun if session.may(kind.record, Right.MAKE)]
        self._id = 0
        self._whole = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(px(28), px(12), px(28), px(22))
        self._layout.setSpacing(px(16))
        self._content: QWidget | None = None
        on_key("Ctrl+P", self, lambda: self.sheet_requested.emit(self._id))
        on_key(PHONE_KEY, self, self.call)
        on_key(DOORS_KEY, self, self.ask_neighbour)
        on_key(LIFE_KEY, self, self._ask_life)

    def show_resident(self, resident_id: int) -> None:
        """Shows a resident.

        Raises:
            RecordGone: the resident is no longer there.
        """
        card = resident_card(self._store, resident_id)
        self._whole = self._whole and resident_id == self._id
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

    def reveal(self) -> None:
        """Shows everything whole, and tells the log that it was seen."""
        resident = self._store.find(Resident, self._id)
        if resident is None or self._whole:
            return
        kinds = fields_of(Resident)
        names = [name for name in (*FACTS, "care", "doubt") if self._shown(resident, name) != whole(resident, name)]
        if names:
            note_seen(self._store, Resident.TABLE, self._id, [kinds[name].label for name in names])
            self._whole = True
            self.refresh()

    def call(self) -> None:
        """Shows the telephone numbers whole, and takes a word about the call."""
        resident = self._store.find(Resident, self._id)
        if resident is None:
            return
        dialog = PhoneCall(self._session, resident, self.window())
        if not dialog.numbers:
            self._session.messages.inform(self.tr("没有登记电话；点“修改”可以填上"))
            return
        dialog.taken.connect(self._on_noted)
        dialog.show_numbers()

    def _on_noted(self, call: Visit) -> None:
        """Tells of a call at once; it can be undone."""

        def back() -> None:
            take_back(self._store, [call])
            self.refresh()

        self.refresh()
        self.noted.emit(call)
        self._session.messages.inform(self.tr("记下了这次电话"), back)

    def ask_neighbour(self) -> None:
        """Offers the doors above, below and beside."""
        resident = self._store.find(Resident, self._id)
        if resident is not None:
            ask_neighbour(self._session, self, resident.house, self.open_requested.emit)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was asked for is masked again when the clerk goes on."""
        super().hideEvent(event)
        if self._whole and not event.spontaneous():
            self._whole = False
            soon(self, self.refresh)

    def _ask_life(self) -> None:
        if self._id and may_happen(self._session):
            self.life_requested.emit(self._id)

    def _make(self, card: ResidentCard) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(16))
        layout.addWidget(self._make_head(card))
        columns = QHBoxLayout()
        columns.setSpacing(px(14))
        about = QWidget()
        about.setObjectName("plain")
        left, right = QVBoxLayout(about), QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        for column in (left, right):
            column.setSpacing(px(14))
        left.addWidget(self._make_facts(card))
        left.addWidget(self._make_household(card), 1)
        left.addWidget(self._make_over_time(card))
        right.addWidget(self._make_matters(card), 1)
        columns.addWidget(scrolled(about, whole=True), 5)
        columns.addLayout(right, 6)
        layout.addLayout(columns, 1)
        return content

    def _make_head(self, card: ResidentCard) -> PageHeader:
        resident = card.resident
        head = PageHeader(masks.in_text(resident.name), with_back=True)
        head.back_requested.connect(self.back_requested)
        age = resident.age(date.today()) if resident.state != DIED else None
        sex = fields_of(Resident)["sex"].show(resident.sex)
        about = " · ".join(filter(None, (sex, self.tr("{0} 岁").format(age) if age is not None else "", card.address)))
        head.set_remark(about)
        if resident.doubt:
            head.add_action(_doubt_badge(self.tr("待核实"), self._shown(resident, "doubt")))
        if withdrawn := withdrew(self._store, [resident.id]).get(resident.id):
            head.add_action(_doubt_badge(self.tr("撤回了同意"), "、".join(withdrawn)))
        if resident.state != "1":
            head.add_action(badge(fields_of(Resident)["state"].show(resident.state), "plain"))
        whole_button = button(self.tr("看完整"), "quiet", self.tr("证件号码、电话等看完整（F9），记入操作记录"))
        whole_button.clicked.connect(self.reveal)
        head.add_action(whole_button)
        for text, tip, slot in (
            (self.tr("电话"), self.tr("号码看完整，记一笔来电、去电（F4）"), self.call),
            (self.tr("邻居"), self.tr("楼上、楼下、同层的（Ctrl+L）"), self.ask_neighbour),
        ):
            made = button(text, tip=tip)
            made.clicked.connect(slot)
            head.add_action(made)
        if may_happen(self._session):
            life = button(self.tr("变动…"), tip=self.tr("搬家、迁出、出生、死亡、结婚、分户、并户、回来（Ctrl+E）"))
            life.clicked.connect(self._ask_life)
            head.add_action(life)
        doing = [(self.tr("打印登记表"), "Ctrl+P", self.sheet_requested)]
        if self._session.may(Resident, Right.CHANGE):
            doing.append((self.tr("修改"), "", self.edit_requested))
        for text, key, signal in doing:
            made = button(text, "", key)
            made.clicked.connect(lambda _checked=False, signal=signal: signal.emit(self._id))
            head.add_action(made)
        for kind in self._begun:
            made = button(kind.new, "primary" if kind is self._begun[-1] else "")
            made.clicked.connect(lambda _checked=False, t=kind.table: self.begin_requested.emit(t, self._id))
            head.add_action(made)
        return head

    def _make_facts(self, card: ResidentCard) -> Card:
        frame = Card(self.tr("登记信息"))
        layout = frame.inside
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(18))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        fields = fields_of(Resident)
        shown = [(fields[n].label, self._shown(card.resident, n)) for n in (*FACTS, "care", "doubt")]
        for row, (name, text) in enumerate(pair for pair in shown if pair[1]):
            grid.addWidget(label(name, "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, wrap=True), row, 1)
        layout.addLayout(grid)
        return frame

    def _homeless(self, resident: Resident) -> str:
        """Why somebody is in no household, and what to do about it."""
        if resident.state == DIED:
            return self.tr("登记的是死亡，户里的位置到那一天为止")
        if resident.state in ENDED:
            return self.tr("登记的是{0}，户里的位置到那一天为止；回来了的，在“变动…”里办“回来”").format(resident.mark())
        return self.tr("还没有编入一户；修改登记、填上现住房屋后自动入户")

    def _make_household(self, card: ResidentCard) -> Card:
        frame = Card(self.tr("同户 {0} 人").format(len(card.mates)) if card.mates else self.tr("住户"))
        layout = frame.inside
        if not card.mates:
            layout.addWidget(label(self._homeless(card.resident), "quiet", wrap=True))
        for mate in eldest_first(card.mates):
            layout.addWidget(self._mate_line(mate, card))
        relative = button(self.tr("＋ 登记家人"), "link", self.tr("住处和户籍地址照着填好"))
        relative.clicked.connect(lambda: self.relative_requested.emit(self._id))
        layout.addLayout(self._make_doors(card))
        if card.resident.house and card.resident.state != DIED and self._session.may(Resident, Right.MAKE):
            layout.addWidget(relative)
        layout.addStretch(1)
        return frame

    def _make_doors(self, card: ResidentCard) -> QHBoxLayout:
        """The household, the booklet and the door, each to open where it is there and may be seen."""
        row = QHBoxLayout()
        row.setSpacing(px(14))
        number = card.booklet.number if card.booklet else ""
        told = (
            (card.household, self.tr("打开这一户")),
            (card.booklet, self.tr("户籍户 {0}").format(number).strip()),
            (self._store.find(House, card.resident.house) if card.resident.house else None, self.tr("打开房屋")),
        )
        for record, text in told:
            if record is not None and record.TABLE in self._session.seen:
                link = button(text, "link")
                link.clicked.connect(lambda _on=False, one=record: self.open_requested.emit(one.TABLE, one.id))
                row.addWidget(link)
        row.addStretch(1)
        return row

    def _make_over_time(self, card: ResidentCard) -> OverTimeCard:
        """Where they lived, with whom, in which booklet; why they were looked after only where everything is shown."""
        made = OverTimeCard(self._session, Resident)
        turns = over_time(self._store, card.resident)
        made.show_turns([one for one in turns if self._whole or one.what != CareTag.LABEL])
        if not made.turns:  # to show what has no parent yet would open a window, and take the keys from this one
            made.hide()
        made.open_requested.connect(self.open_requested)
        return made

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
            name = button(masks.in_text(mate.resident.name), "link")
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
        if card.promise:
            lines.addWidget(label(self.tr("上次答应的"), "quiet", "small"))
            self._add_matter(lines, card.promise)
        for matters in card.matters:
            self._add_matters(lines, matters)
        if not card.matters:
            lines.addWidget(label(self.tr("没有在办的事，也没有旧记录"), "quiet"))
        lines.addStretch(1)
        area = scrolled(inside, whole=True)
        layout.addWidget(area, 1)
        return frame

    def _add_matters(self, lines: QVBoxLayout, matters: Matters) -> None:
        heading = {Standing.OPEN: self.tr("在办的{0}"), Standing.ENDED: self.tr("办过的{0}")}.get(
            matters.standing, "{0}"
        )
        lines.addWidget(label(heading.format(matters.label), "quiet", "small"))
        for matter in matters.shown:
            self._add_matter(lines, matter)
        if matters.more:
            lines.addWidget(label(self.tr("还有更早的 {0} 条").format(matters.more), "faint", "small"))

    def _add_matter(self, lines: QVBoxLayout, matter: Matter) -> None:
        link = LongLink(matter.title)
        link.clicked.connect(lambda: self.open_requested.emit(matter.table, matter.id))
        lines.addWidget(link)
        if matter.line:
            lines.addWidget(label(matter.line, "quiet", "small", wrap=True))

    def _shown(self, resident: Resident, name: str) -> str:
        text = whole(resident, name)
        if self._whole and resident.id == self._id:
            return text
        return masks.in_text(text) if name == "telephones" else fields_of(Resident)[name].mask_shown(text)


def whole(resident: Resident, name: str) -> str:
    """A value as it is; of the groups in which somebody is looked after today their names: those of before are told over time."""
    if name == "care":
        return "、".join(fields_of(CareTag)["kind"].show(tag.kind) for tag in as_of(resident.care, date.today()))
    if name == "telephones":
        return "、".join(_line(one) for one in resident.telephones)
    return fields_of(Resident)[name].show(getattr(resident, name))


def _line(one: Telephone) -> str:
    """A further number, with whose it is."""
    whose = " ".join(filter(None, (fields_of(Telephone)["of"].show(one.of), one.name)))
    return f"{one.number}（{whose}）" if whose else one.number


def _doubt_badge(text: str, reason: str) -> QLabel:
    made = badge(text, "warn")
    made.setToolTip(reason)
    return made
