"""Whoever brought something that was joined to another matter is called back, too, and each of these tells how the other one ended.

A call is one callback since it was last checked; whoever brought several of them is called once.
"""

from collections.abc import Iterator

from db.records.base import fields_of
from db.records.matters.flow import VOID_STAGES, has_nobody_to_call
from db.records.matters.matter import Matter
from db.records.matters.parts import Callback
from db.services.matters.telling import named, tell
from db.store import MoveRefused, Store, Writer, eq, none_of
from db.store.lift import Lift
from db.values import person_name
from db.values.day import day_of


def refuse_uncalled(store: Store, matter: Matter) -> None:
    """Lets a matter be filed once all are called back who brought it, or what was joined to it, and gave a name.

    Raises:
        MoveRefused: fewer calls were made than there are people to call.
    """
    joined = _joined(store, matter)
    callers = {who: name for one in (matter, *joined) if not has_nobody_to_call(one) for who, name in _first(one)}
    made = list(_calls(matter))
    if not joined or len(made) >= len(callers):
        return
    others = "、".join(one.number or one.subject for one in joined)
    what = f"并来的{others}，诉求人也要回访：一共{len(callers)}人，现在回访了{len(made)}次"
    raise MoveRefused([fields_of(Matter)["callbacks"].problem("uncalled", what, "请再办“回访”，一人记一行")])


def tell_joined(store: Store, w: Writer, before: Matter, after: Matter) -> None:
    """Each that was joined to a matter tells that it ended and how, or that it goes on again."""
    if before.is_open() == after.is_open():
        return
    outcome = fields_of(Matter)["outcome"].show(after.outcome)
    for one in _joined(store, after):
        words = f"并入的{named(after)}已办结" if not after.is_open() else f"并入的{named(after)}又在办了"
        tell(store, w, one, f"{words}：{outcome}" if outcome and not after.is_open() else words)


def _calls(matter: Matter) -> Iterator[Callback]:
    """The calls that were made of how it was dealt with last: none of before it was checked, nor by which it was sent back."""
    back = next((one for one in reversed(matter.callbacks) if one.is_unsatisfied()), None)
    since = 0
    if back is not None and not matter.to_secretary:
        with_it = [n for n, one in enumerate(matter.callbacks) if (one.at, one.by) == (back.at, back.by)]
        since = with_it[-1] + 1
    for one in matter.callbacks[since:]:
        if matter.checked is None or (day_of(one.at) or matter.checked) >= matter.checked:
            yield one


def _joined(store: Store, matter: Matter) -> list[Matter]:
    with store.lifted(Lift.FOLLOWING):
        return list(store.select(Matter, eq("root", matter.id), none_of("stage", VOID_STAGES), order=("id",)))


def _first(matter: Matter) -> list[tuple[object, str]]:
    """Who is called of those who brought a matter: the first who gave a name."""
    one = next(c for c in matter.claimants if not c.anonymous)
    return [(one.who or (person_name.key(one.name), one.phone), one.name)]
