"""角色: what somebody may do from a day on, to be ticked."""

from collections.abc import Callable
from datetime import date

from attrs import evolve
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from db.errors import AppError, ValueUnreadable
from db.fields import Day, Looks
from db.records.kinds import Kinds
from db.records.role import Role
from db.services.centre.roles_told import role_label
from db.services.centre.what_roles_may import told_of
from gui.fitted import FittedDialog
from gui.theme import px
from gui.widgets.editors import DayEditor
from gui.widgets.parts import button, button_row, label, line

Take = Callable[[frozenset[Role], date], object]
"""Takes the roles and their first day; raises `AppError` where they will not do."""
_IN_A_ROW = 2


class RolesDialog(FittedDialog):
    """Asks which roles somebody has, and from when; says why they will not do, and stays.

    Attributes:
        every: all of them at once, as in a small centre.
        ticks: one a role.
        day: from which they hold.
        go: takes them; so does Enter.
    """

    def __init__(
        self, name: str, roles: frozenset[Role], kinds: Kinds, take: Take, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._take, self._kinds = take, kinds
        self.setWindowTitle(self.tr("角色"))
        self.setMinimumWidth(px(620))
        self.every = QCheckBox(self.tr("全部都由他办（小中心一个人什么都管）"))
        self.ticks = {role: QCheckBox(role_label(role)) for role in Role}
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(6))
        for number, (role, tick) in enumerate(self.ticks.items()):
            tick.setChecked(role in roles)
            tick.setToolTip(told_of(role, kinds))
            tick.clicked.connect(self._show)
            row, column = divmod(number, _IN_A_ROW)
            grid.addWidget(tick, row, column)
        self.every.clicked.connect(self._on_every_clicked)
        self.day = DayEditor(evolve(Day(self.tr("从哪天起"), looks=Looks.AHEAD), required=True))
        self.day.set_value(date.today())
        self.day.propose()
        self.day.line.setAccessibleName(self.day.kind.label)
        self._told = label("", "quiet", "small", wrap=True)
        self._fault = label("", "accent", "small", wrap=True)
        self.go = button(self.tr("就是这些"), "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        leave = button(self.tr("不，返回"))
        leave.clicked.connect(self.reject)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(px(28), px(24), px(28), px(20))
        column_.setSpacing(px(10))
        column_.addWidget(label(self.tr("{0}的角色").format(name), size="large", wrap=True))
        for one in (self.every, line()):
            column_.addWidget(one)
        column_.addLayout(grid)
        for one in (self._told, label(self.day.kind.label, "quiet"), self.day, self._fault):
            column_.addWidget(one)
        column_.addLayout(button_row(None, leave, self.go))
        self._fault.hide()
        self._show()
        self.every.setFocus()

    def chosen(self) -> frozenset[Role]:
        """The roles that are ticked."""
        return frozenset(role for role, tick in self.ticks.items() if tick.isChecked())

    def commit(self) -> None:
        """Takes them, or says why they will not do."""
        try:
            self._take(self.chosen(), self.day.value() or date.today())
        except ValueUnreadable as error:
            self.say_in(self._fault, str(error))
            self.day.setFocus()
            return
        except AppError as error:
            self.say_in(self._fault, str(error))
            return
        self.accept()

    def told(self) -> str:
        """Why they will not do; "" before."""
        return self._fault.text()

    def _on_every_clicked(self) -> None:
        for tick in self.ticks.values():
            tick.setChecked(self.every.isChecked())
        self._show()

    def _show(self) -> None:
        """Says what those that are ticked may do."""
        chosen = self.chosen()
        self.every.setChecked(len(chosen) == len(self.ticks))
        if len(chosen) == len(self.ticks):
            words = self.tr("什么都能看、什么都能办。")
        else:
            told = (f"{role_label(role)}：{told_of(role, self._kinds)}" for role in Role if role in chosen)
            words = "\n".join(told) or self.tr("一样也没有勾：打得开，什么都看不到。")
            if Role.GRID in chosen:
                words += "\n" + self.tr("自己网格：在那个网格的“网格长”里写上他，或在“组织 → 任职”里登记，才看得到。")
        self._told.setText(words)
        self.fit()
