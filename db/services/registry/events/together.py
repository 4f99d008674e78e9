"""People to whom something happens together: whether they are a whole household, and what each is to the first of them."""

from collections.abc import Mapping, Sequence

from db.records.registry.heads import HEAD
from db.records.registry.household import Household
from db.records.registry.resident import IN_REGISTER, Resident
from db.services.registry.events import kin
from db.services.registry.events.board import Board
from db.store import Store


def living(board: Board, home: Household) -> list[Resident]:
    """Whoever has a seat and is in the register: somebody whose state was changed by hand may have kept theirs."""
    return [one for one in board.people(home) if one.state == IN_REGISTER]


def whole(board: Board, who: Sequence[int]) -> Household | None:
    """The household of which all, and nobody else, are meant; None where some stay, or they are of several."""
    home = board.household(who[0])
    return home if home is not None and {one.id for one in living(board, home)} == set(who) else None


def old_relations(board: Board, who: Sequence[int]) -> Mapping[int, str]:
    """What each is to the head of the household of the first; "" for whoever belongs to another one."""
    home = board.household(who[0])
    return {i: board.relation(home, i) if home else "" for i in who}


def relations_before(store: Store, who: Sequence[Resident]) -> Mapping[int, str]:
    """What those who left on one day were to the head of the household that the first of them left then; "" where nobody knows."""
    first = who[0]
    homes = store.owners(Household, "members", "resident", [first.id]) if first.state_day else []
    seats = [{m.resident: m.relation for m in home.members if m.until == first.state_day} for home in homes]
    there = next((one for one in seats if first.id in one), None)
    return {one.id: there.get(one.id, "") if there else "" for one in who}


def to_first(board: Board, olds: Mapping[int, str], one: Resident, first: Resident) -> str:
    """What somebody is to the first, who is the head of the household that they begin together."""
    heads = [i for i, relation in olds.items() if relation == HEAD]
    old_head = board.get(Resident, heads[0]) if heads else None
    if olds[first.id] == HEAD:
        return olds[one.id]
    return kin.to_new_head(olds[one.id], one, first, olds[first.id], old_head)
