"""谁可以: which roles see, make, change, delete and export the records of a type; whoever is not named may not.

Declared with the type (`db.records.kind.Kind.may`), asked by the store (`db.store.rights`), for reading as well as for writing.
"""

from collections.abc import Iterable, Mapping
from enum import Enum, Flag, auto

from attrs import field, frozen

from db.records.role import EVERY_ROLE, Role

Roles = frozenset[Role]
NOBODY: Roles = frozenset()
BUSINESS = EVERY_ROLE - {Role.ADMIN, Role.AUDITOR}
"""Whoever deals with what people bring: not who looks after accounts and settings, nor who reads the log."""
SPECIALISTS = frozenset({Role.JUSTICE, Role.DISABLED, Role.CIVIL})
"""专干 of one group of people each: they know its people, and what is kept of them is their business."""


class Right(Enum):
    """What may be done with records of a type; the value is what a refusal calls it."""

    SEE = "查看"
    MAKE = "登记"
    CHANGE = "修改"
    DELETE = "删除"
    EXPORT = "导出"


class Own(Flag):
    """Which records of a type somebody sees; of several each will do.

    Attributes:
        ALL: whatever there is.
        GRIDS: what belongs to a grid in which the person holds a post today; see `db.records.scopes`.
        MINE: what the person acts in, as `db.records.condition.Test.MINE` asks it.
        OWNED: what belongs to a record that is seen; see `May.of`.
        LED_TO: what a record that is seen leads to; see `May.led`.
        LOOSE: what belongs to nothing; see `May.of`.
        ABOUT: what is about records of a type of which something is seen; see `May.about`.
    """

    ALL = auto()
    GRIDS = auto()
    MINE = auto()
    OWNED = auto()
    LED_TO = auto()
    LOOSE = auto()
    ABOUT = auto()


NOTHING = Own(0)


@frozen(kw_only=True)
class May:
    """Who may what with records of a type.

    Attributes:
        sees: which of them each role sees; one that is not here sees none.
        makes: whoever makes new ones.
        changes: whoever changes those that are seen; also whoever makes the moves that say nothing else.
        deletes: whoever takes out those that are seen.
        exports: whoever writes those that are seen into a file as a table.
        of: the column with what one belongs to: a link, a reference, or the table of a record whose id stands in ``<of>_id``.
        as_owner: whoever may change what one belongs to makes, changes and deletes it, and nobody else: nothing of that is said here.
        led: types whose records lead here, each with its link.
        about: the column with the table of those that one is about.
    """

    sees: Mapping[Role, Own] = field(factory=dict[Role, Own])
    makes: Roles = NOBODY
    changes: Roles = NOBODY
    deletes: Roles = NOBODY
    exports: Roles = NOBODY
    of: str = ""
    as_owner: bool = False
    led: tuple[tuple[str, str], ...] = ()
    about: str = ""

    def roles(self, right: Right) -> Roles:
        """Whoever has a right to some of them at least."""
        match right:
            case Right.SEE:
                return frozenset(role for role, own in self.sees.items() if own)
            case Right.MAKE:
                return self.makes
            case Right.CHANGE:
                return self.changes
            case Right.DELETE:
                return self.deletes
            case Right.EXPORT:
                return self.exports

    @property
    def for_all(self) -> bool:
        """Whether everybody sees all of them, even somebody without any role."""
        return all(self.sees.get(role) is Own.ALL for role in EVERY_ROLE)

    def own(self, roles: Iterable[Role]) -> Own:
        """Which of them is seen by whoever has all these roles."""
        found = NOTHING
        for role in roles:
            found |= self.sees.get(role, NOTHING)
        return found


def some(*roles: Role) -> Roles:
    """These roles."""
    return frozenset(roles)


def seen(everything: Iterable[Role], others: Mapping[Role, Own] | None = None) -> Mapping[Role, Own]:
    """Who sees all records of a type, and which of them others see."""
    return {**dict.fromkeys(sorted(everything), Own.ALL), **(others or {})}


_ALWAYS = some(Role.CHIEF, Role.ARCHIVIST)
"""Whoever sees all business: who answers for it, and who keeps it."""
_DESK = some(Role.DESK, Role.CHIEF)
_IN_GRIDS = {Role.GRID: Own.GRIDS}
_KNOW_PEOPLE = _ALWAYS | SPECIALISTS | {Role.DESK, Role.MEDIATOR, Role.SECRETARY}

RESIDENTS_MAY = May(
    sees=seen(_KNOW_PEOPLE, _IN_GRIDS),
    makes=_DESK | {Role.GRID},
    changes=_DESK | SPECIALISTS | {Role.GRID},
    deletes=_DESK,
    exports=_DESK,
)
"""Who lives here: a specialist keeps what is known of the own group, whoever goes from door to door knows the own grids."""
HOMES_MAY = May(
    sees=seen(_KNOW_PEOPLE, _IN_GRIDS),
    makes=_DESK | {Role.GRID},
    changes=_DESK | {Role.GRID},
    deletes=_DESK,
    exports=_DESK,
)
"""Households and houses."""
PLACES_MAY = May(sees=seen(BUSINESS), makes=_DESK, changes=_DESK, deletes=_DESK, exports=_DESK)
"""Grids, buildings, estates: what stands on every door plate."""
STAFF_MAY = May(
    sees=seen(BUSINESS),
    makes=_DESK | {Role.SECRETARY},
    changes=_DESK | {Role.SECRETARY},
    deletes=_DESK,
    exports=_DESK | {Role.SECRETARY},
)
"""Bodies, and the persons who act for them."""
POSTS_MAY = May(sees=seen(BUSINESS), makes=_DESK, changes=_DESK, deletes=_DESK, exports=_DESK)
"""Who holds which post: a post in a grid lets somebody see it, so that nobody gives it to himself who does not see it anyway."""
HALL_MAY = May(
    sees=seen(_ALWAYS | {Role.SECRETARY}, {role: Own.MINE for role in (Role.DESK, Role.GRID, Role.MEDIATOR)}),
    makes=some(Role.SECRETARY, Role.CHIEF),
    changes=some(Role.SECRETARY, Role.CHIEF),
    deletes=some(Role.SECRETARY, Role.CHIEF),
    exports=some(Role.SECRETARY, Role.CHIEF),
)
"""Meetings: besides who calls them, whoever takes the chair or the minutes."""
SETTINGS_MAY = May(sees=seen(EVERY_ROLE), makes=some(Role.ADMIN), changes=some(Role.ADMIN), deletes=some(Role.ADMIN))
"""What everybody needs to run the program, and who looks after it sets."""
LAYOUTS_MAY = May(
    sees=seen(EVERY_ROLE), makes=_DESK | {Role.ADMIN}, changes=_DESK | {Role.ADMIN}, deletes=_DESK | {Role.ADMIN}
)
"""How tables are read that are taken in: no more than their headings."""
KEPT_MAY = May(
    sees=seen((), dict.fromkeys(EVERY_ROLE, Own.ABOUT)),
    makes=BUSINESS,
    changes=BUSINESS,
    deletes=BUSINESS,
    about="table",
)
"""Lists that are kept: conditions may name people, so that they are for whoever may see such records."""
ATTACHED_MAY = May(sees=seen((), dict.fromkeys(BUSINESS, Own.OWNED)), of="of", as_owner=True)
"""What belongs to one record, such as photos and steps."""
