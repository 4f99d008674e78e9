"""模板: the centre's own words in place of those of the program; the layout stays the program's."""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import LongText, Text
from db.records.base import Record, fields_of
from db.values import template


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
