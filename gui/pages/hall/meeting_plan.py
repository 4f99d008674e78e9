"""筹备: time and place, topics, and who is invited."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import attrs
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from db.errors import AppError
from db.fields import Rows
from db.records.base import Part, Record, fields_of
from db.records.hall.meeting import AgendaItem, Attendee, Meeting
from db.records.registry.resident import Resident, reference_to, resident_among
from db.services.hall.call_meeting import agenda_item, open_topics, recipients
from db.services.hall.invite import invitation_groups, invite_households
from db.services.hall.invite_many import guests
from db.services.registry.resident_card import household_of
from db.store import Store
from gui.lookup import Lookup
from gui.messages import Messages
from gui.models.attendance import AttendanceModel
from gui.theme import px
from gui.widgets.attendance_list import AttendanceList
from gui.widgets.editors import RowsEditor, editor_for
from gui.widgets.form import RecordForm
from gui.widgets.invitation import InvitationBar
from gui.widgets.parts import Card, button, label

P = TypeVar("P", bound=Part)
ELSEWHERE = ("agenda", "attendees", "state", "minutes_number", "minutes_day", "dissent")
AGENDA_FIELDS = ("subject", "speaker")
KEPT_FIELDS = ("topic", *AGENDA_FIELDS)
GUEST_ROLE = "2"


class PartsTyped(Generic[P]):
    """Parts that are edited beside the form, as its draft keeps them."""

    def __init__(self, kind: type[P], get: Callable[[], Sequence[P]], show: Callable[[Sequence[P]], None]) -> None:
        self._kind, self._get, self._show = kind, get, show

    def typed(self) -> object:
        """See `gui.widgets.drafting.Typed`."""
        return [attrs.asdict(part) for part in self._get()]

    def set_typed(self, typed: object) -> None:
        """See `gui.widgets.drafting.Typed`."""
        if isinstance(typed, list):
            self._show(tuple(self._kind(**kept) for kept in typed))


class PlanStep(QWidget):
    """The first step of a meeting.

    Attributes:
        people: who is invited; the step of presence shows the same model.
    """

    def __init__(self, store: Store, lookup: Lookup, messages: Messages) -> None:
        super().__init__()
        self._store, self._messages = store, messages
        self.people = AttendanceModel(self)
        self.form = RecordForm(Meeting, lookup, store.drafts, ELSEWHERE)
        agenda = fields_of(Meeting)["agenda"]
        assert isinstance(agenda, Rows)
        self.agenda = RowsEditor(agenda, lambda kind: editor_for(kind, lookup), AGENDA_FIELDS)
        self.invitation = InvitationBar(lookup)
        self.list = AttendanceList(self.people)
        self.list.show_attendance(shown=False)
        self._count = QLabel()
        self._count.setProperty("tone", "quiet")
        self._connect()
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(px(14))
        columns.addWidget(self._make_left(), 6)
        columns.addWidget(self._make_right(), 5)

    def show_meeting(self, meeting: Meeting) -> None:
        """Shows a meeting, and over it what was typed and not saved, here and in the other steps."""
        self._show_parts(meeting)
        self.form.show_record(meeting)
        self._show_rest()

    def show_saved(self, meeting: Meeting) -> None:
        """Shows a meeting just saved."""
        self._show_parts(meeting)
        self.form.show_saved(meeting)
        self._show_rest()

    def _show_parts(self, meeting: Meeting) -> None:
        self.agenda.set_value(meeting.agenda)
        self.people.set_attendees(meeting.attendees)

    def _show_rest(self) -> None:
        self.invitation.set_groups(invitation_groups(self._store))
        self._show_count()

    def check(self, meeting: Meeting) -> Meeting | None:
        """The meeting as typed, or None after showing what is wrong with it."""
        typed = self.form.check()
        if not isinstance(typed, Meeting):
            return None
        agenda = [attrs.evolve(_kept(meeting, item.id), **_typed(item)) for item in self.agenda.value()]
        return attrs.evolve(
            typed,
            agenda=tuple(agenda),
            attendees=self.people.attendees(),
            state=meeting.state,
            id=meeting.id,
            version=meeting.version,
        )

    def invite(self, household_ids: tuple[int, ...]) -> None:
        """Invites households that are not yet invited."""
        self._add(invite_households(self._store, household_ids, self.people.attendees()))

    def invite_of(self, kind: type[Record], ids: Sequence[int]) -> None:
        """Invites residents, households or persons who are not yet invited."""
        self._add(list(guests(self._store, kind, ids, self.people.attendees()).fresh))

    def focus_first(self) -> None:
        """Goes to the first field."""
        self.form.focus_first()

    def keep_draft(self) -> None:
        """Keeps what is typed."""
        self.form.keep_draft()

    def drop_draft(self) -> None:
        """Forgets what was typed, after it was saved."""
        self.form.drop_draft()

    def _connect(self) -> None:
        self.form.keep_beside("agenda", PartsTyped(AgendaItem, self.agenda.value, self.agenda.set_value))
        self.form.keep_beside("attendees", PartsTyped(Attendee, self.people.attendees, self.people.set_attendees))
        self.agenda.changed.connect(self.form.touched)
        self.people.changed.connect(self.form.touched)
        self.people.changed.connect(self._show_count)
        self.people.modelReset.connect(self._show_count)
        self.list.taken_out.connect(self._on_taken_out)
        self.invitation.households_chosen.connect(self.invite)
        self.invitation.resident_chosen.connect(self._on_resident_chosen)
        self.invitation.guest_named.connect(self._on_guest_named)

    def _make_left(self) -> Card:
        card = Card()
        card.inside.addWidget(self.form, 1)
        self._topics = button(self.tr("从待议议题里加…"), "link")
        self._topics.clicked.connect(self._on_topics_clicked)
        heading = QHBoxLayout()
        heading.addWidget(label(self.tr("议题"), "quiet"))
        heading.addStretch(1)
        heading.addWidget(self._topics)
        card.inside.addLayout(heading)
        card.inside.addWidget(self.agenda)
        return card

    def _make_right(self) -> Card:
        card = Card(self.tr("邀请"))
        foot = QHBoxLayout()
        take_out = button(self.tr("移出选中的人"), "quiet", "Delete")
        take_out.clicked.connect(self.list.take_out_selected)
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(take_out)
        card.inside.addWidget(self.invitation)
        card.inside.addWidget(self.list, 1)
        card.inside.addLayout(foot)
        return card

    def _show_count(self) -> None:
        people = self.people.attendees()
        letters = len(recipients(self._store, Meeting(attendees=people)))
        self._count.setText(self.tr("已邀请 {0} 人，通知 {1} 份").format(len(people), letters) if people else "")

    def _add(self, people: list[Attendee]) -> None:
        self.people.add(people)
        if not people:
            self._messages.inform(self.tr("这些住户已经在名单里"))

    def topic_menu(self) -> QMenu:
        """The open topics that are not on the agenda yet."""
        menu = QMenu(self)
        there = {item.topic for item in self.agenda.value()}
        for topic in open_topics(self._store):
            if topic.id not in there:
                action = menu.addAction(topic.subject)
                action.triggered.connect(lambda _checked=False, t=topic: self.agenda.add_row(agenda_item(t)))
        if menu.isEmpty():
            menu.addAction(self.tr("没有别的待议议题")).setEnabled(False)
        return menu

    def _on_topics_clicked(self) -> None:
        self.topic_menu().exec(self._topics.mapToGlobal(QPoint(0, self._topics.height())))

    def _on_resident_chosen(self, resident_id: int) -> None:
        if any(resident_among(a.who) == resident_id for a in self.people.attendees()):
            self._messages.inform(self.tr("已经在名单里"))
            return
        try:
            resident = self._store.get(Resident, resident_id)
        except AppError as error:
            self._messages.show_error(error)
            return
        household = household_of(self._store, resident_id)
        address = self._store.titles("house", [resident.house]).get(resident.house, "")
        guest = Attendee(
            who=reference_to(resident.id),
            household=household.id if household else 0,
            name=resident.name,
            phone=resident.phone,
            unit=address,
        )
        self._add([guest])

    def _on_guest_named(self, name: str) -> None:
        self._add([Attendee(name=name, role=GUEST_ROLE)])

    def _on_taken_out(self, count: int, back: Callable[[], None]) -> None:
        self._messages.inform(self.tr("已移出 {0} 人").format(count), back)


def _kept(meeting: Meeting, item_id: int) -> AgendaItem:
    """The item as saved, with its discussion and decision; an empty one when it is new."""
    return next((item for item in meeting.agenda if item_id and item.id == item_id), AgendaItem())


def _typed(item: AgendaItem) -> dict[str, object]:
    return {name: getattr(item, name) for name in KEPT_FIELDS}
