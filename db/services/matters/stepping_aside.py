"""回避: whoever a matter is about does not deal with it, and does not say how it was dealt with."""

from db.errors import Problem
from db.records.base import fields_of
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.flow import Move
from db.records.matters.matter import Matter
from db.records.registry.resident import Resident
from db.records.step import Step
from db.store import MoveRefused, Store

DEALING = frozenset({"handle", "check", "callback", "archive", "answer", "settle"})
"""Moves that nobody makes of a matter about themselves."""


def refuse_lead(store: Store, matter: Matter) -> None:
    """Lets a matter be led and helped by bodies that it is not about.

    Raises:
        MoveRefused: it is about one of them.
    """
    about = {record_id for table, record_id in _about(store, matter) if table == Body.TABLE}
    kinds = fields_of(Matter)
    if matter.lead in about:
        raise MoveRefused([kinds["lead"].problem("about", "就是被反映的单位，要回避", "请交给别的单位主办")])
    if about & {one.body for one in matter.helpers}:
        raise MoveRefused([kinds["helpers"].problem("about", "里有被反映的单位，要回避", "请换一个协办单位")])


def refuse_doer(store: Store, matter: Matter, move: Move, did: int) -> None:
    """Lets a matter be dealt with by somebody whom it is not about; 0 is who works here.

    Raises:
        MoveRefused: it is about them, or about somebody of that name of whom nobody said who it is.
    """
    person = store.find(Person, did or store.person_at_work()) if matter.against and move.name in DEALING else None
    if person is None:
        return
    about = _about(store, matter)
    if (Person.TABLE, person.id) in about or (person.resident and (Resident.TABLE, person.resident) in about):
        raise _refused(f"{person.name}是被反映的人，要回避", "请换一个人办")
    if any(not row.who and row.name.strip() == person.name for row in matter.against):
        raise _refused(
            f"被反映的人也叫{person.name}，是本人就要回避",
            "请换一个人办；不是同一人的，先在“被反映的人或单位”里选上登记的人",
        )


def _about(store: Store, matter: Matter) -> set[tuple[str, int]]:
    return {store.kinds.leads_to(row.who) for row in matter.against if row.who}


def _refused(what: str, remedy: str) -> MoveRefused:
    found: Problem = fields_of(Step)["did"].problem("about", what, remedy)
    return MoveRefused([found])
