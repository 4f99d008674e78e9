"""Saving at the window: what is to be said before is asked, the 代字 before the first number, and then it is saved."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog

from db.records.base import Record
from db.services.answers import ASKED_HEAD, UNASKED, Answers, OldDay, Undecided
from db.services.letters.issue_number import WordMissing
from db.services.matters.ending import left
from db.services.save_as_declared import save_as_declared
from db.store import Store
from db.store.drafts import Draft
from db.values import masks
from gui.messages import Messages, Question
from gui.words import tr

T = TypeVar("T")
R = TypeVar("R", bound=Record)


def save(store: Store, messages: Messages, record: R, answers: Answers = UNASKED, typed: Draft | None = None) -> R:
    """The record as saved by what its type declares; see `answered`."""
    return answered(store, messages, lambda said: save_as_declared(store, record, said), answers, typed)


def told_of_matter(store: Store, saved: Record) -> str:
    """How the matter stands of which a record is a way that is over, to go behind what is told of this; "" where nothing is left."""
    if (found := left(store, saved)) is None:
        return ""
    told = tr("；{0}的办理途径都办完了，可以办结") if found.can_settle else tr("；{0}还没有办结，接着办")
    if found.can_settle and found.by:
        told = tr("；{0}的办理途径都办完了，请{1}办结")
    return told.format(found.matter.number or masks.in_text(found.matter.subject), found.by)


def answered(
    store: Store,
    messages: Messages,
    do: Callable[[Answers], T],
    answers: Answers = UNASKED,
    typed: Draft | None = None,
) -> T:
    """What ``do`` gives, after the clerk has answered what it asks.

    Args:
        store: the open one.
        messages: the door to the clerk.
        do: saves, in one transaction.
        answers: what was said before.
        typed: the draft of what is saved, which goes with it.

    Raises:
        WordMissing: the clerk gave no 代字.
        AppError: whatever else forbids saving.
    """
    from gui.dialogs.number_word import NumberWord  # not before it is asked for

    if answers.old is OldDay.TRUSTED:
        answers = answers.with_(OldDay.ASK)
    if answers.head is None:
        answers = answers.with_(ASKED_HEAD)
    while True:
        try:
            with store.drafts.going_with(typed):
                return do(answers)
        except Undecided as error:
            yes, no = error.yes, error.no
            question = Question(error.message, error.remedy, yes.words, no.words, grave=error.grave)
            answers = answers.with_((yes if messages.ask(question) else no).said)
        except WordMissing as error:
            dialog = NumberWord(store, error.family, error.day, error.message)
            if dialog.exec() != QDialog.DialogCode.Accepted:
                raise
