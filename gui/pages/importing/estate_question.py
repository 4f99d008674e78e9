"""哪个小区的: asked of a roster whose buildings name no estate, where some are registered."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from db.records.registry.roster_layout import NO_ESTATE
from db.services.registry.import_roster import ImportPlan, SheetLayout
from gui.borrowed import restyle
from gui.theme import px
from gui.widgets.parts import badge, button, label
from gui.words import tr


class EstateQuestion(QWidget):
    """What was answered of a sheet, on a button that opens the answers.

    Signals:
        answered: the estate; "" for none.
    """

    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._estates: Sequence[str] = ()
        self.button = button("")
        self.button.setAccessibleName(tr("没有写小区的楼栋是哪个小区的"))
        self.button.clicked.connect(lambda: self.menu().exec(self.button.mapToGlobal(QPoint(0, self.button.height()))))
        self.last_time = badge(tr("按上次的"), "accent")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(label(tr("这些楼在")))
        line.addWidget(self.button, 1)
        line.addWidget(self.last_time)
        self.hide()

    def show_sheet(self, plan: ImportPlan, layout: SheetLayout) -> None:
        """Shows what is asked of a sheet, or was answered; nothing where its rows say it themselves."""
        asked = next((one for one in plan.unplaced if one.sheet == layout.sheet), None)
        self._estates = asked.estates if asked else plan.estates
        words = layout.estate or NO_ESTATE
        self.button.setText(tr("请选小区…") if asked else words)
        self.button.setProperty("kind", "primary" if asked else "")
        restyle(self.button)
        self.last_time.setVisible(layout.estate_last)
        self.setVisible((asked is not None or layout.estate_said) and not layout.skipped)

    def menu(self) -> QMenu:
        """The estates, the likeliest first, and none of them."""
        menu = QMenu(self)
        for name in self._estates:
            menu.addAction(name).triggered.connect(lambda _on=False, name=name: self.answered.emit(name))
        menu.addSeparator()
        menu.addAction(NO_ESTATE).triggered.connect(lambda _on=False: self.answered.emit(""))
        return menu
