"""Inviting: a grid or a building at once, a person by initials, a guest by name."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from db.fields import Link, Name
from db.services.hall.invite import InvitationGroup
from gui.lookup import Lookup
from gui.theme import px
from gui.widgets.editors import LinkEditor, TextEditor
from gui.widgets.press import Button


class InvitationBar(QWidget):
    """Three ways to invite, in one line.

    Signals:
        households_chosen: ids of households.
        resident_chosen: the id of a resident.
        guest_named: the name of somebody who is not in the registry.
    """

    households_chosen = Signal(object)
    resident_chosen = Signal(object)
    guest_named = Signal(str)

    def __init__(self, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: Sequence[InvitationGroup] = ()
        self._by_group = Button(self.tr("按网格或楼栋邀请…"))
        self._by_group.clicked.connect(self._on_group_clicked)
        self._person = LinkEditor(Link(self.tr("居民"), to="resident"), lookup)
        self._person.line.setPlaceholderText(self.tr("加居民：首字母"))
        self._person.picked.connect(self._on_person_picked)
        self._guest = TextEditor(Name(self.tr("来宾")))
        self._guest.line.setPlaceholderText(self.tr("加来宾：姓名"))
        self._guest.line.returnPressed.connect(self._on_guest_entered)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(10))
        layout.addWidget(self._by_group)
        layout.addWidget(self._person, 1)
        layout.addWidget(self._guest, 1)

    def set_groups(self, groups: Sequence[InvitationGroup]) -> None:
        """Offers other groups of households."""
        self._groups = groups
        self._by_group.setEnabled(bool(groups))

    def _on_group_clicked(self) -> None:
        menu = self.group_menu()
        menu.exec(self._by_group.mapToGlobal(QPoint(0, self._by_group.height())))

    def group_menu(self) -> QMenu:
        """The menu of groups, each with its number of households."""
        menu = QMenu(self)
        for group in self._groups:
            action = menu.addAction(self.tr("{0}（{1} 户）").format(group.label, len(group.households)))
            action.triggered.connect(lambda _checked=False, ids=group.households: self.households_chosen.emit(ids))
        return menu

    def _on_person_picked(self, resident_id: int) -> None:
        if resident_id:
            self._person.set_value(0)
            self.resident_chosen.emit(resident_id)

    def _on_guest_entered(self) -> None:
        name = str(self._guest.value())
        if name:
            self._guest.set_value("")
            self.guest_named.emit(name)
