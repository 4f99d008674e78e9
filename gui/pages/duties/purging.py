"""彻底删除…: what is picked in a list, or was deleted before, goes for good, where two people have decided that."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from db.errors import AppError
from db.records.base import Record
from db.records.duties.retention import Appraisal
from db.records.power import Power
from db.services.duties.purge import NotApproved, Purged, approved, look_before_purge, purge
from db.services.duties.purge_again import brought_back, purge_again
from db.services.duties.purge_plan import deleted_records
from db.services.duties.purge_traces import Look
from gui.dialogs.deleted_records import DeletedRecords
from gui.dialogs.purge_dialog import PurgeDialog
from gui.large_work import MANY, LargeWork
from gui.messages import Question
from gui.pages.record_page import RecordPage
from gui.session import Session
from gui.widgets.print_menu import Printable
from gui.words import tr

_BEHIND = MANY + 1
"""However few go, the whole log is looked through for them."""


def to_purge(session: Session, page: RecordPage) -> Sequence[Printable]:
    """The entries of the menu, for whoever may; of the list only where something is picked: never for a whole list by mistake."""
    store = session.store
    if not store.can(Power.PURGE):
        return []
    found: list[Printable] = []
    if page.list.picked():
        found.append(Printable(tr("彻底删除…"), lambda: ask(session, page)))
    if Appraisal.TABLE in session.seen:
        found.append(Printable(tr("彻底删除以前删掉的…"), lambda: show_deleted(session, page)))
    if brought_back(store) is not None:
        found.append(Printable(tr("再彻底删除恢复回来的…"), lambda: ask_again(session, page)))
    return found


def ask(session: Session, page: RecordPage) -> None:
    """Asks by which appraisal what is picked goes."""
    ask_for(session, page, list(session.store.get_many(page.kind, page.list.picked()).values()))


def show_deleted(session: Session, page: RecordPage) -> None:
    """Shows what was deleted before, of which some may go for good."""
    if not _decided(session):
        return
    found = deleted_records(session.store, page.kind)
    dialog = DeletedRecords(page.kind.LABEL, found, lambda records: ask_for(session, page, records), page.window())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def ask_for(session: Session, page: RecordPage, records: Sequence[Record]) -> None:
    """Says what goes with records and where else they are told of, and asks by which appraisal.

    Then they are gone, and the clerk hears what still holds them.
    """
    if not (decided := _decided(session)):
        return

    def looked(look: Look) -> None:
        title = tr("彻底删除{0} {1:,} 条").format(page.kind.LABEL, len(records))
        dialog = PurgeDialog(title, look.sentences(), decided, _doing(session, page, records), page.window())
        dialog.named.setVisible(bool(look.by_name()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    work = LargeWork(session, page)
    work.do(
        tr("正在看操作日志里还写着什么"), _BEHIND, lambda store, tick: look_before_purge(store, records, tick), looked
    )


def ask_again(session: Session, page: RecordPage) -> None:
    """Takes out once more what a restored backup brought back; it was decided when it went first."""
    if (back := brought_back(session.store)) is None:
        return
    words = back.words({kind.table: kind.label for kind in session.store.kinds})
    told = tr("恢复备份以前已经照鉴定销毁彻底删除的{0}，又回来了。再去掉一次，撤销不了。").format(words)
    if not session.messages.ask(Question(tr("再彻底删除恢复回来的？"), told, tr("彻底删除"), grave=True)):
        return

    def looked(look: Look) -> None:
        named = bool(look.by_name()) and session.messages.ask(_names_too(look))
        LargeWork(session, page).do(
            tr("正在彻底删除"),
            _BEHIND,
            lambda store, tick: purge_again(store, back, named=named, tick=tick),
            lambda done: _tell(session, page, done),
        )

    LargeWork(session, page).do(
        tr("正在看操作日志里还写着什么"),
        _BEHIND,
        lambda store, tick: look_before_purge(store, back.records, tick),
        looked,
    )


def _names_too(look: Look) -> Question:
    """Whether what tells of a name alone loses its text, too."""
    told = "\n".join(look.sentences())
    return Question(tr("只写着姓名、电话的，也一起去掉吗？"), told, tr("是他，一起去掉"), no=tr("不，留着"))


def _doing(
    session: Session, page: RecordPage, records: Sequence[Record]
) -> Callable[[Appraisal, bool, Callable[[], object], Callable[[AppError], object]], None]:
    def do(
        appraisal: Appraisal, named: bool, done: Callable[[], object], refused: Callable[[AppError], object]
    ) -> None:
        def gone(purged: Purged) -> None:
            done()
            _tell(session, page, purged)

        LargeWork(session, page).do(
            tr("正在彻底删除"),
            _BEHIND,
            lambda store, tick: purge(store, appraisal, records, named=named, tick=tick),
            gone,
            refused,
        )

    return do


def _decided(session: Session) -> Sequence[Appraisal]:
    """The appraisals by which something may go; where there is none the clerk is told what to do first."""
    decided = approved(session.store)
    if not decided:
        session.messages.show_error(NotApproved())
    return decided


def _tell(session: Session, page: RecordPage, done: Purged) -> None:
    page.refresh()
    session.messages.inform(done.told())
