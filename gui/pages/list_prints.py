"""打印 of a list: 名单, 签到表 and 签领表 of what is picked or listed; the columns chosen for a list are remembered on this computer."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal

from db.records.kind import Kind
from gui.dialogs.sheet_dialog import Meant, SheetDialog, remembered, selections, to_remember
from gui.papers.sheets import Shape, sheet, usual
from gui.session import Session
from gui.settings import sheet_key
from gui.widgets.print_menu import Printable, PrintMenu
from gui.widgets.record_list import RecordList
from gui.words import tr

Papers = Callable[[Sequence[int]], Sequence[Printable]]


class ListPrints(QObject):
    """What can be printed of one list.

    Attributes:
        menu: the button.

    Signals:
        asked: the dialog that asks what a sheet is to be like.
        ready: the job of a paper.
    """

    asked = Signal(object)
    ready = Signal(object)

    def __init__(self, session: Session, kind: Kind, listed: RecordList, own: Papers | None = None) -> None:
        """``own`` gives the papers that the type has for records, by their ids."""
        super().__init__(listed)
        self._session, self._kind, self._listed, self._own = session, kind, listed, own
        self.menu = PrintMenu(self.choices)
        self.menu.chosen.connect(self._on_chosen)

    def choices(self) -> list[Printable]:
        """What the type has of its own, then the three of them."""
        own = self._own(self._listed.meant()) if self._own else ()
        return [*own, *(Printable(f"{shape}…", lambda shape=shape: self.ask(shape)) for shape in Shape)]

    def ask(self, shape: Shape) -> None:
        """Asks what the sheet is to be like; then it is made."""
        listed, kind, settings = self._listed, self._kind, self._session.settings
        key = sheet_key(self._session.store.folder, kind.table, shape.name, self._which())
        proposed = usual(kind, shape, listed.name(), listed.columns())
        found = remembered(kind, proposed, settings.sheet_of(key))
        dialog = SheetDialog(kind, found, selections(listed), listed.window(), proposed)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._take(dialog, key))
        dialog.open()
        self.asked.emit(dialog)

    def meant(self) -> Sequence[Meant]:
        """The selections that may be meant, the likelier one first."""
        return selections(self._listed)

    def _which(self) -> str | int:
        """Which list holds: the name of a shipped one, the id of the centre's own."""
        own = next((one.own for one in self._listed.chosen()), None)
        return own.id if own and len(self._listed.chosen()) == 1 else self._listed.name()

    def _on_chosen(self, choice: Printable) -> None:
        if (job := choice.job()) is not None:
            self.ready.emit(job)

    def _take(self, dialog: SheetDialog, key: str) -> None:
        wanted = dialog.wanted()
        self._session.settings.keep_sheet(key, to_remember(wanted))
        self.ready.emit(sheet(self._kind, dialog.ids(), wanted, date.today()))


def more_menu(choices: Callable[[], Sequence[Printable]]) -> PrintMenu:
    """更多…: what else can be done with what is picked or listed."""
    made = PrintMenu(choices, tr("更多…"))
    made.chosen.connect(lambda choice: choice.job())
    return made
