"""模板: the centre's own words in place of those of the program; the layout stays the program's."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import LongText, Text
from db.records.base import Record, fields_of
from db.records.kind import Kind, Room
from db.records.may import May, seen, some
from db.records.role import EVERY_ROLE, Role
from db.values import code_table, template


@frozen(kw_only=True, slots=False)
class Wording(Record):
    """One passage of a paper in the centre's words, with fields in braces."""

    TABLE: ClassVar[str] = "wording"
    LABEL: ClassVar[str] = "模板"

    paper: Annotated[str, Text("文书", required=True, width=8, listed=True)] = ""
    key: Annotated[str, Text("段落", required=True, width=8, listed=True)] = ""
    text: Annotated[str, LongText("文字", required=True, width=28, listed=True)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """Paper and passage."""
        return f"{self.paper} {self.key}"

    def rules(self) -> Iterable[Problem]:
        """Braces come in pairs; which fields there are, the paper knows."""
        for fault in template.faults(self.text, None):
            yield fields_of(Wording)["text"].problem(fault.code, fault.message, fault.remedy)


@frozen
class Worded:
    """A paper whose words a centre may change.

    Attributes:
        label: what the clerk calls it.
        of: the table of the type that it is made of.
    """

    label: str
    of: str


def announcement_paper(kind: str) -> str:
    """The name under which the centre's words for a kind of announcement are kept."""
    return f"announcement-{kind}"


@cache
def worded_papers() -> Mapping[str, Worded]:
    """Those papers by name, in the order in which a screen shows them; `printing.worded` has what they say.

    受理登记表 is not among them: its sentences are those of the Ministry's form (司发通〔2010〕239号).
    """
    kinds = code_table.load("announcement_kind").labels
    return {
        "notice": Worded("会议通知", "meeting"),
        **{announcement_paper(kind): Worded(label, "announcement") for kind, label in kinds.items()},
        "minutes": Worded("会议纪要", "meeting"),
        "ballots": Worded("表决票", "meeting"),
        "tally": Worded("唱票单", "meeting"),
        "delivery_receipt": Worded("送达回证", "meeting"),
        "rights_notice": Worded("权利义务告知书", "mediation_case"),
        "posting_proof": Worded("张贴证明", "announcement"),
    }


_EDITORS = some(Role.SECRETARY, Role.CHIEF, Role.ADMIN)

WORDINGS = Kind(
    record=Wording,
    code=12,
    room=Room.LETTERS,
    may=May(sees=seen(EVERY_ROLE), makes=_EDITORS, changes=_EDITORS, deletes=_EDITORS),
)
