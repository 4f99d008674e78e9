"""名单, 签到表 and 签领表 of any selection: asks what one is to be like, and makes it; the columns that were chosen are remembered."""

from collections.abc import Callable, Sequence
from datetime import date

from attrs import evolve, frozen
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from db.records.kind import Kind
from gui.dialogs.sheet_dialog import SheetDialog, remembered, to_remember
from gui.papers.sheets import Beside, Wanted, sheet
from gui.session import Session
from gui.settings import sheet_key
from gui.widgets.chips import Meant


@frozen
class Selection:
    """What a sheet may be made of.

    Attributes:
        kind: of the records.
        list: the table and the name or id of the list, under which the columns are remembered.
        meant: the selections that may be meant, the likelier one first.
        proposed: what the sheet is like where nobody says otherwise.
        own: empty columns that are proposed where nothing was chosen before.
        lines: what is told beside the records, by the ids that are meant and the columns that were chosen; None for nothing.
    """

    kind: Kind
    list: tuple[str, str | int]
    meant: Sequence[Meant]
    proposed: Wanted
    own: tuple[str, ...] = ()
    lines: Callable[[Sequence[int], Sequence[str]], Sequence[Beside]] | None = None


class SheetPrints(QObject):
    """Prints sheets from one page.

    Signals:
        asked: the dialog that asks what a sheet is to be like.
        ready: the job of a paper.
    """

    asked = Signal(object)
    ready = Signal(object)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def ask_of(self, found: Selection) -> None:
        """Asks what the sheet of a selection is to be like; then it is made."""
        kind, proposed, settings = found.kind, found.proposed, self._session.settings
        key = sheet_key(self._session.store.folder, found.list[0], proposed.shape.name, found.list[1])
        kept = settings.sheet_of(key)
        wanted = remembered(kind, proposed, kept) if kept else evolve(proposed, own=(*proposed.own, *found.own))
        dialog = SheetDialog(kind, wanted, found.meant, self._page.window(), proposed)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def take() -> None:
            chosen = dialog.wanted()
            settings.keep_sheet(key, to_remember(chosen))
            beside = found.lines(dialog.ids(), chosen.columns) if found.lines else ()
            self.ready.emit(sheet(kind, dialog.ids(), chosen, date.today(), beside=beside))

        dialog.accepted.connect(take)
        dialog.open()
        self.asked.emit(dialog)
