"""What a move of a matter brings with it besides what is typed: who had it first, when somebody was answered, whose it is then.

Somebody who is not content sends it back to be dealt with once, in the deed in which that was entered; the second time it is
left to the chief. 首接负责: whoever it was given to first is kept, and leads until an objection is decided.
"""

from collections.abc import Mapping

from attrs import evolve

from db.records.base import changed, fields_of
from db.records.clock import EXTEND
from db.records.flow import Move
from db.records.matters.codes import SOLVED
from db.records.matters.flow import SEND_BACK, has_nobody_to_call
from db.records.matters.matter import Matter
from db.records.matters.parts import YES
from db.records.moving import live
from db.services.centre.working_days import holidays_of
from db.services.matters.claimants_told import refuse_uncalled
from db.services.matters.skipping import SKIP, rule_for, send_copies, take_back_copies
from db.store import MoveRefused, Store, Writer
from db.values.day import moment_of
from db.values.posting_period import working_days_between

CALLBACK, ARCHIVE, REOPEN = "callback", "archive", "reopen"
_GIVEN = ("assign", "skip")
"""The moves by which somebody gets it first."""
NOBODY_RATED = "9"
"""Code of the table ``matter_rating``: 无法评议."""
_RATINGS = {"1": "1", "2": "2", "4": "3", "5": "3"}
"""What is proposed as 评议 where somebody said so as they were called back; 一般 is none of its words."""
_WHY = "诉求人第一次不满意，照规则退回处置一次；再不满意的交书记/主任定"


def stage_moved(store: Store, w: Writer, before: Matter, after: Matter, move: Move | None) -> Matter:
    """The matter as a move is to leave it; as it is where one is taken back (None).

    Raises:
        MoveRefused: it goes past stages, and no rule lets it; somebody who brought what was joined to it was not called back; or
            somebody else would lead while an objection waits for the chief.
    """
    if move is None:
        take_back_copies(store, w, before)
        return after
    if before.objected and after.objected and after.lead != before.lead:
        lead = fields_of(Matter)["lead"]
        raise MoveRefused([lead.problem("objected", "有管辖异议，裁定以前不能换", "请书记/主任先“裁定主办”")])
    told: dict[str, object] = {}
    if move.name == SKIP:
        send_copies(store, w, before, after)
    if "first_lead" in move.gives and not after.first_lead and not (move.name == REOPEN and _was_given(store, before)):
        told["first_lead"] = after.lead
    if "first_answer" in move.gives and after.first_answer is None and after.told != before.told:
        told["first_answer"] = moment_of(after.told)
    if move.name == ARCHIVE:
        refuse_uncalled(store, after)
    if move.name == CALLBACK:
        told["to_secretary"] = before.to_secretary or _is_unsatisfied_again(before, after)
    if move.name == EXTEND and before.due and after.due:
        told["days_granted"] = working_days_between(before.due, after.due, holidays_of(store))
    return changed(after, **told) if told else after


def sent_back(before: Matter, after: Matter, move: Move) -> tuple[str, str]:
    """That a matter goes back to be dealt with, and why, after a callback by which somebody was not content for the first time."""
    if move.name != CALLBACK or not _is_unsatisfied(before, after):
        return "", ""
    return ("", "") if any(one.is_unsatisfied() for one in before.callbacks) else (SEND_BACK, _WHY)


def filled(store: Store, matter: Matter, move: Move) -> Mapping[str, object]:
    """What is proposed with a move: whom a rule gives it to, and how whoever was called back last rated it."""
    if move.name == SKIP and (rule := rule_for(store, matter)):
        return {"level": rule.level, "lead": rule.lead}
    if move.name != ARCHIVE:
        return {}
    if not matter.callbacks:
        return {"rating": NOBODY_RATED} if has_nobody_to_call(matter) else {}
    last = matter.callbacks[-1]
    return {"rating": _RATINGS.get(last.satisfaction, ""), "outcome": SOLVED if last.solved == YES else ""}


def called_back_first(matter: Matter, moves: list[Move]) -> list[Move]:
    """The moves of a matter, the usual one first: whoever brought it is called back before it is filed."""
    names = {move.name: move for move in moves}
    usual, calling = names.get(ARCHIVE), names.get(CALLBACK)
    owes = matter.called_back is None and not has_nobody_to_call(matter)
    if usual is None or calling is None or not usual.main or not owes:
        return moves
    others = [move for move in moves if move not in (usual, calling)]
    return [evolve(calling, main=True), evolve(usual, main=False), *others]


def _was_given(store: Store, matter: Matter) -> bool:
    """Whether somebody had it already, though nobody wrote down who was the first: what is older than 首接单位, and orders of others."""
    return any(step.move in _GIVEN for step in live(store.steps(matter)))


def _is_unsatisfied_again(before: Matter, after: Matter) -> bool:
    """Whether that is not the first time: it is the chief's then until it is sent back, whatever somebody says later."""
    return _is_unsatisfied(before, after) and any(one.is_unsatisfied() for one in before.callbacks)


def _is_unsatisfied(before: Matter, after: Matter) -> bool:
    """Whether one of those who were called back with a move is not content."""
    return any(one.is_unsatisfied() for one in after.callbacks[len(before.callbacks) :])
