"""诉求: taken in with a number and the code of its slip."""

from db.records.matters.matter import Matter
from db.services.matters.take_in import take_in
from gui.numbering import numbered
from gui.pages.bound import Bound, Saving
from gui.pages.record_page import RecordPage
from gui.session import Session


def _take_in(session: Session, _page: RecordPage) -> Saving:
    def save(typed: Matter) -> Matter:
        return numbered(session.store, session.messages, lambda _move: take_in(session.store, typed))

    return Saving(save)


BOUND = Bound(saves={"take_in": _take_in})
