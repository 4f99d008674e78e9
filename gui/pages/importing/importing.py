"""导入."""

from PySide6.QtWidgets import QWidget

from db.records.kinds import Kinds
from db.records.may import Right
from db.records.registry.resident import DOUBTFUL, Resident
from gui.pages.importing.import_page import ImportPage
from gui.pages.router import Router
from gui.session import Session


def make(session: Session, router: Router) -> QWidget:
    """A table, looked at before it is taken over."""
    page = ImportPage(session.store, session.messages, kinds=_taken_in(session))
    page.doubts_requested.connect(lambda: router.show_list(Resident.TABLE, DOUBTFUL))
    page.record_requested.connect(router.open_record)
    page.attention_requested.connect(lambda: router.show_page("import"))
    page.imported.connect(lambda _counts: session.backups.again())
    return page


def _taken_in(session: Session) -> Kinds:
    """The types that the clerk sees, without those whose tables are not the clerk's to take in."""
    found = (kind for kind in session.seen if not kind.can_be_imported or session.may(kind.record, Right.MAKE))
    return Kinds(found)
