"""登记 with what the clerk said of matters that look like the same: it is joined to one, or is none of them, in one transaction.

matter = begin_with(store, Matter(...), Sameness(same=earlier.id))      # taken in with its number, and joined to the earlier one
case = begin_with(store, MediationCase(...), Sameness(same=earlier.id)) # a way of the earlier one; it makes no second matter
"""

from collections.abc import Collection
from typing import TypeVar

from attrs import frozen

from db.records.base import Record, changed
from db.records.matters.flow import JOIN
from db.records.matters.matter import Matter
from db.services.answers import UNASKED, Answers
from db.services.matters.alike import set_apart
from db.services.matters.ways import matter_of_way
from db.services.move import move
from db.services.save_as_declared import save_as_declared
from db.store import Store

R = TypeVar("R", bound=Record)


@frozen
class Sameness:
    """What was said of matters that look like the same.

    Attributes:
        same: the id of that which it is; 0 for none.
        apart: the ids of those that it is not.
    """

    same: int = 0
    apart: Collection[int] = ()


def begin_with(store: Store, record: R, said: Sameness, answers: Answers = UNASKED) -> R:
    """A new matter, or a new way of one, as saved.

    Raises:
        RecordInvalid: something forbids saving; no number is used up.
        MoveRefused: it cannot be joined to that; no number is used up.
        RecordGone: that is gone.
        AppError: see `save_as_declared`.
    """
    with store.writing(f"登记{record.LABEL}"):
        way = store.kinds[record.TABLE].way
        if said.same and way:
            one = store.get(Matter, said.same)
            record = changed(record, **{way.by: one.root or one.id})
        saved = save_as_declared(store, record, answers)
        matter = store.get(Matter, matter_of_way(store, saved))
        for other in store.get_many(Matter, said.apart).values():
            matter = set_apart(store, matter, other)
        if said.same and not way:
            matter = move(store, matter, JOIN, joined=said.same)
        return store.get(type(saved), saved.id)
