"""打印 of a list: what its type has of its own, then 名单, 签到表 and 签领表 of what is picked or listed."""

from collections.abc import Callable, Sequence
from functools import partial

from db.records.kind import Kind
from gui.keys import on_key
from gui.pages.sheet_prints import Selection, SheetPrints
from gui.papers.sheets import Shape, usual
from gui.session import Session
from gui.widgets.chips import Meant, ids_meant, selections
from gui.widgets.print_menu import MORE_KEY, Ids, Printable, PrintMenu
from gui.widgets.record_list import RecordList
from gui.widgets.whole_list import when_whole
from gui.words import tr

Papers = Callable[[Ids], Sequence[Printable]]


class ListPrints(SheetPrints):
    """What can be printed of one list.

    Attributes:
        menu: the button.
    """

    def __init__(self, session: Session, kind: Kind, listed: RecordList, own: Papers | None = None) -> None:
        """``own`` gives the papers that the type has for records, whose ids are asked for once one is chosen."""
        super().__init__(session, listed)
        self._kind, self._listed, self._own = kind, listed, own
        self.menu = PrintMenu(self.choices)
        self.menu.setToolTip("Ctrl+P")
        self.menu.chosen.connect(self._on_chosen)

    def choices(self) -> list[Printable]:
        """What the type has of its own, then the three of them."""
        own = self._own(partial(ids_meant, self._listed)) if self._own else ()
        return [*own, *(Printable(f"{shape}…", lambda shape=shape: self.ask(shape)) for shape in Shape)]

    def ask(self, shape: Shape) -> None:
        """Asks what the sheet is to be like; then it is made."""
        proposed = usual(self._kind, shape, self._listed.name(), self._listed.columns())
        self.ask_of(Selection(self._kind, (self._kind.table, self._which()), self.meant(), proposed))

    def meant(self) -> Sequence[Meant]:
        """The selections that may be meant, the likelier one first."""
        return selections(self._listed)

    def _which(self) -> str | int:
        """Which list holds: the name of a shipped one, the id of the centre's own."""
        own = next((one.own for one in self._listed.chosen()), None)
        return own.id if own and len(self._listed.chosen()) == 1 else self._listed.name()

    def _on_chosen(self, choice: Printable) -> None:
        def make() -> None:
            if (job := choice.job()) is not None:
                self.ready.emit(job)

        when_whole(self._listed, self._session.messages, make)


def more_menu(session: Session, listed: RecordList, choices: Callable[[], Sequence[Printable]]) -> PrintMenu:
    """更多…: what else can be done with what is picked or listed; hidden where there is nothing."""
    made = PrintMenu(choices, tr("更多…"))
    made.setToolTip(MORE_KEY)
    on_key(MORE_KEY, listed, made.open)
    made.chosen.connect(lambda choice: when_whole(listed, session.messages, choice.job))
    if not choices():
        made.hide()
    return made
