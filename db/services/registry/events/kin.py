"""与户主关系 to another head: what follows from the old relation for certain, and nothing else (codes of GB/T 4761-2008).

Whoever was said to be a son of the head is a son of the head's wife in a booklet as well; what does not follow is left empty, to be asked.
"""

from collections.abc import Mapping

from db.records.registry.heads import HEAD
from db.records.registry.resident import FEMALE, MALE, Resident

HUSBAND, WIFE, SPOUSE = "11", "12", "10"
SPOUSES = frozenset({SPOUSE, HUSBAND, WIFE})
SONS = frozenset({"20", "21", "22", "23", "24", "25", "26", "27", "29"})
DAUGHTERS = frozenset({"30", "31", "32", "33", "34", "35", "36", "37", "39"})
CHILDREN = SONS | DAUGHTERS
TAKEN_IN = frozenset({"27", "37"})
"""养子或继子, 养女或继女: whose child they are besides is not told by the code."""
SON, DAUGHTER, SON_IN_LAW, DAUGHTER_IN_LAW = "20", "30", "28", "38"
DESCENDANTS = frozenset(str(n) for n in range(20, 50))
FATHER, MOTHER, PARENT = "51", "52", "50"
SIBLING = "70"
_SIBLINGS = {MALE: ("71", "73"), FEMALE: ("75", "77")}
_BY_MARRIAGE = {(FEMALE, FATHER): "53", (FEMALE, MOTHER): "54", (MALE, FATHER): "55", (MALE, MOTHER): "56"}
_GRANDPARENTS = {(MALE, FATHER): "61", (MALE, MOTHER): "62", (FEMALE, FATHER): "63", (FEMALE, MOTHER): "64"}


def spouse_of(head: Resident) -> str:
    """What the head is to a husband or wife who is the head now."""
    return {MALE: HUSBAND, FEMALE: WIFE}.get(head.sex, SPOUSE)


def parent_of(one: Resident) -> str:
    """What somebody is to a child who is the head now."""
    return {MALE: FATHER, FEMALE: MOTHER}.get(one.sex, PARENT)


def step_parent_of(one: Resident) -> str:
    """What somebody is to a child whom they adopted, or married the parent of, and who is the head now."""
    return {MALE: "57", FEMALE: "58"}.get(one.sex, "59")


def child_of(one: Resident) -> str:
    """What a child is to the head; which of several is not told."""
    return {MALE: SON, FEMALE: DAUGHTER}.get(one.sex, "")


def to_new_head(old: str, one: Resident, new: Resident, was: str, old_head: Resident | None) -> str:
    """What somebody is to a new head.

    Args:
        old: what they were to the old one; `HEAD` for the old head.
        one: who.
        new: the new head.
        was: what the new head was to the old one.
        old_head: who was the head; None where nobody was.
    """
    if one.id == new.id:
        return HEAD
    if was in SPOUSES:
        return spouse_of(one) if old == HEAD else _by_marriage(old, new)
    if was in TAKEN_IN:
        return step_parent_of(one) if old == HEAD else ""
    if was in CHILDREN:
        return _sibling_of(one, new) if old in CHILDREN - TAKEN_IN else _of_child(old, one, old_head)
    if was in (FATHER, MOTHER, PARENT) and old == HEAD:
        return child_of(one)
    return ""


def _by_marriage(old: str, new: Resident) -> str:
    if old in DESCENDANTS:
        return "" if old in TAKEN_IN else old
    return _BY_MARRIAGE.get((new.sex, old), "")


def _sibling_of(one: Resident, new: Resident) -> str:
    """What another child of the old head is to the one who is the head now: 兄弟姐妹, and which of them where sex and age tell."""
    if one.sex not in _SIBLINGS or not (one.birth and new.birth) or one.birth == new.birth:
        return SIBLING
    older, younger = _SIBLINGS[one.sex]
    return older if one.birth < new.birth else younger


def _of_child(old: str, one: Resident, old_head: Resident | None) -> str:
    if old == HEAD:
        return parent_of(one)
    if old in SPOUSES:
        return parent_of(one)
    return _GRANDPARENTS.get((old_head.sex, old), "") if old_head else ""


def of_child(parent: str, child: Resident) -> str:
    """What a child who is born is to the head, whose child or husband or wife the parent is; "" where that is not told."""
    if parent == HEAD or parent in SPOUSES:
        return child_of(child)
    if parent in SONS | {DAUGHTER_IN_LAW}:
        return {MALE: "41", FEMALE: "42"}.get(child.sex, "40")
    if parent in DAUGHTERS | {SON_IN_LAW}:
        return {MALE: "43", FEMALE: "44"}.get(child.sex, "40")
    return ""


def of_partner(own: str, partner: Resident) -> str:
    """What a husband or wife is to the head, of whom the other is something; "" where that is not told."""
    if own == HEAD:
        return spouse_of(partner)
    if own in SONS:
        return DAUGHTER_IN_LAW
    return SON_IN_LAW if own in DAUGHTERS else ""


RANK: Mapping[str, int] = {**dict.fromkeys(SPOUSES, 0), **dict.fromkeys(CHILDREN, 1)}
"""Who is proposed as the next head: the husband or wife, then the children, then anybody else; the eldest first."""
