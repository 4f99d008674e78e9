"""登记家人: what the next of a family has in common with somebody who is registered, and how they are likely to be related.

Nothing of it is kept unless the clerk saw it: values stand in the form, and a relation is offered, never written by itself.
"""

from collections.abc import Mapping, Sequence

from db.records.base import changed
from db.records.registry.heads import HEAD
from db.records.registry.resident import FEMALE, MALE, Resident
from db.services.registry.change_house import living_at
from db.store import Store

OF = "family_of"
"""Among what a registration is begun from: the id of the resident of whose family somebody is registered."""
SHARED = ("house", "registered_at", "population", "residence_match", "ethnicity", "phone")
"""What the next of a family has alike, until the clerk says otherwise."""
GENERATION = 16
"""Years between parents and children, at the least."""
_OWN, _SPOUSES, _CHILDRENS, _PARENTS, _OTHERS = "1", "2", "3", "4", "5"
"""Whose a telephone is: codes of the table ``phone_owner``."""
_PHONE_OF = {"1": _SPOUSES, "2": _PARENTS, "3": _PARENTS, "5": _CHILDRENS}
"""Whose the telephone of the head is for somebody, by the first figure of their relation to the head (GB/T 4761-2008)."""
# Codes of GB/T 4761-2008 by sex of the one to be registered; of 公婆 and 岳父母 the sex of the head decides.
_SAME_AGE = {MALE: ("11", "73", "71", "76", "78"), FEMALE: ("12", "77", "75", "74", "72")}
_YOUNGER = {MALE: ("20", "21", "28", "41", "43"), FEMALE: ("30", "31", "38", "42", "44")}
_OLDER = {MALE: ("51", "61", "63"), FEMALE: ("52", "62", "64")}
_IN_LAW = {(MALE, MALE): "55", (MALE, FEMALE): "56", (FEMALE, MALE): "53", (FEMALE, FEMALE): "54"}
_UNKNOWN = ("10", "20", "30", "50", "70", "99")


def family_of(resident: Resident, of: int = 0) -> dict[str, object]:
    """What to begin the registration of the next of a family from; ``of`` is the one from whom this one was begun, if so."""
    shared = {name: getattr(resident, name) for name in SHARED}
    return {**shared, OF: of or resident.id}


def begun_of(begun: Mapping[str, object]) -> int:
    """Of whose family a registration was begun; 0 where it was not."""
    of = begun.get(OF, 0)
    return of if isinstance(of, int) else 0


def head_of(store: Store, resident: Resident) -> Resident:
    """To whom the relation of the next of a family is told: the head where they live, else the resident."""
    there = living_at(store, resident.house) if resident.house else None
    head = store.get_many(Resident, [there.head]).get(there.head) if there and there.head else None
    return head or resident


def likely_relations(head: Resident, one: Resident, *, has_spouse: bool = False) -> Sequence[str]:
    """Codes of GB/T 4761-2008 that somebody may well be to a head, the likeliest first; by age and sex alone."""
    if one.sex not in (MALE, FEMALE) or not (head.birth and one.birth):
        return _UNKNOWN
    gap = one.birth.year - head.birth.year
    if gap >= GENERATION:
        return _YOUNGER[one.sex]
    if gap <= -GENERATION:
        in_law = _IN_LAW.get((head.sex, one.sex))
        return (*_OLDER[one.sex][:1], *((in_law,) if in_law else ()), *_OLDER[one.sex][1:])
    codes = _SAME_AGE[one.sex]
    weds = head.sex != one.sex and not has_spouse
    return codes if weds else codes[1:]


def has_spouse(store: Store, head: Resident) -> bool:
    """Whether a spouse of a head lives with them already."""
    there = living_at(store, head.house) if head.house else None
    return there is not None and any(m.relation.startswith("1") for m in there.present())


def with_phone_of(store: Store, resident: Resident, relation: str) -> Resident:
    """The resident, of whose telephone it is told that it is the head's, where it is and nobody said whose."""
    whose = _PHONE_OF.get(relation[:1], _OTHERS) if relation and relation != HEAD else ""
    if not whose or resident.phone_of or not resident.phone or not resident.house:
        return resident
    head = head_of(store, resident)
    same = head.id != resident.id and head.phone == resident.phone and head.phone_of in ("", _OWN)
    return changed(resident, phone_of=whose) if same else resident
