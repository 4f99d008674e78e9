"""Throwing a draft away, from where drafts are listed."""

from collections.abc import Callable

from db.services.unfinished import Unfinished
from gui.messages import Question
from gui.session import Session
from gui.words import tr


def throw_away(session: Session, one: Unfinished, refresh: Callable[[], None]) -> None:
    """Asks once, and can be undone while the line is shown."""
    question = Question(
        tr("不要“{0}”？").format(one.words()),
        tr("只去掉没有保存的内容；已经保存的记录不受影响。"),
        tr("不要了"),
        grave=True,
    )
    if session.messages.ask(question):
        drafts, draft = session.store.drafts, one.draft
        drafts.forget(draft)
        refresh()

        def bring_back() -> None:
            drafts.keep(draft.form, draft.key, draft.begun, draft.values, None)
            refresh()

        session.messages.inform(tr("已去掉：{0}").format(one.words()), bring_back)
