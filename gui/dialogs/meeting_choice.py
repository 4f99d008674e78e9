"""邀请参会: to which meeting, one that is coming or a new one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.base import fields_of
from db.records.hall.meeting import Meeting
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.theme import px
from gui.widgets.chips import Meant, MeantChips
from gui.widgets.choice_list import ChoiceList
from gui.widgets.parts import button, button_row, label

NEW = "new"


class MeetingChoice(FittedDialog):
    """Asks; Enter or Ctrl+Enter takes it.

    Attributes:
        list: the meetings, then 预约一个新的.
        go: takes what is chosen.
    """

    def __init__(self, meetings: Sequence[Meeting], meant: Sequence[Meant], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whom = MeantChips(meant)
        self.setWindowTitle(self.tr("邀请参会"))
        self.setMinimumWidth(px(560))
        starts = fields_of(Meeting)["starts"]
        words = self.tr("{0}　{1}（已邀请 {2} 人）")
        told = [(str(one.id), words.format(starts.show(one.starts), one.name, len(one.attendees))) for one in meetings]
        self.list = ChoiceList([*told, (NEW, self.tr("预约一个新的会议"))])
        self.list.setAccessibleName(self.tr("哪个会议"))
        self.list.setMinimumHeight(px(140))
        self.list.step(0)
        self.list.taken.connect(lambda _: self.accept())
        self.go = button(self.tr("邀请"), "primary", "Ctrl+Enter")
        self.go.clicked.connect(self.accept)
        back = button(self.tr("返回"))
        back.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("邀请参会"), size="large"))
        column.addWidget(label(self.tr("已在名单里的不会再加一次"), "quiet"))
        column.addWidget(self._whom)
        column.addWidget(self.list, 1)
        column.addLayout(button_row(None, back, self.go))
        red_key(self, self.accept)
        self.list.setFocus()

    def ids(self) -> Sequence[int]:
        """Whom."""
        return self._whom.meant().ids

    def meeting(self) -> int:
        """The id of the meeting; 0 for a new one."""
        key = self.list.current()
        return 0 if key in ("", NEW) else int(key)
