"""经过: what happened with a record, step by step; one append-only table for all types.

A step is written down once. When it *happened* (`at`) and who *did* it are what clocks, figures and rules read; when it was
*keyed*, and by which account, stands beside it: a grid chief signs on paper at nine, the clerk keys it at five.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Link, LongText, Looks, Moment, Privacy, Ref, Text, Whole
from db.records.base import Record, fields_of
from db.records.kind import Kind, Room
from db.records.may import ATTACHED_MAY

MOVED, UNDONE, NOTED, REMINDED, CALLED, HANDED_UP, HANDED_BACK, CORRECTED, TAKEN_OVER, RECKONED, HANDED_ON = (
    str(n) for n in range(1, 12)
)
"""What a step is; codes of the table ``step_kind``. Of one that hands on, `Step.did` is who has it in hand from then on."""


@frozen(kw_only=True, slots=False)
class Step(Record):
    """一步经过.

    Attributes:
        of: the record that it belongs to.
        move: the name of the move, as its flow declares it; "" for a note, a reminder, a call.
        before: the stage at which it was made.
        after: the stage to which it led.
        said: what was read of it on its day: the labels of the move and of both stages.
        second: who agreed, where two must.
        reverses: the step that it takes back.
        kept: the version of the record as it was saved with the step: while it has that, nothing followed.
        until: the last day that it gave to a clock, other than the rule would; a day alone has no clock time.
    """

    TABLE: ClassVar[str] = "step"
    LABEL: ClassVar[str] = "经过"

    of: Annotated[int, Ref("关于", required=True)] = 0
    what: Annotated[str, Code("种类", table="step_kind", required=True, width=4, listed=True)] = MOVED
    move: Annotated[str, Text("动作代号", width=6)] = ""
    before: Annotated[str, Text("原环节", width=4)] = ""
    after: Annotated[str, Text("新环节", width=4)] = ""
    said: Annotated[str, Text("动作", width=12, listed=True)] = ""
    at: Annotated[datetime | None, Moment("时间", looks=Looks.BACK, required=True, width=8, listed=True)] = None
    did: Annotated[int, Link("经办人", to="person", width=6, listed=True)] = 0
    second: Annotated[int, Link("另一位经办人", to="person", width=6)] = 0
    keyed: Annotated[datetime | None, Moment("录入时间", looks=Looks.BACK, required=True, width=8)] = None
    account: Annotated[int, Link("录入人", to="account", width=6)] = 0
    reason: Annotated[str, LongText("理由", privacy=Privacy.PERSONAL, width=20)] = ""
    note: Annotated[str, LongText("说明", privacy=Privacy.PERSONAL, width=20)] = ""
    level: Annotated[str, Text("层级", width=4)] = ""
    body: Annotated[int, Link("单位", to="body", width=8)] = 0
    reverses: Annotated[int, Link("撤回的一步", to="step", width=4)] = 0
    kept: Annotated[int | None, Whole("资料版本", width=4)] = None
    until: Annotated[datetime | None, Moment("定下的期限", width=8)] = None

    def title(self, linked: Mapping[str, str]) -> str:
        """When, and what."""
        return f"{fields_of(Step)['at'].show(self.at)} {self.said}".strip()

    def rules(self) -> Iterable[Problem]:
        """Two who agree are two."""
        kinds = fields_of(Step)
        if self.second and self.second == self.did:
            yield kinds["second"].problem("same", "要由两个不同的人经办", "请另选一位")


STEPS = Kind(record=Step, code=27, room=Room.CENTRE, may=ATTACHED_MAY)
