"""重复来访: whoever comes again with nothing new is told how it stands; it is noted with the first one and makes no second matter.

《北京市接诉即办工作条例》 第十一条（三） has it so.
"""

from db.errors import RecordChanged
from db.records.base import changed, fields_of
from db.records.bodies.body import Body
from db.records.matters.codes import ELSEWHERE
from db.records.matters.matter import Matter
from db.records.matters.parts import Claimant
from db.records.step import NOTED, UNDONE, Step
from db.services.move import flow_of
from db.store import Store
from db.values import masks
from db.values.day import day_of, this_minute

REPEATED = "重复来访"


def is_of_same(one: Matter, other: Matter) -> bool:
    """Whether one of those who brought a matter brought the other one, too."""
    return any(_is_same(a, b) for a in one.claimants for b in other.claimants)


def _is_same(one: Claimant, other: Claimant) -> bool:
    if one.anonymous or other.anonymous:
        return False
    if one.who and other.who:
        return one.who == other.who
    phones = one.phone.strip(), other.phone.strip()
    names = one.name.strip(), other.name.strip()
    if all(phones):
        return phones[0] == phones[1]
    return bool(names[0]) and names[0] == names[1]


def note_repeat(store: Store, first: Matter, typed: Matter) -> str:
    """How the first one stands, to be read out; that somebody came again is noted with it, with what was typed.

    Raises:
        NotAllowed: whoever works here may not change it.
        RecordChanged: somebody else saved it since it was read.
    """
    now, said = this_minute(), progress(store, first)
    note = "\n".join(filter(None, (typed.subject.strip(), typed.facts.strip(), f"告诉来人：{said}")))
    step = Step(
        what=NOTED, said=REPEATED, at=now, keyed=now, account=store.account, did=store.person_at_work(), note=note
    )
    with store.writing(REPEATED) as w:
        if first.first_answer is None:
            first = w.follow(changed(first, first_answer=now), "first_answer")
            step = changed(step, kept=first.version)
        w.write_step(first, step)
    return said


def take_back_repeat(store: Store, first: Matter) -> Matter:
    """The first one as it was before `note_repeat`, which was given it so; a reversing step says that nobody came again.

    Raises:
        NotAllowed: whoever works here may not change it.
        RecordChanged: something was done with it since, or what was noted there was taken back.
    """
    now, at = store.get(Matter, first.id), this_minute()
    steps, answered = store.steps(now), first.first_answer is None
    noted = steps[-1] if steps else Step()
    is_ours = noted.what == NOTED and noted.said == REPEATED and noted.account == store.account
    if not is_ours or now.version != first.version + answered:
        raise RecordChanged(f"诉求（{store.title(now)}）")
    step = Step(what=UNDONE, said=f"撤回：{REPEATED}", at=at, keyed=at, account=store.account, reverses=noted.id)
    with store.writing(f"撤回：{REPEATED}") as w:
        if answered:
            now = w.follow(changed(now, first_answer=None), "first_answer")
            step = changed(step, kept=now.version)
        w.write_step(now, step)
    return now


def progress(store: Store, matter: Matter) -> str:
    """How a matter stands, in words for whoever brought it: nothing of persons."""
    kinds, taken = fields_of(Matter), day_of(matter.taken)
    stage = flow_of(store, matter).stage(matter.stage)
    body = store.titles(Body.TABLE, [matter.lead]).get(matter.lead, "") if matter.lead else ""
    ended = kinds["outcome"].show(matter.outcome) if matter.outcome else ""
    way = kinds["elsewhere"].show(matter.elsewhere) if matter.outcome == ELSEWHERE and matter.elsewhere else ""
    told = (
        f"{taken.month}月{taken.day}日受理" if taken else "",
        f"{matter.closed.month}月{matter.closed.day}日办结"
        if matter.closed
        else f"现在到“{stage.label}”"
        if stage
        else "",
        f"结果：{ended}" if ended else "",
        f"请通过{way}" if way else "",
        f"主办：{body}" if body else "",
        f"期限{matter.due.month}月{matter.due.day}日" if matter.due and not matter.closed else "",
    )
    return f"{matter.number}“{masks.in_text(matter.subject)}”：" + "，".join(filter(None, told))
