"""共性问题 as it is saved: between which days its matters came is filled in where nobody wrote it."""

from db.records.base import changed
from db.records.matters.common_problem import CommonProblem
from db.records.matters.matter import Matter
from db.services.answers import UNASKED, Answers
from db.services.save_record import save_record
from db.store import Store
from db.values.day import day_of


def keep_common(store: Store, problem: CommonProblem, answers: Answers = UNASKED) -> CommonProblem:
    """The common problem as saved.

    Raises:
        AppError: see `save_record`.
    """
    matters = store.get_many(Matter, [one.matter for one in problem.matters if one.matter]).values()
    came = [day for one in matters if (day := day_of(one.taken))]
    first, last = problem.first or min(came, default=None), problem.last or max(came, default=None)
    return save_record(store, changed(problem, first=first, last=last), answers)
