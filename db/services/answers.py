"""What may have to be said before a record is saved, and what a door says beforehand.

saved = save_as_declared(store, record)                          # Undecided: nothing was saved
saved = save_as_declared(store, record, answers.with_(said))     # said by one of its two choices
"""

from datetime import date
from enum import Enum

from attrs import evolve, frozen

from db.errors import AppError


class Numbering(Enum):
    """What becomes of a number when its paper changes its kind or goes to another year.

    Attributes:
        ASK: nobody said; the clerk is to be asked.
        KEEP: the paper keeps it, and the book says so.
        RENEW: it is made void, and the next one of the new family and year is drawn.
    """

    ASK = "ask"
    KEEP = "keep"
    RENEW = "renew"


class Becomes(Enum):
    """What becomes of the household of a resident whose door is another one now.

    Attributes:
        ASK: nobody said; the clerk is to be asked, where others are concerned.
        TOGETHER: the whole household moves with the resident.
        ALONE: the resident leaves the present household; whom they join is asked, where somebody lives behind the new door.
        JOIN: the resident alone moves, into the household that is there.
        OWN: the resident alone moves, and begins a household.
    """

    ASK = "ask"
    TOGETHER = "together"
    ALONE = "alone"
    JOIN = "join"
    OWN = "own"


class Posts(Enum):
    """What becomes of the posts of somebody who leaves the register.

    Attributes:
        ASK: nobody said; the clerk is to be asked, where there are any.
        END: they end with the day of leaving.
        KEEP: they stay as they are.
    """

    ASK = "ask"
    END = "end"
    KEEP = "keep"


class OldDay(Enum):
    """Whether a day long ago is meant, by which a number is to be counted.

    Attributes:
        TRUSTED: it comes from a table or a program, and nobody is there to be asked.
        ASK: nobody said; the clerk is to be asked.
        RIGHT: it is meant.
        WRONG: it is not; no number is drawn.
    """

    TRUSTED = "trusted"
    ASK = "ask"
    RIGHT = "right"
    WRONG = "wrong"


class Use(Enum):
    """What a flat that was said to stand empty is used as, now that somebody lives there.

    Attributes:
        ASK: nobody said; the clerk is to be asked.
        OWN: by the owner or the owner's family.
        LET: by a tenant.
    """

    ASK = "ask"
    OWN = "own"
    LET = "let"


@frozen
class NewHead:
    """Who is to be the head of those who stay, where the head leaves the register.

    Attributes:
        id: of the resident; 0 where nobody said yet.
        refused: ids of whoever was proposed and is not meant.
    """

    id: int = 0
    refused: tuple[int, ...] = ()


TRUSTED_HEAD, ASKED_HEAD = None, NewHead()
"""The likeliest becomes the head, for nobody is there to be asked; a clerk is there, and is asked."""
Said = Numbering | Becomes | Posts | OldDay | Use | NewHead


@frozen
class Answers:
    """All that was said so far.

    Attributes:
        relation: to the head of the household that they join; code of the table ``relation``, "" where nobody said.
        head: who follows a head that leaves; None where nobody is there to be asked.
        since: the first day behind the door where somebody is registered; None where nobody said.
    """

    number: Numbering = Numbering.ASK
    household: Becomes = Becomes.ASK
    posts: Posts = Posts.ASK
    old: OldDay = OldDay.TRUSTED
    use: Use = Use.ASK
    relation: str = ""
    head: NewHead | None = TRUSTED_HEAD
    since: date | None = None

    def with_(self, said: Said) -> "Answers":
        """These, and one more; it takes the place of an earlier one to the same question."""
        match said:
            case Numbering():
                return evolve(self, number=said)
            case Becomes():
                return evolve(self, household=said)
            case Posts():
                return evolve(self, posts=said)
            case OldDay():
                return evolve(self, old=said)
            case Use():
                return evolve(self, use=said)
            case NewHead():
                return evolve(self, head=said)


UNASKED = Answers()
"""Nothing was said."""


@frozen
class Choice:
    """One of two answers.

    Attributes:
        said: what goes with the next attempt.
        words: the verb of it.
    """

    said: Said
    words: str


class Undecided(AppError):
    """Something is to be said before this can be saved; nothing was. The message is what happened, the remedy what will.

    Attributes:
        yes, no: the two answers.
        grave: whether the first one loses something.
    """

    code = "undecided"

    def __init__(self, message: str, remedy: str, yes: Choice, no: Choice, *, grave: bool = False) -> None:
        super().__init__(message, remedy)
        self.yes, self.no, self.grave = yes, no, grave
