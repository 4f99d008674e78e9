"""Saving what bears a number: asks for the 代字 before the first one, and what becomes of a number whose paper moves."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog

from db.services.letters.issue_number import WordMissing
from db.services.letters.number_record import Move, NumberMoves
from db.store import Store
from gui.messages import Messages, Question
from gui.words import tr

T = TypeVar("T")


def numbered(store: Store, messages: Messages, save: Callable[[Move], T]) -> T:
    """What ``save`` gives, after the clerk has answered what it asks.

    Raises:
        WordMissing: the clerk gave no 代字.
        AppError: whatever else forbids saving.
    """
    from gui.dialogs.number_word import NumberWord  # not before it is asked for

    move = Move.ASK
    while True:
        try:
            return save(move)
        except NumberMoves as error:
            again = Question(error.message, error.remedy, tr("作废旧号，取新号"), tr("保留这个号"), grave=True)
            move = Move.RENEW if messages.ask(again) else Move.KEEP
        except WordMissing as error:
            dialog = NumberWord(store, error.family, error.day, error.message)
            if dialog.exec() != QDialog.DialogCode.Accepted:
                raise
