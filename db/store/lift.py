"""Why the program reads or writes for its own keeping what the clerk who works here may not: a closed list.

`Store.lifted` takes one; nothing that is read inside is told to the clerk, and `tests/db/rights/test_lifts.py` names every use.
"""

from enum import Enum


class Lift(Enum):
    """What the program does by itself.

    Attributes:
        PRACTISING: in the practice community nobody's work is lost, and whoever tries the program out may everything.
        CLAIMING: whoever opens a store of before, or by the recovery code, becomes the administrator that there is none of.
        OPENING: what follows from the day when a store is opened: terms that ran out, calendars, photos that are looked after.
        BACKUP: the daily copy, and what is known of backups.
        FIGURES: the value of a figure is the whole centre's.
        NUMBERS: the number book follows the records that bear its numbers.
        FOLLOWING: what follows in other records from a deed that was allowed.
        SAME: whether somebody or something that is to be saved is there already.
        IN_USE: how much there is of a piece of work that the centre may do without, or of an option that it may rename.
        HANDING_OVER: what somebody has in hand who hands it over, how much of it is whose, and that it goes to who takes over.
        UNDOING: what was done as a whole is taken back as a whole.
    """

    PRACTISING = "practising"
    CLAIMING = "claiming"
    OPENING = "opening"
    BACKUP = "backup"
    FIGURES = "figures"
    NUMBERS = "numbers"
    FOLLOWING = "following"
    SAME = "same"
    IN_USE = "in_use"
    HANDING_OVER = "handing_over"
    UNDOING = "undoing"
