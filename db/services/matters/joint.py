"""3+X联合调处: the three fixed seats are always there, in their order, before all others."""

from db.records.base import changed
from db.records.matters.joint_talk import FIXED_SEATS, JointSeat, JointTalk
from db.services.answers import UNASKED, Answers
from db.services.save_record import save_record
from db.store import Store


def keep_joint_talk(store: Store, talk: JointTalk, answers: Answers = UNASKED) -> JointTalk:
    """The talk as saved, with a seat of each of the three (S2-65); one that nobody wrote down was not attended.

    Raises:
        AppError: see `save_record`.
    """
    return save_record(store, changed(talk, seats=seated(talk.seats)), answers)


def seated(seats: tuple[JointSeat, ...]) -> tuple[JointSeat, ...]:
    """The seats, the three fixed ones first."""
    fixed = [one for code in FIXED_SEATS for one in _of(seats, code)]
    return (*fixed, *(one for one in seats if one.seat not in FIXED_SEATS))


def _of(seats: tuple[JointSeat, ...], code: str) -> list[JointSeat]:
    return [one for one in seats if one.seat == code] or [JointSeat(seat=code)]
