"""咨询, 答复即结: what can be answered at once is taken in and over in one transaction."""

from db.records.matters.codes import AT_THE_WINDOW, EXPLAINED, INQUIRY
from db.records.matters.matter import Claimant, Matter
from db.services.move import move
from db.services.save_as_declared import save_as_declared
from db.store import Store


def answer_at_once(store: Store, subject: str, answer: str, claimant: Claimant | None = None) -> Matter:
    """A question and its answer as one matter that is over, counted as 当场办结.

    Raises:
        RecordInvalid: nothing was asked.
        MoveRefused: nothing was answered; no number is used up.
    """
    asked = Matter(
        subject=subject.strip(),
        nature=INQUIRY,
        channel=AT_THE_WINDOW,
        claimants=(claimant or Claimant(anonymous=True),),
    )
    with store.writing("当场答复"):
        taken = save_as_declared(store, asked)
        return move(
            store, taken, "answer", taken.taken, store.person_at_work(), result=answer.strip(), outcome=EXPLAINED
        )
