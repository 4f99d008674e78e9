"""选项: what a centre changed about a table of codes: its own names and order, its own codes, and those that it uses no more."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Day, Flag, LongText, Rows, Text
from db.records.base import Part, Record, fields_of
from db.records.kind import Kind, Room
from db.records.may import SETTINGS_MAY
from db.values.code_table import OWN


@frozen(kw_only=True, slots=False)
class Option(Part):
    """选项: one code of the table, at its place.

    Attributes:
        code: shipped, or the centre's own, which begins with `OWN`.
        label: the centre's name for it; "" for the program's.
        off: whether it is offered no more; what bears it is read as ever.
        since: the day from which that holds: that it has another name, is an own one, or is offered no more.
        source: the paper that says so; "" for none.
        upper: the code under which it stands; "" for none.
        former: names that the centre had for it before, one a line, the last one last: what was typed or exported by then is read still.
    """

    TABLE: ClassVar[str] = "option_row"
    LABEL: ClassVar[str] = "选项"

    code: Annotated[str, Text("代号", required=True, width=4)] = ""
    label: Annotated[str, Text("本中心的叫法", width=10)] = ""
    off: Annotated[bool, Flag("不再用", width=4)] = False
    since: Annotated[date | None, Day("起", width=6)] = None
    source: Annotated[str, Text("依据", width=12)] = ""
    former: Annotated[str, LongText("从前的叫法", width=12)] = ""
    upper: Annotated[str, Text("属于", width=4)] = ""

    def is_own(self) -> bool:
        """Whether the program does not ship it."""
        return self.code.startswith(OWN)

    def is_offered(self, day: date) -> bool:
        """Whether it can be chosen on a day."""
        begun = self.since is None or self.since <= day
        return not (self.off and begun) and (begun or self.off or not self.is_own())


@frozen(kw_only=True, slots=False)
class OptionList(Record):
    """选项表: a table of codes as the centre has it.

    Attributes:
        table: its name; see `db.values.code_table`.
        options: in the order in which they are offered; shipped ones that are not here stand where the program has them.
    """

    TABLE: ClassVar[str] = "option_list"
    LABEL: ClassVar[str] = "选项表"

    table: Annotated[str, Text("选项表", required=True, width=8, listed=True)] = ""
    options: Annotated[tuple[Option, ...], Rows("选项", part=Option)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """The name of the table."""
        return self.table

    def rules(self) -> Iterable[Problem]:
        """Each code stands once, one of the centre's own has a name, and what stands under another has nothing under it."""
        codes = [option.code for option in self.options]
        options = fields_of(OptionList)["options"]
        if len(set(codes)) < len(codes):
            yield options.problem("twice", "同一个选项写了两遍", "请去掉一个")
        if any(option.is_own() and not option.label for option in self.options):
            yield options.problem("unnamed", "自己加的选项没有名字", "请给它起个名字")
        lower = {option.code for option in self.options if option.upper}
        if any(option.upper in lower for option in self.options if option.upper):
            yield options.problem("deep", "选项最多两级", "请把它放到第一级的选项下面")


OPTION_LISTS = Kind(record=OptionList, code=33, room=Room.CENTRE, may=SETTINGS_MAY)
