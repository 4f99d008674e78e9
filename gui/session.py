"""What one window works with: built once in `gui.app` and handed down; nothing here is global."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import Factory, define, field, frozen

from db.records.base import Record
from db.records.kinds import Kinds
from db.records.may import Right
from db.records.power import Power
from db.services.centre.own_words import lay_own_words
from db.services.centre.roles_told import NO_ROLE, roles_told
from db.services.centre.switches import in_use, seen
from db.services.kept_backups import KeptBackup
from db.store import Store
from gui.lookup import Lookup, StoreLookup
from gui.messages import Messages
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.keeper import Keeper


@define
class BackupNews:
    """What is known of today's backup; the desk finds out behind the clerk's back.

    Attributes:
        opened: the backup that was opened and found whole since the program started; None before.
        fault: why there is none; "" while nothing is wrong.
        again: looks whether today's backup lacks much by now, and then makes another one.
        keeper: keeps the second place up to date; None where nobody does, as in the practice community.
    """

    opened: KeptBackup | None = None
    fault: str = ""
    again: Callable[[], None] = lambda: None
    keeper: "Keeper | None" = None


@frozen
class Session:
    """One clerk at one store.

    Attributes:
        store: the open store.
        messages: the one door to the clerk.
        settings: what this PC remembers.
        kinds: the types of what the centre does: what is set for everybody follows from them.
        seen: those of them of which the clerk may see any: navigation, pages and search follow from them.
        lookup: finding and naming records, for widgets.
        backups: what is known of today's backup.
        chosen_last: the ids of what was chosen last since the program was opened, by what it was chosen for.
    """

    store: Store
    messages: Messages
    settings: Settings
    kinds: Kinds = field(default=Factory(lambda self: in_use(self.store), takes_self=True))
    seen: Kinds = field(default=Factory(lambda self: seen(self.store, self.kinds), takes_self=True))
    lookup: Lookup = field(default=Factory(lambda self: StoreLookup(self.store, self.seen), takes_self=True))
    backups: BackupNews = field(factory=BackupNews)
    chosen_last: dict[str, int] = field(factory=dict[str, int])

    def __attrs_post_init__(self) -> None:
        """Shows stages as this centre calls them, from now on."""
        lay_own_words(self.store)

    @property
    def is_practice(self) -> bool:
        """Whether this is the practice community, which every screen must say."""
        return self.store.centre().practice

    def may(self, kind: type[Record], right: Right) -> bool:
        """Whether the clerk may do something with records of a type."""
        return self.store.may(self.store.kinds[kind.TABLE], right)

    def can(self, power: Power) -> bool:
        """Whether the clerk has a power."""
        return self.store.can(power)

    def sees_whole(self) -> bool:
        """Whether the clerk may see numbers whole, each time with an entry of the log."""
        return self.can(Power.SEE_WHOLE)

    def clerk_words(self) -> str:
        """Who works here and what they may do today: 王敏 · 窗口登记员、调解员; a title on papers gives no right and is not told."""
        name = self.store.actor
        roles = roles_told(self.store.rights.roles) or NO_ROLE if self.store.account else ""
        return " · ".join(part for part in (name, roles) if part)
