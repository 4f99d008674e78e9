"""名单里没有: those of the register whom a list does not name are marked to be looked at again; nobody is deleted."""

from collections.abc import Collection, Sequence
from datetime import date

from db.records.base import changed
from db.records.registry.resident import IN_REGISTER, Resident
from db.store import Store

_BEGINS = "名单里没有（"
_PARTED = "；"


def doubt_gone(store: Store, ids: Collection[int], today: date) -> Sequence[Resident]:
    """Writes into 待核实 of residents that a list of the day lacks them; those who were marked, without whom it was written already.

    Raises:
        NotAllowed: the clerk may not change residents.
        RecordChanged: somebody changed one meanwhile.
    """
    with store.writing("名单里没有的待核实") as w:
        there = w.read.get_many(Resident, ids).values()
        meant = [one for one in there if one.state == IN_REGISTER and _BEGINS not in one.doubt]
        return w.save_all(
            [changed(one, doubt=_PARTED.join(filter(None, (one.doubt, f"{_BEGINS}{today}核对）")))) for one in meant]
        )


def clear_gone(store: Store, ids: Collection[int]) -> None:
    """Takes that back, of whoever is still so marked; what else is written there stays.

    Raises:
        NotAllowed: the clerk may not change residents.
    """
    with store.writing("撤回：名单里没有的待核实") as w:
        there = [one for one in w.read.get_many(Resident, ids).values() if _BEGINS in one.doubt]
        w.save_all([changed(one, doubt=_without(one.doubt)) for one in there])


def _without(doubt: str) -> str:
    return _PARTED.join(said for said in doubt.split(_PARTED) if not said.startswith(_BEGINS))
