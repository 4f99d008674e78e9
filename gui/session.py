"""What one window works with: built once in `gui.app` and handed down; nothing here is global."""

from attrs import Factory, field, frozen

from db.store import Store
from gui.lookup import Lookup, StoreLookup
from gui.messages import Messages
from gui.settings import Settings


@frozen
class Session:
    """One clerk at one store.

    Attributes:
        store: the open store.
        messages: the one door to the clerk.
        settings: what this PC remembers.
        lookup: finding and naming records, for widgets.
    """

    store: Store
    messages: Messages
    settings: Settings
    lookup: Lookup = field(default=Factory(lambda self: StoreLookup(self.store), takes_self=True))

    @property
    def is_practice(self) -> bool:
        """Whether this is the practice community, which every screen must say."""
        return self.store.centre().practice
