"""空置的房屋住进了人: what a flat that was said to stand empty is used as, once somebody lives there.

By whoever comes: the owner, or somebody of the owner's family, makes it 自住, a tenant 出租 (GB/T 31000-2015, 使用性质 and 与房主关系).
"""

from collections.abc import Iterable, Sequence

from db.records.base import changed, fields_of
from db.records.registry.place import House
from db.records.registry.resident import IN_REGISTER, Resident
from db.services.answers import Choice, Undecided, Use
from db.store import Store
from db.values import person_name

VACANT, OWN, LET = "3", "0", "2"
"""空置, 自住 and 出租 of the table ``house_use``."""
_FAMILY = frozenset({"01", "02", "03", "04", "05", "06"})
_TENANT = "09"
"""Codes of the table ``owner_relation``: families of the owner, and who rents."""


class UseChanges(Undecided):
    """Somebody comes to live in a flat that is said to stand empty: what it is used as is to be said."""

    code = "use_changes"


def likely_use(house: House, people: Iterable[Resident]) -> str:
    """What a flat is used as by those who come; "" where neither their word nor the owner's name tells it."""
    here = list(people)
    owners = {person_name.key(one.name) for one in house.owners if one.until is None and one.name}
    owners |= {person_name.key(house.owner)} if house.owner else set()
    if any(person_name.key(one.name) in owners or one.owner_relation in _FAMILY for one in here):
        return OWN
    return LET if owners or any(one.owner_relation == _TENANT for one in here) else ""


def live_in(store: Store, resident: Resident, before: Resident | None, said: Use) -> None:
    """A flat that was said to stand empty is used from now on by whoever was just registered there.

    Raises:
        UseChanges: ``said`` does not say as what.
    """
    if resident.state != IN_REGISTER or not resident.house or (before and _lived_there(before, resident.house)):
        return
    house = store.find(House, resident.house)
    if house is None or house.use != VACANT:
        return
    if said is Use.ASK:
        raise _asked(store, house, resident)
    store.save(changed(house, use=OWN if said is Use.OWN else LET))


def _lived_there(before: Resident, house: int) -> bool:
    return before.state == IN_REGISTER and before.house == house


def _asked(store: Store, house: House, resident: Resident) -> UseChanges:
    answers: Sequence[Choice] = (Choice(Use.OWN, shown(OWN)), Choice(Use.LET, shown(LET)))
    if likely_use(house, [resident]) == LET:
        answers = answers[::-1]
    owner = f"产权人是{house.owner}。" if house.owner else "没有写产权人。"
    return UseChanges(
        f"{store.title(house)}原来写着空置，现在有人住了，改成自住还是出租？",
        f"{owner}自己或家里人住的是自住，租客住的是出租；房屋的使用性质一起改。",
        *answers,
    )


def shown(use: str) -> str:
    """The word for a use of a house."""
    return fields_of(House)["use"].show(use)
