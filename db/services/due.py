"""What is due of a type: one line each, made by the service that its kind names."""

from collections.abc import Callable
from datetime import date, datetime

from attrs import frozen

from db.store import Store


@frozen
class DueItem:
    """One thing to do: number, matter, who it concerns, where it stands, and its last day."""

    table: str
    id: int
    number: str
    matter: str
    who: str
    stage: str
    due: date | None

    def days_left(self, today: date) -> int | None:
        """Days to the last day; negative when it is past; None without a last day."""
        return (self.due - today).days if self.due else None


Due = Callable[[Store, datetime], list[DueItem]]
"""What of one type is due at a time."""
