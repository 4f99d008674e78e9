"""回执码: by which whoever brought a matter asks how it stands; typed, or scanned off the slip."""

import secrets

from db.records.matters.flow import CLOSED_STAGES, VOID_STAGES
from db.records.matters.matter import Matter
from db.records.visits.round_sheet import RoundSheet
from db.store import Store, among, eq, none_of
from db.store.lift import Lift
from db.values import sheet_code

_AT_ONCE = 24
"""So many are drawn at a time: that none of them is free, nine out of ten would have to be in use."""


def new_slip(store: Store) -> str:
    """A code that no open matter and no paper of a visit day that is out has: five figures, or seven where those are nearly used up.

    At random, so that nobody guesses a neighbour's from their own. Its last figure is a check; see `db.values.sheet_code`.
    """
    while True:
        for first, last in (
            (sheet_code.FIRST, sheet_code.LAST),
            (sheet_code.FIRST_LONG, sheet_code.LAST_LONG),
        ):
            drawn = [sheet_code.made(first + secrets.randbelow(last - first + 1)) for _ in range(_AT_ONCE)]
            taken = _taken(store, drawn)
            if free := [code for code in drawn if code not in taken]:
                return free[0]


def matter_of_slip(store: Store, code: str) -> int:
    """The id of the matter whose slip has a code, the open one before others, then the newest; 0 for none that this account sees."""
    code = code.strip()
    if not sheet_code.has_shape(code):
        return 0
    for where in ((none_of("stage", CLOSED_STAGES),), (none_of("stage", VOID_STAGES),), ()):
        if found := store.ids(Matter, eq("slip", code), *where, order=("-taken", "-id"), limit=1):
            return found[0]
    return 0


def is_mistyped(code: str) -> bool:
    """Whether figures look like a code and are none: those of before had no check, so it is asked of what finds nothing alone."""
    return sheet_code.has_shape(code.strip()) and not sheet_code.is_one(code.strip())


def _taken(store: Store, codes: list[str]) -> set[str]:
    with store.lifted(Lift.SAME):
        matters = store.select(Matter, among("slip", codes), none_of("stage", CLOSED_STAGES))
        papers = store.select(RoundSheet, among("code", codes), eq("keyed", None))
    return {one.slip for one in matters} | {one.code for one in papers}
