"""What came since is added to the common problem that is open, with a way back: from the list of these and from a matter."""

from collections.abc import Callable

from db.errors import AppError
from db.records.base import changed
from db.records.matters.common_problem import CommonProblem
from db.records.matters.matter import Matter
from db.services.matters.clusters import add_to
from db.services.save_as_declared import save_as_declared
from db.values import masks
from gui.session import Session
from gui.words import tr


def add(session: Session, matter: int, after: Callable[[int], object], refused: Callable[[], object]) -> None:
    """Adds all that came with a matter; ``after`` hears of the common problem, ``refused`` that it is other than was shown."""
    store, messages = session.store, session.messages
    try:
        before, saved = add_to(store, store.get(Matter, matter))
    except AppError as error:
        messages.show_error(error)
        refused()
        return
    after(saved.id)
    told = tr("已归到“{0}”：{1} 件").format(masks.in_text(saved.name), len(saved.matters) - len(before.matters))
    messages.inform(told, lambda: _take_out(session, before, saved, after))


def _take_out(session: Session, before: CommonProblem, saved: CommonProblem, after: Callable[[int], object]) -> None:
    try:
        save_as_declared(session.store, changed(saved, matters=before.matters, last=before.last))
    except AppError as error:
        session.messages.show_error(error)
        return
    session.messages.inform(tr("已撤回"))
    after(saved.id)
