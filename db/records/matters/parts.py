"""Rows of a matter: who brought it, who helps, what they say when they are called back, and what looks like the same and is not."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Flag, Link, LongText, Looks, Moment, Name, Phone, Privacy, Ref
from db.records.base import Part, fields_of


@frozen(kw_only=True, slots=False)
class Claimant(Part):
    """诉求人: a resident, a body, or somebody from outside by name.

    Attributes:
        who: the resident or body; 0 for somebody from outside.
        anonymous: gave no name; there is nobody to call back.
        hidden: does not want to be named to others.
    """

    TABLE: ClassVar[str] = "matter_claimant"
    LABEL: ClassVar[str] = "诉求人"

    who: Annotated[int, Ref("登记的人或单位", to=("resident", "body"), width=8)] = 0
    name: Annotated[str, Name("姓名或名称", width=6)] = ""
    phone: Annotated[str, Phone("电话", privacy=Privacy.PERSONAL, width=8)] = ""
    anonymous: Annotated[bool, Flag("匿名", width=3)] = False
    hidden: Annotated[bool, Flag("要求不公开", width=5)] = False

    def rules(self) -> Iterable[Problem]:
        """Somebody is named, or wants no name."""
        if not (self.who or self.name.strip() or self.anonymous):
            yield fields_of(Claimant)["name"].problem("nobody", "没有填是谁", "请填姓名，或勾“匿名”")


@frozen(kw_only=True, slots=False)
class Respondent(Part):
    """被反映的人或单位: whom a complaint is about, who does not deal with it.

    Attributes:
        who: the resident, the body or the person; 0 for somebody of whom a name alone is known.
    """

    TABLE: ClassVar[str] = "matter_against"
    LABEL: ClassVar[str] = "被反映的人或单位"

    who: Annotated[int, Ref("登记的人或单位", to=("resident", "body", "person"), width=8)] = 0
    name: Annotated[str, Name("姓名或名称", width=8)] = ""

    def rules(self) -> Iterable[Problem]:
        """Somebody is named."""
        if not (self.who or self.name.strip()):
            yield fields_of(Respondent)["name"].problem("nobody", "没有填是谁", "请填名字，或删去这一行")


@frozen(kw_only=True, slots=False)
class Helper(Part):
    """协办单位."""

    TABLE: ClassVar[str] = "matter_helper"
    LABEL: ClassVar[str] = "协办单位"

    body: Annotated[int, Link("协办单位", to="body", required=True, width=10)] = 0


@frozen(kw_only=True, slots=False)
class Apart(Part):
    """不是一件事: another matter that looks like the same, and of which somebody said that it is not."""

    TABLE: ClassVar[str] = "matter_apart"
    LABEL: ClassVar[str] = "不是一件事"

    other: Annotated[int, Link("另一件", to="matter", width=14)] = 0


UNSATISFIED = ("4", "5")
"""Codes of the table ``callback_satisfaction``: 不满意, 非常不满意."""
YES = "1"
"""Code of the table ``callback_answer``: 是."""


@frozen(kw_only=True, slots=False)
class Callback(Part):
    """回访: what somebody who brought it says of how it was dealt with.

    Attributes:
        at: when, and
        by: by whom, who is not who handled it; both are those of the step.
        answered, solved: whether somebody turned to them, and whether it is solved.
    """

    TABLE: ClassVar[str] = "matter_callback"
    LABEL: ClassVar[str] = "回访"

    at: Annotated[datetime | None, Moment("回访时间", looks=Looks.BACK, width=8, fixed=True)] = None
    by: Annotated[int, Link("回访人", to="person", width=6, fixed=True)] = 0
    way: Annotated[str, Code("方式", table="callback_way", required=True, width=3)] = "1"
    answered: Annotated[str, Code("响应", table="callback_answer", width=3)] = ""
    solved: Annotated[str, Code("解决", table="callback_answer", width=3)] = ""
    satisfaction: Annotated[str, Code("满意度", table="callback_satisfaction", width=5)] = ""
    note: Annotated[str, LongText("说了什么", privacy=Privacy.PERSONAL, width=12, lines=1)] = ""

    def rules(self) -> Iterable[Problem]:
        """Something was asked, and it is known when: one is entered by its move alone."""
        kinds = fields_of(Callback)
        if not (self.answered or self.solved or self.satisfaction):
            yield kinds["satisfaction"].problem("nothing", "没有填", "响应、解决、满意度至少填一项")
        if self.at is None:
            yield kinds["way"].problem("no_time", "不在这里添", "新的回访请用“回访”记")

    def is_unsatisfied(self) -> bool:
        """Whether they are not content with it."""
        return self.satisfaction in UNSATISFIED
