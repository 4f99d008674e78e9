"""What is keyed of a move, and which of several at once is refused."""

from collections.abc import Mapping
from datetime import datetime

from attrs import field, frozen

from db.errors import RecordInvalid
from db.store import MoveRefused


class StepRefused(MoveRefused):
    """One of several moves that are keyed at once is refused, and with it all.

    Attributes:
        number: which one, counted from 0.
    """

    def __init__(self, number: int, label: str, refused: MoveRefused | RecordInvalid) -> None:
        super().__init__(refused.problems, f"第{number + 1}步“{label}”：{refused.message}")
        self.number = number


@frozen
class Keyed:
    """One of several moves that are keyed at once from a filled form.

    Attributes:
        name: of the move.
        at: when it happened; None for now.
        did: the person who did it; 0 where nobody says.
        second: who agreed, where two must.
        reason: why.
        note: what was said or done.
        values: of the fields that it fills in.
    """

    name: str
    at: datetime | None = None
    did: int = 0
    second: int = 0
    reason: str = ""
    note: str = ""
    values: Mapping[str, object] = field(factory=dict[str, object])
