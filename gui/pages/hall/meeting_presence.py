"""到会: people arrive; one key each, and how many there are is always in sight."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records.hall.meeting import Attendee, Meeting
from db.store import Store
from gui.messages import Messages
from gui.models.attendance import ABSENT, CAME, EXCUSED, OPEN, AttendanceModel
from gui.theme import px
from gui.widgets.attendance_list import AttendanceList
from gui.widgets.figure_card import Figure
from gui.widgets.parts import Card, button, label


class PresenceStep(QWidget):
    """The second step of a meeting; it shows the people of the first."""

    def __init__(self, store: Store, messages: Messages, people: AttendanceModel) -> None:
        super().__init__()
        self._store, self._messages, self._people = store, messages, people
        self.list = AttendanceList(people)
        self.list.show_attendance(shown=True)
        self.list.taken_out.connect(self._on_taken_out)
        self._figures = {
            "": Figure(self.tr("应到")),
            CAME: Figure(self.tr("到会"), "good"),
            EXCUSED: Figure(self.tr("请假"), "warn"),
            ABSENT: Figure(self.tr("缺席"), "accent"),
            OPEN: Figure(self.tr("未登记")),
        }
        figures = QHBoxLayout()
        figures.setSpacing(px(14))
        for figure in self._figures.values():
            figures.addWidget(figure, 1)
        card = Card(self.tr("签到"), self.tr("选中一行，按 1 到会、2 请假、3 缺席、0 撤回"))
        card.inside.addWidget(self.list, 1)
        card.inside.addLayout(self._make_marks())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(14))
        layout.addLayout(figures)
        layout.addWidget(card, 1)
        people.changed.connect(self._show_figures)
        people.modelReset.connect(self._show_figures)

    def show_meeting(self, meeting: Meeting) -> None:
        """The people are shown already; only the figures change."""
        self._show_figures()

    def focus_first(self) -> None:
        """Goes to the first person who is not marked."""
        self.list.setFocus()
        open_rows = [row for row, a in enumerate(self._people.attendees()) if a.came == OPEN]
        if open_rows:
            self.list.selectRow(open_rows[0])

    def _make_marks(self) -> QHBoxLayout:
        marks = QHBoxLayout()
        marks.setSpacing(px(10))
        for text, came in ((self.tr("1 到会"), CAME), (self.tr("2 请假"), EXCUSED), (self.tr("3 缺席"), ABSENT)):
            mark = button(text)
            mark.clicked.connect(lambda _checked=False, came=came: self._mark_selected(came))
            marks.addWidget(mark)
        rest = button(self.tr("其余未登记的记为缺席"), "quiet")
        rest.clicked.connect(self._on_rest_clicked)
        marks.addWidget(rest)
        marks.addStretch(1)
        marks.addWidget(label(self.tr("没有邀请但来了的人，请在“筹备”里加上"), "faint", "small"))
        return marks

    def _mark_selected(self, came: str) -> None:
        self._people.mark([index.row() for index in self.list.selectionModel().selectedRows()], came)
        self.list.setFocus()

    def _on_rest_clicked(self) -> None:
        before = self._people.attendees()
        self._people.mark([row for row, a in enumerate(before) if a.came == OPEN], ABSENT)
        self._messages.inform(self.tr("已记为缺席"), lambda: self._restore(before))

    def _restore(self, people: tuple[Attendee, ...]) -> None:
        self._people.set_attendees(people)

    def _on_taken_out(self, count: int, back: Callable[[], None]) -> None:
        self._messages.inform(self.tr("已移出 {0} 人").format(count), back)

    def _show_figures(self) -> None:
        for came, figure in self._figures.items():
            figure.show_figure(str(self._people.count(came) if came else self._people.rowCount()))
