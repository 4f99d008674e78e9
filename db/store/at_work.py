"""Who works here: the clerk's account, followed by its id, so that another name of it is told at once wherever it was given."""

from typing import TYPE_CHECKING

from db.records.centre.account import Account

if TYPE_CHECKING:
    from db.store.reading import Reader


class AtWork:
    """The clerk of an open store.

    Attributes:
        name: as the audit enters it.
        account: its id; 0 where there is none of the name.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.account = 0

    def follow(self, reader: "Reader") -> None:
        """Learns whose account it is, the first one where nobody was named; after that, what this is called by now."""
        if self.account:
            known = reader.get_many(Account, [self.account]).get(self.account)
            self.name = known.name if known else self.name
        elif not self.name:
            first = reader.select(Account, limit=1)
            self.name, self.account = (first[0].name, first[0].id) if first else ("", 0)
        else:
            self.account = reader.account_id(self.name)
